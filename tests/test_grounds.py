"""Why did you do that? What players answer in public, from the decision itself, and what they never tell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from veils import hide, hide_step
from windows import Table, app_of, faults

from game import parley
from game.match import Match
from game.orders import texts
from game.players import grounds, promises
from game.players.bargain import Seat
from game.record import RecordedMatch, branch, new_match
from game.scenario import INTENTS, load
from game.sitting import Sitting
from game.talk import Act, Clause
from game.talk.grammar import write
from game.ui.screens.speak import Speak
from game.ui.session import Session
from game.words import words

ALD, BRE, COR, DOR, EST = range(5)
BOX = load("base")
CANDID, PRUDENT = "grit-reciprocator:search", "opportunist:search"
Plan = dict[int, list[str]]


def played(*plans: Plan, seats: dict[int, str] | None = None) -> RecordedMatch:
    """Aldmar is a person's; sheets as they are planned, one step after the other, the others hold."""
    who = ["person", *["opportunist:trained"] * 4]
    for power, name in (seats or {}).items():
        who[power] = name
    match = new_match(BOX, who, 6)
    for plan in plans:
        for power in match.waiting():
            match.seal(power, plan.get(power, []))
        match.advance()
    return match


def answer(match: Match, text: str) -> str:
    """What is answered to Aldmar at the table."""
    match.speak(ALD, text)
    parley.say(match, parley.answers(match))
    said = [x for x in parley.here(match) if x.act is Act.EXPLAIN]
    return said[-1].text if said else ""


def then(match: Match, place: int, power: int) -> Seat:
    found = parley.seat_of(match.at(place), power)
    assert found is not None
    return found


# ---- by what all could see ------------------------------------------------------------------------------


def test_arms_and_mobilising_are_accounted_for_by_what_others_did_before() -> None:
    quiet = played({BRE: ["build shield 1"]})
    assert answer(quiet, "ask BRE: arm") == words("talk.reason.arm-safe")
    ready = played({COR: ["stance mobilise"]}, {BRE: ["build sword 2", "stance mobilise"]})
    assert answer(ready, "ask BRE: arm") == words("talk.reason.arm-ready", name="Corvia")
    assert answer(ready, "ask BRE: mobilise") == words("talk.reason.mobilise-ready", name="Corvia")
    armed = played({COR: ["build sword 3"]}, {BRE: ["build shield 1"]})
    assert answer(armed, "ask BRE: arm") == words("talk.reason.arm-arming", name="Corvia", arms="3 arms")


WAR: tuple[Plan, ...] = ({BRE: ["stance mobilise"]}, {BRE: ["stance strike COR"]}, {COR: ["resist"]})


def test_who_struck_says_what_could_be_held_against_the_other_or_nothing() -> None:
    war = played(*WAR)
    assert war.state.stage.name == "HELP"
    assert answer(war, "ask BRE: strike COR") == words("talk.reason.reserved"), "asked in the crisis itself"
    both = played({BRE: ["stance mobilise"], COR: ["stance mobilise"]}, {BRE: ["stance strike COR"]})
    assert answer(both, "ask BRE: strike COR") == words("talk.reason.strike-ready", name="Corvia")


def test_who_joined_or_stood_aside_says_why() -> None:
    war = played(*WAR, {DOR: ["join COR"]})
    assert answer(war, "ask DOR: join COR") == words("talk.reason.join-safe")
    far = answer(war, "ask EST: no join COR")
    assert far in (words("talk.reason.aside-weak"), words("talk.reason.aside-safe"))
    sworn = played(*WAR)
    promise = "pledge COR: join COR"
    sworn = played(WAR[0])
    sworn.speak(DOR, promise)
    for plan in (*WAR[1:], {DOR: ["join COR"]}):
        for power in sworn.waiting():
            sworn.seal(power, plan.get(power, []))
        sworn.advance()
    assert answer(sworn, "ask DOR: join COR") == words("talk.reason.word")


def test_what_was_not_done_is_not_accounted_for() -> None:
    match = played({BRE: ["stance mobilise"]})
    assert answer(match, "ask BRE: strike COR") == words("talk.reason.not-done")
    assert answer(match, "ask COR") == words("talk.reason.not-done")
    assert answer(match, "ask BRE").startswith("I would be ready"), "asked in general: what weighs most"
    for _ in range(2):
        for power in match.waiting():
            match.seal(power, [])
        match.advance()
    assert answer(match, "ask BRE") == words("talk.reason.not-done"), "long ago"


def test_a_refusal_is_accounted_for_by_weighing_the_offer() -> None:
    match = played()
    refused = answer(match, "propose BRE: nothing for aid 3")
    assert refused == words("talk.reason.loss")
    assert answer(match, "ask BRE") == refused


def test_blame_for_a_deed_is_answered_like_a_question() -> None:
    match = played({COR: ["stance mobilise"]}, {BRE: ["stance mobilise"]})
    assert answer(match, "accuse BRE: mobilise") == words("talk.reason.mobilise-ready", name="Corvia")
    assert answer(match, "accuse DOR: mobilise") == words("talk.reason.kept")


def test_players_do_not_ask_each_other_for_reasons() -> None:
    match = played({BRE: ["stance mobilise"]})
    match.speak(COR, "accuse BRE: mobilise")
    assert list(parley.answers(match)) == []


# ---- from the decision itself ---------------------------------------------------------------------------


