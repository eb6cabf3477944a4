"""Small mathematics on pictures: noise that repeats, distances, smooth enlargement.

A picture here is an array (h, w), row by row from the top. All of it is determined by its arguments.
"""

from __future__ import annotations

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
        out += np.float32(weight) * _spline(knots, _at(shape[0], cell, 1.0), _at(shape[1], cell, 1.0))
        variance += (weight * _DEVIATION) ** 2
        weight, cell = weight * fall, cell / 2
        if cell < 1.5:
            break
    return np.asarray(out / (2 * np.sqrt(variance)), np.float32)


_DEVIATION = 0.277  # of even luck on -1..1 once it is smoothed by the spline, in two dimensions
WHOLE = slice(None)


def enlarge(field: Field, size: tuple[int, int], rows: slice = WHOLE, columns: slice = WHOLE) -> Field:
    """The same picture at ``size`` (h, w), smooth in slope and curvature; or those rows and columns of it."""
    h, w = field.shape
    down, across = _at(size[0], size[0] / h, 1.5), _at(size[1], size[1] / w, 1.5)
    return _spline(np.pad(field, 2, mode="edge"), down[rows], across[columns])


def _at(points: int, cell: float, shift: float) -> Field:
    """(points,) where each point lies among knots that are ``cell`` points apart."""
    return np.asarray((np.arange(points) + 0.5) / cell + shift, np.float32)


def _spline(knots: Field, down: Field, across: Field) -> Field:
    """A cubic B-spline through a lattice, at all crossings of two lists of places.

    Added up tap by tap: products of matrices would wake all threads of the library for a few milliseconds' work.
    """
    first, weights = _taps(across)
    wide = weights[0] * np.take(knots, first, axis=1)
    for k in (1, 2, 3):
        wide += weights[k] * np.take(knots, first + k, axis=1)
    first, weights = _taps(down)
    out = weights[0][:, None] * wide[first]
    for k in (1, 2, 3):
        out += weights[k][:, None] * wide[first + k]
    return np.asarray(out, np.float32)


def _taps(at: Field) -> tuple[npt.NDArray[np.int64], Field]:
    """The first of four knots that bear on each place, and their weights (4, places)."""
    base = np.floor(at)
    t = at - base
    weights = np.stack([(1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3]) / 6
    return base.astype(np.int64) - 1, weights.astype(np.float32)


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
