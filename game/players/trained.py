"""The level "trained": the linear policy with its trained weights, no look ahead; lotteries of weights, to train."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from game.arrays import Array
from game.chance import Draw
from game.observe import Observation
from game.players.moves import drawn
from game.players.policy import Luck, Weights
from game.players.rows import act
from game.players.view import F, View
from game.players.weights import trained
from game.state import Orders

TEMPERATURE = 1.15  # above 1 the level errs more than what it learnt: it is the first that has learnt anything
IN_ARMS = ("caution", "allies")  # weights that are no part of a softmax: they count arms


def choose(seen: Observation, belief: Any, draw: Draw) -> Orders:
    """By trained weights, at the level's temperature; what is believed is not asked."""
    return by(level(), seen, draw)


@lru_cache(maxsize=1)
def level() -> Weights:
    """Trained weights with every choice a softmax at `TEMPERATURE` (quantal response, McKelvey & Palfrey 1995)."""
    return {name: w if name in IN_ARMS else w / TEMPERATURE for name, w in trained().items()}


def by(weights: Weights, seen: Observation, draw: Draw) -> Orders:
    """By any weights."""
    return act(View.of(seen), weights, luck_of(draw)).of(0)


def luck_of(draw: Draw) -> Luck:
    """A seat's luck for the policy."""

    def luck(what: int, *shape: int) -> Array:
        return np.asarray(draw.uniform(what, *shape))

    return luck


class Lottery:
    """In every game one of K sets of weights, drawn once; which, `moves.drawn` tells: for training many at a time."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        """``weights``: arrays (K,) by name."""
        self.weights = {name: np.asarray(value, F) for name, value in weights.items()}
        self.count = len(next(iter(self.weights.values())))

    def choose(self, seen: Observation, belief: Any, draw: Draw) -> Orders:
        mine = drawn(draw, self.count)
        return by({name: value[mine][None] for name, value in self.weights.items()}, seen, draw)
