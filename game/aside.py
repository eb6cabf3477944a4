"""Work beside a window that tells of itself as it goes: a process of its own, and a line to it that nobody waits at.

`crew` does what is asked and hands it over when it is done; here somebody works on, says what there is by now, and may
be asked more.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Concatenate, ParamSpec

from game.crew import enlist_beside

P = ParamSpec("P")


class Aside:
    """``work``, a function of a module, at one end of a line; this is the other. Call `heard` once a frame."""

    def __init__(self, work: Callable[Concatenate[Connection, P], None], *args: P.args, **kwargs: P.kwargs) -> None:
        fresh = multiprocessing.get_context("spawn")  # a window must not be forked
        self._line, theirs = fresh.Pipe()
        self._process = fresh.Process(target=_at, args=(work, theirs, args, kwargs), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def gone(self) -> bool:
        """Whether nothing more will be heard."""
        return self._line.closed

    def send(self, wanted: object) -> bool:
        """Ask for more; whether there is still somebody to be asked."""
        try:
            self._line.send(wanted)
        except OSError:
            return False
        return True

    def heard(self) -> list[object]:
        """What has been said since. Never waits."""
        out: list[object] = []
        try:
            while not self._line.closed and self._line.poll():
                out.append(self._line.recv())
        except (EOFError, OSError):
            self._line.close()
        return out

    def stop(self) -> None:
        """Nobody listens any more."""
        self._line.close()
        self._process.terminate()
        self._process.join()


def _at(work: Callable[..., None], line: Connection, args: tuple[object, ...], kwargs: dict[str, object]) -> None:
    """The other process; it ends when nobody listens."""
    enlist_beside()
    with suppress(EOFError, BrokenPipeError):
        work(line, *args, **kwargs)
