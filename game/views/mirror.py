"""The mirror: how each rival would read a draft, before it is sealed. For a coach's table and for the debrief."""

from __future__ import annotations

from dataclasses import dataclass

from game.belief import Belief
from game.belief.mirror import mirror, reading
from game.observe import Observation
from game.odds import percent
from game.views.draft import Draft

ARROW = "→"  # in the place of the terminal's plain one


@dataclass(frozen=True)
class Reading:
    """What one rival would make of the draft: per cent that the writer wants land, now and once it is turned over."""

    power: int
    before: int
    after: int
    text: str


def mirrored(belief: Belief, seen: Observation, draft: Draft) -> tuple[Reading, ...]:
    """One reading a rival, in table order; none while the draft cannot be sealed."""
    if draft.problem(seen):
        return ()
    found = mirror(belief, seen, draft.sheet(seen.world).orders)
    before, after = ([percent(float(x)) for x in row[:, 0]] for row in (found.before, found.after))
    others = (i for i in range(seen.world.n) if i != seen.power)
    return tuple(Reading(i, before[i], after[i], reading(found, i).replace("->", ARROW)) for i in others)
