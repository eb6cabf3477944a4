"""From options of the linear policy to rows of orders, as far as the tokens go; and the policy's whole act."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from game.arrays import EVERYBODY, NOBODY, Array
from game.players.policy import (
    ARMS,
    WORDS,
    Luck,
    Weights,
    Whom,
    answering,
    joining,
    logits,
    pick,
    sides_of,
)
from game.players.view import Staff, View, staff
from game.scenario import PactKind
from game.state import ORDER_FIELDS, Answer, Choice, Orders, Say, Signal, Stage, Stance

_SWORDS, _SHIELDS, _SCRAP = (np.array(column, np.int8) for column in zip(*ARMS, strict=True))
_SIGNALS = {
    "peace": Signal.PEACE,
    "defy": Signal.GUARD,
    "open": Signal.OPEN,
    "shelter": Signal.GUARD,
    "boycott": Signal.BOYCOTT,
}


def compose(s: Staff, about: Whom, stance: Array, arms: Array, words: Array) -> Orders:
    """Rows (A, ..., B) of these options (A, B): stance first, then words, arms with what is left; exiles do nothing."""
    view = s.view
    world, table, desk, n, me = view.world, view.table, view.desk, view.world.n, view.me
    core = world.core
    free = ~s.exile
    left = np.where(s.exile, 0, view.own(table.tokens)).astype(np.int16)
    strike = np.where(stance >= 2, stance - 2, NOBODY)
    calls = (stance == 1) & (left >= core.prices.mobilise)
    left = left - calls * np.int16(core.prices.mobilise)

    signal, to = np.zeros(left.shape, np.int8), np.full(left.shape, NOBODY, np.int8)
    aims: dict[str, Array] = {
        "peace": about.feared,
        "defy": me[:, None],
        "open": np.array(EVERYBODY),
        "shelter": about.friend,
        "boycott": about.offender,
    }
    pays = left >= core.prices.signal
    for name, kind in _SIGNALS.items():
        here = (words == WORDS.index(name)) & pays & free
        aim = np.broadcast_to(aims[name], left.shape)
        here &= aim != NOBODY
        signal, to = np.where(here, np.int8(kind), signal), np.where(here, aim, to).astype(np.int8)
    left = left - (signal > 0) * np.int16(core.prices.signal)
    offers = about.hands & ((words == WORDS.index("hand")) & free)[:, None]
    hand = offers & (np.cumsum(offers, axis=1) * core.prices.hand <= left[:, None])
    left = left - hand.sum(1, dtype=np.int16) * np.int16(core.prices.hand)
    powers = np.arange(n)[None, :, None]
    gives = (words == WORDS.index("aid")) & (left > 0) & free & (about.feared != NOBODY)
    aid = (gives[:, None] & (powers == about.feared[:, None])).astype(np.int8)
    left = left - gives

    own = view.mine(desk.seen)
    can = np.where(s.exile, 0, left // core.arms.price)
    swords = np.minimum(np.minimum(_SWORDS[arms], can), core.arms.most - own)
    shields = np.minimum(np.minimum(_SHIELDS[arms], can - swords), core.arms.most - (view.own(table.arms) - own))
    fields = {
        "swords": swords,
        "shields": shields,
        "scrap": np.where(free, np.minimum(_SCRAP[arms], own), 0),
        "hand": hand,
        "aid": aid,
        "signal": signal,
        "signal_to": to,
        "stance": np.where(stance >= 2, Stance.STRIKE, calls * Stance.MOBILISE),
        "strike": strike,
        "say": _say(s),
    }
    if world.has("standing pacts"):
        fields |= _pacts(s, about, words)
    return _rows(view, fields)


def _rows(view: View, fields: dict[str, Array]) -> Orders:
    """Blank rows for every actor but for these fields."""
    blank = _blank(view.world.n, view.games, len(view.me))
    return Orders(**(blank | {name: value.astype(blank[name].dtype, copy=False) for name, value in fields.items()}))


@lru_cache(maxsize=64)
def _blank(n: int, games: int, actors: int) -> dict[str, Array]:
    """Rows that do nothing; not to be written to."""
    row = Orders.row(n, games)
    return {name: np.broadcast_to(getattr(row, name), (actors, *getattr(row, name).shape)) for name in ORDER_FIELDS}


def _say(s: Staff) -> Array:
    """(A, N, B) cheap talk, alike under every card: who struck is accused, the mobilised are warned."""
    struck = s.view.table.stance == Stance.STRIKE
    say = np.where(struck, Say.ACCUSE, np.where(s.ready, Say.WARN, Say.PEACE))
    return np.where(s.near, say, 0)


def _pacts(s: Staff, about: Whom, words: Array) -> dict[str, Array]:
    """Defence is proposed to the friend, and accepted of whoever proposes it, by whoever is in the mood for pacts."""
    view, n = s.view, s.view.world.n
    shape = (len(view.me), *Orders.row(n, view.games).propose.shape)
    propose, accept = np.zeros(shape, np.int8), np.zeros(shape, np.int8)
    wants = ((words == WORDS.index("pact")) & ~s.exile)[:, None]
    there = ~view.table.exile[None] & (np.arange(n)[None, :, None] != view.me[:, None, None])
    held = view.own(view.table.pacts)[:, :, PactKind.DEFENCE] > 0
    offered = view.desk.inbox[:, :, PactKind.DEFENCE] > 0
    accept[:, :, PactKind.DEFENCE] = wants & offered & there & ~held
    chosen = np.arange(n)[None, :, None] == about.friend[:, None]
    propose[:, :, PactKind.DEFENCE] = wants & chosen & there & ~offered & ~held
    return {"propose": propose, "accept": accept}


def answers(view: View, yields: Array) -> Orders:
    """Rows of answers, (A, B)."""
    return _rows(view, {"answer": np.where(yields == 1, Answer.YIELD, Answer.RESIST)})


def choices(view: View, taken: Array) -> Orders:
    """Rows of choices of a side: options stay out, wait, join each."""
    choice = np.where(taken >= 2, Choice.JOIN, np.where(taken == 1, Choice.WAIT, Choice.STAY_OUT))
    return _rows(view, {"choice": choice, "side": np.where(taken >= 2, taken - 2, NOBODY)})


def act(view: View, w: Weights, luck: Luck) -> Orders:
    """What every actor orders now, by softmax: rows (A, ..., B)."""
    s = staff(view)
    actors = len(view.me)
    if view.stage is Stage.ANSWERS:
        return answers(view, pick(answering(s, w), luck(1, actors)))
    if view.stage is Stage.HELP:
        return choices(view, pick(joining(s, w, sides_of(s)), luck(1, actors)))
    chances = logits(s, w, luck)
    rolls = luck(1, 3, actors)
    options = (
        pick(part, roll) for part, roll in zip((chances.stance, chances.arms, chances.words), rolls, strict=True)
    )
    return compose(s, chances.whom, *options)
