"""Time is up, or the host ends the game before: no more orders are taken, and the host decides what comes now."""

from __future__ import annotations

from game.classroom.clock import MINUTE
from game.ui.hosting import Hosting
from game.ui.moves import Host, Move, Pop, Reset
from game.ui.screens.parts import OnFelt, Signet, mark, middle
from game.ui.session import Doors, Session
from game.ui.widgets import Button, Card, Column, Flow, Grid, Primary, Quiet, Row, Rule, Text, Widget
from game.words import counted, words

MORE = 5  # minutes


def say(key: str, **values: object) -> str:
    """Words of this page."""
    return words(f"ui.classroom.stop.{key}", **values)


class TimeUp(OnFelt):
    """For all to see: what is sealed counts, and what is not does not."""

    where, rule = "time-up", "R11"

    def __init__(self, app: Host, doors: Doors, host: Hosting, session: Session) -> None:
        super().__init__(app)
        self.doors, self.host, self.session = doors, host, session
        self.early = not host.clock.up

    def compose(self) -> Widget:
        sitting = self.session.sitting
        ends: list[Widget] = [Primary(say("debrief"), self.end, name="end")] if sitting.may_stop else []
        more = Button if sitting.may_stop else Primary
        if self.early:
            other: list[Widget] = [Quiet(words("ui.cancel"), Pop, name="back")]
        else:
            other = [more(say("more"), self.more, name="more"), Quiet(say("leave"), self.leave, name="leave")]
        parts: list[Widget] = [
            Text(say("title-early" if self.early else "title"), "title", align="centre"),
            Text(self.told(), "subhead", align="centre"),
            Flow(*ends, *other, align="centre", gap=10),
        ]
        if not self.early:
            parts.append(Text(self.cost(), "small", "faint", "centre"))
        if sitting.may_stop:
            seats = Grid(*self.seats(), least=190, most=4, gap=12)
            parts += [Rule(), seats, Text(say("pars"), "small", "faint", "centre")]
        return middle(Card(Column(*parts, gap=14), 36, 30), 820)

    def told(self) -> str:
        """What becomes of the round in hand."""
        sitting = self.session.sitting
        if not sitting.may_stop:
            return say("nothing")
        if sitting.stage_name != "orders":
            return say("crisis", round=sitting.round)
        sealed = any(power in sitting.sealed() for power in sitting.people())
        return say("counts" if sealed else "between", round=sitting.round, last=sitting.round - 1)

    def seats(self) -> list[Widget]:
        """Who has sealed, as all may know."""
        sitting, out = self.session.sitting, list[Widget]()
        for i, seat in enumerate(self.session.seats):
            sealed = i in sitting.sealed()
            key = "sealed" if sealed else "open" if i in sitting.people() else "computer"
            lines = Column(Text(seat.name, "small-strong"), Text(say(key), "small", "faint"), gap=0)
            out.append(Row(mark(seat, 28), Signet(sealed), lines, weights=(0, 0, 1), gap=8))
        return out

    def cost(self) -> str:
        """What five more minutes take from the debrief, or from the time after the bell."""
        clock = self.host.clock
        bell = clock.bell / MINUTE - MORE
        if bell < 0:
            return say("bell-past")
        planned = clock.plan.reserved[clock.place]
        if clock.step.kind != "play":
            return say("bell-cost", time=counted(round(bell), "minute"))
        return say("cost", time=counted(round(bell), "minute"), planned=counted(planned, "minute"))

    # ---- what is done -----------------------------------------------------------------------------------

    def update(self, seconds: float) -> Move | None:
        """More time was given at the console: the table goes on."""
        return None if self.early or self.host.clock.up else Reset(self.doors.begin(self.session))

    def more(self) -> Move:
        """The table goes on, with every draft as it was."""
        self.host.clock = self.host.clock.grant(MORE * MINUTE)
        self.host.slip.say("")
        return Reset(self.doors.begin(self.session))

    def end(self) -> Move:
        self.session.sitting.stop()
        if self.early:
            self.app.sounds.play("page")
        else:  # the time of this step is over, too
            self.host.clock = self.host.clock.advance()
            self.host.slip.say("")
        return Reset(self.doors.predict(self.session))

    def leave(self) -> Move:
        """The record stays as it is, and can be gone on with."""
        self.host.put_away()
        return Reset(self.doors.console())

    def back(self) -> Move | None:
        return Pop() if self.early else None
