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
    return each(scenario, steps)[0]


def each(scenario: Scenario, steps: Sequence[Step]) -> list[Beliefs]:
    """The same of each of G games whose steps stand side by side; a game has the rounds that it played."""
    return _of(abduct(scenario, [_unread(step) for step in steps]), steps)


def _of(done: Factual, steps: Sequence[Step]) -> list[Beliefs]:
    """The same of games that are read already; ``steps`` hold the reads that were stated."""
    n, games = done.n, np.arange(done.games)
    places = [x for x, step in enumerate(done.steps) if step.before.stage is Stage.ORDERS]
    shape = (len(places), n, n, done.games)
    aggressor, threat, reads, mirror = (np.full(shape, np.nan) for _ in range(4))
    image = np.full((len(places), n, done.games), np.nan)
    plays = np.array([done.steps[place].before.table.asked.any(0) for place in places])  # (T, G)
    for t, place in enumerate(places):
        state = done.steps[place].before
        for i, belief in enumerate(done.beliefs[place]):
            wolves = belief.aggressor()
            o = belief.outlooks(observe(done.scenario.world, state, i))
            others = np.flatnonzero(np.arange(n) != i)
            sore = np.array(SORE)[state.desk.intent[i]]
            aggressor[t, i, others] = wolves[others]
            image[t, i] = wolves[i]
            harm = o.picture.pairs.to_one(o.dread.harm, i)
            threat[t, i, others] = harm[sore, others[:, None], games]
            reads[t, i, others] = dials(done.scenario, steps[place].orders, i)[others]
            if t:
                mirror[t - 1, others, i] = np.where(plays[t], wolves[others] - aggressor[t - 1, i, others], np.nan)
    numbers = np.array([int(done.steps[place].before.table.round.max()) for place in places])
    return [
        Beliefs(numbers[on], *(array[on][..., g] for array in (aggressor, image, threat, reads, mirror)))
        for g, on in enumerate(plays.T)
    ]


def _unread(step: Step) -> Step:
    """A step without the reads on its sheets: they are opinions, not evidence."""
    orders = type(step.orders)(**{**step.orders.__dict__, "read": np.zeros_like(step.orders.read)})
    return Step(step.before, orders, step.outcome, step.after)
