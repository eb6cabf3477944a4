"""Several tables of one scenario scored at once: each scores as it would alone, in a fraction of the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.arrays import NOBODY, Array
from game.chance import Chance, Draws
from game.rules import step
from game.scenario import Scenario
from game.scores.abduct import Key, abduct, key_of
from game.scores.model import Score, Scores
from game.scores.score import estimate, shares, verdict
from game.state import ORDER_FIELDS, Orders, Stage, State, Step

Die = tuple[int, int, int]  # a `Purpose`, the round, a flat index: a key of `Chance.fixed`


@dataclass(frozen=True, eq=False)
class Played:
    """One finished game (B = 1) and its luck: the seed, and the dice that fell on a real table."""

    steps: Sequence[Step]
    seed: int
    given: dict[Die, int]


def together(scenario: Scenario, games: Sequence[Played]) -> tuple[list[Step], Draws]:
    """The steps of G games gone through side by side, (.., G), and their luck; games that are over stay as they are."""
    luck = Draws(np.concatenate([Chance(game.seed).keys for game in games]), _given(games))
    ordered = [{key_of(one.before): one.orders for one in game.steps} for game in games]
    first, *others = (game.steps[0].before for game in games)
    state = first.map(lambda *parts: np.concatenate(parts, -1), *others)
    steps: list[Step] = []
    while state.stage is not Stage.OVER:
        before, orders = state, _orders(scenario, ordered, key_of(state), state)
        state, outcome = step(scenario, before, orders, luck)
        steps.append(Step(before, orders, outcome, state))
    return steps, luck


def _given(games: Sequence[Played]) -> dict[Die, Array]:
    """The dice that are set in any of the games, by game; below 0 where they are not."""
    dice = {die for game in games for die in game.given}
    return {die: np.array([game.given.get(die, NOBODY) for game in games]) for die in dice}


def _orders(scenario: Scenario, ordered: Sequence[dict[Key, Orders]], key: Key, state: State) -> Orders:
    """What was ordered at this point in each game; nothing where nobody was asked."""
    blank = Orders.hold(scenario.world.n, 1)
    asked = [bool(some.any()) for some in state.table.asked.T]
    rows = [game[key] if some else blank for game, some in zip(ordered, asked, strict=True)]
    return Orders(**{name: np.concatenate([getattr(row, name) for row in rows], -1) for name in ORDER_FIELDS})


def scores(scenario: Scenario, games: Sequence[Played], replicates: int, seed: int) -> list[Scores]:
    """The three scores of each game, without markers and without attribution.

    Every game comes out as in `score.score`, whatever games stand beside it.
    """
    steps, luck = together(scenario, games)
    got = shares(abduct(scenario, steps), luck, replicates, seed, attribute=False)

    def part(values: Array, g: int) -> Score:
        share = estimate(values[:, g])
        return Score(share, verdict(share))

    nothing = Score(None, "low")
    return [
        Scores(
            spiral=part(got.dilemma + got.misperception, g) if got.harm[g] > 0 else nothing,
            chain_ganging=part(got.chain, g) if got.harm[g] > 0 else nothing,
            buck_passing=part(got.buck, g) if got.harm[g] > 0 else nothing,
            dilemma=estimate(got.dilemma[:, g]) if got.harm[g] > 0 else None,
            misperception=estimate(got.misperception[:, g]) if got.harm[g] > 0 else None,
            believed_balance=None,
            markers=(),
            harm=int(got.harm[g]),
            replicates=replicates,
            seed=seed,
        )
        for g in range(len(games))
    ]
