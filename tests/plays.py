"""Whole games to look at, played by seeded players; the same for every test that asks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from conftest import ALL_MODULES

from game.chance import Chance
from game.events import Event, chronicle
from game.match import Match
from game.scenario import Scenario, World, load, names, parse
from game.state import Step

EVERYTHING = "everything"  # the scenario of the tests with every module
SCENARIOS = (*names(), EVERYTHING)


@lru_cache(maxsize=1)
def _everything() -> Scenario:
    return parse(ALL_MODULES, Path("everything.toml"))


def box_of(scenario: str) -> Scenario:
    """A scenario of the box, or the one with everything."""
    return _everything() if scenario == EVERYTHING else load(scenario)


def played(scenario: str, seed: int, player: str = "random") -> Match:
    """A game of that player in all seats, to its end; played once, so leave it as it is."""
    return _played(scenario, seed, player)


@lru_cache(maxsize=512)
def _played(scenario: str, seed: int, player: str) -> Match:
    box = box_of(scenario)
    match = Match(box, [player] * box.world.n, Chance(seed))
    while not match.over:
        for power in match.waiting():
            match.seal(power, match.let_player(power))
        match.advance()
    return match


def steps(seeds: int, player: str = "random") -> Iterator[tuple[World, Step]]:
    """All steps of some games of every scenario."""
    for scenario in SCENARIOS:
        for seed in range(seeds):
            match = played(scenario, seed, player)
            for step in match.steps:
                yield match.scenario.world, step


def told(match: Match) -> list[Event]:
    """Everything that happened in a game."""
    return [event for step in match.steps for event in chronicle(match.scenario.world, step)]
