"""The mirror for every round: what each ordered, and how far that moved what the others thought of it."""

from __future__ import annotations

from game.debrief.model import Belief
from game.odds import percent
from game.seats import Seat
from game.ui.screens.debrief.chapter import Chapter, loose, named, paper
from game.ui.screens.parts import mark
from game.ui.theme import GREEN, VERMILION, Colour, mix
from game.ui.widgets import Choice, Grid, Option, Row, Rule, Text, Widget
from game.words import words

FELT = 0.03  # a change of chance that is worth a colour


class Mirror(Chapter):
    """One round at a time."""

    key = "mirror"
    round = 1

    def begin(self) -> None:
        self.round = 1

    def forward(self) -> bool:
        if self.round >= self.debrief.rounds:
            return False
        self._show(self.round + 1)
        return True

    def _show(self, round_: int) -> None:
        self.round = round_
        self.refresh()

    def compose(self) -> Widget:
        d = self.debrief
        options = [Option(k, str(k)) for k in range(1, d.rounds + 1)]
        pick = Row(
            Text(words("ui.debrief.mirror.round"), "strong"),
            Choice("round", options, self.round, self._show),
            weights=(0, 1),
        )
        how = Text(words("ui.debrief.mirror.how"), "aside", "faint")
        return loose(pick, how, Grid(*[self._power(seat) for seat in d.seats], least=340, most=3, gap=14))

    def _power(self, seat: Seat) -> Widget:
        d = self.debrief
        ordered = [o for o in d.orders if o.round == self.round and o.power == seat.code]
        deeds = words("ui.debrief.mirror.then").join(o.done for o in ordered if o.done) or words(
            "count.none"
        )  # reads nobody saw
        seen = [b for b in d.beliefs if b.round == self.round and b.about == seat.code and b.mirror is not None]
        rows = [self._reading(belief) for belief in seen] or [Text(words("ui.debrief.mirror.nobody"), "small", "faint")]
        truth = words("ui.debrief.time.wanted" if self._wants(seat) else "ui.debrief.time.lamb")
        tint = VERMILION if self._wants(seat) else GREEN
        head = Row(named(seat), Text(truth, "small-strong", tint, "right"), weights=(0, 1), gap=10)
        return paper(head, Text(f"{deeds[:1].upper()}{deeds[1:]}", "small", "faint"), Rule(), *rows, gap=6)

    def _wants(self, seat: Seat) -> bool:
        return next(card.wants_land for card in self.debrief.cards if card.power == seat.code)

    def _reading(self, belief: Belief) -> Widget:
        """'B  Brennia  18% → 37%', redder or greener the more it moved."""
        before, change = belief.evidence or 0.0, belief.mirror or 0.0
        ink: str | Colour = "ink"
        if abs(change) >= FELT:
            ink = mix(VERMILION if change > 0 else GREEN, (40, 38, 34), 0.15)
        by = self.debrief.seat(belief.power)
        moved = words("ui.debrief.mirror.moved", before=percent(before), after=percent(before + change))
        return Row(
            mark(by, 22), Text(by.name, "small"), Text(moved, "small-strong", ink, "right"), weights=(0, 1, 0), gap=8
        )
