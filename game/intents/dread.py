"""Who would strike whom, and what everybody has to dread: [i, j] is always a striker i and its target j.

A strike is worth what the card pays, what fear it ends and what it costs (Fearon 1995; Kydd 2005); how often it
comes follows by quantal response; what is dreaded follows from how often it comes; and fear is itself a reason to
strike (Schelling 1960, chapter 9), so this is gone through a few times.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from game.arrays import Array
from game.intents.picture import F, Picture
from game.scenario import INTENTS, Intent

SORE = (0, 1, 0, 0, 0)  # which of the two losses counts, by card: a Content's or a Fearful's
OUTER = 0.3  # weight of each outer case of what may come


def chance(p: Picture, margin: Array) -> Array:
    """Chance that the attacker wins at these margins, whole or not [R8]."""
    rules = p.world.core.odds
    wins = 1 / (1 + np.exp(margin * F(-1 / rules.scale)))
    return np.asarray(np.minimum(np.maximum(wins, F(rules.least / rules.die)), F(rules.most / rules.die)))


def battle_price(p: Picture) -> float:
    """Points a battle costs each side, arms included [R9]."""
    losses = p.world.core.losses
    return losses.battle + losses.battle_arms * p.mind.outlook.arm


@dataclass(frozen=True, eq=False)
class Strike:
    """What a strike is made of at given margins: its worth is linear in what is gained and what fear it ends."""

    picture: Picture
    wins: Array  # [i, j] chance to win the battle
    bows: Array  # [i, j] chance that the target yields
    fights: Array  # [i, j] battles to be expected: who has yielded cannot do so again
    cost: Array  # points, negative
    conquest: Array  # how much of the card's points for a conquest

    @cached_property
    def relief(self) -> Array:
        """[i, j] how much of the fear of the target it ends."""
        return np.asarray(self.conquest + F(self.picture.mind.outlook.province) * self.bows)

    @cached_property
    def gains(self) -> dict[Intent, Array]:
        """exp(precision x points) of each card that wants land, [i, j]."""
        precision = F(self.picture.mind.precision.strike)
        out = {}
        for card in self.picture.cards:
            conquest, province = card_points(self.picture)[card]
            if conquest:
                out[card] = np.exp((precision * F(conquest)) * self.conquest + (precision * F(province)) * self.bows)
        return out

    @cached_property
    def harm(self) -> Array:
        """(2, N, N, B) points a strike of i costs j: as a Content, as a Fearful."""
        p = self.picture
        bow = self.bows * (F(p.world.core.losses.yielded) + p.left)
        bow += self.fights * F(battle_price(p))
        falls = self.fights * self.wins
        return np.stack([bow + falls * loss[None] for loss in p.loss])


def strike(p: Picture, margin: Array) -> Strike:
    """What it is to strike at these margins [R8, R9]."""
    losses, arm = p.world.core.losses, p.mind.outlook.arm
    battle = F(battle_price(p))
    wins = chance(p, margin)
    bows = _bows(p, wins)
    fights = 1 + bows * (p.again - 1)
    cost = (F(losses.strike) + p.barred) + bows * (F(losses.strike) * p.again)
    each = battle + (1 - wins) * F(losses.repulse + losses.repulse_swords * arm)
    if p.world.has("nuclear"):
        warned, unready = p.world.retaliation
        each = each + (np.where(p.ready, F(warned), F(unready)) * p.world.nuclear)[None]
    return Strike(p, wins, bows, fights, -(cost + fights * each), fights * wins)


def _bows(p: Picture, wins: Array) -> Array:
    """[i, j] chance that the target yields: cheaper than the battle, if the striker is thought to want no more.

    precision x (resist - bow), where to resist costs the battle and the land if it is lost, and to bow a province and
    the same once more, if the striker comes again.
    """
    precision = F(p.mind.precision.crisis)
    resist = F(battle_price(p)) + wins * p.mean_loss[None]
    x = resist * (precision * (1 - p.again)) - (precision * p.bow)[None]
    return np.asarray(p.unbowed[None] / (1 + np.exp(-x)))


def card_points(p: Picture) -> tuple[tuple[float, float], ...]:
    """Points for a conquest and for a yield, by card; the claimant's from its target [R2]."""
    gains = p.world.core.gains
    return (
        (0, 0),
        (0, 0),
        (gains.claimant, gains.claimant),
        (gains.opportunist_conquest, 0),
        (gains.expansionist_conquest, gains.expansionist_yield),
    )


