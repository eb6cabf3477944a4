"""The search for balance: does any dull policy beat the rule player, and what should par be?

For every world card and intent, one seat is dealt that card and plays every constant and every two-step
cycle of `players.moves`, with and without yielding; the four others are rule players with cards at random.
Policies are chosen on one set of seeds and reported on another, beside the rule player in the same seat
under the same luck.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.arrays import Array
from game.chance import Chance, Draw
from game.files import data
from game.lab.stats import mean, simultaneous
from game.match import Results, play_batch
from game.players import PLAYERS, Player, moves, player
from game.players.moves import MOVES, YIELDS
from game.progress import progress
from game.scenario import INTENTS, Scenario, forget, load, names
from game.schema import Deal
from game.words import words

WORLDS = ("base", "world-defence-alike", "world-defence-plain", "world-offence-alike", "world-offence-plain")
CARDS = ("content", "fearful", "claimant", "expansionist")
TRIALS = 100  # games a policy has in the first sieve
FINALISTS = 12
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


def seats_alike(scenario: Scenario, games: int, seed: int) -> list[dict[str, Any]]:
    """Mean points of every seat less the mean of all, rule players everywhere, simultaneous intervals."""
    points = Results.join(list(play_batch(scenario, ["rules"], games, seed))).points.astype(float)
    off = points - points.mean(0)
    rows = []
    for i, code in enumerate(scenario.world.codes):
        value, ci = mean(off[i], simultaneous(scenario.world.n))
        rows.append({"seat": code, "off": value, "ci": ci, "alike": ci[0] <= 0 <= ci[1]})
    return rows


# ---- par ------------------------------------------------------------------------------------------------


def pars(scenario: Scenario, games: int, seed: int) -> dict[str, dict[str, list[int]]]:
    """Median points of rule players by seat, card and rounds played, smoothed over rounds: provisional pars.

    The default deal of a historical scenario fixes the cards; random deals fill the other cells.
    """
    low, high = scenario.world.rounds
    parts = [list(play_batch(scenario, ["rules"], games, seed, deal)) for deal in ("random", scenario.default_deal)]
    some = Results.join([r for part in parts for r in part])
    out: dict[str, dict[str, list[int]]] = {}
    for seat, code in enumerate(scenario.world.codes):
        for card, intent in enumerate(INTENTS):
            dealt = some.intent[seat] == card
            if int(dealt.sum()) < 50:
                continue
            out.setdefault(code, {})[intent] = _line(some.points[seat, dealt], some.rounds[dealt], low, high)
    return out


def _line(points: Array, rounds: Array, low: int, high: int) -> list[int]:
    """A median for the middle length, and the same step for every round more or less."""
    lengths = np.arange(low, high + 1)
    if low == high:
        return [int(np.ceil(np.median(points)))]
    step = max(0.0, float(np.polyfit(rounds, points, 1)[0])) if len(np.unique(rounds)) > 1 else 0.0
    level = float(np.median(points - step * rounds))
    return [int(np.ceil(round(level + step * length, 6))) for length in lengths]  # of a fit, the last bits mean nothing


def par_toml(games: int, seed: int, tell: Callable[[int], None]) -> str:
    """The text of rules/par.toml, measured anew: a table for every scenario, and [world] for files of one's own.

    A symmetric world gets one par for all seats, from all seats' games.
    """
    tables: dict[str, dict[str, dict[str, list[int]]]] = {}
    for count, name in enumerate(names()):
        box = load(name)
        measured = pars(box, games, seed)
        tables[name] = _shared(measured) if symmetric(box) else measured
        tell(count + 1)
    lines = [words("par.head", games=games, seed=seed).rstrip(), "[world]"]
    lines += [f"{card} = {values}" for card, values in _worlds(tables).items()]
    for name, table in tables.items():
        lines.append(f"\n[scenario.{name}]")
        for code, cards in table.items():
            row = ", ".join(f"{card} = {values}" for card, values in cards.items())
            lines.append(f"{code} = {{ {row} }}")
    return "\n".join(lines) + "\n"


def _worlds(tables: dict[str, dict[str, dict[str, list[int]]]]) -> dict[str, list[int]]:
    """Par after six rounds at balance -2, 0 and +2; the opportunist, whom base lacks, between its neighbours."""
    groups = [[f"world-{side}-{sort}" for sort in ("alike", "plain")] for side in ("defence", "offence")]
    out: dict[str, list[int]] = {}
    for card in CARDS:
        out[card] = [
            int(np.ceil(np.mean([next(iter(tables[name].values()))[card][1] for name in group])))
            for group in (groups[0], ["base"], groups[1])
        ]
    out["opportunist"] = [(a + b) // 2 for a, b in zip(out["content"], out["expansionist"], strict=True)]
    return {card: out[card] for card in INTENTS}


def symmetric(scenario: Scenario) -> bool:
    """All powers alike, on a ring or all in reach of all."""
    world = scenario.world
    columns = (world.tokens, world.swords, world.shields, world.nuclear, world.rising, world.surprise)
    maps = (world.reach[:, :, 0], world.edge[:, :, 0], world.help_full[:, :, -1])
    alike = all(len(np.unique(column)) == 1 for column in columns)
    alike &= all(len(np.unique(np.sort(lines, 1), axis=0)) == 1 for table in maps for lines in (table, table.T))
    return alike and not world.pacts.any() and not scenario.file.intents


def _shared(table: dict[str, dict[str, list[int]]]) -> dict[str, dict[str, list[int]]]:
    cards = {card for row in table.values() for card in row}
    same = {
        card: [int(np.median(x)) for x in zip(*(row[card] for row in table.values() if card in row), strict=True)]
        for card in sorted(cards, key=INTENTS.index)
    }
    return dict.fromkeys(table, same)


@contextmanager
def _pool() -> Iterator[ProcessPoolExecutor]:
    """Workers that leave at once when the command is interrupted."""
    pool = ProcessPoolExecutor(initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
    try:
        yield pool
    except BaseException:
        for worker in list(pool._processes.values()):
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


# ---- the command ----------------------------------------------------------------------------------------


def main(games: int, seed: int, *, as_json: bool, write: bool, document: Callable[[Any], None]) -> None:
    """Search, print points against par with intervals; with ``write``, first measure the pars."""
    began = time.perf_counter()
    if write:
        with progress("pars", len(names())) as tell:
            text = par_toml(max(games, 4000), seed, tell)
        data("rules", "par.toml").write_text(text, "utf-8")
        forget()  # what follows is measured against the new pars
    cells = []
    wanted = [(world, card) for world in WORLDS for card in CARDS]
    with progress("cells", len(wanted)) as tell, _pool() as pool:
        for cell in pool.map(
            search, *zip(*wanted, strict=True), *([x] * len(wanted) for x in (games, seed, len(wanted)))
        ):
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
            f"{c.world:20} {c.card:12} rules {c.rules:5.1f} ({c.rules_ci[0]:.1f} to {c.rules_ci[1]:.1f}) "
            f"par {c.par:4.1f} reached {c.reaches_par:.0%}; best dull {c.points:5.1f} {mark} by {c.edge:+.1f} "
            f"({c.edge_ci[0]:+.1f} to {c.edge_ci[1]:+.1f}) {c.policy}"
        )
    for world, rows in seats.items():
        odd = [f"{r['seat']} {r['off']:+.2f}" for r in rows if not r["alike"]]
        print(f"{world:20} seats " + ("alike" if not odd else "differ: " + ", ".join(odd)))
