"""Small PNG files: a picture with few colours, chosen for it. pygame writes only large ones."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pygame

from game.arrays import Array

ROUNDS = 6  # of moving the colours to the middle of what they stand for


def write(surface: pygame.Surface, path: Path, shades: int) -> None:
    """The picture in at most ``shades`` colours, 2 to 256."""
    picture = pygame.surfarray.array3d(surface).transpose(1, 0, 2)
    colours, index = few(picture, shades)
    h, w = index.shape
    rows = np.concatenate([np.zeros((h, 1), np.uint8), index.astype(np.uint8)], axis=1)
    header = struct.pack(">IIBBBBB", w, h, 8, 3, 0, 0, 0)
    parts = {
        b"IHDR": header,
        b"PLTE": colours.astype(np.uint8).tobytes(),
        b"IDAT": zlib.compress(rows.tobytes(), 9),
        b"IEND": b"",
    }
    body = b"".join(_chunk(kind, held) for kind, held in parts.items())
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def _chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


def few(picture: Array, shades: int) -> tuple[Array, Array]:
    """(colours, 3) and (h, w) which of them each point has: the median cut, then k-means."""
    fine = picture >> 3  # 32 steps of each primary: few enough to count
    key = (fine[..., 0].astype(np.int64) << 10) | (fine[..., 1].astype(np.int64) << 5) | fine[..., 2]
    found, back, count = np.unique(key, return_inverse=True, return_counts=True)
    total = np.stack([np.bincount(back.ravel(), picture[..., k].ravel(), len(found)) for k in range(3)], axis=1)
    mean = total / count[:, None]
    weight = np.sqrt(count)  # so that what is small is not forgotten
    colours = _cut(mean, weight, shades)
    for _ in range(ROUNDS):
        near = ((mean[:, None] - colours[None]) ** 2).sum(-1).argmin(1)
        held = np.bincount(near, weight, len(colours))
        moved = np.stack([np.bincount(near, weight * mean[:, k], len(colours)) for k in range(3)], axis=1)
        colours = np.where(held[:, None] > 0, moved / np.maximum(held, 1e-9)[:, None], colours)
    near = ((mean[:, None] - colours[None]) ** 2).sum(-1).argmin(1)
    return np.round(colours), near[back].reshape(picture.shape[:2])


def _cut(mean: Array, weight: Array, shades: int) -> Array:
    """Boxes of colours, the broadest cut in two until there are enough; their middles."""
    boxes = [np.arange(len(mean))]
    while len(boxes) < min(shades, len(mean)):
        spread = [np.ptp(mean[box], axis=0).max() * weight[box].sum() ** 0.5 for box in boxes]
        box = boxes.pop(int(np.argmax(spread)))
        axis = int(np.ptp(mean[box], axis=0).argmax())
        order = box[np.argsort(mean[box, axis], kind="stable")]
        half = np.searchsorted(np.cumsum(weight[order]), weight[order].sum() / 2)
        half = min(max(int(half), 1), len(order) - 1)
        boxes += [order[:half], order[half:]]
    return np.array([np.average(mean[box], axis=0, weights=weight[box]) for box in boxes])
