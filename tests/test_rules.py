"""The engine as a whole: batches, determinism, invariants. Single rulings are in the casebook."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.chance import Chance, Draws
from game.match import decide
from game.observe import observe
from game.orders import faults
from game.players import player
from game.record import state_hash
from game.rules import audit, par, start, step, totals
from game.scenario import Scenario, load
from game.state import Stage, State

SCENARIOS = ("base", "first-lesson", "six-powers", "july-1914", "cold-war", "peloponnesian-war")


def play(
    scenario: Scenario, names: Sequence[str], chance: Chance, steps: int = 10_000, *, check: bool = False
) -> list[State]:
    """All states of a batch, kept whole: games that are over stay in it."""
    states = [start(scenario, chance)]
    players = [player(name) for name in names]
    while states[-1].stage is not Stage.OVER and len(states) <= steps:
        orders = decide(players, scenario, states[-1], chance.players)
        if check:
            for i in range(scenario.world.n):
                assert not faults(observe(scenario.world, states[-1], i), orders.of(i))
        states.append(step(scenario, states[-1], orders, chance)[0])
    return states


def same(a: State, b: State) -> bool:
    return all(np.array_equal(x, y) for x, y in zip(a.arrays().values(), b.arrays().values(), strict=True))


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_state_of_legal_play_is_sound(name: str) -> None:
    scenario = load(name)
    for state in play(scenario, ["random"] * scenario.world.n, Chance(3, 48), check=True):
        assert audit(scenario, state) == []


def test_every_state_is_sound_with_all_modules(everything: Scenario) -> None:
    states = play(everything, ["random"] * 4, Chance(4, 256), check=True)
    for state in states:
        assert audit(everything, state) == []
    table = states[-1].table
    for happened in (table.works, table.exile, table.yielded, table.pacts, table.butter, table.until[5]):
        assert happened.any()  # the modules were in fact played


@pytest.mark.parametrize("name", ["base", "july-1914"])
@pytest.mark.parametrize("who", ["random", "rules"])
def test_game_k_of_a_batch_equals_game_k_alone(name: str, who: str) -> None:
    """Bit for bit, at every decision that the game alone has, though the batch may wait for others between."""
    scenario = load(name)
    names = [who] * scenario.world.n
    batch = play(scenario, names, Chance(11, 24))
    for k in (0, 7, 23):
        alone = play(scenario, names, Chance(11, 1, first=k))
        assert same(alone[-1], batch[-1].take([k]))
        seen = {state_hash(s.take([k]).put(stage=Stage.OVER)) for s in batch}
        shared = [s for s in alone if s.stage is Stage.ORDERS]
        assert all(state_hash(s.put(stage=Stage.OVER)) in seen for s in shared if not _asked_later(s, batch, k))


def _asked_later(state: State, batch: list[State], k: int) -> bool:
    """Whether the batch passed this game's decision while it waited for other games in a crisis."""
    return not any(s.stage is state.stage and int(s.table.round[k]) == int(state.table.round[0]) for s in batch)


