"""Mutual assured destruction, and what it leaves open (fact 12).

Two nuclear powers and a small one without the bomb, all in reach of each other. Retaliation costs whoever strikes a
nuclear power that resists R points; a first strike out of the blue saves its maker the share phi of that (the module
*nuclear*). Whether the great powers fight is left to free play, with cards off the public deck. Where the danger goes
instead is asked in drawn crises, in which a greedy power stands mobilised between the two others: in free play the
small power sees it coming and arms, which hides it.
"""

from __future__ import annotations

import numpy as np

from game.arrays import Bools
from game.lab.facts.boxes import Cards, box
from game.lab.facts.hooks import blank, changed
from game.lab.facts.measures import above, line, paired, rate, war_and_meant, weakest
from game.lab.facts.model import Fact, Finding
from game.lab.facts.play import Moment, Played, play
from game.lab.facts.threats import drawn_arms, known, meant
from game.scenario import Scenario
from game.state import Orders, Stance

GREAT, SMALL = (0, 1), 2
RETALIATION = 10  # the box's own figure: what a Content power loses when it is conquered
DISARMING = (0.0, 0.25, 0.5, 0.75, 1.0)
FORCES = {"no bomb": (0.0, 0.0), **{f"{phi:g}": (float(RETALIATION), phi) for phi in DISARMING}}  # R and phi


def nuclear(force: str, cards: Cards | None = None) -> Scenario:
    """Two great powers with the bomb beside a small one of three tokens and four arms."""
    retaliation, disarming = FORCES[force]
    great, small = {"nuclear": True}, {"tokens": 3, "swords": 2, "shields": 2}
    return box(
        3,
        modules=("nuclear",),
        powers={"AAA": great, "BBB": great, "CCC": small},
        cards=cards,
        retaliation=retaliation,
        disarming=disarming,
    )


def central(played: Played) -> Bools:
    """(B,) the great powers fought each other."""
    return np.asarray((played.fought[:, 0, 1] | played.fought[:, 1, 0]).any(0))


def small(played: Played) -> Bools:
    """(B,) a great power struck the small one, and it came to a battle."""
    return np.asarray(played.fought[:, GREAT, SMALL].any((0, 1)))


def mobilised_first(moment: Moment, orders: Orders) -> Orders:
    """Power 0 spends the first round on mobilising, whatever it wants; then it is free."""
    if moment.ordering and moment.round == 1:
        return changed(blank(orders, 0), 0, stance=Stance.MOBILISE)
    return orders


def crisis(force: str, games: int, seed: int) -> Played:
    """A great power that wants land is mobilised; the two others hold, with arms by lot. Seen while it may strike."""
    return play(
        nuclear(force, {"AAA": "expansionist", "BBB": "content", "CCC": "content"}),
        games,
        seed,
        players=("blueprint", "hold", "hold"),
        setup=drawn_arms(seed),
        orders=mobilised_first,
        rounds=3,
    )


def mad(games: int, seed: int) -> Finding:
    """Central wars and small ones: without the bomb, with secure forces, with forces that a first strike disarms."""
    free = {force: play(nuclear(force), games, seed) for force in FORCES}
    tense = {force: crisis(force, games, seed) for force in FORCES}
    wars = {force: central(played) for force, played in free.items()}
    strikes = {force: np.asarray(played.struck[:, 0].any(0)) for force, played in tense.items()}  # (N, B) by target
    differences = {
        "stability: fewer central wars with secure forces": paired(wars["no bomb"], wars["0"]),
        "but not with forces that a first strike disarms": paired(wars["1"], wars["0"]),
        "instability: in a crisis more strikes on the small power": paired(
            strikes["0"][SMALL], strikes["no bomb"][SMALL]
        ),
    }
    found = weakest(differences.values())
    details = {name: value for name, (value, _) in differences.items()}
    for force in FORCES:
        label = force if force == "no bomb" else f"disarming {force}"
        details[f"{label}: central war"] = float(wars[force].mean())
        details[f"{label}: small war"] = float(small(free[force]).mean())
        details |= war_and_meant(label, free[force])
        details[f"{label}: strikes in a crisis meant"] = meant(tense[force], striker=0)
    lines = (
        line("war of the great powers", tuple(FORCES), [rate(yes) for yes in wars.values()]),
        line("strike on the great rival, in a crisis", tuple(FORCES), [rate(yes[1]) for yes in strikes.values()]),
        line("strike on the small power, in a crisis", tuple(FORCES), [rate(yes[SMALL]) for yes in strikes.values()]),
    )
    label = "share of retaliation that a first strike destroys"
    return Finding(*found, above(found), games, label, "share of games", lines, known(details))


FACTS = (
    Fact(
        12,
        "mad",
        "Secure retaliation keeps great powers from fighting each other, a disarming first strike undoes it, and the "
        "danger moves to the small powers beside them",
        "Jervis 1989; Snyder 1965 (stability-instability paradox); Wohlstetter 1959 (first strikes)",
        "the smallest of three differences: in wars of the great powers, no bomb less a secure one and one open to a "
        "disarming strike less a secure one; in strikes on the small power in a crisis, a secure bomb less none",
        "> 0",
        mad,
        games=800,
    ),
)
