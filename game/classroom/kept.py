"""A lesson on the disk, so that a crash, or closing the window, costs nothing: where it stands and who sits where.

The games write themselves down; here is what only the console knows. No secret is among it: no card, order or PIN.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from game.files import BadInput, text_of
from game.schema import Table, check

FILE = "lesson.json"
Whole = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(allow_inf_nan=False)]


class KeptClock(Table):
    """The fields of a `ClassClock` that are not its plan."""

    place: Whole = 0
    used: Seconds = 0.0
    spent: Seconds = 0.0
    begun: bool = False
    paused: bool = True
    extra: Seconds = 0.0


class KeptDials(Table):
    """The fields of `Dials`."""

    rounds: list[Annotated[int, Field(ge=1)]] | None = None
    balance_believed: Seconds | None = None
    balance_actual: Seconds | None = None
    distinguishability: Seconds | None = None
    disarming: Seconds | None = None


class KeptTable(Table):
    """Who plays in one record."""

    names: dict[str, str] = Field(default_factory=dict)  # nicknames, by the code of the power
    looked: list[str] = Field(default_factory=list)  # which powers have seen their card


class KeptSheet(Table):
    """A sheet of the quiz that is not handed in yet."""

    when: str
    person: str
    at: int
    given: dict[str, int] = Field(default_factory=dict)  # by the number of the question, from 0


class KeptLesson(Table):
    """All of it."""

    exercise: str
    minutes: int
    seen: Seconds  # when this was written, in seconds since 1970
    clock: KeptClock = KeptClock()
    game: Annotated[int, Field(ge=1)] = 1
    table: str = ""
    seats: list[str] = Field(default_factory=list)  # who sits at the next table
    names: dict[str, str] = Field(default_factory=dict)
    dials: KeptDials = KeptDials()
    mirror: bool | None = None  # None: as the game has it
    playing: str = ""  # the record of the game in hand
    tables: dict[str, KeptTable] = Field(default_factory=dict)  # by their records
    sheet: KeptSheet | None = None

    @property
    def underway(self) -> bool:
        """Whether there is something to go on with."""
        return self.clock.begun or bool(self.playing)


def length_left(folder: Path, exercise: str) -> int | None:
    """Minutes of the lesson that can be gone on with here; None if there is none, or none that can be understood."""
    with suppress(BadInput):
        found = load(folder)
        if found and found.exercise == exercise and found.underway:
            return found.minutes
    return None


def load(folder: Path) -> KeptLesson | None:
    """The lesson that was left in this folder, or None. Raises `BadInput` for a file that cannot be understood."""
    path = folder / FILE
    if not path.exists():
        return None
    try:
        found: Any = json.loads(text_of(path))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadInput(f"{path}: is no lesson that was left; take it away, and the tables beside it stay")
    return check(KeptLesson, found, path)


def save(folder: Path, lesson: KeptLesson) -> None:
    """Write it in one go: a power cut leaves the one before. A full disk costs it, not the lesson."""
    new = folder / f"{FILE}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new.write_text(lesson.model_dump_json(exclude_defaults=True, indent=1), "utf-8")
        os.replace(new, folder / FILE)
    except OSError:
        return
