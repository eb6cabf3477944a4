"""What experiments are decided by: differences under the same luck, shares of sums, how well beliefs tell types."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from game.arrays import Array
from game.lab.facts.model import Series
from game.lab.facts.play import Played
from game.stats import Z95, Interval, mean, share

Found = tuple[float, Interval]  # a figure and its 95% interval


def paired(more: Array, less: Array) -> Found:
    """Mean difference of two samples (B,) of the same games."""
    return mean(np.asarray(more, float) - np.asarray(less, float))


def weakest(differences: Iterable[Found]) -> Found:
    """Of differences that must all be above 0 the one with the lowest lower bound: if it is above 0, so are all.

    Each is held at 95%, so no correction for their number is due (Berger 1982, intersection-union tests).
    """
    return min(differences, key=lambda found: found[1][0])


def above(found: Found) -> bool:
    return found[1][0] > 0


def ratio(part: Array, whole: Array) -> tuple[float, Array]:
    """A share of sums over games, and what each game does to it (B,): its influence (delta method)."""
    part, whole = np.asarray(part, float), np.asarray(whole, float)
    value = float(part.sum() / whole.sum())
    return value, value + (part - value * whole) / whole.mean()


def auc(scores: Array, positive: Array) -> tuple[float, float]:
    """Chance that a positive has the higher score than a negative, and its variance (DeLong and others 1988)."""
    yes, no = scores[positive], scores[~positive]
    wins = (yes[:, None] > no[None]) + 0.5 * (yes[:, None] == no[None])
    variance = wins.mean(1).var(ddof=1) / len(yes) + wins.mean(0).var(ddof=1) / len(no)
    return float(wins.mean()), float(variance)


def normal(value: float, variance: float) -> Found:
    half = Z95 * math.sqrt(variance)
    return value, (value - half, value + half)


def line(name: str, x: Sequence[float | str], found: Sequence[Found]) -> Series:
    return Series(name, tuple(x), tuple(f[0] for f in found), tuple(f[1] for f in found))


def rate(hits: Array) -> Found:
    """A share of games (B,) with its Wilson interval."""
    return share(int(np.sum(hits)), len(hits))


def war_and_meant(name: str, played: Played) -> dict[str, float]:
    """The war rate and, beside it, the share of its strikes by which the striker expected to gain."""
    figures = {f"war, {name}": float(played.war.mean()), f"meant, {name}": played.meant_share()}
    return {key: value for key, value in figures.items() if not math.isnan(value)}  # no war, nothing meant
