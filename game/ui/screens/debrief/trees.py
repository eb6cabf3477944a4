"""War trees: who struck, who dragged whom in, who waited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pygame

from game.debrief import tree as layout
from game.debrief.model import Branch, Tree
from game.ui import draw
from game.ui.screens.debrief.chapter import Chapter, loose, paper
from game.ui.theme import INK, SHEET, VERMILION, Colour, Theme, colour, mix
from game.ui.widgets import Choice, Flow, Option, Text, Widget
from game.ui.widgets.base import Size
from game.ui.widgets.paper import token
from game.words import words


class Trees(Chapter):
    """One war at a time: its picture, and the same in sentences."""

    key = "trees"
    war = 0

    def forward(self) -> bool:
        if self.war + 1 >= len(self.debrief.trees):
            return False
        return self._choose(self.war + 1)

    def begin(self) -> None:
        self.war = 0

    def _choose(self, war: int) -> bool:
        self.war = war
        self.refresh()
        return True

    def _pick(self, war: int) -> None:
        self._choose(war)

    def compose(self) -> Widget:
        trees = self.debrief.trees
        if not trees:
            return loose(paper(Text(self.debrief.wars_text, "heading"), Text(words("ui.debrief.trees.none"))))
        tree = trees[self.war]
        options = [Option(k, str(k + 1), tip=one.title) for k, one in enumerate(trees)]
        pick: list[Widget] = [Flow(Choice("war", options, self.war, self._pick))] if len(trees) > 1 else []
        sentences = [Text(line, "small") for line in told(tree)]
        how = Text(words("ui.debrief.trees.how"), "aside", "faint")
        return loose(
            *pick, paper(Text(tree.title, "heading"), Drawn(layout.picture(self.debrief, tree)), how), paper(*sentences)
        )


def told(tree: Tree) -> Iterator[str]:
    """The tree in sentences, outward from the strike."""

    def walk(branches: Sequence[Branch]) -> Iterator[str]:
        for branch in branches:
            yield branch.text
            yield from walk(branch.branches)

    yield from walk(tree.roots)
    yield from (branch.text for branch in tree.aside)


class Drawn(Widget):
    """The picture of one war, as large as there is room for."""

    MOST = 1.35  # larger than the report has it

    def __init__(self, picture: layout.Picture) -> None:
        super().__init__()
        self.picture = picture

    def scale(self, theme: Theme, width: int) -> float:
        return min(width / self.picture.width, self.MOST * theme.unit)

    def measure(self, theme: Theme, width: int) -> Size:
        scale = self.scale(theme, width)
        return width, round(self.picture.height * scale)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        p, scale = self.picture, self.scale(theme, self.rect.w)
        left = self.rect.x + (self.rect.w - p.width * scale) / 2

        def at(x: float, y: float) -> tuple[float, float]:
            return left + x * scale, self.rect.y + y * scale

        for arrow in p.arrows:
            ink, width = (VERMILION, 4) if arrow.strikes else (mix(INK, SHEET.ground, 0.25), 2)
            x1, y1, x2, y2 = arrow.line
            draw.line(surface, at(x1, y1), at(x2, y2), ink, max(round(width * scale), 1))
            draw.polygon(surface, [at(x, y) for x, y in arrow.head], ink)
        if p.aside is not None:
            start, end = at(layout.EDGE, p.aside), at(p.width - layout.EDGE, p.aside)
            for x in range(round(start[0]), round(end[0]), max(round(9 * scale), 3)):
                surface.fill(SHEET.line, (x, round(start[1]), max(round(4 * scale), 2), 1))
        for box in p.boxes:
            self._box(surface, theme, box, pygame.Rect(*at(box.x, box.y), box.width * scale, box.height * scale))

    def _box(self, surface: pygame.Surface, theme: Theme, box: layout.Box, rect: pygame.Rect) -> None:
        edge: Colour = VERMILION if box.act == "strikes" else SHEET.line
        draw.panel(
            surface, rect, SHEET.raised, radius=theme.px(5), edge=edge, width=theme.px(2) if box.act == "strikes" else 1
        )
        radius = round(rect.h * 0.32)
        token(
            surface,
            theme,
            (rect.x + rect.h // 2, rect.centery),
            radius,
            box.seat.letter,
            colour(box.seat.colour),
            box.seat.hatch,
        )
        room = rect.right - rect.x - rect.h - theme.px(4)
        lines = [("strong", box.seat.name, SHEET.ink), ("small", box.note, SHEET.faint)]
        y = rect.centery - sum(theme.font(role).get_height() for role, _, _ in lines) // 2
        for role, text, ink in lines:
            made = theme.text(role, text, ink)
            if made.get_width() > room or made.get_height() * 2 > rect.h:
                share = min(room / made.get_width(), rect.h / (2.1 * made.get_height()))
                made = pygame.transform.smoothscale_by(made, share)
            surface.blit(made, (rect.x + rect.h, y))
            y += made.get_height()
