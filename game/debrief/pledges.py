"""Words given and what became of them [R6, R10, R12]: kept, broken, never put to the test, or void."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.debrief.model import Pledge
from game.debrief.story import Round, Story
from game.words import words

_BREAKS = {"peace": "broke-peace", "guard": "failed-guard", "threat": "failed-guard", "hand": "deserted"}


@dataclass
class _Word:
    """A word in force, while the game is gone through."""

    kind: str
    power: int
    to: int
    round: int
    until: int
    over: int | None = None  # a threat's: whom it would fight for
    pact: str = ""
    fate: str = "untested"
    broken_in: int | None = None
    ended: bool = False


def pledges(story: Story) -> tuple[Pledge, ...]:
    """All promises of peace, guards, threats and pacts, and the hands that were called upon, by round.

    A promise that is renewed while it holds is one. A hand that nobody called upon is left out: it has
    been worth its token, and there is nothing to tell.
    """
    given: list[_Word] = _standing(story)
    for round_ in story.rounds:
        for word in _made(story, round_):
            _add(given, word)
        for word in given:
            if not word.ended and word.until >= round_.number:
                _test(round_, word)
    for word in given:  # these are kept by doing nothing
        if word.fate == "untested" and (word.kind == "peace" or word.pact in ("neutrality", "limit")):
            word.fate = "kept"
    told = [word for word in given if word.kind != "hand" or word.fate != "untested"]
    return tuple(_pledge(story, word) for word in sorted(told, key=lambda w: w.round))


def _standing(story: Story) -> list[_Word]:
    """Pacts in force when the game began; each member gave its word."""
    held = story.start.table.pacts[:, :, :, 0] > 0
    kinds = ("neutrality", "entente", "defence", "offence", "limit")
    return [
        _Word("pact", i, j, 0, story.last, pact=kinds[kind])
        for i in range(story.n)
        for j in range(story.n)
        for kind in range(len(kinds))
        if held[i, j, kind]
    ]


def _made(story: Story, round_: Round) -> Iterator[_Word]:
    for event in round_.of("peace", "guard", "threaten", "hand", "pact-made"):
        i, j = event.powers[0], event.powers[-1]
        now, until = round_.number, int(event.values.get("until", round_.number))
        if event.kind == "threaten":
            yield _Word("threat", i, event.powers[1], now, until, over=j)
        elif event.kind in ("peace", "guard"):
            yield _Word(event.kind, i, j, now, until)
        else:
            pact = str(event.values.get("pact", ""))
            kind, until = ("pact", story.last) if pact else ("hand", now)
            yield _Word(kind, i, j, now, until, pact=pact)
            yield _Word(kind, j, i, now, until, pact=pact)


def _add(given: list[_Word], word: _Word) -> None:
    """Renew the same word if it still holds, else note a new one."""
    for old in given:
        same = (old.kind, old.power, old.to, old.over, old.pact) == (
            word.kind,
            word.power,
            word.to,
            word.over,
            word.pact,
        )
        if same and not old.ended and old.until >= word.round - 1 and word.kind in ("peace", "guard", "threat"):
            old.until = max(old.until, word.until)
            return
    given.append(word)


def _test(round_: Round, word: _Word) -> None:
    """What this round did to the word."""
    i, j = word.power, word.to
    protects = word.over if word.over is not None else j
    if _broken(round_, word, protects):
        word.fate, word.broken_in, word.ended = "broken", round_.number, True
    elif word.kind == "peace" and any(event.powers == (j, i) for event in round_.of("strike")):
        word.fate, word.ended = "void", True
    elif _honoured(round_, word, protects):
        word.fate = "kept"
    if word.kind == "pact" and any(
        {*event.powers} == {i, j} and event.values["pact"] == word.pact for event in round_.of("pact-ended")
    ):
        word.until, word.ended = round_.number, True
    if any(event.powers[0] == i for event in round_.of("conquered")):
        word.until, word.ended = round_.number, True
        word.fate = "void" if word.fate == "untested" else word.fate


def _broken(round_: Round, word: _Word, protects: int) -> bool:
    if word.kind == "pact":
        return any(
            event.powers == (word.power, word.to) and event.values["pact"] == word.pact
            for event in round_.of("pact-broken")
        )
    whom = (word.power,) if protects == word.power else (word.power, protects)
    if word.kind == "threat" and not any(e.powers == (word.to, protects) for e in round_.of("strike")):
        return False
    return any(event.powers == whom for event in round_.of(_BREAKS[word.kind]))


def _honoured(round_: Round, word: _Word, protects: int) -> bool:
    """Whether it fought, or stood, as it had said it would."""
    if protects == word.power:  # a guard of itself
        return any(event.powers[0] == word.power for event in round_.of("resisted", "must-resist"))
    if word.kind == "peace" or word.pact in ("neutrality", "entente", "limit"):
        return False
    forms = ("attack", "duel") if word.pact == "offence" else ("defence",)
    sides = {event.powers[0]: event.powers[1] for event in round_.of("joined") if event.values["form"] in forms}
    mine = sides.get(word.power)
    return mine is not None and mine in (protects, sides.get(protects))  # beside it, or beside it as a helper


def _pledge(story: Story, word: _Word) -> Pledge:
    key = "guard-self" if word.kind == "guard" and word.to == word.power else word.kind
    key += "-start" if not word.round else ""
    what = words(
        f"debrief.pledge.{key}",
        a=story.name(word.power),
        b=story.name(word.to),
        c="" if word.over is None else story.name(word.over),
        pact=words(f"event.pact.{word.pact}-plain" if word.pact in ("offence", "limit") else f"event.pact.{word.pact}")
        if word.pact
        else "",
        round=word.round,
    )
    fate = words(f"debrief.pledge.{word.fate}", round=word.broken_in or 0)
    return Pledge(
        round=word.round,
        until=word.until,
        kind=word.kind,
        power=story.code(word.power),
        to=story.code(word.to),
        fate=word.fate,
        broken_in=word.broken_in,
        text=f"{what} {fate}",
    )


def pledges_text(given: Sequence[Pledge]) -> str:
    """How many words were given, kept, broken and never tested."""
    if not given:
        return words("debrief.pledge.none")
    count = {fate: sum(word.fate == fate for word in given) for fate in ("kept", "broken", "untested", "void")}
    return words("debrief.pledge.count", total=len(given), **count)