def test_the_candid_say_whom_they_feared_or_give_no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    seats = {BRE: CANDID, EST: PRUDENT}
    plans: tuple[Plan, ...] = ({COR: ["stance mobilise"]}, {BRE: ["build shield 2"], EST: ["build shield 2"]})
    match = played(*plans, seats=seats)
    monkeypatch.setattr(grounds, "feared", lambda *_: [COR])
    assert answer(match, "ask BRE: arm") == words("talk.reason.arm-ready", name="Corvia")
    monkeypatch.setattr(grounds, "feared", lambda *_: [])
    assert answer(match, "ask BRE: arm") == words("talk.reason.reserved")
    public = answer(match, "ask EST: arm")
    assert public.startswith(("I arm only", "Aldmar", "Dorvane")), "its own neighbours, whatever it feared"


def test_fear_is_found_in_the_imagined_futures(monkeypatch: pytest.MonkeyPatch) -> None:
    """A deed that does better where one rival wants land was done for fear of that rival."""
    from game.players.search import decide as core

    match = played({COR: ["build sword 3", "stance mobilise"]}, seats={BRE: CANDID})
    seat = then(match, 1, BRE)
    assert seat.taste.budget is not None
    found = core.decide(seat.seen, seat.belief, seat.draw, seat.taste, seat.taste.budget)
    done = [list(grounds.deeds(seat.seen, texts(BOX.world, row))) for row in found.rows]
    deed = next(x for some in done for x in some if not all(x in every for every in done))
    assert grounds.feared(seat, Clause("strike", EST), [DOR]) == [DOR], "not looked at: by habit"
    wolf = found.tried.cards[COR, :, 0] >= INTENTS.index("claimant")
    values = np.zeros_like(found.tried.values)
    changed = replace(found, tried=replace(found.tried, values=values))
    monkeypatch.setattr(core, "decide", lambda *_: changed)
    assert grounds.feared(seat, deed, [DOR]) == []
    values[[deed in every for every in done]] = np.where(wolf, 2560, 0)[None, :, None]
    assert grounds.feared(seat, deed, [DOR]) == [COR]


# ---- what is never told ---------------------------------------------------------------------------------


@settings(max_examples=8)
@given(seed=st.integers(0, 10**6), power=st.sampled_from([BRE, COR, EST]), what=st.sampled_from(["arm", "mobilise"]))
def test_what_is_said_depends_on_nothing_the_speaker_may_not_know(seed: int, power: int, what: str) -> None:
    """All that is hidden from it is changed: it gives the same account, candid or not."""
    lines = ["build sword 2", "stance mobilise"]
    seats = {BRE: CANDID, COR: PRUDENT, EST: "tit-for-tat:master"}
    match = played({DOR: ["build sword 3"]}, {power: lines}, seats=seats)
    draw = np.random.default_rng(seed)
    other = branch(match, 1)
    other.state = hide(match.state, power, draw)
    other.steps = [hide_step(step, power, draw) for step in match.steps]
    text = f"ask {BOX.world.codes[power]}: {what}"
    told = answer(match, text)
    assert told
    assert answer(other, text) == told


@pytest.mark.parametrize("name", [PRUDENT, "search", "rules", "grit-reciprocator:trained"])
def test_who_is_prudent_says_the_same_whatever_its_card(name: str) -> None:
    """So nothing of its card is told."""
    match = played({DOR: ["stance mobilise"]}, {BRE: ["build sword 2", "stance mobilise"]}, seats={BRE: name})
    told = set()
    for card in range(len(INTENTS)):
        for step in match.steps:
            step.before.desk.intent[BRE] = card
            step.before.desk.target[BRE] = COR
        told |= {tuple(grounds.reason(then(match, 1, BRE), Clause(what)) for what in ("arm", "mobilise"))}
    assert len(told) == 1


def test_a_promise_made_in_a_letter_is_not_told_to_the_table() -> None:
    for way in ("letter", "aloud"):
        match = played()
        sheet = ['say to COR "pledge: mobilise"'] if way == "letter" else []
        if way == "aloud":
            match.speak(BRE, "pledge COR: mobilise")
        for plan in ({BRE: sheet}, {BRE: ["stance mobilise"]}):
            for power in match.waiting():
                match.seal(power, plan.get(power, []))
            match.advance()
        assert list(promises.owed(then(match, 1, BRE)))
        told = answer(match, "ask BRE: mobilise")
        assert (told == words("talk.reason.word")) == (way == "aloud")


# ---- at the table ---------------------------------------------------------------------------------------


def test_a_question_is_put_together_on_the_screen() -> None:
    sitting = Sitting(played({BRE: ["stance mobilise"]}))
    app, said = app_of(), list[str]()
    session = Session(sitting)
    table = Table(app, Speak(app, session, [ALD], lambda power, x: said.append(write(BOX.world, x))))
    page = table.screen
    assert isinstance(page, Speak)
    page.set("act", Act.ASK)
    page.set("to", BRE)
    assert faults(page) == []
    names = {widget.name for widget in page.form.root.walk()}
    for what in ("arm", "mobilise", "strike", "join"):
        page.begin("asks", what)
        assert faults(page) == []
        assert not {"amount asks", "rounds asks"} & {widget.name for widget in page.form.root.walk()}
    assert "kind asks" in names
    page.alter("asks", "never", True)
    page.alter("asks", "whom", COR)
    page.speak()
    page.begin("asks", "mobilise")
    page.alter("asks", "never", True)
    assert page.said() == (None, words("ui.speak.lacks-ask"))
    page.begin("asks", "arm")
    table.press("say")
    assert said == ["ask BRE: no join COR", "ask BRE: arm"]
