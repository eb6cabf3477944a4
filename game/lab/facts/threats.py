"""Threats and concessions: the same act toward a frightened power and toward a greedy one (facts 17 and 18).

Crises are drawn, not chosen: in every game the powers start with arms by lot, and what is compared was met by the same
arms, dice and minds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan

import numpy as np

from game.arrays import NOBODY, Bools
from game.chance import Chance
from game.lab.facts.boxes import box
from game.lab.facts.hooks import blank, changed, put
from game.lab.facts.measures import above, line, paired, rate, weakest
from game.lab.facts.model import Fact, Finding
from game.lab.facts.play import Moment, Ordering, Played, Setup, play
from game.scenario import World
from game.state import Answer, Choice, Orders, Signal, Stage, Stance, State
from game.stats import mean

ARMS = 8  # the stream of luck that set-up tables are drawn from
CARDS = ("content", "fearful", "claimant", "opportunist", "expansionist")

# ---- tools ----------------------------------------------------------------------------------------------


def known(figures: Mapping[str, float]) -> dict[str, float]:
    """Those figures that are numbers: a share of no wars is none."""
    return {name: float(value) for name, value in figures.items() if not isnan(value)}


def meant(*played: Played, striker: int) -> float:
    """Of all strikes of one power, the share by which it expected to gain; nan if there were none."""
    worth = np.concatenate([p.worth[:, striker][p.struck[:, striker]] for p in played])
    worth = worth[~np.isnan(worth)]
    return float((worth > 0).mean()) if len(worth) else float("nan")


def drawn_arms(seed: int, low: int = 2, high: int = 6, *, more: Mapping[int, tuple[int, int]] | None = None) -> Setup:
    """Starting swords and shields of every power by lot, low..high; public [R3], and alike in all cells of one seed.

    ``more``: swords and shields that these seats have beyond what they drew.
    """
    first = 0  # games of earlier batches: game k draws the same however many are played

    def setup(world: World, state: State) -> State:
        nonlocal first
        lots = Chance(seed, state.games, first).branch(ARMS)
        first += state.games
        arms = low + lots.below(high - low + 1, 0, 0, world.n, 2)
        for seat, extra in (more or {}).items():
            arms[seat] += np.array(extra, np.int16)[:, None]
        return put(arms=arms.sum(1), swords=arms[:, 0], seen=arms[:, 0])(world, state)

    return setup


# ---- 17: backfire ---------------------------------------------------------------------------------------

DEFENDER, ATTACKER, PROTEGE = range(3)
BOTH = "word and deed"
THREATS = ("none", "word", BOTH)
BALANCES = (-2, 0, 2)  # those of the world card [R8]: a third of the crises under each


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
        if threat == BOTH:
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


def strikes(played: Sequence[Played], target: int | None = None) -> Bools:
    """(B,) the attacker strikes, anybody or that target, while it is mobilised; all worlds in a row."""
    whom = slice(None) if target is None else slice(target, target + 1)
    return np.concatenate([p.struck[:, ATTACKER, whom].any((0, 1)) for p in played])


def backfire(games: int, seed: int) -> Finding:
    """Whether a mobilised power strikes, by its card and by what it is threatened with."""
    some = max(1, games // len(BALANCES))
    cells = {
        (card, threat): [standoff(card, threat, balance, some, seed) for balance in BALANCES]
        for card in CARDS
        for threat in THREATS
    }
    struck = {key: strikes(cell) for key, cell in cells.items()}
    effect = {(card, how): struck[card, how] * 1.0 - struck[card, "none"] for card in CARDS for how in THREATS[1:]}
    provoked, deterred = mean(effect["fearful", BOTH]), mean(-effect["expansionist", BOTH])
    found = weakest([provoked, deterred])
    details = {f"{card}: effect of {how}": float(change.mean()) for (card, how), change in effect.items()}
    for card in ("fearful", "expansionist"):
        worlds = np.split(effect[card, BOTH], len(BALANCES))
        for balance, change in zip(BALANCES, worlds, strict=True):
            details[f"{card}: effect of {BOTH} at balance {balance}"] = float(change.mean())
        for threat in ("none", BOTH):
            cell, label = cells[card, threat], f"{card}, threat {threat}"
            details[f"{label}: strikes the protege"] = float(strikes(cell, PROTEGE).mean())
            details[f"{label}: strikes meant"] = meant(*cell, striker=ATTACKER)
            every = Played.join(cell)
            details[f"{label}: war"] = float(every.war.mean())
            details[f"{label}: wars meant"] = every.meant_share()
    lines = tuple(line(card, THREATS, [rate(struck[card, threat]) for threat in THREATS]) for card in CARDS)
    label = "share of crises in which it strikes"
    return Finding(*found, above(found), games, "threat", label, lines, known(details))


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


def again(played: Played) -> Bools:
    """(B,) the striker struck of its own will, from round 3 on."""
    return np.asarray(played.struck[2:, STRIKER, VICTIM].any(0))


def appeasement(games: int, seed: int) -> Finding:
    """Struck again after a yield, by card of the striker."""
    cells = {(card, course): concession(card, course, games, seed) for card in CARDS for course in COURSES}
    struck = {key: again(cell) for key, cell in cells.items()}
    satisfied = paired(struck["claimant", "no demand"], struck["claimant", "yielded"])
    between = paired(struck["opportunist", "yielded"], struck["claimant", "yielded"])
    fed = paired(struck["expansionist", "yielded"], struck["opportunist", "yielded"])
    found = weakest([satisfied, between, fed])
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
    lines = tuple(line(course, CARDS, [rate(struck[card, course]) for card in CARDS]) for course in COURSES[:2])
    label = "share of games in which it strikes from round 3 on"
    return Finding(*found, above(found), games, "card of the striker", label, lines, known(details))


def _from_round(played: Played, first: int) -> Played:
    """The same games, where strikes before that round do not count."""
    late = np.zeros_like(played.struck)
    late[first - 1 :] = played.struck[first - 1 :]
    return Played(**{**vars(played), "struck": late})


FACTS = (
    Fact(
        17,
        "backfire",
        "The same threat, a word to fight and arms called up, provokes a power that is afraid and deters a greedy one",
        "Jervis 1976, chapter 3; Huth 1988; Huth 1999",
        "the smaller of two changes in the share of crises in which a mobilised power strikes: more for Fearful, "
        "less for Expansionist",
        "> 0",
        backfire,
        games=1500,
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
