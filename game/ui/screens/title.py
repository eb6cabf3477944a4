"""The lid of the box."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.files import BadInput, CheckFailed
from game.ui import ornament
from game.ui.moves import Host, Move, Push, Quit, Reset
from game.ui.screens.parts import OnBox, trouble
from game.ui.theme import BRASS, Theme
from game.ui.widgets import Button, Column, Grid, Padded, Picture, Primary, Quiet, Row, Scroll, Space, Text, Widget
from game.words import words

if TYPE_CHECKING:
    from game.sitting.shelf import Saved
    from game.ui.session import Doors


class Title(OnBox):
    """What is seen first. The last game is looked for after that, so that the first picture comes at once."""

    where = "title"

    def __init__(self, app: Host, doors: Doors) -> None:
        super().__init__(app)
        self.doors = doors
        self.last: Saved | None = None  # the game to go on with
        self._looked = self._drawn = False

    def compose(self) -> Widget:
        theme = self.app.theme
        roomy = theme.size[0] >= theme.px(1000) and theme.size[1] >= theme.px(640)
        name = words("ui.lid.name").split("\n") if roomy else [words("ui.lid.name").replace("\n", " ")]
        lines = [Text(line, "display" if roomy else "title", BRASS) for line in name]
        tagline = Text(words("ui.lid.tagline"), "aside", "faint")
        parts = [Space(), *lines, tagline, Space(height=16), self.menu(1 if roomy else 2), Space()]
        column = Column(*parts, weights=[1, *[0] * (len(parts) - 2), 1], gap=4)
        right = Scroll(Padded(column, 40, 34), "menu")
        return Row(Picture(self.emblem), right, weights=(5, 4), align="fill", gap=0) if roomy else right

    def menu(self, columns: int) -> Widget:
        first: list[Widget] = []
        if self.last is not None:
            going = words("ui.lid.continue", name=self.last.title, round=self.last.round)
            first = [Primary(going, self.go_on, name="continue")]
        begin = Button if first else Primary
        items = [
            begin(words("ui.lid.new"), lambda: Push(self.doors.new_game()), name="new"),
            Button(words("ui.lid.lesson"), lambda: Push(self.doors.lesson()), name="lesson"),
            Button(words("ui.lid.class"), lambda: Push(self.doors.classroom()), name="class"),
            Button(words("ui.lid.shelf"), lambda: Push(self.doors.shelf()), name="shelf"),
            Button(words("ui.lid.rules"), lambda: Push(self.doors.rules()), name="rules"),
            Button(words("ui.lid.settings"), lambda: Push(self.doors.settings()), name="settings"),
            Quiet(words("ui.lid.quit"), Quit, name="quit"),
        ]
        notice = [Text(self.app.notice, "small", "accent")] if self.app.notice else []
        return Column(*first, Grid(*items, least=240, most=columns, gap=8), *notice, gap=8)

    def emblem(self, surface: pygame.Surface, rect: pygame.Rect, theme: Theme) -> None:
        side = min(rect.w, rect.h) - theme.px(110)
        picture = ornament.emblem(side)
        surface.blit(picture, picture.get_rect(center=rect.move(theme.px(18), 0).center))

    def go_on(self) -> Move | None:
        assert self.last is not None
        try:
            return Reset(self.doors.resume(self.last.path))
        except (BadInput, CheckFailed) as error:
            return trouble(self.app, error)

    def update(self, seconds: float) -> Move | None:
        if self._drawn and not self._looked:
            self._looked = True
            from game.sitting.shelf import saved

            newest = next(saved(), None)
            if newest is not None and not newest.finished and not newest.problem:
                self.last = newest
                self.refresh()
        return None

    def back(self) -> Move | None:
        """Escape alone does not leave the game."""
        return None

    def draw(self, surface: pygame.Surface) -> None:
        super().draw(surface)
        self._drawn = True
