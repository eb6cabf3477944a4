"""What one power has seen happen, and since when."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from game.events import Event, chronicle, public, seen_by, sentence
from game.match import Match
from game.scenario import World

OWN_NOTES = ("read",)  # events that say what one wrote oneself


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


def news(world: World, events: Iterable[Event]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What happened, in sentences: what this power alone knows of it, and what all know."""
    every = [event for event in events if event.kind not in OWN_NOTES]
    open_ = public(every)
    alone = [event for event in every if event not in open_]
    return tuple(sentence(world, event) for event in alone), tuple(sentence(world, event) for event in open_)
