"""Who wanted this war? One sheet a war, and the one sentence."""

from __future__ import annotations

from functools import partial

from game.debrief.model import War
from game.ui.screens.debrief.chapter import Chapter, Reader, loose, paper
from game.ui.screens.parts import mark
from game.ui.theme import GREEN, VERMILION
from game.ui.widgets import Button, Card, Column, Flow, Grid, Row, Text, Widget
from game.words import words


class Wars(Chapter):
    """The question first; the answers come one by one, then the sentence."""

    key = "wars"

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self.answered: set[int] = set()  # which wars, by their place

    def forward(self) -> bool:
        asked = [k for k in range(len(self.debrief.wars)) if k not in self.answered]
        if not asked:
            return False
        self._answer(asked[0])
        return True

    def compose(self) -> Widget:
        d = self.debrief
        every = len(self.answered) == len(d.wars)
        top = Text(d.wars_text, "title", "accent") if every else Text(words("ui.debrief.wars.ask"), "heading")
        wars = [self._war(k, war) for k, war in enumerate(d.wars)]
        grid = [Grid(*wars, least=420, most=2 if self._many else 1, gap=14)] if wars else []
        return loose(top, *grid)

    @property
    def _many(self) -> bool:
        return len(self.debrief.wars) > 2

    def _war(self, k: int, war: War) -> Widget:
        seats = [self.debrief.seat(code) for code in (*war.strikers, *war.targets)]
        head = Row(Flow(*[mark(seat, 28) for seat in seats], gap=4), Text(war.title, "subhead"), weights=(0, 1), gap=10)
        answered, role = k in self.answered, "small" if self._many else "body"
        if not answered:
            ask = Button(words("ui.debrief.wars.who"), partial(self._answer, k), name=f"war {k + 1}")
            return paper(head, Text(war.result, role), Flow(ask))
        tint = VERMILION if war.wanted_by else GREEN
        parts: list[Widget] = [head, Text(war.wanted, "strong", tint), Text(war.result, role)]
        parts += [Text(line, role) for line in (*war.after, war.belief) if line]
        parts += [Text(line, "small", "faint") for line in war.evidence]
        told = Card(Column(*parts, gap=8), 20, 16, edge=tint)
        told.name = f"told {k + 1}"
        return told

    def _answer(self, k: int) -> None:
        self.answered.add(k)
        self.reader.app.sounds.play("reveal")
        self.reader.show(f"told {k + 1}")
