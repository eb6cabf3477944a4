"""The one entry: `dilemma`. Exit 0 good, 1 a check failed, 2 bad input with one clear line."""

from __future__ import annotations

import io
import itertools
import json
import math
import os
import shlex
import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from game.files import BadInput, CheckFailed

app = typer.Typer(
    name="dilemma",
    help="Security Dilemma: a negotiation game about fear.",
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Json = Annotated[bool, typer.Option("--json", help="One JSON document and nothing else.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Same seed and orders, same result.")]


# Whatever typer takes for a wrong command line is a ClickException; where that class lives varies.
_USAGE: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


def main() -> None:
    """Run the command line; whatever is wrong with the input is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):  # a terminal that lacks a letter shows a question mark
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    raise SystemExit(run(sys.argv[1:]))


def run(args: list[str]) -> int:
    """The exit code of one command line."""
    try:
        code = typer.main.get_command(app)(args=args, prog_name="dilemma", standalone_mode=False)
        if sys.stdout:  # none, if it was closed
            sys.stdout.flush()
        return int(code or 0)
    except BadInput as error:
        return _complain(str(error))
    except CheckFailed as error:
        return _complain(str(error), code=1)
    except typer.Exit as error:
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        print(file=sys.stderr)
        return 130
    except (BrokenPipeError, SystemExit):  # the reader has seen enough; typer exits with 1 then
        _drop_output()
        return 0
    except OSError as error:  # such as a full disk
        _drop_output()
        return _complain(f"{error.filename or 'output'}: {error.strerror}; mend that or name another place")
    except _USAGE as error:
        return _complain(f"{error.format_message().rstrip(chr(46))}; see dilemma --help")


def _drop_output() -> None:
    """What is still to be written goes nowhere, so that Python does not complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(line: str, code: int = 2) -> int:
    print("dilemma: " + " ".join(line.split()), file=sys.stderr)
    return code


def _document(value: Any) -> None:
    """Print one JSON document; what is no number is null."""

    def clean(x: Any) -> Any:
        if isinstance(x, float):
            return round(x, 6) if math.isfinite(x) else None
        if isinstance(x, dict):
            return {k: clean(v) for k, v in x.items()}
        return [clean(v) for v in x] if isinstance(x, list | tuple) else x

    print(json.dumps(clean(value), indent=2, ensure_ascii=False))


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
    from game import record as records
    from game import text as terminal
    from game.chance import random_seed
    from game.players import PERSON
    from game.scenario import load

    if resume is not None:
        given = [name for name, value in (("--scenario", scenario), ("--deal", deal), ("--seats", seats)) if value]
        if given or seed is not None or record is not None:
            raise BadInput(
                f"--resume: goes on with the game as it is; leave out {(given or ['--seed and --record'])[0]}"
            )
        match = records.resume(resume)
        path = resume
    else:
        box = load(scenario or "base")
        path = record or _new_path(box.id)
        names = _names("--seats", seats or PERSON, box.world.n)
        match = records.new_match(box, names, random_seed() if seed is None else seed, deal, path)
        print(f"Commitment to the hidden cards: {match.secret.commitment}", file=sys.stderr)
    print(f"Saved at every seal in {path}", file=sys.stderr)
    if not text:
        print("The board is still being made: this is the game in the terminal, as with --text.", file=sys.stderr)
    try:
        terminal.play(match, sys.stdin, sys.stdout, coach=coach)
    except KeyboardInterrupt:
        print(file=sys.stderr)
    name = shlex.quote(str(path))
    print(f"Commitment to the hidden cards: {match.secret.commitment}", file=sys.stderr)
    if match.over:
        print(f"Prove it, tell it again, ask who wanted it: dilemma verify, replay or debrief {name}", file=sys.stderr)
    else:
        print(f"Saved. Go on with: dilemma play --text --resume {name}", file=sys.stderr)


def _names(option: str, text: str, n: int) -> list[str]:
    """One name per power, checked."""
    from game.players import PERSON, player

    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name != PERSON:
            player(name)
    if len(names) == 1:
        names *= n
    if len(names) != n:
        raise BadInput(f"{option}: {len(names)} given for {n} powers; give 1 or {n}, separated by commas")
    return names


def _new_path(scenario: str) -> Path:
    import time

    from platformdirs import user_data_path

    stem = f"{time.strftime('%Y-%m-%d-%H%M%S')}-{scenario}"
    names = itertools.chain([stem], (f"{stem}-{count}" for count in itertools.count(2)))
    paths = (user_data_path("security-dilemma") / "records" / f"{name}.jsonl" for name in names)
    return next(path for path in paths if not path.exists())


@app.command()
def simulate(
    scenario: Annotated[str, typer.Option(help="A scenario of the box, or a TOML file.")] = "base",
    games: Annotated[int, typer.Option(min=1)] = 1000,
    deal: Annotated[str | None, typer.Option(help="One of the scenario's deals.")] = None,
    players: Annotated[
        str | None,
        typer.Option(help="A player for each power, or one for all, separated by commas. Default: rules."),
    ] = None,
    seed: Seed = 1,
    scores: Annotated[bool, typer.Option("--scores/--no-scores", help="Score the first 1,000 of them.")] = True,
    as_json: Json = False,
) -> None:
    """Many games of players, summed up with 95% intervals."""
    from game.lab import simulate as many
    from game.players import DEFAULT, PERSON
    from game.progress import progress
    from game.scenario import load

    box = load(scenario)
    names = _names("--players", players or DEFAULT, box.world.n)
    if PERSON in names:
        raise BadInput("--players: a person cannot be simulated; take a player (dilemma players lists them)")
    scored = min(games, many.SCORED) if scores else 0
    with progress("games", games + scored) as tell:
        result = many.simulate(box, names, games, seed, deal, tell, scored=scored)
    if as_json:
        _document(result)
        return
    print("\n".join(many.page(box.world.name, result)))


@app.command()
def replay(file: Path) -> None:
    """Tell a recorded game again; what was secret stays so until its end."""
    from game import record as records
    from game.text import retell

    done = records.replay(file, strict=True)
    retell(done.match, sys.stdout, ended=done.ended)
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
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write a page, pictures and tables.")] = None,
    replicates: Annotated[int, typer.Option(min=1, help="Replays behind every score.")] = 200,
    seed: Seed = 1,
    since: Annotated[int | None, typer.Option("--from", metavar="ROUND", help="What if, from there on ...")] = None,
    order: Annotated[list[str] | None, typer.Option(metavar="'AAA: ...; ...'", help="... it had ordered this;")] = None,
    truth: Annotated[bool, typer.Option("--truth", help="... all had known who is benign;")] = False,
    void_pacts: Annotated[bool, typer.Option("--void-pacts", help="... pacts and hands had been void;")] = False,
    commit: Annotated[bool, typer.Option("--commit", help="... no buck had been passed?")] = False,
    as_json: Json = False,
) -> None:
    """What came of a finished game: who wanted its wars, and what fear did; or, from a round on, what if."""
    from game.debrief import document, page, recorded, write

    if since is not None or order or truth or void_pacts or commit:
        from game.debrief.of_record import otherwise

        kinds = {"truth": truth, "void": void_pacts, "commit": commit}
        asked = otherwise(file, since, order or [], kinds, replicates, seed, out)
        _document(asked.document) if as_json else print(asked.page)
        return
    found = recorded(file, replicates, seed)
    if out is not None:
        print(f"Written to {out}: {', '.join(path.name for path in write(found, out))}", file=sys.stderr)
    if as_json:
        _document(document(found))
    else:
        print(page(found))


