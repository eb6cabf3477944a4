"""The printed sheet: paper, sea, lands in washes of their colour, hatches, and ink along every edge.

Worked out in arrays, a point of the picture at a time, with coverage instead of larger pictures scaled down:
edges are as smooth, and it takes a fifth of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from game.ui.board.lands import Lands
from game.ui.board.raster import Field, Mask, cover, enlarge, noise
from game.ui.theme import INK, PAPER, Colour, mix

SEA = (205, 216, 210)
DEEP = (221, 224, 210)
WATER_INK = (92, 124, 136)
WATER_LINES = (3.2, 7.0, 11.6, 17.2, 24.0)  # of the engraver, in pixels from the coast at 100 %
HATCH_GAP = 7.0


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
    lands: Lands, looks: Sequence[Look], size: tuple[int, int], unit: float, quiet: Sequence[pygame.Rect] = ()
) -> pygame.Surface:
    """The map at ``size`` (w, h) without any word on it; ``unit``: how large a pixel at 100 % is drawn.

    No hatch runs through the places in ``quiet``: words will stand there.
    """
    w, h = size
    times = h / lands.shape[0]
    coast = enlarge(lands.coast, (h, w)) * np.float32(times)
    shore = enlarge(lands.shore, (h, w)) * np.float32(times / unit)
    picture = _sea(shore, lands.sites.seed)
    for i, look in enumerate(looks):
        _land(picture, lands, i, look, coast, times, unit, quiet)
    _ink(picture, np.float32(0.75 * unit + 0.25) - np.abs(coast + 0.3), INK, 0.92)
    grain = noise((h, w), 2.6, lands.sites.seed + 40, 2) + noise((h, w), 60, lands.sites.seed + 41, 2)
    picture += (1.6 * grain)[..., None]
    return _surface(picture)


def _sea(shore: Field, seed: int) -> Field:
    """(h, w, 3) paper tinted towards the coasts, and the engraver's lines along them."""
    near = np.exp(-shore / 13)[..., None]
    picture = np.asarray(np.array(DEEP) + (np.array(SEA) - np.array(DEEP)) * near, np.float32)
    for k, line in enumerate(WATER_LINES):
        _ink(picture, np.float32(0.62 - 0.03 * k) - np.abs(shore - line), WATER_INK, 0.62 - 0.115 * k)
    return picture


def _land(
    picture: Field,
    lands: Lands,
    i: int,
    look: Look,
    coast: Field,
    times: float,
    unit: float,
    quiet: Sequence[pygame.Rect],
) -> None:
    size = (picture.shape[0], picture.shape[1])
    rows, columns = _bounds(lands.owner == i, times, size)
    realm = enlarge(lands.realm[i], size, rows, columns) * np.float32(times)
    inland = enlarge(lands.inland, size, rows, columns) * np.float32(times / unit)
    inside = cover(np.minimum(coast[rows, columns], realm))
    here = picture[rows, columns]
    mottle = noise(inside.shape, 70 * unit, lands.sites.seed + 60 + i, 4, 0.6)
    strength = np.clip(0.80 * np.exp(-np.clip(inland - 1, 0, None) / 6.5) + 0.10 * mottle, 0, 0.85)
    wash, band = np.array(look.wash, np.float32), np.array(look.band, np.float32)
    ground = wash + (band - wash) * strength[..., None]
    lines = _hatch(look.hatch, rows, columns, unit) * np.clip((inland - 3) / 4, 0, 1) * np.float32(0.26)
    for rect in quiet:
        lines *= _away(rect, rows, columns, 14 * unit)
    ground += (np.array(look.strong, np.float32) - ground) * lines[..., None]
    here += (ground - here) * inside[..., None]
    seam = cover(np.float32(0.55 * unit) - np.abs(realm)) * cover(coast[rows, columns]) * np.float32(0.8)
    here += (np.array(INK, np.float32) - here) * seam[..., None]


def _ink(picture: Field, edge: Field, ink: Colour, dark: float) -> None:
    """A line of ink where ``edge`` is above 0."""
    drawn = (cover(edge) * np.float32(dark))[..., None]
    picture += (np.array(ink, np.float32) - picture) * drawn


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


def _away(rect: pygame.Rect, rows: slice, columns: slice, soft: float) -> Field:
    """0 within a rectangle, rising to 1 ``soft`` pixels from it."""
    y, x = np.arange(rows.start, rows.stop, dtype=np.float32), np.arange(columns.start, columns.stop, dtype=np.float32)
    down = np.maximum(np.maximum(rect.top - y, y - rect.bottom), 0)[:, None]
    across = np.maximum(np.maximum(rect.left - x, x - rect.right), 0)[None]
    return np.asarray(np.clip(np.hypot(down, across) / soft, 0, 1), np.float32)


def _bounds(mask: Mask, times: float, size: tuple[int, int]) -> tuple[slice, slice]:
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
