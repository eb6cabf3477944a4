"""Where everything printed lies on a board of one size: what the picture, its veils and its stage share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pygame

from game.ui.board import furniture
from game.ui.board.lands import Lands, grow
from game.ui.board.plates import Plate, plates
from game.ui.board.sites import Sites


@dataclass(frozen=True, eq=False)
class Layout:
    """One board at one size, (w, h)."""

    lands: Lands
    plates: tuple[Plate, ...]
    inside: pygame.Rect  # within the neat line
    size: tuple[int, int]
    times: float  # pixels a point of the grid


@lru_cache(maxsize=8)
def laid(site: Sites, names: tuple[str, ...], size: tuple[int, int], unit: float) -> Layout:
    """The layout of a world's sheet; a few sizes are kept."""
    lands = grow(site, round(size[0] / size[1], 2))
    inside = furniture.within(pygame.Rect((0, 0), size), unit)
    return Layout(lands, plates(lands, names, size, unit, inside), inside, size, size[1] / lands.shape[0])
