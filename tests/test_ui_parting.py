"""A window that is closed over sheets that are not sealed asks once, and only then."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pygame
import pytest
from lessons import at_table, in_hand, teaching
from windows import ALL, Table, app_of, faults, session

from game.ui.flow import Flow
from game.ui.moves import Push
from game.ui.screens.classroom.console import Console
from game.ui.screens.parting import HASTE, Parting
from game.ui.screens.title import Title
from game.ui.session import Session
from game.ui.widgets import Text
from game.words import words

CLOSED = pygame.event.Event(pygame.QUIT)  # by its X, or by Alt and F4


def seated(size: tuple[int, int] = (1280, 800), scale: float = 1.0) -> tuple[Table, Flow, Session]:
    """A game of two that has begun, at its table."""
    app = app_of(size, scale)
    flow, game = Flow(app), session()
    app.parting = flow.parting
    game.declared |= set(range(len(game.seats)))
    return Table(app, flow.begin(game)), flow, game


def test_a_game_with_nothing_to_lose_closes_at_once() -> None:
    table, _, game = seated()
    game.sitting.keep(0, ["build shield 1"])
    game.sitting.seal(0)
    table.app.handle(CLOSED)
    assert not table.app.running


def test_a_sheet_that_is_begun_is_asked_about_and_to_stay_is_ready() -> None:
    table, flow, game = seated()
    game.sitting.keep(0, ["build shield 1"])
    table.app.go(Push(flow.visit(game, 1)))
    at = table.app.top
    for stay in (
        partial(table.key, pygame.K_RETURN),
        partial(table.key, pygame.K_ESCAPE),
        partial(table.click, "stay"),
    ):
        table.app.handle(CLOSED)
        assert isinstance(table.screen, Parting)
        told = [widget.text for widget in table.screen.form.root.walk() if isinstance(widget, Text)]
        assert words("ui.menu.unsealed", names="Aldmar") in told
        stay()
        assert table.app.top is at
    assert game.sitting.draft(0) == ["build shield 1"]


@pytest.mark.parametrize("by_key", [True, False])
def test_it_can_be_closed_all_the_same(by_key: bool) -> None:
    table, _, game = seated()
    game.sitting.keep(0, ["build shield 1"])
    table.app.handle(CLOSED)
    if by_key:
        table.press("leave")
    else:
        table.click("leave")
    assert not table.app.running


def test_closing_it_again_closes_it_but_a_double_click_does_not() -> None:
    table, _, game = seated()
    game.sitting.keep(0, ["build shield 1"])
    table.app.handle(CLOSED)
    table.app.handle(CLOSED)
    assert isinstance(table.screen, Parting)
    table.app.update(HASTE + 0.1)
    table.app.handle(CLOSED)
    assert not table.app.running


def test_a_letter_that_is_begun_counts_as_well() -> None:
    table, flow, game = seated()
    table.app.go(Push(flow.visit(game, 1)))
    table.press("enter")
    table.click("letter")
    table.type("peace")
    table.app.handle(CLOSED)
    assert isinstance(table.screen, Parting)
    table.press("stay")
    table.click("send")
    table.click("seal")
    table.app.handle(CLOSED)
    assert not table.app.running


def test_a_game_that_was_left_is_not_asked_about() -> None:
    table, _, game = seated()
    game.sitting.keep(0, ["build shield 1"])
    table.key(pygame.K_ESCAPE)
    table.press("leave")
    assert isinstance(table.screen, Title)
    table.app.handle(CLOSED)
    assert not table.app.running


def test_a_lesson_asks_from_its_console_too(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    at_table(table, host)
    in_hand(host).sitting.keep(0, ["build shield 1"])
    table.key(pygame.K_F2)
    assert isinstance(table.screen, Console)
    table.app.handle(CLOSED)
    assert isinstance(table.screen, Parting)
    host.put_away()
    table.app.update(HASTE)
    table.press("stay")
    table.app.handle(CLOSED)
    assert not table.app.running, "it is written as far as it was sealed, and nobody plays it now"


@pytest.mark.parametrize(("size", "scale"), ALL)
def test_it_has_room(size: tuple[int, int], scale: float) -> None:
    table, _, game = seated(size, scale)
    game.sitting.keep(0, ["build shield 1"])
    game.sitting.keep(1, ["build shield 1"])
    table.app.handle(CLOSED)
    assert faults(table.screen) == []
