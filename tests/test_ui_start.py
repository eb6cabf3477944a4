"""The window from the command line: what is opened, how it is left, and what is said where there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.cli import run
from game.record import replay
from game.ui.app import App
from game.ui.theme import face

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _unseen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No display, no sound; and whatever screen is opened is closed again."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    yield
    pygame.quit()
    face.cache_clear()  # fonts end with pygame


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the screens that were drawn; the window is closed after the third picture."""
    seen: list[str] = []

    def flip() -> None:
        seen.append(type(apps[-1].top).__name__)
        if len(seen) == 3:
            pygame.event.post(pygame.event.Event(pygame.QUIT))

    apps: list[App] = []
    draw = App.draw

    def drawn(app: App, surface: pygame.Surface) -> None:
        apps.append(app)
        draw(app, surface)
        app.top.touch()

    monkeypatch.setattr(App, "draw", drawn)
    monkeypatch.setattr(pygame.display, "flip", flip)
    return seen


def test_dilemma_shows_the_lid_of_the_box(shown: list[str]) -> None:
    assert run([]) == 0
    assert shown == ["Title"] * 3


def test_options_lead_straight_to_the_game(shown: list[str], tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    assert run(["play", "--scenario", "first-lesson", "--seed", "4", "--record", str(path)]) == 0
    assert shown == ["Rite"] * 3
    assert replay(path).match.scenario.id == "first-lesson"


def test_a_game_is_gone_on_with(shown: list[str], tmp_path: Path) -> None:
    from game.scenario import load
    from game.sitting import Sitting

    path = tmp_path / "game.jsonl"
    sitting = Sitting.new(load("first-lesson"), ["person", "person"], seed=4, path=path)
    for power in (0, 1):
        sitting.seal(power, [])
    sitting.advance()
    sitting.close()
    assert run(["play", "--resume", str(path)]) == 0
    assert shown == ["Table"] * 3


def test_interrupted_it_closes_without_a_word(
    shown: list[str], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pygame.display, "flip", interrupt)
    assert run([]) == 0
    assert capsys.readouterr().err == ""


def test_damaged_settings_are_said_and_defaults_used(shown: list[str], capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "config" / "security-dilemma" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text("text_scale = 7.0\n")
    assert run([]) == 0
    assert shown == ["Title"] * 3
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "text_scale = 7.0" in told
    assert str(path) in told


def test_without_a_display_one_line_names_the_terminal() -> None:
    """In a process of its own, with SDL left to find what it can."""
    unset = ("SDL_VIDEODRIVER", "DISPLAY", "WAYLAND_DISPLAY")
    here = {name: value for name, value in os.environ.items() if name not in unset}
    done = subprocess.run([sys.executable, "-m", "game"], capture_output=True, text=True, env=here)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "dilemma play --text" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
