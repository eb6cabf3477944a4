"""The map of a world, grown from its sites: where there is land, and whose.

Every land is a disc about its site, drawn out toward the lands it touches; where two lands meet that do not
touch, the sea comes between. The plane is bent by noise, so that coasts and borders wander. Fields are
counted on a grid that does not depend on the size of the picture: the same world has the same map at every size.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pygame

from game.arrays import Floats, Ints
from game.ui.board.raster import Field, Mask, distance, enlarge, noise, sharp, soften
from game.ui.board.sites import Sites

ROWS = 300  # of the grid
BROAD = 1.85  # a sheet that is broader in heights has more sea at its sides
LAND = 0.68  # share of the sheet that is land, about
STRAIT, OPEN_SEA = 0.050, 0.085  # how wide the water is between lands, in heights of the sheet
ROUGH = 0.10  # how far coasts stray, in heights of the sheet
REACH = 26  # how far from a coast distances are counted, in points of the grid


@dataclass(frozen=True, eq=False)
class Lands:
    """A map on a grid (h, w). Distances are in points of the grid, above 0 inside."""

    sites: Sites
    places: Floats  # (N, 2) sites on the grid, x before y
    owner: Ints  # (h, w) whose land, -1 for the sea
    coast: Field  # (h, w) from the coast, inland above 0
    realm: tuple[Field, ...]  # from the border to the others' lands, sea or not, by power
    shore: Field  # (h, w) how far out at sea, up to REACH
    inland: Field  # (h, w) how far from any edge of its own land, up to REACH

    @property
    def shape(self) -> tuple[int, int]:
        h, w = self.owner.shape
        return h, w

    def touching(self) -> set[tuple[int, int]]:
        """Pairs of lands, first in table order first, that have a border in common."""
        return set(seams(self.owner))


@lru_cache(maxsize=8)
def grow(sites: Sites, aspect: float) -> Lands:
    """The map of these sites on a sheet ``aspect`` times as wide as it is high."""
    h, w = ROWS, round(ROWS * aspect)
    at = _spread(sites, aspect)
    x, y = _bent(h, w, sites.seed)
    radius = np.array(sites.weights) * np.sqrt(LAND * min(aspect, BROAD) / (np.pi * sites.n))
    far = [np.hypot(x - at[i, 0], y - at[i, 1]) for i in range(sites.n)]
    cost = np.stack([far[i] - np.float32(0.55 * radius[i]) for i in range(sites.n)])
    rise = np.max([radius[i] - far[i] for i in range(sites.n)], axis=0)
    rise = rise + np.float32(ROUGH) * _luck((h, w), h / 3.2, sites.seed + 7, 6, 0.56)
    rise = _soft_least(rise, _frame(h, w, sites.seed))
    rise += np.float32(0.0065) * _luck((h, w), 5.5, sites.seed + 17, 2)
    held = np.zeros((h, w), bool)  # ways between neighbours, which nothing may cut
    for border in sites.borders:
        if border.touch:
            a, b = border.a, border.b
            share, away = _from_line(x, y, at[a], at[b])
            others = [k for k in range(sites.n) if k not in (a, b)]
            clear = min((away[_point(at[k], h, w)] for k in others), default=np.inf)
            width = max(min(0.5 * float(min(radius[a], radius[b])), 0.62 * float(clear)), 0.03)
            rise = np.maximum(rise, (0.8 * width - away) / 2)
            wall = np.clip(1.2 * width - away, 0, None) * np.float32(1.2)  # nobody else comes between the two
            core = away < 0.45 * width
            wall += np.where(core, np.float32(1), np.float32(0))
            held |= core
            for k in others:
                cost[k] += wall
            span, gate = float(np.hypot(*(at[a] - at[b]))), float(radius[a] / (radius[a] + radius[b]))
            start = away - np.float32(0.55 * min(radius[a], radius[b]))
            near = away < 1.5 * width
            cost[a] = np.where(near, np.minimum(cost[a], start + np.maximum(share - gate, 0) * span), cost[a])
            cost[b] = np.where(near, np.minimum(cost[b], start + np.maximum(gate - share, 0) * span), cost[b])
    realm, water = _realms(sites, cost)
    return _cleaned(sites, at, np.minimum(rise, water), realm, held)


def _luck(size: tuple[int, int], cell: float, seed: int, octaves: int, fall: float = 0.5) -> Field:
    """Noise that is drawn out with the sheet, so that a broader one still shows the same coasts."""
    h, w = size
    middle = min(w, round(BROAD * h))
    drawn = enlarge(noise((ROWS, round(1.25 * ROWS)), cell, seed, octaves, fall), (h, middle))
    left = (w - middle) // 2
    return np.asarray(np.pad(drawn, ((0, 0), (left, w - middle - left)), mode="reflect"), np.float32)


def _spread(sites: Sites, aspect: float) -> Floats:
    """(N, 2) sites in heights of the sheet, drawn apart a little to use all of it."""
    at = np.array(sites.places)
    low, high = at.min(0), at.max(0)
    room = np.array([0.66, 0.64]) if sites.n > 2 else np.array([0.5, 0.2])
    grow_by = np.clip(room / np.maximum(high - low, 1e-6), 0.8, 1.3)
    spread = 0.5 + (at - (low + high) / 2) * grow_by
    spread[:, 0] = 0.5 + (spread[:, 0] - 0.5) * min(BROAD / aspect, 1)
    at = spread * np.array([aspect, 1.0])
    room_each = 0.95 * np.sqrt(LAND * min(aspect, BROAD) / (np.pi * sites.n)) * np.array(sites.weights)
    edge = aspect / 2 - 0.34 * min(aspect, BROAD)
    for _ in range(30):  # nobody so near to another that neither has room for a name
        apart = at[:, None] - at[None]
        far = np.hypot(apart[..., 0], apart[..., 1]) + np.eye(sites.n)
        short = np.clip(room_each[:, None] + room_each[None] - far, 0, None) * (1 - np.eye(sites.n))
        at = at + 0.12 * (apart / far[..., None] * short[..., None]).sum(1)
        at = np.clip(at, [edge, 0.15], [aspect - edge, 0.85])
    return np.asarray(at)


def _bent(h: int, w: int, seed: int) -> tuple[Field, Field]:
    """The coordinates of all points in heights, bent so that no line stays straight."""
    y, x = np.mgrid[0:h, 0:w].astype(np.float32) / h
    bends = [
        0.05 * _luck((h, w), h / 3, seed + k, 3) + 0.014 * _luck((h, w), h / 16, seed + 20 + k, 4, 0.6) for k in (1, 2)
    ]
    return np.asarray(x + bends[0], np.float32), np.asarray(y + bends[1], np.float32)


def _point(at: Floats, h: int, w: int) -> tuple[int, int]:
    """The point of the grid (row, column) at a site."""
    return min(int(at[1] * h), h - 1), min(int(at[0] * h), w - 1)


def _from_line(x: Field, y: Field, a: Floats, b: Floats) -> tuple[Field, Field]:
    """How far along the straight line between two sites, 0..1, and how far from it."""
    along = b - a
    share = np.clip(((x - a[0]) * along[0] + (y - a[1]) * along[1]) / float(along @ along), 0, 1)
    away = np.hypot(x - a[0] - share * along[0], y - a[1] - share * along[1])
    return np.asarray(share, np.float32), np.asarray(away, np.float32)


def _soft_least(one: Field, other: Field) -> Field:
    """The smaller of the two, without a crease."""
    apart = np.clip(0.5 + (other - one) / 0.24, 0, 1)
    return np.asarray(other + (one - other) * apart - 0.12 * apart * (1 - apart), np.float32)


def _frame(h: int, w: int, seed: int) -> Field:
    """Above 0 where the sheet may carry land: not at its very edge."""
    y, x = np.mgrid[0:h, 0:w].astype(np.float32) / h
    edge = np.minimum(np.minimum(x, w / h - x), np.minimum(y, 1 - y))
    return np.asarray(1.3 * (edge - 0.045) + 0.05 * _luck((h, w), h / 4, seed + 9, 5, 0.6), np.float32)


def _realms(sites: Sites, cost: Field) -> tuple[list[Field], Field]:
    """Whose every point would be, (N) fields above 0 for the owner; and where lands that do not touch leave room."""
    realm, water = [], np.full(cost.shape[1:], np.inf, np.float32)
    order = np.partition(cost, 1, axis=0)[:2]
    for i in range(sites.n):
        others = np.where(cost[i] <= order[0], order[1], order[0])
        realm.append(np.asarray((others - cost[i]) / 2, np.float32))
        mine = cost[i] <= order[0]
        for k in range(sites.n):
            border = sites.between(i, k)
            if k != i and not (border and border.touch):
                gap = (cost[k] - cost[i]) / 2 - np.float32((STRAIT if border else OPEN_SEA) / 2)
                water = np.where(mine, np.minimum(water, gap), water)
    return realm, np.asarray(water, np.float32)


def _cleaned(sites: Sites, at: Floats, rise: Field, realm: list[Field], held: Mask) -> Lands:
    """Without crumbs: one piece for each land, and such islets as no other land could claim."""
    h, w = rise.shape
    places = np.clip(at * h, 2, [w - 3, h - 3])
    best = np.argmax(np.stack(realm), axis=0)
    owner = np.where(rise > 0, best, -1)
    rise = _parted(sites, owner, rise, held)
    owner = np.where(rise > 0, best, -1)
    for i in range(sites.n):
        keep = _mainland(owner == i, places[i])
        owner[(owner == i) & ~keep] = -1
    crumbs = (rise > 0) & (owner < 0)
    rise = np.where(crumbs, -0.5 / h - distance(crumbs, 12) / h, rise)
    lakes = _lakes(owner)
    owner = np.where(lakes, best, owner)
    filled = (9 - distance(~lakes, 12)) / h  # and a little beyond, so that no shore is left of them
    rise = np.where(owner >= 0, np.maximum(rise, filled), rise) if lakes.any() else rise
    inland = np.zeros((h, w), np.float32)
    for i in range(sites.n):
        inland += distance(owner == i, REACH)
    return Lands(
        sites=sites,
        places=places,
        owner=owner.astype(np.int16),
        coast=sharp(soften(rise)),
        realm=tuple(sharp(field) for field in realm),
        shore=soften(distance(owner < 0, REACH), 2),
        inland=soften(inland, 1),
    )


def _parted(sites: Sites, owner: Ints, rise: Field, held: Mask) -> Field:
    """Water between lands that must not touch and still do, but for the ways between neighbours."""
    h, wanted = rise.shape[0], {(border.a, border.b) for border in sites.borders if border.touch}
    for a, b in sorted(seams(owner)):
        if (a, b) not in wanted:
            for one, other in ((a, b), (b, a)):
                off = distance(owner != other, 9)
                rise = np.where((owner == one) & ~held, np.minimum(rise, (off - 7) / h), rise)
    return np.asarray(rise, np.float32)


def seams(owner: Ints) -> dict[tuple[int, int], int]:
    """How many points of the grid lie side by side in two different lands, by pair."""
    found: dict[tuple[int, int], int] = {}
    for one, other in ((owner[:, 1:], owner[:, :-1]), (owner[1:], owner[:-1])):
        seam = (one != other) & (one >= 0) & (other >= 0)
        pairs, counts = np.unique(
            np.sort(np.stack([one[seam], other[seam]], axis=1), axis=1), axis=0, return_counts=True
        )
        for (a, b), count in zip(pairs.tolist(), counts.tolist(), strict=True):
            found[a, b] = found.get((a, b), 0) + count
    return found


def _mainland(mask: Mask, place: Floats) -> Mask:
    """The piece of a mask that holds a place, or its largest."""
    surface = pygame.mask.Mask((mask.shape[1], mask.shape[0]))
    _fill(surface, mask)
    spot = (int(place[0]), int(place[1]))
    piece = surface.connected_component(spot) if surface.get_at(spot) else surface.connected_component()
    return _read(piece)


def _lakes(owner: Ints) -> Mask:
    """Small waters that the sea does not reach."""
    h, w = owner.shape
    sea = pygame.mask.Mask((w, h))
    _fill(sea, owner < 0)
    out = np.zeros((h, w), bool)
    for piece in sea.connected_components(3):
        if piece.count() < h * w / 400:
            out |= _read(piece)
    return out


def _fill(into: pygame.mask.Mask, mask: Mask) -> None:
    picture = pygame.Surface(into.get_size(), depth=32)
    pygame.surfarray.blit_array(picture, (mask.T * 0xFFFFFF).astype(np.uint32))
    into.draw(pygame.mask.from_threshold(picture, (255, 255, 255), (10, 10, 10, 255)), (0, 0))


def _read(piece: pygame.mask.Mask) -> Mask:
    picture = piece.to_surface(setcolor=(255, 255, 255, 255), unsetcolor=(0, 0, 0, 255))
    return np.asarray(pygame.surfarray.array2d(picture).T & 0xFF != 0)
