"""Lines of the timeline, one panel a power: arms as they were and as they were counted, fear, belief against truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from game.debrief.model import Debrief, Moment
from game.odds import percent
from game.seats import Seat

KINDS = ("arms", "threat", "belief")


@dataclass(frozen=True)
class Line:
    """One line over the rounds of its panel; None where there is nothing."""

    key: str  # its words are those of ui.debrief.time.KEY
    values: tuple[float | None, ...]
    texts: tuple[str, ...]  # the same as they are read out


@dataclass(frozen=True)
class Panel:
    """All lines of one power."""

    seat: Seat
    rounds: tuple[int, ...]  # the last may be the end of the game
    lines: tuple[Line, ...]
    band: tuple[tuple[float, float], ...]  # what rivals counted, from the least to the most; () for none
    truth: bool | None  # whether it wanted land, in the panels of belief
    marks: tuple[int, ...]  # rounds in which it stood mobilised


@dataclass(frozen=True)
class Lines:
    """The panels of one kind, all on one scale."""

    kind: str
    top: float  # of the scale
    panels: tuple[Panel, ...]


def lines(debrief: Debrief, kind: str) -> Lines:
    """The panels of one of `KINDS`, in table order."""
    panels = tuple(_panel(debrief, seat, kind) for seat in debrief.seats)
    highest = max(
        [value for panel in panels for line in panel.lines for value in line.values if value is not None]
        + [high for panel in panels for _, high in panel.band],
        default=1.0,
    )
    return Lines(kind, 1.0 if kind == "belief" else _round_up(highest), panels)


def _panel(debrief: Debrief, seat: Seat, kind: str) -> Panel:
    moments = [m for m in debrief.timeline if m.power == seat.code and (kind == "arms" or not m.end)]
    card = next(card for card in debrief.cards if card.power == seat.code)
    return Panel(
        seat=seat,
        rounds=tuple(m.round for m in moments),
        lines=tuple(Line(key, *_read(moments, value, text)) for key, value, text in _WHAT[kind]),
        band=tuple((m.seen_least, m.seen_most) for m in moments) if kind == "arms" else (),
        truth=card.wants_land if kind == "belief" else None,
        marks=tuple(m.round for m in moments if m.mobilised),
    )


Value = Callable[[Moment], float | None]


def _read(
    moments: Sequence[Moment], value: Value, text: Callable[[float], str]
) -> tuple[tuple[float | None, ...], tuple[str, ...]]:
    values = tuple(value(moment) for moment in moments)
    return values, tuple("–" if x is None else text(x) for x in values)


def _chance(value: float) -> str:
    return f"{percent(value)}%"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


_WHAT: dict[str, tuple[tuple[str, Value, Callable[[float], str]], ...]] = {
    "arms": (
        ("swords", lambda m: m.swords, _number),
        ("shields", lambda m: m.shields, _number),
        ("seen", lambda m: m.seen, _number),
    ),
    "threat": (("threat", lambda m: m.threat, _number),),
    "belief": (
        ("suspicion", lambda m: m.suspicion, _chance),
        ("said", lambda m: m.said, _chance),
        ("image", lambda m: m.image, _chance),
    ),
}


def _round_up(value: float) -> float:
    """The next of 4, 8, 12, 20 and so on: a scale with four whole steps."""
    step = 1
    while 4 * step < value:
        step += 1
    return 4.0 * step
