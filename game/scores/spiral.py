"""Spiral: harm among those who wanted only safety, that would not have been had they known each other.

*Dilemma* is what vanishes between the rational observer's belief and common knowledge of the truth about benign
powers (Herz 1950: the tragedy survives perfect reasoning); *misperception* what vanishes between the belief a power
acted on and the rational observer's (Jervis 1976). To fear a real predator is neither.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.arrays import Array
from game.chance import Draws
from game.scenario import Intent
from game.scores.abduct import Factual
from game.scores.harm import Harm
from game.scores.lanes import Plan, Regime, run


@dataclass(frozen=True)
class Parts:
    """Points of harm that vanish, by replicate and game: (R, G)."""

    dilemma: Array
    misperception: Array
    shapley: Array  # (N, R, G) of both together, by the power whose belief is mended

    @property
    def whole(self) -> Array:
        return np.asarray(self.dilemma + self.misperception)


def vanished(done: Factual, chance: Draws, replicates: int, seed: int, played: Harm, orders: Array | None) -> Parts:
    """``orders`` (R, N): in which order beliefs are mended, for the Shapley value; None: not attributed."""
    n, games = done.n, done.games
    sets = [np.full((n, replicates), Regime.RATIONAL), np.full((n, replicates), Regime.TRUTH)]
    if orders is not None:
        rank = orders.argsort(1).T  # (N, R)
        sets += [np.where(rank < k, Regime.TRUTH, Regime.FACTUAL) for k in range(1, n)]
    plan = Plan(
        game=np.tile(np.arange(games), len(sets) * replicates),
        replicate=np.repeat(np.tile(np.arange(replicates), len(sets)), games),
        regime=np.repeat(np.concatenate(sets, 1), games, axis=1),
    )
    # the truth is told among the benign, if there are two or more: a lone lamb has no lamb to fear
    benign = (done.steps[0].before.desk.intent < Intent.CLAIMANT)[:, plan.game]
    assert plan.regime is not None
    told = (benign & (benign.sum(0) > 1)) | (plan.regime != Regime.TRUTH)
    plan.regime = np.where(told, plan.regime, Regime.FACTUAL)
    harm = Harm(plan.lanes)
    run(done, chance, seed, plan, harm.watch)
    gone = _gone(played, harm, (len(sets), replicates, games))
    rational, truth = gone[:2]
    shapley = np.zeros((n, replicates, games))
    if orders is not None:
        ladder = np.concatenate([np.zeros((1, replicates, games)), gone[2:], truth[None]])
        shapley = np.take_along_axis(ladder[1:] - ladder[:-1], rank[:, :, None], 0)
    return Parts(truth - rational, rational, shapley)


def _gone(played: Harm, harm: Harm, shape: tuple[int, int, int]) -> Array:
    """(sets, R, G) points that vanish. Arms count where a power has fewer: that those who are trusted may arm the more
    against a predator is no harm of this kind, and makes none good."""
    spent = np.asarray(harm.arms).reshape(-1, *shape)
    less = np.maximum(np.asarray(played.arms)[:, None, None] - spent, 0).sum(0)
    return np.asarray(played.feared - harm.feared.reshape(shape) + less)
