"""A saved game told again: all of it when it is over, no more than the table may see before that; and played on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pygame
import pytest
from windows import ALL, Table, app_of, faults

from game.scenario import load
from game.sitting import Sitting
from game.ui.app import App
from game.ui.flow import Flow
from game.ui.screens.replay import Replay
from game.ui.screens.table import Table as TableScreen
from game.ui.widgets import Text
from game.views.tale import Tale, tale
from game.words import words

P = ParamSpec("P")
T = TypeVar("T")

SECRET = "meet me at the mill"


def written(path: Path, upto: int) -> Path:
    """A game on the base board: a strike in round 2 that one resists, a letter between two; left in round ``upto``."""
    sheets = [
        {
            "BRE": ["build sword 3", "read ALD 2", "stance mobilise"],
            "ALD": [f'say to EST "{SECRET}"', 'say to all "hear me"'],
        },
        {"BRE": ["stance strike ALD"], "ALD": ["ally hand EST"], "EST": ["ally hand ALD"]},
    ]
    sitting = Sitting.new(load("base"), ["person"] * 5, seed=5, path=path)
    sitting.speak(1, "We arm only to be safe.")
    codes = sitting.world.codes
    while not sitting.over and sitting.round < upto:
        plan = sheets[sitting.round - 1] if sitting.round <= 2 and sitting.stage_name == "orders" else {}
        for power in sitting.waiting():
            sitting.seal(power, plan.get(codes[power], []))
        sitting.advance()
    sitting.close()
    return path


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("over") / "over.jsonl", 99)


@pytest.fixture(scope="module")
def going(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("going") / "going.jsonl", 3)


@lru_cache(maxsize=4)
def read(path: Path) -> Tale:
    return tale(path)


def opened(path: Path, app: App | None = None) -> Table:
    app = app or app_of()
    return Table(app, Replay(app, Flow(app), read(path)))


def page(table: Table) -> Replay:
    assert isinstance(table.screen, Replay)
    return table.screen


def shown(table: Table) -> str:
    return " ".join(w.text for w in table.screen.form.root.walk() if isinstance(w, Text))


def all_told(told: Tale) -> str:
    lines = [line for leaf in told.leaves for line in (*leaf.talk, *leaf.sheets)]
    return " ".join([*lines, *(line for leaf in told.leaves for scene in leaf.scenes for line in scene.lines)])


def test_arrow_keys_go_through_it_from_the_first(over: Path) -> None:
    table = opened(over)
    assert "Aldmar: Person" in shown(table), "at its beginning it is told who played, and how to go on"
    assert words("ui.replay.how") in shown(table)
    table.key(pygame.K_RIGHT)
    assert page(table).at == 1
    table.key(pygame.K_SPACE)
    assert page(table).playing


def test_a_finished_game_is_told_whole(over: Path) -> None:
    told = read(over)
    assert told.finished
    assert SECRET in all_told(told)
    assert "Brennia had ordered: build 3 swords and mobilise; how likely each is to want land: Aldmar 30%" in all_told(
        told
    )
    assert [leaf.stage for leaf in told.leaves][1:4] == ["orders", "answers", "help"]
    lands = [land for k in range(len(told.leaves) + 1) for land in told.board(k).lands]
    assert all(land.arms.unsorted == 0 for land in lands), "all sorts are known"


def test_of_a_game_that_goes_on_only_the_table_is_told(going: Path) -> None:
    told = read(going)
    assert not told.finished
    text = all_told(told)
    assert SECRET not in text
    assert "hear me" in text
    assert "We arm only to be safe." in text
    assert not any(leaf.sheets for leaf in told.leaves)
    lands = [land for k in range(len(told.leaves) + 1) for land in told.board(k).lands]
    assert all(land.arms.unsorted == land.arms.total for land in lands)


@pytest.mark.parametrize(("size", "scale"), ALL)
def test_nothing_is_clipped(size: tuple[int, int], scale: float, over: Path, going: Path) -> None:
    for path in (over, going):
        table = opened(path, app_of(size, scale))
        for place in (0, 1, len(read(path).leaves)):
            page(table).show(place)
            assert faults(table.screen) == []


def test_by_keyboard_alone(over: Path) -> None:
    table = opened(over)
    table.tab_to("timeline")
    table.key(pygame.K_RIGHT, pygame.K_RIGHT)
    assert page(table).at == 2
    assert "Brennia strikes Aldmar" in shown(table)
    table.key(pygame.K_END)
    assert page(table).at == len(read(over).leaves)
    table.key(pygame.K_HOME)
    assert "How it began" in shown(table)
    table.key(pygame.K_PAGEDOWN)
    assert page(table).at == 1
    table.press("play")
    assert page(table).playing
    table.press("play")
    assert not page(table).playing
    table.key(pygame.K_ESCAPE)
    assert not table.app.running


def test_by_mouse_alone(over: Path) -> None:
    table = opened(over)
    table.click("after")
    table.click("after")
    table.click("before")
    assert page(table).at == 1
    line = table.find("timeline").rect
    table.click((line.right - 3, line.centery))
    assert page(table).at == len(read(over).leaves)
    table.point(line.center)
    assert page(table).at == len(read(over).leaves), "not held"
    table.app.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(line.right - 3, line.centery), button=1))
    table.point((line.x + 2, line.centery))
    assert page(table).at == 0, "dragged along"


@pytest.mark.parametrize("still", [False, True])
def test_it_plays_to_its_end_and_stops(going: Path, *, still: bool) -> None:
    table = opened(going)
    table.app.set(replace(table.app.settings, reduced_motion=still))
    table.press("play")
    been = []
    for _ in range(400):
        table.app.update(0.5)
        been.append(page(table).at)
        if not page(table).playing:
            break
    assert not page(table).playing
    assert list(dict.fromkeys(been)) == list(range(len(read(going).leaves) + 1))
    table.press("play")
    assert page(table).at == 0, "from the beginning again"


def test_a_leaf_that_plays_says_no_more_than_has_happened(over: Path) -> None:
    table = opened(over)
    page(table).show(1)
    page(table).pause()
    table.app.update(0.01)
    table.app.update(0.01)
    assert "had ordered" not in shown(table)
    assert table.draw() != b""
    assert page(table).changed


@pytest.mark.parametrize("which", ["over", "going"])
def test_a_game_is_played_on_from_any_round(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    first: Path = request.getfixturevalue(which)
    path = tmp_path / first.name
    path.write_bytes(first.read_bytes())
    table = opened(path)
    page(table).show(1)
    table.press("fork")
    table.press("yes")
    screen = table.screen
    assert isinstance(screen, TableScreen)
    assert screen.sitting.round == 2
    assert screen.sitting.people() == [0, 1, 2, 3, 4]
    assert screen.sitting.path is not None
    assert screen.sitting.path.parent == tmp_path
    assert path.read_bytes() == first.read_bytes(), "the one that is told stays as it is"
    screen.sitting.close()


def test_somebody_plays_on_where_only_the_computer_sat(tmp_path: Path) -> None:
    path = tmp_path / "lone.jsonl"
    sitting = Sitting.new(load("first-lesson"), ["blueprint", "blueprint"], seed=2, path=path)
    sitting.settle()
    sitting.advance()
    sitting.close()
    table = opened(path)
    page(table).show(1)
    table.press("fork")
    assert "You take the seat of Aldmar" in shown(table)
    table.press("yes")
    assert isinstance(table.screen, TableScreen)
    assert table.screen.sitting.people() == [0]
    table.screen.sitting.close()


# ---- reasons --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("hasty_coach")
@pytest.mark.parametrize("use", ["click", "press"])
def test_why_is_told_when_it_is_asked_for(tmp_path: Path, use: str) -> None:
    path = tmp_path / "game.jsonl"
    sitting = Sitting.new(load("first-lesson"), ["person", "search"], seed=5, path=path)
    while not sitting.over:
        for power in sitting.visitors():
            sitting.seal(power, [])
        sitting.settle()
        sitting.advance()
    table = opened(path)
    page(table).show(1)
    assert "imagined futures" not in shown(table)
    getattr(table, use)("why")
    told = shown(table)
    assert "In the place of Aldmar a strong player would have chosen to " in told
    assert "Brennia chose to " in told
    assert "imagined futures" in told.partition("Brennia chose to ")[2], "the computer, too, says what it weighed"
    page(table).show(2)
    assert "imagined futures" not in shown(table)
    table.find("why")


def test_reasons_wait_for_the_end_of_the_game(going: Path) -> None:
    table = opened(going)
    page(table).show(1)
    assert not [w for w in table.screen.form.root.walk() if w.name == "why"]


def test_reasons_come_when_they_are_worked_out_and_if_they_cannot_be_it_says_so(over: Path) -> None:
    class Slow(Executor):
        """Somebody who is asked and has not answered yet."""

        def __init__(self) -> None:
            self.asked: list[Future[Any]] = []

        def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
            answer = Future[T]()
            self.asked.append(answer)
            return answer

    room, app = Slow(), app_of()
    table = Table(app, Replay(app, Flow(app), read(over), room))
    page(table).show(1)
    table.click("why")
    assert words("ui.replay.thinking") in shown(table)
    (answer,) = room.asked
    answer.set_exception(OSError())
    app.update(0.01)
    assert words("ui.replay.why-not") in shown(table)
