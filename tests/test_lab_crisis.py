"""Facts 4 to 10: that the set-ups are what they say; the slow ones, that the claims hold."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from game.chance import Chance
from game.intents.mind import mind, trying
from game.lab.facts import crisis, force, signals
from game.lab.facts.battery import (
    STRIKER,
    STRUCK,
    Crises,
    batches,
    crises,
    gap,
    great_powers,
    per,
    ruled,
    set_up,
    tables,
)
from game.lab.facts.boxes import box
from game.lab.facts.model import Fact
from game.lab.facts.play import Played, play
from game.match import BATCH
from game.rules import audit, start
from game.scenario import Intent
from game.state import Signal

FACTS = {fact.number: fact for fact in (*force.FACTS, *signals.FACTS, *crisis.FACTS)}


# ---- boxes ----------------------------------------------------------------------------------------------


def test_ruled_changes_the_constants_named_and_no_others() -> None:
    plain = box(2)
    other = ruled(plain, breach={"hand": 0}, rising={"rounds": [3, 3]})
    assert other.world.core.breach.hand == 0
    assert other.world.core.rising.rounds == [3, 3]
    assert other.world.core.breach.peace == plain.world.core.breach.peace
    assert plain.world.core.breach.hand == 4


def test_third_powers_apart_have_no_border_with_the_striker_and_send_the_same() -> None:
    near, far = great_powers(5).world, crisis.apart().world
    assert near.reach[STRIKER, 1:].all()
    assert far.reach[STRIKER, :, 0].tolist() == [False, True, False, False, False]
    assert far.reach[1:, 1:, 0].sum() == near.reach[1:, 1:, 0].sum() == 12
    others = ~np.eye(5, dtype=bool)
    assert np.array_equal(near.help_full[others], far.help_full[others])


# ---- the battery ----------------------------------------------------------------------------------------


def test_tables_are_game_by_game_and_seat_by_seat_the_same() -> None:
    whole, part = tables(8, 3), tables(5, 3, first=3)
    assert np.array_equal(whole.swords[:, 3:], part.swords)
    assert np.array_equal(whole.hands[..., 3:], part.hands)
    assert whole.swords.min() >= 2
    assert whole.shields.max() <= 5
    assert not whole.hands[STRIKER].any()
    assert np.array_equal(whole.hands, whole.hands.swapaxes(0, 1))
    assert not tables(8, 3, tied=0).hands.any()


def test_the_table_is_sound_and_the_striker_may_strike() -> None:
    scenario, lots = great_powers(4), tables(6, 3)
    state = set_up(lots, lots.hands[:4, :4])(scenario.world, start(scenario, Chance(3, 6), "lab"))
    assert audit(scenario, state) == []
    assert (state.table.round - state.table.mobilised_on[STRIKER] == 1).all()
    assert (state.desk.seen == state.desk.swords[None]).all()


def test_the_crisis_is_the_one_described(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Played] = []

    def watched(*args: Any, **keys: Any) -> Played:
        seen.append(play(*args, **keys))
        return seen[-1]

    monkeypatch.setattr("game.lab.facts.battery.play", watched)
    found = crises(great_powers(4), 12, 3)
    (p,) = seen
    strikes = np.zeros((4, 4, 1), bool)
    strikes[STRIKER, STRUCK] = True
    assert (p.struck[0] == strikes).all()
    assert (p.battle[0, STRUCK] > 0).all()  # it resisted
    assert (p.intent[STRIKER] == Intent.EXPANSIONIST).all()
    assert (p.belief[0, :, STRIKER] > 0.99).all()
    assert not p.built[0].any()
    assert not (p.signal[0] != Signal.NONE).any()
    assert np.array_equal(p.hand[0, STRUCK, 2:], found.tied)
    assert np.array_equal(p.hand[0], tables(12, 3).hands[:4, :4])


def test_third_powers_do_one_thing_each(crisis_of_four: Crises) -> None:
    c = crisis_of_four
    assert c.early.shape == (2, 40)
    assert (c.early.astype(int) + c.late + c.behind).max() == 1
    assert (c.width == 2 + (c.early | c.late | c.behind).sum(0)).all()
    assert (c.harm[~(c.early | c.late | c.behind)] == 0).all()
    assert ((c.joins >= 0) & (c.joins <= 1) & (c.decides >= 0) & (c.decides <= 1)).all()
    assert (c.bucks[~c.holds] == 0).all()


def test_chances_are_those_of_the_choices_made(crisis_of_four: Crises) -> None:
    """What the markers are made of is what third powers do: over many, as often as expected."""
    c = crisis_of_four
    noise = math.sqrt(float((c.joins * (1 - c.joins)).sum()))
    assert abs(float(c.early.sum() - c.joins.sum())) < 4 * noise


def test_only_the_hands_named_are_in_force() -> None:
    found = crises(great_powers(4), 6, 3, hands=[(STRUCK, 2)])
    assert found.tied[0].all()
    assert not found.tied[1].any()


def test_the_true_balance_is_for_the_dice_alone() -> None:
    seen, unseen = (crises(great_powers(4, balance=1, actual=a), 30, 3) for a in (-3, 3))
    assert np.array_equal(seen.joins, unseen.joins)
    assert np.array_equal(seen.early, unseen.early)
    assert seen.fallen.sum() < unseen.fallen.sum()


def test_batches_cover_all_games() -> None:
    assert list(batches(BATCH + 5)) == [(0, BATCH), (BATCH, 5)]


# ---- statistics -----------------------------------------------------------------------------------------


def test_ratios_of_totals() -> None:
    part, whole = np.array([[1, 0, 1], [0, 0, 1]]), np.array([[1, 1, 1], [0, 1, 1]])
    same, (low, high) = gap((part, whole), (part, whole))
    assert (same, low, high) == (0, 0, 0)
    assert per(part, whole)[0] == pytest.approx(3 / 5)
    assert math.isnan(per(part, 0 * whole)[0])


def test_the_interval_of_a_ratio_holds_the_truth_as_often_as_it_says() -> None:
    luck = np.random.default_rng(5)
    hits = 0
    for _ in range(300):
        whole = luck.integers(0, 4, (1, 200))
        part = luck.binomial(whole, 0.3)
        low, high = per(part, whole)[1]
        hits += low <= 0.3 <= high
    assert 0.9 <= hits / 300 <= 0.99


# ---- 4 to 6 ---------------------------------------------------------------------------------------------


def test_the_riser_grows_by_so_many_tokens() -> None:
    grown = play(force.rising(4, 4, "content"), 2, 3, players=["hold"])
    assert (grown.butter[force.RISES] - grown.butter[force.DECLINES] == 2 * 6 + 2 * 4).all()  # rounds 3-8 and 5-8
    level = play(force.rising(0, 4, "content"), 2, 3, players=["hold"])
    assert (level.butter[0] == level.butter[1]).all()


def test_in_time_is_before_the_growth_and_not_in_answer() -> None:
    played = play(force.rising(0, 4, "expansionist"), 5, 3, players=["hold"])
    played.struck[1, 0, 1, 0] = True  # in round 2, alone
    played.struck[1, 0, 1, 1] = played.struck[1, 1, 0, 1] = True  # both in one round
    played.struck[2, 0, 1, 2] = played.struck[1, 1, 0, 2] = True  # in answer
    played.struck[3, 0, 1, 3] = True  # when the other has grown
    assert force.in_time(played).tolist() == [True, True, False, False, False]


def test_where_half_strike() -> None:
    assert force.crossing([0.1, 0.4, 0.6, 0.9, 1.0]) == pytest.approx(3)
    assert force.crossing([0.7, 0.8, 0.9, 0.9, 1.0]) == 0
    assert math.isnan(force.crossing([0.0, 0.1, 0.2, 0.3, 0.4]))


def test_thinking_things_through_is_put_back() -> None:
    own = mind()
    assert own.fear.depth > 0
    with trying(force.thought_through(0)):
        assert mind().fear.depth == 0
    assert mind() is own


def test_nobody_in_the_box_wants_land_and_nobody_knows() -> None:
    scenario = force.wolf_free(0.1, 3)
    played = play(scenario, 60, 3, rounds=1)
    assert played.benign.all()
    assert np.allclose(played.belief[0], 0.1)
    assert scenario.world.core.odds.unready == 3


def test_kinds_of_promises_differ_in_their_price_alone() -> None:
    for kind, (price, breach) in signals.KINDS.items():
        core = signals.told(signals.HOME, kind).world.core
        assert (core.prices.signal, core.breach.peace) == (price, breach)
    own = box(2).world.core
    assert signals.KINDS["pledge"] == (own.prices.signal, own.breach.peace)


def test_a_gap_is_between_cards() -> None:
    played = play(signals.told(signals.HOME, "pledge"), 80, 3, rounds=1)
    assert signals.pull(played, played.benign).mean() == pytest.approx(1)
    assert signals.pull(played, np.ones_like(played.benign)).mean() == pytest.approx(0)
    assert not signals.disarms(play(box(2), 4, 3, players=["hold"], rounds=1)).any()


# ---- the claims -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.name)
def test_a_fact_tells_what_it_found(fact: Fact) -> None:
    found = fact.run(8, 5)
    assert found.games == 8
    assert found.ci[0] <= found.value <= found.ci[1]
    assert found.series
    assert any("meant" in name for name in found.details)


def test_a_fact_is_the_same_for_the_same_seed() -> None:
    once, again, other = (FACTS[10].run(20, seed) for seed in (5, 5, 6))
    assert (once.value, once.ci, once.details) == (again.value, again.ci, again.details)
    assert once.details != other.details


@pytest.mark.slow
@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.name)
def test_a_fact_holds(fact: Fact) -> None:
    assert fact.run(fact.games, 2026).passed


@pytest.fixture(scope="module")
def crisis_of_four() -> Crises:
    return crises(great_powers(4, balance=1), 40, 3)
