"""The table that all share: the map, the talk, who has sealed, and every power's own name to be tapped."""

from __future__ import annotations

from functools import partial

import pygame

from game.sitting.shelf import thumbnail
from game.ui.board import BoardMap, BoardPicture
from game.ui.moves import Host, Move, Page, Push, Replace
from game.ui.screens.parts import OnFelt, Signet
from game.ui.screens.plates import PAD, SHARES, face, plates, roomy
from game.ui.screens.talk import Talk
from game.ui.session import Doors, Session
from game.ui.widgets import (
    Button,
    Card,
    Choice,
    Column,
    Option,
    Padded,
    Primary,
    Quiet,
    Row,
    Scroll,
    Space,
    Text,
    Tile,
    Widget,
)
from game.views.board import public_board
from game.words import listed, words

CLOSE = 4  # around what stands on a plate in a small window, so that seven stand one below the other
PICTURE = 480  # pixels across, of a saved game's map


class Table(OnFelt):
    """Nothing private is shown here. The sheets are turned over by hand, so that nobody is cut short."""

    where, rule = "table", "R1"

    def __init__(self, app: Host, doors: Doors, session: Session) -> None:
        super().__init__(app)
        self.doors, self.session, self.sitting = doors, session, session.sitting
        self.picture = BoardPicture(self.sitting.world)
        self.talk = Talk(app, session, self.refresh, self.speak)
        self.view = "map"  # of a small window: what is looked at
        self._stand: tuple[object, ...] = ()

    def resumed(self) -> None:
        """With the focus on what comes next, unless it was left at the talk: the next name, or the sheets."""
        super().resumed()
        self.settle()
        at, visitors = self.form.focused, self.sitting.visitors()
        if at is None or at.name.startswith("plate "):
            name = f"plate {visitors[0]}" if visitors else "turn"
            self.form.focus_on("desk" if self.session.alone and visitors else name)

    # ---- the page ---------------------------------------------------------------------------------------

    def compose(self) -> Widget:
        board = public_board(self.sitting.observation(0), self.sitting.sealed())
        chart = BoardMap(self.picture, board, self.go_to)
        onward = self.onward()
        if roomy(self.app.theme):
            left = Column(chart, plates(self.app.theme, self.session, self.plate), weights=(1,), gap=12)
            clock = self.clock()
            time = [Row(clock[0], Space(), *clock[1:], weights=(0, 1), gap=8)] if clock else []
            right = Column(*time, Card(self.talk.panel(), 16, 14), *onward, weights=[*[0] * len(time), 1], gap=12)
            body = Row(left, right, weights=SHARES, gap=18, align="fill")
            return Padded(Column(self.top(), body, weights=(0, 1), gap=8), 20, 12)
        views = [Option(view, words(f"ui.table.view-{view}")) for view in ("map", "talk")]
        choice = Row(
            Choice("view", views, self.view, self.look), Space(), *self.clock(), onward[-1], weights=(0, 1), gap=8
        )
        shown = chart if self.view == "map" else Card(self.talk.panel(), 12, 10)
        names = Column(*[self.plate(i) for i in range(len(self.session.seats))], gap=5)
        column = Scroll(Padded(names, 4, 4), "plates")  # room for the ring around the one that has the focus
        body = Row(shown, column, weights=(5, 2), gap=10, align="fill")
        return Padded(Column(self.top(), choice, body, weights=(0, 0, 1), gap=6), 12, 8)

    def top(self) -> Widget:
        world, sitting = self.sitting.world, self.sitting
        low, high = world.rounds
        key = "ui.table.round-one" if low == high else "ui.table.round"
        stage = words(f"ui.table.stage-{sitting.stage_name}")
        crowded = self.doors.bell and not roomy(self.app.theme)  # the clock matters more than what is done anyway
        about = Row(
            Text(world.name, "heading"),
            Text(words(key, round=sitting.round, low=low, high=high), "body", "accent"),
            *([] if crowded else [Text(stage, "body", "faint")]),
            *([Text(self.doors.bell, "body", "accent")] if self.doors.bell else []),
            gap=16,
        )
        doors = [Quiet(words("ui.table.menu"), self.menu, name="menu")]
        if self.doors.hosting:
            doors.insert(0, Quiet(words("ui.table.console"), self.console, name="console"))
        return Row(about, Space(), *doors, weights=(0, 1))

    def clock(self) -> list[Widget]:
        clock = self.sitting.clock
        if not clock.wanted or self.sitting.stage_name != "orders":
            return []
        left = max(round(clock.left), 0)
        told = (
            words("ui.table.time-up")
            if clock.up
            else words("ui.table.time", minutes=left // 60, seconds=f"{left % 60:02}")
        )
        pause = words("ui.table.pause" if clock.running else "ui.table.go-on")
        return [
            Text(told, "heading", "accent" if clock.up else "ink"),
            Button(pause, self.pause, name="pause"),
            Button(words("ui.table.minute"), self.minute, name="minute"),
        ]

    def plate(self, power: int) -> Widget:
        """A power's name: to be tapped by whoever plays it."""
        seat, sitting = self.session.seats[power], self.sitting
        state, role, ink = self.state_of(power)
        mine = power in sitting.people() and power in sitting.asked()
        return Tile(
            face(self.session, power, Text(state, role, ink), Signet(power in sitting.sealed())),
            partial(self.go_to, power),
            name=f"plate {power}",
            reason="" if mine else words("ui.table.not-asked" if power in sitting.people() else "ui.table.computer"),
            tip=words("ui.table.plate-tip", name=seat.name),
            pad=PAD if roomy(self.app.theme) else CLOSE,
        )

    def state_of(self, power: int) -> tuple[str, str, str]:
        """What everybody may know of its sheet."""
        sitting = self.sitting
        if power in sitting.sealed():
            return words("ui.table.sealed"), "small-strong", "accent"
        if power not in sitting.asked():
            return words("ui.table.rests"), "small", "faint"
        if power in sitting.computers():
            return words(f"ui.table.{'listens' if sitting.visitors() else 'thinks'}"), "small", "faint"
        return words("ui.table.waited"), "small-strong", "ink"

    def onward(self) -> list[Widget]:
        """What comes next: who is waited for, and the button that goes on; to the desk, if only one person plays."""
        sitting, visitors = self.sitting, self.sitting.visitors()
        if self.session.alone and visitors:
            label = words(f"ui.table.desk-{sitting.stage_name}", name=self.session.seats[visitors[0]].name)
            return [Primary(label, partial(self.go_to, visitors[0]), name="desk")]
        names = listed([self.session.seats[i].name for i in visitors or sitting.waiting()])
        told = words(f"ui.table.next-{'people' if visitors else 'computers'}", names=names) if names else ""
        return [*([Text(told, "small", "faint", "centre")] if told else []), self.turn_button()]

    def turn_button(self) -> Widget:
        missing = [self.session.seats[i].name for i in self.sitting.waiting()]
        reason = words("ui.table.not-sealed", names=listed(missing)) if missing else ""
        return Primary(words(f"ui.table.turn-{self.sitting.stage_name}"), self.turn, name="turn", reason=reason)

    # ---- what is done -----------------------------------------------------------------------------------

    def look(self, view: str) -> None:
        self.view = view
        self.refresh()

    def go_to(self, power: int) -> Move | None:
        """Its player comes to the desk."""
        if power not in self.sitting.people() or power not in self.sitting.asked():
            return None
        self.keep_picture()
        return Push(self.doors.visit(self.session, power))

    def turn(self) -> Move | None:
        if self.sitting.waiting():
            return None
        if self.sitting.over:
            return Replace(self.doors.begin(self.session))
        self.keep_picture()
        self.sitting.advance()
        self.app.sounds.play("reveal")
        return Replace(self.doors.reveal(self.session))

    def speak(self) -> Page:
        return self.doors.speak(self.session)

    def pause(self) -> None:
        clock = self.sitting.clock
        clock.pause() if clock.running else clock.go_on()
        self.refresh()

    def minute(self) -> None:
        self.sitting.clock.add(60)
        self.refresh()

    def menu(self) -> Move:
        self.keep_picture()
        return Push(self.doors.menu(self.session))

    def console(self) -> Move:
        self.keep_picture()
        return Push(self.doors.console())

    def back(self) -> Move | None:
        return self.menu()

    def update(self, seconds: float) -> Move | None:
        sitting = self.sitting
        sitting.poll()
        if sitting.clock.tick(seconds):
            self.app.sounds.play("page")
        stand = (
            *sitting.sealed(),
            -1,
            *sitting.waiting(),
            sitting.round,
            len(sitting.match.spoken),
            round(sitting.clock.left),
            self.doors.bell,
        )
        if stand != self._stand:
            self._stand = stand
            self.refresh()
        if self.session.alone and sitting.asked() and not sitting.waiting():
            return self.turn()
        return None

    def keep_picture(self) -> None:
        """The map as it lies here, for the shelf of saved games; nothing on it is private."""
        if self.sitting.path is None or not self.picture.rect.size[0]:
            return
        w, h = self.picture.rect.size
        try:
            small = pygame.transform.smoothscale(self.picture.drawn(), (PICTURE, round(PICTURE * h / w)))
            pygame.image.save(small, thumbnail(self.sitting.path))
        except (pygame.error, OSError):
            return  # a full disk costs the picture, not the game
