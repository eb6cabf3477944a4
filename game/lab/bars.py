"""The bars that players must clear, measured: the table of the README, by `dilemma tournament --bars`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from game.crew import Crew
from game.lab.tournament import BUDGETS, Arena, Count, Duel, dear, duels, mirror, usual
from game.lab.train import Plan, exploiter
from game.players import LEVELS
from game.progress import progress
from game.scenario import load
from game.stats import Interval

TOP = "master"
YARDSTICKS = (
    "random",
    "always:butter",
    "always:shield1",
    "always:sword3",
    "always:sword-strike",
    "cycle:sword3/strike",
)
DULL = (
    "always:butter",
    "always:mobilise",
    "always:shield1",
    "always:shield3",
    "always:sword3",
    "always:strike",
    "always:sword-strike",
)
STRONGER, SURE, EXPLOITED, EVEN = 0.30, 0.85, 0.20, 0.03


@dataclass(frozen=True)
class Bar:
    """One line of the table."""

    test: str
    value: float
    ci: Interval
    wanted: str
    passed: bool
    games: int


def ladder(games: Count, arena: Arena, crew: Crew) -> list[Bar]:
    """Each level alone among five of the level below."""
    levels = list(LEVELS)
    found = duels(list(zip(levels[1:], levels, strict=False)), games, arena, crew)
    return [_bar(f"{d.entrant} among {d.rival}", d, f"lower bound > {STRONGER}", d.ci[0] > STRONGER) for d in found]


def yardsticks(games: Count, arena: Arena, crew: Crew) -> list[Bar]:
    """The strongest among random and dull players; dull players among those of the rules."""
    top = duels([(TOP, dull) for dull in YARDSTICKS], games, arena, crew)
    out = [_bar(f"{d.entrant} among {d.rival}", d, f">= {SURE}", d.share >= SURE) for d in top]
    even = 1 / arena.seats
    low = duels([(dull, "rules") for dull in DULL], games, arena, crew)
    return out + [_bar(f"{d.entrant} among rules", d, f"at most {even:.3f}", d.share <= even) for d in low]


def budgets(games: int, arena: Arena, crew: Crew) -> list[Bar]:
    """The strongest with less and more to spend, among trained ones; the same seeds for all."""
    found = duels([(f"{b}:{TOP}", "trained") for b in BUDGETS], lambda a, b: games, arena, crew)
    out = []
    for before, d in zip([None, *found], found, strict=False):
        least = before.share if before else 0.0
        out.append(_bar(f"{d.entrant} rollouts among trained", d, "not below the line above", d.share >= least))
    return out


def mirrors(games: int, arena: Arena, crew: Crew) -> list[Bar]:
    """Every seat of a symmetric map alike."""
    codes = load(arena.scenario).world.codes
    even = 1 / len(codes)
    rows = mirror("trained", games, arena, crew)
    return [
        Bar(f"trained everywhere: {code}", share, ci, f"{even:.3f} ± {EVEN}", abs(share - even) <= EVEN, games)
        for code, (share, ci) in zip(codes, rows, strict=True)
    ]


def exploited(name: str, games: int, arena: Arena, crew: Crew, plan: Plan) -> Bar:
    """A linear policy trained against five copies of what ships, on other seeds than it is measured on."""
    with progress("generations", plan.generations) as tell:
        who = exploiter(plan, name, arena.scenario, tell)
    d = duels([(who, name)], lambda a, b: games, arena, crew)[0]
    return _bar(f"exploiter among {name}", d, f"<= {EXPLOITED}", d.share <= EXPLOITED)


def _bar(test: str, d: Duel, wanted: str, passed: bool) -> Bar:
    return Bar(test, d.share, d.ci, wanted, passed, d.games)


def main(
    exploit: str | None,
    games: int,
    few: int,
    arena: Arena,
    *,
    crew: Crew,
    as_json: bool,
    document: Callable[[Any], None],
) -> None:
    """Measure and print; one line a bar."""
    began = time.perf_counter()
    count = usual(games, few)
    if exploit:
        plan = Plan(8, 6, arena.seed + 1) if dear(exploit) else Plan(30, seed=arena.seed + 1)
        found: Sequence[Bar] = [exploited(exploit, count(exploit, exploit), arena, crew, plan)]
    else:
        found = [
            *ladder(count, arena, crew),
            *yardsticks(count, arena, crew),
            *budgets(few, arena, crew),
            *mirrors(games, arena, crew),
        ]
    if as_json:
        document({**asdict(arena), "seconds": time.perf_counter() - began, "bars": [asdict(one) for one in found]})
        return
    for one in found:
        low, high = one.ci
        mark = "holds" if one.passed else "FALLS SHORT"
        print(f"{one.test}: {one.value:.3f} ({low:.3f} to {high:.3f}), wanted {one.wanted}: {mark}; {one.games} games")
    print(f"{arena}, {time.perf_counter() - began:.0f} s")
