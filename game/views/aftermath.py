"""What a round left behind, for all to see: its tidings, arms, butter, points, land, broken words, what still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.events import chronicle, public, sentence
from game.observe import observe
from game.scenario import World
from game.seats import Seat, seats
from game.sitting import Sitting
from game.sitting.revealed import BREACHES
from game.state import Stage, State, Step
from game.talk.english import promise
from game.talk.judge import Promise
from game.talk.statement import Statement
from game.views.board import Board, public_board
from game.views.scenes import LAND
from game.views.tidings import Tidings, tidings


@dataclass(frozen=True)
class Account:
    """One power after a round; every change is that of the round."""

    seat: Seat
    arms: int
    arms_change: int
    butter: int
    butter_change: int
    points: int  # from war, words and land
    points_change: int
    tokens: int  # for the next round; 0 at the end
    exile: bool


@dataclass(frozen=True)
class Aftermath:
    round: int
    over: bool
    tidings: Tidings
    board: Board
    accounts: tuple[Account, ...]  # in table order: nobody is ranked
    land: tuple[str, ...]  # sentences
    broken: tuple[str, ...]
    kept: tuple[str, ...]  # promises made aloud, to their end
    standing: tuple[str, ...]


def aftermath(sitting: Sitting) -> Aftermath:
    """The round that ended last; a sitting that has just turned its sheets over has one."""
    world, steps = sitting.world, sitting.match.steps
    first = max(k for k, step in enumerate(steps) if step.before.stage is Stage.ORDERS)
    settled = () if sitting.revealed is None else sitting.revealed.settled
    return of_round(world, steps[first:], sitting.statements, settled)


def of_round(
    world: World, steps: Sequence[Step], said: Sequence[Statement], settled: Sequence[Promise] = ()
) -> Aftermath:
    """The same from the steps of one round, all that was said aloud until its end, and the promises it settled."""
    before, after = steps[0].before, steps[-1].after
    events = [event for step in steps for event in public(chronicle(world, step))]
    board = public_board(observe(world, after, 0))
    return Aftermath(
        round=int(before.table.round[0]),
        over=bool(after.table.over[0]),
        tidings=tidings(observe(world, before, 0), observe(world, steps[0].after, 0), events, said, board),
        board=board,
        accounts=tuple(_account(seat, i, before, after) for i, seat in enumerate(seats(world))),
        land=tuple(sentence(world, event) for event in events if event.kind in LAND),
        broken=(
            *(sentence(world, event) for event in events if event.kind in BREACHES),
            *(promise(world, x) for x in settled if x.fate == "broken"),
        ),
        kept=tuple(promise(world, x) for x in settled if x.fate == "kept"),
        standing=tuple(bond.tip for bond in board.bonds if not bond.past),
    )


def _account(seat: Seat, i: int, before: State, after: State) -> Account:
    was, now = before.table, after.table
    return Account(
        seat=seat,
        arms=int(now.arms[i, 0]),
        arms_change=int(now.arms[i, 0]) - int(was.arms[i, 0]),
        butter=int(now.butter[i, 0]),
        butter_change=int(now.butter[i, 0]) - int(was.butter[i, 0]),
        points=int(now.points[i, 0]),
        points_change=int(now.points[i, 0]) - int(was.points[i, 0]),
        tokens=0 if now.over[0] else int(now.tokens[i, 0]),
        exile=bool(now.exile[i, 0]),
    )
