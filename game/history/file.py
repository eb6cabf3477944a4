"""History files: a scenario, the rounds that were in fact played in it, and the readings of it.

`load` checks all that can be checked without playing: shapes, codes, and that every text is understood. What
the rules allow only a replay can tell.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from game.arrays import NOBODY
from game.chance import Chance, Purpose
from game.files import BadInput, data, text_of
from game.orders import Invalid, parse
from game.scenario import INTENTS, Intent, Scenario, World, build, card_of
from game.schema import HistoryFile, Literature, RoundTable, check, toml
from game.scores.model import SCORES

Pair = tuple[int, int]  # powers' indices in table order, as a file writes "AAA>BBB"


@dataclass(frozen=True)
class Conduct:
    """What a power did in a round's crisis: ``word`` is yield, resist, join, late, wait or stay out."""

    word: str
    whom: int = NOBODY  # of join and late: the power it joined


@dataclass(frozen=True)
class Round:
    """One round as the file tells it; powers by index, and those left out hold, resist and stay out."""

    title: str
    orders: Mapping[int, tuple[str, ...]]
    crisis: Mapping[int, Conduct]
    outcome: Mapping[Pair, bool]  # (striker, target): whether the striker won
    reads: Mapping[Pair, float]  # (viewer, rival): chance that the rival is an aggressor, before the orders


# Rounds that states expect after the last one told: history knew no last round to play for. Without this, threats
# would seem to fade as a file comes to its end.
AHEAD = 4


@dataclass(frozen=True)
class Reading:
    """The cards that one school of historians argues for, and the verdicts that should follow."""

    title: str  # empty if the file gives none
    cards: tuple[tuple[int, int], ...]  # (Intent, a claimant's target or NOBODY), in table order
    wanted: Mapping[str, str | None]  # by score: high, low, contested, or None where the file is silent
    sources: tuple[str, ...]

    def deal(self, world: World) -> dict[str, Any]:
        """The cards as files write them, by code."""
        out: dict[str, Any] = {}
        for code, (intent, target) in zip(world.codes, self.cards, strict=True):
            kind = INTENTS[intent]
            out[code] = kind if target == NOBODY else {"kind": kind, "target": world.codes[target]}
        return out


