"""Rounds that are over, as events: what promises are judged by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.events import Event


@dataclass(frozen=True, eq=False)
class Past:
    """One round of one game, as somebody knows it."""

    number: int
    events: tuple[Event, ...]

    def of(self, *kinds: str) -> Iterator[Event]:
        """Its events of these kinds, in order."""
        return (event for event in self.events if event.kind in kinds)


def rounds(events: Iterable[Event]) -> list[Past]:
    """Events by the round they are of, in order."""
    found: dict[int, list[Event]] = {}
    for event in events:
        found.setdefault(event.round, []).append(event)
    return [Past(number, tuple(found[number])) for number in sorted(found)]
