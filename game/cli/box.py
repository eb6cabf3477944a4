"""Commands that show what is in the box."""

from __future__ import annotations

import itertools
import textwrap
from pathlib import Path
from typing import Annotated

import typer

from game.cli.base import Json, Seed, app, document
from game.words import words


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
    from game.players import LEVELS, PLAYERS
    from game.players.moves import MOVES
    from game.players.personas import BUDGETS, personas

    def kind(name: str) -> str:
        return "level" if name in LEVELS else "persona" if name in personas() else "other"

    rows = [{"name": p.name, "kind": kind(p.name), "about": p.about} for p in PLAYERS.values()]
    for row in rows:
        if row["kind"] == "persona":
            row["portrait"] = personas()[row["name"]].portrait
    rows.append({"name": "always:MOVE", "kind": "pattern", "about": words("player.always")})
    rows.append({"name": "cycle:MOVE/MOVE", "kind": "pattern", "about": words("player.cycle")})
    if as_json:
        document(rows)
        return
    for title in ("level", "persona", "other", "pattern"):
        print(words(f"player.list.{title}", levels=", ".join(BUDGETS)))
        for row in (row for row in rows if row["kind"] == title):
            print(f"  {row['name']}: {row['about']}")
            if "portrait" in row:
                print(textwrap.fill(row["portrait"], 96, initial_indent="    ", subsequent_indent="    "))
    print(words("player.moves", moves=", ".join(MOVES)))


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
