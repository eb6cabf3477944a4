"""Who would come to whose help: one response function, for what is expected and for what is done.

A third power k is seen beside a pair, i that strikes and j that is struck (`Pairs.third_to_target`). Help is worth the
difference it makes (Christensen & Snyder 1990): the chance that it decides the battle, times what the battle decides
for the helper, less its price, plus what leaving a friend alone would cost. To wait keeps the choice at half strength;
it is how bucks are passed.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import numpy as np

from game.arrays import Array
from game.intents.dread import Ahead, chance, feared
from game.intents.pairs import Pairs
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


def turned(p: Picture, margin: Array, sent: Array) -> Array:
    """Chance that help decides the battle; ``margin`` of the strike without this power's help."""
    return chance(p, margin) - chance(p, margin - sent)


def response(p: Picture, turned: Array, stake: Array, owed: Array | float, behind: Array | float) -> Response:
    """``turned`` as above; ``stake`` points the target's survival is worth to it.

    Half the strength is taken to decide half as much, and on the striker's side as much as on the target's.
    """
    price = F(price_of_help(p))
    decides = turned * stake
    join = decides - price + owed
    late = F(0.5) * decides - price + owed
    return Response(join, np.maximum(late, F(0)) - F(p.mind.ties.wait), late, behind - price - decides)


class Frequencies(NamedTuple):
    """How often a third power does what: quantal response to `Response`."""

    join: Array
    wait: Array
    late: Array  # of those that wait
    attack: Array


class Third:
    """A third power's quantal response to `Response`, by the margin it meets; any shape.

    All is worked out from powers of e that do not hang on the margin, for this is the engine's busiest place.
    """

    def __init__(self, p: Picture, sent: Array, stake: Array, owed: Array | float, behind: Array | float) -> None:
        precision, price, rules = F(p.mind.precision.crisis), F(price_of_help(p)), p.world.core.odds
        self._rules = F(rules.least / rules.die), F(rules.most / rules.die), F(-1 / rules.scale)
        self._aid = np.exp(sent * F(1 / rules.scale))
        self._stake = (F(0.5) * precision) * stake
        self._owed = np.exp(precision * (owed - price))
        self._behind = np.exp(precision * (behind - price))
        self._wait = np.exp(-precision * F(p.mind.ties.wait))

    def often(self, margin: Array) -> Frequencies:
        """How often it does what; ``margin`` as in `turned`."""
        least, most, scale = self._rules
        against = margin * scale
        np.exp(against, out=against)
        root = against + 1
        np.divide(1, root, out=root)
        np.minimum(np.maximum(root, least, out=root), most, out=root)
        against *= self._aid
        against += 1
        np.divide(1, against, out=against)
        root -= np.minimum(np.maximum(against, least, out=against), most, out=against)
        root *= self._stake
        np.exp(root, out=root)
        half = root * self._owed  # of joining late
        join = half * root
        root *= root
        attack = self._behind / root
        wait = np.maximum(half, F(1))
        wait *= self._wait
        whole = join + 1
        whole += wait
        whole += attack
        late = half / (half + 1)
        join /= whole
        wait /= whole
        attack /= whole
        return Frequencies(join, wait, late, attack)


@dataclass(frozen=True, eq=False)
class Stakes:
    """What a battle decides for third powers."""

    pairs: Pairs
    threat: Array  # (2, N, D, B) how much more k would dread its neighbour, were it to conquer; as Content, as Fearful
    relief: Array  # (2, N, D, B) how much k now dreads its neighbour, and would no more
    dependence: Array  # (2, N, N, B) [k, j] what j's help is worth to k's own safety

    def of_one(self, me: int, s: Array) -> tuple[Array, Array]:
        """The same for one power, (N, B) by striker and by target; ``s`` (B,)."""
        threat, relief = self.pairs.from_one(self.threat, me), self.pairs.from_one(self.relief, me)
        threat, relief, needs = (x[0] + s * (x[1] - x[0]) for x in (threat, relief, self.dependence[:, me]))
        return threat, needs - relief

    def of(self, s: Array) -> tuple[Array, Array]:
        """What j's survival is worth to k when i strikes it, in two parts: [k, i] and [k, j].

        ``s`` (N, B): how far k is a Fearful, 0 to 1.
        """
        threat, relief, needs = (x[0] + s[:, None] * (x[1] - x[0]) for x in (self.threat, self.relief, self.dependence))
        return self.pairs.matrix(threat), needs - self.pairs.matrix(relief)


