"""Who would strike whom, and what everybody has to dread: [i, d] is always a striker i and its d-th target (`pairs`).

A strike is worth what the card pays, what fear it ends and what it costs (Fearon 1995; Kydd 2005); how often it
comes follows by quantal response; what is dreaded follows from how often it comes; and fear is itself a reason to
strike (Schelling 1960, chapter 9), so this is gone through a few times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from game.arrays import Array
from game.intents.picture import F, Picture
from game.scenario import Intent

SORE = (0, 1, 0, 0, 0)  # which of the two losses counts, by card: a Content's or a Fearful's
CARDS = tuple(Intent)
OUTER = 0.3  # weight of each outer case of what may come
LOWEST = -2  # step of the grid
AROUND = slice(1, 4)  # the steps -1, 0 and 1
SUFFERED = slice(0, 5)  # the steps -2 to 2, of which the harm at -1 to 1 is the mean
OFFERED = slice(1, None)  # the steps from -1 on, of which the options from 0 on are the mean


def chance(p: Picture, margin: Array) -> Array:
    """Chance that the attacker wins at these margins, whole or not [R8]."""
    rules = p.world.core.odds
    wins = margin * F(-1 / rules.scale)
    np.exp(wins, out=wins)
    wins += 1
    np.divide(1, wins, out=wins)
    np.maximum(wins, F(rules.least / rules.die), out=wins)
    return np.minimum(wins, F(rules.most / rules.die), out=wins)


def battle_price(p: Picture) -> float:
    """Points a battle costs each side, arms included [R9]."""
    losses = p.world.core.losses
    return losses.battle + losses.battle_arms * p.mind.outlook.arm


@dataclass(frozen=True, eq=False)
class Strike:
    """What strikes are made of at given margins: their worth is linear in what is gained and what fear it ends.

    Arrays of pairs (..., N, D, B), by whatever stands before.
    """

    wins: Array  # chance to win the battle
    bows: Array  # chance that the target yields
    cost: Array  # points, negative
    conquest: Array  # how much of the card's points for a conquest
    relief: Array  # how much of the fear of the target it ends
    rest: Array  # points it costs the target beside its conquest
    gains: Array  # (wolves, ..., N, D, B) exp(precision x points) of the `kinds` of cards that want land

    calm: Array  # precision x points without gain or relief, the token of mobilising paid

    def some(self, steps: slice) -> Strike:
        """Those at some of the steps."""
        parts = {name: part[steps] for name, part in self.__dict__.items() if name != "gains"}
        return Strike(**parts, gains=self.gains[:, steps])


def strike(p: Picture, wins: Array) -> Strike:
    """What it is to strike at these chances to win [R8, R9].

    The battles to be expected are 1 + bows x (again - 1), for who has yielded cannot do so again; so all is linear in
    the chance that the target yields and in that of its conquest.
    """
    losses, precision = p.world.core.losses, F(p.mind.precision.strike)
    repulse = F(losses.repulse + losses.repulse_swords * p.mind.outlook.arm)
    bows, less = _bows(p, wins), p.again - 1
    conquest = bows * less
    conquest += 1
    conquest *= wins
    battle: Array | F = F(battle_price(p))
    rest = bows * (less * battle + F(losses.yielded) + p.left)
    rest += battle
    if p.world.has("nuclear"):
        warned, unready = p.world.retaliation
        battle = battle + p.pairs.at_target(np.where(p.ready, F(warned), F(unready)) * p.world.nuclear)
    cost = repulse * conquest
    cost -= bows * (less * (battle + repulse) + p.again * F(losses.strike))
    cost -= (battle + repulse + F(losses.strike)) + p.barred
    gains = np.empty((len(p.kinds) - 2, *wins.shape), F)
    for card, gain in zip(p.kinds[2:], gains, strict=True):
        land, province = card_points(p)[card]
        np.multiply(precision * F(land), conquest, out=gain)
        gain += (precision * F(province)) * bows
    np.exp(gains, out=gains)
    relief = F(p.mind.outlook.province) * bows
    relief += conquest
    calm = precision * cost
    calm -= precision * F(p.world.core.prices.mobilise)
    return Strike(wins, bows, cost, conquest, relief, rest, gains, calm)


def harm_of(p: Picture, conquest: Array, rest: Array) -> Array:
    """(..., 2, N, D, B) points to the target, as a Content and as a Fearful: of what strikes are made of."""
    harm = conquest[..., None, :, :, :] * p.loss_of_target
    harm += rest[..., None, :, :, :]
    return np.asarray(harm)


def feared(p: Picture, grid: Strike, hazard: Array) -> Array:
    """(steps - 2, 2, N, D, B) points the target expects to lose, if that often who is free to strike strikes it."""
    often = over_time(p, hazard)
    return harm_of(p, mean_of(grid.conquest * often), mean_of(grid.rest * often))


def _bows(p: Picture, wins: Array) -> Array:
    """Chance that the target yields: cheaper than the battle, if the striker is thought to want no more.

    precision x (resist - bow), where to resist costs the battle and the land if it is lost, and to bow a province and
    the same once more, if the striker comes again.
    """
    at_target = p.pairs.at_target
    patient = F(p.mind.precision.crisis) * (p.again - 1)
    x = wins * (patient * at_target(p.mean_loss))
    x += patient * F(battle_price(p)) + F(p.mind.precision.crisis) * at_target(p.bow)
    np.exp(x, out=x)
    x += 1
    return np.divide(at_target(p.unbowed), x, out=x)


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


@dataclass(frozen=True, eq=False)
class Dread:
    """What all expect of all, pairs (N, D, B): what is left of `Ahead` when the outlooks are worked out."""

    harm: Array  # (2, N, D, B) points that the target expects to lose to i in all, as a Content, as a Fearful
    hazard: Array  # how often i, free to strike, strikes its target
    wanton: Array  # the part of it that is for land
    often: Array  # chance of a strike in the rounds ahead
    by_card: Array  # (5, N, D, B) how often i would strike its target, free to, under one card
    wins: Array  # chance that the strike is won
    bows: Array  # chance that the target yields to it
    tether: Array  # the part of the strikes that would be left, had i to break its word for them

    @property
    def honest(self) -> Array:
        """(2, N, D, B) the part of the harm that strikers do out of fear."""
        return np.asarray(self.harm * (1 - self.wanton / np.maximum(self.hazard, F(1e-9))))


class Ahead:
    """What all have to expect of all, at every step of a grid of strengths; steps come first, from `LOWEST` on.

    Nobody knows how strong it and its rivals will be in a few rounds: whatever lies ahead is the mean of three cases,
    one step of `outlook.spread` arms worse, as expected, and one better. So even the strong have something to fear, and
    even the weak something to hope.
    """

    def __init__(self, p: Picture, grid: Strike, harm: Array) -> None:
        self.picture = p
        self.grid = grid  # around the margins of the rounds ahead, expected help counted
        self.harm = harm  # (2, N, D, B) points that the target expects to lose to i in all, as a Content, as a Fearful
        self.weight = list(campaign(p, grid, harm))  # by kind of card, (steps, N, D, B)

    @cached_property
    def _cases(self) -> tuple[Array, Array]:
        """How often i, free to strike, strikes its target, by its repute; and that part of it that is for land."""
        return frequencies(self.picture, [weight[SUFFERED] for weight in self.weight])

    @cached_property
    def _suffered(self) -> Array:
        return feared(self.picture, self.grid.some(SUFFERED), self._cases[0])

    @cached_property
    def _options(self) -> list[Array]:
        """By kind of card (steps, N, B), from step 0 on."""
        return [mean_of(option) for option in options_of(self.picture, [weight[OFFERED] for weight in self.weight])]

    def option(self, step: int) -> Array:
        """(kinds, N, B) what being free to strike is worth, with so many steps more attack, from 0 on."""
        return np.stack([option[step] for option in self._options])

    def suffered(self, step: int) -> Array:
        """(2, N, D, B) harm the target expects of i, at so many steps."""
        return np.asarray(self._suffered[step - LOWEST - 1])

    def dread(self) -> Dread:
        """As things are."""
        p, weights = self.picture, [weight[AROUND] for weight in self.weight]
        hazard, wanton = (mean_of(part[AROUND])[0] for part in self._cases)
        totals = [(p.rivals + weight.sum(-2))[..., None, :] for weight in weights]
        by_kind = [mean_of(weight / total)[0] for weight, total in zip(weights, totals, strict=True)]
        tether = _tethered(p, weights, totals) if p.world.has("standing pacts") else np.ones_like(hazard)
        wins, bows = self.grid.wins[-LOWEST], self.grid.bows[-LOWEST]
        by_card = np.stack([by_kind[kind] for kind in p.row])
        return Dread(self.harm, hazard, wanton, over_time(p, hazard), by_card, wins.copy(), bows.copy(), tether)


def _tethered(p: Picture, weights: list[Array], totals: list[Array]) -> Array:
    """The part of its strikes that i would still make if it had to break its word: why the weak join whom they fear."""
    word = np.exp(-F(p.mind.precision.strike * p.world.core.breach.pact))
    share, weight, total = p.shares[:, None, :, None], np.stack(weights), np.stack(totals)
    free = mean_of((share * weight / total).sum(0))[0]
    bound = mean_of((share * weight * word / (total - weight * (1 - word))).sum(0))[0]
    return np.asarray(over_time(p, bound) / np.maximum(over_time(p, free), F(1e-6)))


def mean_of(cases: Array) -> Array:
    """For every step but the outermost (the first axis) the mean of three: one worse, as expected, and one better."""
    out = cases[:-2] + cases[2:]
    out *= F(OUTER)
    out += F(1 - 2 * OUTER) * cases[1:-1]
    return np.asarray(out)


def ahead(p: Picture, helped: Array, *, depth: int, highest: int, start: Array | None = None) -> Ahead:
    """``helped``: strength expected to come to the target if i strikes it, less what comes to i.

    Fear of fear is gone through ``depth`` times more, from ``start`` (as `Ahead.harm`) or from no fear at all; the
    grid goes up to the step ``highest``.
    """
    margin = p.margin + F(0.5 * p.world.core.odds.unready) + p.growth - helped
    steps = np.arange(LOWEST, highest + 1, dtype=F)[:, None, None, None]
    grid = strike(p, chance(p, margin + steps * F(p.mind.outlook.spread)))
    near, harm = grid.some(AROUND), start
    for _ in range(depth + 1):
        hazard, _ = frequencies(p, campaign(p, near, harm))
        harm = feared(p, near, hazard)[0]
    assert harm is not None
    return Ahead(p, grid, harm)


def campaign(p: Picture, what: Strike, harm: Array | None) -> Iterator[Array]:
    """By kind of card weights (..., N, D, B): exp(precision x the worth of the strike less the token of mobilising).

    ``harm`` (2, N, D, B) as in `Ahead`, None for no fear. One card after the other, so that each fits the cache.
    """
    if harm is None:
        content = fearful = np.exp(what.calm)
    else:
        fears = p.pairs.reversed(F(p.mind.precision.strike) * harm)
        content, fearful = (_lamb(what, fear) for fear in fears)
    yield content
    yield fearful
    for gain in what.gains:
        yield gain * content


def _lamb(what: Strike, fear: Array) -> Array:
    """The weight of a strike that is made out of fear alone: ``fear`` (N, D, B) as precision x points."""
    weight = what.relief * fear
    weight += what.calm
    return np.asarray(np.exp(weight, out=weight))


def frequencies(p: Picture, weights: Iterable[Array]) -> tuple[Array, Array]:
    """How often i, free to strike, strikes its target, by its repute; and the part that is for land.

    ``weights`` as from `campaign`.
    """
    aims = 1 / p.rivals
    of_kind = zip(p.kinds, p.shares, weights, strict=True)
    _, share, content = next(of_kind)
    idle = content.sum(-2)
    idle += p.rivals
    often = share / idle
    if Intent.CLAIMANT in p.kinds:  # it wants one of its rivals' land, nobody knows whose; to the others it is content
        claims = p.shares[p.row[Intent.CLAIMANT]]
        often += claims * (1 - aims) / idle
    hazard = content * often[..., None, :]
    wanton: Array | None = None
    for kind, share, weight in of_kind:
        if kind is Intent.CLAIMANT:
            rest = idle[..., None, :] - content
            rest += weight
            part = np.divide(weight, rest, out=rest)
            part *= (share * aims)[:, None]
        else:
            total = weight.sum(-2)
            total += p.rivals
            part = weight * np.divide(share, total, out=total)[..., None, :]
        if kind is Intent.FEARFUL:
            hazard += part
        elif wanton is None:
            wanton = part
        else:
            wanton += part
    if wanton is None:
        wanton = np.zeros_like(hazard)
    hazard += wanton
    return hazard, wanton


def over_time(p: Picture, hazard: Array) -> Array:
    """Chance of being struck at least once in the rounds ahead."""
    out = (F(-p.mind.outlook.campaign) * p.ahead) * hazard
    np.exp(out, out=out)
    return np.asarray(np.subtract(1, out, out=out))


def options_of(p: Picture, weights: Sequence[Array]) -> list[Array]:
    """By kind of card (..., N, B) the worth of being free to strike: the inclusive value of all targets.

    A claimant's is that of one.
    """
    idle: list[Array] = [weight.sum(-2) for weight in weights]
    if Intent.CLAIMANT in p.kinds:
        aimed = idle[p.row[Intent.CLAIMANT]]
        aimed -= idle[0]
        aimed /= p.rivals
        aimed += idle[0]
    for worth in idle:
        worth /= p.rivals
        np.log1p(worth, out=worth)
        worth /= F(p.mind.precision.strike)
    return idle
