"""What was believed, round by round: the rational observer's beliefs, images, and what everybody dreaded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from game.intents.dread import SORE
from game.observe import observe
from game.scenario import Scenario
from game.scores.abduct import Factual, abduct, dials
from game.scores.model import Beliefs
from game.state import Stage, Step


def beliefs(scenario: Scenario, steps: Sequence[Step]) -> Beliefs:
    """Beliefs of one game (B = 1) at the opening of every round, as a rational observer in each seat held them."""
    return of(abduct(scenario, [_unread(step) for step in steps]), steps)


def of(done: Factual, steps: Sequence[Step]) -> Beliefs:
    """The same from a game that is read already; ``steps`` hold the reads that were stated."""
    n = done.n
    places = [x for x, step in enumerate(done.steps) if step.before.stage is Stage.ORDERS]
    rounds = len(places)
    aggressor, threat = np.full((rounds, n, n), np.nan), np.full((rounds, n, n), np.nan)
    reads, mirror = np.full((rounds, n, n), np.nan), np.full((rounds, n, n), np.nan)
    image = np.full((rounds, n), np.nan)
    for t, place in enumerate(places):
        state = done.steps[place].before
        for i, belief in enumerate(done.beliefs[place]):
            wolves = belief.aggressor()[:, 0]
            o = belief.outlooks(observe(done.scenario.world, state, i))
            others = np.arange(n) != i
            aggressor[t, i, others] = wolves[others]
            image[t, i] = wolves[i]
            threat[t, i, others] = o.dread.harm[SORE[int(state.desk.intent[i, 0])], others, i, 0]
            reads[t, i, others] = dials(done.scenario, steps[place].orders, i)[others, 0]
            if t:
                mirror[t - 1, others, i] = wolves[others] - aggressor[t - 1, i, others]
    numbers = np.array([int(done.steps[place].before.table.round[0]) for place in places])
    return Beliefs(numbers, aggressor, image, threat, reads, mirror)


def _unread(step: Step) -> Step:
    """A step without the reads on its sheets: they are opinions, not evidence."""
    orders = type(step.orders)(**{**step.orders.__dict__, "read": np.zeros_like(step.orders.read)})
    return Step(step.before, orders, step.outcome, step.after)
