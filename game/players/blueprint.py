"""The blueprint player: what a power of its card would do by quantal response, given what it believes."""

from __future__ import annotations

import math

import numpy as np

from game.arrays import Array, best_of
from game.belief import Belief, prior, twins
from game.belief.together import Lanes
from game.chance import Draw
from game.intents.act import Pick, Point, in_crisis, orders
from game.intents.choices import NEVER
from game.observe import Observation
from game.state import Orders, Stage


def choose(seen: Observation, belief: Belief | None, draw: Draw) -> Orders:
    """Orders, answer or choice of a side; without a belief, by the deck alone."""
    held = prior(seen.world, seen.games) if belief is None else belief
    return act(seen, held, by_luck(draw))


def act(
    seen: Observation, belief: Belief, pick: Pick, played: Orders | None = None, freed: Array | None = None
) -> Orders:
    """The same with any way to pick; see `intents.act`. ``freed`` (B,): sides are chosen without regard to ties."""
    two = twins.lanes(seen)
    if seen.games == 1:
        pick = _of_one(pick)
        played = played and played.take(_TWICE)
        freed = freed if freed is None else freed[_TWICE]
    if seen.stage is Stage.ORDERS:
        row = orders(belief.reckoned(seen), two, pick, played)
    else:
        me = np.full(two.games, seen.power)
        row = Orders.row(seen.world.n, two.games, **in_crisis(belief.crisis(seen), me, pick, freed))
    return row if seen.games > 1 else row.take(_TWICE[:1])


def in_crises(group: Lanes, draw: Draw) -> dict[str, Array]:
    """What several powers answer or choose in a crisis, each as if alone: orders by field, (lanes,)."""
    lanes = len(group.me)
    pick = by_luck(draw) if lanes > 1 else _of_one(by_luck(draw))
    given = in_crisis(group.belief.crisis(group.seen), twins.laid(group.me), pick)
    return {name: value[:lanes] for name, value in given.items()}


_TWICE = np.zeros(2, np.int64)


def _of_one(pick: Pick) -> Pick:
    """Picks in one game for its two lanes."""

    def both(point: Point, logits: Array) -> Array:
        return np.repeat(pick(point, logits[..., :1]), 2, -1)

    return both


def by_luck(draw: Draw) -> Pick:
    """Gumbel-max: the best option after luck is added is a quantal response."""

    def pick(point: Point, logits: Array) -> Array:
        size = math.prod(logits.shape[1:-1])
        able = np.flatnonzero(logits.reshape(len(logits), -1).max(1) > NEVER / 2)  # luck has no say in the others
        luck = draw.some(int(point), (able[:, None] * size + np.arange(size)).reshape(-1, *logits.shape[1:-1]))
        np.maximum(luck, 1e-300, out=luck)
        np.log(luck, out=luck)
        np.log(np.negative(luck, out=luck), out=luck)
        return able[best_of(np.subtract(logits[able], luck, out=luck))]

    return pick
