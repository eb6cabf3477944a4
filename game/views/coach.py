"""The coach: what orders do to one's own safety and to the neighbours', and what a strong player would order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from game.arrays import NOBODY
from game.observe import Observation
from game.odds import percent
from game.orders import Sheet
from game.players.appraisal import appraise
from game.sitting import Sitting
from game.state import Stage, Stance
from game.views import facts
from game.views.effects import arms_after, arms_of
from game.words import words


def coach(seen: Observation, sheet: Sheet) -> Iterator[str]:
    """A net assessment of these orders: what they add to one's own safety, and take from the neighbours'."""
    world, me, row = seen.world, seen.power, sheet.orders
    if seen.stage is not Stage.ORDERS or seen.exile[0]:
        return
    attack, defence = facts.strengths(world, *arms_of(seen))
    after = facts.strengths(world, *arms_after(seen, row))
    staff = appraise(seen)
    ready = facts.is_ready(seen, me)
    ready_then = ready or row.stance[0] == Stance.MOBILISE
    for key, now, then in (("attack", attack, after[0]), ("defence", defence, after[1])):
        if now != then:
            yield words(f"view.coach.{key}", before=now, after=then)
    for i in np.flatnonzero(staff.near[:, 0]):
        name = facts.name(world, int(i))
        before = staff.chance_against_me(ready=ready)[i, 0]
        safer = staff.chance_against_me(after[1] - defence, ready=ready_then)[i, 0]
        mine, threat = staff.chance_of_mine()[i, 0], staff.chance_of_mine(after[0] - attack)[i, 0]
        if safer != before:
            yield words("view.coach.safer", name=name, before=percent(before), after=percent(safer))
        if threat > mine:
            yield words("view.coach.threat", name=name, before=percent(mine), after=percent(threat))
    if row.swords[0] + row.shields[0]:
        yield words("view.coach.reports", right=facts.right(world))
    if row.stance[0] == Stance.MOBILISE:
        yield words("view.coach.mobilise")


def advice(seen: Observation) -> Iterator[str]:
    """Before any order: what one shield would be worth against the neighbour that is most dangerous."""
    if seen.stage is not Stage.ORDERS or seen.exile[0]:
        return
    staff = appraise(seen)
    danger = np.where(staff.near[:, 0], staff.chance_against_me()[:, 0], -1.0)
    worst = int(danger.argmax())
    if danger[worst] <= 0 or seen.table.occupier[worst, 0] != NOBODY:
        return
    after = staff.chance_against_me(1)[worst, 0]
    if after == danger[worst]:
        return
    yield words(
        "view.coach.advice",
        name=facts.name(seen.world, worst),
        before=percent(danger[worst]),
        after=percent(after),
    )


@dataclass(frozen=True)
class Lesson:
    """What a strong player would have ordered at one step, and why; or would order now."""

    title: str
    sentences: tuple[str, ...]  # none while it is still thought about


def hint(sitting: Sitting, power: int) -> Lesson:
    """What a strong player would order now, from what this power knows."""
    return _lesson(sitting, power, len(sitting.match.steps), words("view.coach.now"))


def lessons(sitting: Sitting, power: int) -> tuple[Lesson, ...]:
    """The last round this power was asked in, step by step: what a strong player would have done in its place."""
    out = []
    for place in sitting.lately(power):
        before = sitting.match.steps[place].before
        round_ = int(before.table.round[0])
        title = words(f"view.coach.then-{before.stage.name.lower()}", round=round_)
        out.append(_lesson(sitting, power, place, title))
    return tuple(out)


def _lesson(sitting: Sitting, power: int, place: int, title: str) -> Lesson:
    found = sitting.counsel(power, place)
    if not found.done():
        return Lesson(title, ())
    told = None if found.exception() else found.result()
    if told is None:
        return Lesson(title, (words("view.coach.nothing"),))
    return Lesson(title, told.sentences)
