"""Many games of players, summed up: `dilemma simulate`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from game.lab.stats import Sum, share
from game.match import Results, play_batch
from game.players import Player
from game.scenario import INTENTS, Scenario

SCORES = ("spiral", "chain_ganging", "buck_passing")


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


def simulate(
    scenario: Scenario,
    players: Sequence[Player | str],
    games: int,
    seed: int,
    deal: str | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> dict[str, Any]:
    """The document that `dilemma simulate --json` prints. A win is reaching par; a war is a battle fought."""
    began = time.perf_counter()
    total = Summary(scenario.world.n)
    for some in play_batch(scenario, players, games, seed, deal):
        total.add(some)
        progress(total.games)
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
        "scores": dict.fromkeys(SCORES),
        "powers": powers,
        "cards": {
            name: {"dealt": points.n, "points": points.mean, "win_rate": won.mean}
            for name, (points, won) in zip(INTENTS, total.by_card, strict=True)
            if points.n
        },
    }
