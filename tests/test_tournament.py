"""The tournament: fair shares, paired seeds, the same whatever the number of workers; training that can be repeated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.chance import Chance
from game.crew import ALONE, Crew
from game.files import BadInput
from game.lab import bars
from game.lab.bars import DULL, exploited
from game.lab.tournament import (
    Arena,
    Duel,
    arena_of,
    box_of,
    duels,
    leads,
    mirror,
    parcels,
    picture,
    played,
    round_robin,
    seat,
    table,
)
from game.lab.train import Plan, train
from game.match import Results
from game.players import PLAYERS
from game.players.policy import START
from game.players.weights import engine, home, read, write
from game.rules import start
from game.scenario import INTENTS

HERE = Arena(seed=1)


def test_leads_are_shares_of_one_win() -> None:
    zeros = np.zeros((3, 2), int)
    points = np.array([[9, 7], [9, 2], [1, 3]])
    par = np.array([[5, 1], [5, 0], [0, 0]])
    found = Results(points, par, zeros, zeros[0], zeros[0], zeros[0], zeros > 0, zeros, zeros)
    assert leads(found).tolist() == [[0.5, 1], [0.5, 0], [0, 0]]


def test_every_seat_is_taken_equally_often_and_each_game_once() -> None:
    tasks = parcels("rules", "random", 250, replace(HERE, seed=3))
    each = [sum(one.games for one in tasks if one.place == place) for place in range(6)]
    assert each == [42] * 6
    games = [one.first + k for one in tasks for k in range(one.games)]
    assert sorted(games) == list(range(252))


def test_the_number_of_workers_makes_no_difference() -> None:
    pairs = [("rules", "random"), ("trained", "random")]
    one, two = (duels(pairs, lambda a, b: 30, replace(HERE, seed=7), Crew(workers)) for workers in (1, 2))
    assert one == two
    assert one[0].share > 0.3


def test_copies_of_one_player_share_evenly() -> None:
    won, _ = played(parcels("rules", "rules", 6, HERE)[0])
    assert won.sum(0) == pytest.approx(1.0)
    shares = [share for share, _ in mirror("rules", 60, HERE, ALONE)]
    assert sum(shares) == pytest.approx(1.0)


def test_alike_all_powers_of_a_table_hold_one_card_as_often_as_the_deck_has_it() -> None:
    tasks = parcels("rules", "random", 600, arena_of("six-powers", 3, "alike"))
    dealt = {task.arena.deal: 0 for task in tasks}
    for task in tasks:
        dealt[task.arena.deal] += task.games
    assert dealt == {"all:content": 240, "all:fearful": 180, "all:claimant": 60, "all:expansionist": 120}
    for deal in dealt:
        state = start(box_of("six-powers", deal), Chance(1, 5), deal)
        assert set(state.desk.intent.ravel()) == {INTENTS.index(deal.removeprefix("all:"))}
    assert sorted(task.first + k for task in tasks for k in range(task.games)) == list(range(600))
    with pytest.raises(BadInput, match=r"six-powers has none of that name; there are random, .*, alike"):
        arena_of("six-powers", 3, "aligned")


def test_a_budget_is_named_before_its_level() -> None:
    assert seat("4:master").name == "4:master"
    assert seat("rules") is PLAYERS["rules"]


def test_the_table_and_its_picture(tmp_path: Path) -> None:
    names = ["random", "rules"]
    found = round_robin(names, lambda a, b: 6, replace(HERE, seed=2), ALONE)
    lines = table(names, found)
    assert len(lines) == 3
    assert lines[2].startswith("rules")
    assert "±" in lines[2]
    picture(names, found, tmp_path / "cup.png")
    assert (tmp_path / "cup.png").stat().st_size > 5000


def test_training_can_be_repeated() -> None:
    plan = Plan(generations=1, games=6, seed=3)
    weights = train(plan)
    assert weights == train(plan)
    assert set(weights) == set(START)
    assert weights != START


def test_an_exploiter_is_trained_and_measured() -> None:
    bar = exploited("random", 30, replace(HERE, seed=2), ALONE, Plan(1, 6))
    assert bar.games == 30
    assert 0 <= bar.value <= 1


def test_a_dull_player_passes_only_if_its_share_is_even_or_less(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(share: float) -> list[bool]:
        same = [Duel(dull, "rules", 60, share, (share - 0.1, share + 0.1), 0.0, (0.0, 0.0)) for dull in DULL]
        monkeypatch.setattr(bars, "duels", lambda *_: same)
        told = bars.yardsticks(lambda a, b: 60, HERE, ALONE)
        assert all(bar.ci == (share - 0.1, share + 0.1) for bar in told), "the interval is told"
        return [bar.passed for bar in told if bar.wanted == "at most 0.167"]

    assert found(1 / 6) == [True] * len(DULL)
    assert found(0.17) == [False] * len(DULL), "however few the games were"


# ---- the file of weights --------------------------------------------------------------------------------


def test_shipped_weights_fit_the_engine(capsys: pytest.CaptureFixture[str]) -> None:
    assert read(home()) != START
    assert capsys.readouterr().err == ""


def test_stale_weights_are_told_and_not_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "trained.toml"
    some = dict.fromkeys(START, 0.25)
    write(path, some, 3, "dilemma train --seed 3")
    assert read(path) == some
    assert capsys.readouterr().err == ""
    path.write_text(path.read_text("utf-8").replace(engine(), "0123456789abcdef"), "utf-8")
    assert read(path) == START
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    for part in (str(path), "0123456789abcdef", engine(), "dilemma train"):
        assert part in line
    assert read(tmp_path / "none.toml") == START
    assert "cannot be read" in capsys.readouterr().err
