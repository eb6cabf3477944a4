"""Commands for many games: experiments, simulations, speeds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.cli.base import MOST_GAMES, Json, Seed, app, document, idle, seats_named
from game.files import BadInput

if TYPE_CHECKING:
    from game.crew import Crew

Workers = Annotated[int | None, typer.Option(min=1, help="Processes. Default: one a processor.")]
Scheduler = Annotated[str | None, typer.Option(metavar="ADDRESS", help="Of a Dask cluster that does the work.")]


def _crew(workers: int | None, scheduler: str | None) -> Crew:
    """Who does the work; `BadInput` if both are named."""
    from game.crew import Crew

    if scheduler is not None:
        idle({"--workers": workers}, "is for processes here, and --scheduler has the work done by a cluster; leave one")
    return Crew(workers, scheduler)


@app.command()
def simulate(
    scenario: Annotated[str, typer.Option(help="A scenario of the box, or a TOML file.")] = "base",
    games: Annotated[int, typer.Option(min=1, max=MOST_GAMES)] = 1000,
    deal: Annotated[str | None, typer.Option(help="One of the scenario's deals.")] = None,
    players: Annotated[
        str | None,
        typer.Option(help="A player for each power, or one for all, separated by commas. Default: rules."),
    ] = None,
    seed: Seed = 1,
    scores: Annotated[bool, typer.Option("--scores/--no-scores", help="Score the first 1,000 of them.")] = True,
    workers: Workers = None,
    scheduler: Scheduler = None,
    as_json: Json = False,
) -> None:
    """Many games of players, summed up with 95% intervals."""
    from game.lab import simulate as many
    from game.players import DEFAULT, PERSON
    from game.progress import progress
    from game.scenario import load

    crew = _crew(workers, scheduler)
    box = load(scenario)
    names = seats_named("--players", players or DEFAULT, box.world.n)
    if PERSON in names:
        raise BadInput("--players: a person cannot be simulated; take a player (dilemma players lists them)")
    sample = min(games, many.SCORED) if scores else 0
    with progress("games", games + sample) as tell:
        result = many.simulate(box, names, games, seed, deal, tell, sample=sample, crew=crew)
    if as_json:
        document(result)
        return
    print("\n".join(many.page(box.world.name, result)))


@app.command()
def lab(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME...", help="Facts by number or name, all; balance, par, deals.")
    ],
    games: Annotated[
        int | None, typer.Option(min=50, max=MOST_GAMES, help="Games a cell. Default: as each fact needs.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Default: 2026; of balance and deals 1, of par 101.")] = None,
    as_json: Json = False,
    plots: Annotated[Path | None, typer.Option(help="A folder for a picture of every fact.")] = None,
    deal: Annotated[str | None, typer.Option(help="Of `deals`: a deal of base. Default: random.")] = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    write: Annotated[bool, typer.Option("--write", help="Write the measured pars to rules/par.toml.")] = False,
) -> None:
    """Experiments: does what theory says emerge? `balance` searches dull policies, `par` sets the points to reach,
    `deals` asks what talk is worth, and whether breaking one's word pays."""
    crew = _crew(workers, scheduler)
    if write and names != ["par"]:
        raise BadInput("--write: goes with lab par only")
    if deal is not None and names != ["deals"]:
        raise BadInput("--deal: goes with lab deals only")
    if {"balance", "deals", "par"} & set(names):
        from game.lab import balance, deals, par

        if len(names) > 1:
            raise BadInput("lab: balance, deals and par stand alone; ask for the rest in another call")
        idle({"--plots": plots}, f"is for pictures of facts, and lab {names[0]} draws none; leave it out")
        if names == ["deals"]:
            deals.main(
                games or deals.GAMES, seed, deal=deal or deals.DEAL, crew=crew, as_json=as_json, document=document
            )
            return
        measure = partial(par.main, write=write) if names == ["par"] else balance.main
        measure(games or 2000, seed, crew=crew, as_json=as_json, document=document)
        return
    from game.lab.facts import runner

    given = runner.SEED if seed is None else seed
    runner.main(names, games, given, crew=crew, as_json=as_json, plots=plots, print_document=document)


@app.command()
def bench(as_json: Json = False) -> None:
    """How fast this machine plays."""
    from game.lab.bench import MEASURES
    from game.lab.bench import bench as measure
    from game.progress import progress

    with progress("bench", len(MEASURES)) as tell:
        figures = measure(lambda name: tell(list(MEASURES).index(name) + 1))
    if as_json:
        document(figures)
        return
    for name, value in figures.items():
        print(f"{name}: {value:,.4g}" if value < 1000 else f"{name}: {value:,.0f}")


@app.command()
def tournament(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME...]", help="Players. Default: the five levels.")
    ] = None,
    scenario: Annotated[str, typer.Option(help="A scenario of the box, or a TOML file.")] = "six-powers",
    games: Annotated[int, typer.Option(min=1, max=MOST_GAMES, help="Games of every pair.")] = 2000,
    few: Annotated[
        int, typer.Option(min=1, max=MOST_GAMES, help="Games of a pair with a player that thinks long.")
    ] = 402,
    seed: Seed = 2026,
    deal: Annotated[
        str, typer.Option(help="A deal of the scenario, or 'alike': one card for all powers of a table.")
    ] = "random",
    workers: Workers = None,
    scheduler: Scheduler = None,
    plot: Annotated[Path | None, typer.Option(help="A picture of the table, PNG.")] = None,
    bars: Annotated[bool, typer.Option("--bars", help="The bars that the players must clear, instead.")] = False,
    exploit: Annotated[
        str | None, typer.Option(metavar="NAME", help="Train an exploiter against five of these, instead.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Round robin: each player alone among copies of each other, seats rotated, the same seeds for all."""
    from game.lab import bars as bar
    from game.lab import tournament as cup
    from game.players import player

    for name in [*(names or []), *([exploit] if exploit else [])]:
        player(name)
    if len(set(names or [])) == 1:
        raise BadInput("tournament: one player is given; name two or more, or none for the five levels")
    if plot is not None and plot.suffix.lower() != ".png":
        raise BadInput(f"--plot {plot}: name a file that ends in .png")
    crew = _crew(workers, scheduler)
    if bars or exploit:
        instead = "--bars" if bars else "--exploit"
        given = {"--plot": plot, " ".join(names or []): names or None, "--exploit": exploit if bars else None}
        idle(given, f"is not for {instead}, which has players of its own and draws no table; leave one of the two out")
    arena = cup.arena_of(scenario, seed, deal)
    if bars or exploit:
        bar.main(exploit, games, few, arena, crew=crew, as_json=as_json, document=document)
        return
    cup.main(
        names or [],
        games,
        few,
        arena,
        crew=crew,
        as_json=as_json,
        plot=plot,
        document=document,
    )


@app.command()
def train(
    generations: Annotated[int, typer.Option(min=1)] = 60,
    seed: Seed = 1,
    out: Annotated[Path | None, typer.Option(help="A file. Default: the shipped weights.")] = None,
) -> None:
    """Train the linear policy anew by the cross-entropy method: about a minute."""
    from game.lab.train import Plan
    from game.lab.train import train as by_entropy
    from game.players import weights
    from game.progress import progress

    with progress("generations", generations) as tell:
        found = by_entropy(Plan(generations, seed=seed), tell=tell)
    path = out or weights.home()
    weights.write(path, found, seed, f"dilemma train --generations {generations} --seed {seed}")
    print(f"{path}: {len(found)} weights, engine {weights.engine()}")
