"""The host's clock has an end, and the lesson outlives the window."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pygame
import pytest
from lessons import Silent, at_table, in_hand, played, said, teaching
from windows import ALL, Table, app_of, faults

from game.classroom import kept
from game.classroom.clock import MINUTE, ClassClock
from game.classroom.exercise import load
from game.classroom.plan import plan
from game.debrief import reckoning
from game.files import BadInput
from game.record import replay
from game.ui.hosting import Hosting
from game.ui.screens.aftermath import AftermathScreen
from game.ui.screens.classroom.console import Console
from game.ui.screens.classroom.predict import Predict
from game.ui.screens.classroom.quiz import Quiz
from game.ui.screens.classroom.time_up import TimeUp
from game.ui.screens.debrief import DebriefScreen
from game.ui.screens.desk import Desk
from game.ui.screens.reveal import Reveal
from game.ui.screens.rite import Rite
from game.ui.screens.table import Table as TableScreen
from game.words import words


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(reckoning, "Beside", lambda path: Silent())


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


# ---- the lesson on the disk ---------------------------------------------------------------------------------


def test_the_lesson_is_as_it_was_when_the_window_opens_again_before_round_one(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    table.press("pause")
    table.press("advance")
    for power, name in enumerate(("Mia", "Ben")):
        table.tab_to(f"name {power}")
        table.type(name)
    for name, digit in (("least", pygame.K_2), ("most", pygame.K_4), ("balance", pygame.K_3), ("mirror", pygame.K_2)):
        table.tab_to(name)
        table.key(digit)
    table.press("start")
    table.press("look 0")
    table.press("enter")
    table.press("done")
    table.press("declare 0")
    table.press("look 1")
    table.press("enter")
    table.press("done")
    table.app.update(1.1)
    again, same = teaching(tmp_path)  # the first was never closed: a crash
    assert (same.clock.place, same.clock.begun, same.clock.paused) == (1, True, True)
    assert same.clock.spent == pytest.approx(host.clock.spent, abs=3)
    assert (same.rounds, same.balance, same.mirror) == ((2, 4), 2.0, True)
    session = in_hand(same)
    assert session.names == {0: "Mia", 1: "Ben"}
    assert (session.shown, session.declared) == ({0, 1}, {0})
    assert session.sitting.mirror
    again.press("back")
    assert isinstance(again.screen, Rite)
    again.press("declare 1")
    again.press("begin")
    assert isinstance(again.screen, TableScreen)
    assert {"Mia", "Ben"} <= set(said(again))
    third, last = teaching(tmp_path)
    third.press("back")
    assert isinstance(third.screen, TableScreen), "all have declared: there is no second rite"
    assert last.session is not None


def test_nothing_secret_is_written_in_clear(tmp_path: Path) -> None:
    _, host = teaching(tmp_path, "buck-passing-1938")
    host.name(0, "Mia")
    session = host.start()
    session.pins[0] = "8461"
    session.sitting.keep(0, ["build sword 1"])
    session.sitting.seal(1, ["build sword 1"])
    session.shown.add(3)
    host.keep()
    text = (tmp_path / kept.FILE).read_text("utf-8").lower()
    assert "mia" in text
    for secret in (
        "8461",
        "sword",
        "expansionist",
        "fearful",
        "content",
        "seed",
        str(session.sitting.match.secret.seed),
    ):
        assert secret not in text


def test_the_quiz_goes_on_where_it_was(tmp_path: Path) -> None:
    table, _ = teaching(tmp_path)
    table.press("quiz before")
    table.tab_to("word")
    table.type("kiwi")
    table.key(pygame.K_RETURN)
    table.key(pygame.K_2)
    table.press("next")
    table.key(pygame.K_3)
    again, same = teaching(tmp_path)
    again.press("quiz before")
    page = again.screen
    assert isinstance(page, Quiz)
    assert (page.person, page.at, page.given) == ("kiwi", 1, {0: 2, 1: 3})
    for _ in page.asked[1:]:
        again.press("next")
    assert (page.handed_in, same.sheet) == (1, None)
    third, _ = teaching(tmp_path)
    third.press("quiz before")
    assert words("ui.classroom.quiz.handed-in", count=1) in said(third)
    third.key(pygame.K_ESCAPE)
    third.press("quiz after")
    assert words("ui.classroom.quiz.handed-in", count=1) not in said(third)


def test_nicknames_of_other_tables_come_back_with_them(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    host.name(0, "Mia")
    at_table(table, host)
    table.key(pygame.K_F2)
    table.press("other table")
    assert (host.names, host.table) == ({}, "Table 2")
    host.name(0, "Zoe")
    host.start()
    again, same = teaching(tmp_path)
    assert in_hand(same).names == {0: "Zoe"}
    again.press("next game")
    again.press("table Table 1")
    assert in_hand(same).names == {0: "Mia"}


def test_an_empty_visit_leaves_nothing_and_a_damaged_file_is_named(tmp_path: Path) -> None:
    table, host = teaching(tmp_path / "new")
    table.app.update(5)
    assert not (tmp_path / "new").exists()
    for text, why in (("[", "no lesson"), ('{"exercise": 1}', "exercise"), ("[]", "no lesson")):
        (tmp_path / kept.FILE).write_text(text)
        with pytest.raises(BadInput, match=why):
            kept.load(tmp_path, "first-lesson", 50)
        table, host = teaching(tmp_path)
        assert host.notice in said(table)
        assert host.session is None


def test_another_exercise_and_a_game_that_is_gone_do_not_stop_the_console(tmp_path: Path) -> None:
    _, host = teaching(tmp_path)
    host.start()
    assert teaching(tmp_path, "grit")[1].session is None
    assert teaching(tmp_path, length=75)[1].session is None
    (tmp_path / "Table 1.jsonl").unlink()
    lost = teaching(tmp_path)[1]
    assert lost.session is None
    assert "Table 1.jsonl" in lost.notice


def test_a_lesson_left_yesterday_begins_anew_with_its_tables(tmp_path: Path) -> None:
    _, host = teaching(tmp_path)
    host.name(0, "Mia")
    host.start()
    path = tmp_path / kept.FILE
    file = json.loads(path.read_text())
    file["seen"] = time.time() - 24 * 60 * MINUTE
    path.write_text(json.dumps(file))
    same = teaching(tmp_path)[1]
    assert not same.clock.begun
    assert in_hand(same).names == {0: "Mia"}
