"""Games to try beliefs and the blueprint on: played by anybody, with what every power holds at each decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from game.arrays import Array
from game.belief import Belief, prior
from game.chance import Chance, Draw, Draws
from game.match import decide, learnt
from game.observe import Observation, observe
from game.players import PLAYERS
from game.rules import start, step
from game.scenario import Scenario
from game.state import Orders, Stage, State, Step

BLUEPRINT = PLAYERS["blueprint"]


@dataclass(frozen=True)
class Moment:
    """One decision of B games."""

    box: Scenario
    index: Array  # (B,) which of the games; those that are over have left
    state: State
    beliefs: list[Belief]  # of all powers
    luck: Draws
    done: Step  # what then happened

    def seen(self, power: int) -> Observation:
        return observe(self.box.world, self.state, power)

    def then(self, power: int) -> Observation:
        return observe(self.box.world, self.done.after, power)

    def would(self, power: int) -> Orders:
        """What the blueprint would order in that seat."""
        draw = Draw(self.luck, power, self.state.table.round, self.state.point)
        return BLUEPRINT.choose(self.seen(power), self.beliefs[power], draw)


def moments(box: Scenario, player: str, chance: Chance, *, learning: bool = True) -> Iterator[Moment]:
    """All decisions of these games, with the same player in all seats; without ``learning`` nobody's belief moves."""
    n, seats = box.world.n, [PLAYERS[player]] * box.world.n
    state, luck, world, index = start(box, chance), chance.players, Draws(chance.keys), np.arange(chance.games)
    beliefs = [prior(box.world, chance.games) for _ in range(n)]
    while state.stage is not Stage.OVER:
        orders = decide(seats, box, state, luck, beliefs)
        after, outcome = step(box, state, orders, world)
        yield Moment(box, index, state, beliefs, luck, Step(state, orders, outcome, after))
        if learning:
            beliefs = [held for held in learnt(beliefs, box, state, after) if held is not None]
        going = np.flatnonzero(~after.table.over)
        if 0 < len(going) < after.games:
            after, luck, world, index = after.take(going), luck.take(going), world.take(going), index[going]
            beliefs = [held.take(going) for held in beliefs]
        state = after
