"""The lab's bench: boxes as ordered, games as the match plays them, and what is changed is changed and nothing else."""

from __future__ import annotations

import inspect
from pathlib import Path

import numpy as np
import pytest

from game import match
from game.intents.mind import Knobs
from game.lab.facts import hooks, measures
from game.lab.facts.boxes import box
from game.lab.facts.play import Moment, Played, play
from game.lab.facts.scripts import doses, graduated
from game.match import Results, play_batch
from game.scenario import Intent, load
from game.state import Orders, Stage, Stance

# ---- boxes ----------------------------------------------------------------------------------------------


def test_a_box_is_as_it_was_ordered() -> None:
    made = box(
        3,
        balance=2,
        actual=-1,
        distinguishability=0.25,
        rounds=(4, 4),
        modules=["opportunist"],
        prior={"content": 1, "opportunist": 1},
        cards={"BBB": "opportunist"},
        powers={"CCC": {"tokens": 7}},
    )
    world = made.world
    assert (world.n, world.balance, made.balance, world.rounds) == (3, 2, -1, (4, 4))
    assert world.tokens[:, 0].tolist() == [5, 5, 7]
    assert world.deck.tolist() == [1, 0, 0, 1, 0]
    assert world.reach.sum() == 6
    p = play(made, 40, 1, players=["hold"])
    assert (p.intent[1] == Intent.OPPORTUNIST).all()
    assert set(np.unique(p.intent)) == {Intent.CONTENT, Intent.OPPORTUNIST}
    assert box(5, ring=True).world.reach.sum() == 10
    assert box(2, ring=True).world.reach.sum() == 2


def test_the_deck_that_is_dealt_may_be_another_than_the_public_one() -> None:
    made = box(prior={"content": 1, "expansionist": 1}, deck={"fearful": 1})
    p = play(made, 20, 1, rounds=1)
    assert (p.intent == Intent.FEARFUL).all()
    assert p.belief[0] == pytest.approx(0.5)


# ---- playing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("players", [["blueprint"], ["rules", "random", "always:sword-strike", "rules", "random"]])
def test_games_are_those_that_the_match_would_play(players: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match, "BATCH", 16)
    seen = play("world-offence-alike", 24, 6, players=players)
    monkeypatch.setattr(match, "BATCH", 1024)
    known = Results.join(list(play_batch(load("world-offence-alike"), players, 24, 6)))
    for name in ("points", "intent", "rounds", "butter"):
        assert (getattr(seen, name) == getattr(known, name)).all(), name
    assert (seen.at_end(seen.arms) == known.arms).all()
    assert (seen.conquered.any(0) == known.conquered).all()
    assert (seen.war == (known.wars > 0)).all()
    assert (seen.played.sum(0) == known.rounds).all()
    assert ((seen.answer == 1).sum((0, 1)) == known.yields).all()
    assert known.wars.sum() > 0


def test_games_of_a_run_may_be_taken_and_played_apart() -> None:
    whole = play("base", 12, 4, players=["rules"])
    part = play("base", 5, 4, players=["rules"], first=7)
    for name, values in vars(whole.take(np.arange(7, 12))).items():
        np.testing.assert_array_equal(values, getattr(part, name), err_msg=name)


def test_what_is_believed_is_kept_round_by_round() -> None:
    p = play("base", 20, 2, rounds=3)
    deck = load("base").world.deck
    assert p.belief[0] == pytest.approx(deck[2:].sum() / deck.sum())
    assert p.belief.shape == (4, 5, 5, 20)
    assert p.card.sum(2) == pytest.approx(1, abs=1e-3)
    assert p.card[:, :, 2:].sum(2) == pytest.approx(p.belief[3], abs=1e-5)
    assert (p.rounds == 3).all()


