"""The map: who touches whom, the same every time, and no label on another at any size."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import numpy as np
import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame
from plays import SCENARIOS, box_of, played
from veils import hide

from game.arrays import Array
from game.observe import observe
from game.seats import seats
from game.ui.board import BoardMap
from game.ui.board.lands import grow
from game.ui.board.picture import BoardPicture, look_of
from game.ui.board.sites import sites
from game.ui.sight import SIGHTS, simulate
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
        rects = [*shown.layout.keep] + [thread.spot for thread in shown.threads]
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


def shot(shown: BoardPicture) -> bytes:
    surface = pygame.Surface(shown.rect.size)
    shown.draw(surface)
    return pygame.image.tobytes(surface, "RGB")


def test_no_pixel_depends_on_what_the_viewer_may_not_know() -> None:
    match = played("base", 4)
    world, draw = match.scenario.world, np.random.default_rng(5)
    for state in [step.after for step in match.steps[:4]]:
        pictures = []
        for one in (state, hide(state, 2, draw)):
            shown = BoardPicture(world)
            shown.show(board(observe(world, one, 2)))
            shown.place(pygame.Rect(0, 0, 500, 400), 1.0)
            pictures.append(shot(shown))
        assert pictures[0] == pictures[1]


def lab(colour: Array) -> Array:
    """CIE Lab of colours (..., 3) of 0 to 255, under daylight."""
    linear = (np.asarray(colour, float) / 255) ** 2.2
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = linear @ to_xyz.T / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_two_powers_look_alike_to_anybody(scenario: str, sight: str) -> None:
    """They differ clearly in colour, even so, or in their hatch; and always in their letter."""
    powers = seats(box_of(scenario).world)
    assert len({seat.letter for seat in powers}) == len(powers)
    for one, other in itertools.combinations(powers, 2):
        printed = np.array([[getattr(look_of(seat), part) for part in ("band", "wash")] for seat in (one, other)])
        apart = np.linalg.norm(np.diff(lab(simulate(printed, sight)), axis=0)[0], axis=-1)
        assert apart.max() > 12 or one.hatch != other.hatch, (one.name, other.name, apart)


def test_the_colours_of_seven_powers_alone_nearly_suffice() -> None:
    """No pair falls together altogether, whatever the eyes: hatches are a second code, not the only one."""
    powers = seats(box_of("july-1914").world)
    for sight in SIGHTS[:-1]:
        shades = lab(simulate(np.array([look_of(seat).band for seat in powers]), sight))
        apart = [float(np.linalg.norm(a - b)) for a, b in itertools.combinations(shades, 2)]
        assert min(apart) > 8, sight


def test_the_public_picture_knows_no_sorts() -> None:
    match = played("base", 4)
    world, state = match.scenario.world, match.steps[3].after
    pictures = set()
    for power in range(world.n):
        shown = BoardPicture(world)
        shown.show(public_board(observe(world, state, power)))
        shown.place(pygame.Rect(0, 0, 500, 400), 1.0)
        pictures.add(shot(shown))
    assert len(pictures) == 1


def test_the_board_is_used_by_mouse_and_by_keyboard() -> None:
    box = box_of("base")
    match = played("base", 4)
    picked: list[int] = []
    chart = BoardMap(BoardPicture(box.world), board(observe(box.world, match.steps[0].after, 0)), picked.append)
    theme = Theme(1.0)
    chart.place(theme, pygame.Rect(10, 10, 600, 480))
    chart.draw(pygame.Surface((640, 500)), theme)
    spots = chart.picture.spots()
    where = next(rect for what, rect in spots if what == 3)
    assert chart.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=where.center)) is not None
    assert chart.picture.lit == 3
    assert chart.hint.startswith("Dorvane: ")
    assert chart.spot == where
    chart.held = True
    chart.handle(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=where.center, button=1))
    assert picked == [3]
    chart.focus(True)
    chart.focus(False)
    assert chart.picture.lit is None
    gone_through = []
    while chart.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RIGHT)) is not None:
        gone_through.append(chart.picture.lit)
    assert gone_through == [what for what, _ in spots]
    chart.picture.light(1)
    chart.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN))
    assert picked == [3, 1]


def test_what_is_pointed_at_stands_out() -> None:
    shown = picture("base", (500, 400), 1.0)
    plain = shot(shown)
    for what, _ in shown.spots():
        shown.light(what)
        assert shot(shown) != plain
    shown.light(None)
    assert shot(shown) == plain


def test_the_board_still_looks_as_it_did() -> None:
    """A tolerant golden: small, and within what versions of pygame and numpy may differ."""
    shown = picture("july-1914", (900, 720), 1.0)
    surface = pygame.Surface((900, 720))
    shown.draw(surface)
    small = pygame.transform.smoothscale(surface, (180, 144))
    kept = pygame.image.load(Path(__file__).parent / "goldens" / "board.png")
    apart = np.abs(pygame.surfarray.array3d(small).astype(int) - pygame.surfarray.array3d(kept))
    assert apart.mean() < 3, "if this is meant, save the new picture over tests/goldens/board.png"
