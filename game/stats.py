"""Means, shares and their 95% intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from game.arrays import Array

Interval = tuple[float, float]
Z95 = 1.959964


def simultaneous(comparisons: int) -> float:
    """The normal quantile for two-sided 95% over so many comparisons at once (Bonferroni)."""
    return NormalDist().inv_cdf(1 - 0.025 / comparisons)


def mean(values: Array, z: float = Z95) -> tuple[float, Interval]:
    """Mean and normal interval of a sample."""
    n = len(values)
    m = float(values.mean())
    half = z * float(values.std(ddof=1)) / math.sqrt(n) if n > 1 else math.inf
    return m, (m - half, m + half)


def share(hits: int, n: int, z: float = Z95) -> tuple[float, Interval]:
    """A share and its Wilson interval; of nothing, anything between 0 and 1."""
    if n == 0:
        return math.nan, (0.0, 1.0)
    p = hits / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return p, (max(0.0, middle - half), min(1.0, middle + half))


@dataclass
class Sum:
    """A mean that is added to batch by batch, so that memory stays flat."""

    n: int = 0
    total: float = 0.0
    squares: float = 0.0

    def add(self, values: Array) -> None:
        self.n += values.size
        self.total += float(values.sum())
        self.squares += float((values.astype(float) ** 2).sum())

    @property
    def mean(self) -> float:
        return self.total / self.n if self.n else math.nan

    @property
    def ci(self) -> Interval:
        if self.n < 2:
            return (-math.inf, math.inf)
        variance = max(0.0, (self.squares - self.n * self.mean**2) / (self.n - 1))
        half = Z95 * math.sqrt(variance / self.n)
        return (self.mean - half, self.mean + half)
