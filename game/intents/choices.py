"""What every power would order under every card: utilities in points, for stance and arms.

[c, ...] is the card, [i] the actor, [j] whom it is about. One order set is one sequence of choices: stance, arms,
then words; each is a quantal response, so that what people ordered can be read as such choices too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from game.arrays import NOBODY, Array, either, of_each
from game.intents.dread import (
    AROUND,
    LAMBS,
    Ahead,
    Dread,
    Options,
    Strike,
    ahead,
    battle_price,
    bows_of,
    campaign,
    card_points,
    chance,
    frequencies,
    harm_of,
    over_time,
    strike,
    tolled,
)
from game.intents.help import Stakes, expected, hoped, stakes
from game.intents.picture import F, Picture

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


_COUNTS = np.array([(b.swords - b.scrap, b.shields) for b in BUNDLES], F)


@dataclass(frozen=True, eq=False)
class Arms:
    """What bundles are worth, in precision x points; worked out for a card when it is asked for."""

    sword: Array  # (kinds, N, B) each
    shield: Array  # (kinds, N, B)
    lumps: Array  # (lumps, kinds, N, B) what as much again next round would add
    lump: tuple[int, ...]  # of a bundle its place there, or nobody's
    price: tuple[float, ...]  # of a bundle

    def of(self, kind: int) -> Array:
        """(bundles, N, B) of every power, held it a card of this kind."""
        return self._sums(np.stack([self.sword[kind], self.shield[kind]]), self.lumps[:, kind])

    def own(self, me: int, kind: Array) -> Array:
        """(bundles, B) of one power by the kind of card it holds (B,)."""
        each = np.stack([of_each(part[:, me], kind) for part in (self.sword, self.shield, *self.lumps)])
        return self._sums(each[:2], each[2:])

    def _sums(self, sorts: Array, lumps: Array) -> Array:
        out: Array = np.einsum("xs,s...->x...", _COUNTS, sorts)
        out -= np.array(self.price, F).reshape(-1, *[1] * (out.ndim - 1))
        for x, lump in enumerate(self.lump):
            if lump != NOBODY:
                out[x] += lumps[lump]
        return out


@dataclass(frozen=True, eq=False)
class Outlooks:
    """All a viewer works out before the orders: utilities against doing nothing, for every actor and card."""

    picture: Picture
    dread: Dread
    stakes: Stakes
    helped: Array  # (N, D, B) strength expected to come to the target if i strikes it
    now: Strike  # a strike this round
    wins: Array  # (N, D, B) chance that it is won
    bows: Array  # (N, D, B) chance that the target yields to it
    imminent: Array  # (N, D, B) chance that i strikes its target this round
    option: Array  # (kinds, N, B) what an opportunity to strike is worth
    mobilise: Array  # (kinds, N, B)
    strike: Array  # (kinds, N, D, B); the claimant's as if each were its target
    arms: Arms


def of_kind(by_kind: Array, kind: Array) -> Array:
    """(..., B) of values (kinds, ..., B) those of the kind (B,) in each game."""
    lead, games = by_kind.shape[1:-1], by_kind.shape[-1]
    size = math.prod(lead)
    first = kind * (size * games) + np.arange(games)
    return np.asarray(by_kind.reshape(-1).take(first + (games * np.arange(size)).reshape(*lead, 1)))


def outlooks(p: Picture) -> Outlooks:
    """All of it, in the order in which one thing hangs on another: dread, help, dread anew, strikes, arms."""
    first, s = foreseen(p)
    helped = expected(p, s)
    depth = p.mind.fear.depth
    d = ahead(p, helped, depth=depth // 2, highest=3, start=first.harm if depth else None)
    options = d.options()
    option = options.now
    margin = p.margin + p.pairs.at_target(_unready(p)) - helped
    wins = chance(p, margin)
    bows = bows_of(p, wins)
    now = strike(p, wins.copy())
    hazard, wanton = frequencies(p, campaign(p, now, d.harm))
    if not depth:  # who does not think fear of fear through reckons with greed alone
        hazard = wanton
    imminent = hazard * p.may[:, None]
    arms, slope, provoked = _arms(p, d, options)
    even = chance(p, p.attack[:, None] - p.pairs.at_target(p.attack))  # to win where two strikers meet
    meeting = _meeting(p, d, now, even)
    return Outlooks(
        p,
        d.dread(),
        s,
        helped,
        now,
        wins,
        bows,
        imminent,
        option,
        mobilise=_mobilise(p, margin, wins, hazard * (1 - bows), hazard, option, slope, provoked, meeting),
        strike=_strikes(p, d, now, bows, imminent, option, meeting, even),
        arms=arms,
    )


def foreseen(p: Picture) -> tuple[Ahead, Stakes]:
    """What lies ahead with the help that is hoped for, and what is then at stake for third powers."""
    first = ahead(p, hoped(p), depth=(p.mind.fear.depth + 1) // 2, highest=2)
    return first, stakes(p, first)


def _unready(p: Picture) -> Array:
    """(N, B) what it costs, in margin, not to be mobilised when struck [R8]."""
    return np.asarray(F(p.world.core.odds.unready) * ~p.ready)


# ---- stance ---------------------------------------------------------------------------------------------


def _meeting(p: Picture, d: Ahead, now: Strike, even: Array) -> Array:
    """(2, N, D, B) by loss: what it is worth to meet a strike of the target with one's own, beside being struck.

    Arms meet in the open: where offence leads this is much, where defence leads it is a loss (Schelling 1960).
    """
    loss = p.loss[:, :, None]
    relief, spared = p.pairs.reversed(d.harm), p.pairs.reversed(harm_of(p, now.toll))
    duel = even * (relief + loss) - loss - F(battle_price(p) + p.world.core.losses.strike) - p.price
    return np.asarray(duel + spared)


def _strikes(
    p: Picture, d: Ahead, now: Strike, bows: Array, imminent: Array, option: Array, meeting: Array, even: Array
) -> Array:
    """(kinds, N, D, B) a strike now against holding.

    What it gains, what it forestalls, and what waiting would have been worth.
    """
    traits = p.mind.outlook
    meets = p.pairs.reversed(imminent)  # the target strikes too
    wait = F(traits.delay * traits.patience) * p.more * option
    worth = p.pairs.reversed(d.harm) * now.relief
    worth += now.calm / F(p.mind.precision.strike) + F(p.world.core.prices.mobilise)
    worth += meets * (meeting - worth)
    worth += NEVER * ~(p.near & p.may[:, None])
    out: Array = worth.take(p.sore, 0) - wait[:, :, None]
    for card, own in zip(p.kinds[LAMBS:], out[LAMBS:], strict=True):
        land, province = card_points(p)[card]
        gain = F(land) * now.toll[0] + F(province) * bows
        own += gain + meets * (F(land) * even - gain)
    return out


def _mobilise(
    p: Picture,
    margin: Array,
    wins: Array,
    fought: Array,
    hazard: Array,
    option: Array,
    slope: Array,
    provoked: Array,
    meeting: Array,
) -> Array:
    """(kinds, N, B) to mobilise against to hold.

    An opportunity sooner, a better defence, a strike that can be met next round; and what it stirs up.
    """
    core, traits, received = p.world.core, p.mind.outlook, p.pairs.received
    unready = _unready(p)
    spared = received(fought * p.may[:, None] * (wins - chance(p, margin - p.pairs.at_target(unready))))
    renewed = 1 - F(0.7) * p.ready  # who is ready gains only the later rounds
    sooner = F(traits.patience * (1 - traits.delay)) * p.more * renewed
    # next round strike those who mobilised last round, and those who will have mobilised in this one
    threatens = either(p.may, F(1) - p.last_chance, F(traits.alert))[:, None] * hazard
    later = F(traits.patience) * p.more * renewed
    met = received(threatens * np.maximum(p.pairs.reversed(meeting), F(0)))
    threat = spared * p.loss + F(traits.ready) * unready * slope + later * met - provoked  # (2, N, B)
    out = sooner * option + threat.take(p.sore, 0) - F(core.prices.mobilise)
    return np.asarray(out + NEVER * p.seen.table.exile)


# ---- arms -----------------------------------------------------------------------------------------------


def _arms(p: Picture, d: Ahead, options: Options) -> tuple[Arms, Array, Array]:
    """What arms are worth; and (2, N, B) what a point of defence spares, what a point of attack provokes.

    Attack raises the option, by lines through the steps; and force is lumpy: a second round of the same may be what
    makes it count, if both together are more than a step.
    """
    look, spread = p.mind.outlook, p.mind.outlook.spread
    base = _in_all(p, d.suffered(0))
    slope = (base - _in_all(p, d.suffered(-1))) / F(spread)
    provoked = (_provoked(p, d) - base) * F(p.mind.fear.provocation / spread)  # as far as this is grasped
    precision, k = F(p.mind.precision.arms), F(p.k)
    next_round = precision * F(look.patience) * p.more
    attack = (next_round / F(spread)) * options.first - (precision * provoked).take(p.sore, 0)
    defence = (precision * slope).take(p.sore, 0)
    twice = next_round * (p.left > F(1.5))
    again, second = twice * options.first, (F(0.5 * look.patience) * twice) * options.second
    steadily = (F(0.5 * (1 - look.patience)) * twice) * options.now
    large, lump = _lumpy(p.k, spread)
    lumps = np.empty((len(large), *again.shape), F)
    for up, out in zip(large, lumps, strict=True):
        np.multiply(again, F(0.5 * look.patience - up / spread), out=out)
        out += F(min(2 * up / spread, 2) - 1) * second
        out -= steadily
    np.maximum(lumps, F(0), out=lumps)
    arms = Arms(
        sword=attack + k * defence,
        shield=k * attack + defence,
        lumps=lumps,
        lump=lump,
        price=_prices(p.mind.precision.arms * p.world.core.arms.price, p.mind.precision.arms * look.keep),
    )
    return arms, slope, provoked


@lru_cache(maxsize=8)
def _lumpy(k: float, spread: float) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """By how much bundles raise the attack that twice are more than a step; and of each bundle its place there."""
    ups = [bundle.swords - bundle.scrap + k * bundle.shields for bundle in BUNDLES]
    large = sorted({up for up in ups if 2 * up > spread})
    return tuple(large), tuple(large.index(up) if up in large else NOBODY for up in ups)


@lru_cache(maxsize=8)
def _prices(arm: float, scrapped: float) -> tuple[float, ...]:
    """Of the bundles."""
    return tuple(arm * (bundle.swords + bundle.shields) + scrapped * bundle.scrap for bundle in BUNDLES)


def _provoked(p: Picture, d: Ahead) -> Array:
    """(2, N, B) harm each expects of all, were it a step stronger: others fear it more, and act on it."""
    around = d.grid.some(AROUND)
    fear = harm_of(p, d.suffered(1))  # of i by its target, if i has more attack
    hazard, _ = frequencies(p, campaign(p, around, fear))
    return _in_all(p, tolled(around.toll, over_time(p, hazard)))


def _in_all(p: Picture, toll: Array) -> Array:
    """(2, N, B) harm expected of all rivals together: one can be conquered only once."""
    most = p.loss + F(2 * battle_price(p))
    conquest, rest = p.pairs.received(toll)
    return np.asarray(most * (1 - np.exp((p.loss * conquest + rest) / -most)))
