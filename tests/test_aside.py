"""Work beside a window that tells of itself as it goes."""

from __future__ import annotations

import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from game.aside import Aside


def echo(line: Connection, first: str, *, times: int) -> None:
    """Say something so often, then say again what is heard, and end at 'enough'."""
    for _ in range(times):
        line.send(first)
    while (heard := line.recv()) != "enough":
        line.send(heard)


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_is_said_is_heard_in_its_order_and_more_can_be_asked() -> None:
    other = Aside(echo, "a", times=2)
    heard: list[object] = []

    def listen(count: int) -> bool:
        heard.extend(other.heard())
        return len(heard) == count

    try:
        until(lambda: listen(2))
        assert other.send("b")
        until(lambda: listen(3))
        assert heard == ["a", "a", "b"]
        other.send("enough")
        until(lambda: listen(3) and other.gone)
        assert other.heard() == []
        assert not other.send("c")
    finally:
        other.stop()


def test_whoever_stops_listening_ends_it() -> None:
    other = Aside(echo, "a", times=1)
    other.stop()
    assert other.gone
    assert other.heard() == []
    assert not other._process.is_alive()
