"""The numbers that stand for stages, signals, stances, answers, choices, phrases and results in the arrays."""

from __future__ import annotations

from enum import IntEnum

from game.arrays import pinned


@pinned
class Stage(IntEnum):
    """What the table waits for. One for a whole batch: a game with nothing to decide there waits too."""

    ORDERS = 0
    ANSWERS = 1
    HELP = 2
    OVER = 3


@pinned
class Signal(IntEnum):
    """Signals [R6]; `Table.until` has one row a kind but NONE."""

    NONE = 0
    PEACE = 1
    GUARD = 2
    OPEN = 3
    BOYCOTT = 4
    WATCH = 5
    THREATEN = 6


@pinned
class Stance(IntEnum):
    HOLD = 0
    MOBILISE = 1
    STRIKE = 2


@pinned
class Answer(IntEnum):
    NONE = 0
    YIELD = 1
    RESIST = 2


@pinned
class Choice(IntEnum):
    """What a third power chose in a crisis [R7]."""

    NONE = 0
    STAY_OUT = 1
    WAIT = 2
    JOIN = 3


@pinned
class Say(IntEnum):
    """Set phrases, as bits [R6]."""

    PEACE = 1
    WARN = 2
    ACCUSE = 4


@pinned
class Result(IntEnum):
    """How a battle ended."""

    NONE = 0
    WON = 1  # by the attackers; in a duel, by the first in table order
    REPULSED = 2  # in a duel: won by the second
