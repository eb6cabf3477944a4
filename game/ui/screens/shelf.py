"""Saved games, newest first, each with a picture of its board."""

from __future__ import annotations

from collections.abc import Iterator

import pygame

from game.files import BadInput, CheckFailed
from game.sitting import shelf
from game.sitting.shelf import Saved
from game.ui.moves import Host, Move, Pop, Push, Replace, Reset
from game.ui.screens.parts import OnFelt, Question, page, trouble
from game.ui.screens.pick_player import player_name
from game.ui.session import Doors
from game.ui.theme import SHEET, Theme
from game.ui.widgets import (
    Button,
    Card,
    Column,
    Flow,
    Grave,
    Grid,
    Narrow,
    Picture,
    Primary,
    Row,
    Scroll,
    Space,
    Text,
    Widget,
)
from game.words import words


class Shelf(OnFelt):
    """The games are read one a frame, so that a long shelf does not stop the window."""

    def __init__(self, app: Host, doors: Doors) -> None:
        super().__init__(app)
        self.doors = doors
        self.games: list[Saved] = []
        self._coming: Iterator[Saved] | None = shelf.saved()

    def compose(self) -> Widget:
        if not self.games:
            return page(words("ui.shelf.title"), Column(Space(), self.bare(), Space(), weights=(1, 0, 2)))
        cards = Grid(*[self.card(game) for game in self.games], least=360, most=3, gap=18)
        return page(words("ui.shelf.title"), Scroll(cards, "page"))

    def bare(self) -> Widget:
        """Nothing lies there, or nothing is found yet."""
        if self._coming:
            return Text(words("ui.shelf.looking"), "subhead", "faint", "centre")
        new = Primary(words("ui.new.title"), lambda: Replace(self.doors.new_game()), name="new")
        about = Text(words("ui.shelf.empty"))
        return Narrow(Card(Column(about, Row(Space(), new, weights=(1,)), gap=14), 30, 26), 520)

    def card(self, game: Saved) -> Widget:
        when = f"{game.played:%d %B %Y, %H:%M}".lstrip("0")
        about = [
            Text(game.title or game.path.stem, "subhead"),
            Text(when, "small", "faint"),
        ]
        if game.problem:
            about.append(Text(game.problem, "small"))
        else:
            stand = words("ui.shelf.finished" if game.finished else "ui.shelf.going", round=game.round)
            about += [Text(stand, "small-strong"), Text(seats_told(game), "small")]
        picture = [Thumbnail(game)] if game.thumbnail else []
        open_ = words("ui.shelf.look" if game.finished else "ui.shelf.go-on")
        reason = game.problem and words("ui.shelf.damaged")
        buttons = Flow(
            Primary(open_, lambda: self.open(game), name=f"open {game.path.stem}", reason=reason),
            Button(words("ui.replay.again"), lambda: self.watch(game), name=f"watch {game.path.stem}", reason=reason),
            Button(words("ui.shelf.remove"), lambda: self.ask(game), name=f"remove {game.path.stem}"),
            gap=8,
        )
        return Card(Column(*picture, Column(*about, gap=3), buttons, weights=[0] * len(picture) + [1]))

    def open(self, game: Saved) -> Move:
        try:
            return Reset(self.doors.resume(game.path))
        except (BadInput, CheckFailed) as error:
            return trouble(self.app, error)

    def watch(self, game: Saved) -> Move:
        try:
            return Push(self.doors.replay(game.path))
        except (BadInput, CheckFailed) as error:
            return trouble(self.app, error)

    def ask(self, game: Saved) -> Move:
        title = words("ui.shelf.remove-title", name=game.title or game.path.stem)
        yes = Grave(words("ui.shelf.remove"), lambda: self.remove(game))
        return Push(Question(self.app, title, words("ui.shelf.remove-about"), yes))

    def remove(self, game: Saved) -> Move:
        shelf.remove(game.path)
        self.games.remove(game)
        return Pop()

    def update(self, seconds: float) -> Move | None:
        if self._coming is not None:
            found = next(self._coming, None)
            if found is None:
                self._coming = None
            else:
                self.games.append(found)
            self.refresh()
        return None


def seats_told(game: Saved) -> str:
    """'Aldmar: Person, Brennia: Rules'."""
    pairs = zip(game.powers, game.seats, strict=True)
    return words("count.comma").join(
        words("ui.shelf.seat", name=name, player=player_name(seat)) for name, seat in pairs
    )


class Thumbnail(Picture):
    """The board of a saved game as it was left."""

    def __init__(self, game: Saved) -> None:
        super().__init__(self.show, 0.56)
        self.game = game
        self._picture: pygame.Surface | None = None

    def show(self, surface: pygame.Surface, rect: pygame.Rect, theme: Theme) -> None:
        if self._picture is None or self._picture.get_size() != rect.size:
            self._picture = self._load(rect.size)
        surface.blit(self._picture, rect)
        pygame.draw.rect(surface, SHEET.line, rect, 1)

    def _load(self, size: tuple[int, int]) -> pygame.Surface:
        sheet = pygame.Surface(size)
        sheet.fill(SHEET.raised)
        path = self.game.thumbnail
        try:
            whole = pygame.image.load(path).convert(24) if path else sheet
        except (pygame.error, OSError):
            return sheet
        rect = whole.get_rect().fit(sheet.get_rect())
        sheet.blit(pygame.transform.smoothscale(whole, rect.size), rect)
        return sheet
