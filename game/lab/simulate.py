"""Many games of players, summed up: `dilemma simulate`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from game.arrays import Array
from game.chance import Chance
from game.crew import ALONE, Crew
from game.intents.mind import PLAIN
from game.match import BATCH, Results, play_batch, play_steps, seated
from game.players import Player
from game.scenario import INTENTS, Scenario
from game.scores.model import SCORES
from game.stats import Sum, share
from game.words import numeral

SCORED = 1000  # games that are scored unless more are asked for: it takes several times as long as to play them
SCORE_BATCH = 250  # games scored at once; their steps and lanes are all in memory


@dataclass
class Summary:
    """Running sums over batches; power lists are in table order."""

    powers: int
    games: int = 0
    wars: int = 0
    rounds: Sum = field(default_factory=Sum)
    battles: Sum = field(default_factory=Sum)
    yields: Sum = field(default_factory=Sum)
    arms: Sum = field(default_factory=Sum)
    butter: Sum = field(default_factory=Sum)
    won: list[int] = field(default_factory=list)
    conquered: list[int] = field(default_factory=list)
    points: list[Sum] = field(default_factory=list)
    by_card: list[tuple[Sum, Sum]] = field(default_factory=lambda: [(Sum(), Sum()) for _ in INTENTS])

    def __post_init__(self) -> None:
        self.won = self.won or [0] * self.powers
        self.conquered = self.conquered or [0] * self.powers
        self.points = self.points or [Sum() for _ in range(self.powers)]

    def add(self, some: Results) -> None:
        self.games += len(some.rounds)
        self.wars += int((some.wars > 0).sum())
        self.rounds.add(some.rounds)
        self.battles.add(some.wars)
        self.yields.add(some.yields)
        self.arms.add(some.arms)
        self.butter.add(some.butter.sum(0))
        for i in range(self.powers):
            self.won[i] += int(some.won[i].sum())
            self.conquered[i] += int(some.conquered[i].sum())
            self.points[i].add(some.points[i])
        for card, (points, won) in enumerate(self.by_card):
            dealt = some.intent == card
            if dealt.any():
                points.add(some.points[dealt])
                won.add(some.won[dealt])


@dataclass
class Scored:
    """Running sums of the three scores over batches of games: shares of a game's harm, one replicate a game."""

    games: int = 0
    nothing: int = 0  # games without harm: nothing to explain, and no part of the means
    shares: dict[str, Sum] = field(default_factory=lambda: {name: Sum() for name in SCORES})

    def add(self, found: Sample) -> None:
        self.games += len(found.harm)
        self.nothing += int((found.harm <= 0).sum())
        for name, values in found.shares.items():
            self.shares[name].add(values[~np.isnan(values)])

    def rows(self) -> dict[str, dict[str, Any] | None]:
        """Mean and 95% interval by score; None where no game was scored, or none had harm."""
        return {name: {"mean": some.mean, "ci": some.ci} if some.n else None for name, some in self.shares.items()}


@dataclass(frozen=True)
class Batch:
    """Some games of a sweep: a task that stands on its own."""

    scenario: Scenario
    players: tuple[Player | str, ...]
    deal: str | None
    seed: int
    first: int
    games: int


@dataclass(frozen=True)
class Sample:
    """Harm (B,), and by score its share of it (B,), nan where there was none."""

    harm: Array
    shares: dict[str, Array]


def played(some: Batch) -> Results:
    """The games of a batch."""
    return Results.join(list(play_batch(some.scenario, some.players, some.games, some.seed, some.deal, some.first)))


def scored(some: Batch) -> Sample:
    """The games of a batch played once more and scored, one replicate each."""
    from game.scores.abduct import abduct
    from game.scores.score import shares

    seats, luck = seated(some.scenario, some.players), Chance(some.seed, some.games, some.first)
    steps = play_steps(some.scenario, seats, luck, some.deal)
    done = abduct(some.scenario, steps, knobs=[who.knobs or PLAIN for who in seats])
    found = shares(done, luck, 1, some.seed + 1 + some.first, attribute=False)
    fear = found.dilemma + found.misperception
    return Sample(found.harm, dict(zip(SCORES, (fear, found.chain, found.buck), strict=True)))


