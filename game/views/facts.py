"""Numbers and names that the pages share, worked out from one power's observation."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from game import crisis, odds
from game.arrays import NOBODY
from game.events.event import pact_values
from game.events.sentences import pact_words
from game.observe import Observation
from game.orders import Sheet, cost
from game.scenario import World
from game.state import Signal
from game.words import counted, listed, words


def name(world: World, power: int) -> str:
    return world.powers[power].name


def names(world: World, powers: Iterable[int], last: str = "and") -> str:
    """'Aldmar, Brennia and Corvia'."""
    return listed([world.powers[int(i)].name for i in powers], last)


def with_code(world: World, power: int) -> str:
    """'Aldmar (ALD)'."""
    return words("view.power", name=world.powers[power].name, code=world.codes[power])


def because(why: str) -> str:
    """The reason of an `Illegal` as a sentence."""
    return f"{why[:1].upper()}{why[1:]}."


def part(world: World) -> str:
    """What an arm is worth as one of the other sort: '1/2', '0.75', 'nothing'."""
    share = 1 - world.distinguishability
    return {0.5: "half", 0.0: "nothing"}.get(share, f"{share:.2g}")


def right(world: World) -> int:
    """How often a report tells the sort of an arm right, in per cent."""
    return odds.percent((1 + world.distinguishability) / 2)


def arms_words(swords: int, shields: int) -> str:
    """'2 swords and 1 shield'."""
    return listed([counted(swords, "sword"), counted(shields, "shield")])


def strengths(world: World, swords: int, shields: int) -> tuple[int, int]:
    """Attack and defence [R3]."""
    return swords + int(world.part[shields]), shields + int(world.part[swords])


def left(seen: Observation, sheet: Sheet) -> int:
    """Tokens that these orders leave."""
    return int(seen.table.tokens[seen.power, 0] - cost(seen, sheet.orders)[0])


def is_ready(seen: Observation, power: int) -> bool:
    """Mobilised, this round or one of the two before [R5]."""
    return bool(crisis.mobilised(seen.world, seen.table)[power, 0])


def ready_until(seen: Observation, power: int) -> int:
    return int(seen.table.mobilised_on[power, 0]) + seen.world.core.odds.mobilised_rounds - 1


def may_strike(seen: Observation, power: int) -> bool:
    """Whether that power may strike somebody this round, for all to see."""
    since = int(seen.table.round[0] - seen.table.mobilised_on[power, 0])
    ready = 1 <= since < seen.world.core.odds.mobilised_rounds or bool(seen.world.surprise[power, 0])
    free = seen.table.occupier[:, 0] == NOBODY
    return bool(ready and free[power] and (seen.world.reach[power, :, 0] & free).any())


def knows(seen: Observation, power: int) -> bool:
    """Whether that power shows this one its arms, or is watched by it."""
    shown = crisis.in_force(seen.table, Signal.OPEN)[power, seen.power, 0]
    return bool(shown | crisis.in_force(seen.table, Signal.WATCH)[seen.power, power, 0])


def barrier(world: World, a: int, b: int) -> int:
    """Arms of advantage to the defender between two lands; the world card's balance is not in it."""
    return round(float(world.balance) - float(world.edge[a, b, 0]) + 1e-9)


def pact_phrase(world: World, kind: int, value: int) -> str:
    """'defence', 'offence against Corvia'."""
    return pact_words(world, pact_values(world, kind, value))


def chance(world: World, margin: int) -> float:
    """The attackers' chance at a margin."""
    return float(odds.needed(np.array(margin), world.odds)) / world.core.odds.die
