"""A lesson in the window, with hands to use it."""

from __future__ import annotations

from pathlib import Path

from windows import Table, app_of

from game.classroom.exercise import load
from game.debrief import reckoning
from game.ui.app import App
from game.ui.flow import Flow
from game.ui.hosting import Hosting
from game.ui.screens.rite import Rite
from game.ui.screens.table import Table as TableScreen
from game.ui.session import Session
from game.ui.widgets import Text

_taught: dict[Path, Hosting] = {}  # by folder


def teaching(
    folder: Path, exercise: str = "first-lesson", app: App | None = None, length: int = 50
) -> tuple[Table, Hosting]:
    """A console, and hands to use it; what was open in this folder has crashed, and the system took its lock back."""
    if folder in _taught:
        _taught.pop(folder).close()
    app = app or app_of()
    flow = Flow(app)
    app.parting = flow.parting
    table = Table(app, flow.teach(load(exercise), length, folder))
    assert flow.host is not None
    _taught[folder] = flow.host
    return table, flow.host


def said(table: Table) -> list[str]:
    return [widget.text for widget in table.screen.form.root.walk() if isinstance(widget, Text)]


def in_hand(host: Hosting) -> Session:
    """The game that plays."""
    assert host.session is not None
    return host.session


def at_table(table: Table, host: Hosting) -> None:
    """From the console past the opening rite, whose declarations are not what is tested here."""
    table.press("start")
    assert isinstance(table.screen, Rite)
    session = in_hand(host)
    session.declared |= set(range(len(session.seats)))
    table.screen.refresh()
    table.press("begin")
    assert isinstance(table.screen, TableScreen)


def played(table: Table, host: Hosting, rounds: int) -> None:
    """Rounds of nothing but holding."""
    sitting = in_hand(host).sitting
    for _ in range(rounds):
        for power in sitting.people():
            sitting.seal(power, [])
        sitting.settle()
        sitting.advance()
    table.screen.refresh()


class Silent(reckoning.Reckoning):
    """A debrief that is not reckoned."""

    def heard(self) -> list[object]:
        return []
