"""Settings, sound, and what is said where there is no display."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest
from windows import app_of

from game.files import BadInput
from game.ui import cues, sound
from game.ui import settings as store
from game.ui.app import check_pygame, open_window
from game.ui.settings import Settings


def test_settings_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.toml"
    assert store.load(path) == Settings()
    chosen = Settings(text_scale=1.25, full_screen=True, reduced_motion=True, mute=True, volume=3)
    store.save(chosen, path)
    assert store.load(path) == chosen
    app = app_of()
    app.keep = path
    app.set(Settings(volume=9))
    assert store.load(path).volume == 9


@pytest.mark.parametrize(
    "text", ["volume = ", "volume = 11", "volume = true", "text_scale = 2.0", "loudness = 3", "\x00"]
)
def test_damaged_settings_are_one_clear_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput) as found:
        store.load(path)
    assert str(path) in str(found.value)
    assert "\n" not in str(found.value)
    assert "defaults" in str(found.value)


def test_cues_are_short_quiet_and_different() -> None:
    waves = {cue: cues.wave(cue) for cue in cues.CUES}
    assert len(waves) == 8
    for cue, wave in waves.items():
        assert len(wave) < 1.2 * cues.RATE, cue
        assert 0.01 < abs(wave).max() <= 0.6, cue
    assert len({wave.tobytes() for wave in waves.values()}) == 8


def test_no_audio_device_is_no_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_device(*given: int) -> None:
        raise pygame.error("no device")

    monkeypatch.setattr(pygame.mixer, "init", no_device)
    sounds = sound.Sounds(Settings())
    sounds.play("seal")
    sounds.play("tick")
    assert sounds.played == ["seal", "tick"]


def test_mute_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    monkeypatch.setattr(pygame.mixer, "init", lambda *given: opened.append(1))
    sound.Sounds(Settings(mute=True)).play("seal")
    sound.Sounds(Settings(volume=0)).play("seal")
    assert opened == []


def test_the_older_pygame_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pygame, "IS_CE", 0)
    with pytest.raises(BadInput, match="pygame-ce"):
        check_pygame()


@pytest.mark.parametrize("driver", ["offscreen", ""])
def test_no_display_names_the_terminal(monkeypatch: pytest.MonkeyPatch, driver: str) -> None:
    """No driver, or SDL's silent one that nobody asked for."""

    def init() -> None:
        if not driver:
            raise pygame.error("No available video device")

    monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
    monkeypatch.setattr(pygame.display, "init", init)
    monkeypatch.setattr(pygame.display, "get_driver", lambda: driver)
    with pytest.raises(BadInput, match="--text"):
        open_window(Settings())
