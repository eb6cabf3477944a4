"""Small maps of the scenarios: printed once, one at a time, and kept among the user's passing files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pygame

from game.scenario import Scenario
from game.sitting import Sitting
from game.ui.board import BoardPicture
from game.views.board import public_board

SIZE = (480, 300)
UNIT = 0.7
PRINT = 1  # to be counted up when maps are drawn otherwise than before


class Miniatures:
    """Maps by scenario; `of` gives what there is, `make` prints one that is still missing."""

    def __init__(self) -> None:
        self._made: dict[str, pygame.Surface] = {}

    def of(self, box: Scenario) -> pygame.Surface | None:
        """Its map, if it is printed."""
        if box.id not in self._made and (kept := place_of(box)).is_file():
            try:
                self._made[box.id] = pygame.image.load(kept)
            except pygame.error:
                return None
        return self._made.get(box.id)

    def make(self, box: Scenario) -> None:
        """Print its map: a quarter of a second."""
        sitting = Sitting.new(box, ["person"] * box.world.n, seed=0)
        picture = BoardPicture(box.world)
        picture.show(public_board(sitting.observation(0)))
        picture.place(pygame.Rect((0, 0), SIZE), UNIT)
        self._made[box.id] = made = pygame.Surface(SIZE)
        picture.draw(made)
        path = place_of(box)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            pygame.image.save(made, path)
        except (pygame.error, OSError):
            return  # it is printed again next time


def place_of(box: Scenario) -> Path:
    """Where the map of that scenario, as it is now, is kept."""
    from platformdirs import user_cache_path

    mark = hashlib.sha256(f"{PRINT} {box.text}".encode()).hexdigest()[:16]
    return user_cache_path("security-dilemma") / "maps" / f"{box.id}-{mark}.png"
