"""What some powers know at once, each from its own desk: the axes of actors before those of powers and games.

A player in a seat looks at one `Observation`: one actor. A rollout moves all powers of an imagined state together:
all are actors, each behind its own desk. One policy serves both, and is blind to the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from game import crisis
from game.arrays import NOBODY, Array, Bools
from game.intents.picture import outlook
from game.observe import Observation
from game.scenario import Intent, World
from game.state import Desk, Stage, State, Table

F = np.float32
_SPAN = 60  # half arms by which a margin is looked up; beyond them nothing changes


@lru_cache(maxsize=8)
def _chances(scale: float, die: int, least: int, most: int) -> Array:
    """Smoothed odds for margins in halves, -SPAN..SPAN: a weight needs a slope where the die has steps."""
    margins = np.arange(-_SPAN, _SPAN + 1) / 2
    table = np.clip(1 / (1 + np.exp(-margins / scale)), least / die, most / die).astype(F)
    table.setflags(write=False)
    return table


@dataclass(frozen=True, eq=False)
class View:
    """A actors among N powers in B games. [a, j] is what actor a sees of power j; ``desk`` has rows of actors first."""

    world: World
    me: Array  # (A,) whose desks these are
    stage: Stage
    table: Table
    desk: Desk

    @staticmethod
    def of(seen: Observation) -> View:
        """One actor: the viewer."""
        desk = Desk(**{name: value[None] for name, value in seen.desk.__dict__.items()})
        return View(seen.world, np.array([seen.power]), seen.stage, seen.table, desk)

    @staticmethod
    def all(world: World, state: State) -> View:
        """Every power behind its own desk, of a state that is imagined."""
        return View(world, np.arange(world.n), state.stage, state.table, state.desk)

    def take(self, games: Array) -> View:
        """The same for some of the games."""
        table, desk = (
            {name: value[..., games] for name, value in part.__dict__.items()} for part in (self.table, self.desk)
        )
        return View(self.world, self.me, self.stage, Table(**table), Desk(**desk))

    @property
    def games(self) -> int:
        return len(self.table.round)

    def mine(self, values: Array) -> Array:
        """(A, B) of (A, N, B) each actor's own."""
        return np.asarray(values[np.arange(len(self.me)), self.me])

    def own(self, public: Array) -> Array:
        """(A, ..., B) the actors' rows of something on the table, (N, ..., B)."""
        return np.asarray(public[self.me])


@dataclass(frozen=True, eq=False)
class Staff:
    """What a staff works out for its actor before any order: strengths, chances, prey, dangers. float32."""

    view: View
    exile: Bools  # (A, B) the actor
    attack: Array  # (A, N, B) by labels
    defence: Array  # (A, N, B)
    near: Bools  # (A, N, B) in reach, neither in exile
    ready: Bools  # (N, B) mobilised
    poised: Array  # (N, B) 1 for who may strike this round
    inward: Array  # (A, N, B) margin of j striking the actor, ready
    outward: Array  # (A, N, B) margin of the actor striking j
    wolf: Array  # (A, B) 1 for who wants land
    loss: Array  # (A, B) points to be conquered, income included
    left: Array  # (B,) rounds still expected after this one
    more: Array  # (B,) chance that there is another

    def chance(self, margin: Array) -> Array:
        """Of the attacker, at margins in arms."""
        odds = self.view.world.core.odds
        table = _chances(float(odds.scale), odds.die, odds.least, odds.most)
        return np.asarray(table[np.clip((margin * 2).astype(np.int32), -_SPAN, _SPAN) + _SPAN])


def staff(view: View) -> Staff:
    """The staff's work on what its actors see."""
    world, table, desk, me = view.world, view.table, view.desk, view.me
    k = F(1 - world.distinguishability)
    swords = desk.seen.astype(F)
    shields = table.arms.astype(F) - swords
    attack, defence = swords + k * shields, shields + k * swords
    here = ~table.exile
    exile = view.own(table.exile)
    near = world.reach[me] & here[None] & ~exile[:, None]
    ready = crisis.mobilised(world, table) & here
    since = table.round - table.mobilised_on
    poised = ((since >= 1) & ready | world.surprise) & here
    if view.stage is not Stage.ORDERS:
        poised = table.strike != NOBODY
    losses = world.core.losses
    when = np.minimum(table.round, world.rounds[1] + 1)
    future = outlook(world.rounds, 4, 1.0)
    left, more = future.left[when], future.more[when]
    income = (world.tokens[me] + view.own(table.works)).astype(F)
    land = np.where(desk.intent == Intent.FEARFUL, F(losses.conquered_fearful), F(losses.conquered))
    return Staff(
        view=view,
        exile=exile,
        attack=attack,
        defence=defence,
        near=near,
        ready=ready,
        poised=poised.astype(F),
        inward=attack - view.mine(defence)[:, None] + world.edge[:, me].swapaxes(0, 1).astype(F),
        outward=view.mine(attack)[:, None] - defence + world.edge[me].astype(F),
        wolf=(desk.intent >= Intent.CLAIMANT).astype(F),
        loss=land + F(0.8) * income * left,
        left=left,
        more=more,
    )


def worth_of_land(view: View) -> tuple[Array, Array]:
    """(A, N, B) points on the actor's card for a conquest of j, and for a province of j."""
    gains, desk = view.world.core.gains, view.desk
    intent = desk.intent[:, None]
    powers = np.arange(view.world.n)[None, :, None]
    claim = (powers == desk.target[:, None]) & (desk.card_points == 0)[:, None]
    greedy = intent == Intent.EXPANSIONIST
    got = greedy * F(gains.expansionist_yield) + claim * F(gains.claimant)
    won = greedy * F(gains.expansionist_conquest) + claim * F(gains.claimant)
    return won + (intent == Intent.OPPORTUNIST) * F(gains.opportunist_conquest), got


def added(parts: Sequence[Array]) -> Array:
    """The sum, one by one, so that a game alone adds up as it does in a batch."""
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return np.asarray(total)
