"""A page of sentences: what the sheets said when they were turned over, and what all saw at the end."""

from __future__ import annotations

from collections.abc import Sequence

from game.ui.moves import Host, Move, Press
from game.ui.screens.parts import OnFelt, middle
from game.ui.widgets import Card, Column, Primary, Row, Rule, Space, Text, Widget


class Told(OnFelt):
    """``on``: where the button leads; Escape leads there as well."""

    def __init__(self, app: Host, title: str, lines: Sequence[str], button: str, on: Press) -> None:
        super().__init__(app)
        self.heading, self.lines, self.button, self.on = title, list(lines), button, on

    def compose(self) -> Widget:
        told = [Text(line) for line in self.lines]
        go = Row(Space(), Primary(self.button, self.on, name="on"), weights=(1,))
        return middle(Card(Column(Text(self.heading, "title"), Rule(), *told, Rule(), go, gap=8), 34, 28), 860)

    def back(self) -> Move | None:
        return self.on()
