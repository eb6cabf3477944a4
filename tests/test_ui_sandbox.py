"""The sandbox in the window: sliders, and games beside it."""

from __future__ import annotations

import time

import pygame
from windows import Table, app_of

from game.classroom.sandbox import Cast
from game.classroom.watching import Watching, looks
from game.ui.screens.classroom.sandbox import Sandbox
from game.ui.widgets import Choice


def test_the_sandbox_shows_five_worlds_growing() -> None:
    app = app_of()
    table = Table(app, Sandbox(app, games=20))
    screen = table.screen
    assert isinstance(screen, Sandbox)
    table.tab_to("balance")
    table.key(pygame.K_RIGHT, pygame.K_RIGHT, pygame.K_END, pygame.K_LEFT)
    assert screen.balance == 2
    rail = table.reach("arms").rect
    table.click((rail.right - 2, rail.y + 8))
    assert screen.arms == 1
    screen.players = ["hold"] * 5
    table.press("run")
    end = time.monotonic() + 60
    while not all(run.done for run in screen.runs.values()) and time.monotonic() < end:
        app.update(0.02)
        table.draw()
        time.sleep(0.02)
    assert screen.runs["own"].seen[0] == screen.runs["corners"].seen[2], "the same dials, the same games"
    assert len(screen.runs["corners"].seen) == 4
    table.key(pygame.K_ESCAPE)
    assert not app.running


def test_a_hawk_among_four_and_cards_as_they_fall() -> None:
    app = app_of()
    table = Table(app, Sandbox(app, games=20))
    screen = table.screen
    assert isinstance(screen, Sandbox)
    assert screen.cast == "Blueprint at all five courts, by habit."
    table.tab_to("players")
    table.key(pygame.K_RIGHT, pygame.K_RIGHT)
    grim = screen.players[0]
    assert screen.players == [grim] * 5 != ["blueprint"] * 5
    table.tab_to("seat")
    table.key(pygame.K_3)  # all five, Aldmar, Brennia
    assert screen.player == grim
    shown = table.reach("players")
    assert isinstance(shown, Choice)
    table.click(shown.parts[5].center)
    hawk = screen.players[1]
    assert screen.players == [grim, hawk, grim, grim, grim]
    assert screen.cast.count("Brennia") == 1
    table.tab_to("seat")
    table.key(pygame.K_1)
    assert screen.player is None, "they differ"
    table.tab_to("deal")
    table.key(pygame.K_RIGHT)
    assert screen.deal == "random"
    screen.players = ["hold"] * 5
    table.press("run")
    screen.to_deal("no-aggressor")
    assert screen.dealt == "random", "what is shown is told as it was played"
    end = time.monotonic() + 60
    while not screen.runs["own"].done and time.monotonic() < end:
        app.update(0.02)
        time.sleep(0.02)
    assert screen.runs["own"].done
    table.key(pygame.K_ESCAPE)


def test_all_worlds_grow_together_and_what_cannot_be_is_told() -> None:
    order = [(look.place, look.seen.games) for look in looks([(0, 0.5), (2, 0)], Cast(("hold",)), 40, 1)]
    assert order == [(0, 20), (1, 20), (0, 40), (1, 40)]
    watching = Watching([(9, 0)], Cast(("hold",)), 20)
    end = time.monotonic() + 60
    while not watching.problem and time.monotonic() < end:
        watching.poll()
        time.sleep(0.01)
    watching.stop()
    assert "balance" in watching.problem
