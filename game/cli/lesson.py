"""Commands for a class: paper slips typed in, tables gathered, the kit printed."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.cli.base import Paper, Seed, app, idle
from game.files import BadInput
from game.words import words

if TYPE_CHECKING:
    from game.scenario import Scenario
    from game.text.console import Console

LENGTH = 50  # minutes of a lesson, if nobody says how long it is


@app.command()
def exercises() -> None:
    """The exercises in the box."""
    from game.classroom.exercise import load, names

    for one in map(load, names()):
        print(f"{one.id}: {one.file.title}. {one.file.summary}")


@app.command()
def classroom(
    exercise: Annotated[str, typer.Argument(help="An exercise of the box, or a file; or: sandbox.")],
    minutes: Annotated[
        int | None, typer.Option(help="How long it is: 50, 75 or 90. Default: as it was left, or 50.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where records and quizzes go. Default: among your data.")
    ] = None,
) -> None:
    """Teach a lesson: the host's console in the window, with class clock, script, quiz and the table."""
    from game.ui import start

    if exercise == "sandbox":
        idle({"--minutes": minutes, "--folder": folder}, "is for a lesson, and the sandbox is none; leave it out")
        start.sandbox()
        return
    from game.classroom.exercise import load
    from game.classroom.folder import of_today, ready
    from game.classroom.hold import Hold
    from game.classroom.kept import length_left
    from game.classroom.plan import plan

    found = load(exercise)
    place = folder or of_today(found.id)
    length = (length_left(place, found.id) or LENGTH) if minutes is None else minutes
    plan(found, length)  # what is wrong is told before a window opens
    Hold(ready(place)).release()
    start.teach(found, length, place)


@app.command()
def enter(
    scenario: Annotated[str | None, typer.Option(help="A scenario of the box, or a TOML file. Default: base.")] = None,
    exercise: Annotated[str | None, typer.Option(help="Or the exercise that was played,")] = None,
    game: Annotated[int | None, typer.Option(min=1, help="which of its games. Default: the first.")] = None,
    minutes: Annotated[int | None, typer.Option(help="And how long the lesson was: 50, 75 or 90. Default: 50.")] = None,
    record: Annotated[Path | None, typer.Option(help="Where to save; by default among your data.")] = None,
    resume: Annotated[Path | None, typer.Option(help="Go on with a record that was begun.")] = None,
    quiz: Annotated[Path | None, typer.Option(help="Sheets of the exercise's quiz instead, into this file,")] = None,
    when: Annotated[str | None, typer.Option(help="handed in before or after the game. Default: after.")] = None,
) -> None:
    """Type in the slips of a game that was played on paper, for the same debrief; or the sheets of a quiz."""
    from game import record as records
    from game.classroom.enter import Back, anew, begin
    from game.classroom.enter import enter as take
    from game.text.console import Console, Left

    if scenario and exercise:
        raise BadInput("--exercise: names the scenario itself; leave out --scenario")
    if resume and (scenario or exercise or record):
        raise BadInput("--resume: goes on with the record as it is; leave out --scenario, --exercise and --record")
    console = Console(sys.stdin, sys.stdout, curtain=False)
    if quiz:
        of_game = {"--game": game, "--minutes": minutes, "--record": record, "--resume": resume}
        idle(of_game, "is for slips of a game, and --quiz takes sheets of a quiz; leave one of the two out")
        _quizzes(console, exercise, when or "after", quiz)
        return
    idle({"--when": when}, "is for sheets of a quiz; name their file with --quiz")
    if exercise is None:
        idle({"--game": game, "--minutes": minutes}, "is for a lesson; name it with --exercise")
    path = resume or _new_record(record, exercise)
    try:
        if resume:
            match = records.resume(resume)
            if not match.paper:
                raise BadInput(f"--resume {resume}: is of no game on paper; go on with: {match.goes_on} {resume}")
        else:
            match = begin(console, _setting(scenario, exercise, game, minutes), path)
        while True:
            try:
                take(console, match)
                break
            except Back as back:
                match, path = anew(console, match, back.round, path)
    except (Left, KeyboardInterrupt):
        print(file=sys.stderr)
    name = shlex.quote(str(path))
    if not path.exists():
        print("Nothing was sealed, and nothing is kept.", file=sys.stderr)
    elif records.replay(path).match.over:
        print(f"See what came of it: dilemma debrief {name} --out DIR", file=sys.stderr)
        print(f"All tables of its folder: dilemma gather {shlex.quote(str(path.parent))}", file=sys.stderr)
    else:
        print(f"Kept. Go on with: dilemma enter --resume {name}", file=sys.stderr)


