"""How widgets that wrap stand in lines."""

from __future__ import annotations

import pygame

from game.ui.theme import Theme
from game.ui.widgets import Choice, Grid, Option, Text


def test_lines_are_as_even_as_they_can_be() -> None:
    theme, wide = Theme(), 620
    some = [Text(str(k)) for k in range(7)]
    for count, lines in ((4, [4]), (5, [5]), (6, [3, 3]), (7, [4, 3])):
        Grid(*some[:count], least=100, most=5).place(theme, pygame.Rect(0, 0, wide, 300))
        tops = [text.rect.top for text in some[:count]]
        assert [tops.count(top) for top in sorted(set(tops))] == lines
    letters = Choice("letters", [Option(k, "A") for k in range(6)], 0, lambda value: None)
    one = letters.measure(theme, 1000)
    letters.place(theme, pygame.Rect(0, 0, one[0] - 1, 300))
    assert [part.top for part in letters.parts] == [0] * 3 + [letters.parts[3].top] * 3
    assert letters.parts[3].top > 0
    letters.place(theme, pygame.Rect(0, 0, 1, 900))
    assert len({part.top for part in letters.parts}) == 6
