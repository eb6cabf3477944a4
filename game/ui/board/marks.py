"""The printed counters and signs that lie on the board, each drawn large once and kept.

Swords and shields differ in shape as well as in colour. What a report may have wrong is seen: the lower part of a
counter is grey and hatched, the more of it the less the report is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import cos, pi, sin

import numpy as np
import pygame

from game.palette import on
from game.ui import draw
from game.ui.board.paint import Look
from game.ui.theme import BLUE, INK, PAPER, UNKNOWN, VERMILION, Colour, colour, face, mix

FINE = 6
Shape = Sequence[tuple[float, float]]  # points in a box from (0, 0) to (1, 1)

SWORD: Shape = (
    *((0.50, 0.00), (0.66, 0.16), (0.66, 0.58), (0.95, 0.58), (0.95, 0.71), (0.65, 0.71), (0.65, 0.90)),
    *((0.74, 0.90), (0.74, 1.00), (0.26, 1.00), (0.26, 0.90), (0.35, 0.90), (0.35, 0.71), (0.05, 0.71)),
    *((0.05, 0.58), (0.34, 0.58), (0.34, 0.16)),
)
SHIELD: Shape = (
    *((0.04, 0.06), (0.50, 0.14), (0.96, 0.06), (0.96, 0.48), (0.88, 0.68), (0.74, 0.84), (0.50, 1.00)),
    *((0.26, 0.84), (0.12, 0.68), (0.04, 0.48)),
)
LOZENGE: Shape = ((0.50, 0.02), (0.94, 0.50), (0.50, 0.98), (0.06, 0.50))
STAR: Shape = (
    *((0.50, 0.00), (0.61, 0.36), (0.98, 0.36), (0.68, 0.58), (0.80, 0.95), (0.50, 0.72)),
    *((0.20, 0.95), (0.32, 0.58), (0.02, 0.36), (0.39, 0.36)),
)


def sprite(size: tuple[int, int], paint: Callable[[pygame.Surface, int], None], ground: Colour) -> pygame.Surface:
    """What ``paint`` draws on a clear surface `FINE` times as large; ``ground`` is the colour at its edges."""
    large = pygame.Surface((size[0] * FINE, size[1] * FINE), pygame.SRCALPHA)
    large.fill((*ground, 0))
    paint(large, FINE)
    return pygame.transform.smoothscale(large, size)


@lru_cache(maxsize=256)
def counter(kind: str, doubt: float, size: tuple[int, int]) -> pygame.Surface:
    """One arm: 'sword', 'shield' or 'unsorted'; ``doubt``: which part of it is grey, 0..1."""
    fill = {"sword": VERMILION, "shield": BLUE}.get(kind, UNKNOWN)
    shape = {"sword": SWORD, "shield": SHIELD}.get(kind, LOZENGE)
    edge = mix(fill, INK, 0.55)

    def paint(large: pygame.Surface, fine: int) -> None:
        w, h = large.get_width() - 2 * fine, large.get_height() - 2 * fine
        points = [(fine + x * w, fine + y * h) for x, y in shape]
        pygame.draw.polygon(large, fill if kind != "unsorted" else mix(UNKNOWN, PAPER, 0.5), points)
        line = fine + h * (1 - doubt)
        if doubt > 0:
            _hatched(large, points, 0 if kind == "unsorted" else line, fine)
        pygame.draw.lines(large, edge, True, points, max(round(fine * 0.9), 1))

    return sprite(size, paint, edge)


def _hatched(large: pygame.Surface, points: Shape, top: float, fine: int) -> None:
    """Grey and hatched below a line, within a shape."""
    w, h = large.get_size()
    layer = pygame.Surface((w, h), pygame.SRCALPHA)
    pygame.draw.rect(layer, mix(UNKNOWN, PAPER, 0.55), (0, top, w, h))
    for x in range(-h, w, round(2.6 * fine)):
        pygame.draw.line(layer, mix(UNKNOWN, INK, 0.45), (x, h), (x + h, 0), round(0.9 * fine))
    layer.fill((0, 0, 0, 0), (0, 0, w, int(top)))
    mask = pygame.Surface((w, h), pygame.SRCALPHA)
    pygame.draw.polygon(mask, (255, 255, 255, 255), points)
    layer.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    large.blit(layer, (0, 0))


@lru_cache(maxsize=128)
def roundel(letter: str, look: Look, radius: int, *, ring: bool = False, dim: bool = False) -> pygame.Surface:
    """A power's letter on its colour and hatch, ringed in ink; ``ring``: a second ring of brass about it."""
    side = 2 * radius + 6
    fill = mix(look.colour, PAPER, 0.6) if dim else look.colour
    text = colour(on("#{:02x}{:02x}{:02x}".format(*fill)))

    def paint(large: pygame.Surface, fine: int) -> None:
        middle, r = (side * fine / 2, side * fine / 2), radius * fine
        if ring:
            pygame.draw.circle(large, VERMILION, middle, r + 2.4 * fine)
        pygame.draw.circle(large, INK, middle, r)
        pygame.draw.circle(large, PAPER, middle, r - 1.2 * fine)
        pygame.draw.circle(large, fill, middle, r - 2.4 * fine)

    made = sprite((side, side), paint, VERMILION if ring else INK)
    hatch = draw.hatch(look.hatch, (2 * radius, 2 * radius), mix(fill, text, 0.32), max(radius // 3, 3))
    cut = pygame.Surface((2 * radius, 2 * radius), pygame.SRCALPHA)
    pygame.draw.circle(cut, (255, 255, 255, 255), (radius, radius), max(radius - 3, 1))
    masked = hatch.copy()
    masked.blit(cut, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    made.blit(masked, (3, 3))
    size = round(radius * (1.25 if len(letter) == 1 else 0.85))
    core = draw_disc(round(radius * 0.66), fill)
    made.blit(core, core.get_rect(center=(side // 2, side // 2)))
    sign = face("Bold", size).render(letter, True, text)
    made.blit(sign, sign.get_rect(center=(side // 2, side // 2)))
    return made


def draw_disc(radius: int, fill: Colour) -> pygame.Surface:
    """A smooth disc on a clear surface."""
    side = 2 * radius + 2
    return sprite((side, side), lambda large, fine: _circle(large, fill, side * fine / 2, radius * fine), fill)


def _circle(large: pygame.Surface, fill: Colour, middle: float, radius: float) -> None:
    pygame.draw.circle(large, fill, (middle, middle), radius)


@lru_cache(maxsize=64)
def flag(height: int, cloth: Colour, bars: int) -> pygame.Surface:
    """Raised when a power mobilises; ``bars``: for how many rounds more it flies."""
    w, h = round(height * 0.95), height

    def paint(large: pygame.Surface, fine: int) -> None:
        W, H = large.get_size()
        pole = max(round(1.3 * fine), 1)
        wave = [(pole, 0.06 * H), (0.42 * W, 0.0), (0.70 * W, 0.09 * H), (0.97 * W, 0.03 * H)]
        low = [(0.97 * W, 0.44 * H), (0.70 * W, 0.52 * H), (0.42 * W, 0.42 * H), (pole, 0.50 * H)]
        pygame.draw.polygon(large, cloth, wave + low)
        pygame.draw.lines(large, mix(cloth, INK, 0.6), True, wave + low, fine)
        for k in range(bars):
            x = (0.20 + 0.24 * k) * W
            pygame.draw.line(large, PAPER, (x, 0.12 * H), (x, 0.40 * H), round(1.4 * fine))
        pygame.draw.rect(large, INK, (0, 0, pole, H))

    return sprite((w, h), paint, INK)


@lru_cache(maxsize=16)
def seal(radius: int) -> pygame.Surface:
    """Red wax with a tick pressed into it: its orders are sealed."""
    side = 2 * radius + 2

    def paint(large: pygame.Surface, fine: int) -> None:
        c, r = side * fine / 2, radius * fine
        rim = [(c + r * k * np.cos(t), c + r * k * np.sin(t)) for t, k in _RIM]
        pygame.draw.polygon(large, mix(VERMILION, INK, 0.25), rim)
        pygame.draw.circle(large, VERMILION, (c, c), r * 0.74)
        tick = [(c - 0.38 * r, c + 0.02 * r), (c - 0.1 * r, c + 0.32 * r), (c + 0.42 * r, c - 0.34 * r)]
        pygame.draw.lines(large, PAPER, False, tick, max(round(r * 0.17), 1))

    return sprite((side, side), paint, VERMILION)


_RIM = [(t, 0.93 + 0.07 * np.sin(7 * t)) for t in np.linspace(0, 2 * np.pi, 60)]  # of a drop of wax


# ---- medallions on bonds --------------------------------------------------------------------------------


@lru_cache(maxsize=128)
def medallion(kind: str, radius: int, *, faint: bool = False) -> pygame.Surface:
    """The sign of a kind of bond in a small disc of paper."""
    side = 2 * radius + 2
    ink = BOND_INK.get(kind, INK)
    if faint:
        ink = mix(ink, PAPER, 0.55)

    def paint(large: pygame.Surface, fine: int) -> None:
        middle = side * fine / 2
        pygame.draw.circle(large, ink, (middle, middle), radius * fine)
        pygame.draw.circle(large, PAPER, (middle, middle), radius * fine - 1.3 * fine)
        _sign(large, kind, ink, middle, radius * fine * 0.62)

    return sprite((side, side), paint, ink)


BOND_INK: dict[str, Colour] = {
    "hand": colour("#8a6820"),
    "defence": colour("#2f5d8a"),
    "guard": colour("#2f5d8a"),
    "vow": colour("#2f5d8a"),
    "nuclear": colour("#8a6820"),
    "offence": VERMILION,
    "threat": VERMILION,
    "strike": VERMILION,
    "join": VERMILION,
    "peace": colour("#4d7a54"),
    "neutrality": colour("#4d7a54"),
    "entente": colour("#8a6820"),
    "limit": colour("#5d5a52"),
    "open": colour("#5d5a52"),
    "watch": colour("#5d5a52"),
    "boycott": colour("#7a4a6a"),
}


def _sign(large: pygame.Surface, kind: str, ink: Colour, c: float, r: float) -> None:
    """A sign about (c, c), within r of it."""

    def at(points: Shape) -> list[tuple[float, float]]:
        return [(c - r + 2 * r * x, c - r + 2 * r * y) for x, y in points]

    pen = max(round(r * 0.22), 1)
    if kind == "hand":  # two links of a chain
        for dx in (-0.36, 0.36):
            pygame.draw.circle(large, ink, (c + dx * r, c), 0.62 * r, pen)
    elif kind in ("defence", "guard", "vow"):
        pygame.draw.polygon(large, ink, at(SHIELD))
    elif kind in ("offence", "strike", "join"):
        pygame.draw.polygon(large, ink, at(SWORD))
    elif kind == "threat":
        pygame.draw.polygon(large, ink, at(((0.38, 0.0), (0.62, 0.0), (0.56, 0.64), (0.44, 0.64))))
        pygame.draw.circle(large, ink, (c, c + 0.78 * r), 0.22 * r)
    elif kind in ("peace", "neutrality"):  # a sprig
        pygame.draw.line(large, ink, (c - 0.8 * r, c + 0.8 * r), (c + 0.8 * r, c - 0.8 * r), pen)
        for t in (-0.35, 0.25):
            x, y = c + t * r, c - t * r
            pygame.draw.polygon(large, ink, [(x, y), (x - 0.6 * r, y - 0.2 * r), (x - 0.1 * r, y - 0.7 * r)])
            pygame.draw.polygon(large, ink, [(x, y), (x + 0.2 * r, y + 0.6 * r), (x + 0.7 * r, y + 0.1 * r)])
    elif kind == "entente":
        pygame.draw.polygon(large, ink, at(STAR))
    elif kind == "limit":
        for k in (-0.45, 0.0, 0.45):
            pygame.draw.line(large, ink, (c - 0.7 * r, c + k * r), (c + 0.7 * r, c + k * r), pen)
        pygame.draw.line(large, ink, (c - 0.8 * r, c - 0.85 * r), (c + 0.8 * r, c - 0.85 * r), round(1.6 * pen))
    elif kind in ("open", "watch"):  # an eye
        lid = [(0.0, 0.5), (0.25, 0.24), (0.5, 0.15), (0.75, 0.24), (1.0, 0.5), (0.75, 0.76), (0.5, 0.85), (0.25, 0.76)]
        pygame.draw.lines(large, ink, True, at(lid), pen)
        pygame.draw.circle(large, ink, (c, c), 0.32 * r, 0 if kind == "watch" else pen)
    elif kind == "nuclear":  # a trefoil
        for k in range(3):
            blade = [pi * (2 * k / 3 - 0.5 + turn / 24) for turn in range(-4, 5)]
            rim = [(c + r * cos(angle), c + r * sin(angle)) for angle in blade]
            pygame.draw.polygon(large, ink, [(c, c), *rim])
        pygame.draw.circle(large, PAPER, (c, c), 0.36 * r)
        pygame.draw.circle(large, ink, (c, c), 0.2 * r)
    elif kind == "boycott":
        pygame.draw.circle(large, ink, (c, c), 0.9 * r, pen)
        pygame.draw.line(large, ink, (c - 0.62 * r, c + 0.62 * r), (c + 0.62 * r, c - 0.62 * r), pen)


__all__ = ["BOND_INK", "counter", "flag", "medallion", "roundel", "seal", "sprite"]