def stakes(p: Picture, d: Ahead) -> Stakes:
    """What hangs on a battle for the others: a striker that wins is stronger and known, one that is beaten is weaker.

    Whoever is not struck now reckons to be next some day (`fear.domino`), whatever else the striker might want.
    """
    fear = p.mind.fear
    alone = _alone(p, d)
    threat = F(fear.domino) * np.maximum(alone[2] - alone[0], F(0))
    slope = np.maximum(d.suffered(1) - d.suffered(0), F(0)) / F(p.mind.outlook.spread)  # of a striker i
    slope = p.pairs.reversed(slope)
    others = slope.sum(-2)[:, :, None] - p.pairs.matrix(slope)  # [k, j]: nobody helps against itself
    dependence = others * (p.counted * p.sent).swapaxes(0, 1)
    return Stakes(p.pairs, p.pairs.reversed(threat), p.pairs.reversed(d.harm), dependence)


def _alone(p: Picture, d: Ahead) -> Array:
    """(3, 2, N, D, B) harm of i, a step weaker, as expected and a step stronger, to each it can reach.

    If that were all there is to strike, and i were known to have struck.
    """
    wolf = p.repute[:, Intent.CLAIMANT :].sum(1)
    shocked = wolf * F(np.exp(p.mind.fear.shock))
    shocked = shocked / (shocked + 1 - wolf)
    ratio = shocked / np.maximum(wolf, F(1e-6))
    rest = (1 - shocked) / np.maximum(1 - wolf, F(1e-6))
    lambs = 2
    share = np.concatenate([p.shares[:lambs] * rest, p.shares[lambs:] * ratio])
    idle = reduce(operator.iadd, (_idle(part, weight) for part, weight in zip(share, d.weight, strict=True)))
    hazard = np.subtract(share.sum(0)[:, None], idle, out=idle)
    np.minimum(hazard, F(1), out=hazard)
    return feared(p, d.grid, hazard)


def _idle(share: Array, weight: Array) -> Array:
    """(steps, N, D, B) how many of these i do not strike, if that were all there is to strike."""
    out = 1 + weight
    return np.asarray(np.divide(share[:, None], out, out=out))


def hoped(p: Picture) -> Array:
    """(N, D, B) a first guess of the help that comes to the struck: partners', and a little of the others'."""
    counted = p.counted * p.sent  # [k, j]
    return p.pairs.at_target(counted.sum(0)) - p.pairs.of(counted)


def expected(p: Picture, s: Stakes) -> tuple[Array, Array]:
    """(N, D, B) strength expected to come to the struck, less what comes to the striker; (N, D, N - 2, B) chances.

    The chances are those that third powers join at once.
    """
    to_target, to_striker = p.pairs.third_to_target, p.pairs.third_to_striker
    base = p.margin + p.pairs.at_target(F(p.world.core.odds.unready) * ~p.ready)
    threat, survival = s.of(p.repute[:, Intent.FEARFUL])
    stake = to_striker(threat) + to_target(survival)
    sent, owed, behind = to_target(p.sent), to_target(p.owed), to_striker(p.behind)
    mine = to_target(p.counted) * sent
    third = Third(p, sent, stake, owed, behind)
    sent = sent * p.near[:, :, None]
    for _ in range(2):
        r = third.often((base - mine.sum(-2))[:, :, None] + mine)
        mine = r.wait * r.late
        mine *= F(0.5)
        mine += r.join
        mine -= r.attack
        mine *= sent
    return mine.sum(-2), r.join * p.near[:, :, None]
