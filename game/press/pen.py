"""Paper, letters and lines, in points from the lower left corner."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.platypus import Paragraph

from game.files import BadInput
from game.palette import ink as darkened
from game.palette import on
from game.seats import Seat
from game.words import words

PAPERS = {"a4": A4, "letter": LETTER}  # (width, height) in points
INK, FAINT, RULE = HexColor("#2c2a26"), HexColor("#6b6557"), HexColor("#b9ad92")
IVORY, SEA, BRASS, BLOOD = HexColor("#f8f2e4"), HexColor("#e6ecea"), HexColor("#a8843a"), HexColor("#8c2f2b")
WHITE = HexColor("#ffffff")
REGULAR, BOLD, ITALIC, LIGHT = "Source", "Source-Bold", "Source-Italic", "Source-Light"
_FILES = {REGULAR: "Regular", BOLD: "Semibold", ITALIC: "It", LIGHT: "Light"}


def _fonts() -> None:
    folder = Path(str(resources.files("font_source_sans_pro"))) / "files"
    known = set(pdfmetrics.getRegisteredFontNames())
    for name, weight in _FILES.items():
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(folder / f"SourceSansPro-{weight}.ttf")))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


def sheet(paper: str) -> tuple[float, float]:
    """Width and height in points; `BadInput` for a paper there is none of."""
    if paper.lower() not in PAPERS:
        raise BadInput(words("press.paper", paper=paper, papers=", ".join(PAPERS)))
    return PAPERS[paper.lower()]


class Pen:
    """Draws on one page after the other; knows what stands on each, for the list of contents and for tests.

    The same pages are the same bytes: nothing of the time is in them. `BadInput` for a paper there is none of.
    """

    def __init__(self, paper: str, title: str, foot: str) -> None:
        _fonts()
        self.width, self.height = sheet(paper)
        self.paper = paper
        self.foot = foot
        self.pages: list[str] = []
        self._out = io.BytesIO()
        self._canvas = Canvas(self._out, pagesize=sheet(paper), invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setCreator("Security Dilemma")

    @property
    def canvas(self) -> Canvas:
        return self._canvas

    def page(self, kind: str, *, wide: bool = False, quiet: bool = False) -> None:
        """A new page; ``wide``: lying; ``quiet``: without a foot, for sheets that are cut."""
        if self.pages:
            self._canvas.showPage()
        long, short = max(self.width, self.height), min(self.width, self.height)
        self.width, self.height = (long, short) if wide else (short, long)
        self._canvas.setPageSize((self.width, self.height))
        self.pages.append(kind)
        if not quiet:
            number = words("press.foot", foot=self.foot, number=len(self.pages))
            self.text(number, self.width / 2, 20, size=7.5, colour=FAINT, align="centre")

    def done(self) -> bytes:
        """The document; nothing can be drawn after it."""
        self._canvas.save()
        return self._out.getvalue()

    # ---- letters

    def text(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float = 10,
        font: str = REGULAR,
        colour: Color = INK,
        align: str = "left",
        spaced: float = 0,
    ) -> float:
        """One line; its width. ``spaced``: points between letters."""
        wide = pdfmetrics.stringWidth(text, font, size) + spaced * max(len(text) - 1, 0)
        start = {"left": x, "centre": x - wide / 2, "right": x - wide}[align]
        line = self._canvas.beginText(start, y)
        line.setFont(font, size)
        line.setFillColor(colour)
        line.setCharSpace(spaced)
        line.textOut(text)
        line.setCharSpace(0)
        self._canvas.drawText(line)
        return wide

    def fitted(self, text: str, x: float, y: float, wide: float, *, size: float, font: str = BOLD, align: str) -> None:
        """One line, in letters as large as the width allows, ``size`` at most."""
        needed = pdfmetrics.stringWidth(text, font, size)
        self.text(text, x, y, size=min(size, size * wide / needed) if needed else size, font=font, align=align)

    def block(
        self,
        text: str,
        x: float,
        top: float,
        wide: float,
        *,
        size: float = 10,
        font: str = REGULAR,
        colour: Color = INK,
        centre: bool = False,
        lead: float = 1.28,
    ) -> float:
        """A paragraph from ``top`` down; its height. `code` and *stress* are set as such, all else is plain."""
        drawn = paragraph(text, size=size, font=font, colour=colour, centre=centre, lead=lead)
        _, high = drawn.wrap(wide, 10_000)
        drawn.drawOn(self._canvas, x, top - high)
        return float(high)

    # ---- lines and shapes

    def line(self, x: float, y: float, x2: float, y2: float, *, wide: float = 0.6, colour: Color = INK) -> None:
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(wide)
        self._canvas.line(x, y, x2, y2)

    def course(self, points: list[tuple[float, float]], *, wide: float, colour: Color, dashes: bool = False) -> None:
        """A line through these points, whole or in dashes, and a dot at its end."""
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(wide)
        self._canvas.setDash([3, 2] if dashes else [])
        self._canvas.drawPath(path, stroke=1, fill=0)
        self._canvas.setDash()
        self.disc(*points[-1], 1.6 * wide, fill=colour, line=0)

    def dashed(self, x: float, y: float, x2: float, y2: float, *, colour: Color = FAINT) -> None:
        self._canvas.setDash(2, 3)
        self.line(x, y, x2, y2, wide=0.5, colour=colour)
        self._canvas.setDash()

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        fill: Color | None = None,
        line: float = 0.6,
        colour: Color = INK,
        round_: float = 0,
    ) -> None:
        self._canvas.setLineWidth(line)
        self._canvas.setStrokeColor(colour)
        if fill is not None:
            self._canvas.setFillColor(fill)
        if round_:
            self._canvas.roundRect(x, y, wide, high, round_, stroke=int(line > 0), fill=int(fill is not None))
        else:
            self._canvas.rect(x, y, wide, high, stroke=int(line > 0), fill=int(fill is not None))

    def framed(self, x: float, y: float, wide: float, high: float) -> None:
        """A neat line: a strong rule, and a fine one within it."""
        self.box(x, y, wide, high, fill=IVORY, line=1.1)
        self.box(x + 3, y + 3, wide - 6, high - 6, line=0.4)

    def disc(self, x: float, y: float, radius: float, *, fill: Color | None = None, line: float = 0.6) -> None:
        self._canvas.setLineWidth(line)
        self._canvas.setStrokeColor(INK)
        if fill is not None:
            self._canvas.setFillColor(fill)
        self._canvas.circle(x, y, radius, stroke=int(line > 0), fill=int(fill is not None))

    def shape(self, corners: list[tuple[float, float]], *, fill: Color) -> None:
        """A filled shape without a line."""
        self._canvas.setFillColor(fill)
        self._canvas.drawPath(self._outline(corners), stroke=0, fill=1)

    def _outline(self, corners: list[tuple[float, float]]) -> PDFPathObject:
        path = self._canvas.beginPath()
        path.moveTo(*corners[0])
        for point in corners[1:]:
            path.lineTo(*point)
        path.close()
        return path

    def tick(self, x: float, y: float, size: float = 8) -> None:
        """An empty square to be ticked."""
        self.box(x, y, size, size, fill=WHITE, line=0.6)

    @contextmanager
    def clipped(self, outline: list[tuple[float, float]]) -> Iterator[None]:
        """Whatever is drawn meanwhile shows within the outline only."""
        self._canvas.saveState()
        self._canvas.clipPath(self._outline(outline), stroke=0, fill=0)
        yield
        self._canvas.restoreState()

    def badge(self, seat: Seat, x: float, y: float, radius: float = 9) -> None:
        """A power's disc: its colour, its hatch, its letter."""
        self.disc(x, y, radius, fill=HexColor(seat.colour), line=0)
        square = [
            (x - radius, y - radius),
            (x + radius, y - radius),
            (x + radius, y + radius),
            (x - radius, y + radius),
        ]
        self._canvas.saveState()
        path = self._canvas.beginPath()
        path.circle(x, y, radius)
        self._canvas.clipPath(path, stroke=0, fill=0)
        letters = HexColor(on(seat.colour))
        self.hatch(seat.hatch, square, gap=radius / 2.2, colour=Color(*letters.rgb(), alpha=0.35))
        self._canvas.restoreState()
        self.disc(x, y, radius * 0.62, fill=HexColor(seat.colour), line=0)
        self._canvas.setStrokeColor(HexColor(darkened(seat.colour)))
        self._canvas.setLineWidth(1)
        self._canvas.circle(x, y, radius, stroke=1, fill=0)
        size = radius * (1.15 if len(seat.letter) == 1 else 0.95 if len(seat.letter) == 2 else 0.72)
        self.text(seat.letter, x, y - size * 0.34, size=size, font=BOLD, colour=letters, align="centre")

    def hatch(self, kind: str, outline: list[tuple[float, float]], *, gap: float, colour: Color) -> None:
        """A power's hatch over the rectangle about an outline."""
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        reach = max(right - left, high - low)
        for across, up in _STROKES.get(kind, ()):
            count = int(2 * reach / gap) + 1
            for k in range(-count, count + 1):
                x = left + k * gap * (1 if up else 0)
                y = low + k * gap * (0 if up else 1)
                self.line(x, y, x + across * 2 * reach, y + up * 2 * reach, wide=0.4, colour=colour)
        if kind == "dots":
            self._canvas.setFillColor(colour)
            for row in range(int((high - low) / gap) + 1):
                for column in range(int((right - left) / gap) + 1):
                    shift = gap / 2 if row % 2 else 0
                    at = left + column * gap + shift, low + row * gap
                    self._canvas.circle(*at, gap * 0.13, stroke=0, fill=1)


