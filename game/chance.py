"""Luck as a pure function: the same seed, game, round, purpose and powers give the same draw.

Nothing is stored and nothing advances, so game k of a batch draws what game k alone would draw, and a
replay under another set of orders keeps the luck of everything that did not change. Draws are keyed by
the *powers* they concern, never by how many events came before.

The generator is the finaliser of SplitMix64 (Steele, Lea & Flood 2014) over a hashed key and a counter.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from typing import Any, Final

import numpy as np

from game.arrays import Array, Floats, Ints, pinned

_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_M1: Final = np.uint64(0xBF58476D1CE4E5B9)
_M2: Final = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31 = np.uint64(30), np.uint64(27), np.uint64(31)


@pinned
class Purpose(IntEnum):
    """What a draw of the world is for."""

    DEAL = 1
    TARGET = 2
    LAST_ROUND = 3
    LABELS = 4
    LOT = 5
    BATTLE = 6
    DUEL = 7


def mix(x: Array) -> Array:
    """SplitMix64's finaliser, in place, on an array of uint64; returns it."""
    x ^= x >> _S30
    x *= _M1
    x ^= x >> _S27
    x *= _M2
    x ^= x >> _S31
    return x


def hashed(number: int) -> int:
    """A 64-bit hash of any whole number."""
    return int(_hashes(number & (2**64 - 1))[0])


def _hashes(numbers: Ints | int) -> Array:
    """(B,) hashes of whole numbers from 0 on."""
    return mix(np.atleast_1d(numbers).astype(np.uint64) + _GOLDEN)


@lru_cache(maxsize=256)
def _counters(purpose: int, count: int) -> Array:
    """A column of ``count`` counters of one purpose, times the golden ratio as SplitMix64 steps."""
    column = (np.arange(count, dtype=np.uint64) + np.uint64(purpose << 40))[:, None] * _GOLDEN
    column.setflags(write=False)
    return column


def _floats(bits: Array) -> Floats:
    """Uniform in [0, 1) by 64 random bits, which are used up."""
    bits >>= np.uint64(11)
    out = bits.astype(np.float64)
    out *= 2.0**-53
    return out


class Draws:
    """Counter-based draws for B games: ``keys`` (B,) uint64, one per game."""

    __slots__ = ("fixed", "keys")

    def __init__(self, keys: Array, fixed: Mapping[tuple[int, int, int], Any] | None = None) -> None:
        self.keys = keys
        self.fixed = dict(fixed or {})

    @property
    def games(self) -> int:
        return len(self.keys)

    def branch(self, salt: Ints | int) -> Draws:
        """An independent stream of the same games; ``salt`` is one for all, or one for each (B,)."""
        return Draws(mix(self.keys ^ _hashes(salt)))

    def take(self, games: Array) -> Draws:
        """The same stream for some of the games: an index or mask over the last axis."""
        fixed = {key: value if isinstance(value, int) else value[games] for key, value in self.fixed.items()}
        return Draws(self.keys[games], fixed)

    def bits(self, purpose: int, rounds: Ints | int, shape: tuple[int, ...]) -> Array:
        """64 random bits for every index of ``shape`` and every game: uint64, shape + (B,)."""
        return mix(_counters(purpose, math.prod(shape)) + self.at(rounds)).reshape(*shape, self.games)

    def at(self, rounds: Ints | int) -> Array:
        """(B,) where the counters of a round begin."""
        return np.asarray(self.keys + (np.atleast_1d(rounds).astype(np.uint64) << np.uint64(20)) * _GOLDEN)

    def uniform(self, purpose: int, rounds: Ints | int, *shape: int) -> Floats:
        """Uniform floats in [0, 1): shape + (B,)."""
        return _floats(self.bits(purpose, rounds, shape))

    def below(self, limit: int, purpose: int, rounds: Ints | int, *shape: int) -> Ints:
        """Whole numbers 0..limit-1, all alike: int16, shape + (B,)."""
        high = self.bits(purpose, rounds, shape) >> np.uint64(32)
        x = ((high * np.uint64(limit)) >> np.uint64(32)).astype(np.int16)
        for (what, when, index), value in self.fixed.items():  # histories force some outcomes
            if what == purpose:
                hit = np.broadcast_to(np.asarray(rounds) == when, (self.games,))
                if not isinstance(value, int):  # by game; below 0 where it is not forced
                    hit, value = hit & (value >= 0), value[hit & (value >= 0)]
                x.reshape(-1, self.games)[index, hit] = value
        return x


class Chance(Draws):
    """All the luck of games ``first`` .. ``first + games - 1`` under one seed.

    ``world`` draws are the object's own; ``players`` is a separate stream, so that noise in a player's
    choice never moves the dice, and a player can be handed its stream without handing it the dice.
    ``fixed`` maps (purpose, round, flat index) to a value that `below` then gives, or to one for each game (B,).
    """

    __slots__ = ("players",)

    def __init__(
        self,
        seed: int,
        games: int = 1,
        first: int = 0,
        fixed: Mapping[tuple[int, int, int], Any] | None = None,
    ) -> None:
        base = np.uint64(hashed(seed))
        keys = mix(base + (np.arange(first, first + games, dtype=np.uint64) + np.uint64(1)) * _M2)
        super().__init__(keys, fixed)
        self.players = self.branch(1)


class Draw:
    """The luck of a power's choice at one decision: keyed by power, round and point of the round.

    ``power`` is one for all games, or one for each (B,).
    """

    __slots__ = ("_begin", "_draws", "_point", "_rounds")

    def __init__(self, players: Draws, power: Ints | int, rounds: Ints, point: Ints | int) -> None:
        self._draws = players.branch(1000 + power)
        self._rounds = np.asarray(rounds)
        self._point = np.asarray(point).astype(np.int64) * 64
        self._begin: Array | None = None

    @property
    def games(self) -> int:
        return self._draws.games

    def take(self, games: Array) -> Draw:
        """The same luck for some of the games."""
        some = object.__new__(Draw)
        some._draws, some._rounds, some._point = self._draws.take(games), self._rounds[games], self._point
        some._begin = None
        if some._point.ndim:
            some._point = some._point[games]
        return some

    def character(self) -> Floats:
        """(B,) uniform floats that are the same at every decision of a game: for what a player is like."""
        return self._draws.uniform(63, 0)

    def uniform(self, what: int, *shape: int) -> Floats:
        """Uniform floats in [0, 1), shape + (B,); ``what`` (0..63) tells draws of one decision apart."""
        return self._draws.uniform(what + 1, self._when(), *shape)

    def _when(self) -> Ints:
        return self._rounds.astype(np.int64) + (self._point << 8)

    def some(self, what: int, index: Array) -> Floats:
        """Those of `uniform` at an index along all of its axes but the last, taken as one: index + (B,)."""
        if self._begin is None:
            self._begin = self._draws.at(self._when())
        counters = _counters(what + 1, int(index.max()) + 1)[index.ravel()]
        return _floats(mix(counters + self._begin)).reshape(*index.shape, self.games)


def random_seed() -> int:
    """A fresh seed nobody knows."""
    import secrets

    return secrets.randbits(53)