class Grid:
    """Strikes at margins shifted by whole steps, each worked out once: steps of `outlook.spread` arms."""

    def __init__(self, p: Picture, margin: Array) -> None:
        self.picture, self.margin = p, margin
        self._strikes: dict[int, Strike] = {}

    def strike(self, step: int) -> Strike:
        if step not in self._strikes:
            self._strikes[step] = strike(self.picture, self.margin + F(step * self.picture.mind.outlook.spread))
        return self._strikes[step]


class Case(NamedTuple):
    """What is to be expected at one step of the grid; [i, j] striker and target."""

    hazard: Array  # how often i, free to strike, strikes j, by its repute
    wanton: Array  # that part of it that is for land
    harm: Array  # (2, N, N, B) points that j expects to lose to i in all, as a Content, as a Fearful


class Dread:
    """What all expect of all; [i, j] striker and target.

    Nobody knows how strong it and its rivals will be in a few rounds: whatever lies ahead is the mean of three cases,
    one step of the grid worse, as expected, and one better. So even the strong have something to fear, and even the
    weak something to hope. Every step is worked out once, when it is first asked for.
    """

    def __init__(self, grid: Grid, harm: Array) -> None:
        self.grid = grid  # around the margins of the rounds ahead, expected help counted
        self.picture = grid.picture
        self.harm = harm  # (2, N, N, B) points that j expects to lose to i in all, as a Content, as a Fearful
        self._weights: dict[int, Array] = {}
        self._cases: dict[int, Case] = {}
        self._options: dict[int, Array] = {}

    def weight(self, step: int) -> Array:
        """(5, N, N, B) exp(precision x worth) of a campaign, by card of the striker, at a step of the grid."""
        if step not in self._weights:
            self._weights[step] = campaign(self.picture, self.grid.strike(step), self.harm)
        return self._weights[step]

    def case(self, step: int) -> Case:
        if step not in self._cases:
            hazard, wanton = frequencies(self.picture, self.weight(step))
            harm = self.grid.strike(step).harm * over_time(self.picture, hazard)
            self._cases[step] = Case(hazard, wanton, harm)
        return self._cases[step]

    def _option(self, step: int) -> Array:
        if step not in self._options:
            self._options[step] = option_of(self.picture, self.weight(step))
        return self._options[step]

    def option(self, step: int) -> Array:
        """(5, N, B) what being free to strike is worth, with so many steps more attack."""
        return mean_of(*(self._option(step + x) for x in (-1, 0, 1)))

    def suffered(self, step: int) -> Array:
        """(2, N, N, B) harm j expects of i, at so many steps."""
        return mean_of(*(self.case(step + x).harm for x in (-1, 0, 1)))

    @cached_property
    def hazards(self) -> tuple[Array, Array]:
        """[i, j] how often i, free to strike, strikes j, and the part of it that is for land; as things are."""
        cases = [self.case(side) for side in (-1, 0, 1)]
        return mean_of(*(c.hazard for c in cases)), mean_of(*(c.wanton for c in cases))

    @cached_property
    def often(self) -> Array:
        """[i, j] chance of a strike in the rounds ahead."""
        return over_time(self.picture, self.hazards[0])

    def by_card(self, card: Intent) -> Array:
        """[i, j] how often i would strike j, free to, under one card."""
        parts = []
        for side in (-1, 0, 1):
            weight = self.weight(side)[card]
            parts.append(weight / (self.picture.rivals + weight.sum(1))[:, None])
        return mean_of(*parts)


