"""A recorded game told step by step: all of it if it is over, else what lies open on the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from game.arrays import EVERYBODY
from game.events import chronicle, public
from game.observe import observe
from game.orders import opened
from game.record import Edited, RecordedMatch, replay
from game.scenario import World
from game.state import State, Step
from game.talk.said import Letter, Spoken
from game.views.board import Board, public_board, told_board
from game.views.scenes import Scene, scenes
from game.views.talk import letter_text
from game.words import words


@dataclass(frozen=True)
class Leaf:
    """One turning over of sheets."""

    round: int
    stage: str  # orders, answers, help
    before: Board
    scenes: tuple[Scene, ...]
    after: Board
    talk: tuple[str, ...]  # said before it, and letters opened with it
    sheets: tuple[str, ...]  # what each power had ordered, after the end of the game only


@dataclass(frozen=True)
class Tale:
    """The whole of a game so far."""

    path: Path
    world: World
    finished: bool
    round: int  # the last one that was opened
    seats: tuple[str, ...]  # who sits there
    opening: Board
    leaves: tuple[Leaf, ...]

    def board(self, place: int) -> Board:
        """How the board lay after so many leaves."""
        return self.leaves[place - 1].after if place else self.opening

    def round_at(self, place: int) -> int:
        """The round that is under way after so many leaves."""
        return self.leaves[place].round if place < len(self.leaves) else self.round


def tale(path: Path) -> Tale:
    """Of a record; `BadInput` if it cannot be read, `Edited` if it was changed by hand."""
    done = replay(path)
    if done.problem is not None and done.problem.kind == "edited":
        raise Edited(done.problem, path)
    match = done.match
    return Tale(
        path=path,
        world=match.scenario.world,
        finished=match.over,
        round=match.round,
        seats=tuple(match.seats),
        opening=_board(match, match.opening),
        leaves=tuple(_leaves(match)),
    )


def _leaves(match: RecordedMatch) -> Iterator[Leaf]:
    world = match.scenario.world
    for place, step in enumerate(match.steps):
        before, after = _board(match, step.before), _board(match, step.after)
        yield Leaf(
            round=int(step.before.table.round[0]),
            stage=step.before.stage.name.lower(),
            before=before,
            scenes=scenes(world, public(chronicle(world, step)), before, after),
            after=after,
            talk=tuple(_talk(match, place)),
            sheets=tuple(_sheets(match, place, step)) if match.over else (),
        )


def _board(match: RecordedMatch, state: State) -> Board:
    world = match.scenario.world
    return told_board(world, state) if match.over else public_board(observe(world, state, 0))


def _talk(match: RecordedMatch, place: int) -> Iterator[str]:
    said = [spoken for spoken in match.spoken if spoken.step == place]
    yield from (_said(match, spoken) for spoken in said)
    for letter in match.opened(place):
        if match.over or letter.to == EVERYBODY:
            yield _written(match, letter)


def _said(match: RecordedMatch, spoken: Spoken) -> str:
    world = match.scenario.world
    heard = letter_text(world, Letter(spoken.round, spoken.step, spoken.power, EVERYBODY, spoken.text))
    return words("ui.replay.said", name=world.powers[spoken.power].name, text=heard)


def _written(match: RecordedMatch, letter: Letter) -> str:
    world = match.scenario.world
    to = words("ui.replay.all") if letter.to == EVERYBODY else world.powers[letter.to].name
    return words("ui.replay.wrote", name=world.powers[letter.sender].name, to=to, text=letter_text(world, letter))


def _sheets(match: RecordedMatch, place: int, step: Step) -> Iterator[str]:
    world = match.scenario.world
    for i, power in enumerate(world.powers):
        if step.before.table.asked[i, 0]:
            yield words("ui.replay.sheet", name=power.name, orders=opened(world, i, match.ordered(place, i)))
