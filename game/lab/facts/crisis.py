"""Facts 7 to 10: who comes to whose help, in crises from outside (`lab.facts.battery`)."""

from __future__ import annotations

import numpy as np

from game.arrays import NOBODY, Array
from game.lab.facts.battery import (
    STRIKER,
    STRUCK,
    batches,
    crises,
    each,
    gap,
    great_powers,
    per,
    ruled,
    set_up,
    tables,
)
from game.lab.facts.boxes import CODES
from game.lab.facts.measures import above, line, paired
from game.lab.facts.model import Fact, Finding
from game.lab.facts.play import play
from game.lab.facts.threats import known
from game.scenario import Scenario
from game.stats import mean

BALANCES = (-2, -1, 0, 1, 2)
COSTS = (0, 2, 4, 6, 8)  # points a deserter pays
POWERS = (3, 4, 5, 6, 7)


# ---- 7 --------------------------------------------------------------------------------------------------


def chain_or_buck(games: int, seed: int) -> Finding:
    """Only the card that is read differs: the dice use an even balance throughout."""
    found = [crises(great_powers(4, balance=b, actual=0), games, seed) for b in BALANCES]
    least, most = found[0], found[-1]
    early = gap(each(most.early), each(least.early))
    bucks = gap((least.bucks, least.holds), (most.bucks, most.holds))
    width = paired(most.width, least.width)
    details = {
        "width at -2": float(least.width.mean()),
        "width at +2": float(most.width.mean()),
        "width, more at +2": width[0],
        "width, more at +2: lower": width[1][0],
        "buck-passing, of those with a stake, less at +2": bucks[0],
        "buck-passing, of those with a stake, less at +2: lower": bucks[1][0],
        "meant at -2": float(least.meant.mean()),
        "meant at +2": float(most.meant.mean()),
    }
    for b, c in zip(BALANCES, found, strict=True):
        details |= {
            f"{name} at {b:+d}": float(value)
            for name, value in (
                ("hold a stake", c.holds.mean()),
                ("at once, of those with a stake", per(c.early & c.holds, c.holds)[0]),
                ("never, of those with a stake", per(~(c.early | c.late) & c.holds, c.holds)[0]),
                ("at once, tied", per(c.early & c.tied, c.tied)[0]),
                ("at once, untied", per(c.early & ~c.tied, ~c.tied)[0]),
                ("at once against its own stake, tied", per(c.early & c.tied & (c.direct < 0), c.tied)[0]),
            )
        }
    return Finding(
        *early,
        passed=above(early) and above(width) and above(bucks),
        games=games,
        x_label="believed balance",
        y_label="share",
        series=(
            line("join at once", BALANCES, [per(*each(c.early)) for c in found]),
            line("never join", BALANCES, [per(*each(~(c.early | c.late))) for c in found]),
            line("buck-passing, of those with a stake", BALANCES, [per(c.bucks, c.holds) for c in found]),
        ),
        details=known(details),
    )


# ---- 8 --------------------------------------------------------------------------------------------------


def wrong_card(games: int, seed: int) -> Finding:
    """Each year against the same true balance, rightly read."""
    cells = {
        name: crises(great_powers(5, balance=believed, actual=actual), games, seed)
        for name, believed, actual in (
            ("1914", 2, -2),
            ("defence, seen", -2, -2),
            ("1938", -2, 2),
            ("offence, seen", 2, 2),
        )
    }
    harm = paired(cells["1914"].harm.sum(0), cells["defence, seen"].harm.sum(0))
    fallen = paired(cells["1938"].fallen, cells["offence, seen"].fallen)
    details = {"1938: conquests, more": fallen[0], "1938: conquests, more: lower": fallen[1][0]}
    for name, c in cells.items():
        details |= {
            f"{name}: points lost by third powers": float(c.harm.sum(0).mean()),
            f"{name}: struck power falls": float(c.fallen.mean()),
            f"{name}: width": float(c.width.mean()),
            f"{name}: meant": float(c.meant.mean()),
        }
    return Finding(
        *harm,
        passed=above(harm) and above(fallen),
        games=games,
        x_label="what is believed and what is so",
        y_label="points, or share",
        series=(
            line(
                "points lost by third powers", list(cells), [mean(c.harm.sum(0).astype(float)) for c in cells.values()]
            ),
            line("struck power falls", list(cells), [mean(c.fallen.astype(float)) for c in cells.values()]),
        ),
        details=known(details),
    )


# ---- 9 --------------------------------------------------------------------------------------------------


def apart() -> Scenario:
    """Five powers as before, of whom only the struck borders the striker; they still border each other."""
    borders = [
        {"between": [a, b]} for x, a in enumerate(CODES[:5]) for b in CODES[x + 1 : 5] if x or b == CODES[STRUCK]
    ]
    return great_powers(5, border=borders)


