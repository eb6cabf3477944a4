"""The blueprint player: what a power of its card would do by quantal response, given what it believes."""

from __future__ import annotations

from typing import Any

import numpy as np

from game.arrays import Array
from game.belief import Belief, prior, twins
from game.chance import Draw
from game.intents.act import Pick, Point, in_crisis, orders
from game.observe import Observation
from game.state import Orders, Stage


def choose(seen: Observation, belief: Any, draw: Draw) -> Orders:
    """Orders, answer or choice of a side; without a belief, by the deck alone."""
    held = belief if isinstance(belief, Belief) else prior(seen.world, seen.games)
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
        row = in_crisis(belief.crisis(seen), two, pick, answering=seen.stage is Stage.ANSWERS, freed=freed)
    return row if seen.games > 1 else row.take(_TWICE[:1])


_TWICE = np.zeros(2, np.int64)


def _of_one(pick: Pick) -> Pick:
    """Picks in one game for its two lanes."""

    def both(point: Point, logits: Array) -> Array:
        return np.repeat(pick(point, logits[..., :1]), 2, -1)

    return both


def by_luck(draw: Draw) -> Pick:
    """Gumbel-max: the best option after luck is added is a quantal response."""

    def pick(point: Point, logits: Array) -> Array:
        luck = draw.uniform(int(point), *logits.shape[:-1])
        np.maximum(luck, 1e-300, out=luck)
        np.log(luck, out=luck)
        np.log(np.negative(luck, out=luck), out=luck)
        return np.asarray(np.subtract(logits, luck, out=luck).argmax(0))

    return pick
