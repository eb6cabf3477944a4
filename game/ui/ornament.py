"""What is engraved on the box and on the backs of cards: frames, rosettes, and the emblem of the game.

The emblem is an arms race: two arms of a spiral, swords and shields, each a little larger than the one before.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, exp, pi, sin, tau

import pygame

from game.ui.theme import BLUE, BRASS, PAPER, TABLE, VERMILION, Colour, mix

FINE = 3


@lru_cache(maxsize=4)
def rosette(side: int, ink: Colour, turns: int = 7, alpha: int = 90) -> pygame.Surface:
    """An engraved rosette of fine lines, as on a bank note."""
    fine = 2
    large = pygame.Surface((side * fine, side * fine), pygame.SRCALPHA)
    large.fill((*ink, 0))
    middle, reach = side * fine / 2, side * fine / 2 - 2
    for ring in range(3):
        outer, swing = reach * (0.97 - 0.27 * ring), reach * (0.16 - 0.025 * ring)
        for k in range(turns):
            points = []
            for step in range(361):
                angle = tau * step / 360
                away = outer - swing * (1 + cos(12 * angle + tau * k / turns)) / 2
                points.append((middle + away * cos(angle), middle + away * sin(angle)))
            pygame.draw.aalines(large, (*ink, alpha), True, points)
    return pygame.transform.smoothscale(large, (side, side))


@lru_cache(maxsize=4)
def emblem(side: int, dots: int = 30) -> pygame.Surface:
    """The spiral of swords (vermilion lozenges) and shields (blue), within a ring with ticks of an atlas."""
    whole = side * FINE
    large = pygame.Surface((whole, whole), pygame.SRCALPHA)
    large.fill((*BRASS, 0))
    middle, reach = whole / 2, whole / 2 - FINE * 2
    _ticks(large, middle, reach)
    turns = 2.0
    for k in range(dots):
        share = k / (dots - 1)
        away = reach * 0.82 * exp(2.5 * (share - 1))
        size = away * 0.135
        for arm, (fill, sharp) in enumerate(((VERMILION, True), (BLUE, False))):
            angle = turns * tau * share + pi * arm + 0.5
            at = middle + away * cos(angle), middle + away * sin(angle)
            _counter(large, at, size, angle, fill, sharp=sharp)
    return pygame.transform.smoothscale(large, (side, side))


def _ticks(large: pygame.Surface, middle: float, reach: float) -> None:
    pygame.draw.circle(large, BRASS, (middle, middle), reach, FINE)
    pygame.draw.circle(large, BRASS, (middle, middle), reach * 0.955, max(FINE // 2, 1))
    for k in range(120):
        angle, long = tau * k / 120, 0.025 if k % 10 else 0.045
        start = middle + reach * cos(angle), middle + reach * sin(angle)
        end = middle + reach * (1 - long) * cos(angle), middle + reach * (1 - long) * sin(angle)
        pygame.draw.line(large, BRASS, start, end, FINE if k % 10 == 0 else max(FINE // 2, 1))


def _counter(
    large: pygame.Surface, at: tuple[float, float], size: float, angle: float, fill: Colour, *, sharp: bool
) -> None:
    """One printed counter, turned along the spiral: a blade, or a shield."""
    along = angle + pi / 2
    ax, ay, bx, by = cos(along), sin(along), -sin(along), cos(along)
    if sharp:
        outline = [(1.45, 0), (0, 0.62), (-1.0, 0), (0, -0.62)]
    else:
        bow = [(1.0 - 1.9 * t, 0.85 * cos(pi * t / 2) ** 0.8) for t in (0, 0.25, 0.5, 0.75, 0.92, 1)]
        outline = bow + [(x, -y) for x, y in reversed(bow)]
    points = [(at[0] + size * (x * ax + y * bx), at[1] + size * (x * ay + y * by)) for x, y in outline]
    pygame.draw.polygon(large, fill, points)
    pygame.draw.polygon(large, mix(fill, PAPER, 0.55), points, max(round(size * 0.09), 1))


def frame(surface: pygame.Surface, rect: pygame.Rect, ink: Colour, unit: float) -> None:
    """A neat line: a strong and a fine rule around, with a small square in every corner."""
    thin, gap = max(round(unit), 1), max(round(6 * unit), 3)
    pygame.draw.rect(surface, ink, rect, max(round(2 * unit), 1))
    inner = rect.inflate(-2 * gap, -2 * gap)
    pygame.draw.rect(surface, ink, inner, thin)
    side = 3 * gap
    for corner in ("topleft", "topright", "bottomleft", "bottomright"):
        square = pygame.Rect(0, 0, side, side)
        setattr(square, corner, getattr(inner, corner))
        pygame.draw.rect(surface, ink, square, thin)


@lru_cache(maxsize=2)
def felt(size: tuple[int, int]) -> pygame.Surface:
    """The table: lit from above its middle, darker to its edges."""
    lit, dark = mix(TABLE, (70, 84, 92), 0.28), mix(TABLE, (0, 0, 0), 0.35)
    small = pygame.Surface((80, 50))
    for y in range(50):
        for x in range(80):
            far = min(((x - 40) / 50) ** 2 + ((y - 19) / 38) ** 2, 1.0)
            small.set_at((x, y), mix(lit, dark, far))
    cloth = pygame.transform.smoothscale(small, size)
    nap = _nap()
    for y in range(0, size[1], nap.get_height()):
        for x in range(0, size[0], nap.get_width()):
            cloth.blit(nap, (x, y), special_flags=pygame.BLEND_RGB_ADD)
    return cloth


def _nap(side: int = 96) -> pygame.Surface:
    """The nap of the cloth: a grain that also hides the steps between near shades."""
    tile = pygame.Surface((side, side))
    for y in range(side):
        for x in range(side):
            grain = (sin(x * 12.9898 + y * 78.233) * 43758.5453) % 1 * 3.6
            tile.set_at((x, y), (int(grain), int(grain), int(grain)))
    return tile
