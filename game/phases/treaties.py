"""Treaties: provinces ceded [R9] and standing pacts made [R12]."""

from __future__ import annotations

import numpy as np

from game.arrays import NOBODY
from game.chance import Draws
from game.crisis import to_each
from game.phases.common import card_gain
from game.scenario import Scenario
from game.state import NOTHING, Orders, Outcome, State


def treaties(scenario: Scenario, state: State, orders: Orders, chance: Draws) -> tuple[State, Outcome]:
    outcome = NOTHING
    if bool((orders.cede != NOBODY).any()):
        state, outcome = _cede(scenario, state, orders)
    if scenario.world.has("standing pacts"):
        state, made = _pacts(state, orders)
        outcome = outcome.merge(made)
    return state, outcome


def _cede(scenario: Scenario, state: State, orders: Orders) -> tuple[State, Outcome]:
    table, desk = state.table, state.desk
    gives = orders.cede != NOBODY
    gain = card_gain(scenario, desk, np.zeros((), bool) & to_each(orders.cede), to_each(orders.cede).swapaxes(0, 1))
    after = state.put(
        province=np.where(gives, orders.cede, table.province),
        yielded=table.yielded | gives,
        points=(table.points - gives * np.int16(scenario.world.core.losses.yielded)).astype(np.int16),
        card_points=desk.card_points + gain,
    )
    return after, Outcome(ceded=orders.cede)


def _pacts(state: State, orders: Orders) -> tuple[State, Outcome]:
    """Crossing offers of the same thing make it; an accept answers a proposal of this round or the last."""
    table, desk = state.table, state.desk
    offered = orders.propose.swapaxes(0, 1)  # [to, from]
    taken = orders.accept
    mine = np.where(
        (taken > 0) & ((taken == offered) | (taken == desk.inbox)),
        taken,
        np.where((orders.propose > 0) & (orders.propose == offered), offered, 0),
    )
    theirs = mine.swapaxes(0, 1)
    both = np.maximum(mine, theirs)  # either side's accept makes it
    made = (both > 0) & ((mine == theirs) | (mine == 0) | (theirs == 0))  # of different things, nothing
    after = state.put(
        pacts=np.where(made, both, table.pacts).astype(np.int8),
        renounced=(orders.renounce > 0) & (orders.renounce == table.pacts),
        inbox=np.where(made, 0, offered).astype(np.int8),
        outbox=np.where(made, 0, orders.propose).astype(np.int8),
    )
    return after, Outcome(pact_made=made)
