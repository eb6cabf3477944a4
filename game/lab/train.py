"""Training the linear policy by the cross-entropy method (Rubinstein 1999; for policies, Szita & Lorincz 2006).

Each generation draws weights around the best of the last one and lets every set sit alone among others: rule players,
copies of the generation's mean, or both. What counts is the tournament's measure, the share of tables at which it ends
most points above its own par, and a little the points themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from game.arrays import Array
from game.chance import Chance, Draw
from game.match import Results, play_batch
from game.observe import Observation
from game.players import Player, player
from game.players.moves import drawn
from game.players.policy import START
from game.players.trained import Lottery, by
from game.scenario import load
from game.state import Orders

WORLDS = ("six-powers", "base", "six-powers", "world-offence-plain", "six-powers", "world-defence-alike")
POPULATION = 48
ELITE = 8
POINTS = 0.01  # of a win, what a point above par counts


def leads(found: Results) -> Array:
    """(N, B) shares of the table's one win: most points above one's own par, ties shared."""
    above = found.points - found.par
    best = above == above.max(0)
    return np.asarray(best / best.sum(0))


@dataclass(frozen=True)
class Plan:
    """How long and how wide to look."""

    generations: int = 30
    games: int = 96  # a set of weights and generation
    seed: int = 1


def train(
    plan: Plan, against: Sequence[str] = ("rules", "self"), tell: Callable[[int], None] = lambda done: None
) -> dict[str, float]:
    """The mean weights after the last generation, rounded to three places."""
    names = list(START)
    mean, spread = np.array([START[name] for name in names]), np.full(len(names), 0.7)
    rng = np.random.default_rng(plan.seed)
    for generation in range(plan.generations):
        drawn_sets = mean + spread * rng.standard_normal((POPULATION, len(names)))
        worth = fitness(names, drawn_sets, mean, plan, generation, against)
        best = drawn_sets[np.argsort(-worth, kind="stable")[:ELITE]]
        mean = 0.3 * mean + 0.7 * best.mean(0)
        spread = 0.3 * spread + 0.7 * best.std(0) + 0.25 * 0.9**generation * 0.3
        tell(generation + 1)
    return {name: round(float(value), 3) for name, value in zip(names, mean, strict=True)}


def fitness(
    names: Sequence[str], sets: Array, mean: Array, plan: Plan, generation: int, against: Sequence[str]
) -> Array:
    """(K,) what each set is worth, all under the same seeds."""
    lottery = Player("lottery", "", Lottery({name: sets[:, k] for k, name in enumerate(names)}).choose)
    same = Player("self", "", partial(_by, dict(zip(names, mean, strict=True))))
    total, count = np.zeros(len(sets)), np.zeros(len(sets))
    rivals = [same if name == "self" else player(name) for name in against]
    world = load(WORLDS[generation % len(WORLDS)])
    n = world.world.n
    games = plan.games * len(sets) // n
    for seat in range(n):
        first = (generation * n + seat) * games
        others = (
            [rivals[(seat + generation) % len(rivals)]] * n if seat % 3 else [rivals[j % len(rivals)] for j in range(n)]
        )
        others[seat] = lottery
        found = Results.join(list(play_batch(world, others, games, plan.seed, first=first)))
        worth = leads(found)[seat] * n / 6 + POINTS * (found.points - found.par)[seat]
        luck = Chance(plan.seed, games, first).players
        which = drawn(Draw(luck, seat, np.zeros(games, np.int64), 0), len(sets))
        total += np.bincount(which, worth, len(sets))
        count += np.bincount(which, minlength=len(sets))
    return total / np.maximum(count, 1)


def _by(weights: dict[str, float], seen: Observation, belief: Any, draw: Draw) -> Orders:
    return by(weights, seen, draw)
