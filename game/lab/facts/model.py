"""What an experiment is: a claim of the literature, a way to put it to the test, and what came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from game.stats import Interval


@dataclass(frozen=True)
class Series:
    """One line of a plot: values with 95% intervals over a named quantity."""

    name: str
    x: tuple[float | str, ...]
    y: tuple[float, ...]
    ci: tuple[Interval, ...]


@dataclass(frozen=True)
class Finding:
    """What came out: the deciding statistic, its interval, whether the claim holds, and what a plot shows."""

    value: float
    ci: Interval
    passed: bool
    games: int
    x_label: str = ""
    y_label: str = ""
    series: tuple[Series, ...] = ()
    details: dict[str, float] = field(default_factory=dict)  # further figures, such as war rates and the share meant


@dataclass(frozen=True)
class Fact:
    """One claim. ``run(games, seed)`` plays about ``games`` games a cell and gives the same for the same seed."""

    number: int
    name: str  # 'four-worlds'
    claim: str  # a sentence
    source: str  # the literature
    statistic: str  # what ``value`` is
    expected: str  # '> 0', 'OI > DI > OD > DD'
    run: Callable[[int, int], Finding]
    games: int = 1000  # a cell, by default
    tried: str = ""  # if it does not hold: what was tried

    @property
    def label(self) -> str:
        return f"{self.number} {self.name}"
