"""Text in several styles, tables, and a page of them that is scrolled by keys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pygame

from game.ui import draw
from game.ui.moves import STAY, Move
from game.ui.theme import BRASS, Colour, Theme, mix
from game.ui.widgets import Scroll, Widget
from game.ui.widgets.base import Size
from game.views.book import CODE, EMPHATIC, PLAIN, STRONG, Line, Span

ROLES = {PLAIN: "body", STRONG: "strong", EMPHATIC: "aside", CODE: "small-strong"}


@dataclass(frozen=True)
class Piece:
    """One word as it is set."""

    text: str
    style: str
    x: int
    line: int
    width: int


def pieces(theme: Theme, spans: Line, width: int) -> list[Piece]:
    """Words set in lines no wider than ``width``; a word that is wider stands on a line of its own.

    What follows a word without a space, as a full stop follows one of another style, takes it along to the next line.
    """
    out: list[Piece] = []
    x = line = first = 0  # ``first``: the piece that those up to here hang on
    gap, loose = theme.width("body", " "), False
    for span in spans:
        for part in re.findall(r"\s+|\S+", span.text):
            if part.isspace():
                loose = True
                continue
            wide = theme.width(ROLES[span.style], part)
            room = gap if loose and x else 0
            first = len(out) if loose else first
            if x and x + room + wide > width:
                line, room = line + 1, 0
                start = out[first].x if first < len(out) else 0
                hangs = out[first:] if start else []
                out[first:] = [replace(one, x=one.x - start, line=line) for one in hangs] or out[first:]
                x = x - start if hangs else 0
            out.append(Piece(part, span.style, x + room, line, wide))
            x, loose = x + room + wide, False
    return out


class Rich(Widget):
    """Running text. ``wanted``: words that are marked where they stand."""

    def __init__(self, spans: Line, wanted: Sequence[str] = (), bullet: str = "") -> None:
        super().__init__()
        self.spans, self.wanted, self.bullet = spans, tuple(wanted), bullet

    def _indent(self, theme: Theme) -> int:
        return theme.px(26) if self.bullet else 0

    def measure(self, theme: Theme, width: int) -> Size:
        set_ = pieces(theme, self.spans, width - self._indent(theme))
        lines = 1 + max((piece.line for piece in set_), default=0)
        widest = max((piece.x + piece.width for piece in set_), default=0)
        return widest + self._indent(theme), lines * theme.line_height("body")

    def fits(self, theme: Theme) -> bool:
        w, h = self.measure(theme, self.rect.w)
        return w <= self.rect.w and h <= self.rect.h

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        left, high = self.rect.x + self._indent(theme), theme.line_height("body")
        if self.bullet:
            surface.blit(theme.text("strong", self.bullet, self.tone.accent), (self.rect.x + theme.px(4), self.rect.y))
        for piece in pieces(theme, self.spans, self.rect.w - self._indent(theme)):
            at = pygame.Rect(left + piece.x, self.rect.y + piece.line * high, piece.width, high)
            self._piece(surface, theme, piece, at)

    def _piece(self, surface: pygame.Surface, theme: Theme, piece: Piece, at: pygame.Rect) -> None:
        hit = any(part in piece.text.lower() for part in self.wanted)
        if hit or piece.style == CODE:
            ground: Colour = mix(self.tone.ground, BRASS if hit else self.tone.line, 0.55 if hit else 0.5)
            draw.panel(surface, at.inflate(theme.px(5), -theme.px(2)), ground, radius=theme.px(3))
        made = theme.text(ROLES[piece.style], piece.text, self.tone.ink)
        surface.blit(made, made.get_rect(midleft=at.midleft))


class Ruled(Widget):
    """A table: columns as wide as they need to be, or in proportion; a wide one with few rows is turned on its side."""

    PAD = 9

    def __init__(self, rows: Sequence[Sequence[Line]], wanted: Sequence[str] = ()) -> None:
        super().__init__()
        head, *rest = [list(row) for row in rows]
        self.headed = any(head)
        self.rows, self.wanted = [[_strong(cell) for cell in head], *rest], tuple(wanted)

    def _cells(self, theme: Theme, width: int) -> tuple[list[list[Line]], list[int]]:
        """The rows as they lie, and the width of every column with its padding."""
        rows = self.rows
        if len(rows) == 2 and sum(self._natural(theme, rows)) > width:
            rows = [list(column) for column in zip(*rows, strict=True)]
        natural = self._natural(theme, rows)
        if sum(natural) <= width:
            return rows, natural
        least = [self._least(theme, [row[k] for row in rows]) for k in range(len(natural))]
        spare = max(width - sum(least), 0)
        want = [n - m for n, m in zip(natural, least, strict=True)]
        return rows, [m + spare * w // max(sum(want), 1) for m, w in zip(least, want, strict=True)]

    def _natural(self, theme: Theme, rows: list[list[Line]]) -> list[int]:
        return [
            max(_wide(theme, cell) for cell in column) + 2 * theme.px(self.PAD) for column in zip(*rows, strict=True)
        ]

    def _least(self, theme: Theme, column: list[Line]) -> int:
        words = [theme.width(ROLES[s.style], word) for cell in column for s in cell for word in s.text.split()]
        return max(words, default=0) + 2 * theme.px(self.PAD)

    def _heights(self, theme: Theme, rows: list[list[Line]], widths: list[int]) -> list[int]:
        pad = theme.px(self.PAD)
        return [
            max(Rich(cell).measure(theme, w - 2 * pad)[1] for cell, w in zip(row, widths, strict=True)) + pad
            for row in rows
        ]

    def measure(self, theme: Theme, width: int) -> Size:
        rows, widths = self._cells(theme, width)
        return min(sum(widths), width), sum(self._heights(theme, rows, widths))

    def fits(self, theme: Theme) -> bool:
        return sum(self._cells(theme, self.rect.w)[1]) <= self.rect.w

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        rows, widths = self._cells(theme, self.rect.w)
        y, pad, across = self.rect.y, theme.px(self.PAD), sum(widths)
        headed = self.headed and rows is self.rows
        for k, (row, high) in enumerate(zip(rows, self._heights(theme, rows, widths), strict=True)):
            if k % 2 == (1 if headed else 0):
                surface.fill(mix(self.tone.ground, self.tone.line, 0.22), (self.rect.x, y, across, high))
            x = self.rect.x
            for cell, w in zip(row, widths, strict=True):
                text = Rich(cell, self.wanted)
                text.dress(self.tone)
                text.place(theme, pygame.Rect(x + pad, y + pad // 2, w - 2 * pad, high - pad))
                text.draw(surface, theme)
                x += w
            y += high
            surface.fill(self.tone.ink if headed and k == 0 else self.tone.line, (self.rect.x, y - 1, across, 1))


def _strong(cell: Line) -> Line:
    return tuple(Span(span.text, STRONG) for span in cell)


def _wide(theme: Theme, cell: Line) -> int:
    """The width of a cell on one line."""
    return max((piece.x + piece.width for piece in pieces(theme, cell, 1 << 20)), default=0)


class Reading(Scroll):
    """A page to read: it can have the focus, and then arrows, Home and End scroll it too."""

    focusable = True

    def handle(self, event: pygame.event.Event) -> Move | None:
        if event.type == pygame.KEYDOWN:
            step = 60
            places = {
                pygame.K_UP: self.offset - step,
                pygame.K_DOWN: self.offset + step,
                pygame.K_HOME: 0,
                pygame.K_END: self.reach,
            }
            if event.key in places:
                self.move_to(places[event.key])
                return STAY
        return super().handle(event)