@app.command()
def scenarios(as_json: Json = False) -> None:
    """The scenarios in the box."""
    from game.scenario import load, names

    boxes = [load(name) for name in names()]
    rows = [
        {
            "name": box.id,
            "title": box.world.name,
            "powers": list(box.world.codes),
            "rounds": list(box.world.rounds),
            "modules": sorted(box.world.modules),
            "deals": list(box.deals),
            "summary": box.world.summary,
        }
        for box in boxes
    ]
    if as_json:
        _document(rows)
        return
    for box in boxes:
        low, high = box.world.rounds
        print(
            f"{box.id}: {box.world.name}. {box.world.n} powers, {low} to {high} rounds. Deals: {', '.join(box.deals)}"
        )


@app.command()
def players(as_json: Json = False) -> None:
    """Who can sit in a seat besides a person."""
    from game.players import PLAYERS
    from game.players.moves import MOVES

    rows = [{"name": p.name, "about": p.about} for p in PLAYERS.values()]
    rows.append({"name": "always:MOVE", "about": "does the same every round"})
    rows.append({"name": "cycle:MOVE/MOVE", "about": "two moves in turn"})
    if as_json:
        _document(rows)
        return
    for row in rows:
        print(f"{row['name']}: {row['about']}")
    print("MOVE is one of " + ", ".join(MOVES) + "; with -yield at its end it yields when struck")


