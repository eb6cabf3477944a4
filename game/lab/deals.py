"""What talk is worth, and whether breaking one's word pays: tables of the linear policy that bargain.

All tables share every seed, so that what differs between them is who talks and who keeps faith. One seat, another in
each game, plays by the habits of the opportunist, and is honest; a deviator (the conditional deviator of Kramár et al.
2022: it breaks a promise wherever that is held to bring anything, and reckons with no price); a reckoner, who knows
that it will be sanctioned for certain, and minds nothing else; or the opportunist itself, who weighs all that breaking
costs. The others keep every word, and either forgive all or sanction: all who heard of a broken word blame and boycott
whoever broke it, help whomever it strikes, and make no deals with it for three rounds. With cards at random a war in
one game and not in another drowns what a broken word brings; the deal "no-aggressor" shows it.
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
from game.chance import Chance, Draw
from game.crew import Crew
from game.match import Match
from game.observe import Observation
from game.players import Choose, Player, player, promises
from game.players.personas import Bargain, PersonaFile, Taste
from game.players.trained import by
from game.players.weights import trained
from game.progress import progress
from game.rules import totals
from game.scenario import load
from game.state import Orders, Stage
from game.words import spread

GAMES, SEED, BOX, DEAL = 60, 1, "base", "random"
REPLICATES = 2000  # of the bootstrap


HABITS = "opportunist:trained"
HONEST = "honest"


def _policy(seen: Observation, belief: Any, draw: Draw) -> Orders:
    """The linear policy as it was learnt, and as imagined futures have it."""
    return by(trained(), seen, draw)


def _bargains(name: str, choose: Choose, bargain: Bargain) -> Player:
    """Somebody who orders so and bargains so."""
    return Player(name, "", choose, taste=Taste(name, PersonaFile(about="", portrait="", bargain=bargain), None))


OTHERS = {"forgiving": Bargain(forgive=0), "sanctioning": Bargain(public=True)}
TABLES = (
    "silent",
    *(f"{one} among {others}" for one in (HONEST, "deviator", "opportunist") for others in OTHERS),
    "reckoner among sanctioning",
)


def _seat(name: str) -> Player:
    """The honest and the deviator are one, but that the honest never ask what a broken word would bring."""
    wolf = player(HABITS)
    free = Bargain(sanction=float(name == "reckoner"), reputation=0, forgive=0)
    return wolf if name == "opportunist" else _bargains(name, wolf.choose, free)


@dataclass(frozen=True)
class Game:
    """What became of one game."""

    points: float  # of the seat that is looked at
    table: float  # mean of all
    wars: int
    deals: int
    kept: int  # promises of the seat that is looked at
    broken: int


@dataclass(frozen=True)
class Played:
    """A game, and what tells whether another would have been the same."""

    game: Game
    tempted: bool  # a deviator in this seat would have broken a word
    faithful: bool  # nobody broke a word


def play(seed: int, deal: str = DEAL) -> list[Game]:
    """One game at each of `TABLES`; where nothing would have been done otherwise, it is played once for all of them."""
    silent = Player("silent", "", _policy)
    out = [_play(seed, deal, Player("silent", "", player(HABITS).choose), silent).game]
    honest = _play(seed, deal, _seat(HONEST), _others("forgiving"))
    for one in (HONEST, "deviator", "opportunist"):
        same = one == HONEST or (one == "deviator" and not honest.tempted)
        first = honest if same else _play(seed, deal, _seat(one), _others("forgiving"))
        out += [first.game, (first if first.faithful else _play(seed, deal, _seat(one), _others("sanctioning"))).game]
    unmoved = honest.faithful and not honest.tempted
    return [*out, (honest if unmoved else _play(seed, deal, _seat("reckoner"), _others("sanctioning"))).game]


def _others(name: str) -> Player:
    return _bargains(HONEST, _policy, OTHERS[name])


def _play(seed: int, deal: str, one: Player, others: Player) -> Played:
    box = load(BOX)
    n = box.world.n
    seat = seed % n
    match = Match(box, ["hold"] * n, Chance(seed), deal)
    match.players = [one if i == seat else others for i in range(n)]
    wars, tempted = 0, False
    while not match.over:
        parley.say(match, parley.openings(match))
        for power in match.waiting():
            held = power != seat or one.name == HONEST
            tempted = tempted or (power == seat and held and _tempted(match, power))
            match.seal(power, _faithful(match, power) if held else parley.ordered(match, power))
        after = match.advance().after
        if after.stage in (Stage.ORDERS, Stage.OVER):
            wars += int((after.table.battle > 0).sum() + (after.table.duel > 0).sum())
    book = match.ledger(EVERYBODY)
    fates = [x.fate for x in book.promises if x.doer == seat]
    words = fates.count("kept"), fates.count("broken")
    points = totals(match.state)[:, 0]
    game = Game(float(points[seat]), float(points.mean()), wars, len(book.deals), *words)
    return Played(game, tempted, not any(book.counts(i)[1] for i in range(n)))


def _faithful(match: Match, power: int) -> list[str]:
    """What a player orders that keeps all its promises, whatever they cost."""
    lines, seat = match.let_player(power), parley.seat_of(match, power)
    if seat is None:
        return lines
    held = promises.obey(seat, lines, list(promises.owed(seat)))
    return promises.sanctioned(seat, held)[0]


def _tempted(match: Match, power: int) -> bool:
    """Whether a deviator would break a promise here."""
    seat = parley.seat_of(match, power)
    return seat is not None and bool(promises.settled(seat, match.let_player(power)).broken)


def measured(found: Sequence[Sequence[Game]]) -> dict[str, Any]:
    """Statistics with 95% intervals, of games by seed and table."""
    at = {name: [games[k] for games in found] for k, name in enumerate(TABLES)}
    points = {name: np.array([game.points for game in games]) for name, games in at.items()}
    edge = {
        f"{one} among {others}": points[f"{one} among {others}"] - points[f"honest among {others}"]
        for one, others in (("deviator", "forgiving"), ("deviator", "sanctioning"), ("reckoner", "sanctioning"))
    }
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
    free = edge.pop("deviator among forgiving")
    out["edge"] = {name: stats.mean(found) for name, found in (("deviator among forgiving", free), *edge.items())}
    out["adds"] = {name: stats.mean(found - free) for name, found in edge.items()}
    out["cut"] = {name: cut(free, found) for name, found in edge.items()}
    return out


def cut(free: Array, held: Array) -> tuple[float, tuple[float, float]]:
    """The share of a deviator's edge that sanctions take away, with a bootstrap interval over games.

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
    for name, edge in out["edge"].items():
        print(f"{name}: {_told(edge)} points more than an honest player there")
    for name, (share, (low, high)) in out["cut"].items():
        took = f"of the edge {share:.0%} ({low:.0%} to {high:.0%}) is taken away; wanted: 70%"
        none = "there is no edge to take away"
        print(f"{name}: {_told(out['adds'][name])} points by sanctions; {none if math.isnan(share) else took}")


def _told(figure: tuple[float, tuple[float, float]]) -> str:
    return spread(*figure, ".2f")
