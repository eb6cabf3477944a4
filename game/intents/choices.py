"""What every power would order under every card: utilities in points, for stance, arms and signals.

[c, ...] is the card, [i] the actor, [j] whom it is about. One order set is one sequence of choices: stance, arms,
then words; each is a quantal response, so that what people ordered can be read as such choices too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from game.arrays import Array
from game.intents.dread import (
    Dread,
    Strike,
    campaign,
    cards,
    chance,
    dread,
    frequencies,
    harm_of,
    odds_of,
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
    *(Bundle(s, d) for total in (1, 2, 3) for s in range(total, -1, -1) for d in (total - s,)),
    Bundle(0, 0, 1),
    Bundle(0, 0, 2),
)
SORE = (0, 1, 0, 0, 0)  # which of the two losses counts, by card
_UP = (-2.0, 0.0, 3.0, 6.0)  # attack gained, at which an opportunity is worked out; between them by line
_DOWN = (-1.0, 0.0, 1.5, 3.0)  # defence gained


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
    mobilise: Array  # (5, N, B)
    strike: Array  # (5, N, N, B) by card; the claimant's as if each were its target
    arms: Array  # (5, bundles, N, B)
    option: Array  # (5, N, B) what an opportunity to strike is worth


def outlooks(p: Picture) -> Outlooks:
    first = dread(p, hoped(p), depth=1)
    helped, joins = expected(p, stakes(p, first))
    d = dread(p, helped)
    s = stakes(p, d)
    precision = F(p.mind.precision.strike)
    option = worth_of(p, d.weight, precision)
    now, imminent, once = _now(p, d, helped)
    strikes = _strikes(p, d, now, imminent, once, option)
    arms, slope, provoked = _arms(p, d, option)
    mobilise = _mobilise(p, imminent, now, option, slope, provoked)
    return Outlooks(p, d, s, helped, joins, now, imminent, mobilise, strikes, arms, option)


def worth_of(p: Picture, weight: Array, precision: float | np.floating[np.typing.Any]) -> Array:
    """(5, N, B) what being free to strike is worth: the inclusive value of all targets; a claimant's of its one."""
    idle = weight.sum(2)
    calm = idle[Intent.CONTENT]
    idle[Intent.CLAIMANT] = calm + (idle[Intent.CLAIMANT] - calm) / p.rivals
    return np.asarray(np.log1p(idle / p.rivals) / F(precision))


# ---- stance ---------------------------------------------------------------------------------------------


def _now(p: Picture, d: Dread, helped: Array) -> tuple[Strike, Array, Array]:
    """A strike this round, how likely each is, and what it would cost the struck (2, N, N, B)."""
    unready = F(p.world.core.odds.unready) * ~p.ready
    margin = p.attack[:, None] - p.defence[None] + p.edge + unready[None] - helped
    what = strike(p, margin)
    weight = campaign(p, what, d.harm)
    hazard, _ = frequencies(p, weight)
    return what, hazard * p.may[:, None], harm_of(p, what)


def _strikes(p: Picture, d: Dread, now: Strike, imminent: Array, once: Array, option: Array) -> Array:
    """(5, N, N, B) a strike now against holding: what it gains, what it forestalls, what waiting would have been worth."""
    core, traits = p.world.core, p.mind.outlook
    battle = F(core.losses.battle + core.losses.battle_arms * traits.arm)
    even = chance(odds_of(p), p.attack[:, None] - p.attack[None])
    meets = imminent.swapaxes(0, 1)  # [i, j] the target strikes too
    out = np.empty((len(INTENTS), *meets.shape), F)
    wait = F(traits.delay * traits.patience) * p.more * option
    for card in Intent:
        s = SORE[card]
        conquest, province = cards(p)[card]
        relief = d.harm[s].swapaxes(0, 1)
        worth = now.worth(conquest, province, relief)
        duel = (
            even * (F(conquest) + relief) - (1 - even) * p.loss[s][:, None] - battle - F(core.losses.strike) - p.price
        )
        struck = once[s].swapaxes(0, 1)
        out[card] = worth + meets * (duel + struck - worth) - wait[card][:, None]
    return np.where(p.near & p.may[:, None], out, NEVER)


