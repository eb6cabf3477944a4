"""A lesson outlives its window: who sits where, dials, clock and half a quiz are there again."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pygame
import pytest
from lessons import at_table, in_hand, said, teaching

from game.classroom import kept
from game.classroom.clock import MINUTE
from game.cli import run
from game.files import BadInput
from game.ui.screens.classroom.quiz import Quiz
from game.ui.screens.rite import Rite
from game.ui.screens.table import Table as TableScreen
from game.words import words

pytestmark = pytest.mark.usefixtures("silent_debriefs")


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
    session.sitting.choose_pin(0, "8461")
    session.sitting.keep(0, ["build sword 1"])
    session.sitting.seal(1, ["build sword 1"])
    session.shown.add(3)
    host.keep()
    text = (tmp_path / kept.FILE).read_text("utf-8").lower()
    assert "mia" in text
    assert '"8461"' not in (tmp_path / "Table 1.jsonl").read_text("utf-8")
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


def test_a_lesson_that_was_ended_makes_room_for_the_next_class(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    host.name(0, "Mia")
    at_table(table, host)
    table.press("console")
    table.press("leave")
    table.press("yes")
    _, same = teaching(tmp_path)
    assert (same.session, same.names, same.clock.begun, same.table) == (None, {}, False, "Table 2")
    assert [saved.path.stem for saved in same.tables] == ["Table 1"]


def test_an_empty_visit_leaves_nothing_and_a_damaged_file_is_named(tmp_path: Path) -> None:
    table, host = teaching(tmp_path / "new")
    table.app.update(5)
    host.close()
    assert not (tmp_path / "new").exists()
    for text, why in (("[", "no lesson"), ('{"exercise": 1}', "exercise"), ("[]", "no lesson")):
        (tmp_path / kept.FILE).write_text(text)
        with pytest.raises(BadInput, match=why):
            kept.load(tmp_path)
        assert kept.length_left(tmp_path, "first-lesson") is None
        table, host = teaching(tmp_path)
        assert host.notice in said(table)
        assert host.session is None


def test_another_exercise_and_a_game_that_is_gone_do_not_stop_the_console(tmp_path: Path) -> None:
    _, host = teaching(tmp_path)
    host.start()
    for exercise, length in (("grit", 50), ("first-lesson", 75)):
        table, other = teaching(tmp_path, exercise, length=length)
        assert other.session is None
        assert words("ui.classroom.left", exercise="first-lesson", minutes=50) in said(table)
    assert kept.length_left(tmp_path, "grit") is None
    (tmp_path / "Table 1.jsonl").unlink()
    lost = teaching(tmp_path)[1]
    assert lost.session is None
    assert "Table 1.jsonl" in lost.notice


def test_a_lesson_is_gone_on_with_as_long_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr("game.ui.start.teach", lambda exercise, length, folder: opened.append(length))
    command = ["classroom", "first-lesson", "--folder", str(tmp_path)]
    assert run(command) == 0
    _, host = teaching(tmp_path, length=75)
    host.start()
    host.close()
    assert run(command) == run([*command, "--minutes", "90"]) == 0
    _, host = teaching(tmp_path, length=75)
    host.end()
    host.close()
    assert run(command) == 0
    assert opened == [50, 75, 90, 50]


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
