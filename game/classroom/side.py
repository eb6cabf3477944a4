"""All tables of a class side by side, as plain values: what the page and its printed sheets show alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.classroom.paths import KINDS, Path, path_of
from game.classroom.quiz import Change, Compared, compared
from game.classroom.session import Session, Table
from game.debrief.model import ScoreView, War
from game.debrief.story import sentence_case
from game.odds import percent
from game.words import counted, listed, numeral, words


@dataclass(frozen=True)
class Curve:
    """A small curve over the rounds: heights from 0 to 1."""

    heights: tuple[float, ...]
    wolves: bool = False  # of those who wanted land


@dataclass(frozen=True)
class Small:
    """A small picture: its curves, the words under it, and the words in its place."""

    curves: tuple[Curve, ...]
    under: tuple[str, ...]
    alt: str


@dataclass(frozen=True)
class Column:
    """One table as it stands beside the others."""

    table: Table
    path: Path
    played: tuple[str, ...]  # what, how long, and which way it went
    arms: Small
    beliefs: Small
    wars: tuple[str, ...]
    scores: tuple[ScoreView, ...]
    reads: tuple[str, ...]
    butter: str


@dataclass(frozen=True)
class Asked:
    """A quiz before and after."""

    title: str
    gained: str
    rows: tuple[tuple[str, str, str, str], ...]  # the question, before, after, and how many answered


@dataclass(frozen=True)
class Side:
    """The whole class."""

    lead: str
    ways: tuple[str, ...]  # which tables went which way, in a sentence each
    columns: tuple[Column, ...]
    quizzes: tuple[Asked, ...]
    left_out: tuple[str, ...]
    method: str


def side(session: Session) -> Side:
    """What there is to see of a session."""
    ways = [path_of(table) for table in session.tables]
    most = max((max(way.arms) for way in ways), default=1)
    return Side(
        lead=_lead(session),
        ways=tuple(_ways(session.tables, ways)),
        columns=tuple(_column(table, way, most) for table, way in zip(session.tables, ways, strict=True)),
        quizzes=tuple(_asked(one) for one in compared(session.answers)),
        left_out=session.left_out,
        method=words("classroom.gather.method", replicates=session.replicates, seed=session.seed),
    )


def _lead(session: Session) -> str:
    """One sentence over all tables."""
    wars = [_fought(table) for table in session.tables]
    if not wars:
        return words("classroom.gather.none")
    fought = [war for some in wars for war in some]
    unwanted = sum(not war.wanted_by for war in fought)
    return words(
        "classroom.gather.lead-peace" if not fought else f"classroom.gather.lead{'' if unwanted else '-wanted'}",
        tables=counted(len(wars), "table"),
        battles=counted(len(fought), "war"),
        unwanted=unwanted,
        calm=counted(sum(not some for some in wars), "table"),
    )


def _ways(tables: Sequence[Table], ways: Sequence[Path]) -> list[str]:
    """Who escaped, and who did not; ways that no table went are not told."""
    found = []
    for kind in KINDS:
        labels = [table.label for table, way in zip(tables, ways, strict=True) if way.kind == kind]
        if labels:
            way = sentence_case(words(f"classroom.path.way-{kind}"))
            found.append(words("classroom.gather.way", way=way, tables=listed(labels)))
    return found


def _fought(table: Table) -> list[War]:
    """Wars, without strikes that were yielded to."""
    return [war for war in table.debrief.wars if war.kind != "yield"]


def _column(table: Table, way: Path, most: int) -> Column:
    d = table.debrief
    paper = (words("classroom.gather.paper"),) if table.paper else ()
    kept = words(
        "classroom.gather.butter",
        butter=d.dividend.butter,
        tokens=d.dividend.tokens,
        pars=len(d.dividend.winners),
        powers=len(d.cards),
    )
    return Column(
        table=table,
        path=way,
        played=(f"{d.world}, {counted(d.rounds, 'round')}", *paper, words(f"classroom.path.way-{way.kind}")),
        arms=_arms(way, most),
        beliefs=_beliefs(way),
        wars=_wars(table),
        scores=d.verdicts.scores,
        reads=_reads(table),
        butter=kept,
    )


def _arms(way: Path, most: int) -> Small:
    """Arms of all powers together; ``most`` that any table had is the whole height."""
    figures = {"first": way.arms[0], "most": max(way.arms), "last": way.arms[-1]}
    heights = tuple(arms / max(most, 1) for arms in way.arms)
    under = words("classroom.gather.arms-cell", **figures)
    return Small((Curve(heights),), (under,), words("classroom.gather.arms-alt", **figures))


def _beliefs(way: Path) -> Small:
    """How likely powers were held to want land: those who did not, and those who did."""
    curves, under = [], []
    for key, chances in (("fear", way.fear), ("alarm", way.alarm)):
        if chances:
            curves.append(Curve(chances, key == "alarm"))
            first, last = percent(chances[0]), percent(chances[-1])
            under.append(words(f"classroom.gather.{key}-cell", first=first, last=last))
    return Small(tuple(curves), tuple(under), " ".join([words("classroom.gather.beliefs-alt"), *under]))


def _wars(table: Table) -> tuple[str, ...]:
    fought = _fought(table)
    yields = len(table.debrief.wars) - len(fought)
    given = (words("classroom.gather.yields-cell", yields=counted(yields, "strike")),) if yields else ()
    if not fought:
        return (words("classroom.gather.wars-none"), *given)
    unwanted = sum(not war.wanted_by for war in fought)
    key = "cell" if unwanted else "wanted"
    return (words(f"classroom.gather.wars-{key}", battles=counted(len(fought), "war"), unwanted=unwanted), *given)


def _reads(table: Table) -> tuple[str, ...]:
    """What was said of those who wanted no land and of those who did, and how far off that was, beside the deck."""
    stated = [(belief.read, belief.truth) for belief in table.debrief.beliefs if belief.read is not None]
    if not stated:
        return (words("classroom.gather.reads-none"),)
    found = []
    for key, truth in (("harmless", False), ("wolves", True)):
        said = [read for read, wants in stated if wants == truth]
        if said:
            found.append(words(f"classroom.gather.reads-{key}", said=percent(sum(said) / len(said))))
    readers = [(r.reads, r.brier, r.deck) for r in table.debrief.readers if r.brier is not None and r.deck is not None]
    count = sum(reads for reads, _, _ in readers)
    own = sum(reads * brier for reads, brier, _ in readers) / count
    deck = sum(reads * known for reads, _, known in readers) / count
    return (*found, words("classroom.gather.reads-cell", own=f"{own:.2f}", deck=f"{deck:.2f}"))


# ---- before and after ------------------------------------------------------------------------------------


def _asked(one: Compared) -> Asked:
    rows = [
        (change.text, _share(change, change.before), _share(change, change.after), "{} / {}".format(*change.answered))
        for change in one.changes
        if change.answered != (0, 0)
    ]
    return Asked(one.title, gain(one), tuple(rows))


def _share(change: Change, value: float | None) -> str:
    """Of the quiz what was right, in per cent; of the survey the mean."""
    if value is None:
        return "–"
    return f"{percent(value)}%" if change.question.startswith("q") else f"{value:.1f}"


def gain(one: Compared) -> str:
    """What those who handed in both sheets gained, in a sentence."""
    pairs = counted(one.pairs, "person")
    if one.gain is None or one.interval is None:
        return words("classroom.gather.gain-few", pairs=pairs)
    low, high = (numeral(percent(end), "+d") for end in one.interval)
    return words("classroom.gather.gain", pairs=pairs, gain=numeral(percent(one.gain), "+d"), low=low, high=high)
