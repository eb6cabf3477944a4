"""What several phases work out from the whole state."""

from __future__ import annotations

import numpy as np

from game.arrays import NOBODY, Array, Bools, Ints
from game.chance import Draws, Purpose
from game.crisis import Strikes, to_each
from game.scenario import Intent, Scenario, World
from game.state import Desk, State

LOTS = 1 << 15  # the highest wins


def attack_strength(world: World, state: State) -> Array:
    """(N, B) swords plus their share of shields, half up [R3]."""
    swords = state.desk.swords
    return np.asarray(swords + world.part[state.table.arms - swords], np.int16)


def leaders(world: World, state: State, lines: Strikes, chance: Draws) -> Ints:
    """(N, B) who leads the attack on each power: the strongest; equals draw lots [R8]."""
    leader = np.full_like(state.table.strike, NOBODY)
    striker, game = np.nonzero(lines.attack.any(1))
    if not len(striker):
        return leader
    target = state.table.strike[striker, game]
    strength = attack_strength(world, state)[striker, game].astype(np.int32) << 16
    contested = lines.attack.sum(0, dtype=np.int8)[target, game] > 1
    if bool(contested.any()):
        games = np.unique(game[contested])  # few, so only they draw
        lots = np.zeros((state.n, state.games), np.int32)
        lots[:, games] = chance.take(games).below(LOTS, Purpose.LOT, state.table.round[games], state.n)
        strength += lots[striker, game]
    order = strength.argsort(kind="stable")
    leader[target[order], game[order]] = striker[order]  # of several, the strongest is written last
    return leader


def card_gain(scenario: Scenario, desk: Desk, conquests: Bools, yields: Bools) -> Array:
    """(N, B) points on the cards of those who gained land: matrices at [taker, loser] [R2]."""
    gains = scenario.world.core.gains
    won, got = conquests.sum(1, dtype=np.int16), yields.sum(1, dtype=np.int16)
    intent = desk.intent
    claim = ((conquests | yields) & to_each(desk.target)).any(1) & (desk.card_points == 0)
    return np.asarray(
        (intent == Intent.EXPANSIONIST) * (won * gains.expansionist_conquest + got * gains.expansionist_yield)
        + (intent == Intent.OPPORTUNIST) * (won * gains.opportunist_conquest)
        + ((intent == Intent.CLAIMANT) & claim) * np.int16(gains.claimant),
        np.int16,
    )
