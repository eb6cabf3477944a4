"""A debrief that is there at once, and what is asked of it: no other process."""

from __future__ import annotations

from pathlib import Path

from game.debrief import Debrief
from game.debrief.reckoning import Finished, Question, Reckoning, Refused, Written


class Ready(Reckoning):
    """All is reckoned; ``answers`` come when they are next listened for."""

    def __init__(self, debrief: Debrief) -> None:
        super().__init__()
        self.wanted: list[Question | Path] = []
        self.answers: list[object] = [debrief, Finished(debrief)]
        self.stopped = False
        self.poll()

    def send(self, wanted: Question | Path) -> None:
        self.wanted.append(wanted)

    def heard(self) -> list[object]:
        heard, self.answers = self.answers, []
        return heard

    def stop(self) -> None:
        self.stopped = True


class Slow(Ready):
    """Nothing is known yet; what comes is put into ``answers`` by the test."""

    def __init__(self) -> None:
        Reckoning.__init__(self)
        self.wanted, self.answers, self.stopped = [], [], False


__all__ = ["Finished", "Ready", "Refused", "Slow", "Written"]
