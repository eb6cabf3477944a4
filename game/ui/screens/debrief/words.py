"""What was said: promises kept and broken, diaries opened, who read the others well, and titles."""

from __future__ import annotations

from game.debrief.model import Pledge, Promised, Reader, Title
from game.ui.screens.debrief.bars import Bar
from game.ui.screens.debrief.chapter import Chapter, loose, named, paper
from game.ui.screens.parts import mark
from game.ui.theme import BLUE, BRASS, GREEN, SHEET, UNKNOWN, VERMILION, Colour, mix
from game.ui.widgets import Card, Choice, Column, Flow, Grid, Option, Row, Text, Widget
from game.words import words

PAGES = ("promises", "diary", "reads", "titles")
FATES: dict[str, Colour] = {"broken": VERMILION, "kept": GREEN, "void": UNKNOWN, "untested": SHEET.line}


class Words(Chapter):
    """Four pages."""

    key = "words"
    page = PAGES[0]

    def begin(self) -> None:
        self.page = PAGES[0]

    def forward(self) -> bool:
        at = PAGES.index(self.page) + 1
        if at == len(PAGES):
            return False
        self.open(PAGES[at])
        return True

    def open(self, page: str) -> None:
        self.page = page
        self.refresh()

    def compose(self) -> Widget:
        options = [Option(page, words(f"ui.debrief.words.{page}")) for page in PAGES]
        pick = Flow(Choice("words", options, self.page, self.open))
        pages = {"promises": self._promises, "diary": self._diary, "reads": self._reads, "titles": self._titles}
        return loose(pick, *pages[self.page]())

    # ---- promises ---------------------------------------------------------------------------------------

    def _promises(self) -> list[Widget]:
        d = self.debrief
        given: list[Pledge | Promised] = [*d.pledges, *d.promises]
        some = [(fate, [one for one in given if _told(one) == fate]) for fate in FATES]
        return [
            Text(d.pledges_text, "heading"),
            Grid(*[self._fate(fate, found) for fate, found in some if found], least=420, most=2, gap=14),
        ]

    def _fate(self, fate: str, found: list[Pledge | Promised]) -> Widget:
        head = Text(words(f"debrief.heading.{fate}"), "subhead", FATES[fate] if fate in ("broken", "kept") else "faint")
        rows = [self._line(one.power, Text(one.text, "small")) for one in sorted(found, key=lambda one: one.round)]
        return Card(Column(head, *rows, gap=8), 20, 16, edge=FATES[fate])

    def _line(self, power: str, text: Widget) -> Widget:
        return Row(mark(self.debrief.seat(power), 22), text, weights=(0, 1), gap=10, align="top")

    # ---- diaries ----------------------------------------------------------------------------------------

    def _diary(self) -> list[Widget]:
        entries = self.debrief.diary
        if not entries:
            return [paper(Text(words("ui.debrief.words.no-diary")))]
        return [
            Text(words("ui.debrief.words.diary-how"), "aside", "faint"),
            Grid(*[self._pages(seat.code) for seat in self.debrief.seats], least=420, most=2, gap=14),
        ]

    def _pages(self, power: str) -> Widget:
        mine = [entry for entry in self.debrief.diary if entry.power == power]
        lines: list[Widget] = [Text(entry.text, "small") for entry in mine]
        return paper(
            named(self.debrief.seat(power)), *(lines or [Text(words("ui.debrief.words.blank"), "small", "faint")])
        )

    # ---- reads ------------------------------------------------------------------------------------------

    def _reads(self) -> list[Widget]:
        return [
            Text(words("debrief.html.reads"), "aside", "faint"),
            Grid(*[self._reader(reader) for reader in self.debrief.readers], least=300, most=3, gap=14),
        ]

    def _reader(self, reader: Reader) -> Widget:
        parts: list[Widget] = [named(self.debrief.seat(reader.power))]
        if reader.brier is None:
            return paper(*parts, Text(reader.text, "small", "faint"))
        bars = (
            ("own", reader.brier, BRASS),
            ("evidence", reader.evidence, BLUE),
            ("deck", reader.deck, mix(UNKNOWN, SHEET.ground, 0.2)),
        )
        for which, value, tint in bars:
            if value is not None:
                label = words(f"ui.debrief.words.{which}")
                parts += [
                    Text(label, "small", "faint"),
                    Bar(value, None, tint, thick=which == "own", text=f"{value:.2f}"),
                ]
        return paper(*parts, gap=4)

    # ---- titles -----------------------------------------------------------------------------------------

    def _titles(self) -> list[Widget]:
        titles = self.debrief.titles
        if not titles:
            return [paper(Text(words("ui.debrief.words.no-titles")))]
        return [Grid(*[self._title(title) for title in titles], least=420, most=2, gap=14)]

    def _title(self, title: Title) -> Widget:
        tokens = [mark(self.debrief.seat(code), 34) for code in title.powers]
        head = Row(Row(*tokens, gap=4), Text(title.title, "heading", "accent"), weights=(0, 1), gap=12)
        return paper(head, Text(title.text))


def _told(given: Pledge | Promised) -> str:
    """What became of it; a promise that was still open at the end was never put to the test."""
    return "untested" if given.fate == "open" else given.fate
