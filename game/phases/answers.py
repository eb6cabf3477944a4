"""The struck answer [R8]: yield a province, or resist."""

from __future__ import annotations

import numpy as np

from game.arrays import NOBODY, Bools
from game.chance import Draws
from game.crisis import strikes, to_each
from game.phases.common import card_gain, leaders
from game.scenario import Scenario
from game.state import NOTHING, Answer, Orders, Outcome, State


def asks(scenario: Scenario, state: State) -> Bools:
    """(N, B) struck outside a duel and free to yield."""
    table = state.table
    if not bool((table.strike != NOBODY).any()):
        return np.zeros_like(table.yielded)
    return np.asarray(strikes(table).attack.any(0) & (table.answer == Answer.NONE))


def answers(scenario: Scenario, state: State, orders: Orders, chance: Draws) -> tuple[State, Outcome]:
    table, desk = state.table, state.desk
    asked = table.asked
    yields = asked & (orders.answer == Answer.YIELD)
    answer = np.where(asked, np.where(yields, np.int8(Answer.YIELD), np.int8(Answer.RESIST)), table.answer)
    if not bool(yields.any()):
        return state.put(answer=answer), NOTHING
    leader = leaders(scenario.world, state, strikes(table), chance)
    takers = np.where(yields, leader, np.int8(NOBODY))
    cost = yields * np.int16(scenario.world.core.losses.yielded)
    given = to_each(takers).swapaxes(0, 1)  # [taker, loser]
    after = state.put(
        answer=answer,
        province=np.where(yields, takers, table.province),
        yielded=table.yielded | yields,
        points=table.points - cost,
        card_points=desk.card_points + card_gain(scenario, desk, np.zeros_like(given), given),
    )
    return after, Outcome(leader=leader, war_points=cost)
