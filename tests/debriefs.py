"""Games to debrief, written out or played by seeded players, with made-up scores and beliefs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from plays import played

from game.chance import Chance
from game.debrief import Beliefs, Debrief, view
from game.match import Match
from game.scenario import parse
from game.scores.model import Estimate, Marker, Score, Scores
from game.state import Stage, Stance

WORLD = """
name = "The Border Year"
[world]
balance_believed = 0
distinguishability = 0.5
rounds = [{rounds}, {rounds}]
modules = ["standing pacts", "threats"]
[powers.AAA]
name = "Aldmar"
tokens = 8
swords = 12
shields = 3
[powers.BBB]
name = "Brennia"
tokens = 8
[powers.CCC]
name = "Corvia"
tokens = 8
[powers.DDD]
name = "Dorvane"
tokens = 8
[intents]
AAA = {AAA}
BBB = {BBB}
CCC = {CCC}
DDD = {DDD}
"""
BENIGN = dict.fromkeys(("AAA", "BBB", "CCC", "DDD"), '"content"')
READY: dict[str, list[str]] = {"AAA": ["stance mobilise"]}
BOTH_READY: dict[str, list[str]] = {"AAA": ["stance mobilise"], "BBB": ["stance mobilise"]}
STRIKE: dict[str, list[str]] = {"AAA": ["stance strike BBB"]}

Sheets = Mapping[str, Sequence[str]]


def written(
    rounds: Sequence[Sequence[Sheets]], cards: Mapping[str, str] | None = None, seed: int = 2, extra: str = ""
) -> Match:
    """A game of four powers, played as written: for each round its steps, for each step who orders what.

    Who is not named holds, resists or stays out. ``cards`` are the cards that are not Content, as in a file.
    """
    text = WORLD.format(rounds=len(rounds), **(BENIGN | dict(cards or {}))) + extra
    scenario = parse(text, Path("border-year.toml"))
    match = Match(scenario, ["person"] * 4, Chance(seed))
    codes = scenario.world.codes
    for steps in rounds:
        for sheets in steps:
            assert set(sheets) <= {codes[i] for i in match.asked()}, f"not asked: {sheets}"
            _advance(match, sheets)
        while match.state.stage not in (Stage.ORDERS, Stage.OVER):
            _advance(match, {})
    assert match.over
    return match


def _advance(match: Match, sheets: Sheets) -> None:
    for i in match.asked():
        match.seal(i, sheets.get(match.scenario.world.codes[i], ()))
    match.advance()


def rounds_of(match: Match) -> int:
    return sum(step.before.stage is Stage.ORDERS for step in match.steps)


def calm(match: Match, chance: float = 0.3) -> Beliefs:
    """Everybody gives everybody the same chance, and nobody learns."""
    t, n = rounds_of(match), match.scenario.world.n
    pairs = np.full((t, n, n), chance)
    pairs[:, np.arange(n), np.arange(n)] = np.nan
    nothing = np.where(np.isnan(pairs), np.nan, 0.0)
    return Beliefs(np.arange(1, t + 1), pairs, np.full((t, n), chance), 5 * pairs, np.full((t, n, n), np.nan), nothing)


def lively(match: Match, seed: int = 0) -> Beliefs:
    """Beliefs that move with arms and mobilising, reads as they were stated."""
    luck = np.random.default_rng(seed)
    steps = [step for step in match.steps if step.before.stage is Stage.ORDERS]
    world, out = match.scenario.world, calm(match)
    now = np.full((world.n, world.n), 0.3)
    for t, step in enumerate(steps):
        orders = step.orders
        alarm = orders.swords[:, 0] + 0.4 * orders.shields[:, 0] + 2.0 * (orders.stance[:, 0] > Stance.HOLD) - 0.8
        for i in range(world.n):
            for j in range(world.n):
                if i == j:
                    continue
                out.aggressor[t, i, j] = now[i, j]
                moved = float(np.clip(now[i, j] + 0.06 * alarm[j] + 0.04 * luck.normal(), 0.03, 0.97))
                out.mirror[t, j, i] = moved - now[i, j]
                now[i, j] = moved
                if orders.read[i, j, 0]:
                    out.reads[t, i, j] = world.core.reads.chances[int(orders.read[i, j, 0]) - 1]
        out.threat[t] = out.aggressor[t] * luck.uniform(1, 9, (world.n, world.n))
        out.image[t] = 0.7 * np.nanmean(out.aggressor[t], 0)
    return out


def estimate(value: float, width: float = 0.06) -> Estimate:
    return Estimate(value, (value - width, value + width))


def scored(codes: Sequence[str], **changes: Any) -> Scores:
    """Scores of a game in which there was something of everything; ``changes`` replaces fields."""
    first, second, last = codes[0], codes[1], codes[-1]
    told = [("spiral", 0.09), ("preventive", 0.12), ("chain_ganging", 0.3), ("buck_passing", -0.2)]
    markers = tuple(
        Marker(at + 1, kind, (first, last), value, f"Round {at + 1}: {kind} {value:+.2f}.")
        for at, (kind, value) in enumerate(told)
    )
    values: dict[str, Any] = {
        "spiral": Score(estimate(0.31), "high", {first: 0.2, second: 0.11}),
        "chain_ganging": Score(estimate(0.22), "high", {last: 0.22}),
        "buck_passing": Score(estimate(0.04), "low", {first: 0.04}),
        "dilemma": estimate(0.2),
        "misperception": estimate(0.11),
        "believed_balance": estimate(0.02),
        "markers": markers,
        "harm": 120,
        "replicates": 200,
        "seed": 1,
    }
    return Scores(**(values | changes))


def harmless() -> Scores:
    """Scores of a game without harm."""
    return Scores.blank(200, 1)


def debriefed(match: Match, scores: Scores | None = None, beliefs: Beliefs | None = None) -> Debrief:
    codes = match.scenario.world.codes
    return view(match.scenario, match.steps, scores or scored(codes), beliefs or calm(match))


@lru_cache(maxsize=64)
def example(scenario: str, seed: int, player: str) -> Debrief:
    """The debrief of a game that players played."""
    match = played(scenario, seed, player)
    return debriefed(match, beliefs=lively(match))
