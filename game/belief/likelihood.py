"""How likely what was seen of each power was under each card, as one viewer could work it out."""

from __future__ import annotations

from functools import lru_cache, reduce
from typing import NamedTuple

import numpy as np

from game.arrays import NOBODY, Array, either
from game.intents.act import signals_of
from game.intents.choices import BUNDLES, NEVER, Outlooks
from game.intents.dread import LAMBS
from game.intents.picture import F
from game.observe import Observation
from game.scenario import Intent
from game.state import Signal, Stance

_MOST = 3  # arms in a round
_COST, _SCRAP = (
    np.array(column, np.int16)[:, None, None]
    for column in zip(*((b.swords + b.shields, b.scrap) for b in BUNDLES), strict=True)
)


class Parts(NamedTuple):
    """What was seen of every power, by the choice it tells of: chances (5, N, B) under each card."""

    stance: Array
    arms: Array
    signal: Array

    def doubted(self, o: Outlooks) -> Parts:
        """The same if any act may mean nothing (`learning.doubt`): it is then as likely under every card."""
        doubt, cards = F(o.picture.mind.learning.doubt), o.picture.cards
        never = F(1e-6)  # what no card would do tells nothing

        def of(part: Array) -> Array:
            any_card = reduce(np.add, [part[card] for card in cards])
            out = (1 - doubt) * part
            out += any_card * (doubt / F(len(cards))) + never
            return out

        return Parts(*map(of, self))


def likelihood(o: Outlooks, before: Observation, after: Observation) -> Array:
    """(5, N, B) stance, arms and signal of every power together; of the viewer, as others saw it."""
    stance, arms, signal = chances(o, before, after).doubted(o)
    stance *= arms
    stance *= signal
    return stance


def chances(o: Outlooks, before: Observation, after: Observation, *, bare: bool = False) -> Parts:
    """What `likelihood` is made of, undoubted. ``bare``: the viewer's own builds as who knows their sorts sees them."""
    return Parts(_stance(o, before, after), _arms(o, before, after, bare=bare), _signal(o, before, after))


def _exp(utility: Array) -> Array:
    """Weights of utilities, in place; no more than a float32 holds sums of."""
    np.minimum(utility, F(60), out=utility)
    return np.exp(utility, out=utility)


def _stance(o: Outlooks, before: Observation, after: Observation) -> Array:
    p, table = o.picture, after.table
    precision = p.mind.precision
    mobilise = F(precision.mobilise) * o.mobilise
    mobilise[:, before.table.tokens < p.world.core.prices.mobilise] = NEVER
    most = np.maximum(mobilise, F(0))  # all is told against the better of the two: e to the 90 is no float32
    hold = np.exp(-most)
    mobilise = np.exp(mobilise - most)
    whole = hold + mobilise
    out = either(table.stance == Stance.MOBILISE, mobilise, hold)
    if bool(p.may.any()):
        struck = np.where(table.stance == Stance.STRIKE, table.strike, NOBODY)[:, None] == p.pairs.target[..., None]
        weight = _exp(F(precision.strike) * o.strike)
        weight /= p.rivals[:, None]
        at, total = np.einsum("kndb,ndb->knb", weight, struck.astype(F)), weight.sum(2)
        calm_at, calm_sum = at[0].copy(), total[0].copy()
        at *= hold
        total *= hold
        if Intent.CLAIMANT in p.kinds:  # its target is one of its rivals: the one that is struck, or another
            x, aims = LAMBS, 1 / p.rivals
            calm_at, calm_sum = calm_at * hold[x], calm_sum * hold[x]
            rest = whole[x] + calm_sum
            hit = aims * at[x] / (rest - calm_at + at[x]) + (1 - aims) * calm_at / rest
            total[x] = calm_sum + (total[x] - calm_sum) * aims
            at[x] = hit * (whole[x] + total[x])
        whole += total
        strikes = (table.stance == Stance.STRIKE).astype(F)
        out += strikes * (at - out)
    out /= whole
    return out.take(p.row, 0)


@lru_cache(maxsize=8)
def _labels(distinguishability: float) -> Array:
    """(bundles, 16) chance of seeing l swords among b arms, at 4 b + l, for every bundle of that size."""
    right = (1 + distinguishability) / 2
    out = np.zeros((len(BUNDLES), 16))
    for x, bundle in enumerate(BUNDLES):
        size = bundle.swords + bundle.shields
        for bits in range(1 << size):  # which arms are seen right
            seen = sum((bits >> a & 1) == (a < bundle.swords) for a in range(size))
            ways = bits.bit_count()
            out[x, 4 * size + seen] += right**ways * (1 - right) ** (size - ways)
    out[[i for i, b in enumerate(BUNDLES) if b.scrap], 0] = 0
    return out.astype(F)


@lru_cache(maxsize=8)
def _looks(distinguishability: float) -> Array:
    """(bundles, 32) `_labels`, and after them those of who knows the sorts."""
    return np.concatenate([_labels(distinguishability), _labels(1.0)], 1)


