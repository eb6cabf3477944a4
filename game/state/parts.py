"""What is so between two decisions: on the table, on each private desk, in the vault.

Visibility is structure, not a flag: `Table` is public, row i of everything in `Desk` is for power i alone,
`Vault` is for nobody before the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from game.arrays import NOBODY, Array, Bools, Games, Ints
from game.scenario import PACTS, World
from game.state.codes import Signal, Stage


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
    def point(self) -> Ints:
        """(B,) int64: which decision of its round this is; keys the luck of whoever decides (`chance.Draw`)."""
        return self.table.wave.astype(np.int64) + 8 * int(self.stage)

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

    def take(self, games: Games) -> State:
        """The same for some of the games."""
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
