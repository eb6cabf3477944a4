"""What a power would do in a crisis: yield or resist, join a side, wait or stay out; utilities in points."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from game import crisis
from game.arrays import NOBODY, Array, best_of, of_each, row_of
from game.intents.choices import NEVER, foreseen
from game.intents.dread import battle_price, chance
from game.intents.help import Stakes, expected_at, price_of_help, response, turned
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
    lines: crisis.Strikes
    struck: Array  # (N, B)
    fought: Array  # (N, B) defends itself in a battle


def crisis_of(p: Picture) -> Crisis:
    """The crisis on the table of a picture, as far as it is known who fights."""
    _, s = foreseen(p)
    table, each = p.seen.table, np.arange(p.n)[:, None]
    lines = crisis.strikes(table)
    leader = best_of(np.where(lines.all, p.attack[:, None], F(-1)))
    struck = crisis.struck(lines)
    target, game = np.nonzero(struck)
    helped, joins = np.zeros(struck.shape, F), np.zeros(lines.all.shape, F)
    helped[target, game], often, third = expected_at(p, s, p.pairs.place[leader[target, game], target], game)
    joins[third, target, game] = often
    margin = (lines.all * p.attack[:, None]).sum(0)
    margin += p.world.edge[leader, each, 0] + F(p.world.core.odds.unready) * ~p.ready - p.defence
    if bool(lines.duel.any()):
        even = (lines.duel * p.attack[:, None]).sum(0) - p.attack
        margin = np.where(lines.duel.any(0), even, margin)
    fought = crisis.fought(table, lines)
    if bool((table.side != NOBODY).any()):
        who = crisis.sides(table, lines, fought)
        sent = np.where((table.joined_at > 1)[:, None], np.floor(p.sent * F(0.5) + F(0.5)), p.sent)
        beside = (who.strikes[:, :, None] & lines.all[None]).any(1)  # [k, j] helps a striker of j
        margin = margin - ((who.defends | who.duels) * sent).sum(0) + (beside * sent).sum(0)
    return Crisis(p, s, helped, joins, leader, margin, lines, struck, fought)


def answer(c: Crisis, me: Array, card: Array) -> Array:
    """(B,) what yielding is worth beyond resisting to ``me`` (B,), each a viewer with that card."""
    p = c.picture
    wins = chance(p, of_each(c.margin - c.helped, me))
    loss = np.where(card == Intent.FEARFUL, of_each(p.loss[1], me), of_each(p.loss[0], me))
    resist = F(battle_price(p)) + wins * loss
    return np.asarray(resist * (1 - of_each(p.again[:, 0], of_each(c.leader, me))) - of_each(p.bow, me))


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


def sides(c: Crisis, me: Array, card: Array) -> Sides:
    """What joining each side of each battle is worth to ``me`` (B,), each a viewer with that card."""
    p, table = c.picture, c.picture.seen.table
    threat, survival, needs = c.stakes.of_one(me, (card == Intent.FEARFUL).astype(F))
    worth = of_each(threat, c.leader) + survival  # (N, B) by target
    sent, owed = row_of(p.sent, me), row_of(p.owed, me)
    others = c.helped - row_of(c.joins, me) * sent  # what they expect of ``me`` left out
    first = table.wave == 0
    margin = c.margin - (first & c.struck) * others
    force = np.where(first, sent, np.floor(sent * F(0.5) + F(0.5)))
    owed = np.maximum(owed, _through(c, me, owed))
    decides = turned(p, margin, force)
    r = response(p, decides, worth, owed, of_each(row_of(p.behind, me), c.leader))
    plain = response(p, decides, worth - needs, 0.0, 0.0)
    lone = response(p, turned(p, c.margin, force), worth, owed, 0.0)
    joinable = crisis.engaged(table) & of_each(table.asked, me)
    defends = (c.fought | c.lines.duel.any(0)) & joinable
    strikes = joinable & ~defends
    foe = np.maximum(table.strike, 0)  # to join a striker is to join the battle of the one it strikes

    def of_sides(defending: Array, striking: Array) -> Array:
        behind = of_each(np.where(defends, striking, NEVER), foe)
        return np.where(defends, defending, np.where(strikes, behind, NEVER))

    may_wait = first & ~of_each(table.exile, me)
    wait, idle = (np.where(may_wait, np.where(defends, found.wait, NEVER).max(0), NEVER) for found in (r, plain))
    alone = np.where(defends, lone.join, NEVER)
    join, direct = of_sides(r.join, r.attack), of_sides(plain.join, plain.attack)
    return Sides(wait, join, direct, idle, owed, worth, alone, np.asarray(price_of_help(p)))


def _through(c: Crisis, me: Array, owed: Array) -> Array:
    """(N, B) what is owed at each battle because a partner joins the defence: to leave it alone there costs [R10]."""
    table = c.picture.seen.table
    partner = row_of(crisis.partners(table), me)
    if not bool(partner.any()):
        return np.zeros(partner.shape, F)
    joined = crisis.to_each(table.side) & (table.wave > 0)
    comes = np.where(table.wave == 0, c.joins, joined)
    return np.asarray(((partner * owed)[:, None] * comes).max(0), F)
