"""One page with all tables side by side, for the projector: plain HTML with its pictures in it, nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.classroom.paths import Path, path_of
from game.classroom.quiz import Compared, compared
from game.classroom.session import Session, Table
from game.debrief.model import ScoreView, War
from game.debrief.story import percent
from game.files import data
from game.palette import ink, on
from game.words import counted, words

WIDTH, HEIGHT, EDGE = 150, 44, 4  # of a small curve, in pixels


@dataclass(frozen=True)
class Curve:
    """A small curve: points of an SVG line, and its last point."""

    points: str
    last: tuple[float, float]
    alt: str


@dataclass(frozen=True)
class Column:
    """One table as the page shows it."""

    table: Table
    path: Path
    arms: Curve
    fear: Curve | None
    wars: str
    yields: str
    scores: tuple[ScoreView, ...]
    reads: str


def page(session: Session) -> str:
    """The session as one HTML document; every name is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader(data("assets", "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {"words": words, "on": on, "ink": ink}
    env.filters |= {"percent": percent, "counted": counted}
    ways = [path_of(table) for table in session.tables]
    most = max((max(way.arms) for way in ways), default=1)
    columns = [_column(table, way, most) for table, way in zip(session.tables, ways, strict=True)]
    quizzes = [(one, gain(one)) for one in compared(session.answers)]
    lead = _lead(session)
    return env.get_template("gather.html.j2").render(
        session=session, columns=columns, quizzes=quizzes, lead=lead, width=WIDTH, height=HEIGHT
    )


def _lead(session: Session) -> str:
    """One sentence over all tables."""
    wars = [[war for war in table.debrief.wars if war.kind != "yield"] for table in session.tables]
    if not wars:
        return words("classroom.gather.none")
    fought = [war for some in wars for war in some]
    return words(
        "classroom.gather.lead",
        tables=counted(len(wars), "table"),
        battles=counted(len(fought), "war"),
        unwanted=sum(not war.wanted_by for war in fought),
        calm=counted(sum(not some for some in wars), "table"),
    )


def _column(table: Table, way: Path, most: int) -> Column:
    d = table.debrief
    fought = [war for war in d.wars if war.kind != "yield"]
    fear = [value for value in way.fear if value is not None]
    return Column(
        table=table,
        path=way,
        arms=curve(
            way.arms, most, words("classroom.gather.arms-alt", first=way.arms[0], most=max(way.arms), last=way.arms[-1])
        ),
        fear=curve(fear, 1, words("classroom.gather.fear-alt", first=percent(fear[0]), last=percent(fear[-1])))
        if fear
        else None,
        wars=_wars(fought),
        yields=words("classroom.gather.yields-cell", yields=counted(len(d.wars) - len(fought), "strike"))
        if len(d.wars) > len(fought)
        else "",
        scores=d.verdicts.scores,
        reads=_reads(table),
    )


def _wars(fought: Sequence[War]) -> str:
    if not fought:
        return words("classroom.gather.wars-none")
    unwanted = sum(not war.wanted_by for war in fought)
    return words("classroom.gather.wars-cell", battles=counted(len(fought), "war"), unwanted=unwanted)


def _reads(table: Table) -> str:
    """The Brier score of all reads of a table, beside the deck's."""
    readers = [(r.reads, r.brier, r.deck) for r in table.debrief.readers if r.brier is not None and r.deck is not None]
    stated = sum(count for count, _, _ in readers)
    if not stated:
        return words("classroom.gather.reads-none")
    own = sum(count * brier for count, brier, _ in readers) / stated
    deck = sum(count * known for count, _, known in readers) / stated
    return words("classroom.gather.reads-cell", own=f"{own:.2f}", deck=f"{deck:.2f}")


def curve(values: Sequence[float], most: float, alt: str) -> Curve:
    """Values from 0 to ``most`` as a line in a picture of `WIDTH` by `HEIGHT`."""
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    tall = HEIGHT - 2 * EDGE
    at = [(EDGE + k * step, HEIGHT - EDGE - tall * value / max(most, 1e-9)) for k, value in enumerate(values)]
    return Curve(" ".join(f"{x:.1f},{y:.1f}" for x, y in at), at[-1], alt)


def gain(one: Compared) -> str:
    """What those who handed in both sheets gained, in a sentence."""
    if one.gain is None or one.interval is None:
        return words("classroom.gather.gain-few", pairs=counted(one.pairs, "person"))
    low, high = (f"{100 * end:+.0f}" for end in one.interval)
    pairs = counted(one.pairs, "person")
    return words("classroom.gather.gain", pairs=pairs, gain=f"{100 * one.gain:+.0f}", low=low, high=high)
