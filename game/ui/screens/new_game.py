"""What is to be played, by whom, and how."""

from __future__ import annotations

from functools import partial

import pygame

from game.files import BadInput
from game.players import DEFAULT, PERSON, player
from game.scenario import Scenario, load, names
from game.seats import seats
from game.sitting import Clock, Sitting
from game.sitting.shelf import new_path
from game.ui.moves import Host, Move, Push, Reset
from game.ui.screens.miniatures import SIZE, Miniatures
from game.ui.screens.parts import OnFelt, head, mark, page, trouble
from game.ui.screens.pick_player import PickPlayer, player_name
from game.ui.session import Doors, Session
from game.ui.theme import PAPER, Theme
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
    Picture,
    Primary,
    Row,
    Rule,
    Scroll,
    Text,
    Tile,
    Widget,
)
from game.words import counted, words

FIRST = ("base", "first-lesson")  # they head the list
REST = 0.3
TALK = (0, 2, 3, 5, 8)  # minutes for talk in a round; 0: no clock


class NewGame(OnFelt):
    """Scenarios on the left, the chosen one with its seats and rules of the evening on the right."""

    def __init__(self, app: Host, doors: Doors) -> None:
        super().__init__(app)
        self.doors = doors
        rest = sorted((load(name) for name in names() if name not in FIRST), key=lambda box: box.world.name)
        self.boxes = [*map(load, FIRST), *rest]
        self.minutes, self.coach, self.pins = 0, False, False
        self.maps = Miniatures()
        self._rest = REST  # seconds until the next map is printed
        self.choose(self.boxes[0])

    def choose(self, box: Scenario) -> None:
        """Another scenario: its default deal, people in all seats."""
        self.box, self.deal = box, box.default_deal
        self.seated = [PERSON] * box.world.n
        self.refresh()

    # ---- the page ---------------------------------------------------------------------------------------

    def compose(self) -> Widget:
        theme = self.app.theme
        cards = [self.scenario(box) for box in self.boxes]
        chosen = Card(Scroll(Column(self.about(), Rule(), self.places(), Rule(), self.evening()), "chosen"))
        begin = Row(Text(""), Primary(words("ui.new.begin"), self.begin, name="begin"), weights=(1,))
        if theme.size[0] < theme.px(900):
            rest = Column(Grid(*cards, least=290, gap=10), self.about(), Rule(), self.places(), Rule(), self.evening())
            return page(words("ui.new.title"), Card(Scroll(rest, "page"), 14, 12), begin)
        left = Scroll(Column(*cards, gap=10), "scenarios")
        body = Row(left, Column(chosen, begin, weights=(1,)), weights=(2, 5), gap=20, align="fill")
        parts = Column(head(words("ui.new.title")), body, weights=(0, 1))
        return Padded(Narrow(parts, 1500), 28, 18)

    def scenario(self, box: Scenario) -> Widget:
        low, high = box.world.rounds
        rounds = words("ui.new.rounds-one" if low == high else "ui.new.rounds", low=low, high=high)
        facts = words("ui.new.facts", powers=counted(box.world.n, "power"), rounds=rounds)
        lines = Column(Text(box.world.name, "strong"), Text(facts, "small", "faint"), gap=0)
        return Tile(
            Row(Narrow(self.map_of(box), 112), lines, weights=(0, 1), gap=12),
            partial(self.choose, box),
            chosen=box is self.box,
            name=f"scenario {box.id}",
            pad=8,
        )

    def map_of(self, box: Scenario) -> Widget:
        """Its map in small; plain paper until it is printed."""

        def paint(surface: pygame.Surface, rect: pygame.Rect, theme: Theme) -> None:
            made = self.maps.of(box)
            if made is None:
                surface.fill(PAPER, rect)
            else:
                surface.blit(pygame.transform.smoothscale(made, rect.size), rect)

        return Picture(paint, SIZE[1] / SIZE[0])

    def about(self) -> Widget:
        world = self.box.world
        period = [Text(self.box.file.period.upper(), "caps", "faint")] if self.box.file.period else []
        told = Column(*period, Text(world.name, "heading"), Text(world.summary), gap=4)
        return Row(told, Narrow(self.map_of(self.box), 250), weights=(1,), align="top", gap=18)

    def update(self, seconds: float) -> Move | None:
        """A map is printed now and then, so that the window goes on answering."""
        self._rest -= seconds
        missing = next((box for box in (self.box, *self.boxes) if self.maps.of(box) is None), None)
        if missing is not None and self._rest <= 0:
            self.maps.make(missing)
            self._rest = REST
            self.touch()
        return None

    def places(self) -> Widget:
        everybody = Flow(
            Text(words("ui.new.seats"), "subhead"),
            Button(words("ui.new.all-people"), partial(self.seat_all, PERSON), name="all people"),
            Button(words("ui.new.one-person"), partial(self.seat_all, DEFAULT), name="one person"),
            gap=10,
        )
        return Column(everybody, Grid(*[self.place_of(i) for i in range(self.box.world.n)], least=300, most=2, gap=10))

    def place_of(self, power: int) -> Widget:
        seat, who = seats(self.box.world)[power], self.seated[power]
        about = words("ui.pick.person-about") if who == PERSON else player(who).about
        lines = Column(
            Text(seat.name, "strong"),
            Text(player_name(who), "small-strong", "accent"),
            Text(about, "small", "faint"),
            gap=0,
        )
        return Tile(
            Row(mark(seat, 36), lines, weights=(0, 1)),
            lambda: Push(PickPlayer(self.app, seat.name, who, partial(self.seat, power))),
            tip=words("ui.new.seat-tip"),
            name=f"seat {power}",
        )

    def seat(self, power: int, name: str) -> None:
        self.seated[power] = name
        self.refresh()

    def seat_all(self, name: str) -> None:
        """The same in all seats; the first one stays a person's."""
        self.seated = [PERSON] + [name] * (self.box.world.n - 1)
        self.refresh()

    def evening(self) -> Widget:
        deals = [Option(key, deal.title or key) for key, deal in self.box.deals.items()]
        talk = [Option(m, counted(m, "minute") if m else words("ui.new.no-clock")) for m in TALK]
        switch = [Option(False, words("ui.off")), Option(True, words("ui.on"))]
        return Column(
            self.line("deal", Choice("deal", deals, self.deal, partial(self.set, "deal"))),
            self.line("talk", Choice("talk", talk, self.minutes, partial(self.set, "minutes"))),
            self.line("coach", Choice("coach", switch, self.coach, partial(self.set, "coach"))),
            self.line("pins", Choice("pins", switch, self.pins, partial(self.set, "pins"))),
        )

    def line(self, key: str, widget: Widget) -> Widget:
        name = Text(words(f"ui.new.{key}"), "strong")
        return Column(name, Text(words(f"ui.new.{key}-about"), "small", "faint"), widget, gap=4, align="left")

    def set(self, field: str, value: str | int | bool) -> None:
        setattr(self, field, value)
        self.refresh()

    # ---- the game ---------------------------------------------------------------------------------------

    def begin(self) -> Move:
        try:
            sitting = Sitting.new(
                self.box,
                self.seated,
                deal=self.deal,
                path=new_path(self.box.id),
                coach=self.coach,
                clock=Clock(60.0 * self.minutes),
                pins=self.pins,
            )
        except BadInput as error:
            return trouble(self.app, error)
        return Reset(self.doors.begin(Session(sitting)))
