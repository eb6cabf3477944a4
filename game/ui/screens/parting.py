"""Asked when the window is closed over sheets that are not sealed: they would be gone."""

from __future__ import annotations

import pygame

from game.ui.moves import STAY, Host, Move, Pop, Quit
from game.ui.screens.parts import OnFelt, middle
from game.ui.session import Session
from game.ui.theme import VERMILION
from game.ui.widgets import Card, Column, Grave, Primary, Row, Space, Text, Widget
from game.words import words

HASTE = 1.0  # seconds: a window that is closed again before that was clicked twice, not asked twice


class Parting(OnFelt):
    """Stay is ready under Enter, and Escape stays too; a window that is closed once more is meant to be closed."""

    def __init__(self, app: Host, session: Session) -> None:
        super().__init__(app)
        self.session, self.asked = session, 0.0

    def compose(self) -> Widget:
        answers = Row(
            Space(),
            Grave(words("ui.parting.leave"), Quit, name="leave"),
            Primary(words("ui.parting.stay"), Pop, name="stay"),
            weights=(1,),
        )
        items = Column(
            Text(words("ui.parting.title"), "heading"),
            Text(self.session.unsealed, "strong", VERMILION),
            Text(words("ui.parting.rest")),
            Space(height=2),
            answers,
        )
        return middle(Card(items, 34, 28), 560)

    def resumed(self) -> None:
        super().resumed()
        self.settle()
        self.form.focus_on("stay")

    def update(self, seconds: float) -> Move | None:
        self.asked += seconds
        return None

    def handle(self, event: pygame.event.Event) -> Move | None:
        if event.type == pygame.QUIT:
            return Quit() if self.asked > HASTE else STAY
        return super().handle(event)