def test_wars_are_told_with_the_share_that_was_meant() -> None:
    p = play("world-offence-alike", 60, 1)
    assert p.war.any()
    assert 0 < p.meant_share() <= 1
    strikes = p.struck & ~np.isnan(p.worth)
    assert (strikes == p.struck).all()
    assert (np.isnan(p.meant) == ~p.fought).all()
    by_rules = play("world-offence-alike", 60, 1, players=["rules"])
    assert by_rules.war.any()
    assert np.isnan(by_rules.meant_share())  # what a player without a blueprint expects is not known


def test_a_calm_table_has_no_war_and_means_none() -> None:
    p = play("base", 10, 1, players=["hold"])
    assert not p.war.any()
    assert np.isnan(p.meant_share())
    assert measures.war_and_meant("none", p) == {"war, none": 0.0}


# ---- hooks ----------------------------------------------------------------------------------------------


def test_truth_is_known_and_stays_known() -> None:
    p = play("base", 30, 3, beliefs=hooks.truth(), rounds=3)
    wolves = np.broadcast_to(~p.benign, (5, 5, 30))
    assert (p.belief[:3] == wolves).all()
    some = play("base", 30, 3, beliefs=hooks.truth(of_benign_only=True), rounds=1)
    assert (some.belief[0][~wolves] == 0).all()
    assert some.belief[0][wolves] == pytest.approx(0.3)


def test_what_is_believed_at_the_start_can_be_set_for_some() -> None:
    wolf = {"content": 1, "expansionist": 3}
    p = play("base", 5, 1, beliefs=hooks.opening(wolf, about=[2], of=[0, 1]), rounds=1)
    assert p.belief[0, :2, 2] == pytest.approx(0.75)
    assert p.belief[0, 2:, 2] == pytest.approx(0.3)
    assert p.belief[0, :, 1] == pytest.approx(0.3)


def test_arms_and_other_fields_can_be_laid_on_the_table() -> None:
    p = play("base", 5, 1, players=["hold"], setup=hooks.arms({0: 7}, {0: 1, 3: 0}))
    assert p.arms[0, :, 0].tolist() == [8, 6, 6, 3, 6]
    assert p.swords[0, :, 0].tolist() == [7, 3, 3, 3, 3]
    rich = play("base", 5, 1, players=["always:shield3"], setup=hooks.put(tokens=0), rounds=1)
    assert (rich.arms[1] == 6).all()


def test_orders_are_changed_where_they_are_to_be() -> None:
    row = Orders.gather([Orders.row(3, 2, swords=np.array([1, 2], np.int8))] * 3)
    some = hooks.changed(row, 1, np.array([True, False]), swords=5)
    assert some.swords.tolist() == [[1, 2], [5, 2], [1, 2]]
    assert hooks.blank(row, 0).swords.tolist() == [[0, 0], [1, 2], [1, 2]]
    bold = hooks.changed(row, 2, stance=Stance.STRIKE, strike=0)
    assert hooks.quiet(bold, [2]).strike[2].tolist() == [-1, -1]


def test_orders_can_be_put_in_and_every_step_watched() -> None:
    seen: list[tuple[int, Stage]] = []

    def attack(moment: Moment, orders: Orders) -> Orders:
        if not moment.ordering or moment.round > 2:
            return orders
        return hooks.changed(orders, 0, stance=Stance.MOBILISE if moment.round == 1 else Stance.STRIKE, strike=1)

    def watch(moment: Moment, orders: Orders, outcome: object, after: object) -> None:
        seen.append((moment.round, moment.state.stage))
        assert len(moment.index) == moment.state.games

    p = play("base", 8, 1, players=["hold"], orders=attack, watch=watch, rounds=3)
    assert p.struck[1, 0, 1].all()
    assert [r for r, stage in seen if stage is Stage.ORDERS] == [1, 2, 3]
    assert (2, Stage.ANSWERS) in seen


def test_knobs_are_those_of_the_mind_that_has_them() -> None:
    one, other = (play("base", 40, 1, knobs=k, rounds=3) for k in (Knobs(), Knobs(bias=0.9)))
    off = ~np.eye(5, dtype=bool)
    assert other.belief[2][off].mean() > one.belief[2][off].mean()
    each = play("base", 40, 1, knobs=[Knobs(bias=0.9)] + [Knobs()] * 4, rounds=1)
    np.testing.assert_array_equal(each.belief[1, 0], play("base", 40, 1, knobs=Knobs(bias=0.9), rounds=1).belief[1, 0])


