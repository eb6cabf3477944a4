"""The same game for one power's eyes, with everything changed that it may not know."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from game.arrays import NOBODY, Array
from game.state import ORDER_FIELDS, Answer, Desk, Orders, Outcome, Stage, State, Step, Vault


def _junk(like: Array, draw: np.random.Generator, low: int, high: int) -> Array:
    return draw.integers(low, high, like.shape, endpoint=True).astype(like.dtype)


_RANGES = {"intent": (0, 4), "target": (-1, 1), "reads": (0, 5), "card_points": (-15, 20)}


def hide(state: State, viewer: int, draw: np.random.Generator) -> State:
    """The same for one power's eyes: all other desks and the vault are full of other things."""
    desk = {}
    for field in fields(Desk):
        old = getattr(state.desk, field.name)
        desk[field.name] = _junk(old, draw, *_RANGES.get(field.name, (0, 3)))
        desk[field.name][viewer] = old[viewer]
    vault = Vault(last_round=_junk(state.vault.last_round, draw, 1, 9))
    return State(state.stage, state.table, Desk(**desk), vault)


def hide_outcome(done: Step, draw: np.random.Generator) -> Outcome:
    """Margins, idle dice, the points with the cards in them, and who led where nobody took anything."""
    outcome, table = done.outcome, done.after.table
    new: dict[str, Array] = {}
    for name in ("margin", "duel_margin", "war_points"):
        old = getattr(outcome, name)
        if old is not None:
            new[name] = _junk(old, draw, -9, 9)
    for name, battles in (("roll", table.battle), ("duel_roll", table.duel)):
        old = getattr(outcome, name)
        if old is not None:
            new[name] = np.where(battles > 0, old, _junk(old, draw, 1, 20))
    if outcome.leader is not None:
        taken = table.answer == Answer.YIELD
        new["leader"] = np.where(taken, outcome.leader, _junk(outcome.leader, draw, NOBODY, len(table.answer) - 1))
    return replace(outcome, **new)


def hide_orders(done: Step, viewer: int, draw: np.random.Generator) -> Orders:
    """What the others ordered, as far as it is not turned over with the orders."""
    old = done.orders
    new = {name: getattr(old, name).copy() for name in ORDER_FIELDS}
    n = len(old.swords)
    # of a crisis sheet only answer and choice are read, of an order sheet all but these
    in_orders = done.before.stage is Stage.ORDERS
    secret = ("answer", "choice", "side") if in_orders else ORDER_FIELDS
    for name in secret:
        junk = _junk(new[name].astype(np.int8), draw, 0, 1).astype(new[name].dtype)
        new[name] = np.concatenate([junk[:viewer], new[name][viewer : viewer + 1], junk[viewer + 1 :]])
    if not in_orders:
        return Orders(**new)
    made = done.outcome.pact_made
    for i in (i for i in range(n) if i != viewer):
        arms = int(new["swords"][i, 0]) + int(new["shields"][i, 0])
        new["swords"][i] = draw.integers(0, arms, endpoint=True)
        new["shields"][i] = arms - new["swords"][i]
        new["read"][i] = _junk(new["read"][i], draw, 0, 5)
        for j in (j for j in range(n) if j not in (i, viewer)):
            if i < j and not (old.hand[i, j, 0] and old.hand[j, i, 0]):
                new["hand"][i, j], new["hand"][j, i] = [(0, 0), (0, 1), (1, 0)][draw.integers(3)]
            for name in ("propose", "accept"):
                free = np.ones_like(old.propose[i, j], bool) if made is None else ~made[i, j]
                new[name][i, j] = np.where(free, _junk(old.propose[i, j], draw, 0, 2), new[name][i, j])
    return Orders(**new)


def hide_step(done: Step, viewer: int, draw: np.random.Generator) -> Step:
    """The step with all of it."""
    return Step(
        hide(done.before, viewer, draw),
        hide_orders(done, viewer, draw),
        hide_outcome(done, draw),
        hide(done.after, viewer, draw),
    )
