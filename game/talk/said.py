"""Words as they are kept: letters, what is said at the table, diaries."""

from __future__ import annotations

from dataclasses import dataclass

from game.arrays import EVERYBODY, NOBODY


@dataclass(frozen=True)
class Letter:
    """A message as delivered: sealed in ``round``, read when the orders were turned over."""

    round: int
    step: int  # the place of its step in `Match.steps`
    sender: int
    to: int
    text: str

    @property
    def binds(self) -> int:
        """The first round whose orders can follow from it."""
        return self.round + 1

    def reaches(self, power: int) -> bool:
        return self.to == EVERYBODY or power in (self.to, self.sender)


@dataclass(frozen=True)
class Spoken:
    """Something said aloud at the table, for all to hear."""

    round: int
    step: int  # the place in `Match.steps` of the step that followed
    power: int
    text: str
    binds: int  # the first round whose orders can follow from it


@dataclass(frozen=True)
class Note:
    """One entry of a diary: what a power says, to itself and to the debrief, that it acted from."""

    round: int
    step: int  # as above
    power: int
    motive: str  # one of `MOTIVES`
    toward: int = NOBODY


MOTIVES = ("fear", "want", "duty")
