"""The board as a widget: pointed at with the mouse or, power by power and bond by bond, with the arrow keys."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.scenario import World
from game.ui.board.picture import BoardPicture
from game.ui.moves import STAY, Move
from game.ui.theme import Theme
from game.ui.widgets.base import Size, Widget, clicked, pressed
from game.views.board import Board, Bond

Pick = Callable[[int], Move | None]  # what is done with the power that is chosen


class BoardMap(Widget):
    """The board; a click or Enter on a power calls ``on_pick`` with it.

    A screen that is composed anew passes the same ``picture`` again, so that nothing is printed twice.
    """

    focusable = True
    sounds = "tick"

    def __init__(
        self, picture: BoardPicture, board: Board, on_pick: Pick | None = None, *, name: str = "board"
    ) -> None:
        super().__init__(name)
        self.picture, self.on_pick = picture, on_pick
        picture.show(board)

    def measure(self, theme: Theme, width: int) -> Size:
        return width, round(width * 0.8)

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        super().place(theme, rect)
        self.picture.place(self.rect, theme.unit)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        self.picture.draw(surface)

    @property
    def hint(self) -> str:
        lit = self.picture.lit
        return "\n".join(self.picture.tip(lit)) if lit is not None else ""

    @property
    def spot(self) -> pygame.Rect:
        lit = self.picture.lit
        return next((rect for what, rect in self.picture.spots() if what == lit), self.rect)

    def focus(self, gained: bool) -> None:
        super().focus(gained)
        if not gained:
            self.picture.light(None)

    def handle(self, event: pygame.event.Event) -> Move | None:
        if event.type == pygame.MOUSEMOTION:
            self.picture.light(self.picture.at(event.pos))
            return STAY
        if clicked(self, event):
            return self._pick(self.picture.at(event.pos))
        if pressed(event):
            return self._pick(self.picture.lit)
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_LEFT, pygame.K_RIGHT):
            return self._step(1 if event.key == pygame.K_RIGHT else -1)
        return None

    def _pick(self, what: int | Bond | None) -> Move | None:
        self.picture.light(what)
        if self.on_pick is None or not isinstance(what, int):
            return STAY
        return self.on_pick(what) or STAY

    def _step(self, by: int) -> Move | None:
        """The next power or bond; past the last one the key is for somebody else."""
        spots = [what for what, _ in self.picture.spots()]
        at = spots.index(self.picture.lit) + by if self.picture.lit in spots else (0 if by > 0 else len(spots) - 1)
        if not 0 <= at < len(spots):
            return None
        self.picture.light(spots[at])
        return STAY


def board_map(world: World, board: Board, on_pick: Pick | None = None) -> BoardMap:
    """A board for a screen that shows one for the first time."""
    return BoardMap(BoardPicture(world), board, on_pick)
