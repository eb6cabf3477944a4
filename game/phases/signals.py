"""Signals [R6]: what was said is in force, and costs something when it is not kept."""

from __future__ import annotations

import numpy as np

from game.arrays import EVERYBODY
from game.chance import Draws
from game.scenario import Scenario
from game.state import NOTHING, Orders, Outcome, Signal, State


def signals(scenario: Scenario, state: State, orders: Orders, chance: Draws) -> tuple[State, Outcome]:
    after = state.put(signal=orders.signal, signal_to=orders.signal_to)
    who, game = np.nonzero(orders.signal)
    if not len(who):
        return after, NOTHING
    table, usual = state.table, scenario.world.core.pledges
    kind, to = orders.signal[who, game], orders.signal_to[who, game]
    over, rounds = orders.signal_over[who, game], orders.signal_rounds[who, game]
    default = np.array([0, usual.peace, usual.guard, usual.open, usual.boycott, usual.watch, usual.threaten])
    last = table.round[game] + np.where(rounds > 0, rounds, default[kind]) - 1
    last += kind == Signal.BOYCOTT  # it bites from the next round on
    about = np.where(kind == Signal.THREATEN, over, to)
    until = table.until.copy()
    one = about != EVERYBODY
    at = kind[one] - 1, who[one], about[one], game[one]
    anew = (kind[one] == Signal.THREATEN) & (table.against[at[1:]] != to[one])  # a threat against another
    until[at] = np.maximum(np.where(anew, 0, until[at]), last[one])  # nothing later cuts a promise short
    rows = kind[~one] - 1, who[~one], slice(None), game[~one]  # to everyone
    until[rows] = np.maximum(until[rows], last[~one, None])
    after = after.put(until=until)
    threat = kind == Signal.THREATEN
    if bool(threat.any()):
        against = table.against.copy()
        against[who[threat], over[threat], game[threat]] = to[threat]
        after = after.put(against=against)
    return after, NOTHING