def test_a_batch_may_be_cut_anywhere() -> None:
    """Games of one batch and the same games in two batches end alike."""
    scenario = load("base")
    whole = play(scenario, ["random"] * 5, Chance(5, 20))[-1]
    parts = [play(scenario, ["random"] * 5, Chance(5, 10, first=f))[-1] for f in (0, 10)]
    for k in range(20):
        assert same(whole.take([k]), parts[k // 10].take([k % 10]))


def test_the_same_under_any_hash_seed() -> None:
    code = (
        "from game.match import Results, play_batch; from game.scenario import load; import hashlib\n"
        "h = hashlib.sha256()\n"
        "for name, who in (('base', 'random'), ('july-1914', 'random'), ('six-powers', 'rules')):\n"
        "    r = Results.join(list(play_batch(load(name), [who], 64, 9)))\n"
        "    [h.update(x.tobytes()) for x in r.__dict__.values()]\n"
        "print(h.hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(runs) == 1


def test_step_changes_nothing_it_was_given() -> None:
    scenario = load("base")
    chance = Chance(2, 16)
    state = start(scenario, chance)
    players = [player("random")] * 5
    while state.stage is not Stage.OVER:
        for array in state.arrays().values():
            array.setflags(write=False)
        orders = decide(players, scenario, state, chance.players)
        for array in orders.__dict__.values():
            array.setflags(write=False)
        state, _ = step(scenario, state, orders, chance)


def test_nothing_moves_in_a_game_that_is_over() -> None:
    scenario = load("base")
    states = play(scenario, ["random"] * 5, Chance(8, 64))
    for before, after in itertools.pairwise(states):
        over = np.flatnonzero(before.table.over)
        assert same(before.take(over), after.take(over))


def test_all_ends_of_the_public_range_occur_at_their_chance() -> None:
    """One third, two thirds of the rest, all of the rest [R11]."""
    last = start(load("base"), Chance(1, 9000)).vault.last_round
    share = [(last == r).mean() for r in (5, 6, 7)]
    assert np.allclose(share, [1 / 3, 4 / 9, 2 / 9], atol=0.02)


def test_the_deck_is_dealt_without_replacement() -> None:
    """Ten cards: never more than one Claimant or two Expansionists, and the right share of each."""
    state = start(load("base"), Chance(1, 9000))
    counts = np.stack([(state.desk.intent == k).sum(0) for k in range(5)])
    assert counts.max(1).tolist() == [4, 3, 1, 0, 2]
    assert np.allclose(counts.mean(1) / 5, [0.4, 0.3, 0.1, 0, 0.2], atol=0.01)
    nobody = (counts[4] == 0).mean()  # "one deal in five has no Expansionist"
    assert abs(nobody - 2 / 9) < 0.015
    claimants = state.desk.intent == 2
    assert (state.desk.target[claimants] >= 0).all()


def test_labels_are_right_as_often_as_the_card_says() -> None:
    """delta = .5: three in four; by each rival independently."""
    scenario = load("base")
    chance = Chance(21, 4000)
    state = start(scenario, chance)
    state, _ = step(scenario, state, decide([player("always:sword2")] * 5, scenario, state, chance.players), chance)
    others = ~np.eye(5, dtype=bool)
    seen = state.desk.labels[others]
    assert abs(seen.mean() / 2 - 0.75) < 0.005
    a, b = state.desk.labels[0, 2].astype(float), state.desk.labels[1, 2].astype(float)
    assert abs(np.corrcoef(a, b)[0, 1]) < 0.05
    assert (state.desk.labels[~others] == 2).all()


def test_points_and_pars_are_whole_numbers_of_every_power() -> None:
    scenario = load("base")
    state = play(scenario, ["rules"] * 5, Chance(1, 32))[-1]
    for points in (totals(state), par(scenario, state)):
        assert points.shape == (5, 32)
        assert points.dtype == np.int16


@given(st.integers(0, 2**63), st.integers(1, 40), st.integers(0, 10**6))
def test_draws_do_not_depend_on_the_batch(seed: int, games: int, first: int) -> None:
    whole = Chance(seed, games, first).uniform(4, 3, 2, 3)
    for k in (0, games - 1):
        assert np.array_equal(whole[..., [k]], Chance(seed, 1, first + k).uniform(4, 3, 2, 3))
    assert (whole >= 0).all()
    assert (whole < 1).all()


def test_streams_and_purposes_are_independent() -> None:
    chance = Chance(6, 5000)
    draws = [chance.uniform(p, r)[:] for p in (1, 2, 3) for r in (1, 2)] + [chance.players.uniform(1, 1)]
    corr = np.corrcoef(np.stack(draws))
    assert np.abs(corr - np.eye(len(draws))).max() < 0.06
    assert abs(np.mean(draws[0]) - 0.5) < 0.02


def test_fixed_dice_fall_as_told() -> None:
    luck = Draws(Chance(1, 3).keys, {(6, 2, 1): 19})
    assert (luck.below(20, 6, 2, 4)[1] == 19).all()
    assert np.array_equal(luck.below(20, 6, 3, 4), Chance(1, 3).below(20, 6, 3, 4))
