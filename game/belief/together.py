"""What several viewers reckon before they choose, worked out side by side: a call for all costs hardly more than one.

Each viewer's games are lanes of one reckoning, as many as fit the processor's cache, and each then finds its own in its
belief. What is worked out is what each would have worked out alone, bit for bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from game.arrays import NOBODY, Array, taken
from game.belief import twins
from game.belief.posterior import Belief
from game.intents.act import signals_of
from game.observe import Observation
from game.state import Desk, Stage, Table

LANES = 1024
_FIRST = np.zeros(1, np.int64)
Seat = tuple[Belief, Observation, Array]  # of a viewer, and in which games it is asked: an index


class Lanes(NamedTuple):
    """Views of several powers side by side, a lane for each viewer and game."""

    belief: Belief
    seen: Observation  # nobody's
    me: Array  # (lanes,) whose view it is
    game: Array  # (lanes,)


def groups(seats: Sequence[Seat]) -> Iterator[Lanes]:
    """The games in which several viewers are asked, in groups that fit the cache; all look at one table."""
    whole = max(1, sum(len(asked) for *_, asked in seats))
    size = -(-whole // -(-whole // LANES))  # all alike
    group: list[Seat] = []
    left = size
    for belief, seen, asked in seats:
        while len(asked):
            group.append((belief, seen, asked[:left]))
            asked, left = asked[left:], left - len(group[-1][2])
            if not left:
                yield _lanes(group)
                group, left = [], size
    if group:
        yield _lanes(group)


def _lanes(group: Sequence[Seat]) -> Lanes:
    views = [seen for _, seen, _ in group]
    game = np.concatenate([asked for *_, asked in group])
    me = np.repeat([seen.power for seen in views], [len(asked) for *_, asked in group])
    held = np.concatenate([taken(belief.held, asked) for belief, _, asked in group], -1)
    table = {name: _some(value, game) for name, value in views[0].table.__dict__.items()}
    desk = {
        name: np.concatenate([taken(seen.desk.__dict__[name], asked) for _, seen, asked in group], -1)
        for name in views[0].desk.__dict__
    }
    seen = Observation(views[0].world, NOBODY, views[0].stage, Table(**table), Desk(**desk))
    return Lanes(Belief(held), seen, me, game)


def _some(array: Array, games: Array) -> Array:
    """As `taken`; most of what a crisis has no part in is nought, and looked at faster than gathered."""
    return taken(array, games) if array.any() else np.zeros((*array.shape[:-1], len(games)), array.dtype)


def reckon(seats: Sequence[tuple[Belief, Observation]]) -> None:
    """Each viewer's `Belief.reckoned` or `Belief.crisis`; all look at the same world, at the same stage."""
    some = [(belief, seen) for belief, seen in seats if in_deck(seen)]
    alike = [(*seat, seat[0].take(_FIRST), seat[1].take(_FIRST)) for seat in some if _opening(*seat)]
    _in_groups([(one, view) for _, _, one, view in alike])
    for belief, seen, one, view in alike:
        found = one.reckoned(view)
        signals_of(found)
        belief.keep(seen, twins.spread(found, found.picture.seen, twins.lanes(seen)))
    _in_groups([(belief, seen) for belief, seen in some if all(belief is not done for done, *_ in alike)])


def in_deck(seen: Observation) -> bool:
    """Whether all its cards are of the deck: one from outside is reckoned with by whoever holds it alone."""
    return bool((seen.world.deck[seen.desk.intent] > 0).all())


def _opening(belief: Belief, seen: Observation) -> bool:
    """Whether all games are alike before the orders, so that what holds for the first holds for all."""
    return seen.stage is Stage.ORDERS and belief.alike(seen)


def _in_groups(seats: Sequence[tuple[Belief, Observation]]) -> None:
    group: list[tuple[Belief, Observation]] = []
    for belief, seen in seats:
        if sum(other.games for _, other in group) + seen.games > LANES:
            _side_by_side(group)
            group = []
        group.append((belief, seen))
    _side_by_side(group)


def _side_by_side(group: list[tuple[Belief, Observation]]) -> None:
    if len(group) < 2:
        return
    seen = _joined([seen for _, seen in group])
    whole = Belief(np.concatenate([belief.held for belief, _ in group], -1))
    begin = 0
    for belief, own in group:
        lanes = np.repeat(begin, 2) if own.games == 1 else slice(begin, begin + own.games)
        begin += own.games
        if seen.stage is Stage.ORDERS:
            o = whole.reckoned(seen)
            belief.keep(own, twins.take(o, lanes, o.picture.seen, twins.lanes(own)))
        else:
            c = whole.crisis(seen)
            belief.keep(own, twins.take(c, lanes, c.picture.seen, twins.lanes(own)))


def _joined(views: Sequence[Observation]) -> Observation:
    """Views of several powers as one of nobody's."""
    tables, desks = ([view.__dict__[part].__dict__ for view in views] for part in ("table", "desk"))
    table, desk = (
        {name: np.concatenate([part[name] for part in parts], -1) for name in parts[0]} for parts in (tables, desks)
    )
    return Observation(views[0].world, NOBODY, views[0].stage, Table(**table), Desk(**desk))
