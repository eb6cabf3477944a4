"""Words given by orders and what became of them [R6, R10, R12]: kept, broken, never put to the test, or void."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.scenario import PACTS
from game.state import Table
from game.talk.past import Past

_BREAKS = {"peace": "broke-peace", "guard": "failed-guard", "threat": "failed-guard", "hand": "deserted"}


@dataclass
class Word:
    """One word: a promise of peace, a guard, a threat, a hand or one side of a pact."""

    kind: str  # "peace", "guard", "threat", "hand" or "pact"
    power: int
    to: int
    round: int  # 0: in force when the game began
    until: int
    over: int | None = None  # a threat's: whom it would fight for
    pact: str = ""
    fate: str = "untested"  # "kept", "broken", "void"
    broken_in: int | None = None
    ended: bool = False

    @property
    def same(self) -> tuple[object, ...]:
        """What makes it the same word as another when it is renewed."""
        return self.kind, self.power, self.to, self.over, self.pact


def standing(table: Table, last: int) -> list[Word]:
    """Pacts in force on a table of one game; each member has given its word, until round ``last`` as far as we know."""
    held, n = table.pacts[..., 0] > 0, len(table.pacts)
    return [
        Word("pact", i, j, 0, last, pact=PACTS[kind])
        for i in range(n)
        for j in range(n)
        for kind in range(len(PACTS))
        if held[i, j, kind]
    ]


def given(rounds: Sequence[Past], start: Sequence[Word], last: int) -> list[Word]:
    """All words given by orders in these rounds, and those of ``start``, in the order in which they were given.

    ``last``: until when a pact that nobody ends is taken to hold. A word that is renewed while it holds is one; what is
    kept by doing nothing is kept so far.
    """
    words = list(start)
    for past in rounds:
        for word in _made(past, last):
            _add(words, word)
        for word in words:
            if not word.ended and word.until >= past.number:
                _test(past, word)
    for word in words:  # these are kept by doing nothing
        if word.fate == "untested" and (word.kind == "peace" or word.pact in ("neutrality", "limit")):
            word.fate = "kept"
    return sorted(words, key=lambda word: word.round)


def _made(past: Past, last: int) -> Iterator[Word]:
    for event in past.of("peace", "guard", "threaten", "hand", "pact-made"):
        i, j = event.powers[0], event.powers[-1]
        now, until = past.number, int(event.values.get("until", past.number))
        if event.kind == "threaten":
            yield Word("threat", i, event.powers[1], now, until, over=j)
        elif event.kind in ("peace", "guard"):
            yield Word(event.kind, i, j, now, until)
        else:
            pact = str(event.values.get("pact", ""))
            kind, until = ("pact", last) if pact else ("hand", now)
            yield Word(kind, i, j, now, until, pact=pact)
            yield Word(kind, j, i, now, until, pact=pact)


def _add(words: list[Word], word: Word) -> None:
    """Renew the same word if it still holds, else note a new one."""
    for old in words:
        renewed = old.same == word.same and not old.ended and old.until >= word.round - 1
        if renewed and word.kind in ("peace", "guard", "threat"):
            old.until = max(old.until, word.until)
            return
    words.append(word)


def _test(past: Past, word: Word) -> None:
    """What this round did to the word."""
    i, j = word.power, word.to
    protects = word.over if word.over is not None else j
    if _broken(past, word, protects):
        word.fate, word.broken_in, word.ended = "broken", past.number, True
    elif word.kind == "peace" and any(event.powers == (j, i) for event in past.of("strike")):
        word.fate, word.ended = "void", True
    elif _honoured(past, word, protects):
        word.fate = "kept"
    if word.kind == "pact" and any(
        {*event.powers} == {i, j} and event.values["pact"] == word.pact for event in past.of("pact-ended")
    ):
        word.until, word.ended = past.number, True
    if any(event.powers[0] == i for event in past.of("conquered")):
        word.until, word.ended = past.number, True
        word.fate = "void" if word.fate == "untested" else word.fate


def _broken(past: Past, word: Word, protects: int) -> bool:
    if word.kind == "pact":
        return any(
            event.powers == (word.power, word.to) and event.values["pact"] == word.pact
            for event in past.of("pact-broken")
        )
    whom = (word.power,) if protects == word.power else (word.power, protects)
    if word.kind == "threat" and not any(e.powers == (word.to, protects) for e in past.of("strike")):
        return False
    return any(event.powers == whom for event in past.of(_BREAKS[word.kind]))


def _honoured(past: Past, word: Word, protects: int) -> bool:
    """Whether it fought, or stood, as it had said it would."""
    if protects == word.power:  # a guard of itself
        return any(event.powers[0] == word.power for event in past.of("resisted", "must-resist"))
    if word.kind == "peace" or word.pact in ("neutrality", "entente", "limit"):
        return False
    forms = ("attack", "duel") if word.pact == "offence" else ("defence",)
    sides = {event.powers[0]: event.powers[1] for event in past.of("joined") if event.values["form"] in forms}
    mine = sides.get(word.power)
    return mine is not None and mine in (protects, sides.get(protects))  # beside it, or beside it as a helper
