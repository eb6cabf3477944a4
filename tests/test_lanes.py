"""Lanes: without an intervention they are the game that was played; with one they share its luck until it bites."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pytest
from plays import box_of

from game.belief import prior
from game.chance import Chance, Draws
from game.match import decide, learnt
from game.players import PLAYERS
from game.rules import start, step
from game.scenario import Scenario
from game.scores.abduct import Factual, abduct, key_of
from game.scores.lanes import Plan, Regime, run
from game.state import Choice, Orders, Outcome, Stage, Stance, State, Step

REPLICATES = 200
SEED = 3


@lru_cache(maxsize=16)
def record(scenario: str, player: str, games: int = 1, seed: int = SEED) -> tuple[Scenario, tuple[Step, ...]]:
    """Games of that player, to the end of the longest."""
    box = box_of(scenario)
    n, seats, chance = box.world.n, [PLAYERS[player]] * box.world.n, Chance(seed, games)
    state, steps = start(box, chance), list[Step]()
    beliefs = [prior(box.world, games) for _ in range(n)]
    while state.stage is not Stage.OVER:
        orders = decide(seats, box, state, chance.players, beliefs)
        after, outcome = step(box, state, orders, Draws(chance.keys))
        steps.append(Step(state, orders, outcome, after))
        beliefs = [held for held in learnt(beliefs, box, state, after) if held is not None]
        state = after
    return box, tuple(steps)


@lru_cache(maxsize=16)
def factual(scenario: str, player: str, games: int = 1) -> Factual:
    box, steps = record(scenario, player, games)
    return abduct(box, steps)


@dataclass
class Watcher:
    """What happened in the lanes, step by step."""

    steps: list[tuple[State, Orders, State]] = field(default_factory=list)

    def __call__(self, before: State, orders: Orders, outcome: Outcome, after: State) -> None:
        self.steps.append((before, orders, after))


def played(done: Factual, plan: Plan) -> Watcher:
    watcher = Watcher()
    run(done, Chance(SEED, done.games), 11, plan, watcher)
    return watcher


def plan_of(done: Factual, replicates: int = REPLICATES) -> Plan:
    return Plan(game=np.tile(np.arange(done.games), replicates), replicate=np.repeat(np.arange(replicates), done.games))


def strays(done: Factual, plan: Plan, found: Watcher, upto: int | None = None) -> list[str]:
    """Arrays that are not as in the record, of the states before and after each of the first steps."""
    out = []
    wanted = done.steps[:upto]
    for place, (was, (before, _, after)) in enumerate(zip(wanted, found.steps[:upto], strict=True)):
        for label, old, new in (("before", was.before, before), ("after", was.after, after)):
            for name, value in old.take(plan.game).arrays().items():
                wrong = (new.arrays()[name] != value).reshape(-1, plan.lanes).any(0)
                if wrong.any():
                    out.append(f"step {place} {label}: {name} in {wrong.sum()} lanes")
    return out


# ---- no intervention --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scenario", "player"),
    [
        ("base", "random"),
        ("base", "rules"),
        ("base", "blueprint"),
        ("first-lesson", "blueprint"),
    ],
)
def test_lanes_without_an_intervention_are_the_game_that_was_played(scenario: str, player: str) -> None:
    done = factual(scenario, player)
    plan = plan_of(done)
    found = played(done, plan)
    assert len(found.steps) == len(done.steps)
    assert strays(done, plan, found) == []


def test_several_games_at_once_are_each_as_they_were_played() -> None:
    """Games that wait for the crises of others, and games that end before others, too."""
    done = factual("base", "blueprint", 4)
    plan = plan_of(done, 8)
    assert strays(done, plan, played(done, plan)) == []


def test_who_has_no_bias_and_stated_no_reads_is_the_rational_observer() -> None:
    done = factual("base", "blueprint")  # which states none
    plan = plan_of(done, 20)
    plan.regime = np.full((5, plan.lanes), Regime.RATIONAL)
    assert strays(done, plan, played(done, plan)) == []


@pytest.mark.parametrize(("scenario", "seed"), [("everything", 3), ("base", 1)], ids=["pacts", "aid"])
def test_pacts_and_aid_are_played_again_as_they_were(scenario: str, seed: int) -> None:
    box, steps = record(scenario, "random", 1, seed)
    done = abduct(box, steps[:1])
    first = done.steps[0].orders
    assert bool(first.propose.any()) if scenario == "everything" else bool(first.aid.any())
    plan, found = plan_of(done, 10), Watcher()
    run(done, Chance(seed), 11, plan, found, last=0)
    assert strays(done, plan, found, 1) == []


# ---- one intervention -------------------------------------------------------------------------------------


def orders_rounds(done: Factual) -> list[int]:
    return [place for place, one in enumerate(done.steps) if one.before.stage is Stage.ORDERS]


def differing(a: Orders, b: Orders, power: int) -> list[str]:
    return [name for name, value in a.__dict__.items() if not np.array_equal(value[power], b.__dict__[name][power])]


@pytest.mark.parametrize("player", ["rules", "blueprint"])
def test_another_order_changes_nothing_before_it_nor_what_others_order_beside_it(player: str) -> None:
    done = factual("base", player)
    place = orders_rounds(done)[2]
    was = done.steps[place]
    plan = plan_of(done, 60)
    swords = np.array([3 if was.orders.swords[1, 0] < 3 else 0], np.int8)
    plan.ordered[key_of(was.before), 1] = Orders.row(5, 1, swords=swords)
    found = played(done, plan)
    assert strays(done, plan, found, place) == []
    _, orders, after = found.steps[place]
    again = was.orders.take(plan.game)
    assert [i for i in range(5) if differing(orders, again, i)] == [1]
    assert not np.array_equal(after.table.built[1], was.after.take(plan.game).table.built[1])


def test_freed_sides_change_nothing_before_the_first_choice_of_sides() -> None:
    done = factual("base", "random")
    first = next(place for place, one in enumerate(done.steps) if one.before.stage is Stage.HELP)
    plan = plan_of(done, 40)
    plan.freed = np.ones((5, plan.lanes), bool)
    assert strays(done, plan, played(done, plan), first) == []


def test_what_is_held_is_held() -> None:
    """Stances and answers of the record, whatever else is made otherwise."""
    done = factual("base", "random")
    plan = plan_of(done, 40)
    plan.hold, plan.freed = True, np.ones((5, plan.lanes), bool)
    first = done.steps[0]
    crisis = next(place for place, one in enumerate(done.steps) if one.before.stage is Stage.ANSWERS)
    found = played(done, plan)
    assert strays(done, plan, found, crisis) == []
    assert np.array_equal(found.steps[0][1].stance, first.orders.take(plan.game).stance)
    before, orders, _ = found.steps[crisis]
    asked = before.table.asked
    assert np.array_equal(orders.answer[asked], done.steps[crisis].orders.take(plan.game).answer[asked])


def test_lanes_of_one_replicate_share_their_luck() -> None:
    """Two lanes with one intervention and one luck are one; other replicates fall out otherwise."""
    done = factual("base", "random")
    place = orders_rounds(done)[1]
    was = done.steps[place]
    half = 30
    plan = Plan(game=np.zeros(2 * half, np.int64), replicate=np.tile(np.arange(half), 2))
    row = Orders.row(5, 1, stance=np.array([Stance.MOBILISE], np.int8))
    plan.ordered = {(key_of(was.before), i): row for i in range(5)}
    found = played(done, plan)
    for _, _, after in found.steps:
        for value in after.arrays().values():
            assert np.array_equal(value[..., :half], value[..., half:])
    last = found.steps[-1][2].table
    assert len(np.unique(np.concatenate([last.butter, last.arms]), axis=-1).T) > 1


def test_who_commits_joins_its_ward() -> None:
    """In every crisis that its ward resists, and nothing is otherwise before the word that goes with it."""
    done = factual("base", "random")
    place = next(
        k
        for k, one in enumerate(done.steps)
        if one.before.stage is Stage.HELP
        and bool((one.before.table.answer == 2).any())
        and one.before.table.wave[0] == 0
    )
    before = done.steps[place].before
    ward = int(np.flatnonzero(before.table.answer[:, 0] == 2)[0])
    asked = np.flatnonzero(before.table.asked[:, 0])
    plan = plan_of(done, 20)
    plan.commit = np.zeros((5, plan.lanes), bool)
    plan.commit[asked] = True
    plan.ward = np.full(plan.lanes, ward)
    watcher = Watcher()
    run(done, Chance(SEED), 11, plan, watcher, first=place)
    _, orders, _ = watcher.steps[0]
    for power in asked:
        assert (orders.choice[power] == Choice.JOIN).all()
        assert (orders.side[power] == ward).all()
