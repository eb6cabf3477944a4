"""The roll of paper beside a board: scene after scene, each with the marks of whom it is about."""

from __future__ import annotations

from collections.abc import Sequence

from game.seats import Seat
from game.ui.screens.parts import mark
from game.ui.theme import VERMILION
from game.ui.widgets import Column, Row, Text, Widget
from game.views.scenes import GRAVE, Scene

SIDE = 22  # of a mark


def told(seats: Sequence[Seat], scene: Scene, lines: Sequence[str], *, now: bool) -> Widget:
    """What has been read out of a scene; ``now``: it is the one that is played. War stays red when it is past."""
    grave = scene.kind in GRAVE or any(effect.kind == "die" for effect in scene.effects)
    role = "strong" if grave else "small" if scene.kind == "accounts" else "body"
    ink = VERMILION if grave else "ink" if now else "faint"
    text = Column(*(Text(line, role, ink) for line in lines), gap=5)
    if len(scene.powers) != 1:  # of several each sentence says who
        return text
    return Row(mark(seats[scene.powers[0]], SIDE), text, weights=(0, 1), gap=9, align="top")
