"""What every power would order under every card: utilities in points, for stance and arms.

[c, ...] is the card, [i] the actor, [j] whom it is about. One order set is one sequence of choices: stance, arms,
then words; each is a quantal response, so that what people ordered can be read as such choices too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from game.arrays import Array
from game.intents.dread import (
    AROUND,
    CARDS,
    SORE,
    Ahead,
    Dread,
    Strike,
    ahead,
    battle_price,
    campaign,
    card_points,
    chance,
    feared,
    frequencies,
    harm_of,
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
    helped: Array  # (N, D, B) strength expected to come to the target if i strikes it
    now: Strike  # a strike this round
    imminent: Array  # (N, D, B) chance that i strikes its target this round
    option: Array  # (5, N, B) what an opportunity to strike is worth
    mobilise: Array  # (5, N, B)
    strike: Array  # (5, N, D, B) by card; the claimant's as if each were its target
    arms: Array  # (5, bundles, N, B)


def of_card(by_card: Sequence[Array] | Array, card: Array) -> Array:
    """(..., B) of values (..., B) by card those of the card held in each game (B,)."""
    out = first = by_card[0]
    for known in range(1, len(CARDS)):
        here = card == known
        if by_card[known] is not first and bool(here.any()):
            out = np.where(here, by_card[known], out)
    return np.asarray(out)


def outlooks(p: Picture) -> Outlooks:
    helped, _, first, s = foreseen(p)
    depth = p.mind.fear.depth
    d = ahead(p, helped, depth=depth // 2, highest=3, start=first.harm if depth else None)
    option = d.option(0)[p.row]
    margin = p.margin + p.pairs.at_target(_unready(p)) - helped
    now = strike(p, chance(p, margin))
    hazard, wanton = frequencies(p, campaign(p, now, d.harm))
    if not depth:  # who does not think fear of fear through reckons with greed alone
        hazard = wanton
    imminent = hazard * p.may[:, None]
    arms, slope, provoked = _arms(p, d)
    even = chance(p, p.attack[:, None] - p.pairs.at_target(p.attack))  # to win where two strikers meet
    meeting = _meeting(p, d, now, even)
    return Outlooks(
        p,
        d.dread(),
        s,
        helped,
        now,
        imminent,
        option,
        mobilise=_mobilise(p, margin, hazard, now, option, slope, provoked, meeting),
        strike=_strikes(p, d, now, imminent, option, meeting, even),
        arms=arms,
    )


def foreseen(p: Picture) -> tuple[Array, Array, Ahead, Stakes]:
    """Help expected, chances that third powers join, and from what dread, and what stakes, of third powers."""
    first = ahead(p, hoped(p), depth=(p.mind.fear.depth + 1) // 2, highest=2)
    s = stakes(p, first)
    helped, joins = expected(p, s)
    return helped, joins, first, s


def _unready(p: Picture) -> Array:
    """(N, B) what it costs, in margin, not to be mobilised when struck [R8]."""
    return np.asarray(F(p.world.core.odds.unready) * ~p.ready)


# ---- stance ---------------------------------------------------------------------------------------------


def _meeting(p: Picture, d: Ahead, now: Strike, even: Array) -> Array:
    """(2, N, D, B) by loss: what it is worth to meet a strike of the target with one's own, beside being struck.

    Arms meet in the open: where offence leads this is much, where defence leads it is a loss (Schelling 1960).
    """
    loss = p.loss[:, :, None]
    relief, spared = p.pairs.reversed(d.harm), p.pairs.reversed(harm_of(p, now.conquest, now.rest))
    duel = even * (relief + loss) - loss - F(battle_price(p) + p.world.core.losses.strike) - p.price
    return np.asarray(duel + spared)


def _strikes(p: Picture, d: Ahead, now: Strike, imminent: Array, option: Array, meeting: Array, even: Array) -> Array:
    """(5, N, D, B) a strike now against holding.

    What it gains, what it forestalls, and what waiting would have been worth.
    """
    traits = p.mind.outlook
    meets = p.pairs.reversed(imminent)  # the target strikes too
    wait = F(traits.delay * traits.patience) * p.more * option
    worth = now.cost + p.pairs.reversed(d.harm) * now.relief
    worth += meets * (meeting - worth)
    np.copyto(worth, NEVER, where=~(p.near & p.may[:, None]))
    out: Array = worth[list(SORE)] - wait[:, :, None]
    for card in p.kinds[2:]:
        land, province = card_points(p)[card]
        gain = F(land) * now.conquest + F(province) * now.bows
        out[card] += gain + meets * (F(land) * even - gain)
    return out


def _mobilise(
    p: Picture,
    margin: Array,
    hazard: Array,
    now: Strike,
    option: Array,
    slope: Array,
    provoked: Array,
    meeting: Array,
) -> Array:
    """(5, N, B) to mobilise against to hold.

    An opportunity sooner, a better defence, a strike that can be met next round; and what it stirs up.
    """
    core, traits, received = p.world.core, p.mind.outlook, p.pairs.received
    unready = _unready(p)
    imminent = hazard * p.may[:, None]
    spared = received(imminent * (1 - now.bows) * (now.wins - chance(p, margin - p.pairs.at_target(unready))))
    renewed = 1 - F(0.7) * p.ready  # who is ready gains only the later rounds
    sooner = F(traits.patience * (1 - traits.delay)) * p.more * renewed
    # next round strike those who mobilised last round, and those who will have mobilised in this one
    threatens = np.where(p.may, F(1) - p.last_chance, F(traits.alert))[:, None] * hazard
    later = F(traits.patience) * p.more * renewed
    met = received(threatens * np.maximum(p.pairs.reversed(meeting), F(0)))
    threat = spared * p.loss + F(traits.ready) * unready * slope + later * met - provoked  # (2, N, B)
    out = sooner * option + threat[list(SORE)] - F(core.prices.mobilise)
    return np.asarray(out + NEVER * p.seen.table.exile)


# ---- arms -----------------------------------------------------------------------------------------------


def _arms(p: Picture, d: Ahead) -> tuple[Array, Array, Array]:
    """(5, bundles, N, B) utilities; and (2, N, B) what a point of defence spares, what a point of attack provokes."""
    look, spread = p.mind.outlook, p.mind.outlook.spread
    base = _in_all(p, d.suffered(0))
    slope = (base - _in_all(p, d.suffered(-1))) / F(spread)
    provoked = (_provoked(p, d) - base) * F(p.mind.fear.provocation / spread)  # as far as this is grasped
    option = d.option(0)
    first, second = d.option(1) - option, d.option(2) - d.option(1)
    steadily = F(0.5 * (1 - look.patience)) * option

    def rise(steps: float) -> Array:
        """By how much so many steps more attack raise the option: by lines through the steps, no further than two."""
        return F(min(steps, 1)) * first + F(max(min(steps, 2) - 1, 0)) * second

    gains: dict[float, Array] = {}
    out = np.empty((len(INTENTS), len(BUNDLES), *base.shape[1:]), F)
    later = (p.left > F(1.5)).astype(F)
    for x, bundle in enumerate(BUNDLES):
        swords = bundle.swords - bundle.scrap
        up, down = swords + p.k * bundle.shields, bundle.shields + p.k * swords
        if up not in gains:
            gain = rise(up / spread)
            if up > 0:  # force is lumpy: a second round of the same may be what makes it count
                twice = F(0.5 * look.patience) * rise(2 * up / spread) - steadily
                gain += np.maximum(twice - gain, F(0)) * later
            gains[up] = F(look.patience) * p.more * gain
        harm = F(min(up, spread)) * provoked - F(min(down, spread)) * slope
        harm += F(p.world.core.arms.price * (bundle.swords + bundle.shields) + look.keep * bundle.scrap)
        for kind, card in enumerate(p.kinds):
            np.subtract(gains[up][kind], harm[SORE[card]], out=out[card, x])
    for card in CARDS:
        if card not in p.kinds:
            out[card] = out[Intent.CONTENT]
    return out, slope, provoked


def _provoked(p: Picture, d: Ahead) -> Array:
    """(2, N, B) harm each expects of all, were it a step stronger: others fear it more, and act on it."""
    around = d.grid.some(AROUND)
    hazard, _ = frequencies(p, campaign(p, around, d.suffered(1)))  # of i by its target, if i has more attack
    return _in_all(p, feared(p, around, hazard)[0])


def _in_all(p: Picture, harm: Array) -> Array:
    """(2, N, B) harm expected of all rivals together: one can be conquered only once."""
    most = p.loss + F(2 * battle_price(p))
    return np.asarray(most * (1 - np.exp(-p.pairs.received(harm) / most)))
