"""The quiz and the survey on the screen: one person after the other, a question at a time, no names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pygame

from game.classroom import quiz
from game.classroom.exercise import Exercise
from game.classroom.kept import KeptSheet
from game.classroom.nickname import checked
from game.files import BadInput
from game.ui.moves import STAY, Host, Move, Pop
from game.ui.screens.parts import OnFelt, middle
from game.ui.widgets import (
    Button,
    Card,
    Column,
    Flow,
    Primary,
    Quiet,
    Row,
    Space,
    Text,
    TextField,
    Tile,
    Widget,
)
from game.words import words

OFFERED = 8  # words at a time


def say(key: str, **values: object) -> str:
    """Words of the quiz."""
    return words(f"ui.classroom.quiz.{key}", **values)


class Quiz(OnFelt):
    """A sheet begins with a word of the person's own; handed in, it is on the disk, and the next one is blank.

    ``sheet``: one that was begun; ``keep`` is told of every change to the one in hand, and None when it is handed in.
    """

    where = "quiz"

    def __init__(
        self,
        app: Host,
        exercise: Exercise,
        when: str,
        path: Path,
        sheet: KeptSheet | None = None,
        keep: Callable[[KeptSheet | None], None] = lambda sheet: None,
    ) -> None:
        super().__init__(app)
        self.keep = keep
        self.exercise, self.when, self.path = exercise, when, path
        asked = [(one.ask, list(one.choices)) for one in exercise.file.quiz]
        scale = [words(f"classroom.kit.scale-{k}") for k in range(1, quiz.SCALE + 1)]
        self.asked = [*asked, *((text, scale) for text in quiz.statements())]
        self.keys = list(quiz.questions(exercise))
        self.handed_in = len(quiz.people(path, exercise, when))
        self.blank()
        if sheet is not None and sheet.at < len(self.asked):
            self.person, self.at = sheet.person, sheet.at
            self.given.update((int(k), answer) for k, answer in sheet.given.items())

    def blank(self) -> None:
        """A fresh sheet."""
        self.person, self.at = "", -1  # -1: the word is asked for
        self.given: dict[int, int] = {}
        self.said = ""
        self.refresh()

    def compose(self) -> Widget:
        body = self._cover() if self.at < 0 else self._question()
        return middle(Card(Column(*body, gap=14), 34, 28), 820)

    def _cover(self) -> list[Widget]:
        said = [Text(self.said, "small-strong", "accent")] if self.said else []
        begin = Primary(say("begin"), self.begin, name="begin")
        count = [Text(say("handed-in", count=self.handed_in), "small", "faint")] if self.handed_in else []
        return [
            Text(say(f"title-{self.when}"), "heading"),
            Text(say("about", questions=len(self.asked))),
            TextField("word", self.person, self.type, on_enter=lambda text: self.begin(), blank=say("word"), most=16),
            *self._words(),
            *said,
            *count,
            Row(Quiet(say("done"), Pop, name="done"), Space(), begin, weights=(0, 1)),
        ]

    def _words(self) -> list[Widget]:
        """Words to take for whoever would rather not type: afterwards, those of before that are still missing."""
        before, after = (quiz.people(self.path, self.exercise, when) for when in quiz.WHEN)
        if self.when == "after" and before:
            free = [word for word in before if word not in after]
        else:
            free = [word for word in say("words").split() if word not in before + after][:OFFERED]
        tiles = [Button(word, partial(self.take, word), name=f"word {word}") for word in free]
        return [Text(say(f"or-{self.when}"), "small", "faint"), Flow(*tiles, gap=8)] if tiles else []

    def _question(self) -> list[Widget]:
        ask, choices = self.asked[self.at]
        last = self.at + 1 == len(self.asked)
        tiles = [
            Tile(
                Row(Text(f"{k}", "strong", "accent"), Text(choice), weights=(0, 1), gap=12, align="top"),
                partial(self.choose, k),
                chosen=self.given.get(self.at) == k,
                name=f"choice {k}",
            )
            for k, choice in enumerate(choices, 1)
        ]
        onward = Primary(say("hand-in" if last else "next"), self.hand_in if last else self.go_on, name="next")
        return [
            Text(say("place", at=self.at + 1, of=len(self.asked)).upper(), "caps", "faint"),
            Text(ask, "heading"),
            Column(*tiles, gap=8),
            Row(Quiet(words("ui.back"), self.go_back, name="before"), Space(), onward, weights=(0, 1)),
        ]

    # ---- what is done -----------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        self.person, self.said = text, ""

    def take(self, word: str) -> Move:
        """This word, and begin."""
        self.person = word
        return self.begin()

    def begin(self) -> Move:
        try:
            self.person = checked(self.person)
        except BadInput as why:
            self.said = str(why)
            self.refresh()
            return STAY
        return self.turn(0)

    def choose(self, answer: int) -> Move:
        """Tick an answer; ticked again, it is taken back."""
        if self.given.get(self.at) == answer:
            del self.given[self.at]
        else:
            self.given[self.at] = answer
        self.note()
        self.refresh()
        return STAY

    def note(self) -> None:
        """What is on the sheet is kept."""
        given = {str(k): answer for k, answer in self.given.items()}
        self.keep(KeptSheet(when=self.when, person=self.person, at=self.at, given=given))

    def go_on(self) -> Move:
        return self.turn(self.at + 1)

    def go_back(self) -> Move:
        return self.turn(self.at - 1)

    def turn(self, at: int) -> Move:
        self.at = at
        if at >= 0:
            self.note()
        self.refresh()
        self.settle()
        self.form.focus_on("word" if at < 0 else "choice 1")
        return STAY

    def hand_in(self) -> Move:
        """Write the sheet down; what was not answered is left out."""
        rows = [
            quiz.Answer(self.exercise.id, self.when, self.person, self.keys[k], answer)
            for k, answer in sorted(self.given.items())
        ]
        try:
            quiz.append(self.path, rows)
        except BadInput as why:
            self.at, self.said = -1, str(why)
            self.refresh()
            return STAY
        self.handed_in += 1
        self.keep(None)
        self.blank()
        return self.turn(-1)

    def key(self, event: pygame.event.Event) -> Move | None:
        """A digit ticks an answer."""
        answer = event.key - pygame.K_0
        if self.at >= 0 and 1 <= answer <= len(self.asked[self.at][1]):
            return self.choose(answer)
        return None
