"""A debrief as it is reckoned beside a window: in a process of its own, so that no frame waits.

Cards come first, then the scores one by one; after that it answers what-ifs and writes the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from game.aside import Aside
from game.debrief.model import Debrief
from game.debrief.of_record import futures, reckoned
from game.debrief.report import write
from game.files import BadInput, CheckFailed
from game.scores.model import SCORES
from game.words import words

if TYPE_CHECKING:
    from game.scores.whatif import Whatif

REPLICATES = 200


@dataclass(frozen=True)
class Question:
    """A what-if as it is asked: from which round on, with which orders in place of others, with what else otherwise."""

    since: int
    orders: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    replicates: int = REPLICATES
    seed: int = 1


@dataclass(frozen=True)
class Finished:
    """The last word on the debrief itself."""

    debrief: Debrief


@dataclass(frozen=True)
class Written:
    """Where the report lies."""

    folder: Path


@dataclass(frozen=True)
class Refused:
    """Why something cannot be done, in one line."""

    why: str


class Reckoning:
    """What is known of a game's debrief by now; call `poll` once a frame.

    ``debrief`` lacks its scores until ``scored``; ``problem`` says why there is none.
    """

    def __init__(self) -> None:
        self.debrief: Debrief | None = None
        self.scores = 0  # how many of them are done
        self.scored = False
        self.problem = ""
        self.asking: Question | None = None  # what is being worked on
        self.found: Whatif | None = None  # the last answer
        self.refused = ""  # why there was none
        self.writing = False
        self.written: Path | None = None

    @property
    def share(self) -> float:
        """How much of the scores is done."""
        return 1.0 if self.scored else self.scores / len(SCORES)

    def ask(self, question: Question) -> None:
        """Begin a what-if; its answer comes as ``found`` or ``refused``."""
        self.asking, self.found, self.refused = question, None, ""
        self.send(question)

    def export(self, folder: Path) -> None:
        """Begin to write the report; where it lies comes as ``written``."""
        self.writing, self.written, self.refused = True, None, ""
        self.send(folder)

    def poll(self) -> bool:
        """Take in what has come; whether anything has."""
        heard = self.heard()
        for one in heard:
            self._take(one)
        return bool(heard)

    def _take(self, one: object) -> None:
        if isinstance(one, Debrief):
            self.debrief = one
        elif isinstance(one, int):
            self.scores = one
        elif isinstance(one, Finished):
            self.debrief, self.scored = one.debrief, True
        elif isinstance(one, Written):
            self.writing, self.written = False, one.folder
        elif isinstance(one, Refused):
            if self.scored:
                self.asking, self.writing, self.refused = None, False, one.why
            else:
                self.problem = self.problem or one.why  # the first says why; then the line is closed
        else:
            from game.scores.whatif import Whatif

            assert isinstance(one, Whatif)
            self.asking, self.found = None, one

    # ---- where it is done -------------------------------------------------------------------------------

    def send(self, wanted: Question | Path) -> None:
        """Have something worked on."""
        raise NotImplementedError

    def heard(self) -> list[object]:
        """What has been said since."""
        raise NotImplementedError

    def stop(self) -> None:
        """Nobody wants to know any more."""


class Beside(Reckoning):
    """The debrief of a record, reckoned in another process."""

    def __init__(self, path: Path, replicates: int = REPLICATES, seed: int = 1) -> None:
        super().__init__()
        self._reckoner = Aside(answer, path, replicates, seed)

    def send(self, wanted: Question | Path) -> None:
        if not self._reckoner.send(wanted):
            self._take(Refused(words("debrief.reckoning.stopped")))

    def heard(self) -> list[object]:
        was_gone = self._reckoner.gone
        heard = self._reckoner.heard()
        lost = self._reckoner.gone and not was_gone
        return [*heard, Refused(words("debrief.reckoning.stopped"))] if lost else heard

    def stop(self) -> None:
        self._reckoner.stop()


def answer(line: Connection, path: Path, replicates: int, seed: int) -> None:
    """Say the debrief over this line, then whatever is asked; `EOFError` or `BrokenPipeError` when nobody listens."""
    try:
        done = reckoned(path, replicates, seed, line.send)
    except (BadInput, CheckFailed) as error:
        line.send(Refused(str(error)))
        return
    line.send(Finished(done))
    while True:
        wanted = line.recv()
        try:
            line.send(_written(done, wanted) if isinstance(wanted, Path) else _asked(path, wanted))
        except (BadInput, CheckFailed) as error:
            line.send(Refused(str(error)))


def _written(done: Debrief, folder: Path) -> Written:
    write(done, folder)
    return Written(folder)


def _asked(path: Path, question: Question) -> Whatif:
    return futures(path, question.since, question.orders, question.kinds, question.replicates, question.seed)
