"""Rows, columns and grids: who lies where. They draw nothing and take no events."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui.theme import Theme
from game.ui.widgets.base import Size, Widget

GAP = 12


class Space(Widget):
    """Nothing, that high and wide; in a row or column with a weight it keeps others apart."""

    def __init__(self, width: int = 0, height: int = 0) -> None:
        super().__init__()
        self.width, self.height = width, height

    def measure(self, theme: Theme, width: int) -> Size:
        return min(theme.px(self.width), width), theme.px(self.height)


class Column(Widget):
    """One below the other. ``weights``: how children share the height that is left, or lacking (0: not at all).

    ``align``: 'fill' makes all as wide as the column; 'left', 'centre' and 'right' leave them as wide as they are.
    """

    def __init__(
        self, *children: Widget, gap: int = GAP, weights: Sequence[float] = (), align: str = "fill", name: str = ""
    ) -> None:
        super().__init__(name, children=children)
        self.gap, self.align = gap, align
        self.weights = [*weights, *[0.0] * (len(children) - len(weights))]

    def measure(self, theme: Theme, width: int) -> Size:
        sizes = [child.measure(theme, width) for child in self.children]
        gaps = theme.px(self.gap) * max(len(sizes) - 1, 0)
        return max((w for w, _ in sizes), default=0), sum(h for _, h in sizes) + gaps

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        super().place(theme, rect)
        sizes = [child.measure(theme, rect.w) for child in self.children]
        gap = theme.px(self.gap)
        heights = self._heights([h for _, h in sizes], rect.h - gap * max(len(sizes) - 1, 0))
        y = rect.y
        for child, height, (natural, _) in zip(self.children, heights, sizes, strict=True):
            w = rect.w if self.align == "fill" else min(natural, rect.w)
            spare = rect.w - w
            x = rect.x + {"centre": spare // 2, "right": spare}.get(self.align, 0)
            child.place(theme, pygame.Rect(x, y, w, height))
            y += height + gap

    def _heights(self, natural: list[int], room: int) -> list[int]:
        """As high as they are, and what is left or lacking is given to or taken from those with a weight."""
        left, total = room - sum(natural), sum(self.weights)
        if not total:
            return natural
        if left < 0:
            room -= sum(h for h, weight in zip(natural, self.weights, strict=True) if not weight)
            return [
                int(max(room, 0) * weight / total) if weight else h
                for h, weight in zip(natural, self.weights, strict=True)
            ]
        return [h + int(left * weight / total) for h, weight in zip(natural, self.weights, strict=True)]


class Row(Widget):
    """Side by side. ``weights``: how children share the width that the others (0) leave.

    ``align``: 'fill' makes all as high as the row; 'top', 'middle' and 'bottom' leave them as high as they are.
    """

    def __init__(
        self, *children: Widget, gap: int = GAP, weights: Sequence[float] = (), align: str = "middle", name: str = ""
    ) -> None:
        super().__init__(name, children=children)
        self.gap, self.align = gap, align
        self.weights = [*weights, *[0.0] * (len(children) - len(weights))]

    def narrowest(self, theme: Theme) -> int:
        return sum(child.narrowest(theme) for child in self.children) + self._gaps(theme)

    def _gaps(self, theme: Theme) -> int:
        return theme.px(self.gap) * max(len(self.children) - 1, 0)

    def _widths(self, theme: Theme, width: int) -> list[int]:
        """As wide as they are or as they weigh; if that is too much, those give way that still can."""
        room = max(width - self._gaps(theme), 0)
        least = [child.narrowest(theme) for child in self.children]
        wanted = [
            low if weight else max(child.measure(theme, room)[0], low)
            for child, weight, low in zip(self.children, self.weights, least, strict=True)
        ]
        over = sum(wanted) - room
        if over > 0:
            slack = [want - low for want, low in zip(wanted, least, strict=True)]
            part = min(over / max(sum(slack), 1), 1)
            wanted = [int(want - part * give) for want, give in zip(wanted, slack, strict=True)]
            most = sum(wanted)
            return wanted if most <= room else [int(want * room / most) for want in wanted]
        left = room - sum(want for want, weight in zip(wanted, self.weights, strict=True) if not weight)
        return _shared(left, self.weights, wanted)

    def measure(self, theme: Theme, width: int) -> Size:
        widths = self._widths(theme, width)
        heights = [child.measure(theme, w)[1] for child, w in zip(self.children, widths, strict=True)]
        return min(sum(widths) + self._gaps(theme), width), max(heights, default=0)

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        super().place(theme, rect)
        x = rect.x
        for child, w in zip(self.children, self._widths(theme, rect.w), strict=True):
            h = rect.h if self.align == "fill" else min(child.measure(theme, w)[1], rect.h)
            spare = rect.h - h
            y = rect.y + {"middle": spare // 2, "bottom": spare}.get(self.align, 0)
            child.place(theme, pygame.Rect(x, y, w, h))
            x += w + theme.px(self.gap)


def _shared(room: int, weights: Sequence[float], least: Sequence[int]) -> list[int]:
    """``room`` divided by weights, nobody below its least; those of no weight keep what they have."""
    widths = list(least)
    free = [k for k, weight in enumerate(weights) if weight]
    while free:
        total = sum(weights[k] for k in free)
        short = [k for k in free if room * weights[k] / total < least[k]]
        if not short:
            for k in free:
                widths[k] = int(room * weights[k] / total)
            break
        room -= sum(least[k] for k in short)
        free = [k for k in free if k not in short]
    return widths


class Flow(Widget):
    """Side by side as far as there is room, then in the next line; every child as large as it is."""

    def __init__(self, *children: Widget, gap: int = GAP, align: str = "left", name: str = "") -> None:
        super().__init__(name, children=children)
        self.gap, self.align = gap, align

    def _lines(self, theme: Theme, width: int) -> list[list[tuple[Widget, Size]]]:
        lines: list[list[tuple[Widget, Size]]] = []
        gap, x = theme.px(self.gap), 0
        for child in self.children:
            size = child.measure(theme, width)
            if not lines or x + size[0] > width:
                lines.append([])
                x = 0
            lines[-1].append((child, size))
            x += size[0] + gap
        return lines

    def measure(self, theme: Theme, width: int) -> Size:
        lines, gap = self._lines(theme, width), theme.px(self.gap)
        widest = max((sum(w for _, (w, _) in line) + gap * (len(line) - 1) for line in lines), default=0)
        return widest, sum(max(h for _, (_, h) in line) for line in lines) + gap * max(len(lines) - 1, 0)

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        super().place(theme, rect)
        gap, y = theme.px(self.gap), rect.y
        for line in self._lines(theme, rect.w):
            high = max(h for _, (_, h) in line)
            spare = rect.w - sum(w for _, (w, _) in line) - gap * (len(line) - 1)
            x = rect.x + {"centre": spare // 2, "right": spare}.get(self.align, 0)
            for child, (w, h) in line:
                child.place(theme, pygame.Rect(x, y + (high - h) // 2, w, h))
                x += w + gap
            y += high + gap


class Grid(Widget):
    """Columns of one width, as many as there is room for at ``least`` each; every line as high as its highest.

    No more columns than its lines need: six stand in two lines of three, not five and one.
    """

    def __init__(self, *children: Widget, least: int = 260, most: int = 4, gap: int = GAP, name: str = "") -> None:
        super().__init__(name, children=children)
        self.least, self.most, self.gap = least, most, gap

    def _shape(self, theme: Theme, width: int) -> tuple[int, int, list[int]]:
        gap = theme.px(self.gap)
        columns = max(min((width + gap) // (theme.px(self.least) + gap), self.most, len(self.children)), 1)
        columns = _even(len(self.children), columns)
        wide = (width - gap * (columns - 1)) // columns
        heights = [child.measure(theme, wide)[1] for child in self.children]
        return columns, wide, [max(heights[k : k + columns]) for k in range(0, len(heights), columns)]

    def measure(self, theme: Theme, width: int) -> Size:
        _, _, heights = self._shape(theme, width)
        return width, sum(heights) + theme.px(self.gap) * max(len(heights) - 1, 0)

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        super().place(theme, rect)
        columns, wide, heights = self._shape(theme, rect.w)
        gap, y = theme.px(self.gap), rect.y
        for line, high in enumerate(heights):
            for k, child in enumerate(self.children[line * columns : (line + 1) * columns]):
                child.place(theme, pygame.Rect(rect.x + k * (wide + gap), y, wide, high))
            y += high + gap


def _even(count: int, most: int) -> int:
    """How many to a line, if ``count`` stand in as few lines as ``most`` to a line allow, and as evenly."""
    lines = -(-count // most)
    return -(-count // max(lines, 1)) or 1


class Narrow(Widget):
    """One child, at most ``most`` wide, in the middle of whatever width there is."""

    def __init__(self, child: Widget, most: int) -> None:
        super().__init__(children=[child])
        self.most = most

    def measure(self, theme: Theme, width: int) -> Size:
        return self.children[0].measure(theme, min(width, theme.px(self.most)))

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        super().place(theme, rect)
        w = min(rect.w, theme.px(self.most))
        self.children[0].place(theme, pygame.Rect(rect.x + (rect.w - w) // 2, rect.y, w, rect.h))


class Padded(Widget):
    """One child with room around it."""

    def __init__(self, child: Widget, across: int = 24, down: int = 20) -> None:
        super().__init__(children=[child])
        self.across, self.down = across, down

    def narrowest(self, theme: Theme) -> int:
        return super().narrowest(theme) + 2 * theme.px(self.across)

    def measure(self, theme: Theme, width: int) -> Size:
        across, down = 2 * theme.px(self.across), 2 * theme.px(self.down)
        w, h = self.children[0].measure(theme, max(width - across, 0))
        return w + across, h + down

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        super().place(theme, rect)
        self.children[0].place(theme, rect.inflate(-2 * theme.px(self.across), -2 * theme.px(self.down)))


class Slot(Widget):
    """One child that takes whatever place it is given, however high it would like to be; never below ``least``."""

    def __init__(self, child: Widget, least: int = 0) -> None:
        super().__init__(children=[child])
        self.least = least

    def measure(self, theme: Theme, width: int) -> Size:
        return width, theme.px(self.least)

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        super().place(theme, rect)
        self.children[0].place(theme, rect)