@dataclass(frozen=True, eq=False)
class History:
    """One file, read and checked."""

    path: Path  # named in errors
    scenario: Scenario
    rounds: tuple[Round, ...]
    main: Reading
    alternatives: tuple[Reading, ...]

    @property
    def name(self) -> str:
        return self.scenario.world.name

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All of them, the main one first."""
        return (self.main, *self.alternatives)


def names() -> list[str]:
    """The histories in the box."""
    return sorted(path.stem for path in data("rules", "histories").glob("*.toml"))


def load(name: str | Path) -> History:
    """A history by its name in the box or by the path of a TOML file; `BadInput` if it cannot be used."""
    path = Path(name)
    if path.suffix != ".toml" and len(path.parts) <= 1:
        home = data("rules", "histories", f"{name}.toml")
        if not home.is_file():
            near = difflib.get_close_matches(str(name), names(), 1)
            hint = f"did you mean '{near[0]}'?" if near else "there are " + ", ".join(names())
            raise BadInput(f"history '{name}': there is none of that name; {hint}")
        path = home
    text = text_of(path)
    return _history(check(HistoryFile, toml(path, text), path), path, text)


def _history(file: HistoryFile, path: Path, text: str) -> History:
    # Not as a shipped scenario: one of the same name would lend it pars that were measured elsewhere.
    box = build(_long_enough(file), path, text)
    rounds = tuple(Reader(box.world, f"{path}: round.{k}").round(table) for k, table in enumerate(file.round, 1))
    main = _reading(box.world, rounds, "", file.intents, file.literature or Literature(), path)
    others = [
        _reading(box.world, rounds, other.title, {**file.intents, **other.intents}, other, path)
        for other in file.alternative
    ]
    return History(path, box, rounds, main, tuple(others))


def _long_enough(file: HistoryFile) -> HistoryFile:
    """The public range is what the players expect; it must not end before the game does."""
    low, high = (max(expected, len(file.round) + AHEAD) for expected in file.world.rounds)
    world = file.world.model_copy(update={"rounds": (low, high)})
    return file.model_copy(update={"world": world})


def _reading(
    world: World, rounds: tuple[Round, ...], title: str, intents: Mapping[str, Any], says: Literature, path: Path
) -> Reading:
    """The reading with these cards: who is given none is content, and a claim that names nobody finds its target."""
    cards = []
    for i, code in enumerate(world.codes):
        intent, target = card_of(world, code, intents.get(code, "content"), f"{path}: intents.{code}")
        if intent == Intent.CLAIMANT and target == NOBODY:
            target = _claim(world, rounds, i)
        cards.append((intent, target))
    return Reading(title, tuple(cards), {score: getattr(says, score) for score in SCORES}, tuple(says.sources))


def _claim(world: World, rounds: tuple[Round, ...], i: int) -> int:
    """What a claimant wants is what it strikes first, else a rival in reach by a lot that is always the same."""
    for told in rounds:
        target = int(parse(world, told.orders.get(i, ())).orders.strike[0])
        if target != NOBODY and world.reach[i, target, 0]:
            return target
    reachable = np.flatnonzero(world.reach[i, :, 0])
    lots = Chance(0).uniform(Purpose.TARGET, 0, world.n)[:, 0]
    return int(reachable[int(lots[i] * len(reachable))]) if len(reachable) else NOBODY


class Reader:
    """Reads one round; ``where`` is file and round, as complaints begin."""

    def __init__(self, world: World, where: str) -> None:
        self.world, self.where = world, where

    def round(self, table: RoundTable) -> Round:
        return Round(
            title=table.title,
            orders={self.power("orders", c, c): self.orders(c, lines) for c, lines in table.orders.items()},
            crisis={self.power("crisis", c, c): self.conduct(c, text) for c, text in table.crisis.items()},
            outcome={self.pair("outcome", key): how == "win" for key, how in table.outcome.items()},
            reads={self.pair("reads", key): float(chance) for key, chance in table.reads.items()},
        )

    def fail(self, table: str, key: str, why: str) -> BadInput:
        return BadInput(f"{self.where}.{table}.{key}: {why}")

    def power(self, table: str, key: str, code: str) -> int:
        if code not in self.world.codes:
            raise self.fail(table, key, f"no power '{code}'; the powers are {', '.join(self.world.codes)}")
        return self.world.index(code)

    def pair(self, table: str, key: str) -> Pair:
        codes = key.split(">")
        if len(codes) != 2 or codes[0] == codes[1]:
            first, second = self.world.codes[:2]
            raise self.fail(table, key, f'should be two powers, as in "{first}>{second}"')
        return self.power(table, key, codes[0]), self.power(table, key, codes[1])

    def orders(self, code: str, lines: list[str]) -> tuple[str, ...]:
        try:
            row = parse(self.world, lines).orders
        except Invalid as error:
            raise self.fail("orders", code, str(error)) from None
        if row.answer[0] or row.choice[0]:
            raise self.fail("orders", code, f'what is done in a crisis stands apart: crisis.{code} = "resist"')
        return tuple(lines)

    def conduct(self, code: str, text: str) -> Conduct:
        said = re.fullmatch(r"(yield|resist|wait|stay out|join|late)(?: (\S+))?", " ".join(text.lower().split()))
        if said is None or (said[1] in ("join", "late")) != bool(said[2]):
            raise self.fail("crisis", code, f"'{text}' is none of yield, resist, join X, late X, wait, stay out")
        if not said[2]:
            return Conduct(said[1])
        whom = self.power("crisis", code, said[2].upper())
        if self.world.codes[whom] == code:
            raise self.fail("crisis", code, f"'{text}': a power cannot join itself; name another, or stay out")
        return Conduct(said[1], whom)