def mean_of(low: Array, middle: Array, high: Array) -> Array:
    """The mean of three cases, one step of the grid worse, as expected, and one better."""
    return np.asarray(F(OUTER) * (low + high) + F(1 - 2 * OUTER) * middle)


def dread(p: Picture, helped: Array, *, depth: int, start: Array | None = None) -> Dread:
    """``helped`` [i, j]: strength expected to come to j if i strikes it, less what comes to i.

    Fear of fear is gone through ``depth`` times more, from ``start`` (as `Dread.harm`) or from no fear at all.
    """
    grid = Grid(p, p.margin + F(0.5 * p.world.core.odds.unready) + p.growth - helped)
    harm = start
    for _ in range(depth + 1):
        parts = []
        for side in (-1, 0, 1):
            what = grid.strike(side)
            hazard, _ = frequencies(p, campaign(p, what, harm))
            parts.append(what.harm * over_time(p, hazard))
        harm = mean_of(*parts)
    assert harm is not None
    return Dread(grid, harm)


def campaign(p: Picture, what: Strike, harm: Array | None) -> Array:
    """(5, N, N, B) weights of a campaign by card: the worth of the strike less the token of mobilising."""
    precision = F(p.mind.precision.strike)
    base = precision * (what.cost - F(p.world.core.prices.mobilise))
    out = np.empty((len(INTENTS), *base.shape), F)
    calm = out[Intent.CONTENT]
    if harm is None:
        np.exp(base, out=calm)
        out[Intent.FEARFUL] = calm
    else:
        relief = precision * what.relief
        np.exp(base + relief * harm[0].swapaxes(0, 1), out=calm)
        np.exp(base + relief * harm[1].swapaxes(0, 1), out=out[Intent.FEARFUL])
    for card in (Intent.CLAIMANT, Intent.OPPORTUNIST, Intent.EXPANSIONIST):
        if card in what.gains:
            np.multiply(calm, what.gains[card], out=out[card])
        else:
            out[card] = calm
    return out


def frequencies(p: Picture, weight: Array) -> tuple[Array, Array]:
    """[i, j] how often i, free to strike, strikes j, by its repute; and the part that is for land."""
    calm = weight[Intent.CONTENT]
    total = p.rivals + calm.sum(1)
    share = p.repute  # (N, 5, B)
    aims = 1 / p.rivals
    # a claimant wants one of its rivals' land, nobody knows whose; to the others it is content
    lambs = (share[:, Intent.CONTENT] + share[:, Intent.CLAIMANT] * (1 - aims)) / total
    hazard = calm * lambs[:, None]
    fearful = weight[Intent.FEARFUL]
    hazard += fearful * (share[:, Intent.FEARFUL] / (p.rivals + fearful.sum(1)))[:, None]
    claim = weight[Intent.CLAIMANT]
    wanton = claim / (total[:, None] - calm + claim)
    wanton *= (share[:, Intent.CLAIMANT] * aims)[:, None]
    for card in (Intent.OPPORTUNIST, Intent.EXPANSIONIST):
        if p.world.deck[card] > 0:
            wanton += weight[card] * (share[:, card] / (p.rivals + weight[card].sum(1)))[:, None]
    hazard += wanton
    return hazard, wanton


def over_time(p: Picture, hazard: Array) -> Array:
    """Chance of being struck at least once in the rounds ahead."""
    return np.asarray(1 - np.exp((F(-p.mind.outlook.campaign) * p.ahead) * hazard))


def option_of(p: Picture, weight: Array) -> Array:
    """(5, N, B) what being free to strike is worth: the inclusive value of all targets; a claimant's of its one."""
    idle = weight.sum(2)
    idle[Intent.CLAIMANT] = idle[Intent.CONTENT] + (idle[Intent.CLAIMANT] - idle[Intent.CONTENT]) / p.rivals
    return np.asarray(np.log1p(idle / p.rivals) / F(p.mind.precision.strike))
