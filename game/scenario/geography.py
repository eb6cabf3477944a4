"""The map as figures: who reaches whom, what a border adds, and how much of a helper's strength arrives.

Shares and barriers are exact fractions until each strength or margin is rounded, once, half up [R7, R8].
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from math import floor

import numpy as np

from game.arrays import Array, Bools, Ints
from game.scenario.fail import Fail
from game.schema import Help, WorldTable, fraction

Pair = tuple[int, int]  # of powers, the first in table order first


def reach(world: WorldTable, fail: Fail) -> Bools:
    """(N, N) who may strike whom: neighbours, or everybody where a file gives no borders."""
    n = len(fail.codes)
    if not world.border:
        return ~np.eye(n, dtype=bool)
    out = np.zeros((n, n), bool)
    for x, border in enumerate(world.border):
        i, j = fail.pair(f"world.border.{x}.between", border.between)
        out[i, j] = out[j, i] = True
    return out


def barriers(world: WorldTable, fail: Fail) -> tuple[dict[Pair, float], dict[Pair, str]]:
    """Arms a barrier adds to either defender, and what some barriers are."""
    arms: dict[Pair, float] = {}
    over: dict[Pair, str] = {}
    for x, wall in enumerate(world.barrier):
        pair = fail.pair(f"world.barrier.{x}.between", wall.between)
        if arms.setdefault(pair, wall.arms) != wall.arms:
            fail(f"world.barrier.{x}", "this pair has another figure above; a barrier counts both ways")
        if wall.over is not None:
            over[pair] = wall.over
    return arms, over


def edge(balance: float, arms: Mapping[Pair, float], n: int) -> Ints:
    """(N, N, 1) the balance less the barrier, in a margin of striker against target."""
    out = np.zeros((n, n, 1), np.int16)
    for i in range(n):
        for j in range(n):
            out[i, j] = half_up(fraction(balance) - fraction(arms.get((min(i, j), max(i, j)), 0)))
    return out


def shares(world: WorldTable, rules: Help, near: Bools, fail: Fail) -> list[list[Fraction]]:
    """Of a helper's attack, what reaches a land: by helper and land; ``near`` (N, N) as `reach` has it."""
    if world.border:
        usual = [[fraction(rules.over_border if close else rules.elsewhere) for close in row] for row in near]
    else:
        usual = [[fraction(rules.no_borders)] * len(near) for _ in near]
    for x, given in enumerate(world.projection):
        helper = fail.power(f"world.projection.{x}.from", given.from_)
        land = fail.power(f"world.projection.{x}.to", given.to)
        if helper == land:
            fail(f"world.projection.{x}", "from and to are the same power; name two")
        usual[helper][land] = fraction(given.share)
    return usual


def help_sent(share: list[list[Fraction]], times: Fraction, most: int) -> Array:
    """(N, N, most + 1) strength sent, by helper, land and the helper's attack."""
    return np.array([[sent(one * times, most) for one in row] for row in share], np.int8)


@lru_cache(maxsize=256)
def sent(share: Fraction, most: int) -> tuple[int, ...]:
    """What arrives of 0, 1, ... ``most``."""
    over, under = share.numerator, share.denominator
    return tuple((2 * over * a + under) // (2 * under) for a in range(most + 1))


def half_up(x: Fraction) -> int:
    """Rounded to a whole number, exact halves up; `odds.half_up` does so for floats."""
    return floor(x + Fraction(1, 2))
