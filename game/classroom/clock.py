"""The class clock: where the lesson stands, and how long until the bell, which does not wait.

A pure value: every call gives the next one. Pausing stops the time of the step, never that of the lesson, so that a
clock can say how far behind a lesson is and when the play has to end for the debrief to have its time. Then it is up,
and the host decides: some minutes more, or the debrief.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.classroom.plan import Plan, Step
from game.words import MINUS

MINUTE = 60.0
WARNINGS = (5 * MINUTE, MINUTE)  # before the time is up


@dataclass(frozen=True)
class ClassClock:
    """One moment of a lesson; times in seconds."""

    plan: Plan
    place: int = 0  # of the step, from 0
    used: float = 0.0  # in this step, pauses left out
    spent: float = 0.0  # since the lesson began
    begun: bool = False
    paused: bool = True
    extra: float = 0.0  # granted to this step beyond its end

    @property
    def step(self) -> Step:
        return self.plan.steps[self.place]

    @property
    def left(self) -> float:
        """Of this step as it was planned; below 0 if it takes longer."""
        return self.step.minutes * MINUTE - self.used

    @property
    def bell(self) -> float:
        """Until the hard end of the lesson; never below 0."""
        return max(0.0, self.plan.length * MINUTE - self.spent)

    @property
    def slack(self) -> float:
        """How long this step can still last, if all after it are to have their time; below 0: it is too late."""
        return self.bell - self.plan.reserved[self.place] * MINUTE

    @property
    def behind(self) -> float:
        """By how much the lesson is later than planned; below 0: ahead."""
        return self.left - self.slack

    @property
    def left_to_play(self) -> float:
        """Until no more orders are taken, below 0 since: in a play, when the debrief needs its time; else the bell."""
        kept = self.plan.reserved[self.place] if self.step.kind == "play" else 0
        return (self.plan.length - kept) * MINUTE - self.spent + self.extra

    @property
    def last_round(self) -> bool:
        """In a play: there is time for the round in hand, and for no other."""
        return self.step.kind == "play" and self.begun and self.left_to_play <= WARNINGS[0]

    @property
    def up(self) -> bool:
        """No more orders are taken."""
        return self.begun and self.left_to_play <= 0

    @property
    def over(self) -> bool:
        return self.begun and self.bell <= 0

    def warns(self, before: ClassClock) -> float | None:
        """Which of `WARNINGS`, or the end itself (0), was passed between ``before`` and now."""
        then, now = before.left_to_play, self.left_to_play
        return next((mark for mark in (0.0, *reversed(WARNINGS)) if self.begun and now <= mark < then), None)

    def tick(self, seconds: float) -> ClassClock:
        """So many seconds later. Before it has begun nothing runs."""
        if not self.begun or seconds <= 0:
            return self
        used = self.used if self.paused else self.used + seconds
        return replace(self, used=used, spent=self.spent + seconds)

    def go(self) -> ClassClock:
        """Begin, or go on after a pause."""
        return replace(self, begun=True, paused=False)

    def pause(self) -> ClassClock:
        return replace(self, paused=True)

    def grant(self, seconds: float) -> ClassClock:
        """So much longer in this step: from now on, if its time is up."""
        return replace(self, extra=self.extra + seconds - min(self.left_to_play, 0.0))

    def away(self, seconds: float) -> ClassClock:
        """Taken up again so many seconds after it was left: the bell has not waited, and the step has.

        From the beginning, if the bell has rung meanwhile.
        """
        later = replace(self.tick(max(seconds, 0.0)), used=self.used, paused=True)
        return ClassClock(self.plan) if later.over else later

    def advance(self) -> ClassClock:
        """To the next step; at the last one nothing changes."""
        return self if self.place + 1 == len(self.plan.steps) else self._to(self.place + 1)

    def back(self) -> ClassClock:
        """To the step before, from its beginning; at the first one that starts again."""
        return self._to(max(0, self.place - 1))

    def _to(self, place: int) -> ClassClock:
        return replace(self, place=place, used=0.0, extra=0.0)


def told(seconds: float) -> str:
    """'4:05'; '−0:30' below zero."""
    whole = round(abs(seconds))
    sign = MINUS if seconds < 0 and whole else ""
    return f"{sign}{whole // 60}:{whole % 60:02d}"
