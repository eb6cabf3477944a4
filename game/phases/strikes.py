"""Stances are shown [R5]: powers mobilise, and those that may, strike [R8]."""

from __future__ import annotations

import numpy as np

from game.arrays import NOBODY
from game.chance import Draws
from game.crisis import strikes as lines_of
from game.scenario import Scenario
from game.state import NOTHING, Answer, Orders, Outcome, Stance, State


def strikes(scenario: Scenario, state: State, orders: Orders, chance: Draws) -> tuple[State, Outcome]:
    table = state.table
    strike = np.where(orders.stance == Stance.STRIKE, orders.strike, np.int8(NOBODY))
    none = np.zeros_like(table.answer)
    after = state.put(
        stance=orders.stance,
        strike=strike,
        mobilised_on=np.where(orders.stance == Stance.MOBILISE, table.round, table.mobilised_on).astype(np.int8),
        answer=none,
        choice=none,
        side=np.full_like(table.side, NOBODY),
        wave=np.zeros_like(table.wave),
        chosen_at=none,
        joined_at=none,
        battle=none,
        duel=np.zeros_like(table.duel),
        freed=np.zeros_like(table.freed),
    )
    striker = strike != NOBODY
    if not bool(striker.any()):
        return after, NOTHING
    cost = striker * np.int16(scenario.world.core.losses.strike)
    attacked = lines_of(after.table).attack.any(0)
    must = attacked & table.yielded  # nobody yields twice
    after = after.put(points=table.points - cost, answer=np.where(must, np.int8(Answer.RESIST), none))
    return after, Outcome(war_points=cost)
