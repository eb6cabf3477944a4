"""The board on paper: the map of a world in outlines, its coasts lined with water, and a plate for every power."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from reportlab.lib.colors import Color, HexColor

from game.arrays import Floats
from game.press.pen import FAINT, INK, IVORY, LIGHT, Pen
from game.scenario import World
from game.seats import seats
from game.views.facts import barrier
from game.words import words

WATER = (2.0, 4.5, 7.5, 11.0, 15.0, 19.5)  # where lines run along the coast, in points of the grid
LARGE = 5  # powers on a board that has room for large plates
BAND = 4.0  # width of the stronger tint along a border
Point = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Chart:
    """A map on a grid (h, w), rows from the top; fields above 0 inside."""

    coast: Floats  # from the coast, inland
    realm: tuple[Floats, ...]  # from the border to the others' lands, by power
    shore: Floats  # how far out at sea, in points of the grid
    inland: Floats  # how far from any edge of its own land, in points
    places: Floats  # (N, 2) where each land's sign stands: column, row
    ways: tuple[tuple[int, int, str], ...]  # pairs of neighbours, and what lies between: sea, mountains, river or ""

    @property
    def aspect(self) -> float:
        return float(self.coast.shape[1] / self.coast.shape[0])


def draw(pen: Pen, world: World, chart: Chart, x: float, y: float, wide: float) -> float:
    """The map in a neat frame ``wide`` points broad; the height it takes."""
    high = wide / chart.aspect
    rows, columns = chart.coast.shape

    def at(column: float, row: float) -> Point:
        return x + column / (columns - 1) * wide, y + high - row / (rows - 1) * high

    pen.box(x, y, wide, high, fill=HexColor("#eef1ec"), line=0)
    frame = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    with pen.clipped(frame):
        for level in WATER:
            fade = 0.62 - 0.5 * level / WATER[-1]
            for line in outlines(chart.shore, level, at):
                stroke(pen, line, wide=0.45, colour=Color(0.30, 0.42, 0.45, alpha=fade))
        for i in range(world.n):
            _land(pen, world, chart, i, at)
        for a, b, over in chart.ways:
            _way(pen, world, chart, a, b, over, at)
    _neat(pen, x, y, wide, high)
    for i in range(world.n):
        _sign(pen, world, i, *at(*chart.places[i]))
    return high


def outlines(field: Floats, level: float, at: Callable[[float, float], Point]) -> Iterator[list[Point]]:
    """The lines along which a field is at that level, on the page."""
    edged = np.pad(field, 1, constant_values=float(field.min()) - 1)  # so that every line closes
    found = Figure().add_subplot().contour(edged, levels=[level])
    for line in found.allsegs[0]:
        if len(line) > 5:
            yield [at(float(column) - 1, float(row) - 1) for column, row in line]


def stroke(pen: Pen, line: list[Point], *, wide: float, colour: Color, fill: Color | None = None) -> None:
    path = pen.canvas.beginPath()
    path.moveTo(*line[0])
    for point in line[1:]:
        path.lineTo(*point)
    if line[0] == line[-1] or fill is not None:
        path.close()
    pen.canvas.setLineWidth(wide)
    pen.canvas.setStrokeColor(colour)
    if fill is not None:
        pen.canvas.setFillColor(fill)
    pen.canvas.drawPath(path, stroke=int(wide > 0), fill=int(fill is not None))


def _land(pen: Pen, world: World, chart: Chart, i: int, at: Callable[[float, float], Point]) -> None:
    """One land: a band of its colour along the border, a wash within, its hatch, and the border in ink."""
    seat = seats(world)[i]
    colour = HexColor(seat.colour)
    mine = np.minimum(chart.coast, chart.realm[i])
    strong, wash = tinted(colour, 0.55), tinted(colour, 0.2)
    shapes = list(outlines(mine, 0.0, at))
    inner = list(outlines(np.where(mine > 0, chart.inland, 0.0), BAND, at))
    for shape in shapes:
        stroke(pen, shape, wide=0, colour=INK, fill=strong)
    for shape in inner:
        stroke(pen, shape, wide=0, colour=INK, fill=wash)
        with pen.clipped(shape):
            pen.hatch(seat.hatch, shape, gap=9, colour=Color(0.17, 0.16, 0.15, alpha=0.22))
    for shape in shapes:
        stroke(pen, shape, wide=1.0, colour=INK)


def tinted(colour: Color, share: float) -> Color:
    """The colour thinned with paper."""
    paper = (0.98, 0.96, 0.91)
    return Color(*(share * c + (1 - share) * p for c, p in zip(colour.rgb(), paper, strict=True)))


def _way(pen: Pen, world: World, chart: Chart, a: int, b: int, over: str, at: Callable[[float, float], Point]) -> None:
    """A lane over water, and a barrier's arms where the way is barred."""
    one, other = at(*chart.places[a]), at(*chart.places[b])
    if over == "sea":
        pen.canvas.setDash(1.5, 4)
        pen.line(*one, *other, wide=1.1, colour=FAINT)
        pen.canvas.setDash()
    arms = barrier(world, a, b)
    if arms:
        x, y = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
        text = words(f"classroom.kit.barrier-{over or 'land'}", arms=arms)
        half = 0.27 * len(text) * 7 + 6
        pen.box(x - half, y - 6.5, 2 * half, 13, fill=IVORY, line=0.5, round_=3)
        pen.text(text, x, y - 2.5, size=7.5, align="centre")


def _sign(pen: Pen, world: World, i: int, x: float, y: float) -> None:
    """A land's badge and name, and places for its counters."""
    seat = seats(world)[i]
    name = seat.name.upper()
    large = 1.4 if world.n <= LARGE else 1.0
    half = max(48.0 * large, 3.4 * len(name) + 14)
    third, tall = (2 * half - 10) / 3, 19 * large
    pen.box(x - half, y - tall - 3, 2 * half, tall + 24, fill=Color(0.98, 0.96, 0.91, alpha=0.92), line=0.5, round_=4)
    pen.badge(seat, x - half + 12, y + 9, 8)
    pen.fitted(name, x + 9, y + 5.5, 2 * half - 34, size=9.5, align="centre")
    for k, key in enumerate(("swords", "shields", "tokens")):
        left = x - half + 5 + k * third
        pen.box(left + 1.5, y - tall, third - 3, tall, fill=IVORY, line=0.4)
        pen.text(words(f"classroom.kit.{key}"), left + third / 2, y - tall + 2, size=5.2, colour=FAINT, align="centre")


def _neat(pen: Pen, x: float, y: float, wide: float, high: float) -> None:
    """The neat line of an atlas: two rules, and ticks between them."""
    pen.box(x, y, wide, high, line=0.5)
    pen.box(x - 6, y - 6, wide + 12, high + 12, line=1.2)
    for k in range(1, 24):
        left = x + k * wide / 24
        for low in (y - 6, y + high):
            pen.line(left, low, left, low + 6, wide=0.4)
    for k in range(1, 16):
        low = y + k * high / 16
        for left in (x - 6, x + wide):
            pen.line(left, low, left + 6, low, wide=0.4)


def cartouche(pen: Pen, title: str, under: str, x: float, y: float) -> None:
    """The title of the map in a plate of its own."""
    pen.text(title, x, y, size=22, font=LIGHT)
    pen.text(under, x, y - 14, size=9, colour=FAINT)
