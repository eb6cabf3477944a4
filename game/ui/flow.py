"""Which screen follows which. Only here do screens know each other; each is loaded when it is first gone to."""

from __future__ import annotations

from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from game.crew import HERE
from game.ui.moves import Host, Page

if TYPE_CHECKING:
    from game.classroom.exercise import Exercise
    from game.talk.grammar import Said
    from game.ui.hosting import Hosting
    from game.ui.screens.debrief import DebriefScreen
    from game.ui.session import Session


class Flow:
    """The doors between the screens of one app (`session.Doors`); ``room`` is where its computer seats think."""

    def __init__(self, app: Host, room: Executor = HERE) -> None:
        self.app, self.room = app, room
        self.host: Hosting | None = None  # of a lesson
        self._playing: Session | None = None  # the game at the table, unless a lesson has it
        self._told: DebriefScreen | None = None  # the last debrief, to be gone on with while it lies open

    def title(self) -> Page:
        from game.ui.screens.title import Title

        self.close()
        return Title(self.app, self)

    def close(self) -> None:
        """A game ends here, or a lesson, if there is one."""
        self._playing = None
        if self.host is not None:
            self.host.close()
            self.host = self.app.over = self.app.console = None

    def parting(self) -> Page | None:
        """What is asked before the window closes; None if nothing is lost by it."""
        from game.ui.screens.parting import Parting

        session = self.host.session if self.host is not None else self._playing
        return Parting(self.app, session) if session is not None and session.unsealed else None

    def new_game(self) -> Page:
        from game.ui.screens.new_game import NewGame

        return NewGame(self.app, self)

    def shelf(self) -> Page:
        from game.ui.screens.shelf import Shelf

        return Shelf(self.app, self)

    def settings(self) -> Page:
        from game.ui.screens.settings import SettingsScreen

        return SettingsScreen(self.app)

    def rules(self, at: str = "") -> Page:
        from game.ui.screens.rules import Rules

        return Rules(self.app, at)

    def lesson(self) -> Page:
        from game.scenario import load
        from game.sitting import Sitting
        from game.sitting.shelf import new_path
        from game.ui.guide import Guide
        from game.ui.session import Session
        from game.views.lesson import script

        how = script()
        path = new_path(how.scenario)
        sitting = Sitting.new(load(how.scenario), list(how.seats), deal=how.deal, seed=how.seed, path=path, coach=True)
        session = Session(sitting)
        self.app.over = Guide(self.app, session)
        return self.begin(session)

    def resume(self, path: Path) -> Page:
        from game.sitting import Sitting
        from game.ui.session import Session

        return self.begin(Session(Sitting.resume(path)))

    def begin(self, session: Session) -> Page:
        from game.ui.screens.rite import Rite

        self._playing = session
        if session.sitting.over:
            assert session.sitting.path is not None, "games at a screen are always written down"
            return self.debrief(session.sitting.path)
        session.sitting.think_in(self.room)
        return self.table(session) if session.opened else Rite(self.app, self, session)

    def replay(self, path: Path) -> Page:
        from game.ui.screens.replay import Replay
        from game.views.tale import tale

        return Replay(self.app, self, tale(path), self.room)

    def fork(self, path: Path, round_: int) -> Page:
        from game.players import PERSON
        from game.sitting import Sitting
        from game.sitting.shelf import new_path
        from game.ui.session import Session

        first = Sitting.resume(path)
        again = first.fork(round_, new_path(first.match.scenario.id, path.parent))
        first.close()
        if not again.people():  # somebody should play on
            again.hand_over(0, PERSON)
        return self.begin(Session(again))

    def debrief(self, path: Path, hands: tuple[int, ...] = (), at: str = "") -> Page:
        from game.debrief.reckoning import Beside
        from game.ui.moves import Push, Reset
        from game.ui.screens.debrief import DebriefScreen, Guess

        most = hands.index(max(hands)) if hands else None
        if self._told is None or self._told.shut or self._told.folder != path.with_suffix(""):
            self._told = DebriefScreen(
                self.app,
                Beside(path),
                path.with_suffix(""),
                leave=lambda: Reset(self.console() if self.hosting else self.title()),
                again=lambda: Push(self.replay(path)),
                guess=Guess(wolves=most, hands=hands),
                asked=[(one.chapter, one.ask) for one in self.host.exercise.file.discuss] if self.host else (),
                console=(lambda: Push(self._console(over=True))) if self.host else None,
            )
        elif hands:  # counted once more
            self._told.guess.wolves, self._told.guess.hands = most, hands
        if at:
            self._told.open(at)
        return self._told

    def teach(self, exercise: Exercise, length: int, folder: Path) -> Page:
        """A lesson, from its console. Raises `BadInput` for a length that none has, or if another window teaches it."""
        from game.ui.hosting import Hosting

        self.host = self.app.over = Hosting(exercise, length, folder, self.app, self.stop)
        self.app.console = lambda: self._console(over=True)
        return self._console(over=False)

    @property
    def hosting(self) -> bool:
        return self.host is not None

    @property
    def bell(self) -> str:
        return self.host.bell() if self.host else ""

    def classroom(self) -> Page:
        from game.classroom.folder import of_today
        from game.ui.screens.classroom.lessons import Lessons

        return Lessons(self.app, self, lambda exercise, length: self.teach(exercise, length, of_today(exercise.id)))

    def console(self) -> Page:
        return self._console(over=False)

    def _console(self, *, over: bool) -> Page:
        from game.ui.screens.classroom.console import Console

        assert self.host is not None, "a console belongs to a lesson"
        return Console(self.app, self, self.host, over=over)

    def stop(self, session: Session) -> Page:
        from game.ui.screens.classroom.time_up import TimeUp

        assert self.host is not None, "only a lesson has a host who stops a game"
        return TimeUp(self.app, self, self.host, session)

    def predict(self, session: Session) -> Page:
        from game.ui.screens.classroom.predict import Predict

        return Predict(self.app, self, session)

    def sandbox(self) -> Page:
        from game.ui.screens.classroom.sandbox import Sandbox

        return Sandbox(self.app)

    def table(self, session: Session) -> Page:
        from game.ui.screens.table import Table

        return Table(self.app, self, session)

    def card(self, session: Session, power: int) -> Page:
        from game.ui.screens.card import HiddenCard
        from game.ui.screens.curtain import Curtain

        card = partial(HiddenCard, self.app, session, power)
        return card() if session.alone else Curtain(self.app, session, power, card)

    def visit(self, session: Session, power: int) -> Page:
        from game.ui.screens.crisis import Crisis
        from game.ui.screens.curtain import Curtain
        from game.ui.screens.desk import Desk

        desk = partial(Desk if session.sitting.stage_name == "orders" else Crisis, self.app, session, power)
        return desk() if session.alone else Curtain(self.app, session, power, desk)

    def menu(self, session: Session) -> Page:
        from game.ui.screens.menu import Menu

        return Menu(self.app, self, session)

    def speak(self, session: Session) -> Page:
        from game.ui.screens.speak import Speak

        def say(power: int, said: Said) -> None:
            session.sitting.speak(power, said)

        return Speak(self.app, session, session.sitting.people(), say)

    def reveal(self, session: Session) -> Page:
        from game.ui.screens.reveal import Reveal

        return Reveal(self.app, self, session)

    def after(self, session: Session) -> Page:
        from game.ui.screens.aftermath import AftermathScreen

        if session.sitting.stage_name in ("answers", "help"):
            return self.begin(session)
        return AftermathScreen(self.app, self, session)
