"""One game alone, bit for bit as it is in a batch.

numpy adds up along an axis in the order in which the array lies in memory, and for a single game it takes another path
than for two: the last bit differs. So whatever is reckoned with floats is reckoned on arrays that lie in one order, the
game last, and a single game as two identical lanes (DESIGN, section 8).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

import numpy as np

from game.arrays import Array, taken
from game.intents.mind import Knobs, Mind
from game.intents.pairs import Pairs
from game.observe import Observation
from game.state import Desk, Table

Thing = TypeVar("Thing")
# Where the classes of a reckoning are at home; the world and the cards, met on the way too, have no games.
_HOMES = ("game.observe", "game.state", "game.intents")
_WITHOUT_GAMES = (Enum, Mind, Knobs, Pairs)


def laid(array: Array) -> Array:
    """The array (..., B) in memory order; (..., 1) twice side by side: (..., 2)."""
    return np.repeat(array, 2, -1) if array.shape[-1] == 1 else np.ascontiguousarray(array)


def alike(array: Array) -> bool:
    """Whether it is the same in all games."""
    return bool((array == array[..., :1]).all())


def lanes(seen: Observation) -> Observation:
    """The observation with all its arrays `laid`; itself if they lie so already."""
    parts = seen.table.__dict__, seen.desk.__dict__
    if seen.games > 1 and all(array.flags.c_contiguous for part in parts for array in part.values()):
        return seen
    table, desk = ({name: laid(array) for name, array in part.items()} for part in parts)
    return Observation(seen.world, seen.power, seen.stage, Table(**table), Desk(**desk))


def take(whole: Thing, games: Array | slice, of: Observation | None = None, own: Observation | None = None) -> Thing:
    """The same reckoning in some lanes: ``games`` an index (B,) over the last axis; what has no such axis stays.

    If it is a reckoning ``of`` a view, with the view ``own`` in its place.
    """
    return _laid_out(whole, lambda array: taken(array, games), {id(of): own})


def spread(whole: Thing, of: Observation, own: Observation) -> Thing:
    """The first lane of a reckoning ``of`` a view in the lanes of the view ``own``, which is put in its place."""
    games = own.games
    return _laid_out(
        whole, lambda array: np.broadcast_to(array[..., :1], (*array.shape[:-1], games)).copy(), {id(of): own}
    )


def _laid_out(whole: Thing, of_array: Callable[[Array], Array], known: dict[int, Any]) -> Thing:
    """``known``: what is put in place of others, by their id."""

    def part(value: Any) -> Any:
        if id(value) in known:
            return known[id(value)]
        if isinstance(value, np.ndarray):
            known[id(value)] = of_array(value)
            return known[id(value)]
        if isinstance(value, dict):
            return {key: part(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            parts = [part(one) for one in value]
            return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
        if isinstance(value, _WITHOUT_GAMES) or not type(value).__module__.startswith(_HOMES):
            return value
        known[id(value)] = new = object.__new__(type(value))
        new.__dict__.update({name: part(one) for name, one in value.__dict__.items()})
        return new

    new: Thing = part(whole)
    return new
