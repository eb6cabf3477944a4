"""Everything a host can do, by the mouse alone and by the keyboard alone; and how soon a table plays."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest
from lessons import Silent, in_hand, played, said, teaching
from windows import Table, app_of

from game.classroom.exercise import load, names
from game.classroom.quiz import answers, questions
from game.record import replay
from game.ui.app import App
from game.ui.hosting import Hosting
from game.ui.screens.classroom.console import Console
from game.ui.screens.classroom.predict import Predict
from game.ui.screens.classroom.quiz import Quiz
from game.ui.screens.classroom.roles import Roles
from game.ui.screens.classroom.sandbox import Sandbox
from game.ui.screens.debrief import DebriefScreen
from game.ui.screens.debrief.screen import PLACES
from game.ui.screens.table import Table as TableScreen
from game.ui.widgets.choice import Segments
from game.words import words

pytestmark = pytest.mark.usefixtures("silent_debriefs")

KEYS = (pygame.KEYDOWN, pygame.KEYUP, pygame.TEXTINPUT)
MOUSE = (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP, pygame.MOUSEWHEEL)


class Hands:
    """What both can do; ``done`` counts what was pressed."""

    kinds: tuple[int, ...] = ()

    def __init__(self, table: Table) -> None:
        self.table = table
        self.done = 0

    def use(self, *names: str) -> None:
        """Press these, one after the other."""
        raise NotImplementedError

    def pick(self, name: str, part: int) -> None:
        """One of several, from 0."""
        raise NotImplementedError

    def more(self, name: str) -> None:
        """One more of a number."""
        raise NotImplementedError

    def away(self) -> None:
        """Back from a page that has nothing but a way back."""
        raise NotImplementedError


class Keys(Hands):
    kinds = KEYS

    def use(self, *names: str) -> None:
        for name in names:
            self.table.press(name)
            self.done += 1

    def pick(self, name: str, part: int) -> None:
        self.table.tab_to(name)
        self.table.key(pygame.K_1 + part)

    def more(self, name: str) -> None:
        self.table.tab_to(name)
        self.table.key(pygame.K_RIGHT)

    def away(self) -> None:
        self.table.key(pygame.K_ESCAPE)


class Mouse(Hands):
    kinds = MOUSE

    def use(self, *names: str) -> None:
        for name in names:
            self.table.click(name)
            self.done += 1

    def pick(self, name: str, part: int) -> None:
        widget = self.table.reach(name)
        assert isinstance(widget, Segments)
        self.table.click(widget.parts[part].center)

    def more(self, name: str) -> None:
        self.pick(name, 2)

    def away(self) -> None:
        self.table.click(words("ui.back"))


BOTH = pytest.mark.parametrize("kind", [Keys, Mouse])


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The kinds of events that the app was given."""
    kinds: set[int] = set()
    handle = App.handle

    def noted(app: App, event: pygame.event.Event) -> None:
        kinds.add(event.type)
        handle(app, event)

    monkeypatch.setattr(App, "handle", noted)
    return kinds


def to_table(hands: Hands, host: Hosting) -> None:
    """From the console to the table, whoever plays."""
    hands.use("start")
    session = in_hand(host)
    for power in session.sitting.people():
        curtain = [] if session.alone else ["enter"]
        hands.use(f"look {power}", *curtain, "done", f"declare {power}")
    hands.use("begin")
    assert isinstance(hands.table.screen, TableScreen)


