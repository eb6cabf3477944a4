"""What a chapter is, and what all chapters share: the debrief, a pace, and how a page of them is laid out."""

from __future__ import annotations

from typing import Protocol

from game.debrief.model import Debrief
from game.debrief.reckoning import Reckoning
from game.seats import Seat
from game.ui.moves import Host
from game.ui.screens.parts import mark
from game.ui.theme import Colour
from game.ui.widgets import Card, Column, Padded, Row, Scroll, Text, Widget
from game.words import words


class Reader(Protocol):
    """What a chapter may ask of the screen it is on."""

    app: Host
    reckoning: Reckoning

    def refresh(self) -> None:
        """Compose anew."""

    def show(self, name: str) -> None:
        """Compose anew, and scroll until the widget of that name can be seen."""


class Chapter:
    """One chapter: a page, and what moves on it. It keeps what was chosen on it as long as the screen lives."""

    key = ""  # its words are those of ui.debrief.KEY
    waits = False  # for the scores

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    @property
    def title(self) -> str:
        return words(f"ui.debrief.{self.key}.title")

    @property
    def debrief(self) -> Debrief:
        """Raises `ValueError` before the cards are known."""
        if self.reader.reckoning.debrief is None:
            raise ValueError("the cards are not known yet")
        return self.reader.reckoning.debrief

    @property
    def told(self) -> bool:
        """Whether nothing on it is face down any more; what a class is asked may give that away."""
        return True

    @property
    def still(self) -> bool:
        """Whether nothing should move that need not."""
        return self.reader.app.settings.reduced_motion

    def refresh(self) -> None:
        self.reader.refresh()

    # ---- what a chapter says ----------------------------------------------------------------------------

    def compose(self) -> Widget:
        """The page."""
        raise NotImplementedError

    def begin(self) -> None:
        """It is turned to, newly or again."""

    def open(self, page: str) -> None:
        """One of its pages, if it has several."""

    def forward(self) -> bool:
        """One step within the chapter, if there is one left; if not, the next chapter comes."""
        return False

    @property
    def moving(self) -> bool:
        """Whether it has to be drawn every frame just now."""
        return False

    def update(self, seconds: float) -> None:
        """Time passes."""


# ---- pieces of pages -------------------------------------------------------------------------------------


def named(seat: Seat, role: str = "strong", size: int = 26, ink: str | Colour = "ink") -> Widget:
    """A power's token and its name."""
    return Row(mark(seat, size), Text(seat.name, role, ink), gap=8)


def paper(*parts: Widget, gap: int = 8) -> Widget:
    """A sheet as high as what is on it."""
    return Card(Column(*parts, gap=gap), 20, 16)


def loose(*parts: Widget, name: str = "page", gap: int = 14) -> Widget:
    """Several sheets below one another, to be scrolled."""
    return Scroll(Padded(Column(*parts, gap=gap), 10, 10), name)


def key(ink: Colour, text: str, style: str = "line") -> Widget:
    """One line of the legend of a chart."""
    from game.ui.screens.debrief.chart import Swatch

    return Row(Swatch(ink, style), Text(text, "small"), gap=8)
