"""Open the window: with the lid of the box, straight at a table, or at a lesson."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from game.crew import Beside
from game.files import BadInput
from game.ui import settings as store
from game.ui.app import App
from game.ui.flow import Flow
from game.ui.moves import Page
from game.ui.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from game.classroom.exercise import Exercise
    from game.sitting import Sitting


def play(lay_out: Callable[[], Sitting] | None = None) -> None:
    """Play on the screen until the window is closed. ``lay_out``: the game to begin with; None: the title.

    Raises `BadInput` if there is no display, before anything is laid out, and whatever ``lay_out`` raises.
    """

    def first(flow: Flow) -> Page:
        if lay_out is None:
            return flow.title()
        from game.ui.session import Session

        return flow.begin(Session(lay_out()))

    show(first)


def teach(exercise: Exercise, length: int, folder: Path) -> None:
    """A lesson, from its host's console. Raises `BadInput` if there is no display, or for a length none has."""
    show(lambda flow: flow.teach(exercise, length, folder))


def sandbox() -> None:
    """The sandbox alone. Raises `BadInput` if there is no display."""
    show(Flow.sandbox)


def show(first: Callable[[Flow], Page]) -> None:
    """Open the window on that screen, until it is closed. Raises `BadInput` if there is no display."""
    path = store.place()
    try:
        settings, notice = store.load(path), ""
    except BadInput as error:
        settings, notice = Settings(), str(error)
        print(f"dilemma: {notice}", file=sys.stderr)
    app = App(settings, keep=path)
    app.notice = notice
    with Beside() as room:
        flow = Flow(app, room)
        app.rules, app.parting = flow.rules, flow.parting
        try:
            app.run(lambda: first(flow))
        finally:
            flow.close()
