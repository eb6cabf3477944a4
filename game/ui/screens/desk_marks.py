"""Small things that are drawn on a desk: coins, prices, chances as bars."""

from __future__ import annotations

import pygame

from game.ui import draw
from game.ui.theme import BRASS, GREEN, INK, VERMILION, Theme, mix
from game.ui.widgets import Widget
from game.ui.widgets.base import Size
from game.words import counted, words


def coin(surface: pygame.Surface, at: tuple[float, float], radius: float) -> None:
    """One token."""
    draw.disc(surface, at, radius, BRASS, edge=mix(BRASS, INK, 0.5))
    draw.disc(surface, at, radius * 0.62, mix(BRASS, (255, 255, 255), 0.16))


class Price(Widget):
    """What an order costs: a small coin, with how many if they are several; nothing if it is free."""

    def __init__(self, tokens: int) -> None:
        super().__init__(tip=counted(tokens, "token") if tokens else "")
        self.tokens = tokens

    @property
    def number(self) -> str:
        return str(self.tokens) if self.tokens > 1 else ""

    def measure(self, theme: Theme, width: int) -> Size:
        if not self.tokens:
            return 0, 0
        return theme.width("small-strong", self.number) + theme.px(17), theme.line_height("small-strong")

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        if not self.tokens:
            return
        made = theme.text("small-strong", self.number, self.tone.faint)
        surface.blit(made, made.get_rect(midleft=self.rect.midleft))
        coin(surface, (self.rect.right - theme.px(8), self.rect.centery), theme.px(7))


class Coins(Widget):
    """The treasury: a coin for every token, hollow if it is spent; ``over``: more is spent than there is."""

    def __init__(self, tokens: int, left: int) -> None:
        super().__init__(tip=words("ui.desk.coins-tip"))
        self.tokens, self.left = tokens, left

    def measure(self, theme: Theme, width: int) -> Size:
        side = theme.px(22)
        return min(self.tokens * side, width), side

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        step = self.rect.w / max(self.tokens, 1)
        radius = theme.px(9)
        for k in range(self.tokens):
            at = (self.rect.x + step * (k + 0.5), self.rect.centery)
            if k < self.left:
                coin(surface, at, radius)
            else:
                draw.disc(surface, at, radius, self.tone.ground, edge=self.tone.line)


class Level(Widget):
    """A chance as a bar with a fine mark at where it was before."""

    def __init__(self, before: int, after: int) -> None:
        super().__init__()
        self.before, self.after = before, after

    def measure(self, theme: Theme, width: int) -> Size:
        return width, theme.px(10)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        bar = pygame.Rect(self.rect.x, 0, self.rect.w, theme.px(6))
        bar.centery = self.rect.centery
        draw.panel(surface, bar, self.tone.line, radius=theme.px(3))
        now = pygame.Rect(bar.x, bar.y, max(bar.w * self.after // 100, bar.h), bar.h)
        draw.panel(surface, now, VERMILION if self.after > self.before else GREEN, radius=theme.px(3))
        x = bar.x + bar.w * self.before // 100
        surface.fill(self.tone.ink, (x, self.rect.y, max(theme.px(2), 1), self.rect.h))
