"""Who would strike whom, and what everybody has to dread: [i, j] is always a striker i and its target j.

A strike is worth what the card pays, what fear it ends and what it costs (Fearon 1995; Kydd 2005); how often it
comes follows by quantal response; what is dreaded follows from how often it comes; and fear is itself a reason to
strike (Schelling 1960, chapter 9), so this is gone through a few times.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from game import crisis
from game.arrays import Array
from game.intents.picture import F, Picture
from game.scenario import INTENTS, Intent
from game.state import Signal

WORTH_FEARING = (Intent.CLAIMANT, Intent.OPPORTUNIST, Intent.EXPANSIONIST)


def logistic(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))))


def chance(world_odds: tuple[float, float, float], margin: Array) -> Array:
    """Chance that the attacker wins at these margins, whole or not [R8]."""
    scale, least, most = world_odds
    return np.clip(logistic(margin / F(scale)), F(least), F(most))


def odds_of(p: Picture) -> tuple[float, float, float]:
    rules = p.world.core.odds
    return rules.scale, rules.least / rules.die, rules.most / rules.die


class Strike(NamedTuple):
    """What a strike is made of at given margins: its worth is linear in what is gained and what fear it ends."""

    wins: Array  # [i, j] chance to win the battle
    bows: Array  # [i, j] chance that the target yields
    cost: Array  # points, negative
    conquest: Array  # how much of the card's points for a conquest
    relief: Array  # how much of the harm otherwise expected from the target

    def worth(self, conquest: float, province: float, relief: Array | float) -> Array:
        return np.asarray(self.cost + F(conquest) * self.conquest + F(province) * self.bows + relief * self.relief)


def strike(p: Picture, margin: Array) -> Strike:
    """What it is to strike at these margins [R8, R9]."""
    core, traits = p.world.core, p.mind
    losses, arm = core.losses, traits.outlook.arm
    wins = chance(odds_of(p), margin)
    battle = F(losses.battle + losses.battle_arms * arm)
    bows = _bows(p, wins, battle)
    fights = 1 - bows + bows * p.again  # who has yielded cannot do so again
    cost = -F(losses.strike) * (1 + bows * p.again) - p.price
    cost = cost - fights * (battle + (1 - wins) * F(losses.repulse + losses.repulse_swords * arm))
    if p.world.has("nuclear"):
        warned, unready = p.world.retaliation
        price = np.where(p.ready, F(warned), F(unready)) * p.world.nuclear
        cost = cost - fights * price[None]
    conquest = fights * wins
    return Strike(wins, bows, cost, conquest, conquest + F(traits.outlook.province) * bows)


def _bows(p: Picture, wins: Array, battle: Array | float) -> Array:
    """[i, j] chance that the target yields: cheaper than the battle, if the striker is thought to want no more."""
    losses, breach = p.world.core.losses, p.world.core.breach
    fearful = p.repute[:, Intent.FEARFUL]
    loss = p.loss[0] + fearful * (p.loss[1] - p.loss[0])  # (N, B)
    resist = battle + wins * loss[None]
    bow = F(losses.yielded) + p.left + p.again * resist
    guarded = crisis.in_force(p.seen.table, Signal.GUARD)
    own = guarded[np.arange(p.n), np.arange(p.n)]  # a guard of oneself is a word not to yield [R6]
    bow = bow + F(breach.guard) * own[None]
    yields = logistic(F(p.mind.precision.crisis) * (resist - bow))
    return np.asarray(yields * ~p.seen.table.yielded[None])


@dataclass(frozen=True, eq=False)
class Dread:
    """What all expect of all; [i, j] striker and target."""

    margin: Array  # at the middle of the rounds ahead, expected help counted
    strike: Strike  # at those margins
    weight: Array  # (5, N, N, B) exp(precision x worth) of a campaign, by card of the striker
    idle: Array  # (5, N, B) sum of the weights over targets
    hazard: Array  # chance that i strikes j in a round in which it can, by its repute
    wanton: Array  # that part of it that is for land
    harm: Array  # (2, N, N, B) points that j expects to lose to i in all, as a Content, as a Fearful


def dread(p: Picture, helped: Array, *, depth: int | None = None) -> Dread:
    """``helped`` [i, j]: strength expected to come to j if i strikes it, less what comes to i."""
    unready = F(0.5 * p.world.core.odds.unready)
    margin = p.attack[:, None] - p.defence[None] + p.edge - helped + unready + p.growth
    what = strike(p, margin)
    return _deepen(p, margin, what, p.mind.fear.depth if depth is None else depth)


def campaign(p: Picture, what: Strike, harm: Array | None) -> Array:
    """(5, N, N, B) weights of a campaign by card: the worth of the strike less the token of mobilising."""
    fear = None if harm is None else harm.swapaxes(1, 2)
    precision = F(p.mind.precision.strike)
    base = what.cost - F(p.world.core.prices.mobilise)
    gains = cards(p)
    out = np.empty((len(INTENTS), *what.wins.shape), F)
    calm = base if fear is None else base + what.relief * fear[0]
    for card in Intent:
        worth = calm
        if card is Intent.FEARFUL and fear is not None:
            worth = base + what.relief * fear[1]
        conquest, province = gains[card]
        if conquest:
            worth = calm + F(conquest) * what.conquest + F(province) * what.bows
        np.exp(np.clip(precision * worth, -20, 12), out=out[card])
    out *= p.near
    return out


def cards(p: Picture) -> tuple[tuple[float, float], ...]:
    """Points for a conquest and for a yield, by card; the claimant's from its target [R2]."""
    gains = p.world.core.gains
    return (
        (0, 0),
        (0, 0),
        (gains.claimant, gains.claimant),
        (gains.opportunist_conquest, 0),
        (gains.expansionist_conquest, gains.expansionist_yield),
    )


