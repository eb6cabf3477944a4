"""Help [R7]: third powers join a side, wait, or stay out; those who are called choose again."""

from __future__ import annotations

import numpy as np

from game.arrays import NOBODY, Bools
from game.chance import Draws
from game.crisis import Strikes, fought, partners, sides, strikes, struck
from game.scenario import Scenario
from game.state import NOTHING, Choice, Orders, Outcome, State, Table


def asks(scenario: Scenario, state: State) -> Bools:
    """(N, B) who has to choose now.

    First every third power. Then, at half strength, those who waited, once; and those who stayed out, once,
    if a partner has joined a defender since they chose. Strikers and targets cannot join elsewhere.
    """
    table = state.table
    if not bool((table.strike != NOBODY).any()):
        return np.zeros_like(table.yielded)
    lines = strikes(table)
    battles = fought(table, lines)
    third = (table.strike == NOBODY) & ~struck(lines) & (battles.any(0) | lines.duel.any((0, 1)))
    first = third & (table.wave == 0)
    if not bool(table.wave.any()):
        return np.asarray(first)
    idle = third & (table.chosen_at == 1)
    called = idle & (table.choice == Choice.STAY_OUT) & _called(table, lines, battles)
    return np.asarray(first | (idle & (table.choice == Choice.WAIT)) | called)


def _called(table: Table, lines: Strikes, battles: Bools) -> Bools:
    """(N, B) a partner joined a defender in the last wave of choices."""
    drawn_in = sides(table, lines, battles).defends.any(1) & (table.joined_at == table.wave)
    return np.asarray((partners(table) & drawn_in[None]).any(1))


def helping(scenario: Scenario, state: State, orders: Orders, chance: Draws) -> tuple[State, Outcome]:
    table = state.table
    asked = table.asked
    wave = table.wave + asked.any(0)
    joins = asked & (orders.choice == Choice.JOIN)
    waits = asked & (orders.choice == Choice.WAIT) & (wave == 1)
    choice = np.where(joins, np.int8(Choice.JOIN), np.where(waits, np.int8(Choice.WAIT), np.int8(Choice.STAY_OUT)))
    after = state.put(
        wave=wave.astype(np.int8),
        choice=np.where(asked, choice, table.choice),
        side=np.where(joins, orders.side, table.side),
        chosen_at=np.where(asked, wave, table.chosen_at).astype(np.int8),
        joined_at=np.where(joins, wave, table.joined_at).astype(np.int8),
    )
    return after, NOTHING
