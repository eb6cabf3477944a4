"""One window a lesson: the second is refused, and nothing is in the way of the next when the first is gone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lessons import said
from windows import Table, app_of

from game.classroom.exercise import load
from game.classroom.hold import FILE, Hold
from game.cli import run
from game.files import BadInput
from game.ui.flow import Flow
from game.ui.screens.classroom.lessons import Lessons
from game.ui.screens.parts import Notice

HOLDER = """
import sys, time
from pathlib import Path
from game.classroom.hold import Hold
hold = Hold(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_hold_ends_with_the_process_that_is_killed(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BadInput, match="in another window"):
            Hold(tmp_path)
    finally:
        other.kill()
        other.communicate()
    assert (tmp_path / FILE).exists(), "left behind, and in nobody's way"
    Hold(tmp_path).release()
    assert not (tmp_path / FILE).exists()


def test_a_folder_that_cannot_be_written_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    first, second = Hold(tmp_path / "file" / "class"), Hold(tmp_path / "file" / "class")
    first.release()
    second.release()


def test_the_second_console_is_refused_until_the_first_is_left(tmp_path: Path) -> None:
    first, second = Flow(app_of()), Flow(app_of())
    exercise = load("first-lesson")
    first.teach(exercise, 50, tmp_path)
    before = first.host
    with pytest.raises(BadInput, match="close that one first"):
        second.teach(load("grit"), 75, tmp_path)
    assert second.host is None
    second.teach(exercise, 50, tmp_path / "other")
    first.title()
    assert (before is not None, first.host) == (True, None)
    second.teach(exercise, 50, tmp_path)
    assert second.host is not None


def test_the_list_of_lessons_says_that_one_is_open(tmp_path: Path) -> None:
    app = app_of()
    flow = Flow(app)
    held = Hold(tmp_path)
    table = Table(app, Lessons(app, flow, lambda exercise, length: flow.teach(exercise, length, tmp_path)))
    table.press("lesson first-lesson")
    assert isinstance(table.screen, Notice)
    assert any("a lesson is open in it" in text for text in said(table))
    table.press("Good")
    held.release()
    table.press("lesson first-lesson")
    assert flow.host is not None


def test_the_command_line_says_so_before_a_window_opens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = Hold(tmp_path / "a")
    assert run(["classroom", "first-lesson", "--folder", str(tmp_path / "a")]) == 2
    assert "name another folder with --folder" in capsys.readouterr().err
    held.release()
