"""A lesson in the window: the host's console, the quiz, the count of hands."""

from __future__ import annotations

import time
from pathlib import Path

import pygame
import pytest
from lessons import Silent, at_table, played, said, teaching
from windows import ALL, Table, app_of, faults

from game.classroom.quiz import WHEN, Answer, answers, append, questions
from game.classroom.sandbox import Cast
from game.classroom.watching import Watching, looks
from game.cli import run
from game.debrief import reckoning
from game.record import replay
from game.ui.app import App
from game.ui.flow import Flow
from game.ui.screens.classroom.changed import Changed
from game.ui.screens.classroom.console import Console
from game.ui.screens.classroom.predict import Predict
from game.ui.screens.classroom.quiz import Quiz
from game.ui.screens.classroom.roles import Roles
from game.ui.screens.classroom.sandbox import Sandbox
from game.ui.screens.debrief import DebriefScreen
from game.ui.screens.table import Table as TableScreen
from game.words import words


def test_from_the_console_to_a_table_by_keys_and_back_with_one(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    table.press("pause")
    table.tab_to("name 0")
    table.type("Mia")
    at_table(table, host)
    assert {"Mia", words("ui.classroom.to-bell", time="50 minutes")} <= set(said(table))
    assert replay(tmp_path / "Table 1.jsonl").match.secret.deal == "no-aggressor"
    table.key(pygame.K_F2)
    assert isinstance(table.screen, Console)
    table.key(pygame.K_F2)
    table.key(pygame.K_ESCAPE)
    assert isinstance(table.screen, TableScreen), "a second F2 lays no second console"
    table.press("console")
    table.press("back")
    assert isinstance(table.screen, TableScreen)


def test_the_same_by_mouse_alone(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    table.click("pause")
    table.click("start")
    assert host.session is not None
    host.session.declared |= {0, 1}
    host.session.shown |= {0, 1}
    table.screen.refresh()
    table.click("begin")
    table.click("console")
    table.click("advance")
    assert host.clock.place == 1
    table.click("back")
    assert isinstance(table.screen, TableScreen)


def test_the_class_clock_goes_on_whatever_is_shown(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    table.app.update(60)
    assert host.clock.spent == 0, "it waits for the host"
    table.press("pause")
    table.press("roles")
    assert isinstance(table.screen, Roles)
    table.app.update(100)
    assert host.clock.spent > 100
    table.key(pygame.K_ESCAPE)
    table.press("pause")
    used = host.clock.used
    table.app.update(100)
    assert host.clock.used == used
    assert host.clock.spent > 200, "the bell does not wait"
    table.press("advance")
    table.press("step back")
    assert (host.clock.place, host.clock.used < 1) == (0, True)
    for _ in host.clock.plan.steps[1:]:
        table.press("advance")
    assert table.find("advance").reason
    table.app.update(3000)
    table.app.update(0.01)
    assert words("ui.classroom.over") in said(table)


def test_what_would_give_the_deal_away_is_in_the_notes(tmp_path: Path) -> None:
    table, host = teaching(tmp_path, "no-aggressor")
    file = host.exercise.file
    secret = {file.title, file.game[0].note, *host.clock.step.do}
    assert secret.isdisjoint(said(table))
    table.tab_to("notes")
    table.key(pygame.K_2)
    assert secret <= set(said(table))


def test_nicknames_are_checked_before_a_table_starts(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    host.name(0, "Brennia")
    table.screen.refresh()
    assert "Brennia" in table.find("start").reason
    host.name(0, "Mia")
    host.name(1, "mia")
    table.screen.refresh()
    assert table.find("start").reason == words("ui.classroom.twice", name="mia")
    table.press("start")
    assert isinstance(table.screen, Console), "and it does not start"
    assert not list(tmp_path.glob("*.jsonl"))


def test_dials_mirror_and_seats_of_the_next_game(tmp_path: Path) -> None:
    table, host = teaching(tmp_path, "no-aggressor")
    for name, digit in (("balance", pygame.K_3), ("arms", pygame.K_1), ("mirror", pygame.K_2)):
        table.tab_to(name)
        table.key(digit)
    table.press("seat 1")
    table.press("rules")
    at_table(table, host)
    assert host.session is not None
    sitting = host.session.sitting
    assert (sitting.world.balance, sitting.world.distinguishability) == (2, 0)
    assert sitting.mirror
    assert sitting.match.seats[:2] == ["person", "rules"]
    table.press("console")
    table.tab_to("mirror")
    table.key(pygame.K_1)
    assert not sitting.mirror
    table.press("seat 0")
    table.press("random")
    assert sitting.match.seats[0] == "random"
    table.press("seat 0")
    table.press("person")
    assert 0 in sitting.people()


def test_a_game_again_from_an_earlier_round_leaves_the_first_as_it_is(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    at_table(table, host)
    table.press("console")
    assert table.find("rewind").reason
    played(table, host, 2)
    before = (tmp_path / "Table 1.jsonl").read_bytes()
    table.tab_to("round")
    table.key(pygame.K_2)
    table.press("rewind")
    assert isinstance(table.screen, TableScreen)
    assert host.session is not None
    assert host.session.sitting.round == 2
    assert host.session.sitting.path == tmp_path / "Table 1-2.jsonl"
    assert (tmp_path / "Table 1.jsonl").read_bytes() == before
    table.press("console")
    table.press("next game")
    assert isinstance(table.screen, Console)
    assert host.session is None
    assert host.table == "Table 1"
    table.press("table Table 1-2")
    table.press("back")
    assert isinstance(table.screen, TableScreen)
    assert host.session.sitting.round == 2


def test_from_the_lid_of_the_box_to_a_lesson_or_the_sandbox() -> None:
    app = app_of()
    flow = Flow(app)
    table = Table(app, flow.title())
    table.press("class")
    table.click("sandbox")
    assert isinstance(table.screen, Sandbox)
    table.key(pygame.K_ESCAPE)
    table.tab_to("length")
    table.key(pygame.K_2)
    table.press("lesson grit")
    assert isinstance(table.screen, Console)
    assert flow.host is not None
    assert (flow.host.exercise.id, flow.host.length) == ("grit", 75)


def test_hands_are_counted_and_then_the_cards_turned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reckoning, "Beside", lambda path: Silent())
    table, host = teaching(tmp_path)
    at_table(table, host)
    table.press("console")
    played(table, host, 3)
    assert host.session is not None
    assert host.session.sitting.over
    table.press("cards")
    assert isinstance(table.screen, Predict)
    for wolves, hands in ((0, "1"), (1, "17")):
        table.tab_to(f"hands {wolves}")
        table.type(hands)
    table.press("go on")
    assert isinstance(table.screen, DebriefScreen)
    assert (table.screen.guess.wolves, table.screen.guess.hands) == (1, (1, 17, 0))
    table.key(pygame.K_ESCAPE)
    assert isinstance(table.screen, Console)
    table.press("leave")
    assert table.app.console is not None, "a running lesson is asked for first"
    table.press("yes")
    assert (table.app.over, table.app.console) == (None, None)


def test_when_time_is_up_computers_play_it_out(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    at_table(table, host)
    table.press("console")
    table.press("play out")
    assert host.session is not None
    sitting = host.session.sitting
    assert sitting.people() == []
    end = time.monotonic() + 60
    while not sitting.over and time.monotonic() < end:
        table.app.update(0.02)
        time.sleep(0.01)
    assert isinstance(table.screen, Console)
    assert not table.find("cards").reason


def test_sheets_of_the_quiz_are_handed_in_one_after_the_other(tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    assert table.find("changed").reason == words("ui.classroom.no-sheets")
    table.press("quiz before")
    assert isinstance(table.screen, Quiz)
    table.press("begin")
    assert words("classroom.nickname.empty") in said(table)
    asked = questions(host.exercise)
    for person in ("kiwi", "plum"):
        table.tab_to("word")
        table.type(person)
        table.key(pygame.K_RETURN)
        for _ in asked:
            table.key(pygame.K_2)
            table.press("next")
    table.click("word")
    table.type("figs")
    table.click("begin")
    table.click("choice 1")
    table.click("choice 1")
    table.click("choice 3")
    for _ in asked:
        table.click("next")
    rows = answers(host.quiz_file())
    assert [(a.person, a.answer) for a in rows if a.question == "q1"] == [("kiwi", 2), ("plum", 2), ("figs", 3)]
    assert len(rows) == 2 * len(asked) + 1, "what was not answered is not written"
    assert {a.when for a in rows} == {"before"}
    table.click("done")
    assert isinstance(table.screen, Console)
    table.press("changed")
    assert isinstance(table.screen, Changed)
    told = said(table)
    assert host.exercise.file.quiz[0].why in told
    assert words("ui.classroom.changed-before", count="3 answers") in told
    assert words("ui.classroom.changed-after", count="0 answers") in told


@pytest.mark.parametrize(("size", "scale"), ALL)
def test_nothing_is_clipped(size: tuple[int, int], scale: float, tmp_path: Path) -> None:
    app = app_of(size, scale)
    table, host = teaching(tmp_path, "no-aggressor", app)
    host.notes = True
    pages = [table.screen]
    host.start()
    assert host.session is not None
    console = Console(app, Flow(app), host, over=True)
    box = Sandbox(app)
    box.runs = {"own": _Still(), "corners": _Still()}
    quiz = Quiz(app, host.exercise, "after", tmp_path / "quiz.csv")
    question = Quiz(app, host.exercise, "after", tmp_path / "quiz.csv")
    question.at = 0
    hands = Predict(app, Flow(app), host.session)
    host.clock = host.clock.go()
    flow = Flow(app)
    flow.host = host
    pages += [Table(app, page).screen for page in (flow.table(host.session), flow.classroom())]
    rows = [Answer(host.exercise.id, when, "kiwi", key, 1) for when in WHEN for key in questions(host.exercise)]
    append(tmp_path / "quiz.csv", rows)
    pages += [
        Changed(app, host.exercise, tmp_path / "quiz.csv"),
        console,
        box,
        quiz,
        question,
        hands,
        Roles(app, host.world),
    ]
    assert {type(page).__name__: faults(page) for page in pages if faults(page)} == {}


class _Still(Watching):
    """Games that have been played, without a process that plays them."""

    def __init__(self) -> None:
        self.seen = {look.place: look.seen for look in looks([(0, 0.5)] * 4, Cast(("hold",)), 20, 1)}
        self.games, self.count, self.problem = 20, 4, ""


def test_the_command_opens_the_console_and_tells_what_is_wrong_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    shown: list[str] = []

    def flip() -> None:
        pygame.event.post(pygame.event.Event(pygame.QUIT))

    draw = App.draw

    def drawn(app: App, surface: pygame.Surface) -> None:
        shown.append(type(app.top).__name__)
        draw(app, surface)

    monkeypatch.setattr(App, "draw", drawn)
    monkeypatch.setattr(pygame.display, "flip", flip)
    assert run(["classroom", "first-lesson", "--folder", str(tmp_path)]) == 0
    assert run(["classroom", "sandbox"]) == 0
    assert set(shown) == {"Console", "Sandbox"}
    assert run(["classroom", "first-lesson", "--minutes", "60"]) == 2
    assert run(["classroom", "nothing"]) == 2
    monkeypatch.setenv("SDL_VIDEODRIVER", "nonsense")
    assert run(["classroom", "first-lesson"]) == 2
    assert words("ui.no-display") in capsys.readouterr().err
