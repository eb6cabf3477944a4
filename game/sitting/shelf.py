"""Saved games: where they lie, and what can be said of each without opening its secrets."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from game.files import BadInput, CheckFailed
from game.record import replay


def home() -> Path:
    """The folder of saved games among the user's data; it need not exist yet."""
    from platformdirs import user_data_path

    return user_data_path("security-dilemma") / "records"


def new_path(scenario: str, folder: Path | None = None) -> Path:
    """A name that is not taken, from the time and the scenario."""
    stem = f"{time.strftime('%Y-%m-%d-%H%M%S')}-{scenario}"
    names = itertools.chain([stem], (f"{stem}-{count}" for count in itertools.count(2)))
    paths = ((folder or home()) / f"{name}.jsonl" for name in names)
    return next(path for path in paths if not path.exists())


def thumbnail(path: Path) -> Path:
    """Where the picture of a saved game lies, if there is one: whoever has a board to show writes it there."""
    return path.with_suffix(".jpg")


@dataclass(frozen=True)
class Saved:
    """One saved game; with a ``problem``, what else is known of it may be nothing."""

    path: Path
    played: datetime  # when it was last written to
    title: str = ""  # the scenario's name
    scenario: str = ""  # its id
    round: int = 0
    seats: tuple[str, ...] = ()  # by power, in table order
    powers: tuple[str, ...] = ()  # their names
    finished: bool = False
    problem: str = ""  # one line: why it cannot be gone on with

    @property
    def thumbnail(self) -> Path | None:
        picture = thumbnail(self.path)
        return picture if picture.exists() else None


def saved(folder: Path | None = None) -> Iterator[Saved]:
    """All games of a folder (default: `home`), newest first; each is read when it is asked for, some 30 ms."""
    place = folder or home()
    found = [(path.stat().st_mtime, path) for path in place.glob("*.jsonl")] if place.is_dir() else []
    for when, path in sorted(found, reverse=True):
        yield _look(path, datetime.fromtimestamp(when))


def _look(path: Path, played: datetime) -> Saved:
    try:
        done = replay(path)
    except (BadInput, CheckFailed) as error:
        return Saved(path, played, problem=str(error))
    match, world = done.match, done.match.scenario.world
    good = done.problem is None or done.problem.kind == "torn"
    return Saved(
        path,
        played,
        title=world.name,
        scenario=match.scenario.id,
        round=match.round,
        seats=tuple(match.seats),
        powers=tuple(power.name for power in world.powers),
        finished=match.over,
        problem="" if good else f"{path}: {done.problem}",
    )


def remove(path: Path) -> None:
    """Throw a saved game away, and its picture."""
    path.unlink(missing_ok=True)
    thumbnail(path).unlink(missing_ok=True)