@BOTH
def test_clock_notes_and_sheets(kind: type[Hands], used: set[int], tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    hands = kind(table)
    hands.use("pause")
    assert host.clock.begun
    hands.use("pause")
    assert host.clock.paused
    hands.use("pause", "advance", "advance")
    assert (host.clock.place, host.clock.paused) == (2, False)
    hands.use("step back")
    assert host.clock.place == 1
    hands.pick("notes", 1)
    assert host.notes
    hands.use("roles")
    assert isinstance(table.screen, Roles)
    hands.away()
    hands.use("sandbox")
    assert isinstance(table.screen, Sandbox)
    hands.away()
    assert isinstance(table.screen, Console)
    table.app.update(host.clock.left_to_play - 100)
    hands.use("advance", "more")
    assert host.clock.left_to_play == pytest.approx(300, abs=1)
    assert used <= set(kind.kinds)


@BOTH
def test_the_next_table_with_its_dials(kind: type[Hands], used: set[int], tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    hands = kind(table)
    hands.pick("game", 1)
    hands.more("least")
    hands.more("most")
    hands.pick("balance", 2)
    hands.pick("arms", 0)
    hands.pick("mirror", 1)
    hands.use("seat 1", "rules")
    to_table(hands, host)
    sitting = in_hand(host).sitting
    world = sitting.world
    assert (world.rounds, world.balance, world.distinguishability) == ((4, 5), 2, 0)
    assert (sitting.mirror, sitting.match.seats) == (True, ["person", "rules"])
    hands.use("console", "other table")
    assert (host.session, host.table) == (None, "Table 2")
    hands.use("seat 1", "person", "table Table 1", "back")
    assert isinstance(table.screen, TableScreen)
    hands.use("console", "leave", "yes")
    assert table.app.console is None
    assert used <= set(kind.kinds)


@BOTH
def test_a_game_in_hand(kind: type[Hands], used: set[int], tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    hands = kind(table)
    to_table(hands, host)
    session = in_hand(host)
    played(table, host, 1)
    hands.use("console", "seat 1", "random")
    assert session.sitting.match.seats[1] == "random"
    hands.use("seat 1", "person")
    assert session.sitting.people() == [0, 1]
    hands.pick("mirror", 1)
    assert session.sitting.mirror
    hands.pick("mirror", 0)
    assert not session.sitting.mirror
    hands.pick("round", 0)
    hands.use("rewind")
    assert in_hand(host).sitting.path == tmp_path / "Table 1-2.jsonl"
    assert replay(tmp_path / "Table 1.jsonl").match.round == 2, "it stays as it was"
    played(table, host, 1)
    hands.use("console", "end here", "end")
    assert isinstance(table.screen, Predict)
    hands.more("hands 0")
    hands.more("hands 2")
    hands.more("hands 2")
    hands.use("back", "cards")
    for _ in range(3):
        hands.more("hands 2")
    hands.use("go on")
    assert isinstance(table.screen, DebriefScreen)
    assert table.screen.guess.hands == (0, 0, 3)
    hands.use("console", "back")
    assert isinstance(table.screen, DebriefScreen)
    assert used <= set(kind.kinds)


@BOTH
def test_chapters_are_turned_to_and_the_debrief_goes_on_where_it_was(
    kind: type[Hands], used: set[int], tmp_path: Path
) -> None:
    table, host = teaching(tmp_path)
    hands = kind(table)
    hands.use("pause")
    for _ in range(3):
        hands.use("advance")
    assert table.find("chapter wars").reason == words("ui.classroom.chapters-wait")
    to_table(hands, host)
    played(table, host, 3)
    hands.use("turn")
    assert isinstance(table.screen, DebriefScreen)
    hands.use("console", "chapter wars")
    first = table.screen
    assert isinstance(first, DebriefScreen)
    assert first.chapter.key == "wars"
    assert {one.ask for one in host.exercise.file.discuss if one.chapter == "wars"} <= set(said(table))
    hands.use("asked")
    assert {one.ask for one in host.exercise.file.discuss}.isdisjoint(said(table))
    hands.use("asked", "console", "chapter belief")
    assert table.screen is first, "what was turned over stays so"
    assert (first.chapter.key, first.shut) == ("time", False)
    hands.use("console", "chapter cards")
    assert isinstance(table.screen, Predict), "hands are counted first"
    hands.more("hands 1")
    hands.use("go on", "console", "chapter cards")
    again = table.screen
    assert isinstance(again, DebriefScreen)
    assert (again.chapter.key, again.guess.hands) == ("cards", (0, 1, 0))
    assert used <= set(kind.kinds)


@BOTH
def test_the_quiz_without_typing(kind: type[Hands], used: set[int], tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    hands = kind(table)
    word = words("ui.classroom.quiz.words").split()[3]
    asked = questions(host.exercise)
    for when in ("before", "after"):
        hands.use(f"quiz {when}", f"word {word}")
        page = table.screen
        assert isinstance(page, Quiz)
        for _ in asked:
            hands.use("choice 2", "next")
        offered = [widget.name for widget in page.form.root.walk() if widget.name.startswith("word ")]
        assert f"word {word}" not in offered, "it is taken"
        hands.use("done")
    hands.use("changed")
    hands.away()
    rows = answers(host.quiz_file())
    assert len(rows) == 2 * len(asked)
    assert {(row.person, row.answer) for row in rows} == {(word, 2)}
    assert used <= set(kind.kinds)


@BOTH
def test_computers_play_it_out(kind: type[Hands], used: set[int], tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    hands = kind(table)
    to_table(hands, host)
    hands.use("console", "play out")
    assert in_hand(host).sitting.people() == []
    assert used <= set(kind.kinds)


# ---- dials ---------------------------------------------------------------------------------------------------


def test_the_next_game_of_the_same_people_with_the_dials_turned(tmp_path: Path) -> None:
    table, host = teaching(tmp_path, "mad")
    hands = Mouse(table)
    for power, name in ((0, "Mia"), (3, "Ben")):
        host.name(power, name)
    host.start()
    table.app.start(table.screen)
    table.key(pygame.K_F2)
    table.app.update(0.01)
    in_hand(host).sitting.seal(0, [])
    table.screen.refresh()
    hands.use("next game")
    assert (host.names, host.table) == ({0: "Mia", 3: "Ben"}, "Table 1")
    hands.more("most")
    hands.pick("disarming", 1)
    hands.use("start")
    again = in_hand(host)
    assert (again.names, again.sitting.path) == ({0: "Mia", 3: "Ben"}, tmp_path / "Table 1 2.jsonl")
    assert again.sitting.world.rounds == (3, 5)
    assert replay(tmp_path / "Table 1 2.jsonl").match.scenario.file.world.disarming == 0.5
    assert replay(tmp_path / "Table 1.jsonl").match.scenario.file.world.disarming == 0.0


def test_what_is_so_and_not_believed_is_for_the_host_alone(tmp_path: Path) -> None:
    table, host = teaching(tmp_path, "chain-gang-1914")
    assert (host.balance, host.truth) == (2, -1)
    assert "truth" not in [widget.name for widget in table.screen.form.root.walk()]
    hands = Keys(table)
    hands.pick("notes", 1)
    hands.pick("truth", 2)
    assert (host.balance, host.truth) == (2, 0)
    hands.use("start")
    assert in_hand(host).sitting.world.balance == 2
    assert replay(tmp_path / "Table 1.jsonl").match.scenario.balance == 0


def test_the_least_of_the_rounds_pushes_the_most(tmp_path: Path) -> None:
    _, host = teaching(tmp_path)
    host.set_rounds(6, 4)
    assert host.rounds == (6, 6)
    host.choose(2)
    assert host.rounds == (3, 3), "another game has its own dials"


def test_chapters_of_exercises_are_all_on_the_screen() -> None:
    app = app_of()
    page = DebriefScreen(app, Silent(), Path("game"))
    for name in names():
        for stage in load(name).file.stage:
            for chapter in stage.show:
                page.open(chapter)
                assert page.chapter.key == PLACES[chapter][0]


def test_an_exercise_that_needs_the_mirror_has_it(tmp_path: Path) -> None:
    _, host = teaching(tmp_path, "grit")
    assert host.mirror
    assert host.start().sitting.mirror
    assert not teaching(tmp_path, "first-lesson")[1].mirror


# ---- three minutes -------------------------------------------------------------------------------------------

CLICKS = 10  # of a class of two: the table, two cards each behind the curtain and declared, and the game begins
OPENS = 3  # seconds: the window, several times what it takes
READS = 25  # the console, for the first time
FINDS = 3  # a button that was never seen, and the hand that goes there
CARD = 20  # a hidden card read by whoever sees one for the first time
SWAPS = 10  # one gets up and another sits down
TYPES = 6  # a nickname


@BOTH
def test_from_the_command_to_a_table_in_three_minutes(kind: type[Hands], used: set[int], tmp_path: Path) -> None:
    table, host = teaching(tmp_path)
    hands = kind(table)
    to_table(hands, host)
    assert hands.done == CLICKS
    people = len(in_hand(host).sitting.people())
    seconds = OPENS + READS + CLICKS * FINDS + people * (CARD + SWAPS + TYPES + FINDS)
    assert seconds < 180
    assert used <= set(kind.kinds)


def test_enter_is_nearly_all_that_is_pressed(tmp_path: Path) -> None:
    """The focus lies on what comes next; only the curtain wants a Tab, so that nobody opens it by mistake."""
    table, host = teaching(tmp_path)
    pressed = 0
    while not isinstance(table.screen, TableScreen):
        focused = table.screen.form.focused
        table.key(pygame.K_TAB if focused is None else pygame.K_RETURN)
        pressed += 1
        assert pressed < 20
    assert pressed == CLICKS + 2
    assert host.clock.begun
