"""What an experiment changes: arms on the table, beliefs, orders. Each gives a hook for `play`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from game.arrays import NOBODY, Array
from game.belief import Belief
from game.lab.facts.play import Believing, Moment, Setup
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
