"""What one power sees in its mind's eye: the world as it can be worked out from an observation and a belief.

Strengths of rivals are those of the labels the viewer saw; what others think of anybody is what the viewer
thinks, and what they think of the viewer is its own guess of that (`repute`). All axes (N, ..., B), float32; [i, j] is
a matrix (N, N, B) of i toward j, [i, d] the same for those j alone that i can reach (`pairs`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from game import crisis
from game.arrays import NOBODY, Array, Bools
from game.intents.mind import Knobs, Mind, mind
from game.intents.pairs import Pairs, pairs_of
from game.observe import Observation
from game.scenario import Intent, PactKind, World
from game.state import Signal, Stage, Table

F = np.float32


class Outlook(NamedTuple):
    """The future by the public range of rounds, indexed by the present round: float32 (rounds + 2,)."""

    left: Array  # rounds still expected after this one
    more: Array  # chance that there is another
    ahead: Array  # of the rounds looked at, the sum of chance x patience


@lru_cache(maxsize=64)
def outlook(rounds: tuple[int, int], looked: int, patience: float) -> Outlook:
    """Hazards as in R11: after the first of m possible last rounds 1/m, then 2/m, and so on."""
    low, high = rounds
    width = high - low + 1
    goes_on = np.array([1.0 if r < low else 1 - (r - low + 1) / width if r < high else 0.0 for r in range(high + 2)])
    left, ahead = np.zeros(high + 2), np.zeros(high + 2)
    for r in range(high, -1, -1):
        reach = np.cumprod(goes_on[r : high + 1])
        left[r] = reach.sum()
        ahead[r] = (reach[:looked] * patience ** np.arange(1, len(reach[:looked]) + 1)).sum()
    return Outlook(left.astype(F), goes_on.astype(F), ahead.astype(F))


@dataclass(frozen=True, eq=False)
class Picture:
    """One viewer's world. [i, j] is a matrix (N, N, B) of i toward j, [i, d] are pairs (N, D, B)."""

    seen: Observation
    mind: Mind
    repute: Array  # (N, 5, B) what others hold of each power; of the viewer, what it supposes
    attack: Array  # (N, B)
    defence: Array  # (N, B)
    pairs: Pairs  # who can reach whom
    near: Bools  # [i, d] i could strike its target some day: neither is in exile
    rivals: Array  # (N, B) how many it could strike, at least 1
    ready: Bools  # (N, B) mobilised
    may: Bools  # (N, B) may strike this round
    last_chance: Array  # (N, B) 1 for who cannot strike next round unless it mobilises again
    left: Array  # (B,) rounds still expected after this one
    more: Array  # (B,) chance that there is another round
    ahead: Array  # (B,) rounds looked at, discounted
    loss: Array  # (2, N, B) points to be conquered costs a Content, a Fearful; income included
    margin: Array  # [i, d] attack less defence and edge: to a target that is ready, without help
    barred: Array  # [i, d] price, and what makes it out of the question to strike exiles, or for them
    cards: tuple[Intent, ...]  # that anybody may hold
    mean_loss: Array  # (N, B) points to be conquered costs each, by its repute
    bow: Array  # (N, B) points to yield costs each, besides what may follow
    unbowed: Array  # (N, B) 1 for who may yet yield
    again: Array  # (N, 1, B) chance that i, yielded to, comes again: not if it is a claimant
    growth: Array  # [i, d] by how much i outgrows its target until the middle of the rounds ahead, in margin
    price: Array  # [i, d] points it costs i in broken words to strike its target
    sent: Array  # [k, j] strength k would send to j's land in time
    counted: Array  # [k, j] chance that k's help for j is counted on, before anything is worked out
    owed: Array  # [k, j] points k pays if it leaves j alone when j is struck
    behind: Array  # [k, i] points k pays if it does not stand by i when i strikes
    bond: Bools  # [k, j] tied to defend it

    @cached_property
    def kinds(self) -> tuple[Intent, ...]:
        """Cards by which strikes differ: a Content, a Fearful, and those that somebody may want land by."""
        gains = self.world.core.gains
        land = (gains.claimant, gains.opportunist_conquest, gains.expansionist_conquest)
        wolves = zip((Intent.CLAIMANT, Intent.OPPORTUNIST, Intent.EXPANSIONIST), land, strict=True)
        return Intent.CONTENT, Intent.FEARFUL, *(card for card, points in wolves if points and card in self.cards)

    @cached_property
    def row(self) -> list[int]:
        """Of each card its place among `kinds`, for others that of a Content."""
        return [self.kinds.index(card) if card in self.kinds else 0 for card in Intent]

    @cached_property
    def sore(self) -> list[int]:
        """Which of the two losses counts, by kind: a Content's or a Fearful's."""
        return [int(kind is Intent.FEARFUL) for kind in self.kinds]

    def kind_of(self, card: Array) -> Array:
        """(B,) the place among `kinds` of the card (B,)."""
        return np.array(self.row)[card]

    @cached_property
    def shares(self) -> Array:
        """(kinds, N, B) what others hold of each power."""
        dealt = self.world.deck[list(self.kinds)] > 0
        return np.ascontiguousarray(self.repute.take(self.kinds, 1).swapaxes(0, 1)) * dealt[:, None, None]

    @cached_property
    def aimed(self) -> Array:
        """The same by what strikes are for: a claimant wants one of its rivals' land, to the others it is content."""
        out = self.shares.copy()
        if Intent.CLAIMANT in self.kinds:
            claims = out[self.row[Intent.CLAIMANT]]
            out[0] += claims
            claims /= self.rivals
            out[0] -= claims
        return out

    @cached_property
    def loss_of_target(self) -> Array:
        """(2, N, D, B) `loss` by pair."""
        return self.pairs.at_target(self.loss)

    @property
    def world(self) -> World:
        return self.seen.world

    @property
    def n(self) -> int:
        return self.seen.world.n

    @property
    def k(self) -> float:
        """What a shield is worth as a sword [R3]."""
        return 1.0 - self.world.distinguishability


