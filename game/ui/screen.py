"""What every screen shares: it composes widgets, and its form does the rest."""

from __future__ import annotations

import pygame

from game.ui.moves import Host, Move, Pop
from game.ui.theme import TABLE
from game.ui.widgets.base import Widget
from game.ui.widgets.form import Form


class Screen:
    """One page of the game: `compose` says what is on it, `self.form` does the rest.

    Change what the screen shows in its own fields, then call `refresh`: it is composed anew, and what was
    focused, typed and scrolled stays as it was (widgets are known again by their ``name``).
    """

    title = ""  # of the window; never a secret
    where = ""  # what the lesson calls it
    rule = ""  # which rule F1 looks up from here, such as "R8"
    animated = False  # drawn every frame, not on change only

    def __init__(self, app: Host) -> None:
        self.app = app
        self.form = Form(app)
        self._stale = self._dirty = True  # to be composed, to be drawn anew

    # ---- what a screen says -----------------------------------------------------------------------------

    def compose(self) -> Widget:
        """The page as one widget; called after every `refresh`, and when window or text change their size."""
        raise NotImplementedError

    def key(self, event: pygame.event.Event) -> Move | None:
        """A key that no widget took."""
        return None

    def back(self) -> Move | None:
        """Escape."""
        return Pop()

    def update(self, seconds: float) -> Move | None:
        """Time passes; called once a frame."""
        return None

    def paint(self, surface: pygame.Surface) -> None:
        """What lies below the widgets."""
        surface.fill(TABLE)

    # ---- what the app calls -----------------------------------------------------------------------------

    @property
    def changed(self) -> bool:
        return self._dirty or self.animated or self.form.changed

    def resumed(self) -> None:
        self.refresh()

    def covered(self) -> None:
        self.form.leave()

    def closed(self) -> None:
        """Put away for good; a screen that began something beside the window ends it here."""

    def refresh(self) -> None:
        self._stale = self._dirty = True

    def touch(self) -> None:
        self._dirty = True

    def settle(self) -> None:
        """Compose, if something has changed since."""
        if self._stale:
            self._stale = False
            self.form.show(self.compose())

    def handle(self, event: pygame.event.Event) -> Move | None:
        self.settle()
        move = self.form.handle(event)
        if move is None and event.type == pygame.KEYDOWN:
            move = self.back() if event.key == pygame.K_ESCAPE else self.key(event)
        self._dirty = self._dirty or move is not None
        return move

    def tick(self, seconds: float) -> Move | None:
        self.settle()
        self.form.update(seconds)
        return self.update(seconds)

    def draw(self, surface: pygame.Surface) -> None:
        self.settle()
        self.paint(surface)
        self.form.draw(surface)
        self._dirty = False
