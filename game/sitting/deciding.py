"""Computer seats think beside the window: one thread, in table order, and what they find does not depend on when."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from game.match import Match


class Deciding:
    """What the players of a match would order as things stand, worked out ahead in one thread.

    A thought is forgotten when something was said or turned over since it began: then it is thought again.
    """

    def __init__(self, match: Match) -> None:
        self._match = match
        self._worker: ThreadPoolExecutor | None = None
        self._since = (0, 0)
        self._thoughts: dict[int, Future[list[str]]] = {}

    def done(self, powers: Iterable[int]) -> dict[int, list[str]]:
        """What has been decided by now, of these powers; the others go on thinking. Raises what a player raised."""
        return {i: thought.result() for i, thought in self._think(powers).items() if thought.done()}

    def all(self, powers: Iterable[int]) -> dict[int, list[str]]:
        """The decisions of all these powers."""
        return {i: thought.result() for i, thought in self._think(powers).items()}

    def stop(self) -> None:
        """Forget all thoughts; returns when nothing looks at the match any more."""
        self._forget()
        if self._worker:
            self._worker.shutdown()
            self._worker = None

    def _forget(self) -> None:
        for thought in self._thoughts.values():
            thought.cancel()
        self._thoughts = {}

    def _think(self, powers: Iterable[int]) -> dict[int, Future[list[str]]]:
        now = (len(self._match.steps), len(self._match.spoken))
        if now != self._since:
            self._forget()
            self._since = now
        wanted = list(powers)
        for power in wanted:
            if power not in self._thoughts:
                self._worker = self._worker or ThreadPoolExecutor(1, "thinking")
                self._thoughts[power] = self._worker.submit(self._match.let_player, power)
        return {i: self._thoughts[i] for i in wanted}
