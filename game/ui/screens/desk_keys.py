"""The desk by single keys: a verb, then the letter of the power that is meant.

s and d add a sword and a shield, m mobilises; h, p, g, o, b, w and x wait for a letter: a hand, peace, guard, open,
boycott, watch, a strike. A capital goes to the dial of that power, where a digit sets it. Powers that share a first
letter are named by their number in table order.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.seats import Seat
from game.words import words

ADDS = {"s": "build sword", "d": "build shield"}
VERBS = {
    "h": "ally hand",
    "p": "signal peace",
    "g": "signal guard",
    "o": "signal open",
    "b": "signal boycott",
    "w": "signal watch",
    "x": "stance strike",
    "r": "read",
}
ALL = "*"  # in the place of a letter: everybody


def letter_of(seats: Sequence[Seat], power: int) -> str:
    """The key that names a power: its letter, or its number in table order if it shares that."""
    letter = seats[power].letter
    return letter if len(letter) == 1 else str(power + 1)


def named(seats: Sequence[Seat]) -> str:
    """'B Brennia, C Corvia': which key names whom."""
    known = [f"{letter_of(seats, i)} {seat.name}" for i, seat in enumerate(seats)]
    return words("count.comma").join(known)


def power_of(seats: Sequence[Seat], char: str) -> int | None:
    """The power that a key names, by its letter or its number."""
    if char.isdigit():
        return int(char) - 1 if 0 < int(char) <= len(seats) else None
    return next((i for i in range(len(seats)) if char and letter_of(seats, i).lower() == char.lower()), None)
