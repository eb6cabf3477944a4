"""Fact 16: graduated reduction in tension, toward a power that is afraid and toward one that is not."""

from __future__ import annotations

import numpy as np

from game.arrays import Array
from game.lab.facts.boxes import box
from game.lab.facts.hooks import arms, opening
from game.lab.facts.measures import Found, above, line, paired, war_and_meant, weakest
from game.lab.facts.model import Fact, Finding
from game.lab.facts.play import Played, play
from game.lab.facts.scripts import graduated
from game.players import PLAYERS, Player
from game.stats import mean

ME, RIVAL = 0, 1
SUSPICION = {"content": 3, "fearful": 2, "claimant": 1.5, "expansionist": 3.5}  # of ten: even odds of a wolf
ARMED = {0: 6, 1: 6}, {0: 4, 1: 4}  # swords, shields: two powers that have raced for a while
ROUNDS = 8
JUDGED = 4  # rounds after which beliefs are read, and arms are counted
TOLERANCE = 0.1  # of games: who climbs down forgoes pre-emption, too, and that may cost so much and no more
ANSWERS: dict[str, Player] = {
    "as before": PLAYERS["blueprint"],
    "graduated": graduated(RIVAL),
    "without a floor": graduated(RIVAL, floor=20.0),
}


def graduated_reduction(games: int, seed: int) -> Finding:
    """Two powers in a spiral. One of them, which wants nothing, begins to climb down; beside it, the same as ever."""
    cells = {(card, name): _play(card, who, games, seed) for card in _CARDS for name, who in ANSWERS.items()}
    lamb = {name: cells["fearful", name] for name in ANSWERS}
    wolf = {name: cells["expansionist", name] for name in ANSWERS}
    differences: dict[str, Found] = {
        "belief falls": paired(_belief(lamb["as before"]), _belief(lamb["graduated"])),
        "arms fall": paired(_arms(lamb["as before"]), _arms(lamb["graduated"])),
        "war falls": paired(lamb["as before"].war, lamb["graduated"].war),
        "the floor is real": paired(_fell(wolf["without a floor"]), _fell(wolf["graduated"])),
    }
    gain = paired(_fell(wolf["graduated"]), _fell(wolf["as before"]))
    value = weakest(differences.values())
    details = {name: found[0] for name, found in differences.items()}
    details |= {"the greedy gain": gain[0], "upper": gain[1][1]}
    for (card, name), p in cells.items():
        details |= war_and_meant(f"{_CARDS[card]}, {name}", p)
        details[f"conquered, {_CARDS[card]}, {name}"] = float(_fell(p).mean())
        details[f"rival's tokens on arms, {_CARDS[card]}, {name}"] = float(_arms(p).mean())
    when = tuple(range(ROUNDS + 1))
    return Finding(
        *value,
        passed=above(value) and gain[1][1] < TOLERANCE,
        games=games,
        x_label="rounds played",
        y_label="belief of a Fearful rival that the other wants land",
        series=tuple(line(name, when, [mean(p.belief[r, RIVAL, ME]) for r in when]) for name, p in lamb.items()),
        details=details,
    )


_CARDS = {"fearful": "Fearful", "expansionist": "Expansionist"}


def _play(card: str, who: Player, games: int, seed: int) -> Played:
    world = box(cards={"AAA": "content", "BBB": card}, rounds=(ROUNDS, ROUNDS))
    return play(world, games, seed, players=[who, "blueprint"], setup=arms(*ARMED), beliefs=opening(SUSPICION))


def _belief(p: Played) -> Array:
    return np.asarray(p.belief[JUDGED, RIVAL, ME])


def _arms(p: Played) -> Array:
    """(B,) tokens the rival spent on arms and mobilising from then on: stocks would count what battles destroyed."""
    return np.asarray(p.arms_tokens[JUDGED:, RIVAL].sum(0))


def _fell(p: Played) -> Array:
    return np.asarray(p.conquered[:, ME].any(0))


FACTS: tuple[Fact, ...] = (
    Fact(
        16,
        "graduated-reduction",
        "Small announced steps down, above a floor of defence, unwind a spiral among powers that want nothing, and "
        "give a greedy one little more than it would have had",
        "Osgood, An Alternative to War or Surrender (1962); Axelrod, The Evolution of Cooperation (1984)",
        "the weakest of four differences: a Fearful rival's belief, its tokens on arms and war with it, as before less "
        "graduated; conquests by a greedy rival, without a floor less with it. It may gain less than .1 by the climb",
        "> 0",
        graduated_reduction,
        games=6000,
    ),
)
