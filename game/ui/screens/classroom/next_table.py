"""The console before a game: who sits down to which game, with its dials; and the games of this class so far."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from game.files import BadInput, CheckFailed
from game.players import PERSON
from game.ui.hosting import Hosting
from game.ui.moves import Host, Move, Reset
from game.ui.screens.parts import trouble
from game.ui.screens.pick_player import places
from game.ui.session import Doors
from game.ui.widgets import (
    Choice,
    Column,
    Flow,
    Grid,
    Option,
    Primary,
    Rule,
    Stepper,
    Text,
    TextField,
    Tile,
    Widget,
)
from game.words import numeral, words

BALANCES = {-2.0: "defence", 0.0: "even", 2.0: "offence"}
ARMS = {0.0: "alike", 0.5: "mixed", 1.0: "plain"}
DISARMING = {0.0: "none", 0.5: "half", 1.0: "all"}
LONGEST = 12  # rounds


def say(key: str, **values: object) -> str:
    """Words of the console."""
    return words(f"ui.classroom.{key}", **values)


class NextTable:
    """A part of the console; ``refresh`` composes the console anew."""

    def __init__(self, app: Host, doors: Doors, host: Hosting, refresh: Callable[[], None]) -> None:
        self.app, self.doors, self.host, self.refresh = app, doors, host, refresh

    def compose(self) -> Widget:
        host = self.host
        games = [Option(k, game.title) for k, game in enumerate(host.exercise.file.game, 1)]
        wrong = host.wrong()
        fields = [self._name(i) for i, who in enumerate(host.seated) if who == PERSON]
        low, high = host.rounds
        rounds = words("ui.new.rounds-one" if low == high else "ui.new.rounds", low=low, high=high)
        note = [Text(host.setup.note, "aside")] if host.setup.note and host.notes else []
        return Column(
            Text(say("next"), "heading"),
            Choice("game", games, host.number, self.choose),
            Text(say("about", world=host.setup.world, rounds=rounds), "small", "faint"),
            *note,
            Text(say("names"), "strong"),
            Grid(*fields, least=180, most=3, gap=8),
            *([Text(wrong, "small-strong", "accent")] if wrong else []),
            Primary(say("start"), self.start, name="start", reason=wrong),
            Rule(),
            Text(say("who"), "strong"),
            places(self.app, host.seats, host.seated, host.seat),
            Text(say("table-name"), "strong"),
            TextField("table", host.table, self.rename, most=16, on_enter=lambda text: self.start()),
            Text(say("dials"), "strong"),
            *self._dials(),
            *self._tables(),
            gap=8,
        )

    def _name(self, power: int) -> Widget:
        seat, host = self.host.seats[power], self.host
        field = partial(self.call, power)
        return TextField(f"name {power}", host.names.get(power, ""), field, blank=seat.name, most=16)

    def _dials(self) -> list[Widget]:
        host = self.host
        low, high = host.rounds
        least = Stepper("least", low, 1, LONGEST, self.to_least)
        most = Stepper("most", high, low, LONGEST, self.to_most)
        rounds = Flow(_over(say("least"), least), _over(say("most"), most), gap=18)
        out = [
            rounds,
            dial("balance", BALANCES, host.balance, self.to_balance),
            dial("arms", ARMS, host.distinguishability, self.to_arms),
        ]
        if host.notes and host.truth != host.balance:
            named = {arms: f"balance-{key}" for arms, key in BALANCES.items()}
            out.append(_named("truth", named, host.truth, self.to_truth))
        if host.disarming is not None:
            out.append(dial("disarming", DISARMING, host.disarming, self.to_disarming))
        return [*out, mirror(host.mirror, self.show)]

    def _tables(self) -> list[Widget]:
        """The games of this class so far: to go on with, or to talk about once more."""
        tiles = []
        for saved in self.host.tables:
            stand = saved.problem or (say("table-over") if saved.finished else say("table-at", round=saved.round))
            lines = Column(Text(saved.path.stem, "small-strong"), Text(stand, "small", "faint"), gap=0)
            tile = Tile(lines, partial(self.resume, saved.path), name=f"table {saved.path.stem}", reason=saved.problem)
            tiles.append(tile)
        return [Rule(), Text(say("tables"), "strong"), Grid(*tiles, least=180, most=3, gap=8)] if tiles else []

    # ---- what is done -----------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        self.host.choose(number)
        self.refresh()

    def rename(self, text: str) -> None:
        self.host.table = text
        self.refresh()

    def call(self, power: int, text: str) -> None:
        self.host.name(power, text)
        self.refresh()

    def to_least(self, rounds: int) -> None:
        self.host.set_rounds(rounds, self.host.rounds[1])
        self.refresh()

    def to_most(self, rounds: int) -> None:
        self.host.set_rounds(self.host.rounds[0], rounds)
        self.refresh()

    def to_balance(self, arms: float) -> None:
        self.host.set_balance(arms)
        self.refresh()

    def to_truth(self, arms: float) -> None:
        self.host.set_truth(arms)
        self.refresh()

    def to_arms(self, share: float) -> None:
        self.host.set_distinguishability(share)
        self.refresh()

    def to_disarming(self, share: float) -> None:
        self.host.set_disarming(share)
        self.refresh()

    def show(self, shown: bool) -> None:
        """The mirror at the desks of the next game."""
        self.host.mirror = shown
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


def _over(label: str, widget: Widget) -> Widget:
    """Something to turn below what it is."""
    return Column(Text(label, "small", "faint"), widget, gap=3, align="left")


def dial(key: str, named: dict[float, str], value: float, turn: Callable[[float], None]) -> Widget:
    """The usual values by their names, and the game's own if it has another."""
    return _named(key, {one: f"{key}-{name}" for one, name in named.items()}, value, turn)


def _named(key: str, labels: dict[float, str], value: float, turn: Callable[[float], None]) -> Widget:
    known = sorted({*labels, value})
    options = [Option(one, say(labels[one]) if one in labels else numeral(one, "g")) for one in known]
    return _over(say(key), Choice(key, options, value, turn))


def mirror(shown: bool, turn: Callable[[bool], None]) -> Widget:
    """Whether the mirror is shown at the desks."""
    options = [Option(False, say("mirror-off")), Option(True, say("mirror-on"))]
    return _over(say("mirror"), Choice("mirror", options, shown, turn))
