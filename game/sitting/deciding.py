"""Computer seats talk and think beside the window: in one thread, and what they find does not depend on when."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from game import parley
from game.match import Match

Spoken = tuple[int, str]


class Deciding:
    """What the players of a match say at the opening of a round, and order after it, worked out in one thread.

    Words come one by one, and each is said before the next is thought of. A thought about orders holds for one step,
    or until it is forgotten (`forget`): then it is thought again.
    """

    def __init__(self, match: Match) -> None:
        self._match = match
        self._worker: ThreadPoolExecutor | None = None
        self._thoughts: dict[int, Future[list[str]]] = {}
        self._step = -1  # the step whose opening is being held
        self._words: Iterator[Spoken] = iter(())
        self._next: Future[Spoken | None] | None = None

    # ---- words ------------------------------------------------------------------------------------------

    def speak(self) -> bool:
        """Say what is ready by now; whether all has been said that is to be said at this opening. Never waits."""
        while (ready := self._coming()) is not None and ready.done():
            self._say(ready)
        return ready is None

    def speak_all(self) -> None:
        """Say all that is still to be said at this opening."""
        while (ready := self._coming()) is not None:
            self._say(ready)

    def _coming(self) -> Future[Spoken | None] | None:
        """What is being thought of; None when all has been said."""
        if self._step != len(self._match.steps):
            self._step, self._words = len(self._match.steps), parley.openings(self._match)
            self._next = self._submit_words()
        return self._next

    def _say(self, ready: Future[Spoken | None]) -> None:
        said = ready.result()
        if said is not None:
            self._match.speak(*said)
        self._next = None if said is None else self._submit_words()

    def _submit_words(self) -> Future[Spoken | None]:
        return self._pool().submit(next, self._words, None)

    # ---- orders -----------------------------------------------------------------------------------------

    def done(self, powers: Iterable[int]) -> dict[int, list[str]]:
        """What has been decided by now, of these powers, one after the other. Raises what a player raised.

        One at a time, so that nothing is left to be thought when the table is left.
        """
        found = {}
        for power in powers:
            thought = self._thought(power)
            if not thought.done():
                break
            found[power] = thought.result()
        return found

    def all(self, powers: Iterable[int]) -> dict[int, list[str]]:
        """The decisions of all these powers."""
        return {power: self._thought(power).result() for power in powers}

    def stop(self) -> None:
        """Forget all thoughts; returns when nothing looks at the match any more. What was not said is thought anew."""
        self.forget()
        if self._next is not None:
            self._next.cancel()
        if self._worker:
            self._worker.shutdown()
            self._worker = None
        self._step, self._next = -1, None

    def forget(self) -> None:
        """Something was said that counts, or the sheets were turned over: what was thought holds no more."""
        for thought in self._thoughts.values():
            thought.cancel()
        self._thoughts = {}

    def _thought(self, power: int) -> Future[list[str]]:
        if power not in self._thoughts:
            self._thoughts[power] = self._pool().submit(parley.ordered, self._match, power)
        return self._thoughts[power]

    def _pool(self) -> ThreadPoolExecutor:
        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, "thinking")
            sys.setswitchinterval(0.001)  # the window has its turn within a millisecond, not five
        return self._worker
