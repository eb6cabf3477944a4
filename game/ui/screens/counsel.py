"""The coach beside one power: a hint when it is asked for, and afterwards what a strong player would have done."""

from __future__ import annotations

from collections.abc import Callable

from game.sitting import Sitting
from game.ui.moves import STAY, Move
from game.ui.widgets import Button, Text, Widget
from game.views.coach import Lesson, hint, lessons
from game.words import words


class Counsel:
    """What it has to say comes when it is worked out: call `update` every frame. For the eyes of this power alone."""

    def __init__(self, sitting: Sitting, power: int, refresh: Callable[[], None]) -> None:
        self.sitting, self.power, self.refresh = sitting, power, refresh
        self.asked = False  # for a hint
        self._shown: tuple[Lesson, ...] = ()

    def hint(self) -> list[Widget]:
        """What a strong player would order now, or a button to ask for it."""
        if not self.asked:
            return [Button(words("ui.desk.hint"), self.ask, name="hint", tip=words("ui.desk.hint-tip"))]
        return self._told(hint(self.sitting, self.power))

    def hindsight(self) -> list[Widget]:
        """What it would have done in the last round."""
        return [line for told in lessons(self.sitting, self.power) for line in self._told(told)]

    def ask(self) -> Move:
        self.asked = True
        self.refresh()
        return STAY

    def begin(self) -> None:
        """The page is composed anew."""
        self._shown = ()

    def update(self) -> None:
        """Have the page composed anew if something that it waits for has come."""
        waits = [told.title for told in self._shown if not told.sentences]
        if not waits:
            return
        now = (*([hint(self.sitting, self.power)] if self.asked else []), *lessons(self.sitting, self.power))
        if any(told.sentences for told in now if told.title in waits):
            self.refresh()

    def _told(self, told: Lesson) -> list[Widget]:
        self._shown = (*self._shown, told)
        lines = told.sentences or (words("ui.desk.thinking"),)
        ink = "ink" if told.sentences else "faint"
        return [Text(told.title.upper(), "caps", "accent"), *(Text(line, "small", ink) for line in lines)]
