"""Who would come to whose help: one response function, for what is expected and for what is done.

A third power k is seen beside a pair, i that strikes and j that is struck (`Pairs.third_to_target`). Help is worth the
difference it makes (Christensen & Snyder 1990): the chance that it decides the battle, times what the battle decides
for the helper, less its price, plus what leaving a friend alone would cost. To wait keeps the choice at half strength;
it is how bucks are passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from game.arrays import Array, Bools, row_of
from game.intents.dread import CASES, LAMBS, ONWARD, RISE, SUFFERED, Ahead, chance, feared, frequencies
from game.intents.pairs import Pairs
from game.intents.picture import F, Picture
from game.scenario import Intent

_SHOWN = np.append([F(0), F(0)], CASES) - np.append(CASES, [F(0), F(0)])  # the mean a step on less that a step back


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

    def of_one(self, me: Array, s: Array) -> tuple[Array, Array, Array]:
        """The same for one power (B,), (N, B) by striker and by target, and what it needs of each; ``s`` (B,)."""
        threat, relief = (self.pairs.of_each_one(part, me) for part in (self.threat, self.relief))
        needs = [row_of(part, me) for part in self.dependence]
        threat, relief, needed = (x[0] + s * (x[1] - x[0]) for x in (threat, relief, needs))
        return threat, needed - relief, needed

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
    lonely = _Lonely(p, d)
    hazard, _ = frequencies(p, lonely.weights())
    threat = F(fear.domino) * np.maximum(lonely.shown(), F(0))
    slope = np.maximum(feared(p, d.grid.some(ONWARD), hazard, RISE), F(0)) / F(p.mind.outlook.spread)  # of a striker i
    slope = p.pairs.reversed(slope)
    others = slope.sum(-2)[:, :, None] - p.pairs.matrix(slope)  # [k, j]: nobody helps against itself
    dependence = others * (p.counted * p.sent).swapaxes(0, 1)
    return Stakes(p.pairs, p.pairs.reversed(threat), p.pairs.reversed(d.harm), dependence)


class _Lonely:
    """Strikers i, known to have struck, if each of their neighbours were all there is to strike."""

    def __init__(self, p: Picture, d: Ahead) -> None:
        wolf = p.repute[:, Intent.CLAIMANT :].sum(1)
        shocked = wolf * F(np.exp(p.mind.fear.shock))
        shocked = shocked / (shocked + 1 - wolf)
        ratio = shocked / np.maximum(wolf, F(1e-6))
        rest = (1 - shocked) / np.maximum(1 - wolf, F(1e-6))
        self._ahead = d
        self._share = np.concatenate([p.shares[:LAMBS] * rest, p.shares[LAMBS:] * ratio])
        self._hazard = np.broadcast_to(self._share.sum(0)[:, None], d.grid.calm[SUFFERED].shape).copy()

    def weights(self) -> Iterator[Array]:
        """Those of d `ONWARD`, each counted on the way."""
        for share, weight in zip(self._share, self._ahead.weights(), strict=True):
            idle = weight[SUFFERED] + 1
            self._hazard -= np.divide(share[:, None], idle, out=idle)
            yield weight[ONWARD]

    def shown(self) -> Array:
        """(2, N, D, B) how much more harm one that won, a step stronger, does than one beaten, a step weaker."""
        d = self._ahead
        return feared(d.picture, d.grid.some(SUFFERED), self._hazard, _SHOWN)


def hoped(p: Picture) -> Array:
    """(N, D, B) a first guess of the help that comes to the struck: partners', and a little of the others'."""
    counted = p.counted * p.sent  # [k, j]
    return p.pairs.at_target(counted.sum(0)) - p.pairs.of(counted)


def expected(p: Picture, s: Stakes) -> Array:
    """(N, D, B) strength expected to come to the struck, less what comes to the striker."""
    to_target, to_striker = p.pairs.third_to_target, p.pairs.third_to_striker
    threat, survival = s.of(p.repute[:, Intent.FEARFUL])
    sent = to_target(p.sent)
    third = Third(p, sent, to_striker(threat) + to_target(survival), to_target(p.owed), to_striker(p.behind))
    return _settled(third, _ready_margin(p), sent, to_target(p.counted), p.near)[0]


def expected_at(p: Picture, s: Stakes, pair: Array, game: Array) -> tuple[Array, Array, Array]:
    """The same of some strikes, (strikes,); then (N - 2, strikes) chances that third powers join at once, and which.

    ``pair`` (strikes,): their places among all pairs in a row.
    """
    n, games = p.n, p.attack.shape[-1]
    third, striker, target = p.pairs.third[pair].T, pair // p.pairs.most, p.pairs.target.ravel()[pair]

    def at(matrix: Array, power: Array) -> Array:
        return np.asarray(matrix.reshape(-1).take((third * n + power) * games + game))

    def of(pairs: Array) -> Array:
        return np.asarray(pairs.reshape(-1).take(pair * games + game))

    threat, survival = s.of(p.repute[:, Intent.FEARFUL])
    sent = at(p.sent, target)
    them = Third(p, sent, at(threat, striker) + at(survival, target), at(p.owed, target), at(p.behind, striker))
    return *_settled(them, of(_ready_margin(p)), sent, at(p.counted, target), of(p.near)), third


def _ready_margin(p: Picture) -> Array:
    """(N, D, B) of strikes, to targets as ready as they are."""
    return p.margin + p.pairs.at_target(F(p.world.core.odds.unready) * ~p.ready)


def _settled(third: Third, margin: Array, sent: Array, counted: Array, near: Bools) -> tuple[Array, Array]:
    """Strength expected (..., B), and chances to join at once (..., N - 2, B): each expects what the others do."""
    mine = counted * sent
    sent = sent * near[..., None, :]
    for _ in range(2):
        r = third.often((margin - _together(mine))[..., None, :] + mine)
        mine = r.wait * r.late
        mine *= F(0.5)
        mine += r.join
        mine -= r.attack
        mine *= sent
    return _together(mine), r.join * near[..., None, :]


def _together(thirds: Array) -> Array:
    """(..., B) of all third powers (..., N - 2, B), one after the other: so that a game alone adds up as in a batch."""
    out = np.zeros((*thirds.shape[:-2], thirds.shape[-1]), F)
    for k in range(thirds.shape[-2]):
        out += thirds[..., k, :]
    return out
