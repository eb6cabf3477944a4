"""Second thoughts about a game: why its players did what they did, and what a strong player would have done.

Worked out anew from what each knew then and its own luck of then, so that a reason is of the decision itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from game import parley
from game.match import Match
from game.orders import parse, spelled, texts
from game.players import promises
from game.record import replay
from game.words import words

if TYPE_CHECKING:  # loaded when it is first asked
    from game.players.search.counsel import Counsel


@dataclass(frozen=True)
class Reason:
    """Of one power at one step, in sentences."""

    power: int
    sentences: tuple[str, ...]


def counselled(match: Match, power: int, place: int) -> Counsel | None:
    """What a strong player would have ordered before step ``place``, or would order now, from what this power knew."""
    from game.players.search.counsel import counsel, strong
    from game.players.search.explain import deeds

    past = match.at(place)
    did = deeds(match.ordered(place, power)) if place < len(match.steps) else None
    return counsel(parley.seat_as(past, power, strong()), did)


def reasons(match: Match, place: int) -> tuple[Reason, ...]:
    """Of all who were asked at step ``place`` of a game that is over, in table order."""
    past = match.at(place)
    return tuple(Reason(power, tuple(_told(match, past, power, place))) for power in past.asked())


def of_record(path: Path, place: int) -> tuple[Reason, ...]:
    """The same of a recorded game; raises as `record.replay` does."""
    return reasons(replay(path).match, place)


def _told(match: Match, past: Match, power: int, place: int) -> Iterator[str]:
    from game.players.search.explain import deeds, explain

    world = past.scenario.world
    who, name = past.players[power], world.powers[power].name
    if who is None:
        found = counselled(match, power, place)
        yield from found.sentences if found else [words("player.why.exile", name=name)]
        return
    told = explain(past.observation(power), past.belief(power) if who.knobs else None, past.draw(power), who.name)
    lines, seat = past.let_player(power), parley.seat_of(past, power)
    kept = promises.settled(seat, lines) if seat else None
    did = deeds(match.ordered(place, power))
    again = texts(world, parse(world, kept.lines if kept else lines).orders)  # in the order of a sheet
    if did != deeds(again):
        yield words("player.why.another", name=name, player=who.name)
        return
    deed, free = spelled(world, power, did), deeds(lines)
    rule = words("player.why.rule", player=who.name)
    yield words("player.why.did", name=name, orders=deed)
    if free != did:
        yield words("player.word.free", orders=spelled(world, power, free))
    yield from told.sentences[1:] if told else [rule]
    yield from promises.told(world, kept) if kept else ()
