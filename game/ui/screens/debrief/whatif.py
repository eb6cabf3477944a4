"""What if: pick a round, make one thing otherwise, and see its future played again two hundred times."""

from __future__ import annotations

from math import cos
from typing import TYPE_CHECKING

import pygame

from game.debrief.alternatives import Alternative, alternatives, decisions
from game.debrief.model import Ordered
from game.debrief.of_record import KINDS
from game.debrief.reckoning import REPLICATES, Question
from game.ui import draw
from game.ui.moves import Move
from game.ui.screens.debrief.bars import Bar
from game.ui.screens.debrief.chapter import Chapter, Reader, paper
from game.ui.screens.parts import mark
from game.ui.theme import BLUE, BRASS, SHEET, UNKNOWN, Theme, mix
from game.ui.widgets import (
    Choice,
    Column,
    Flow,
    Grid,
    Option,
    Padded,
    Primary,
    Row,
    Rule,
    Scroll,
    Text,
    TextField,
    Widget,
)
from game.words import numeral, words

if TYPE_CHECKING:
    from game.scores.whatif import Count, Fate

GROW = 0.7  # seconds until the bars stand
ORDER = "order"  # the kind of change that is a single sheet


class Whatif(Chapter):
    """The question on the left, the answer on the right; both stay while other chapters are looked at."""

    key = "whatif"
    waits = True

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self.round = 1
        self.kind = KINDS[0]
        self.decision = 0  # whose sheet
        self.lines = ""  # what it says instead
        self.asked = 0.0  # seconds since
        self.age = GROW  # of the answer

    # ---- time -------------------------------------------------------------------------------------------

    @property
    def moving(self) -> bool:
        return self.reader.reckoning.asking is not None or (self.age < GROW and not self.still)

    def update(self, seconds: float) -> None:
        if self.reader.reckoning.asking is not None:
            self.asked += seconds
            self.age = 0.0
            return
        if self.age == 0.0:  # in a small window it stands below the question
            self.reader.show("answer")
        self.age += seconds

    @property
    def grown(self) -> float:
        """How much of a bar stands by now."""
        return 1.0 if self.still or self.age >= GROW else 1 - (1 - self.age / GROW) ** 3

    # ---- the question -----------------------------------------------------------------------------------

    @property
    def sheets(self) -> tuple[Ordered, ...]:
        return decisions(self.debrief, self.round)

    @property
    def sheet(self) -> Ordered:
        return self.sheets[min(self.decision, len(self.sheets) - 1)]

    @property
    def others(self) -> tuple[Alternative, ...]:
        return alternatives(self.debrief, self.sheet)

    def compose(self) -> Widget:
        theme = self.reader.app.theme
        question, answer = paper(*self._question()), paper(*self._answer(), gap=6)
        answer.name = "answer"
        if theme.size[0] < theme.px(900):
            return Scroll(Padded(Column(question, answer, gap=14), 10, 10), "page")
        page = Row(question, answer, weights=(5, 6), align="top", gap=16)
        return Scroll(Padded(page, 10, 10), "page")

    def _question(self) -> list[Widget]:
        rounds = [Option(k, str(k)) for k in range(1, self.debrief.rounds + 1)]
        kinds = [
            Option(kind, words(f"ui.debrief.whatif.{kind}"), tip=words(f"ui.debrief.whatif.{kind}-tip"))
            for kind in (*KINDS, ORDER)
        ]
        parts: list[Widget] = [
            Text(words("ui.debrief.whatif.from"), "subhead"),
            Choice("round", rounds, self.round, self._from),
            Text(words("ui.debrief.whatif.what"), "subhead"),
            Choice("kind", kinds, self.kind, self._kind),
        ]
        if self.kind == ORDER:
            parts += self._order()
        else:
            parts.append(Text(words(f"ui.debrief.whatif.{self.kind}-tip"), "small", "faint"))
        busy = words("ui.debrief.whatif.busy") if self.reader.reckoning.asking else ""
        go = Primary(words("ui.debrief.whatif.go", replicates=REPLICATES), self._ask, reason=busy, name="replay")
        return [*parts, Flow(go)]

    def _order(self) -> list[Widget]:
        """Whose sheet, what it said, and what it says instead: one to pick, or typed."""
        sheets = [Option(k, self._told(one)) for k, one in enumerate(self.sheets)]
        picks = [Option(other.lines, other.label) for other in self.others]
        chosen = next((o.lines for o in self.others if "; ".join(o.lines) == self.lines), None)
        said = words("ui.debrief.whatif.said", orders=self.sheet.told)
        seat = self.debrief.seat(self.sheet.power)
        return [
            Rule(),
            Choice("decision", sheets, self.sheets.index(self.sheet), self._decide),
            Row(mark(seat, 22), Text(said, "small"), weights=(0, 1), gap=8),
            Text(words("ui.debrief.whatif.instead"), "small-strong"),
            Choice("instead", picks, chosen, self._instead),
            TextField("lines", self.lines, self._typed, on_enter=self._entered, blank=words("ui.debrief.whatif.blank")),
        ]

    def _told(self, one: Ordered) -> str:
        name = self.debrief.seat(one.power).name
        return name if one.stage == "orders" else words(f"ui.debrief.whatif.at-{one.stage}", name=name)

    def _from(self, round_: int) -> None:
        self.round = round_
        self._decide(0)

    def _kind(self, kind: str) -> None:
        self.kind = kind
        self._decide(self.decision)

    def _decide(self, decision: int) -> None:
        self.decision = min(decision, len(self.sheets) - 1)
        self._instead(self.others[0].lines if self.others else ())

    def _instead(self, lines: tuple[str, ...]) -> None:
        self.lines = "; ".join(lines)
        self.refresh()

    def _typed(self, text: str) -> None:
        self.lines = text

    def _entered(self, text: str) -> Move | None:
        self.lines = text
        if self.reader.reckoning.asking is None:
            self._ask()
        return None

    def _ask(self) -> None:
        order = (f"{self.sheet.power}: {self.lines}",) if self.kind == ORDER else ()
        kinds = () if self.kind == ORDER else (self.kind,)
        self.asked = 0.0
        self.reader.reckoning.ask(Question(self.round, order, kinds))
        self.refresh()

    # ---- the answer -------------------------------------------------------------------------------------

    def _answer(self) -> list[Widget]:
        reckoning = self.reader.reckoning
        if reckoning.asking is not None:
            return [
                Text(words("ui.debrief.whatif.running"), "subhead"),
                Busy(self),
                Text(words("ui.debrief.whatif.patience"), "small", "faint"),
            ]
        if reckoning.refused:
            return [Text(words("ui.debrief.whatif.refused"), "subhead"), Text(reckoning.refused)]
        found = reckoning.found
        if found is None:
            return [Text(words("ui.debrief.whatif.think"), "subhead"), Text(words("ui.debrief.whatif.think-about"))]
        changes = "; ".join(found.changed) or words("whatif.nothing")
        top = max(
            [c.played for n, c in found.counts.items() if n != "harm"]
            + [c.mean.ci[1] for n, c in found.counts.items() if n != "harm"]
            + [1.0]
        )
        counts = [
            self._count(name, count, found.counts["harm"].played if name == "harm" else top)
            for name, count in found.counts.items()
        ]
        return [
            Text(words("whatif.title", round=found.round, changes=changes), "subhead"),
            Text(words("whatif.replayed", replicates=found.replicates, same=f"{found.same:.0%}"), "small", "faint"),
            Grid(*counts, least=220, most=2, gap=12),
            Rule(),
            Text(words("ui.debrief.whatif.par"), "small-strong"),
            *[self._fate(code, fate) for code, fate in found.powers.items()],
        ]

    def _count(self, name: str, count: Count, top: float) -> Widget:
        """Two bars: as played, and as it would have been."""
        scale = max(top, count.mean.ci[1], 1.0)
        low, high = count.mean.ci
        grey = mix(UNKNOWN, SHEET.ground, 0.3)
        then = f"{count.mean.value:.1f}".removesuffix(".0")
        return Column(
            Text(words(f"whatif.count.{name}"), "small-strong"),
            Bar(count.played / scale, None, grey, thick=False, text=str(count.played)),
            Bar(count.mean.value / scale, (low / scale, high / scale), BRASS, lambda: self.grown, text=then),
            gap=2,
        )

    def _fate(self, code: str, fate: Fate) -> Widget:
        seat = self.debrief.seat(code)
        was = words("whatif.reached" if fate.reached else "whatif.missed")
        points = numeral(fate.points.value, ".1f").removesuffix(".0")
        told = words("ui.debrief.whatif.points", played=fate.played, then=points, was=was)
        bar = Bar(fate.par.value, fate.par.ci, BLUE, lambda: self.grown, thick=False)
        return Row(mark(seat, 24), Column(Text(f"{seat.name}: {told}", "small"), bar, gap=0), weights=(0, 1), gap=10)


class Busy(Bar):
    """It cannot be said how far it is, only that it goes on: a part of the bar that wanders."""

    def __init__(self, chapter: Whatif) -> None:
        super().__init__(0.0, None, BRASS, text=" ")
        self.chapter = chapter

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        super().draw(surface, theme)
        seconds = 0.0 if self.chapter.still else self.chapter.asked
        room = self.rect.w - theme.px(62)
        wide = room // 5
        share = 0.5 - cos(seconds * 1.6) / 2
        at = pygame.Rect(
            self.rect.x + round((room - wide) * share), self.rect.centery - theme.px(8), wide, theme.px(16)
        )
        draw.panel(surface, at, self.tint, radius=theme.px(3))
        figure = theme.text(
            "strong", words("ui.debrief.whatif.seconds", seconds=int(self.chapter.asked)), self.tone.ink
        )
        surface.blit(figure, figure.get_rect(midright=(self.rect.right, self.rect.centery)))
