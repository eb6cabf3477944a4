"""Small mathematics on pictures: noise that repeats, distances, smooth enlargement.

A picture here is an array (h, w), row by row from the top. All of it is determined by its arguments.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.float32]  # (h, w)
Mask = npt.NDArray[np.bool_]  # (h, w)


def noise(shape: tuple[int, int], cell: float, seed: int, octaves: int = 4, fall: float = 0.5) -> Field:
    """(h, w) smooth noise about 0 with deviation 1/2: waves of ``cell`` points, and ever finer and weaker ones."""
    luck = np.random.default_rng(seed)
    out, weight, variance = np.zeros(shape, np.float32), 1.0, 0.0
    for _ in range(octaves):
        rows, columns = (int(np.ceil(side / cell)) + 4 for side in shape)
        knots = luck.uniform(-1, 1, (rows, columns)).astype(np.float32)
        down = _between(shape[0], rows, cell)
        across = _between(shape[1], columns, cell)
        out += np.float32(weight) * (down @ knots @ across.T)
        variance += (weight * _SPLINE) ** 2
        weight, cell = weight * fall, cell / 2
        if cell < 1.5:
            break
    return np.asarray(out / (2 * np.sqrt(variance)), np.float32)


WHOLE = slice(None)


def enlarge(field: Field, size: tuple[int, int], rows: slice = WHOLE, columns: slice = WHOLE) -> Field:
    """The same picture at ``size`` (h, w), smooth in slope and curvature; or those rows and columns of it."""
    h, w = field.shape
    padded = np.pad(field, 2, mode="edge")
    down = _between(size[0], h + 4, size[0] / h, 1.5)[rows]
    across = _between(size[1], w + 4, size[1] / w, 1.5)[columns]
    return np.asarray(down @ padded @ across.T, np.float32)


_SPLINE = 0.277  # deviation of even luck on -1..1 once it is smoothed by the spline, in two dimensions


@lru_cache(maxsize=64)
def _between(points: int, knots: int, cell: float, shift: float = 1.0) -> Field:
    """(points, knots) weights of a cubic B-spline: what each knot adds to each point."""
    at = ((np.arange(points) + 0.5) / cell + shift)[:, None] - np.arange(knots)[None]
    far = np.abs(at)
    near = (4 - 6 * far**2 + 3 * far**3) / 6
    tail = np.clip(2 - far, 0, None) ** 3 / 6
    return np.asarray(np.where(far < 1, near, tail), np.float32)


def distance(inside: Mask, most: int) -> Field:
    """How far every point of a mask is from the nearest point outside it, in points; never more than ``most``."""
    h, w = inside.shape
    rows = np.arange(h, dtype=np.float32)[:, None]
    above = np.maximum.accumulate(np.where(inside, -np.float32(most), rows), axis=0)
    below = np.minimum.accumulate(np.where(inside, np.float32(h + most), rows)[::-1], axis=0)[::-1]
    upright = np.minimum(np.minimum(rows - above, below - rows), most) ** 2
    padded = np.pad(upright, ((0, 0), (most, most)), mode="edge")
    best = upright.copy()
    for step in range(1, most + 1):
        np.minimum(best, padded[:, most - step : most - step + w] + step**2, out=best)
        np.minimum(best, padded[:, most + step : most + step + w] + step**2, out=best)
    return np.asarray(np.minimum(np.sqrt(best), most), np.float32)


def soften(field: Field, times: int = 1) -> Field:
    """The picture, a little out of focus."""
    out = field
    for _ in range(times):
        wide = np.pad(out, 1, mode="edge")
        tall = (wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4
        out = np.asarray((tall[:, :-2] + 2 * tall[:, 1:-1] + tall[:, 2:]) / 4, np.float32)
    return out


def sharp(field: Field) -> Field:
    """A field with the same zero line that counts the points to it, near that line."""
    down, across = np.gradient(field)
    slope = soften(np.asarray(np.hypot(down, across), np.float32), 2)
    return np.asarray(np.clip(field / np.maximum(slope, 1e-4), -40, 40), np.float32)


def cover(edge: Field) -> Field:
    """How much of each point lies inside, 0..1, by its distance from the edge."""
    return np.asarray(np.clip(edge + 0.5, 0, 1), np.float32)
