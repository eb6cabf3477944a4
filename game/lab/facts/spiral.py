"""Facts 2, 3 and 11: whom firmness provokes and whom it deters, what shields do instead, what misperception adds."""

from __future__ import annotations

import numpy as np

from game.arrays import Array
from game.intents.mind import Knobs
from game.lab.facts.boxes import box
from game.lab.facts.hooks import truth
from game.lab.facts.measures import Found, above, line, paired, rate, war_and_meant, weakest
from game.lab.facts.model import Fact, Finding
from game.lab.facts.play import Played, play
from game.lab.facts.scripts import doses
from game.lab.facts.threats import drawn_arms

ME, RIVAL = 0, 1
DOSES = (0, 1, 2, 3)  # arms a round
FIRM = 3
RIVALS = {"fearful": "Fearful", "expansionist": "Expansionist"}


def posture(card: str, swords: int, shields: int, plain: float, games: int, seed: int) -> Played:
    """A Content power that builds so much every round and never strikes, beside a rival of that card.

    Both start with arms by lot, the same in every cell of one seed: what firmness does depends on who is ahead, and no
    one start is to decide it. The balance is even.
    """
    world = box(distinguishability=plain, cards={"AAA": "content", "BBB": card})
    setup = drawn_arms(seed, *START)
    return play(world, games, seed, players=[doses(swords, shields), "blueprint"], setup=setup)


START = (1, 6)  # swords, and shields, of each power at the start


def struck(p: Played) -> Array:
    """(B,) the rival struck at least once."""
    return np.asarray(p.struck[:, RIVAL, ME].any(0))


# ---- 2 --------------------------------------------------------------------------------------------------

MIXED = 0.5  # distinguishability, as in the base world


def spiral_or_deterrence(games: int, seed: int) -> Finding:
    """The same firmness toward a power that is afraid and one that is greedy."""
    cells = {(card, s): posture(card, s, 0, MIXED, games, seed) for card in RIVALS for s in DOSES}
    hits = {key: struck(p) for key, p in cells.items()}
    provoked = paired(hits["fearful", FIRM], hits["fearful", 0])
    deterred = paired(hits["expansionist", 0], hits["expansionist", FIRM])
    value = weakest([provoked, deterred])
    details = {"Fearful provoked": provoked[0], "Expansionist deterred": deterred[0]}
    for (card, s), p in cells.items():
        details |= war_and_meant(f"{RIVALS[card]}, {s} swords a round", p)
        details[f"belief of {RIVALS[card]}, {s} swords a round"] = float(p.belief[3, RIVAL, ME].mean())
    return Finding(
        *value,
        passed=above(value),
        games=games,
        x_label="swords built a round by a power that wants nothing",
        y_label="share of games in which the rival strikes",
        series=tuple(line(f"{RIVALS[card]} rival", DOSES, [rate(hits[card, s]) for s in DOSES]) for card in RIVALS),
        details=details,
    )


# ---- 3 --------------------------------------------------------------------------------------------------

PLAIN = 1.0
HARMLESS = 0.02  # of games: a provocation so small is none


def shields(games: int, seed: int) -> Finding:
    """As many arms, seen for what they are: swords in one world, shields in the other."""
    hits: dict[tuple[str, str, int], Array] = {}
    details: dict[str, float] = {}
    for card, name in RIVALS.items():
        for sort in ("swords", "shields"):
            for dose in DOSES:
                arms = (dose, 0) if sort == "swords" else (0, dose)
                p = posture(card, *arms, PLAIN, games, seed)
                hits[card, sort, dose] = struck(p)
                details |= war_and_meant(f"{name}, {dose} {sort} a round", p)
    differences: dict[str, Found] = {
        "shields deter the greedy": paired(hits["expansionist", "shields", 0], hits["expansionist", "shields", FIRM]),
        "more than swords do": paired(hits["expansionist", "swords", FIRM], hits["expansionist", "shields", FIRM]),
        "swords provoke the fearful": paired(hits["fearful", "swords", FIRM], hits["fearful", "shields", FIRM]),
    }
    alarm = paired(hits["fearful", "shields", FIRM], hits["fearful", "shields", 0])
    details |= {"shields provoke the fearful": alarm[0], "upper": alarm[1][1]}
    value = weakest(differences.values())
    return Finding(
        *value,
        passed=above(value) and alarm[1][1] < HARMLESS,
        games=games,
        x_label="arms built a round by a power that wants nothing",
        y_label="share of games in which the rival strikes",
        series=tuple(
            line(f"{name}, {sort}", DOSES, [rate(hits[card, sort, dose]) for dose in DOSES])
            for card, name in RIVALS.items()
            for sort in ("swords", "shields")
        ),
        details={name: found[0] for name, found in differences.items()} | details,
    )


