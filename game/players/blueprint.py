"""The blueprint player: what a power of its card would do by quantal response, given what it believes."""

from __future__ import annotations

from typing import Any

import numpy as np

from game.arrays import Array
from game.belief import Belief, prior
from game.chance import Draw
from game.intents.act import Pick, Point, in_crisis, orders
from game.intents.crises import crisis_of
from game.intents.picture import picture
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
    if seen.stage is Stage.ORDERS:
        return orders(belief.outlooks(seen), seen, pick, played)
    crisis = crisis_of(picture(seen, belief.held, belief.knobs))
    return in_crisis(crisis, seen, pick, answering=seen.stage is Stage.ANSWERS, freed=freed)


def by_luck(draw: Draw) -> Pick:
    """Gumbel-max: the best option after luck is added is a quantal response."""

    def pick(point: Point, logits: Array) -> Array:
        luck = np.maximum(draw.uniform(int(point), *logits.shape[:-1]), 1e-300)
        return np.asarray((logits - np.log(-np.log(luck))).argmax(0))

    return pick