def frequencies(p: Picture, weight: Array) -> tuple[Array, Array]:
    """[i, j] how often i, free to strike, strikes j, by its repute; and the part that is for land."""
    idle = weight.sum(2)
    total = p.rivals + idle
    share = p.repute[:, None]  # (N, 1, 5, B)
    benign = weight[Intent.CONTENT] / total[Intent.CONTENT][:, None]
    hazard = (share[:, :, Intent.CONTENT]) * benign
    hazard = hazard + share[:, :, Intent.FEARFUL] * weight[Intent.FEARFUL] / total[Intent.FEARFUL][:, None]
    wanton = np.zeros_like(hazard)
    for card in (Intent.OPPORTUNIST, Intent.EXPANSIONIST):
        if p.world.deck[card] > 0:
            wanton += share[:, :, card] * weight[card] / total[card][:, None]
    # a claimant wants one of its rivals' land, nobody knows whose; to the others it is content
    claim = weight[Intent.CLAIMANT]
    others = total[Intent.CONTENT][:, None] - weight[Intent.CONTENT]
    aims = 1 / p.rivals[:, None]
    wanton += share[:, :, Intent.CLAIMANT] * aims * claim / (others + claim)
    hazard = hazard + share[:, :, Intent.CLAIMANT] * (1 - aims) * benign
    return np.asarray(hazard + wanton), wanton


def harm_of(p: Picture, what: Strike) -> Array:
    """(2, N, N, B) points a strike of i on j costs j: as a Content, as a Fearful."""
    losses, arm = p.world.core.losses, p.mind.outlook.arm
    battle = F(losses.battle + losses.battle_arms * arm)
    bow = what.bows * (F(losses.yielded) + p.left)
    fights = 1 - what.bows + what.bows * p.again
    return np.stack([bow + fights * (battle + what.wins * loss[None]) for loss in p.loss])


def over_time(p: Picture, hazard: Array) -> Array:
    """Chance of being struck at least once in the rounds ahead."""
    return np.asarray(-np.expm1(-F(p.mind.outlook.campaign) * p.ahead * hazard))


def _deepen(p: Picture, margin: Array, what: Strike, depth: int) -> Dread:
    once = harm_of(p, what)
    harm = None
    for _ in range(depth + 1):
        weight = campaign(p, what, harm)
        hazard, wanton = frequencies(p, weight)
        harm = once * over_time(p, hazard)
    assert harm is not None
    return Dread(margin, what, weight, weight.sum(2), hazard, wanton, harm)
