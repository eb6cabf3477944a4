"""Runs facts, several at a time, and writes down what came out: `dilemma lab`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from game.crew import EVERYBODY, Crew
from game.lab.facts.model import Fact, Finding
from game.lab.facts.registry import document, find
from game.progress import progress
from game.words import numeral, spread

SEED = 2026  # nothing was chosen on it; designs were, on seeds 1 to 99

Entry = tuple[Fact, Finding, float]  # and the seconds it took


def run(names: Sequence[str], games: int | None, seed: int, crew: Crew = EVERYBODY) -> Iterator[Entry]:
    """Findings in the order of the facts; the same whoever works them out."""
    wanted = find(names)
    tasks = [(fact.name, games, seed) for fact in wanted]
    for fact, result in zip(wanted, crew.each(_one, tasks), strict=True):
        yield fact, *result


def _one(task: tuple[str, int | None, int]) -> tuple[Finding, float]:
    """One fact by its name: functions of experiments need not be sent to a worker."""
    name, games, seed = task
    fact = find([name])[0]
    began = time.perf_counter()
    finding = fact.run(games or fact.games, seed)
    return finding, time.perf_counter() - began


def main(
    names: Sequence[str],
    games: int | None,
    seed: int,
    *,
    crew: Crew,
    as_json: bool,
    plots: Path | None,
    print_document: Callable[[Any], None],
) -> None:
    """The command: a table, or one JSON document; plots beside it. A claim that fails is a finding, not an error."""
    total = len(find(names))
    if plots is not None:
        plots.mkdir(parents=True, exist_ok=True)  # told before the work, not after it
    entries: list[Entry] = []
    with progress("facts", total) as tell:
        for entry in run(names, games, seed, crew):
            entries.append(entry)
            if plots is not None:
                from game.lab.facts.plots import plot

                plot(entry[0], entry[1], plots)
            tell(len(entries))
    if as_json:
        print_document([document(fact, finding, seed, seconds) for fact, finding, seconds in entries])
        return
    for line in table(entries, seed):
        print(line)
    if plots is not None:
        print(f"Plots in {plots}")


def table(entries: Sequence[Entry], seed: int) -> list[str]:
    """What a person reads: two lines a fact, and how many hold."""
    lines = []
    for fact, finding, seconds in entries:
        mark = "holds" if finding.passed else "FAILS"
        lines += [
            f"{mark}  {fact.label}: {spread(finding.value, finding.ci, '.3f')}, expected {fact.expected}",
            f"       {fact.statistic}; {finding.games} games a cell, seed {seed}, {seconds:.0f} s",
        ]
        for name, value in finding.details.items():
            lines.append(f"       - {name}: {numeral(value, '.3f')}")
    held = sum(finding.passed for _, finding, _ in entries)
    return [*lines, f"{held} of {len(entries)} claims hold"]
