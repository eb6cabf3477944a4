"""The first lesson: what a newcomer is told next, from what is on the table and on the sheet at the moment."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from game.events import chronicle, public
from game.files import data
from game.sitting import Sitting
from game.words import words

ME, OTHER = 0, 1  # the newcomer's power and its neighbour


@dataclass(frozen=True)
class Prompt:
    """One thing that is said: see the head of ``assets/lesson.toml``."""

    key: str
    on: str
    at: tuple[str, ...] = ()
    when: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        return words(f"lesson.{self.key}")

    def fits(self, page: str, known: Collection[str]) -> bool:
        """Whether it should be said here and now."""
        return self.on == page and self.when <= set(known) and not self.until & set(known)


@dataclass(frozen=True)
class Script:
    """The lesson as it is written: the game it is played in, and all that is said in it."""

    scenario: str
    deal: str
    seats: tuple[str, ...]
    seed: int
    prompts: tuple[Prompt, ...]


@lru_cache(maxsize=1)
def script() -> Script:
    """The lesson of the box."""
    found = tomllib.loads(data("assets", "lesson.toml").read_text("utf-8"))
    prompts = tuple(
        Prompt(
            one["key"],
            one["on"],
            tuple(one.get("at", ())),
            frozenset(one.get("when", ())),
            frozenset(one.get("until", ())),
        )
        for one in found["prompt"]
    )
    return Script(found["scenario"], found["deal"], tuple(found["seats"]), found["seed"], prompts)


class Lesson:
    """How far a newcomer is: everything is said once."""

    def __init__(self, prompts: tuple[Prompt, ...]) -> None:
        self.prompts = prompts
        self.said: set[str] = set()
        self.over = False

    def now(self, page: str, known: Collection[str]) -> Prompt | None:
        """What to say on this page, if anything."""
        if self.over:
            return None
        return next((x for x in self.prompts if x.key not in self.said and x.fits(page, known)), None)

    def heard(self, prompt: Prompt) -> None:
        """It has been said."""
        self.said.add(prompt.key)


def tags(sitting: Sitting) -> frozenset[str]:
    """What is so at the table, as far as the newcomer may know it."""
    return frozenset([*_table(sitting), *_sheet(sitting), *_turned(sitting)])


def _table(sitting: Sitting) -> Iterator[str]:
    yield f"round {sitting.round}"
    yield sitting.stage_name
    if ME in sitting.waiting():
        yield "asked"
    if ME in sitting.sealed():
        yield "sealed"
    if bool(sitting.observation(ME).table.exile[ME, 0]):
        yield "exile"


def _sheet(sitting: Sitting) -> Iterator[str]:
    """Its draft by the first words of its lines: 'draft', 'draft build', 'draft build sword'."""
    for line in sitting.draft(ME):
        first = line.split()
        yield from ("draft", f"draft {first[0]}", f"draft {' '.join(first[:2])}")


def _turned(sitting: Sitting) -> Iterator[str]:
    """What was turned over last, and what the neighbour did when orders last were."""
    steps = sitting.match.steps
    if not steps:
        return
    yield f"turned {int(steps[-1].before.table.round[0])}"
    if any(event.kind in ("battle", "duel") for event in public(chronicle(sitting.world, steps[-1]))):
        yield "battle"
    last = next(step for step in reversed(steps) if step.before.stage.name == "ORDERS")
    for event in public(chronicle(sitting.world, last)):
        if event.powers[:1] == (OTHER,) and event.kind in ("built", "mobilised", "strike"):
            yield {"built": "they armed", "mobilised": "they mobilised", "strike": "they struck"}[event.kind]
