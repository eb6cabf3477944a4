"""What several screens have in common: a heading with a way back, a sheet in the middle, a power's line."""

from __future__ import annotations

from math import cos, sin, tau
from typing import TYPE_CHECKING

import pygame

from game.ui import draw, ornament
from game.ui.moves import Host, Move, Pop, Press, Push
from game.ui.screen import Screen
from game.ui.theme import BRASS, INK, PAPER, VERMILION, Theme, colour, mix
from game.ui.widgets import (
    Card,
    Column,
    Mark,
    Narrow,
    Padded,
    Primary,
    Quiet,
    Row,
    Scroll,
    Size,
    Space,
    Text,
    Widget,
)
from game.words import words

if TYPE_CHECKING:
    from game.seats import Seat


class OnFelt(Screen):
    """A screen that lies on the lit table."""

    def paint(self, surface: pygame.Surface) -> None:
        surface.blit(ornament.felt(surface.get_size()), (0, 0))


class OnBox(OnFelt):
    """The same within a frame of brass, as on the lid of the box and the backs of its cards."""

    def paint(self, surface: pygame.Surface) -> None:
        super().paint(surface)
        unit = self.app.theme.unit
        ornament.frame(surface, surface.get_rect().inflate(-round(28 * unit), -round(28 * unit)), BRASS, unit)


def head(title: str, back: Press = Pop) -> Widget:
    """A screen's name, and the way back before it."""
    return Row(Quiet(words("ui.back"), back), Text(title, "title"), gap=6)


def page(title: str, body: Widget, *below: Widget, most: int = 1180, back: Press = Pop) -> Widget:
    """A heading, something to look through, and what stands below it."""
    parts = [head(title, back), body, *below]
    return Padded(Narrow(Column(*parts, weights=[0, 1, *[0] * len(below)]), most), 28, 18)


def middle(sheet: Widget, most: int) -> Widget:
    """One sheet in the middle of the screen; to be scrolled if it is too high for it."""
    return Scroll(Padded(Column(Space(), Narrow(sheet, most), Space(), weights=(1, 0, 1)), 40, 40), "page")


def mark(seat: Seat, size: int = 30) -> Mark:
    """A power's token."""
    return Mark(seat.letter, colour(seat.colour), seat.hatch, size)


class Signet(Widget):
    """The seal on an order sheet: red wax, pressed with a plain signet; an empty ring where none is yet."""

    def __init__(self, pressed: bool, size: int = 22) -> None:
        super().__init__()
        self.pressed, self.size = pressed, size

    def measure(self, theme: Theme, width: int) -> Size:
        return theme.px(self.size), theme.px(self.size)

    def narrowest(self, theme: Theme) -> int:
        return theme.px(self.size)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        centre, radius = self.rect.center, self.rect.w / 2 - 1
        if not self.pressed:
            draw.disc(surface, centre, radius, mix(self.tone.ground, self.tone.raised, 0.5), edge=self.tone.line)
            return
        x, y = centre
        for k in range(7):  # wax runs out a little on every side
            angle = 0.4 + tau * k / 7
            draw.disc(
                surface, (x + 0.55 * radius * cos(angle), y + 0.55 * radius * sin(angle)), radius * 0.5, VERMILION
            )
        draw.disc(surface, centre, radius * 0.78, VERMILION)
        draw.disc(surface, centre, radius * 0.6, mix(VERMILION, INK, 0.25), edge=mix(VERMILION, INK, 0.45))
        draw.disc(surface, centre, radius * 0.26, mix(VERMILION, PAPER, 0.25))


class Notice(OnFelt):
    """One thing to be read, and put away."""

    def __init__(self, app: Host, title: str, text: str) -> None:
        super().__init__(app)
        self.heading, self.text = title, text

    def compose(self) -> Widget:
        sheet = Column(
            Text(self.heading, "heading"), Text(self.text), Row(Space(), Primary(words("ui.ok"), Pop), weights=(1,))
        )
        return middle(Card(sheet), 560)


class Question(OnFelt):
    """Something that should not be done by mistake: yes does it, no comes back."""

    def __init__(self, app: Host, title: str, text: str, yes: Widget) -> None:
        super().__init__(app)
        self.heading, self.text, self.yes = title, text, yes

    def compose(self) -> Widget:
        answers = Row(Space(), Quiet(words("ui.cancel"), Pop), self.yes, weights=(1,))
        return middle(Card(Column(Text(self.heading, "heading"), Text(self.text), answers)), 560)


def trouble(app: Host, error: Exception) -> Move:
    """A notice of what went wrong with a file."""
    return Push(Notice(app, words("ui.shelf.damaged"), str(error)))
