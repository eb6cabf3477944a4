"""The desk by single keys: a verb, then the letter of the power that is meant.

s and d add a sword and a shield, m mobilises; h, p, g, o, b, w and x wait for a letter: a hand, peace, guard, open,
boycott, watch, a strike. A capital goes to the dial of that power, where a digit sets it. Powers that share a first
letter are named by their number in table order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from game.seats import Seat
from game.ui.moves import STAY, Move
from game.views.orders import Box, Count
from game.words import words

if TYPE_CHECKING:
    from game.ui.screens.desk import Desk

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


class Keys:
    """What the keys that no widget took do on a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.waits = ""  # the verb that waits for a letter

    def press(self, event: pygame.event.Event) -> Move | None:
        char = event.unicode
        verb, self.waits = self.waits, ""
        if verb:
            return self.whom(verb, char)
        if char in ADDS:
            return self.add(ADDS[char])
        if char == "m":
            return self.mobilise()
        if char in VERBS:
            self.waits = VERBS[char]
            self.desk.tell(words("ui.desk.which", verb=self.waits, powers=named(self.desk.session.seats)))
            return STAY
        power = power_of(self.desk.session.seats, char) if char.isupper() else None
        return None if power is None else self.desk.meant(power)

    def whom(self, verb: str, char: str) -> Move:
        desk = self.desk
        power = power_of(self.desk.session.seats, char)
        if power is None and char != ALL:
            desk.tell("")
            return STAY
        if verb == "read" and power is not None:
            return desk.meant(power) or STAY
        return self.tick(f"{verb} {'all' if power is None else desk.world.codes[power]}")

    def tick(self, line: str) -> Move:
        """Tick a box, or say why it cannot be."""
        desk = self.desk
        box = next((box for box in self.boxes() if box.line == line), None)
        if box is None:
            desk.tell(words("ui.desk.no-such", line=line))
        elif box.why and not box.on:
            desk.tell(box.why)
        else:
            desk.edit(desk.draft.drop(line) if box.on else desk.draft.put(line))
        return STAY

    def boxes(self) -> list[Box]:
        sheet = self.desk.sheet
        hands = [toward.hand for toward in sheet.ally]
        return [*hands, *(box for kind in sheet.signal for box in kind.boxes), *sheet.stance]

    def add(self, stem: str) -> Move:
        desk = self.desk
        count: Count = next(count for count in desk.sheet.build if count.stem == stem)
        if count.value < count.most:
            desk.edit(desk.draft.count(stem, count.value + 1))
        else:
            desk.tell(count.why)
        return STAY

    def mobilise(self) -> Move:
        return self.tick("stance mobilise")
