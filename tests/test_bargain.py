"""Computer seats that bargain: bounded, no leak, the same whatever the timing."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from bargainers import ALD, BRE, COR, DOR, EST, TABLE, seat
from hypothesis import given, settings
from hypothesis import strategies as st
from veils import hide, hide_step

from game import parley
from game.arrays import EVERYBODY
from game.match import Match
from game.orders import parse
from game.players import bargain, professions, promises
from game.players.bargain import Weighed
from game.record import RecordedMatch, branch, new_match, replay, state_hash
from game.scenario import load
from game.sitting import Sitting
from game.talk import Act, Clause, Letter
from game.talk.grammar import write


def rounds(match: Match, count: int) -> Match:
    """Players talk and play so many rounds on, or to the end."""
    last = match.round + count
    while not match.over and match.round < last:
        parley.say(match, parley.openings(match))
        for power in match.waiting():
            match.seal(power, parley.ordered(match, power))
        match.advance()
    return match


@pytest.fixture(scope="module")
def table() -> RecordedMatch:
    """A game of five personas, to its end."""
    match = new_match(load("base"), TABLE, 4)
    rounds(match, 4)
    return match


# ---- what is said ---------------------------------------------------------------------------------------


def test_nobody_nags(table: RecordedMatch) -> None:
    """One offer and one reproach a round at most, one answer to each, and no offer twice in three rounds."""
    every = table.heard(None)
    assert len(every) > 10
    assert table.ledger(EVERYBODY).deals
    for (_, act, _), count in Counter((x.speaker, x.act, x.round) for x in every).items():
        assert act in (Act.PROPOSE, Act.ACCEPT, Act.REFUSE, Act.ACCUSE, Act.PLEDGE, Act.THREATEN)
        assert count <= (len(TABLE) - 1 if act in (Act.ACCEPT, Act.REFUSE) else 1)
    offers = [(x.round, x.speaker, x.to, x.gives, x.asks) for x in every if x.act is Act.PROPOSE]
    for round_, *terms in offers:
        again = [other for other, *same in offers if same == terms and other != round_]
        assert all(abs(other - round_) >= bargain.NAGS for other in again)
    assert all(x.answers is not None for x in every if x.act in (Act.ACCEPT, Act.REFUSE))


@settings(max_examples=8)
@given(st.integers(0, 10**6), st.integers(0, 4), st.integers(2, 4))
def test_what_is_said_and_ordered_depends_on_nothing_hidden(
    table: RecordedMatch, seed: int, power: int, round_: int
) -> None:
    """Everything this power may not know is changed, others' secret letters too: it says and orders the same."""
    match = branch(table, round_)
    draw = np.random.default_rng(seed)
    other = branch(table, 1)
    other.state = hide(match.state, power, draw)
    other.steps = [hide_step(step, power, draw) for step in match.steps]
    other.spoken = list(match.spoken)
    a, b = (i for i in range(5) if i != power and i != (power + 1) % 5 and i != (power + 2) % 5)
    other._letters = [Letter(1, 0, a, b, "propose: hand for hand"), Letter(1, 0, b, a, "accept")]
    mine, theirs = seat(match, power), seat(other, power)
    assert professions.opening(mine) == professions.opening(theirs)
    if match.state.stage.name == "ORDERS":
        assert parley.ordered(match, power) == parley.ordered(other, power)


def test_an_offer_is_answered_by_what_it_is_worth() -> None:
    match = new_match(load("base"), ["person", *TABLE[1:]], 4)
    answers = {}
    gift, theft, plot = "aid 2 for no strike", "nothing for aid 3", "strike COR for strike COR"
    for text in (f"propose BRE: {terms}" for terms in (gift, theft, plot)):
        match.speak(ALD, text)
        parley.say(match, parley.answers(match))
        answers[text] = [x.act for x in parley.here(match) if x.speaker == BRE]
        match.spoken.clear()
    assert list(answers.values()) == [[Act.ACCEPT], [Act.REFUSE, Act.EXPLAIN], [Act.REFUSE, Act.EXPLAIN]]


def test_a_broken_word_is_held_against_whoever_broke_it() -> None:
    """A person promises not to mobilise, mobilises, is blamed aloud, boycotted, and gets no deal for three rounds.

    So do those who sanction a word that was broken to others; who does not passes the buck.
    """
    match = new_match(load("base"), ["person", *TABLE[1:]], 4)
    match.speak(ALD, "pledge COR: no mobilise")
    for orders in ["stance mobilise"], []:
        parley.say(match, parley.openings(match))
        for power in match.waiting():
            match.seal(power, orders if power == ALD else parley.ordered(match, power))
        if not orders:
            blame = {x.speaker for x in parley.here(match) if x.act is Act.ACCUSE and x.to == ALD}
            boycott = parse(match.scenario.world, ["signal boycott ALD"]).orders.signal
            boycotts = {i for i, x in match.sealed.items() if x.orders.signal == boycott and x.orders.signal_to == ALD}
            assert blame == boycotts == {COR, DOR, EST}
        while match.advance().after.stage.name not in ("ORDERS", "OVER"):
            for power in match.waiting():
                match.seal(power, parley.ordered(match, power) if power else [])
        if orders:
            again = [x for x in professions.opening(seat(match, COR)) if x.act is Act.ACCUSE]
            assert [(x.to, x.asks) for x in again] == [(ALD, (Clause("mobilise"),))]
    match.speak(ALD, "propose COR: aid 2 for no strike")
    [said] = [x for x in match.heard(COR) if x.act is Act.PROPOSE and x.speaker == ALD]
    reply = bargain.answer(seat(match, COR), said)
    assert reply is not None
    assert reply.act is Act.REFUSE
    assert bargain.bears_grudge(seat(match, COR), ALD)