class _Public(NamedTuple):
    """The half of a picture that all viewers of a table share; fields as in `Picture`."""

    near: Bools
    rivals: Array
    ready: Bools
    may: Bools
    last_chance: Array
    left: Array
    more: Array
    ahead: Array
    loss: Array
    barred: Array
    bow: Array
    unbowed: Array
    growth: Array
    price: Array
    counted: Array
    owed: Array
    behind: Array
    bond: Bools


@lru_cache(maxsize=2)
def _public(world: World, stage: Stage, table: Table) -> _Public:
    """Found once for a table, for all that look at it one after the other."""
    traits, k, pairs = mind(), F(1.0 - world.distinguishability), pairs_of(world.reach)
    here = ~table.exile
    near = pairs.real & here[:, None] & pairs.at_target(here)
    since = table.round - table.mobilised_on
    ready = since < world.core.odds.mobilised_rounds
    when = np.minimum(table.round, world.rounds[1] + 1)
    future = outlook(world.rounds, traits.outlook.rounds, traits.outlook.patience)
    left = future.left[when]
    income = _income(world, table)
    loss = np.stack(
        [
            F(points) + F(traits.outlook.butter) * income * left
            for points in (world.core.losses.conquered, world.core.losses.conquered_fearful)
        ]
    )
    arming = np.minimum(F(traits.outlook.arming) * income, world.core.arms.built_per_round) * (1 + k)
    owed, behind, bond = _bonds(world, stage, table)
    faith = np.where(_failed(stage, table), F(traits.ties.doubted), F(1))[:, None]
    price = pairs.of(_price(world, table))
    return _Public(
        near=near,
        rivals=np.maximum(near.sum(1), 1).astype(F),
        ready=ready & here,
        may=((since >= 1) & ready | world.surprise) & here,
        last_chance=((since >= world.core.odds.mobilised_rounds - 1) & ~world.surprise).astype(F),
        left=left,
        more=future.more[when],
        ahead=future.ahead[when],
        loss=loss,
        barred=price + F(1000) * ~near,
        bow=_bow(world, table, left),
        unbowed=(~table.yielded).astype(F),
        growth=arming[:, None] - pairs.at_target(arming),
        price=price,
        counted=np.where(bond, F(traits.ties.kept) * faith, F(traits.ties.hoped)),
        owed=owed * faith,
        behind=behind,
        bond=bond,
    )


def picture(seen: Observation, repute: Array, knobs: Knobs) -> Picture:
    """The viewer's world from its observation and from what it holds of its rivals and of its own repute."""
    world, table, desk = seen.world, seen.table, seen.desk
    n, k, pairs = world.n, F(1.0 - world.distinguishability), pairs_of(world.reach)
    public = _public(world, seen.stage, table)
    swords = desk.seen.astype(F)
    shields = table.arms.astype(F) - swords
    attack, defence = swords + k * shields, shields + k * swords
    repute = _as_supposed(repute, seen.power, knobs.empathy)
    most = world.help_full.shape[-1] - 1
    whole = np.minimum((attack + F(0.5)).astype(np.int64), most)
    sent = world.help_full.ravel().take(np.arange(n * n).reshape(n, n, 1) * (most + 1) + whole[:, None]).astype(F)
    sent *= ~table.exile[:, None] & pairs.others
    sent += F(world.core.losses.exile_help) * (table.exile[:, None] & pairs.others)
    loss = public.loss
    held = np.bincount(desk.intent, minlength=len(Intent))
    return Picture(
        seen=seen,
        mind=mind(),
        repute=repute,
        attack=attack,
        defence=defence,
        pairs=pairs,
        again=_again(repute, public.more),
        margin=attack[:, None] - pairs.at_target(defence) + pairs.of(world.edge).astype(F),
        cards=tuple(card for card in Intent if world.deck[card] > 0 or held[card]),
        mean_loss=loss[0] + repute[:, Intent.FEARFUL] * (loss[1] - loss[0]),
        sent=sent,
        **public._asdict(),
    )


