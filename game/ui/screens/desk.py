"""The private desk of one power that is asked for orders."""

from __future__ import annotations

import pygame

from game.arrays import NOBODY
from game.orders import spelled
from game.talk.said import MOTIVES
from game.ui.moves import STAY, Host, Move
from game.ui.screens import desk_cards as cards
from game.ui.screens.desk_keys import ADDS, ALL, VERBS, named, power_of
from game.ui.screens.desk_marks import Coins
from game.ui.screens.order_cards import OrderCards, title
from game.ui.screens.visit import Visit
from game.ui.session import Session
from game.ui.theme import VERMILION
from game.ui.widgets import Card, Choice, Column, Flow, Option, Row, Text, Widget
from game.views import coach
from game.views.draft import Draft
from game.views.mirror import mirrored
from game.views.orders import Box, Count, order_sheet
from game.views.visit import rivals_of
from game.words import counted, words


class Desk(Visit):
    """Build, ally, signal, stance, reads, letters and a diary. With a coach, the mirror follows every change."""

    kind = where = "desk"
    rule = "R4"

    def __init__(self, app: Host, session: Session, power: int) -> None:
        self.unfolded: set[str] = set()
        rival = 0 if power else 1
        self.picked = {"partner": rival, "foe": rival}  # whom treaties and threats are shown for
        notes = [n for n in session.sitting.match.notes if (n.round, n.power) == (session.sitting.round, power)]
        self.motive, self.toward = (notes[0].motive, notes[0].toward) if notes else ("", NOBODY)
        self.waits = ""  # the verb of a key that waits for a letter
        super().__init__(app, session, power)

    def pages(self) -> tuple[str, ...]:
        pages = super().pages()
        return (*pages, "coach") if self.sitting.mirror and "coach" not in pages else pages

    def look_again(self) -> None:
        self.sheet = order_sheet(self.seen, self.draft)

    @property
    def problem(self) -> str:
        return self.sheet.problem

    def summary(self) -> str:
        lines = [line for line in self.draft.lines if line not in self.sheet.letters]
        reads = [line for line in lines if line.startswith("read ")]
        deeds = [line for line in lines if line not in reads]
        orders = spelled(self.world, self.power, deeds)
        told = [orders[:1].upper() + orders[1:] if deeds else words("ui.desk.empty")]
        noted = [words("ui.desk.noted", count=counted(len(reads), "read"))] if reads else []
        open_ = sum(not {one.accept, one.refuse} & set(self.draft.lines) for one in self.desk.waiting)
        waits = [words("ui.desk.waits", count=counted(open_, "proposal"))] if open_ else []
        return words("ui.desk.between").join([*waits, *told, *noted])

    # ---- the page ---------------------------------------------------------------------------------------

    def beside(self) -> list[Widget]:
        """The treasury."""
        left = self.sheet.left
        told = words("ui.desk.over", count=-left) if left < 0 else words("ui.desk.left", count=left)
        coins = Coins(self.desk.tokens, left)
        return [Column(coins, Text(told, "small", VERMILION if left < 0 else "faint"), gap=1, align="right")]

    def sheet_of(self) -> Widget:
        """Everything that is decided here, from what waits for an answer to the diary."""
        seats = self.session.seats
        sheet = OrderCards(
            seats, self.power, self.sheet, self.draft, self.edit, self.unfold, self.unfolded, self.pick, self.picked
        )
        rivals = rivals_of(self.sitting, self.power, self.draft)
        more = "sayings" in self.unfolded
        parts: list[Widget] = []
        if self.desk.waiting:
            parts.append(cards.waits(self.desk.waiting, seats, self.draft, self.edit))
        parts += [
            sheet.columns(),
            Text(words("ui.desk.reads").upper(), "caps", "accent"),
            cards.reads(self.sheet.reads, rivals, seats, self.draft, self.edit),
            self.post_box(sheet.fold("sayings", more), *([sheet.sayings()] if more else [])),
            Card(self.diary(), 15, 12),
        ]
        return Column(*parts, gap=12)

    def coached(self) -> list[Widget]:
        """The mirror, and what the draft does to one's own safety and to the others'."""
        found = mirrored(self.sitting.match.belief(self.power), self.seen, self.draft)
        hints = [*coach.advice(self.seen)] if not self.draft.lines else []
        hints += [*coach.coach(self.seen, self.draft.sheet(self.world))]
        return [*cards.mirror(found, self.session.seats), *cards.hints(hints)]

    def diary(self) -> Widget:
        """What it acts from, for its own eyes until the debrief."""
        motives = [Option(motive, words(f"ui.desk.motive-{motive}")) for motive in MOTIVES]
        parts: list[Widget] = [Choice("motive", motives, self.motive, self.note_motive)]
        if self.motive:
            whom = [Option(i, self.session.seats[i].name) for i in range(self.world.n) if i != self.power]
            parts.append(Choice("toward", whom, self.toward, self.note_toward))
        head = Row(title("diary"), Text(words("ui.desk.diary-about"), "small", "faint"), gap=12, weights=(0, 1))
        return Column(head, Flow(*parts, gap=14), gap=8)

    # ---- what is done -----------------------------------------------------------------------------------

    def edit(self, draft: Draft) -> Move | None:
        if self.sitting.mirror and not self.draft.before:
            self.pane = "coach"  # the first change: look into the mirror
        return super().edit(draft)

    def unfold(self, what: str) -> None:
        self.unfolded ^= {what}
        self.refresh()

    def pick(self, what: str, power: int) -> None:
        self.picked[what] = power
        self.refresh()

    def meant(self, power: int) -> Move | None:
        """Go to the dial of a rival: from the map, or by its letter."""
        if power != self.power:
            self.view = "orders"
            self.refresh()
            self.settle()
            self.form.focus_on(f"read {self.world.codes[power]}")
        return STAY

    def note_motive(self, motive: str) -> None:
        self.motive = motive
        self.sitting.diary(self.power, motive, self.toward)
        self.refresh()

    def note_toward(self, power: int) -> None:
        self.toward = power
        self.sitting.diary(self.power, self.motive, power)
        self.refresh()

    # ---- keys -------------------------------------------------------------------------------------------

    def press(self, event: pygame.event.Event) -> Move | None:
        char = event.unicode
        verb, self.waits = self.waits, ""
        if verb:
            return self._whom(verb, char)
        if char in ADDS:
            return self._add(ADDS[char])
        if char == "m":
            return self._tick("stance mobilise")
        if char in VERBS:
            self.waits = VERBS[char]
            self.tell(words("ui.desk.which", verb=self.waits, powers=named(self.session.seats)))
            return STAY
        power = power_of(self.session.seats, char) if char.isupper() else None
        return None if power is None else self.meant(power)

    def _whom(self, verb: str, char: str) -> Move:
        power = power_of(self.session.seats, char)
        if power is None and char != ALL:
            self.tell("")
            return STAY
        if verb == "read" and power is not None:
            return self.meant(power) or STAY
        return self._tick(f"{verb} {'all' if power is None else self.world.codes[power]}")

    def _tick(self, line: str) -> Move:
        """Tick a box, or say why it cannot be."""
        box = next((box for box in self._boxes() if box.line == line), None)
        if box is None:
            self.tell(words("ui.desk.no-such", line=line))
        elif box.why and not box.on:
            self.tell(box.why)
        else:
            self.edit(self.draft.drop(line) if box.on else self.draft.put(line))
        return STAY

    def _boxes(self) -> list[Box]:
        sheet = self.sheet
        hands = [toward.hand for toward in sheet.ally]
        return [*hands, *(box for kind in sheet.signal for box in kind.boxes), *sheet.stance]

    def _add(self, stem: str) -> Move:
        count: Count = next(count for count in self.sheet.build if count.stem == stem)
        if count.value < count.most:
            self.edit(self.draft.count(stem, count.value + 1))
        else:
            self.tell(count.why)
        return STAY
