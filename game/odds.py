"""The one odds table [R8]: what a margin in arms units is worth on one die.

A difference-form contest (Hirshleifer 1989): the attacker wins on round(20 / (1 + exp(-margin / 2))) or
less of a twenty-sided die, never on less than 1 nor more than 19. Everything that fights looks here.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from game.arrays import Array, Ints
from game.words import signed

SPAN = 127  # margins beyond this are no different


def half_up(x: float) -> int:
    """Round to a whole number, halves up."""
    return math.floor(x + 0.5)


def percent(share: float) -> int:
    """A chance or share in whole per cent, halves up."""
    return half_up(100 * share)


@lru_cache(maxsize=8)
def table(die: int, scale: float, least: int, most: int) -> Array:
    """Numbers to roll, or less, for margins -SPAN..SPAN: int8 (2 * SPAN + 1,)."""
    faces = [half_up(die / (1 + math.exp(-m / scale))) for m in range(-SPAN, SPAN + 1)]
    out = np.clip(faces, least, most).astype(np.int8)
    out.setflags(write=False)
    return out


def needed(margin: Ints, odds: Array) -> Array:
    """The highest roll that wins for the attacker at these margins (any shape)."""
    return np.asarray(odds[np.clip(margin, -SPAN, SPAN) + SPAN])


def paper_table(odds: Array, die: int) -> list[tuple[str, int]]:
    """The table as printed: ('−3', 4) means the attacker wins on 4 or less; equal ends are folded."""
    low = int(np.argmax(odds > odds[0])) - 1
    high = len(odds) - int(np.argmax(odds[::-1] < odds[-1]))
    rows = [(signed(m - SPAN), int(odds[m])) for m in range(low, high + 1)]
    rows[0] = (rows[0][0] + " or less", rows[0][1])
    rows[-1] = (rows[-1][0] + " or more", rows[-1][1])
    return rows
