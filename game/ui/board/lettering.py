"""Type as a printer of maps sets it: spaced capitals, with the ground kept quiet around them."""

from __future__ import annotations

import pygame

from game.ui.board.plates import FACE, SPACING, text_width
from game.ui.theme import Colour, face


def capitals(text: str, size: int, ink: Colour, halo: Colour | None = None) -> pygame.Surface:
    """Spaced capitals; ``halo``: the colour of the ground, laid softly around them."""
    font, edge = face(FACE, size), max(round(size * 0.14), 1)
    made = pygame.Surface((text_width(text, size) + 2 * edge, font.get_height() + 2 * edge), pygame.SRCALPHA)
    made.fill((*(halo or ink), 0))
    if halo:
        soft = pygame.Surface(made.get_size(), pygame.SRCALPHA)
        soft.fill((*halo, 0))
        for dx in (-edge, 0, edge):
            for dy in (-edge, 0, edge):
                _set(soft, text, font, size, halo, (edge + dx, edge + dy))
        made.blit(pygame.transform.box_blur(soft, max(edge // 2, 1)), (0, 0))
    _set(made, text, font, size, ink, (edge, edge))
    return made


def _set(
    surface: pygame.Surface, text: str, font: pygame.font.Font, size: int, ink: Colour, at: tuple[int, int]
) -> None:
    x = float(at[0])
    for char in text:
        surface.blit(font.render(char, True, ink), (round(x), at[1]))
        x += font.size(char)[0] + SPACING * size
