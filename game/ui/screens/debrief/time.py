"""Arms, threat, and belief against truth, round by round: one panel a power, all on one scale."""

from __future__ import annotations

from game.debrief.lines import KINDS, lines
from game.ui.screens.debrief.chapter import Chapter, key, loose
from game.ui.screens.debrief.chart import STYLES, Chart
from game.ui.theme import GREEN, SHEET, UNKNOWN, VERMILION, mix
from game.ui.widgets import Card, Choice, Flow, Grid, Option, Text, Widget
from game.words import words


class Time(Chapter):
    """Three pages of panels; the hand stays where it is from one to the next."""

    key = "time"
    kind = KINDS[0]
    hand = 0

    def begin(self) -> None:
        self.kind = KINDS[0]

    def forward(self) -> bool:
        at = KINDS.index(self.kind) + 1
        if at == len(KINDS):
            return False
        self.open(KINDS[at])
        return True

    def open(self, page: str) -> None:
        self.kind = page
        self.refresh()

    def _point(self, hand: int) -> None:
        self.hand = hand
        self.refresh()

    def compose(self) -> Widget:
        found = lines(self.debrief, self.kind)
        options = [Option(kind, words(f"ui.debrief.time.{kind}-title")) for kind in KINDS]
        charts = [Card(Chart(found, panel, self.hand, self._point), 16, 12) for panel in found.panels]
        return loose(
            Flow(Choice("kind", options, self.kind, self.open), Card(Flow(*self._legend(), gap=18), 14, 6), gap=14),
            Text(words(f"ui.debrief.time.{self.kind}-how"), "aside", "faint"),
            Grid(*charts, least=280, most=4, gap=12),
            gap=9,
        )

    def _legend(self) -> list[Widget]:
        found = lines(self.debrief, self.kind).panels[0]
        out = [
            key(STYLES[line.key][0], words(f"ui.debrief.time.{line.key}"), STYLES[line.key][1]) for line in found.lines
        ]
        if self.kind == "arms":
            out.append(key(mix(SHEET.ground, UNKNOWN, 0.38), words("ui.debrief.time.band"), "band"))
        if self.kind == "belief":
            out.append(key(VERMILION, words("ui.debrief.time.truth-wanted"), "band"))
            out.append(key(GREEN, words("ui.debrief.time.truth-lamb"), "band"))
        return out
