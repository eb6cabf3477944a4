"""How likely what was seen of each power was under each card, as one viewer could work it out."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from game import crisis
from game.arrays import EVERYBODY, NOBODY, Array
from game.intents.act import signals_of
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
    p, table = o.picture, after.table
    precision = p.mind.precision
    mobilise = np.exp(F(precision.mobilise) * o.mobilise)
    whole = 1 + mobilise
    out = np.where(table.stance == Stance.MOBILISE, mobilise, F(1))
    if bool(p.may.any()):
        struck = crisis.to_each(np.where(table.stance == Stance.STRIKE, table.strike, NOBODY))
        strikes = (table.stance == Stance.STRIKE).astype(F)
        aims = 1 / p.rivals
        calm_at = calm_sum = np.zeros((), F)
        for card in p.cards:
            weight = np.exp(F(precision.strike) * o.strike[card]) / p.rivals[:, None]
            at, total = (weight * struck).sum(1), weight.sum(1)
            if card is Intent.CONTENT:
                calm_at, calm_sum = at, total
            if card is Intent.CLAIMANT:  # its target is one of its rivals: the one that is struck, or another
                rest = whole[card] + calm_sum
                whole[card] += calm_sum + (total - calm_sum) * aims
                hit = aims * at / (rest - calm_at + at) + (1 - aims) * calm_at / rest
                at = hit * whole[card]
            else:
                whole[card] += total
            out[card] += strikes * (at - out[card])
    return np.asarray(out / whole)


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
    able = (cost <= left).astype(F)
    seen = _seen(p.world.distinguishability, before.power, after)
    out = np.empty((len(o.arms), *table.arms.shape), F)
    for card in p.cards:
        weight = np.exp(F(p.mind.precision.arms) * (o.arms[card] - o.arms[card].max(0)))
        weight *= able
        out[card] = (weight * seen).sum(0) / weight.sum(0)
    return _filled(out, p.cards)


def _seen(distinguishability: float, me: int, after: Observation) -> Array:
    """(bundles, N, B) chance of what was seen, had it been that bundle."""
    table, desk = after.table, after.desk
    labels, overlap, truth = _labels(distinguishability), _overlap(distinguishability), _labels(1.0)
    size = 4 * np.minimum(table.built, _MOST)
    code = size + np.minimum(desk.labels, _MOST)
    mine = size[me] + np.minimum(desk.built_swords, _MOST)
    knows = crisis.in_force(table, Signal.OPEN)[:, me] | crisis.in_force(table, Signal.WATCH)[me]
    known, scrapped = bool(knows.any()), (table.scrapped > 0) & (table.built == 0)
    some = bool(scrapped.any())
    out = np.empty((len(BUNDLES), *code.shape), F)
    for x, bundle in enumerate(BUNDLES):
        out[x] = labels[:, x][code]
        if known:
            out[x] = np.where(knows, truth[:, x][code], out[x])
        out[x, me] = overlap[:, x][mine]
        if some:
            out[x] = np.where(scrapped, bool(bundle.scrap) & (np.minimum(table.scrapped, 2) == bundle.scrap), out[x])
    return out


def _filled(values: Array, cards: tuple[Intent, ...]) -> Array:
    """The same with a Content's values for cards that nobody can hold."""
    for card in Intent:
        if card not in cards:
            values[card] = values[Intent.CONTENT]
    return values


def _signal(o: Outlooks, after: Observation) -> Array:
    p, table = o.picture, after.table
    said = signals_of(o)
    precision = F(p.mind.precision.words)
    kind = table.signal
    about = crisis.to_each(np.where(table.signal_to == EVERYBODY, NOBODY, table.signal_to))
    opened = np.exp(precision * said.open)
    whole = 1 + opened
    out = np.where(kind == Signal.OPEN, opened, F(1))
    done: dict[int, tuple[Array, Array]] = {}
    for known, by_card in said.about.items():
        here = kind == known
        some = bool(here.any())
        for card in p.cards:
            worth = by_card[card]
            if id(worth) not in done:
                weight = np.exp(precision * worth)
                done[id(worth)] = weight.sum(1), (weight * about).sum(1) if some else here
            total, at = done[id(worth)]
            whole[card] += total
            if some:
                out[card] = np.where(here, at, out[card])
    return _filled(np.asarray(out / whole), p.cards)
