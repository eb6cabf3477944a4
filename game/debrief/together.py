"""The debriefs of many tables at once, in worker processes: what each says does not depend on how many there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from game.arrays import EVERYBODY
from game.crew import ALONE, Crew
from game.debrief.model import Debrief
from game.debrief.views import view
from game.record import RecordedMatch
from game.scenario import Scenario
from game.scores.timeline import each
from game.scores.together import Played, scores, together
from game.talk import Ledger, Note

FEW = 4  # tables that are not worth a process of their own


@dataclass(frozen=True, eq=False)
class Finished:
    """What a debrief is made of; can be sent to another process."""

    scenario: Scenario
    played: Played
    ledger: Ledger
    notes: tuple[Note, ...]
    stopped: bool = False

    @staticmethod
    def of(match: RecordedMatch) -> Finished:
        """A match that is over."""
        played = Played(match.steps, match.secret.seed, match.given)
        return Finished(match.scenario, played, match.ledger(EVERYBODY), tuple(match.notes), match.stopped)


def debriefs(
    tables: Sequence[Finished],
    replicates: int,
    seed: int,
    workers: int | None = None,
    tell: Callable[[int], None] = lambda done: None,
) -> list[Debrief]:
    """One for each table, in their order; without markers. Workers: by default one a processor.

    ``tell`` is told how many tables are done.
    """
    count = workers or os.cpu_count() or 1
    parts = list(_parts(tables, count))
    tasks = [([tables[k] for k in part], replicates, seed) for part in parts]
    crew = ALONE if len(tables) <= FEW else Crew(count)
    found: dict[int, Debrief] = {}
    for part, some in zip(parts, crew.each(_several, tasks), strict=True):
        found.update(zip(part, some, strict=True))
        tell(len(found))
    return [found[k] for k in range(len(tables))]


def _parts(tables: Sequence[Finished], count: int) -> Iterator[list[int]]:
    """Places of tables that can be gone through side by side: of one scenario, and about as many for each worker."""
    kinds: dict[str, list[int]] = {}
    for k, table in enumerate(tables):
        kinds.setdefault(table.scenario.digest, []).append(k)
    for places in kinds.values():
        size = max(FEW, ceil(len(places) / count))
        yield from (places[k : k + size] for k in range(0, len(places), size))


def _several(task: tuple[Sequence[Finished], int, int]) -> list[Debrief]:
    """The debriefs of tables of one scenario."""
    tables, replicates, seed = task
    box, games = tables[0].scenario, [table.played for table in tables]
    steps, _ = together(box, games)
    known = zip(tables, scores(box, games, replicates, seed), each(box, steps), strict=True)
    told = [(t, view(t.scenario, t.played.steps, scored, held, t.ledger, t.notes)) for t, scored, held in known]
    return [replace(debrief, stopped=t.stopped) for t, debrief in told]
