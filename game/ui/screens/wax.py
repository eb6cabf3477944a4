"""The seal of a sheet: a drop of vermilion wax, and a power's letter pressed into it."""

from __future__ import annotations

from functools import lru_cache
from math import cos, sin, tau

import pygame

from game.seats import Seat
from game.ui.theme import VERMILION, Theme, mix

FALLS, SETS = 0.22, 0.75  # seconds until the stamp is down, and until the visit is over
FINE = 3


class Wax:
    """Falls when it is pressed, and is dry a moment later."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.wet = False
        self._time = 0.0

    def press(self) -> None:
        self.wet, self._time = True, 0.0

    def dry(self, seconds: float) -> bool:
        """Let time pass; True when it has set."""
        if not self.wet:
            return False
        self._time += seconds
        return self._time >= SETS

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        if not self.wet:
            return
        share = min(self._time / FALLS, 1.0)
        side = theme.px(190)
        large = round(side * (1.7 - 0.7 * share))
        seal = _seal(side, self.seat.letter, theme.scale)
        made = pygame.transform.smoothscale(seal, (large, large)) if large != side else seal
        made.set_alpha(round(255 * share))
        surface.blit(made, made.get_rect(center=surface.get_rect().center))


@lru_cache(maxsize=16)
def _seal(side: int, letter: str, scale: float) -> pygame.Surface:
    """A round of wax with an uneven rim, a sunken ring, and the letter in it."""
    whole = side * FINE
    large = pygame.Surface((whole, whole), pygame.SRCALPHA)
    large.fill((*VERMILION, 0))
    middle = whole / 2
    for drop, (x, y) in ((0.30, (0.012, 0.022)), (0, (0, 0))):
        fill = mix(VERMILION, (0, 0, 0), 0.45 if drop else 0)
        _rim(large, (middle + whole * x, middle + whole * y), whole * 0.455, fill)
    _rim(large, (middle - whole * 0.006, middle - whole * 0.01), whole * 0.44, mix(VERMILION, (255, 255, 255), 0.10))
    dark, light = mix(VERMILION, (0, 0, 0), 0.28), mix(VERMILION, (255, 255, 255), 0.22)
    pygame.draw.circle(large, dark, (middle, middle), whole * 0.345, FINE * 3)
    pygame.draw.circle(large, light, (middle + FINE, middle + FINE * 2), whole * 0.335, FINE)
    pygame.draw.circle(large, mix(VERMILION, (0, 0, 0), 0.08), (middle, middle), whole * 0.325)
    theme = Theme(1.0)
    for ink, off in ((light, 2 * FINE), (dark, 0)):
        made = theme.text("display", letter, ink)
        times = whole * 0.34 / made.get_height()
        made = pygame.transform.smoothscale(made, (round(made.get_width() * times), round(whole * 0.34)))
        large.blit(made, made.get_rect(center=(middle + off / 2, middle + off)))
    return pygame.transform.smoothscale(large, (side, side))


def _rim(large: pygame.Surface, centre: tuple[float, float], radius: float, fill: tuple[int, int, int]) -> None:
    points = []
    for step in range(180):
        angle = tau * step / 180
        away = radius * (1 + 0.028 * sin(3 * angle + 0.8) + 0.022 * sin(7 * angle) + 0.014 * cos(13 * angle + 2))
        points.append((centre[0] + away * cos(angle), centre[1] + away * sin(angle)))
    pygame.draw.polygon(large, fill, points)