def _failed(stage: Stage, table: Table) -> Bools:
    """(N, B) who left a partner alone in the battles of the last round, which still lie on the table."""
    if stage is not Stage.ORDERS:
        return np.zeros(table.exile.shape, bool)
    lines = crisis.strikes(table)
    bound = crisis.partners(table) | (table.until[Signal.GUARD - 1] >= table.round - 1)
    free = (table.strike == NOBODY) & ~crisis.struck(lines)
    left = crisis.fought(table, lines) & (table.strike == NOBODY)
    return np.asarray((bound & left[None] & free[:, None] & ~crisis.to_each(table.side)).any(1))


def _income(world: World, table: Table) -> Array:
    """(N, B) tokens a round to be reckoned with: what the box gives, works, provinces, risers' tokens to come."""
    income = world.tokens + table.works - (table.province != -1)
    if world.has("rising power"):
        for start in world.core.rising.rounds:
            income = income + world.rising * (table.round + 2 >= start)
    return np.asarray(np.maximum(income, 0) * ~table.exile, F)


def _bow(world: World, table: Table, left: Array) -> Array:
    """A province, its income, and a broken word if one guards oneself [R6, R9]."""
    own = np.arange(world.n)
    guarded = crisis.in_force(table, Signal.GUARD)[own, own]
    return np.asarray(F(world.core.losses.yielded) + left + F(world.core.breach.guard) * guarded)


def _again(repute: Array, more: Array) -> Array:
    wolf = repute[:, Intent.CLAIMANT :].sum(1)
    return np.asarray((more * (1 - repute[:, Intent.CLAIMANT] / np.maximum(wolf, F(1e-6))))[:, None])


def _as_supposed(repute: Array, me: int, empathy: float) -> Array:
    """Who lacks empathy supposes that all know it to be harmless."""
    if empathy == 1.0:
        return repute
    out = repute.copy()
    wolf = out[me, Intent.CLAIMANT :]
    lamb = out[me, : Intent.CLAIMANT]
    kept = wolf * F(empathy)
    scale = (1 - kept.sum(0)) / np.maximum(lamb.sum(0), F(1e-6))
    out[me, Intent.CLAIMANT :] = kept
    out[me, : Intent.CLAIMANT] = lamb * scale
    return out


def _price(world: World, table: Table) -> Array:
    """[i, j] what it costs i in broken words to strike j [R10, R12]."""
    breach = world.core.breach
    price: Array = F(breach.peace) * crisis.in_force(table, Signal.PEACE)
    if world.has("standing pacts"):
        pacts = table.pacts
        price = price + F(breach.pact + mind().ties.ally) * (pacts[:, :, PactKind.DEFENCE] > 0)
        price = price + F(mind().ties.ally) * (pacts[:, :, PactKind.ENTENTE] > 0)
        price = price + F(breach.lesser_pact) * (pacts[:, :, PactKind.NEUTRALITY] > 0)
    return np.asarray(price, F)


def _bonds(world: World, stage: Stage, table: Table) -> tuple[Array, Array, Bools]:
    """What help is owed: to the struck, to strikers, and whether there is a tie [R10, R12].

    Before the orders are turned over hands are those of the last round: a custom, counted by half.
    """
    breach = world.core.breach
    worth = F(breach.hand) * (F(0.5) if stage is Stage.ORDERS else F(1))
    tied = table.hand
    owed: Array = worth * tied
    guard = crisis.in_force(table, Signal.GUARD) | crisis.in_force(table, Signal.THREATEN)
    guard = guard & pairs_of(world.reach).others
    owed = owed + F(breach.guard) * guard
    tied = tied | guard
    behind: Array = np.zeros_like(owed)
    if world.has("standing pacts"):
        defence = table.pacts[:, :, PactKind.DEFENCE] > 0
        offence = table.pacts[:, :, PactKind.OFFENCE] > 0
        owed = owed + F(breach.pact) * defence
        tied = tied | defence
        behind = F(breach.pact // 2) * defence + F(breach.pact) * offence
    if stage is not Stage.ORDERS:  # nothing is owed to a power that itself struck, and half by a pact of defence
        struck = (table.strike != NOBODY)[None]
        half = F(0.5 * breach.pact) * (table.pacts[:, :, PactKind.DEFENCE] > 0)
        owed = np.where(struck, np.minimum(owed, half), owed)
    return np.asarray(owed, F), np.asarray(behind, F), np.asarray(tied)
