"""The sandbox: two sliders, and two hundred games in each of the four worlds while the class watches."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pygame

from game.classroom.sandbox import CORNERS, DEALS, SCENARIO, Cast, Seen
from game.classroom.watching import Watching
from game.players.personas import personas
from game.scenario import load
from game.seats import seats
from game.ui import draw
from game.ui.moves import Host, Move
from game.ui.screens.debrief.bars import Bar
from game.ui.screens.parts import OnFelt, head
from game.ui.screens.pick_player import player_name
from game.ui.theme import GREEN, PAPER, VERMILION, Theme, mix
from game.ui.widgets import (
    Card,
    Choice,
    Column,
    Grid,
    Narrow,
    Option,
    Padded,
    Picture,
    Primary,
    Row,
    Scroll,
    Slider,
    Text,
    Widget,
)
from game.words import listed, numeral, words

GAMES = 200
ACROSS = 40  # dots in a line: one for each game
BALANCES = tuple(float(b) for b in range(-3, 4))
ARMS = (0.0, 0.25, 0.5, 0.75, 1.0)
FIRST = "blueprint"
EVERY = -1  # instead of a seat: all of them
UNPLAYED = mix(GREEN, PAPER, 0.82)


def say(key: str, **values: object) -> str:
    """Words of the sandbox."""
    return words(f"ui.classroom.sandbox.{key}", **values)


def players() -> list[str]:
    """Who can play two hundred games in a few seconds: the blueprint, and every persona by its habits."""
    return [FIRST, *(f"{name}:trained" for name in personas())]


def _called(name: str) -> str:
    """'Hawk deterrer': all of them play by their habits here."""
    return player_name(name.partition(":")[0])


class Sandbox(OnFelt):
    """One world at the sliders, and Jervis's four beside it; they grow while they are watched."""

    where, rule = "sandbox", "R1"

    def __init__(self, app: Host, games: int = GAMES) -> None:
        super().__init__(app)
        self.title = say("title")
        self.games = games
        self.balance, self.arms = 0.0, 0.5
        self.seats = seats(load(SCENARIO).world)
        self.players = [FIRST] * len(self.seats)  # who plays, by power
        self.seat = EVERY  # whose player is chosen
        self.deal = DEALS[0]
        self.runs: dict[str, Watching] = {}  # "own" and "corners", as far as they were begun
        self.played = self.balance, self.arms  # the dials that "own" was begun with, and
        self.dealt = self.deal  # the deal of all that is shown

    # ---- the page ---------------------------------------------------------------------------------------

    def compose(self) -> Widget:
        theme = self.app.theme
        worlds = Grid(*[self._corner(k) for k in range(len(CORNERS))], least=280, most=2)
        if theme.size[0] < theme.px(960):
            body: Widget = Scroll(Column(self._dials(), self._own(), worlds), "worlds")
        else:
            right = Scroll(Column(worlds, self._own()), "worlds")
            body = Row(Scroll(self._dials(), "dials"), right, weights=(2, 3), gap=14, align="fill")
        return Padded(Narrow(Column(head(self.title), body, weights=(0, 1)), 1560), 24, 14)

    def _dials(self) -> Widget:
        names = [Option(name, _called(name)) for name in players()]
        places = [Option(EVERY, say("every")), *(Option(k, seat.name) for k, seat in enumerate(self.seats))]
        deals = [Option(deal, say(f"deal-{deal}")) for deal in DEALS]
        running = any(not run.done and not run.problem for run in self.runs.values())
        key = "run-again" if self.runs else "run"
        return Card(
            Column(
                Text(say("balance", value=numeral(self.balance, "+g") if self.balance else "0"), "strong"),
                Slider("balance", BALANCES, self.balance, (say("defence"), say("offence")), self.to_balance),
                Text(say("arms", percent=round(100 * self.arms)), "strong"),
                Slider("arms", ARMS, self.arms, (say("alike"), say("plain")), self.to_arms),
                Text(say("players"), "strong"),
                Choice("seat", places, self.seat, self.to_seat, tip=say("seat-tip")),
                Choice("players", names, self.player, self.to_player),
                Text(self.cast, "small"),
                Text(say("deal"), "strong"),
                Choice("deal", deals, self.deal, self.to_deal),
                Primary(say(key, games=self.games), self.run, name="run", tip=say("run-tip")),
                *[Text(run.problem, "small", "accent") for run in self.runs.values() if run.problem],
                Text(say(f"about-{self.dealt if self.runs else self.deal}"), "small", "faint"),
                Text(say("running" if running else "dots"), "small", "faint"),
                gap=9,
            ),
            20,
            14,
        )

    @property
    def player(self) -> str | None:
        """Who plays where a player is chosen now; None for all of them if they differ."""
        chosen = set(self.players if self.seat == EVERY else [self.players[self.seat]])
        return chosen.pop() if len(chosen) == 1 else None

    @property
    def cast(self) -> str:
        """Who sits where, in a sentence."""
        most, count = Counter(self.players).most_common(1)[0]
        if count == len(self.players):
            return say("cast-alike", player=_called(most))
        others = [
            say("cast-one", seat=seat.name, player=_called(name))
            for seat, name in zip(self.seats, self.players, strict=True)
            if name != most
        ]
        return say("cast", some=listed(others), player=_called(most))

    def _own(self) -> Widget:
        balance, arms = self.played if self.runs else (self.balance, self.arms)
        told = say("own", balance=numeral(balance, "+g") if balance else "0", percent=round(100 * arms))
        return self._world(told, "", self._seen("own", 0))

    def _corner(self, k: int) -> Widget:
        key = CORNERS[k].key
        return self._world(say(key), say(f"{key}-about"), self._seen("corners", k))

    def _seen(self, run: str, place: int) -> Seen | None:
        return self.runs[run].seen.get(place) if run in self.runs else None

    def _world(self, title: str, about: str, seen: Seen | None) -> Widget:
        """One small multiple: a dot a game, the share of games with a war, what was built and what was kept."""
        facts: list[Widget] = [Text(say("nothing"), "small", "faint")]
        if seen:
            facts = [
                Bar(seen.war_rate, seen.war_interval, VERMILION, text=f"{100 * seen.war_rate:.1f}%"),
                Text(say("wars", wars=seen.wars, games=seen.games), "small-strong"),
                Text(say("facts", arms=f"{seen.arms:.1f}", butter=f"{seen.butter:.0f}"), "small", "faint"),
            ]
        lines = -(-self.games // ACROSS)
        return Card(
            Column(
                Text(title, "subhead"),
                *([Text(about, "small", "faint")] if about else []),
                Picture(partial(self._dots, seen), lines / ACROSS),
                *facts,
                gap=6,
            ),
            16,
            12,
        )

    def _dots(self, seen: Seen | None, surface: pygame.Surface, rect: pygame.Rect, theme: Theme) -> None:
        side = rect.w / ACROSS
        for k in range(self.games):
            played = seen is not None and k < seen.games
            war = seen is not None and k < seen.wars
            fill = VERMILION if war else GREEN if played else UNPLAYED
            centre = (rect.x + side * (k % ACROSS + 0.5), rect.y + side * (k // ACROSS + 0.5))
            draw.disc(surface, centre, side * 0.38, fill)

    # ---- what is done -----------------------------------------------------------------------------------

    def to_balance(self, value: float) -> None:
        self.balance = value
        self.refresh()

    def to_arms(self, value: float) -> None:
        self.arms = value
        self.refresh()

    def to_seat(self, seat: int) -> None:
        self.seat = seat
        self.refresh()

    def to_player(self, name: str) -> None:
        """It plays where one is chosen: at one seat or at all of them."""
        self.players = [name if self.seat in (EVERY, k) else now for k, now in enumerate(self.players)]
        self.refresh()

    def to_deal(self, deal: str) -> None:
        self.deal = deal
        self.refresh()

    def run(self) -> None:
        """Play at the sliders, and in the four worlds."""
        self.closed()
        self.played, self.dealt = (self.balance, self.arms), self.deal
        cast = Cast(tuple(self.players), self.deal)
        corners = [(corner.balance, corner.distinguishability) for corner in CORNERS]
        self.runs = {
            "own": Watching([self.played], cast, self.games),
            "corners": Watching(corners, cast, self.games),
        }
        self.refresh()

    def update(self, seconds: float) -> Move | None:
        for run in self.runs.values():
            if run.poll():
                self.refresh()
        return None

    def closed(self) -> None:
        """No games go on beside the window."""
        for run in self.runs.values():
            run.stop()
