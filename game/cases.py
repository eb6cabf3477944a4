"""The casebook: how the rules are meant, in plain text that a teacher can read, edit and add to.

A case sets up a table in words, says what is then ordered, and says what must be so after that. `load`
reads and checks files of cases (``rules/cases/README.md`` explains the format); `run` plays one and returns
what was not as expected. Each section of a case is an entry of `SECTIONS`, each word for a fact of `WORDS`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import numpy as np

from game import odds, scenario
from game.arrays import NOBODY, Array
from game.chance import Chance, Purpose
from game.crisis import mobilised
from game.files import BadInput, data
from game.observe import observe
from game.orders import Illegal, Invalid, Sheet, demand, faults, parse
from game.phases.income import income
from game.rules import audit, par, step, totals
from game.scenario import PACTS, Intent, Scenario, World
from game.schema import ScenarioFile, check
from game.state import Answer, Choice, Orders, Outcome, Result, Signal, Stage, Stance, State, Vault, blank_state
from game.words import words


@dataclass(frozen=True)
class Line:
    """A piece of a file and where it stands; every complaint begins with that."""

    file: Path
    number: int
    text: str

    def fail(self, key: str, remedy: str) -> NoReturn:
        raise BadInput(f"{self.file}:{self.number}: {key}: {remedy}")

    def pieces(self) -> list[Line]:
        """Its parts between semicolons; one in quotation marks divides nothing."""
        parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', self.text)
        return [Line(self.file, self.number, part.strip()) for part in parts if part.strip()]

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

    def one_of(self, what: str, text: str, known: Any) -> str:
        if text not in known:
            near = difflib.get_close_matches(text, known, 1)
            self.fail(what, f"'{text}' is unknown; " + (f"did you mean '{near[0]}'?" if near else ", ".join(known)))
        return text


@dataclass(frozen=True)
class Case:
    """One numbered case, read and checked; ``acts`` are what its sections do, one after another."""

    number: str
    title: str
    file: Path
    line: int
    rules: tuple[str, ...]
    world: str
    before: tuple[Line, ...]
    orders: tuple[Line, ...]
    after: tuple[Line, ...]
    why: str
    sources: tuple[str, ...]
    scenario: Scenario = field(repr=False, compare=False)
    start: State = field(repr=False, compare=False)
    acts: tuple[Act, ...] = field(repr=False, compare=False)


class Game:
    """A case being played; ``failures`` grows."""

    def __init__(self, case: Case) -> None:
        self.scenario, self.state = case.scenario, case.start
        self.chance, self.outcome = Chance(0), Outcome()
        self.failures: list[str] = []

    def fail(self, key: str, **values: object) -> None:
        self.failures.append(words(f"cases.{key}", **values))

    def step(self, orders: Orders) -> None:
        self.state, outcome = step(self.scenario, self.state, orders, self.chance)
        self.outcome = self.outcome.merge(outcome)
        for what in audit(self.scenario, self.state):
            self.fail("unsound", what=what)

    def finish(self) -> None:
        """Play the round to its end: the struck resist, all others stay out."""
        while self.state.stage in (Stage.ANSWERS, Stage.HELP):
            self.step(Orders.hold(self.state.n, 1))

    def fix(self, dice: dict[tuple[Purpose, int], int]) -> None:
        """The luck of this round; dice not named fall on 20, which repulses the attacker."""
        n, now, most = self.state.n, int(self.state.table.round[0]), self.scenario.world.core.odds.die - 1
        usual = {(what, x): most for what, count in ((Purpose.BATTLE, n), (Purpose.DUEL, n * n)) for x in range(count)}
        for (what, index), value in (usual | dice).items():
            self.chance.fixed[int(what), now, index] = value


Act = Callable[[Game], None]

# ---- words for facts ------------------------------------------------------------------------------------


class Held(IntEnum):
    """How a battle ended for the power that defended."""

    NONE = Result.NONE
    LOST = Result.WON
    HELD = Result.REPULSED


class Bout(IntEnum):
    """How a battle of two strikers ended for one of them."""

    NONE = 0
    WON = 1
    LOST = 2


NOTHING = -999  # what outcomes say where nothing of the kind happened


class Word(NamedTuple):
    """What a word for a fact means. ``kind`` says how its value is written: a name below, or a list of names."""

    scope: str  # 'game', 'power', 'pair' (a power toward another) or 'pact' (and a kind of pact)
    kind: str | type[IntEnum]  # 'number', 'power', 'powers', 'yes', 'until', 'pact'
    where: str | Callable[[Game], Array]  # part.field of the state, outcome.field, or how it is worked out
    before: bool = False  # may stand in BEFORE
    at: tuple[int, ...] = ()  # where in the field


def _pledge(signal: Signal) -> Word:
    return Word("pair", "until", "table.until", True, (signal - 1,))


def _in_battle(field_: str) -> Callable[[Game], Array]:
    def look(game: Game) -> Array:
        value = getattr(game.outcome, field_)
        return np.where(game.state.table.battle > 0, NOTHING if value is None else value, NOTHING)

    return look


def _needs(game: Game) -> Array:
    margin = _in_battle("margin")(game)
    return np.where(margin == NOTHING, margin, odds.needed(margin, game.scenario.world.odds))


def _bouts(game: Game) -> Array:
    duel = game.state.table.duel
    return np.where(duel > 0, duel, np.where(duel == 0, 0, 0) + (3 - duel.swapaxes(0, 1)) * (duel.swapaxes(0, 1) > 0))


def _asked(game: Game) -> Array:
    return np.asarray((game.state.table.asked * 2 ** np.arange(game.state.n)[:, None]).sum(0))


WORDS: dict[str, Word] = {
    # of the game
    "round": Word("game", "number", "table.round", True),
    "last-round": Word("game", "number", "vault.last_round", True),
    "stage": Word("game", Stage, lambda g: np.array([g.state.stage])),
    "asked": Word("game", "powers", _asked),
    # of a power
    "tokens": Word("power", "number", "table.tokens", True),
    "butter": Word("power", "number", "table.butter", True),
    "points": Word("power", "number", "table.points", True),
    "card-points": Word("power", "number", "desk.card_points", True),
    "total": Word("power", "number", lambda g: totals(g.state)),
    "wins": Word("power", "yes", lambda g: totals(g.state) >= par(g.scenario, g.state)),
    "swords": Word("power", "number", "desk.swords", True),
    "shields": Word("power", "number", lambda g: g.state.table.arms - g.state.desk.swords, True),
    "arms": Word("power", "number", "table.arms"),
    "built": Word("power", "number", "table.built"),
    "works": Word("power", "number", "table.works", True),
    "card": Word("power", Intent, "desk.intent", True),
    "target": Word("power", "power", "desk.target", True),
    "exile": Word("power", "power", "table.occupier", True),
    "province": Word("power", "power", "table.province", True),
    "yielded": Word("power", "yes", "table.yielded", True),
    "mobilised": Word("power", "number", "table.mobilised_on", True),
    "ready": Word("power", "yes", lambda g: mobilised(g.scenario.world, g.state.table)),
    "stance": Word("power", Stance, "table.stance"),
    "signal": Word("power", Signal, "table.signal"),
    "answer": Word("power", Answer, "table.answer"),
    "choice": Word("power", Choice, "table.choice"),
    "battle": Word("power", Held, "table.battle"),
    "leader": Word("power", "power", "outcome.leader"),
    "margin": Word("power", "number", _in_battle("margin")),
    "needs": Word("power", "number", _needs),
    "freed": Word("power", "yes", "outcome.freed"),
    "conquered": Word("power", "yes", "outcome.conquered"),
    # of a power toward another
    "peace": _pledge(Signal.PEACE),
    "guard": _pledge(Signal.GUARD),
    "open": _pledge(Signal.OPEN),
    "boycott": _pledge(Signal.BOYCOTT),
    "watch": _pledge(Signal.WATCH),
    "threat": _pledge(Signal.THREATEN),  # over that power
    "against": Word("pair", "power", "table.against", True),  # whom it threatens over that power
    "hand": Word("pair", "yes", "table.hand"),
    "aid": Word("pair", "number", "table.aid", True),
    "sees": Word("pair", "number", "desk.seen", True),
    "labels": Word("pair", "number", "desk.labels"),
    "read": Word("pair", "number", "desk.reads", True),
    "duel": Word("pair", Bout, _bouts),
    "duel-margin": Word("pair", "number", "outcome.duel_margin"),
    "broke-peace": Word("pair", "yes", "outcome.broke_peace"),
    "failed-guard": Word("pair", "yes", "outcome.failed_guard"),
    "deserted": Word("pair", "yes", "outcome.deserted"),
    "pact": Word("pact", "pact", "table.pacts", True),
    "proposed-by": Word("pact", "pact", "desk.inbox"),
}
FILLERS = ("until", "to", "by", "of", "with", "over")


class Fact(NamedTuple):
    """A line of BEFORE, NOW or AFTER: a word, where in its array, and the value."""

    line: Line
    word: Word
    index: tuple[int, ...]
    value: int


def _facts(world: World, line: Line) -> list[Fact]:
    """'AAA,BBB points -4', 'AAA peace BBB until 4', 'round 3' ...: one fact for each power or pair named."""
    first, *rest = line.text.split()
    name, rest = (first, rest) if first in WORDS else (rest[0] if rest else first, rest[1:])
    word = WORDS[line.one_of(line.text, name, WORDS)]
    index: list[tuple[int, ...]] = [word.at]
    if word.scope != "game":
        index = [(*word.at, i) for i in line.powers(world, first)]
    if word.scope in ("pair", "pact"):
        others = line.powers(world, rest.pop(0) if rest else "")
        index = [(*at, j) for at in index for j in others if at[-1] != j or len(others) == 1]
    if word.scope == "pact":
        kind = PACTS.index(line.one_of(line.text, rest.pop(0) if rest else "", PACTS))
        index = [(*at, kind) for at in index]
        rest = [*(rest or []), *([] if kind > 2 else ["1"])][-1:] if rest != ["no"] else ["0"]
        rest = [str(1 + line.powers(world, rest[0])[0])] if rest and not rest[0].isdigit() else rest
    raise NotImplementedError
