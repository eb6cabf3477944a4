"""Before any card is turned: how many of you were aggressors? Hands are counted."""

from __future__ import annotations

from functools import partial

from game.ui.moves import Host, Move, Reset
from game.ui.screens.parts import OnFelt, middle
from game.ui.session import Doors, Session
from game.ui.widgets import Card, Column, Narrow, Primary, Quiet, Row, Space, Stepper, Text, Widget
from game.words import words

MOST = 99  # hands


class Predict(OnFelt):
    """One count for every answer; nobody has to be counted."""

    where = "predict"

    def __init__(self, app: Host, doors: Doors, session: Session) -> None:
        super().__init__(app)
        self.doors, self.session = doors, session
        self.hands = [0] * (len(session.seats) + 1)

    def compose(self) -> Widget:
        counts = [self._count(wolves) for wolves in range(len(self.hands))]
        on = Primary(words("ui.classroom.turn-cards"), self.go_on, name="go on")
        sheet = Column(
            Text(words("ui.classroom.predict"), "title", align="centre"),
            Text(words("ui.classroom.predict-about"), align="centre"),
            Narrow(Column(*counts, gap=8), 360),
            Row(Quiet(words("ui.back"), self.back, name="back"), Space(), on, weights=(0, 1)),
        )
        return middle(Card(sheet, 34, 28), 820)

    def _count(self, wolves: int) -> Widget:
        stepper = Stepper(f"hands {wolves}", self.hands[wolves], 0, MOST, partial(self.count, wolves))
        told = words("ui.classroom.wolves", number=wolves) if wolves else words("ui.classroom.no-wolves")
        return Row(Text(told, "subhead"), stepper, weights=(1,))

    def count(self, wolves: int, hands: int) -> None:
        self.hands[wolves] = hands
        self.refresh()

    def back(self) -> Move:
        return Reset(self.doors.console())

    def go_on(self) -> Move:
        path = self.session.sitting.path
        assert path is not None, "the games of a class are written down"
        self.session.counted = True
        return Reset(self.doors.debrief(path, tuple(self.hands) if any(self.hands) else ()))
