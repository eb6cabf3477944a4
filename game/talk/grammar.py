"""Statements as one line of text, both ways; people type it, letters carry it.

    propose X: GIVES for ASKS      accept X      refuse X      withdraw X
    pledge X: GIVES                if X: ASKS then GIVES       threaten X: GIVES if ASKS
    accuse X: DONE                 ask X: DEED                 explain X: words        tell X: words

GIVES, ASKS and DONE are clauses with commas between them, or `nothing`: `hand X`, a pact as in orders (`defence X`,
`offence Z X`, `limit N X`), `peace X`, `guard X`, `open X`, `boycott X`, `aid X N`, `cede X`, `scrap N`, `arm N` (at
most N a round), `mobilise`, `strike X`, `join X`, `resist`; with `no` before it what is not to be done, and after it
the number of rounds. X may be `all`; left out, it is the other one of the two who talk. DEED is `arm`, `mobilise`,
`strike X`, `join X` or `no join X`; left out, whatever the other did last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from game.arrays import EVERYBODY, NOBODY
from game.orders import Invalid
from game.scenario import World
from game.talk.statement import DEEDS, DIRECT, KINDS, Act, Clause

_ACTS = {act.value: act for act in Act}
_LONGEST = 60  # rounds, tokens or arms
_JOINT = {Act.PROPOSE: "for", Act.CONDITIONAL: "then", Act.THREATEN: "if"}  # what stands between the two sides
_SYNONYMS = {"arms": "arm", "mobilize": "mobilise", "help": "join", "hands": "hand"}


@dataclass(frozen=True)
class Said:
    """What a text says, before it has a place in a conversation."""

    act: Act
    to: int
    gives: tuple[Clause, ...] = ()
    asks: tuple[Clause, ...] = ()
    text: str = ""


# ---- to text --------------------------------------------------------------------------------------------


def write(world: World, said: Said) -> str:
    """The line that `read` reads as the same."""
    head = f"{said.act} {_code(world, said.to)}"
    if said.act in _JOINT:
        first, second = (said.asks, said.gives) if said.act is Act.CONDITIONAL else (said.gives, said.asks)
        return f"{head}: {_clauses(world, first)} {_JOINT[said.act]} {_clauses(world, second)}"
    body = said.text
    if said.act is Act.PLEDGE:
        body = _clauses(world, said.gives)
    elif said.act is Act.ACCUSE and said.asks:
        body = _clauses(world, said.asks)
    elif said.act is Act.ASK and said.asks:
        body = clause_text(world, said.asks[0]).removesuffix(" 0")  # of arms, any
    return f"{head}: {body}" if body else head


def _code(world: World, power: int) -> str:
    return "all" if power == EVERYBODY else world.codes[power]


def _clauses(world: World, some: tuple[Clause, ...]) -> str:
    return ", ".join(clause_text(world, clause) for clause in some) or "nothing"


def clause_text(world: World, clause: Clause) -> str:
    """'no strike BRE 2'."""
    kind = clause.kind
    parts = ["no"] if clause.never else []
    parts.append(clause.what)
    if clause.against != NOBODY:
        parts.append(world.codes[clause.against])
    if kind.whom:
        parts.append(_code(world, clause.whom))
    if kind.amount is not None:
        parts.append(str(clause.amount))
    if clause.rounds:
        parts.append(str(clause.rounds))
    return " ".join(parts)


# ---- from text ------------------------------------------------------------------------------------------


def read(world: World, speaker: int, text: str, to: int | None = None) -> Said:
    """What a line says. ``to``: whom a letter goes to; by default the line itself says whom it is meant for.

    Raises `Invalid` for a line that begins like an act and cannot be read to its end; other words are free words.
    """
    return _Line(world, speaker, text, to).read()


def understand(world: World, speaker: int, text: str, to: int | None = None) -> Said:
    """The same for what is said already: what cannot be read is free words, to all or in its letter."""
    try:
        return read(world, speaker, text, to)
    except Invalid:
        return Said(Act.TELL, EVERYBODY if to is None else to, text=text)


class _Line:
    """One line being read."""

    def __init__(self, world: World, speaker: int, text: str, letter: int | None) -> None:
        self.world, self.speaker, self.text, self.letter = world, speaker, text.strip(), letter
        self.to = EVERYBODY if letter is None else letter

    def read(self) -> Said:
        head, _, rest = self.text.partition(" ")
        bare = head.rstrip(":").lower()
        act = _ACTS.get(bare)
        whom, rest = self.addressee(rest) if bare == head.lower() else (None, rest)
        named = whom is not None or (self.letter is not None and (not rest or bare != head.lower()))
        if act is None or not named:
            return Said(Act.TELL, self.to, text=self.text)
        if whom is not None and whom != self.to and self.letter not in (None, EVERYBODY):
            raise self.wrong("talk-letter")
        self.to = self.to if whom is None else whom
        if self.to == self.speaker or (act in DIRECT and self.to == EVERYBODY):
            raise self.wrong("talk-whom")
        return self.body(act, rest.strip())

    def addressee(self, rest: str) -> tuple[int | None, str]:
        """The power named first, and what comes after it; None if none is named."""
        word, _, after = rest.partition(" ")
        name = word.rstrip(":,").upper()
        if name == "ALL":
            return EVERYBODY, after
        return (self.world.index(name), after) if name in self.world.codes else (None, rest)

    def body(self, act: Act, rest: str) -> Said:
        rest = rest.removeprefix(":").strip()
        if act in _JOINT:
            first, joint, second = (f" {rest} ").partition(f" {_JOINT[act]} ")
            if not joint and act is not Act.PROPOSE:
                raise self.wrong("talk-usage")
            second = second if joint else "nothing"
            given, asked = (second, first) if act is Act.CONDITIONAL else (first, second)
            said = Said(act, self.to, self.clauses(given, mine=True), self.clauses(asked, mine=False))
            full = bool(said.gives or said.asks) if act is Act.PROPOSE else bool(said.gives and said.asks)
        elif act is Act.PLEDGE:
            said = Said(act, self.to, self.clauses(rest, mine=True))
            full = bool(said.gives)
        elif act is Act.ACCUSE and rest:
            return Said(act, self.to, asks=self.clauses(rest, mine=False))
        elif act is Act.ASK and rest:
            done = self.clauses(f"{rest} 0" if rest == "arm" else rest, mine=False)
            said = Said(act, self.to, asks=done)
            full = len(done) == 1 and done[0].what in DEEDS and (done[0].what == "join" or not done[0].never)
        else:
            said, full = Said(act, self.to, text=rest), bool(rest) or act in DIRECT
        if not full:
            raise self.wrong("talk-usage")
        return said

    def clauses(self, text: str, *, mine: bool) -> tuple[Clause, ...]:
        """``mine``: what the speaker would do, so toward the other, if it does not say toward whom."""
        if text.strip().lower() == "nothing":
            return ()
        parts = [part for part in re.split(r",|\band\b", text) if part.strip()]
        found = tuple(self.clause(part, mine) for part in parts)
        if len(set(found)) < len(found):
            raise self.wrong("talk-twice")
        return found

    def clause(self, part: str, mine: bool) -> Clause:
        tokens = part.lower().split()
        never = tokens[0] in ("no", "not")
        what = tokens[never] if len(tokens) > never else ""
        what = _SYNONYMS.get(what, what)
        if what not in KINDS:
            raise self.wrong("talk-clause", part=part.strip(), kinds=", ".join(KINDS))
        kind = KINDS[what]
        powers = [self.power(word) for word in tokens[never + 1 :] if not word[0].isdigit()]
        numbers = list(self.numbers(word for word in tokens[never + 1 :] if word[0].isdigit()))
        against = powers.pop(0) if what == "offence" and powers else NOBODY
        amount = numbers.pop(0) if kind.amount is not None and numbers else None
        rounds = numbers.pop(0) if kind.lasts and numbers else 0
        whom = (powers.pop(0) if powers else self.to if mine else self.speaker) if kind.whom else NOBODY
        doer = self.speaker if mine else self.to
        everybody = whom == EVERYBODY and not (never or what == "open")
        if (
            powers
            or numbers
            or (never and not kind.never)
            or (kind.amount is not None and (amount is None or amount < kind.amount))
            or (what == "offence" and against in (NOBODY, EVERYBODY, whom, doer))
            or (kind.whom and whom == doer != EVERYBODY)
            or everybody
        ):
            raise self.wrong("talk-clause", part=part.strip(), kinds=", ".join(KINDS))
        return Clause(what, whom, amount or 0, rounds, against, never)

    def power(self, word: str) -> int:
        if word == "all":
            return EVERYBODY
        if word.upper() not in self.world.codes:
            raise Invalid("power", word=word, codes=", ".join(self.world.codes), line=self.text)
        return self.world.index(word.upper())

    def numbers(self, tokens: Iterator[str]) -> Iterator[int]:
        for word in tokens:
            if not re.fullmatch(r"[0-9]{1,3}", word) or int(word) > _LONGEST:
                raise Invalid("number", word=word, least=0, most=_LONGEST, line=self.text)
            yield int(word)

    def wrong(self, reason: str, **more: object) -> Invalid:
        return Invalid(reason, line=self.text, **more)
