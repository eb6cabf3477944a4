"""What the engine says of a game: three scores, their parts, and the sentences they rest on.

Shares are of the game's harm (points lost in wars plus tokens spent on arms and mobilisation): what part of it would
not have happened. They may overlap, and where there was no harm there is nothing to explain.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from game.arrays import Array

SCORES = ("spiral", "chain_ganging", "buck_passing")


@dataclass(frozen=True)
class Estimate:
    """A share of the harm with its 95% interval over the replicates."""

    value: float
    ci: tuple[float, float]


@dataclass(frozen=True)
class Score:
    """One of the three; ``share`` is None where there was no harm: nothing to explain."""

    share: Estimate | None
    verdict: str  # "high" or "low"; "low" where there is nothing to explain
    attribution: dict[str, float] = field(default_factory=dict)  # by power's code; sums to the share (Shapley)


@dataclass(frozen=True)
class Marker:
    """One sentence of evidence: noise-free, cheap, told in the debrief."""

    round: int
    kind: str  # spiral, chain_ganging, collusion, buck_passing, free_riding, preventive, pre-emptive, ...
    powers: tuple[str, ...]  # codes; whom it is about, the actor first
    value: float  # a difference of chances, -1..1
    text: str  # a sentence for people


@dataclass(frozen=True)
class Scores:
    """All that is scored in one game."""

    spiral: Score
    chain_ganging: Score
    buck_passing: Score
    dilemma: Estimate | None  # spiral = dilemma + misperception
    misperception: Estimate | None
    believed_balance: Estimate | None  # beside chain-ganging: what a misjudged balance added
    markers: tuple[Marker, ...]
    harm: int  # points lost in wars + tokens spent on arms and mobilising, as played
    replicates: int
    seed: int

    @staticmethod
    def blank(replicates: int, seed: int) -> Scores:
        """Nothing to explain: of a game without harm, or before anything is reckoned."""
        nothing = Score(None, "low")
        return Scores(nothing, nothing, nothing, None, None, None, (), 0, replicates, seed)


@dataclass(frozen=True, eq=False)
class Beliefs:
    """What the powers believed, over T rounds and N powers; nan where there is nothing to believe.

    Raises `ValueError` if the shapes do not belong together.
    """

    rounds: Array  # (T,) their numbers
    aggressor: Array  # (T, N, N) chance a rational viewer i gives rival j of being an aggressor, at the opening
    image: Array  # (T, N) the chance i supposes its rivals give it
    threat: Array  # (T, N, N) points i expects to lose to j: chance of attack x (chance of losing x loss + cost)
    reads: Array  # (T, N, N) the chance i stated for j that round, or nan
    mirror: Array  # (T, N, N) change in rival j's belief about i that i's orders of the round caused

    def __post_init__(self) -> None:
        t, n = np.shape(self.image)
        for name in ("aggressor", "threat", "reads", "mirror"):
            if np.shape(getattr(self, name)) != (t, n, n):
                raise ValueError(f"beliefs: {name} has shape {np.shape(getattr(self, name))}, not {(t, n, n)}")
        if np.shape(self.rounds) != (t,):
            raise ValueError(f"beliefs: rounds has shape {np.shape(self.rounds)}, not {(t,)}")

    def at(self, round_: int) -> int | None:
        """The place of a round on the first axis; None for one that is not in it."""
        found = np.flatnonzero(np.asarray(self.rounds) == round_)
        return int(found[0]) if len(found) else None
