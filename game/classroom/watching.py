"""The sandbox beside a window: games run in a process of its own, so that no frame waits for them."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

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
        fresh = multiprocessing.get_context("spawn")  # a window must not be forked
        self._line, theirs = fresh.Pipe(duplex=False)
        self._process = fresh.Process(target=_serve, args=(theirs, list(places), cast, games, seed), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def done(self) -> bool:
        """Whether all games are played."""
        return len(self.seen) == self.count and all(seen.games == self.games for seen in self.seen.values())

    def poll(self) -> bool:
        """Take in what has come; whether anything has. Never waits."""
        news = False
        try:
            while not self._line.closed and self._line.poll():
                self._take(self._line.recv())
                news = True
        except (EOFError, OSError):
            self._line.close()
            if not self.done and not self.problem:
                self.problem, news = words("ui.classroom.sandbox.stopped"), True
        return news

    def _take(self, one: Look | str) -> None:
        if isinstance(one, Look):
            self.seen[one.place] = one.seen
        else:
            self.problem = one

    def stop(self) -> None:
        """Nobody looks any more."""
        self._line.close()
        self._process.terminate()
        self._process.join()


def _serve(line: Connection, places: list[Place], cast: Cast, games: int, seed: int) -> None:
    """The other process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the window
    with suppress(BrokenPipeError):
        try:
            for look in looks(places, cast, games, seed):
                line.send(look)
        except BadInput as why:
            line.send(str(why))
