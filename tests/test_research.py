"""The game for learning programs: it complies, repeats itself, and shows nobody more than it may know."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from pettingzoo.test import parallel_api_test, parallel_seed_test

from game.chance import Chance
from game.match import Match
from game.orders import legal
from game.research import PHASES, SEAL, SecurityDilemma, lines
from game.scenario import load

SCENARIOS = ("first-lesson", "july-1914")


def walk(env: SecurityDilemma, seed: int, luck: int) -> list[tuple[dict[str, Any], dict[str, float]]]:
    """A whole game of legal choices at random: all observations and rewards."""
    chooser = np.random.default_rng(luck)
    seen, _ = env.reset(seed=seed)
    told: list[tuple[dict[str, Any], dict[str, float]]] = [(seen, {})]
    while env.agents:
        actions = {one: _any(seen[one]["action_mask"], chooser) for one in env.agents}
        seen, rewards, _, _, infos = env.step(actions)
        assert not any(infos.values()), "what the mask allows is legal"
        told.append((seen, rewards))
    return told


def _any(mask: Any, chooser: np.random.Generator) -> int:
    """One in three is to seal, where that is legal: else sheets grow as long as there is anything to add."""
    return 0 if mask[0] and chooser.random() < 1 / 3 else int(chooser.choice(np.flatnonzero(mask)))


def same(one: Any, other: Any) -> bool:
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return bool(np.array_equal(one, other))


@pytest.mark.parametrize("name", SCENARIOS)
def test_it_is_a_parallel_environment(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        parallel_api_test(SecurityDilemma(name), num_cycles=60)


def test_seeds_are_taken() -> None:
    parallel_seed_test(lambda: SecurityDilemma("first-lesson"), num_cycles=3)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_whole_episode_repeats_itself(name: str) -> None:
    first, again = (walk(SecurityDilemma(name), 5, 7) for _ in range(2))
    assert len(first) == len(again)
    assert all(same(a, b) and x == y for (a, x), (b, y) in zip(first, again, strict=True))
    other = walk(SecurityDilemma(name), 6, 7)
    assert len(other) != len(first) or not all(same(a, b) for (a, _), (b, _) in zip(first, other, strict=True))


def test_every_observation_lies_in_its_space() -> None:
    env = SecurityDilemma("base")
    for seen, _ in walk(env, 2, 3):
        for agent, one in seen.items():
            assert env.observation_space(agent).contains(one)


def test_rewards_add_up_to_points_above_par() -> None:
    env = SecurityDilemma("base")
    total = dict.fromkeys(env.possible_agents, 0.0)
    for _, rewards in walk(env, 8, 1):
        for agent, reward in rewards.items():
            total[agent] += reward
    match = env.match
    for i, agent in enumerate(env.possible_agents):
        seen = match.observation(i)
        par = seen.par()[match.round - match.scenario.world.rounds[0], 0]
        assert total[agent] == seen.points[0] - par


def test_what_others_write_is_not_seen_before_it_is_turned_over() -> None:
    """Two tables that differ only in the sheets of the others look the same to this power until then."""
    quiet, busy = SecurityDilemma("base"), SecurityDilemma("base")
    me, other = "ALD", "BRE"
    one, _ = quiet.reset(seed=4)
    two, _ = busy.reset(seed=4)
    said, built = (busy.lines.index(line) for line in ("say accuse ALD", "build sword 3"))
    stays = quiet.lines.index("build shield 1")
    for action, mine in ((said, 0), (built, stays)):
        assert same(one[me], two[me])
        one, *_ = quiet.step({me: mine, other: 0})
        two, *_ = busy.step({me: mine, other: action})
    assert same(one[me], two[me])
    assert not same(one[other], two[other]), "but each sees its own sheet"


def test_what_is_hidden_is_not_seen() -> None:
    """Cards, sorts and the last round of another deal change nothing that this power is shown."""
    env, twin = SecurityDilemma("base"), SecurityDilemma("base")
    env.reset(seed=4)
    seeds = (seed for seed in range(5, 200) if _card(twin, seed) == _card(env, 4))
    twin.reset(seed=next(seeds))
    hidden = [[int(x) for x in one.match.state.desk.intent[1:, 0]] for one in (env, twin)]
    assert hidden[0] != hidden[1]
    idle: dict[str, int] = {}
    assert same(env.step(idle)[0]["ALD"], twin.step(idle)[0]["ALD"])


def _card(env: SecurityDilemma, seed: int) -> tuple[int, int]:
    env.reset(seed=seed)
    desk = env.match.state.desk
    return int(desk.intent[0, 0]), int(desk.target[0, 0])


def test_an_illegal_action_seals_and_is_told() -> None:
    env = SecurityDilemma("base")
    env.reset(seed=1)
    env.step({})
    strike = env.lines.index("stance strike BRE")
    seen, _, _, _, infos = env.step({"ALD": strike, "BRE": env.lines.index("say peace ALD")} | _building(env))
    assert "mobilised" in infos["ALD"]["illegal"]
    assert "talk" not in infos["BRE"]["illegal"]
    assert "orders" in infos["BRE"]["illegal"]
    for agent in ("ALD", "BRE"):
        assert list(np.flatnonzero(seen[agent]["action_mask"])) == [0]
    assert env.lines[0] == SEAL


def _building(env: SecurityDilemma) -> dict[str, int]:
    return dict.fromkeys(("COR", "DOR", "EST"), env.lines.index("build sword 1"))


@pytest.mark.parametrize("name", ["base", "july-1914", "cold-war"])
def test_every_order_has_its_action(name: str) -> None:
    """All single orders that are legal at the start, but for larger numbers than there are actions for."""
    box = load(name)
    have = set(lines(box.world))
    match = Match(box, ["person"] * box.world.n, Chance(0))
    for i in range(box.world.n):
        missing = [x.text for x in legal(match.observation(i)) if x.allowed and x.text not in have]
        assert all(line.split()[-1].isdigit() or line == "stance hold" for line in missing), missing


def test_the_phases_of_a_round() -> None:
    """Talk and orders; and in a crisis the struck answers, then third powers choose."""
    env = SecurityDilemma("base")
    seen, _ = env.reset(seed=1)
    met = []
    for wanted in ("stance mobilise", "stance strike BRE"):
        for actions in ({}, {"ALD": wanted}, {}):
            met.append(PHASES[int(seen["ALD"]["observation"]["phase"])])
            seen, *_ = env.step({one: env.lines.index(line) for one, line in actions.items()})
    assert met == ["talk", "orders", "orders"] * 2
    assert PHASES[int(seen["BRE"]["observation"]["phase"])] == "answers"
    assert _may(env, seen["BRE"]) == {"yield", "resist"}
    assert _may(env, seen["COR"]) == {SEAL}
    seen, *_ = env.step({"BRE": env.lines.index("resist")})
    assert PHASES[int(seen["COR"]["observation"]["phase"])] == "help"
    assert _may(env, seen["COR"]) == {"join ALD", "join BRE", "wait", "stay out"}


def _may(env: SecurityDilemma, seen: dict[str, Any]) -> set[str]:
    return {env.lines[k] for k in np.flatnonzero(seen["action_mask"])}


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_mask_says_what_legal_says(name: str) -> None:
    env = SecurityDilemma(name)
    seen, _ = env.reset(seed=3)
    seen, *_ = env.step({})
    first = env.possible_agents[0]
    seen, *_ = env.step({one: env.lines.index("build sword 2") for one in env.agents})
    allowed = {x.text for x in legal(env.match.observation(0), ["build sword 2"]) if x.allowed}
    assert _may(env, seen[first]) - {SEAL} == allowed & set(env.lines)


def test_it_can_be_read() -> None:
    env = SecurityDilemma("base", render_mode="ansi")
    env.reset(seed=1)
    assert "Aldmar" in env.render()
