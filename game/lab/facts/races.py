"""The threshold of an arms race (fact 15).

Richardson's race: x' = k y - a x + g, and the same for the rival y. Each side answers the other's arms (reaction k), is
held back by its own (restraint a) and has grievances of its own (g). With both alike it settles if a > k and runs away
if k > a. Here nothing is fitted to a time series: the same power with the same luck is shown a rival with an arm more,
or has one more itself, and what it orders then is what k and a are. An arm more on both sides gives k - a at once.

War is held off (nobody mobilises), and before every round all think again what the public deck says: grievances are
constants to Richardson, and one term at a time is studied.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from game.arrays import Array, Floats
from game.belief import prior
from game.lab.facts.boxes import box
from game.lab.facts.hooks import quiet
from game.lab.facts.measures import above, line, weakest
from game.lab.facts.model import Fact, Finding, Series
from game.lab.facts.play import Moment, Played, play
from game.lab.facts.threats import drawn_arms
from game.match import Beliefs
from game.state import Orders
from game.stats import mean

SORTS = {"swords": (1, 0), "shields": (0, 1)}
MIXED = 0.5
DISTINGUISHABILITIES = (0.0, 0.25, 0.5, 0.75, 1.0)  # alike .. plain: how far a shield is no sword
LEAD = 3  # arms that both have more at the start of a race that is watched
BENIGN = {"content": 4, "fearful": 3}  # who is in fact dealt: nobody wants land, and nobody knows
LAST = 6  # rounds of the race that are watched


def constant_fear(moment: Moment) -> Beliefs:
    """Every round starts from the public deck again."""
    return [belief and prior(moment.world, moment.state.games, belief.knobs) for belief in moment.beliefs]


def no_war(moment: Moment, orders: Orders) -> Orders:
    return quiet(orders, range(moment.world.n)) if moment.ordering else orders


def race(
    games: int, seed: int, more: Mapping[int, tuple[int, int]], distinguishability: float = MIXED, rounds: int = 1
) -> Played:
    """Two benign powers; ``more``: swords and shields that seats have beyond what they drew, 2..5 of each."""
    return play(
        box(2, distinguishability=distinguishability, rounds=(10, 12), deck=BENIGN),
        games,
        seed,
        setup=drawn_arms(seed, 2, 5, more=more),
        beliefs=constant_fear,
        orders=no_war,
        rounds=rounds,
    )


def ordered(played: Played) -> Floats:
    """(B,) arms that power 0 orders in the first round, less what it scraps."""
    return np.asarray(played.arms[1, 0] - played.arms[0, 0], float)


def slopes(games: int, seed: int, sort: str, distinguishability: float = MIXED) -> tuple[Floats, Floats, Floats]:
    """(B,) each, arms ordered for an arm more: reaction k, restraint a, and k - a from one more on both sides."""

    def change(*seats: int) -> Floats:
        return ordered(race(games, seed, dict.fromkeys(seats, SORTS[sort]), distinguishability)) - base

    base = ordered(race(games, seed, {}, distinguishability))
    return change(1), -change(0), change(0, 1)


def lead(games: int, seed: int, sort: str) -> Floats:
    """(rounds + 1, B) of an arm more on both sides at the start, how many there are still, round by round."""
    swords, shields = SORTS[sort]
    armed = race(games, seed, dict.fromkeys((0, 1), (LEAD * swords, LEAD * shields)), rounds=LAST)
    bare = race(games, seed, {}, rounds=LAST)
    return np.asarray((armed.arms - bare.arms).mean(1) / LEAD)


def races(games: int, seed: int) -> Finding:
    """k - a where both have a sword more, and where both have a shield more; and whether the race bears it out."""
    excess: dict[str, Array] = {}
    growth: dict[str, Array] = {}
    details: dict[str, float] = {}
    for sort in SORTS:
        reaction, restraint, excess[sort] = slopes(games, seed, sort)
        left = lead(games, seed, sort)
        growth[sort] = left[-1] - left[0]
        for name, figure in (
            ("reaction k", reaction),
            ("restraint a", restraint),
            ("k - a", excess[sort]),
            (f"of an arm more on both sides, left after {LAST} rounds", left[-1]),
        ):
            details[f"{sort}: {name}"] = float(figure.mean())
    found = weakest(
        mean(difference) for difference in (excess["swords"], -excess["shields"], growth["swords"], -growth["shields"])
    )
    lines = tuple(by_world(games, seed, sort) for sort in SORTS)
    label = "k - a: arms ordered an arm more"
    return Finding(*found, above(found), games, "distinguishability", label, lines, details)


def by_world(games: int, seed: int, sort: str) -> Series:
    """k - a from worlds where weapons are alike to worlds where they are plain."""
    found = [mean(slopes(games, seed, sort, delta)[2]) for delta in DISTINGUISHABILITIES]
    return line(sort, DISTINGUISHABILITIES, found)


FACTS = (
    Fact(
        15,
        "arms-race",
        "An arms race runs away if reaction exceeds restraint, as in swords, and settles if it does not, as in shields",
        "Richardson 1960; Jervis 1978; Glaser 2000",
        "the smallest of four: reaction less restraint for a sword more on both sides, restraint less reaction for a "
        "shield; by how much such a lead in swords has grown after six rounds, and one in shields shrunk",
        "> 0",
        races,
        games=2000,
    ),
)