# ---- scripts --------------------------------------------------------------------------------------------


def test_a_posture_is_so_many_arms_a_round() -> None:
    p = play(box(rounds=(8, 8)), 10, 1, players=[doses(2, 1), doses(0, 0)])
    assert (np.diff(p.arms[:, 0], axis=0) == 3).all()
    assert (np.diff(p.swords[:, 0], axis=0) == 2).all()
    assert (p.arms[:, 1] == 6).all()
    assert not p.struck.any()
    full = play(box(rounds=(20, 20)), 4, 1, players=[doses(3, 0), doses(0, 0)])
    assert full.swords[-1, 0].tolist() == [20] * 4


@pytest.mark.parametrize("rival", ["hold", "always:sword3", "always:sword-strike", "random", "blueprint"])
def test_graduated_reduction_is_legal_and_keeps_its_floor(rival: str) -> None:
    """Legal, or the rules would break; and nothing is scrapped when the rival is ahead."""
    world = box(rounds=(10, 10), distinguishability=1.0)
    p = play(world, 30, 1, players=[graduated(1), rival], setup=hooks.arms({0: 6, 1: 6}, {0: 4, 1: 4}))
    assert (p.swords >= 0).all()
    assert (p.signal[0, 0] == 1).all()
    if rival == "hold":
        assert (p.swords[-1, 0] == 0).all()
        assert (p.arms[-1, 0] - p.swords[-1, 0] == 12).all()  # six swords as a margin of -6


# ---- measures -------------------------------------------------------------------------------------------


def test_how_well_types_are_told_is_the_area_under_the_curve() -> None:
    value, variance = measures.auc(np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True]))
    assert value == 0.75
    assert variance == pytest.approx(0.125 / 2 + 0.125 / 2)
    draw = np.random.default_rng(1)
    scores, wolf = draw.normal(size=4000), draw.random(4000) < 0.3
    value, variance = measures.auc(scores, wolf)
    assert abs(value - 0.5) < 3 * variance**0.5
    assert variance == pytest.approx((1 / wolf.sum() + 1 / (~wolf).sum()) / 12, rel=0.1)  # as known for no effect


def test_a_ratio_of_sums_has_the_spread_of_its_influence() -> None:
    draw = np.random.default_rng(2)
    whole = draw.uniform(1, 3, 500)
    part = whole * draw.uniform(0, 1, 500)
    value, influence = measures.ratio(part, whole)
    assert value == pytest.approx(part.sum() / whole.sum())
    assert influence.mean() == pytest.approx(value)
    boot = [measures.ratio(part[i], whole[i])[0] for i in (draw.integers(0, 500, 500) for _ in range(400))]
    assert influence.std() / 500**0.5 == pytest.approx(np.std(boot), rel=0.15)


def test_the_weakest_of_differences_decides() -> None:
    strong, weak = measures.paired(np.array([1, 1, 1, 0]), np.zeros(4)), (0.5, (-0.1, 1.1))
    assert measures.weakest([strong, weak]) == weak
    assert measures.above(strong)
    assert not measures.above(weak)


def test_played_is_documented_as_it_is() -> None:
    """Every array has the shape that its comment names."""
    text = Path(inspect.getfile(Played)).read_text("utf-8")
    p = play("base", 3, 1, rounds=2)
    sizes = {"B": "3", "N": "5", "R": "2", "R + 1": "3", "5": "5"}
    for name in Played.__dataclass_fields__:
        line = next(x for x in text.splitlines() if x.startswith(f"    {name}: "))
        axes = line.split("# (")[1].split(")")[0].rstrip(",").split(", ")
        assert [str(x) for x in getattr(p, name).shape] == [sizes[axis] for axis in axes], name
