"""What was built arrives, after the battles [R4]; conquerors get their free swords [R9]."""

from __future__ import annotations

import numpy as np

from game.chance import Draws
from game.crisis import to_each
from game.scenario import Scenario
from game.state import NOTHING, Orders, Outcome, State


def arrivals(scenario: Scenario, state: State, orders: Orders, chance: Draws) -> tuple[State, Outcome]:
    core, table, desk = scenario.world.core, state.table, state.desk
    free = np.zeros_like(table.arms)
    if bool(table.exile.any()):
        held = to_each(table.occupier).sum(0, dtype=np.int8)
        room = core.arms.most - desk.swords - desk.built_swords
        free = np.minimum(held * np.int8(core.losses.free_swords), room) * ~table.exile
    arms = table.arms + table.built + free
    after = state.put(
        arms=arms,
        swords=desk.swords + desk.built_swords + free,
        seen=np.minimum(desk.seen + desk.labels + free[None], arms[None]),
    )
    return after, NOTHING
