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
    plaque: pygame.Rect | None  # the title's place at sea, if there is room
    rose: pygame.Rect | None  # the compass's
    size: tuple[int, int]
    times: float  # pixels a point of the grid

    @property
    def keep(self) -> list[pygame.Rect]:
        """What no sign may cover."""
        ornaments = [rect for rect in (self.plaque, self.rose) if rect]
        return [*(plate.rect for plate in self.plates), *ornaments]


ROSES = (46, 36, 28)  # radius of the compass at 100 %, the largest that has room


@lru_cache(maxsize=8)
def laid(site: Sites, names: tuple[str, ...], title: str, size: tuple[int, int], unit: float) -> Layout:
    """The layout of a world's sheet; a few sizes are kept."""
    lands = grow(site, round(size[0] / size[1], 2))
    inside = furniture.within(pygame.Rect((0, 0), size), unit)
    times = size[1] / lands.shape[0]
    placed = plates(lands, names, size, unit, inside)
    keep = [plate.rect for plate in placed]

    def room(wanted: tuple[int, int]) -> pygame.Rect | None:
        spot = furniture.open_water(lands, wanted, times, inside, keep)
        return pygame.Rect(spot, wanted) if spot else None

    plaque = room(furniture.cartouche(title, unit).get_size())
    keep += [plaque] if plaque else []
    roses = (room(furniture.compass(round(radius * unit)).get_size()) for radius in ROSES)
    rose = next((rect for rect in roses if rect), None)
    return Layout(lands, placed, inside, plaque, rose, size, times)
