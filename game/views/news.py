"""What one power has seen happen, and since when."""

from __future__ import annotations

import numpy as np

from game.events import Event, chronicle, seen_by
from game.match import Match


def last_visit(match: Match, power: int) -> int | None:
    """The index of the last step that this power had to decide in; None if it never had."""
    for index in range(len(match.steps) - 1, -1, -1):
        if np.asarray(match.steps[index].before.table.asked)[power, 0]:
            return index
    return None


def since(match: Match, power: int) -> list[Event]:
    """What this power has seen happen since it last sealed."""
    first = last_visit(match, power)
    if first is None:
        return []
    world = match.scenario.world
    return [event for step in match.steps[first:] for event in seen_by(chronicle(world, step), power)]
