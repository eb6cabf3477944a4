"""What every power would order under every card: utilities in points, for stance and arms.

[c, ...] is the card, [i] the actor, [j] whom it is about. One order set is one sequence of choices: stance, arms,
then words; each is a quantal response, so that what people ordered can be read as such choices too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from game.arrays import Array
from game.intents.dread import (
    SORE,
    Dread,
    Strike,
    battle_price,
    campaign,
    card_points,
    chance,
    dread,
    frequencies,
    option_of,
    over_time,
    strike,
)
from game.intents.help import Stakes, expected, hoped, stakes
from game.intents.picture import F, Picture
from game.scenario import INTENTS, Intent

NEVER = F(-1e4)


class Bundle(NamedTuple):
    """Arms ordered together in a round."""

    swords: int
    shields: int
    scrap: int = 0


BUNDLES = (
    Bundle(0, 0),
    *(Bundle(s, total - s) for total in (1, 2, 3) for s in range(total, -1, -1)),
    Bundle(0, 0, 1),
    Bundle(0, 0, 2),
)
# Attack and defence gained, at which an opportunity and a threat are worked out; between and beyond them by line.
_UP = (0.0, 3.0, 6.0)
_DOWN = (0.0, 1.5, 3.0)


@dataclass(frozen=True, eq=False)
class Outlooks:
    """All a viewer works out before the orders: utilities against doing nothing, for every actor and card."""

    picture: Picture
    dread: Dread
    stakes: Stakes
    helped: Array  # [i, j] strength expected to come to j if i strikes it
    joins: Array  # [k, i, j] chance that k joins j at once if i strikes it
    now: Strike  # a strike this round
    imminent: Array  # [i, j] chance that i strikes j this round
    option: Array  # (5, N, B) what an opportunity to strike is worth
    mobilise: Array  # (5, N, B)
    strike: Array  # (5, N, N, B) by card; the claimant's as if each were its target
    arms: Array  # (5, bundles, N, B)

    @cached_property
    def honest(self) -> Array:
        """(2, N, N, B) the part of the harm that strikers do out of fear."""
        d = self.dread
        return np.asarray(d.harm * (1 - d.wanton / np.maximum(d.hazard, F(1e-9))))


def outlooks(p: Picture) -> Outlooks:
    helped, joins, d, s = foreseen(p)
    option = option_of(p, d.weight)
    margin = p.margin + (F(p.world.core.odds.unready) * ~p.ready)[None] - helped
    now = strike(p, margin)
    hazard, _ = frequencies(p, campaign(p, now, d.harm))
    imminent = hazard * p.may[:, None]
    arms, slope, provoked = _arms(p, d, option)
    return Outlooks(
        p,
        d,
        s,
        helped,
        joins,
        now,
        imminent,
        option,
        mobilise=_mobilise(p, margin, imminent, now, option, slope, provoked),
        strike=_strikes(p, d, now, imminent, option),
        arms=arms,
    )


def foreseen(p: Picture) -> tuple[Array, Array, Dread, Stakes]:
    """Help expected [i, j], chances to join [k, i, j], what is dreaded, and what is at stake for third powers."""
    helped, joins = expected(p, stakes(p, dread(p, hoped(p), depth=0)))
    d = dread(p, helped)
    return helped, joins, d, stakes(p, d)


# ---- stance ---------------------------------------------------------------------------------------------


def _strikes(p: Picture, d: Dread, now: Strike, imminent: Array, option: Array) -> Array:
    """(5, N, N, B) a strike now against holding.

    What it gains, what it forestalls - if the target strikes too, arms meet in the open - and what waiting would have
    been worth.
    """
    traits, price = p.mind.outlook, F(battle_price(p) + p.world.core.losses.strike)
    even = chance(p, p.attack[:, None] - p.attack[None])
    meets = imminent.swapaxes(0, 1)  # [i, j] the target strikes too
    wait = F(traits.delay * traits.patience) * p.more * option
    barred = (NEVER * ~(p.near & p.may[:, None])).astype(F)
    out = np.empty((len(INTENTS), *meets.shape), F)
    by_loss = []
    for s in (0, 1):
        relief = d.harm[s].swapaxes(0, 1)
        worth = now.cost + relief * now.relief
        duel = even * (relief + p.loss[s][:, None]) - p.loss[s][:, None] - price - p.price
        by_loss.append(worth + meets * (duel + now.harm[s].swapaxes(0, 1) - worth) + barred)
    for card in Intent:
        conquest, province = card_points(p)[card]
        np.subtract(by_loss[SORE[card]], wait[card][:, None], out=out[card])
        if conquest and card in p.cards:
            gain = F(conquest) * now.conquest + F(province) * now.bows
            out[card] += gain + meets * (F(conquest) * even - gain)
    return out


def _mobilise(
    p: Picture, margin: Array, imminent: Array, now: Strike, option: Array, slope: Array, provoked: Array
) -> Array:
    """(5, N, B) to mobilise against to hold: an opportunity sooner, a better defence now, and what it stirs up."""
    core, traits = p.world.core, p.mind.outlook
    unready = F(core.odds.unready) * ~p.ready
    spared = imminent * (1 - now.bows) * (now.wins - chance(p, margin - unready[None]))  # [striker, i]
    renewed = 1 - F(0.7) * p.ready  # who is ready gains only the later rounds
    sooner = F(traits.patience * (1 - traits.delay)) * p.more * renewed
    threat = [(spared * loss[None]).sum(0) + F(0.25) * unready * slope[s] - provoked[s] for s, loss in enumerate(p.loss)]
    out = sooner * option
    for card in Intent:
        out[card] += threat[SORE[card]] - F(core.prices.mobilise)
    return np.asarray(out + NEVER * p.seen.table.exile)


# ---- arms -----------------------------------------------------------------------------------------------


def _arms(p: Picture, d: Dread, option: Array) -> tuple[Array, Array, Array]:
    """(5, bundles, N, B) utilities; and (2, N, B) what a point of defence spares, what a point of attack provokes."""
    spared = [d.harm.sum(1), *(_suffered(p, d, by) for by in _DOWN[1:])]
    worth, stirred = [option], [spared[0]]
    for by in _UP[1:]:
        what = strike(p, d.margin + F(by))
        weight = campaign(p, what, d.harm)
        worth.append(option_of(p, weight))
        if by == _UP[1]:
            stirred.append(_provoked(p, d, what, weight))
    out = np.empty((len(INTENTS), len(BUNDLES), *spared[0].shape[1:]), F)
    k, look = p.k, p.mind.outlook
    discount = F(look.patience) * p.more
    later = (p.left > F(1.5)).astype(F)
    gains: dict[float, Array] = {}
    for x, bundle in enumerate(BUNDLES):
        up, down = bundle.swords + k * bundle.shields - bundle.scrap, bundle.shields + k * (bundle.swords - bundle.scrap)
        if up not in gains:
            gain = _between(_UP, worth, up) - option
            if up > 0:  # force is lumpy: a second round of the same may be what makes it count
                twice = F(0.5) * (F(look.patience) * _between(_UP, worth, 2 * up) - option)
                gain += np.maximum(twice - gain, F(0)) * later
            gains[up] = discount * gain
        harm = _between(_DOWN, spared, down) + _between(_UP[:2], stirred, up) - 2 * spared[0]
        harm += F(p.world.core.arms.price * (bundle.swords + bundle.shields))
        for card in Intent:
            np.subtract(gains[up][card], harm[SORE[card]], out=out[card, x])
    return out, (spared[0] - spared[1]) / F(_DOWN[1]), (stirred[1] - stirred[0]) / F(_UP[1])


def _suffered(p: Picture, d: Dread, defence: float) -> Array:
    """(2, N, B) harm each expects of all, had it so much more defence."""
    what = strike(p, d.margin - F(defence))
    hazard, _ = frequencies(p, campaign(p, what, d.harm))
    return np.asarray((what.harm * over_time(p, hazard)).sum(1))


def _provoked(p: Picture, d: Dread, what: Strike, weight: Array) -> Array:
    """(2, N, B) harm each expects of all if its own strikes are ``what``: others fear it more, and act on it."""
    _, wanton = frequencies(p, weight)
    feared = what.harm * over_time(p, wanton + (d.hazard - d.wanton))  # [i, j] of i by j
    hazard, _ = frequencies(p, campaign(p, d.strike, feared))
    return np.asarray((d.strike.harm * over_time(p, hazard)).sum(1))


def _between(grid: tuple[float, ...], values: list[Array], x: float) -> Array:
    """The value at x by lines through the grid; below it the first line goes on, above it the last value holds."""
    x = min(x, grid[-1])
    at = max((i for i, g in enumerate(grid[:-1]) if g <= x), default=0)
    share = (x - grid[at]) / (grid[at + 1] - grid[at])
    if share in (0.0, 1.0):
        return np.asarray(values[at + int(share)])
    return np.asarray(values[at] * F(1 - share) + values[at + 1] * F(share))
