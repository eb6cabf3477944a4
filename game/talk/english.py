"""Statements in plain English: what is heard at the table and read in letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from game.arrays import EVERYBODY, NOBODY
from game.scenario import World
from game.talk.grammar import Said
from game.talk.judge import Promise
from game.talk.statement import Act, Clause, Statement
from game.words import counted, listed, words

HARMS = ("boycott", "strike")  # nobody promises these to the one they are done to


def sentence(world: World, said: Statement | Said, speaker: int, offer: Statement | None = None) -> str:
    """What the speaker says, in the first person. ``offer``: the one that is answered, if it is known."""
    gives = _side(world, said.gives, speaker, said.to, mine=True)
    asks = _side(world, said.asks, speaker, said.to, mine=False)
    key = f"talk.{said.act}"
    if said.act is Act.PROPOSE:
        key += "" if gives and asks else "-free" if gives else "-ask"
    elif said.act is Act.ACCUSE and said.asks:
        done = listed([_phrase(world, x, said.to, speaker, said.to, "done") for x in said.asks])
        return words(f"{key}-of", done=done)
    elif said.act is Act.ASK and said.asks:
        clause = said.asks[0]
        what = (
            words("talk.armed") if clause.what == "arm" else _phrase(world, clause, said.to, speaker, said.to, "will")
        )
        return words(f"{key}-of", what=what)
    elif said.act in (Act.ACCEPT, Act.REFUSE, Act.WITHDRAW) and offer is not None:
        known = Said(offer.act, offer.to, offer.gives, offer.asks)
        if said.act is not Act.WITHDRAW:  # in the mouth of the one who answers, who is the other's you
            known = Said(offer.act, offer.speaker, offer.asks, offer.gives)
        told = sentence(world, known, speaker)
        return words(f"{key}-known", offer=told[:1].lower() + told[1:] if told[:2] != "I " else told)
    elif said.act is Act.CONDITIONAL or said.act is Act.THREATEN:
        asks = listed([_if(world, x, speaker, said.to) for x in said.asks])
    return words(key, gives=gives, asks=asks, text=said.text)


def line(world: World, said: Statement, offer: Statement | None = None) -> str:
    """The same with who says it to whom: 'Aldmar to Brennia: I will give you my hand, if ...'."""
    key = "line-to" if said.aloud else "letter"
    named = {"a": world.powers[said.speaker].name, "words": sentence(world, said, said.speaker, offer)}
    if said.to == EVERYBODY:
        return words("talk.line", **named)
    return words(f"talk.{key}", b=world.powers[said.to].name, **named)


def phrase(world: World, clause: Clause) -> str:
    """What a clause says, by a third: 'give Brennia its hand', 'not strike Aldmar for 2 rounds'."""
    return _phrase(world, clause, NOBODY, NOBODY, NOBODY, "will")


def promise(world: World, owed: Promise) -> str:
    """What was promised and what became of it, told by a third: 'Aldmar promised Brennia to mobilise (...): kept.'"""
    plain = _plain(owed.clause)
    last = owed.since == owed.until
    harm = owed.clause.what in HARMS and owed.clause.whom == owed.to
    return words(
        "talk.promise-not" if owed.clause.never else "talk.promise-harm" if harm else "talk.promise",
        a=world.powers[owed.doer].name,
        b=words("talk.all") if owed.to == EVERYBODY else world.powers[owed.to].name,
        what=_phrase(world, plain, NOBODY, NOBODY, NOBODY, "will"),
        when=words("talk.when-one" if last else "talk.when", since=owed.since, until=owed.until),
        fate=words(f"talk.fate.{owed.fate}", round=owed.round),
    )


def _side(world: World, some: Sequence[Clause], speaker: int, to: int, *, mine: bool) -> str:
    return listed([_phrase(world, x, speaker if mine else to, speaker, to, "will") for x in some])


def _plain(clause: Clause) -> Clause:
    """What would be done, if it were."""
    return replace(clause, never=False)


def _if(world: World, clause: Clause, speaker: int, to: int) -> str:
    plain = _phrase(world, _plain(clause), to, speaker, to, "will")
    return words("talk.if-not", what=plain) if clause.never else plain


def _phrase(world: World, clause: Clause, doer: int, speaker: int, to: int, table: str) -> str:
    """One clause from the table of phrases, as the speaker would say it to the other."""

    def named(power: int) -> str:
        if power == NOBODY:
            return ""
        if power == EVERYBODY:
            return words("talk.anybody" if clause.never else "talk.all")
        return words("talk.me") if power == speaker else words("talk.you") if power == to else world.powers[power].name

    key = f"talk.{table}.{clause.what}" + ("-0" if clause.what == "arm" and not clause.amount else "")
    own = words("talk.my" if doer == speaker != NOBODY else "talk.your" if doer == to != NOBODY else "talk.its")
    what = words(
        key,
        whom=named(clause.whom),
        own=own,
        against=named(clause.against),
        arms=counted(clause.amount, "arm"),
        tokens=counted(clause.amount, "token"),
        swords=counted(clause.amount, "sword"),
    )
    if clause.rounds:
        what = words("talk.for-rounds", what=what, rounds=counted(clause.rounds, "round"))
    if not clause.never:
        return what
    return words("talk.not" if table == "will" else "talk.done-not", what=what)
