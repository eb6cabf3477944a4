"""The host's console: what to say now, how long there is, and the hands on the game."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from game.classroom.clock import told
from game.files import BadInput, CheckFailed
from game.players import DEFAULT, PERSON
from game.sitting import Sitting
from game.ui.hosting import Hosting
from game.ui.moves import Host, Move, Pop, Push, Reset
from game.ui.screens.classroom.changed import Changed
from game.ui.screens.classroom.quiz import Quiz
from game.ui.screens.classroom.roles import Roles
from game.ui.screens.parts import OnFelt, trouble
from game.ui.screens.pick_player import places
from game.ui.session import Doors, Session
from game.ui.widgets import (
    Button,
    Card,
    Choice,
    Column,
    Flow,
    Grid,
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
    TextField,
    Tile,
    Widget,
)
from game.words import listed, words

BALANCES = {-2.0: "defence", 0.0: "even", 2.0: "offence"}
ARMS = {0.0: "alike", 0.5: "mixed", 1.0: "plain"}


def say(key: str, **values: object) -> str:
    """Words of the console."""
    return words(f"ui.classroom.{key}", **values)


class Console(OnFelt):
    """Fit for a screen that the class sees: what would give the deal away comes with the host's notes, when asked for.

    ``over``: a game goes on below it.
    """

    where, rule = "console", "R1"

    def __init__(self, app: Host, doors: Doors, host: Hosting, *, over: bool) -> None:
        super().__init__(app)
        self.doors, self.host, self.over = doors, host, over
        self.title = say("title")
        self._stand: tuple[object, ...] = ()

    @property
    def playing(self) -> Session | None:
        return self.host.session

    # ---- the page ---------------------------------------------------------------------------------------

    def compose(self) -> Widget:
        theme = self.app.theme
        game = self._game(self.playing) if self.playing else self._next()
        if theme.size[0] < theme.px(900):
            whole = Column(self._clock(), Card(self._script(), 18, 14), Card(game, 18, 14), self._tools())
            return Padded(Column(self._head(), Scroll(whole, "page"), weights=(0, 1), gap=8), 16, 10)
        left = Column(self._clock(), Card(Scroll(self._script(), "script")), weights=(0, 1))
        right = Column(Card(Scroll(game, "game")), self._tools(), weights=(1,))
        body = Row(left, right, weights=(1, 1), gap=18, align="fill")
        return Padded(Narrow(Column(self._head(), body, weights=(0, 1), gap=10), 1560), 22, 14)

    def _head(self) -> Widget:
        back: Widget
        if self.over:
            back = Primary(say("to-game"), Pop, name="back")
        elif self.playing:
            back = Primary(say("to-game"), self.to_game, name="back")
        else:
            back = Space()
        title = self.host.exercise.file.title if self.host.notes else self.title
        leave = Quiet(say("leave"), self.leave, name="leave")
        return Row(Text(title, "title"), leave, back, weights=(1,))

    def _clock(self) -> Widget:
        clock = self.host.clock
        step, last = clock.step, len(clock.plan.steps)
        state = say("over") if clock.over else say("last-round") if clock.last_round else self._pace()
        times = Row(
            Column(Text(say("left"), "small", "faint"), Text(told(clock.left), "display", "accent"), gap=0),
            Column(Text(say("bell"), "small", "faint"), Text(told(clock.bell), "display"), gap=0),
            Text(state, "small-strong", "accent" if clock.last_round or clock.over else "faint"),
            weights=(0, 0, 1),
            gap=26,
        )
        key = "pause" if clock.begun and not clock.paused else "go-on" if clock.begun else "begin"
        first, end = clock.place == 0, clock.place + 1 == last
        hands = Flow(
            Button(say(key), self.pause, name="pause"),
            Button(say("step-back"), self.step_back, name="step back", reason=say("first") if first else ""),
            Button(say("advance"), self.advance, name="advance", reason=say("last") if end else ""),
            gap=8,
        )
        phase = Text(say("step", number=step.number, of=last, title=step.title), "heading")
        return Card(Column(phase, times, hands, gap=8), 20, 14)

    def _pace(self) -> str:
        clock = self.host.clock
        if not clock.begun:
            return say("waits")
        if clock.paused:
            return say("paused")
        behind = round(clock.behind / 60)
        return say("behind", minutes=behind) if behind > 0 else say("in-time")

    def _script(self) -> Widget:
        step, notes = self.host.clock.step, self.host.notes
        parts: list[Widget] = []
        for key, lines in (("say", step.say), ("do", step.do if notes else ())):
            if lines:
                parts.append(Text(say(key).upper(), "caps", "accent"))
                parts += [Text(line, "subhead" if key == "say" else "body") for line in lines]
        if step.show:
            parts.append(Text(say("show", chapters=listed([heading for _, heading in step.show])), "strong"))
        options = [Option(False, say("notes-off")), Option(True, say("notes-on"))]
        parts += [Rule(), Choice("notes", options, notes, self.to_notes, tip=say("notes-tip"))]
        if notes:
            parts.append(Text(say("aims").upper(), "caps", "faint"))
            parts += [Text(f"· {aim.text}", "small") for aim in self.host.exercise.file.aims]
        return Column(*parts, gap=8)

    # ---- before a game ----------------------------------------------------------------------------------

    def _next(self) -> Widget:
        host = self.host
        games = [Option(k, game.title) for k, game in enumerate(host.exercise.file.game, 1)]
        wrong = host.wrong()
        fields = [self._name(i) for i, who in enumerate(host.seated) if who == PERSON]
        low, high = host.setup.rounds
        rounds = words("ui.new.rounds-one" if low == high else "ui.new.rounds", low=low, high=high)
        about = say("about", world=host.setup.world, rounds=rounds)
        return Column(
            Text(say("next"), "heading"),
            Choice("game", games, host.number, self.choose),
            Text(about, "small", "faint"),
            *([Text(host.setup.note, "aside")] if host.setup.note and host.notes else []),
            Text(say("table-name"), "strong"),
            TextField("table", host.table, self.rename, most=16, on_enter=lambda text: self.start()),
            Text(say("names"), "strong"),
            Grid(*fields, least=180, most=3, gap=8),
            *([Text(wrong, "small-strong", "accent")] if wrong else []),
            Primary(say("start"), self.start, name="start", reason=wrong),
            Rule(),
            Text(say("who"), "strong"),
            places(self.app, host.seats, host.seated, host.seat),
            Text(say("dials"), "strong"),
            self._dial("balance", BALANCES, host.balance, self.to_balance),
            self._dial("arms", ARMS, host.distinguishability, self.to_arms),
            self._mirror(mirror=host.mirror),
            *self._tables(),
            gap=8,
        )

    def _tables(self) -> list[Widget]:
        """The games of this class so far: to go on with, or to talk about once more."""
        tiles = []
        for saved in self.host.tables:
            stand = saved.problem or (say("table-over") if saved.finished else say("table-at", round=saved.round))
            lines = Column(Text(saved.path.stem, "small-strong"), Text(stand, "small", "faint"), gap=0)
            tile = Tile(lines, partial(self.resume, saved.path), name=f"table {saved.path.stem}", reason=saved.problem)
            tiles.append(tile)
        return [Rule(), Text(say("tables"), "strong"), Grid(*tiles, least=180, most=3, gap=8)] if tiles else []

    def _name(self, power: int) -> Widget:
        seat, host = self.host.seats[power], self.host
        field = partial(self.call, power)
        return TextField(f"name {power}", host.names.get(power, ""), field, blank=seat.name, most=16)

    def _dial(self, key: str, named: dict[float, str], value: float, turn: Callable[[float], None]) -> Widget:
        """The usual values by their names, and the game's own if it has another."""
        known = sorted({*named, value})
        options = [Option(one, say(f"{key}-{named[one]}") if one in named else f"{one:g}") for one in known]
        return Column(Text(say(key), "small", "faint"), Choice(key, options, value, turn), gap=3, align="left")

    def _mirror(self, *, mirror: bool) -> Widget:
        options = [Option(False, say("mirror-off")), Option(True, say("mirror-on"))]
        return Column(
            Text(say("mirror"), "small", "faint"), Choice("mirror", options, mirror, self.show), gap=3, align="left"
        )

    # ---- during a game ----------------------------------------------------------------------------------

    def _game(self, session: Session) -> Widget:
        sitting = session.sitting
        missing = listed([session.seats[i].name for i in sitting.visitors()])
        stand = words(f"ui.table.stage-{sitting.stage_name}") if not sitting.over else say("game-over")
        lines: list[Widget] = [
            Text(say("playing", world=sitting.world.name, round=sitting.round), "heading"),
            Text(stand),
        ]
        if missing and not sitting.over:
            lines.append(Text(say("missing", names=missing), "small", "faint"))
        last = max(sitting.round, 1)
        self.host.round = min(self.host.round, last)
        rounds = [Option(k, str(k)) for k in range(1, last + 1)]
        unplayed = "" if sitting.match.steps else say("nothing-yet")
        again = Row(
            Choice("round", rounds, self.host.round, self.to_round),
            Button(say("rewind"), self.rewind, name="rewind", tip=say("rewind-about"), reason=unplayed),
            weights=(1,),
        )
        early = "" if sitting.over else say("cards-wait")
        if not sitting.over:
            lines += [
                Text(words("ui.menu.seats"), "strong"),
                places(self.app, session.seats, sitting.match.seats, self.hand_over),
                self._mirror(mirror=sitting.coach),
            ]
        return Column(
            *lines,
            Text(say("rewind-title"), "strong"),
            again,
            Rule(),
            Primary(say("cards"), self.reveal, name="cards", reason=early),
            Button(say("play-out"), self.play_out, name="play out", tip=say("play-out-about"))
            if not sitting.over and sitting.people()
            else Space(),
            Quiet(say("next-game"), self.put_away, name="next game", tip=say("next-game-about")),
            gap=9,
        )

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

    def update(self, seconds: float) -> Move | None:
        clock, session = self.host.clock, self.playing
        if session is not None:
            session.sitting.poll()
            if not (self.over or session.sitting.people() or session.sitting.waiting() or session.sitting.over):
                session.sitting.advance()  # only computers are left: they play it out here
        stand = (round(clock.left), round(clock.bell), clock.place, session and _of(session.sitting))
        if stand != self._stand:
            self._stand = stand
            self.refresh()
        return None

    # ---- the next game ----------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        self.host.choose(number)
        self.refresh()

    def rename(self, text: str) -> None:
        self.host.table = text
        self.refresh()

    def call(self, power: int, text: str) -> None:
        self.host.name(power, text)
        self.refresh()

    def to_balance(self, arms: float) -> None:
        self.host.set_balance(arms)
        self.refresh()

    def to_arms(self, share: float) -> None:
        self.host.set_distinguishability(share)
        self.refresh()

    def show(self, mirror: bool) -> None:
        """The mirror at the desks, from now on."""
        self.host.mirror = mirror
        if self.playing is not None:
            self.playing.sitting.coach = mirror
        self.refresh()

    def start(self) -> Move | None:
        try:
            session = self.host.start()
        except BadInput as error:
            return trouble(self.app, error)
        return Reset(self.doors.begin(session))

    def resume(self, path: Path) -> Move | None:
        """A game of this class again, as far as it is written."""
        try:
            self.host.resume(path)
        except (BadInput, CheckFailed) as error:
            return trouble(self.app, error)
        self.refresh()
        return None

    # ---- the game ---------------------------------------------------------------------------------------

    def to_game(self) -> Move:
        assert self.playing is not None, "only then there is a way to it"
        return Reset(self.doors.begin(self.playing))

    def hand_over(self, power: int, who: str) -> None:
        """Another player in a seat of the game; whatever desk lies below the console is not gone back to."""
        assert self.playing is not None, "only then there are seats"
        self.playing.hand_over(power, who)
        self.over = False

    def to_round(self, round_: int) -> None:
        self.host.round = round_
        self.refresh()

    def rewind(self) -> Move:
        try:
            return Reset(self.doors.begin(self.host.rewind()))
        except BadInput as error:
            return trouble(self.app, error)

    def play_out(self) -> Move:
        """Time is up: computers decide in all seats, so that there is an end to talk about; see `update`."""
        assert self.playing is not None, "only then there is something to play out"
        for power in self.playing.sitting.people():
            self.playing.hand_over(power, DEFAULT)
        return Reset(self.doors.console())

    def reveal(self) -> Move:
        assert self.playing is not None, "only then there are cards to turn over"
        return Push(self.doors.predict(self.playing))

    def put_away(self) -> Move:
        self.host.put_away()
        return Reset(self.doors.console())

    # ---- other sheets -----------------------------------------------------------------------------------

    def quiz(self, when: str) -> Move:
        return Push(Quiz(self.app, self.host.exercise, when, self.host.quiz_file()))

    def answers(self) -> Move:
        try:
            return Push(Changed(self.app, self.host.exercise, self.host.quiz_file()))
        except BadInput as error:
            return trouble(self.app, error)

    def roles(self) -> Move:
        world = self.playing.sitting.world if self.playing else self.host.world
        return Push(Roles(self.app, world))

    def leave(self) -> Move:
        self.host.put_away()
        return Reset(self.doors.title())

    def back(self) -> Move | None:
        return Pop() if self.over else None


def _of(sitting: Sitting) -> tuple[object, ...]:
    """What is shown of a game that may change by itself."""
    return sitting.round, sitting.stage_name, *sitting.waiting()
