"""The map: who touches whom, the same every time, and no label on another at any size."""

from __future__ import annotations

import itertools
import os

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame
from plays import SCENARIOS, box_of, played

from game.observe import observe
from game.ui.board.lands import grow
from game.ui.board.picture import BoardPicture
from game.ui.board.sites import sites
from game.ui.theme import Theme
from game.views.board import board, public_board

SIZES = ((600, 500), (900, 720), (1400, 980))
SCALES = (1.0, 1.25, 1.5)


@pytest.fixture(autouse=True)
def _window() -> None:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((64, 64))


def picture(scenario: str, size: tuple[int, int], unit: float, seed: int = 3, step: int = 2) -> BoardPicture:
    """The board of the first power in the middle of a played game."""
    match = played(scenario, seed)
    state = match.steps[min(step, len(match.steps) - 1)].after
    out = BoardPicture(match.scenario.world)
    out.show(board(observe(match.scenario.world, state, 0)))
    out.place(pygame.Rect((0, 0), size), unit)
    return out


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("aspect", [1.1, 1.45, 1.8])
def test_neighbours_touch_and_others_do_not(scenario: str, aspect: float) -> None:
    site = sites(box_of(scenario).world)
    lands = grow(site, aspect)
    wanted = {(border.a, border.b) for border in site.borders if border.touch}
    assert lands.touching() == wanted
    assert all((lands.owner == i).sum() > 300 for i in range(site.n))


def test_the_same_world_has_the_same_map() -> None:
    first = grow(sites(box_of("july-1914").world), 1.25)
    grow.cache_clear()
    again = grow(sites(box_of("july-1914").world), 1.25)
    assert first is not again
    assert (first.owner == again.owner).all()
    assert (first.coast == again.coast).all()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_labels_never_overlap(scenario: str) -> None:
    for size, scale in itertools.product(SIZES, SCALES):
        unit = Theme(scale, (round(size[0] / 0.7), round(size[1] / 0.85))).unit
        shown = picture(scenario, size, unit)
        inside = shown.layout.inside
        rects = [plate.rect for plate in shown.layout.plates] + [thread.spot for thread in shown.threads]
        for one, other in itertools.combinations(rects, 2):
            assert not one.colliderect(other), (size, scale, one, other)
        for rect in rects:
            assert inside.contains(rect), (size, scale, rect)


def test_pointing_finds_powers_and_bonds() -> None:
    shown = picture("july-1914", (900, 720), 1.0)
    for what, rect in shown.spots():
        assert shown.at(rect.center) == what
        assert shown.tip(what)
    assert shown.at((899, 719)) is None


def test_the_public_picture_knows_no_sorts() -> None:
    match = played("base", 4)
    world, state = match.scenario.world, match.steps[3].after
    pictures = set()
    for power in range(world.n):
        shown = BoardPicture(world)
        shown.show(public_board(observe(world, state, power)))
        shown.place(pygame.Rect(0, 0, 500, 400), 1.0)
        surface = pygame.Surface((500, 400))
        shown.draw(surface)
        pictures.add(pygame.image.tobytes(surface, "RGB"))
    assert len(pictures) == 1
