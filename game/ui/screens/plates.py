"""The map that all look at, with the powers' plates below it: of one size on every public screen.

So the sheet is printed once, and no screen of a round has to wait for it.
"""

from __future__ import annotations

from collections.abc import Callable

from game.ui.screens.parts import mark
from game.ui.session import Session
from game.ui.theme import Theme
from game.ui.widgets import Card, Column, Grid, Padded, Row, Rule, Size, Space, Text, Widget
from game.ui.widgets.button import DOWN, Button
from game.views.board import Board
from game.words import counted, words

PAD = 8  # around what stands on a plate
SHARES = (17, 10)  # of the width: the map and its plates, the papers beside it
CLOSE = (8, 11)  # the same in a small window
WIDE = 960  # pixels across, at 100 %


def plates(theme: Theme, session: Session, plate: Callable[[int], Widget]) -> Widget:
    """Every power's plate, in table order."""
    return Grid(*[plate(i) for i in range(len(session.seats))], least=_broad(theme, session), most=7, gap=8)


def roomy(theme: Theme) -> bool:
    """Whether a window has room for plates below the map and a paper beside it."""
    return theme.size[0] >= theme.px(WIDE)


def spread(
    theme: Theme, session: Session, title: str, chart: Widget, board: Board, told: Widget, *buttons: Widget
) -> Widget:
    """A page of a round for all: a map with plates that tell what arms each has, and a paper that is read beside it.

    A small window keeps its height for the paper: there are no plates, and the buttons stand in the heading.
    """
    if roomy(theme):
        row = plates(theme, session, lambda i: Padded(face(session, i, _arms(board, i), Space(22, 22)), PAD, PAD))
        foot = Row(*buttons[:-1], Space(), *buttons[-1:], weights=[*[0] * (len(buttons) - 1), 1])
        paper = Card(Column(told, Rule(), foot, weights=(1,)), 18, 14)
        body = Row(Column(chart, row, weights=(1,), gap=12), paper, weights=SHARES, gap=18, align="fill")
        return Padded(Column(heading(title), body, weights=(0, 1), gap=8), 20, 12)
    top = Row(Text(title, "heading"), *buttons, weights=(1,), gap=8)
    body = Row(chart, Card(told, 14, 10), weights=CLOSE, gap=10, align="fill")
    return Padded(Column(top, body, weights=(0, 1), gap=8), 12, 8)


def face(session: Session, power: int, told: Widget, sign: Widget) -> Widget:
    """What stands on a plate: the mark, the names, a line, and a sign at its end."""
    seat = session.seats[power]
    names = [Text(session.names[power], "small", "accent")] if power in session.names else []
    lines = Column(Text(seat.name, "small-strong"), *names, told, gap=0)
    return Row(mark(seat, 28), lines, sign, weights=(0, 1), gap=6)


def heading(text: str) -> Widget:
    """A heading as high as one with buttons beside it."""
    return Row(Text(text, "heading"), _Strut(), weights=(1,))


def _arms(board: Board, power: int) -> Widget:
    land = board.lands[power]
    exile = words("ui.table.exile") if land.exile >= 0 else ""
    return Text(exile or counted(land.arms.total, "arm"), "small", "faint")


def _broad(theme: Theme, session: Session) -> int:
    """How wide a plate must be for the longest word on one, at 100 %."""
    said = [word for seat in session.seats for word in (*seat.name.split(), words("ui.table.rests"))]
    widest = max(theme.width("small-strong", word) for word in said)
    return round(widest / theme.unit) + 80  # the mark, the seal, and the room around them


class _Strut(Widget):
    """Nothing, as high as a button."""

    def measure(self, theme: Theme, width: int) -> Size:
        return 0, theme.line_height(Button.role) + 2 * theme.px(DOWN)
