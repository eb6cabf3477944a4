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
    mean_of,
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
        hazard, wanton = self.dread.hazards
        return np.asarray(self.dread.harm * (1 - wanton / np.maximum(hazard, F(1e-9))))


def outlooks(p: Picture) -> Outlooks:
    helped, joins, first, s = foreseen(p)
    d = dread(p, helped, depth=p.mind.fear.depth // 2, start=first.harm if p.mind.fear.depth else None)
    option = d.option(0)
    margin = p.margin + (F(p.world.core.odds.unready) * ~p.ready)[None] - helped
    now = strike(p, margin)
    hazard, wanton = frequencies(p, campaign(p, now, d.harm))
    if not p.mind.fear.depth:  # who does not think fear of fear through reckons with greed alone
        hazard = wanton
    imminent = hazard * p.may[:, None]
    arms, slope, provoked = _arms(p, d, option)
    even = chance(p, p.attack[:, None] - p.attack[None])  # to win where two strikers meet
    meeting = _meeting(p, d, now, even)
    return Outlooks(
        p,
        d,
        s,
        helped,
        joins,
        now,
        imminent,
        option,
        mobilise=_mobilise(p, margin, hazard, now, option, slope, provoked, meeting),
        strike=_strikes(p, d, now, imminent, option, meeting, even),
        arms=arms,
    )


def foreseen(p: Picture) -> tuple[Array, Array, Dread, Stakes]:
    """Help expected [i, j], chances to join [k, i, j], and from what dread, and what stakes, of third powers."""
    first = dread(p, hoped(p), depth=(p.mind.fear.depth + 1) // 2)
    s = stakes(p, first)
    helped, joins = expected(p, s)
    return helped, joins, first, s


# ---- stance ---------------------------------------------------------------------------------------------


def _meeting(p: Picture, d: Dread, now: Strike, even: Array) -> list[Array]:
    """By loss, [i, j]: what it is worth to i to meet a strike of j with its own, beside being struck.

    Arms meet in the open: where offence leads this is much, where defence leads it is a loss (Schelling 1960).
    """
    price = F(battle_price(p) + p.world.core.losses.strike)
    out = []
    for s, loss in enumerate(p.loss):
        relief = d.harm[s].swapaxes(0, 1)
        duel = even * (relief + loss[:, None]) - loss[:, None] - price - p.price
        out.append(duel + now.harm[s].swapaxes(0, 1))
    return out


def _strikes(
    p: Picture, d: Dread, now: Strike, imminent: Array, option: Array, meeting: list[Array], even: Array
) -> Array:
    """(5, N, N, B) a strike now against holding.

    What it gains, what it forestalls, and what waiting would have been worth.
    """
    traits = p.mind.outlook
    meets = imminent.swapaxes(0, 1)  # [i, j] the target strikes too
    wait = F(traits.delay * traits.patience) * p.more * option
    barred = (NEVER * ~(p.near & p.may[:, None])).astype(F)
    out = np.empty((len(INTENTS), *meets.shape), F)
    by_loss = []
    for s in (0, 1):
        worth = now.cost + d.harm[s].swapaxes(0, 1) * now.relief
        by_loss.append(worth + meets * (meeting[s] - worth) + barred)
    for card in Intent:
        conquest, province = card_points(p)[card]
        np.subtract(by_loss[SORE[card]], wait[card][:, None], out=out[card])
        if conquest and card in p.cards:
            gain = F(conquest) * now.conquest + F(province) * now.bows
            out[card] += gain + meets * (F(conquest) * even - gain)
    return out


def _mobilise(
    p: Picture,
    margin: Array,
    hazard: Array,
    now: Strike,
    option: Array,
    slope: Array,
    provoked: Array,
    meeting: list[Array],
) -> Array:
    """(5, N, B) to mobilise against to hold.

    An opportunity sooner, a better defence, a strike that can be met next round; and what it stirs up.
    """
    core, traits = p.world.core, p.mind.outlook
    unready = F(core.odds.unready) * ~p.ready
    imminent = hazard * p.may[:, None]
    spared = imminent * (1 - now.bows) * (now.wins - chance(p, margin - unready[None]))  # [striker, i]
    renewed = 1 - F(0.7) * p.ready  # who is ready gains only the later rounds
    sooner = F(traits.patience * (1 - traits.delay)) * p.more * renewed
    # next round strike those who mobilised last round, and those who will have mobilised in this one
    threatens = np.where(p.may, F(1) - p.last_chance, F(traits.alert))[:, None] * hazard
    later = F(traits.patience) * p.more * renewed
    out = sooner * option
    threat = []
    for s, loss in enumerate(p.loss):
        met = (threatens * np.maximum(meeting[s].swapaxes(0, 1), F(0))).sum(0)
        defence = (spared * loss[None]).sum(0) + F(traits.ready) * unready * slope[s]
        threat.append(defence + later * met - provoked[s])
    for card in Intent:
        out[card] += threat[SORE[card]] - F(core.prices.mobilise)
    return np.asarray(out + NEVER * p.seen.table.exile)


# ---- arms -----------------------------------------------------------------------------------------------


def _arms(p: Picture, d: Dread, option: Array) -> tuple[Array, Array, Array]:
    """(5, bundles, N, B) utilities; and (2, N, B) what a point of defence spares, what a point of attack provokes."""
    look, k = p.mind.outlook, p.k
    base = _in_all(p, d.suffered(0))
    grasped = F(p.mind.fear.provocation)  # of what its own arms stir up
    spared = [base, _in_all(p, d.suffered(-1))]
    stirred = [base, base + grasped * (_provoked(p, d) - base)]
    worth = [option, d.option(1), d.option(2)]
    out = np.empty((len(INTENTS), len(BUNDLES), *base.shape[1:]), F)
    discount = F(look.patience) * p.more
    later = (p.left > F(1.5)).astype(F)
    gains: dict[float, Array] = {}
    for x, bundle in enumerate(BUNDLES):
        swords = bundle.swords - bundle.scrap
        up, down = swords + k * bundle.shields, bundle.shields + k * swords
        if up not in gains:
            gain = _between(worth, up / look.spread) - option
            if up > 0:  # force is lumpy: a second round of the same may be what makes it count
                twice = F(0.5) * (F(look.patience) * _between(worth, 2 * up / look.spread) - option)
                gain += np.maximum(twice - gain, F(0)) * later
            gains[up] = discount * gain
        harm = _between(spared, down / look.spread) + _between(stirred, up / look.spread) - 2 * base
        harm += F(p.world.core.arms.price * (bundle.swords + bundle.shields) + look.keep * bundle.scrap)
        for card in Intent:
            np.subtract(gains[up][card], harm[SORE[card]], out=out[card, x])
    return out, (base - spared[1]) / F(look.spread), (stirred[1] - base) / F(look.spread)


def _provoked(p: Picture, d: Dread) -> Array:
    """(2, N, B) harm each expects of all, were it a step stronger: others fear it more, and act on it."""
    feared = d.suffered(1)  # [i, j] of i by j, if i has more attack
    parts = []
    for side in (-1, 0, 1):
        what = d.grid.strike(side)
        hazard, _ = frequencies(p, campaign(p, what, feared))
        parts.append(what.harm * over_time(p, hazard))
    return _in_all(p, mean_of(*parts))


def _in_all(p: Picture, harm: Array) -> Array:
    """(2, N, B) harm expected of all rivals together: one can be conquered only once."""
    most = p.loss + F(2 * battle_price(p))
    return np.asarray(most * (1 - np.exp(-harm.sum(1) / most)))


def _between(values: list[Array], x: float) -> Array:
    """The value at step x by lines through the steps; below 0 the first goes on, beyond the last its value holds."""
    x = min(x, len(values) - 1)
    at = min(max(int(x), 0), len(values) - 2)
    share = x - at
    if share in (0.0, 1.0):
        return np.asarray(values[at + int(share)])
    return np.asarray(values[at] * F(1 - share) + values[at + 1] * F(share))