@lru_cache(maxsize=8)
def _overlap(distinguishability: float) -> Array:
    """(bundles, 16) what others are likely to make of l swords among b arms: labels of labels."""
    labels = _labels(distinguishability)
    out = np.zeros_like(labels)
    for x, bundle in enumerate(BUNDLES):
        if not bundle.scrap:
            size = bundle.swords + bundle.shields
            out[:, 4 * size + bundle.swords] = (labels * labels[x]).sum(1)
    return out


def _arms(o: Outlooks, before: Observation, after: Observation, *, bare: bool) -> Array:
    """What was built as it was seen, summed over all it may have been; scrapping is public."""
    p, table = o.picture, after.table
    core = p.world.core
    left = before.table.tokens - (table.stance == Stance.MOBILISE) * np.int16(core.prices.mobilise)
    able = _COST * core.arms.price <= np.maximum(left, 0)
    poor = not bool(able.all())
    seen = _seen(before, after, bare=bare)
    out = np.empty((len(p.kinds), *table.arms.shape), F)
    for kind, own in enumerate(out):  # to build nothing is worth 0, and can always be paid
        weight = _exp(o.arms.of(kind))
        if poor:
            weight *= able
        np.divide(np.einsum("xnb,xnb->nb", weight, seen), weight.sum(0), out=own)
    return out.take(p.row, 0)


def _seen(before: Observation, after: Observation, *, bare: bool) -> Array:
    """(bundles, N, B) chance of what was seen, had it been that bundle."""
    me, table, desk, distinguishability = before.power, after.table, after.desk, before.world.distinguishability
    overlap = _labels(1.0) if bare else _overlap(distinguishability)
    size = 4 * np.minimum(table.built, _MOST).astype(np.int64)
    # in the round of the orders: a game that waits for others' crises has not gone on to the next, a game alone has
    until, round_ = table.until, before.table.round
    knows = (until[Signal.OPEN - 1, :, me] >= round_) | (until[Signal.WATCH - 1, me] >= round_)
    out: Array = _looks(distinguishability).take(size + np.minimum(desk.labels, _MOST) + 16 * knows, 1)
    out[:, me] = overlap.take(size[me] + np.minimum(desk.built_swords, _MOST), 1)
    scrapped = (table.scrapped > 0) & (table.built == 0)
    if bool(scrapped.any()):
        at = np.nonzero(scrapped)
        out[:, at[0], at[1]] = (_SCRAP[..., 0] > 0) & (np.minimum(table.scrapped[at], 2) == _SCRAP[..., 0])
    return out


def _signal(o: Outlooks, before: Observation, after: Observation) -> Array:
    """Silence tells nothing of who had no token left for a signal, as far as others can reckon."""
    p, table = o.picture, after.table
    said = signals_of(o)
    precision = F(p.mind.precision.words)
    kind = table.signal
    opened = _exp(precision * said.open)
    whole = 1 + opened
    out = either(kind == Signal.OPEN, opened, F(1))
    gone = before.table.exile  # nobody boycotts or watches an exile
    exiles = bool(gone.any())
    weight = _exp(precision * said.peace)
    whole += weight.sum(-2)
    here = np.nonzero(kind == Signal.PEACE)
    place = p.pairs.place[here[0], np.maximum(table.signal_to[here], 0)]
    at = weight.reshape(len(weight), -1, p.seen.games)[:, place, here[1]]
    out[:, here[0], here[1]] = at * (place >= 0)
    for known, by_loss in said.about.items():
        weight = _exp(precision * by_loss)
        if exiles and known in (Signal.BOYCOTT, Signal.WATCH):
            weight *= ~gone
        whole += weight.sum(2).take(p.sore, 0)
        here = np.nonzero(kind == known)
        if len(here[0]):
            whom = (_threatened_over(before, after) if known == Signal.THREATEN else table.signal_to)[here]
            at = weight[:, here[0], np.maximum(whom, 0), here[1]] * (whom >= 0)
            out[:, here[0], here[1]] = at[p.sore]
    spoke = (kind != Signal.NONE) | (_left(o, before, after) >= p.world.core.prices.signal)
    return either(spoke, out / whole, F(1)).take(p.row, 0)


def _left(o: Outlooks, before: Observation, after: Observation) -> Array:
    """(N, B) tokens left for a signal, as anybody can reckon."""
    prices, then, now = o.picture.world.core.prices, before.table, after.table
    spent = (now.stance == Stance.MOBILISE) * np.int16(prices.mobilise)
    spent += now.built * np.int16(o.picture.world.core.arms.price)
    spent += (now.works - then.works) * np.int16(prices.works)
    return np.asarray(then.tokens - spent)


def _threatened_over(before: Observation, after: Observation) -> Array:
    """(N, B) over whom each makes the threat it signalled: of those that hold against that power, the last made."""
    table = after.table
    until = table.until[Signal.THREATEN - 1] * (table.against == table.signal_to[:, None])
    return np.where(until.max(1) >= before.table.round, until.argmax(1), NOBODY)
