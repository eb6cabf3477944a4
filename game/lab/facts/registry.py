"""All facts, in the order of their numbers, and how they are asked for.

A fact is added by writing it down in a module of this package that has `FACTS`; nothing else need be told.
"""

from __future__ import annotations

import difflib
import pkgutil
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from game.files import BadInput
from game.lab import facts as home
from game.lab.facts.model import Fact, Finding

ALL = "all"
OTHERS = ("balance",)  # what else the lab can be asked for


def _collected() -> tuple[Fact, ...]:
    """Those of every module of this package; two of one number or name are a mistake."""
    found: list[Fact] = []
    for entry in pkgutil.iter_modules(home.__path__):
        found += vars(import_module(f"{home.__name__}.{entry.name}")).get("FACTS", ())
    found.sort(key=lambda fact: fact.number)
    for what in ("number", "name"):
        seen = [getattr(fact, what) for fact in found]
        twice = {x for x in seen if seen.count(x) > 1}
        if twice:
            raise ValueError(f"two facts of one {what}: {', '.join(map(str, sorted(twice)))}")
    return tuple(found)


def find(names: Sequence[str]) -> list[Fact]:
    """Facts by number ('1'), name ('four-worlds'), the beginning of a name, or 'all'; in order, none twice."""
    chosen: set[int] = set()
    for name in names:
        if name == ALL:
            chosen |= {fact.number for fact in FACTS}
            continue
        same = [fact for fact in FACTS if name in (str(fact.number), fact.name, fact.label)]
        begun = same or [fact for fact in FACTS if name and fact.name.startswith(name)]
        if len(begun) != 1:
            raise BadInput(_hint(name, [fact.name for fact in begun]))
        chosen.add(begun[0].number)
    return [fact for fact in FACTS if fact.number in chosen]


def _hint(name: str, begun: Sequence[str]) -> str:
    if begun:
        return f"lab '{name}': more than one begins so; take {' or '.join(begun)}"
    every = [*OTHERS, ALL, *(fact.name for fact in FACTS)]
    near = difflib.get_close_matches(name, every, 1)
    guess = f"did you mean '{near[0]}'? " if near else ""
    listed = ", ".join(fact.label for fact in FACTS)
    return f"lab '{name}': there is none of that name; {guess}there are all, balance, deals, par, and of facts {listed}"


def document(fact: Fact, finding: Finding, seed: int, seconds: float) -> dict[str, Any]:
    """One entry of `dilemma lab --json`."""
    return {
        "fact": fact.label,
        "statistic": fact.statistic,
        "value": finding.value,
        "ci": list(finding.ci),
        "expected": fact.expected,
        "passed": finding.passed,
        "games": finding.games,
        "seed": seed,
        "seconds": round(seconds, 3),
        "claim": fact.claim,
        "source": fact.source,
        "details": dict(finding.details),
        "tried": fact.tried,
    }


FACTS: tuple[Fact, ...] = _collected()  # at the end: modules of this package may import this one
