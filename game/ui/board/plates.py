"""Where every name goes, with the letter above it and the arms below: plates that never overlap.

A plate stands inside its land, as large as fits; where none fits, on the sheet beside it. Places are found on
the map's grid, so that they are the same at every size of the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from game.arrays import Array
from game.ui.board.lands import Lands
from game.ui.theme import face

NAME_SIZE = 19  # of the type at 100 %
GOOD = (1.25, 1.1, 1.0, 0.9, 0.8, 0.72, 0.64)  # sizes for a plate inside its land
SPILT = (0.8, 0.72, 0.64, 0.57, 0.5)  # and for one that does not fit into it
SPACING = 0.17  # between capitals, in sizes of the type
SLOTS = (10, 7)  # counters side by side, where there is room and where there is not; more lie closer
FACE = "Semibold"


@dataclass(frozen=True)
class Plate:
    """One land's plate, in pixels of the picture."""

    rect: pygame.Rect  # all of it, the flag above the letter included
    letter: tuple[int, int]  # middle of the roundel
    radius: int
    size: int  # of the type
    lines: tuple[str, ...]
    name_at: tuple[int, int]  # middle of the top of the first line
    rows_at: tuple[int, int]  # middle of the top of the counters
    slots: int  # counters that lie side by side without touching
    slot: float  # width of one counter and the gap after it
    row: int  # height of one row of counters
    outside: bool  # did not fit into its land


@dataclass(frozen=True)
class Form:
    """A plate before it has a place."""

    size: int
    lines: tuple[str, ...]
    width: int
    height: int
    radius: int
    line: int
    slot: float
    row: int
    slots: int


def text_width(text: str, size: int) -> int:
    """Of spaced capitals."""
    font = face(FACE, size)
    return round(sum(font.size(char)[0] + SPACING * size for char in text) - SPACING * size) if text else 0


def plates(
    lands: Lands, names: Sequence[str], size: tuple[int, int], unit: float, inside: pygame.Rect
) -> tuple[Plate, ...]:
    """A plate for every land on a picture of ``size``; ``unit``: how large a pixel at 100 % is drawn.

    ``inside``: where plates may be.
    """
    times = size[1] / lands.shape[0]
    taken: dict[int, Plate] = {}
    waiting = []
    for i, name in enumerate(names):
        room = _summed((lands.owner == i) & (lands.inland > 2.5) & _sheet(lands, inside, times))
        for form in forms(name, unit, GOOD):
            spot = _inside(room, form, times, lands, i)
            if spot is not None:
                taken[i] = _placed(form, spot, outside=False)
                break
        else:
            waiting.append(i)
    for i in waiting:
        taken[i] = _spilling(lands, i, names[i], times, unit, inside, [plate.rect for plate in taken.values()])
    return tuple(taken[i] for i in range(len(names)))


def forms(name: str, unit: float, sizes: Sequence[float]) -> list[Form]:
    """The plates a name could have, the largest first."""
    said = name.upper()
    out = []
    for factor in sizes:
        size = max(round(NAME_SIZE * unit * factor), 9)
        named = dict.fromkeys([(said,), _broken(said)])
        out += [_form(lines, size, slots) for slots in SLOTS for lines in named]
    return out


def _broken(said: str) -> tuple[str, ...]:
    """A name of several words in two lines."""
    for mark in ("-", " "):
        if mark in said:
            first, rest = said.split(mark, 1)
            return (first + ("-" if mark == "-" else ""), rest)
    return (said,)


def _form(lines: tuple[str, ...], size: int, slots: int) -> Form:
    slot, row, line, radius = size * 0.62, round(size * 0.92), round(size * 1.06), round(size * 0.74)
    width = max(max(text_width(text, size) for text in lines), round(slot * slots + 1.1 * size))
    height = round(2 * radius + 0.5 * size + line * len(lines) + 2 * row + 0.35 * size)
    return Form(size, lines, width + round(0.3 * size), height, radius, line, slot, row, slots)