@app.command()
def cases(file: Annotated[Path | None, typer.Argument()] = None, as_json: Json = False) -> None:
    """Run the casebook, or a file of cases."""
    from game.cases import main_table

    rows, good = main_table([file] if file else None)
    if as_json:
        _document(rows)
    else:
        for row in rows:
            print(f"{'good  ' if row['ok'] else 'FAILED'} {row['number']} {row['title']}")
            for failure in row["failures"]:
                print(f"       {failure}")
        print(f"{sum(row['ok'] for row in rows)} of {len(rows)} cases hold")
    if not good:
        raise typer.Exit(1)


@app.command()
def history(
    name: Annotated[str | None, typer.Argument(metavar="NAME|FILE", help="Default: all of them, in a table.")] = None,
    seed: Seed = 1,
    replicates: Annotated[int, typer.Option(min=1, help="For the intervals.")] = 200,
    as_json: Json = False,
) -> None:
    """Replay a real episode: what the scores make of it, and what historians do."""
    from game.history import load, names, report
    from game.history.reports import page, table
    from game.progress import progress

    histories = [load(one) for one in (names() if name is None else [name])]
    done = itertools.count(1)
    with progress("readings", sum(len(one.readings) for one in histories)) as tell:
        found = [report(one, seed, replicates, tell=lambda: tell(next(done))) for one in histories]
    if as_json:
        _document(found if name is None else found[0])
        return
    for line in table(found) if name is None else page(found[0]):
        print(line)


@app.command()
def lab(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Facts by number or name, all, balance, par.")],
    games: Annotated[int | None, typer.Option(min=50, help="Games a cell. Default: as each fact needs.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Default: 2026; of balance 1, of par 101.")] = None,
    as_json: Json = False,
    plots: Annotated[Path | None, typer.Option(help="A folder for a picture of every fact.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes. Default: one a processor.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write the measured pars to rules/par.toml.")] = False,
) -> None:
    """Experiments: does what theory says emerge? `balance` searches dull policies, `par` sets the points to reach."""
    if write and names != ["par"]:
        raise BadInput("--write: goes with lab par only")
    if {"balance", "par"} & set(names):
        from game.lab import balance, par

        if len(names) > 1:
            raise BadInput("lab: balance and par stand alone; ask for the rest in another call")
        measure = partial(par.main, write=write) if names == ["par"] else balance.main
        measure(games or 2000, seed, workers=workers, as_json=as_json, document=_document)
        return
    from game.lab.facts import runner

    given = runner.SEED if seed is None else seed
    runner.main(names, games, given, workers=workers, as_json=as_json, plots=plots, print_document=_document)


@app.command()
def bench(as_json: Json = False) -> None:
    """How fast this machine plays."""
    from game.lab.bench import MEASURES
    from game.lab.bench import bench as measure
    from game.progress import progress

    with progress("bench", len(MEASURES)) as tell:
        figures = measure(lambda name: tell(list(MEASURES).index(name) + 1))
    if as_json:
        _document(figures)
        return
    for name, value in figures.items():
        print(f"{name}: {value:,.4g}" if value < 1000 else f"{name}: {value:,.0f}")
