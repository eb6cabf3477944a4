"""The orders are turned over [R4]: tokens are spent, the rest is butter, swords are scrapped."""

from __future__ import annotations

import numpy as np

from game.chance import Draws
from game.scenario import Scenario
from game.state import Orders, Outcome, Signal, Stance, State


def reveal(scenario: Scenario, state: State, orders: Orders, chance: Draws) -> tuple[State, Outcome]:
    prices, table, desk = scenario.world.core.prices, state.table, state.desk
    exile = table.exile
    built = orders.swords + orders.shields
    hand = orders.hand & orders.hand.swapaxes(0, 1)
    arms_tokens = built * scenario.world.core.arms.price + (orders.stance == Stance.MOBILISE) * np.int8(prices.mobilise)
    spent = (
        arms_tokens
        + prices.works * orders.works.astype(np.int16)
        + prices.hand * hand.sum(1, dtype=np.int16)
        + orders.aid.sum(1, dtype=np.int16)
        + prices.signal * ((orders.signal != Signal.NONE) & ~exile)
    )
    after = state.put(
        butter=(table.butter + table.tokens - spent).astype(np.int16),
        arms=table.arms - orders.scrap,
        swords=desk.swords - orders.scrap,
        scrapped=orders.scrap,
        works=table.works + orders.works,
        built=built,
        built_swords=orders.swords,
        hand=hand,
        offers=orders.hand.swapaxes(0, 1) & ~hand,
        aid=orders.aid,
        said=orders.say,
        reads=np.where(orders.read > 0, orders.read, desk.reads),
    )
    return after, Outcome(arms_tokens=arms_tokens.astype(np.int16))
