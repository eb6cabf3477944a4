"""What makes a sheet a map: the neat line and its degrees, the cartouche, the compass, hills, rivers and sea lanes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pygame

from game.ui.board.lands import Lands
from game.ui.board.lettering import capitals
from game.ui.board.marks import sprite
from game.ui.board.paint import WATER_INK
from game.ui.board.plates import text_width
from game.ui.board.sites import MOUNTAINS, RIVER, Border
from game.ui.theme import INK, PAPER, face, mix

MARGIN = 15  # of paper outside the neat line, at 100 %
SEPIA = mix(INK, PAPER, 0.30)


def _frames(whole: pygame.Rect, unit: float) -> tuple[int, pygame.Rect, int, pygame.Rect]:
    """Paper outside the frame, the frame, the breadth of its degrees, the rule within."""
    out, band = round(MARGIN * unit * 0.42), max(round(4 * unit), 3)
    outer = whole.inflate(-2 * out, -2 * out)
    return out, outer, band, outer.inflate(-2 * band - 2 - round(5 * unit), -2 * band - 2 - round(5 * unit))


def within(whole: pygame.Rect, unit: float) -> pygame.Rect:
    """The part of a sheet that lies inside its neat line."""
    return _frames(whole, unit)[3].inflate(-4, -4)


def neat_line(surface: pygame.Surface, unit: float) -> None:
    """The frame, with degrees in black and white."""
    whole = surface.get_rect()
    out, outer, band, rule = _frames(whole, unit)
    pygame.draw.rect(surface, PAPER, whole, out)
    pygame.draw.rect(surface, PAPER, outer, band + 1)
    _degrees(surface, outer, band, unit)
    pygame.draw.rect(surface, INK, outer, 1)
    pygame.draw.rect(surface, INK, outer.inflate(-2 * band, -2 * band), 1)
    pygame.draw.rect(surface, mix(INK, PAPER, 0.25), rule, 1)


def degrees(whole: pygame.Rect, unit: float) -> tuple[list[int], list[int]]:
    """Where the degrees of the frame change colour: from left to right, and from top to bottom."""
    _, outer, _, _ = _frames(whole, unit)
    step = 36 * unit
    across, down = max(round(outer.w / step / 2) * 2, 2), max(round(outer.h / step / 2) * 2, 2)
    return (
        [outer.x + outer.w * k // across for k in range(across + 1)],
        [outer.y + outer.h * k // down for k in range(down + 1)],
    )


def _degrees(surface: pygame.Surface, outer: pygame.Rect, band: int, unit: float) -> None:
    xs, ys = degrees(surface.get_rect(), unit)
    for k, (left, right) in enumerate(pairwise(xs)):
        surface.fill(INK, (left, outer.y if k % 2 else outer.bottom - band, right - left, band))
    for k, (top, low) in enumerate(pairwise(ys)):
        surface.fill(INK, (outer.x if k % 2 else outer.right - band, top, band, low - top))


# ---- terrain --------------------------------------------------------------------------------------------


def terrain(surface: pygame.Surface, lands: Lands, times: float, unit: float, keep: Sequence[pygame.Rect]) -> None:
    """Hills and rivers along land borders with a barrier, lanes over the water; nothing where plates are."""
    for border in lands.sites.borders:
        if not border.touch:
            _lane(surface, lands, border, times, unit)
        elif border.over == MOUNTAINS:
            _hills(surface, lands, border, times, unit, keep)
        elif border.over == RIVER:
            _river(surface, lands, border, times, unit)


def seam(lands: Lands, a: int, b: int) -> np.ndarray:
    """(K, 2) points of the grid, x before y, along the border of two lands, from end to end."""
    owner = lands.owner
    points = []
    for dy, dx in ((0, 1), (1, 0)):
        one, other = owner[: owner.shape[0] - dy, : owner.shape[1] - dx], owner[dy:, dx:]
        y, x = np.nonzero(((one == a) & (other == b)) | ((one == b) & (other == a)))
        points.append(np.stack([x + dx / 2, y + dy / 2], axis=1))
    found = np.concatenate(points).astype(float)
    if len(found) < 3:
        return found
    middle = found.mean(0)
    axis = np.linalg.svd(found - middle, full_matrices=False)[2][0]
    found = found[np.argsort((found - middle) @ axis)]
    wide = max(len(found) // 40, 1)
    pad = np.pad(found, ((wide, wide), (0, 0)), mode="edge")
    total = np.cumsum(np.vstack([np.zeros(2), pad]), axis=0)
    return np.asarray((total[2 * wide + 1 :] - total[: -2 * wide - 1]) / (2 * wide + 1))


def _spaced(line: np.ndarray, gap: float) -> np.ndarray:
    """Points of a line about ``gap`` apart."""
    if len(line) < 2:
        return line
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    count = max(round(float(run[-1]) / gap), 1)
    at = (np.arange(count) + 0.5) / count * run[-1]
    return np.stack([np.interp(at, run, line[:, k]) for k in (0, 1)], axis=1)


def _hills(
    surface: pygame.Surface, lands: Lands, border: Border, times: float, unit: float, keep: Sequence[pygame.Rect]
) -> None:
    """Rows of engraved hills on a border, higher where the barrier is."""
    luck = np.random.default_rng(lands.sites.seed + 31 * border.a + border.b)
    line = _spaced(seam(lands, border.a, border.b) * times, 11 * unit)
    rows = min(1 + border.arms // 2, 3)
    spots = []
    for k, (x, y) in enumerate(line):
        for row in range(rows):
            off = (row - (rows - 1) / 2) * 11 * unit
            jig = luck.uniform(-2.4, 2.4, 2) * unit
            ahead = line[min(k + 1, len(line) - 1)] - line[max(k - 1, 0)]
            side = np.array([-ahead[1], ahead[0]]) / max(float(np.hypot(*ahead)), 1e-6)
            spots.append((x + off * side[0] + jig[0], y + off * side[1] + jig[1], luck.uniform(0.8, 1.2)))
    for x, y, scale in sorted(spots, key=lambda spot: spot[1]):
        h = round((12 + 1.2 * min(border.arms, 5)) * unit * scale)
        made = hill(max(h, 6))
        rect = made.get_rect(midbottom=(round(x), round(y + h * 0.4)))
        if not any(rect.colliderect(other) for other in keep):
            surface.blit(made, rect)


def hill(h: int) -> pygame.Surface:
    """One engraved hill: lit from the west, hatched to the east."""
    w = round(h * 1.5)

    def paint(large: pygame.Surface, fine: int) -> None:
        W, H = large.get_size()
        ridge = [(0.02, 0.98), (0.14, 0.70), (0.30, 0.42), (0.43, 0.08), (0.52, 0.16), (0.62, 0.36), (0.80, 0.66)]
        outline = [(x * W, y * H) for x, y in (*ridge, (0.98, 0.98))]
        pygame.draw.polygon(large, mix(PAPER, INK, 0.04), outline)
        for k in range(6):
            x, y = 0.46 + 0.075 * k, 0.20 + 0.125 * k
            end = (x - 0.02 - 0.012 * k) * W, min(y + 0.36 + 0.05 * k, 0.97) * H
            pygame.draw.line(large, SEPIA, (x * W, y * H), end, max(round(0.85 * fine), 1))
        pygame.draw.lines(large, INK, False, outline, round(1.15 * fine))

    return sprite((w, h), paint, INK)


def _river(surface: pygame.Surface, lands: Lands, border: Border, times: float, unit: float) -> None:
    """A river along a border, swelling toward one end."""
    line = seam(lands, border.a, border.b) * times
    if len(line) < 4:
        return
    fine = 3
    box = pygame.Rect(*(np.floor(line.min(0)) - 8).tolist(), *(np.ceil(np.ptp(line, axis=0)) + 16).tolist())
    large = pygame.Surface((box.w * fine, box.h * fine), pygame.SRCALPHA)
    large.fill((*WATER_INK, 0))
    for wide, ink in ((4.6, mix(WATER_INK, INK, 0.45)), (3.0, mix(WATER_INK, PAPER, 0.62))):
        for k in range(len(line) - 1):
            p, q = ((line[m] - box.topleft) * fine for m in (k, k + 1))
            pygame.draw.line(large, ink, p, q, max(round(wide * unit * fine), 1))
            pygame.draw.circle(large, ink, q, wide * unit * fine / 2)
    surface.blit(pygame.transform.smoothscale(large, box.size), box)


def _lane(surface: pygame.Surface, lands: Lands, border: Border, times: float, unit: float) -> None:
    """A dotted way from coast to coast."""
    a, b = lands.places[border.a], lands.places[border.b]
    side = np.array([-(b - a)[1], (b - a)[0]]) * 0.08
    t = np.linspace(0, 1, 200)[:, None]
    line = (1 - t) ** 2 * a + 2 * t * (1 - t) * ((a + b) / 2 + side) + t**2 * b
    h, w = lands.shape
    columns, rows = np.clip(line[:, 0].astype(int), 0, w - 1), np.clip(line[:, 1].astype(int), 0, h - 1)
    sea = lands.owner[rows, columns] < 0
    dot = sprite((5, 5), lambda large, fine: _dot(large, fine, unit), mix(WATER_INK, INK, 0.4))
    for x, y in _spaced(line * times, 7.5 * unit):
        k = int(np.argmin(np.hypot(line[:, 0] * times - x, line[:, 1] * times - y)))
        if sea[k]:
            surface.blit(dot, dot.get_rect(center=(round(x), round(y))))


def _dot(large: pygame.Surface, fine: int, unit: float) -> None:
    pygame.draw.circle(large, mix(WATER_INK, INK, 0.4), (2.5 * fine, 2.5 * fine), min(1.5 * unit, 2.4) * fine)


# ---- cartouche and compass ------------------------------------------------------------------------------


@lru_cache(maxsize=16)
def cartouche(title: str, unit: float) -> pygame.Surface:
    """The title of the map on a plaque with a double rule and notched corners."""
    size = max(round(15 * unit), 10)
    lines = _title_lines(title.upper(), size, round(250 * unit))
    w = max(text_width(line, size) for line in lines) + round(44 * unit)
    h = round(len(lines) * size * 1.32 + 30 * unit)

    def paint(large: pygame.Surface, fine: int) -> None:
        for inset, ink, wide in ((0.5, INK, 1.3), (4.0, mix(INK, PAPER, 0.3), 0.7)):
            _plaque(large, fine, inset * unit, ink, wide * unit, 9 * unit, filled=inset < 1)

    made = sprite((w, h), paint, PAPER)
    y = (h - round(len(lines) * size * 1.32)) // 2
    for line in lines:
        word = capitals(line, size, INK)
        made.blit(word, word.get_rect(midtop=(w // 2, y)))
        y += round(size * 1.32)
    return made


def _title_lines(title: str, size: int, most: int) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > most:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _plaque(
    large: pygame.Surface, fine: int, inset: float, ink: tuple[int, ...], wide: float, notch: float, *, filled: bool
) -> None:
    w, h = large.get_size()
    i, n = inset * fine, notch * fine
    box = [(i + n, i), (w - i - n, i), (w - i, i + n), (w - i, h - i - n), (w - i - n, h - i), (i + n, h - i)]
    box += [(i, h - i - n), (i, i + n)]
    if filled:
        pygame.draw.polygon(large, PAPER, box)
    pygame.draw.lines(large, ink, True, box, max(round(wide * fine), 1))


@lru_cache(maxsize=16)
def compass(radius: int) -> pygame.Surface:
    """A rose of eight points; north is up."""
    side = 2 * radius + 2
    north = round(radius * 0.42)

    def paint(large: pygame.Surface, fine: int) -> None:
        c, r = side * fine / 2, radius * fine * 0.78
        for ring in (1.0, 0.9):
            pygame.draw.circle(large, SEPIA, (c, c), r * 0.62 * ring, max(round(0.8 * fine), 1))
        for k, reach in ((1, 0.66), (3, 0.66), (5, 0.66), (7, 0.66), (0, 1.0), (2, 1.0), (4, 1.0), (6, 1.0)):
            turn = k * np.pi / 4
            tip = (c + reach * r * np.sin(turn), c - reach * r * np.cos(turn))
            for sign in (-1, 1):
                base = turn + sign * np.pi / 4
                foot = (c + 0.2 * r * np.sin(base), c - 0.2 * r * np.cos(base))
                pygame.draw.polygon(large, INK if sign > 0 else PAPER, [(c, c), foot, tip])
                pygame.draw.lines(large, INK, True, [(c, c), foot, tip], max(round(0.6 * fine), 1))

    made = sprite((side, side + north), lambda large, fine: paint(large, fine), SEPIA)
    out = pygame.Surface((side, side + north), pygame.SRCALPHA)
    out.fill((*SEPIA, 0))
    out.blit(made, (0, north))
    letter = face("Semibold", max(round(radius * 0.42), 9)).render("N", True, INK)
    out.blit(letter, letter.get_rect(midbottom=(side // 2, north + round(radius * 0.24))))
    return out


def open_water(
    lands: Lands, size: tuple[int, int], times: float, inside: pygame.Rect, keep: Sequence[pygame.Rect]
) -> tuple[int, int] | None:
    """Top left corner of a place at sea for something of that size, as near to a corner of the sheet as can be."""
    h, w = int(np.ceil(size[1] / times)), int(np.ceil(size[0] / times))
    sea = (lands.owner < 0) & (lands.shore > 5)
    for rect in keep:
        top, left = max(int(rect.top / times) - 2, 0), max(int(rect.left / times) - 2, 0)
        sea[top : int(rect.bottom / times) + 3, left : int(rect.right / times) + 3] = False
    summed = np.zeros((sea.shape[0] + 1, sea.shape[1] + 1), np.int32)
    summed[1:, 1:] = sea.cumsum(0).cumsum(1)
    if h >= sea.shape[0] or w >= sea.shape[1]:
        return None
    free = (summed[h:, w:] - summed[:-h, w:] - summed[h:, :-w] + summed[:-h, :-w]) == h * w
    y, x = np.nonzero(free)
    west, north = inside.left / times + 4, inside.top / times + 4
    east, south = inside.right / times - w - 4, inside.bottom / times - h - 4
    ok = (x >= west) & (x <= east) & (y >= north) & (y <= south)
    if not ok.any():
        return None
    y, x = y[ok], x[ok]
    corner = np.min([np.hypot(x - cx, y - cy) for cx in (west, east) for cy in (north, south)], axis=0)
    best = int(corner.argmin())
    return round(x[best] * times), round(y[best] * times)
