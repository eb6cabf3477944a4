"""Which lesson is taught, and how long it is; it begins at the host's console."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from game.classroom.exercise import LENGTHS, Exercise, load, names
from game.files import BadInput
from game.ui.moves import Host, Move, Page, Push, Reset
from game.ui.screens.parts import Notice, OnFelt, page
from game.ui.session import Doors
from game.ui.widgets import Button, Choice, Column, Grid, Option, Row, Scroll, Space, Text, Tile, Widget
from game.words import counted, words


class Lessons(OnFelt):
    """The exercises of the box, for whoever teaches. ``teach`` opens the console of one."""

    where = "lessons"

    def __init__(self, app: Host, doors: Doors, teach: Callable[[Exercise, int], Page]) -> None:
        super().__init__(app)
        self.doors, self.teach = doors, teach
        self.length = LENGTHS[0]

    def compose(self) -> Widget:
        lengths = [Option(length, counted(length, "minute")) for length in LENGTHS]
        long = Choice("length", lengths, self.length, self.last, tip=words("ui.classroom.minutes"))
        box = Button(words("ui.classroom.to-sandbox"), lambda: Push(self.doors.sandbox()), name="sandbox")
        tiles = Grid(*[self._tile(load(name)) for name in names()], least=380, most=3)
        return page(words("ui.classroom.lessons"), Scroll(tiles, "lessons"), Row(long, Space(), box, weights=(0, 1)))

    def _tile(self, exercise: Exercise) -> Widget:
        lines = Column(Text(exercise.file.title, "subhead"), Text(exercise.file.summary, "small", "faint"), gap=4)
        return Tile(lines, partial(self.begin, exercise), name=f"lesson {exercise.id}")

    def last(self, length: int) -> None:
        """So many minutes."""
        self.length = length
        self.refresh()

    def begin(self, exercise: Exercise) -> Move:
        try:
            return Reset(self.teach(exercise, self.length))
        except BadInput as why:
            return Push(Notice(self.app, words("ui.classroom.taken"), str(why)))
