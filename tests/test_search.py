"""The decision core: what it imagines is sound, it sees no more than a power sees, and it orders what is legal."""

from __future__ import annotations

import numpy as np
import pytest
from test_players import differing, luck_of, wander
from veils import hide

from game.belief import prior
from game.chance import Chance
from game.observe import observe
from game.orders import faults
from game.players import PLAYERS, player
from game.players.personas import Mind, taste
from game.players.search import decide as core
from game.players.search.decide import Tried
from game.players.search.imagine import fate, imagine, scenario_of
from game.players.search.rollout import UNIT
from game.rules import audit
from game.scenario import Intent, Scenario, load
from game.state import Stage

THINKING = [name for name in PLAYERS if taste(name) is not None]


@pytest.mark.parametrize("name", ["base", "cold-war", "everything"])
def test_what_is_imagined_is_sound_and_keeps_what_is_known(name: str, everything: Scenario) -> None:
    box = everything if name == "everything" else load(name)
    for turn, (state, luck) in enumerate(wander(box, 40, seed=21)):
        power = turn % box.world.n
        seen = observe(box.world, state, power)
        drawn = imagine(seen, prior(box.world, state.games), fate(luck))
        assert audit(scenario_of(box.world), drawn) == []
        again = observe(box.world, drawn, power)
        for part, array in seen.arrays().items():
            assert np.array_equal(array, again.arrays()[part]), part


def test_cards_are_imagined_as_they_are_believed() -> None:
    box = load("base")
    state = next(wander(box, 4000, seed=1))[0]
    seen, held = observe(box.world, state, 0), prior(box.world, 4000)
    drawn = imagine(seen, held, fate(Chance(3, 4000)))
    shares = [float((drawn.desk.intent[1:] == card).mean()) for card in Intent]
    assert shares == pytest.approx(held.held[1, :, 0].tolist(), abs=0.02)
    claimants = drawn.desk.intent[1] == Intent.CLAIMANT
    assert set(drawn.desk.target[1, claimants].tolist()) == {0, 2}  # Brennia's neighbours


@pytest.mark.parametrize("name", ["base", "july-1914", "everything"])
def test_the_core_orders_only_what_is_legal(name: str, everything: Scenario) -> None:
    box = everything if name == "everything" else load(name)
    for turn, (state, luck) in enumerate(wander(box, 4, seed=31)):
        power = turn % box.world.n
        asked = np.flatnonzero(state.table.asked[power])
        some, draws = state.take(asked), luck.take(asked)
        if not len(asked):
            continue
        seen = observe(box.world, some, power)
        for who in (THINKING[turn % len(THINKING)], "search", "grim:trained"):
            row = player(who).choose(seen, None, luck_of(some, draws, power))
            assert faults(seen, row) == {}, (who, turn)


def test_the_core_depends_on_its_observation_and_luck_alone(everything: Scenario) -> None:
    junk = np.random.default_rng(3)
    for turn, (state, luck) in enumerate(wander(everything, 3, seed=2)):
        power = turn % everything.world.n
        before = {name: array.copy() for name, array in state.arrays().items()}
        row = player("search").choose(observe(everything.world, state, power), None, luck_of(state, luck, power))
        same = observe(everything.world, hide(state, power, junk), power)
        assert differing(row, player("search").choose(same, None, luck_of(state, luck, power))) == []
        assert all(np.array_equal(before[name], array) for name, array in state.arrays().items())


@pytest.mark.parametrize("name", ["search", "opportunist", "trained"])
def test_the_core_plays_each_game_of_a_batch_as_if_alone(name: str, everything: Scenario) -> None:
    for turn, (state, luck) in enumerate(wander(everything, 4, seed=4)):
        power = turn % everything.world.n
        seen = observe(everything.world, state, power)
        row = player(name).choose(seen, None, luck_of(state, luck, power))
        for lanes in (np.arange(state.games)[::-2], np.array([0])):
            alone = player(name).choose(seen.take(lanes), None, luck_of(state.take(lanes), luck.take(lanes), power))
            assert differing(row.take(lanes), alone) == [], (turn, lanes)
        if state.stage is Stage.HELP:
            assert differing(row, player(name).choose(seen, None, luck_of(state, luck, power))) == []


def test_a_lead_that_may_be_luck_counts_less_than_one_that_is_sure() -> None:
    swing = np.where(np.arange(16) % 2 == 0, 9.0, -8.0)  # half a point better on average, by luck or not
    points = np.stack([np.zeros(16), np.full(16, 0.4), swing])[..., None]
    nothing = np.zeros((3, 16, 1))

    def best(doubt: float, *allowed: bool) -> int:
        pull = np.array([[0.0], [-0.1], [-0.1]])  # the first is what habit orders
        tried = Tried(nothing, points * UNIT, pull, nothing, Mind(lean=0.0, doubt=doubt))
        return int(tried.best(np.array(allowed)[:, None])[0])

    assert best(0.0, True, True, True) == 2
    assert best(1.0, True, True, True) == 1
    assert best(1.0, True, False, True) == 0, "what habit orders is left for nothing that cannot be told from luck"
    assert best(1.0, True, True, False) == 1, "but for what is sure to be better"


@pytest.mark.parametrize("mind", [Mind(lean=0.0, doubt=3.0), Mind(lean=2.0, doubt=0.0), Mind(worst=1.0, doubt=0.0)])
def test_in_a_crisis_what_is_mixed_is_what_the_reason_tells(mind: Mind) -> None:
    """Doubt, habit and fear of the worst weigh in the mix as they do in the margin."""
    swing = np.where(np.arange(64) % 2 == 0, 9.0, -8.0)
    points = np.stack([np.zeros(64), swing])[..., None].repeat(500, -1)
    pull, luck = np.array([[0.0], [-1.0]]).repeat(500, -1), np.linspace(0, 1, 500, endpoint=False)
    nothing, allowed = np.zeros((2, 64, 500)), np.ones((2, 500), bool)

    def swings(mind: Mind) -> float:
        """How often the option that is better by its mean alone is drawn."""
        tried = Tried(nothing, points * UNIT, pull, nothing, mind)
        assert (tried.worth[1, 0] > tried.worth[0, 0]) == (mind.lean + mind.doubt + mind.worst == 0)
        return float((core._mixed(tried, allowed, luck) == 1).mean())

    assert swings(mind) < 0.3 < 0.7 < swings(Mind(lean=0.0, doubt=0.0))
