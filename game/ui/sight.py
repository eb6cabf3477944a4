"""How a picture looks to people who see fewer colours: to check that nothing is told by colour alone."""

from __future__ import annotations

import numpy as np
import pygame

from game.arrays import Array

# Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency (2009),
# severity 1; applied to linear light. Grey: a page printed in black.
_SEEN: dict[str, list[list[float]]] = {
    "full": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "red-blind": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "green-blind": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "blue-blind": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}
SIGHTS = tuple(_SEEN)


def simulate(colours: Array, sight: str) -> Array:
    """Colours (..., 3) of 0 to 255 as such eyes see them; `KeyError` for a sight that is not in `SIGHTS`."""
    light = (np.asarray(colours, float) / 255) ** 2.2
    return np.asarray(np.clip(light @ np.array(_SEEN[sight]).T, 0, 1) ** (1 / 2.2) * 255)


def seen(picture: pygame.Surface, sight: str) -> pygame.Surface:
    """The picture as such eyes see it."""
    made = simulate(pygame.surfarray.array3d(picture), sight)
    return pygame.surfarray.make_surface(made.round().astype(np.uint8))
