"""What a power can work out from its own observation: strengths by labels, chances by the one odds table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game import crisis, odds
from game.arrays import Array, Bools
from game.observe import Observation
from game.scenario import World
from game.state import Signal

FRIENDS = 2  # more than that are not hoped for, where nobody has sworn


@dataclass(frozen=True, eq=False)
class Appraisal:
    """Power `me`'s staff paper. Strengths are int16 (N, B), its own row true, rivals' by the labels it saw."""

    seen: Observation
    attack: Array
    defence: Array
    near: Bools  # (N, B) rivals in reach with land
    ready: Bools  # (N, B) mobilised

    def chance_against_me(self, more_shields: Array | int = 0, *, ready: Array | bool | None = None) -> Array:
        """(N, B) chance that each rival, striking alone, would conquer me."""
        me, world = self.seen.power, self.seen.world
        mine = self.ready[me] if ready is None else np.asarray(ready)
        margin = self.attack - (self.defence[me] + more_shields) + world.edge[:, me]
        return self._chance(margin + ~np.broadcast_to(mine, margin.shape[-1:]) * np.int16(world.core.odds.unready))

    def chance_of_mine(self, more_swords: Array | int = 0, friends: Array | int = 0) -> Array:
        """(N, B) chance that I, striking each rival alone, would conquer it, against ``friends`` sending that much."""
        me, world = self.seen.power, self.seen.world
        margin = (self.attack[me] + more_swords) - self.defence - friends + world.edge[me]
        return self._chance(margin + ~self.ready * np.int16(world.core.odds.unready))

    def _chance(self, margin: Array) -> Array:
        world = self.seen.world
        return np.asarray(odds.needed(margin, world.odds) / np.float64(world.core.odds.die))

    def sworn_help(self) -> Array:
        """(N, B) strength that sworn friends, I excepted, would send to each power if they keep their word."""
        seen = self.seen
        world, table = seen.world, seen.table
        sworn = crisis.partners(table) | crisis.in_force(table, Signal.GUARD)
        sworn = sworn & (np.arange(world.n) != seen.power)[:, None, None] & ~np.eye(world.n, dtype=bool)[:, :, None]
        sent = self.sent()
        return np.asarray((sworn * sent).sum(0, dtype=np.int16))

    def rally(self, trust: float) -> Array:
        """(N, B) help to expect for each power: what is sworn, or what its best quiet `FRIENDS` may be trusted for.

        Sensible powers close ranks when somebody mobilises; who plans a strike must reckon with it.
        """
        n, me, table = self.seen.world.n, self.seen.power, self.seen.table
        quiet = ~self.ready & ~table.exile & (np.arange(n) != me)[:, None]
        sent = self.sent() * (quiet[:, None] & ~np.eye(n, dtype=bool)[:, :, None])
        best = np.sort(sent, axis=0)[-FRIENDS:].sum(0, dtype=np.int16)
        # whoever found no friend though somebody was mobilised already will be left alone
        tense = (self.ready & (table.mobilised_on < table.round - 1)).any(0)
        alone = tense & ~table.hand.any(1)
        hoped = np.where(alone, 0, np.floor(best * trust + 0.5)).astype(np.int16)
        return np.maximum(self.sworn_help(), hoped)

    def sent(self) -> Array:
        """(N, N, B) strength that h would send to the land of d in time."""
        n = self.seen.world.n
        h, d = np.arange(n)[:, None, None], np.arange(n)[None, :, None]
        strength = np.clip(self.attack, 0, self.seen.world.help_full.shape[-1] - 1)
        return np.asarray(self.seen.world.help_full[h, d, strength[:, None]])


def appraise(seen: Observation) -> Appraisal:
    """The staff paper of whoever sees this; nobody in exile is near, nor is anybody to an exile."""
    world, table, desk, me = seen.world, seen.table, seen.desk, seen.power
    swords = desk.seen.astype(np.int64)
    shields = table.arms - swords
    return Appraisal(
        seen,
        (swords + world.part[np.minimum(shields, len(world.part) - 1)]).astype(np.int16),
        (shields + world.part[np.minimum(swords, len(world.part) - 1)]).astype(np.int16),
        np.asarray(world.reach[me] & ~table.exile & ~table.exile[me]),
        crisis.mobilised(world, table),
    )


def rounds_left(world: World, round_: Array) -> Array:
    """(B,) rounds still expected after this one, from the public range [R11]."""
    low, high = world.rounds
    width = high - low + 1
    expected = np.zeros(high + 2)
    for r in range(high - 1, 0, -1):
        going_on = 1 - max(0, r - low + 1) / width
        expected[r] = going_on * (1 + expected[r + 1])
    return np.asarray(expected[np.clip(round_, 0, high)])
