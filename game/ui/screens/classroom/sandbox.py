"""The sandbox: two sliders, and two hundred games in each of the four worlds while the class watches."""

from __future__ import annotations

from functools import partial

import pygame

from game.classroom.sandbox import CORNERS, Seen
from game.classroom.watching import Watching
from game.players.personas import personas
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
from game.words import words

GAMES = 200
ACROSS = 40  # dots in a line: one for each game
BALANCES = tuple(float(b) for b in range(-3, 4))
ARMS = (0.0, 0.25, 0.5, 0.75, 1.0)
FIRST = "blueprint"
UNPLAYED = mix(GREEN, PAPER, 0.82)


def say(key: str, **values: object) -> str:
    """Words of the sandbox."""
    return words(f"ui.classroom.sandbox.{key}", **values)


def players() -> list[str]:
    """Who can play two hundred games in a few seconds: the blueprint, and every persona by its habits."""
    return [FIRST, *(f"{name}:trained" for name in personas())]


class Sandbox(OnFelt):
    """One world at the sliders, and Jervis's four beside it; they grow while they are watched."""

    where, rule = "sandbox", "R1"

    def __init__(self, app: Host, games: int = GAMES) -> None:
        super().__init__(app)
        self.title = say("title")
        self.games = games
        self.balance, self.arms, self.player = 0.0, 0.5, FIRST
        self.runs: dict[str, Watching] = {}  # "own" and "corners", as far as they were begun
        self.played = self.balance, self.arms  # the dials that "own" was begun with

    # ---- the page ---------------------------------------------------------------------------------------

    def compose(self) -> Widget:
        theme = self.app.theme
        worlds = Grid(*[self._corner(k) for k in range(len(CORNERS))], least=280, most=2)
        if theme.size[0] < theme.px(960):
            body: Widget = Scroll(Column(self._dials(), self._own(), worlds), "worlds")
        else:
            left = Scroll(Column(self._dials(), self._own()), "dials")
            body = Row(left, Scroll(worlds, "worlds"), weights=(2, 3), gap=14, align="fill")
        return Padded(Narrow(Column(head(self.title), body, weights=(0, 1)), 1560), 24, 14)

    def _dials(self) -> Widget:
        names = [Option(name, player_name(name.partition(":")[0])) for name in players()]
        running = any(not run.done and not run.problem for run in self.runs.values())
        key = "run-again" if self.runs else "run"
        return Card(
            Column(
                Text(say("balance", value=f"{self.balance:+g}" if self.balance else "0"), "strong"),
                Slider("balance", BALANCES, self.balance, (say("defence"), say("offence")), self.to_balance),
                Text(say("arms", percent=round(100 * self.arms)), "strong"),
                Slider("arms", ARMS, self.arms, (say("alike"), say("plain")), self.to_arms),
                Text(say("players"), "strong"),
                Choice("players", names, self.player, self.to_player),
                Primary(say(key, games=self.games), self.run, name="run", tip=say("run-tip")),
                *[Text(run.problem, "small", "accent") for run in self.runs.values() if run.problem],
                Text(say("running" if running else "about"), "small", "faint"),
                gap=9,
            ),
            20,
            14,
        )

    def _own(self) -> Widget:
        balance, arms = self.played if self.runs else (self.balance, self.arms)
        told = say("own", balance=f"{balance:+g}" if balance else "0", percent=round(100 * arms))
        return self._world(told, "", self._seen("own", 0))

    def _corner(self, k: int) -> Widget:
        key = CORNERS[k].key
        return self._world(say(key), say(f"{key}-about"), self._seen("corners", k))

    def _seen(self, run: str, place: int) -> Seen | None:
        return self.runs[run].seen.get(place) if run in self.runs else None

    def _world(self, title: str, about: str, seen: Seen | None) -> Widget:
        """One small multiple: a dot a game, the share of games with a war, what was built and what was kept."""
        rate = seen.war_rate if seen else 0.0
        facts = say("facts", arms=f"{seen.arms:.1f}", butter=f"{seen.butter:.0f}") if seen else say("nothing")
        count = say("wars", wars=seen.wars if seen else 0, games=seen.games if seen else 0)
        lines = -(-self.games // ACROSS)
        return Card(
            Column(
                Text(title, "subhead"),
                *([Text(about, "small", "faint")] if about else []),
                Picture(partial(self._dots, seen), lines / ACROSS),
                Bar(rate, seen.war_interval if seen else None, VERMILION, text=f"{100 * rate:.1f}%"),
                Text(count, "small-strong"),
                Text(facts, "small", "faint"),
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

    def to_player(self, name: str) -> None:
        self.player = name
        self.refresh()

    def run(self) -> None:
        """Play at the sliders, and in the four worlds."""
        self.closed()
        self.played = (self.balance, self.arms)
        corners = [(corner.balance, corner.distinguishability) for corner in CORNERS]
        self.runs = {
            "own": Watching([self.played], self.player, self.games),
            "corners": Watching(corners, self.player, self.games),
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
