"""Who would come to whose help: one response function, for what is expected and for what is done.

[k, i, j] is a third power k when i strikes j. Help is worth the difference it makes (Christensen & Snyder 1990): the
chance that it decides the battle, times what the battle decides for the helper, less its price, plus what leaving a friend
alone would cost. To wait keeps the choice at half strength; it is how bucks are passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from game.arrays import Array
from game.intents.dread import Dread, chance, logistic, odds_of, over_time, strike
from game.intents.picture import F, Picture
from game.scenario import Intent


class Response(NamedTuple):
    """Utilities of a third power, to stay out being 0; any shape."""

    join: Array
    wait: Array
    late: Array  # of joining when it chooses again, having waited
    attack: Array  # of joining the striker

    def frequencies(self, precision: float) -> tuple[Array, Array, Array, Array]:
        """Chances: joins in time, waits, of these joins late, joins the striker."""
        join, wait, attack = (np.exp(np.clip(F(precision) * u, -20, 12)) for u in (self.join, self.wait, self.attack))
        whole = 1 + join + wait + attack
        return join / whole, wait / whole, logistic(F(precision) * self.late), attack / whole


def response(
    p: Picture, margin: Array, sent: Array, late: Array, stake: Array, owed: Array | float, behind: Array | float
) -> Response:
    """``margin`` of the strike without this power's help; ``stake`` points the target's survival is worth to it."""
    losses, odds = p.world.core.losses, odds_of(p)
    price = F(losses.helper + losses.helper_arms * p.mind.outlook.arm)
    falls = chance(odds, margin)
    join = (falls - chance(odds, margin - sent)) * stake - price + owed
    later = (falls - chance(odds, margin - late)) * stake - price + owed
    attack = (falls - chance(odds, margin + sent)) * stake - price + behind
    return Response(join, np.maximum(later, 0) - F(p.mind.ties.wait), later, attack)


@dataclass(frozen=True, eq=False)
class Stakes:
    """What a battle decides for third powers."""

    threat: Array  # (2, N, N, B) [k, i] how much more k would dread i, were it to conquer; as Content, as Fearful
    relief: Array  # (2, N, N, B) [k, j] how much k now dreads j, and would no more
    dependence: Array  # (2, N, N, B) [k, j] what j's help is worth to k's own safety

    def of(self, s: Array) -> Array:
        """[k, i, j] what j's survival is worth to k; ``s`` (N, B): 0 Content .. 1 Fearful, whole or expected."""
        threat, relief, needs = (x[0] + s[:, None] * (x[1] - x[0]) for x in (self.threat, self.relief, self.dependence))
        return np.asarray(threat[:, :, None] + (needs - relief)[:, None, :])


def stakes(p: Picture, d: Dread) -> Stakes:
    fear = p.mind.fear
    up = strike(p, d.margin + F(fear.conqueror))
    wolf = p.repute[:, Intent.CLAIMANT :].sum(1)
    shocked = wolf * F(np.exp(fear.shock))
    shocked = shocked / (shocked + 1 - wolf)
    ratio = (shocked / np.maximum(wolf, F(1e-6)))[:, None]
    rest = ((1 - shocked) / np.maximum(1 - wolf, F(1e-6)))[:, None]
    known = d.wanton * ratio + (d.hazard - d.wanton) * rest
    bolder = up.wins / d.strike.wins
    worse = _harm(p, up, np.minimum(known * bolder, F(1)))
    threat = np.maximum(worse - d.harm, 0).swapaxes(1, 2)
    slope = (_harm(p, up, np.minimum(d.hazard * bolder, F(1))) - d.harm).sum(1) / F(fear.conqueror)  # (2, N, B)
    counted = np.where(p.bond, F(p.mind.ties.kept), F(p.mind.ties.hoped))
    dependence = slope[:, :, None] * (counted * p.sent.swapaxes(0, 1))
    return Stakes(threat, d.harm.swapaxes(1, 2), dependence)


def _harm(p: Picture, what: object, hazard: Array) -> Array:
    from game.intents.dread import Strike, harm_of

    assert isinstance(what, Strike)
    return harm_of(p, what) * over_time(p, hazard)


def hoped(p: Picture) -> Array:
    """[i, j] a first guess of the help that comes to j if i strikes it: partners', and a little of the others'."""
    counted = np.where(p.bond, F(p.mind.ties.kept), F(p.mind.ties.hoped)) * p.sent  # [k, j]
    return np.asarray(counted.sum(0)[None] - counted)


def expected(p: Picture, s: Stakes) -> tuple[Array, Array]:
    """[i, j] strength expected to come to j if i strikes it, less what comes to i; and [k, i, j] chance to join at once."""
    n = p.n
    unready = F(p.world.core.odds.unready) * ~p.ready
    base = (p.attack[:, None] - p.defence[None] + p.edge + unready[None])[None]
    stake = s.of(p.repute[:, Intent.FEARFUL])
    sent = p.sent[:, None]  # [k, -, j]
    late = np.floor(sent * F(0.5) + F(0.5))
    who = np.arange(n)
    third = (who[:, None, None] != who[None, :, None]) & (who[:, None, None] != who[None, None])
    valid = third[..., None] & p.near[None]
    net = np.where(p.bond, F(p.mind.ties.kept), F(p.mind.ties.hoped))[:, None] * sent * valid
    joins = net
    for _ in range(2):
        margin = base - (net.sum(0)[None] - net)
        r = response(p, margin, sent, late, stake, p.owed[:, None], p.behind[:, :, None])
        join, wait, then, attack = r.frequencies(p.mind.precision.crisis)
        joins = join * valid
        net = (sent * (join - attack) + late * wait * then) * valid
    return np.asarray(net.sum(0)), np.asarray(joins)
