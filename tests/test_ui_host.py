"""The host's clock has an end: no more orders are taken, and the host decides."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest
from lessons import at_table, in_hand, played, said, teaching
from windows import ALL, Table, app_of, faults

from game.classroom.clock import MINUTE, ClassClock
from game.classroom.exercise import load
from game.classroom.plan import plan
from game.record import replay
from game.ui.hosting import Hosting
from game.ui.screens.aftermath import AftermathScreen
from game.ui.screens.classroom.console import Console
from game.ui.screens.classroom.predict import Predict
from game.ui.screens.classroom.time_up import TimeUp
from game.ui.screens.debrief import DebriefScreen
from game.ui.screens.desk import Desk
from game.ui.screens.reveal import Reveal
from game.ui.screens.rite import Rite
from game.ui.screens.table import Table as TableScreen
from game.words import words

pytestmark = pytest.mark.usefixtures("silent_debriefs")


# ---- the clock ----------------------------------------------------------------------------------------------


def playing_clock() -> ClassClock:
    """At the beginning of the first play, in time."""
    clock = ClassClock(plan(load("first-lesson"), 50)).go()
    while clock.step.kind != "play":
        clock = clock.tick(clock.left).advance()
    return clock


def test_a_play_ends_when_the_debrief_needs_its_time() -> None:
    clock = playing_clock()
    assert clock.left_to_play == clock.left == 14 * MINUTE
    later = clock.tick(9 * MINUTE)
    assert (later.last_round, later.up, later.warns(clock)) == (True, False, 5 * MINUTE)
    assert later.tick(4 * MINUTE).warns(later) == MINUTE
    end = later.tick(5 * MINUTE)
    assert (end.up, end.over, end.warns(later)) == (True, False, 0.0)
    assert end.bell == 24 * MINUTE, "which is the debrief's"


def test_five_more_minutes_count_from_now_and_end_with_the_step() -> None:
    end = playing_clock().tick(16 * MINUTE)
    more = end.grant(5 * MINUTE)
    assert (more.up, more.left_to_play) == (False, 5 * MINUTE)
    assert more.tick(5 * MINUTE).up
    assert more.advance().extra == 0
    assert more.advance().left_to_play == 22 * MINUTE, "what is left of the lesson"


def test_a_lesson_taken_up_again_has_lost_the_time_it_was_away_and_begins_anew_after_the_bell() -> None:
    clock = playing_clock()
    again = clock.away(3 * MINUTE)
    assert (again.place, again.used, again.paused) == (clock.place, clock.used, True)
    assert again.spent == clock.spent + 3 * MINUTE
    assert clock.away(60 * MINUTE) == ClassClock(clock.plan)
    assert clock.away(-60).spent == clock.spent, "a clock that was set back"


# ---- time is up ---------------------------------------------------------------------------------------------


def to_the_end(table: Table, host: Hosting) -> None:
    """Until no more orders are taken."""
    table.app.update(host.clock.left_to_play - 0.5)
    table.app.update(1)


def test_a_table_that_starts_first_begins_the_lesson_with_its_play(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    at_table(table, host)
    assert host.clock.begun
    assert host.clock.step.kind == "play"


def test_warnings_lie_over_every_screen_and_go_with_a_click(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    at_table(table, host)
    table.draw()
    plain = table.draw()
    table.app.update(host.clock.left_to_play - 5 * MINUTE + 0.1)
    assert host.slip.text == words("ui.classroom.warn-play", time="5 minutes")
    assert table.app.sounds.played[-1] == "page"
    assert table.draw() != plain
    pos = table.app.size[0] // 2, 30
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        table.app.handle(pygame.event.Event(kind, pos=pos, button=1))
    table.app.update(0.01)
    assert host.slip.text == ""
    assert isinstance(table.screen, TableScreen), "what lies below was not pressed"
    table.app.update(host.clock.left_to_play - MINUTE + 0.1)
    assert host.slip.text == words("ui.classroom.warn-play", time="1 minute")
    assert host.bell() == "1 minute left to play", "and no more of a last round"
    table.app.update(20)
    assert host.slip.text == "", "or by itself"


def test_when_time_is_up_no_desk_is_left_open_and_five_more_minutes_bring_the_draft_back(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    at_table(table, host)
    sitting = in_hand(host).sitting
    sitting.seal(1, ["build shield 1"])
    table.press("plate 0")
    table.press("enter")
    assert isinstance(table.screen, Desk)
    table.key(pygame.K_s)
    draft = sitting.draft(0)
    assert draft
    to_the_end(table, host)
    assert isinstance(table.screen, TimeUp)
    assert words("ui.classroom.stop.counts", round=1) in said(table)
    table.key(pygame.K_ESCAPE)
    assert isinstance(table.screen, TimeUp), "the host decides"
    table.press("more")
    assert isinstance(table.screen, TableScreen)
    assert sitting.draft(0) == draft
    table.app.update(4 * MINUTE)
    assert isinstance(table.screen, TableScreen)
    to_the_end(table, host)
    assert isinstance(table.screen, TimeUp)
    table.click("end")
    assert isinstance(table.screen, Predict)
    assert host.clock.step.kind == "debrief"
    assert host.slip.text == "", "what is over lies over nothing"
    assert (sitting.over, sitting.round) == (True, 1)
    assert replay(tmp_path / "Table 1.jsonl", strict=True).ended
    table.click("go on")
    assert isinstance(table.screen, DebriefScreen)


def test_what_is_being_revealed_is_seen_to_its_end(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    at_table(table, host)
    for power in (0, 1):
        in_hand(host).sitting.seal(power, [])
    table.screen.refresh()
    table.press("turn")
    to_the_end(table, host)
    assert isinstance(table.screen, Reveal)
    table.press("on")
    assert isinstance(table.screen, AftermathScreen)
    table.press("on")
    assert isinstance(table.screen, TimeUp)
    assert words("ui.classroom.stop.between", round=2, last=1) in said(table)


def test_more_time_given_at_the_console_lets_the_table_go_on(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    at_table(table, host)
    to_the_end(table, host)
    assert isinstance(table.screen, TimeUp)
    table.key(pygame.K_F2)
    assert isinstance(table.screen, Console)
    assert words("ui.classroom.stopped") in said(table)
    table.press("more")
    table.key(pygame.K_ESCAPE)
    table.app.update(0.01)
    assert isinstance(table.screen, TableScreen)


def test_before_anything_is_played_there_is_nothing_to_debrief(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    table.press("start")
    to_the_end(table, host)
    assert isinstance(table.screen, TimeUp)
    assert words("ui.classroom.stop.nothing") in said(table)
    assert "end" not in [widget.name for widget in table.screen.form.root.walk()]
    table.press("leave")
    assert isinstance(table.screen, Console)
    table.press("table Table 1")
    table.press("more")
    table.press("back")
    assert isinstance(table.screen, Rite), "and it can be gone on with"


def test_the_bell_of_the_lesson_stops_a_table_in_a_debrief_step_too(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    at_table(table, host)
    played(table, host, 1)
    table.press("console")
    table.press("advance")
    table.press("back")
    table.app.update(20 * MINUTE)
    assert isinstance(table.screen, TableScreen)
    to_the_end(table, host)
    assert isinstance(table.screen, TimeUp)
    assert words("ui.classroom.stop.bell-past") in said(table)


def test_the_host_may_end_a_game_early_and_go_on_with_it_another_day(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    at_table(table, host)
    table.press("console")
    assert table.find("end here").reason == words("ui.classroom.stop.nothing")
    played(table, host, 1)
    table.press("end here")
    assert isinstance(table.screen, TimeUp)
    table.key(pygame.K_ESCAPE)
    assert isinstance(table.screen, Console)
    assert not in_hand(host).sitting.over
    table.press("end here")
    table.press("end")
    assert isinstance(table.screen, Predict)
    table.key(pygame.K_ESCAPE)
    assert isinstance(table.screen, Console)
    table.tab_to("round")
    table.key(pygame.K_2)
    table.press("rewind")
    assert isinstance(table.screen, TableScreen)
    assert in_hand(host).sitting.round == 2


@pytest.mark.parametrize(("size", "scale"), ALL)
def test_nothing_is_clipped(size: tuple[int, int], scale: float, tmp_path: Path) -> None:
    table, host = teaching(tmp_path, "chain-gang-1914", app_of(size, scale))
    host.notes = True
    host.clock = host.clock.go().advance().advance().advance()
    assert faults(table.screen) == []
    session = host.start()
    console = table.app.console
    assert console is not None
    assert faults(Table(table.app, console()).screen) == []
    pages = [host.time_up(session)]
    host.clock = host.clock.tick(49 * MINUTE)
    pages.append(host.time_up(session))
    session.sitting.seal(0, [])
    pages.append(host.time_up(session))
    assert [faults(Table(table.app, page).screen) for page in pages] == [[], [], []]
