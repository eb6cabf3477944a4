"""The opening rite: everybody looks at a card, and everybody says that it arms only to be safe."""

from __future__ import annotations

from functools import partial

from game.ui.moves import Host, Move, Push, Replace
from game.ui.screens.menu import leave
from game.ui.screens.parts import OnFelt, mark
from game.ui.session import Doors, Session
from game.ui.widgets import Button, Card, Column, Narrow, Padded, Primary, Quiet, Row, Rule, Scroll, Space, Text, Widget
from game.words import listed, words


class Rite(OnFelt):
    """Computer seats declare at once; people when they have seen their cards."""

    where, rule = "rite", "R11"

    def __init__(self, app: Host, doors: Doors, session: Session) -> None:
        super().__init__(app)
        self.doors, self.session = doors, session
        session.declared |= set(session.sitting.computers())

    def compose(self) -> Widget:
        session, world = self.session, self.session.sitting.world
        rows = [self.row(i) for i in range(world.n)]
        missing = [seat.name for i, seat in enumerate(session.seats) if i not in session.declared]
        reason = words("ui.rite.waits", names=listed(missing)) if missing else ""
        begin = Primary(words("ui.rite.begin"), self.begin, name="begin", reason=reason)
        away = "console" if self.doors.hosting else "leave"
        mark_ = words("ui.rite.commitment", mark=session.sitting.commitment[:16])
        sheet = Column(
            Text(world.name, "title", align="centre"),
            Text(world.summary, "body", align="centre"),
            Rule(),
            Text(words("ui.rite.about"), "small", "faint", "centre"),
            Text(f"“{words('ui.rite.words')}”", "heading", "accent", "centre"),
            Column(*rows, gap=8),
            Rule(),
            Row(
                Text(mark_, "small", "faint"),
                Quiet(words(f"ui.menu.{away}"), self.back, name="leave"),
                begin,
                weights=(1,),
            ),
        )
        body = Scroll(Column(Space(), Narrow(Card(sheet, 34, 28), 820), Space(), weights=(1, 0, 1)), "rite")
        return Padded(body, 24, 18)

    def row(self, power: int) -> Widget:
        seat, session = self.session.seats[power], self.session
        done, seen = power in session.declared, power in session.shown
        said = (
            Text(words("ui.rite.declared"), "aside")
            if done
            else Text(session.sitting.world.powers[power].adjective, "body", "faint")
        )
        name = Row(mark(seat, 34), Column(Text(seat.name, "strong"), said, gap=0), weights=(0, 1))
        if power not in session.sitting.people():
            return name
        look = Button(
            words("ui.rite.again" if seen else "ui.rite.look"), partial(self.look, power), name=f"look {power}"
        )
        reason = "" if seen else words("ui.rite.first-look")
        say = Button(words("ui.rite.declare"), partial(self.declare, power), name=f"declare {power}", reason=reason)
        return Row(name, look, *([] if done else [say]), weights=(1,))

    def look(self, power: int) -> Move:
        return Push(self.doors.card(self.session, power))

    def declare(self, power: int) -> None:
        self.session.declared.add(power)
        self.session.sitting.speak(power, words("ui.rite.words"))
        self.app.sounds.play("pact")
        self.refresh()
        self._on_next()

    def resumed(self) -> None:
        super().resumed()
        self._on_next()

    def _on_next(self) -> None:
        """The focus lies on what comes next, so that Enter alone goes through it."""
        session = self.session
        waiting = [i for i in session.sitting.people() if i not in session.declared]
        todo = next((f"{'declare' if i in session.shown else 'look'} {i}" for i in waiting), "begin")
        self.settle()
        self.form.focus_on(todo)

    def begin(self) -> Move:
        return Replace(self.doors.begin(self.session))

    def back(self) -> Move | None:
        """Escape: away; the game is saved, and its cards are dealt."""
        return leave(self.doors, self.session)
