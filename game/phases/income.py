"""Income [R3]: a new round begins and every power gets its tokens."""

from __future__ import annotations

import numpy as np

from game.arrays import NOBODY
from game.chance import Draws
from game.scenario import Scenario
from game.state import NOTHING, Orders, Outcome, Signal, State


def income(scenario: Scenario, state: State, orders: Orders, chance: Draws) -> tuple[State, Outcome]:
    world, table = scenario.world, state.table
    now = table.round + 1  # a game that is over in the midst of a batch stays as it is, see the end
    tokens = world.tokens + table.works + table.aid.sum(0, dtype=np.int16)
    tokens -= table.province != NOBODY
    for start in world.core.rising.rounds if world.has("rising power") else ():
        tokens += world.rising & (now >= start)
    boycott, watch = table.until[Signal.BOYCOTT - 1], table.until[Signal.WATCH - 1]
    if bool(boycott.any()):
        tokens -= (boycott >= now).sum(0, dtype=np.int16)
        tokens -= (boycott > now).sum(1, dtype=np.int16)  # a longer boycott is paid for round by round [R6]
    if bool(watch.any()):
        tokens -= (watch >= now).sum(1, dtype=np.int16)
    np.maximum(tokens, 0, out=tokens)
    tokens[table.exile] = 0
    going = ~table.over
    return state.put(round=table.round + going, tokens=np.where(going, tokens, table.tokens)), NOTHING
