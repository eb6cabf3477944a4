"""A lesson as its host runs it: the class clock, and the one game that is played at this screen.

It lies over every screen (`moves.Over`), so that the clock goes on whatever is shown: a line along the upper edge of
the window grows from the beginning of the lesson to the bell, a slip warns before the time is up, and then no more
orders are taken. All that only the console knows is kept on the disk as it changes (`classroom.kept`).
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from math import ceil
from pathlib import Path

import pygame

from game.classroom import kept
from game.classroom.clock import MINUTE, ClassClock
from game.classroom.exercise import Exercise
from game.classroom.hold import Hold
from game.classroom.kept import KeptClock, KeptDials, KeptLesson, KeptSheet, KeptTable
from game.classroom.lesson import free, sit
from game.classroom.nickname import checked
from game.classroom.plan import plan, setup
from game.classroom.variant import Dials
from game.files import BadInput, CheckFailed
from game.players import PERSON
from game.seats import Seat, seats
from game.sitting import Sitting
from game.sitting.shelf import saved
from game.ui.moves import Host, Move, Page, Reset
from game.ui.session import Session
from game.ui.slip import Slip
from game.ui.theme import BRASS, VERMILION
from game.words import counted, words

HIGH = 3  # of the line
KEEP = 5.0  # seconds between two entries of what time it is
CLOCKS = ("console", "time-up")  # pages that say themselves what time it is
ORDERING = ("rite", "hidden-card", "table", "curtain", "desk", "crisis", "speak", "menu")  # where the bell is heard


class Hosting:
    """One lesson in one room. What is set up counts for the next table; ``session`` is the one that plays."""

    def __init__(
        self, exercise: Exercise, length: int, folder: Path, app: Host, time_up: Callable[[Session], Page]
    ) -> None:
        """A lesson that was left in this folder is taken up again.

        Raises `BadInput` for a length that none can have, and for a folder in which another window teaches.
        ``folder``: where `dilemma gather` will look. ``time_up``: what is shown when no more orders are taken.
        """
        self.exercise, self.length, self.folder, self.app, self.time_up = exercise, length, folder, app, time_up
        self.clock = ClassClock(plan(exercise, length))
        self._hold = Hold(folder)
        self.session: Session | None = None
        self.round = 1  # to be gone back to
        self.notes = False  # whether the host's notes are in sight
        self.notice = ""  # what could not be taken up again, in one line
        self.sheet: KeptSheet | None = None  # of the quiz, begun and not handed in
        self.changed = False
        self.slip = Slip()
        self._plain = True  # the page says nothing of the time itself
        self.names: dict[int, str] = {}
        self.seated: list[str] = []
        self._known: dict[str, KeptTable] = {}  # who played in which record
        self._width = 0
        self._since = 0.0  # it was last written down, in seconds
        self._look_round()
        self.choose(1)
        self._take_up()
        self._written = self._now()

    # ---- the next table ---------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """Another game of the exercise, from 1: its own dials, and the same people in their seats."""
        self.number = number
        self.setup = setup(self.exercise, number, self.length)
        self.world = self.exercise.setting(number, self.length).world
        self.seats: tuple[Seat, ...] = seats(self.world)
        if len(self.seated) != len(self.seats):
            self.seated = [PERSON] * len(self.seats)
        self.names = {i: name for i, name in self.names.items() if i < len(self.seats)}
        self.dials = Dials()
        self.mirror = self.setup.mirror

    @property
    def rounds(self) -> tuple[int, int]:
        """The public range of the next game."""
        return self.dials.rounds or self.world.rounds

    @property
    def balance(self) -> float:
        """As it will be believed."""
        given = self.dials.balance_believed
        return self.world.balance if given is None else given

    @property
    def truth(self) -> float:
        """As it will be: of the host alone, where it is not what is believed."""
        own = self.exercise.setting(self.number, self.length).balance
        given = self.dials.balance_actual
        return own if given is None else given

    @property
    def distinguishability(self) -> float:
        given = self.dials.distinguishability
        return self.world.distinguishability if given is None else given

    @property
    def disarming(self) -> float | None:
        """What a first strike destroys of a nuclear answer; None in a game without any."""
        if not self.world.has("nuclear"):
            return None
        given, named = self.dials.disarming, self.exercise.file.game[self.number - 1].disarming
        return given if given is not None else named

    def set_rounds(self, least: int, most: int) -> None:
        """The range for the next game."""
        self.dials = replace(self.dials, rounds=(least, max(least, most)))

    def set_balance(self, arms: float) -> None:
        """For the next game, as it is believed and as it is."""
        self.dials = replace(self.dials, balance_believed=arms, balance_actual=arms)

    def set_truth(self, arms: float) -> None:
        """For the next game, as it is; what is believed stays."""
        self.dials = replace(self.dials, balance_actual=arms)

    def set_distinguishability(self, share: float) -> None:
        """For the next game."""
        self.dials = replace(self.dials, distinguishability=share)

    def set_disarming(self, share: float) -> None:
        """For the next game."""
        self.dials = replace(self.dials, disarming=share)

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
        """The table sits down; a lesson that has not begun begins with its play. Raises `BadInput` for a nickname."""
        if why := self.wrong():
            raise BadInput(why)
        sitting = sit(self.exercise, self.number, self.length, self.folder, self.table, self.seated, dials=self.dials)
        sitting.mirror = self.mirror
        self._sit(sitting, {i: checked(name) for i, name in self.names.items() if name.strip()})
        if not self.clock.begun:
            while self.clock.step.kind != "play":
                self.clock = self.clock.advance()
            self.clock = self.clock.go()
        assert self.session is not None, "it has just sat down"
        return self.session

    def put_away(self) -> None:
        """The game that plays is left as it is written; the next one can be set up, with the same people."""
        if self.session is not None:
            self.session.sitting.close()
        self.session = None
        self.tables = list(saved(self.folder))
        self.keep()

    def end(self) -> None:
        """The lesson is over: the next one in this folder begins anew, beside the tables of this one."""
        self.clock, self.sheet = ClassClock(self.clock.plan), None
        self.another_table()
        self.put_away()

    def close(self) -> None:
        """Nobody teaches here any more; another window may."""
        self._hold.release()

    def another_table(self) -> None:
        """Other people, at a table that has not played yet."""
        self.names = {}
        self._look_round()

    def resume(self, path: Path) -> None:
        """A game of this class that was put away plays on. Raises `BadInput` or `Edited` if it cannot."""
        sitting = Sitting.resume(path, mirror=self.mirror)
        known = self._known.get(path.name, KeptTable())
        places = {code: i for i, code in enumerate(sitting.world.codes)}
        self._sit(sitting, {places[code]: name for code, name in known.names.items() if code in places})
        assert self.session is not None, "it has just sat down"
        self.session.shown |= {places[code] for code in known.looked if code in places}

    def _sit(self, sitting: Sitting, names: dict[int, str]) -> None:
        self.session = Session(sitting, names=names)
        self.round = 1
        self.keep()

    def _look_round(self) -> None:
        """Which games lie in the folder, and what the next table may be called."""
        self.tables = list(saved(self.folder))
        told = (words("ui.classroom.table", number=k) for k in itertools.count(1))
        self.table = next(name for name in told if not any(self.folder.glob(f"{name}*.jsonl")))

    def rewind(self) -> Session:
        """The game again from the opening of the round chosen, in a record beside the first, which stays as it is."""
        assert self.session is not None, "there is a game to go back in"
        first = self.session.sitting
        assert first.path is not None, "the games of a class are written down"
        again = first.fork(self.round, free(self.folder, first.path.stem, "-"))
        first.close()
        self.session = replace(self.session, sitting=again)
        self.keep()
        return self.session

    def quiz_file(self) -> Path:
        """Where answers lie, for `dilemma gather`."""
        return self.folder / "quiz.csv"

    # ---- kept on the disk -------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write down where the lesson stands."""
        self._written, self._since = self._now(), 0.0
        kept.save(self.folder, self._written)

    def keep_sheet(self, sheet: KeptSheet | None) -> None:
        """A sheet of the quiz as far as it is filled in; None: it was handed in."""
        self.sheet = sheet
        self.keep()

    def _now(self) -> KeptLesson:
        session, playing = self.session, ""
        if session is not None and session.sitting.path is not None:
            playing, codes = session.sitting.path.name, session.sitting.world.codes
            names = {codes[i]: name for i, name in session.names.items()}
            self._known[playing] = KeptTable(names=names, looked=[codes[i] for i in sorted(session.shown)])
        clock = {key: getattr(self.clock, key) for key in KeptClock.model_fields}
        dials = asdict(self.dials)
        return KeptLesson(
            exercise=self.exercise.id,
            minutes=self.length,
            seen=time.time(),
            clock=KeptClock(**clock),
            game=self.number,
            table=self.table,
            seats=list(self.seated),
            names={self.seats[i].code: name for i, name in self.names.items()},
            dials=KeptDials(**(dials | {"rounds": dials["rounds"] and list(dials["rounds"])})),
            mirror=self.mirror,
            playing=playing,
            tables=dict(self._known),
            sheet=self.sheet,
        )

    def _take_up(self) -> None:
        """The lesson that was left here, as it was left; the time of the bell has gone on."""
        try:
            found = kept.load(self.folder)
            if found is None:
                return
            if (found.exercise, found.minutes) != (self.exercise.id, self.length):
                told = {"exercise": found.exercise, "minutes": found.minutes}
                self.notice = words("ui.classroom.left", **told) if found.underway else ""
                return
            clock = replace(self.clock, **found.clock.model_dump())
            last = len(clock.plan.steps) - 1
            self.clock = replace(clock, place=min(clock.place, last)).away(time.time() - found.seen)
            self.choose(min(found.game, len(self.exercise.file.game)))
            self._seat_again(found)
            if found.playing:
                self.resume(self.folder / found.playing)
        except (BadInput, CheckFailed) as why:
            self.notice = str(why)

    def _seat_again(self, found: KeptLesson) -> None:
        places = {seat.code: i for i, seat in enumerate(self.seats)}
        self.names = {places[code]: name for code, name in found.names.items() if code in places}
        if len(found.seats) == len(self.seats):
            self.seated = list(found.seats)
        dials = found.dials.model_dump()
        rounds = found.dials.rounds
        self.dials = Dials(**(dials | {"rounds": (rounds[0], rounds[-1]) if rounds else None}))
        self.mirror = self.setup.mirror if found.mirror is None else found.mirror
        self.table, self.sheet, self._known = found.table or self.table, found.sheet, dict(found.tables)

    # ---- over every screen ------------------------------------------------------------------------------

    def bell(self) -> str:
        """What everybody may know of the class clock, to the minute; nothing before it begins."""
        clock = self.clock
        if not clock.begun:
            return ""
        playing = clock.step.kind == "play"
        if clock.up or (clock.last_round and clock.left_to_play > MINUTE):
            return words(f"ui.classroom.{'last-round' if not clock.up else 'up' if playing else 'over'}")
        key = "left-to-play" if playing else "to-bell"
        return words(f"ui.classroom.{key}", time=counted(ceil(clock.left_to_play / MINUTE), "minute"))

    @property
    def moving(self) -> bool:
        return False

    def look(self, page: Page, seconds: float) -> Move | None:
        """The class clock goes on, and what has changed is written down; when its time is up, no order is taken."""
        before, self.clock = self.clock, self.clock.tick(seconds)
        width = round(1000 * self._share)
        gone = self.slip.tick(seconds)
        self.changed = self._warn(self.clock.warns(before)) or gone or width != self._width
        self._width = width
        self._keep_changes(seconds)
        self._plain = page.where not in CLOCKS
        session = self.session
        if self.clock.up and session is not None and not session.sitting.over and page.where in ORDERING:
            return Reset(self.time_up(session))
        return None

    def _warn(self, mark: float | None) -> bool:
        """Say so, if one of the warnings is due."""
        if mark is None:
            return False
        kind = "play" if self.clock.step.kind == "play" else "bell"
        key = f"warn-{kind}" if mark else f"warn-{kind}-up"
        self.slip.say(words(f"ui.classroom.{key}", time=counted(round(mark / MINUTE), "minute")))
        self.app.sounds.play("page")
        return True

    def _keep_changes(self, seconds: float) -> None:
        """Within a second what was typed, chosen and looked at; the time every few seconds."""
        was, self._since = self._since, self._since + seconds
        if int(was) == int(self._since):
            return
        same = {"seen": self._written.seen, "clock": self._written.clock}
        if self._now().model_copy(update=same) != self._written or (self.clock.begun and self._since > KEEP):
            self.keep()

    @property
    def _share(self) -> float:
        """How much of the lesson is over, 0..1."""
        return min(self.clock.spent / (MINUTE * self.length), 1.0)

    def handle(self, event: pygame.event.Event) -> bool:
        """Only a click on the slip is for it, which puts it away."""
        return self._plain and self.slip.handle(event)

    def draw(self, surface: pygame.Surface) -> None:
        """The line that ends at the bell, and the slip."""
        theme = self.app.theme
        ink = VERMILION if self.clock.last_round or self.clock.up else BRASS
        surface.fill(ink, (0, 0, round(surface.get_width() * self._share), theme.px(HIGH)))
        if self._plain:
            self.slip.draw(surface, theme)
        self.changed = False
