"""The console during a game: who plays, back to a round, and how it ends."""

from __future__ import annotations

from collections.abc import Callable

from game.files import BadInput
from game.players import DEFAULT, PERSON
from game.ui.hosting import Hosting
from game.ui.moves import Host, Move, Push, Reset
from game.ui.screens.classroom.next_table import mirror, say
from game.ui.screens.parts import trouble
from game.ui.screens.pick_player import places
from game.ui.session import Doors, Session
from game.ui.widgets import Button, Choice, Column, Flow, Option, Primary, Row, Rule, Text, Widget
from game.words import listed, words


class InHand:
    """A part of the console. ``refresh`` composes it anew; ``lift`` is called when what lies below holds no more."""

    def __init__(
        self, app: Host, doors: Doors, host: Hosting, refresh: Callable[[], None], lift: Callable[[], None]
    ) -> None:
        self.app, self.doors, self.host, self.refresh, self.lift = app, doors, host, refresh, lift

    @property
    def session(self) -> Session:
        assert self.host.session is not None, "a game is in hand"
        return self.host.session

    def compose(self) -> Widget:
        sitting = self.session.sitting
        heading = Text(say("playing", world=sitting.world.name, round=sitting.round), "heading")
        ends = self._over() if sitting.over else self._going()
        after = Flow(
            Button(say("next-game"), self.put_away, name="next game", tip=say("next-game-about")),
            Button(say("other-table"), self.other_table, name="other table", tip=say("other-table-about")),
            gap=8,
        )
        return Column(heading, *ends, Rule(), *self._again(), Rule(), after, gap=9)

    def _over(self) -> list[Widget]:
        return [Text(say("game-over")), Primary(say("cards"), self.reveal, name="cards")]

    def _going(self) -> list[Widget]:
        session, sitting = self.session, self.session.sitting
        missing = listed([session.seats[i].name for i in sitting.visitors()])
        people = bool(sitting.people())
        end = Button(
            say("end-here"),
            lambda: Push(self.doors.stop(session)),
            name="end here",
            tip=say("end-here-about"),
            reason="" if sitting.may_stop else words("ui.classroom.stop.nothing"),
        )
        out = Button(say("play-out"), self.play_out, name="play out", tip=say("play-out-about"))
        return [
            Text(words(f"ui.table.stage-{sitting.stage_name}")),
            *([Text(say("missing", names=missing), "small", "faint")] if missing else []),
            *([Text(session.unsealed, "small", "faint")] if session.unsealed else []),
            Text(words("ui.menu.seats"), "strong"),
            places(self.app, session.seats, sitting.match.seats, self.hand_over, session.names),
            mirror(sitting.mirror, self.show),
            Flow(end, *([out] if people else []), gap=8),
        ]

    def _again(self) -> list[Widget]:
        """Back to a round; a game that was stopped can be gone on with, too."""
        sitting = self.session.sitting
        last = max(sitting.round + sitting.match.stopped, 1)
        self.host.round = min(self.host.round, last)
        rounds = [Option(k, str(k)) for k in range(1, last + 1)]
        unplayed = "" if sitting.match.steps else say("nothing-yet")
        again = Button(say("rewind"), self.rewind, name="rewind", tip=say("rewind-about"), reason=unplayed)
        pick = Choice("round", rounds, self.host.round, self.to_round)
        return [Text(say("rewind-title"), "strong"), Row(pick, again, weights=(1,))]

    # ---- what is done -----------------------------------------------------------------------------------

    def hand_over(self, power: int, who: str) -> None:
        """Another player in a seat; whatever desk lies below the console is not gone back to."""
        self.session.hand_over(power, who)
        name = self.host.names.get(power, "").strip()
        if who == PERSON and name:
            self.session.names[power] = name
        self.lift()

    def show(self, shown: bool) -> None:
        """The mirror at the desks, from now on."""
        self.host.mirror = self.session.sitting.mirror = shown
        self.refresh()

    def to_round(self, round_: int) -> None:
        self.host.round = round_
        self.refresh()

    def rewind(self) -> Move:
        try:
            return Reset(self.doors.begin(self.host.rewind()))
        except BadInput as error:
            return trouble(self.app, error)

    def play_out(self) -> Move:
        """Computers decide in all seats, so that there is an end to talk about; the console lets them."""
        for power in self.session.sitting.people():
            self.session.hand_over(power, DEFAULT)
        return Reset(self.doors.console())

    def reveal(self) -> Move:
        return Push(self.doors.predict(self.session))

    def put_away(self) -> Move:
        self.host.put_away()
        return Reset(self.doors.console())

    def other_table(self) -> Move:
        self.host.put_away()
        self.host.another_table()
        return Reset(self.doors.console())