# The lines of each hatch: how far one goes across and up.
_STROKES = {
    "diagonal": ((1, 1),),
    "back-diagonal": ((-1, 1),),
    "horizontal": ((1, 0),),
    "vertical": ((0, 1),),
    "cross": ((1, 0), (0, 1)),
}


def paragraph(
    text: str,
    *,
    size: float = 10,
    font: str = REGULAR,
    colour: Color = INK,
    centre: bool = False,
    lead: float = 1.28,
    indent: float = 0,
    bullet: str | None = None,
) -> Paragraph:
    """Running text; `code` and *stress* of the exercise files are set as such, all else is plain."""
    style = ParagraphStyle(
        "house",
        fontName=font,
        fontSize=size,
        leading=size * lead,
        textColor=colour,
        alignment=TA_CENTER if centre else TA_LEFT,
        leftIndent=indent,
        bulletIndent=max(0.0, indent - 9),
        bulletFontName=font,
        bulletFontSize=size,
    )
    return Paragraph(_marked(text), style, bulletText=bullet)


def _marked(text: str) -> str:
    """`code` in bold and *stress* in italics; what is not closed, or lies across the other, stays as it is."""
    out = re.sub(r"`([^`]+)`", r"<b>\1</b>", escape(text))
    return re.sub(r"\*([^*<>]+)\*", r"<i>\1</i>", out)


def millimetres(value: float) -> float:
    """In points."""
    return float(value * mm)
