"""What is only looked at: text, cards of paper, a power's mark, a rule between two things, a picture."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.ui import draw
from game.ui.theme import FELT, SHEET, Colour, Theme, Tone
from game.ui.widgets.base import Size, Widget
from game.ui.widgets.layout import Padded


class Text(Widget):
    """Words in one of the roles of `theme.ROLES`; they wrap where there is no room.

    ``ink``: 'ink', 'faint' or 'accent' of the ground they lie on, or a colour. ``align``: left, centre or right.
    """

    def __init__(
        self, text: str, role: str = "body", ink: str | Colour = "ink", align: str = "left", tip: str = ""
    ) -> None:
        super().__init__(tip=tip)
        self.text, self.role, self.ink, self.align = text, role, ink, align

    def measure(self, theme: Theme, width: int) -> Size:
        lines = theme.wrap(self.role, self.text, width)
        return max(theme.width(self.role, line) for line in lines), len(lines) * theme.line_height(self.role)

    def narrowest(self, theme: Theme) -> int:
        return max((theme.width(self.role, word) for word in self.text.split()), default=0)

    def fits(self, theme: Theme) -> bool:
        """A word that has to be broken does not fit."""
        w, h = self.measure(theme, self.rect.w)
        return max(w, self.narrowest(theme)) <= self.rect.w and h <= self.rect.h

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        ink = getattr(self.tone, self.ink) if isinstance(self.ink, str) else self.ink
        high = theme.line_height(self.role)
        y = self.rect.y
        for words in theme.wrap(self.role, self.text, self.rect.w):
            made = theme.text(self.role, words, ink)
            spare = self.rect.w - made.get_width()
            x = self.rect.x + {"centre": spare // 2, "right": spare}.get(self.align, 0)
            surface.blit(made, (x, y + (high - made.get_height()) // 2))
            y += high


class Card(Padded):
    """A sheet of paper on the table, with its shadow. ``edge``: a colour along its left side."""

    paper: Tone = SHEET

    def __init__(self, child: Widget, across: int = 22, down: int = 18, edge: Colour | None = None) -> None:
        super().__init__(child, across, down)
        self.edge = edge

    def dress(self, tone: Tone) -> None:
        super().dress(self.paper)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        radius = theme.px(5)
        draw.shadow(surface, self.rect, radius=radius, depth=theme.px(8))
        draw.panel(surface, self.rect, self.tone.ground, radius=radius, edge=self.tone.line)
        if self.edge:
            strip = pygame.Rect(self.rect.x, self.rect.y + radius, theme.px(5), self.rect.h - 2 * radius)
            surface.fill(self.edge, strip)


class Tray(Card):
    """A recess in the table: darker, for what lies between the papers."""

    paper = FELT

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        ground = (24, 30, 34)
        draw.panel(surface, self.rect, ground, radius=theme.px(5), edge=self.tone.line)
        if self.edge:
            strip = pygame.Rect(self.rect.x, self.rect.y + theme.px(5), theme.px(4), self.rect.h - 2 * theme.px(5))
            surface.fill(self.edge, strip)


class Rule(Widget):
    """A fine line across, with some room above and below."""

    def measure(self, theme: Theme, width: int) -> Size:
        return width, theme.px(9)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        surface.fill(self.tone.line, (self.rect.x, self.rect.centery, self.rect.w, 1))


class Mark(Widget):
    """A power's token: its colour, its hatch and its letter."""

    def __init__(self, letter: str, fill: Colour, hatch: str = "none", size: int = 30, tip: str = "") -> None:
        super().__init__(tip=tip)
        self.letter, self.fill, self.hatch, self.size = letter, fill, hatch, size

    def measure(self, theme: Theme, width: int) -> Size:
        side = theme.px(self.size)
        return side, side

    def narrowest(self, theme: Theme) -> int:
        return theme.px(self.size)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        token(surface, theme, self.rect.center, theme.px(self.size) // 2 - 1, self.letter, self.fill, self.hatch)


class Picture(Widget):
    """Whatever a function paints into a rectangle; as wide as there is room, ``ratio`` times as high."""

    def __init__(
        self, paint: Callable[[pygame.Surface, pygame.Rect, Theme], None], ratio: float = 0.5, name: str = ""
    ) -> None:
        super().__init__(name)
        self.paint, self.ratio = paint, ratio

    def measure(self, theme: Theme, width: int) -> Size:
        return width, round(width * self.ratio)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        self.paint(surface, self.rect, theme)


def token(
    surface: pygame.Surface,
    theme: Theme,
    centre: tuple[int, int],
    radius: int,
    letter: str,
    fill: Colour,
    hatch: str,
) -> None:
    """A power's disc: colour, hatch and letter, so that none of them has to be told apart alone."""
    light = 0.299 * fill[0] + 0.587 * fill[1] + 0.114 * fill[2] > 140
    ink = (30, 28, 25) if light else (250, 246, 236)
    draw.disc(surface, centre, radius, fill, edge=(30, 28, 25))
    if hatch != "none" and radius >= 8:
        tile = _round_hatch(hatch, radius, ink)
        surface.blit(tile, tile.get_rect(center=centre))
        draw.disc(surface, centre, radius * 0.6, fill)
    face = "heading" if radius > theme.px(30) else "small-strong" if radius > theme.px(11) else "caps"
    made = theme.text(face, letter, ink)
    surface.blit(made, made.get_rect(center=centre))


def _round_hatch(kind: str, radius: int, ink: Colour) -> pygame.Surface:
    side = 2 * radius - 2
    tile = draw.hatch(kind, (side, side), ink, gap=5).copy()
    mask = pygame.Surface((side, side), pygame.SRCALPHA)
    pygame.draw.circle(mask, (255, 255, 255, 150), (side / 2, side / 2), radius - 2)
    tile.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    return tile