def _new_record(record: Path | None, exercise: str | None) -> Path:
    """Where a game is typed in: as named, in the class's folder of today, or among the saved games."""
    from game.classroom.exercise import load
    from game.classroom.folder import of_today
    from game.classroom.lesson import free
    from game.sitting.shelf import new_path

    if record is None:
        return free(of_today(load(exercise).id), "paper") if exercise else new_path("paper")
    if record.exists():
        raise BadInput(f"--record {record}: there is a file of that name; go on with --resume or name another")
    return _gathered(record, "--record", ".jsonl")


def _gathered(path: Path, option: str, suffix: str) -> Path:
    """A file that `dilemma gather` will find, in a folder that can be written to; else `BadInput`."""
    from game.classroom.folder import ready

    if path.suffix != suffix:
        raise BadInput(f"{option} {path}: dilemma gather looks for files *{suffix}; name it {path.name}{suffix}")
    ready(path.parent, option)
    return path


def _quizzes(console: Console, exercise: str | None, when: str, path: Path) -> None:
    from game.classroom.enter import quizzes
    from game.classroom.exercise import load
    from game.classroom.quiz import WHEN
    from game.text.console import Left

    if exercise is None:
        raise BadInput("--quiz: belongs to an exercise; name it with --exercise")
    if when not in WHEN:
        raise BadInput(words("classroom.quiz.when", when=when))
    found = load(exercise)
    try:
        quizzes(console, found, when, _gathered(path, "--quiz", ".csv"))
    except (Left, KeyboardInterrupt):
        print(file=sys.stderr)


def _setting(scenario: str | None, exercise: str | None, number: int | None, length: int | None) -> Scenario:
    """The scenario, or that of one game of an exercise; `BadInput` names the option that is wrong."""
    from game.classroom.exercise import LENGTHS, load
    from game.scenario import load as box

    if exercise is None:
        return box(scenario or "base")
    found, game = load(exercise), 1 if number is None else number
    minutes = LENGTH if length is None else length
    if minutes not in LENGTHS:
        raise BadInput(f"--minutes {minutes}: a lesson has {', '.join(map(str, LENGTHS))} minutes; take one of them")
    if game > len(found.file.game):
        raise BadInput(f"--game {game}: {found.id} has {len(found.file.game)}; take 1 to {len(found.file.game)}")
    return found.setting(game, minutes)


@app.command()
def gather(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the records (*.jsonl) and quizzes (*.csv) lie.")],
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Default: DIR/session.")] = None,
    paper: Paper = "a4",
    replicates: Annotated[int, typer.Option(min=2, help="Replays behind every score.")] = 24,
    seed: Seed = 1,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes. Default: one a processor.")] = None,
    messages: Annotated[bool, typer.Option("--messages", help="Export what was said and written, too.")] = False,
) -> None:
    """All tables of a class side by side: one page, the same on paper, one SQLite file, and tables without names."""
    from game.classroom.report import write
    from game.classroom.session import gather as read
    from game.press.pen import sheet
    from game.progress import progress

    sheet(paper)  # what is wrong is told before the scores are worked out
    target = out or folder / "session"
    if target.resolve() == folder.resolve():
        raise BadInput(f"--out {target}: would write over the answers in it, quiz.csv; name another folder")
    with progress("tables", max(1, len(list(folder.glob("*.jsonl"))))) as tell:
        session = read(folder, replicates, seed, workers, tell)
    for line in session.left_out:
        print(f"dilemma: {line}", file=sys.stderr)
    written = write(session, target, messages=messages, paper=paper)
    print(words("classroom.gather.written", out=target, files=", ".join(path.name for path in written)))


@app.command(name="print")
def kit(
    exercise: Annotated[str, typer.Argument(help="An exercise of the box, or a file.")],
    out: Annotated[Path, typer.Option(metavar="FILE.pdf", help="Where the kit is written.")],
    paper: Paper = "a4",
    minutes: Annotated[int, typer.Option(help="How long the lesson is: 50, 75 or 90.")] = LENGTH,
) -> None:
    """The printed kit of an exercise: board, cards, slips, tokens, odds, roles, script, quiz."""
    from game.classroom.exercise import load
    from game.classroom.kit import write
    from game.cli.maps import chart

    if out.suffix.lower() != ".pdf":
        raise BadInput(words("classroom.kit.suffix", path=out))
    done = write(load(exercise), minutes, paper, chart, out)
    print(words("classroom.kit.written", path=out, pages=len(done.pages), paper=paper))
