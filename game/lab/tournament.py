"""Who is stronger: round robins with rotated seats and paired seeds, and the bars the players must clear.

Players win by reaching par, together or not at all. To compare *strength* only, a win here means the most points above
one's own par at the table, ties shared. An entrant sits alone among copies of a rival, in every seat equally often, and
game k has the same cards and dice whoever plays. With the deal "alike" all powers of a table hold the same card, each
card as often as it is in the deck: every rival is as likely to want land as the deck says, and nobody is first by a
better card. Games come in parcels of a fixed size, so that nothing depends on the number of workers. There are no
ratings: a table of direct shares with intervals says more than one number.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from game.arrays import Array
from game.crew import Crew
from game.files import BadInput
from game.match import Results, play_batch
from game.players import LEVELS, Player, player, think
from game.players.personas import Budget, Taste, taste
from game.progress import progress
from game.scenario import INTENTS, Scenario, load
from game.schema import Deal
from game.stats import Interval, mean

SCENARIO = "six-powers"  # six alike in a ring: par is a sixth
SEED = 2026
PARCEL, LARGE = 20, 500  # games of one task, where somebody thinks long and where nobody does
Count = Callable[[str, str], int]  # games of an entrant and its rival
BUDGETS = (4, 16, 64, 256)
ALIKE, ALL = "alike", "all:"  # the deal in which a table has one card; such a deal of one card


@dataclass(frozen=True)
class Arena:
    """Where strength is measured: a scenario, a deal of it or `ALIKE`, and the seed of all luck."""

    scenario: str = SCENARIO
    seed: int = SEED
    deal: str = "random"

    @property
    def seats(self) -> int:
        return load(self.scenario).world.n

    def __str__(self) -> str:
        return f"{self.scenario}, cards {self.deal}, seed {self.seed}"

    def shares(self, games: int) -> dict[str, int]:
        """Games of each deal to be played, at least one: all of one, or by the deck of one card for all."""
        if self.deal != ALIKE:
            return {self.deal: games}
        deck = load(self.scenario).world.deck
        return {
            ALL + name: max(1, round(games * float(card / deck.sum())))
            for name, card in zip(INTENTS, deck, strict=True)
            if card > 0
        }


def arena_of(scenario: str, seed: int, deal: str) -> Arena:
    """An arena; `BadInput` for a deal that there is not."""
    deals = load(scenario).deals
    if deal != ALIKE and deal not in deals:
        raise BadInput(f"--deal '{deal}': {scenario} has none of that name; there are {', '.join([*deals, ALIKE])}")
    return Arena(scenario, seed, deal)


def box_of(scenario: str, deal: str) -> Scenario:
    """The scenario, with the deal of one card for all if that is asked for."""
    box = load(scenario)
    if not deal.startswith(ALL):
        return box
    return replace(box, deals={**box.deals, deal: Deal.model_validate({"deck": {deal.removeprefix(ALL): 1}})})


def leads(found: Results) -> Array:
    """(N, B) shares of the table's one win: most points above one's own par, ties shared."""
    above = found.points - found.par
    best = above == above.max(0)
    return np.asarray(best / best.sum(0))


def seat(name: str | Player) -> Player:
    """A player by name; ``ROLLOUTS:LEVEL`` is that level with another budget."""
    if isinstance(name, Player):
        return name
    rollouts, _, level = name.partition(":")
    if not rollouts.isdigit():
        return player(name)
    found = taste(level)
    assert found is not None, name
    assert found.budget is not None, name
    other = Taste(name, found.persona, Budget(int(rollouts), found.budget.horizon, found.budget.learns))
    return Player(name, "", partial(think, other), other.knobs)


@dataclass(frozen=True)
class Parcel:
    """Some games of one entrant among rivals, in one seat."""

    entrant: str | Player
    rival: str
    place: int
    first: int
    games: int
    arena: Arena  # its deal is one that is played


def played(parcel: Parcel) -> tuple[Array, Array]:
    """Of every game the share of the win, and the points above par, of all seats: (N, B) each."""
    where = parcel.arena
    box = box_of(where.scenario, where.deal)
    seats = [seat(parcel.rival)] * box.world.n
    seats[parcel.place] = seat(parcel.entrant)
    games = play_batch(box, seats, parcel.games, where.seed, deal=where.deal, first=parcel.first)
    found = Results.join(list(games))
    return leads(found), (found.points - found.par).astype(float)


@dataclass(frozen=True)
class Duel:
    """One entrant among copies of one rival, over all seats."""

    entrant: str
    rival: str
    games: int
    share: float  # of wins
    ci: Interval
    above: float  # points above its par
    above_ci: Interval


def parcels(entrant: str | Player, rival: str, games: int, arena: Arena) -> list[Parcel]:
    """At least so many games, the same number in every seat."""
    out = []
    size = PARCEL if dear(entrant) or dear(rival) else LARGE
    first = 0
    for deal, count in arena.shares(-(-games // arena.seats)).items():
        for place in range(arena.seats):
            out += _cut(entrant, rival, place, first, count, size, replace(arena, deal=deal))
            first += count
    return out


def _cut(
    entrant: str | Player, rival: str, place: int, first: int, count: int, size: int, arena: Arena
) -> list[Parcel]:
    starts = range(first, first + count, size)
    return [Parcel(entrant, rival, place, k, min(size, first + count - k), arena) for k in starts]


def duels(pairs: Sequence[tuple[str | Player, str]], games: Count, arena: Arena, crew: Crew) -> list[Duel]:
    """Every pair of an entrant and its rivals, as many games as ``games`` says."""
    tasks = [parcels(a, b, games(seat(a).name, b), arena) for a, b in pairs]
    out = []
    every = _each(played, [one for some in tasks for one in some], crew)
    for (a, b), some in zip(pairs, tasks, strict=True):
        rows = [(won[one.place], above[one.place]) for one, (won, above) in zip(some, every, strict=False)]
        won, above = (np.concatenate([row[x] for row in rows]) for x in (0, 1))
        out.append(Duel(seat(a).name, b, len(won), *mean(won), *mean(above)))
    return out


def _each(work: Callable[[Parcel], Any], tasks: Sequence[Parcel], crew: Crew) -> Iterable[Any]:
    """The results in order, with progress; one iterator, to be read once."""
    with progress("parcels", len(tasks)) as tell:
        for done, found in enumerate(crew.each(work, tasks), 1):
            yield found
            tell(done)


def dear(name: str | Player) -> bool:
    """Whether this player thinks long."""
    if isinstance(name, Player):
        return False
    level, _, rest = name.partition(":")
    found = taste(rest if level.isdigit() else name)
    return found is not None and found.budget is not None


def usual(games: int, few: int) -> Count:
    """Fewer games where somebody thinks long."""

    def count(a: str, b: str) -> int:
        return few if dear(a) or dear(b) else games

    return count


def round_robin(names: Sequence[str], games: Count, arena: Arena, crew: Crew) -> list[Duel]:
    """Everyone alone among copies of everyone else."""
    return duels([(a, b) for a in names for b in names if a != b], games, arena, crew)


def mirror(name: str, games: int, arena: Arena, crew: Crew) -> list[tuple[float, Interval]]:
    """Shares by seat where all play alike."""
    size, first, tasks = PARCEL if dear(name) else LARGE, 0, []
    for deal, count in arena.shares(games).items():
        tasks += _cut(name, name, 0, first, count, size, replace(arena, deal=deal))
        first += count
    won = np.concatenate([row for row, _ in _each(played, tasks, crew)], 1)
    return [mean(row) for row in won]


# ---- the command ----------------------------------------------------------------------------------------


def main(
    names: Sequence[str],
    games: int,
    few: int,
    arena: Arena,
    *,
    crew: Crew,
    as_json: bool,
    plot: Path | None,
    document: Callable[[Any], None],
) -> None:
    """Play, and print a table: rows are entrants, columns the rivals they sat among."""
    began = time.perf_counter()
    names = list(names) or list(LEVELS)
    found = round_robin(names, usual(games, few), arena, crew)
    if plot is not None:
        picture(names, found, plot)
    if as_json:
        rows = [asdict(one) for one in found]
        document({**asdict(arena), "seconds": time.perf_counter() - began, "duels": rows})
        return
    for line in table(names, found):
        print(line)
    n = arena.seats
    print(f"share of wins, one of the row among {n - 1} of the column; {1 / n:.1%} is even; {arena}")


def table(names: Sequence[str], found: Sequence[Duel]) -> list[str]:
    """Shares with half the width of their 95% intervals."""
    cells = {(one.entrant, one.rival): one for one in found}
    wide = max(13, *(len(name) + 1 for name in names))
    lines = [" " * wide + "".join(f"{name:>{wide}}" for name in names)]
    for a in names:
        row = [cells.get((a, b)) for b in names]
        shown = ["" if one is None else f"{one.share:.1%} ±{(one.ci[1] - one.ci[0]) / 2:.1%}" for one in row]
        lines.append(f"{a:<{wide}}" + "".join(f"{text:>{wide}}" for text in shown))
    return lines


def picture(names: Sequence[str], found: Sequence[Duel], path: Path) -> None:
    """The same table as a picture."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    grid = np.full((len(names), len(names)), np.nan)
    for one in found:
        grid[names.index(one.entrant), names.index(one.rival)] = one.share
    figure = Figure(figsize=(2.5 + 0.8 * len(names), 1.8 + 0.6 * len(names)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.imshow(grid, cmap="RdBu", vmin=0, vmax=1, aspect="auto")
    axes.set_xticks(range(len(names)), names, rotation=30, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("rivals, all others at the table")
    axes.set_ylabel("entrant, one seat in turn")
    for (x, y), share in np.ndenumerate(grid):
        if np.isfinite(share):
            axes.text(
                y, x, f"{share:.0%}", ha="center", va="center", color="white" if abs(share - 0.5) > 0.3 else "black"
            )
    axes.set_title("share of tables won", loc="left", fontsize=11)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=120, metadata={"Software": None})
