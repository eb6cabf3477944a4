"""Shapes that pygame has no smooth version of: drawn four times as large once, scaled down, kept.

Rounded rectangles and shadows are kept as one small square each and stretched from its middle, so that a
panel costs the same whatever its size.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pygame

from game.ui.theme import SHADOW, Colour

FINE = 4  # how many times larger shapes are drawn before they are scaled down
Point = tuple[float, float]


def panel(
    surface: pygame.Surface,
    rect: pygame.Rect,
    fill: Colour,
    *,
    radius: int = 6,
    edge: Colour | None = None,
    width: int = 1,
) -> None:
    """A rounded rectangle with smooth corners; ``edge``: the colour of its outline, ``width`` pixels wide."""
    radius = max(min(radius, rect.w // 2, rect.h // 2), 0)
    _stretch(surface, rect, _corner(radius, fill, edge or fill, width if edge else 0), radius + width)


def ring(surface: pygame.Surface, rect: pygame.Rect, edge: Colour, *, radius: int = 6, width: int = 2) -> None:
    """The outline alone, as around what has the focus."""
    radius = max(min(radius, rect.w // 2, rect.h // 2), 0)
    _stretch(surface, rect, _corner(radius, None, edge, width), radius + width)


def shadow(surface: pygame.Surface, rect: pygame.Rect, *, radius: int = 6, depth: int = 8, dark: int = 110) -> None:
    """What a card leaves on the table below it: soft, and a little lower than the card."""
    around = rect.inflate(2 * depth, 2 * depth).move(0, depth // 2)
    _stretch(surface, around, _blot(radius, depth, dark), radius + 2 * depth)


@lru_cache(maxsize=256)
def _corner(radius: int, fill: Colour | None, edge: Colour, width: int) -> pygame.Surface:
    side = 2 * (radius + width) + 1
    large = pygame.Surface((side * FINE, side * FINE), pygame.SRCALPHA)
    clear = (*(fill or edge), 0)
    large.fill(clear)
    whole = large.get_rect()
    if width:
        pygame.draw.rect(large, edge, whole, border_radius=radius * FINE)
    inner = whole.inflate(-2 * width * FINE, -2 * width * FINE)
    pygame.draw.rect(large, fill or clear, inner, border_radius=max(radius - width, 0) * FINE)
    return pygame.transform.smoothscale(large, (side, side))


@lru_cache(maxsize=64)
def _blot(radius: int, depth: int, dark: int) -> pygame.Surface:
    side = 2 * (radius + 2 * depth) + 1
    small = pygame.Surface((side, side), pygame.SRCALPHA)
    small.fill((*SHADOW, 0))
    pygame.draw.rect(small, (*SHADOW, dark), small.get_rect().inflate(-2 * depth, -2 * depth), border_radius=radius)
    return pygame.transform.gaussian_blur(small, max(depth // 2, 1))


def _stretch(surface: pygame.Surface, rect: pygame.Rect, tile: pygame.Surface, corner: int) -> None:
    """Nine parts: corners as they are, sides and middle drawn out."""
    corner = min(corner, tile.get_width() // 2, rect.w // 2, rect.h // 2)
    end = tile.get_width() - corner
    across = ((rect.x, 0, corner), (rect.x + corner, corner, rect.w - 2 * corner), (rect.right - corner, end, corner))
    down = ((rect.y, 0, corner), (rect.y + corner, corner, rect.h - 2 * corner), (rect.bottom - corner, end, corner))
    for i, (y, v, h) in enumerate(down):
        for k, (x, u, w) in enumerate(across):
            if w <= 0 or h <= 0:
                continue
            part = tile.subsurface(u, v, 1 if k == 1 else corner, 1 if i == 1 else corner)
            surface.blit(part if (k != 1 and i != 1) else pygame.transform.scale(part, (w, h)), (x, y))


def disc(surface: pygame.Surface, centre: Point, radius: float, fill: Colour, edge: Colour | None = None) -> None:
    """A smooth disc, with a fine outline if ``edge`` is given."""
    tile = _disc(round(radius * 2) / 2, fill, edge)
    surface.blit(tile, tile.get_rect(center=(round(centre[0]), round(centre[1]))))


@lru_cache(maxsize=256)
def _disc(radius: float, fill: Colour, edge: Colour | None) -> pygame.Surface:
    side = int(2 * radius) + 3
    large = pygame.Surface((side * FINE, side * FINE), pygame.SRCALPHA)
    large.fill((*(edge or fill), 0))
    middle = (side * FINE / 2, side * FINE / 2)
    pygame.draw.circle(large, edge or fill, middle, radius * FINE)
    if edge:
        pygame.draw.circle(large, fill, middle, (radius - max(radius / 9, 1.2)) * FINE)
    return pygame.transform.smoothscale(large, (side, side))


def polygon(surface: pygame.Surface, points: Sequence[Point], fill: Colour) -> None:
    """A smooth polygon, small: an arrow head, an icon."""
    left, top = min(x for x, _ in points) - 1, min(y for _, y in points) - 1
    at = (int(left), int(top))
    tile = _polygon(tuple((round(x - at[0], 2), round(y - at[1], 2)) for x, y in points), fill)
    surface.blit(tile, at)


@lru_cache(maxsize=256)
def _polygon(points: tuple[Point, ...], fill: Colour) -> pygame.Surface:
    w, h = int(max(x for x, _ in points)) + 2, int(max(y for _, y in points)) + 2
    large = pygame.Surface((w * FINE, h * FINE), pygame.SRCALPHA)
    large.fill((*fill, 0))
    pygame.draw.polygon(large, fill, [(x * FINE, y * FINE) for x, y in points])
    return pygame.transform.smoothscale(large, (w, h))


def line(surface: pygame.Surface, start: Point, end: Point, ink: Colour, width: int = 1) -> None:
    """A smooth straight line."""
    pygame.draw.aaline(surface, ink, start, end, width)


HATCHES = ("none", "dots", "diagonal", "horizontal", "cross", "vertical", "back-diagonal")


@lru_cache(maxsize=128)
def hatch(kind: str, size: tuple[int, int], ink: Colour, gap: int = 6, width: int = 1) -> pygame.Surface:
    """A hatch of that kind (`HATCHES`) on a clear ground; another kind is no hatch."""
    w, h = size[0] * 2, size[1] * 2
    large = pygame.Surface((w, h), pygame.SRCALPHA)
    large.fill((*ink, 0))
    gap, width = gap * 2, width * 2
    reach = w + h
    if kind in ("diagonal", "cross"):
        for x in range(-reach, reach, gap):
            pygame.draw.line(large, ink, (x, h), (x + h, 0), width)
    if kind in ("back-diagonal", "cross"):
        for x in range(-reach, reach, gap):
            pygame.draw.line(large, ink, (x, 0), (x + h, h), width)
    if kind == "horizontal":
        for y in range(gap // 2, h, gap):
            pygame.draw.line(large, ink, (0, y), (w, y), width)
    if kind == "vertical":
        for x in range(gap // 2, w, gap):
            pygame.draw.line(large, ink, (x, 0), (x, h), width)
    if kind == "dots":
        for row, y in enumerate(range(gap // 2, h, gap)):
            for x in range(gap // 2 + (gap // 2 if row % 2 else 0), w, gap):
                pygame.draw.circle(large, ink, (x, y), width)
    return pygame.transform.smoothscale(large, size)
