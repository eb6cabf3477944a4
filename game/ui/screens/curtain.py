"""The curtain: between any two who should not see each other's papers."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.ui import ornament
from game.ui.moves import STAY, Host, Move, Page, Pop, Replace
from game.ui.screens.parts import OnBox, mark
from game.ui.session import Session
from game.ui.theme import BRASS, mix
from game.ui.widgets import Column, Narrow, Padded, PinField, Primary, Quiet, Scroll, Space, Text, Widget
from game.words import words


class Curtain(OnBox):
    """The back of a card, with the name of the power whose turn it is: the same whatever was done before it."""

    def __init__(self, app: Host, session: Session, power: int, then: Callable[[], Page]) -> None:
        super().__init__(app)
        self.session, self.power, self.then = session, power, then
        self.name = session.seats[power].name
        self.typed, self.wrong = "", False

    def resumed(self) -> None:
        """A PIN can be typed at once. Without one nothing has the focus: no key too many opens another's papers."""
        super().resumed()
        self.settle()
        self.form.focus_on("pin")

    def compose(self) -> Widget:
        guarded = self.session.sitting.guarded(self.power)
        ask: list[Widget] = []
        if guarded:
            label = words("ui.curtain.pin", name=self.name)
            field = PinField("pin", self.typed, self.type, on_enter=lambda text: self.enter(), blank=label, most=6)
            ask.append(Narrow(field, 300))
        if self.wrong:
            ask.append(Text(words("ui.curtain.wrong", name=self.name), "strong", "accent", "centre"))
            ask.append(Text(words("ui.curtain.forgotten"), "small", "faint", "centre"))
        column = Column(
            Space(),
            mark(self.session.seats[self.power], 92),
            Space(height=4),
            Text(self.name.upper(), "display", align="centre"),
            Text(words("ui.curtain.alone", name=self.name), "subhead", "accent", "centre"),
            Text(words("ui.curtain.others", name=self.name), "body", "faint", "centre"),
            Space(height=10),
            *ask,
            Primary(words("ui.curtain.here", name=self.name), self.enter, name="enter"),
            Quiet(words("ui.curtain.table"), Pop, name="table"),
            Space(),
            weights=[1, *[0] * (8 + len(ask)), 1],
            align="centre",
        )
        return Scroll(Padded(column, 60, 50), "curtain")

    def type(self, text: str) -> None:
        self.typed = "".join(char for char in text if char.isdigit())
        if self.wrong or self.typed != text:
            self.wrong = False
            self.refresh()

    def enter(self) -> Move:
        if not self.session.sitting.unlocks(self.power, self.typed):
            self.typed, self.wrong = "", True
            self.refresh()
            return STAY
        self.app.sounds.play("page")
        return Replace(self.then())

    def paint(self, surface: pygame.Surface) -> None:
        super().paint(surface)
        w, h = surface.get_size()
        ground = ornament.rosette(round(min(w, h) * 0.96), mix(BRASS, (0, 0, 0), 0.25), alpha=70)
        surface.blit(ground, ground.get_rect(center=(w // 2, h // 2)))
