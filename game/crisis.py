"""What can be read off the table of a crisis: who strikes whom, who fights, whose side a helper is on.

Public knowledge only, so that rules, players and screens may all ask.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from game.arrays import Bools, Ints
from game.scenario import PactKind, World
from game.state import Answer, Result, Signal, Table


def to_each(target: Ints) -> Bools:
    """(N, B) powers' indices as a matrix (N, N, B): [i, j] where i names j."""
    return np.asarray(target[:, None] == np.arange(len(target), dtype=np.int8)[None, :, None])


class Strikes(NamedTuple):
    """Who strikes whom, all (N, N, B) at [striker, target]; a duel is two powers striking each other."""

    all: Bools
    duel: Bools  # symmetric
    attack: Bools  # the strikes that are no duels: the target defends


def strikes(table: Table) -> Strikes:
    """As ordered this round."""
    every = to_each(table.strike)
    duel = every & every.swapaxes(0, 1)
    return Strikes(every, duel, every & ~duel)


def struck(lines: Strikes) -> Bools:
    """(N, B) struck by anybody."""
    return np.asarray(lines.all.any(0))


def mobilised(world: World, table: Table) -> Bools:
    """(N, B) in this round and the two after mobilising [R5]."""
    return np.asarray(table.round - table.mobilised_on < world.core.odds.mobilised_rounds)


def in_force(table: Table, signal: Signal) -> Bools:
    """(N, N, B) pledges or sanctions of that kind by i about j that hold this round [R6]."""
    return np.asarray(table.until[signal - 1] >= table.round)


def fought(table: Table, lines: Strikes) -> Bools:
    """(N, B) powers that defend themselves in a battle."""
    return np.asarray(lines.attack.any(0) & (table.answer == Answer.RESIST))


class Sides(NamedTuple):
    """For every helper of a game: (N, N, B) at [helper, power]."""

    defends: Bools  # helps that power, which defends
    strikes: Bools  # helps that power's attack
    duels: Bools  # helps that power in a duel


def sides(table: Table, lines: Strikes, battles: Bools) -> Sides:
    """Whom the helpers help: with X in two battles, joining X means the one X defends [R7]."""
    joined = to_each(table.side)
    duels = lines.duel.any(1)
    attacks = (lines.attack & battles[None]).any(1)
    return Sides(
        joined & battles[None],
        joined & (attacks & ~duels & ~battles)[None],
        joined & (duels & ~battles)[None],
    )


def engaged(table: Table) -> Bools:
    """(N, B) in a battle of this crisis, on either side: whom others may join [R7]."""
    lines = strikes(table)
    battles = fought(table, lines)
    return np.asarray(battles | (lines.attack & battles[None]).any(1) | lines.duel.any(1))


def partners(table: Table) -> Bools:
    """(N, N, B) allies in this round: by a hand or a standing pact of defence."""
    return np.asarray(table.hand | (table.pacts[:, :, PactKind.DEFENCE] > 0))


def lost_land(table: Table) -> Bools:
    """(N, B) powers whose land was broken into this round, in a battle or a duel."""
    if not bool(table.duel.any()):
        return np.asarray(table.battle == Result.WON)
    second = (table.duel == Result.WON).any(0)
    first = (table.duel == Result.REPULSED).any(1)
    return np.asarray((table.battle == Result.WON) | second | first)
