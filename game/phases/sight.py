"""Labels [R3]: what did *you* see them build?

Each rival sees each new arm's sort right with probability (1 + delta) / 2, independently. Openness and a
watch show the truth: of the new arms and of the stock.
"""

from __future__ import annotations

import numpy as np

from game.arrays import Array, Bools
from game.chance import Draws, Purpose
from game.crisis import in_force
from game.scenario import Scenario
from game.state import NOTHING, Orders, Outcome, Signal, State


def insight(state: State) -> Bools:
    """(N, N, B) where i knows the sorts of j's arms: its own, those of the open and the watched."""
    own = np.eye(state.n, dtype=bool)[:, :, None]
    opened = in_force(state.table, Signal.OPEN).swapaxes(0, 1)
    return np.asarray(own | opened | in_force(state.table, Signal.WATCH))


def sight(scenario: Scenario, state: State, orders: Orders, chance: Draws) -> tuple[State, Outcome]:
    table, desk = state.table, state.desk
    knows = insight(state)
    seen = np.maximum(desk.seen - table.scrapped[None], 0)
    labels = np.where(knows, desk.built_swords[None], _labels(scenario, state, chance))
    return state.put(seen=np.where(knows, desk.swords[None], seen), labels=labels), NOTHING


def _labels(scenario: Scenario, state: State, chance: Draws) -> Array:
    """(N, N, B) swords that each viewer sees among what each power ordered."""
    n, built, swords = state.n, state.table.built, state.desk.built_swords
    out = np.zeros((n, n, state.games), np.int8)
    most = int(built.max(initial=0))
    if not most:
        return out
    # one draw of 64 bits a pair serves four arms, 16 bits each
    bits = chance.bits(Purpose.LABELS, state.table.round, (n, n)).astype("<u8", copy=False)
    luck = bits.view("<u2").reshape(n, n, state.games, 4)
    right_below = round((1 + scenario.world.distinguishability) / 2 * 65536)
    for arm in range(most):
        right = luck[..., arm] < right_below
        out += (right == (swords > arm)) & (built > arm)
    return out
