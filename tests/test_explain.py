"""Reasons: from the record of the decision, in plain values, and true."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import numpy as np
from test_players import luck_of, wander
from veils import hide

from game.belief import Belief, prior
from game.belief.posterior import stated
from game.chance import Draw
from game.observe import Observation, observe
from game.orders import texts
from game.players import player
from game.players.personas import Budget, taste
from game.players.search.explain import explain, explained
from game.scenario import load
from game.state import Stage

BOX = load("base")


def cases(count: int, seed: int) -> Iterator[tuple[Observation, Belief, Draw]]:
    """Positions of some games, one power each, with luck."""
    for turn, (state, luck) in enumerate(wander(BOX, count, seed)):
        if state.stage is not Stage.ORDERS:
            continue
        for game in range(state.games):
            lane = np.array([game])
            one, power = state.take(lane), (turn + game) % BOX.world.n
            if not one.table.exile[power, 0]:
                yield observe(BOX.world, one, power), prior(BOX.world, 1), luck_of(one, luck.take(lane), power)


def test_the_reason_is_of_what_was_ordered() -> None:
    for seen, held, draw in itertools.islice(cases(1, seed=5), 4):
        told = explain(seen, held, draw, "search")
        assert told is not None
        lines = texts(BOX.world, player("search").choose(seen, held, draw))
        assert list(told.orders) == [x for x in lines if not x.startswith(("say ", "read "))]
        low, high = told.ci
        assert low <= told.margin <= high
        assert told.orders != told.instead
        assert told.sentences[0].startswith(BOX.world.powers[seen.power].name)
        assert all("{" not in line for line in told.sentences)
        again = explain(seen, held, draw, "search")
        assert told == again


def test_a_choice_by_lot_is_told_with_a_distance_between_its_bounds() -> None:
    """In a crisis what is chosen may have looked a little worse."""
    crises = 0
    for turn, (state, luck) in enumerate(wander(BOX, 6, 8)):
        if state.stage is not Stage.HELP:
            continue
        for power in np.flatnonzero(state.table.asked[:, 0]):
            one, lane = state.take(np.array([0])), luck.take(np.array([0]))
            told = explain(observe(BOX.world, one, int(power)), prior(BOX.world, 1), luck_of(one, lane, turn), "search")
            found = (
                re.search(r"([\d.]+) points (?:apart|less) \((-?[\d.]+) to (-?[\d.]+);", " ".join(told.sentences))
                if told
                else None
            )
            if found:
                margin, low, high = map(float, found.groups())
                assert low <= margin <= high
                crises += 1
    assert crises


def test_players_that_compare_nothing_give_no_reasons() -> None:
    seen, held, draw = next(cases(1, seed=5))
    assert explain(seen, held, draw, "rules") is None
    assert explain(seen, held, draw, "grim:trained") is None


def test_reasons_leak_nothing() -> None:
    """They depend on what the power may see alone."""
    junk = np.random.default_rng(4)
    state, luck = next(wander(BOX, 1, 3))
    draw = luck_of(state, luck, 2)
    told = explain(observe(BOX.world, state, 2), None, draw, "search")
    same = explain(observe(BOX.world, hide(state, 2, junk), 2), None, draw, "search")
    assert told == same


def test_beyond_the_threshold_the_choice_is_another() -> None:
    """In at least nine of ten cases, a little and well beyond it."""
    mind, budget = taste("master"), Budget(32, 4, True)
    assert mind is not None
    flipped: list[bool] = []
    for seen, held, draw in cases(4, seed=8):
        told = explained(seen, held, draw, mind, budget)
        for flip in told.flips:
            assert (flip.threshold > flip.now) == flip.above
            for beyond in (0.01, 0.05):
                reads = np.full((BOX.world.n, 1), np.nan)
                reads[flip.rival] = np.clip(flip.threshold + (beyond if flip.above else -beyond), 0.01, 0.97)
                other = explained(seen, stated(held, reads), draw, mind, budget)
                flipped.append(other.orders != told.orders)
        if len(flipped) >= 20:
            break
    assert len(flipped) >= 12
    assert np.mean(flipped) >= 0.9
