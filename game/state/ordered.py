"""What is ordered: the arrays that text, clicks and computer players all fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from game.arrays import NOBODY, Array, Bools, Games, Ints
from game.scenario import PACTS


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

    def take(self, games: Games) -> Orders:
        """The same for some of the games."""
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
