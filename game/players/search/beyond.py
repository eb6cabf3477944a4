"""Orders beyond the three choices of the linear policy: works, a watch, pacts, a province ceded.

They are tried one at a time, added to the best orders found without them, in worlds that are made of such things. The
policy and its weights know nothing of them and stay as they are. Notice of a pact is not among them: a rollout sees the
upkeep that it saves, and not whom the pact keeps away, so that every alliance would end in the first round.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game.arrays import NOBODY, Array, Bools
from game.observe import Observation
from game.orders import cost, faults
from game.players.policy import Whom
from game.scenario import PACTS, PactKind, World
from game.state import ORDER_FIELDS, Orders, Signal

NOVEL = -2.0  # nats: how little habit thinks of what it has no word for
OTHERS = tuple(kind for kind in PactKind if kind is not PactKind.DEFENCE)  # those of which the policy knows nothing


def open_to(world: World) -> bool:
    """Whether more is tried here: where there are works, or the world begins with pacts.

    Where powers begin without a tie, as in the arena in which levels are measured, three choices are all that is tried.
    """
    return world.has("works") or bool(world.pacts.any())


def beyond(seen: Observation, about: Whom, prey: Array, base: Orders) -> list[tuple[Orders, Bools]]:
    """Rows of one thing more than the base each, and the games (B,) in which that is legal and is more.

    ``about``: whom orders are about, of one actor; ``prey`` (B,): whom it would like best to strike, or nobody.
    Where it is not legal the row is the base.
    """
    out = []
    for more in _rows(seen, about, prey, base):
        may = np.logical_and.reduce([~mask for mask in faults(seen, more).values()] or [np.ones(seen.games, bool)])
        may &= np.logical_or.reduce([_differs(more, base, name) for name in ORDER_FIELDS])
        if may.any():
            rows = {name: np.where(may, getattr(more, name), getattr(base, name)) for name in ORDER_FIELDS}
            out.append((Orders(**rows), may))
    return out


def _differs(a: Orders, b: Orders, name: str) -> Bools:
    one, other = getattr(a, name), getattr(b, name)
    return np.asarray((one != other).reshape(-1, one.shape[-1]).any(0))


def _rows(seen: Observation, about: Whom, prey: Array, base: Orders) -> Iterator[Orders]:
    """As rows, legal or not."""
    world, table, me = seen.world, seen.table, seen.power
    feared, friend = about.feared[0], about.friend[0]
    if world.has("works"):
        zeros = np.zeros_like(base.swords)
        yield _with(base, swords=zeros, shields=zeros, works=np.ones_like(base.works))
    if world.has("watch"):
        watches = {"signal": np.full_like(base.signal, Signal.WATCH), "signal_to": feared.astype(np.int8)}
        yield _spared(seen, _with(base, **watches, signal_rounds=np.zeros_like(base.signal_rounds)))
    if world.has("standing pacts"):
        most = np.maximum(table.arms[me], _at(table.arms, feared))
        yield _propose(base, PactKind.NEUTRALITY, feared, np.ones_like(feared))
        yield _propose(base, PactKind.ENTENTE, friend, np.ones_like(friend))
        yield _propose(base, PactKind.LIMIT, feared, 1 + most)
        yield _propose(base, PactKind.OFFENCE, np.where(friend == feared, NOBODY, friend), 1 + feared)
        yield _propose(base, PactKind.OFFENCE, np.where(friend == prey, NOBODY, friend), 1 + prey)
        for kind in OTHERS:
            offered = np.where(np.arange(len(PACTS))[None, :, None] == kind, seen.desk.inbox, 0)
            yield _with(base, accept=np.where(offered != table.pacts[me], offered, base.accept))
    yield _with(base, cede=np.where(feared == NOBODY, base.cede, feared))


def _with(base: Orders, **some: Array) -> Orders:
    return Orders(**(base.__dict__ | {name: x.astype(getattr(base, name).dtype) for name, x in some.items()}))


def _propose(base: Orders, kind: PactKind, whom: Array, value: Array) -> Orders:
    """A pact of that kind and value (B,) proposed to a power (B,), or to nobody."""
    here = np.arange(base.propose.shape[0])[:, None] == whom
    propose = base.propose.copy()
    propose[:, kind] = np.where(here, value, propose[:, kind])
    return _with(base, propose=propose)


def _spared(seen: Observation, row: Orders) -> Orders:
    """With an arm less where the tokens do not suffice."""
    short = cost(seen, row) > seen.table.tokens[seen.power]
    fewer = short & (row.shields > 0)
    return _with(row, shields=row.shields - fewer, swords=row.swords - (short & ~fewer & (row.swords > 0)))


def _at(values: Array, power: Array) -> Array:
    """(B,) of (N, B) those of a power each; of nobody, the first one's."""
    return np.asarray(np.take_along_axis(values, np.maximum(power, 0)[None].astype(np.int64), 0)[0])
