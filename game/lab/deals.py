"""What talk is worth, and whether breaking one's word pays: tables of the linear policy that bargain (AI.md).

Seven tables share every seed, so that what differs between them is who talks and who keeps faith. One seat, another in
each game, plays by the habits of the opportunist, and is honest, false (it breaks whatever promise is in its way) or
weighs what breaking costs. The others never break a promise, and either forgive all or sanction in public: blame,
boycott, and no deals for three rounds. With cards at random a war in one game and not in another drowns what a broken
word brings; the deal "no-aggressor" shows it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from game import parley, stats
from game.arrays import EVERYBODY, Array
from game.chance import Chance
from game.crew import Crew
from game.match import Match
from game.players import Choose, Player, player
from game.players.personas import Bargain, PersonaFile, Taste
from game.progress import progress
from game.rules import totals
from game.scenario import load
from game.state import Stage
from game.words import spread

GAMES, SEED, BOX, DEAL = 60, 1, "base", "random"
NEVER = 1e6  # a price nobody pays
REPLICATES = 2000  # of the bootstrap


HABITS = "opportunist:trained"


def _bargains(name: str, choose: Choose, **bargain: float) -> Player:
    """Somebody who orders so and bargains so."""
    persona = PersonaFile(about="", portrait="", bargain=Bargain.model_validate(bargain))
    return Player(name, "", choose, taste=Taste(name, persona, None))


SEATS = ("silent", "honest", "false", "opportunist")  # in the seat that is looked at
OTHERS = ("forgiving", "sanctioning")
TABLES = ("silent", *(f"{one} among {others}" for one in SEATS[1:] for others in OTHERS))


def _seat(name: str) -> Player:
    wolf = player(HABITS)
    if name == "opportunist":
        return wolf
    return _bargains(name, wolf.choose, sanction=NEVER if name == "honest" else -NEVER)


def _others(name: str) -> Player:
    return _bargains(name, player("trained").choose, sanction=NEVER, **({"forgive": 0} if name == "forgiving" else {}))


@dataclass(frozen=True)
class Game:
    """What became of one game."""

    points: float  # of the seat that is looked at
    table: float  # mean of all
    wars: int
    deals: int
    kept: int  # promises of the seat that is looked at
    broken: int


def play(seed: int, deal: str = DEAL) -> list[Game]:
    """One game at each of `TABLES`; where nobody broke a word, those who would have sanctioned it play the same."""
    silent = Player("silent", "", player("trained").choose)
    out = [_play(seed, deal, Player("silent", "", player(HABITS).choose), silent)[0]]
    for one in SEATS[1:]:
        game, faithful = _play(seed, deal, _seat(one), _others("forgiving"))
        out += [game, game if faithful else _play(seed, deal, _seat(one), _others("sanctioning"))[0]]
    return out


def _play(seed: int, deal: str, one: Player, others: Player) -> tuple[Game, bool]:
    """The game, and whether everybody kept every word."""
    box = load(BOX)
    n = box.world.n
    seat = seed % n
    match = Match(box, ["hold"] * n, Chance(seed), deal)
    match.players = [one if i == seat else others for i in range(n)]
    wars = 0
    while not match.over:
        parley.say(match, parley.openings(match))
        for power in match.waiting():
            match.seal(power, parley.ordered(match, power))
        after = match.advance().after
        if after.stage in (Stage.ORDERS, Stage.OVER):
            wars += int((after.table.battle > 0).sum() + (after.table.duel > 0).sum())
    book = match.ledger(EVERYBODY)
    fates = [x.fate for x in book.promises if x.doer == seat]
    words = fates.count("kept"), fates.count("broken")
    points = totals(match.state)[:, 0]
    faithful = not any(book.counts(i)[1] for i in range(n))
    return Game(float(points[seat]), float(points.mean()), wars, len(book.deals), *words), faithful


def measured(found: Sequence[Sequence[Game]]) -> dict[str, Any]:
    """Statistics with 95% intervals, of games by seed and table."""
    at = {name: [games[k] for games in found] for k, name in enumerate(TABLES)}
    points = {name: np.array([game.points for game in games]) for name, games in at.items()}
    free = points["false among forgiving"] - points["honest among forgiving"]
    held = points["false among sanctioning"] - points["honest among sanctioning"]
    out: dict[str, Any] = {"games": len(found)}
    for name, games in at.items():
        kept, broken = sum(game.kept for game in games), sum(game.broken for game in games)
        out[name] = {
            "points": stats.mean(points[name]),
            "table": stats.mean(np.array([game.table for game in games])),
            "wars": stats.mean(np.array([float(game.wars) for game in games])),
            "deals": stats.mean(np.array([float(game.deals) for game in games])),
            "kept": stats.share(kept, kept + broken),
            "promises": kept + broken,
        }
    out["edge"] = {"forgiving": stats.mean(free), "sanctioning": stats.mean(held)}
    out["sanctions"] = stats.mean(held - free)
    out["cut"] = cut(free, held)
    return out


def cut(free: Array, held: Array) -> tuple[float, tuple[float, float]]:
    """The share of a false player's edge that sanctions take away, with a bootstrap interval over games.

    Not a number where there is no edge beyond its 95% interval: of nothing no share can be taken.
    """
    edge, (least, _) = stats.mean(free)
    if least <= 0:
        return math.nan, (-math.inf, math.inf)
    draws = np.random.default_rng(1).integers(0, len(free), (REPLICATES, len(free)))
    a, b = free[draws].mean(1), held[draws].mean(1)
    low, high = np.quantile(1 - b[a > 0] / a[a > 0], [0.025, 0.975])
    return float(1 - held.mean() / edge), (float(low), float(high))


def main(
    games: int, seed: int | None, *, deal: str, crew: Crew, as_json: bool, document: Callable[[Any], None]
) -> None:
    """Play, and tell what was found."""
    began, seed = time.perf_counter(), SEED if seed is None else seed
    todo = range(seed * 100_000, seed * 100_000 + games)
    with progress("games", games) as tell:
        found = []
        for done, game in enumerate(crew.each(partial(play, deal=deal), todo), start=1):
            found.append(game)
            tell(done)
    out = measured(found) | {"seed": seed, "deal": deal, "seconds": time.perf_counter() - began}
    if as_json:
        document(out)
        return
    print(f"{games} games of {BOX}, cards {deal}, at each table, seed {seed}; means and 95% intervals")
    for name in TABLES:
        row = out[name]
        told = ", ".join(f"{key} {_told(row[key])}" for key in ("points", "table", "wars", "deals"))
        kept, (low, high) = row["kept"]
        word = f", of {row['promises']} promises kept {kept:.1%} ({low:.1%} to {high:.1%})" if row["promises"] else ""
        print(f"{name}: {told}{word}")
    for others, edge in out["edge"].items():
        print(f"a false player's edge among the {others}: {_told(edge)} points")
    print(f"sanctions add to it {_told(out['sanctions'])} points")
    share, (low, high) = out["cut"]
    took = f"of it, sanctions take away {share:.0%} ({low:.0%} to {high:.0%}); wanted: 70%"
    print("no edge that sanctions could take away" if math.isnan(share) else took)


def _told(figure: tuple[float, tuple[float, float]]) -> str:
    return spread(*figure, ".2f")
