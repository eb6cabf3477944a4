"""One class, many tables: a folder of records read into one session; what cannot be used is told in a line a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from game.classroom.nickname import checked
from game.classroom.quiz import Answer, answers
from game.debrief import Debrief
from game.debrief.together import Finished, debriefs
from game.files import BadInput, CheckFailed
from game.record import Entry, RecordedMatch, replay
from game.words import words


@dataclass(frozen=True)
class Sealed:
    """One sheet as it stood when it was turned over."""

    round: int
    stage: str  # orders, answers, help
    power: str  # code
    orders: tuple[str, ...]
    seconds: float  # played when it was sealed


@dataclass(frozen=True)
class Message:
    """What somebody wrote or said."""

    round: int
    power: str
    to: str  # a code; "" for everybody
    spoken: bool
    text: str


@dataclass(frozen=True)
class Table:
    """One finished game of the class."""

    number: int  # from 1; by it alone the export knows the table
    label: str  # what the page calls it, number first
    seats: tuple[str, ...]  # 'person' or the name of a player, in table order
    paper: bool  # typed in from paper
    debrief: Debrief
    sealed: tuple[Sealed, ...]
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Session:
    """All that was gathered."""

    tables: tuple[Table, ...]
    answers: tuple[Answer, ...]
    left_out: tuple[str, ...]  # a line for each file that was not used, and why
    replicates: int
    seed: int


@dataclass(frozen=True)
class _Found:
    path: Path
    match: RecordedMatch
    seconds: dict[tuple[int, int], float]  # by place of the step and power: when it was sealed last


def gather(
    folder: Path,
    replicates: int,
    seed: int,
    workers: int | None = None,
    tell: Callable[[int], None] = lambda done: None,
) -> Session:
    """All finished games and quiz answers of a folder; `BadInput` if there is none of either.

    Damaged, edited, foreign, unfinished and repeated files are left out, each with a line. ``workers``: processes for
    the scores, which come out the same for any number of them.
    """
    if not folder.is_dir():
        raise BadInput(f"{folder}: is no folder; name the one in which the records lie")
    found, left_out = _records(sorted(folder.glob("*.jsonl"), key=_in_order))
    said, more = _answers(sorted(folder.glob("*.csv"), key=_in_order))
    if not found and not said:
        why = f" ({left_out[0]})" if left_out else ""
        raise BadInput(f"{folder}: holds no finished game and no quiz answers{why}; name the folder of the records")
    told = debriefs([Finished.of(one.match) for one in found], replicates, seed, workers, tell)
    labels = _labels([one.path.stem for one in found], [one.match.scenario.world.codes for one in found])
    tables = (_table(k, *parts) for k, parts in enumerate(zip(labels, found, told, strict=True), 1))
    return Session(tuple(tables), tuple(said), (*left_out, *more), replicates, seed)


def _in_order(path: Path) -> list[tuple[int, str]]:
    """Table 2 before table 10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", path.name)]


def _records(paths: Iterable[Path]) -> tuple[list[_Found], list[str]]:
    found, left_out, ends = [], [], dict[tuple[str, str], str]()
    for path in paths:
        try:
            done = replay(path, strict=True)
        except (BadInput, CheckFailed) as why:
            left_out.append(words("classroom.gather.refused", why=_named(why, path)))
            continue
        if done.problem is not None and not (done.match.over and done.problem.kind == "torn"):
            key = "damaged" if done.problem.kind != "torn" else "unfinished"
            round_ = done.match.round
            told = {"why": done.problem, "round": round_, "command": done.match.goes_on}
            left_out.append(words(f"classroom.gather.{key}", file=path.name, **told))
        elif not done.match.over:
            told = {"round": done.match.round, "command": done.match.goes_on}
            left_out.append(words("classroom.gather.unfinished", file=path.name, **told))
        elif (end := (done.match.secret.commitment, done.loaded.chain)) in ends:
            left_out.append(words("classroom.gather.again", file=path.name, other=ends[end]))
        else:
            ends[end] = path.name
            found.append(_Found(path, done.match, _seconds(done.loaded.entries)))
    return found, left_out


def _named(why: Exception, path: Path) -> str:
    """The complaint with the file's name for its whole path: the folder is known."""
    return str(why).replace(str(path), path.name)


def _seconds(entries: Iterable[Entry]) -> dict[tuple[int, int], float]:
    out: dict[tuple[int, int], float] = {}
    place = 0
    for entry in entries:
        items = entry.items
        if items[0] == "o":
            out[place, int(items[1])] = float(items[3])
        place += items[0] == "s"
    return out


def _answers(paths: Iterable[Path]) -> tuple[list[Answer], list[str]]:
    found: list[Answer] = []
    left_out = []
    for path in paths:
        try:
            found += answers(path)
        except BadInput as why:
            left_out.append(words("classroom.gather.refused", why=_named(why, path)))
    return found, left_out


def _labels(stems: list[str], powers: list[tuple[str, ...]]) -> list[str]:
    """What tables are called: by number, and by their files if that makes a nickname."""
    out: list[str] = []
    for number, (stem, codes) in enumerate(zip(stems, powers, strict=True), 1):
        try:
            out.append(words("classroom.gather.named", number=number, name=checked(stem.replace("_", " "), codes)))
        except BadInput:
            out.append(words("classroom.gather.table", number=number))
    return out


def _table(number: int, label: str, one: _Found, debrief: Debrief) -> Table:
    match = one.match
    codes = match.scenario.world.codes
    sealed, messages = [], []
    for place, step in enumerate(match.steps):
        round_, stage = int(step.before.table.round[0]), step.before.stage.name.lower()
        for i in (k for k, asked in enumerate(step.before.table.asked[:, 0]) if asked):
            orders = tuple(line for line in match.ordered(place, i) if not line.startswith("say to"))
            sealed.append(Sealed(round_, stage, codes[i], orders, one.seconds.get((place, i), 0.0)))
        spoken = (s for s in match.spoken if s.step == place)
        messages += [Message(s.round, codes[s.power], "", True, s.text) for s in spoken]
        letters = match.opened(place)
        messages += [Message(x.round, codes[x.sender], "" if x.to < 0 else codes[x.to], False, x.text) for x in letters]
    return Table(number, label, tuple(match.seats), match.paper, debrief, tuple(sealed), tuple(messages))
