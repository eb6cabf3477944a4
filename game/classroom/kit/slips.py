"""What is written on: order slips, pact sheets, the table's record; and counters to lay on the board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from game.press.pen import BOLD, FAINT, IVORY, LIGHT, REGULAR, WHITE, Pen
from game.scenario import PACTS, World
from game.seats import seats
from game.views.facts import pact_phrase
from game.words import words

A_PAGE = 4  # slips


def orders(pen: Pen, world: World, rounds: int) -> int:
    """A slip a power and round, four a page; how many there are."""
    for i in range(world.n):
        for first in range(0, rounds, A_PAGE):
            pen.page("orders", quiet=True)
            for place, round_ in enumerate(range(first + 1, min(first + A_PAGE, rounds) + 1)):
                high = pen.height / A_PAGE
                low = pen.height - (place + 1) * high
                _slip(pen, world, i, round_, 30, low + 8, pen.width - 60, high - 16)
                if place:
                    pen.dashed(16, low + high, pen.width - 16, low + high)
    return world.n * rounds


def _slip(pen: Pen, world: World, i: int, round_: int, x: float, y: float, wide: float, high: float) -> None:
    seat = seats(world)[i]
    pen.box(x, y, wide, high, line=1)
    top = y + high
    pen.box(x, top - 22, wide, 22, fill=IVORY, line=0.5)
    pen.badge(seat, x + 14, top - 11, 7.5)
    pen.text(seat.name, x + 27, top - 15, size=13, font=BOLD)
    pen.text(words("classroom.kit.round", round=round_), x + wide - 8, top - 15, size=13, font=LIGHT, align="right")
    pen.text(
        words("classroom.kit.slip-head", tokens=_tokens(world, i)),
        x + wide / 2 + 20,
        top - 14.5,
        size=8,
        colour=FAINT,
        align="centre",
    )
    column = wide / 3
    foot = y + 30
    for k in (1, 2):
        pen.line(x + k * column, top - 22, x + k * column, foot, wide=0.4)
    _build(pen, world, x + 8, top - 35, column - 16)
    _ally(pen, world, i, x + column + 8, top - 35, column - 16)
    _signal(pen, world, i, x + 2 * column + 8, top - 35, column - 16)
    pen.line(x, foot, x + wide, foot, wide=0.4)
    _reads(pen, world, i, x + 8, y + 12, wide - 16)


def _tokens(world: World, i: int) -> int:
    return int(world.tokens[i, 0])


def _head(pen: Pen, key: str, x: float, y: float) -> float:
    pen.text(words(f"classroom.kit.{key}").upper(), x, y, size=7.2, font=BOLD, spaced=1.1)
    return y - 16


def _field(pen: Pen, text: str, x: float, y: float, wide: float, room: float = 26) -> float:
    """A line to be filled in: what it is, and a box at its right end."""
    pen.text(text, x, y, size=9.2)
    pen.box(x + wide - room, y - 4, room, 13.5, fill=WHITE, line=0.5)
    return y - 17


def _build(pen: Pen, world: World, x: float, y: float, wide: float) -> None:
    rules = world.core
    y = _head(pen, "build", x, y)
    y = _field(pen, words("classroom.kit.build-sword", price=rules.arms.price), x, y, wide)
    y = _field(pen, words("classroom.kit.build-shield", price=rules.arms.price), x, y, wide)
    y = _field(pen, words("classroom.kit.build-scrap"), x, y, wide)
    if world.has("works"):
        y = _field(pen, words("classroom.kit.build-works", price=rules.prices.works), x, y, wide)
    y = _head(pen, "stance", x, y - 2)
    left = x
    for text in ("hold", "mobilise", "strike"):
        pen.tick(left, y - 1, 7.5)
        left += (
            11
            + pen.text(words(f"classroom.kit.stance-{text}", price=rules.prices.mobilise), left + 10, y, size=8.2)
            + 6
        )
    pen.line(left - 4, y - 2, x + wide, y - 2, wide=0.5)
    y -= 18
    pen.text(words("classroom.kit.butter"), x, y, size=9.2, font=BOLD)
    pen.box(x + wide - 26, y - 4, 26, 13.5, fill=WHITE, line=0.9)


def _codes(pen: Pen, codes: Sequence[str], x: float, y: float, wide: float) -> float:
    """Codes to be ticked, in one line; wide apart if there is room."""
    each = min(34.0, wide / len(codes))
    for k, code in enumerate(codes):
        pen.tick(x + k * each, y - 1, 7)
        pen.fitted(code, x + k * each + 9, y, each - 11, size=7.4, font=REGULAR, align="left")
    return y - 17


def _others(world: World, i: int) -> list[str]:
    return [code for k, code in enumerate(world.codes) if k != i]


def _ally(pen: Pen, world: World, i: int, x: float, y: float, wide: float) -> None:
    y = _head(pen, "ally", x, y)
    pen.text(words("classroom.kit.ally-hand", price=world.core.prices.hand), x, y, size=9.2)
    y = _codes(pen, _others(world, i), x, y - 14, wide)
    pen.text(words("classroom.kit.ally-aid"), x, y, size=9.2)
    pen.line(x + 36, y - 2, x + wide, y - 2, wide=0.5)
    y -= 18
    if world.has("standing pacts"):
        pen.text(words("classroom.kit.ally-pact"), x, y, size=9.2)
        pen.line(x + 36, y - 2, x + wide, y - 2, wide=0.5)
        y -= 18
    pen.text(words("classroom.kit.ally-cede"), x, y, size=9.2)
    pen.line(x + 78, y - 2, x + wide, y - 2, wide=0.5)
    y -= 18
    pen.text(words("classroom.kit.letter"), x, y, size=9.2)
    pen.line(x + 44, y - 2, x + wide, y - 2, wide=0.5)


def _signal(pen: Pen, world: World, i: int, x: float, y: float, wide: float) -> None:
    y = _head(pen, "signal", x, y)
    kinds = ["peace", "guard", "open", "boycott"]
    kinds += ["watch"] * world.has("watch") + ["threaten"] * world.has("threats")
    left = x
    for kind in kinds:
        text = words(f"classroom.kit.signal-{kind}")
        need = 14 + 4.4 * len(text)
        if left + need > x + wide:
            left, y = x, y - 14
        pen.tick(left, y - 1, 7.5)
        pen.text(text, left + 10, y, size=8.2)
        left += need
    y -= 18
    pen.text(words("classroom.kit.signal-to"), x, y, size=9.2)
    pen.line(x + 18, y - 2, x + wide, y - 2, wide=0.5)
    y = _head(pen, "crisis", x, y - 24)
    left = x
    for kind in ("yield", "resist", "wait", "stay"):
        text = words(f"classroom.kit.crisis-{kind}")
        pen.tick(left, y - 1, 7.5)
        pen.text(text, left + 9.5, y, size=7.8)
        left += 14.5 + 3.9 * len(text)
    y -= 16
    pen.tick(x, y - 1, 7.5)
    pen.text(words("classroom.kit.crisis-join"), x + 9.5, y, size=7.8)
    pen.line(x + 30, y - 2, x + wide / 2 - 4, y - 2, wide=0.5)
    pen.text(words("classroom.kit.crisis-late"), x + wide / 2, y, size=7.8)
    pen.line(x + wide / 2 + 36, y - 2, x + wide, y - 2, wide=0.5)


def _reads(pen: Pen, world: World, i: int, x: float, y: float, wide: float) -> None:
    """A dial for every rival: 1, surely harmless, to 5, surely wants land."""
    codes = _others(world, i)
    pen.text(words("classroom.kit.reads"), x, y + 2.5, size=7.4, colour=FAINT)
    start = 112.0
    each = (wide - start) / len(codes)
    steps = len(world.core.reads.chances)
    for k, code in enumerate(codes):
        left = x + start + k * each
        pen.text(code, left, y + 2, size=8, font=BOLD)
        gap = min(14.0, (each - 27) / steps)
        for step in range(steps):
            at = left + 24 + step * gap
            pen.disc(at, y + 4.6, min(5.0, gap * 0.46), fill=WHITE, line=0.5)
            pen.text(str(step + 1), at, y + 2.4, size=6.2, align="centre")


# ---- pacts and pledges -----------------------------------------------------------------------------------


def in_force(world: World) -> Iterator[tuple[str, str, str]]:
    """The pacts of the start: what they are, and between whom."""
    for i in range(world.n):
        for j in range(i + 1, world.n):
            for kind in range(len(PACTS)):
                if value := int(world.pacts[i, j, kind, 0]):
                    yield pact_phrase(world, kind, value), world.powers[i].name, world.powers[j].name


def pacts(pen: Pen, world: World) -> int:
    """Treaties to lie between their partners, those of the start filled in; how many there are."""
    filled = list(in_force(world)) if world.has("standing pacts") else []
    sheets = [*filled, *[("", "", "")] * (A_PAGE * ceil((len(filled) + 2) / A_PAGE) - len(filled))]
    for first in range(0, len(sheets), A_PAGE):
        pen.page("pacts", quiet=True)
        for place, (kind, one, other) in enumerate(sheets[first : first + A_PAGE]):
            high = pen.height / A_PAGE
            low = pen.height - (place + 1) * high
            _pact(pen, world, kind, one, other, 40, low + 12, pen.width - 80, high - 24)
            if place:
                pen.dashed(16, low + high, pen.width - 16, low + high)
    return len(sheets)


def _pact(
    pen: Pen, world: World, kind: str, one: str, other: str, x: float, y: float, wide: float, high: float
) -> None:
    pen.framed(x, y, wide, high)
    middle, top = x + wide / 2, y + high - 30
    key = "pact-title" if world.has("standing pacts") else "word-title"
    pen.text(words(f"classroom.kit.{key}"), middle, top - 4, size=21, font=LIGHT, align="centre")
    for k, (text, name) in enumerate((("between", one), ("and", other))):
        left = x + 24 + k * (wide / 2 - 12)
        pen.text(words(f"classroom.kit.{text}"), left, top - 32, size=9, colour=FAINT)
        pen.line(left + 46, top - 34, left + wide / 2 - 36, top - 34, wide=0.5)
        pen.text(name, left + 50, top - 31, size=12, font=BOLD)
    pen.text(words("classroom.kit.kind"), x + 24, top - 58, size=9, colour=FAINT)
    pen.line(x + 70, top - 60, x + wide - 24, top - 60, wide=0.5)
    pen.text(kind, x + 74, top - 57, size=12, font=BOLD)
    pen.text(words("classroom.kit.since"), x + 24, top - 84, size=9, colour=FAINT)
    pen.line(x + 70, top - 86, x + 170, top - 86, wide=0.5)
    breach = world.core.breach
    note = words(
        f"classroom.kit.{key}-note",
        pact=breach.pact,
        lesser=breach.lesser_pact,
        hand=breach.hand,
        peace=breach.peace,
        guard=breach.guard,
        upkeep=breach.upkeep,
    )
    pen.block(note, x + 190, top - 74, wide - 214, size=8.4, colour=FAINT)


# ---- the table's record ----------------------------------------------------------------------------------


def record(pen: Pen, world: World, rounds: int) -> None:
    """One sheet for the whole table: what is public, round by round."""
    pen.page("record", wide=True)
    left, top, wide = 40.0, pen.height - 50, pen.width - 80
    pen.text(words("classroom.kit.record"), left, top, size=24, font=LIGHT)
    pen.text(words("classroom.kit.record-how"), left + wide, top + 4, size=9, colour=FAINT, align="right")
    name, rows = 92.0, world.n
    column = (wide - name) / (rounds + 1)
    high = min(110.0, (pen.height - 130) / rows)
    head = top - 34
    for k in range(rounds + 1):
        text = words("classroom.kit.round", round=k + 1) if k < rounds else words("classroom.kit.end")
        pen.text(text, left + name + (k + 0.5) * column, head + 5, size=10, font=BOLD, align="centre")
    for i, seat in enumerate(seats(world)):
        low = head - (i + 1) * high
        pen.badge(seat, left + 10, low + high / 2, 9)
        pen.fitted(seat.name, left + 24, low + high / 2 - 4, name - 28, size=11, align="left")
        for k in range(rounds + 1):
            x = left + name + k * column
            pen.box(x, low, column, high, line=0.6, fill=IVORY if k == rounds else WHITE)
            keys = ("arms", "butter", "lost", "flag") if k < rounds else ("points", "par", "", "")
            for q, key in enumerate(keys):
                cell_x, cell_y = x + (q % 2) * column / 2, low + (1 - q // 2) * high / 2
                if key:
                    pen.text(
                        words(f"classroom.kit.cell-{key}"), cell_x + 3, cell_y + high / 2 - 8, size=5.6, colour=FAINT
                    )
            pen.line(x + column / 2, low, x + column / 2, low + high, wide=0.25, colour=FAINT)
            pen.line(x, low + high / 2, x + column, low + high / 2, wide=0.25, colour=FAINT)
    pen.line(left, head, left + wide, head, wide=1.1)


# ---- counters --------------------------------------------------------------------------------------------


def counters(pen: Pen, world: World) -> None:
    """Swords, shields, tokens and flags to cut out: one sheet for a small table, more for a large one."""
    kinds = (("sword", 4), ("shield", 4), ("token", 4), ("flag", 1))
    pen.page("counters", quiet=True)
    size, left, top = 36.0, 36.0, pen.height - 62
    pen.text(words("classroom.kit.counters"), left, pen.height - 40, size=16, font=LIGHT)
    copies = ceil(world.n / 2)
    how = words("classroom.kit.counters-once") if copies == 1 else words("classroom.kit.counters-how", copies=copies)
    pen.text(how, pen.width - left, pen.height - 38, size=8.5, colour=FAINT, align="right")
    across = int((pen.width - 2 * left) // size)
    left = (pen.width - across * size) / 2
    row = 0
    for kind, rows in kinds:
        for _ in range(rows):
            row += 1
            for column in range(across):
                _counter(pen, kind, left + column * size, top - row * size, size)
    row += 1
    for k, seat in enumerate(seats(world) * 2):
        if k < across:
            x, y = left + k * size, top - row * size
            pen.box(x, y, size, size, line=0.3, colour=FAINT)
            pen.badge(seat, x + size / 2, y + size / 2, 14)


def _counter(pen: Pen, kind: str, x: float, y: float, size: float) -> None:
    pen.box(x, y, size, size, line=0.3, colour=FAINT)
    middle, centre = x + size / 2, y + size / 2
    if kind == "sword":
        pen.disc(middle, centre, 14, fill=WHITE, line=0.8)
        pen.line(middle, centre - 9, middle, centre + 10, wide=1.8)
        pen.line(middle - 5.5, centre - 4, middle + 5.5, centre - 4, wide=1.6)
    elif kind == "shield":
        pen.disc(middle, centre, 14, fill=IVORY, line=0.8)
        path = pen.canvas.beginPath()
        path.moveTo(middle - 7, centre + 7.5)
        path.lineTo(middle + 7, centre + 7.5)
        path.lineTo(middle + 7, centre)
        path.curveTo(middle + 7, centre - 5, middle + 2, centre - 8, middle, centre - 9.5)
        path.curveTo(middle - 2, centre - 8, middle - 7, centre - 5, middle - 7, centre)
        path.close()
        pen.canvas.setLineWidth(1.4)
        pen.canvas.drawPath(path, stroke=1, fill=0)
        pen.line(middle, centre + 7.5, middle, centre - 9, wide=0.7)
    elif kind == "token":
        pen.disc(middle, centre, 14, fill=WHITE, line=0.8)
        pen.disc(middle, centre, 11.5, line=0.4)
        pen.text("1", middle, centre - 5, size=14, font=BOLD, align="centre")
    else:
        pen.line(middle - 6, centre - 11, middle - 6, centre + 11, wide=1.4)
        pen.box(middle - 6, centre + 1, 16, 10, fill=IVORY, line=1)
        pen.text("M", middle + 2, centre + 3, size=7.5, font=BOLD, align="centre")
