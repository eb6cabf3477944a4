"""All tables side by side on paper: the page of a class as a PDF, of the same plain values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from game.classroom.side import Asked, Column, Side, Small
from game.debrief.model import ScoreView
from game.odds import percent
from game.press.flow import Flow, Sketch
from game.press.pen import BLOOD, BOLD, FAINT, INK, RULE, Pen, paragraph
from game.words import words

SMALL = (80.0, 27.0)  # a small picture, in points
BAR = (52.0, 9.0)  # a score
SIZE = 7.8  # of letters in the table
DEEP, STEEL = HexColor("#2f6f8f"), HexColor("#8fa3ad")
SHARES = (1.5, 1.4, 1.45, 1.1, 1.5, 1.35)  # of the width, for the columns of the table


def printed(found: Side, paper: str) -> bytes:
    """The PDF; the same class gives the same bytes. `BadInput` for a paper there is none of."""
    title = words("classroom.gather.title")
    pen = Pen(paper, title, title)
    flow = Flow(pen, "session")
    flow.title(words("classroom.gather.over"), title, found.lead)
    for way in found.ways:
        flow.item(way)
    if found.columns:
        _table(flow, found)
        flow.heading(words("classroom.gather.which"), keep=120)
    for column in found.columns:
        _card(flow, column)
    if found.quizzes:
        flow.heading(words("classroom.gather.quiz"), keep=120)
        flow.prose(words("classroom.gather.quiz-how"), colour=FAINT)
    for asked in found.quizzes:
        _quiz(flow, asked)
    if found.left_out:
        flow.heading(words("classroom.gather.left-out"))
    for line in found.left_out:
        flow.item(line)
    return pen.done()


def _table(flow: Flow, found: Side) -> None:
    flow.heading(words("classroom.gather.side"), keep=160)
    for key in ("arms", "beliefs", "wars", "reads"):
        flow.small(words(f"classroom.gather.how-{key}"))
    heads = [words(f"classroom.gather.{key}") for key in ("arms", "beliefs", "wars", "scores", "reads")]
    rows = [
        (
            [paragraph(column.table.label, size=SIZE + 1.4, font=BOLD), *_lines(column.played)],
            _small(flow.pen, column.arms),
            _small(flow.pen, column.beliefs),
            ", ".join(column.wars),
            [part for score in column.scores for part in _score(flow.pen, score)],
            [paragraph(line, size=SIZE) for line in column.reads],
        )
        for column in found.columns
    ]
    flow.table([["", *heads], *rows], SHARES, size=SIZE)
    flow.prose(found.method, colour=FAINT)


def _lines(lines: Sequence[str]) -> list[Flowable]:
    return [paragraph(line, size=SIZE - 0.8, colour=FAINT, lead=1.15) for line in lines]


def _small(pen: Pen, picture: Small) -> list[Flowable]:
    drawn = [Sketch(*SMALL, partial(_curves, pen, picture))] if picture.curves else []
    return [*drawn, *_lines(picture.under)]


def _curves(pen: Pen, picture: Small) -> None:
    """Curves over a base line, with room for the dots at their ends."""
    wide, high = SMALL[0] - 6, SMALL[1] - 8
    pen.line(0, 3, wide, 3, wide=0.5, colour=RULE)
    for curve in picture.curves:
        step = wide / max(len(curve.heights) - 1, 1)
        points = [(k * step, 3 + high * height) for k, height in enumerate(curve.heights)]
        pen.course(points, wide=1.2, colour=BLOOD if curve.wolves else INK, dashes=curve.wolves)


def _score(pen: Pen, score: ScoreView) -> list[Flowable]:
    """One score: its name and share, and under them the interval on a line from nothing to all."""
    share = score.share
    if share.value is None:
        return [paragraph(f"{share.title}: {score.verdict_text}", size=SIZE, lead=1.15)]
    told = f"{share.title} `{percent(share.value)}%` {score.verdict_text}"
    return [paragraph(told, size=SIZE, lead=1.15), Sketch(*BAR, partial(_bar, pen, score))]


def _bar(pen: Pen, score: ScoreView) -> None:
    low, value, high = (
        min(max(end or 0.0, 0.0), 1.0) for end in (score.share.low, score.share.value, score.share.high)
    )
    wide, middle = BAR[0] - 6, BAR[1] / 2 + 1
    pen.line(0, middle, wide, middle, wide=0.5, colour=RULE)
    pen.line(wide * low, middle, wide * max(high, low + 0.01), middle, wide=3, colour=STEEL)
    pen.disc(wide * value, middle, 2.6, fill=BLOOD if score.verdict == "high" else DEEP, line=0)


def _card(flow: Flow, column: Column) -> None:
    """One table in words: its way, its cards, its wars."""
    d = column.table.debrief
    flow.minor(column.table.label, column.butter, keep=70)
    flow.prose(column.path.text, before=1)
    flow.prose(" · ".join(f"{d.seat(card.power).name}: {card.title}" for card in d.cards), colour=FAINT, before=1)
    for war in d.wars:
        flow.item(f"`{war.title}.` {war.wanted}")
    if not d.wars:
        flow.prose(d.wars_text, before=1)


def _quiz(flow: Flow, asked: Asked) -> None:
    flow.minor(asked.title, keep=80)
    flow.prose(asked.gained, before=1)
    flow.table(
        [["", *(words(f"classroom.gather.{key}") for key in ("before", "after", "answered"))], *asked.rows],
        (6, 1, 1, 1),
    )
