"""Lines between powers: which way each bends, where its medallion lies, and how it is inked.

Threads start and end at the edges of plates, run under them, and bend round the plates of others where they can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from math import cos, sin, tau

import numpy as np
import pygame

from game.ui.board.layout import Layout
from game.ui.board.marks import BOND_INK, FINE, medallion
from game.ui.board.plates import Plate
from game.ui.theme import INK, PAPER, Colour, mix
from game.views.board import Bond

BENDS = (0.10, -0.10, 0.22, -0.22, 0.34, -0.34, 0.5, -0.5)
ARROWS = ("guard", "threat", "peace", "open", "watch", "boycott", "strike", "join")
Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Thread:
    """One bond as it is drawn, in pixels of the picture."""

    bond: Bond
    points: tuple[tuple[float, float], ...]
    sign: tuple[int, int]  # middle of its medallion
    radius: int

    @property
    def spot(self) -> pygame.Rect:
        """The place of its medallion."""
        return _spot(self.sign, self.radius)

    @property
    def ink(self) -> Colour:
        made = BOND_INK.get(self.bond.kind, INK)
        return mix(made, PAPER, 0.5) if self.bond.past else made


def threads(bonds: Sequence[Bond], layout: Layout, unit: float) -> tuple[Thread, ...]:
    """All bonds as threads; medallions lie on no plate, ornament or other medallion if there is room at all."""
    plates, inside = layout.plates, layout.inside
    radius = max(round(9.5 * unit), 6)
    blocked = [rect.inflate(4, 4) for rect in layout.keep]
    used: dict[tuple[int, int], int] = {}
    out: list[Thread] = []
    for bond in bonds:
        pair = (min(bond.a, bond.b), max(bond.a, bond.b))
        ends = (plates[bond.a], plates[bond.b])
        others = [rect for k, rect in enumerate(layout.keep) if k not in pair]
        skip = used.get(pair, 0)
        used[pair] = skip + 1
        ways = [_curve(ends, bend, radius) for bend in BENDS]
        costs = [_crossing(way, others, inside) + 0.3 * abs(bend) for way, bend in zip(ways, BENDS, strict=True)]
        order = sorted(range(len(BENDS)), key=lambda k: costs[k])
        way = ways[order[min(skip, len(order) - 1)]]
        sign = _free_spot(way, blocked, radius, inside)
        blocked.append(_spot(sign, radius))
        out.append(Thread(bond, tuple(way), sign, radius))
    return tuple(out)


def _spot(middle: tuple[int, int], radius: int) -> pygame.Rect:
    return pygame.Rect(middle[0] - radius - 1, middle[1] - radius - 1, 2 * radius + 2, 2 * radius + 2)


def _curve(ends: tuple[Plate, Plate], bend: float, gap: int) -> Points:
    """From the edge of one plate to the edge of the other, bent sideways by a share of its length."""
    a, b = (np.array(plate.rect.center, float) for plate in ends)
    side = np.array([-(b - a)[1], (b - a)[0]])
    if ends[0].rect.center > ends[1].rect.center:  # the same side for both directions
        side = -side
    top = (a + b) / 2 + side * bend
    t = np.linspace(0, 1, 600)[:, None]
    line = (1 - t) ** 2 * a + 2 * t * (1 - t) * top + t**2 * b
    free = np.ones(len(line), bool)
    for plate in ends:
        x, y, w, h = plate.rect.inflate(gap // 2, gap // 2)
        free &= (line[:, 0] < x) | (line[:, 0] > x + w) | (line[:, 1] < y) | (line[:, 1] > y + h)
    kept = line[free] if free.sum() > 20 else line[250:350]
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(kept, axis=0).T))])
    at = np.linspace(0, run[-1], max(int(run[-1] / 2), 8))
    x, y = (np.interp(at, run, kept[:, k]).tolist() for k in (0, 1))
    return list(zip(x, y, strict=True))


def _crossing(way: Points, others: Sequence[pygame.Rect], inside: pygame.Rect) -> float:
    """What share of a way lies under the plates of others, or off the sheet."""
    x, y = np.array(way).T
    bad = (x < inside.left) | (x > inside.right) | (y < inside.top) | (y > inside.bottom)
    for rect in others:
        bad |= (x > rect.left) & (x < rect.right) & (y > rect.top) & (y < rect.bottom)
    return float(bad.mean()) * 4


def _free_spot(way: Points, blocked: Sequence[pygame.Rect], radius: int, inside: pygame.Rect) -> tuple[int, int]:
    """The point nearest to the middle of a way where a medallion covers nothing: on the way, else beside it."""
    room = inside.inflate(-2 * radius - 4, -2 * radius - 4)
    middle = way[len(way) // 2]
    order = sorted(way[:: max(len(way) // 40, 1)], key=lambda p: (p[0] - middle[0]) ** 2 + (p[1] - middle[1]) ** 2)
    for x, y in chain(order, _around(middle, radius)):
        spot = _spot((round(x), round(y)), radius)
        if room.collidepoint(x, y) and spot.collidelist(blocked) < 0:
            return round(x), round(y)
    return round(middle[0]), round(middle[1])


def _around(middle: tuple[float, float], radius: int) -> Iterator[tuple[float, float]]:
    """Points about a point, ever further from it."""
    for k in range(1, 60):
        for turn in range(8 + 2 * k):
            angle = turn * tau / (8 + 2 * k)
            yield middle[0] + k * radius * 0.5 * cos(angle), middle[1] + k * radius * 0.5 * sin(angle)


# ---- ink ------------------------------------------------------------------------------------------------


def draw_thread(
    surface: pygame.Surface, thread: Thread, unit: float, share: float = 1.0, *, strong: bool = False
) -> None:
    """A thread, or the first ``share`` of it; the medallion comes with the whole."""
    made, at = _inked(thread, round(unit, 3), round(share * 24) / 24, strong)
    surface.blit(made, at)
    if share >= 0.5:
        sign = medallion(thread.bond.kind, thread.radius, faint=thread.bond.past)
        surface.blit(sign, sign.get_rect(center=thread.sign))


@lru_cache(maxsize=400)
def _inked(thread: Thread, unit: float, share: float, strong: bool) -> tuple[pygame.Surface, tuple[int, int]]:
    fine = 3
    points = thread.points[: max(round(len(thread.points) * share), 2)]
    margin = round(12 * unit)
    left, top = (int(min(p[k] for p in points)) - margin for k in (0, 1))
    w, h = (int(max(p[k] for p in points)) + margin - (left, top)[k] for k in (0, 1))
    large = pygame.Surface((w * fine, h * fine), pygame.SRCALPHA)
    large.fill((*thread.ink, 0))
    line = np.array([((x - left) * fine, (y - top) * fine) for x, y in points])
    wide = (1.4 if strong else 1.0) * unit * fine
    _style(large, thread, line, wide)
    return pygame.transform.smoothscale(large, (w, h)), (left, top)


def _style(large: pygame.Surface, thread: Thread, line: np.ndarray, wide: float) -> None:
    kind, ink = thread.bond.kind, thread.ink
    if kind in ("strike", "join"):
        _arrow(large, line, 4.6 * wide, PAPER, 5.4)
        _arrow(large, line, 3.2 * wide, ink, 4.6)
        return
    _stroke(large, line, 3.6 * wide, (*PAPER, 105))
    if kind in ("hand", "defence") or kind == "offence":
        _braid(large, line, wide, ink)
    elif kind == "threat":
        _dashes(large, line, 2.6 * wide, ink, 11 * wide, 6 * wide)
    elif kind in ("peace", "open", "watch", "boycott"):
        _dashes(large, line, 1.9 * wide, ink, 7 * wide, 5 * wide)
    else:
        _stroke(large, line, 1.9 * wide, ink)
    if kind in ARROWS:
        _head(large, line, 5.4 * wide, ink)


def _stroke(large: pygame.Surface, line: np.ndarray, wide: float, ink: tuple[int, ...]) -> None:
    """A line with round joints."""
    points = [(float(x), float(y)) for x, y in line]
    if len(ink) == 4:
        layer = pygame.Surface(large.get_size(), pygame.SRCALPHA)
        layer.fill((*ink[:3], 0))
        _stroke(layer, line, wide, ink[:3])
        layer.set_alpha(ink[3])
        large.blit(layer, (0, 0))
        return
    for p, q in pairwise(points):
        pygame.draw.line(large, ink, p, q, max(round(wide), 1))
        pygame.draw.circle(large, ink, q, wide / 2)


def _braid(large: pygame.Surface, line: np.ndarray, wide: float, ink: Colour) -> None:
    """Two strands that wind about each other."""
    run, side = _along(line)
    for phase in (0.0, np.pi):
        strand = line + side * (np.sin(run / (3.6 * wide) + phase) * 2.0 * wide)[:, None]
        _stroke(large, strand, 1.35 * wide, ink)


def _dashes(large: pygame.Surface, line: np.ndarray, wide: float, ink: Colour, on: float, off: float) -> None:
    run, _ = _along(line)
    shown = np.mod(run, on + off) < on
    start = 0
    for k in range(1, len(line) + 1):
        if k == len(line) or shown[k] != shown[start]:
            if shown[start] and k - start > 1:
                _stroke(large, line[start:k], wide, ink)
            start = k


def _arrow(large: pygame.Surface, line: np.ndarray, wide: float, ink: Colour, head: float) -> None:
    """A broad arrow that swells toward its head."""
    run, side = _along(line)
    half = wide * (0.35 + 0.65 * run / max(run[-1], 1))
    body = line[:-4] if len(line) > 8 else line
    left, right = body + side[: len(body)] * half[: len(body), None], body - side[: len(body)] * half[: len(body), None]
    pygame.draw.polygon(large, ink, [tuple(p) for p in (*left, *right[::-1])])
    _head(large, line, wide * head / 2, ink)


def _head(large: pygame.Surface, line: np.ndarray, size: float, ink: Colour) -> None:
    tip, back = line[-1], line[max(len(line) - 8, 0)]
    way = (tip - back) / max(float(np.hypot(*(tip - back))), 1e-6)
    side = np.array([-way[1], way[0]])
    base = tip - way * size * 1.7
    corners = [tip, base + side * size * 0.8, base + way * size * 0.35, base - side * size * 0.8]
    pygame.draw.polygon(large, ink, [tuple(p) for p in corners])


def _along(line: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Length run at every point, and the unit vector to its side."""
    step = np.gradient(line, axis=0)
    length = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-6)
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    return run, np.stack([-step[:, 1], step[:, 0]], axis=1) / length[:, None]


__all__ = ["FINE", "Thread", "draw_thread", "threads"]
