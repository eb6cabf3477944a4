"""Clear layers over a single land: stripes of whoever holds it, and the brass line about one that is pointed at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pygame

from game.arrays import Array
from game.ui.board.layout import Layout
from game.ui.board.paint import Look, away, bounds
from game.ui.board.raster import Field, cover, enlarge
from game.ui.theme import BRASS, Colour, mix

STRIPE = 14  # pixels from one stripe to the next
PROVINCE = 0.34  # how much of the way across a land its province reaches, from the holder's side


@dataclass(frozen=True, eq=False)
class Veil:
    """A clear surface and where its corner lies on the board."""

    surface: pygame.Surface
    at: tuple[int, int]

    def lay(self, board: pygame.Surface, strength: float = 1.0) -> None:
        """Lay it on the board, or ``strength`` of it, 0..1."""
        self.surface.set_alpha(round(255 * strength))
        board.blit(self.surface, self.at)


@lru_cache(maxsize=40)
def occupied(layout: Layout, i: int, holder: int, look: Look, province: bool, share: float) -> Veil:
    """A land, or its province, striped in its holder's colour; the first ``share`` of it from the holder's side."""
    lands = layout.lands
    y, x = np.mgrid[0 : lands.shape[0], 0 : lands.shape[1]].astype(np.float32)
    mine = lands.owner == i
    off = np.hypot(x - lands.places[holder, 0], y - lands.places[holder, 1])
    near, far = float(off[mine].min()), float(off[mine].max())
    reach = near + (far - near) * (PROVINCE if province else 1.02) * share
    rows, columns = _window(layout, i)
    inside = cover(_edge(layout, i, rows, columns, np.asarray(reach - off, np.float32)))
    words = away(layout.plates[i].rect, rows, columns, 24)
    down, across = np.mgrid[rows, columns]
    stripe = np.where(np.mod(down + across, STRIPE) < STRIPE // 2, 205, 90)
    return _veil(inside * stripe * (0.22 + 0.78 * words), look.band, rows, columns)


@lru_cache(maxsize=16)
def outlined(layout: Layout, i: int, unit: float) -> Veil:
    """A line of brass along the edge of a land, with a glow within."""
    rows, columns = _window(layout, i)
    edge = _edge(layout, i, rows, columns)
    line = cover(np.float32(2.2 * unit) - np.abs(edge - 2.2 * unit))
    glow = np.where(edge > 0, np.exp(-np.clip(edge, 0, None) / (9 * unit)), 0) * 0.55
    return _veil(np.maximum(line, glow) * 255, mix(BRASS, (255, 240, 190), 0.35), rows, columns)


def _window(layout: Layout, i: int) -> tuple[slice, slice]:
    """The rows and columns of the board that hold a land."""
    w, h = layout.size
    return bounds(layout.lands.owner == i, layout.times, (h, w))


def _edge(layout: Layout, i: int, rows: slice, columns: slice, least: Field | None = None) -> Field:
    """How far every pixel is within a land, and within ``least``, a field on the grid."""
    field = np.minimum(layout.lands.coast, layout.lands.realm[i])
    field = field if least is None else np.minimum(field, least)
    return enlarge(field, layout.size[::-1], rows, columns) * np.float32(layout.times)


def _veil(cover: Array, ink: Colour, rows: slice, columns: slice) -> Veil:
    """``cover``, (h, w) 0..255, of one ink."""
    out = pygame.Surface((cover.shape[1], cover.shape[0]), pygame.SRCALPHA)
    out.fill((*ink, 0))
    pygame.surfarray.pixels_alpha(out)[:] = np.clip(cover, 0, 255).T.astype(np.uint8)
    return Veil(out, (columns.start, rows.start))
