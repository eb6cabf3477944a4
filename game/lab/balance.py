"""The search for balance: does any dull policy beat the rule player?

For every world card and intent, one seat is dealt that card and plays every constant and every two-step
cycle of `players.moves`, with and without yielding; the four others are rule players with cards at random.
Policies are chosen on one set of seeds and reported on another, beside the rule player in the same seat
under the same luck.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.chance import Chance, Draw
from game.crew import Crew
from game.match import Results, play_batch
from game.players import PLAYERS, Player, moves, player
from game.players.moves import MOVES, YIELDS
from game.progress import progress
from game.scenario import Scenario, load
from game.schema import Deal
from game.stats import mean, simultaneous
from game.words import numeral, spread

WORLDS = ("base", "world-defence-alike", "world-defence-plain", "world-offence-alike", "world-offence-plain")
CARDS = ("content", "fearful", "claimant", "expansionist")
TRIALS = 100  # games a policy has in the first sieve
FINALISTS = 12
SEED = 1
LATER = 1 << 20  # games of the second sieve are others than those of the first


def policies() -> list[str]:
    """Every constant and two-step cycle, resisting and yielding."""
    found = [name for name in MOVES if name != "works"]  # no world of the search has the module
    out = [f"always:{a}{y}" for a in found for y in ("", YIELDS)]
    return out + [f"cycle:{a}{y}/{b}{y}" for a in found for b in found if a != b for y in ("", YIELDS)]


@dataclass(frozen=True)
class Cell:
    """One world and card: points of the rule player and of the best dull policy, over fresh seeds."""

    world: str
    card: str
    games: int
    rules: float
    rules_ci: tuple[float, float]
    policy: str
    points: float
    edge: float  # policy less rules, paired
    edge_ci: tuple[float, float]  # simultaneous over all cells
    par: float
    reaches_par: float  # share of games in which the rule player does

    @property
    def beaten(self) -> bool:
        return self.edge_ci[0] > 0


def fixed_seat(scenario: Scenario, card: str) -> Scenario:
    """The scenario with a deal 'seat': the first power holds the card, the others draw."""
    deal = Deal.model_validate({scenario.world.codes[0]: card})
    return Scenario(**(scenario.__dict__ | {"deals": {**scenario.deals, "seat": deal}}))


def _points(box: Scenario, who: Player, games: int, seed: int, first: int = 0) -> Results:
    seats = [who] + [PLAYERS["rules"]] * (box.world.n - 1)
    return Results.join(list(play_batch(box, seats, games, seed, "seat", first)))


def search(world: str, card: str, games: int, seed: int, comparisons: int) -> Cell:
    """Choose on seed ``seed``, report on seed ``seed + 1``."""
    box = fixed_seat(load(world), card)
    best = _promising(box, TRIALS, seed)
    second = {name: _points(box, player(name), games, seed, LATER).points[0].mean() for name in best}
    chosen = max(best, key=lambda name: second[name])
    rules = _points(box, PLAYERS["rules"], games, seed + 1)
    dull = _points(box, player(chosen), games, seed + 1)
    average, ci = mean(rules.points[0].astype(float))
    edge, edge_ci = mean((dull.points[0] - rules.points[0]).astype(float), simultaneous(comparisons))
    return Cell(
        world,
        card,
        games,
        average,
        ci,
        chosen,
        float(dull.points[0].mean()),
        edge,
        edge_ci,
        float(rules.par[0].mean()),
        float(rules.won[0].mean()),
    )


def _promising(box: Scenario, trials: int, seed: int) -> list[str]:
    """The policies with the best mean points, from a lottery in which each has about so many games."""
    found = policies()
    who = Player("lottery", "", moves.lottery([name.partition(":")[2].split("/") for name in found]))
    games = trials * len(found)
    points = _points(box, who, games, seed).points[0].astype(float)
    luck = Chance(seed, games).players
    which = moves.drawn(Draw(luck, 0, np.zeros(games, np.int64), 0), len(found))
    count = np.maximum(np.bincount(which, minlength=len(found)), 1)
    means = np.bincount(which, points, len(found)) / count
    return [found[k] for k in np.argsort(-means, kind="stable")[:FINALISTS]]


def _search(task: tuple[str, str, int, int, int]) -> Cell:
    return search(*task)


def seats_alike(scenario: Scenario, games: int, seed: int) -> list[dict[str, Any]]:
    """Mean points of every seat less the mean of all, rule players everywhere, simultaneous intervals."""
    points = Results.join(list(play_batch(scenario, ["rules"], games, seed))).points.astype(float)
    off = points - points.mean(0)
    rows = []
    for i, code in enumerate(scenario.world.codes):
        value, ci = mean(off[i], simultaneous(scenario.world.n))
        rows.append({"seat": code, "off": value, "ci": ci, "alike": ci[0] <= 0 <= ci[1]})
    return rows


def symmetric(scenario: Scenario) -> bool:
    """All powers alike, on a ring or all in reach of all."""
    world = scenario.world
    columns = (world.tokens, world.swords, world.shields, world.nuclear, world.rising, world.surprise)
    maps = (world.reach[:, :, 0], world.edge[:, :, 0], world.help_full[:, :, -1])
    alike = all(len(np.unique(column)) == 1 for column in columns)
    alike &= all(len(np.unique(np.sort(lines, 1), axis=0)) == 1 for table in maps for lines in (table, table.T))
    return alike and not world.pacts.any() and not scenario.file.intents


# ---- the command ----------------------------------------------------------------------------------------


def main(games: int, seed: int | None, *, crew: Crew, as_json: bool, document: Callable[[Any], None]) -> None:
    """Search, print points against par with intervals."""
    began, seed = time.perf_counter(), SEED if seed is None else seed
    cells = []
    wanted = [(world, card) for world in WORLDS for card in CARDS]
    tasks = [(*cell, games, seed, len(wanted)) for cell in wanted]
    with progress("cells", len(tasks)) as tell:
        for cell in crew.each(_search, tasks):
            cells.append(cell)
            tell(len(cells))
    seats = {world: seats_alike(load(world), games, seed + 2) for world in WORLDS}
    if as_json:
        rows = [cell.__dict__ | {"beaten": cell.beaten} for cell in cells]
        document({"seed": seed, "seconds": time.perf_counter() - began, "cells": rows, "seats": seats})
        return
    print(f"{len(policies())} policies a cell; chosen on seed {seed}, {games} fresh games a row on seed {seed + 1}")
    for c in cells:
        mark = "BEATS" if c.beaten else "     "
        print(
            f"{c.world:20} {c.card:12} rules {spread(c.rules, c.rules_ci, '.1f'):21} "
            f"par {numeral(c.par, '4.1f')} reached {c.reaches_par:.0%}; "
            f"best dull {numeral(c.points, '5.1f')} {mark} by {spread(c.edge, c.edge_ci, '+.1f')} {c.policy}"
        )
    for world, rows in seats.items():
        odd = [f"{r['seat']} {numeral(r['off'], '+.2f')}" for r in rows if not r["alike"]]
        print(f"{world:20} seats " + ("alike" if not odd else "differ: " + ", ".join(odd)))
