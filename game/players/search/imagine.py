"""Imagined states: all a power cannot see - rivals' cards, the sorts of their arms, the last round - drawn from what it
believes. Built from an Observation and a Belief only; what it knows stays as it is, and `rules.audit` finds no fault.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from game import crisis
from game.arrays import NOBODY, Array
from game.belief import Belief
from game.chance import Draws
from game.observe import Observation
from game.players.policy import Luck
from game.scenario import Intent, Scenario, World
from game.schema import ScenarioFile
from game.state import Desk, Signal, State, Table, Vault

_FLIPS = 8  # arms of a kind whose label may be wrong; of more, the same share


@lru_cache(maxsize=16)
def scenario_of(world: World) -> Scenario:
    """The world as its players believe it to be, ready for the rules."""
    return Scenario("imagined", world, world.edge, world.balance, {}, "", ScenarioFile.model_construct(), "", False)


def fate(draws: Draws) -> Luck:
    """The luck of what is imagined, one stream a lane."""

    def luck(what: int, *shape: int) -> Array:
        return np.asarray(draws.uniform(what, 0, *shape))

    return luck


def spread(seen: Observation, samples: int) -> Observation:
    """The observation of B games as one of samples x B lanes, sample by sample."""
    return seen.take(np.tile(np.arange(seen.games), samples))


def imagine(seen: Observation, belief: Belief, luck: Luck) -> State:
    """One state a lane, as far as the viewer can tell. ``luck(what, *shape)`` gives uniform draws, shape + (B,)."""
    world, table, me, n, games = seen.world, seen.table, seen.power, seen.world.n, seen.games
    intent, target = _cards(seen, belief, luck)
    swords, built = _swords(seen, luck)
    both = np.broadcast_to(swords[None], (n, n, games)).copy()
    own = seen.desk
    new = np.zeros((n, n, games), np.int8)
    zeros = np.zeros((n, n, own.inbox.shape[1], games), np.int8)
    inbox, outbox = zeros.copy(), zeros.copy()
    inbox[:, me], outbox[:, me] = own.outbox, own.inbox
    rows = {
        "intent": intent,
        "target": target,
        "swords": swords,
        "built_swords": built,
        "seen": both,
        "labels": np.broadcast_to(built[None], (n, n, games)).copy(),
        "card_points": _card_points(world, table, intent, target),
        "reads": new.copy(),
        "offers": new.astype(bool),
        "inbox": inbox,
        "outbox": outbox,
    }
    for name, value in rows.items():
        value[me] = getattr(own, name)
    return State(seen.stage, table, Desk(**rows), Vault(_last_round(world, table, luck)))


def _cards(seen: Observation, belief: Belief, luck: Luck) -> tuple[Array, Array]:
    """(N, B) cards by belief, and claimants' targets: any they can reach."""
    world, n = seen.world, seen.world.n
    levels = belief.held.cumsum(1)
    roll = luck(0, n)
    intent = (roll[:, None] * levels[:, -1:] >= levels).sum(1)
    last = int(np.flatnonzero(world.deck > 0)[-1])
    intent = np.minimum(intent, last).astype(np.int8)
    aims = luck(1, n)
    target = np.full(intent.shape, NOBODY, np.int8)
    for i in range(n):
        reachable = np.flatnonzero(world.reach[i, :, 0]).astype(np.int8)
        if len(reachable):
            aim = reachable[(aims[i] * len(reachable)).astype(np.int64)]
            target[i] = np.where(intent[i] == Intent.CLAIMANT, aim, NOBODY)
    return intent, target


def _swords(seen: Observation, luck: Luck) -> tuple[Array, Array]:
    """(N, B) swords each may have, and how many of the arms it ordered this round: labels that err."""
    world, table, desk, n = seen.world, seen.table, seen.desk, seen.world.n
    wrong = (1 - world.distinguishability) / 2
    flips = (luck(2, 2, n, _FLIPS) < wrong).cumsum(2)
    knows = crisis.in_force(table, Signal.OPEN)[:, seen.power] | crisis.in_force(table, Signal.WATCH)[seen.power]
    since = np.where(knows, 0, np.maximum(table.arms - world.swords - world.shields, 0)).astype(np.int64)

    def erring(labels: Array, arms: Array) -> Array:
        """Swords among arms of doubtful sort, so many of them labelled swords."""
        swords = np.clip(labels, 0, arms)
        return swords - _some(flips[0], swords) + _some(flips[1], arms - swords)

    doubtful = np.minimum(since, table.arms)
    labelled = np.clip(desk.seen - world.swords, 0, doubtful)
    swords = np.clip(desk.seen - labelled + erring(labelled, doubtful), 0, table.arms)
    most = world.core.arms.most
    swords = np.clip(swords, table.arms - most, most)
    built = np.where(knows, desk.labels, erring(desk.labels.astype(np.int64), table.built.astype(np.int64)))
    shields = table.arms - swords
    built = np.clip(built, np.maximum(0, table.built - most + shields), np.minimum(table.built, most - swords))
    return swords.astype(np.int8), built.astype(np.int8)


def _some(flips: Array, count: Array) -> Array:
    """How many of ``count`` are flipped; ``flips`` (N, FLIPS, B) cumulative."""
    place = np.clip(count - 1, 0, _FLIPS - 1).astype(np.int64)
    return np.asarray(np.where(count > 0, np.take_along_axis(flips, place[:, None], 1)[:, 0], 0))


def _card_points(world: World, table: Table, intent: Array, target: Array) -> Array:
    """(N, B) what the cards drawn have brought by now, by the land that is held."""
    n, gains = world.n, world.core.gains
    holders = np.arange(n)[:, None, None]
    occupied, provinces = table.occupier[None] == holders, table.province[None] == holders
    won, got = occupied.sum(1, dtype=np.int16), provinces.sum(1, dtype=np.int16)
    claimed = np.take_along_axis(occupied | provinces, np.maximum(target, 0)[:, None].astype(np.int64), 1)[:, 0]
    points = (
        (intent == Intent.EXPANSIONIST) * (won * gains.expansionist_conquest + got * gains.expansionist_yield)
        + (intent == Intent.OPPORTUNIST) * (won * gains.opportunist_conquest)
        + ((intent == Intent.CLAIMANT) & claimed) * np.int16(gains.claimant)
    )
    return np.asarray(points, np.int16)


def _last_round(world: World, table: Table, luck: Luck) -> Array:
    """(B,) a last round that is still possible, by the chances of R11."""
    low, high = world.rounds
    width = high - low + 1
    roll = luck(3, width)
    last: Array = np.full(table.round.shape, high)
    for place in range(width - 1, -1, -1):
        ends = (roll[place] < (place + 1) / width) & (low + place >= table.round)
        last = np.where(ends, low + place, last)
    return np.asarray(np.maximum(last, table.round), np.int16)