def _spilling(
    lands: Lands,
    i: int,
    name: str,
    times: float,
    unit: float,
    inside: pygame.Rect,
    taken: Sequence[pygame.Rect],
) -> Plate:
    """A plate that runs out to sea, or as little as can be into another's land; smaller if that helps."""
    best: tuple[float, Form, tuple[int, int]] | None = None
    for form in forms(name, unit, SPILT):
        cost, spot = _beside(lands, i, form, times, inside, taken)
        if best is None or cost < best[0] - 0.04:
            best = (cost, form, spot)
        if cost < 0.12:
            break
    assert best is not None
    return _placed(best[1], best[2], outside=True)


def _sheet(lands: Lands, inside: pygame.Rect, times: float) -> Array:
    """The points of the grid that lie inside the neat line."""
    out = np.zeros(lands.shape, bool)
    left, top, right, low = (v / times for v in (inside.left, inside.top, inside.right, inside.bottom))
    out[int(top) + 1 : int(low), int(left) + 1 : int(right)] = True
    return out


def _summed(mask: Array) -> Array:
    """Sums over every rectangle from the corner, one point larger each way."""
    out = np.zeros((mask.shape[0] + 1, mask.shape[1] + 1), np.int32)
    out[1:, 1:] = mask.cumsum(0).cumsum(1)
    return out


def _counts(summed: Array, h: int, w: int) -> Array:
    """How many points of the mask each rectangle of that size holds, by its top left corner."""
    return np.asarray(summed[h:, w:] - summed[:-h, w:] - summed[h:, :-w] + summed[:-h, :-w])


def _inside(room: Array, form: Form, times: float, lands: Lands, i: int) -> tuple[int, int] | None:
    """Top left corner of the best place where the whole plate is in its land."""
    h, w = int(np.ceil(form.height / times)), int(np.ceil(form.width / times))
    if h >= lands.shape[0] or w >= lands.shape[1]:
        return None
    free = _counts(room, h, w) == h * w
    if not free.any():
        return None
    y, x = np.nonzero(free)
    rows, columns = np.nonzero(lands.owner == i)
    middle = np.array([columns.mean(), rows.mean()])
    off = np.hypot(x + w / 2 - middle[0], y + h / 2 - middle[1])
    best = int(off.argmin())
    return round(x[best] * times), round(y[best] * times)


def _beside(
    lands: Lands, i: int, form: Form, times: float, inside: pygame.Rect, taken: Sequence[pygame.Rect]
) -> tuple[float, tuple[int, int]]:
    """The best place near its land, by its top left corner, and its cost: what it covers of others, what is at sea."""
    h, w = int(np.ceil(form.height / times)), int(np.ceil(form.width / times))
    if h >= lands.shape[0] or w >= lands.shape[1]:
        return 100.0, inside.topleft
    own = _counts(_summed(lands.owner == i), h, w) / (h * w)
    foreign = _counts(_summed((lands.owner >= 0) & (lands.owner != i)), h, w) / (h * w)
    y, x = np.mgrid[0 : own.shape[0], 0 : own.shape[1]]
    off = np.hypot(x + w / 2 - lands.places[i, 0], y + h / 2 - lands.places[i, 1]) / lands.shape[0]
    blocked = _counts(_summed(_sheet(lands, inside, times)), h, w) < h * w
    for rect in taken:
        left, top, right, low = (v / times for v in (rect.left, rect.top, rect.right, rect.bottom))
        blocked |= (x < right + 2) & (x + w > left - 2) & (y < low + 2) & (y + h > top - 2)
    cost = 2.5 * foreign + 0.35 * (1 - own) + 0.5 * off + 100.0 * blocked
    row, column = divmod(int(cost.argmin()), own.shape[1])
    return float(cost.min()), (round(column * times), round(row * times))


def _placed(form: Form, spot: tuple[int, int], *, outside: bool) -> Plate:
    rect = pygame.Rect(spot, (form.width, form.height))
    letter = (rect.centerx, rect.top + round(0.25 * form.size) + form.radius)
    name_at = (rect.centerx, letter[1] + form.radius + round(0.12 * form.size))
    rows_at = (rect.centerx, name_at[1] + form.line * len(form.lines) + round(0.18 * form.size))
    return Plate(
        rect,
        letter,
        form.radius,
        form.size,
        form.lines,
        name_at,
        rows_at,
        form.slots,
        form.slot,
        form.row,
        outside,
    )
