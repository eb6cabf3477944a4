"""Which sheets a kit has, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from game.classroom.exercise import Exercise
from game.classroom.kit import cards, slips, teacher
from game.classroom.kit.chart import Chart, cartouche, draw
from game.classroom.plan import plan
from game.files import BadInput
from game.press.pen import Pen
from game.scenario import Scenario, World
from game.words import words

Mapped = Callable[[World], Chart]  # the map of a world, from whoever draws boards


@dataclass(frozen=True)
class Contents:
    """What was printed."""

    pages: tuple[str, ...]  # the kind of each, in order
    cards: tuple[str, ...]  # of intent
    slips: int  # of orders
    pacts: int


def contents(exercise: Exercise, length: int) -> list[tuple[str, Scenario]]:
    """The games that are played in a lesson of that length: title, and scenario with its dials turned."""
    games = sorted({game.number for step in plan(exercise, length).steps for game in step.games})
    return [(exercise.file.game[number - 1].title, exercise.setting(number, length)) for number in games]


def write(exercise: Exercise, length: int, paper: str, chart: Mapped, path: Path) -> Contents:
    """The kit as a PDF at ``path``; `BadInput` for an unknown paper or a place that cannot be written to."""
    games = contents(exercise, length)
    pen = Pen(paper, exercise.file.title, exercise.file.title)
    teacher.facilitator(pen, exercise, length)
    teacher.rules(pen, games[0][1].world)
    cards.worlds(pen, _worlds(games))
    found: list[str] = []
    count = pacts = 0
    for alike in _boards(games):
        box = alike[0][1]
        name = box.world.name if len({game.world.name for _, game in alike}) == 1 else exercise.file.title
        _board(pen, box.world, chart(box.world), name)
        cards.roles(pen, box.world)
        pars = _differing(alike)
        for title, other in pars:
            kinds = cards.deck(other, [game.deal for game in exercise.file.game if game.deal in other.deals])
            cards.intents(pen, other, kinds, title if len(pars) > 1 else "")
            found += kinds
        rounds = box.world.rounds[1]
        count += slips.orders(pen, box.world, rounds)
        pacts += slips.pacts(pen, box.world)
        slips.record(pen, box.world, rounds)
        slips.counters(pen, box.world)
    teacher.handouts(pen, exercise)
    teacher.quiz(pen, exercise)
    printed = pen.done()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(printed)
    except OSError as error:
        raise BadInput(f"--out {path}: cannot be written to ({error.strerror}); name another file") from None
    return Contents(tuple(pen.pages), tuple(found), count, pacts)


def _board(pen: Pen, world: World, chart: Chart, name: str) -> None:
    """The map over one sheet that lies, under the name of what is played on it."""
    pen.page("board", wide=True)
    room = pen.height - 120
    wide = min(pen.width - 84, room * chart.aspect)
    draw(pen, world, chart, (pen.width - wide) / 2, 44, wide)
    cartouche(pen, name, words("classroom.kit.board-how"), (pen.width - wide) / 2, pen.height - 48)


def _worlds(games: Sequence[tuple[str, Scenario]]) -> list[tuple[str, Scenario]]:
    """Games whose world cards differ; of those that are alike the first."""
    kept: list[tuple[str, Scenario]] = []
    for title, box in games:
        card = (box.world.balance, box.world.distinguishability, box.world.retaliation, box.world.rounds)
        if card not in [
            (b.world.balance, b.world.distinguishability, b.world.retaliation, b.world.rounds) for _, b in kept
        ]:
            kept.append((title, box))
    return kept


def _boards(games: Sequence[tuple[str, Scenario]]) -> list[list[tuple[str, Scenario]]]:
    """Games by their boards: those with the same powers share one."""
    kept: list[list[tuple[str, Scenario]]] = []
    for game in games:
        same = [group for group in kept if _face(group[0][1].world) == _face(game[1].world)]
        if same:
            same[0].append(game)
        else:
            kept.append([game])
    return kept


def _face(world: World) -> list[str]:
    """What is printed of a world's powers: the games of an exercise that agree in it share a board."""
    stock = (world.tokens, world.swords, world.shields, world.reach, world.pacts)
    return [*(f"{power.code} {power.name} {power.role}" for power in world.powers), *(str(x.tolist()) for x in stock)]


def _differing(games: Sequence[tuple[str, Scenario]]) -> list[tuple[str, Scenario]]:
    """Those of the games whose cards bear other points to reach than the ones before."""
    kept: dict[bytes, tuple[str, Scenario]] = {}
    for title, box in games:
        kept.setdefault(box.world.par.tobytes(), (title, box))
    return list(kept.values())
