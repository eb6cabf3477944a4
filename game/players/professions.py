"""What players say of their own accord: reproaches and offers, and, as their character has it, pledges and warnings.

The last are not weighed: it is how a persona presents itself, and it is bound by them like by any word (`promises`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from game.arrays import EVERYBODY
from game.crisis import mobilised
from game.players.bargain import NAGS, Seat, offers, reproaches
from game.state import Stage
from game.talk import Act, Clause
from game.talk.grammar import Said


def opening(seat: Seat) -> list[Said]:
    """What a player says when a round begins: a reproach, if somebody has earned one, a profession, offers."""
    if seat.seen.stage is not Stage.ORDERS or bool(seat.seen.exile[0]):
        return []
    return [*reproaches(seat), *professions(seat), *offers(seat)]


def professions(seat: Seat) -> list[Said]:
    """At most one a round, and none that was made in the last rounds."""
    for name in seat.taste.persona.bargain.says:
        for said in PROFESSIONS[name](seat):
            if not _lately(seat, said.act):
                return [said]
    return []


def _lately(seat: Seat, act: Act) -> bool:
    return any((x.act, x.speaker) == (act, seat.me) and x.round > seat.now - NAGS for x in seat.ledger.statements)


def pledge(seat: Seat) -> Iterator[Said]:
    """That it will strike nobody."""
    yield Said(Act.PLEDGE, EVERYBODY, (Clause("strike", EVERYBODY, never=True),))


def concede(seat: Seat) -> Iterator[Said]:
    """To the neighbour with the most arms: that it will scrap a sword for a sword."""
    if not int(seat.seen.desk.swords[0]):
        return
    near = [j for j in seat.living() if seat.seen.world.reach[j, seat.me, 0]]
    if near:
        most = max(near, key=lambda j: (int(seat.seen.table.arms[j, 0]), -j))
        yield Said(Act.CONDITIONAL, most, (Clause("scrap", amount=1),), (Clause("scrap", amount=1),))


def warn(seat: Seat) -> Iterator[Said]:
    """Whoever has mobilised nearby: of a boycott, should it strike the weakest of its neighbours but for this power."""
    world, table = seat.seen.world, seat.seen.table
    ready = mobilised(world, table)[:, 0]
    for j in seat.living():
        prey = [i for i in np.flatnonzero(world.reach[j, :, 0]) if i != seat.me and i in seat.living()]
        if ready[j] and prey and world.reach[j, seat.me, 0]:
            weakest = int(min(prey, key=lambda i: (int(table.arms[i, 0]), i)))
            yield Said(Act.THREATEN, j, (Clause("boycott", j),), (Clause("strike", weakest),))


PROFESSIONS: dict[str, Callable[[Seat], Iterator[Said]]] = {"pledge": pledge, "concede": concede, "warn": warn}
