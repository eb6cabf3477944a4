"""The README's pictures: made from a seeded game, and small."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pygame
import pytest
from windows import app_of

from game.files import data
from game.ui import pictures
from game.ui.png import few, write

NAMES = ("board", "crisis", "debrief", "desk", "reveal")


def test_those_in_the_box_are_all_there_and_small() -> None:
    found = sorted(data("assets", "pictures").glob("*.png"))
    assert tuple(path.stem for path in found) == NAMES
    for path in found:
        assert path.stat().st_size < 300_000, path
        assert pygame.image.load(path).get_size() == pictures.SIZE


def test_a_picture_is_the_same_again(tmp_path: Path) -> None:
    app_of()
    made = [next(iter(pictures.pictures(tmp_path / name))) for name in ("one", "two")]
    assert made[0].read_bytes() == made[1].read_bytes()
    assert [path.stem for path in made] == ["reveal", "reveal"]


def test_few_colours_are_well_chosen(tmp_path: Path) -> None:
    app_of()
    draw = np.random.default_rng(3)
    four = np.array([[200, 40, 30], [20, 60, 200], [240, 235, 220], [10, 10, 10]])
    which = draw.integers(0, 4, (40, 60))
    colours, index = few(four[which].astype(np.uint8), 4)
    assert np.abs(colours[index] - four[which]).max() <= 1
    surface = pygame.surfarray.make_surface(four[which].transpose(1, 0, 2))
    write(surface, tmp_path / "x.png", 16)
    back = pygame.image.load(tmp_path / "x.png")
    assert np.abs(pygame.surfarray.array3d(back).astype(int) - four[which].transpose(1, 0, 2)).max() <= 1


@pytest.mark.parametrize("args", [[], ["one", "two"]])
def test_a_wrong_command_is_one_line(args: list[str]) -> None:
    run = subprocess.run([sys.executable, "-m", "game.ui.pictures", *args], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
    assert "DIR" in run.stderr


def test_the_moments_come_in_the_order_of_the_game(tmp_path: Path) -> None:
    app_of()
    assert [path.stem for path in islice(pictures.pictures(tmp_path), 2)] == ["reveal", "crisis"]
