"""The sandbox in the window: sliders, and games beside it."""

from __future__ import annotations

import time

import pygame
from windows import Table, app_of

from game.classroom.watching import Watching, looks
from game.ui.screens.classroom.sandbox import Sandbox


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
    screen.player = "hold"
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


def test_all_worlds_grow_together_and_what_cannot_be_is_told() -> None:
    order = [(look.place, look.seen.games) for look in looks([(0, 0.5), (2, 0)], "hold", 40, 1)]
    assert order == [(0, 20), (1, 20), (0, 40), (1, 40)]
    watching = Watching([(9, 0)], "hold", 20)
    end = time.monotonic() + 60
    while not watching.problem and time.monotonic() < end:
        watching.poll()
        time.sleep(0.01)
    watching.stop()
    assert "balance" in watching.problem
