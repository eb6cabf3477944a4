"""Who would come to whose help: one response function, for what is expected and for what is done.

[k, i, j] is a third power k when i strikes j. Help is worth the difference it makes (Christensen & Snyder 1990): the
chance that it decides the battle, times what the battle decides for the helper, less its price, plus what leaving a
friend alone would cost. To wait keeps the choice at half strength; it is how bucks are passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from game.arrays import Array
from game.intents.dread import Dread, chance, mean_of, over_time
from game.intents.picture import F, Picture
from game.scenario import Intent


def price_of_help(p: Picture) -> float:
    """Points helping costs, arms included [R9]."""
    losses = p.world.core.losses
    return losses.helper + losses.helper_arms * p.mind.outlook.arm


class Response(NamedTuple):
    """Utilities of a third power, to stay out being 0; any shape."""

    join: Array
    wait: Array
    late: Array  # of joining when it chooses again, having waited
    attack: Array  # of joining the striker


def response(
    p: Picture, margin: Array, sent: Array, stake: Array, owed: Array | float, behind: Array | float
) -> Response:
    """``margin`` of the strike without this power's help; ``stake`` points the target's survival is worth to it.

    Half the strength is taken to decide half as much, and on the striker's side as much as on the target's.
    """
    price = F(price_of_help(p))
    decides = (chance(p, margin) - chance(p, margin - sent)) * stake
    join = decides - price + owed
    late = F(0.5) * decides - price + owed
    return Response(join, np.maximum(late, F(0)) - F(p.mind.ties.wait), late, behind - price - decides)


class Frequencies(NamedTuple):
    """How often a third power does what: quantal response to `Response`."""

    join: Array
    wait: Array
    late: Array  # of those that wait
    attack: Array


def frequencies(
    p: Picture, margin: Array, sent: Array, stake: Array, owed: Array | float, behind: Array | float
) -> Frequencies:
    """The same response as chances. All is worked out from two powers of e, for this is the engine's busiest place."""
    precision, price = F(p.mind.precision.crisis), F(price_of_help(p))
    rules = p.world.core.odds
    least, most, scale = F(rules.least / rules.die), F(rules.most / rules.die), F(-1 / rules.scale)
    against = np.exp(margin * scale)
    without = np.minimum(np.maximum(1 / (1 + against), least), most)
    against *= np.exp(sent * -scale)
    without -= np.minimum(np.maximum(1 / (1 + against), least), most)
    without *= precision * stake
    root = np.exp(F(0.5) * without)
    half = root * np.exp(precision * (owed - price))  # of joining late
    join = half * root
    attack = np.exp(precision * (behind - price)) / (root * root)
    wait = np.maximum(half, F(1)) * np.exp(-precision * F(p.mind.ties.wait))
    whole = 1 / (1 + join + wait + attack)
    return Frequencies(join * whole, wait * whole, half / (1 + half), attack * whole)


@dataclass(frozen=True, eq=False)
class Stakes:
    """What a battle decides for third powers."""

    threat: Array  # (2, N, N, B) [k, i] how much more k would dread i, were it to conquer; as Content, as Fearful
    relief: Array  # (2, N, N, B) [k, j] how much k now dreads j, and would no more
    dependence: Array  # (2, N, N, B) [k, j] what j's help is worth to k's own safety

    def of(self, s: Array) -> tuple[Array, Array]:
        """What j's survival is worth to k when i strikes it, in two parts: [k, i] and [k, j].

        ``s`` (N, B): how far k is a Fearful, 0 to 1.
        """
        threat, relief, needs = (x[0] + s[:, None] * (x[1] - x[0]) for x in (self.threat, self.relief, self.dependence))
        return threat, needs - relief


def stakes(p: Picture, d: Dread) -> Stakes:
    """What hangs on a battle for the others: a striker that wins is stronger and known, one that is beaten is weaker.

    Whoever is not struck now reckons to be next some day (`fear.domino`), whatever else the striker might want.
    """
    fear = p.mind.fear
    wolf = p.repute[:, Intent.CLAIMANT :].sum(1)
    shocked = wolf * F(np.exp(fear.shock))
    shocked = shocked / (shocked + 1 - wolf)
    ratio = (shocked / np.maximum(wolf, F(1e-6)))[:, None]
    rest = ((1 - shocked) / np.maximum(1 - wolf, F(1e-6)))[:, None]
    cases = {step: _alone(p, d, step, ratio, rest) for step in range(-2, 3)}
    won, beaten = (mean_of(*(cases[step + x] for x in (-1, 0, 1))) for step in (1, -1))
    threat = F(fear.domino) * np.maximum(won - beaten, F(0)).swapaxes(1, 2)
    slope = np.maximum(d.suffered(1) - d.suffered(0), F(0)) / F(p.mind.outlook.spread)  # [i, k] of a striker i
    others = slope.sum(1)[:, :, None] - slope.swapaxes(1, 2)  # [k, j]: nobody helps against itself
    dependence = others * (p.counted * p.sent).swapaxes(0, 1)
    return Stakes(threat, d.harm.swapaxes(1, 2), dependence)


def _alone(p: Picture, d: Dread, step: int, ratio: Array, rest: Array) -> Array:
    """(2, N, N, B) harm of i to j if j were all there is to strike, and i were known to have struck."""
    weight, what = d.weight(step), d.grid.strike(step)
    hazard = np.zeros_like(what.wins)
    for card in p.cards:
        if p.world.deck[card] > 0:
            share = p.repute[:, card][:, None] * (ratio if card >= Intent.CLAIMANT else rest)
            hazard += share * (1 - 1 / (1 + weight[card]))
    return np.asarray(what.harm * over_time(p, np.minimum(hazard, F(1))))


def hoped(p: Picture) -> Array:
    """[i, j] a first guess of the help that comes to j if i strikes it: partners', and a little of the others'."""
    counted = p.counted * p.sent  # [k, j]
    return np.asarray(counted.sum(0)[None] - counted)


def expected(p: Picture, s: Stakes) -> tuple[Array, Array]:
    """[i, j] strength expected to come to j if i strikes it, less what comes to i; [k, i, j] chance to join at once."""
    n = p.n
    base = p.margin + (F(p.world.core.odds.unready) * ~p.ready)[None]
    threat, survival = s.of(p.repute[:, Intent.FEARFUL])
    third = np.repeat(p.near.astype(F)[None], n, axis=0)  # [k, i, j]
    third[np.arange(n), np.arange(n)] = 0
    third[np.arange(n), :, np.arange(n)] = 0
    first = p.counted * p.sent
    mine = np.repeat(first[:, None], n, axis=1)  # [k, i, j]
    net = first.sum(0)[None] - first
    joins = np.empty_like(mine)
    for _ in range(2):
        base_now = base - net
        net = np.zeros_like(base)
        for k in range(n):
            stake = threat[k][:, None] + survival[k][None]
            r = frequencies(p, base_now + mine[k], p.sent[k][None], stake, p.owed[k][None], p.behind[k][:, None])
            np.multiply(r.join, third[k], out=joins[k])
            mine[k] = (r.join - r.attack + F(0.5) * r.wait * r.late) * third[k] * p.sent[k]
            net += mine[k]
    return net, joins
