"""Facts 4 and 5: why powers that want no land strike first. Two powers, and the game's own rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from game.arrays import Array, Bools
from game.intents.mind import Mind, mind, trying
from game.lab.facts.battery import ruled
from game.lab.facts.boxes import box
from game.lab.facts.hooks import truth
from game.lab.facts.measures import above, line, paired
from game.lab.facts.model import Fact, Finding
from game.lab.facts.play import Played, play
from game.lab.facts.threats import known
from game.scenario import Scenario
from game.stats import mean

OFFENCE, ALIKE = 2, 0  # balance and distinguishability of the world in which fear is most at home (Jervis 1978)

# ---- 4 --------------------------------------------------------------------------------------------------

DECLINES, RISES = 0, 1
GROWN = 3  # the first tokens come in this round, and what is built of them is there in the next
SHIFTS = (0, 2, 4, 6, 8)  # tokens a round that the riser gains in all, half from round 3 and half from round 5
COSTS = (2, 4, 6)  # points a battle costs each side; the rules' own is the middle one
NOTHING_TO_FEAR = 0.05  # strikes out of nothing but the mistakes of a quantal response stay below


def rising(shift: int, cost: int, riser: str) -> Scenario:
    """A Content power, for now the stronger, and one that grows; the module's one token more, so many times."""
    scenario = box(
        2,
        balance=OFFENCE,
        distinguishability=ALIKE,
        rounds=(8, 8),
        modules=["rising power"],
        powers={"AAA": {"swords": 4, "shields": 4}, "BBB": {"rising": True}},
        cards={"AAA": "content", "BBB": riser},
    )
    return ruled(scenario, rising={"rounds": [3, 5] * (shift // 2)}, losses={"battle": cost})


def in_time(played: Played) -> Bools:
    """(B,) games in which the decliner strikes before the other has grown, and not in answer to its strike.

    Both may strike in one round: a riser that sees it coming would rather not wait for it.
    """
    struck = np.asarray(played.struck.any(2))
    when = np.where(struck.any(0), struck.argmax(0) + 1, len(struck) + 1)  # (N, B) rounds of the first strikes
    return np.asarray((when[DECLINES] <= GROWN) & (when[DECLINES] <= when[RISES]))


def preventive(games: int, seed: int) -> Finding:
    """Both know both cards: nothing is left to misperceive, and what remains is that the riser cannot bind itself."""
    played = {
        (cost, shift): play(rising(shift, cost, "expansionist"), games, seed, beliefs=truth())
        for cost in COSTS
        for shift in SHIFTS
    }
    first = {cell: in_time(p).astype(float) for cell, p in played.items()}
    cheap, own, dear = COSTS
    more = paired(first[own, SHIFTS[-1]], first[own, SHIFTS[0]])
    over = {cost: np.mean([first[cost, shift] for shift in SHIFTS], axis=0) for cost in COSTS}
    dearer = [paired(over[a], over[b]) for a, b in ((cheap, own), (own, dear))]
    friend = play(rising(SHIFTS[-1], own, "content"), games, seed, beliefs=truth())
    control = mean(in_time(friend).astype(float))
    striker = np.zeros((2, games), bool)
    striker[DECLINES] = True
    details = {
        "benign riser: declining power strikes": control[0],
        "battle 2 less 4: strikes, over all shifts": dearer[0][0],
        "battle 2 less 4: lower": dearer[0][1][0],
        "battle 4 less 6: strikes, over all shifts": dearer[1][0],
        "battle 4 less 6: lower": dearer[1][1][0],
        "meant, of its strikes at the greatest shift": played[own, SHIFTS[-1]].meant_share(striker),
        "war at no shift": float(played[own, SHIFTS[0]].war.mean()),
        "war at the greatest shift": float(played[own, SHIFTS[-1]].war.mean()),
    }
    for cost in COSTS:
        details[f"shift at which half strike, battle {cost}"] = crossing([first[cost, s].mean() for s in SHIFTS])
    return Finding(
        *more,
        passed=above(more) and all(above(d) for d in dearer) and control[1][1] < NOTHING_TO_FEAR,
        games=games,
        x_label="power shift, tokens a round",
        y_label="declining power strikes before the other has grown",
        series=tuple(line(f"battle costs {cost}", SHIFTS, [mean(first[cost, s]) for s in SHIFTS]) for cost in COSTS),
        details=known(details),
    )


def crossing(shares: Sequence[float]) -> float:
    """The shift, by line between cells, at which half of them strike; nan if they never do."""
    for x, share in enumerate(shares):
        if share >= 0.5:
            if x == 0:
                return float(SHIFTS[0])
            part = (0.5 - shares[x - 1]) / (share - shares[x - 1])
            return float(SHIFTS[x - 1] + part * (SHIFTS[x] - SHIFTS[x - 1]))
    return float("nan")


# ---- 5 --------------------------------------------------------------------------------------------------

DEPTHS = (0, 1, 2)  # how often fear of fear is thought through
BONUSES = (0, 1, 2, 3)  # arms in the margin for striking the unready; the rules' own is 1
LOW, HIGH = 0.1, 0.3  # share of wolves in the deck; the rules' own is the higher


def thought_through(depth: int) -> Mind:
    """The traits of minds that follow the fear of fear so often."""
    own = mind()
    return own.model_copy(update={"fear": own.fear.model_copy(update={"depth": depth})})


def deck(wolves: float) -> Mapping[str, float]:
    """The rules' deck of ten with another share of wolves."""
    return {
        "content": (1 - wolves) * 4 / 7,
        "fearful": (1 - wolves) * 3 / 7,
        "claimant": wolves / 3,
        "expansionist": wolves * 2 / 3,
    }


def wolf_free(wolves: float, bonus: int) -> Scenario:
    """Two powers that want no land, which they cannot know."""
    scenario = box(2, balance=OFFENCE, distinguishability=ALIKE, prior=deck(wolves), deck={"content": 4, "fearful": 3})
    return ruled(scenario, odds={"unready": bonus})


def fear_of_fear(games: int, seed: int) -> Finding:
    """What the bonus adds to war among the harmless, with fear of fear and without it."""
    played: dict[tuple[float, int, int], Played] = {}
    for depth in DEPTHS:
        with trying(thought_through(depth)):
            for wolves in (LOW, HIGH):
                for bonus in BONUSES:
                    played[wolves, depth, bonus] = play(wolf_free(wolves, bonus), games, seed)
    war = {cell: p.war.astype(float) for cell, p in played.items()}

    def added(wolves: float, depth: int) -> Array:
        """(B,) war that a bonus adds, mean over the bonuses."""
        none, *some = (war[wolves, depth, bonus] for bonus in BONUSES)
        return np.asarray(np.mean(some, axis=0) - none)

    high, low = (added(w, DEPTHS[-1]) - added(w, DEPTHS[0]) for w in (HIGH, LOW))
    multiplied, beyond = mean(high), paired(high, low)
    plain, deep = (float(added(HIGH, depth).mean()) for depth in (DEPTHS[0], DEPTHS[-1]))
    details = {
        "same at the low prior": float(low.mean()),
        "high less low prior: lower": beyond[1][0],
        "added by the bonus, depth 0": plain,
        "added by the bonus, depth 2": deep,
        "meant, depth 2, bonus 3": played[HIGH, DEPTHS[-1], BONUSES[-1]].meant_share(),
        "meant, depth 0, bonus 3": played[HIGH, DEPTHS[0], BONUSES[-1]].meant_share(),
    }
    details |= {
        f"war at prior {w}, depth {d}, bonus {b}": float(x.mean()) for (w, d, b), x in war.items() if d != DEPTHS[1]
    }
    return Finding(
        *multiplied,
        passed=above(multiplied) and above(beyond),
        games=games,
        x_label="bonus for striking the unready",
        y_label="war among powers that want no land",
        series=tuple(
            line(f"prior {w}, depth {d}", BONUSES, [mean(war[w, d, b]) for b in BONUSES])
            for w in (HIGH, LOW)
            for d in DEPTHS
        ),
        details=known(details),
    )


FACTS: tuple[Fact, ...] = (
    Fact(
        4,
        "preventive-war",
        "All cards open, a declining power strikes a rising wolf above a power shift that grows with the cost of war.",
        "Fearon 1995; Powell 2006",
        "share of games in which the decliner strikes before the other has grown, shift of 8 tokens a round less none",
        "> 0; falls with the cost of war; under 0.05 if the riser is known to want nothing",
        preventive,
        600,
    ),
    Fact(
        5,
        "fear-of-fear",
        "A small advantage of striking first is multiplied by fear of the other's fear, but only if wolves are likely.",
        "Schelling 1960, chapter 9; rare in history: Reiter 1995",
        "war among the harmless that a bonus of 1 to 3 adds, fear thought through twice less not at all (prior 0.3)",
        "> 0, and more than at a prior of 0.1",
        fear_of_fear,
        2400,
    ),
)
