"""A desk or a crisis without a window, and hands that count what they press."""

from __future__ import annotations

import pygame
from windows import Table, app_of

from game.sitting import Sitting
from game.ui.app import App
from game.ui.moves import Move
from game.ui.screen import Screen
from game.ui.screens.desk import Desk
from game.ui.screens.visit import Visit
from game.ui.session import Session
from game.ui.widgets import Text, Widget


class Below(Screen):
    """What the visit goes back to."""

    def compose(self) -> Widget:
        return Text("the table")

    def back(self) -> Move | None:
        return None


class Hands(Table):
    """A desk on a table, and a count of what is pressed: keys and clicks."""

    def __init__(self, sitting: Sitting, power: int = 0, kind: type[Visit] = Desk, app: App | None = None) -> None:
        app = app or app_of()
        super().__init__(app, Below(app))
        app.stack.append(kind(app, Session(sitting), power))
        app.top.resumed()
        self.sitting, self.power, self.actions = sitting, power, 0
        self.draw()

    def key(self, *keys: int, mod: int = 0) -> None:
        self.actions += len(keys)
        super().key(*keys, mod=mod)

    def letters(self, text: str) -> None:
        """Keys by their letters; a capital is one key with shift."""
        for char in text:
            event = pygame.event.Event(
                pygame.KEYDOWN, key=ord(char.lower()), mod=pygame.KMOD_SHIFT if char.isupper() else 0, unicode=char
            )
            self.actions += 1
            self.app.handle(event)

    def click(self, target: str | tuple[int, int]) -> None:
        self.actions += 1
        super().click(target)

    @property
    def visit(self) -> Visit:
        assert isinstance(self.screen, Visit)
        return self.screen

    @property
    def gone(self) -> bool:
        return isinstance(self.app.top, Below)

    def wait(self, seconds: float) -> None:
        self.app.update(seconds)


def told(screen: Screen) -> str:
    return "\n".join(w.text for w in screen.form.root.walk() if isinstance(w, Text))
