"""What a turning over of sheets shows: to the table, and to each power beside that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.events import Event, public, seen_by
from game.talk.judge import Promise
from game.talk.said import Letter

BREACHES = ("broke-peace", "failed-guard", "deserted", "pact-broken")


@dataclass(frozen=True, eq=False)
class Revealed:
    """One step of a game as it was turned over. Nothing here is for all but what `events` and `letters` give."""

    round: int
    stage_name: str  # what was turned over: "orders", "answers" or "help"
    over: bool
    settled: tuple[Promise, ...]  # promises made aloud that were kept or broken with it, as all can tell
    letters: tuple[Letter, ...]  # to all, opened
    _told: Sequence[Event]

    @property
    def events(self) -> list[Event]:
        """What all can see."""
        return public(self._told)

    def seen_by(self, power: int) -> list[Event]:
        """What this power can see."""
        return seen_by(self._told, power)

    @property
    def breaches(self) -> list[Event]:
        """Words that were broken and fined, for all to see."""
        return [event for event in self.events if event.kind in BREACHES]
