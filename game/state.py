"""What lies on the table, on each private desk and in the vault; and what is ordered.

Visibility is structure, not a flag: `Table` is public, row i of everything in `Desk` is for power i alone,
`Vault` is for nobody before the end. The last axis of every array is the game.
N powers, B games; a power's index is its place in table order, -1 is nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from functools import lru_cache
from typing import Any

import numpy as np

from game.arrays import NOBODY, Array, Bools, Ints, pinned
from game.scenario import PACTS, World


@pinned
class Stage(IntEnum):
    """What the table waits for. One for a whole batch: a game with nothing to decide there waits too."""

    ORDERS = 0
    ANSWERS = 1
    HELP = 2
    OVER = 3


@pinned
class Signal(IntEnum):
    """Signals [R6]; `Table.until` has one row a kind but NONE."""

    NONE = 0
    PEACE = 1
    GUARD = 2
    OPEN = 3
    BOYCOTT = 4
    WATCH = 5
    THREATEN = 6


@pinned
class Stance(IntEnum):
    HOLD = 0
    MOBILISE = 1
    STRIKE = 2


@pinned
class Answer(IntEnum):
    NONE = 0
    YIELD = 1
    RESIST = 2


@pinned
class Choice(IntEnum):
    """What a third power chose in a crisis [R7]."""

    NONE = 0
    STAY_OUT = 1
    WAIT = 2
    JOIN = 3


@pinned
class Say(IntEnum):
    """Set phrases, as bits [R6]."""

    PEACE = 1
    WARN = 2
    ACCUSE = 4


@pinned
class Result(IntEnum):
    """How a battle ended."""

    NONE = 0
    WON = 1  # by the attackers; in a duel, by the first in table order
    REPULSED = 2  # in a duel: won by the second


@dataclass(frozen=True, eq=False)
class Table:
    """Public. The doings of a round lie here until the next orders are turned over."""

    round: Ints  # (B,) 1, 2, ...
    over: Bools  # (B,)
    asked: Bools  # (N, B) whose orders, answer or choice the table waits for
    tokens: Ints  # (N, B) to spend this round
    arms: Ints  # (N, B) in all
    works: Ints  # (N, B) each worth one token a round
    butter: Ints  # (N, B) points kept so far
    points: Ints  # (N, B) points from wars, fines and gains that do not depend on a card
    occupier: Ints  # (N, B) who holds it; exile = somebody
    province: Ints  # (N, B) who holds its province
    yielded: Bools  # (N, B) has used its one yield
    mobilised_on: Ints  # (N, B) round of its last mobilisation
    until: Ints  # (6, N, N, B) last round a signal of i about j is in force, by Signal - 1
    against: Ints  # (N, N, B) whom i threatens over j
    pacts: Ints  # (N, N, 5, B) standing pacts: 0, or 1 + parameter, by PactKind
    # this round's doings
    built: Ints  # (N, B) arms ordered, arriving after the battles
    scrapped: Ints  # (N, B) swords
    hand: Bools  # (N, N, B) hands in force this round, symmetric
    aid: Ints  # (N, N, B) tokens given by i to j, arriving next round
    renounced: Bools  # (N, N, 5, B) pacts that i has given notice of: they end in the aftermath
    signal: Ints  # (N, B) Signal
    signal_to: Ints  # (N, B) its addressee
    said: Ints  # (N, N, B) Say bits of i about j
    stance: Ints  # (N, B) Stance
    strike: Ints  # (N, B) whom it strikes
    answer: Ints  # (N, B) Answer of a struck power
    choice: Ints  # (N, B) Choice of a third power
    side: Ints  # (N, B) the power it joined
    wave: Ints  # (B,) rounds of choosing whether to help so far
    chosen_at: Ints  # (N, B) wave of its last choice, 0 for none
    joined_at: Ints  # (N, B) wave it joined in: 1 in time, later at half
    battle: Ints  # (N, B) Result of the battle that this power defended
    duel: Ints  # (N, N, B) Result of the battle of two strikers, at [first, second]
    freed: Bools  # (N, B) from exile, by this round's battles

    @property
    def exile(self) -> Bools:
        return np.asarray(self.occupier != NOBODY)


@dataclass(frozen=True, eq=False)
class Desk:
    """Private. Row i is for power i alone."""

    intent: Ints  # (N, B) Intent
    target: Ints  # (N, B) a claimant's
    swords: Ints  # (N, B) of its arms
    built_swords: Ints  # (N, B) of its arms ordered this round
    seen: Ints  # (N, N, B) swords that i would count in j by the labels it saw
    labels: Ints  # (N, N, B) swords that i saw among the arms j ordered this round
    card_points: Ints  # (N, B) points from its card
    reads: Ints  # (N, N, B) its last read of j: 0 none, 1..5
    offers: Bools  # (N, N, B) j offered i its hand this round, and i did not
    inbox: Ints  # (N, N, 5, B) pacts proposed to i by j last time, coded as Table.pacts
    outbox: Ints  # (N, N, 5, B) pacts proposed by i to j last time


@dataclass(frozen=True, eq=False)
class Vault:
    """For nobody before the end."""

    last_round: Ints  # (B,)


@dataclass(frozen=True, eq=False)
class State:
    """Everything that is so, between two decisions."""

    stage: Stage
    table: Table
    desk: Desk
    vault: Vault

    def put(self, **changes: Any) -> State:
        """A state with these fields of table, desk or stage replaced; all else shared."""
        new = object.__new__(State)
        here = new.__dict__
        here.update(self.__dict__)
        fresh: set[str] = set()
        for name, value in changes.items():
            part = _HOME[name]
            if part == "state":
                here[name] = value
                continue
            if part not in fresh:
                fresh.add(part)
                old = here[part]
                here[part] = object.__new__(type(old))
                here[part].__dict__.update(old.__dict__)
            here[part].__dict__[name] = value
        return new

    @property
    def n(self) -> int:
        return len(self.table.arms)

    @property
    def games(self) -> int:
        return len(self.table.round)

    def map(self, change: Callable[..., Array], *others: State) -> State:
        """``change`` applied to every array, and the same arrays of ``others``."""
        parts = {}
        for part in ("table", "desk", "vault"):
            mine, theirs = self.__dict__[part], [other.__dict__[part] for other in others]
            values = {
                name: change(value, *(other.__dict__[name] for other in theirs))
                for name, value in mine.__dict__.items()
            }
            fresh = object.__new__(type(mine))
            fresh.__dict__.update(values)
            parts[part] = fresh
        return State(self.stage, parts["table"], parts["desk"], parts["vault"])

    def take(self, games: Any) -> State:
        """The same for some of the games: an index, slice or mask over the last axis."""
        return self.map(lambda array: array[..., games])

    def arrays(self) -> dict[str, Array]:
        """Every array by 'part.name', in a fixed order."""
        return {
            f"{part}.{name}": value
            for part in ("table", "desk", "vault")
            for name, value in self.__dict__[part].__dict__.items()
        }


_HOME = {"stage": "state"} | {
    field.name: part for part, kind in (("table", Table), ("desk", Desk)) for field in fields(kind)
}


@dataclass(frozen=True, eq=False)
class Orders:
    """What all powers ordered: axes (N, ..., B). One power's row, axes (..., B), is the same class.

    The crisis fields at the end are read when the table waits for answers or help, the others when it
    waits for orders.
    """

    swords: Ints  # (N, B) to build
    shields: Ints  # (N, B) to build
    scrap: Ints  # (N, B) swords
    works: Ints  # (N, B)
    hand: Bools  # (N, N, B) offered
    aid: Ints  # (N, N, B) tokens
    propose: Ints  # (N, N, 5, B) coded as Table.pacts
    accept: Ints  # (N, N, 5, B)
    renounce: Ints  # (N, N, 5, B)
    cede: Ints  # (N, B) to whom, or nobody
    signal: Ints  # (N, B) Signal
    signal_to: Ints  # (N, B) to or about whom; EVERYBODY
    signal_over: Ints  # (N, B) over whom it threatens
    signal_rounds: Ints  # (N, B) 0: as the rules have it
    say: Ints  # (N, N, B) Say bits about j
    stance: Ints  # (N, B) Stance
    strike: Ints  # (N, B) whom, or nobody
    read: Ints  # (N, N, B) 0 none, 1..5
    answer: Ints  # (N, B) Answer
    choice: Ints  # (N, B) Choice
    side: Ints  # (N, B) whom it joins, or nobody

    @staticmethod
    def hold(n: int, games: int) -> Orders:
        """Nobody does anything; the arrays are shared and cannot be written to."""
        return _hold(n, games)

    @staticmethod
    def row(n: int, games: int, **some: Array) -> Orders:
        """One power's orders: holds but for the fields given."""
        base = _row(n, games)
        unknown = set(some) - set(base.__dict__)
        if unknown:
            raise TypeError(f"no such field of orders: {sorted(unknown)}")
        return Orders(**(base.__dict__ | some))

    @staticmethod
    def gather(rows: list[Orders]) -> Orders:
        """The rows of all powers, in table order, as one."""
        return Orders(**{name: np.array([r.__dict__[name] for r in rows]) for name in ORDER_FIELDS})

    def of(self, power: int) -> Orders:
        """One power's row."""
        return Orders(**{name: self.__dict__[name][power] for name in ORDER_FIELDS})

    def take(self, games: Any) -> Orders:
        return Orders(**{name: self.__dict__[name][..., games] for name in ORDER_FIELDS})

    def put(self, power: Array, game: Array, **some: Array) -> Orders:
        """The same with fields (lanes,) of these powers in these games."""
        out = {name: getattr(self, name).copy() for name in some}
        for name, value in some.items():
            out[name][power, game] = value
        return Orders(**(self.__dict__ | out))

    @staticmethod
    def spread(n: int, games: int, some: Sequence[tuple[Array, Orders]]) -> Orders:
        """A row for all games from rows for some: (their places, the row); the other games hold."""
        blank = _row(n, games)
        out = {name: getattr(blank, name).copy() for name in ORDER_FIELDS}
        for places, row in some:
            for name in ORDER_FIELDS:
                out[name][..., places] = getattr(row, name)
        return Orders(**out)


