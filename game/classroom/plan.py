"""An exercise as a lesson of so many minutes: its steps in order, each with what a host screen shows."""

from __future__ import annotations

from dataclasses import dataclass

from game.classroom.exercise import LENGTHS, Exercise
from game.files import BadInput
from game.odds import percent
from game.words import counted, words


@dataclass(frozen=True)
class Setup:
    """One game as it is set up; ``number`` is that of `Exercise.setting`."""

    number: int
    title: str
    scenario: str  # the id of its scenario, dials turned
    world: str  # its name
    deal: str
    powers: tuple[str, ...]  # names, in table order
    rounds: tuple[int, int]  # the public range
    balance: str  # as it is believed, in words
    arms: str  # alike, mixed, plain, in words
    mirror: bool
    note: str  # for the teacher's eyes


@dataclass(frozen=True)
class Step:
    """One step of the lesson."""

    number: int  # from 1
    kind: str  # quiz, brief, play, debrief
    title: str
    start: int  # minutes since the lesson began
    minutes: int
    say: tuple[str, ...]
    do: tuple[str, ...]
    show: tuple[tuple[str, str], ...]  # chapters of the debrief: key and heading
    games: tuple[Setup, ...]  # of a play; several are played side by side

    @property
    def end(self) -> int:
        return self.start + self.minutes


@dataclass(frozen=True)
class Plan:
    """The whole lesson."""

    exercise: str
    title: str
    length: int
    steps: tuple[Step, ...]

    @property
    def reserved(self) -> tuple[int, ...]:
        """Minutes that must be left when each step ends, for what comes after it."""
        return tuple(self.length - step.end for step in self.steps)


def plan(exercise: Exercise, length: int) -> Plan:
    """The lesson in 50, 75 or 90 minutes; `BadInput` for another length."""
    if length not in LENGTHS:
        lengths = ", ".join(map(str, LENGTHS))
        raise BadInput(words("classroom.plan.length", length=length, lengths=lengths))
    steps: list[Step] = []
    start = 0
    for stage in exercise.file.stage:
        minutes = exercise.minutes(stage, length)
        if not minutes:
            continue
        show = tuple((chapter, words(f"debrief.heading.{chapter}")) for chapter in stage.show)
        games = tuple(setup(exercise, number, length) for number in stage.games)
        parts = (tuple(stage.say), tuple(stage.do), show, games)
        steps.append(Step(len(steps) + 1, stage.kind, stage.title, start, minutes, *parts))
        start += minutes
    return Plan(exercise.id, exercise.file.title, length, tuple(steps))


def setup(exercise: Exercise, number: int, length: int) -> Setup:
    """One game of the exercise, from 1, as it is set up in a lesson of that length."""
    game, box = exercise.file.game[number - 1], exercise.setting(number, length)
    world = box.world
    return Setup(
        number=number,
        title=game.title,
        scenario=box.id,
        world=world.name,
        deal=game.deal,
        powers=tuple(power.name for power in world.powers),
        rounds=world.rounds,
        balance=balance_text(world.balance),
        arms=arms_text(world.distinguishability),
        mirror=game.mirror,
        note=game.note,
    )


def balance_text(balance: float) -> str:
    """Who is ahead, and by how much."""
    if balance == 0:
        return words("classroom.plan.even")
    arms = counted(int(abs(balance)), "arm") if balance == int(balance) else f"{abs(balance):g} " + words("count.arm")
    return words(f"classroom.plan.{'offence' if balance > 0 else 'defence'}", arms=arms)


def arms_text(distinguishability: float) -> str:
    """How arms for attack and for defence can be told apart."""
    key = {0.0: "alike", 1.0: "plain"}.get(distinguishability, "mixed")
    return words(f"classroom.plan.{key}", wrong=percent((1 - distinguishability) / 2))
