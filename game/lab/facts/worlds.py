"""Facts 1, 14 and 20: what the world card and the public deck make of the same powers."""

from __future__ import annotations

import numpy as np

from game.arrays import Array
from game.belief import Belief
from game.lab.facts.boxes import box
from game.lab.facts.hooks import changed, put, truth
from game.lab.facts.measures import above, auc, line, normal, paired, rate, ratio, war_and_meant, weakest
from game.lab.facts.model import Fact, Finding
from game.lab.facts.play import Moment, Played, play, worth_of_strikes
from game.match import Beliefs
from game.scenario import Intent, Scenario, load
from game.state import Orders, Signal, Stance
from game.stats import mean

WORLDS = {  # Jervis's table: offence or defence ahead, weapons alike (I) or plain (D)
    "OI": "world-offence-alike",
    "DI": "world-defence-alike",
    "OD": "world-offence-plain",
    "DD": "world-defence-plain",
}
BENIGN = {"content": 4, "fearful": 3}  # what is dealt where nobody wants land

# ---- 1 --------------------------------------------------------------------------------------------------


def four_worlds(games: int, seed: int) -> Finding:
    """War among powers dealt at random, and in half as many games the dilemma among powers that want nothing."""
    half = max(1, games // 2)  # the dilemma differs far more between worlds than war does
    war: dict[str, Array] = {}
    dilemma: dict[str, Array] = {}
    details: dict[str, float] = {}
    for name, scenario in WORLDS.items():
        dealt = play(scenario, games, seed)
        war[name] = dealt.war
        details |= war_and_meant(name, dealt)
        doubt = play(scenario, half, seed, deal="no-aggressor")
        known = play(scenario, half, seed, deal="no-aggressor", beliefs=truth())
        share, by_game = ratio(_turned_on_others(doubt, scenario) - _turned_on_others(known, scenario), _harm(doubt))
        dilemma[name] = by_game
        vanishes, _ = ratio(_harm(doubt) - _harm(known), _harm(doubt))
        details |= {f"dilemma, {name}": share, f"all harm that vanishes, {name}": vanishes}
        details |= war_and_meant(f"{name}, nobody wants land", doubt)
    gaps = [paired(dilemma[a], dilemma[b]) for a, b in (("OI", "DI"), ("DI", "OD"), ("DI", "DD"))]
    gaps += [paired(war[a], war[b]) for a, b in (("OI", "OD"), ("OI", "DI"), ("OD", "DD"), ("DI", "DD"))]
    value = weakest(gaps)
    return Finding(
        *value,
        passed=above(value),
        games=games,
        x_label="world",
        y_label="share",
        series=(
            line("war, cards at random", tuple(WORLDS), [rate(war[name]) for name in WORLDS]),
            line("dilemma, nobody wants land", tuple(WORLDS), [mean(dilemma[name]) for name in WORLDS]),
        ),
        details=details,
    )


def _turned_on_others(p: Played, scenario: str) -> Array:
    """(B,) points lost in wars, and tokens spent on what can attack: arms that only defend make nobody less safe."""
    k = 1 - load(scenario).world.distinguishability
    attack = p.built_swords + k * (p.built - p.built_swords)
    return np.asarray((p.war_points + attack).sum((0, 1)))


def _harm(p: Played) -> Array:
    return np.asarray(p.harm.sum(0))


# ---- 14 -------------------------------------------------------------------------------------------------

LABELS = (0.0, 0.25, 0.5, 0.75, 1.0)
SEEN = 2  # rounds of builds before the rival is judged: those that are ordered before a battle could tell more


def telling(games: int, seed: int) -> Finding:
    """Nobody may mobilise, strike, signal or give a hand, so that only what is built can tell a wolf from a lamb."""
    found, beliefs = [], []
    details: dict[str, float] = {}
    for d in LABELS:
        p = play(box(balance=2, distinguishability=d), games, seed, orders=_only_builds, rounds=SEEN)
        scores = np.concatenate([p.belief[SEEN, 0, 1], p.belief[SEEN, 1, 0]])
        wolf = ~np.concatenate([p.benign[1], p.benign[0]])
        found.append(auc(scores, wolf))
        beliefs.append((mean(scores[wolf]), mean(scores[~wolf])))
        details |= {f"told apart at {d:g}": found[-1][0], f"belief in wolves at {d:g}": beliefs[-1][0][0]}
        details |= {f"belief in lambs at {d:g}": beliefs[-1][1][0]}
    value = normal(found[-1][0] - found[0][0], found[-1][1] + found[0][1])
    return Finding(
        *value,
        passed=above(value),
        games=games,
        x_label="distinguishability",
        y_label="chance",
        series=(
            line("a wolf is thought worse of than a lamb", LABELS, [normal(*f) for f in found]),
            line("belief that a wolf wants land", LABELS, [b[0] for b in beliefs]),
            line("belief that a lamb wants land", LABELS, [b[1] for b in beliefs]),
        ),
        details=details,
    )


def _only_builds(moment: Moment, orders: Orders) -> Orders:
    if moment.ordering:
        for i in range(moment.world.n):
            orders = changed(orders, i, stance=Stance.HOLD, strike=-1, signal=Signal.NONE, hand=False)
    return orders


# ---- 20 -------------------------------------------------------------------------------------------------

BALANCES = (-2, 0, 2)
DECKS: dict[str, dict[str, float]] = {  # what is public; dealt are always the same benign cards
    "peaceful": {"content": 8, "fearful": 6, "claimant": 0.5, "expansionist": 0.5},
    "usual": {"content": 4, "fearful": 3, "claimant": 1, "expansionist": 2},
    "predatory": {"content": 2, "fearful": 2, "claimant": 2, "expansionist": 4},
}


def what_states_make_of_it(games: int, seed: int) -> Finding:
    """Five powers with the same arms, cards and luck in the same world; only what the deck is said to be differs."""
    war: dict[tuple[str, int], Array] = {}
    harm: dict[tuple[str, int], Array] = {}
    details: dict[str, float] = {}
    for name, prior in DECKS.items():
        for balance in BALANCES:
            p = play(_ring(balance, prior), games, seed)
            war[name, balance], harm[name, balance] = p.war, p.harm.mean(0)
            details |= war_and_meant(f"{name} at {balance:+d}", p)
            details[f"harm, {name} at {balance:+d}"] = float(p.harm.mean())
    fought = paired(war["predatory", 2], war["peaceful", 2])
    armed = paired(harm["predatory", 0], harm["peaceful", 0])
    details |= {"harm at +0, more": armed[0], "lower": armed[1][0], "upper": armed[1][1]}
    trust = {(card, b): trust_needed(card, b) for card in ("content", "expansionist") for b in BALANCES}
    details |= {f"trust needed by {card} at {b:+d}": value for (card, b), value in trust.items()}
    hunts = 0 < trust["content", 2] < 1 and trust["content", 0] < trust["content", 2]
    return Finding(
        *fought,
        passed=above(fought) and above(armed) and hunts and trust["expansionist", 2] > trust["content", 2],
        games=games,
        x_label="balance",
        y_label="war, share of games",
        series=tuple(line(f"{name} deck", BALANCES, [rate(war[name, b]) for b in BALANCES]) for name in DECKS),
        details=details,
    )


TRUST = 101  # levels of it, from none to all


def trust_needed(card: str, balance: float) -> float:
    """How likely a rival must be thought benign for a power of this card to hold rather than strike, both mobilised.

    Kydd's m. Between 0 and 1 the table is a stag hunt, where either is best if the other does it, too; at 1 a power
    strikes whatever it expects, as in a prisoner's dilemma; at 0 it never does.
    """
    worth: list[Array] = []
    level = np.linspace(0, 1, TRUST)

    def believing(moment: Moment) -> Beliefs:
        held = moment.beliefs[0]
        assert held is not None
        benign = np.arange(held.held.shape[1])[:, None] < Intent.CLAIMANT
        share = np.where(benign, held.held, 0)
        wolves = np.where(benign, 0, held.held)
        mixed = level * share / share.sum(1, keepdims=True) + (1 - level) * wolves / wolves.sum(1, keepdims=True)
        belief = Belief(mixed.astype(np.float32), held.knobs)
        worth.append(worth_of_strikes(moment.world, moment.state, 0, belief)[1])
        return moment.beliefs

    world = box(balance=balance, cards={"AAA": card, "BBB": "content"})
    play(world, TRUST, 1, beliefs=believing, setup=put(mobilised_on=0), rounds=1)
    strikes = np.flatnonzero(worth[0] > 0)
    return float(level[strikes[-1]]) if len(strikes) else 0.0


def _ring(balance: int, prior: dict[str, float]) -> Scenario:
    return box(5, balance=balance, ring=True, prior=prior, deck=BENIGN)


FACTS: tuple[Fact, ...] = (
    Fact(
        1,
        "four-worlds",
        "The dilemma is worst where offence leads and arms look alike, then where defence leads and they look alike; "
        "war is likeliest in the first of the four worlds and least likely where defence leads and arms are plain",
        "Jervis, Cooperation under the Security Dilemma, World Politics 30(2), 1978, pp. 186-214",
        "the weakest of seven differences: of the harm among powers that want nothing, the share turned on others that "
        "vanishes with doubt (OI-DI, DI-OD, DI-DD); share of games with war (OI-OD, OI-DI, OD-DD, DI-DD)",
        "> 0",
        four_worlds,
        games=1200,
    ),
    Fact(
        14,
        "telling",
        "Where sword and shield can be told apart, builds alone show who wants land",
        "Jervis (1978), pp. 199-206; Glaser, Realists as Optimists, International Security 19(3), 1994",
        "chance that a wolf is thought worse of than a lamb after two rounds of builds, plain arms less arms alike",
        "> 0",
        telling,
        games=1000,
    ),
    Fact(
        20,
        "what-states-make-of-it",
        "The same powers with the same arms live in peace or at war by what they expect of each other",
        "Wendt, Anarchy Is What States Make of It, International Organization 46(2), 1992; Kydd, Trust and Mistrust "
        "in International Relations (2005)",
        "share of games with war where offence leads, predatory less peaceful public deck. At an even balance harm "
        "must be higher, too; the trust a Content power needs must rise with offence, short of certainty, and an "
        "Expansionist one need more",
        "> 0",
        what_states_make_of_it,
        games=600,
    ),
)
