"""Quiz and survey: answers as CSV files without names, and what changed between before and after.

A file of answers has the columns of `COLUMNS`, a row an answer. ``person`` is a word of the person's own choosing, the
same on both sheets, so that before and after can be laid side by side; it is nobody's name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import fmean, stdev
from typing import Annotated

from pydantic import Field

from game.classroom.exercise import Exercise, load, names
from game.classroom.nickname import checked
from game.files import BadInput, data, text_of
from game.schema import Table, read
from game.stats import Z95
from game.words import words

COLUMNS = ("exercise", "when", "person", "question", "answer")
WHEN = ("before", "after")
SCALE = 5  # of the survey: 1 not at all, 5 wholly


class SurveyFile(Table):
    """The survey of every exercise: statements people agree with, more or less."""

    statement: Annotated[list[str], Field(min_length=1)]


@lru_cache(maxsize=1)
def statements() -> tuple[str, ...]:
    """The statements of the survey, from rules/survey.toml."""
    return tuple(read(SurveyFile, data("rules", "survey.toml")).statement)


@dataclass(frozen=True)
class Answer:
    """One answer. ``question``: 'q1' of the quiz, 's1' of the survey; ``answer``: the number of a choice, or 1 to 5."""

    exercise: str
    when: str
    person: str
    question: str
    answer: int


def answers(path: Path) -> list[Answer]:
    """The answers of a file; `BadInput` names file, row and remedy, or says that it is no such file."""
    rows = list(csv.reader(io.StringIO(text_of(path).removeprefix("\ufeff"))))
    if not rows or tuple(cell.strip().lower() for cell in rows[0]) != COLUMNS:
        raise BadInput(f"{path}: is no file of quiz answers; its first row should be {','.join(COLUMNS)}")
    return [_answer(path, number, row) for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]


def _answer(path: Path, number: int, row: Sequence[str]) -> Answer:
    def fail(why: str) -> BadInput:
        return BadInput(f"{path}: row {number}: {why}")

    if len(row) != len(COLUMNS):
        raise fail(f"has {len(row)} cells; give {len(COLUMNS)}: {', '.join(COLUMNS)}")
    exercise, when, person, question, answer = (cell.strip() for cell in row)
    if exercise not in names():
        raise fail(f"exercise: '{exercise}' is none; there are {', '.join(names())}")
    if when not in WHEN:
        raise fail(f"when: '{when}' should be before or after")
    known = questions(load(exercise))
    if question not in known:
        raise fail(f"question: '{question}' is none of {', '.join(known)}")
    if not answer.isdecimal() or not 1 <= int(answer) <= known[question]:
        raise fail(f"answer: '{answer}' should be 1 to {known[question]}")
    try:
        return Answer(exercise, when, checked(person), question, int(answer))
    except BadInput as why:
        raise fail(f"person: {why}") from None


def questions(exercise: Exercise) -> dict[str, int]:
    """What is asked, by number: how many answers there are."""
    quiz = {f"q{k}": len(question.choices) for k, question in enumerate(exercise.file.quiz, 1)}
    return quiz | {f"s{k}": SCALE for k in range(1, len(statements()) + 1)}


def written(rows: Iterable[Answer]) -> str:
    """Answers as the text of a CSV file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows((a.exercise, a.when, a.person, a.question, a.answer) for a in rows)
    return out.getvalue()


# ---- before and after ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """One question, before and after."""

    question: str  # q1, s1
    text: str
    before: float | None  # share that was right, 0..1; of the survey the mean, 1..5; None if nobody answered
    after: float | None
    answered: tuple[int, int]


@dataclass(frozen=True)
class Compared:
    """A quiz before and after: questions, and the gain of those who handed in both sheets."""

    exercise: str
    title: str
    changes: tuple[Change, ...]
    pairs: int  # people with both sheets
    gain: float | None  # mean gain in the share of the quiz that was right
    interval: tuple[float, float] | None  # 95%, normal; None for fewer than two people


def compared(rows: Iterable[Answer]) -> list[Compared]:
    """What changed, by exercise, in the order of the course; of two answers to one question the last counts."""
    kept = {(a.exercise, a.when, a.person, a.question): a.answer for a in rows}
    return [_compared(load(name), kept) for name in names() if any(key[0] == name for key in kept)]


def _compared(exercise: Exercise, kept: dict[tuple[str, str, str, str], int]) -> Compared:
    mine = {key[1:]: answer for key, answer in kept.items() if key[0] == exercise.id}
    right = {f"q{k}": question.answer for k, question in enumerate(exercise.file.quiz, 1)}
    texts = {f"q{k}": question.ask for k, question in enumerate(exercise.file.quiz, 1)}
    texts |= {f"s{k}": text for k, text in enumerate(statements(), 1)}

    def mark(question: str, answer: int) -> float:
        return float(answer == right[question]) if question in right else float(answer)

    def marks(when: str, question: str) -> list[float]:
        return [mark(question, answer) for (w, _, q), answer in mine.items() if (w, q) == (when, question)]

    changes = []
    for question, text in texts.items():
        before, after = (marks(when, question) for when in WHEN)
        changes.append(Change(question, text, _mean(before), _mean(after), (len(before), len(after))))
    gains = []
    for person in sorted({person for _, person, _ in mine}):
        pair = [
            [mark(q, a) for (w, p, q), a in mine.items() if (w, p) == (when, person) and q in right] for when in WHEN
        ]
        if all(pair):
            gains.append((sum(pair[1]) - sum(pair[0])) / len(right))
    half = Z95 * stdev(gains) / len(gains) ** 0.5 if len(gains) > 1 else None
    gain = _mean(gains)
    interval = None if half is None or gain is None else (gain - half, gain + half)
    return Compared(exercise.id, exercise.file.title, tuple(changes), len(gains), gain, interval)


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


# ---- sheets of paper -------------------------------------------------------------------------------------


def sheet(exercise: Exercise, when: str, line: str) -> list[Answer]:
    """The answers of one sheet of paper: 'abcd 2 1 - 4 ...', the word on it and a number or a dash for every question.

    Raises `BadInput` with what is wrong and how to say it.
    """
    person, *given = line.split()
    asked = questions(exercise)
    if len(given) != len(asked):
        raise BadInput(words("classroom.quiz.count", count=len(asked), given=len(given)))
    name, out = checked(person), []
    for (question, most), answer in zip(asked.items(), given, strict=True):
        if answer == "-":
            continue
        if not answer.isdecimal() or not 1 <= int(answer) <= most:
            raise BadInput(words("classroom.quiz.answer", question=question, answer=answer, most=most))
        out.append(Answer(exercise.id, when, name, question, int(answer)))
    return out


def people(path: Path, exercise: Exercise, when: str) -> list[str]:
    """The words of those who have handed in a sheet; none if the file is not there, or is another."""
    try:
        rows = answers(path) if path.exists() else []
    except BadInput:  # told when the next sheet is handed in
        return []
    return list(dict.fromkeys(row.person for row in rows if (row.exercise, row.when) == (exercise.id, when)))


def append(path: Path, rows: Sequence[Answer]) -> None:
    """Add answers to a file, which is begun if there is none; `BadInput` if it is another or cannot be written."""
    before = answers(path) if path.exists() else []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written([*before, *rows]), "utf-8", newline="")
    except OSError as error:
        raise BadInput(f"{path}: cannot be written ({error.strerror}); name another place") from None
