"""A game of a lesson, sat down to: the setting of the exercise, a record in the class's folder."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

from game.classroom.exercise import Exercise
from game.classroom.nickname import checked
from game.classroom.variant import Dials, turned
from game.players import PERSON
from game.sitting import Sitting
from game.sitting.clock import Clock


def free(folder: Path, table: str, mark: str = " ") -> Path:
    """Where the next record of a table goes: 'Table 1', then 'Table 1 2' and so on. ``mark``: before the number."""
    names = itertools.chain([table], (f"{table}{mark}{k}" for k in itertools.count(2)))
    return next(path for name in names if not (path := folder / f"{name}.jsonl").exists())


def sit(
    exercise: Exercise,
    number: int,
    length: int,
    folder: Path,
    table: str,
    seats: Sequence[str] = (),
    *,
    dials: Dials | None = None,
    clock: Clock | None = None,
    seed: int | None = None,
) -> Sitting:
    """Game ``number`` of the exercise, from 1, at a table of that nickname, with a record where `dilemma gather` looks.

    ``seats``: one name for each power, people by default: the host says who else sits there. ``dials``: what is
    turned otherwise than the exercise has it. A table that has played already plays once more. Raises `BadInput` for a
    nickname, a player or a folder that will not do.
    """
    box, game = exercise.setting(number, length), exercise.file.game[number - 1]
    box = turned(box, dials or Dials(), f"{exercise.id}-{number}-turned")
    name = checked(table, [*box.world.codes, *(power.name for power in box.world.powers)])
    path = free(folder, name)
    who = list(seats) or [PERSON] * box.world.n
    return Sitting.new(box, who, deal=game.deal, seed=seed, path=path, mirror=game.mirror, clock=clock)