def test_a_word_given_to_all_and_broken_is_reproached_once() -> None:
    """Who had promised to strike nobody struck one: an accusation of striking all would be no sentence."""
    match = new_match(load("base"), ["person", *TABLE[1:]], 4)
    match.speak(ALD, "pledge all: no strike all")
    for orders in ["stance mobilise"], ["stance strike BRE"]:
        for power in match.waiting():
            match.seal(power, orders if power == ALD else [])
        while match.advance().after.stage.name not in ("ORDERS", "OVER"):
            for power in match.waiting():
                match.seal(power, [])
    for _ in range(30):
        if (said := parley.next_word(match)) is None:
            break
        match.speak(*said)
    assert parley.next_word(match) is None, "the opening comes to its end"
    every = [x for x in parley.here(match) if x.speaker != ALD]
    assert all(x.act is not Act.TELL for x in every), "what players say, they understand"
    blamed = [x.speaker for x in every if x.act is Act.ACCUSE and x.to == ALD]
    assert BRE in blamed
    assert len(blamed) == len(set(blamed))


WEIGHED = Weighed(1, (), (), mine=2.0, betrayed=-1.0, theirs=1.0, credit=0.9, grudge=False, threshold=0.5)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (WEIGHED, "good"),
        (replace(WEIGHED, mine=0.4), "loss"),
        (replace(WEIGHED, theirs=-2.0), "trap"),
        (replace(WEIGHED, credit=0.2), "trust"),
        (replace(WEIGHED, grudge=True), "grudge"),
    ],
)
def test_the_reason_and_the_answer_come_from_one_record(found: Weighed, reason: str) -> None:
    assert found.reason == reason
    assert (found.nash > 0) == (reason == "good")


def test_who_is_thought_to_want_land_is_trusted_less() -> None:
    match = new_match(load("base"), TABLE, 4)
    one = seat(match, ALD)
    held = match.belief(ALD)
    wolf = held.held.copy()
    wolf[BRE] = [[0.0], [0.0], [0.0], [0.0], [1.0]]
    doubting = replace(one, belief=type(held)(wolf, held.knobs))
    assert bargain.credit(doubting, BRE, "peace") < bargain.credit(replace(one, belief=held), BRE, "peace")
    assert bargain.credit(doubting, COR, "peace") > bargain.credit(doubting, BRE, "peace")


def test_characters_present_themselves_and_are_bound_by_it() -> None:
    """Pledges, concessions and warnings, each by whom it becomes; none is repeated while it is fresh."""
    seats = ["grit-reciprocator:trained", "hawk-deterrer:trained", "appeaser:trained", "opportunist:trained", "hold"]
    match = new_match(load("base"), seats, 4)
    for power in match.waiting():
        match.seal(power, ["stance mobilise"] if power == COR else [])
    match.advance()
    said = {i: professions.professions(seat(match, i)) for i in range(4)}
    assert [x.act for x in said[ALD]] == [Act.CONDITIONAL]
    assert [(x.act, x.to) for x in said[BRE]] == [(Act.THREATEN, COR)]
    assert [x.act for x in said[COR]] == [Act.PLEDGE]
    assert said[DOR] == []
    match.speak(COR, write(match.scenario.world, said[COR][0]))
    assert professions.professions(seat(match, COR)) == []
    due = list(promises.owed(seat(match, COR)))
    assert promises.comply(seat(match, COR), ["stance strike DOR", "build shield 1"], due) == ["build shield 1"]


# ---- at the table ---------------------------------------------------------------------------------------


def test_letters_are_answered_at_the_next_reveal() -> None:
    match = new_match(load("base"), ["person", *TABLE[1:]], 4)
    match.seal(ALD, ['say to EST "propose: aid 1 for no strike"'])
    for power in match.waiting():
        match.seal(power, parley.ordered(match, power))
    match.advance()
    assert 'say to ALD "accept ALD"' in parley.ordered(match, EST)
    assert not any("say to ALD" in line for line in parley.ordered(match, COR))


def play(sitting: Sitting, *, patient: bool) -> Sitting:
    while not sitting.over:
        mine = [x for x in sitting.match.spoken if (x.power, x.round) == (ALD, 2)]
        if sitting.stage_name == "orders" and sitting.round == 2 and not mine:
            sitting.speak(ALD, "propose BRE: no mobilise for no mobilise")
        for power in sitting.visitors():
            sitting.seal(power, [])
        while sitting.waiting():
            if patient:
                sitting.settle()
            else:
                sitting.poll()
                time.sleep(0.001)
        sitting.advance()
    return sitting


def test_talk_is_the_same_whatever_the_timing_and_after_a_power_cut(tmp_path: Path) -> None:
    seats = ["person", *TABLE[1:3], "hold", "hold"]
    first = play(Sitting.new(load("base"), seats, seed=4, path=tmp_path / "a.jsonl"), patient=True)
    second = play(Sitting.new(load("base"), seats, seed=4, path=tmp_path / "b.jsonl"), patient=False)
    assert [x.text for x in first.match.spoken] == [x.text for x in second.match.spoken]
    assert state_hash(first.match.state) == state_hash(second.match.state)
    assert replay(tmp_path / "b.jsonl", strict=True).ended
    raw = (tmp_path / "a.jsonl").read_bytes()
    ends = [i + 1 for i, byte in enumerate(raw) if byte == 10]
    for cut in ends[1:-1:9]:
        path = tmp_path / f"{cut}.jsonl"
        path.write_bytes(raw[:cut])
        again = play(Sitting.resume(path), patient=False)
        assert [x.text for x in again.match.spoken] == [x.text for x in first.match.spoken]
        assert state_hash(again.match.state) == state_hash(first.match.state)
