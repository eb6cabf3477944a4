"""Telling players apart: what a seat did, in numbers a reader of its records can count, and whom that is most like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from game.arrays import Array
from game.chance import Chance
from game.match import play_steps
from game.players import Player, player
from game.scenario import Scenario
from game.state import Answer, Choice, Signal, Stage, Stance, Step

DEEDS = (
    *("swords", "shields", "scrapped", "mobilised", "struck", "hands", "peace", "own_guard", "guard", "opened"),
    *("boycott", "aid", "echo", "calm", "end"),
    *("yielded", "joined", "waited"),
)
_SPREAD = 0.15  # of a deed, at least: what hardly varies in the reference games is not overrated


def deeds(steps: Sequence[Step], power: int, reach: Array) -> Array:
    """(len(DEEDS), B) of one seat: each as a share of the rounds, or of the times it was asked in a crisis."""
    games = steps[0].before.games
    total = np.zeros((len(DEEDS), games))
    rounds, answers, sides = (np.zeros(games) for _ in range(3))
    near = reach[power, :, 0]
    for done in steps:
        orders, table = done.orders, done.before.table
        asked = table.asked[power].astype(float)
        if done.before.stage is Stage.ORDERS:
            to = orders.signal_to[power]
            kind = orders.signal[power]
            built = orders.swords[power] + orders.shields[power]
            last = table.built[near].max(0)
            row = (
                orders.swords[power],
                orders.shields[power],
                orders.scrap[power] > 0,
                orders.stance[power] == Stance.MOBILISE,
                orders.stance[power] == Stance.STRIKE,
                orders.hand[power].sum(0),
                kind == Signal.PEACE,
                (kind == Signal.GUARD) & (to == power),
                (kind == Signal.GUARD) & (to != power),
                kind == Signal.OPEN,
                kind == Signal.BOYCOTT,
                orders.aid[power].sum(0) > 0,
                np.where(table.round > 1, np.abs(built - last), 0),
                (built == 0) & (orders.stance[power] == Stance.HOLD),
                built * (table.round > 3),
            )
            rounds += asked
            for k, value in enumerate(row):
                total[k] += asked * value
        elif done.before.stage is Stage.ANSWERS:
            answers += asked
            total[-3] += asked * (orders.answer[power] == Answer.YIELD)
        else:
            sides += asked
            total[-2] += asked * (orders.choice[power] == Choice.JOIN)
            total[-1] += asked * (orders.choice[power] == Choice.WAIT)
    total[:-3] /= np.maximum(rounds, 1)
    total[-3] /= np.maximum(answers, 1)
    total[-2:] /= np.maximum(sides, 1)
    return total


def portraits(scenario: Scenario, names: Sequence[str], games: int, seed: int) -> Mapping[str, Array]:
    """For every player the deeds (len(DEEDS), B x seats) of a seat at tables of mixed company."""
    n = scenario.world.n
    seats: list[list[Player]] = [
        [player(names[(start + 3 * place) % len(names)]) for place in range(n)] for start in range(len(names))
    ]
    found: dict[str, list[Array]] = {name: [] for name in names}
    for table, sitting in enumerate(seats):
        steps = play_steps(scenario, sitting, Chance(seed, games, table * games))
        for place, who in enumerate(sitting):
            found[who.name].append(deeds(steps, place, scenario.world.reach))
    return {name: np.concatenate(parts, 1) for name, parts in found.items()}


def told(records: Array, known: Mapping[str, Array]) -> str:
    """The player of ``known`` (portraits by name) whose deeds lie nearest to the mean of some records (deeds, R)."""
    mean = records.mean(1)
    count = records.shape[1]

    def far(of: Array) -> float:
        centre, spread = of.mean(1), of.std(1)
        scale = spread**2 / count + _SPREAD**2
        return float((((mean - centre) ** 2) / scale + np.log(scale)).sum())

    return min(known, key=lambda name: far(known[name]))
