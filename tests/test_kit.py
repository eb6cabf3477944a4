"""The printed kit: every sheet a class needs to play on paper is there. How it looks, people look at."""

from __future__ import annotations

import re
from collections import Counter
from math import ceil
from pathlib import Path

import numpy as np
import pytest

from game.classroom.exercise import load, names
from game.classroom.kit import Chart, contents, write
from game.classroom.kit.cards import deck
from game.classroom.kit.slips import in_force
from game.cli import run
from game.cli.maps import chart
from game.files import BadInput
from game.press.pen import PAPERS
from game.scenario import World
from game.scenario import load as scenario


def flat(world: World) -> Chart:
    """A map that costs nothing: one round land for everybody, to print by."""
    down, across = np.mgrid[0:40, 0:60].astype(float)
    land = 15 - np.hypot(down - 20, across - 30)
    places = np.tile(np.array([30.0, 20.0]), (world.n, 1))
    return Chart(land, (land,) * world.n, np.maximum(-land, 0), np.maximum(land, 0), places, ((0, 1, "sea"),))


def boxes(path: Path) -> list[tuple[float, float]]:
    """The sizes of a PDF's pages, in order."""
    found = re.findall(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]", path.read_bytes())
    return [(float(wide), float(high)) for wide, high in found]


@pytest.mark.parametrize("name", names())
def test_every_card_and_slip_is_in_the_kit(name: str, tmp_path: Path) -> None:
    exercise, length = load(name), 50
    paper = ("a4", "letter")[len(name) % 2]
    path = tmp_path / "new folder" / "kit.pdf"
    done = write(exercise, length, paper, flat, path)
    pages = Counter(done.pages)
    wide, high = sorted(PAPERS[paper])
    sizes = boxes(path)
    assert len(sizes) == len(done.pages)
    for size, kind in zip(sizes, done.pages, strict=True):
        wanted = (high, wide) if kind in ("board", "record") else (wide, high)
        assert size == pytest.approx(wanted, abs=0.01)
    games = contents(exercise, length)
    worlds = {(box.world.codes, box.world.tokens.tobytes()): box.world for _, box in games}
    assert pages["board"] == pages["record"] == pages["counters"] == len(worlds)
    assert pages["roles"] == sum(ceil(world.n / 2) for world in worlds.values())
    assert done.slips == sum(world.n * world.rounds[1] for world in worlds.values())
    assert pages["orders"] == sum(world.n * ceil(world.rounds[1] / 4) for world in worlds.values())
    assert pages["intents"] == pages["backs"] >= len(done.cards) // 9
    assert done.pacts >= sum(len(list(in_force(world))) for world in worlds.values()) + 2
    for kind in ("facilitator", "rules", "worlds", "quiz before", "quiz after"):
        assert pages[kind] >= 1, kind
    assert pages["rules"] == 1
    assert pages["handouts"] == len(exercise.file.handout)
    for game, (_, box) in zip(exercise.file.game, games, strict=False):
        fixed = [card if isinstance(card, str) else card["kind"] for card in box.deals[game.deal].cards.values()]
        assert not Counter(fixed) - Counter(done.cards), "a deal lacks its cards"


def test_the_deck_is_the_public_one_and_what_deals_need() -> None:
    base = scenario("base")
    assert Counter(deck(base, ["random", "no-aggressor"])) == {
        "content": 4, "fearful": 3, "claimant": 1, "expansionist": 2
    }  # fmt: skip
    assert Counter(deck(base, ["frightened"]))["fearful"] == 5
    assert Counter(deck(scenario("july-1914"), ["default"]))["fearful"] >= 4


def test_a_kit_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(load("first-lesson"), 50, "a4", flat, tmp_path / f"{name}.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_the_board_is_the_one_on_the_screen() -> None:
    found = chart(scenario("first-lesson").world)
    assert len(found.realm) == len(found.places) == 2
    assert all(found.coast[int(row), int(column)] > 0 for column, row in found.places)
    assert 0 < (found.coast > 0).mean() < 1


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kit.pdf"
    assert run(["print", "first-lesson", "--out", str(path), "--paper", "Letter"]) == 0
    assert "pages on Letter" in capsys.readouterr().out
    assert path.read_bytes().startswith(b"%PDF")
    for args, told in (
        (["print", "first-lesson", "--out", str(path), "--paper", "a5"], "take one of a4, letter"),
        (["print", "first-lesson", "--out", str(path), "--minutes", "60"], "a lesson has 50, 75, 90 minutes"),
        (["print", "second-lesson", "--out", str(path)], "there is none of that name"),
        (["print", "first-lesson", "--out", "kit.txt"], "ends in .pdf"),
        (["print", "first-lesson", "--out", f"{path}/kit.pdf"], "cannot be written to"),
    ):
        assert run(args) == 2
        assert told in capsys.readouterr().err


def test_an_unknown_paper_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="take one of a4, letter"):
        write(load("first-lesson"), 50, "a5", flat, tmp_path / "kit.pdf")
