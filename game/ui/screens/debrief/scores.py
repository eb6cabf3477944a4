"""The three scores of the harm, with their intervals, and the moments they rest on."""

from __future__ import annotations

from game.debrief.model import Evidence, ScoreView, Share
from game.ui.screens.debrief.bars import Bar
from game.ui.screens.debrief.chapter import Chapter, loose, paper
from game.ui.screens.parts import mark
from game.ui.theme import BLUE, INK, VERMILION, mix
from game.ui.widgets import Card, Choice, Column, Flow, Option, Row, Rule, Text, Widget
from game.words import words

GROW = 0.7  # seconds until the bars stand


class ScoresTold(Chapter):
    """First the scores, then their moments."""

    key = "scores"
    waits = True
    moments = False
    age = 0.0

    def begin(self) -> None:
        self.moments, self.age = False, 0.0

    @property
    def moving(self) -> bool:
        return self.age < GROW and not self.still

    def update(self, seconds: float) -> None:
        if self.reader.reckoning.scored:
            self.age += seconds

    @property
    def grown(self) -> float:
        """How much of a bar stands by now."""
        return 1.0 if not self.moving else 1 - (1 - self.age / GROW) ** 3

    def forward(self) -> bool:
        if self.moments or not self.reader.reckoning.scored or not self.debrief.markers:
            return False
        self._show("moments")
        return True

    def _show(self, what: str) -> None:
        self.moments = what == "moments"
        self.refresh()

    def compose(self) -> Widget:
        found = self.debrief.verdicts
        options = [Option(what, words(f"ui.debrief.scores.{what}")) for what in ("shares", "moments")]
        pick = Flow(Choice("what", options, "moments" if self.moments else "shares", self._show))
        if self.moments:
            return loose(pick, *self._moments())
        return loose(
            pick,
            Text(found.harm_text),
            *[self._score(score) for score in found.scores],
            Text(found.method, "small", "faint"),
            gap=12,
        )

    def _score(self, score: ScoreView) -> Widget:
        high = score.verdict == "high"
        tint = VERMILION if high else BLUE
        title = Row(Text(score.share.title, "heading"), Text(score.verdict_text, "strong", tint), weights=(1,), gap=12)
        parts: list[Widget] = [title, *self._bar(score.share, tint, thick=True)]
        parts += [Text(score.share.text), Text(score.explanation)]
        for part in score.parts:
            inks = mix(tint, INK, 0.35)
            parts += [
                Rule(),
                Text(part.title, "small-strong"),
                *self._bar(part, inks, thick=False),
                Text(part.text, "small"),
            ]
        if score.traced_text:
            parts += [Rule(), Text(score.traced_text, "small", "faint")]
        return Card(Column(*parts, gap=6), 22, 16, edge=tint)

    def _bar(self, share: Share, tint: tuple[int, int, int], *, thick: bool) -> list[Widget]:
        if share.value is None or share.low is None or share.high is None:
            return []
        return [Bar(share.value, (share.low, share.high), tint, lambda: self.grown, thick=thick)]

    def _moments(self) -> list[Widget]:
        """By round; the strongest stand out."""
        rounds = sorted({one.round for one in self.debrief.markers})
        return [
            paper(
                Text(words("ui.debrief.round", round=round_), "subhead"),
                *[self._moment(one) for one in self.debrief.markers if one.round == round_],
            )
            for round_ in rounds
        ]

    def _moment(self, one: Evidence) -> Widget:
        tokens = [mark(self.debrief.seat(code), 24) for code in one.powers]
        return Row(
            Row(*tokens, gap=4),
            Text(one.text, "strong" if one.strong else "small"),
            weights=(0, 1),
            gap=10,
            align="top",
        )
