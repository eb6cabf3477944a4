"""Running text over as many pages as it needs: headings, paragraphs, lists, tables."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable
from reportlab.platypus import Table as Grid

from game.classroom.kit.pen import BOLD, FAINT, INK, ITALIC, LIGHT, REGULAR, RULE, Pen, paragraph

MARGIN = 46.0  # points


class Flow:
    """A column of text that goes on on a new page of the same kind."""

    def __init__(self, pen: Pen, kind: str, *, size: float = 9.4) -> None:
        self.pen, self.kind, self.size = pen, kind, size
        self.y = 0.0
        self._new()

    @property
    def wide(self) -> float:
        return self.pen.width - 2 * MARGIN

    def _new(self) -> None:
        self.pen.page(self.kind)
        self.y = self.pen.height - MARGIN

    def _place(self, drawn: Flowable, before: float = 0, keep: float = 0) -> None:
        """Draw it here, or on the next page if it (and ``keep`` points after it) does not fit."""
        _, high = drawn.wrap(self.wide, 10_000)
        if self.y - before - high - keep < MARGIN:
            self._new()
        else:
            self.y -= before
        drawn.drawOn(self.pen.canvas, MARGIN, self.y - high)
        self.y -= high

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

    def minor(self, text: str, aside: str = "") -> None:
        """A smaller heading, with something in grey at its right end."""
        self._place(paragraph(text, size=self.size + 1, font=BOLD), before=7, keep=26)
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

    def small(self, text: str) -> None:
        self._place(paragraph(text, size=self.size - 1.4, indent=14, bullet="•"), before=1)

    def choice(self, text: str) -> None:
        """Something to be ticked."""
        self._place(paragraph(text, size=self.size, indent=18), before=2.5)
        self.pen.disc(MARGIN + 9, self.y + self.size * 0.42, 4, line=0.7)

    def table(self, rows: Sequence[Sequence[str]], shares: Sequence[float], *, size: float = 8.4) -> None:
        """A ruled table with a head; ``shares`` of the width."""
        whole = sum(shares)
        cells = [
            [paragraph(cell, size=size, font=BOLD if k == 0 else REGULAR) for cell in row] for k, row in enumerate(rows)
        ]
        grid = Grid(cells, colWidths=[self.wide * share / whole for share in shares])
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
        self._place(grid, before=5)
