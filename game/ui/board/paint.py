"""The printed sheet: paper, sea, lands in washes of their colour, hatches, and ink along every edge.

Worked out in arrays, a point of the picture at a time, with coverage instead of larger pictures scaled down:
edges are as smooth, and it takes a fifth of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pygame

from game.ui.board.lands import Lands
from game.ui.board.raster import Field, Mask, cover, enlarge, noise
from game.ui.theme import INK, PAPER, Colour, mix

SEA = (196, 212, 211)
DEEP = (228, 227, 213)
WATER_INK = (92, 124, 136)
WATER_LINES = (3.2, 7.0, 11.6, 17.2, 24.0)  # of the engraver, in pixels from the coast at 100 %
HATCH_GAP = 7.0
FINE, FAR = 24, 64  # steps a pixel in the table of the sea's colours, and how many pixels it reaches


@dataclass(frozen=True)
class Look:
    """How the land of a power is printed."""

    colour: Colour
    hatch: str

    @property
    def wash(self) -> Colour:
        """Muted, and light enough to write on."""
        grey = round(sum(self.colour) / 3)
        return mix(mix(self.colour, (grey, grey, grey), 0.12), PAPER, 0.50 if grey > 110 else 0.60)

    @property
    def band(self) -> Colour:
        return mix(self.colour, INK, 0.06)

    @property
    def strong(self) -> Colour:
        """For hatches and fine lines on the wash: darker than any wash."""
        return mix(self.colour, INK, 0.45)


def sheet(
    lands: Lands,
    looks: Sequence[Look],
    size: tuple[int, int],
    unit: float,
    quiet: Sequence[pygame.Rect],
    degrees: tuple[Sequence[int], Sequence[int]],
) -> pygame.Surface:
    """The map at ``size`` (w, h) without any word on it; ``unit``: how large a pixel at 100 % is drawn.

    No hatch of land i runs through ``quiet[i]``: words will stand there. ``degrees``: where meridians and parallels
    cross the sea, from the left and from the top.
    """
    w, h = size
    times = h / lands.shape[0]
    coast = enlarge(lands.coast, (h, w)) * np.float32(times)
    shore = enlarge(lands.shore, (h, w)) * np.float32(times / unit)
    picture = _sea()[np.minimum(shore * np.float32(FINE), FINE * FAR - 1).astype(np.int16)]
    for line, edge in [(picture[:, x], coast[:, x]) for x in degrees[0]] + [(picture[y], coast[y]) for y in degrees[1]]:
        line += (np.array(WATER_INK, np.float32) - line) * (cover(-edge - 2) * np.float32(0.13))[:, None]
    mottle = enlarge(noise((h // 8 + 1, w // 8 + 1), 9 * unit, lands.sites.seed + 60, 4, 0.6), (h, w))
    for i, look in enumerate(looks):
        _land(picture, lands, i, look, coast, mottle, unit, quiet[i])
    _ink(picture, np.float32(0.75 * unit + 0.25) - np.abs(coast + 0.3), 0.92)
    tile = _grain(lands.sites.seed)
    picture += np.tile(tile, (h // len(tile) + 1, w // len(tile) + 1))[:h, :w, None]
    return _surface(picture)


@lru_cache(maxsize=1)
def _sea() -> Field:
    """(FINE * FAR, 3) the colour of the sea by its distance from the coast: a tint, and the engraver's lines."""
    shore = np.arange(FINE * FAR, dtype=np.float32) / FINE
    colours = np.array(DEEP) + (np.array(SEA) - np.array(DEEP)) * np.exp(-shore / 15)[:, None]
    for k, line in enumerate(WATER_LINES):
        drawn = cover(np.float32(0.60 - 0.03 * k) - np.abs(shore - line)) * np.float32(0.60 - 0.11 * k)
        colours += (np.array(WATER_INK) - colours) * drawn[:, None]
    return np.asarray(colours, np.float32)


@lru_cache(maxsize=4)
def _grain(seed: int) -> Field:
    """A square of paper, to be laid side by side."""
    luck = np.random.default_rng(seed).normal(0, 2.6, (192, 192)).astype(np.float32)
    return np.asarray((luck + np.roll(luck, 1, 0) + np.roll(luck, 1, 1)) / 2, np.float32)


