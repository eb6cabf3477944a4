"""The hidden card of one power, looked at alone before the first round."""

from __future__ import annotations

from game.ui.moves import Host, Move, Pop
from game.ui.screens.parts import OnFelt, mark, middle
from game.ui.session import Session
from game.ui.theme import colour
from game.ui.widgets import Card, Column, PinField, Primary, Row, Rule, Space, Text, Widget
from game.views.desk import card
from game.words import words

SHORTEST = 2  # digits of a PIN


class HiddenCard(OnFelt):
    """What it wants, and what its seat is; and the PIN, if the table plays with them."""

    where, rule = "hidden-card", "R2"

    def __init__(self, app: Host, session: Session, power: int) -> None:
        super().__init__(app)
        self.session, self.power = session, power
        self.pin = ""

    def compose(self) -> Widget:
        seat, power = self.session.seats[self.power], self.session.sitting.world.powers[self.power]
        name, _, rest = card(self.session.sitting.observation(self.power)).partition(". ")
        parts: list[Widget] = [
            Row(
                mark(seat, 46),
                Column(
                    Text(words("ui.card.hidden", name=seat.name).upper(), "caps", "faint"), Text(name, "title"), gap=0
                ),
                weights=(0, 1),
            ),
            Text(rest, "subhead"),
            Rule(),
            Text(words("ui.card.role").upper(), "caps", "faint"),
            Text(power.role),
            Text(words("ui.card.keep"), "aside", "faint"),
        ]
        reason = ""
        if self.session.sitting.wants_pins:
            short = 0 < len(self.pin) < SHORTEST
            reason = words("ui.card.pin-about") if short else ""
            kept = "kept" if self.session.sitting.guarded(self.power) else "about"
            parts += [
                Text(words("ui.card.pin"), "strong"),
                PinField("pin", self.pin, self.type, on_enter=lambda text: self.done(), most=6),
                Text(words(f"ui.card.pin-{kept}"), "small", "faint"),
            ]
        close = Primary(words("ui.card.done"), self.done, name="done", reason=reason)
        return middle(Card(Column(*parts, Row(Space(), close, weights=(1,))), 30, 26, edge=colour(seat.colour)), 680)

    def resumed(self) -> None:
        super().resumed()
        self.settle()
        self.form.focus_on("pin" if self.session.sitting.wants_pins else "done")

    def type(self, text: str) -> None:
        self.pin = "".join(char for char in text if char.isdigit())
        self.refresh()

    def done(self) -> Move | None:
        if 0 < len(self.pin) < SHORTEST:
            return None
        self.session.shown.add(self.power)
        if self.pin:
            self.session.sitting.choose_pin(self.power, self.pin)
        return Pop()

    def back(self) -> Move | None:
        return self.done()
