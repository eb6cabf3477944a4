"""Bars with their intervals, as on the margin of an atlas plate; they can grow."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.odds import percent
from game.ui import draw
from game.ui.theme import Colour, Theme, mix
from game.ui.widgets.base import Size, Widget


def whole() -> float:
    """Nothing grows."""
    return 1.0


class Bar(Widget):
    """A share of a whole, 0..1 (a little below or above is drawn at the end), with a whisker for its interval."""

    def __init__(
        self,
        value: float,
        interval: tuple[float, float] | None,
        tint: Colour,
        grown: Callable[[], float] = whole,
        *,
        thick: bool = True,
        text: str = "",
    ) -> None:
        super().__init__()
        self.value, self.interval, self.tint, self.grown, self.thick = value, interval, tint, grown, thick
        self.text = text or f"{percent(value)}%"

    def measure(self, theme: Theme, width: int) -> Size:
        return width, max(theme.px(26 if self.thick else 18), theme.line_height("small-strong"))

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        figure = theme.text("strong" if self.thick else "small-strong", self.text, self.tone.ink)
        room = max(self.rect.w - max(figure.get_width(), theme.px(52)) - theme.px(10), 1)
        high = theme.px(16 if self.thick else 9)
        ground = pygame.Rect(self.rect.x, self.rect.centery - high // 2, room, high)
        draw.panel(surface, ground, mix(self.tone.ground, self.tone.line, 0.45), radius=theme.px(3))
        for tick in range(1, 4):
            x = ground.x + ground.w * tick // 4
            surface.fill(self.tone.line, (x, ground.y - theme.px(2), 1, ground.h + 2 * theme.px(2)))
        length = round(ground.w * min(max(self.value, 0.0), 1.0) * self.grown())
        if length > 1:
            draw.panel(surface, pygame.Rect(ground.x, ground.y, length, ground.h), self.tint, radius=theme.px(3))
        if self.interval is not None and self.grown() >= 1:
            self._whisker(surface, theme, ground)
        surface.blit(figure, figure.get_rect(midleft=(ground.right + theme.px(10), self.rect.centery)))

    def _whisker(self, surface: pygame.Surface, theme: Theme, ground: pygame.Rect) -> None:
        assert self.interval is not None
        low, high = (ground.x + round(ground.w * min(max(end, 0.0), 1.0)) for end in self.interval)
        thin, reach = theme.px(1.5), theme.px(6 if self.thick else 4)
        surface.fill(self.tone.ink, (low, ground.centery - thin // 2, max(high - low, 1), thin))
        for x in (low, high):
            surface.fill(self.tone.ink, (x, ground.centery - reach, thin, 2 * reach))
