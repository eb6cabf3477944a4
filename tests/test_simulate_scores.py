"""Scores of simulated games: the batch is gone through exactly, one replicate a game, and memory stays flat."""

from __future__ import annotations

import gc
import json
import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from plays import box_of

from game import cli, stats
from game.chance import Chance, Draws
from game.intents.mind import PLAIN
from game.lab import simulate
from game.match import play_steps, run, seated
from game.rules import totals
from game.scores.abduct import Factual, abduct
from game.scores.lanes import Plan
from game.scores.lanes import run as run_lanes
from game.scores.score import shares
from game.state import Orders, Outcome, State

GAMES = 6
NAMES = ["spiral", "chain_ganging", "buck_passing"]


def batch(scenario: str, chance: Chance, player: str = "blueprint", deal: str | None = None) -> Factual:
    """A batch, read as choices."""
    box = box_of(scenario)
    seats = seated(box, [player])
    return abduct(box, play_steps(box, seats, chance, deal), knobs=[who.knobs or PLAIN for who in seats])


@pytest.mark.parametrize("scenario", ["base", "first-lesson"])
def test_the_steps_are_those_of_the_games(scenario: str) -> None:
    """Games that are over stay in the batch, and all is as if they had left it."""
    box = box_of(scenario)
    seats = seated(box, ["blueprint"])
    steps = play_steps(box, seats, Chance(8, GAMES))
    results = run(box, seats, Chance(8, GAMES))
    last = steps[-1].after
    assert np.array_equal(totals(last), results.points)
    assert np.array_equal(last.table.arms, results.arms)
    assert np.array_equal(last.table.round, results.rounds)
    for one, then in pairwise(steps):
        assert one.after is then.before


@pytest.mark.parametrize(("scenario", "player"), [("base", "blueprint"), ("july-1914", "blueprint"), ("base", "rules")])
def test_lanes_without_intervention_are_the_batch(scenario: str, player: str) -> None:
    """Every array of every state, of games of every length, at once and in any order of lanes."""
    chance = Chance(8, GAMES)
    done = batch(scenario, chance, player)
    assert len(np.unique(done.steps[-1].after.table.round)) > (scenario == "base")
    games = np.concatenate([np.arange(GAMES), np.arange(GAMES)[::-1]])
    seen: list[State] = []

    def watch(before: State, orders: Orders, outcome: Outcome, after: State) -> None:
        seen.append(after)

    run_lanes(done, Draws(chance.keys), 3, Plan(games, np.repeat([0, 1], GAMES)), watch)
    assert len(seen) == len(done.steps)
    for state, step in zip(seen, done.steps, strict=True):
        for (name, now), was in zip(state.arrays().items(), step.after.arrays().values(), strict=True):
            assert np.array_equal(now, was[..., games]), name


def test_a_game_has_the_scores_it_has_alone() -> None:
    chance = Chance(5, 3)
    together = shares(batch("base", chance), chance, 1, 2, attribute=False)
    harmed = np.flatnonzero(together.chain[0] + together.buck[0] + together.dilemma[0] > 0)
    assert len(harmed) > 1
    for k in harmed[-1:]:
        luck = Chance(5, 1, int(k))
        alone = shares(batch("base", luck), luck, 1, 2, attribute=False)
        assert alone.harm[0] == together.harm[k]
        for name in ("dilemma", "misperception", "chain", "buck"):
            assert getattr(alone, name)[0, 0] == getattr(together, name)[0, k], name


def test_the_scores_of_a_simulation_are_means_over_its_first_games() -> None:
    told = list[int]()
    box = box_of("first-lesson")
    found = simulate.simulate(box, ["blueprint"], 60, 4, None, told.append, sample=40)
    assert told[-1] == 100
    assert found["scored"] == 40
    chance = Chance(4, 40)
    parts = shares(batch("first-lesson", chance), chance, 1, 5, attribute=False)
    values = (parts.dilemma + parts.misperception)[0]
    explained = values[parts.harm > 0]
    assert found["nothing_to_explain"] == 40 - len(explained)
    value, ci = stats.mean(explained)
    assert list(found["scores"]) == NAMES
    assert found["scores"]["spiral"]["mean"] == pytest.approx(value)
    assert found["scores"]["spiral"]["ci"] == pytest.approx(ci)
    assert 0 < value < 1
    again = simulate.simulate(box, ["blueprint"], 60, 4, sample=40)
    assert again["scores"] == found["scores"]


def test_where_there_is_no_harm_there_is_nothing_to_explain() -> None:
    found = simulate.simulate(box_of("first-lesson"), ["hold"], 10, 1, sample=1000)
    assert (found["scored"], found["nothing_to_explain"]) == (10, 10)
    assert found["scores"] == dict.fromkeys(NAMES)
    assert simulate.page("First", found)[-1] == "scores of 10 games; in 10 of them nothing to explain"
    unscored = simulate.simulate(box_of("first-lesson"), ["hold"], 10, 1)
    assert (unscored["scored"], unscored["scores"]) == (0, dict.fromkeys(NAMES))
    assert "score" not in "".join(simulate.page("First", unscored))


def test_the_command_scores_unless_told_otherwise(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulate, "SCORED", 4)
    args = ["simulate", "--scenario", "first-lesson", "--games", "12", "--players", "blueprint"]
    assert cli.run([*args, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["games"], found["scored"]) == (12, 4)
    for name in NAMES:
        low, high = found["scores"][name]["ci"]
        assert low <= found["scores"][name]["mean"] <= high
    assert cli.run(args) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines[-3:]] == ["spiral", "chain-ganging", "buck-passing"]
    assert cli.run([*args, "--no-scores", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["scored"] == 0


@pytest.mark.slow
def test_memory_does_not_grow_with_the_games_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second batch needs no more than the first, all that is kept of it included."""
    monkeypatch.setattr(simulate, "SCORE_BATCH", 3)
    box = box_of("first-lesson")
    simulate.simulate(box, ["blueprint"], 1, 1, sample=1)  # fills what is kept for good
    peaks: list[int] = []

    def note(done: int) -> None:
        peaks.append(tracemalloc.get_traced_memory()[1])
        gc.collect()
        tracemalloc.reset_peak()

    tracemalloc.start()
    try:
        simulate.simulate(box, ["blueprint"], 6, 1, None, note, sample=6)
    finally:
        tracemalloc.stop()
    played, first, second = peaks
    assert played < first
    assert second < 1.3 * first
