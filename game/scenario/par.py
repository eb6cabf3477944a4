"""Par: the points that every card should be able to reach, by world and rounds played [R11]."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from game import odds
from game.arrays import Array
from game.files import data, text_of
from game.scenario.world import INTENTS
from game.schema import ScenarioFile, toml


@lru_cache(maxsize=32)
def tables(name: str) -> dict[str, Any]:
    """The tables [world] and [scenario.NAME] of par.toml; the others, most of a long file, are not parsed."""
    path = data("rules", "par.toml")
    head, *tables = text_of(path).split("\n[scenario.")
    own = [table for table in tables if table.startswith(f"{name}]")]
    return toml(path, "\n[scenario.".join([head, *own]))


def pars(name: str, file: ScenarioFile) -> Array:
    """Points to reach, (5, N, rounds): the measured table of the box, else scaled from the abstract worlds.

    `dilemma lab par --write` measures rules/par.toml; a file of one's own gets the par of the abstract
    world nearest in balance, in proportion to a seat's tokens and the rounds played.
    """
    low, high = file.world.rounds
    measured = tables(name)
    out = np.zeros((len(INTENTS), len(file.powers), high - low + 1), np.int16)
    own = measured.get("scenario", {}).get(name, {})
    for card, intent in enumerate(INTENTS):
        by_balance = measured["world"][intent]
        at = np.interp(file.world.balance_believed, [-2, 0, 2], by_balance)
        for seat, code in enumerate(file.powers):
            table = own.get(code, {}).get(intent)
            for x in range(high - low + 1):
                if table is not None and x < len(table):
                    out[card, seat, x] = table[x]
                else:
                    share = file.powers[code].tokens * (low + x) / (5 * 6)
                    out[card, seat, x] = odds.half_up(float(at) * share)
    return out
