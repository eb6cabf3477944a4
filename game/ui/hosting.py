"""A lesson as its host runs it: the class clock, and the one game that is played at this screen.

It lies over every screen (`moves.Over`), so that the clock goes on whatever is shown: a line along the upper edge of
the window grows from the beginning of the lesson to the bell.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from math import ceil
from pathlib import Path

import pygame

from game.classroom.clock import MINUTE, ClassClock
from game.classroom.exercise import Exercise
from game.classroom.lesson import sit
from game.classroom.nickname import checked
from game.classroom.plan import plan, setup
from game.classroom.variant import Dials
from game.files import BadInput
from game.players import PERSON
from game.seats import Seat, seats
from game.sitting import Sitting
from game.sitting.shelf import saved
from game.ui.moves import Page
from game.ui.session import Session
from game.ui.theme import BRASS, VERMILION, Theme
from game.words import counted, words

HIGH = 3  # of the line


class Hosting:
    """One lesson in one room. What is set up counts for the next table; ``session`` is the one that plays."""

    def __init__(self, exercise: Exercise, length: int, folder: Path, theme: Theme) -> None:
        """Raises `BadInput` for a length that a lesson cannot have. ``folder``: where `dilemma gather` will look."""
        self.exercise, self.length, self.folder, self.theme = exercise, length, folder, theme
        self.clock = ClassClock(plan(exercise, length))
        self.session: Session | None = None
        self.round = 1  # to be gone back to
        self.notes = False  # whether the host's notes are in sight
        self.changed = False
        self._width = 0
        self._look_round()
        self.choose(1)

    # ---- the next table ---------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """Another game of the exercise, from 1: its own dials, people in all seats."""
        self.number = number
        box = self.exercise.setting(number, self.length)
        self.setup = setup(self.exercise, number, self.length)
        self.world = box.world
        self.seats: tuple[Seat, ...] = seats(box.world)
        self.seated = [PERSON] * len(self.seats)
        self.names: dict[int, str] = {}
        self.dials = Dials()
        self.balance, self.distinguishability = box.world.balance, box.world.distinguishability
        self.mirror = self.setup.mirror

    def set_balance(self, arms: float) -> None:
        """For the next game, as it is believed and as it is."""
        self.balance = arms
        self.dials = replace(self.dials, balance_believed=arms, balance_actual=arms)

    def set_distinguishability(self, share: float) -> None:
        """For the next game."""
        self.distinguishability = share
        self.dials = replace(self.dials, distinguishability=share)

    def seat(self, power: int, who: str) -> None:
        """Who sits there at the next table."""
        self.seated[power] = who
        self.names.pop(power, None)

    def name(self, power: int, nickname: str) -> None:
        self.names[power] = nickname

    def wrong(self) -> str:
        """Why the next table cannot start as it is written, in one line; empty if it can."""
        powers = [one for seat in self.seats for one in (seat.code, seat.name)]
        given = [name for name in self.names.values() if name.strip()]
        try:
            for name in (self.table, *given):
                checked(name, powers)
        except BadInput as why:
            return str(why)
        plain = [name.strip().casefold() for name in given]
        twice = next((name for name in plain if plain.count(name) > 1), "")
        return words("ui.classroom.twice", name=twice) if twice else ""

    def start(self) -> Session:
        """The table sits down. Raises `BadInput` for a nickname, or a table of that name that has played already."""
        if why := self.wrong():
            raise BadInput(why)
        sitting = sit(self.exercise, self.number, self.length, self.folder, self.table, self.seated, dials=self.dials)
        sitting.coach = self.mirror
        names = {i: checked(name) for i, name in self.names.items() if name.strip()}
        self.session = Session(sitting, names=names)
        self.round = 1
        return self.session

    def put_away(self) -> None:
        """The game that plays is left as it is written; the next one can be set up."""
        if self.session is not None:
            self.session.sitting.close()
        self.session = None
        self._look_round()

    def resume(self, path: Path) -> None:
        """A game of this class that was put away plays on. Raises `BadInput` or `Edited` if it cannot."""
        self.session = Session(Sitting.resume(path, coach=self.mirror))
        self.round = 1

    def _look_round(self) -> None:
        """Which games lie in the folder, and what the next table may be called."""
        self.tables = list(saved(self.folder))
        self.table = self._free()

    def rewind(self) -> Session:
        """The game again from the opening of the round chosen, in a record beside the first, which stays as it is."""
        assert self.session is not None, "there is a game to go back in"
        first = self.session.sitting
        assert first.path is not None, "the games of a class are written down"
        again = first.fork(self.round, self._beside(first.path))
        first.close()
        self.session = replace(self.session, sitting=again)
        return self.session

    def _beside(self, path: Path) -> Path:
        names = (path.with_name(f"{path.stem}-{k}{path.suffix}") for k in itertools.count(2))
        return next(name for name in names if not name.exists())

    def _free(self) -> str:
        """A table's name that has not played yet."""
        told = (words("ui.classroom.table", number=k) for k in itertools.count(1))
        return next(name for name in told if not any(self.folder.glob(f"{name}*.jsonl")))

    def quiz_file(self) -> Path:
        """Where answers lie, for `dilemma gather`."""
        return self.folder / "quiz.csv"

    def bell(self) -> str:
        """What everybody may know of the class clock, to the minute; nothing before it begins."""
        clock = self.clock
        if not clock.begun:
            return ""
        if clock.over or clock.last_round:
            return words(f"ui.classroom.{'over' if clock.over else 'last-round'}")
        return words("ui.classroom.to-bell", time=counted(ceil(clock.bell / MINUTE), "minute"))

    # ---- over every screen ------------------------------------------------------------------------------

    @property
    def moving(self) -> bool:
        return False

    def look(self, page: Page, seconds: float) -> None:
        """The class clock goes on."""
        self.clock = self.clock.tick(seconds)
        width = round(1000 * self._share)
        self.changed = width != self._width
        self._width = width

    @property
    def _share(self) -> float:
        """How much of the lesson is over, 0..1."""
        return min(self.clock.spent / (MINUTE * self.length), 1.0)

    def handle(self, event: pygame.event.Event) -> bool:
        """No event is for it."""
        return False

    def draw(self, surface: pygame.Surface) -> None:
        """The line that ends at the bell."""
        ink = VERMILION if self.clock.last_round or self.clock.over else BRASS
        surface.fill(ink, (0, 0, round(surface.get_width() * self._share), self.theme.px(HIGH)))
        self.changed = False
