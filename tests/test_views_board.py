"""The board as values: what is certain and what is reported, who may see what, and sentences that say why."""

from __future__ import annotations

import numpy as np
import pytest
from plays import SCENARIOS, box_of, played
from veils import hide

from game.chance import Chance
from game.match import Match
from game.observe import observe
from game.scenario import load
from game.state import State
from game.views.board import KINDS, Arms, board, public_board, told_board


def after(match: Match, **orders: list[str]) -> State:
    """The state after these orders; whoever is not named holds."""
    for power in match.waiting():
        match.seal(power, orders.get(match.scenario.world.codes[power], []))
    return match.advance().after


def table(scenario: str = "base", seed: int = 3) -> Match:
    box = load(scenario)
    return Match(box, ["person"] * box.world.n, Chance(seed))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_counts_add_up_for_every_viewer(scenario: str) -> None:
    match = played(scenario, 2)
    world = match.scenario.world
    for step in match.steps:
        arms = step.after.table.arms[:, 0]
        views = [board(observe(world, step.after, viewer)) for viewer in range(world.n)]
        views += [public_board(observe(world, step.after, 0)), told_board(world, step.after)]
        for view in views:
            assert [land.arms.total for land in view.lands] == arms.tolist()
            assert all(min(vars(land.arms).values()) >= 0 for land in view.lands)
            assert [bond.kind for bond in view.bonds] == sorted((b.kind for b in view.bonds), key=KINDS.index)
        assert [land.arms.swords for land in views[-1].lands] == step.after.desk.swords[:, 0].tolist()


def test_new_arms_of_others_are_reports_and_ones_own_are_not() -> None:
    match = table()
    state = after(match, BRE=["build sword 2", "build shield 1"])
    world = match.scenario.world
    own, other = (board(observe(world, state, viewer)).lands[1].arms for viewer in (1, 0))
    assert own == Arms(5, 4)
    assert (other.swords, other.shields, other.doubt) == (3, 3, 0.5)
    assert other.maybe_swords + other.maybe_shields == 3
    assert public_board(observe(world, state, 0)).lands[1].arms == Arms(unsorted=9, doubt=1.0)


@pytest.mark.parametrize(
    ("scenario", "sure", "unsorted"), [("world-offence-plain", 9, 0), ("world-offence-alike", 6, 3)]
)
def test_doubt_follows_the_world(scenario: str, sure: int, unsorted: int) -> None:
    match = table(scenario)
    state = after(match, BRE=["build sword 3"])
    arms = board(observe(match.scenario.world, state, 0)).lands[1].arms
    assert (arms.swords + arms.shields, arms.unsorted) == (sure, unsorted)


def test_an_open_arsenal_is_certain_to_whom_it_is_shown() -> None:
    match = table()
    after(match, BRE=["build sword 3"])
    state = after(match, BRE=["signal open COR"])
    shown, hidden = (board(observe(match.scenario.world, state, viewer)).lands[1].arms for viewer in (2, 0))
    assert shown == Arms(6, 3)
    assert hidden.maybe_swords + hidden.maybe_shields == 3


def test_tips_say_why() -> None:
    match = table()
    after(match, BRE=["build sword 3", "stance mobilise"])
    state = after(match)
    tip = board(observe(match.scenario.world, state, 0)).lands[1].tip
    assert tip[0].startswith("Brennia: 9 arms. Your scouts took ")
    assert tip[0].endswith("one report in 4 is wrong.")
    assert "It mobilised in round 1 and stands mobilised until round 3." in tip
    assert "It may strike this round." in tip


def test_bonds_are_told_with_their_direction_and_end() -> None:
    match = table("the-1930s")
    state = after(match, GBR=["signal guard POL"], FRA=["ally hand GBR"], DEU=["signal peace FRA 4"])
    view = board(observe(match.scenario.world, state, 0))
    codes = match.scenario.world.codes
    found = {(bond.kind, codes[bond.a], codes[bond.b], bond.until) for bond in view.bonds}
    assert ("guard", "GBR", "POL", 3) in found
    assert ("peace", "DEU", "FRA", 4) in found
    assert not any(bond.kind == "hand" for bond in view.bonds), "it was not taken"
    assert all(bond.tip.endswith(".") for bond in view.bonds)


def test_a_board_of_the_everything_world_names_all_that_is_special() -> None:
    box = box_of("everything")
    match = Match(box, ["person"] * box.world.n, Chance(1))
    lands = board(match.observation(0)).lands
    assert lands[0].nuclear
    assert any("bombs" in sentence for sentence in lands[0].tip)
    assert any("without mobilising" in sentence for sentence in lands[1].tip)
    assert any("rising" in sentence for sentence in lands[2].tip)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_view_depends_on_what_its_viewer_may_not_know(scenario: str) -> None:
    match = played(scenario, 8)
    world, draw = match.scenario.world, np.random.default_rng(1)
    for step in match.steps:
        for viewer in range(world.n):
            seen, veiled = (observe(world, state, viewer) for state in (step.after, hide(step.after, viewer, draw)))
            assert board(seen) == board(veiled)
            assert public_board(seen) == public_board(veiled)
