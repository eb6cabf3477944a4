"""The rule player: what a sensible head of state would do by thumb, for each of the five cards.

It arms until no neighbour would be likely to beat it, mobilises and seeks hands when someone else
mobilises, keeps its hands, yields when that is cheaper, and strikes when its card makes it pay, or, rarely,
when it fears to be struck first. It believes labels and nobody's word.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from game import crisis
from game.arrays import NOBODY, Array
from game.chance import Draw
from game.observe import Observation
from game.players.appraisal import Appraisal, appraise, rounds_left
from game.players.moves import owed_help
from game.scenario import Intent
from game.state import Answer, Choice, Orders, Say, Stage, Stance

SUSPECT = 0.3  # how likely it holds it that a neighbour will strike it before the end
AHEAD = 1  # swords a neighbour may add before these shields count
TRUST = 0.75  # of a victim's best two friends, how much help to reckon with
STRUCK = 0.5  # how likely it holds it that a mobilised neighbour strikes
AMBUSHED = 0.15  # that one which is not mobilised yet does so next
NERVE = 3.0  # spread, in points, of what it takes to strike
ARM = 1.0  # points an arm lost is worth to it
WORTH = 3.0  # points by which a war must pay, give or take its nerve


def choose(seen: Observation, belief: Any, draw: Draw) -> Orders:
    if seen.stage is Stage.ANSWERS:
        return _answer(seen)
    if seen.stage is Stage.HELP:
        return _help(seen)
    return _orders(seen, draw)


def _loss(seen: Observation) -> Array:
    """(B,) what being conquered costs: by the card, and the butter of the rounds to come."""
    losses, me = seen.world.core.losses, seen.power
    land = np.where(seen.desk.intent == Intent.FEARFUL, losses.conquered_fearful, losses.conquered)
    return land + 0.7 * seen.world.tokens[me] * rounds_left(seen.world, seen.table.round)


def _orders(seen: Observation, draw: Draw) -> Orders:
    world, table, me, n = seen.world, seen.table, seen.power, seen.world.n
    staff = appraise(seen)
    left = np.where(seen.exile, 0, table.tokens[me]).astype(np.int16)
    last = table.round >= world.rounds[1]  # nothing bought now would still be of use
    danger = staff.near & staff.ready

    target, gain = _prey(seen, staff, draw, 0)
    _, later = _prey(seen, staff, draw, 3)
    may = seen.may_strike()
    worth = WORTH + NERVE * (2 * draw.uniform(4) - 1)
    strike = (gain > worth) & np.take_along_axis(may, target[None], 0)[0] & ~seen.exile
    foe, dread = _pre_empt(seen, staff, draw)
    first_blow = ~strike & (dread > worth) & np.take_along_axis(may, foe[None], 0)[0] & ~seen.exile
    preys = (later > worth) & ~last & ~seen.exile

    stance = np.where(strike | first_blow, Stance.STRIKE, Stance.HOLD)
    ready = crisis.mobilised(world, table)[me] & (table.round - table.mobilised_on[me] < 2)
    fear = np.where(staff.ready, STRUCK, AMBUSHED) * staff.near * _loss(seen)
    relief = (fear * (staff.chance_against_me(ready=False) - staff.chance_against_me(ready=True))).max(0)
    call_up = (stance == Stance.HOLD) & ~ready & (left > 0) & ~last
    call_up &= (gain > worth) | (relief > world.core.prices.mobilise + draw.uniform(5))
    stance = np.where(call_up, Stance.MOBILISE, stance)
    left = left - (stance == Stance.MOBILISE)

    core = world.core.arms
    can = np.minimum(left, core.built_per_round)
    swords = np.where(preys, np.minimum(can, core.most - seen.desk.swords), 0)
    shields = np.where(preys | last, 0, _shields(seen, staff, np.minimum(can, core.most - seen.shields)))
    left = left - swords - shields
    tension = (staff.ready & ~table.exile & (np.arange(n)[:, None] != me)).any(0)
    hand = _hands(seen, staff, tension & ~preys & (stance != Stance.STRIKE), left, draw)
    say = np.where(table.stance == Stance.STRIKE, Say.ACCUSE, np.where(danger, Say.WARN, Say.PEACE))
    return Orders.row(
        n,
        seen.games,
        swords=swords.astype(np.int8),
        shields=shields.astype(np.int8),
        hand=hand,
        stance=stance.astype(np.int8),
        strike=np.where(stance == Stance.STRIKE, np.where(strike, target, foe), NOBODY).astype(np.int8),
        say=np.where(staff.near, say, 0).astype(np.int8),
        read=_reads(seen, staff),
    )


def _prey(seen: Observation, staff: Appraisal, draw: Draw, more: int) -> tuple[Array, Array]:
    """The neighbour whose conquest would pay best, with ``more`` swords, and by how many points: (B,), (B,)."""
    world, desk = seen.world, seen.desk
    gains, losses = world.core.gains, world.core.losses
    claim = (np.arange(world.n)[:, None] == desk.target) & (desk.card_points == 0)
    won = (
        (desk.intent == Intent.EXPANSIONIST) * gains.expansionist_conquest
        + (desk.intent == Intent.OPPORTUNIST) * gains.opportunist_conquest
        + claim * gains.claimant
    )
    got = (desk.intent == Intent.EXPANSIONIST) * gains.expansionist_yield + claim * gains.claimant
    chance = staff.chance_of_mine(more, staff.rally(TRUST))
    war = chance * won - losses.battle - losses.battle_arms * ARM - (1 - chance) * (losses.repulse + 2 * ARM)
    bows = np.where(seen.table.yielded, 0.0, 0.5)
    broken = crisis.in_force(seen.table, crisis.Signal.PEACE)[seen.power] * world.core.breach.peace
    value = bows * got + (1 - bows) * war - losses.strike - broken
    value = np.where(staff.near, value, -1e3) + draw.uniform(1, world.n) * 1e-3  # equals by lot
    return value.argmax(0), value.max(0)


def _pre_empt(seen: Observation, staff: Appraisal, draw: Draw) -> tuple[Array, Array]:
    """The mobilised neighbour it would be best to strike before it strikes, and by how much: (B,), (B,)."""
    losses = seen.world.core.losses
    suffers = STRUCK * (staff.chance_against_me() * _loss(seen) + losses.battle + losses.battle_arms * ARM)
    wins = staff.chance_of_mine(0, staff.rally(TRUST))
    price = losses.strike + losses.battle + losses.battle_arms * ARM + (1 - wins) * (losses.repulse + 2 * ARM)
    value = wins * suffers - price
    value = np.where(staff.near & staff.ready, value, -1e3) + draw.uniform(2, seen.world.n) * 1e-3
    return value.argmax(0), value.max(0)


def _shields(seen: Observation, staff: Appraisal, can: Array) -> Array:
    """(B,) as many shields as are worth their price in conquests made less likely, neighbour by neighbour."""
    fear = np.where(staff.ready, STRUCK, SUSPECT) * staff.near * _loss(seen)
    price = seen.world.core.arms.price
    want = np.zeros(seen.games, np.int16)
    worth = np.ones(seen.games, bool)
    for more in range(seen.world.core.arms.built_per_round):
        with_less = staff.chance_against_me(more - AHEAD, ready=True)
        with_it = staff.chance_against_me(more + 1 - AHEAD, ready=True)
        worth = worth & ((fear * (with_less - with_it)).sum(0) > price)
        want += worth
    return np.minimum(want, can)


def _hands(seen: Observation, staff: Appraisal, wants: Array, left: Array, draw: Draw) -> Array:
    """(N, B) hands offered to the powers that are not mobilised and can help most, at most two."""
    n, me = seen.world.n, seen.power
    friend = ~staff.ready & ~seen.table.exile & (np.arange(n)[:, None] != me)
    sent = staff.sent()
    use = np.where(friend, sent[:, me] + sent[me] + draw.uniform(3, n), -1.0)
    rank = (-use).argsort(0, kind="stable").argsort(0, kind="stable")
    return np.asarray(friend & wants & (rank < np.minimum(left, 2)))


def _reads(seen: Observation, staff: Appraisal) -> Array:
    """(N, B) one to five: struck before 5, mobilised 4, mostly swords 3, else 2; for itself none."""
    swords = seen.desk.seen > seen.table.arms - seen.desk.seen
    read = np.where(seen.table.stance == Stance.STRIKE, 5, np.where(staff.ready, 4, np.where(swords, 3, 2)))
    read = np.where(np.arange(seen.world.n)[:, None] == seen.power, 0, np.maximum(read, seen.desk.reads - 1))
    return read.astype(np.int8)


def _answer(seen: Observation) -> Orders:
    """Yield where that is expected to cost less than the battle."""
    staff, losses, me = appraise(seen), seen.world.core.losses, seen.power
    lines = crisis.strikes(seen.table)
    against = lines.attack[:, me]
    force = (staff.attack * against).sum(0, dtype=np.int16) - np.where(against, staff.attack, 0).max(0)
    chance = np.where(against, staff.chance_against_me(staff.sworn_help()[me] * 3 // 4 - force), 0).max(0)
    resists = losses.battle + losses.battle_arms * ARM + chance * _loss(seen)
    guard = crisis.in_force(seen.table, crisis.Signal.GUARD)[me, me] * seen.world.core.breach.guard
    yields = losses.yielded + rounds_left(seen.world, seen.table.round) + guard
    answer = np.where(yields < resists, Answer.YIELD, Answer.RESIST)
    return Orders.row(seen.world.n, seen.games, answer=answer.astype(np.int8))


def _help(seen: Observation) -> Orders:
    """Join those to whom help is owed; else a victim whose attacker would be next at its own door."""
    staff, me, table = appraise(seen), seen.power, seen.table
    lines = crisis.strikes(table)
    owed = owed_help(seen)
    strong = staff.near & (table.strike != NOBODY) & (staff.chance_against_me() > 0.5)
    next_door = (lines.attack & strong[:, None]).any(0) & crisis.fought(table, lines) & (staff.sent()[me] >= 2)
    wanted = np.where(owed.any(0), owed, next_door & seen.sides())
    joins = wanted.any(0)
    return Orders.row(
        seen.world.n,
        seen.games,
        choice=np.where(joins, Choice.JOIN, Choice.STAY_OUT).astype(np.int8),
        side=np.where(joins, wanted.argmax(0), NOBODY).astype(np.int8),
    )
