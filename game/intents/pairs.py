"""Who can reach whom, so that nothing is worked out for powers that cannot: it hangs on the map alone.

An array of *pairs* is (..., N, D, B), D the most neighbours that any power has: [i, d] is power i toward the d-th power
it can reach. Where a power has fewer, its last places stand for itself, and are void: nobody ever strikes there.
Whatever goes for all powers is a matrix (..., N, N, B).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from game.arrays import Array, Bools, of_each


class Pairs:
    """The pairs of one map, and the ways from powers to pairs, and back."""

    def __init__(self, reach: Bools) -> None:
        """``reach`` (N, N): who can strike whom; symmetric."""
        n = self.n = len(reach)
        most = self.most = max(1, int(reach.sum(1).max()))
        self.target = np.repeat(np.arange(n)[:, None], most, 1)  # (N, D)
        self.real = np.zeros((n, most, 1), bool)
        self.others = ~np.eye(n, dtype=bool)[:, :, None]  # a matrix
        self.place = np.full((n, n), -1)  # of [i, j] among all pairs in a row; -1 where i cannot reach j
        for i in range(n):
            for d, j in enumerate(np.flatnonzero(reach[i])):
                self.target[i, d], self.real[i, d] = j, True
                self.place[i, j] = i * most + d
        own = np.arange(n * most).reshape(n, most)
        back = self.place[self.target, np.arange(n)[:, None]]
        self._back = np.where(self.real[..., 0], back, own).ravel()
        self._cell = (np.arange(n)[:, None] * n + self.target).ravel()  # of a pair in a matrix
        self._real = np.flatnonzero(self.real)
        # third powers of every pair, of void ones too: as many for each
        third = np.array(
            [[[k for k in range(n) if k not in (i, j)][: n - 2] for j in self.target[i]] for i in range(n)], int
        ).reshape(n, most, n - 2)
        self.third = third.reshape(n * most, -1)  # of a pair by its place
        self._third_striker = (third * n + np.arange(n)[:, None, None]).ravel()  # [k, i] in a matrix
        self._third_target = (third * n + self.target[..., None]).ravel()  # [k, j]

    def at_target(self, powers: Array) -> Array:
        """(..., N, B) of powers as pairs: that of the target."""
        return powers.take(self.target, -2)

    def of(self, matrix: Array) -> Array:
        """A matrix (N, N, B) as pairs."""
        return matrix.reshape(-1, matrix.shape[-1]).take(self._cell, 0).reshape(*self.target.shape, -1)

    def reversed(self, pairs: Array) -> Array:
        """[i, d] of the target toward i."""
        lead, games = pairs.shape[:-3], pairs.shape[-1]
        return pairs.reshape(*lead, -1, games).take(self._back, -2).reshape(pairs.shape)

    def received(self, pairs: Array) -> Array:
        """(..., N, B) the sum of what comes from all that can reach a power."""
        return np.asarray(self.reversed(pairs).sum(-2))

    def matrix(self, pairs: Array) -> Array:
        """(..., N, N, B): nought where i cannot reach j."""
        lead, games, n = pairs.shape[:-3], pairs.shape[-1], self.n
        out = np.zeros((*lead, n * n, games), pairs.dtype)
        out[..., self._cell[self._real], :] = pairs.reshape(*lead, -1, games)[..., self._real, :]
        return out.reshape(*lead, n, n, games)

    def between(self, pairs: Array, i: int, j: int) -> Array:
        """(..., B) of i toward j, which it can reach."""
        return np.asarray(pairs[..., i, self.place[i, j] - i * self.most, :])

    def from_one(self, pairs: Array, me: int, void: float | np.float32 = 0.0) -> Array:
        """(..., N, B) of ``me`` toward each."""
        out = np.full((*pairs.shape[:-3], self.n, pairs.shape[-1]), void, pairs.dtype)
        real = self.real[me, :, 0]
        out[..., self.target[me, real], :] = pairs[..., me, real, :]
        return out

    def of_each_one(self, pairs: Array, me: Array) -> Array:
        """(..., N, B) of the power ``me`` (B,) toward each, 0 where it cannot reach it."""
        lead, games = pairs.shape[:-3], pairs.shape[-1]
        place = self.place[me].T
        flat = self.target.size * np.arange(pairs.size // (self.target.size * games)).reshape(*lead, 1, 1)
        return of_each(pairs.reshape(-1, games), flat + np.maximum(place, 0)) * (place >= 0)

    def to_one(self, pairs: Array, me: int) -> Array:
        """(..., N, B) of each toward ``me``."""
        lead, games = pairs.shape[:-3], pairs.shape[-1]
        out = np.zeros((*lead, self.n, games), pairs.dtype)
        others = self.target[me, self.real[me, :, 0]]
        out[..., others, :] = pairs.reshape(*lead, -1, games)[..., self.place[others, me], :]
        return out

    def third_to_striker(self, matrix: Array) -> Array:
        """(N, D, N - 2, B) [k, i] of a matrix, by pair and third power k."""
        return self._of_thirds(matrix, self._third_striker)

    def third_to_target(self, matrix: Array) -> Array:
        """(N, D, N - 2, B) [k, j] of a matrix, by pair and third power k."""
        return self._of_thirds(matrix, self._third_target)

    def _of_thirds(self, matrix: Array, index: Array) -> Array:
        games = matrix.shape[-1]
        return matrix.reshape(-1, games).take(index, 0).reshape(*self.target.shape, self.n - 2, games)


def pairs_of(reach: Bools) -> Pairs:
    """The pairs of a map, found once for each; ``reach`` as in `World`."""
    return _pairs(len(reach), reach.tobytes())


@lru_cache(maxsize=64)
def _pairs(n: int, reach: bytes) -> Pairs:
    return Pairs(np.frombuffer(reach, bool).reshape(n, n))
