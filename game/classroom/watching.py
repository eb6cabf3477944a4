"""The sandbox beside a window: games run in a process of its own, so that no frame waits for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

from game.aside import Aside
from game.classroom.sandbox import Cast, Seen, watch
from game.files import BadInput
from game.words import words

Place = tuple[float, float]  # on the two dials: balance, distinguishability


@dataclass(frozen=True)
class Look:
    """What is seen by now at one of the places."""

    place: int  # of those that were asked for
    seen: Seen


def looks(places: Sequence[Place], cast: Cast, games: int, seed: int) -> Iterator[Look]:
    """Games at every place in turn, so that all of them grow together; the same games in all."""
    runs = {k: watch(*place, cast, games, seed) for k, place in enumerate(places)}
    while runs:
        for k, run in list(runs.items()):
            seen = next(run, None)
            if seen is None:
                del runs[k]
            else:
                yield Look(k, seen)


class Watching:
    """Many games at these places; call `poll` once a frame, and `stop` when nobody looks any more."""

    def __init__(self, places: Sequence[Place], cast: Cast, games: int, seed: int = 1) -> None:
        self.games = games
        self.seen: dict[int, Seen] = {}
        self.count = len(places)
        self.problem = ""
        self._players = Aside(_play, list(places), cast, games, seed)

    @property
    def done(self) -> bool:
        """Whether all games are played."""
        return len(self.seen) == self.count and all(seen.games == self.games for seen in self.seen.values())

    def poll(self) -> bool:
        """Take in what has come; whether anything has. Never waits."""
        heard = self._players.heard()
        for one in heard:
            if isinstance(one, Look):
                self.seen[one.place] = one.seen
            else:
                self.problem = str(one)
        if self._players.gone and not self.done and not self.problem:
            self.problem = words("ui.classroom.sandbox.stopped")
            return True
        return bool(heard)

    def stop(self) -> None:
        """Nobody looks any more."""
        self._players.stop()


def _play(line: Connection, places: list[Place], cast: Cast, games: int, seed: int) -> None:
    """Say what is seen, as it is."""
    try:
        for look in looks(places, cast, games, seed):
            line.send(look)
    except BadInput as why:
        line.send(str(why))
