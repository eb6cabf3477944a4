"""Who would strike whom, and what everybody has to dread: [i, d] is always a striker i and its d-th target (`pairs`).

A strike is worth what the card pays, what fear it ends and what it costs (Fearon 1995; Kydd 2005); how often it
comes follows by quantal response; what is dreaded follows from how often it comes; and fear is itself a reason to
strike (Schelling 1960, chapter 9), so this is gone through a few times.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np

from game.arrays import Array
from game.intents.picture import F, Picture
from game.scenario import INTENTS, Intent

SORE = (0, 1, 0, 0, 0)  # which of the two losses counts, by card: a Content's or a Fearful's
OUTER = 0.3  # weight of each outer case of what may come
LOWEST = -2  # step of the grid
AROUND = slice(1, 4)  # the steps -1, 0 and 1


def chance(p: Picture, margin: Array) -> Array:
    """Chance that the attacker wins at these margins, whole or not [R8]."""
    rules = p.world.core.odds
    wins = 1 / (1 + np.exp(margin * F(-1 / rules.scale)))
    return np.asarray(np.minimum(np.maximum(wins, F(rules.least / rules.die)), F(rules.most / rules.die)))


def battle_price(p: Picture) -> float:
    """Points a battle costs each side, arms included [R9]."""
    losses = p.world.core.losses
    return losses.battle + losses.battle_arms * p.mind.outlook.arm


class Strike(NamedTuple):
    """What strikes are made of at given margins: their worth is linear in what is gained and what fear it ends.

    Arrays of pairs (..., N, D, B), by whatever stands before.
    """

    wins: Array  # chance to win the battle
    bows: Array  # chance that the target yields
    fights: Array  # battles to be expected: who has yielded cannot do so again
    cost: Array  # points, negative
    conquest: Array  # how much of the card's points for a conquest
    relief: Array  # how much of the fear of the target it ends
    harm: Array  # (..., 2, N, D, B) points it costs the target: as a Content, as a Fearful
    gains: dict[Intent, Array]  # exp(precision x points) of each card that wants land

    def some(self, steps: slice) -> Strike:
        """Those at some of the steps, if steps come first."""
        *parts, gains = self
        return Strike(*(part[steps] for part in parts), {card: gain[steps] for card, gain in gains.items()})


def strike(p: Picture, wins: Array) -> Strike:
    """What it is to strike at these chances to win [R8, R9]."""
    losses, arm, precision = p.world.core.losses, p.mind.outlook.arm, F(p.mind.precision.strike)
    battle = F(battle_price(p))
    bows = _bows(p, wins)
    fights = 1 + bows * (p.again - 1)
    each = (battle + F(losses.repulse + losses.repulse_swords * arm)) - wins * F(
        losses.repulse + losses.repulse_swords * arm
    )
    if p.world.has("nuclear"):
        warned, unready = p.world.retaliation
        each += p.pairs.at_target(np.where(p.ready, F(warned), F(unready)) * p.world.nuclear)
    each *= fights
    each += bows * (F(losses.strike) * p.again)
    each += F(losses.strike) + p.barred
    conquest = fights * wins
    harm = np.expand_dims(conquest, -4) * p.pairs.at_target(p.loss)
    harm += np.expand_dims(bows * (F(losses.yielded) + p.left) + fights * battle, -4)
    gains = {}
    for card in p.cards:
        land, province = card_points(p)[card]
        if land:
            gains[card] = np.exp((precision * F(land)) * conquest + (precision * F(province)) * bows)
    relief = conquest + F(p.mind.outlook.province) * bows
    return Strike(wins, bows, fights, -each, conquest, relief, harm, gains)


def _bows(p: Picture, wins: Array) -> Array:
    """Chance that the target yields: cheaper than the battle, if the striker is thought to want no more.

    precision x (resist - bow), where to resist costs the battle and the land if it is lost, and to bow a province and
    the same once more, if the striker comes again.
    """
    precision, at_target = F(p.mind.precision.crisis), p.pairs.at_target
    x = wins * at_target(p.mean_loss)
    x += F(battle_price(p))
    x *= precision * (p.again - 1)
    x += precision * at_target(p.bow)
    np.exp(x, out=x)
    x += 1
    return np.asarray(at_target(p.unbowed) / x)


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


class Dread:
    """What all expect of all, at every step of a grid of strengths; steps come first, `LOWEST` the first of them.

    Nobody knows how strong it and its rivals will be in a few rounds: whatever lies ahead is the mean of three cases,
    one step of `outlook.spread` arms worse, as expected, and one better. So even the strong have something to fear, and
    even the weak something to hope.
    """

    def __init__(self, p: Picture, grid: Strike, harm: Array) -> None:
        self.picture = p
        self.grid = grid  # around the margins of the rounds ahead, expected help counted
        self.harm = harm  # (2, N, D, B) points that the target expects to lose to i in all, as a Content, as a Fearful
        self.weight = campaign(p, grid, harm)  # by card of the striker

    @cached_property
    def _cases(self) -> tuple[Array, Array]:
        """How often i, free to strike, strikes its target, by its repute; and that part of it that is for land."""
        return frequencies(self.picture, self.weight)

    @cached_property
    def _suffered(self) -> Array:
        return mean_of(self.grid.harm * over_time(self.picture, self._cases[0])[:, None])

    @cached_property
    def _options(self) -> Array:
        return mean_of(option_of(self.picture, self.weight))

    def option(self, step: int) -> Array:
        """(5, N, B) what being free to strike is worth, with so many steps more attack."""
        return np.asarray(self._options[step - LOWEST - 1])

    def suffered(self, step: int) -> Array:
        """(2, N, D, B) harm the target expects of i, at so many steps."""
        return np.asarray(self._suffered[step - LOWEST - 1])

    @cached_property
    def hazards(self) -> tuple[Array, Array]:
        """How often i, free to strike, strikes its target, and the part of it that is for land; as things are."""
        hazard, wanton = (mean_of(part[AROUND])[0] for part in self._cases)
        return hazard, wanton

    @cached_property
    def often(self) -> Array:
        """Chance of a strike in the rounds ahead."""
        return over_time(self.picture, self.hazards[0])

    def by_card(self, card: Intent) -> Array:
        """How often i would strike its target, free to, under one card."""
        weight = self.weight[card][AROUND]
        return np.asarray(mean_of(weight / (self.picture.rivals + weight.sum(-2))[..., None, :])[0])


def mean_of(cases: Array) -> Array:
    """For every step but the outermost (the first axis) the mean of three: one worse, as expected, and one better."""
    out = cases[:-2] + cases[2:]
    out *= F(OUTER)
    out += F(1 - 2 * OUTER) * cases[1:-1]
    return np.asarray(out)


def dread(p: Picture, helped: Array, *, depth: int, highest: int, start: Array | None = None) -> Dread:
    """``helped``: strength expected to come to the target if i strikes it, less what comes to i.

    Fear of fear is gone through ``depth`` times more, from ``start`` (as `Dread.harm`) or from no fear at all; the
    grid goes up to the step ``highest``.
    """
    margin = p.margin + F(0.5 * p.world.core.odds.unready) + p.growth - helped
    steps = np.arange(LOWEST, highest + 1, dtype=F)[:, None, None, None]
    grid = strike(p, chance(p, margin + steps * F(p.mind.outlook.spread)))
    near, harm = grid.some(AROUND), start
    for _ in range(depth + 1):
        hazard, _ = frequencies(p, campaign(p, near, harm))
        harm = mean_of(near.harm * over_time(p, hazard)[:, None])[0]
    assert harm is not None
    return Dread(p, grid, harm)


def campaign(p: Picture, what: Strike, harm: Array | None) -> dict[Intent, Array]:
    """Weights of a campaign by card: exp(precision x the worth of the strike less the token of mobilising).

    ``harm`` (2, N, D, B) as in `Dread`. Cards that nobody can hold have a Content's.
    """
    precision = F(p.mind.precision.strike)
    base = precision * (what.cost - F(p.world.core.prices.mobilise))
    if harm is None:
        calm = sore = np.exp(base, out=base)
    else:
        fear = p.pairs.reversed(precision * harm)
        calm, sore = what.relief * fear[0], what.relief * fear[1]
        calm += base
        sore += base
        np.exp(calm, out=calm)
        np.exp(sore, out=sore)
    out = dict.fromkeys(Intent, calm) | {Intent.FEARFUL: sore}
    return out | {card: calm * gain for card, gain in what.gains.items()}


def frequencies(p: Picture, weight: dict[Intent, Array]) -> tuple[Array, Array]:
    """How often i, free to strike, strikes its target, by its repute; and the part that is for land."""
    share, aims = p.repute, 1 / p.rivals  # (N, 5, B)

    def often(card: Intent, lot: Array) -> Array:
        return np.asarray(weight[card] * (lot / (p.rivals + weight[card].sum(-2)))[..., None, :])

    # a claimant wants one of its rivals' land, nobody knows whose; to the others it is content
    hazard = often(Intent.CONTENT, share[:, Intent.CONTENT] + share[:, Intent.CLAIMANT] * (1 - aims))
    hazard += often(Intent.FEARFUL, share[:, Intent.FEARFUL])
    calm, wanton = weight[Intent.CONTENT], weight[Intent.CLAIMANT]
    wanton = wanton / (((p.rivals + calm.sum(-2))[..., None, :] - calm) + wanton)
    wanton *= (share[:, Intent.CLAIMANT] * aims)[:, None]
    for card in (Intent.OPPORTUNIST, Intent.EXPANSIONIST):
        if p.world.deck[card] > 0:
            wanton += often(card, share[:, card])
    hazard += wanton
    return hazard, wanton


def over_time(p: Picture, hazard: Array) -> Array:
    """Chance of being struck at least once in the rounds ahead."""
    out = (F(-p.mind.outlook.campaign) * p.ahead) * hazard
    np.exp(out, out=out)
    return np.asarray(np.subtract(1, out, out=out))


def option_of(p: Picture, weight: dict[Intent, Array]) -> Array:
    """(..., 5, N, B) what being free to strike is worth: the inclusive value of all targets; a claimant's of its one."""
    calm = weight[Intent.CONTENT].sum(-2)
    idle = np.empty((*calm.shape[:-2], len(INTENTS), *calm.shape[-2:]), F)
    for card in Intent:
        idle[..., card, :, :] = calm if weight[card] is weight[Intent.CONTENT] else weight[card].sum(-2)
    aimed = idle[..., Intent.CLAIMANT, :, :]
    aimed -= calm
    aimed /= p.rivals
    aimed += calm
    idle /= p.rivals
    np.log1p(idle, out=idle)
    idle /= F(p.mind.precision.strike)
    return idle
