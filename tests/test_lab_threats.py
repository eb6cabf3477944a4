"""Facts 12, 13, 15, 17, 18 and 19: their set-up tables and scripts do what they say, and the robust ones hold."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from game.arrays import Array
from game.chance import Chance
from game.lab.facts import allies, mad, races, threats
from game.lab.facts.boxes import box
from game.lab.facts.model import Fact
from game.lab.facts.play import Moment, play
from game.observe import observe
from game.orders.legality import faults
from game.rules import audit, start
from game.state import Orders, Outcome, Result, Signal, Stance, State

FACTS: tuple[Fact, ...] = (*mad.FACTS, *allies.FACTS, *races.FACTS, *threats.FACTS)
SEED = 5


def named(fact: Fact) -> str:
    return fact.label


# ---- set-up tables --------------------------------------------------------------------------------------


def test_arms_by_lot_are_public_in_range_and_the_same_however_many_are_played() -> None:
    scenario = box(3)
    few, many = (
        threats.drawn_arms(SEED, 2, 6)(scenario.world, start(scenario, Chance(SEED, games))) for games in (5, 40)
    )
    assert not audit(scenario, many)
    shields = many.table.arms - many.desk.swords
    assert {int(many.desk.swords.min()), int(many.desk.swords.max())} == {2, 6}
    assert {int(shields.min()), int(shields.max())} == {2, 6}
    assert bool((many.desk.seen == many.desk.swords[None]).all())
    assert np.array_equal(few.table.arms, many.table.arms[:, :5])


def test_a_second_batch_draws_other_arms() -> None:
    scenario = box(2)
    setup = threats.drawn_arms(SEED)
    first, second = (setup(scenario.world, start(scenario, Chance(SEED, 30))) for _ in range(2))
    assert not np.array_equal(first.table.arms, second.table.arms)


def test_more_arms_are_added_to_what_was_drawn() -> None:
    scenario = box(2)
    before = start(scenario, Chance(SEED, 20))
    plain = threats.drawn_arms(SEED)(scenario.world, before)
    more = threats.drawn_arms(SEED, more={1: (2, 1)})(scenario.world, before)
    assert bool((more.desk.swords - plain.desk.swords == np.array([[0], [2]])).all())
    assert bool((more.table.arms - plain.table.arms == np.array([[0], [3]])).all())


def test_the_crisis_before_differs_in_the_ally_alone() -> None:
    scenario = allies.concert(5, pacts=[(allies.SEEKER, allies.ALLY), (allies.ALLY, allies.WARD)])
    before = start(scenario, Chance(SEED, 4))
    stood, failed = (allies.crisis_before(came)(scenario.world, before) for came in (True, False))
    assert not audit(scenario, stood)
    assert not audit(scenario, failed)
    other = {name for name, value in stood.arrays().items() if not np.array_equal(value, failed.arrays()[name])}
    assert other == {"table.choice", "table.side", "table.joined_at"}
    assert bool((stood.table.battle[allies.WARD] == Result.REPULSED).all())
    assert bool((stood.table.arms == before.table.arms).all())


# ---- scripts --------------------------------------------------------------------------------------------


def all_legal(moment: Moment, orders: Orders, outcome: Outcome, after: State) -> None:
    """A hook: what a script orders is legal in every game."""
    for power in range(moment.world.n):
        if bool(moment.state.table.asked[power].any()):
            assert not faults(observe(moment.world, moment.state, power), orders.of(power))


@pytest.mark.parametrize("threat", threats.THREATS)
def test_a_threat_is_given_and_kept(threat: str) -> None:
    seen: list[tuple[Array, Array, Array]] = []

    def watch(moment: Moment, orders: Orders, outcome: Outcome, after: State) -> None:
        if moment.ordering and moment.round == 1:
            guarded = after.table.until[Signal.GUARD - 1][threats.DEFENDER, threats.PROTEGE] >= 3
            seen.append((guarded, orders.stance, after.table.signal))
        if outcome.failed_guard is not None:
            assert not bool(outcome.failed_guard[threats.DEFENDER].any())

    cards = {"AAA": "content", "BBB": "expansionist", "CCC": "content"}
    played = play(
        box(3, cards=cards),
        60,
        SEED,
        players=("hold", "blueprint", "hold"),
        setup=threats.drawn_arms(SEED),
        orders=threats.threaten(threat),
        rounds=3,
        watch=watch,
    )
    guarded, stance, signal = seen[0]
    assert bool((guarded == (threat != "none")).all())
    assert bool((stance[threats.ATTACKER] == Stance.MOBILISE).all())
    assert bool((stance[threats.DEFENDER] == (Stance.MOBILISE if threat == threats.BOTH else Stance.HOLD)).all())
    assert bool((signal[threats.ATTACKER] == Signal.NONE).all())
    came = played.side[:, threats.DEFENDER] == threats.PROTEGE
    fought = played.battle[:, threats.PROTEGE] > 0
    assert bool(fought.any())
    assert bool((came[fought] & (played.choice[:, threats.DEFENDER][fought] == 3)).all() == (threat != "none"))


@pytest.mark.parametrize("threat", threats.THREATS)
def test_what_scripts_order_is_legal(threat: str) -> None:
    cards = {"AAA": "content", "BBB": "expansionist", "CCC": "content"}
    play(
        box(3, cards=cards),
        8,
        SEED,
        players=("hold", "blueprint", "hold"),
        orders=threats.threaten(threat),
        rounds=3,
        watch=all_legal,
    )


@pytest.mark.parametrize("course", threats.COURSES)
def test_a_demand_is_made_once_and_met_as_told(course: str) -> None:
    played = threats.concession("expansionist", course, 60, SEED)
    first = played.struck[1, threats.STRIKER, threats.VICTIM]
    assert not bool(played.struck[0].any())
    assert bool((first == (course != "no demand")).all())
    if course == "yielded":
        assert bool((played.answer[1, threats.VICTIM] == 1).all())
        assert not bool((played.battle[1] > 0).any())
    if course == "resisted":
        assert bool((played.battle[1, threats.VICTIM] > 0).all())
    late = threats.again(played)
    assert bool((late == played.struck[2:, threats.STRIKER, threats.VICTIM].any(0)).all())


def test_strikes_meant_are_counted_over_strikes_alone() -> None:
    played = threats.concession("expansionist", "no demand", 60, SEED)
    share = threats.meant(played, striker=threats.STRIKER)
    assert 0 <= share <= 1
    nothing = replace(played, struck=np.zeros_like(played.struck))
    assert math.isnan(threats.meant(nothing, striker=threats.STRIKER))
    assert threats.known({"a": share, "b": math.nan}) == {"a": share}


def test_retaliation_is_what_the_force_says() -> None:
    assert mad.nuclear("no bomb").world.retaliation == (0, 0)
    assert mad.nuclear("0").world.retaliation == (10, 10)
    assert mad.nuclear("1").world.retaliation == (10, 0)
    assert mad.nuclear("0.5").world.nuclear[:, 0].tolist() == [True, True, False]


def test_in_a_nuclear_crisis_only_the_striker_is_free() -> None:
    played = mad.crisis("0", 60, SEED)
    assert bool((played.stance[0, 0] == Stance.MOBILISE).all())
    assert not bool(played.built[0].any())
    assert not bool(played.struck[:, 1:].any())
    assert bool((mad.central(played) | mad.small(played) == played.war).all())


def test_a_race_is_run_without_war_and_with_the_same_fear() -> None:
    decks: list[Array] = []

    def watch(moment: Moment, orders: Orders, outcome: Outcome, after: State) -> None:
        decks.extend(belief.held for belief in moment.beliefs if belief)

    played = play(
        box(2, rounds=(10, 12), deck=races.BENIGN),
        20,
        SEED,
        beliefs=races.constant_fear,
        orders=races.no_war,
        rounds=3,
        watch=watch,
    )
    assert not bool((played.stance > 0).any())
    assert len(decks) == 6
    assert all(np.array_equal(held, decks[0]) for held in decks)


def test_reaction_and_restraint_are_differences_under_the_same_luck() -> None:
    reaction, restraint, both = races.slopes(40, SEED, "shields")
    assert reaction.shape == restraint.shape == both.shape == (40,)
    base = races.ordered(races.race(40, SEED, {}))
    treated = races.ordered(races.race(40, SEED, {0: (0, 1)}))
    assert np.array_equal(restraint, base - treated)
    assert np.array_equal(races.lead(20, SEED, "swords")[0], np.ones(20))


def test_pacts_are_sought_with_others_and_not_with_partners() -> None:
    bound = allies.concert(5, pacts=[(allies.SEEKER, allies.ALLY)])
    to = allies.sought(bound, 60, SEED, threats.drawn_arms(SEED))
    assert to.shape == (5, 60)
    assert not bool(to[[allies.SEEKER, allies.ALLY]].any())


# ---- the facts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", FACTS, ids=named)
def test_a_fact_is_told_whole_and_the_same_for_the_same_seed(fact: Fact) -> None:
    one, other = (fact.run(24, SEED) for _ in range(2))
    assert one == other
    assert one.games == 24
    low, high = one.ci
    assert low <= one.value <= high
    assert one.passed == (low > 0)
    assert one.details
    assert all(math.isfinite(figure) for figure in one.details.values())
    assert one.series
    for line in one.series:
        assert len(line.x) == len(line.y) == len(line.ci)
        assert all(a - 1e-9 <= y <= b + 1e-9 for y, (a, b) in zip(line.y, line.ci, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("fact", [f for f in FACTS if f.number in (12, 17, 18)], ids=named)
def test_what_must_emerge_does(fact: Fact) -> None:
    assert fact.run(fact.games, 7).passed
