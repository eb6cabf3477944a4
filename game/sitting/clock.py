"""The time for talk: it runs down while it is let run; whoever shows it says how much time has gone by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Clock:
    """Seconds for each round; 0: no clock. It never ends a round by itself: it shows, and the host decides."""

    seconds: float = 0.0
    left: float = 0.0
    running: bool = False

    @property
    def wanted(self) -> bool:
        return self.seconds > 0

    @property
    def up(self) -> bool:
        """Whether the time has run out."""
        return self.wanted and self.left <= 0

    def restart(self) -> None:
        """A new round: all its time again, running if it is a clock at all."""
        self.left, self.running = self.seconds, self.wanted

    def pause(self) -> None:
        self.running = False

    def go_on(self) -> None:
        self.running = self.wanted

    def add(self, seconds: float) -> None:
        """More time, or less; never below none."""
        self.left = max(0.0, self.left + seconds)

    def tick(self, seconds: float) -> bool:
        """Let time go by; True at the moment when it runs out."""
        if not self.running or self.up:
            return False
        self.add(-seconds)
        return self.up
