"""tmp"""

from __future__ import annotations
import numpy as np
from game.lab.facts.model import Fact, Finding, Series
from game.lab.facts.play import play
from game.lab.stats import share

WORLDS = ("offence-alike", "defence-alike", "offence-plain", "defence-plain")


def four_worlds(games: int, seed: int) -> Finding:
    rows = []
    for w in WORLDS:
        p = play(f"world-{w}", games, seed)
        rows.append(share(int(p.war.sum()), p.games))
    s = Series("all", WORLDS, tuple(r[0] for r in rows), tuple(r[1] for r in rows))
    s2 = Series("alle", WORLDS, tuple(r[0] + 0.001 for r in rows), tuple(r[1] for r in rows))
    return Finding(rows[0][0], rows[0][1], True, games, "world", "share", (s, s2), {"war": 1.0})


FACTS = (
    Fact(1, "four-worlds", "The four worlds of Jervis differ", "Jervis (1978)", "war rate", "> 0", four_worlds, 60),
)
