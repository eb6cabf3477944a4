"""What the engine says of a game: three scores, their parts, and the sentences they rest on.

Shares are of the game's harm (points lost in wars plus tokens spent on arms and mobilisation): what part of it would
not have happened. They may overlap, and where there was no harm there is nothing to explain.
"""

from __future__ import annotations

from dataclasses import dataclass, field

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
