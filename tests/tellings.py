"""A debrief that is there at once, in no other process, and the screen that shows it."""

from __future__ import annotations

from pathlib import Path

from debriefs import example
from windows import Table, app_of

from game.debrief import Debrief
from game.debrief.reckoning import Finished, Question, Reckoning
from game.scores.model import Estimate
from game.scores.whatif import Count, Fate, Whatif
from game.ui.app import App
from game.ui.screens.debrief import DebriefScreen
from game.ui.widgets import Button, Text


class Ready(Reckoning):
    """All is reckoned; ``answers`` come when they are next listened for."""

    def __init__(self, debrief: Debrief) -> None:
        super().__init__()
        self.wanted: list[Question | Path] = []
        self.answers: list[object] = [debrief, Finished(debrief)]
        self.stopped = False
        self.poll()

    def send(self, wanted: Question | Path) -> None:
        self.wanted.append(wanted)

    def heard(self) -> list[object]:
        heard, self.answers = self.answers, []
        return heard

    def stop(self) -> None:
        self.stopped = True


class Slow(Ready):
    """Nothing is known yet; what comes is put into ``answers`` by the test."""

    def __init__(self) -> None:
        Reckoning.__init__(self)
        self.wanted, self.answers, self.stopped = [], [], False


HERE = Path("report")
CHAPTERS = 10


def warlike() -> Debrief:
    return example("base", 1, "random")


def opened(reckoning: Reckoning, app: App | None = None) -> Table:
    app = app or app_of()
    return Table(app, DebriefScreen(app, reckoning, HERE))


def page(table: Table) -> DebriefScreen:
    assert isinstance(table.screen, DebriefScreen)
    return table.screen


def turn_to(table: Table, key: str) -> None:
    page(table).turn(next(k for k, chapter in enumerate(page(table).chapters) if chapter.key == key))


def shown(table: Table) -> str:
    """All words on the page."""
    return " ".join(w.text for w in table.screen.form.root.walk() if isinstance(w, Text | Button))


def let_pass(table: Table, seconds: float = 4.0) -> None:
    for _ in range(round(seconds * 10)):
        table.app.update(0.1)


def an_answer(d: Debrief) -> Whatif:
    share = Estimate(0.6, (0.5, 0.7))
    counts = {name: Count(2, Estimate(0.4, (0.3, 0.5)), {0: 0.6, 1: 0.4}) for name in ("wars", "harm")}
    powers = {seat.code: Fate(12, False, Estimate(15.5, (15, 16)), share) for seat in d.seats}
    return Whatif(2, 200, 1, counts, powers, 0.1, (), ("everybody had known who wanted no land",))
