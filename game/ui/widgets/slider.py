"""A slider: a knob on a rail with stops, to be drawn along or moved with the arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.ui import draw
from game.ui.moves import STAY, Move
from game.ui.theme import Theme, mix
from game.ui.widgets.base import Size, Widget, sideways

KNOB = 9


class Slider(Widget):
    """One of the ``stops``, from the least to the most; ``ends``: what the two ends are called."""

    focusable = True
    sounds = "tick"

    def __init__(
        self,
        name: str,
        stops: Sequence[float],
        value: float,
        ends: tuple[str, str],
        on_change: Callable[[float], Move | None],
        *,
        tip: str = "",
    ) -> None:
        super().__init__(name, tip)
        self.stops, self.value, self.ends, self.on_change = list(stops), value, ends, on_change

    def measure(self, theme: Theme, width: int) -> Size:
        return width, 2 * theme.px(KNOB) + theme.px(8) + theme.line_height("small")

    def fits(self, theme: Theme) -> bool:
        return sum(theme.width("small", end) for end in self.ends) + theme.px(10) <= self.rect.w

    def rail(self, theme: Theme) -> pygame.Rect:
        """Where the middle of the knob may be."""
        reach = theme.px(KNOB)
        return pygame.Rect(self.rect.x + reach, self.rect.y + reach, max(self.rect.w - 2 * reach, 1), 1)

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        super().place(theme, rect)
        self._rail = self.rail(theme)

    def handle(self, event: pygame.event.Event) -> Move | None:
        if self.held and event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP):
            share = (event.pos[0] - self._rail.x) / self._rail.w
            return self._become(round(min(max(share, 0.0), 1.0) * (len(self.stops) - 1)))
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_HOME, pygame.K_END):
            return self._become(0 if event.key == pygame.K_HOME else len(self.stops) - 1)
        by = sideways(event)
        return self._become(min(max(self.stops.index(self.value) + by, 0), len(self.stops) - 1)) if by else None

    def _become(self, stop: int) -> Move:
        wanted = self.stops[stop]
        if wanted == self.value:
            return STAY
        self.value = wanted
        return self.on_change(wanted) or STAY

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        rail, thick = self.rail(theme), theme.px(4)
        draw.panel(surface, pygame.Rect(rail.x, rail.y - thick // 2, rail.w, thick), self.tone.line, radius=thick // 2)
        steps = len(self.stops) - 1
        for k in range(len(self.stops)):
            surface.fill(self.tone.faint, (rail.x + rail.w * k // steps, rail.y - theme.px(5), 1, 2 * theme.px(5)))
        x = rail.x + rail.w * self.stops.index(self.value) // steps
        fill = mix(self.tone.accent, self.tone.raised, 0.25 if self.hovered else 0)
        draw.disc(surface, (x, rail.y), theme.px(KNOB), fill, edge=self.tone.ink)
        y = self.rect.bottom - theme.line_height("small") // 2
        for end, side in zip(self.ends, ("midleft", "midright"), strict=True):
            made = theme.text("small", end, self.tone.faint)
            at = (self.rect.x if side == "midleft" else self.rect.right, y)
            surface.blit(made, made.get_rect(**{side: at}))
