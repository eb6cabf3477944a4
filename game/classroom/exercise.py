"""Exercises: rules/exercises/*.md, a head in TOML between two lines of +++ and, below it, what the teacher reads.

`load` is the door: it checks every key, and complains in one line that names file and key.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from game.classroom.variant import Dials, turned
from game.files import BadInput, data, text_of
from game.scenario import Scenario
from game.scenario import load as load_scenario
from game.schema import Balance, Table, check, toml

Length = Literal["50", "75", "90"]
KEYS: dict[int, Length] = {50: "50", 75: "75", 90: "90"}  # minutes a lesson may have, and how files name them
LENGTHS = tuple(KEYS)
FENCE = "+++"

Text = Annotated[str, Field(min_length=1)]
Rounds = Annotated[tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]], Field(strict=False)]
# Of the game's own debrief, as [debrief.heading] names them.
Chapter = Literal["cards", "wars", "trees", "time", "scores", "belief", "reads", "words", "names", "discuss", "orders"]
Kind = Literal["quiz", "brief", "play", "debrief"]


class Aim(Table):
    """What is to be learnt, and the text it comes from."""

    text: Text
    source: Text


class Game(Table):
    """One game of the lesson: a scenario, its deal, and what is turned otherwise in it."""

    title: Text
    scenario: Text
    deal: Text
    rounds: dict[Length, Rounds] = Field(
        default_factory=dict
    )  # the public range, by length of the lesson; left out: the scenario's
    balance: Balance | None = None  # believed, and actual too if that is not given
    balance_actual: Balance | None = None
    distinguishability: Annotated[float, Field(ge=0, le=1)] | None = None
    disarming: Annotated[float, Field(ge=0, le=1)] | None = None  # what a first strike destroys of a nuclear answer
    mirror: bool = False  # shown while orders are written; in the debrief it always is
    note: str = ""


class Stage(Table):
    """One step of the lesson."""

    title: Text
    kind: Kind
    minutes: dict[Length, Annotated[int, Field(ge=0)]]  # 0: left out of a lesson of that length
    games: list[int] = Field(default_factory=list)  # which are played, from 1; several: side by side, one at each table
    show: list[Chapter] = Field(default_factory=list)  # chapters of the debrief that are on the projector
    say: list[Text] = Field(default_factory=list)
    do: list[Text] = Field(default_factory=list)

    @model_validator(mode="after")
    def _plays(self) -> Stage:
        if (self.kind == "play") != bool(self.games):
            raise ValueError('games: go with kind = "play", and only with it')
        return self


class Question(Table):
    """One question of the quiz, put before and after."""

    ask: Text
    choices: Annotated[list[Text], Field(min_length=2, max_length=5)]
    answer: int  # from 1
    why: Text

    @model_validator(mode="after")
    def _among(self) -> Question:
        if not 1 <= self.answer <= len(self.choices):
            raise ValueError(f"answer: should be 1 to {len(self.choices)}, the number of a choice")
        return self


class Discuss(Table):
    """A question for the debrief, where to look while it is answered, and what to listen for."""

    ask: Text
    chapter: Chapter
    listen: Text


class Criterion(Table):
    """A row of the rubric; levels from the best to the least."""

    criterion: Text
    levels: Annotated[list[Text], Field(min_length=4, max_length=4)]


class Handout(Table):
    """A slip that is given to the tables in the middle of the play."""

    title: Text
    lines: Annotated[list[Text], Field(min_length=1, max_length=8)]


class ExerciseFile(Table):
    """The head of an exercise."""

    title: Text
    order: int
    summary: Text
    concepts: Annotated[list[Text], Field(min_length=1)]
    aims: Annotated[list[Aim], Field(min_length=2)]
    literature: Annotated[list[Text], Field(min_length=2)]
    bring: list[Text] = Field(default_factory=list)
    game: Annotated[list[Game], Field(min_length=1)]
    stage: Annotated[list[Stage], Field(min_length=3)]
    discuss: Annotated[list[Discuss], Field(min_length=4)]
    quiz: Annotated[list[Question], Field(min_length=5)]
    handout: list[Handout] = Field(default_factory=list)
    rubric: Annotated[list[Criterion], Field(min_length=3)]

    @model_validator(mode="after")
    def _whole(self) -> ExerciseFile:
        for at, stage in enumerate(self.stage):
            if any(not 1 <= number <= len(self.game) for number in stage.games):
                raise ValueError(f"stage.{at}.games: should be 1 to {len(self.game)}, the numbers of games")
        for length in LENGTHS:
            _fits(self, length)
        return self


def _fits(file: ExerciseFile, length: int) -> None:
    """`ValueError` unless the steps fill the lesson and the debrief is at least as long as the play."""
    spent = dict.fromkeys(("quiz", "brief", "play", "debrief"), 0)
    for stage in file.stage:
        spent[stage.kind] += stage.minutes.get(KEYS[length], 0)
    if (total := sum(spent.values())) != length:
        raise ValueError(f"stage: the minutes for a lesson of {length} add up to {total}; make them {length}")
    if spent["debrief"] < spent["play"]:
        why = f"{spent['play']} minutes of play and {spent['debrief']} of debrief in a lesson of {length}"
        raise ValueError(f"stage: {why}; give the debrief at least as many")


@dataclass(frozen=True)
class Exercise:
    """One exercise: its checked head, and the notes for the teacher below it."""

    id: str
    path: Path
    file: ExerciseFile
    notes: str  # Markdown: paragraphs and '## ' headings

    def minutes(self, stage: Stage, length: int) -> int:
        """How long a step takes in a lesson of that length; 0: it is left out."""
        return stage.minutes.get(KEYS[length], 0)

    def setting(self, number: int, length: int = 50) -> Scenario:
        """The scenario of its game ``number``, from 1, as it is played in a lesson of ``length`` minutes."""
        game = self.file.game[number - 1]
        dials = Dials(game.rounds.get(KEYS[length]), game.balance, game.balance_actual)
        dials = replace(dials, distinguishability=game.distinguishability, disarming=game.disarming)
        return turned(load_scenario(game.scenario), dials, f"{self.id}-{number}")


def names() -> list[str]:
    """The exercises of the box, in the order of the course."""
    files = sorted(data("rules", "exercises").glob("*.md"))
    return [one.id for one in sorted(map(_read, files), key=lambda one: one.file.order)]


def load(name: str | Path) -> Exercise:
    """An exercise by its name in the box, or from a file; `BadInput` names file, key and remedy."""
    path = Path(name)
    if path.suffix == ".md":
        return parse(text_of(path), path)
    home = data("rules", "exercises", f"{name}.md")
    if not home.exists():
        near = difflib.get_close_matches(str(name).lower().replace(" ", "-"), names(), 1)
        hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(names())}, or a file *.md"
        raise BadInput(f"exercise '{name}': there is none of that name; {hint}")
    return _read(home)


@lru_cache(maxsize=32)
def _read(path: Path) -> Exercise:
    return parse(path.read_text("utf-8"), path)


def parse(text: str, path: Path) -> Exercise:
    """The exercise in a text; ``path`` is named in errors."""
    parts = text.split(f"{FENCE}\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise BadInput(f"{path}: the head is missing; begin with a line {FENCE}, then TOML, then a line {FENCE}")
    file = check(ExerciseFile, toml(path, parts[1]), path)
    exercise = Exercise(path.stem, path, file, parts[2].strip())
    if not exercise.notes:
        raise BadInput(f"{path}: the notes are missing; write for the teacher below the second {FENCE}")
    for at, game in enumerate(file.game):
        deals = load_scenario(game.scenario).deals
        if game.deal not in deals:
            known = ", ".join(deals)
            raise BadInput(f"{path}: game.{at}.deal: {game.scenario} has no deal '{game.deal}'; there are {known}")
        for length in LENGTHS:
            exercise.setting(at + 1, length)
    return exercise
