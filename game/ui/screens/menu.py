"""Around a game: rules, settings, and the way out; it is saved all the time."""

from __future__ import annotations

from game.ui.moves import Host, Move, Pop, Push, Quit, Reset
from game.ui.screens.parts import OnFelt, middle
from game.ui.screens.pick_player import places
from game.ui.session import Doors, Session
from game.ui.theme import VERMILION
from game.ui.widgets import Button, Card, Column, Primary, Rule, Text, Widget
from game.words import words


def leave(doors: Doors, session: Session) -> Move:
    """Away from a table: to the lid of the box, or in a lesson to the console, from which it can be gone on with."""
    if doors.hosting:
        return Reset(doors.console())
    session.sitting.close()
    return Reset(doors.title())


class Menu(OnFelt):
    """Over the table."""

    def __init__(self, app: Host, doors: Doors, session: Session) -> None:
        super().__init__(app)
        self.doors, self.session = doors, session

    def compose(self) -> Widget:
        where = self.session.sitting.path
        saved = words("ui.menu.saved", file=where.name) if where else words("ui.menu.unsaved")
        items = Column(
            Text(words("ui.menu.title"), "heading"),
            Text(saved, "small", "faint"),
            *([Text(self.session.unsealed, "small-strong", VERMILION)] if self.session.unsealed else []),
            *self.seats(),
            Primary(words("ui.menu.back"), Pop, name="back"),
            Button(words("ui.lid.rules"), lambda: Push(self.doors.rules()), name="rules"),
            Button(words("ui.lid.settings"), lambda: Push(self.doors.settings()), name="settings"),
            Button(words(f"ui.menu.{'console' if self.doors.hosting else 'leave'}"), self.leave, name="leave"),
            Button(words("ui.menu.quit"), self.quit, name="quit"),
            gap=9,
        )
        return middle(Card(items, 34, 28), 560)

    def seats(self) -> list[Widget]:
        """Who plays what; anybody may come, and anybody may leave a seat to a computer."""
        if self.session.sitting.over:
            return []
        session = self.session
        seated = places(self.app, session.seats, session.sitting.match.seats, session.hand_over, session.names)
        return [Text(words("ui.menu.seats"), "strong"), seated, Rule()]

    def leave(self) -> Move:
        return leave(self.doors, self.session)

    def quit(self) -> Move:
        self.session.sitting.close()
        return Quit()
