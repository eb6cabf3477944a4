"""The desk of a power in a crisis: yield or resist, or join, wait or stay out."""

from __future__ import annotations

import pygame

from game.ui import draw
from game.ui.moves import STAY, Host, Move
from game.ui.screens.desk_keys import named, power_of
from game.ui.screens.desk_marks import Level
from game.ui.screens.parts import mark
from game.ui.screens.visit import Visit
from game.ui.session import Session
from game.ui.theme import SHEET, VERMILION, Theme, Tone
from game.ui.widgets import Card, Column, Grid, Row, Text, Tile, Tray, Widget
from game.views import facts
from game.views.crisis import Option, crisis_of, happened
from game.views.news import since
from game.views.tidings import had_said
from game.words import words

KEYS = {"y": "yield", "r": "resist", "w": "wait", "o": "stay out"}  # j and a letter or number: join


class Crisis(Visit):
    """What can be chosen, with the odds and the price of each, and what is owed to whom."""

    kind = where = "crisis"
    rule = "R8"
    joins = False  # j was pressed, and waits for a letter

    def __init__(self, app: Host, session: Session, power: int) -> None:
        super().__init__(app, session, power)
        self.crisis = crisis_of(self.seen)
        self.news = happened(self.seen, since(self.sitting.match, power))
        strikes = [(a, int(b)) for a, b in enumerate(self.seen.table.strike[:, 0]) if b >= 0]
        heard = self.sitting.heard(power)
        self.words = [line for a, b in strikes for line in had_said(self.seen, heard, a, b)]

    @property
    def chosen(self) -> str:
        """The line that is chosen; empty if nothing is yet."""
        return next((option.line for option in self.crisis.options if option.line in self.draft.lines), "")

    def summary(self) -> str:
        if self.chosen:
            return self.name(self.chosen)
        return words("ui.crisis.default", line=self.name(self.crisis.default))

    def name(self, line: str) -> str:
        """An option in words: 'Join Aldmar'."""
        verb, _, code = line.partition(" ")
        if verb != "join":
            return words(f"ui.crisis.{line.replace(' ', '-')}")
        return words("ui.crisis.join", name=facts.name(self.world, self.world.index(code)))

    # ---- the page ---------------------------------------------------------------------------------------

    def sheet_of(self) -> Widget:
        crisis = self.crisis
        told = [*(Text(text, "strong") for text in self.news), *(Text(text, "aside", "faint") for text in self.words)]
        odds = [Text(text) for text in crisis.odds]
        parts: list[Widget] = [
            Tray(Column(Text(self.question().upper(), "caps", "accent"), *told, *odds, gap=6), 16, 13, VERMILION),
            Grid(*(self.option(option) for option in crisis.options), least=300, most=2, gap=12),
        ]
        for key, texts in (("duties", crisis.duties), ("others", crisis.others)):
            if texts:
                lines = [Text(text, "small", VERMILION if key == "duties" else "ink") for text in texts]
                heading = Text(words(f"ui.crisis.{key}").upper(), "caps", "accent")
                parts.append(Card(Column(heading, *lines, gap=6), 16, 12))
        return Column(*parts, self.post_box(), gap=12)

    def question(self) -> str:
        if self.crisis.answers:
            return words("ui.crisis.answer", names=facts.names(self.world, self.crisis.strikers))
        return words("ui.crisis.choose-again" if self.crisis.again else "ui.crisis.choose")

    def option(self, option: Option) -> Widget:
        """One choice as a card: its name, what it means, the odds it moves, the words it breaks."""
        name = Text(self.name(option.line), "heading")
        head = Row(mark(self.session.seats[option.x], 30), name, weights=(0, 1), gap=10) if option.x >= 0 else name
        parts: list[Widget] = [head, Text(option.text[:1].upper() + option.text[1:], "small")]
        if option.after != option.before:
            parts.append(Level(option.before, option.after))
        if option.strength:
            sent = words("ui.crisis.sends", strength=option.strength)
            moved = words("ui.desk.moved", before=f"{option.before}%", after=f"{option.after}%")
            parts.append(Row(Text(sent, "small", "faint"), Text(moved, "strong"), weights=(1,)))
        parts += [Text(text, "small-strong", VERMILION) for text in option.warnings]
        chosen = option.line == self.chosen
        return Paper(Column(*parts, gap=7), lambda: self.choose(option.line), chosen=chosen, name=option.line, pad=15)

    # ---- what is done -----------------------------------------------------------------------------------

    def choose(self, line: str) -> Move | None:
        return self.edit(self.draft.toggle(line))

    def press(self, event: pygame.event.Event) -> Move | None:
        char = event.unicode.lower()
        if char == "j":
            self.joins = True
            self.tell(words("ui.desk.which", verb="join", powers=named(self.session.seats)))
            return STAY
        joins, self.joins = self.joins, False
        power = power_of(self.session.seats, char) if joins else None
        line = KEYS.get(char, "") if power is None else f"join {self.world.codes[power]}"
        if line not in [option.line for option in self.crisis.options]:
            return None
        return self.choose(line) or STAY


class Paper(Tile):
    """A choice on a sheet of its own."""

    def dress(self, tone: Tone) -> None:
        super().dress(SHEET)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        draw.shadow(surface, self.rect, radius=theme.px(5), depth=theme.px(8))
        super().draw(surface, theme)
