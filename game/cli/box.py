"""Commands that show what is in the box."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Annotated

import typer

from game.cli.base import Json, Seed, app, document


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
        document(rows)
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
        document(rows)
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
        document(rows)
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
        document(found if name is None else found[0])
        return
    for line in table(found) if name is None else page(found[0]):
        print(line)