ORDER_FIELDS = tuple(field.name for field in fields(Orders))
_TO_EACH = ("hand", "aid", "say", "read")
_PACT = ("propose", "accept", "renounce")
_WHOM = ("cede", "signal_to", "signal_over", "strike", "side")


@lru_cache(maxsize=64)
def _hold(n: int, games: int) -> Orders:
    row = _row(n, games)
    blank = {name: np.repeat(value[None], n, axis=0) for name, value in row.__dict__.items()}
    return Orders(**{name: _locked(value) for name, value in blank.items()})


@lru_cache(maxsize=64)
def _row(n: int, games: int) -> Orders:
    blank: dict[str, Array] = {}
    for name in ORDER_FIELDS:
        shape = (n, games) if name in _TO_EACH else (n, len(PACTS), games) if name in _PACT else (games,)
        blank[name] = np.full(shape, NOBODY if name in _WHOM else 0, bool if name == "hand" else np.int8)
    return Orders(**{name: _locked(value) for name, value in blank.items()})


def _locked(array: Array) -> Array:
    array.setflags(write=False)
    return array


@dataclass(frozen=True, eq=False)
class Outcome:
    """What one step decided that is not all in the state after it; None where the step had none of it.

    ``roll`` and ``duel_roll`` fall on the open table; margins are known to nobody before the end.
    """

    leader: Ints | None = None  # (N, B) who led the attack on this power
    margin: Ints | None = None  # (N, B) of the battle this power defended
    roll: Ints | None = None  # (N, B)
    duel_margin: Ints | None = None  # (N, N, B) at [first, second]
    duel_roll: Ints | None = None  # (N, N, B)
    conquered: Bools | None = None  # (N, B) this round
    freed: Bools | None = None  # (N, B) an exile this round set free
    restored: Bools | None = None  # (N, B) a province given back
    ceded: Ints | None = None  # (N, B) to whom a province went by treaty
    war_points: Ints | None = None  # (N, B) points lost in war, cards included
    arms_tokens: Ints | None = None  # (N, B) tokens spent on arms and mobilising
    broke_peace: Bools | None = None  # (N, N, B) i broke its promise to j
    failed_guard: Bools | None = None  # (N, N, B)
    deserted: Bools | None = None  # (N, N, B) i left j, to whom it had given a hand
    pact_fine: Ints | None = None  # (N, N, 5, B) points i pays for a breach of a pact with j
    pact_made: Bools | None = None  # (N, N, 5, B)
    pact_ended: Bools | None = None  # (N, N, 5, B) renounced or lapsed

    def merge(self, other: Outcome) -> Outcome:
        """Both, where ``other`` overrides; points and tokens add up."""
        if other is NOTHING:
            return self
        if self is NOTHING:
            return other
        mine = dict(self.__dict__)
        for name, value in other.__dict__.items():
            if value is None:
                continue
            old = mine[name]
            mine[name] = old + value if old is not None and name in ("war_points", "arms_tokens") else value
        return Outcome(**mine)


