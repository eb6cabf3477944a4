"""Facts about a table, in words: 'AAA swords 6', 'AAA peace BBB until 4', 'BBB margin -2'.

The casebook sets up its tables with them and says with them what must be so; `WORDS` is all of them. A
`Line` is a piece of a text file that knows where it stands, so that every complaint can say so.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import numpy as np

from game import odds
from game.arrays import NOBODY, Array
from game.chance import Chance
from game.crisis import mobilised
from game.files import BadInput
from game.phases.income import income
from game.rules import audit, par, totals
from game.scenario import PACTS, Intent, Scenario, World
from game.state import Answer, Choice, Orders, Outcome, Result, Signal, Stage, Stance, State, blank_state
from game.words import words


@dataclass(frozen=True)
class Line:
    """A piece of a file and where it stands."""

    file: Path
    number: int
    text: str

    def fail(self, key: str, remedy: str) -> NoReturn:
        raise BadInput(f"{self.file}:{self.number}: {key}: {remedy}")

    def part(self, text: str) -> Line:
        return Line(self.file, self.number, text.strip())

    def pieces(self) -> list[Line]:
        """Its parts between semicolons; one in quotation marks divides nothing."""
        parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', self.text)
        return [self.part(part) for part in parts if part.strip()]

    def powers(self, world: World, text: str) -> list[int]:
        """'AAA', 'AAA,BBB', 'all' or 'nobody'."""
        codes = {"all": list(world.codes), "nobody": []}.get(text, text.split(","))
        for code in codes:
            if code not in world.codes:
                self.fail(self.text, f"no power '{code}'; the powers are {', '.join(world.codes)}")
        return [world.index(code) for code in codes]

    def whole(self, text: str) -> int:
        if not re.fullmatch(r"[+-]?[0-9]{1,3}", text):
            self.fail(self.text, f"'{text}' should be a whole number of at most three digits")
        return int(text)

    def one_of(self, key: str, text: str, known: Any) -> str:
        """``text``, which must be one of ``known``."""
        if text not in known:
            near = difflib.get_close_matches(text, known, 1)
            hint = f"did you mean '{near[0]}'?" if near else "there are " + ", ".join(filter(None, known))
            self.fail(key, f"'{text}' is not known here; {hint}")
        return text


class View(NamedTuple):
    """What facts are looked up in: a state, and what the round before it decided."""

    box: Scenario
    state: State
    outcome: Outcome


class Held(IntEnum):
    """How a battle ended for the power that defended."""

    NONE = Result.NONE
    LOST = Result.WON
    HELD = Result.REPULSED


class Bout(IntEnum):
    """How the battle of two strikers ended for one of them."""

    NONE = 0
    WON = 1
    LOST = 2


NOTHING = -999  # what outcomes say where nothing of the kind happened
OVER = -1  # 'over' in place of the last round of a signal


class Word(NamedTuple):
    """What a word for a fact means."""

    scope: str  # 'game', 'power', 'pair' (a power toward another) or 'pact' (and a kind of pact)
    kind: str | type[IntEnum]  # how its value is written: number, power, powers, yes, until, pact; or names
    where: str | Callable[[View], Array]  # part.field of the state, outcome.field, or how it is worked out
    before: bool = False  # may also be used to set up a table
    at: tuple[int, ...] = ()  # where in the field


def _signal(signal: Signal) -> Word:
    return Word("pair", "until", "table.until", True, (signal - 1,))


def _margin(view: View) -> Array:
    """Where there was a battle."""
    margin = view.outcome.margin
    return np.where(view.state.table.battle > 0, NOTHING if margin is None else margin, NOTHING)


def _needs(view: View) -> Array:
    margin = _margin(view)
    return np.where(margin == NOTHING, NOTHING, odds.needed(margin, view.box.world.odds))


def _bouts(view: View) -> Array:
    first = view.state.table.duel
    second = first.swapaxes(0, 1)
    return np.asarray(first + (3 - second) * (second > 0))


def _bits(powers: Array) -> Array:
    return np.asarray((powers * (1 << np.arange(len(powers)))[:, None]).sum(0))


WORDS: dict[str, Word] = {
    # the game
    "round": Word("game", "number", "table.round", True),
    "last-round": Word("game", "number", "vault.last_round", True),
    "stage": Word("game", Stage, lambda view: np.array([view.state.stage])),
    "asked": Word("game", "powers", lambda view: _bits(view.state.table.asked)),
    # a power
    "tokens": Word("power", "number", "table.tokens", True),
    "swords": Word("power", "number", "desk.swords", True),
    "shields": Word("power", "number", lambda view: view.state.table.arms - view.state.desk.swords, True),
    "arms": Word("power", "number", "table.arms"),
    "built": Word("power", "number", "table.built"),
    "works": Word("power", "number", "table.works", True),
    "butter": Word("power", "number", "table.butter", True),
    "points": Word("power", "number", "table.points", True),
    "card-points": Word("power", "number", "desk.card_points", True),
    "total": Word("power", "number", lambda view: totals(view.state)),
    "wins": Word("power", "yes", lambda view: totals(view.state) >= par(view.box, view.state)),
    "card": Word("power", Intent, "desk.intent", True),
    "target": Word("power", "power", "desk.target", True),
    "exile": Word("power", "power", "table.occupier", True),
    "province": Word("power", "power", "table.province", True),
    "yielded": Word("power", "yes", "table.yielded", True),
    "mobilised": Word("power", "number", "table.mobilised_on", True),
    "ready": Word("power", "yes", lambda view: mobilised(view.box.world, view.state.table)),
    "stance": Word("power", Stance, "table.stance"),
    "signal": Word("power", Signal, "table.signal"),
    "answer": Word("power", Answer, "table.answer"),
    "choice": Word("power", Choice, "table.choice"),
    "battle": Word("power", Held, "table.battle"),
    "leader": Word("power", "power", "outcome.leader"),
    "margin": Word("power", "number", _margin),
    "needs": Word("power", "number", _needs),
    "conquered": Word("power", "yes", "outcome.conquered"),
    "freed": Word("power", "yes", "outcome.freed"),
    "war": Word("power", "number", "outcome.war_points"),
    "armed": Word("power", "number", "outcome.arms_tokens"),
    # a power toward another
    "peace": _signal(Signal.PEACE),
    "guard": _signal(Signal.GUARD),
    "open": _signal(Signal.OPEN),
    "boycott": _signal(Signal.BOYCOTT),
    "watch": _signal(Signal.WATCH),
    "threat": _signal(Signal.THREATEN),  # over that power
    "against": Word("pair", "power", "table.against", True),  # whom it threatens over that power
    "hand": Word("pair", "yes", "table.hand"),
    "aid": Word("pair", "number", "table.aid", True),
    "sees": Word("pair", "number", "desk.seen", True),
    "labels": Word("pair", "number", "desk.labels"),
    "reads": Word("pair", "number", "desk.reads", True),
    "duel": Word("pair", Bout, _bouts),
    "duel-margin": Word("pair", "number", "outcome.duel_margin"),
    "broke-peace": Word("pair", "yes", "outcome.broke_peace"),
    "failed-guard": Word("pair", "yes", "outcome.failed_guard"),
    "deserted": Word("pair", "yes", "outcome.deserted"),
    "pact": Word("pact", "pact", "table.pacts", True),
    "proposed-by": Word("pact", "pact", "desk.inbox"),
    "fined": Word("pact", "number", "outcome.pact_fine"),
}
FILLERS = ("until", "to", "by", "of", "with")  # may stand in a fact for the sake of a reader
_YES = {"": 1, "yes": 1, "no": 0}


@dataclass(frozen=True)
class Fact:
    """What a line says of one power or pair: a word, where in its array, and the value."""

    line: Line
    label: str
    word: Word
    index: tuple[int, ...]
    value: int

    def found(self, view: View) -> int:
        """What is so instead."""
        where = self.word.where
        if callable(where):
            array = where(view)
        else:
            part, name = where.split(".")
            array = getattr(view.outcome if part == "outcome" else getattr(view.state, part), name)
        value = NOTHING if array is None else int(array[self.index][0])
        return OVER if self.word.kind == "until" and value < int(view.state.table.round[0]) else value

    def shown(self, world: World, value: int) -> str:
        """A value as it is written."""
        kind = self.word.kind
        if value == NOTHING:
            return words("cases.nothing")
        if isinstance(kind, type):
            return kind(value).name.lower().replace("_", " ")
        if kind in ("power", "powers", "yes"):
            named = [value] if kind == "power" else [i for i in range(world.n) if value >> i & 1]
            codes = " ".join(world.codes[i] for i in named if i != NOBODY) or "nobody"
            return codes if kind != "yes" else "yes" if value else "no"
        if kind == "pact" and value > 1:
            return world.codes[value - 1] if PACTS[self.index[-1]] == "offence" else str(value - 1)
        if kind == "pact":
            return "yes" if value else "no"
        return "over" if kind == "until" and value == OVER else str(value)


def facts(world: World, line: Line) -> list[Fact]:
    """'AAA,BBB points -4', 'AAA peace BBB until 4', 'round 3': one fact for each power or pair named."""
    parts = [part for part in line.text.split() if part not in FILLERS]
    of_game = parts[:1] != [] and parts[0] in WORDS
    subject, parts = ("", parts) if of_game else ("".join(parts[:1]), parts[1:])
    name, rest = "".join(parts[:1]), parts[1:]
    word = WORDS[line.one_of(line.text, name, WORDS)]
    if of_game != (word.scope == "game"):
        whom = "a power; begin with its code" if of_game else "the game; leave the code out"
        line.fail(line.text, f"'{name}' is said of {whom}")
    places: list[tuple[int, ...]] = [()] if of_game else [(i,) for i in line.powers(world, subject)]
    if word.scope in ("pair", "pact"):
        others = line.powers(world, rest.pop(0) if rest else "")
        places = [(*at, j) for at in places for j in others if len(others) == 1 or at != (j,)]
    kind: tuple[int, ...] = ()
    if word.scope == "pact":
        kind = (PACTS.index(line.one_of(line.text, rest.pop(0) if rest else "", PACTS)),)
    value = _value(world, line, word, kind, " ".join(rest))
    made = []
    for at in places:
        codes = [world.codes[i] for i in at]
        label = " ".join([*codes[:1], name, *codes[1:], *(PACTS[k] for k in kind)])
        made.append(Fact(line, label, word, (*word.at, *at, *kind), value))
    return made


def _value(world: World, line: Line, word: Word, pact: tuple[int, ...], text: str) -> int:
    if isinstance(word.kind, type):
        names = {entry.name.lower().replace("_", " "): int(entry) for entry in word.kind}
        return names[line.one_of(line.text, text, names)]
    if word.kind == "power":
        return line.powers(world, text)[0] if text != "nobody" else NOBODY
    if word.kind == "powers":
        return sum(1 << i for i in line.powers(world, text.replace(" ", ",")))
    if word.kind == "until" and text == "over":
        return OVER
    if word.kind == "pact" and text != "no" and PACTS[pact[0]] in ("offence", "limit"):
        return 1 + (line.powers(world, text)[0] if PACTS[pact[0]] == "offence" else line.whole(text))
    if word.kind in ("yes", "pact"):
        return _YES[line.one_of(line.text, text, _YES)]
    return line.whole(text)


def set_up(box: Scenario, given: list[Fact], case: Line) -> State:
    """A table at the opening of a round; whatever is not given is as in a new game of Contents."""
    state = blank_state(box.world, 1).map(np.copy)
    table, desk, vault = state.table, state.desk, state.vault
    shields, tokens = table.arms - desk.swords, np.full_like(table.tokens, NOTHING)
    table.round[:], desk.seen[:] = 1, -1
    for fact in given:
        if not fact.word.before:
            fact.line.fail(fact.label, "cannot be set up; have it ordered, or say it in NOW or AFTER")
        if callable(fact.word.where):
            array = shields
        else:
            part, name = fact.word.where.split(".")
            array = tokens if name == "tokens" else getattr(getattr(state, part), name)
        try:
            array[fact.index] = 0 if fact.word.kind == "until" and fact.value == OVER else fact.value
        except OverflowError:
            fact.line.fail(fact.label, f"{fact.value} is too much")
        if fact.word.scope == "pact":
            array[fact.index[1], fact.index[0], fact.index[2]] = fact.value
    desk.swords[table.exile] = shields[table.exile] = 0
    table.arms[:] = desk.swords + shields
    told = (desk.seen >= 0) & ~np.eye(box.world.n, dtype=bool)[:, :, None]
    desk.seen[:] = np.where(told, desk.seen, desk.swords[None])
    table.yielded[:] |= table.province != NOBODY
    if not vault.last_round.any():
        vault.last_round[:] = np.maximum(table.round, box.world.rounds[1])
    table.round[:] -= 1
    state, _ = income(box, state, Orders.hold(box.world.n, 1), Chance(0))
    tokens = np.where(tokens == NOTHING, state.table.tokens, tokens)
    state = state.put(tokens=tokens, asked=np.ones_like(table.asked))
    for what in audit(box, state):
        case.fail("BEFORE", f"is no position of this game; mend it so that {what}")
    return state
