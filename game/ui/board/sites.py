"""Where the lands of a world lie, and which of them touch: from its positions, borders and barriers."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from game.arrays import Floats
from game.scenario import World
from game.views import facts

SEA, MOUNTAINS, RIVER = "sea", "mountains", "river"
SEA_ARMS = 2  # a barrier of so many arms is a sea where the file does not say


@dataclass(frozen=True)
class Border:
    """Two lands, first in table order first, one of which may strike the other."""

    a: int
    b: int
    arms: int  # of advantage to the defender
    over: str  # SEA, MOUNTAINS, RIVER, or "" for open country
    touch: bool  # whether the lands touch; else the way leads over water


@dataclass(frozen=True)
class Sites:
    """What the map of a world is grown from."""

    seed: int  # the same for the same map, in every process
    codes: tuple[str, ...]
    places: tuple[tuple[float, float], ...]  # 0..1 from the left and from the top
    weights: tuple[float, ...]  # how large each land is beside the others, about 1
    borders: tuple[Border, ...]

    @property
    def n(self) -> int:
        return len(self.codes)

    def between(self, a: int, b: int) -> Border | None:
        """The border of two lands, if there is one."""
        return next((border for border in self.borders if {border.a, border.b} == {a, b}), None)


def sites(world: World) -> Sites:
    """The sites of a world. Where the file gives no positions they are found from the borders."""
    pairs = [(i, j) for i in range(world.n) for j in range(i + 1, world.n) if world.reach[i, j, 0]]
    given = [power.position for power in world.powers]
    places = [p for p in given if p is not None]
    if len(places) < world.n:
        places = _laid_out(world.n, pairs)
    terrain = {(a, b): over for a, b, over in world.terrain}
    borders = []
    for i, j in pairs:
        arms = facts.barrier(world, i, j)
        over = terrain.get((i, j), "" if arms <= 0 else SEA if arms >= SEA_ARMS else MOUNTAINS)
        borders.append(Border(i, j, arms, over, over != SEA))
    tokens = np.sqrt(np.maximum(world.tokens[:, 0].astype(float), 1.0))
    weights = np.clip((tokens / tokens.mean()) ** 0.8, 0.8, 1.25)
    text = repr([world.codes, places, [(b.a, b.b, b.over) for b in borders]])
    return Sites(
        seed=zlib.crc32(text.encode()),
        codes=world.codes,
        places=tuple((float(x), float(y)) for x, y in places),
        weights=tuple(float(x) for x in weights),
        borders=tuple(_plane(borders, np.array(places))),
    )


def _laid_out(n: int, pairs: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """Places for powers without any: neighbours near each other, all others apart, in a ring to begin with."""
    turn = 2 * np.pi * np.arange(n) / n - np.pi / 2
    at = 0.5 + 0.36 * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    near = np.zeros((n, n), bool)
    for i, j in pairs:
        near[i, j] = near[j, i] = True
    if 0 < len(pairs) < n * (n - 1) // 2:
        for _ in range(200):
            apart = at[:, None] - at[None]
            far = np.hypot(apart[..., 0], apart[..., 1]) + np.eye(n)
            pull = np.where(near, far - 0.42, -0.02 / far**2)
            np.fill_diagonal(pull, 0)
            at -= 0.08 * (apart / far[..., None] * pull[..., None]).sum(1)
    at -= at.min(0)
    at = 0.16 + 0.68 * at / np.maximum(at.max(0), 1e-6)
    if n == 2:
        at = np.array([[0.24, 0.52], [0.76, 0.48]])
    return [(float(x), float(y)) for x, y in at]


def _plane(borders: list[Border], places: Floats) -> list[Border]:
    """The borders, less the touch of those that no flat map can show: the longer of two that cross."""
    kept: list[Border] = []
    for border in sorted(borders, key=lambda b: float(np.hypot(*(places[b.a] - places[b.b])))):
        crossed = any(other.touch and _cross(border, other, places) for other in kept)
        kept.append(Border(border.a, border.b, border.arms, border.over, border.touch and not crossed))
    return sorted(kept, key=lambda b: (b.a, b.b))


def _cross(one: Border, other: Border, places: Floats) -> bool:
    if {one.a, one.b} & {other.a, other.b}:
        return False
    p, q, r, s = (places[i] for i in (one.a, one.b, other.a, other.b))
    return _turn(p, q, r) != _turn(p, q, s) and _turn(r, s, p) != _turn(r, s, q)


def _turn(a: Floats, b: Floats, c: Floats) -> bool:
    return bool((b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0]))
