"""Buck-passing: harm of conquests and yields that would not have been, had those acted who left it to others.

Marked are third powers that would have joined if all had depended on them, their ties apart, and as things were did
not (Christensen & Snyder 1990; Olson & Zeckhauser 1966). Not marked are powers that saw no threat worth the price
(under-balancing) and those that had nothing to send. The marked are then made to commit: they give their word two
rounds before, in the sight of all, and keep it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game import crisis
from game.arrays import Array, Bools
from game.chance import Draws
from game.intents.dread import chance as win_chance
from game.intents.help import Third, price_of_help
from game.intents.picture import F
from game.scenario import Intent
from game.scores.abduct import Factual
from game.scores.chain import crisis_at, ladder_of, shapley_of
from game.scores.harm import Harm, conquests
from game.scores.lanes import Plan, run
from game.state import Choice, Stage

MARKED = 0.05  # differences of chances below this are noise
BEFORE = 2  # rounds in which a hand or a guard could have been given


@dataclass(frozen=True)
class Passing:
    """Who left a power alone that fell or yielded: (N, G) arrays."""

    place: int  # of the step at which the struck answered, or sides were chosen
    ward: Array  # (G,) who fell or yielded, -1 where nobody
    marker: Array  # P(join | all depends on me) - P(join | as things were)
    hopes: Array  # of that, what is left to others' expected help: free riding
    stake: Array  # points the ward's survival was worth
    passed: Bools


def passings(done: Factual) -> list[Passing]:
    """Every conquest and yield, with those who let it happen; at most one ward a game and round."""
    out = []
    for place, step in enumerate(done.steps):
        fell = conquests(step) & ~step.before.table.over
        out += [_passing(done, place, np.where(fell[j], int(j), -1)) for j in np.flatnonzero(fell.any(1))]
    return out


def _passing(done: Factual, place: int, ward: Array) -> Passing:
    n, games = done.n, done.games
    begin = place
    while begin > 0 and done.steps[begin].before.stage is Stage.HELP:
        begin -= 1
    step = done.steps[begin + 1] if begin < place else done.steps[place]
    at_answer = step.before
    if at_answer.stage is Stage.ORDERS:  # nobody was asked: the struck had yielded before, and all others fought
        at_answer = done.steps[place].after
    table = at_answer.table
    lines = crisis.strikes(table)
    busy = lines.all.any(1) | lines.all.any(0) | table.exile
    where = np.maximum(ward, 0)
    g = np.arange(games)
    marker, hopes, stakes_ = np.zeros((n, games)), np.zeros((n, games)), np.zeros((n, games))
    passed = np.zeros((n, games), bool)
    final = done.steps[place].after.table
    joined = (final.choice == Choice.JOIN) & (final.side == where)
    for k in range(n):
        c = crisis_at(done, place, at_answer, k)
        p = c.picture
        sore = (at_answer.desk.intent[k] == Intent.FEARFUL).astype(F)
        lead = c.leader[where, g]
        threat, survival, _ = c.stakes.of_one(np.full(games, k), sore)
        stake = threat[lead, g] + survival[where, g]
        sent = p.sent[k][where, g]
        others = c.helped[where, g] - c.joins[k, where, g] * sent
        margin = c.margin[where, g]
        third = Third(p, sent, stake, 0.0, 0.0)
        join, alone = third.often(margin - others), third.often(margin)
        price = F(price_of_help(p))
        precision = p.mind.precision.crisis
        decisive = 1 / (1 + np.exp(-np.clip(precision * (stake - price), -30, 30)))
        early = join.join + join.wait * join.late
        able = (ward >= 0) & ~busy[k] & (where != k) & (sent >= 1) & (stake > price) & ~joined[k]
        able &= ~p.bond[k][lead, g] & (win_chance(p, margin - sent) < win_chance(p, margin))
        marker[k] = np.where(able, decisive - early, 0)
        hopes[k] = np.where(able, alone.join + alone.wait * alone.late - early, 0)
        stakes_[k] = np.where(able, stake, 0)
        passed[k] = able & (marker[k] > MARKED)
    return Passing(place, ward, marker, hopes, stakes_, passed)


@dataclass(frozen=True)
class Bucks:
    """Points of harm that vanish: (R, G), and (N, R, G) by power."""

    whole: Array
    shapley: Array


def vanished(
    done: Factual, chance: Draws, replicates: int, seed: int, found: list[Passing], orders: Array | None
) -> Bucks:
    """What would not be lost if whoever passed the buck committed: in that battle, or by its word two rounds before."""
    n, games = done.n, done.games
    whole, shapley = np.zeros((replicates, games)), np.zeros((n, replicates, games))
    for one in found:
        here = np.flatnonzero(one.passed.any(0))
        if not len(here):
            continue
        first = _opening(done, one.place)
        rank, sizes = ladder_of(one.passed, orders, replicates)
        plan = Plan(
            game=np.tile(here, len(sizes) * replicates),
            replicate=np.repeat(np.tile(np.arange(replicates), len(sizes)), len(here)),
        )
        mine = np.concatenate([np.repeat(rank < k, len(here), axis=1) for k in sizes], 1)
        plan.commit, plan.ward = mine & one.passed[:, plan.game], one.ward[plan.game]
        harm = Harm(plan.lanes, plan.ward)
        run(done, chance, seed, plan, harm.watch, first, one.place)
        lost = harm.lost.reshape(len(sizes), replicates, len(here))
        was = _lost(done, first, one)[here]
        ladder = np.concatenate([np.broadcast_to(was, (1, replicates, len(here))), lost])
        whole[:, here] += ladder[0] - ladder[-1]
        shapley[:, :, here] += shapley_of(ladder, rank, orders)
    return Bucks(whole, shapley)


def _opening(done: Factual, place: int) -> int:
    """The step that opens the round two before the one of ``place``, or the first of the record."""
    round_ = int(done.steps[place].before.table.round.max())
    for x, step in enumerate(done.steps):
        if step.before.stage is Stage.ORDERS and int(step.before.table.round.max()) >= round_ - BEFORE:
            return x
    raise AssertionError("every round opens with orders")


def _lost(done: Factual, first: int, one: Passing) -> Array:
    """(G,) what went with the ward's conquest or yield, as played, in the rounds that are gone through again."""
    harm = Harm(done.games, one.ward)
    round_ = int(done.steps[one.place].before.table.round.max())
    for step in done.steps[first:]:
        if int(step.before.table.round.max()) > round_:
            break
        harm.watch(step.before, step.orders, step.outcome, step.after)
    return harm.lost
