"""How likely what was seen of each power was under each card, as one viewer could work it out."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from game import crisis
from game.arrays import EVERYBODY, NOBODY, Array
from game.intents import words
from game.intents.act import o_signals
from game.intents.choices import BUNDLES, Outlooks
from game.intents.picture import F
from game.observe import Observation
from game.scenario import Intent
from game.state import Signal, Stance

_MOST = 3  # arms in a round


def likelihood(o: Outlooks, before: Observation, after: Observation) -> Array:
    """(5, N, B) stance, arms and signal of every power together; of the viewer, as others saw it."""
    doubt = F(o.picture.mind.learning.doubt)
    parts = (_stance(o, before, after), _arms(o, before, after), _signal(o, after))
    out = np.ones_like(parts[0])
    for part, options in zip(parts, (2 + o.picture.n, len(BUNDLES), 6), strict=True):
        out *= (1 - doubt) * part + doubt / F(options)
    return out


def _stance(o: Outlooks, before: Observation, after: Observation) -> Array:
    p = o.picture
    precision = p.mind.precision
    mobilise = np.exp(np.clip(F(precision.mobilise) * o.mobilise, -20, 12))
    strike = np.exp(np.clip(F(precision.strike) * o.strike, -20, 12)) / p.rivals[:, None]
    strike *= p.near & p.may[:, None]
    table = after.table
    struck = crisis.to_each(np.where(table.stance == Stance.STRIKE, table.strike, NOBODY))
    at = (strike * struck).sum(2)  # (5, N, B)
    total = strike.sum(2)
    content = Intent.CONTENT
    aims = 1 / p.rivals
    mine = at[Intent.CLAIMANT]
    total_claim = total[content] + (total[Intent.CLAIMANT] - total[content]) * aims
    whole = 1 + mobilise + total
    hit = at / whole
    # a claimant's target is one of its rivals: if it is the one struck, or if it is not
    if_aim = mine / (1 + mobilise[Intent.CLAIMANT] + total[content] - at[content] + mine)
    hit[Intent.CLAIMANT] = aims * if_aim + (1 - aims) * at[content] / (1 + mobilise[Intent.CLAIMANT] + total[content])
    whole[Intent.CLAIMANT] = 1 + mobilise[Intent.CLAIMANT] + total_claim
    held, called = 1 / whole, mobilise / whole
    return np.asarray(
        np.where(table.stance == Stance.STRIKE, hit, np.where(table.stance == Stance.MOBILISE, called, held))
    )


@lru_cache(maxsize=8)
def _labels(distinguishability: float) -> Array:
    """(16, bundles) chance of seeing l swords among b arms, at 4 b + l, for every bundle of that size."""
    right = (1 + distinguishability) / 2
    out = np.zeros((16, len(BUNDLES)))
    for x, bundle in enumerate(BUNDLES):
        size = bundle.swords + bundle.shields
        for bits in range(1 << size):  # which arms are seen right
            seen = sum((bits >> a & 1) == (a < bundle.swords) for a in range(size))
            ways = bits.bit_count()
            out[4 * size + seen, x] += right**ways * (1 - right) ** (size - ways)
    out[0, [i for i, b in enumerate(BUNDLES) if b.scrap]] = 0
    return out.astype(F)


@lru_cache(maxsize=8)
def _overlap(distinguishability: float) -> Array:
    """(16, bundles) what others are likely to make of l swords among b arms: labels of labels."""
    labels = _labels(distinguishability)
    out = np.zeros_like(labels)
    for x, bundle in enumerate(BUNDLES):
        if not bundle.scrap:
            size = bundle.swords + bundle.shields
            out[4 * size + bundle.swords] = (labels * labels[:, x : x + 1]).sum(0)
    return out


def _arms(o: Outlooks, before: Observation, after: Observation) -> Array:
    """What was built as it was seen, summed over all it may have been; scrapping is public."""
    p, table = o.picture, after.table
    core = p.world.core
    left = before.table.tokens - (table.stance == Stance.MOBILISE) * np.int16(core.prices.mobilise)
    cost = np.array([(b.swords + b.shields) * core.arms.price for b in BUNDLES])[:, None, None]
    weight = np.exp(np.clip(F(p.mind.precision.arms) * o.arms, -20, 20)) * (cost <= left)
    weight /= weight.sum(1, keepdims=True)
    world, me = p.world, before.power
    code = 4 * np.minimum(table.built, _MOST) + np.minimum(after.desk.labels, _MOST)
    code[me] = 4 * np.minimum(table.built[me], _MOST) + np.minimum(after.desk.built_swords, _MOST)
    seen = _labels(world.distinguishability)[code]  # (N, B, bundles)
    knows = crisis.in_force(table, Signal.OPEN)[:, me] | crisis.in_force(table, Signal.WATCH)[me]
    if bool(knows.any()):
        seen = np.where(knows[..., None], _labels(1.0)[code], seen)
    seen = seen.copy()
    seen[me] = _overlap(world.distinguishability)[code[me]]
    seen = np.moveaxis(seen, 2, 0)  # (bundles, N, B)
    scrapped = table.scrapped > 0
    if bool(scrapped.any()):
        for x, bundle in enumerate(BUNDLES):
            here = (np.minimum(table.scrapped, 2) == bundle.scrap) if bundle.scrap else np.zeros_like(scrapped)
            seen[x] = np.where(scrapped & (table.built == 0), here, seen[x])
    return np.asarray((weight * seen).sum(1))


def _signal(o: Outlooks, after: Observation) -> Array:
    p, table = o.picture, after.table
    logits = F(p.mind.precision.words) * o_signals(o)
    weight = np.exp(np.clip(logits, -20, 12))
    about = np.where(table.signal_to == EVERYBODY, 0, table.signal_to)
    taken = words.option(table.signal, about, p.n)
    at = np.take_along_axis(weight, taken[None, None].astype(np.int64), 1)[:, 0]
    return np.asarray(at / weight.sum(1))
