"""A slip of paper that lies over every screen for a while, with one line for everybody."""

from __future__ import annotations

import pygame

from game.ui import draw
from game.ui.theme import BRASS, SHEET, Theme
from game.ui.widgets import Text

LIES = 14.0  # seconds
WIDE, PAD, TOP = 460, 16, 12


class Slip:
    """Nothing, until something is said. It goes by itself, or with a click."""

    def __init__(self) -> None:
        self.text = ""
        self._left = 0.0
        self._rect = pygame.Rect(0, 0, 0, 0)

    def say(self, text: str) -> None:
        """Lay this over everything; nothing takes away what lies there."""
        self.text, self._left = text, LIES

    def tick(self, seconds: float) -> bool:
        """Time passes; whether it has gone now."""
        self._left -= seconds
        if not self.text or self._left > 0:
            return False
        self.text = ""
        return True

    def handle(self, event: pygame.event.Event) -> bool:
        """Whether the event was a click on it."""
        if not self.text or event.type not in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            return False
        if not self._rect.collidepoint(event.pos):
            return False
        if event.type == pygame.MOUSEBUTTONUP:
            self._left = 0.0
        return True

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        """In the middle of the upper edge."""
        if not self.text:
            return
        text, pad = Text(self.text, "subhead", align="centre"), theme.px(PAD)
        w, h = text.measure(theme, min(theme.px(WIDE), surface.get_width() - 4 * pad))
        self._rect = pygame.Rect(0, theme.px(TOP), w + 2 * pad, h + 2 * pad)
        self._rect.centerx = surface.get_width() // 2
        draw.shadow(surface, self._rect, radius=theme.px(5), depth=theme.px(12), dark=150)
        draw.panel(surface, self._rect, SHEET.raised, radius=theme.px(5), edge=BRASS, width=theme.px(2))
        text.dress(SHEET)
        text.place(theme, self._rect.inflate(-2 * pad, -2 * pad))
        text.draw(surface, theme)
