"""Sections on the left, the chosen one on the right; a search that marks what it finds."""

from __future__ import annotations

from functools import partial

import pygame

from game.ui.moves import STAY, Host, Move
from game.ui.screens.parts import OnFelt, head
from game.ui.screens.rules.rich import Reading, Rich, Ruled
from game.ui.widgets import (
    Card,
    Column,
    Flow,
    Narrow,
    Padded,
    Quiet,
    Row,
    Rule,
    Scroll,
    Text,
    TextField,
    Tile,
    Widget,
)
from game.views.book import Block, Paragraph, Section, book, found, place
from game.words import words

FIRST = 1  # where a newcomer begins: after the preface, at the game in one minute
PAGES = (pygame.K_PAGEUP, pygame.K_PAGEDOWN)


class Rules(OnFelt):
    """The book, open at a rule. Escape leads back to where one was: to the section before, then out of the book."""

    def __init__(self, app: Host, at: str = "") -> None:
        super().__init__(app)
        self.title = words("ui.rules.title")
        self.sections = book()
        self.open = place(self.sections, at) if at else FIRST
        self.been: list[int] = []  # sections one came from
        self.wanted = ""

    @property
    def section(self) -> Section:
        return self.sections[self.open]

    @property
    def listed(self) -> list[int]:
        """The sections that are offered: all, or those in which the words are found."""
        return found(self.sections, self.wanted) if self.wanted.strip() else list(range(len(self.sections)))

    # ---- the page ---------------------------------------------------------------------------------------

    def compose(self) -> Widget:
        theme = self.app.theme
        search = TextField(
            "search", self.wanted, self.search, on_enter=self.first, blank=words("ui.rules.search"), most=40
        )
        top = Row(head(words("ui.rules.title")), search, weights=(3, 2), gap=24)
        body = (
            Row(self._list(), self._sheet(), weights=(3, 8), align="fill", gap=18)
            if theme.size[0] >= theme.px(860)
            else Column(self._steps(), self._sheet(), weights=(0, 1), gap=10)
        )
        return Padded(Narrow(Column(top, body, weights=(0, 1)), 1180), 28, 18)

    def _list(self) -> Widget:
        tiles = [
            Tile(
                Text(self.sections[k].title, "small-strong"),
                partial(self.turn, k),
                chosen=k == self.open,
                name=f"section {k}",
                pad=8,
            )
            for k in self.listed
        ]
        none = [] if tiles else [Text(words("ui.rules.nothing"), "small", "faint")]
        return Scroll(Padded(Column(*tiles, *none, gap=6), 6, 6), "sections")

    def _steps(self) -> Widget:
        """Where there is no room for the list: to the section before and after."""
        at = self.listed
        here = at.index(self.open) if self.open in at else 0
        ends = words("ui.rules.end")
        before = Quiet("←", lambda: self.turn(at[here - 1]), reason="" if here else ends, name="before")
        more = here + 1 < len(at)
        after = Quiet("→", lambda: self.turn(at[here + 1]), reason="" if more else ends, name="after")
        count = words("ui.rules.count", at=here + 1, of=len(at)) if at else words("ui.rules.nothing")
        return Row(before, Text(count, "small", "faint", "centre"), after, weights=(0, 1))

    def _sheet(self) -> Widget:
        section = self.section
        told = [self._block(block) for block in section.blocks]
        cited = [
            Quiet(self.sections[place(self.sections, rule)].title, partial(self.look_up, rule), name=f"see {rule}")
            for rule in section.cites
        ]
        see = [Rule(), Text(words("ui.rules.see"), "small", "faint"), Flow(*cited, gap=2)] if cited else []
        page = Column(Text(section.title, "heading"), Rule(), *told, *see)
        return Card(Reading(Padded(Narrow(page, 760), 8, 4), f"text {self.open}"), 26, 20)

    def _block(self, block: Block) -> Widget:
        parts = self.wanted.lower().split()
        if not isinstance(block, Paragraph):
            return Ruled(block.rows, parts)
        text = Rich(block.spans, parts, block.bullet)
        return Card(text, 18, 10) if block.quoted else text

    # ---- use --------------------------------------------------------------------------------------------

    def turn(self, section: int) -> Move | None:
        if section != self.open:
            self.been.append(self.open)
            self._open(section)
        return STAY

    def _open(self, section: int) -> None:
        self.open = section
        self.app.sounds.play("page")
        self.refresh()
        self.settle()
        self.form.focus_on(f"text {section}")

    def look_up(self, rule: str) -> Move | None:
        """Turn to a rule."""
        return self.turn(place(self.sections, rule))

    def search(self, text: str) -> None:
        self.wanted = text
        self.refresh()

    def first(self, text: str) -> Move | None:
        """Turn to the first section that was found."""
        return self.turn(self.listed[0]) if self.listed else None

    def key(self, event: pygame.event.Event) -> Move | None:
        if event.key == pygame.K_SLASH or (event.key == pygame.K_f and event.mod & pygame.KMOD_CTRL):
            self.form.focus_on("search")
            return STAY
        return None

    def handle(self, event: pygame.event.Event) -> Move | None:
        """Page keys are for the text, wherever the focus is."""
        if event.type == pygame.KEYDOWN and event.key in PAGES:
            self.settle()
            text = next(widget for widget in self.form.root.walk() if isinstance(widget, Reading))
            self.touch()
            return text.handle(event) or STAY
        return super().handle(event)

    def back(self) -> Move | None:
        if self.been:
            self._open(self.been.pop())
            return STAY
        return super().back()
