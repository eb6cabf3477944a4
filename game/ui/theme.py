"""How the game looks: two papers and an ink, one type scale, and how large all of it is drawn.

A fine printed atlas on a dark table. Screens take their colours from here by name and their sizes from
``theme.px(n)``, never as numbers of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

import pygame

Colour = tuple[int, int, int]


def colour(text: str) -> Colour:
    """The colour of '#rrggbb'."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """``share`` of the other colour in the one."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


TABLE = colour("#1d2428")  # what everything lies on
PAPER = colour("#f2ead8")
INK = colour("#2c2a26")
BRASS = colour("#c19a4b")  # focus and the one thing to do next
VERMILION = colour("#b4432f")  # war, swords, and what cannot be taken back
BLUE = colour("#2f5d8a")  # shields
GREEN = colour("#4d7a54")  # a promise kept, peace
SHADOW = (8, 10, 12)
UNKNOWN = colour("#a39b88")  # arms of which the sort is not known


@dataclass(frozen=True)
class Tone:
    """The colours of whatever lies on one ground."""

    ground: Colour
    raised: Colour  # a button, a field
    ink: Colour
    faint: Colour  # what is read second
    line: Colour
    accent: Colour  # brass that can be read on this ground


FELT = Tone(TABLE, colour("#2d363c"), colour("#f0e8d6"), colour("#b3ad9c"), colour("#465058"), colour("#d6b064"))
SHEET = Tone(PAPER, colour("#fbf6ea"), INK, colour("#665f52"), colour("#cbbd9e"), colour("#8a6820"))


@dataclass(frozen=True)
class Role:
    """One use of type: weight, size at 100 % and space between letters, in pixels, and between lines."""

    face: str
    size: int
    spacing: float = 0
    leading: float = 1.3


ROLES = {
    "display": Role("Light", 58, spacing=5, leading=1.15),
    "title": Role("Light", 38, spacing=0.5, leading=1.15),
    "heading": Role("Semibold", 23, leading=1.2),
    "subhead": Role("Semibold", 18, leading=1.25),
    "body": Role("Regular", 17),
    "strong": Role("Semibold", 17),
    "aside": Role("It", 17),
    "small": Role("Regular", 15),
    "small-strong": Role("Semibold", 15),
    "caps": Role("Semibold", 13, spacing=1.8),  # short headings, in capitals
    "number": Role("Semibold", 30, leading=1.1),
}


@lru_cache(maxsize=32)
def face(weight: str, size: int) -> pygame.font.Font:
    """A weight of Source Sans Pro; the package carries it as files, with its licence."""
    if not pygame.font.get_init():
        pygame.font.init()
    home = Path(str(resources.files("font_source_sans_pro"))) / "files"
    return pygame.font.Font(home / f"SourceSansPro-{weight}.ttf", size)


class Theme:
    """Sizes and type for a window of ``size`` pixels and a text scale (1.0, 1.25, 1.5), with what was set in it."""

    def __init__(self, scale: float = 1.0, size: tuple[int, int] = (1280, 800)) -> None:
        self.scale, self.size = scale, size
        self.unit = scale * min(max(min(size[0] / 1280, size[1] / 800), 0.9), 1.3)
        self._set: dict[tuple[str, str, Colour], pygame.Surface] = {}
        self._widths: dict[tuple[str, str], int] = {}
        self._wrapped: dict[tuple[str, str, int], list[str]] = {}

    def px(self, pixels: float) -> int:
        """A length given for 1280×800 at 100 %, as it is here; never nothing for something."""
        return max(round(pixels * self.unit), 1 if pixels else 0)

    def font(self, role: str) -> pygame.font.Font:
        """The font of one of `ROLES`; raises `KeyError` for another."""
        return face(ROLES[role].face, self.px(ROLES[role].size))

    def line_height(self, role: str) -> int:
        return round(self.px(ROLES[role].size) * ROLES[role].leading)

    def width(self, role: str, text: str) -> int:
        """How wide the text is on one line."""
        key = (role, text)
        if key not in self._widths:
            if len(self._widths) > 6000:  # a long game says many things
                self._widths.clear()
            self._widths[key] = self._measured(role, text)
        return self._widths[key]

    def _measured(self, role: str, text: str) -> int:
        spacing = ROLES[role].spacing * self.unit
        if not spacing:
            return self.font(role).size(text)[0]
        return round(sum(self.font(role).size(char)[0] + spacing for char in text) - spacing) if text else 0

    def text(self, role: str, text: str, ink: Colour) -> pygame.Surface:
        """One line, set once and kept; as wide as `width` says and as high as the font."""
        key = (role, text, ink)
        if key not in self._set:
            if len(self._set) > 1500:
                self._set.clear()
            self._set[key] = self._compose(role, text, ink)
        return self._set[key]

    def _compose(self, role: str, text: str, ink: Colour) -> pygame.Surface:
        font, spacing = self.font(role), ROLES[role].spacing * self.unit
        if not spacing or not text:
            return font.render(text, True, ink)
        surface = pygame.Surface((self.width(role, text), font.get_height()), pygame.SRCALPHA)
        at = 0.0
        for char in text:
            surface.blit(font.render(char, True, ink), (round(at), 0))
            at += font.size(char)[0] + spacing
        return surface

    def wrap(self, role: str, text: str, width: int) -> list[str]:
        """The text in lines no wider than ``width``; a word that is wider by itself is broken."""
        key = (role, text, width)
        if key not in self._wrapped:
            if len(self._wrapped) > 1500:
                self._wrapped.clear()
            self._wrapped[key] = [line for part in text.split("\n") for line in self._lines(role, part, width)]
        return self._wrapped[key]

    def _lines(self, role: str, text: str, width: int) -> list[str]:
        lines = [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if self.width(role, longer) <= width:
                lines[-1] = longer
                continue
            if lines[-1]:
                lines.append("")
            while self.width(role, word) > width and len(word) > 1:
                fits = next((k for k in range(len(word) - 1, 0, -1) if self.width(role, word[:k]) <= width), 1)
                fits = word.rfind("-", 1, fits) + 1 or fits  # after a hyphen, if there is one
                lines[-1] = word[:fits]
                lines.append("")
                word = word[fits:]
            lines[-1] = word
        return lines
