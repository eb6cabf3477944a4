"""Threats and concessions: the same act toward a frightened power and toward a greedy one (facts 17 and 18).

Crises are drawn, not chosen: in every game the powers start with arms by lot, and what is compared was met by the same
arms, dice and minds. Several differences that must all be above 0 are decided by the one surest to fail (`weakest`):
each is held at 95%, so no correction for their number is due (Berger 1982, intersection-union tests).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan

import numpy as np

from game.arrays import NOBODY, Array
from game.lab.facts.boxes import box
from game.lab.facts.hooks import blank, changed, put
from game.lab.facts.model import Fact, Finding, Series
from game.lab.facts.play import Moment, Ordering, Played, Setup, play
from game.lab.stats import Interval, mean, share
from game.scenario import World
from game.state import Answer, Choice, Orders, Signal, Stage, Stance, State

CARDS = ("content", "fearful", "claimant", "opportunist", "expansionist")

# ---- tools ----------------------------------------------------------------------------------------------


def weakest(differences: Mapping[str, Array]) -> tuple[float, Interval]:
    """Mean and interval of the difference, by game, whose lower bound is lowest: all are above 0 if it is."""
    return min((mean(np.asarray(d, float)) for d in differences.values()), key=lambda found: found[1][0])


def rates(name: str, x: Sequence[float | str], samples: Sequence[Array]) -> Series:
    """A line of shares of games: one sample of yes and no (B,) for every x."""
    found = [share(int(np.sum(yes)), len(yes)) for yes in samples]
    return Series(name, tuple(x), tuple(y for y, _ in found), tuple(ci for _, ci in found))


def known(figures: Mapping[str, float]) -> dict[str, float]:
    """Those figures that are numbers: a share of no wars is none."""
    return {name: float(value) for name, value in figures.items() if not isnan(value)}


def meant(*played: Played, striker: int) -> float:
    """Of all strikes of one power, the share by which it expected to gain; nan if there were none."""
    worth = np.concatenate([p.worth[:, striker][p.struck[:, striker]] for p in played])
    worth = worth[~np.isnan(worth)]
    return float((worth > 0).mean()) if len(worth) else float("nan")


def drawn_arms(
    seed: int, low: int = 2, high: int = 6, more: Mapping[int, tuple[int, int]] | None = None, start: int = 0
) -> Setup:
    """Starting swords and shields of every power by lot, low..high, the same for the same seed; public [R3].

    ``more``: (swords, shields) added to what these seats have drawn; ``start``: seats below it keep what the box gives.
    """
    lots = np.random.default_rng(seed)

    def setup(world: World, state: State) -> State:
        arms = lots.integers(low, high + 1, (world.n, 2, state.games)).astype(np.int8)
        arms[:start, 0], arms[:start, 1] = world.swords[:start], world.shields[:start]
        for seat, extra in (more or {}).items():
            arms[seat] += np.array(extra, np.int8)[:, None]
        return put(arms=arms.sum(1), swords=arms[:, 0], seen=arms[:, 0])(world, state)

    return setup


# ---- 17: backfire ---------------------------------------------------------------------------------------

DEFENDER, ATTACKER, PROTEGE = range(3)
THREATS = ("none", "word", "word and deed")
BALANCES = (0, 1)  # half of the crises where neither side has the edge, half where attack has it by one


def threaten(threat: str) -> Ordering:
    """Immediate extended deterrence (Huth 1988): an attacker has mobilised; its rival stands by the protege, or not.

    In round 1 the attacker mobilises whatever its card. The defender does nothing, gives its word to fight for the
    protege (`signal guard`), or gives it and mobilises too; its word it keeps. From round 2 on the attacker is free.
    """

    def ordering(moment: Moment, orders: Orders) -> Orders:
        if moment.state.stage is Stage.HELP and threat != "none":  # only the protege can need it
            asked = moment.state.table.asked[DEFENDER]
            return changed(orders, DEFENDER, asked, choice=Choice.JOIN, side=PROTEGE)
        if not moment.ordering or moment.round > 1:
            return orders
        orders = changed(blank(orders, ATTACKER), ATTACKER, stance=Stance.MOBILISE)
        if threat != "none":
            orders = changed(orders, DEFENDER, signal=Signal.GUARD, signal_to=PROTEGE)
        if threat == "word and deed":
            orders = changed(orders, DEFENDER, stance=Stance.MOBILISE)
        return orders

    return ordering


def standoff(card: str, threat: str, balance: float, games: int, seed: int) -> Played:
    """Three powers: one holds and may threaten, one has ``card`` and is mobilised, one holds. Seen for 3 rounds."""
    cards = {"AAA": "content", "BBB": card, "CCC": "content"}
    return play(
        box(3, balance=balance, cards=cards),
        games,
        seed,
        players=("hold", "blueprint", "hold"),
        setup=drawn_arms(seed),
        orders=threaten(threat),
        rounds=3,  # mobilised in the first, the attacker may strike in the two after it [R5]
    )


def backfire(games: int, seed: int) -> Finding:
    """The attacker strikes anybody while it is mobilised."""
    some = max(1, games // len(BALANCES))
    cells = {
        (card, threat): [standoff(card, threat, balance, some, seed) for balance in BALANCES]
        for card in CARDS
        for threat in THREATS
    }
    strikes = {key: np.concatenate([p.struck[:, ATTACKER].any((0, 1)) for p in cell]) for key, cell in cells.items()}
    effect = {card: strikes[card, THREATS[-1]] * 1.0 - strikes[card, "none"] for card in CARDS}
    value, ci = weakest({"provoked": effect["fearful"], "deterred": -effect["expansionist"]})
    details = {f"{card}: effect of the threat": float(effect[card].mean()) for card in CARDS}
    details |= {f"{card}: effect of the word alone": _gap(strikes, card, "word") for card in CARDS}
    for card in ("fearful", "expansionist"):
        for threat in ("none", THREATS[-1]):
            cell = cells[card, threat]
            details[f"{card}, {threat}: struck the protege"] = _rate(
                [p.struck[:, ATTACKER, PROTEGE].any(0) for p in cell]
            )
            details[f"{card}, {threat}: war"] = _rate([p.war for p in cell])
            details[f"{card}, {threat}: strikes meant"] = meant(*cell, striker=ATTACKER)
    lines = tuple(rates(card, THREATS, [strikes[card, threat] for threat in THREATS]) for card in CARDS)
    return Finding(value, ci, ci[0] > 0, games, "threat", "share of crises in which it strikes", lines, known(details))


def _gap(strikes: Mapping[tuple[str, str], Array], card: str, threat: str) -> float:
    return float(strikes[card, threat].mean() - strikes[card, "none"].mean())


def _rate(parts: Sequence[Array]) -> float:
    return float(np.concatenate(parts).mean())


# ---- 18: appeasement ------------------------------------------------------------------------------------

VICTIM, STRIKER = 0, 1
COURSES = ("no demand", "yielded", "resisted")


def demand(course: str) -> Ordering:
    """A first strike from outside in round 2, whatever the card; the victim always yields, or always resists.

    With "no demand" the striker mobilises too, but lets the round pass.
    """

    def ordering(moment: Moment, orders: Orders) -> Orders:
        if moment.state.stage is Stage.ANSWERS:
            answer = Answer.YIELD if course == "yielded" else Answer.RESIST
            return changed(orders, VICTIM, moment.state.table.asked[VICTIM], answer=answer)
        if not moment.ordering or moment.round > 2:
            return orders
        orders = blank(orders, STRIKER)
        if moment.round == 1:
            return changed(orders, STRIKER, stance=Stance.MOBILISE)
        made = course != "no demand"
        stance, whom = (Stance.STRIKE, VICTIM) if made else (Stance.HOLD, NOBODY)
        return changed(orders, STRIKER, stance=stance, strike=whom)

    return ordering


def concession(card: str, course: str, games: int, seed: int) -> Played:
    """Two powers, a striker of this card and a victim that does nothing else; six to eight rounds."""
    own = {"kind": card, "target": "AAA"} if card == "claimant" else card
    return play(
        box(2, rounds=(6, 8), modules=("opportunist",), cards={"AAA": "content", "BBB": own}),
        games,
        seed,
        players=("hold", "blueprint"),
        setup=drawn_arms(seed),
        orders=demand(course),
    )


def again(played: Played) -> Array:
    """(B,) the striker struck of its own will, from round 3 on."""
    return np.asarray(played.struck[2:, STRIKER, VICTIM].any(0))


def appeasement(games: int, seed: int) -> Finding:
    """Struck again after a yield, by card of the striker."""
    cells = {(card, course): concession(card, course, games, seed) for card in CARDS for course in COURSES}
    struck = {key: again(cell) for key, cell in cells.items()}
    claimant, opportunist, expansionist = (struck[card, "yielded"] * 1.0 for card in CARDS[2:])
    value, ci = weakest(
        {
            "the claimant is satisfied": struck["claimant", "no demand"] - claimant,
            "the opportunist is less so": opportunist - claimant,
            "the expansionist is not": expansionist - opportunist,
        }
    )
    details: dict[str, float] = {}
    for card in CARDS[2:]:
        bow, stand = cells[card, "yielded"], cells[card, "resisted"]
        details[f"{card}: struck again after a yield"] = float(struck[card, "yielded"].mean())
        details[f"{card}: struck where nothing was demanded"] = float(struck[card, "no demand"].mean())
        details[f"{card}: strikes after a yield meant"] = meant(_from_round(bow, 3), striker=STRIKER)
        details[f"{card}: war after a yield"] = float(bow.war.mean())
        details[f"{card}: wars after a yield meant"] = bow.meant_share()
        details[f"{card}: points the victim saves by yielding"] = float(
            (bow.points[VICTIM] - stand.points[VICTIM]).mean()
        )
    lines = tuple(rates(course, CARDS, [struck[card, course] for card in CARDS]) for course in COURSES[:2])
    return Finding(value, ci, ci[0] > 0, games, "card of the striker", "struck (again) later", lines, known(details))


def _from_round(played: Played, first: int) -> Played:
    """The same games, where strikes before that round do not count."""
    late = np.zeros_like(played.struck)
    late[first - 1 :] = played.struck[first - 1 :]
    return Played(**{**vars(played), "struck": late})


FACTS = (
    Fact(
        17,
        "backfire",
        "The same threat - a guard given and arms called up - provokes a power that is afraid and deters one that is greedy",
        "Jervis 1976, chapter 3; Huth 1988; Huth 1999",
        "the smaller of two changes in the share of crises in which a mobilised power strikes: up for Fearful, down for "
        "Expansionist",
        "> 0",
        backfire,
        games=1200,
    ),
    Fact(
        18,
        "appeasement",
        "A province given up satisfies a Claimant and feeds an Expansionist; an Opportunist stands between",
        "Jervis 1976, chapter 3; Powell 1996; Treisman 2004",
        "the smallest of three differences in being struck again: Claimant without and with a yield; after a yield, "
        "Opportunist less Claimant, Expansionist less Opportunist",
        "> 0",
        appeasement,
        games=800,
    ),
)
