"""Shared by all tests: hypothesis without deadlines, and scenarios that are written in a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from game.scenario import Scenario, parse

settings.register_profile(
    "house", deadline=None, max_examples=25, suppress_health_check=list(HealthCheck), derandomize=True
)
settings.load_profile("house")


@pytest.fixture(scope="module")
def hasty_coach() -> Iterator[None]:
    """A coach that looks less far, where what it says is not what is tested."""
    from game.players.search import counsel

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counsel, "COACH", "search")
        yield


@pytest.fixture(scope="module")
def silent_coach() -> Iterator[None]:
    """A coach that has nothing to say of what a strong player would do; the hints and the mirror it shows."""
    from game.sitting import sitting

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sitting, "counselled", lambda *_: None)
        yield


ALL_MODULES = """
name = "Everything at once"
[world]
balance_believed = 1
balance_actual = -1
distinguishability = 0.25
rounds = [4, 6]
modules = ["works", "watch", "standing pacts", "threats", "opportunist", "rising power", "nuclear", "surprise"]
[[world.border]]
between = ["AAA", "BBB"]
[[world.border]]
between = ["BBB", "CCC"]
[[world.border]]
between = ["CCC", "AAA"]
[[world.border]]
between = ["CCC", "DDD"]
[[world.barrier]]
between = ["CCC", "DDD"]
arms = 2
[[world.projection]]
from = "DDD"
to = "AAA"
share = 0.35
[powers.AAA]
name = "Aldmar"
tokens = 7
nuclear = true
[powers.BBB]
name = "Brennia"
surprise = true
[powers.CCC]
name = "Corvia"
rising = true
[powers.DDD]
name = "Dorvane"
tokens = 3
[[pact]]
kind = "defence"
members = ["AAA", "CCC"]
[[pact]]
kind = "offence"
members = ["BBB", "DDD"]
against = "AAA"
[[pact]]
kind = "limit"
members = ["AAA", "BBB"]
arms = 9
"""


@pytest.fixture(scope="session")
def everything() -> Scenario:
    """A small scenario with every module on."""
    return parse(ALL_MODULES, Path("everything.toml"))


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders of one's own and a terminal that can be cleared, whatever tests run in; maps once drawn are shared."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def blank_maps(monkeypatch: pytest.MonkeyPatch) -> None:
    """No small maps of scenarios: they take long to draw, and are looked at in other tests."""
    import pygame

    from game.ui.screens.miniatures import SIZE, Miniatures

    blank = pygame.Surface(SIZE)
    monkeypatch.setattr(Miniatures, "of", lambda maps, box: blank)


@pytest.fixture
def silent_debriefs(monkeypatch: pytest.MonkeyPatch) -> None:
    """No debrief is reckoned in another process."""
    from lessons import Silent

    from game.debrief import reckoning

    monkeypatch.setattr(reckoning, "Beside", lambda path: Silent())