def _land(
    picture: Field,
    lands: Lands,
    i: int,
    look: Look,
    coast: Field,
    mottle: Field,
    unit: float,
    quiet: pygame.Rect,
) -> None:
    """Lay one land on the picture: its wash, darker along its edges, its hatch, and a line where it meets others."""
    size = (picture.shape[0], picture.shape[1])
    times = size[0] / lands.shape[0]
    rows, columns = bounds(lands.owner == i, times, size)
    realm = enlarge(lands.realm[i], size, rows, columns) * np.float32(times)
    inland = enlarge(lands.inland, size, rows, columns) * np.float32(times / unit)
    inside = cover(np.minimum(coast[rows, columns], realm))
    here = picture[rows, columns]
    band = 0.50 * cover((6.5 - inland) * np.float32(0.8)) + 0.34 * np.exp(-np.clip(inland - 6, 0, None) / 6)
    strength = np.clip(band + 0.10 * mottle[rows, columns], 0, 0.85).astype(np.float32)
    wash, deep = np.array(look.wash, np.float32), np.array(look.band, np.float32)
    ground = wash + (deep - wash) * strength[..., None]
    lines = _hatch(look.hatch, rows, columns, unit) * np.clip((inland - 7) / 3, 0, 1) * np.float32(0.26)
    lines *= away(quiet, rows, columns, 14 * unit)
    ground += (np.array(look.strong, np.float32) - ground) * lines[..., None]
    here += (ground - here) * inside[..., None]
    seam = np.float32(0.6 * unit) - np.abs(realm)
    _ink(here, np.minimum(seam, coast[rows, columns]), 0.85)


def _ink(picture: Field, edge: Field, dark: float) -> None:
    """A line of ink where ``edge`` is above 0."""
    drawn = cover(edge) * np.float32(dark)
    at = np.nonzero(drawn)
    under = picture[at]
    picture[at] = under + (np.array(INK, np.float32) - under) * drawn[at][:, None]


def _hatch(kind: str, rows: slice, columns: slice, unit: float) -> Field:
    """How much ink the hatch lays on each point, 0..1."""
    y, x = np.mgrid[rows, columns].astype(np.float32)
    gap, wide = HATCH_GAP * unit, 0.5 * unit
    up, down = (x + y) / 1.414, (x - y) / 1.414
    along = {"horizontal": [y], "vertical": [x], "diagonal": [up], "back-diagonal": [down], "cross": [up, down]}
    if kind == "dots":
        row = np.floor(y / gap)
        dx = np.mod(x + (row % 2) * gap / 2, gap) - gap / 2
        dy = np.mod(y, gap) - gap / 2
        return np.asarray(cover(np.float32(1.35 * unit) - np.hypot(dx, dy)), np.float32)
    out = np.zeros(x.shape, np.float32)
    for line in along.get(kind, ()):
        out = np.maximum(out, cover(np.float32(wide) - np.abs(np.mod(line, gap) - gap / 2)))
    return out


def away(rect: pygame.Rect, rows: slice, columns: slice, soft: float) -> Field:
    """0 within a rectangle, rising to 1 ``soft`` pixels from it."""
    y, x = np.arange(rows.start, rows.stop, dtype=np.float32), np.arange(columns.start, columns.stop, dtype=np.float32)
    down = np.maximum(np.maximum(rect.top - y, y - rect.bottom), 0)[:, None]
    across = np.maximum(np.maximum(rect.left - x, x - rect.right), 0)[None]
    return np.asarray(np.clip(np.hypot(down, across) / soft, 0, 1), np.float32)


def bounds(mask: Mask, times: float, size: tuple[int, int]) -> tuple[slice, slice]:
    """The rows and columns of the picture, ``times`` as large, that hold a mask and a margin."""
    sides = []
    for axis, most in ((1, size[0]), (0, size[1])):
        at = np.flatnonzero(mask.any(axis))
        low, high = (int(at[0]), int(at[-1]) + 1) if len(at) else (0, 0)
        sides.append(slice(max(int((low - 2) * times), 0), min(int((high + 2) * times) + 1, most)))
    return sides[0], sides[1]


def _surface(picture: Field) -> pygame.Surface:
    h, w = picture.shape[:2]
    flat = np.clip(picture, 0, 255).astype(np.uint8)
    return pygame.image.frombuffer(flat.tobytes(), (w, h), "RGB").convert()
