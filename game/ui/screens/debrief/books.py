"""What the books call it, what to talk about next, and the report to take home."""

from __future__ import annotations

from pathlib import Path

from game.debrief.model import Concept
from game.ui.screens.debrief.chapter import Chapter, Reader, loose, paper
from game.ui.widgets import Button, Flow, Grid, Row, Text, Widget
from game.words import words


class Books(Chapter):
    """The last chapter."""

    key = "books"
    waits = True

    def __init__(self, reader: Reader, folder: Path) -> None:
        super().__init__(reader)
        self.folder = folder

    def compose(self) -> Widget:
        d = self.debrief
        questions = [
            Row(Text(f"{k}.", "strong", "accent"), Text(text), weights=(0, 1), gap=10, align="top")
            for k, text in enumerate(d.questions, start=1)
        ]
        met: list[Widget] = [Grid(*[self._concept(one) for one in d.concepts], least=420, most=2, gap=14)]
        if not d.concepts:
            met = [Text(words("debrief.html.no-names"), "aside", "faint")]
        return loose(
            paper(Text(words("debrief.heading.discuss"), "heading"), *questions),
            Text(words("debrief.heading.names"), "heading"),
            *met,
            self._report(),
        )

    def _concept(self, one: Concept) -> Widget:
        return paper(Text(one.title, "subhead"), Text(one.text), Text(one.source, "small", "faint"), gap=4)

    def _report(self) -> Widget:
        reckoning = self.reader.reckoning
        said = reckoning.refused
        if reckoning.written is not None:
            said = words("ui.debrief.books.written", folder=reckoning.written)
        busy = words("ui.debrief.books.writing") if reckoning.writing else ""
        save = Button(words("ui.debrief.books.export"), self._export, reason=busy, name="export")
        return paper(
            Text(words("ui.debrief.books.report"), "subhead"),
            Text(busy or said or words("ui.debrief.books.report-about"), "small"),
            Flow(save),
        )

    def _export(self) -> None:
        self.reader.reckoning.export(self.folder)
        self.refresh()