# ---- 11 -------------------------------------------------------------------------------------------------

MINDS = {  # from what is so to what a hostile mind makes of it
    "truth": None,
    "rational": Knobs(),
    "misled": Knobs(empathy=0.5, bias=0.25),
    "blind": Knobs(empathy=0.0, bias=0.5),
}


RARE = 0.05  # of games: so little war is hardly any


def misperception(games: int, seed: int) -> Finding:
    """Nobody wants land. Where offence leads, blurred minds go to war; where defence leads, they only arm."""
    worlds = {"offence leads": "world-offence-alike", "defence leads": "world-defence-alike"}
    cells = {
        (world, name): play(
            scenario, games, seed, deal="no-aggressor", knobs=knobs, beliefs=truth() if knobs is None else None
        )
        for world, scenario in worlds.items()
        for name, knobs in MINDS.items()
    }
    offence, defence = ({name: cells[world, name] for name in MINDS} for world in worlds)
    differences: dict[str, Found] = {
        "doubt makes war": paired(offence["rational"].war, offence["truth"].war),
        "misperception makes more": paired(offence["misled"].war, offence["rational"].war),
        "so does more of it": paired(offence["blind"].war, offence["rational"].war),
    }
    armed = paired(_arms(defence["misled"]), _arms(defence["rational"]))
    calm = paired(defence["misled"].war, defence["rational"].war)
    value = weakest(differences.values())
    details = {name: found[0] for name, found in differences.items()}
    details |= {"where defence leads, arms": armed[0], "lower": armed[1][0], "war": calm[0], "upper": calm[1][1]}
    for (world, name), p in cells.items():
        details |= war_and_meant(f"{name}, {world}", p)
        details[f"arms, {name}, {world}"] = float(_arms(p).mean())
    return Finding(
        *value,
        passed=above(value) and above(armed) and calm[1][1] < RARE,
        games=games,
        x_label="what is believed of powers that want nothing",
        y_label="war, share of games",
        series=tuple(line(world, tuple(MINDS), [rate(cells[world, name].war) for name in MINDS]) for world in worlds),
        details=details,
    )


def _arms(p: Played) -> Array:
    """(B,) arms a power at the end."""
    return np.asarray(p.at_end(p.arms).mean(0))


FACTS: tuple[Fact, ...] = (
    Fact(
        2,
        "spiral-or-deterrence",
        "The same firmness provokes a power that is afraid and deters one that is greedy",
        "Jervis, Perception and Misperception in International Politics (1976), chapter 3",
        "the weaker of two differences in the share of games with a strike, three swords a round: Fearful, firm less "
        "soft; Expansionist, soft less firm",
        "> 0",
        spiral_or_deterrence,
        games=2000,
    ),
    Fact(
        3,
        "shields",
        "Arms that can only defend deter the greedy without alarming the fearful; swords alarm and deter less",
        "Jervis (1978), pp. 187-214; Huth, Extended Deterrence and the Prevention of War (1988)",
        "the weakest of three differences in the share of games with a strike, three arms a round, all plain: by a "
        "greedy rival, none less shields and swords less shields; by a Fearful one, swords less shields. Shields may "
        "provoke it in less than .02",
        "> 0",
        shields,
        games=1000,
    ),
    Fact(
        11,
        "misperception",
        "Where offence leads, misperception makes war among powers that want nothing; where defence leads, only arms",
        "Jervis (1976), chapters 3 and 8; Kydd, Game Theory and the Spiral Model, World Politics 49(3), 1997",
        "the weakest of three differences in war where offence leads: rational less truth, misled and blind less "
        "rational. Where defence leads the misled must have more arms, and less than .05 more war",
        "> 0",
        misperception,
        games=800,
    ),
)
