"""What lies on a desk beside the orders: one's card, the news, letters, rivals and what they may think."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.arrays import EVERYBODY
from game.seats import Seat
from game.ui.moves import Move
from game.ui.screens.desk_marks import Level
from game.ui.screens.order_cards import title
from game.ui.screens.parts import mark
from game.ui.theme import BRASS, GREEN, VERMILION, colour
from game.ui.widgets import (
    Button,
    Card,
    Column,
    Dial,
    Grid,
    Primary,
    Quiet,
    Row,
    Rule,
    Scroll,
    Text,
    Tray,
    Widget,
)
from game.views.draft import Draft
from game.views.mirror import Reading
from game.views.orders import Read
from game.views.rivals import Rival
from game.views.talk import Promised
from game.views.visit import Desk, Note, Waiting
from game.words import counted, words

FATES = {"kept": GREEN, "broken": VERMILION}
Put = Callable[[Draft], Move | None]


# ---- one's own ------------------------------------------------------------------------------------------


def mine(desk: Desk) -> list[Widget]:
    """Its card, its points, and the par for every round after which the game may end."""
    _, _, about = desk.card_text.partition(". ")
    pars = [
        Column(Text(str(par), "subhead"), Text(words("ui.desk.par-after", round=r), "small", "faint"), gap=0)
        for r, par in desk.pars
    ]
    points = Column(Text(str(desk.points), "subhead", "accent"), Text(words("ui.desk.points"), "small", "faint"), gap=0)
    track = Row(points, Text(words("ui.desk.par"), "small", "faint"), *pars, gap=14, align="bottom")
    arms = words("ui.desk.arms", swords=counted(desk.swords, "sword"), shields=counted(desk.shields, "shield"))
    state = [Text(text, "small") for text in desk.own[3:]] if desk.exile < 0 else [Text(desk.own[2], "small")]
    return [
        Row(Text(words("ui.desk.your-card"), "small", "faint"), Text(desk.card, "heading"), gap=8, align="bottom"),
        Text(about, "small"),
        Rule(),
        track,
        Text(arms, "small-strong"),
        *state,
        Rule(),
        Text(desk.role, "small", "faint"),
    ]


def first() -> list[Widget]:
    """What to do here, for somebody who has never sat at a desk."""
    return [title("first"), *(Text(words(f"ui.desk.first-{k}"), "small") for k in (1, 2, 3)), Rule()]


def news(desk: Desk) -> list[Widget]:
    """What happened since the last visit: what nobody else knows first."""
    parts: list[Widget] = []
    for key, texts in (("alone", desk.news_alone), ("open", desk.news)):
        if texts:
            parts.append(title(f"news-{key}"))
            parts += [Text(text, "small") for text in texts]
    return parts or [Text(words("ui.desk.no-news"), "small", "faint")]


def bonds(desk: Desk) -> list[Widget]:
    """What holds between all, and what was promised to this power and by it."""
    parts: list[Widget] = [title("bonds")]
    parts += [Text(text, "small") for text in desk.bonds or (words("ui.desk.no-bonds"),)]
    if desk.debts:
        parts += [title("debts"), *(debt(one) for one in desk.debts)]
    return parts


def debt(one: Promised) -> Widget:
    return Text(one.words, "small", FATES.get(one.fate, "ink"))


# ---- letters --------------------------------------------------------------------------------------------


def waits(waiting: Sequence[Waiting], seats: tuple[Seat, ...], draft: Draft, edit: Put) -> Widget:
    """What waits for an answer, where it cannot be missed: one click accepts."""
    parts: list[Widget] = [Text(words("ui.desk.waiting", count=len(waiting)).upper(), "caps", BRASS)]
    for k, one in enumerate(waiting):
        buttons: list[Widget] = [_answer("accept", k, one.accept, one.refuse, draft, edit)]
        if one.refuse:
            buttons.append(_answer("refuse", k, one.refuse, one.accept, draft, edit))
        parts.append(Row(mark(seats[one.power], 26), Text(one.text, "small"), *buttons, weights=(0, 1), gap=10))
    return Tray(Column(*parts, gap=7), 14, 10, BRASS)


def _answer(key: str, k: int, line: str, other: str, draft: Draft, edit: Put) -> Widget:
    if line in draft.lines:
        return Button(words(f"ui.desk.{key}-done"), lambda: edit(draft.drop(line)), name=f"{key} {k}")
    made = draft.drop(other).put(line) if other else draft.put(line)
    kind = Primary if key == "accept" else Button
    return kind(words(f"ui.desk.{key}"), lambda: edit(made), name=f"{key} {k}")


def received(desk: Desk, seats: tuple[Seat, ...]) -> list[Widget]:
    """All letters, the newest first."""
    blank = Text(words("ui.desk.no-letters"), "small", "faint")
    return [letter(note, seats) for note in desk.letters] or [blank]


def letter(note: Note, seats: tuple[Seat, ...]) -> Widget:
    key = "letter-all" if note.to == EVERYBODY else "letter"
    head = words(f"ui.desk.{key}", name=seats[note.power].name, round=note.round)
    role = "strong" if note.new else "body"
    body = Column(Text(head, "small", "accent" if note.new else "faint"), Text(note.text, role), gap=1)
    return Row(mark(seats[note.power], 24), body, weights=(0, 1), align="top", gap=10)


def sent(lines: Sequence[str], draft: Draft, edit: Put) -> list[Widget]:
    """Letters that are written and not sealed yet; each can be taken back."""

    def row(line: str) -> Widget:
        _, _, to, text = line.split(None, 3)
        away = Quiet(words("ui.desk.away"), lambda: edit(draft.drop(line)), name=f"away {line}")
        return Row(Text(words("ui.desk.sent", code=to, text=text), "small"), away, weights=(1,), gap=8)

    return [row(line) for line in lines]


# ---- rivals ---------------------------------------------------------------------------------------------


def reads(dials: Sequence[Read], rivals: Sequence[Rival], seats: tuple[Seat, ...], draft: Draft, edit: Put) -> Widget:
    """One card a rival: what is known of it, how likely it wants land, and what that would mean."""
    by_power = {read.power: read for read in dials}
    cards = [rival(by_power[one.power], one, seats[one.power], draft, edit) for one in rivals]
    return Grid(*cards, least=316, most=3, gap=12)


def rival(read: Read, one: Rival, seat: Seat, draft: Draft, edit: Put) -> Widget:
    stem = f"read {seat.code}"
    value = read.value or read.standing
    labels = [words("ui.desk.percent", chance=chance) for chance in read.chances]

    def turn(step: int) -> Move | None:
        return edit(draft.count(stem, step) if step else draft.drop(f"{stem} 0"))

    odds = words("ui.desk.odds", mine=one.mine, theirs=one.theirs) if one.near else words("ui.desk.far")
    parts: list[Widget] = [
        Row(
            mark(seat, 26),
            Column(Text(seat.name, "strong"), Text(words("count.comma").join(one.facts), "small"), gap=0),
            weights=(0, 1),
            gap=10,
            align="top",
        ),
        Text(odds, "small", "faint"),
        Dial(stem, value, labels, turn, tip=words("ui.desk.read-tip", name=seat.name)),
    ]
    if one.threat is not None:
        parts.append(Text(one.threat.text, "small"))
    return Card(Column(*parts, gap=7), 15, 12, edge=colour(seat.colour))


def mirror(readings: Sequence[Reading], seats: tuple[Seat, ...]) -> list[Widget]:
    """How each rival would read the draft as it stands."""
    rows: list[Widget] = [title("mirror"), Text(words("ui.desk.mirror-about"), "small", "faint")]
    for reading in readings:
        level = Column(Text(reading.text, "small"), Level(reading.before, reading.after), gap=1)
        rows.append(Row(mark(seats[reading.power], 22), level, weights=(0, 1), gap=10))
    return rows if readings else [title("mirror"), Text(words("ui.desk.mirror-blind"), "small", "faint")]


def hints(texts: Sequence[str]) -> list[Widget]:
    """What a coach says of the draft."""
    return [title("hints"), *(Text(text, "small") for text in texts)] if texts else []


def reading_pane(parts: Sequence[Widget], name: str, seat: Seat | None = None) -> Widget:
    """Something to be read on paper, scrolled if it is long; with a seat, its colour along the edge."""
    return Card(Scroll(Column(*parts, gap=6), name), 16, 12, edge=colour(seat.colour) if seat else None)
