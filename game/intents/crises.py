"""What a power would do in a crisis: yield or resist, join a side, wait or stay out; utilities in points."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from game import crisis
from game.arrays import Array
from game.intents.choices import NEVER, foreseen
from game.intents.dread import battle_price, chance
from game.intents.help import Stakes, price_of_help, response
from game.intents.picture import F, Picture
from game.scenario import Intent


class Crisis(NamedTuple):
    """A crisis as one viewer sees it."""

    picture: Picture
    stakes: Stakes
    helped: Array  # (N, B) strength expected to come to each power that is struck, less what comes to its striker
    joins: Array  # [k, j] chance that k joins j at once
    leader: Array  # (N, B) of the strikers of each power, 0 where there is none
    margin: Array  # (N, B) of the attack on each, as far as it is known who fights
    struck: Array  # (N, B)


def crisis_of(p: Picture) -> Crisis:
    helped, joins, _, s = foreseen(p)
    table, core = p.seen.table, p.world.core
    lines = crisis.strikes(table)
    force = np.where(lines.all, p.attack[:, None], F(-1))
    leader = force.argmax(0)
    pair = np.maximum(p.pairs.place[leader, np.arange(p.n)[:, None]], 0)  # of none where nobody strikes
    flat = helped.reshape(-1, helped.shape[-1]), p.pairs.by_power(joins).reshape(-1, *p.attack.shape)
    helped = np.take_along_axis(flat[0], pair, 0)
    joins = np.take_along_axis(flat[1], pair[:, None], 0).swapaxes(0, 1)
    front = np.where(lines.all, p.attack[:, None], F(0)).sum(0)
    edge = p.world.edge[leader, np.arange(p.n)[:, None], 0]
    unready = F(core.odds.unready) * ~p.ready
    margin = front - p.defence + edge + unready
    duel = lines.duel.any(0)
    even = np.where(lines.duel, p.attack[:, None], F(0)).sum(0) - p.attack
    margin = np.where(duel, even, margin)
    who = crisis.sides(table, lines, crisis.fought(table, lines))
    sent = np.where((table.joined_at > 1)[:, None], np.floor(p.sent * F(0.5) + F(0.5)), p.sent)
    defenders = (np.where(who.defends | who.duels, sent, F(0))).sum(0)
    beside = (who.strikes[:, :, None] & lines.all[None]).any(1)  # [k, j] helps a striker of j
    behind = np.where(beside, sent, F(0)).sum(0)
    return Crisis(p, s, helped, joins, leader, margin - defenders + behind, np.asarray(lines.all.any(0)))


def answer(c: Crisis, me: int, card: Array) -> Array:
    """(B,) what yielding is worth to ``me`` beyond resisting."""
    p = c.picture
    lead = c.leader[me]
    games = np.arange(len(lead))
    wins = chance(p, c.margin[me] - c.helped[me])
    sore = card == Intent.FEARFUL
    loss = np.where(sore, p.loss[1, me], p.loss[0, me])
    resist = F(battle_price(p)) + wins * loss
    return np.asarray(resist * (1 - p.again[lead, 0, games]) - p.bow[me])


class Sides(NamedTuple):
    """Utilities of a third power, and what they are made of; to stay out is 0."""

    wait: Array  # (B,)
    join: Array  # (N, B) each power that may be joined
    direct: Array  # (N, B) the same without broken words and without dependence
    idle: Array  # (B,) to wait, without them
    owed: Array  # (N, B) what leaving it alone would cost, or leaving a partner alone who joins it
    stake: Array  # (N, B) what the survival of that power, if struck, is worth
    alone: Array  # (N, B) joining it if nobody else came
    price: Array  # scalar: what helping costs


def sides(c: Crisis, me: int, card: Array) -> Sides:
    """What joining each side of each battle is worth to ``me``."""
    p, table = c.picture, c.picture.seen.table
    n, games = p.n, p.seen.games
    sore = (card == Intent.FEARFUL).astype(F)
    which = np.broadcast_to(sore, (n, games))
    threat, survival = (part[me] for part in c.stakes.of(which))
    needs = c.stakes.dependence[0, me] + sore * (c.stakes.dependence[1, me] - c.stakes.dependence[0, me])  # [j]
    worth = np.take_along_axis(threat, c.leader, 0) + survival  # (N, B) by target
    others = c.helped - c.joins[me] * p.sent[me]  # what they expect of ``me`` left out
    first = table.wave == 0
    margin = c.margin - np.where(first & c.struck, others, F(0))
    full, half = p.sent[me], np.floor(p.sent[me] * F(0.5) + F(0.5))
    force = np.where(first, full, half)
    owed = np.maximum(p.owed[me], _through(c, me))
    behind = p.behind[me]
    r = response(p, margin, force, worth, owed, np.take_along_axis(behind, c.leader, 0))
    plain = response(p, margin, force, worth - needs, 0.0, 0.0)
    lone = response(p, c.margin, force, worth, owed, 0.0)
    sides_ = p.seen.sides()
    lines = crisis.strikes(table)
    defends = (crisis.fought(table, lines) | lines.duel.any(0)) & sides_
    join = np.where(defends, r.join, NEVER)
    direct = np.where(defends, plain.join, NEVER)
    alone = np.where(defends, lone.join, NEVER)
    wait = np.where(defends, r.wait, NEVER).max(0)
    attacked = np.where(defends, r.attack, NEVER)
    plainly = np.where(defends, plain.attack, NEVER)
    strikes = sides_ & ~defends
    for x in range(n):  # to join a striker is to join the battle of the one it strikes
        foe = np.maximum(table.strike[x], 0)[None]
        for into, frm in ((join, attacked), (direct, plainly)):
            into[x] = np.where(strikes[x], np.take_along_axis(frm, foe, 0)[0], into[x])
    exile = table.exile[me]
    idle = np.where(defends, plain.wait, NEVER).max(0)
    wait, idle = (np.where(first & ~exile, w, NEVER) for w in (wait, idle))
    return Sides(wait, join, direct, idle, owed, worth, alone, np.asarray(price_of_help(p)))


def _through(c: Crisis, me: int) -> Array:
    """(N, B) what is owed at each battle because a partner joins the defence: to leave it alone there costs [R10]."""
    p, table = c.picture, c.picture.seen.table
    partner = crisis.partners(table)[me]
    if not bool(partner.any()):
        return np.zeros(partner.shape, F)
    joined = crisis.to_each(table.side) & (table.wave > 0)
    comes = np.where(table.wave == 0, c.joins, joined)
    return np.asarray(((partner * p.owed[me])[:, None] * comes).max(0), F)
