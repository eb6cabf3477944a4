"""What an experiment changes: arms on the table, beliefs, orders. Each gives a hook for `play`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from game.arrays import NOBODY, Array
from game.belief import Belief
from game.lab.facts.play import Believing, Moment, Ordering, Setup
from game.match import Beliefs
from game.scenario import INTENTS, World
from game.state import Orders, Stance, State

# ---- the table before the first round -------------------------------------------------------------------


def arms(swords: Mapping[int, int], shields: Mapping[int, int]) -> Setup:
    """Starting arms of some powers, by seat; public, as all starting arms are [R3]."""

    def setup(world: World, state: State) -> State:
        mine, total, seen = state.desk.swords.copy(), state.table.arms.copy(), state.desk.seen.copy()
        for i in {*swords, *shields}:
            old_shields = total[i] - mine[i]
            mine[i] = swords.get(i, mine[i])
            total[i] = mine[i] + shields.get(i, old_shields)
            seen[:, i] = mine[i]
        return state.put(swords=mine, arms=total, seen=seen)

    return setup


def put(**fields: Any) -> Setup:
    """Any fields of table and desk set to a value, or to an array that fits."""

    def setup(world: World, state: State) -> State:
        old = {**vars(state.table), **vars(state.desk)}
        return state.put(**{k: np.broadcast_to(v, old[k].shape).astype(old[k].dtype) for k, v in fields.items()})

    return setup


# ---- beliefs --------------------------------------------------------------------------------------------


def truth(*, of_benign_only: bool = False) -> Believing:
    """All know every card, and know that all know; or of benign powers only, where wolves are judged as before."""

    def believing(moment: Moment) -> Beliefs:
        cards = moment.state.desk.intent  # (N, B)
        known = np.arange(len(INTENTS))[None, :, None] == cards[:, None]  # (N, 5, B)
        which = (cards < 2)[:, None] if of_benign_only else np.ones_like(known)
        return [b and _with(b, np.where(which, known, b.held)) for b in moment.beliefs]

    return believing


def opening(
    deck: Mapping[str, float], about: Sequence[int] | None = None, of: Sequence[int] | None = None
) -> Believing:
    """What is believed before the first round ``about`` these seats, by the powers ``of`` these seats; default all.

    A power's belief about itself is what it supposes others to think of it.
    """
    weights = np.array([float(deck.get(card, 0)) for card in INTENTS])

    def believing(moment: Moment) -> Beliefs:
        if moment.round > 1:
            return moment.beliefs
        out: list[Belief | None] = []
        for i, belief in enumerate(moment.beliefs):
            if belief is not None and (of is None or i in of):
                held = belief.held.copy()
                held[list(range(moment.world.n) if about is None else about)] = (weights / weights.sum())[:, None]
                belief = _with(belief, held)
            out.append(belief)
        return out

    return believing


def _with(belief: Belief, held: Array) -> Belief:
    return Belief(np.ascontiguousarray(held, dtype=np.float32), belief.knobs)


# ---- orders ---------------------------------------------------------------------------------------------


def changed(orders: Orders, power: int, where: Array | None = None, **fields: Any) -> Orders:
    """The same orders with some fields of one power's row replaced, in the games of the mask ``where``."""
    new = dict(vars(orders))
    for name, value in fields.items():
        column = new[name].copy()
        column[power] = value if where is None else np.where(where, value, column[power])
        new[name] = column
    return Orders(**new)


def blank(orders: Orders, power: int, where: Array | None = None) -> Orders:
    """One power orders nothing at all."""
    n, games = len(orders.stance), orders.stance.shape[-1]
    return changed(orders, power, where, **vars(Orders.row(n, games)))


def quiet(orders: Orders, powers: Iterable[int]) -> Orders:
    """These powers neither mobilise nor strike."""
    for i in powers:
        orders = changed(orders, i, stance=Stance.HOLD, strike=NOBODY)
    return orders


def strike_at(striker: int, target: int, when: int, *, alone: bool = True) -> Ordering:
    """A crisis from outside: ``striker`` mobilises in the round before ``when`` and strikes then, whatever it wants.

    With ``alone`` nobody else takes the field up to then. In round 1 nobody can strike: ``when`` is 2 or later.
    """

    def ordering(moment: Moment, orders: Orders) -> Orders:
        if not moment.ordering or moment.round > when:
            return orders
        orders = quiet(orders, range(moment.world.n) if alone else [striker])
        if moment.round == when - 1:
            orders = changed(blank(orders, striker), striker, stance=Stance.MOBILISE)
        elif moment.round == when:
            able = ~moment.state.table.exile[striker] & ~moment.state.table.exile[target]
            orders = changed(orders, striker, able, stance=Stance.STRIKE, strike=target)
        return orders

    return ordering


def both(*hooks: Ordering) -> Ordering:
    """One after the other."""

    def ordering(moment: Moment, orders: Orders) -> Orders:
        for hook in hooks:
            orders = hook(moment, orders)
        return orders

    return ordering
