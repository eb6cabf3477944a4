"""The three scores of a game: abduction, action, prediction, and the sentences they rest on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from game.arrays import Array
from game.chance import Chance, Draws
from game.intents.mind import Knobs
from game.scenario import Scenario, core
from game.scores import buck, chain, spiral
from game.scores.abduct import Factual, Reads, abduct
from game.scores.buck import Passing
from game.scores.chain import Entry
from game.scores.harm import Harm
from game.scores.markers import markers
from game.scores.model import Estimate, Score, Scores
from game.state import Step
from game.stats import mean

Tell = Callable[[int], None]


@dataclass(frozen=True)
class Shares:
    """Parts of the harm, (R, G), and by power (N, R, G); nan where there was no harm."""

    harm: Array  # (G,) points and tokens, as played
    dilemma: Array
    misperception: Array
    chain: Array
    buck: Array
    balance: Array
    by_spiral: Array
    by_chain: Array
    by_buck: Array
    entered: list[Entry]
    passed: list[Passing]


def shares(
    done: Factual, chance: Draws, replicates: int, seed: int, *, attribute: bool, tell: Tell = lambda done: None
) -> Shares:
    """Every score of G games, ``replicates`` times; ``attribute``: by power, too (Shapley, one order a replicate)."""
    played = Harm(done.games)
    for step in done.steps:
        played.watch(step.before, step.orders, step.outcome, step.after)
    orders = _orders(done.n, replicates, seed) if attribute else None
    fear = spiral.vanished(done, chance, replicates, seed, played, orders)
    tell(1)
    entered = chain.entries(done)
    chains = chain.vanished(done, chance, replicates, seed, entered, orders)
    tell(2)
    passed = buck.passings(done)
    bucks = buck.vanished(done, chance, replicates, seed, passed, orders)
    tell(3)
    whole = np.where(played.total > 0, played.total, np.nan)
    return Shares(
        played.total,
        fear.dilemma / whole,
        fear.misperception / whole,
        chains.whole / whole,
        bucks.whole / whole,
        chains.balance / whole,
        fear.shapley / whole,
        chains.shapley / whole,
        bucks.shapley / whole,
        entered,
        passed,
    )


def _orders(n: int, replicates: int, seed: int) -> Array:
    """(R, N) a random order of powers for each replicate."""
    return np.asarray(Chance(seed ^ 0x5BA9, replicates).uniform(9, 0, n).T.argsort(1))


def score(
    scenario: Scenario,
    steps: Sequence[Step],
    *,
    chance: Draws | None = None,
    reads: Reads | None = None,
    forced: frozenset[tuple[int, int, int]] = frozenset(),
    knobs: Sequence[Knobs] | None = None,
    replicates: int = 200,
    seed: int = 1,
    progress: Tell = lambda done: None,
) -> Scores:
    """All scores of one finished game (B = 1).

    ``chance`` is the luck it was played with (labels are drawn from it); ``reads`` are documented ones,
    {(round, viewer, rival): chance}; ``forced`` dice were set
    because history says who won; ``progress`` is told 1, 2, 3 as the three scores are done.
    """
    done = abduct(scenario, steps, reads, knobs, frozenset(forced))
    luck = Draws(Chance(seed).keys) if chance is None else chance
    got = shares(done, luck, replicates, seed, attribute=True, tell=progress)
    codes = scenario.world.codes
    if got.harm[0] <= 0:
        return Scores.blank(replicates, seed)

    def part(values: Array, by: Array) -> Score:
        share = estimate(values[:, 0])
        return Score(share, verdict(share), {c: float(by[i, :, 0].mean()) for i, c in enumerate(codes)})

    return Scores(
        spiral=part(got.dilemma + got.misperception, got.by_spiral),
        chain_ganging=part(got.chain, got.by_chain),
        buck_passing=part(got.buck, got.by_buck),
        dilemma=estimate(got.dilemma[:, 0]),
        misperception=estimate(got.misperception[:, 0]),
        believed_balance=estimate(got.balance[:, 0]) if bool((scenario.edge != scenario.world.edge).any()) else None,
        markers=markers(done, got.entered, got.passed),
        harm=int(got.harm[0]),
        replicates=replicates,
        seed=seed,
    )


def estimate(values: Array) -> Estimate:
    """Mean of the replicates with a normal 95% interval."""
    return Estimate(*mean(values))


def verdict(share: Estimate) -> str:
    """High from a share on that core.toml names, if the lower bound is above a second figure."""
    bars = core().verdict
    return "high" if share.value >= bars.share and share.ci[0] > bars.lower else "low"
