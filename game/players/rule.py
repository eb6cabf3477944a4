"""The rule player: what a sensible head of state would do by thumb, for each of the five cards.

It arms until no neighbour would be likely to beat it, mobilises and seeks hands when someone else
mobilises, keeps its hands, yields when that is cheaper, and strikes when its card makes it pay, or, rarely,
when it fears to be struck first. It believes labels and nobody's word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game import crisis, odds
from game.arrays import NOBODY, Array
from game.belief import Belief
from game.chance import Draw
from game.observe import Observation
from game.players.appraisal import Appraisal, appraise, rounds_left
from game.players.moves import owed_help
from game.scenario import Intent
from game.state import Answer, Choice, Orders, Say, Signal, Stage, Stance


@dataclass(frozen=True)
class Temper:
    """What a rule player takes for granted; chances, points and arms."""

    # chances that a neighbour will strike it,
    quiet: float = 0.2  # if it gave no cause, at an even balance,
    arming: float = 0.25  # if it was seen to build two swords or more,
    mobilised: float = 0.25  # if it is mobilised and no neighbour of its own had been before,
    alarmed: float = 0.1  # if it mobilised after a neighbour of its own had,
    taker: float = 0.8  # if it holds land of others, or struck this round
    ahead: int = 1  # swords a neighbour may add before these shields count
    trust: float = 0.6  # of a victim's best two friends, how much help to reckon with
    entrapped: float = 0.25  # chance that a threatened friend will call it in
    worth: float = 0.5  # points by which a war must pay, give or take its nerve
    nerve: float = 2.0  # spread of that, in points
    defiant: float = 0.2  # chance of falling up to which a struck power is not expected to yield
    arm: float = 1.0  # points an arm lost is worth to it


TEMPER = Temper()


def choose(seen: Observation, belief: Belief | None, draw: Draw, temper: Temper = TEMPER) -> Orders:
    """A row of orders, answers or choices for the games of an observation; ``belief`` is not asked."""
    if seen.stage is Stage.ANSWERS:
        return _answer(seen, temper)
    if seen.stage is Stage.HELP:
        return _help(seen)
    return _orders(seen, draw, temper)


def suspicion(seen: Observation, staff: Appraisal, temper: Temper) -> Array:
    """(N, B) how likely each neighbour is held to strike it, by what can be seen; 0 for the others."""
    table = seen.table
    owners = np.arange(seen.world.n)[:, None, None]
    takes = ((table.occupier == owners) | (table.province == owners)).any(1) | (table.stance == Stance.STRIKE)
    wins = float(odds.needed(np.array(odds.half_up(seen.world.balance)), seen.world.odds)) / seen.world.core.odds.die
    # a strong defence deters by itself, and against a strong offence arms at home are of little use
    even = (4 * wins * (1 - wins)) ** 2
    chance = np.where(seen.desk.labels >= 2, temper.arming, temper.quiet * even)
    earlier = (table.mobilised_on[:, None] > table.mobilised_on[None]) & staff.ready[None]
    with_cause = (seen.world.reach & earlier).any(1)
    chance = np.where(staff.ready, np.where(with_cause, temper.alarmed, temper.mobilised), chance)
    return np.where(takes, temper.taker, chance) * staff.near


def _loss(seen: Observation) -> Array:
    """(B,) what being conquered costs: by the card, and the butter of the rounds to come."""
    losses, me = seen.world.core.losses, seen.power
    land = np.where(seen.desk.intent == Intent.FEARFUL, losses.conquered_fearful, losses.conquered)
    return np.asarray(land + 0.7 * seen.world.tokens[me] * rounds_left(seen.world, seen.table.round))


def _orders(seen: Observation, draw: Draw, temper: Temper) -> Orders:
    world, table, me, n = seen.world, seen.table, seen.power, seen.world.n
    staff = appraise(seen)
    left = np.where(seen.exile, 0, table.tokens[me]).astype(np.int16)
    last = table.round >= world.rounds[1]  # nothing bought now would still be of use
    danger = staff.near & staff.ready

    target, gain = _prey(seen, staff, draw, 0, temper)
    _, later = _prey(seen, staff, draw, 3, temper)
    may = seen.may_strike()
    worth = temper.worth + temper.nerve * (2 * draw.uniform(4) - 1)
    strike = (gain > worth) & np.take_along_axis(may, target[None], 0)[0] & ~seen.exile
    foe, dread = _pre_empt(seen, staff, draw, temper)
    first_blow = ~strike & (dread > worth) & np.take_along_axis(may, foe[None], 0)[0] & ~seen.exile
    preys = (later > worth) & ~last & ~seen.exile

    stance = np.where(strike | first_blow, Stance.STRIKE, Stance.HOLD)
    ready = crisis.mobilised(world, table)[me] & (table.round - table.mobilised_on[me] < 2)
    now = suspicion(seen, staff, temper) * staff.ready  # only who is mobilised can strike this round
    spared = staff.chance_against_me(ready=False) - staff.chance_against_me(ready=True)
    relief = (now * spared).max(0) * _loss(seen)
    call_up = (stance == Stance.HOLD) & ~ready & (left > 0) & ~last
    call_up &= (gain > worth) | (relief > world.core.prices.mobilise + draw.uniform(5))
    stance = np.where(call_up, Stance.MOBILISE, stance)
    left = left - (stance == Stance.MOBILISE)

    core = world.core.arms
    can = np.minimum(left, core.built_per_round)
    swords = np.where(preys, np.minimum(can, core.most - seen.desk.swords), 0)
    shields = np.where(preys | last, 0, _shields(seen, staff, np.minimum(can, core.most - seen.shields), temper))
    left = left - swords - shields
    calm = ~preys & (stance != Stance.STRIKE)
    hand = _hands(seen, staff, calm, left, draw, temper)
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


def _prey(seen: Observation, staff: Appraisal, draw: Draw, more: int, temper: Temper) -> tuple[Array, Array]:
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
    chance = staff.chance_of_mine(more, staff.rally(temper.trust))
    war = (
        chance * won
        - losses.battle
        - losses.battle_arms * temper.arm
        - (1 - chance) * (losses.repulse + 2 * temper.arm)
    )
    bows = np.where(seen.table.yielded, 0.0, np.clip((chance - temper.defiant) / (1 - temper.defiant), 0, 1))
    broken = crisis.in_force(seen.table, Signal.PEACE)[seen.power] * world.core.breach.peace
    # who yields once cannot do so again: there is half a war more to be had, if there is time
    again = 0.5 * np.maximum(war, 0) * (rounds_left(world, seen.table.round) > 0.5)
    value = bows * (got + again) + (1 - bows) * war - losses.strike - broken
    value = np.where(staff.near, value, -1e3) + draw.uniform(1, world.n) * 1e-3  # equals by lot
    return value.argmax(0), value.max(0)


def _pre_empt(seen: Observation, staff: Appraisal, draw: Draw, temper: Temper) -> tuple[Array, Array]:
    """The mobilised neighbour it would be best to strike before it strikes, and by how much: (B,), (B,)."""
    losses = seen.world.core.losses
    suffers = suspicion(seen, staff, temper) * (
        staff.chance_against_me() * _loss(seen) + losses.battle + losses.battle_arms * temper.arm
    )
    wins = staff.chance_of_mine(0, staff.rally(temper.trust))
    price = (
        losses.strike + losses.battle + losses.battle_arms * temper.arm + (1 - wins) * (losses.repulse + 2 * temper.arm)
    )
    value = wins * suffers - price
    value = np.where(staff.near & staff.ready, value, -1e3) + draw.uniform(2, seen.world.n) * 1e-3
    return value.argmax(0), value.max(0)


def _shields(seen: Observation, staff: Appraisal, can: Array, temper: Temper) -> Array:
    """(B,) as many shields as are worth their price in conquests made less likely, neighbour by neighbour."""
    fear, price = suspicion(seen, staff, temper) * _loss(seen), seen.world.core.arms.price
    want, worth = np.zeros(seen.games, np.int16), np.ones(seen.games, bool)
    for more in range(-temper.ahead, seen.world.core.arms.built_per_round - temper.ahead):
        spared = staff.chance_against_me(more, ready=True) - staff.chance_against_me(more + 1, ready=True)
        worth = worth & ((fear * spared).sum(0) > price)
        want += worth
    return np.minimum(want, can)


def _hands(seen: Observation, staff: Appraisal, calm: Array, left: Array, draw: Draw, temper: Temper) -> Array:
    """(N, B) hands offered when a neighbour is mobilised: to the powers whose help is worth more than it costs."""
    world, n, me = seen.world, seen.world.n, seen.power
    losses = world.core.losses
    friend = ~staff.ready & ~seen.table.exile & (np.arange(n)[:, None] != me)
    now = suspicion(seen, staff, temper) * staff.ready
    sent = staff.sent()
    alone = staff.chance_against_me(ready=True)
    spared = [((alone - staff.chance_against_me(sent[h, me], ready=True)) * now).sum(0) for h in range(n)]
    use = np.stack(spared) * _loss(seen)
    threatened = (world.reach & staff.ready[:, None]).any(0)  # by somebody mobilised
    price = world.core.prices.hand + temper.entrapped * threatened * (losses.helper + losses.helper_arms * temper.arm)
    worth = np.where(friend & calm, use - price + 0.01 * draw.uniform(3, n), -1.0)
    rank = (-worth).argsort(0, kind="stable").argsort(0, kind="stable")
    return np.asarray((worth > 0) & (rank < np.minimum(left, 2)))


def _reads(seen: Observation, staff: Appraisal) -> Array:
    """(N, B) one to five: struck before 5, mobilised 4, mostly swords 3, else 2; for itself none."""
    swords = seen.desk.seen > seen.table.arms - seen.desk.seen
    read = np.where(seen.table.stance == Stance.STRIKE, 5, np.where(staff.ready, 4, np.where(swords, 3, 2)))
    read = np.where(np.arange(seen.world.n)[:, None] == seen.power, 0, np.maximum(read, seen.desk.reads - 1))
    return read.astype(np.int8)


def _answer(seen: Observation, temper: Temper) -> Orders:
    """Yield where that is expected to cost less than the battle."""
    staff, losses, me = appraise(seen), seen.world.core.losses, seen.power
    lines = crisis.strikes(seen.table)
    against = lines.attack[:, me]
    force = (staff.attack * against).sum(0, dtype=np.int16) - np.where(against, staff.attack, 0).max(0)
    chance = np.where(against, staff.chance_against_me(staff.sworn_help()[me] * 3 // 4 - force), 0).max(0)
    resists = losses.battle + losses.battle_arms * temper.arm + chance * _loss(seen)
    guard = crisis.in_force(seen.table, Signal.GUARD)[me, me] * seen.world.core.breach.guard
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
