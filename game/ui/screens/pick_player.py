"""Who sits in one seat: a person, a player of some strength, or a persona with its portrait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from game.players import LEVELS, PERSON
from game.players.personas import BUDGETS, USUAL, called, personas
from game.seats import Seat
from game.ui.moves import Host, Move, Pop, Push
from game.ui.screens.parts import OnFelt, mark, page
from game.ui.widgets import Card, Choice, Column, Grid, Option, Row, Rule, Scroll, Text, Tile, Widget
from game.words import words


def player_name(name: str) -> str:
    """'Hawk deterrer, master' for 'hawk-deterrer:master'."""
    if name == PERSON:
        return words("ui.pick.person")
    kind, _, level = name.partition(":")
    told = called(kind)
    return words("ui.pick.at-level", name=told, level=level_name(level)) if level in BUDGETS else told


def level_name(level: str) -> str:
    return words(f"ui.pick.level-{level}")


def places(
    app: Host,
    seats: Sequence[Seat],
    who: Sequence[str],
    take: Callable[[int, str], None],
    nicknames: Mapping[int, str] = MappingProxyType({}),
) -> Widget:
    """Who sits where; a press on a seat picks another, and ``take`` is called with the power and the player's name.

    ``nicknames``: of people, by power.
    """
    tiles = []
    for power, (seat, name) in enumerate(zip(seats, who, strict=True)):
        told = nicknames.get(power) or player_name(name)
        lines = Column(Text(seat.name, "small-strong"), Text(told, "small", "faint"), gap=0)
        pick = PickPlayer(app, seat.name, name, partial(take, power))
        face = Row(mark(seat, 24), lines, weights=(0, 1), gap=8)
        tiles.append(Tile(face, partial(Push, pick), name=f"seat {power}", pad=7))
    return Grid(*tiles, least=165, most=3, gap=8)


class PickPlayer(OnFelt):
    """``pick`` is called with the name of the player that is chosen."""

    def __init__(self, app: Host, seat: str, now: str, pick: Callable[[str], None]) -> None:
        super().__init__(app)
        self.seat, self.now, self.pick = seat, now, pick
        _, _, level = now.partition(":")
        self.level = level if level in BUDGETS else USUAL

    def compose(self) -> Widget:
        levels = [self.tile(name, player.about) for name, player in LEVELS.items()]
        known = [self.tile(self.at_level(name), entry.portrait) for name, entry in personas().items()]
        strengths = [Option(level, level_name(level)) for level in BUDGETS]
        strength = Choice("level", strengths, self.level, self.be, tip=words("ui.pick.level-tip"))
        sheet = Column(
            Grid(self.tile(PERSON, words("ui.pick.person-about")), least=300, most=2),
            Rule(),
            Text(words("ui.pick.levels"), "subhead"),
            Grid(*levels, least=300, most=2),
            Rule(),
            Row(Text(words("ui.pick.personas"), "subhead"), strength, weights=(1,)),
            Grid(*known, least=300, most=2),
        )
        return page(words("ui.pick.title", name=self.seat), Card(Scroll(sheet, "players")), most=1040)

    def tile(self, name: str, about: str) -> Widget:
        lines = Column(Text(player_name(name), "strong"), Text(about, "small", "faint"), gap=2)
        return Tile(lines, partial(self.take, name), chosen=name == self.now, name=name)

    def at_level(self, persona: str) -> str:
        return persona if self.level == USUAL else f"{persona}:{self.level}"

    def be(self, level: str) -> None:
        self.level = level
        self.refresh()

    def take(self, name: str) -> Move:
        self.pick(name)
        return Pop()
