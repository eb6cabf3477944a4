"""The order sheet on paper: build, ally and signal side by side, the stance below."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial

from game.seats import Seat
from game.ui.moves import Move
from game.ui.screens.desk_marks import Price
from game.ui.screens.parts import mark
from game.ui.theme import BLUE, VERMILION
from game.ui.widgets import (
    Card,
    Choice,
    Column,
    Flow,
    Grid,
    Option,
    Quiet,
    Row,
    Rule,
    Space,
    Stepper,
    Text,
    Tile,
    Widget,
)
from game.views.draft import Draft
from game.views.orders import Box, Count, Kind, OrderSheet, Toward
from game.words import counted, words

Edit = Callable[[Draft], Move | None]
MOST_ROUNDS = 9  # that a signal can be made to last with the buttons


class OrderCards:
    """Cards for one `OrderSheet`. ``edit`` takes the changed draft, ``unfold`` shows or hides what is seldom used,
    ``pick`` names the rival it is shown for."""

    def __init__(
        self,
        seats: tuple[Seat, ...],
        me: int,
        sheet: OrderSheet,
        draft: Draft,
        edit: Edit,
        unfold: Callable[[str], Move | None],
        unfolded: Collection[str],
        pick: Callable[[str, int], Move | None],
        picked: Mapping[str, int],
    ) -> None:
        self.seats, self.me, self.sheet, self.draft = seats, me, sheet, draft
        self.edit, self.unfold, self.unfolded = edit, unfold, unfolded
        self.pick, self.picked = pick, picked

    def columns(self) -> Widget:
        """Three columns, or one below the other where there is no room."""
        first = Column(Card(self.build(), 15, 12), Card(self.stance(), 15, 12), weights=(0, 1))
        return Grid(first, Card(self.ally(), 15, 12), Card(self.signal(), 15, 12), least=190, most=3, gap=12)

    # ---- build ------------------------------------------------------------------------------------------

    def build(self) -> Widget:
        sheet = self.sheet
        (attack, attack_then), (defence, defence_then) = sheet.attack, sheet.defence
        parts: list[Widget] = [headed("build")]
        parts += [self.counter(count) for count in sheet.build]
        parts += [
            Rule(),
            moved("attack", attack, attack_then, VERMILION),
            moved("defence", defence, defence_then, BLUE),
        ]
        return Column(*parts, gap=9)

    def counter(self, count: Count) -> Widget:
        stepper = Stepper(
            count.stem,
            count.value,
            0,
            max(count.most, count.value),
            lambda number: self.edit(self.draft.count(count.stem, number)),
            tip="\n".join(count.effects),
            why_not=count.why,
        )
        return Row(Text(count.label), Price(count.tokens), Space(), stepper, weights=(0, 0, 1), gap=5)

    # ---- ally -------------------------------------------------------------------------------------------

    def ally(self) -> Widget:
        parts: list[Widget] = [headed("ally")]
        price = Price(self.sheet.ally[0].hand.tokens)
        parts.append(Row(Text(words("ui.desk.hands"), "small", "faint"), price, Space(), weights=(0, 0, 1), gap=5))
        parts += [self.toward(toward) for toward in self.sheet.ally]
        more = "treaties" in self.unfolded or any(toward.busy for toward in self.sheet.ally)
        parts.append(self.fold("treaties", more))
        if more:
            toward = next(one for one in self.sheet.ally if one.power == self.picked["partner"])
            boxes = (*toward.held, *toward.pacts, toward.cede)
            chips = Flow(*(self.chip(box, _treaty(box)) for box in boxes), gap=5)
            parts += [self.rivals("partner"), self.counter(toward.aid), chips]
        return Column(*parts, gap=8)

    def toward(self, toward: Toward) -> Widget:
        seat = self.seats[toward.power]
        face = Row(mark(seat, 24), Text(seat.name, "small-strong"), gap=8, weights=(0, 1))
        return self.tick(toward.hand, face, 5)

    # ---- signal -----------------------------------------------------------------------------------------

    def signal(self) -> Widget:
        parts: list[Widget] = [headed("signal")]
        for kind in self.sheet.signal:
            if kind.name != "threaten":
                parts.append(self.kind(kind))
            else:
                more = "threats" in self.unfolded or any(box.on for box in kind.boxes)
                parts.append(self.fold("threats", more))
                if more:
                    over = [box for box in kind.boxes if box.x == self.picked["foe"]]
                    parts += [self.rivals("foe"), Flow(*(self.chip(box, box.label) for box in over), gap=5)]
        if self.sheet.signal_line:
            parts.append(self.rounds())
        return Column(*parts, gap=8)

    def kind(self, kind: Kind) -> Widget:
        marks = Flow(*(self.addressee(box) for box in kind.boxes), gap=3)
        name = Text(kind.label, "small-strong", tip=kind.says)
        return Column(Row(name, Price(kind.boxes[0].tokens), Space(), weights=(0, 0, 1), gap=5), marks, gap=3)

    def addressee(self, box: Box) -> Widget:
        if box.x < 0:
            return self.tick(box, Text(box.label, "small-strong"), 6)
        return self.tick(box, mark(self.seats[box.x], 22), 4)

    def rivals(self, what: str) -> Widget:
        """With whom, or against whom."""
        options = [
            Option(one.power, self.seats[one.power].letter, tip=self.seats[one.power].name) for one in self.sheet.ally
        ]
        return Choice(what, options, self.picked[what], partial(self.pick, what))

    def rounds(self) -> Widget:
        line, now = self.sheet.signal_line, self.sheet.signal_rounds

        def last(number: int) -> Move | None:
            return self.edit(self.draft.put(f"{line} {number}" if number else line))

        stepper = Stepper("rounds", now, 0, MOST_ROUNDS, last, tip=words("ui.desk.rounds-tip"))
        return Row(Text(words("ui.desk.rounds"), "small"), stepper, weights=(1,), gap=6)

    def sayings(self) -> Widget:
        """Set phrases: free, for all to hear."""
        return Grid(*(self.kind(kind) for kind in self.sheet.sayings), least=170, most=3, gap=10)

    # ---- stance -----------------------------------------------------------------------------------------

    def stance(self) -> Widget:
        chosen = next((box.line for box in self.sheet.stance if box.on), None)
        options = [
            Option(box.line, priced(box), tip="\n".join(box.effects), reason=box.why if not box.on else "")
            for box in self.sheet.stance
        ]
        choice = Choice("stance", options, chosen, lambda line: self.edit(self.stand(line)))
        return Column(headed("stance"), choice, gap=8)

    def stand(self, line: str) -> Draft:
        """To hold is to say nothing."""
        return self.draft.drop(line) if line == "stance hold" else self.draft.put(line)

    # ---- parts ------------------------------------------------------------------------------------------

    def tick(self, box: Box, face: Widget, pad: int) -> Tile:
        """An order that is ticked or not; what is ticked can always be taken back."""
        return Tile(
            face,
            lambda: self.edit(self.toggled(box)),
            chosen=box.on,
            tip="\n".join(box.effects),
            reason="" if box.on else box.why,
            name=box.line,
            pad=pad,
        )

    def toggled(self, box: Box) -> Draft:
        return self.draft.drop(box.line) if box.on else self.draft.put(box.line)

    def chip(self, box: Box, label: str) -> Tile:
        return self.tick(box, Text(label, "small"), 6)

    def fold(self, what: str, open_: bool) -> Widget:
        key = f"ui.desk.{what}-{'less' if open_ else 'more'}"
        return Row(Quiet(words(key), partial(self.unfold, what), name=f"fold {what}"), Space(), weights=(0, 1))


def title(key: str) -> Widget:
    """The name of a column in capitals."""
    return Text(words(f"ui.desk.{key}").upper(), "caps", "accent")


def headed(key: str) -> Widget:
    """The same with the keys that do what is below."""
    return Row(title(key), Text(words(f"ui.desk.keys-{key}"), "small", "faint", "right"), weights=(0, 1), gap=8)


def moved(key: str, before: int, after: int, ink: tuple[int, int, int]) -> Widget:
    """'Attack 5 → 7'."""
    label = words(f"ui.desk.{key}")
    number = str(before) if before == after else words("ui.desk.moved", before=before, after=after)
    return Row(Text(label, "small", "faint"), Text(number, "strong", ink), weights=(1,))


def priced(box: Box) -> str:
    """'Mobilise (1 token)'."""
    return words("ui.desk.priced", what=box.label, price=counted(box.tokens, "token")) if box.tokens else box.label


def _treaty(box: Box) -> str:
    """What is proposed, or renounced, or given away."""
    verb = box.line.split()[1]
    return words(f"ui.desk.{verb}", what=box.label) if verb in ("propose", "renounce") else box.label
