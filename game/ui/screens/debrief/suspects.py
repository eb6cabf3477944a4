"""Before a card is turned: everybody points at the one they suspect, and the table says how many there were."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from game.seats import Seat
from game.ui.screens.debrief.chapter import Chapter, Reader
from game.ui.screens.parts import mark
from game.ui.widgets import Card, Choice, Column, Flow, Narrow, Option, Padded, Row, Scroll, Space, Text, Tile, Widget
from game.words import words

BEAT = 0.9  # seconds between the numbers


@dataclass
class Guess:
    """What the table said before it knew."""

    suspect: str | None = None  # the power at which most fingers point
    wolves: int | None = None  # how many want land
    hands: tuple[int, ...] = ()  # of a class: how many went up for none, for one and so on; empty: not asked


class Suspects(Chapter):
    """Three, two, one, point; then how many, and at whom."""

    key = "suspects"

    def __init__(self, reader: Reader, guess: Guess) -> None:
        super().__init__(reader)
        self.guess = guess
        self.clock: float | None = None  # seconds since the count began

    @property
    def beat(self) -> int:
        """0 before the count, 1 to 3 while it runs, 4 when everybody points."""
        return 0 if self.clock is None else min(int(self.clock / BEAT) + 1, 4)

    @property
    def moving(self) -> bool:
        return 0 < self.beat < 4

    def forward(self) -> bool:
        if self.beat == 4:
            return False
        self.clock = 0.0 if self.beat == 0 and not self.still else 4 * BEAT
        self.refresh()
        return True

    def update(self, seconds: float) -> None:
        if self.clock is not None and self.moving:
            before = self.beat
            self.clock += seconds
            if self.beat != before:
                self.reader.app.sounds.play("reveal" if self.beat == 4 else "tick")
                self.refresh()

    def compose(self) -> Widget:
        count = words("ui.debrief.suspects.count").split("|")
        big = Text(count[self.beat], "display", "accent" if self.beat else "faint", "centre")
        sheet: list[Widget] = [Text(words("ui.debrief.suspects.ask"), "heading", align="centre"), big]
        if self.reader.reckoning.debrief is not None:
            sheet += self._guesses()
        page = Column(Space(), Narrow(Card(Column(*sheet, gap=12), 30, 18), 860), Space(), weights=(1, 0, 1))
        return Scroll(Padded(page, 10, 10), "page")

    def _guesses(self) -> list[Widget]:
        """The two questions; nobody has to answer them."""
        seats = self.debrief.seats
        numbers = [Option(k, str(k)) for k in range(len(seats) + 1)]
        return [
            Text(words("ui.debrief.suspects.fingers"), "subhead", align="centre"),
            Flow(*[self._tile(seat) for seat in seats], align="centre", gap=10),
            Flow(
                Text(words("ui.debrief.suspects.many"), "subhead"),
                Choice("wolves", numbers, self.guess.wolves, self._count),
                align="centre",
                gap=16,
            ),
        ]

    def _tile(self, seat: Seat) -> Widget:
        face = Row(mark(seat), Text(seat.name, "strong"), gap=10)
        chosen = self.guess.suspect == seat.code
        return Tile(face, partial(self._point, seat.code), chosen=chosen, name=f"suspect {seat.code}", pad=9)

    def _point(self, code: str) -> None:
        self.guess.suspect = None if self.guess.suspect == code else code
        self.refresh()

    def _count(self, number: int) -> None:
        self.guess.wolves = None if self.guess.wolves == number else number
        self.refresh()
