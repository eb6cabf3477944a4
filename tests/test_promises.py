"""Promises of computer seats: kept unless breaking pays, and sanctioned when they are broken."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bargainers import ALD, BRE, COR, DOR, EST, TABLE, seat

from game import parley
from game.arrays import NOBODY
from game.players import promises
from game.record import new_match
from game.scenario import load
from game.talk import Clause
from game.talk.judge import Promise


def due(what: str, whom: int = BRE, amount: int = 0, rounds: int = 0, *, never: bool = False) -> Promise:
    return Promise(0, ALD, BRE, Clause(what, whom, amount, rounds, never=never), 1, 3)


@pytest.mark.parametrize(
    ("lines", "promise", "kept"),
    [
        (["build sword 3", "ally hand COR"], due("hand"), ["build sword 3", "ally hand COR", "ally hand BRE"]),
        (
            ["build sword 3", "ally hand COR", "signal open all"],
            due("aid", amount=1),
            ["build sword 2", "ally hand COR", "signal open all", "ally aid BRE 1"],
        ),
        (["build sword 2", "build shield 1"], due("arm", -1, amount=1), ["build shield 1"]),
        (["stance mobilise", "build sword 1"], due("mobilise", -1, never=True), ["build sword 1"]),
        (["signal open all"], due("peace", rounds=2), ["signal peace BRE 2"]),
        (["ally hand BRE", "ally hand COR"], due("hand", never=True), ["ally hand COR"]),
        (["build sword 2"], due("scrap", -1, amount=1), ["build scrap 1"]),
        (["build shield 1"], due("strike", never=True), ["build shield 1"]),
        (["build shield 1"], due("resist", -1), ["build shield 1"]),
    ],
)
def test_a_sheet_keeps_what_was_promised(lines: list[str], promise: Promise, kept: list[str]) -> None:
    match = new_match(load("base"), TABLE, 4)
    found = promises.comply(seat(match, ALD), lines, [promise])
    assert found == kept
    match.check(ALD, found)


@pytest.mark.parametrize(("gain", "price", "breaks"), [(1.0, 2.0, False), (2.0, 1.0, True)])
def test_a_promise_is_broken_only_if_it_pays(
    monkeypatch: pytest.MonkeyPatch, gain: float, price: float, breaks: bool
) -> None:
    match = new_match(load("base"), TABLE, 4)
    match.speak(ALD, "pledge BRE: no mobilise")
    monkeypatch.setattr(promises, "stakes", lambda *_: (gain, price))
    found = promises.sheet(seat(match, ALD), ["build sword 1", "stance mobilise"])
    assert ("stance mobilise" in found.lines) == breaks == bool(found.broken)


def test_a_conscience_a_name_and_friends_make_breaking_dear() -> None:
    match = new_match(load("base"), TABLE, 4)
    match.speak(ALD, "pledge BRE: no mobilise")
    one = seat(match, ALD)
    [x] = promises.owed(one)
    persona = one.taste.persona

    def price(reputation: float, breach: float) -> float:
        other = persona.model_copy(
            update={
                "bargain": persona.bargain.model_copy(update={"reputation": reputation}),
                "wants": persona.wants.model_copy(update={"breach": breach}),
            }
        )
        return promises.stakes(replace(one, taste=replace(one.taste, persona=other)), ["stance mobilise"], [x])[1]

    assert price(0.0, 0.0) < price(1.0, 0.0) < price(1.0, 4.0)


def test_what_a_sanction_would_cost_is_reckoned() -> None:
    """A token a round for each that may sanction, three rounds long, and less when the game may be over before."""
    match = new_match(load("base"), TABLE, 4)
    match.speak(BRE, "pledge ALD: no mobilise")
    match.speak(BRE, "pledge all: no strike all")
    for power in match.waiting():
        match.seal(power, ['say to ALD "pledge: no strike 9"'] if power == BRE else [])
    match.advance()
    one = seat(match, BRE)
    to_one, to_all, letter = promises.owed(one)
    share = one.taste.persona.bargain.sanction
    assert share > 0
    long = share * (1 + 1 + 2 / 3)  # of the boycotts of rounds 3 to 5 the last bites only if there is a round 6
    assert promises.boycotts(one, [to_one]) == promises.boycotts(one, [to_one, to_all]) == pytest.approx(4 * long)
    assert promises.boycotts(one, [letter]) == pytest.approx(long)
    late = replace(one.seen.table, round=np.full(1, 5, one.seen.table.round.dtype))
    late_seat = replace(one, seen=replace(one.seen, table=late))
    assert promises.boycotts(late_seat, [letter]) == pytest.approx(share * 2 / 3 * 1 / 3)


@pytest.mark.parametrize("pledge", [None, "pledge BRE: no strike", "pledge all: no strike all"])
def test_who_is_struck_against_a_word_is_helped_by_those_who_sanction(pledge: str | None) -> None:
    """Tit for tat and the loyal ally would stay out; who breaks the word weighs what those who heard it might do."""
    match = new_match(load("base"), TABLE, 4)
    for power in match.waiting():
        match.seal(power, ["stance mobilise"] if power == ALD else [])
    match.advance()
    if pledge:
        match.speak(ALD, pledge)
    striker, strike = seat(match, ALD), ["stance strike BRE"]
    contract = promises.rally(striker, strike, list(promises.owed(striker)))
    assert [x.doer for x in contract] == ([COR, DOR, EST] if pledge else [])
    for orders in {ALD: strike}, {BRE: ["resist"]}:
        for power in match.waiting():
            match.seal(power, orders.get(power, []))
        match.advance()
    for power in DOR, EST:
        kept = promises.settled(seat(match, power), ["stay out"])
        assert kept.lines == (("join BRE",) if pledge else ("stay out",))
        assert kept.guilty == (ALD if pledge else NOBODY)
        told = list(promises.told(match.scenario.world, kept))
        assert told == (["The help is against Aldmar, whose strike breaks a word."] if pledge else [])
    bound = Promise(0, DOR, ALD, Clause("join", BRE, never=True), 1, 3)
    assert promises.sided(seat(match, DOR), ["join BRE"], [bound]) == ["stay out"]


def test_what_breaking_brings_counts_less_by_its_doubt() -> None:
    """Futures in which it is the same are not doubted; the more they differ, the more it is luck."""
    one = seat(new_match(load("base"), TABLE, 4), ALD)
    doubt = one.taste.persona.mind.doubt
    assert doubt > 0
    assert promises.surely(one, np.full(16, 3.0)) == 3.0
    lead = np.array([9.0, -3.0] * 8)
    assert promises.surely(one, lead) == pytest.approx(3.0 - doubt * lead.std(ddof=1) / 4)


@pytest.mark.parametrize(
    ("player", "rounds"),
    [("appeaser", []), ("tit-for-tat", [3]), ("loyal-ally", [3, 4, 5]), ("grim", [3, 4, 5]), ("trained", [3, 4, 5])],
)
def test_a_sanction_lasts_as_long_as_the_word_is_held_against(player: str, rounds: list[int]) -> None:
    """Broken in round 2, to this player; it is a neighbour in whom nothing else is amiss."""
    match = new_match(load("base"), ["person", "person", player, "person", "person"], 4)
    found = []
    while match.round <= 5:
        if match.round == 2:
            match.speak(ALD, "pledge COR: no mobilise 1")
        for power in match.waiting():
            lines = parley.ordered(match, power) if power == COR else []
            found += [match.round for line in lines if line == "signal boycott ALD"]
            match.seal(power, ["stance mobilise"] if power == ALD and match.round == 2 else lines)
        match.advance()
    assert found == rounds


def test_a_sanction_breaks_no_word_and_takes_back_a_hand() -> None:
    """Who promised not to boycott does not, even whoever broke a word."""
    match = new_match(load("base"), ["person", "person", "trained", "person", "person"], 4)
    match.speak(ALD, "pledge COR: no mobilise 1")
    for power in match.waiting():
        match.seal(power, ["stance mobilise"] if power == ALD else [])
    match.advance()
    hands = ["ally hand ALD", "ally hand BRE"]
    assert promises.sanctioned(seat(match, COR), hands) == (["ally hand BRE", "signal boycott ALD"], ALD)
    match.speak(COR, "pledge ALD: no boycott ALD")
    assert promises.sanctioned(seat(match, COR), hands) == (hands, NOBODY)
    assert "signal boycott ALD" not in parley.ordered(match, COR)
