"""The quiz before and after, on the projector: what the class had right, and why it is so."""

from __future__ import annotations

from pathlib import Path

from game.classroom.exercise import Exercise, Question
from game.classroom.quiz import SCALE, Change, answers, compared
from game.ui.moves import Host
from game.ui.screens.debrief.bars import Bar
from game.ui.screens.parts import OnFelt, page
from game.ui.theme import BLUE, GREEN
from game.ui.widgets import Card, Column, Grid, Row, Scroll, Text, Widget
from game.words import counted, words


class Changed(OnFelt):
    """Shares of the class, never anybody's sheet. Raises `BadInput` for a file that holds no answers."""

    where = "changed"

    def __init__(self, app: Host, exercise: Exercise, path: Path) -> None:
        super().__init__(app)
        self.exercise = exercise
        self.found = [one for one in compared(answers(path)) if one.exercise == exercise.id]

    def compose(self) -> Widget:
        asked = {f"q{k}": question for k, question in enumerate(self.exercise.file.quiz, 1)}
        cards = [_card(change, asked.get(change.question)) for one in self.found for change in one.changes]
        return page(words("ui.classroom.changed"), Scroll(Grid(*cards, least=420, most=2), "changed"))


def _card(change: Change, question: Question | None) -> Widget:
    """A question of the quiz with its answer, or a statement of the survey."""
    answer = []
    if question is not None:
        answer = [Text(question.choices[question.answer - 1], "strong", "accent"), Text(question.why, "small")]
    bars = [
        _bar(when, value, count, survey=question is None)
        for when, value, count in zip(("before", "after"), (change.before, change.after), change.answered, strict=True)
    ]
    return Card(Column(Text(change.text, "subhead"), *answer, *bars, gap=6), 18, 14)


def _bar(when: str, value: float | None, count: int, *, survey: bool) -> Widget:
    """One of the two; the mean of a survey is drawn from 1, not at all, to 5, wholly."""
    told = Text(words(f"ui.classroom.changed-{when}", count=counted(count, "answer")), "small", "faint")
    if value is None:
        return told
    share, text = ((value - 1) / (SCALE - 1), f"{value:.1f}") if survey else (value, f"{round(100 * value)}%")
    return Column(told, Row(Bar(share, None, BLUE if when == "before" else GREEN, text=text), weights=(1,)), gap=2)
