"""Fact 6: what a promise of peace tells, when it costs nothing, when it costs, and when breaking it does."""

from __future__ import annotations

import numpy as np

from game.arrays import Array, Bools
from game.lab.facts.battery import ruled
from game.lab.facts.boxes import box
from game.lab.facts.measures import Found, above, line, paired, ratio
from game.lab.facts.model import Fact, Finding
from game.lab.facts.play import Played, play
from game.lab.facts.threats import known
from game.scenario import Scenario
from game.state import Signal
from game.stats import mean

# The same words, `signal peace`, under other constants: tokens to say them, points to break them.
KINDS = {
    "cheap talk": (0, 0),
    "sunk cost": (1, 0),
    "pledge": (1, 6),  # the rules' own
}
HOME = "even, mixed"  # as in the default scenario
WORLDS = {HOME: (0, 0.5), "offence, alike": (2, 0.0)}  # balance, distinguishability
TELLS_NOTHING = 0.1  # a gap whose whole interval is within this is none


def told(world: str, kind: str) -> Scenario:
    """Two powers whose cards come off the public deck."""
    price, breach = KINDS[kind]
    balance, distinguishability = WORLDS[world]
    scenario = box(2, balance=balance, distinguishability=distinguishability)
    return ruled(scenario, prices={"signal": price}, breach={"peace": breach})


def promises(played: Played) -> Bools:
    """(N, B) promises peace in the first round, when all know the same: what differs is the card."""
    return np.asarray(played.signal[0] == Signal.PEACE)


def disarms(played: Played) -> Bools:
    """(N, B) scraps swords in the first round, in which nobody can have lost any."""
    return np.asarray(played.arms[1] < played.arms[0] + played.built[0])


def pull(played: Played, does: Bools) -> Array:
    """P(does so | wants no land) less P(does so | wants land): each game's pull (B,) on it; ``does`` (N, B)."""
    benign = played.benign
    lambs, wolves = (ratio((does & who).sum(0), who.sum(0))[1] for who in (benign, ~benign))
    return np.asarray(lambs - wolves)


def swayed(played: Played) -> Found:
    """By how much a promise made in the first round changed the other's fear that the sender wants land."""
    change = np.stack([played.belief[1, 1 - i, i] - played.belief[0, 1 - i, i] for i in (0, 1)])  # (sender, B)
    sent = promises(played)
    return mean(ratio((change * sent).sum(0), sent.sum(0))[1])


def costly_signals(games: int, seed: int) -> Finding:
    """Paired by seed: deals and luck are alike in all cells."""
    played = {(world, kind): play(told(world, kind), games, seed) for world in WORLDS for kind in KINDS}
    pulls = {cell: pull(p, promises(p)) for cell, p in played.items()}
    gaps = {cell: mean(each) for cell, each in pulls.items()}
    more = {world: paired(pulls[world, "pledge"], pulls[world, "cheap talk"]) for world in WORLDS}
    details: dict[str, float] = {}
    for (world, kind), p in played.items():
        harmless = p.benign.all(0)
        details |= {
            f"{world}, {kind}: gap": gaps[world, kind][0],
            f"{world}, {kind}: fear of the sender changes by": swayed(p)[0],
            f"{world}, {kind}: war": float(p.war.mean()),
            f"{world}, {kind}: war among the harmless": float(p.war[harmless].mean()),
            f"{world}, {kind}: meant": p.meant_share(),
        }
    for world in WORLDS:
        p = played[world, "pledge"]
        details[f"{world}: pledge less cheap talk"] = more[world][0]
        details[f"{world}: gap of scrapping swords"] = mean(pull(p, disarms(p)))[0]
    return Finding(
        *more[HOME],
        passed=above(more[HOME]) and max(map(abs, gaps[HOME, "cheap talk"][1])) < TELLS_NOTHING,
        games=games,
        x_label="kind of signal",
        y_label="P(benign sends) - P(aggressor sends)",
        series=tuple(line(world, list(KINDS), [gaps[world, kind] for kind in KINDS]) for world in WORLDS),
        details=known(details),
    )


FACTS: tuple[Fact, ...] = (
    Fact(
        6,
        "costly-signals",
        "A promise that costs to break tells who means it; the same words for nothing tell nothing.",
        "Fearon 1997; Kydd 2005; Baliga & Sjostrom 2004",
        "P(benign promises peace) - P(aggressor does), first round: where it binds, less where words cost nothing",
        "> 0; the interval of words that cost nothing within 0.1 of 0",
        costly_signals,
        2000,
    ),
)
