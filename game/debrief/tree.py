"""Where the boxes and arrows of a war tree stand: attackers left, the struck right, helpers behind them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from game.debrief.model import Branch, Debrief, Seat, Tree

HEIGHT = 64.0  # of a box; all in pixels of the picture's own coordinates
GAP = 22.0  # between boxes above one another
REACH = 96.0  # between columns, for the arrows
EDGE = 10.0  # around the picture
HEAD = 15.0  # of an arrow
NAME, NOTE = 10.4, 7.9  # widths of a letter in a name and in a note
LEAST_WIDTH = 190.0
BADGE = 62.0  # room for the letter, and to the right of the words


@dataclass(frozen=True)
class Box:
    """One power in a war."""

    x: float
    y: float
    width: float
    seat: Seat
    note: str
    act: str
    height: float = HEIGHT

    @property
    def middle(self) -> float:
        return self.y + HEIGHT / 2


@dataclass(frozen=True)
class Arrow:
    """From one box to another: a line, and the three corners of its head."""

    line: tuple[float, float, float, float]
    head: tuple[tuple[float, float], ...]
    strikes: bool

    @property
    def points(self) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.head)


@dataclass(frozen=True)
class Picture:
    """A drawn war tree."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    aside: float | None  # height of the line above those who stood aside; None if nobody did


@dataclass
class _Node:
    branch: Branch
    column: int
    row: float


def picture(debrief: Debrief, tree: Tree) -> Picture:
    """The picture of one war."""
    seats = {seat.code: seat for seat in debrief.seats}
    left = [root for root in tree.roots if root.act == "strikes"]
    right = [root for root in tree.roots if root.act == "struck"]
    if not right:  # two that strike each other face each other
        left, right = left[:1], left[1:]
    nodes: list[_Node] = []
    links: list[tuple[_Node, _Node]] = []
    rows = [_place(roots, 0, way, nodes, links) for roots, way in ((left, -1), (right, 1))]
    for side, height in zip((-1, 1), rows, strict=True):  # the shorter side stands in the middle
        for node in nodes:
            if (node.column < 0) == (side < 0):
                node.row += (max(rows) - height) / 2
    width = _width(tree, seats)
    first = min(node.column for node in nodes)
    wide = max(node.column for node in nodes) - first + 1
    boxes = {id(node): _box(node, first, width, seats) for node in nodes}
    arrows = [_arrow(boxes[id(child)], boxes[id(parent)], strikes=False) for child, parent in links]
    fronts = [(a, b) for a in nodes for b in nodes if a.column == -1 and b.column == 1 if a.branch.act == "strikes"]
    arrows += [_arrow(boxes[id(a)], boxes[id(b)], strikes=True) for a, b in fronts if b.branch.act in _STRUCK]
    arrows += [_arrow(boxes[id(b)], boxes[id(a)], strikes=True) for a, b in fronts if b.branch.act == "strikes"]
    bottom = EDGE + max(rows) * (HEIGHT + GAP)
    aside = list(_aside(tree, bottom + GAP, width, max(wide - 1, 2), seats))
    full = [*boxes.values(), *aside]
    return Picture(
        width=max(box.x + box.width for box in full) + EDGE,
        height=max(box.y for box in full) + HEIGHT + EDGE,
        boxes=tuple(full),
        arrows=tuple(arrows),
        aside=bottom if aside else None,
    )


_STRUCK = ("struck", "strikes")


def _place(branches: list[Branch], depth: int, way: int, nodes: list[_Node], links: list[tuple[_Node, _Node]]) -> float:
    """Rows that these branches take, from row 0 of their side; a power stands in the middle of those behind it."""

    def put(branch: Branch, depth: int, row: float) -> tuple[_Node, float]:
        node = _Node(branch, way * (depth + 1), row)
        nodes.append(node)
        children, taken = [], 0.0
        for below in branch.branches:
            child, rows = put(below, depth + 1, row + taken)
            children.append(child)
            links.append((child, node))
            taken += rows
        if children:
            node.row = (children[0].row + children[-1].row) / 2
        return node, max(taken, 1.0)

    total = 0.0
    for branch in branches:
        total += put(branch, depth, total)[1]
    return total


def _width(tree: Tree, seats: dict[str, Seat]) -> float:
    """One width for all boxes: of the longest words."""

    def all_of(branches: tuple[Branch, ...]) -> Iterator[Branch]:
        for branch in branches:
            yield branch
            yield from all_of(branch.branches)

    every = [*all_of(tree.roots), *tree.aside]
    words = [max(NAME * len(seats[b.power].name), NOTE * len(b.note)) for b in every]
    return max(LEAST_WIDTH, BADGE + max(words))


def _box(node: _Node, first: int, width: float, seats: dict[str, Seat]) -> Box:
    # columns are numbered outward from the front: -1, -2 ... and 1, 2 ...
    column = node.column - first - (node.column > 0)
    x = EDGE + column * (width + REACH)
    return Box(x, EDGE + node.row * (HEIGHT + GAP), width, seats[node.branch.power], node.branch.note, node.branch.act)


def _aside(tree: Tree, top: float, width: float, columns: int, seats: dict[str, Seat]) -> Iterator[Box]:
    """Those who waited or stayed out, in rows below."""
    for at, branch in enumerate(tree.aside):
        row, column = divmod(at, columns)
        x = EDGE + column * (width + GAP)
        yield Box(x, top + row * (HEIGHT + GAP), width, seats[branch.power], branch.note, branch.act)


def _arrow(start: Box, end: Box, *, strikes: bool) -> Arrow:
    """From the near side of one box to the near side of the other."""
    rightward = start.x < end.x
    x1, x2 = (start.x + start.width, end.x) if rightward else (start.x, end.x + end.width)
    y1, y2 = start.middle, end.middle
    length = math.hypot(x2 - x1, y2 - y1)
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    tip = (x2 - 4 * dx, y2 - 4 * dy)
    base = (tip[0] - HEAD * dx, tip[1] - HEAD * dy)
    half = HEAD / 2
    head = (tip, (base[0] - half * dy, base[1] + half * dx), (base[0] + half * dy, base[1] - half * dx))
    return Arrow((x1 + 4 * dx, y1 + 4 * dy, base[0], base[1]), head, strikes)
