"""Who would strike whom, and what everybody has to dread: [i, d] is always a striker i and its d-th target (`pairs`).

A strike is worth what the card pays, what fear it ends and what it costs (Fearon 1995; Kydd 2005); how often it
comes follows by quantal response; what is dreaded follows from how often it comes; and fear is itself a reason to
strike (Schelling 1960, chapter 9), so this is gone through a few times.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from game.arrays import Array
from game.intents.picture import F, Picture
from game.scenario import Intent

SORE = (0, 1, 0, 0, 0)  # which of the two losses counts, by card: a Content's or a Fearful's
LAMBS = 2  # the first of `Picture.kinds`: a Content and a Fearful
OUTER = 0.3  # weight of each outer case of what may come
CASES = np.array([OUTER, 1 - 2 * OUTER, OUTER], F)  # one step worse, as expected, one better
RISE = np.diff(CASES, prepend=F(0), append=F(0)) * F(-1)  # the mean one step on less the mean here, of four cases
LOWEST = -2  # step of the grid
AROUND = slice(1, 4)  # the steps -1, 0 and 1
ONWARD = slice(1, 5)  # the steps -1 to 2
SUFFERED = slice(0, 5)  # the steps -2 to 2, of which the harm at -1 to 1 is the mean


def chance(p: Picture, margin: Array) -> Array:
    """Chance that the attacker wins at these margins, whole or not [R8]."""
    wins = margin * F(-1 / p.world.core.odds.scale)
    return _won(p, np.exp(wins, out=wins))


def _won(p: Picture, against: Array) -> Array:
    """The chance from its odds, in place."""
    rules = p.world.core.odds
    against += 1
    np.divide(1, against, out=against)
    np.maximum(against, F(rules.least / rules.die), out=against)
    return np.minimum(against, F(rules.most / rules.die), out=against)


def _grid(p: Picture, margin: Array, highest: int) -> Array:
    """(steps, N, D, B) chances at the steps from `LOWEST` to ``highest`` of what they are at ``margin`` (N, D, B)."""
    scale = F(-1 / p.world.core.odds.scale)
    steps = np.exp(np.arange(LOWEST, highest + 1, dtype=F) * (F(p.mind.outlook.spread) * scale))
    return _won(p, np.multiply.outer(steps, np.exp(margin * scale)))


def battle_price(p: Picture) -> float:
    """Points a battle costs each side, arms included [R9]."""
    losses = p.world.core.losses
    return losses.battle + losses.battle_arms * p.mind.outlook.arm


@dataclass(frozen=True, eq=False)
class Strike:
    """What strikes are made of at given margins: their worth is linear in what is gained and what fear it ends.

    Arrays of pairs (..., N, D, B), by whatever stands before.
    """

    toll: Array  # (2, ..., N, D, B) of the target: how much of a conquest, and points it costs it beside
    relief: Array  # how much of the fear of the target it ends
    gains: Array  # (wolves, ..., N, D, B) exp(precision x points) of the `kinds` of cards that want land
    calm: Array  # precision x points without gain or relief, the token of mobilising paid

    def some(self, steps: slice) -> Strike:
        """Those at some of the steps."""
        return Strike(self.toll[:, steps], self.relief[steps], self.gains[:, steps], self.calm[steps])


class _Terms(NamedTuple):
    """What strikes cost and bring at any margin, (N, D, B) or (N, 1, B)."""

    less: Array  # battles to come less, if the target yields
    bold: Array  # precision x what it would lose by yielding, once more by the striker's coming again: if sure to lose
    firm: Array  # and for every margin
    unbowed: Array  # whether the target can yet yield
    spared: Array  # precision x what the striker is spared if it yields
    paid: Array  # precision x what it pays if not, the token of mobilising included
    beside: Array  # points the target loses by yielding, beside its conquest


def _terms(p: Picture) -> _Terms:
    """Worked out once for a picture, and kept with it: strikes at many margins are made of the same."""
    found = p.__dict__.get("_terms")
    if found is None:
        found = p.__dict__["_terms"] = _found_terms(p)
    return found


def _found_terms(p: Picture) -> _Terms:
    losses, precision, at_target = p.world.core.losses, F(p.mind.precision.strike), p.pairs.at_target
    less = p.again - 1
    patient = F(p.mind.precision.crisis) * less
    battle: Array | F = F(battle_price(p))
    firm = patient * battle + F(p.mind.precision.crisis) * at_target(p.bow)
    beside = less * battle + F(losses.yielded) + p.left
    if p.world.has("nuclear"):
        warned, unready = p.world.retaliation
        battle = battle + at_target(np.where(p.ready, F(warned), F(unready)) * p.world.nuclear)
    beaten = battle + F(losses.repulse + losses.repulse_swords * p.mind.outlook.arm)
    return _Terms(
        less=less,
        bold=patient * at_target(p.mean_loss),
        firm=firm,
        unbowed=at_target(p.unbowed),
        spared=precision * (less * beaten + p.again * F(losses.strike)),
        paid=precision * (p.barred + (beaten + F(losses.strike + p.world.core.prices.mobilise))),
        beside=beside,
    )


def bows_of(p: Picture, wins: Array) -> Array:
    """Chance that the target yields: cheaper than the battle, if the striker is thought to want no more."""
    terms = _terms(p)
    out = wins * terms.bold
    out += terms.firm
    np.exp(out, out=out)
    out += 1
    return np.asarray(np.divide(terms.unbowed, out, out=out))


def strike(p: Picture, wins: Array) -> Strike:
    """What it is to strike at these chances to win, which are used up [R8, R9].

    The battles to be expected are 1 + bows x (again - 1), for who has yielded cannot do so again; so all is linear in
    the chance that the target yields and in that of its conquest. Arrays are written over as soon as may be: fewer fit
    the cache.
    """
    losses, precision, terms = p.world.core.losses, F(p.mind.precision.strike), _terms(p)
    bows = bows_of(p, wins)
    toll = np.empty((2, *wins.shape), F)
    conquest, rest = toll
    np.multiply(bows, terms.less, out=conquest)
    conquest += 1
    conquest *= wins
    np.multiply(bows, terms.beside, out=rest)
    rest += F(battle_price(p))
    calm = np.multiply(bows, terms.spared, out=wins)
    np.subtract(conquest * (precision * F(losses.repulse + losses.repulse_swords * p.mind.outlook.arm)), calm, out=calm)
    calm -= terms.paid
    gains = np.empty((len(p.kinds) - LAMBS, *wins.shape), F)
    for card, gain in zip(p.kinds[LAMBS:], gains, strict=True):
        land, province = card_points(p)[card]
        np.multiply(conquest, precision * F(land), out=gain)
        if province:
            gain += (precision * F(province)) * bows
    np.exp(gains, out=gains)
    bows *= F(p.mind.outlook.province)
    bows += conquest
    return Strike(toll, relief=bows, gains=gains, calm=calm)


def harm_of(p: Picture, toll: Array) -> Array:
    """(2, N, D, B) points to the target, as a Content and as a Fearful, of a `toll` of strikes."""
    harm = toll[0] * p.loss_of_target
    harm += toll[1]
    return np.asarray(harm)


def tolled(toll: Array, often: Array, weights: Array = CASES) -> Array:
    """(2, N, D, B) what is to be expected of cases (2, cases, N, D, B) that come so often and have these weights."""
    return np.asarray(np.einsum("xs...,s...->x...", toll, often * weights[:, None, None, None]))


def feared(p: Picture, grid: Strike, hazard: Array, weights: Array = CASES) -> Array:
    """(2, N, D, B) points the target expects to lose, if that often who is free to strike strikes it: of all cases."""
    return harm_of(p, tolled(grid.toll, over_time(p, hazard), weights))


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
    by_kind: Array  # (kinds, N, D, B) how often i would strike its target, free to, under one card
    wins: Array  # chance that the strike is won
    bows: Array  # chance that the target yields to it
    tether: Array  # the part of the strikes that would be left, had i to break its word for them

    @property
    def honest(self) -> Array:
        """(2, N, D, B) the part of the harm that strikers do out of fear."""
        return np.asarray(self.harm * (1 - self.wanton / np.maximum(self.hazard, F(1e-9))))


class Options(NamedTuple):
    """What being free to strike is worth, (kinds, N, B)."""

    now: Array
    first: Array  # with one step more attack, so much more
    second: Array  # with another


class _Swept(NamedTuple):
    """What is found out by going through the cards at all steps, one card after the other."""

    hazard: Array  # (steps, N, D, B) how often i, free to strike, strikes its target, by its repute; at `SUFFERED`
    wanton: Array  # that part of it that is for land
    often: Array  # chance to be struck in the rounds ahead
    idle: Array  # (kinds, steps, N, B) sums of weights
    by_kind: Array  # (kinds, N, D, B) how often i would strike its target as things are, free to, under one card
    tether: Array  # (N, D, B) the part of its strikes that i would still make if it had to break its word


class Ahead:
    """What all have to expect of all, at every step of a grid of strengths; steps come first, from `LOWEST` on.

    Nobody knows how strong it and its rivals will be in a few rounds: whatever lies ahead is the mean of three cases,
    one step of `outlook.spread` arms worse, as expected, and one better. So even the strong have something to fear, and
    even the weak something to hope.
    """

    def __init__(self, p: Picture, grid: Strike, harm: Array, wins: Array) -> None:
        self.picture = p
        self.grid = grid  # around the margins of the rounds ahead, expected help counted
        self.harm = harm  # (2, N, D, B) points that the target expects to lose to i in all, as a Content, as a Fearful
        self.wins = wins  # (N, D, B) as things are

    def weights(self) -> Iterator[Array]:
        """As `campaign` at all steps."""
        return campaign(self.picture, self.grid, self.harm)

    @cached_property
    def _swept(self) -> _Swept:
        p, steps = self.picture, len(self.grid.calm)
        kinds, (n, most, games) = len(p.kinds), self.wins.shape
        idle, by_kind = np.empty((kinds, steps, n, games), F), np.empty((kinds, n, most, games), F)
        free, bound = np.zeros((2, 3, n, most, games), F) if p.world.has("standing pacts") else (None, None)
        word = np.exp(-F(p.mind.precision.strike * p.world.core.breach.pact))

        def cases() -> Iterator[Array]:
            for k, weight in enumerate(self.weights()):
                weight.sum(-2, out=idle[k])
                part = weight[AROUND] / (idle[k, AROUND] + p.rivals)[..., None, :]
                by_kind[k] = mean_of(part)
                if free is not None and bound is not None:
                    share = p.shares[k, :, None]
                    np.add(free, share * part, out=free)
                    np.add(bound, share * (word * part) / (1 - (1 - word) * part), out=bound)
                yield weight[SUFFERED]

        hazard, wanton = frequencies(p, cases())
        tether = np.ones_like(self.wins)
        if free is not None and bound is not None:
            tether = over_time(p, mean_of(bound)) / np.maximum(over_time(p, mean_of(free)), F(1e-6))
        return _Swept(hazard, wanton, over_time(p, hazard), idle, by_kind, tether)

    def options(self) -> Options:
        """Means of the three cases, as things are, and how they rise with one step and with another."""
        idle = options_of(self.picture, self._swept.idle[:, 1:])
        return Options(
            np.einsum("s,ks...->k...", CASES, idle[:, :3]),
            np.einsum("s,ks...->k...", RISE, idle[:, :4]),
            np.einsum("s,ks...->k...", RISE, idle[:, 1:5]),
        )

    def suffered(self, step: int) -> Array:
        """(2, N, D, B) the `toll` the target expects of i, at so many steps."""
        three = slice(step - LOWEST - 1, step - LOWEST + 2)
        return tolled(self.grid.toll[:, three], self._swept.often[three])

    def dread(self) -> Dread:
        """As things are."""
        p, swept = self.picture, self._swept
        hazard, wanton = mean_of(swept.hazard[AROUND]), mean_of(swept.wanton[AROUND])
        often, bows = over_time(p, hazard), bows_of(p, self.wins)
        return Dread(self.harm, hazard, wanton, often, swept.by_kind, self.wins, bows, swept.tether)


def mean_of(cases: Array) -> Array:
    """The mean of three (the first axis): one worse, as expected, and one better."""
    return np.asarray(np.einsum("s,s...->...", CASES, cases))


def ahead(p: Picture, helped: Array, *, depth: int, highest: int, start: Array | None = None) -> Ahead:
    """``helped``: strength expected to come to the target if i strikes it, less what comes to i.

    Fear of fear is gone through ``depth`` times more, from ``start`` (as `Ahead.harm`) or from no fear at all; the
    grid goes up to the step ``highest``.
    """
    margin = p.margin + F(0.5 * p.world.core.odds.unready) + p.growth - helped
    chances = _grid(p, margin, highest)
    wins = chances[-LOWEST].copy()
    grid = strike(p, chances)
    near, harm = grid.some(AROUND), start
    for _ in range(depth + 1):
        hazard, _ = frequencies(p, campaign(p, near, harm))
        harm = feared(p, near, hazard)
    assert harm is not None
    return Ahead(p, grid, harm, wins)


def campaign(p: Picture, what: Strike, harm: Array | None) -> Iterator[Array]:
    """By kind of card weights (..., N, D, B): exp(precision x the worth of the strike less the token of mobilising).

    ``harm`` (2, N, D, B) as in `Ahead`, None for no fear. One card after the other, so that each fits the cache; all
    but the first may be written over.
    """
    if harm is None:
        content = np.exp(what.calm)
        fearful = content.copy()
    else:
        fears = p.pairs.reversed(F(p.mind.precision.strike) * harm)
        np.minimum(fears, F(60), out=fears)  # as in `belief.likelihood`: no more than a float32 holds sums of
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


def frequencies(p: Picture, weights: Iterator[Array]) -> tuple[Array, Array]:
    """How often i, free to strike, strikes its target, by its repute; and the part that is for land.

    ``weights`` as from `campaign`; they are written over.
    """
    content = next(weights)
    idle = content.sum(-2)
    idle += p.rivals
    hazard = content * (p.aimed[0] / idle)[..., None, :]
    wanton: Array | None = None
    for kind, share, weight in zip(p.kinds[1:], p.aimed[1:], weights, strict=True):
        if kind is Intent.CLAIMANT:  # to all but the one whose land it wants it is content
            rest = idle[..., None, :] - content
            rest += weight
            weight /= rest
            weight *= share[:, None]
        else:
            total = weight.sum(-2)
            total += p.rivals
            weight *= np.divide(share, total, out=total)[..., None, :]
        if kind is Intent.FEARFUL:
            hazard += weight
        elif wanton is None:
            wanton = weight
        else:
            wanton += weight
    if wanton is None:
        wanton = np.zeros_like(hazard)
    hazard += wanton
    return hazard, wanton


def over_time(p: Picture, hazard: Array) -> Array:
    """Chance of being struck at least once in the rounds ahead."""
    out = (F(-p.mind.outlook.campaign) * p.ahead) * hazard
    np.exp(out, out=out)
    return np.asarray(np.subtract(1, out, out=out))


def options_of(p: Picture, idle: Array) -> Array:
    """(kinds, ..., N, B) the worth of being free to strike: the inclusive value of all targets, of sums of weights.

    A claimant's is that of one.
    """
    out = idle / p.rivals
    if Intent.CLAIMANT in p.kinds:
        aimed = out[LAMBS]
        aimed -= out[0]
        aimed /= p.rivals
        aimed += out[0]
    np.log1p(out, out=out)
    out /= F(p.mind.precision.strike)
    return out
