"""Chain-ganging: harm of a war that grew because allies were drawn in against their direct interest.

The strike and the answer are held as played; what would the war have cost if third powers with ties had chosen
without regard to hands, pacts, guards and dependence (Christensen & Snyder 1990)? Only those count that entered though
their direct stake was negative. Whoever wanted that war for its own card is no victim of its ties: that is collusion.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game import crisis
from game.arrays import Array, Bools
from game.belief import twins
from game.chance import Draws
from game.intents.crises import Crisis, sides
from game.observe import observe
from game.scenario import Intent
from game.scores.abduct import Factual
from game.scores.harm import Harm
from game.scores.lanes import Plan, run
from game.state import Choice, Stage, State


@dataclass(frozen=True)
class Entry:
    """Who joined in one crisis and why: (N, G) arrays; values for those who did not join are 0."""

    place: int  # of the step at which sides were first chosen
    joined: Bools
    side: Array  # whom
    tied: Bools  # entered with a tie, against its direct stake, wanting nothing
    colluded: Bools  # an aggressor that joined a striker
    chance: Array  # of joining as things were
    free: Array  # of joining without ties
    direct: Array  # points its entry was worth without them


def entries(done: Factual) -> list[Entry]:
    """Every crisis in which sides were chosen."""
    places = [
        place
        for place, step in enumerate(done.steps)
        if step.before.stage is Stage.HELP
        and bool(((step.before.table.wave == 0) & step.before.table.asked.any(0)).any())
    ]
    return [_entry(done, place) for place in places]


def crisis_at(done: Factual, place: int, state: State, me: int) -> Crisis:
    """A crisis as this power saw it in ``state``, with what it held at step ``place``."""
    found = done.beliefs[place][me].crisis(observe(done.scenario.world, state, me))
    return found if done.games > 1 else twins.take(found, np.zeros(1, np.int64))


def _entry(done: Factual, place: int) -> Entry:
    step, n, games = done.steps[place], done.n, done.games
    end = _last_of_crisis(done, place)
    table = done.steps[end].after.table
    asked = step.before.table.asked
    joined = asked & (table.choice == Choice.JOIN)
    side = np.maximum(table.side, 0)
    shape = (n, games)
    tied, colluded = np.zeros(shape, bool), np.zeros(shape, bool)
    chance, free, direct = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    lines = crisis.strikes(step.before.table)
    strikers = lines.all.any(1)
    for k in np.flatnonzero(joined.any(1)):
        c = crisis_at(done, place, step.before, int(k))
        card = step.before.desk.intent[k]
        s = sides(c, np.full(games, k), card)
        at = side[k][None].astype(np.int64)
        p = c.picture
        precision = p.mind.precision.crisis
        tie = p.bond[k] | (s.owed > 0.5) | (p.behind[k] > 0) | (c.stakes.dependence[0, k] > 0.5)
        own = np.take_along_axis(s.direct, at, 0)[0]
        with_strikers = np.take_along_axis(strikers, at, 0)[0]
        wants = (card >= Intent.CLAIMANT) & with_strikers
        chance[k] = _frequency(s.wait, s.join, at, precision) * joined[k]
        free[k] = _frequency(s.idle, s.direct, at, precision) * joined[k]
        direct[k] = own * joined[k]
        colluded[k] = joined[k] & wants
        tied[k] = joined[k] & np.take_along_axis(tie, at, 0)[0] & (own < 0) & ~wants
    return Entry(place, joined, side, tied, colluded, chance, free, direct)


def _last_of_crisis(done: Factual, place: int) -> int:
    """The last step at which sides were chosen in the same crisis."""
    end = place
    while end + 1 < len(done.steps) and done.steps[end + 1].before.stage is Stage.HELP:
        if bool((done.steps[end + 1].before.table.wave == 0).all()):
            break
        end += 1
    return end


def _frequency(wait: Array, join: Array, at: Array, precision: float) -> Array:
    """(B,) chance of joining that side at once."""
    weights = np.exp(np.clip(precision * np.concatenate([wait[None], join]), -30, 12))
    return np.asarray(np.take_along_axis(weights[1:], at, 0)[0] / (1 + weights.sum(0)))


@dataclass(frozen=True)
class Chains:
    """Points of harm: (R, G), and (N, R, G) by power; ``balance`` (R, G) is what a misjudged balance added."""

    whole: Array
    shapley: Array
    balance: Array


def vanished(
    done: Factual, chance: Draws, replicates: int, seed: int, found: list[Entry], orders: Array | None
) -> Chains:
    """From the first crisis on: stances and answers as played, all else under the same luck."""
    n, games = done.n, done.games
    whole, shapley = np.zeros((replicates, games)), np.zeros((n, replicates, games))
    balance = np.zeros((replicates, games))
    if not found:
        return Chains(whole, shapley, balance)
    first = found[0].place
    was = _as_played(done, first)
    tied = np.logical_or.reduce([entry.tied for entry in found])
    here = np.flatnonzero(tied.any(0))
    if len(here):
        rank, sizes = ladder_of(tied, orders, replicates)
        mine = np.concatenate([np.repeat(rank < k, len(here), axis=1) for k in sizes], 1)
        costs = _cost(
            done,
            chance,
            seed,
            first,
            replicates,
            here,
            len(sizes),
            freed=mine & np.tile(tied[:, here], len(sizes) * replicates),
        )
        ladder = np.concatenate([np.broadcast_to(was[here], (1, replicates, len(here))), costs])
        whole[:, here] = ladder[0] - ladder[-1]
        shapley[:, :, here] = shapley_of(ladder, rank, orders)
    here = np.flatnonzero(np.logical_or.reduce([entry.joined.any(0) for entry in found]))
    if bool((done.scenario.edge != done.scenario.world.edge).any()) and len(here):
        balance[:, here] = was[here] - _cost(done, chance, seed, first, replicates, here, 1, plain=True)[0]
    return Chains(whole, shapley, balance)


def _cost(
    done: Factual,
    chance: Draws,
    seed: int,
    first: int,
    replicates: int,
    here: Array,
    sets: int,
    freed: Bools | None = None,
    plain: bool = False,
) -> Array:
    """(sets, R, here) harm from step ``first`` on."""
    plan = Plan(
        game=np.tile(here, sets * replicates),
        replicate=np.repeat(np.tile(np.arange(replicates), sets), len(here)),
        freed=freed,
        plain=plain,
        hold=True,
    )
    harm = Harm(plan.lanes)
    run(done, chance, seed, plan, harm.watch, first)
    return harm.total.reshape(sets, replicates, len(here))


def _as_played(done: Factual, first: int) -> Array:
    """(G,) harm from this step on."""
    harm = Harm(done.games)
    for step in done.steps[first:]:
        harm.watch(step.before, step.orders, step.outcome, step.after)
    return harm.total


def ladder_of(members: Bools, orders: Array | None, replicates: int) -> tuple[Array, list[int]]:
    """(N, R) the place of each power in the orders, those of no concern last; and how many are let in step by step."""
    n, some = len(members), members.any(1)
    if orders is None:
        return np.zeros((n, replicates), int), [n]
    place = orders.argsort(1) + n * ~some  # (R, N)
    return np.asarray(place.argsort(1).argsort(1).T), list(range(1, int(some.sum()) + 1))


def shapley_of(ladder: Array, rank: Array, orders: Array | None) -> Array:
    """(N, R, G) what each power's turn took off, from (steps + 1, R, G) points."""
    out = np.zeros((len(rank), *ladder.shape[1:]))
    if orders is not None:
        gone = ladder[:-1] - ladder[1:]
        at = np.minimum(rank, len(gone) - 1)
        out = np.where((rank < len(gone))[:, :, None], np.take_along_axis(gone, at[:, :, None], 0), 0)
    return out
