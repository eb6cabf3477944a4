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

NOBODY = -1  # in place of a power's index
EVERYBODY = -2  # `signal open all`


def taken(array: Array, games: Any) -> Array:
    """Some of the games, an index, slice or mask over the last axis, in memory order: (..., B)."""
    if not isinstance(games, np.ndarray):
        return np.asarray(array[..., games])
    return array.take(np.flatnonzero(games) if games.dtype == bool else games, -1)


def of_each(values: Array, index: Array) -> Array:
    """``values[index, game]`` in every game: of (K, B) by (..., B), which gives (..., B)."""
    games = values.shape[-1]
    return values.reshape(-1).take(index * np.int64(games) + np.arange(games))


Kind = TypeVar("Kind", bound=type[IntEnum])


def pinned(kind: Kind) -> Kind:
    """The same class with its members as plain attributes: Python 3.11 finds them by a slow detour."""
    for member in kind:
        type.__setattr__(kind, member.name, member)
    return kind
