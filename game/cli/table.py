"""Commands of one game: play it, tell it again, check it, look back on it."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.cli.base import Json, Seed, app, document, idle, seats_named
from game.files import BadInput

if TYPE_CHECKING:
    from game.scenario import Scenario
    from game.sitting import Sitting


@app.callback(invoke_without_command=True)
def opening(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        play()


@app.command()
def play(
    scenario: Annotated[str | None, typer.Option(help="A scenario of the box, or a TOML file. Default: base.")] = None,
    deal: Annotated[str | None, typer.Option(help="One of the scenario's deals.")] = None,
    seats: Annotated[str | None, typer.Option(help="person or a player for each power, or one for all.")] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, help="For the same game again; by default nobody knows it.")
    ] = None,
    coach: Annotated[bool, typer.Option("--coach", help="Show hints.")] = False,
    text: Annotated[bool, typer.Option("--text", help="In the terminal.")] = False,
    resume: Annotated[Path | None, typer.Option(help="Go on with a saved game.")] = None,
    record: Annotated[Path | None, typer.Option(help="Where to save; by default among your data.")] = None,
) -> None:
    """Play: two to seven people at one screen, players in any seat."""
    given = {
        "--scenario": scenario,
        "--deal": deal,
        "--seats": seats,
        "--seed": seed,
        "--record": record,
    }
    named = [option for option, value in given.items() if value is not None]
    if resume is not None and named:
        raise BadInput(f"--resume: goes on with the game as it is; leave out {named[0]}")

    def lay_out() -> Sitting:
        from game.sitting import Sitting
        from game.sitting.shelf import new_path

        if resume is not None:
            return Sitting.resume(resume, coach=coach)
        box, names = _game(scenario, seats)
        return Sitting.new(box, names, deal=deal, seed=seed, path=record or new_path(box.id), coach=coach)

    if text:
        _in_terminal(lay_out(), fresh=resume is None)
        return
    from game.ui.start import play as on_screen

    if resume is not None:
        sitting = lay_out()
        on_screen(lambda: sitting)
    elif named or coach:
        _check(scenario, seats, deal)  # what is wrong with the game is said before what is wrong with the display
        on_screen(lay_out)
    else:
        on_screen()


def _game(scenario: str | None, seats: str | None) -> tuple[Scenario, list[str]]:
    from game.players import PERSON
    from game.scenario import load

    box = load(scenario or "base")
    return box, seats_named("--seats", seats or PERSON, box.world.n)


def _check(scenario: str | None, seats: str | None, deal: str | None) -> None:
    """Raises `BadInput` for a game that cannot be laid out; nothing is written."""
    from game.sitting import Sitting

    box, names = _game(scenario, seats)
    Sitting.new(box, names, deal=deal, seed=0)


def _in_terminal(sitting: Sitting, *, fresh: bool) -> None:
    """The game between standard input and output; what is about the file goes to standard error."""
    from game import text as terminal

    if fresh:
        print(f"Commitment to the hidden cards: {sitting.commitment}", file=sys.stderr)
    print(f"Saved at every seal in {sitting.path}", file=sys.stderr)
    try:
        terminal.play(sitting, sys.stdin, sys.stdout)
    except KeyboardInterrupt:
        print(file=sys.stderr)
    name = shlex.quote(str(sitting.path))
    print(f"Commitment to the hidden cards: {sitting.commitment}", file=sys.stderr)
    if sitting.over:
        print(f"Prove it, tell it again, ask who wanted it: dilemma verify, replay or debrief {name}", file=sys.stderr)
    else:
        print(f"Saved. Go on with: dilemma play --text --resume {name}", file=sys.stderr)


@app.command()
def replay(
    file: Path, why: Annotated[bool, typer.Option("--why", help="Tell why each did what it did; some time.")] = False
) -> None:
    """Tell a recorded game again; what was secret stays so until its end."""
    from functools import partial

    from game import record as records
    from game.reasons import reasons
    from game.text import retell

    done = records.replay(file, strict=True)
    if why and not done.ended:
        raise BadInput(f"{file}: --why: this game is not over, and its reasons are secret until then; leave --why out")
    asked = {"why": partial(reasons, done.match)} if why else {}
    retell(done.match, sys.stdout, ended=done.ended, **asked)
    if done.problem is not None:
        print(f"dilemma: {file}: {done.problem}", file=sys.stderr)
        raise typer.Exit(1 if done.problem.kind == "edited" else 2)


@app.command()
def verify(file: Path) -> None:
    """Check a record: every line, every state, and the commitment to the hidden cards."""
    from game import record as records

    done = records.replay(file, strict=True)
    if done.problem is not None:
        print(f"dilemma: {file}: {done.problem}", file=sys.stderr)
        raise typer.Exit(1 if done.problem.kind == "edited" else 2)
    lines = 1 + len(done.loaded.entries)
    state = "complete; the cards are those committed to" if done.ended else "unfinished; good so far"
    print(f"{file}: {lines} lines, {len(done.match.steps)} steps, every state agrees; {state}")


@app.command()
def debrief(
    file: Path,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write a page, a PDF, pictures and tables.")] = None,
    paper: Annotated[str | None, typer.Option(help="Of the PDF: a4 or letter. Default: a4.")] = None,
    replicates: Annotated[int, typer.Option(min=2, help="Replays behind every score; an interval needs two.")] = 200,
    seed: Seed = 1,
    since: Annotated[int | None, typer.Option("--from", metavar="ROUND", help="What if, from there on ...")] = None,
    order: Annotated[list[str] | None, typer.Option(metavar="'AAA: ...; ...'", help="... it had ordered this;")] = None,
    truth: Annotated[bool, typer.Option("--truth", help="... all had known who is benign;")] = False,
    void_pacts: Annotated[bool, typer.Option("--void-pacts", help="... pacts and hands had been void;")] = False,
    commit: Annotated[bool, typer.Option("--commit", help="... no buck had been passed?")] = False,
    as_json: Json = False,
) -> None:
    """What came of a finished game: who wanted its wars, and what fear did; or, from a round on, what if."""
    from game.debrief import document as plain
    from game.debrief import page, recorded, write

    if out is None:
        idle({"--paper": paper}, "is of the debrief that is printed; name a folder for it with --out")
    if since is not None or order or truth or void_pacts or commit:
        from game.debrief.of_record import otherwise

        kinds = {"truth": truth, "void": void_pacts, "commit": commit}
        asked = otherwise(file, since, order or [], kinds, replicates, seed, out)
        document(asked.document) if as_json else print(asked.page)
        return
    size = paper or "a4"
    if out is not None:
        from game.press.pen import sheet

        sheet(size)  # what is wrong is told before the scores are worked out
    found = recorded(file, replicates, seed)
    if out is not None:
        print(f"Written to {out}: {', '.join(path.name for path in write(found, out, size))}", file=sys.stderr)
    if as_json:
        document(plain(found))
    else:
        print(page(found))
