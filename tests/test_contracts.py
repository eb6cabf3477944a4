"""Contracts in imagined futures: a clause changes the orders of whoever owes it, in its own lanes, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from game.arrays import EVERYBODY
from game.chance import Chance
from game.orders import parse, texts
from game.players.search.contracts import Owed, impose
from game.rules import start
from game.scenario import Scenario
from game.state import Orders
from game.talk import Clause

AAA, BBB, CCC, DDD = range(4)

# What AAA would order, what it owes, and what it orders then.
CLAUSES: dict[str, tuple[str, Clause, str]] = {
    "mobilise": ("", Clause("mobilise"), "stance mobilise"),
    "mobilise-strikes": ("stance strike BBB", Clause("mobilise"), "stance strike BBB"),
    "no-mobilise": ("stance mobilise", Clause("mobilise", never=True), ""),
    "no-strike": ("stance strike BBB", Clause("strike", BBB, never=True), ""),
    "no-strike-all": ("stance strike BBB", Clause("strike", EVERYBODY, never=True), ""),
    "no-strike-another": ("stance strike BBB", Clause("strike", CCC, never=True), "stance strike BBB"),
    "no-strike-ready": ("stance mobilise", Clause("strike", EVERYBODY, never=True), "stance mobilise"),
    "hand": ("", Clause("hand", BBB), "ally hand BBB"),
    "no-hand": ("ally hand BBB; ally hand CCC", Clause("hand", BBB, never=True), "ally hand CCC"),
    "defence": ("", Clause("defence", BBB), "ally propose defence BBB"),
    "offence": ("", Clause("offence", BBB, against=CCC), "ally propose offence CCC BBB"),
    "limit": ("", Clause("limit", BBB, 8), "ally propose limit 8 BBB"),
    "limit-in-force": ("", Clause("limit", BBB, 9), ""),
    "peace": ("signal guard AAA", Clause("peace", BBB, rounds=4), "signal peace BBB 4"),
    "open": ("", Clause("open", EVERYBODY), "signal open all"),
    "boycott": ("", Clause("boycott", BBB), "signal boycott BBB"),
    "no-boycott": ("signal boycott BBB", Clause("boycott", BBB, never=True), ""),
    "no-boycott-peace": ("signal peace BBB", Clause("boycott", BBB, never=True), "signal peace BBB"),
    "aid": ("", Clause("aid", BBB, 2), "ally aid BBB 2"),
    "cede": ("", Clause("cede", BBB), "ally cede BBB"),
    "scrap": ("build sword 2", Clause("scrap", amount=1), "build scrap 1"),
    "scrap-all": ("", Clause("scrap", amount=9), "build scrap 3"),
    "arm": ("build sword 1; build shield 2", Clause("arm", amount=2), "build sword 1; build shield 1"),
    "arm-none": ("build sword 1; build shield 2", Clause("arm"), ""),
}


def lines(text: str) -> list[str]:
    return [line for line in text.split("; ") if line]


def table(box: Scenario, would: str) -> Orders:
    """Two games in which AAA would order that, and all others hold; to be written to."""
    rows = [parse(box.world, lines(would) if i == AAA else []).orders for i in range(box.world.n)]
    return Orders(**{name: np.repeat(value, 2, -1) for name, value in Orders.gather(rows).__dict__.items()})


def ordered(box: Scenario, orders: Orders, power: int, game: int) -> list[str]:
    return [x for x in texts(box.world, orders.of(power).take(slice(game, game + 1))) if x != "stance hold"]


@pytest.mark.parametrize(("would", "clause", "then"), CLAUSES.values(), ids=CLAUSES)
def test_a_clause_is_kept_in_its_lanes(everything: Scenario, would: str, clause: Clause, then: str) -> None:
    state, orders = start(everything, Chance(1, 2)), table(everything, would)
    impose(everything.world, state, orders, Owed(AAA, clause), slice(1, 2))
    assert sorted(ordered(everything, orders, AAA, 1)) == sorted(lines(then))
    assert sorted(ordered(everything, orders, AAA, 0)) == sorted(lines(would)), "in other lanes nobody owes it"
    assert all(ordered(everything, orders, i, 1) == [] for i in range(1, everything.world.n))


@pytest.mark.parametrize("who", [AAA, BBB])
def test_exiles_owe_nothing_and_are_owed_nothing(everything: Scenario, who: int) -> None:
    state = start(everything, Chance(1, 2))
    occupier = state.table.occupier.copy()
    occupier[who] = DDD
    orders = table(everything, "")
    impose(everything.world, state.put(occupier=occupier), orders, Owed(AAA, Clause("hand", BBB)), slice(0, 2))
    assert ordered(everything, orders, AAA, 0) == []


def test_a_province_is_ceded_once(everything: Scenario) -> None:
    state = start(everything, Chance(1, 2))
    orders = table(everything, "")
    yielded = state.table.yielded.copy()
    yielded[AAA] = True
    impose(everything.world, state.put(yielded=yielded), orders, Owed(AAA, Clause("cede", BBB)), slice(0, 2))
    assert ordered(everything, orders, AAA, 0) == []


def test_a_clause_binds_for_as_long_as_it_says() -> None:
    """Steady ones for three rounds, single deeds for one, unless they say otherwise; hands as often as was said."""
    assert Owed(AAA, Clause("strike", BBB, never=True)).lasts == 3
    assert Owed(AAA, Clause("arm", amount=1, rounds=5)).lasts == 5
    assert Owed(AAA, Clause("cede", BBB)).lasts == 1
    assert Owed(AAA, Clause("peace", BBB, rounds=4)).lasts == 1, "a signal is given once"
    assert Owed(AAA, Clause("hand", BBB, rounds=2)).lasts == 2
    assert Owed(AAA, Clause("hand", BBB, rounds=2), rounds=1).lasts == 1, "the rest of it"