NOTHING = Outcome()  # of phases that decide nothing


@dataclass(frozen=True, eq=False)
class Step:
    """One step of a game, whole: what scores, debriefs and chronicles look back on."""

    before: State
    orders: Orders
    outcome: Outcome
    after: State


def blank_state(world: World, games: int) -> State:
    """Round 0 of an undealt game: the box unpacked, nothing ordered yet."""
    n = world.n

    def fill(value: int, *shape: int, kind: Any = np.int8) -> Array:
        return np.full((*shape, games), value, kind)

    def spread(column: Array, kind: Any = np.int8) -> Array:
        return np.repeat(column.astype(kind), games, axis=-1)

    table = Table(
        round=fill(0, kind=np.int16),
        over=fill(0, kind=bool),
        asked=fill(0, n, kind=bool),
        tokens=fill(0, n, kind=np.int16),
        arms=spread(world.swords + world.shields),
        works=fill(0, n, kind=np.int16),
        butter=fill(0, n, kind=np.int16),
        points=fill(0, n, kind=np.int16),
        occupier=fill(NOBODY, n),
        province=fill(NOBODY, n),
        yielded=fill(0, n, kind=bool),
        mobilised_on=fill(-100, n),
        until=fill(0, len(Signal) - 1, n, n),
        against=fill(NOBODY, n, n),
        pacts=spread(world.pacts),
        built=fill(0, n),
        scrapped=fill(0, n),
        hand=fill(0, n, n, kind=bool),
        aid=fill(0, n, n),
        renounced=fill(0, n, n, len(PACTS), kind=bool),
        signal=fill(0, n),
        signal_to=fill(NOBODY, n),
        said=fill(0, n, n),
        stance=fill(0, n),
        strike=fill(NOBODY, n),
        answer=fill(0, n),
        choice=fill(0, n),
        side=fill(NOBODY, n),
        wave=fill(0),
        chosen_at=fill(0, n),
        joined_at=fill(0, n),
        battle=fill(0, n),
        duel=fill(0, n, n),
        freed=fill(0, n, kind=bool),
    )
    desk = Desk(
        intent=fill(0, n),
        target=fill(NOBODY, n),
        swords=spread(world.swords),
        built_swords=fill(0, n),
        seen=np.repeat(spread(world.swords)[None], n, axis=0),
        labels=fill(0, n, n),
        card_points=fill(0, n, kind=np.int16),
        reads=fill(0, n, n),
        offers=fill(0, n, n, kind=bool),
        inbox=fill(0, n, n, len(PACTS)),
        outbox=fill(0, n, n, len(PACTS)),
    )
    return State(Stage.ORDERS, table, desk, Vault(last_round=fill(0, kind=np.int16)))
