"""Charts in the manner of the atlas: small panels of one scale, and a hand over the rounds that reads them out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pygame

from game.debrief.lines import Line, Lines, Panel
from game.odds import percent
from game.ui import draw
from game.ui.moves import STAY, Move
from game.ui.theme import BLUE, BRASS, GREEN, INK, SHEET, UNKNOWN, VERMILION, Colour, Theme, colour, mix
from game.ui.widgets.base import Size, Widget, sideways
from game.ui.widgets.paper import token
from game.words import words

STYLES: dict[str, tuple[Colour, str]] = {  # of each line: its ink, and how it is drawn
    "swords": (VERMILION, "line"),
    "shields": (BLUE, "line"),
    "seen": (mix(VERMILION, INK, 0.5), "dashed"),
    "threat": (INK, "line"),
    "suspicion": (INK, "line"),
    "said": (mix(BRASS, INK, 0.2), "points"),
    "image": (mix(INK, SHEET.ground, 0.35), "dashed"),
}


class Swatch(Widget):
    """How a line is drawn, for a legend."""

    def __init__(self, ink: Colour, style: str) -> None:
        super().__init__()
        self.ink, self.style = ink, style

    def measure(self, theme: Theme, width: int) -> Size:
        return theme.px(34), theme.line_height("small")

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        y = self.rect.centery
        if self.style in ("area", "band"):
            draw.panel(
                surface, pygame.Rect(self.rect.x, y - theme.px(5), self.rect.w, theme.px(10)), self.ink, radius=2
            )
        else:
            _stroke(surface, theme, [(self.rect.x, y), (self.rect.right, y)], self.ink, self.style)


class Chart(Widget):
    """One panel. Arrows left and right, or the mouse, move the hand; all panels of a page share it."""

    focusable = True
    HEIGHT = 112

    def __init__(self, lines: Lines, panel: Panel, hand: int, on_hand: Callable[[int], None]) -> None:
        super().__init__(f"chart {panel.seat.code}")
        self.lines, self.panel, self.hand, self.on_hand = lines, panel, min(hand, len(panel.rounds) - 1), on_hand

    # ---- geometry ---------------------------------------------------------------------------------------

    def measure(self, theme: Theme, width: int) -> Size:
        head = theme.px(20)
        return width, head + theme.px(self.HEIGHT) + theme.line_height("small") * (len(self.panel.lines) + 1)

    def plot(self, theme: Theme) -> pygame.Rect:
        """Where the lines are."""
        left = theme.px(10) + theme.width("small", self._label(self.lines.top))
        return pygame.Rect(
            self.rect.x + left,
            self.rect.y + theme.px(40),
            self.rect.w - left - theme.px(12),
            theme.px(self.HEIGHT - 26),
        )

    def at(self, pos: tuple[int, int]) -> Widget | None:
        return self if self.rect.collidepoint(pos) else None

    def _x(self, plot: pygame.Rect, k: int) -> float:
        return plot.x + plot.w * (k + 0.5) / len(self.panel.rounds)

    def _y(self, plot: pygame.Rect, value: float) -> float:
        return plot.bottom - plot.h * min(max(value / self.lines.top, 0.0), 1.0)

    def _label(self, value: float) -> str:
        return f"{percent(value)}%" if self.lines.kind == "belief" else f"{value:g}"

    # ---- use --------------------------------------------------------------------------------------------

    def handle(self, event: pygame.event.Event) -> Move | None:
        if event.type == pygame.MOUSEMOTION:
            share = (event.pos[0] - self.rect.x) / max(self.rect.w, 1)
            return self._move(int(share * len(self.panel.rounds)))
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_HOME, pygame.K_END):
            return self._move(0 if event.key == pygame.K_HOME else len(self.panel.rounds) - 1)
        by = sideways(event)
        return self._move(self.hand + by) if by else None

    def _move(self, hand: int) -> Move | None:
        hand = min(max(hand, 0), len(self.panel.rounds) - 1)
        if hand != self.hand:
            self.on_hand(hand)
        return STAY

    # ---- looks ------------------------------------------------------------------------------------------

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        seat, plot = self.panel.seat, self.plot(theme)
        radius = theme.px(12)
        token(
            surface,
            theme,
            (self.rect.x + radius + 1, self.rect.y + radius + 1),
            radius,
            seat.letter,
            colour(seat.colour),
            seat.hatch,
        )
        name = theme.text("strong", seat.name, SHEET.ink)
        surface.blit(name, name.get_rect(midleft=(self.rect.x + 2 * radius + theme.px(10), self.rect.y + radius + 1)))
        self._grid(surface, theme, plot)
        self._truth(surface, theme, plot)
        self._band(surface, plot)
        hand = self._x(plot, self.hand)
        surface.fill(mix(BRASS, SHEET.ground, 0.2), (round(hand) - 1, plot.y - theme.px(4), 2, plot.h + theme.px(4)))
        for line in self.panel.lines:
            self._line(surface, theme, plot, line)
        self._read_out(surface, theme, plot)

    def _grid(self, surface: pygame.Surface, theme: Theme, plot: pygame.Rect) -> None:
        """Four fine rules, their figures, and a tick a round; the frame is a neat line with its degrees."""
        fine = mix(SHEET.ground, SHEET.line, 0.55)
        for k in range(5):
            value = self.lines.top * k / 4
            y = round(self._y(plot, value))
            surface.fill(SHEET.line if k == 0 else fine, (plot.x, y, plot.w, 1))
            if k in (0, 2, 4):
                figure = theme.text("small", self._label(value), SHEET.faint)
                surface.blit(figure, figure.get_rect(midright=(plot.x - theme.px(6), y)))
        wide = plot.w / len(self.panel.rounds)
        for k, round_ in enumerate(self.panel.rounds):
            x = round(self._x(plot, k))
            if k % 2:
                surface.fill(mix(SHEET.ground, INK, 0.6), (round(x - wide / 2), plot.bottom, round(wide), theme.px(3)))
            if round_ in self.panel.marks:  # a flag on the day it mobilised
                top = plot.y - theme.px(4)
                surface.fill(VERMILION, (x, top, 1, theme.px(14)))
                draw.polygon(
                    surface, [(x, top), (x + theme.px(9), top + theme.px(3)), (x, top + theme.px(7))], VERMILION
                )
        pygame.draw.rect(surface, mix(SHEET.ground, INK, 0.6), pygame.Rect(plot.x, plot.bottom, plot.w, theme.px(3)), 1)

    def _truth(self, surface: pygame.Surface, theme: Theme, plot: pygame.Rect) -> None:
        """What it truly wanted: a band at the edge that belief should have gone to."""
        if self.panel.truth is None:
            return
        tint = VERMILION if self.panel.truth else GREEN
        high = theme.px(5)
        y = plot.y - high if self.panel.truth else plot.bottom - high
        surface.fill(tint, (plot.x, y, plot.w, high))

    def _band(self, surface: pygame.Surface, plot: pygame.Rect) -> None:
        """Between the least and the most that rivals counted."""
        if not self.panel.band:
            return
        xs = [self._x(plot, k) for k in range(len(self.panel.band))]
        upper = [(x, self._y(plot, high)) for x, (_, high) in zip(xs, self.panel.band, strict=True)]
        lower = [(x, self._y(plot, low)) for x, (low, _) in zip(xs, self.panel.band, strict=True)]
        if len(xs) > 1:
            pygame.draw.polygon(surface, mix(SHEET.ground, UNKNOWN, 0.38), [*upper, *reversed(lower)])

    def _line(self, surface: pygame.Surface, theme: Theme, plot: pygame.Rect, line: Line) -> None:
        ink, style = STYLES[line.key]
        run: list[tuple[float, float]] = []
        for k, value in enumerate(line.values):
            if value is None:
                _stroke(surface, theme, run, ink, style)
                run = []
            else:
                run.append((self._x(plot, k), self._y(plot, value)))
        _stroke(surface, theme, run, ink, style)

    def _read_out(self, surface: pygame.Surface, theme: Theme, plot: pygame.Rect) -> None:
        """What the lines say where the hand is."""
        ends = self.lines.kind == "arms" and self.hand == len(self.panel.rounds) - 1
        when = words("ui.debrief.time.end") if ends else words("ui.debrief.round", round=self.panel.rounds[self.hand])
        y = plot.bottom + theme.px(7)
        high = theme.line_height("small")
        self._pair(surface, theme, y, (when, SHEET.ink), self._aside())
        for line in self.panel.lines:
            y += high
            self._pair(
                surface, theme, y, (words(f"ui.debrief.time.{line.key}"), STYLES[line.key][0]), line.texts[self.hand]
            )

    def _aside(self) -> str:
        if self.panel.truth is None:
            return ""
        return words("ui.debrief.time.wanted" if self.panel.truth else "ui.debrief.time.lamb")

    def _pair(self, surface: pygame.Surface, theme: Theme, y: int, left: tuple[str, Colour], right: str) -> None:
        surface.blit(theme.text("small", *left), (self.rect.x, y))
        made = theme.text("small-strong", right, SHEET.ink)
        surface.blit(made, made.get_rect(topright=(self.rect.right, y)))

    def fits(self, theme: Theme) -> bool:
        """Whether no name of a line runs into its figure."""
        wide = max(
            theme.width("small", words(f"ui.debrief.time.{line.key}")) + theme.width("small-strong", text) + theme.px(8)
            for line in self.panel.lines
            for text in line.texts
        )
        return wide <= self.rect.w


def _stroke(surface: pygame.Surface, theme: Theme, points: list[tuple[float, float]], ink: Colour, style: str) -> None:
    """A line through these points: drawn out, dashed, or as its points alone."""
    width = theme.px(2)
    if style == "points":
        for point in points:
            draw.disc(surface, point, theme.px(4), ink)
        return
    for start, end in pairwise(points):
        if style == "line":
            draw.line(surface, start, end, ink, width)
        else:
            _dash(surface, start, end, ink, theme)
    if style == "line":
        for point in points:
            draw.disc(surface, point, theme.px(2.6), ink)


def _dash(
    surface: pygame.Surface, start: tuple[float, float], end: tuple[float, float], ink: Colour, theme: Theme
) -> None:
    length = max(((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5, 1.0)
    step, dash = theme.px(8), theme.px(5)
    for k in range(int(length // step) + 1):
        a, b = k * step / length, min((k * step + dash) / length, 1.0)
        if a < 1:
            points = [(start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t) for t in (a, b)]
            draw.line(surface, points[0], points[1], ink, theme.px(1.5))
