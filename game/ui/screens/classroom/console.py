"""The host's console: what to say now, how long there is, and the hands on the game."""

from __future__ import annotations

from functools import partial

from game.classroom.clock import MINUTE, told
from game.files import BadInput
from game.sitting import Sitting
from game.ui.hosting import Hosting
from game.ui.moves import Host, Move, Pop, Push, Reset
from game.ui.screens.classroom.changed import Changed
from game.ui.screens.classroom.in_hand import InHand
from game.ui.screens.classroom.next_table import NextTable, say
from game.ui.screens.classroom.quiz import Quiz
from game.ui.screens.classroom.roles import Roles
from game.ui.screens.classroom.time_up import MORE
from game.ui.screens.parts import OnFelt, Question, trouble
from game.ui.session import Doors, Session
from game.ui.widgets import (
    Button,
    Card,
    Choice,
    Column,
    Flow,
    Grave,
    Narrow,
    Option,
    Padded,
    Primary,
    Quiet,
    Row,
    Rule,
    Scroll,
    Space,
    Text,
    Widget,
)
from game.words import words


class Console(OnFelt):
    """Fit for a screen that the class sees: what would give the deal away comes with the host's notes, when asked for.

    ``over``: a game goes on below it.
    """

    where, rule = "console", "R1"

    def __init__(self, app: Host, doors: Doors, host: Hosting, *, over: bool) -> None:
        super().__init__(app)
        self.doors, self.host, self.over = doors, host, over
        self.title = say("title")
        self.next = NextTable(app, doors, host, self.refresh)
        self.hand = InHand(app, doors, host, self.refresh, self.lift)
        self._stand: tuple[object, ...] = ()
        self._fresh = True

    def resumed(self) -> None:
        """With the focus on the way to a table, where all is in sight at once."""
        super().resumed()
        if self._fresh and self._wide:
            self.settle()
            self.form.focus_on("back" if self.playing else "start")
        self._fresh = False

    @property
    def _wide(self) -> bool:
        return self.app.theme.size[0] >= self.app.theme.px(900)

    @property
    def playing(self) -> Session | None:
        return self.host.session

    # ---- the page ---------------------------------------------------------------------------------------

    def compose(self) -> Widget:
        game = self.hand.compose() if self.playing else self.next.compose()
        if not self._wide:
            whole = Column(self._clock(), Card(self._script(), 18, 14), Card(game, 18, 14), self._tools())
            return Padded(Column(self._head(), Scroll(whole, "page"), weights=(0, 1), gap=8), 16, 10)
        left = Column(self._clock(), Card(Scroll(Padded(self._script(), 5, 4), "script"), 17, 14), weights=(0, 1))
        right = Column(Card(Scroll(Padded(game, 5, 4), "in hand"), 17, 14), self._tools(), weights=(1,))
        body = Row(left, right, weights=(1, 1), gap=18, align="fill")
        return Padded(Narrow(Column(self._head(), body, weights=(0, 1), gap=10), 1560), 22, 14)

    def _head(self) -> Widget:
        back: Widget
        if self.over:
            back = Primary(say("back"), Pop, name="back", tip=say("to-game-tip"))
        elif self.playing and not self.playing.sitting.over:
            back = Primary(say("to-game"), self.to_game, name="back", tip=say("to-game-tip"))
        else:
            back = Space()
        title = self.host.exercise.file.title if self.host.notes else self.title
        leave = Quiet(say("leave"), self.leave, name="leave")
        return Row(Text(title, "title"), leave, back, weights=(1,))

    def _clock(self) -> Widget:
        clock = self.host.clock
        step, last = clock.step, len(clock.plan.steps)
        played = step.kind == "play"
        left = max(clock.left_to_play, 0.0) if played else clock.left
        times = Row(
            _time(say("play-left" if played else "step-left"), told(left), "accent"),
            _time(say("bell"), told(clock.bell), "ink"),
            Text(self._state(), "small-strong", "accent" if clock.last_round or clock.up else "faint"),
            weights=(0, 0, 1),
            gap=26,
        )
        key = "pause" if clock.begun and not clock.paused else "go-on" if clock.begun else "begin"
        first, end = clock.place == 0, clock.place + 1 == last
        more = [Button(say("more"), self.more, name="more")] if clock.last_round or clock.up else []
        hands = Flow(
            Button(say(key), self.pause, name="pause"),
            Button(say("step-back"), self.step_back, name="step back", reason=say("first") if first else ""),
            Button(say("advance"), self.advance, name="advance", reason=say("last") if end else ""),
            *more,
            gap=8,
        )
        phase = Text(say("step", number=step.number, of=last, title=step.title), "heading")
        return Card(Column(phase, times, hands, gap=8), 20, 14)

    def _state(self) -> str:
        """How the lesson stands, in a line."""
        clock = self.host.clock
        if not clock.begun:
            return say("waits")
        if clock.up:
            return say("stopped") if self.playing and not self.playing.sitting.over else self.host.bell()
        if clock.last_round:
            return say("last-round")
        if clock.paused:
            return say("paused")
        behind = round(clock.behind / MINUTE)
        return say("behind", minutes=behind) if behind > 0 else say("in-time")

    def _script(self) -> Widget:
        step, notes = self.host.clock.step, self.host.notes
        parts: list[Widget] = [Text(self.host.notice, "small-strong", "accent")] if self.host.notice else []
        open_ = notes or step.kind != "debrief"  # what is said about a game tells what its cards were
        for key, lines in (("say", step.say if open_ else ()), ("do", step.do if notes else ())):
            if lines:
                parts.append(Text(say(key).upper(), "caps", "accent"))
                parts += [Text(line, "subhead" if key == "say" else "body") for line in lines]
        if not open_:
            parts.append(Text(say("say-hidden"), "small", "faint"))
        if step.kind == "quiz":
            when = "after" if any(one.games for one in self.host.clock.plan.steps[: step.number]) else "before"
            parts.append(Flow(Button(say("hand-round"), partial(self.quiz, when), name="quiz now")))
        if step.show:
            parts += self._chapters()
        options = [Option(False, say("notes-off")), Option(True, say("notes-on"))]
        parts += [Rule(), Choice("notes", options, notes, self.to_notes, tip=say("notes-tip"))]
        if notes:
            parts.append(Text(say("aims").upper(), "caps", "faint"))
            parts += [Text(f"· {aim.text}", "small") for aim in self.host.exercise.file.aims]
        return Column(*parts, *self._agenda(), gap=8)

    def _agenda(self) -> list[Widget]:
        """The whole lesson, step by step."""
        clock, out = self.host.clock, list[Widget]()
        for step in clock.plan.steps:
            now = step is clock.step
            role, ink = (
                ("small-strong", "accent") if now else ("small", "faint" if step.end <= clock.step.start else "ink")
            )
            times = words("classroom.kit.clock", start=step.start, end=step.end)
            out.append(Row(Text(times, role, ink), Text(step.title, role, ink), weights=(2, 7), gap=8))
        return [Text(say("agenda").upper(), "caps", "faint"), Column(*out, gap=3)]

    def _chapters(self) -> list[Widget]:
        """The chapters of the debrief that belong to this step, to be turned to; in the notes, what is asked there."""
        step, session = self.host.clock.step, self.playing
        reason = "" if session is not None and session.sitting.over else say("chapters-wait")
        doors = [
            Button(heading, partial(self.turn_to, chapter), name=f"chapter {chapter}", reason=reason)
            for chapter, heading in step.show
        ]
        parts: list[Widget] = [Text(say("chapters").upper(), "caps", "accent"), Flow(*doors, gap=8)]
        shown = [chapter for chapter, _ in step.show]
        asked = [one for one in self.host.exercise.file.discuss if one.chapter in shown and self.host.notes]
        if asked:
            parts.append(Text(say("questions").upper(), "caps", "accent"))
        for one in asked:
            parts += [Text(one.ask), Text(say("listen", listen=one.listen), "small", "faint")]
        return parts

    def _tools(self) -> Widget:
        sheets = "" if self.host.quiz_file().exists() else say("no-sheets")
        return Flow(
            Button(say("quiz-before"), partial(self.quiz, "before"), name="quiz before"),
            Button(say("quiz-after"), partial(self.quiz, "after"), name="quiz after"),
            Button(say("changed"), self.answers, name="changed", tip=say("changed-tip"), reason=sheets),
            Button(say("roles"), self.roles, name="roles"),
            Button(say("to-sandbox"), lambda: Push(self.doors.sandbox()), name="sandbox"),
            gap=8,
        )

    def to_notes(self, shown: bool) -> None:
        self.host.notes = shown
        self.refresh()

    # ---- the clock --------------------------------------------------------------------------------------

    def pause(self) -> None:
        clock = self.host.clock
        self.host.clock = clock.go() if clock.paused else clock.pause()
        self.refresh()

    def step_back(self) -> None:
        self.host.clock = self.host.clock.back()
        self.refresh()

    def advance(self) -> None:
        self.host.clock = self.host.clock.go().advance()
        games = self.host.clock.step.games
        if games and self.playing is None and self.host.number not in [game.number for game in games]:
            self.host.choose(games[0].number)
        self.refresh()

    def more(self) -> None:
        self.host.clock = self.host.clock.grant(MORE * MINUTE)
        self.refresh()

    def update(self, seconds: float) -> Move | None:
        clock, session = self.host.clock, self.playing
        if session is not None:
            session.sitting.poll()
            if not (self.over or session.sitting.people() or session.sitting.waiting() or session.sitting.over):
                session.sitting.advance()  # only computers are left: they play it out here
        times = round(clock.left), round(clock.left_to_play), round(clock.bell)
        stand = (*times, clock.place, session and _of(session.sitting))
        if stand != self._stand:
            self._stand = stand
            self.refresh()
        return None

    # ---- where it leads ---------------------------------------------------------------------------------

    def lift(self) -> None:
        """What lies below holds no more: the way back is the table as it is now."""
        self.over = False

    def to_game(self) -> Move:
        assert self.playing is not None, "only then there is a way to it"
        return Reset(self.doors.begin(self.playing))

    def turn_to(self, chapter: str) -> Move:
        """The debrief on the screen, open at this chapter; before cards are turned over, hands are counted."""
        assert self.playing is not None, "only then there are chapters to turn to"
        if chapter == "cards" and not self.playing.counted:
            return self.hand.reveal()
        path = self.playing.sitting.path
        assert path is not None, "the games of a class are written down"
        return Reset(self.doors.debrief(path, at=chapter))

    def quiz(self, when: str) -> Move:
        sheet = self.host.sheet if self.host.sheet and self.host.sheet.when == when else None
        return Push(Quiz(self.app, self.host.exercise, when, self.host.quiz_file(), sheet, self.host.keep_sheet))

    def answers(self) -> Move:
        try:
            return Push(Changed(self.app, self.host.exercise, self.host.quiz_file()))
        except BadInput as error:
            return trouble(self.app, error)

    def roles(self) -> Move:
        world = self.playing.sitting.world if self.playing else self.host.world
        return Push(Roles(self.app, world))

    def leave(self) -> Move:
        """Out of the lesson; one that is running is not ended by a slip of the hand."""
        if not self.host.clock.begun or self.host.clock.over:
            return self.end()
        yes = Grave(say("leave"), self.end, name="yes")
        return Push(Question(self.app, say("leave-title"), say("leave-about"), yes))

    def end(self) -> Move:
        self.host.end()
        return Reset(self.doors.title())

    def back(self) -> Move | None:
        return Pop() if self.over else None


def _time(label: str, time: str, ink: str) -> Widget:
    return Column(Text(label, "small", "faint"), Text(time, "display", ink), gap=0)


def _of(sitting: Sitting) -> tuple[object, ...]:
    """What is shown of a game that may change by itself."""
    return sitting.round, sitting.stage_name, *sitting.waiting()
