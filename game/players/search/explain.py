"""Reasons: what was done, by what margin, and what belief would have changed it, from the record of the decision.

The samples a choice rests on differ in who wants land there. Weighing them anew tells what would have been chosen under
another belief, with no further rollout: with chance q that a rival wants land, one order beats another by
q x (its lead where that rival does) + (1 - q) x (its lead where it does not). A threshold is told only where the 95%
interval of the lead beyond it excludes zero, so that a threshold can be relied on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.arrays import Array
from game.belief import Belief
from game.chance import Draw
from game.observe import Observation
from game.orders import texts
from game.players.personas import Taste, taste
from game.players.search.decide import Decision, decide
from game.players.search.rollout import UNIT
from game.scenario import Intent
from game.state import Stage
from game.stats import Z95, Interval
from game.words import listed, words

COACH = "master"
FEW = 5  # samples of a kind below which nothing is said of it
NEAR = 0.97  # a chance nobody would be brought to hold is no threshold
TOLD = 2  # thresholds a reason names


@dataclass(frozen=True)
class Flip:
    """A belief that would have changed the order."""

    rival: int
    orders: tuple[str, ...]  # what would have been ordered
    threshold: float  # chance that the rival wants land
    now: float
    above: bool  # whether the order changes above the threshold, or below


@dataclass(frozen=True)
class Explanation:
    """Why one power ordered what it did, in plain values and in sentences."""

    power: int
    round: int
    player: str
    orders: tuple[str, ...]
    instead: tuple[str, ...]  # the next best
    margin: float  # points by which it was better, habits included
    ci: Interval
    samples: int
    habit: float  # of the margin, what is the pull of habit
    flips: tuple[Flip, ...]
    sentences: tuple[str, ...]


def explain(seen: Observation, belief: Belief | None, draw: Draw, player: str) -> Explanation | None:
    """Why ``player`` orders what it does here, in one game; None for players that compare nothing, such as "rules"."""
    found = taste(player)
    if found is None or found.budget is None or seen.stage is Stage.OVER:
        return None
    return of_decision(decide(seen, belief, draw, found, found.budget), found)


def advise(seen: Observation, belief: Belief | None, draw: Draw) -> Explanation | None:
    """The coach: what a strong player would do here, and why."""
    return explain(seen, belief, draw, COACH)


def of_decision(found: Decision, mind: Taste) -> Explanation:
    """The reasons in a decision for one game."""
    chosen = int(found.chosen[0])
    lines = [_lines(found, k) for k in range(len(found.rows))]
    worth = found.tried.worth[:, 0]
    others = [k for k in np.argsort(-worth, kind="stable") if lines[k] != lines[chosen] and worth[k] > -1e5]
    margin, ci, habit = 0.0, (0.0, 0.0), 0.0
    if others:
        lead = _lead(found, chosen, others[0])
        habit = _habit(found, chosen, others[0])
        margin = float(worth[chosen] - worth[others[0]])
        half = Z95 * float(lead.std(ddof=1)) / np.sqrt(len(lead))
        ci = (margin - half, margin + half)
    flips = _flips(found, chosen, others, lines)
    told = Explanation(
        power=found.seen.power,
        round=int(found.seen.table.round[0]),
        player=mind.name,
        orders=lines[chosen],
        instead=lines[others[0]] if others else (),
        margin=margin,
        ci=ci,
        samples=found.tried.values.shape[1],
        habit=habit,
        flips=flips,
        sentences=(),
    )
    return Explanation(**(told.__dict__ | {"sentences": tuple(_sentences(found, told, bool(others)))}))


def _lines(found: Decision, k: int) -> tuple[str, ...]:
    """What is done of a candidate: no sayings, no reads."""
    lines = texts(found.seen.world, found.rows[k])
    return tuple(line for line in lines if not line.startswith(("say ", "read ")))


def _lead(found: Decision, a: int, b: int) -> Array:
    """(S,) points by which a candidate does better than another, sample by sample."""
    return np.asarray((found.tried.values[a, :, 0] - found.tried.values[b, :, 0]) / UNIT)


def _habit(found: Decision, a: int, b: int) -> float:
    return found.tried.lean * float(found.tried.pull[a, 0] - found.tried.pull[b, 0])


def _flips(found: Decision, chosen: int, others: list[int], lines: list[tuple[str, ...]]) -> tuple[Flip, ...]:
    """The beliefs nearest to what is held that would have changed the order, the nearest first."""
    held = found.held.aggressor()[:, 0]
    wolves = found.tried.cards[:, :, 0] >= Intent.CLAIMANT
    out = []
    for rival in (i for i in range(found.seen.world.n) if i != found.seen.power):
        wolf = wolves[rival]
        if min(wolf.sum(), (~wolf).sum()) < FEW:
            continue
        for other in others:
            lead, habit = _lead(found, chosen, other), _habit(found, chosen, other)
            for above in (True, False):
                threshold = _threshold(lead, wolf, habit, float(held[rival]), above=above)
                if threshold is not None:
                    out.append(Flip(rival, lines[other], threshold, float(held[rival]), above))
    out.sort(key=lambda flip: abs(flip.threshold - flip.now))
    first: dict[int, Flip] = {}
    for flip in out:
        first.setdefault(flip.rival, flip)
    return tuple(first.values())[:TOLD]


def _threshold(lead: Array, wolf: Array, habit: float, now: float, *, above: bool) -> float | None:
    """The chance nearest to ``now`` from which on the other order is better beyond doubt, if there is one."""
    grid = np.arange(round(now, 2) + 0.01, NEAR, 0.01) if above else np.arange(round(now, 2) - 0.01, 1 - NEAR, -0.01)
    if not len(grid):
        return None
    with_it, without = lead[wolf], lead[~wolf]
    mean = grid * with_it.mean() + (1 - grid) * without.mean() + habit
    error = np.sqrt(grid**2 * with_it.var(ddof=1) / len(with_it) + (1 - grid) ** 2 * without.var(ddof=1) / len(without))
    sure = mean + Z95 * error < 0
    return round(float(grid[sure.argmax()]), 2) if bool(sure.any()) else None


# ---- words ----------------------------------------------------------------------------------------------


def _sentences(found: Decision, told: Explanation, compared: bool) -> list[str]:
    powers = found.seen.world.powers
    name = powers[told.power].name
    out = [words("player.why.did", name=name, orders=spoken(told.orders))]
    if compared:
        low, high = told.ci
        key = "clear" if low > 0 else "close"
        out.append(
            words(
                f"player.why.{key}",
                other=spoken(told.instead),
                margin=f"{abs(told.margin):.1f}",
                low=f"{low:.1f}",
                high=f"{high:.1f}",
                samples=told.samples,
            )
        )
        if told.habit > told.margin and told.habit > 0:
            out.append(words("player.why.habit", points=f"{told.habit:.1f}"))
    out += [
        words(
            f"player.why.{'above' if flip.above else 'below'}",
            other=spoken(flip.orders),
            rival=powers[flip.rival].name,
            threshold=f"{flip.threshold:.2f}",
            now=f"{flip.now:.2f}",
        )
        for flip in told.flips
    ]
    return out


def spoken(lines: tuple[str, ...]) -> str:
    """Orders in a sentence: 'build shield 2 and stance mobilise'."""
    return listed([f"'{line}'" for line in lines]) or words("player.why.nothing")


__all__ = ["Explanation", "Flip", "advise", "explain", "of_decision"]