def simulate(
    scenario: Scenario,
    players: Sequence[Player | str],
    games: int,
    seed: int,
    deal: str | None = None,
    progress: Callable[[int], None] = lambda done: None,
    *,
    sample: int = 0,
    crew: Crew = ALONE,
) -> dict[str, Any]:
    """The document that `dilemma simulate --json` prints. A win is reaching par; a war is a battle fought.

    The first ``sample`` games are played once more and scored, one replicate each. ``progress`` is told how many games
    are done, those that are scored counted once more. The document is the same whoever is in the crew, but for its
    seconds.
    """
    began = time.perf_counter()
    total, told = Summary(scenario.world.n), Scored()

    def batches(count: int, size: int) -> list[Batch]:
        starts = range(0, count, size)
        return [Batch(scenario, tuple(players), deal, seed, first, min(size, count - first)) for first in starts]

    for some in crew.each(played, batches(games, BATCH)):
        total.add(some)
        progress(total.games)
    for found in crew.each(scored, batches(min(sample, games), SCORE_BATCH)):
        told.add(found)
        progress(total.games + told.games)
    war, war_ci = share(total.wars, total.games)
    powers = {}
    for i, code in enumerate(scenario.world.codes):
        rate, ci = share(total.won[i], total.games)
        powers[code] = {
            "win_rate": rate,
            "ci": ci,
            "conquered_rate": total.conquered[i] / max(1, total.games),
            "points": total.points[i].mean,
            "points_ci": total.points[i].ci,
        }
    return {
        "scenario": scenario.id,
        "deal": deal or scenario.default_deal,
        "players": [p if isinstance(p, str) else p.name for p in players],
        "games": total.games,
        "seed": seed,
        "seconds": round(time.perf_counter() - began, 3),
        "rounds": total.rounds.mean,
        "war_rate": war,
        "war_ci": war_ci,
        "battles": total.battles.mean,
        "yields": total.yields.mean,
        "arms": total.arms.mean,
        "butter": total.butter.mean,
        "scores": told.rows(),
        "scored": told.games,
        "nothing_to_explain": told.nothing,
        "powers": powers,
        "cards": {
            name: {"dealt": points.n, "points": points.mean, "win_rate": won.mean}
            for name, (points, won) in zip(INTENTS, total.by_card, strict=True)
            if points.n
        },
    }


def page(name: str, found: dict[str, Any]) -> list[str]:
    """The same in lines for people; ``name`` of the world, ``found`` by `simulate`."""
    low, high = found["war_ci"]
    lines = [
        f"{name}: {found['games']} games, seed {found['seed']}, {found['seconds']} s",
        f"war in {found['war_rate']:.1%} of games ({low:.1%} to {high:.1%}), {found['battles']:.2f} battles a game",
        f"{found['rounds']:.2f} rounds; at the end {found['arms']:.1f} arms a power, "
        f"{found['butter']:.1f} butter a table",
    ]
    for code, row in found["powers"].items():
        low, high = row["ci"]
        lines.append(
            f"{code}: par reached {row['win_rate']:.1%} ({low:.1%} to {high:.1%}), "
            f"{numeral(row['points'], '.1f')} points, conquered {row['conquered_rate']:.1%}"
        )
    if found["scored"]:
        lines.append(f"scores of {found['scored']} games; in {found['nothing_to_explain']} of them nothing to explain")
    for kind, row in found["scores"].items():
        if row is not None:
            low, high = row["ci"]
            lines.append(f"{kind.replace('_', '-')}: {row['mean']:.1%} of the harm ({low:.1%} to {high:.1%})")
    return lines