def many_powers(games: int, seed: int) -> Finding:
    """Nobody is tied, so that nothing but the stakes and the hope in others is at work."""
    found = [crises(great_powers(n), games, seed, tied=0) for n in POWERS]
    few, many = found[0], found[-1]
    fewer = gap((few.early & few.holds, few.holds), (many.early & many.holds, many.holds))
    parted = crises(apart(), games, seed, tied=0)
    borders = gap(each(found[2].early), each(parted.early))
    details = {
        "borders: at once, more": borders[0],
        "borders: lower": borders[1][0],
        "borders: at once without": float(parted.early.mean()),
    }
    for n, c in zip(POWERS, found, strict=True):
        miss = (c.expects - (c.early.sum(0) - c.early)).astype(float)
        details |= {
            f"at once, n={n}": float(c.early.mean()),
            f"buck-passing, of those with a stake, n={n}": per(c.bucks, c.holds)[0],
            f"hold a stake, n={n}": float(c.holds.mean()),
            f"error in expected help, n={n}": float(np.sqrt((miss**2).mean())),
            f"meant, n={n}": float(c.meant.mean()),
        }
    return Finding(
        *fewer,
        passed=above(fewer) and above(borders),
        games=games,
        x_label="great powers",
        y_label="share",
        series=(
            line("join at once", POWERS, [per(*each(c.early)) for c in found]),
            line("at once, of those with a stake", POWERS, [per(c.early & c.holds, c.holds) for c in found]),
            line("buck-passing, of those with a stake", POWERS, [per(c.bucks, c.holds) for c in found]),
        ),
        details=known(details),
    )


# ---- 10 -------------------------------------------------------------------------------------------------

PROTEGE, ALLY, UNTIED = STRUCK, 2, 3


def desertion(games: int, seed: int) -> Finding:
    """The struck power has one hand, that of seat 2; what a deserter pays is all that differs."""
    boxes = [ruled(great_powers(4), breach={"hand": cost}) for cost in COSTS]
    found = [crises(b, games, seed, hands=[(PROTEGE, ALLY)]) for b in boxes]
    left = [~(c.early | c.late)[0] for c in found]
    dragged = [((c.early | c.late) & (c.direct < 0))[0] for c in found]
    abandoned = paired(left[0], left[-1])
    entrapped = paired(dragged[-1], dragged[0])
    aims = [_aims(ruled(great_powers(4), breach={"hand": cost}), games, seed) for cost in (COSTS[0], COSTS[-1])]
    turned = [paired(aims[1] == seat, aims[0] == seat) for seat in (PROTEGE, UNTIED)]
    details = {
        "entrapped, more": entrapped[0],
        "entrapped, more: lower": entrapped[1][0],
        "aggressor strikes the protege, more": turned[0][0],
        "aggressor strikes the untied, more": turned[1][0],
        "meant": float(found[0].meant.mean()),
    }
    for cost, c in zip(COSTS, found, strict=True):
        details[f"untied joins, cost {cost}"] = float((c.early | c.late)[1].mean())
    return Finding(
        *abandoned,
        passed=above(abandoned) and above(entrapped),
        games=games,
        x_label="points a deserter pays",
        y_label="share",
        series=(
            line("abandoned", COSTS, [mean(x.astype(float)) for x in left]),
            line("entrapped", COSTS, [mean(x.astype(float)) for x in dragged]),
        ),
        details=known(details),
    )


def _aims(scenario: Scenario, games: int, seed: int) -> Array:
    """(B,) whom a mobilised Expansionist strikes of its own will, NOBODY for none.

    Seats 1 and 2 had a hand last round; seat 3, armed as seat 1 is, had none.
    """
    parts = []
    for first, count in batches(games):
        lots = tables(count, seed, first)
        for sort in (lots.swords, lots.shields):
            sort[UNTIED] = sort[PROTEGE]
        hand = np.zeros((4, 4, count), bool)
        hand[PROTEGE, ALLY] = hand[ALLY, PROTEGE] = True
        struck = play(scenario, count, seed, setup=set_up(lots, hand), rounds=1, first=first).struck[0, STRIKER]
        parts.append(np.where(struck.any(0), struck.argmax(0), NOBODY))
    return np.concatenate(parts)


FACTS: tuple[Fact, ...] = (
    Fact(
        7,
        "chain-or-buck",
        "Who believes that attack has the edge joins a war at once; who believes in defence passes the buck.",
        "Christensen & Snyder 1990; against it Tierney 2011",
        "share of third powers that join the struck at once, believed balance +2 less -2, dice alike (n = 4)",
        "> 0, with wider wars and less buck-passing among those with a stake",
        chain_or_buck,
        1000,
    ),
    Fact(
        8,
        "wrong-card",
        "Belief in offence where defence leads drags third powers in (1914); the reverse lets the struck fall (1938).",
        "Christensen & Snyder 1990; Van Evera 1984; dissent: Lieber 2007, May 2000",
        "points third powers lose in a crisis, believed +2 with true -2 less both -2 (n = 5)",
        "> 0, and more conquests at believed -2 with true +2 than with both +2",
        wrong_card,
        2000,
    ),
    Fact(
        9,
        "many-powers",
        "The more great powers, the more the buck is passed; common borders with the aggressor cut it.",
        "Waltz 1979; Mearsheimer 2001",
        "share of third powers with a stake that join at once, three powers less seven",
        "> 0, and more join where they border the striker",
        many_powers,
        3000,
    ),
    Fact(
        10,
        "abandon-or-entrap",
        "The dearer it is to leave an ally alone, the fewer are abandoned, and the more fight against their own stake.",
        "G. Snyder 1984; rivals Kim 2011, Beckley 2015",
        "share of struck powers whose ally never comes, desertion free less at 8 points",
        "> 0, and more entrapped at 8 than at 0",
        desertion,
        1000,
    ),
)
