"""Names for the arrays of the game. Everywhere the last axis is the game: a batch of B, or B = 1.

Codes and small counts are int8, points and rounds int16: a table of 5 by 5 powers by 1,024 games
then fits the processor's cache, which is where the speed of the engine comes from.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[Any]  # any signed whole numbers
Floats = npt.NDArray[np.float64]
Games = Array | slice | list[int]  # some of the games: an index, slice or mask over the last axis

NOBODY = -1  # in place of a power's index
EVERYBODY = -2  # `signal open all`


def taken(array: Array, games: Games) -> Array:
    """Some of the games, in memory order: (..., B)."""
    if not isinstance(games, np.ndarray):
        return np.asarray(array[..., games])
    return array.take(np.flatnonzero(games) if games.dtype == bool else games, -1)


def of_each(values: Array, index: Array) -> Array:
    """``values[index, game]`` in every game: of (K, B) by (..., B), which gives (..., B)."""
    games = values.shape[-1]
    return values.reshape(-1).take(index * np.int64(games) + np.arange(games))


def either(mask: Array, yes: Array | np.float32, no: Array | np.float32) -> Array:
    """Finite floats ``yes`` where ``mask``, else ``no``: as where, which is slow where a mask has no pattern."""
    chosen = mask.astype(np.float32)
    return np.asarray(yes * chosen + no * (1 - chosen))


def best_of(values: Array) -> Array:
    """The index along the first axis of the largest value, the first of equals: as argmax, which is slow there."""
    codes = np.arange(len(values), 0, -1, dtype=np.int8).reshape(-1, *[1] * (values.ndim - 1))
    found: Array = ((values == values.max(0)) * codes).max(0)
    return len(values) - found.astype(np.int64)


def row_of(matrix: Array, power: Array) -> Array:
    """(N, B) of a matrix (N, N, B) in every game the row of that power (B,)."""
    n = len(matrix)
    return of_each(matrix.reshape(n * n, -1), n * power + np.arange(n)[:, None])


Kind = TypeVar("Kind", bound=type[IntEnum])


def pinned(kind: Kind) -> Kind:
    """The same class with its members as plain attributes: Python 3.11 finds them by a slow detour."""
    for member in kind:
        type.__setattr__(kind, member.name, member)
    return kind
