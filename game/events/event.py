"""One thing that happened, who may know it, and the step it is read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from game import crisis
from game.arrays import EVERYBODY, Array
from game.scenario import PACTS, PactKind, World
from game.state import Stage, Step

ALL = (EVERYBODY,)
AFTER_THE_END: tuple[int, ...] = ()  # for nobody before the debrief


@dataclass(frozen=True)
class Event:
    """One thing that happened.

    ``powers``: whom it is about, the one who acts first. ``values["points"]`` is always what the first of
    them gains or, below zero, loses on the table, ``values["gain"]`` what the second gains;
    ``values["form"]`` picks among the sentences of a kind. ``sight``: the powers that may know it.
    """

    kind: str
    round: int
    powers: tuple[int, ...]
    values: Mapping[str, int | str] = field(default_factory=dict)
    sight: tuple[int, ...] = ALL


def seen_by(events: Iterable[Event], power: int) -> list[Event]:
    """Those that this power may know."""
    return [event for event in events if EVERYBODY in event.sight or power in event.sight]


def public(events: Iterable[Event]) -> list[Event]:
    """Those that lie open on the table."""
    return [event for event in events if EVERYBODY in event.sight]


class Look:
    """One game of a step without the game axis, and what several chapters ask of it."""

    def __init__(self, world: World, step: Step, game: int) -> None:
        one = slice(game, game + 1)
        before, after = step.before.take(one), step.after.take(one)
        self.world, self.n = world, world.n
        self.stage = before.stage
        self.was, self.now = Lane(before.table), Lane(after.table)
        self.had, self.has = Lane(before.desk), Lane(after.desk)
        self.orders = Lane(step.orders.take(one))
        self.outcome = Lane(step.outcome, game)
        self.round = int(self.was.round)
        # the round is over when the table waits for new orders, or for nothing any more
        self.ended = after.stage in (Stage.ORDERS, Stage.OVER) or bool(self.now.over)
        self.table = after.table
        self.lines = crisis.strikes(after.table)

    def event(self, kind: str, *powers: int, sight: tuple[int, ...] = ALL, **values: Any) -> Event:
        return Event(kind, self.round, tuple(int(power) for power in powers), values, sight)

    def by_power(self, kind: str, numbers: Array, later: int = 0) -> Event:
        """One event that gives a number for every power, by its code."""
        by_code = {code: int(number) for code, number in zip(self.world.codes, numbers, strict=True)}
        return Event(kind, self.round + later, tuple(range(self.n)), by_code)

    def where(self, name: str) -> list[tuple[int, ...]]:
        """The places where a field of the outcome is so; none if the step had none of it."""
        array = getattr(self.outcome, name)
        return [] if array is None else places(array)

    def fallen(self, power: int) -> bool:
        """Whether it was conquered in this step: what it had ordered is gone."""
        return self.outcome.conquered is not None and bool(self.outcome.conquered[power])

    @property
    def upkeep(self) -> Array:
        """(N,) butter paid for standing pacts when the round ended."""
        if not self.ended or not self.world.has("standing pacts"):
            return np.zeros(self.n, np.int64)
        held = self.now.pacts > 0
        if self.outcome.pact_ended is not None:
            held = held | self.outcome.pact_ended
        return np.asarray(held.sum((1, 2)) * self.world.core.breach.upkeep)


def at(mask: Any) -> list[int]:
    """Where a row of an array is so, as plain numbers."""
    return [int(i) for i in np.flatnonzero(mask)]


def places(array: Any) -> list[tuple[int, ...]]:
    """Where an array of more axes is so."""
    return [tuple(int(x) for x in place) for place in np.argwhere(array)]


class Lane:
    """The arrays of a part of a state, an outcome or orders for one game: without their last axis."""

    def __init__(self, part: Any, game: int = 0) -> None:
        self.__dict__.update({k: None if v is None else v[..., game] for k, v in part.__dict__.items()})

    def __getattr__(self, name: str) -> Any:  # only for the type checker: `game.state` knows the fields
        raise AttributeError(name)


def pact_values(world: World, kind: int, value: int) -> dict[str, Any]:
    """The kind of a pact, and against whom or how many arms, from its code in `Table.pacts`."""
    name = PACTS[kind]
    if kind == PactKind.OFFENCE:
        return {"pact": name, "against": world.codes[int(value) - 1]}
    return {"pact": name, "limit": int(value) - 1} if kind == PactKind.LIMIT else {"pact": name}
