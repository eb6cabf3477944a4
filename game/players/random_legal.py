"""Random legal orders: every field gets its turn, nothing is out of the rules."""

from __future__ import annotations

import numpy as np

from game.arrays import EVERYBODY, NOBODY, Array
from game.belief import Belief
from game.chance import Draw
from game.observe import Observation
from game.scenario import PactKind
from game.state import Answer, Choice, Orders, Signal, Stage, Stance


def choose(seen: Observation, belief: Belief | None, draw: Draw) -> Orders:
    """A row of legal orders, answers or choices for the games of an observation; ``belief`` is not asked."""
    n, games = seen.world.n, seen.games
    if seen.stage is Stage.ANSWERS:
        return Orders.row(n, games, answer=np.where(draw.uniform(0) < 0.5, Answer.YIELD, Answer.RESIST).astype(np.int8))
    if seen.stage is Stage.HELP:
        return _help(seen, draw)
    return _orders(seen, draw)


def _help(seen: Observation, draw: Draw) -> Orders:
    sides = seen.sides()
    roll = draw.uniform(0)
    wait = (roll < 1 / 3) & (seen.table.wave == 0)
    join = (roll > 2 / 3) & sides.any(0)
    return Orders.row(
        seen.world.n,
        seen.games,
        choice=np.where(join, Choice.JOIN, np.where(wait, Choice.WAIT, Choice.STAY_OUT)).astype(np.int8),
        side=np.where(join, _pick(sides, draw, 1), NOBODY).astype(np.int8),
    )


def _pick(mask: Array, draw: Draw, what: int) -> Array:
    """(B,) one of the powers in the mask (N, B), all alike; meaningless where there is none."""
    return np.asarray(np.where(mask, draw.uniform(what, len(mask)), -1.0).argmax(0))


def _orders(seen: Observation, draw: Draw) -> Orders:
    world, me, n, games = seen.world, seen.power, seen.world.n, seen.games
    core, free = world.core, ~seen.exile
    others = (np.arange(n)[:, None] != me) & ~seen.table.exile
    left = np.where(free, seen.table.tokens[me], 0).astype(np.int16)
    fields: dict[str, Array] = {}

    def spend(most: Array | int, what: int, price: int = 1, chance: float = 1.0) -> Array:
        nonlocal left
        limit = np.minimum(left // price, most)
        x = np.floor(draw.uniform(what) * (limit + 1)).astype(np.int16)
        x = np.where((draw.uniform(what + 20) < chance) & free, x, 0)
        left = left - x * price
        return x.astype(np.int8)

    fields["swords"] = spend(np.minimum(core.arms.built_per_round, core.arms.most - seen.desk.swords), 2)
    room = np.minimum(core.arms.built_per_round - fields["swords"], core.arms.most - seen.shields)
    fields["shields"] = spend(room, 3)
    fields["scrap"] = np.where(free & (draw.uniform(4) < 0.1), np.minimum(1, seen.desk.swords), 0).astype(np.int8)
    if world.has("works"):
        fields["works"] = spend(1, 5, core.prices.works)
    mobilise = spend(1, 6, core.prices.mobilise)
    may = seen.may_strike()
    strike = may.any(0) & (draw.uniform(7) < 0.3) & (mobilise == 0)
    fields["stance"] = np.where(strike, Stance.STRIKE, mobilise * Stance.MOBILISE).astype(np.int8)
    fields["strike"] = np.where(strike, _pick(may, draw, 8), NOBODY).astype(np.int8)
    fields |= _signal(seen, draw, others, spend(1, 9, core.prices.signal) > 0)
    wanted = others & free & (draw.uniform(10, n) < 0.4)
    fields["hand"] = wanted & (wanted.cumsum(0) <= left)
    left = left - fields["hand"].sum(0)
    aid = (_pick(others, draw, 11) == np.arange(n)[:, None]) & others & (spend(1, 12, 1, 0.2) > 0)
    fields["aid"] = aid.astype(np.int8)
    cede = (draw.uniform(13) < 0.03) & free & ~seen.table.yielded[me] & others.any(0)
    fields["cede"] = np.where(cede, _pick(others, draw, 14), NOBODY).astype(np.int8)
    fields["say"] = np.where(
        draw.uniform(15, n) < 0.2, 1 << np.floor(draw.uniform(16, n) * 3).astype(np.int8), 0
    ).astype(np.int8)
    steps = len(core.reads.chances)
    reads = np.floor(draw.uniform(17, n) * (steps + 1)).astype(np.int8)
    fields["read"] = np.where(np.arange(n)[:, None] == me, 0, reads).astype(np.int8)
    if world.has("standing pacts"):
        fields |= _pacts(seen, draw, others & free)
    return Orders.row(n, games, **fields)


def _signal(seen: Observation, draw: Draw, others: Array, paid: Array) -> dict[str, Array]:
    world, n = seen.world, seen.world.n
    kinds = [Signal.PEACE, Signal.GUARD, Signal.OPEN]
    own = [*kinds, Signal.BOYCOTT, *([Signal.WATCH] if world.has("watch") else [])]
    if world.has("threats") and n > 2:
        kinds, own = [*kinds, Signal.THREATEN], [*own, Signal.THREATEN]
    u = draw.uniform(18)
    kind = np.where(
        seen.exile, np.array(kinds)[(u * len(kinds)).astype(int)], np.array(own)[(u * len(own)).astype(int)]
    )
    says = (paid | (seen.exile & (draw.uniform(19) < 0.5))) & others.any(0)
    to = _pick(others, draw, 45)
    over = _pick(np.arange(n)[:, None] != to, draw, 46)
    all_of_them = (kind == Signal.OPEN) & (draw.uniform(47) < 0.5)
    to = np.where((kind == Signal.GUARD) & (draw.uniform(47) < 0.3), seen.power, to)
    return {
        "signal": np.where(says, kind, 0).astype(np.int8),
        "signal_to": np.where(says, np.where(all_of_them, EVERYBODY, to), NOBODY).astype(np.int8),
        "signal_over": np.where(says & (kind == Signal.THREATEN), over, NOBODY).astype(np.int8),
        "signal_rounds": np.where(says, np.floor(draw.uniform(48) * 6), 0).astype(np.int8),
    }


def _pacts(seen: Observation, draw: Draw, others: Array) -> dict[str, Array]:
    """Propose one, accept some of what was proposed, renounce a few."""
    n, games = seen.world.n, seen.games
    held, inbox = seen.table.pacts[seen.power], seen.desk.inbox
    whom, kind = _pick(others, draw, 50), np.floor(draw.uniform(51) * len(PactKind)).astype(np.int64)
    third = _pick((np.arange(n)[:, None] != seen.power) & (np.arange(n)[:, None] != whom), draw, 52)
    value = np.where(kind == PactKind.OFFENCE, 1 + third, np.where(kind == PactKind.LIMIT, 9, 1))
    propose = np.zeros((n, len(PactKind), games), np.int8)
    lanes = np.flatnonzero(others.any(0) & (draw.uniform(53) < 0.5) & ((kind != PactKind.OFFENCE) | (n > 2)))
    propose[whom[lanes], kind[lanes], lanes] = value[lanes]
    propose[propose == held] = 0
    accept = np.where((draw.uniform(54, n)[:, None] < 0.5) & others[:, None], inbox, 0).astype(np.int8)
    renounce = np.where((draw.uniform(55, n)[:, None] < 0.1) & others[:, None], held, 0).astype(np.int8)
    return {"propose": propose, "accept": accept, "renounce": renounce}
