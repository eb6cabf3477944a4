"""Running text over as many pages as it needs: headings, paragraphs, lists, tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable
from reportlab.platypus import Table as Grid

from game.press.pen import BOLD, FAINT, INK, ITALIC, LIGHT, REGULAR, RULE, Pen, paragraph
from game.seats import Seat

MARGIN = 46.0  # points


class Sketch(Flowable):
    """Something drawn, as large as is said, to stand in a table; ``paint`` draws from its lower left corner at 0, 0."""

    def __init__(self, wide: float, high: float, paint: Callable[[], None]) -> None:
        super().__init__()
        self.width, self.height, self.paint = wide, high, paint

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.paint()


Cell = str | Sequence[Flowable]  # of a table: words, or things one under the other


class Flow:
    """A column of text that goes on on a new page of the same kind."""

    def __init__(self, pen: Pen, kind: str, *, size: float = 9.4) -> None:
        self.pen, self.kind, self.size = pen, kind, size
        self.y = 0.0
        self._new()

    @property
    def wide(self) -> float:
        return self.pen.width - 2 * MARGIN

    @property
    def used(self) -> float:
        """How much of the last page is written on, in points."""
        return self.pen.height - MARGIN - self.y

    def _new(self) -> None:
        self.pen.page(self.kind)
        self.y = self.pen.height - MARGIN

    def _place(self, drawn: Flowable, before: float = 0, keep: float = 0) -> float:
        """Draw it here, or on the next page if it (and ``keep`` points after it) does not fit; where it begins."""
        _, high = drawn.wrap(self.wide, 10_000)
        top = self.room(high, before, keep)
        drawn.drawOn(self.pen.canvas, MARGIN, top - high)
        return top

    def room(self, high: float, before: float = 0, keep: float = 0) -> float:
        """Where so many points of height begin that are now taken: here, or on a new page if they do not fit."""
        if self.y - before - high - keep < MARGIN:
            self._new()
        else:
            self.y -= before
        top = self.y
        self.y -= high
        return top

    def title(self, over: str, title: str, under: str) -> None:
        """The head of a sheet: a small line over the title, the title, and a line of text under it."""
        self.pen.text(over.upper(), MARGIN, self.y - 8, size=8, font=BOLD, colour=FAINT, spaced=1.6)
        self.y -= 16
        self._place(paragraph(title, size=26, font=LIGHT, lead=1.1))
        self._place(paragraph(under, size=11, colour=FAINT), before=5)
        self.y -= 8
        self.pen.line(MARGIN, self.y, MARGIN + self.wide, self.y, wide=1.1)
        self.pen.line(MARGIN, self.y - 2.4, MARGIN + self.wide, self.y - 2.4, wide=0.4)
        self.y -= 8

    def heading(self, text: str, keep: float = 40) -> None:
        """A heading, with so many points of what follows on its page."""
        self._place(paragraph(text, size=13.5, font=BOLD), before=11, keep=keep)
        self.y -= 3

    def minor(self, text: str, aside: str = "", keep: float = 40) -> None:
        """A smaller heading, with something in grey at its right end, and so many points of what follows."""
        self._place(paragraph(text, size=self.size + 1, font=BOLD), before=7, keep=keep)
        if aside:
            self.pen.text(aside, MARGIN + self.wide, self.y + 3, size=8.5, colour=FAINT, align="right")
        self.y -= 1

    def prose(self, text: str, *, colour: Color = INK, font: str = REGULAR, before: float = 3) -> None:
        self._place(paragraph(text, size=self.size, colour=colour, font=font), before=before)

    def said(self, text: str) -> None:
        """What the teacher says, behind a rule."""
        top = self.y
        self._place(paragraph(text, size=self.size + 0.4, font=ITALIC, indent=12), before=3)
        start = min(top - 3, self.pen.height - MARGIN)
        self.pen.line(
            MARGIN + 4, start if start > self.y else self.y + 11, MARGIN + 4, self.y + 1, wide=1.4, colour=RULE
        )

    def item(self, text: str, bullet: str = "•") -> None:
        self._place(paragraph(text, size=self.size, indent=14, bullet=bullet), before=2)

    def of(self, seat: Seat, text: str) -> None:
        """Something of a power, behind its badge."""
        top = self._place(paragraph(text, size=self.size, indent=20), before=3)
        self.pen.badge(seat, MARGIN + 8, top - self.size * 0.7, 6)

    def head(self, seat: Seat, text: str, aside: str) -> None:
        """A power with something to be read first, and something in grey at its right end."""
        self._place(paragraph(text, size=self.size + 1.6, font=BOLD, indent=24), before=9, keep=40)
        self.pen.badge(seat, MARGIN + 9, self.y + 6, 8)
        self.pen.text(aside, MARGIN + self.wide, self.y + 3, size=self.size, colour=FAINT, align="right")

    def picture(self, title: str, how: str, png: bytes) -> None:
        """A picture over the whole width, under its title and how to read it, which stay with it."""
        image = ImageReader(io.BytesIO(png))
        across, down = image.getSize()
        high = self.wide * down / across
        self.heading(title, keep=high + 40)
        if how:
            self.prose(how, colour=FAINT)
        top = self.room(high, before=4)
        self.pen.canvas.drawImage(image, MARGIN, top - high, self.wide, high)

    def small(self, text: str) -> None:
        self._place(paragraph(text, size=self.size - 1.4, indent=14, bullet="•"), before=1)

    def choice(self, text: str) -> None:
        """Something to be ticked."""
        self._place(paragraph(text, size=self.size, indent=18), before=2.5)
        self.pen.disc(MARGIN + 9, self.y + self.size * 0.42, 4, line=0.7)

    def table(self, rows: Sequence[Sequence[Cell]], shares: Sequence[float], *, size: float = 8.4) -> None:
        """A ruled table with a head; ``shares`` of the width. One of half a page and more may go on on the next."""
        whole = sum(shares)
        cells = [
            [
                paragraph(cell, size=size, font=BOLD if k == 0 else REGULAR) if isinstance(cell, str) else list(cell)
                for cell in row
            ]
            for k, row in enumerate(rows)
        ]
        grid = Grid(cells, colWidths=[self.wide * share / whole for share in shares], repeatRows=1)
        grid.setStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, 0), 1, INK),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 2.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            ]
        )
        left: list[Flowable] = [grid]
        while left:
            _, high = left[0].wrap(self.wide, 10_000)
            if high > self.pen.height / 2:
                left[:1] = left[0].split(self.wide, self.y - 5 - MARGIN) or self._turned(left[0])
            self._place(left.pop(0), before=5)

    def _turned(self, grid: Flowable) -> list[Flowable]:
        """What fits on a new page, and what is left."""
        self._new()
        return list(grid.split(self.wide, self.y - 5 - MARGIN))