def _mobilise(p: Picture, imminent: Array, now: Strike, option: Array, slope: Array, provoked: Array) -> Array:
    """(5, N, B) to mobilise against to hold: an opportunity sooner, a better defence now, and what it stirs up."""
    core, traits = p.world.core, p.mind.outlook
    unready = F(core.odds.unready) * ~p.ready
    firmer = chance(odds_of(p), _logit(p, now.wins) - unready[None])
    spared = imminent * (1 - now.bows) * (now.wins - firmer)  # [striker, i]
    renewed = np.where(p.ready, F(0.3), F(1))  # who is ready gains only the later rounds
    sooner = F(traits.patience * (1 - traits.delay)) * p.more * renewed
    out = np.empty_like(option)
    for card in Intent:
        s = SORE[card]
        defence = (spared * p.loss[s][None]).sum(0) + F(0.25) * unready * slope[s]
        out[card] = sooner * option[card] + defence - provoked[s] - F(core.prices.mobilise)
    return np.where(p.seen.table.exile, NEVER, out)


def _logit(p: Picture, wins: Array) -> Array:
    return np.asarray(F(p.world.core.odds.scale) * np.log(wins / (1 - wins)))


# ---- arms -----------------------------------------------------------------------------------------------


def _arms(p: Picture, d: Dread, option: Array) -> tuple[Array, Array, Array]:
    """(5, bundles, N, B) utilities; and (2, N, B) what a point of defence spares, what a point of attack provokes."""
    precision = p.mind.precision.strike
    spared = np.stack([_suffered(p, d, -by) for by in _DOWN])  # (grid, 2, N, B) harm with more defence
    ups, stirred = [], []
    for by in _UP:
        if by == 0:
            ups.append(option)
            stirred.append(spared[_DOWN.index(0.0)])
            continue
        what = strike(p, d.margin + F(by))
        weight = campaign(p, what, d.harm)
        ups.append(worth_of(p, weight, precision))
        if by <= _UP[2]:
            stirred.append(_provoked(p, d, what, weight))
    worth = np.stack(ups)  # (grid, 5, N, B)
    base = spared[_DOWN.index(0.0)]
    out = np.empty((len(INTENTS), len(BUNDLES), *base.shape[1:]), F)
    k, look = p.k, p.mind.outlook
    discount = F(look.patience) * p.more
    for x, bundle in enumerate(BUNDLES):
        up, down = (
            bundle.swords + k * bundle.shields - bundle.scrap,
            bundle.shields + k * (bundle.swords - bundle.scrap),
        )
        price = F(p.world.core.arms.price * (bundle.swords + bundle.shields))
        harm = _between(_DOWN, spared, down) + _between(_UP[:3], np.stack(stirred), up) - 2 * base
        gain = _between(_UP, worth, up) - option
        if up > 0:  # force is lumpy: a second round of the same may be what makes it count
            twice = (F(look.patience) * _between(_UP, worth, 2 * up) - option) / 2
            gain = np.maximum(gain, np.where(p.left > 1.5, twice, gain))
        gain = discount * gain
        for card in Intent:
            out[card, x] = gain[card] - harm[SORE[card]] - price
    at = _DOWN.index(0.0)
    slope = (base - spared[at + 1]) / F(_DOWN[at + 1])
    return out, slope, (stirred[2] - base) / F(_UP[2])


def _suffered(p: Picture, d: Dread, shift: float) -> Array:
    """(2, N, B) harm each expects of all if everybody's margin against it shifts so."""
    if shift == 0:
        return np.asarray(d.harm.sum(1))
    what = strike(p, d.margin + F(shift))
    hazard, _ = frequencies(p, campaign(p, what, d.harm))
    return np.asarray((harm_of(p, what) * over_time(p, hazard)).sum(1))


def _provoked(p: Picture, d: Dread, what: Strike, weight: Array) -> Array:
    """(2, N, B) harm each expects of all if its own strikes are ``what``: others fear it more, and act on it."""
    _, wanton = frequencies(p, weight)
    hazard = wanton + (d.hazard - d.wanton)
    feared = harm_of(p, what) * over_time(p, hazard)  # [i, j] of i by j
    hazard, _ = frequencies(p, campaign(p, d.strike, feared))
    return np.asarray((harm_of(p, d.strike) * over_time(p, hazard)).sum(1))


def _between(grid: tuple[float, ...], values: Array, x: float) -> Array:
    """The value at x on a line through the grid; beyond its ends that of the end."""
    x = min(max(x, grid[0]), grid[-1])
    at = max(i for i, g in enumerate(grid[:-1]) if g <= x)
    share = (x - grid[at]) / (grid[at + 1] - grid[at])
    if share == 0:
        return np.asarray(values[at])
    return np.asarray(values[at] * F(1 - share) + values[at + 1] * F(share))
