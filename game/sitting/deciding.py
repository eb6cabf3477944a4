"""Computer seats talk and think beside the window, and what they find does not depend on when or where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import TypeVar

from game import parley
from game.match import Match

Spoken = tuple[int, str]
T = TypeVar("T")


class Deciding:
    """What the players of a match say at the opening of a round, answer, and order after it, worked out by ``room``.

    Words come one by one, and each is said before the next is thought of. A thought about orders holds for one step,
    or until it is forgotten (`forget`): then it is thought again.
    """

    def __init__(self, match: Match, room: Executor) -> None:
        self._match = match
        self._room = room
        self._thoughts: dict[int, Future[list[str]]] = {}
        self._step = -1  # the step whose opening is being held
        self._next: Future[Spoken | None] | None = None

    # ---- words ------------------------------------------------------------------------------------------

    def listen(self) -> None:
        """Think of what is to be said: something was said that is to be answered, or a round begins."""
        self._step, self._next = len(self._match.steps), self._room.submit(parley.next_word, self._match)

    def speak(self) -> bool:
        """Say what is ready by now; whether all has been said that is to be said by now. Never waits."""
        while (ready := self._coming()) is not None and ready.done():
            self._say(ready)
        return ready is None

    def speak_all(self) -> None:
        """Say all that is still to be said."""
        while (ready := self._coming()) is not None:
            self._say(ready)

    def _coming(self) -> Future[Spoken | None] | None:
        """What is being thought of; None when all has been said."""
        if self._step != len(self._match.steps):
            self.listen()
        return self._next

    def _say(self, ready: Future[Spoken | None]) -> None:
        said = _found(ready, parley.next_word, self._match)
        if said is not None:
            self._match.speak(*said)
        self._next = None if said is None else self._room.submit(parley.next_word, self._match)

    # ---- orders -----------------------------------------------------------------------------------------

    def done(self, powers: Iterable[int]) -> dict[int, list[str]]:
        """What has been decided by now, of these powers, one after the other. Raises what a player raised.

        One at a time, so that little is left to be thought when the table is left.
        """
        found = {}
        for power in powers:
            if not self._thought(power).done():
                break
            found[power] = self._decided(power)
        return found

    def all(self, powers: Iterable[int]) -> dict[int, list[str]]:
        """The decisions of all these powers."""
        return {power: self._decided(power) for power in powers}

    def stop(self) -> None:
        """Forget all thoughts; what was not said is thought anew."""
        self.forget()
        if self._next is not None:
            self._next.cancel()
        self._step, self._next = -1, None

    def forget(self) -> None:
        """Something was said that counts, or the sheets were turned over: what was thought holds no more."""
        for thought in self._thoughts.values():
            thought.cancel()
        self._thoughts = {}

    def _decided(self, power: int) -> list[str]:
        return _found(self._thought(power), parley.ordered, self._match, power)

    def _thought(self, power: int) -> Future[list[str]]:
        if power not in self._thoughts:
            self._thoughts[power] = self._room.submit(parley.ordered, self._match, power)
        return self._thoughts[power]


def _found(thought: Future[T], think: Callable[..., T], *about: object) -> T:
    """What was thought; if whoever thought it is gone, it is thought here."""
    try:
        return thought.result()
    except BrokenExecutor:
        return think(*about)
