"""Personas: one entry each, a written-out play each, and told apart by what they do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from portraits import DEEDS, portraits, told
from test_players import ordered, table

from game.chance import Chance
from game.files import BadInput
from game.orders import parse
from game.players import PLAYERS, player
from game.players.personas import Play, personas, read, taste
from game.rules import step
from game.scenario import load
from game.state import Orders, State

NAMES = list(personas())
PLAYS = [(name, play) for name, entry in personas().items() for play in entry.play]
GAMES = 8


def test_there_are_ten_and_each_has_its_portrait_and_its_play() -> None:
    assert len(NAMES) == 10
    for name, entry in personas().items():
        assert name in PLAYERS
        assert entry.play, f"{name} has no written-out play"
        assert len(entry.portrait.split()) > 40
        assert entry.portrait.count(".") >= 3
    assert len({entry.about for entry in personas().values()}) == 10


def led_to(play: Play) -> State:
    """The base game's table after the steps of a play."""
    box = load("base")
    state = table(play.position)
    for sheets in play.then:
        rows = [parse(box.world, [x for x in sheets.get(code, "").split("; ") if x]).orders for code in box.world.codes]
        state, _ = step(box, state, Orders.gather(rows), Chance(1))
    return state


def fits(play: Play, lines: list[str]) -> bool:
    wanted = all(any(line.startswith(start) for line in lines) for start in play.orders)
    return wanted and not any(line.startswith(start) for line in lines for start in play.never)


@pytest.mark.parametrize(("name", "play"), PLAYS, ids=[f"{name}: {play.position}" for name, play in PLAYS])
def test_written_out_plays(name: str, play: Play) -> None:
    """At its usual level, in at least three of four tries that differ by luck only."""
    tries = ordered(name, led_to(play), "ALD", games=GAMES)
    assert sum(fits(play, lines) for lines in tries) >= 0.75 * GAMES, tries


def test_plays_tell_one_from_another() -> None:
    """Else they would test nothing: no other persona passes all plays of one."""
    for name, entry in personas().items():
        for other in NAMES:
            if other != name:
                tries = [(play, ordered(f"{other}:trained", led_to(play), "ALD", games=4)) for play in entry.play]
                assert not all(fits(play, lines) for play, found in tries for lines in found), (name, other)


def told_rightly(level: str, seed: int) -> float:
    """The share of personas told from three records each, against portraits from other games."""
    box = load("six-powers")
    known = portraits(box, [f"{name}:trained" for name in NAMES], 30, seed)
    records = portraits(box, [f"{name}:{level}" for name in NAMES], 1, seed + 1)
    hits = 0
    for name in NAMES:
        some = records[f"{name}:{level}"][:, :3]
        assert some.shape == (len(DEEDS), 3)
        hits += told(some, known) == f"{name}:trained"
    return hits / len(NAMES)


def test_personas_are_told_from_three_records() -> None:
    assert told_rightly("trained", 40) >= 0.8


@pytest.mark.slow
def test_personas_are_told_from_three_records_when_they_think() -> None:
    shares = [told_rightly("search", seed) for seed in (50, 60, 70)]
    assert float(np.mean(shares)) >= 0.8


# ---- the file -------------------------------------------------------------------------------------------

ENTRY = """
[persona.gambler]
about = "throws dice"
portrait = "A paragraph."
wants = { economy = 0.5 }
mind = { lean = 2.0 }
habits = { strike = 1.0 }
"""


def test_a_persona_is_one_entry(tmp_path: Path) -> None:
    path = tmp_path / "personas.toml"
    path.write_text(ENTRY, "utf-8")
    found = read(path)["gambler"]
    assert found.wants.economy == 0.5
    assert found.wants.survival == 1.0
    assert found.habits == {"strike": 1.0}


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("strike = 1.0", "stirke = 1.0", "habits.stirke: no such weight"),
        ("lean = 2.0", "leen = 2.0", "persona.gambler.mind.leen"),
        ("lean = 2.0", "empathy = 7.0", "persona.gambler.mind.empathy"),
        ('about = "throws dice"', "", "persona.gambler.about"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said(tmp_path: Path, old: str, new: str, hint: str) -> None:
    path = tmp_path / "personas.toml"
    path.write_text(ENTRY.replace(old, new), "utf-8")
    with pytest.raises(BadInput, match=hint.replace(".", r"\.")) as caught:
        read(path)
    assert str(path) in str(caught.value)


def test_personas_sit_at_levels() -> None:
    usual, master, habit = (taste(f"grim{end}") for end in ("", ":master", ":trained"))
    assert usual is not None
    assert master is not None
    assert habit is not None
    assert usual.budget is not None
    assert master.budget is not None
    assert usual.budget.rollouts < master.budget.rollouts
    assert habit.budget is None
    assert player("grim:master").knobs is not None  # it learns
    for wrong in ("grim:", "grim:rules", "nobody", "search:master"):
        assert taste(wrong) is None
