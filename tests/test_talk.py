"""What is said: read and written as text, told in English, and kept in the ledger."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.arrays import EVERYBODY, NOBODY
from game.events import Event
from game.files import data
from game.orders import Invalid
from game.scenario import load
from game.talk import Act, Clause, Ledger, Letter, Spoken
from game.talk.english import line, promise, sentence
from game.talk.given import Word
from game.talk.grammar import Said, read, understand, write
from game.talk.heard import heard
from game.talk.judge import due
from game.talk.statement import ANSWERS, KINDS

WORLD = load("base").world
ALD, BRE, COR, DOR, EST = range(5)


# ---- text both ways -------------------------------------------------------------------------------------


@st.composite
def clauses(draw: st.DrawFn, doer: int) -> Clause:
    what = draw(st.sampled_from(sorted(KINDS)))
    kind = KINDS[what]
    never = kind.never and draw(st.booleans())
    others = [i for i in range(WORLD.n) if i != doer]
    whom = draw(st.sampled_from([*others, EVERYBODY] if never or what == "open" else others)) if kind.whom else NOBODY
    against = draw(st.sampled_from([i for i in others if i != whom])) if what == "offence" else NOBODY
    amount = draw(st.integers(kind.amount, 20)) if kind.amount is not None else 0
    rounds = draw(st.integers(0, 9)) if kind.lasts else 0
    return Clause(what, whom, amount, rounds, against, never)


@st.composite
def sayings(draw: st.DrawFn) -> Said:
    """Anything that power 0 can say."""
    act = draw(st.sampled_from(list(Act)))
    to = draw(st.integers(1, WORLD.n - 1) if act in (*ANSWERS, Act.ACCUSE) else st.sampled_from([1, 2, EVERYBODY]))
    doer = to if to >= 0 else EVERYBODY
    mine = tuple(draw(st.lists(clauses(0), min_size=1, max_size=3, unique=True)))
    theirs = tuple(draw(st.lists(clauses(doer), min_size=1, max_size=3, unique=True)))
    if act in (Act.PROPOSE, Act.CONDITIONAL, Act.THREATEN):
        return Said(act, to, mine, theirs)
    if act is Act.PLEDGE:
        return Said(act, to, mine)
    if act is Act.ACCUSE:
        return Said(act, to, asks=theirs)
    plain = draw(st.text("abc xyz,'", min_size=1).map(lambda text: " ".join(text.split())).filter(bool))
    return Said(act, to, text=plain)


@given(sayings())
def test_what_is_written_is_read_as_the_same(said: Said) -> None:
    text = write(WORLD, said)
    assert read(WORLD, ALD, text) == said
    assert read(WORLD, ALD, text.lower()) == Said(said.act, said.to, said.gives, said.asks, said.text.lower())
    assert read(WORLD, ALD, text, said.to) == said, "in a letter it says the same"
    assert sentence(WORLD, said, ALD)


@given(st.text(max_size=200), st.sampled_from([None, 1, EVERYBODY]))
def test_whatever_is_said_is_something(text: str, to: int | None) -> None:
    said = understand(WORLD, ALD, text, to)
    assert understand(WORLD, ALD, write(WORLD, said), to).act is said.act


_SCRAPS = "propose accept if pledge threaten bre all : hand peace 3 no strike for then , 8"


@given(st.lists(st.sampled_from(_SCRAPS.split(" "))))
def test_broken_grammar_breaks_nothing(parts: list[str]) -> None:
    understand(WORLD, ALD, " ".join(parts))


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("propose bre: hand for hand", "propose BRE: hand BRE for hand ALD"),
        ("Propose BRE: peace 3 and aid 1 for no mobilise", "propose BRE: peace BRE 3, aid BRE 1 for no mobilise"),
        ("propose BRE: for hand", "propose BRE: nothing for hand ALD"),
        ("propose BRE: offence COR for limit 8", "propose BRE: offence COR BRE for limit ALD 8"),
        ("if BRE: scrap 2 then scrap 1", "if BRE: scrap 2 then scrap 1"),
        ("threaten BRE: boycott if mobilize", "threaten BRE: boycott BRE if mobilise"),
        ("pledge all: not strike all 2", "pledge all: no strike all 2"),
        ("accuse BRE: strike COR", "accuse BRE: strike COR"),
        ("accuse BRE", "accuse BRE"),
        ("ask BRE", "ask BRE"),
        ("ask BRE: arm", "ask BRE: arm"),
        ("ask BRE: no join cor", "ask BRE: no join COR"),
        ("accept BRE", "accept BRE"),
        ("accept my apologies", "tell all: accept my apologies"),
        ("Hello, Brennia!", "tell all: Hello, Brennia!"),
        ("explain COR: we were afraid", "explain COR: we were afraid"),
    ],
)
def test_what_people_type(text: str, full: str) -> None:
    assert write(WORLD, read(WORLD, ALD, text)) == full


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("propose BRE: nothing for nothing", "talk-usage"),
        ("threaten BRE: strike", "talk-usage"),
        ("if BRE: strike COR", "talk-usage"),
        ("explain BRE", "talk-usage"),
        ("pledge ALD: peace", "talk-whom"),
        ("accept all", "talk-whom"),
        ("ask all: mobilise", "talk-whom"),
        ("ask BRE: no mobilise", "talk-usage"),
        ("ask BRE: mobilise, strike COR", "talk-usage"),
        ("ask BRE: peace COR", "talk-usage"),
        ("ask BRE for help", "talk-clause"),
        ("accuse BRE of lying", "talk-clause"),
        ("pledge BRE: no peace", "talk-clause"),
        ("pledge BRE: aid", "talk-clause"),
        ("pledge all: peace", "talk-clause"),
        ("pledge BRE: offence BRE COR EST", "talk-clause"),
        ("pledge BRE: strike ALD", "talk-clause"),
        ("pledge BRE: mobilise, mobilise", "talk-twice"),
        ("pledge BRE: peace XYZ", "power"),
        ("pledge BRE: peace 99", "number"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, reason: str) -> None:
    with pytest.raises(Invalid) as error:
        read(WORLD, ALD, text)
    assert error.value.reason == reason
    assert understand(WORLD, ALD, text).act is Act.TELL


def test_letters_need_no_address_but_a_colon() -> None:
    assert understand(WORLD, ALD, "propose: hand for hand", BRE) == understand(WORLD, ALD, "propose BRE: hand for hand")
    assert understand(WORLD, ALD, "accept", BRE).act is Act.ACCEPT
    assert understand(WORLD, ALD, "accept my apologies", BRE).act is Act.TELL
    assert understand(WORLD, ALD, "propose COR: hand for hand", BRE).act is Act.TELL, "it went to another"
    assert understand(WORLD, ALD, "propose COR: hand for hand", EVERYBODY).to == COR
    with pytest.raises(Invalid, match="another power than the letter"):
        read(WORLD, ALD, "propose COR: hand for hand", BRE)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "propose BRE: peace 3, aid 1 for no mobilise 2",
            "Aldmar to Brennia: I will promise you peace for 3 rounds and give you 1 token, "
            "if you will not mobilise for 2 rounds.",
        ),
        ("propose BRE: hand for nothing", "Aldmar to Brennia: I will give you my hand, if you like."),
        ("propose BRE: nothing for open COR", "Aldmar to Brennia: Will you show Corvia all your arms?"),
        (
            "threaten BRE: strike if strike COR",
            "Aldmar to Brennia: I warn you: if you strike Corvia, I will strike you.",
        ),
        ("if BRE: no mobilise then arm 0", "Aldmar to Brennia: If you do not mobilise, I will order no arms."),
        ("accuse BRE: no hand", "Aldmar to Brennia: I accuse you: you have not given me your hand."),
        ("ask BRE", "Aldmar to Brennia: Why did you do that?"),
        ("ask BRE: arm", "Aldmar to Brennia: Why did you arm?"),
        ("ask BRE: strike COR", "Aldmar to Brennia: Why did you strike Corvia?"),
        ("ask BRE: no join COR", "Aldmar to Brennia: Why did you not fight beside Corvia?"),
        ("pledge all: no strike all", "Aldmar: I will not strike anybody."),
        ("We arm only to be safe.", "Aldmar: We arm only to be safe."),
    ],
)
def test_plain_english(text: str, told: str) -> None:
    assert line(WORLD, heard(WORLD, [Spoken(1, 0, ALD, text, 1)], [])[0]) == told


def test_every_clause_and_act_has_its_words() -> None:
    for what, kind in KINDS.items():
        for never in {False, kind.never}:
            clause = Clause(
                what, BRE if kind.whom else NOBODY, 1, against=COR if what == "offence" else NOBODY, never=never
            )
            for act in (Act.PROPOSE, Act.CONDITIONAL, Act.ACCUSE):
                told = sentence(WORLD, Said(act, BRE, (clause,), (clause,)), ALD)
                assert "{" not in told
                assert told.endswith(".")


def test_the_page_on_talk_says_what_can_be_read() -> None:
    """Every line of its listing is read as the act that it begins with, and every kind of clause is named."""
    page = data("rules", "TALK.md").read_text("utf-8")
    listing = page.split("```")[1].strip().splitlines()
    for text in (re.split(r"  +", row)[0] for row in listing):
        assert read(WORLD, ALD, text).act == text.split()[0]
    for what in KINDS:
        assert f"`{what}" in page


# ---- conversations --------------------------------------------------------------------------------------


def spoken(*said: tuple[int, int, str]) -> list[Spoken]:
    """(round, power, text), all said while orders were written."""
    return [Spoken(round_, round_ - 1, power, text, round_) for round_, power, text in said]


def ledger(
    said: list[Spoken], events: list[Event], now: int, *, viewer: int | None = None, over: bool = False
) -> Ledger:
    return Ledger.of(WORLD, viewer, now, over, heard(WORLD, said, []), events)


def test_an_answer_finds_its_offer_and_an_offer_ends() -> None:
    offer, yes = (1, ALD, "propose BRE: hand for hand"), (1, BRE, "accept ALD")
    book = ledger(spoken(offer), [], 1)
    assert [x.speaker for x in book.offers_to(BRE)] == [ALD] == [x.speaker for x in book.offers_by(ALD)]
    assert book.offers_to(COR) == []
    assert ledger(spoken(offer, yes), [], 1).deals[0].parties == (ALD, BRE)
    assert line(WORLD, *ledger(spoken(offer, yes), [], 1).deals[0].__dict__.values()) != ""
    for end in (yes, (1, BRE, "refuse ALD"), (1, ALD, "withdraw BRE"), (1, ALD, "propose BRE: aid 1 for hand")):
        found = ledger(spoken(offer, end), [], 1).offers_to(BRE)
        assert [x.gives[0].what for x in found] == (["aid"] if end[2].startswith("propose") else [])
    assert ledger(spoken(offer), [], 2).offers_to(BRE) != []
    assert ledger(spoken(offer), [], 3).offers_to(BRE) == []
    assert ledger(spoken(offer, (3, BRE, "accept ALD")), [], 3).deals == []


def test_an_offer_to_all_can_be_taken_by_each() -> None:
    said = spoken((1, ALD, "propose all: no mobilise for no mobilise"), (1, BRE, "accept ALD"), (1, COR, "accept ALD"))
    book = ledger(said, [], 1)
    assert [deal.parties for deal in book.deals] == [(ALD, BRE), (ALD, COR)]
    assert [x.speaker for x in book.offers_to(DOR)] == [ALD]
    assert len(book.promises) == 4


def test_a_letter_is_heard_by_two_only_and_binds_from_the_next_round() -> None:
    letter = Letter(1, 0, ALD, BRE, "propose: hand for hand")
    [said] = heard(WORLD, [], [letter])
    assert (said.aloud, said.binds, said.to, said.act) == (False, 2, BRE, Act.PROPOSE)
    assert "in a letter" in line(WORLD, said)


def E(kind: str, round_: int, *powers: int, **values: int | str) -> Event:
    return Event(kind, round_, powers, values)


PROMISES = [
    # what was promised to BRE, what happened, its fate as all know it
    ("hand", [E("hand", 1, ALD, BRE)], "kept"),
    ("hand", [E("hand", 2, BRE, ALD)], "kept"),
    ("hand", [], "untested"),
    ("hand 2", [E("hand", 1, ALD, BRE), E("hand", 3, ALD, BRE)], "kept"),
    ("defence", [E("pact-made", 1, ALD, BRE, pact="defence")], "kept"),
    ("limit 8", [E("pact-made", 1, ALD, BRE, pact="limit", limit=9)], "untested"),
    ("offence COR", [E("pact-made", 1, BRE, ALD, pact="offence", against="COR")], "kept"),
    ("peace", [E("peace", 2, ALD, BRE, until=4)], "kept"),
    ("peace 3", [E("peace", 1, ALD, BRE, until=2)], "broken"),
    ("peace", [E("peace", 1, ALD, COR, until=4)], "broken"),
    ("peace", [E("strike", 1, BRE, ALD)], "void"),
    ("open", [E("open", 1, ALD, until=2, form="all")], "kept"),
    ("open all", [E("open", 1, ALD, BRE, until=2)], "broken"),
    ("aid 2", [E("aid", 1, ALD, BRE, tokens=1)], "broken"),
    ("aid 2", [E("aid", 2, ALD, BRE, tokens=3)], "kept"),
    ("aid 2", [E("aid", 3, ALD, BRE, tokens=3)], "broken"),
    ("scrap 2", [E("scrapped", 1, ALD, swords=2)], "kept"),
    ("arm 1", [E("built", 1, ALD, arms=1), E("built", 2, BRE, arms=3)], "kept"),
    ("arm 1", [E("built", 3, ALD, arms=2)], "broken"),
    ("arm 0 2", [E("built", 3, ALD, arms=2)], "kept"),
    ("no mobilise", [], "kept"),
    ("no mobilise", [E("mobilised", 3, ALD)], "broken"),
    ("no strike", [E("strike", 2, ALD, COR)], "kept"),
    ("no strike all", [E("strike", 2, ALD, COR)], "broken"),
    ("strike COR", [E("strike", 2, ALD, COR)], "kept"),
    ("join", [E("strike", 1, COR, BRE), E("joined", 1, ALD, BRE, form="defence")], "kept"),
    ("join", [E("strike", 1, COR, BRE), E("stayed-out", 1, ALD)], "broken"),
    ("join", [], "untested"),
    ("no join COR", [E("joined", 1, ALD, COR, form="attack")], "broken"),
    ("resist", [E("yielded", 1, ALD, COR)], "broken"),
    ("cede", [E("ceded", 1, ALD, BRE)], "kept"),
    ("mobilise", [E("conquered", 1, ALD, COR)], "void"),
    ("no strike", [E("strike", 1, ALD, BRE), E("conquered", 1, BRE, ALD)], "broken"),
    ("no strike", [E("conquered", 1, BRE, COR), E("strike", 3, ALD, BRE)], "void"),
    ("hand", [E("hand", 1, ALD, BRE), E("conquered", 1, BRE, COR)], "kept"),
    ("boycott COR", [E("boycott", 1, ALD, COR, until=2)], "kept"),
]


@pytest.mark.parametrize(("clause", "events", "fate"), PROMISES, ids=[f"{c}: {f}" for c, _, f in PROMISES])
def test_a_promise_is_judged_by_what_was_seen(clause: str, events: list[Event], fate: str) -> None:
    quiet = [E("income", r, ALD) for r in (1, 2, 3, 4)]
    said = spoken((1, ALD, f"pledge BRE: {clause}"))
    [promise] = ledger(said, [*quiet, *events], 5).promises
    assert promise.fate == fate
    assert promise.round <= promise.until, "settled then, whenever it is looked at"
    [early] = ledger(said, events, 1).promises
    assert early.fate == "open", "nothing is judged before the round is over"


def test_those_who_were_there_know_who_failed() -> None:
    """A hand that was not made: the table cannot tell who held back, the two of them can."""
    said = spoken((1, ALD, "propose BRE: hand for hand"), (1, BRE, "accept ALD"))
    events = [E("income", 1, ALD), E("income", 2, ALD)]
    offered = Event("hand-offered", 1, (ALD, BRE), {}, (ALD, BRE))

    def fates(viewer: int | None, more: list[Event]) -> dict[int, str]:
        return {x.doer: x.fate for x in ledger(said, [*events, *more], 3, viewer=viewer).promises}

    assert fates(None, []) == {ALD: "untested", BRE: "untested"}
    assert fates(BRE, [offered]) == {ALD: "kept", BRE: "broken"}


def test_a_threat_is_owed_only_when_it_is_called() -> None:
    said = spoken((1, ALD, "threaten BRE: strike if strike COR"))
    quiet = [E("income", r, ALD) for r in range(1, 6)]
    struck = [E("strike", 2, BRE, COR)]
    assert ledger(said, quiet, 6).promises == []
    assert [x.fate for x in ledger(said, quiet + struck, 6).promises] == ["broken"]
    [followed] = ledger(said, [*quiet, *struck, E("strike", 3, ALD, BRE)], 6).promises
    assert (followed.since, followed.fate, followed.round) == (3, "kept", 3)
    [kind] = ledger(spoken((1, ALD, "if BRE: no mobilise then scrap 1")), quiet, 6).promises
    assert (kind.since, kind.fate) == (2, "broken")
    none = [*quiet, E("mobilised", 1, BRE)]
    assert ledger(spoken((1, ALD, "if BRE: no mobilise then scrap 1")), none, 6).promises == []


def test_credit_is_learnt_from_the_record() -> None:
    said = spoken(
        (1, ALD, "pledge BRE: no mobilise 1"), (2, ALD, "pledge BRE: no mobilise 1"), (1, COR, "pledge BRE: peace")
    )
    quiet = [E("income", r, ALD) for r in range(1, 6)]
    book = ledger(said, [*quiet, E("mobilised", 2, ALD)], 6)
    assert book.counts(ALD) == (1, 1)
    assert book.counts(COR) == (0, 1)
    assert book.credit(ALD, "mobilise") == 0.5
    assert book.credit(COR, "peace") == pytest.approx(1 / 3)
    assert book.credit(COR, "hand") == pytest.approx(1 / 2.5), "words of another kind tell less"
    assert book.credit(DOR, "hand", (4.0, 1.0)) == 0.8
    assert [x.doer for x in book.broken_by(COR)] == [COR]


def test_pledges_by_orders_count_as_words() -> None:
    events = [E("peace", 1, ALD, BRE, until=3), E("strike", 2, ALD, BRE), E("broke-peace", 2, ALD, BRE, points=-6)]
    book = ledger([], events, 3)
    assert book.counts(ALD, "peace") == (0, 1)
    held = Word("pact", COR, DOR, 0, 9, pact="neutrality")
    assert Ledger.of(WORLD, None, 3, False, (), events, [held]).counts(COR) == (1, 0)
    assert held.fate == "untested", "what one ledger finds is not written into another's words"


def test_what_harms_the_one_it_is_told_to_is_a_warning() -> None:
    told = promise(WORLD, due(0, COR, DOR, Clause("boycott", DOR), 5))
    assert told == "Corvia warned Dorvane that it would boycott Dorvane (rounds 5 to 6): not settled yet."
    assert "promised Dorvane not to strike Dorvane" in promise(
        WORLD, due(0, COR, DOR, Clause("strike", DOR, never=True), 5)
    )
