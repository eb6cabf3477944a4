"""Reasons: what was done, by what margin, and what belief would have changed it, from the record of the decision.

The samples a choice rests on differ in who wants land there. Weighing them anew tells what would be best under another
belief: with chance q that a rival wants land, one order beats another by q x (its lead where that rival does) +
(1 - q) x (its lead where it does not). Where that changes sign a threshold may lie. It is told only if deciding
once more under that belief and a little beyond it, with the same luck, does end in another order: a reason can be
relied on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from game.arrays import Array
from game.belief import Belief
from game.belief.posterior import stated
from game.chance import Draw
from game.observe import Observation
from game.odds import half_up
from game.orders import spelled, texts
from game.players.personas import Budget, Taste, taste
from game.players.search.decide import Decision, decide
from game.players.search.rollout import UNIT
from game.scenario import Intent
from game.state import Stage
from game.stats import Z95, Interval
from game.words import numeral, words

FEW = 4  # samples of a kind below which nothing is said of it
ENDS = (0.02, 0.95)  # beliefs beyond these are no thresholds
STEP = 0.04  # how far beyond the sums' own threshold it is tried first
FURTHER = 0.05  # beyond a threshold, where the order must still be another
TOLD = 2  # thresholds a reason names
TRIES = 6  # beliefs tried to find them


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
    return explained(seen, belief, draw, found, found.budget)


def explained(seen: Observation, belief: Belief | None, draw: Draw, mind: Taste, budget: Budget) -> Explanation:
    """The same for any taste and budget."""
    found = decide(seen, belief, draw, mind, budget)
    chosen = int(found.chosen[0])
    lines = [_lines(found, k) for k in range(len(found.rows))]
    worth = found.tried.worth[:, 0]
    others = [int(k) for k in np.argsort(-worth, kind="stable") if lines[k] != lines[chosen] and worth[k] > -1e5]
    margin, ci, habit = 0.0, (0.0, 0.0), 0.0
    if others:
        lead = _lead(found, chosen, others[0])
        habit = _habit(found, chosen, others[0])
        margin = float(worth[chosen] - worth[others[0]])
        half = Z95 * float(lead.std(ddof=1)) / np.sqrt(len(lead))
        ci = (margin - half, margin + half)

    def again(rival: int, chance: float) -> tuple[str, ...]:
        """What would be ordered under another belief."""
        reads = np.full((seen.world.n, 1), np.nan)
        reads[rival] = chance
        other = decide(seen, stated(found.held, reads), draw, mind, budget)
        return _lines(other, int(other.chosen[0]))

    told = Explanation(
        power=seen.power,
        round=int(seen.table.round[0]),
        player=mind.name,
        orders=lines[chosen],
        instead=lines[others[0]] if others else (),
        margin=margin,
        ci=ci,
        samples=found.tried.values.shape[1],
        habit=habit,
        flips=_flips(found, chosen, others, lines[chosen], again),
        sentences=(),
    )
    return Explanation(**(told.__dict__ | {"sentences": tuple(_sentences(found, told, bool(others)))}))


def _lines(found: Decision, k: int) -> tuple[str, ...]:
    return deeds(texts(found.seen.world, found.rows[k]))


def deeds(lines: Iterable[str]) -> tuple[str, ...]:
    """What is done, of a sheet: no sayings, no reads."""
    return tuple(line for line in lines if not line.startswith(("say ", "read ")))


def _lead(found: Decision, a: int, b: int) -> Array:
    """(S,) points by which a candidate does better than another, sample by sample."""
    return np.asarray((found.tried.values[a, :, 0] - found.tried.values[b, :, 0]) / UNIT)


def _habit(found: Decision, a: int, b: int) -> float:
    bias = found.tried.bias
    return float(bias[a, 0] - bias[b, 0])


def _flips(
    found: Decision,
    chosen: int,
    others: list[int],
    orders: tuple[str, ...],
    again: Callable[[int, float], tuple[str, ...]],
) -> tuple[Flip, ...]:
    """The beliefs nearest to what is held that would have changed the order, one a rival, the nearest first."""
    held = found.held.aggressor()[:, 0]
    hopes = sorted(
        (abs(at - float(held[rival])), rival, at, above)
        for rival in range(found.seen.world.n)
        if rival != found.seen.power
        for above in (True, False)
        for at in _crossings(found, chosen, others, rival, above=above)
    )
    out: dict[int, Flip] = {}
    tries = 0
    for _, rival, at, above in hopes:
        end = ENDS[above]
        for chance in (at, (at + end) / 2):
            if rival in out or len(out) == TOLD or tries == TRIES:
                break
            tries += 1
            then = again(rival, chance)
            further = min(chance + FURTHER, 1) if above else max(chance - FURTHER, 0)
            if then != orders and again(rival, further) != orders:
                out[rival] = Flip(rival, then, round(chance, 2), float(held[rival]), above)
    return tuple(out.values())


def _crossings(found: Decision, chosen: int, others: list[int], rival: int, *, above: bool) -> list[float]:
    """The chance nearest to what is held from which on, by the samples weighed anew, another order is better."""
    now = float(found.held.aggressor()[rival, 0])
    wolf = found.tried.cards[rival, :, 0] >= Intent.CLAIMANT
    if min(wolf.sum(), (~wolf).sum()) < FEW:
        return []
    out = []
    for other in others:
        lead, habit = _lead(found, chosen, other), _habit(found, chosen, other)
        with_it, without = lead[wolf].mean() + habit, lead[~wolf].mean() + habit
        if (with_it < 0) != (without < 0) and (with_it < 0) == above:
            at = float(without / (without - with_it)) + (STEP if above else -STEP)
            if ENDS[0] < at < ENDS[1] and (at > now) == above:
                out.append(at)
    return [min(out, key=lambda at: abs(at - now))] if out else []


# ---- words ----------------------------------------------------------------------------------------------


def _sentences(found: Decision, told: Explanation, compared: bool) -> list[str]:
    world = found.seen.world
    powers, me = world.powers, told.power
    name = powers[me].name
    out = [words("player.why.did", name=name, orders=spelled(world, me, told.orders))]
    if compared:
        low, high = told.ci if told.margin >= 0 else (-told.ci[1], -told.ci[0])  # a crisis is also chosen by lot
        key = "clear" if told.ci[0] > 0 else "close"
        out.append(
            words(
                f"player.why.{key}",
                other=spelled(world, me, told.instead),
                margin=tenths(abs(told.margin)),
                low=tenths(low),
                high=tenths(high),
                samples=told.samples,
            )
        )
        if told.habit > told.margin and told.habit > 0:
            out.append(words("player.why.habit", points=f"{told.habit:.1f}"))
    out += [
        words(
            f"player.why.{'above' if flip.above else 'below'}",
            other=spelled(world, me, flip.orders),
            rival=powers[flip.rival].name,
            threshold=half_up(100 * flip.threshold),
            now=half_up(100 * flip.now),
        )
        for flip in told.flips
    ]
    return out


def tenths(points: float) -> str:
    """Points in a sentence; never a nought below nought."""
    return numeral(round(points, 1) + 0.0, ".1f")


__all__ = ["Explanation", "Flip", "deeds", "explain", "explained"]
