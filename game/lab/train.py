"""Training the linear policy by the cross-entropy method (Rubinstein 1999; for policies, Szita & Lorincz 2006).

Each generation draws weights around the best of the last one and lets every set sit alone among others: rule players,
copies of the generation's mean, or both. What counts is the tournament's measure, the share of tables at which it ends
most points above its own par, and a little the points themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from game.arrays import Array
from game.belief import Belief
from game.chance import Chance, Draw
from game.lab.tournament import leads
from game.match import Results, play_batch
from game.observe import Observation
from game.players import Player, player
from game.players.moves import drawn
from game.players.policy import START
from game.players.trained import Lottery, by
from game.players.weights import trained
from game.scenario import load
from game.state import Orders

WORLDS = ("six-powers", "base", "six-powers", "world-offence-plain", "six-powers", "world-defence-alike")
POPULATION = 48
ELITE = 8
POINTS = 0.02  # of a win, what a point above par counts
SELF = "self"  # among the rivals: a copy of the generation's mean
SPREAD = 0.7  # of every weight, to begin with
STEP = 0.7  # from the old mean and spread to those of the best
NOISE, COOLING = 0.075, 0.9  # added to the spread, less and less, so that it does not close too soon


@dataclass(frozen=True)
class Plan:
    """How long and how wide to look."""

    generations: int = 30
    games: int = 96  # a set of weights and generation
    seed: int = 1


def train(plan: Plan, tell: Callable[[int], None] = lambda done: None) -> dict[str, float]:
    """Weights that do well among rule players and among their own kind, in several worlds."""
    return _searched(plan, START, ("rules", SELF), WORLDS, tell)


def exploiter(plan: Plan, name: str, scenario: str, tell: Callable[[int], None] = lambda done: None) -> Player:
    """A player trained against nothing but copies of ``name``, in one world, from the trained weights on."""
    weights = _searched(plan, trained(), (name,), (scenario,), tell)
    return Player(f"exploiter of {name}", "", partial(_by, weights))


def _searched(
    plan: Plan, begin: Mapping[str, float], against: Sequence[str], worlds: Sequence[str], tell: Callable[[int], None]
) -> dict[str, float]:
    """The mean weights after the last generation, rounded to three places."""
    names = list(START)
    mean, spread = np.array([begin[name] for name in names]), np.full(len(names), SPREAD)
    rng = np.random.default_rng(plan.seed)
    for generation in range(plan.generations):
        sets = mean + spread * rng.standard_normal((POPULATION, len(names)))
        worth = _fitness(names, sets, mean, plan, generation, against, worlds[generation % len(worlds)])
        best = sets[np.argsort(-worth, kind="stable")[:ELITE]]
        mean = (1 - STEP) * mean + STEP * best.mean(0)
        spread = (1 - STEP) * spread + STEP * best.std(0) + NOISE * COOLING**generation
        tell(generation + 1)
    return {name: round(float(value), 3) for name, value in zip(names, mean, strict=True)}


def _fitness(
    names: Sequence[str], sets: Array, mean: Array, plan: Plan, generation: int, against: Sequence[str], world: str
) -> Array:
    """(K,) what each set is worth, over all seats; which set sits in a game is drawn by lot."""
    lottery = Player("lottery", "", Lottery({name: sets[:, k] for k, name in enumerate(names)}).choose)
    same = Player(SELF, "", partial(_by, dict(zip(names, mean, strict=True))))
    rivals = [same if name == SELF else player(name) for name in against]
    box = load(world)
    n, games = box.world.n, plan.games * len(sets) // box.world.n
    total, count = np.zeros(len(sets)), np.zeros(len(sets))
    for seat in range(n):
        first = (generation * n + seat) * games
        alike = rivals[(seat + generation) % len(rivals)]
        seats = [alike if seat % 3 else rivals[j % len(rivals)] for j in range(n)]
        seats[seat] = lottery
        found = Results.join(list(play_batch(box, seats, games, plan.seed, first=first)))
        worth = leads(found)[seat] * n / 6 + POINTS * np.clip((found.points - found.par)[seat], -25, 25)
        luck = Chance(plan.seed, games, first).players
        which = drawn(Draw(luck, seat, np.zeros(games, np.int64), 0), len(sets))
        total += np.bincount(which, worth, len(sets))
        count += np.bincount(which, minlength=len(sets))
    return np.asarray(total / np.maximum(count, 1))


def _by(weights: dict[str, float], seen: Observation, belief: Belief | None, draw: Draw) -> Orders:
    return by(weights, seen, draw)
