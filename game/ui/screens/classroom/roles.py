"""The role sheets of a table, on demand: what everybody may know of every seat."""

from __future__ import annotations

from game.scenario import World
from game.seats import seats
from game.ui.moves import Host
from game.ui.screens.parts import OnFelt, mark, page
from game.ui.theme import colour
from game.ui.widgets import Card, Column, Grid, Row, Scroll, Text, Widget
from game.words import words


class Roles(OnFelt):
    """All of them; cards of intent are not among them."""

    where, rule = "roles", "R2"

    def __init__(self, app: Host, world: World) -> None:
        super().__init__(app)
        self.world = world

    def compose(self) -> Widget:
        sheets = []
        for seat, power in zip(seats(self.world), self.world.powers, strict=True):
            head = Row(mark(seat, 36), Text(seat.name, "heading"), weights=(0, 1))
            sheets.append(Card(Column(head, Text(power.role or self.world.summary)), edge=colour(seat.colour)))
        return page(words("ui.classroom.roles"), Scroll(Grid(*sheets, least=340, most=3), "roles"))
