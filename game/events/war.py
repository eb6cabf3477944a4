"""Crises, battles and the end of a round as events [R7-R12]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from game import crisis
from game.arrays import EVERYBODY, NOBODY, Array
from game.events.event import AFTER_THE_END, Event, Look, at, places
from game.scenario import INTENTS, PACTS
from game.state import Answer, Choice, Result, Stage


def answers(look: Look) -> Iterator[Event]:
    """The struck yield or resist [R8]."""
    if look.stage is not Stage.ANSWERS:
        return
    for i in at(look.was.asked):
        if look.now.answer[i] == Answer.YIELD:  # to the leader, who is seen to take the province
            yield look.event("yielded", i, look.outcome.leader[i], points=-look.world.core.losses.yielded)
        else:
            yield look.event("resisted", i)


def choices(look: Look) -> Iterator[Event]:
    """Third powers join, wait or stay out [R7]."""
    if look.stage is not Stage.HELP:
        return
    for i in at(look.was.asked):
        choice = Choice(int(look.now.choice[i]))
        if choice is Choice.JOIN:
            yield _joined(look, i)
        elif choice is Choice.WAIT:
            yield look.event("waited", i)
        elif look.was.choice[i]:
            yield look.event("stayed-out", i, form="again")
        else:
            yield look.event("stayed-out", i)


def _joined(look: Look, i: int) -> Event:
    """Whose side, in which part, against whom; ``late`` counts half."""
    x = int(look.now.side[i])
    who = crisis.sides(look.table, look.lines, crisis.fought(look.table, look.lines))
    late = int(look.now.joined_at[i] > 1)
    if who.defends[i, x, 0]:
        return look.event("joined", i, x, form="defence", late=late)
    foe = int(look.now.strike[x])
    return look.event("joined", i, x, foe, form="duel" if who.duels[i, x, 0] else "attack", late=late)


# ---- battles [R8, R9] -----------------------------------------------------------------------------------


def battles(look: Look) -> Iterator[Event]:
    """Duels first. Dice lie open on the table; the margins behind them are turned over at the end."""
    now, outcome = look.now, look.outcome
    who = crisis.sides(look.table, look.lines, crisis.fought(look.table, look.lines))
    for i, j in places(now.duel):
        sides: dict[str, Any] = {
            "first": _codes(look, who.duels[:, i, 0]),
            "second": _codes(look, who.duels[:, j, 0]),
        }
        form = "won" if now.duel[i, j] == Result.WON else "lost"
        yield look.event("duel", i, j, form=form, roll=int(outcome.duel_roll[i, j]), **sides)
        yield _margin(look, int(outcome.duel_margin[i, j]), i, j)
    for d in range(look.n):
        attackers = at(look.lines.attack[:, d, 0])
        if now.battle[d]:
            behind = who.strikes[:, attackers, 0].any(1)
            helpers: dict[str, Any] = {
                "defence": _codes(look, who.defends[:, d, 0]),
                "attack": _codes(look, behind),
            }
            form = "lost" if now.battle[d] == Result.WON else "held"
            yield look.event("battle", d, *attackers, form=form, roll=int(outcome.roll[d]), **helpers)
            yield _margin(look, int(outcome.margin[d]), outcome.leader[d], d)
        elif attackers and now.answer[d] == Answer.RESIST:  # it fell in a duel, which is fought first
            yield look.event("too-late", d, *attackers)
    if look.world.has("nuclear"):
        yield from _retaliation(look)


def _margin(look: Look, margin: int, leader: int, defender: int) -> Event:
    odds = look.world.odds
    needed = int(odds[min(max(margin + len(odds) // 2, 0), len(odds) - 1)])
    return look.event("margin", leader, defender, sight=AFTER_THE_END, margin=margin, needed=needed)


def _codes(look: Look, mask: Any) -> str:
    return " ".join(look.world.codes[i] for i in at(mask))


def _attacks(look: Look) -> Array:
    """(N, N) bool: who fought whom as a striker this round, duels included."""
    fought = look.lines.attack & (look.table.battle != Result.NONE)[None]
    return np.asarray((fought | look.lines.duel)[..., 0])


def _retaliation(look: Look) -> Iterator[Event]:
    """A nuclear power that is struck and fights back; the price is among the striker's losses."""
    for i, j in places(_attacks(look)):
        if look.world.nuclear[j, 0]:
            yield look.event("retaliation", j, i)


def losses(look: Look, told: list[Event]) -> Iterator[Event]:
    """What the fighting cost each: all points and arms that nothing else in the step accounts for [R9].

    Reckoned from the table, which all can see, so that it can never tell more than they could work out.
    """
    points = look.now.points.astype(np.int64) - look.was.points
    for event in told:
        if "points" in event.values and EVERYBODY in event.sight:
            points[event.powers[0]] -= int(event.values["points"])
        if "gain" in event.values:
            points[event.powers[1]] -= int(event.values["gain"])
    arms = garrisons(look) - _came(look)
    for i in range(look.n):
        if points[i] or arms[i]:
            yield look.event("lost", i, points=int(points[i]), arms=int(arms[i]))


def _came(look: Look) -> Array:
    """(N,) arms more than before, or fewer, beside those ordered and scrapped this round."""
    scrapped = look.orders.scrap if look.stage is Stage.ORDERS else 0
    return np.asarray(look.now.arms.astype(np.int64) - look.was.arms - look.now.built + scrapped)


def garrisons(look: Look) -> Array:
    """(N,) free swords for the lands a power holds.

    One that is at the limit of its swords gets none; if it fought, too, the table cannot tell that from a
    loss, and neither does this.
    """
    held = (look.now.occupier[:, None] == np.arange(look.n)).sum(0) * look.world.core.losses.free_swords
    free = np.where(look.now.occupier == NOBODY, held, 0)
    attacks = _attacks(look)
    fought = attacks.any(0) | attacks.any(1) | (look.now.choice == Choice.JOIN)
    return np.asarray(np.where(fought, free, np.minimum(free, _came(look))))


def fates(look: Look) -> Iterator[Event]:
    """Land that changes hands [R9]."""
    rules = look.world.core.losses
    for i in at(crisis.lost_land(look.table)[:, 0]):
        if look.fallen(i):
            yield look.event("conquered", i, look.now.occupier[i], points=-rules.conquered)
        else:
            yield look.event("unheld", i)
    for (i,) in look.where("freed"):
        yield look.event("freed", i, look.was.occupier[i], points=rules.freed)
    for (i,) in look.where("restored"):
        yield look.event("restored", i, _holder(look, i))


def _holder(look: Look, i: int) -> int:
    """Who held i's province; it may have been given away in this very step."""
    if look.was.province[i] != NOBODY:
        return int(look.was.province[i])
    if look.stage is Stage.ORDERS and look.orders.cede[i] != NOBODY:
        return int(look.orders.cede[i])
    return int(look.outcome.leader[i])


def card_points(look: Look) -> Iterator[Event]:
    """What its card gives or costs a power, for its eyes only; no part of the points on the table [R2]."""
    change = look.has.card_points.astype(np.int64) - look.had.card_points
    for i in at(change):
        form = "gain" if change[i] > 0 else "loss"
        yield look.event("card", i, sight=(i,), card=int(change[i]), form=form)


# ---- the round ends [R4, R10-R12] -----------------------------------------------------------------------


def rise(look: Look) -> Iterator[Event]:
    """Arms arrive; the conquerors' free swords [R9]."""
    free = garrisons(look)
    for i in at(free):
        yield look.event("garrison", i, swords=int(free[i]))
    if (look.now.arms != look.was.arms).any():
        yield look.by_power("arms", look.now.arms)


def breaches(look: Look) -> Iterator[Event]:
    """Broken words and what they cost [R10, R12]."""
    rules = look.world.core.breach
    for i, j in look.where("broke_peace"):
        yield look.event("broke-peace", i, j, points=-rules.peace)
    for i, j in look.where("failed_guard"):
        if i == j:
            yield look.event("failed-guard", i, points=-rules.guard, form="self")
        else:
            yield look.event("failed-guard", i, j, points=-rules.guard)
    for i, j in look.where("deserted"):
        yield look.event("deserted", i, j, points=-rules.hand, gain=rules.hand)
    for i, j, kind in look.where("pact_fine"):
        fine = int(look.outcome.pact_fine[i, j, kind])
        yield look.event("pact-broken", i, j, points=-fine, pact=PACTS[kind])


def pacts_end(look: Look) -> Iterator[Event]:
    """Pacts that are over, by renouncing, a strike or exile; and the upkeep of those that were held [R12]."""
    before = look.was.pacts > 0
    for place in look.where("pact_made"):
        before[place] = True
    strikes = look.lines.all[..., 0]
    for i, j, kind in places(before & (look.now.pacts == 0)):
        if i < j:
            exile = look.fallen(i) or look.fallen(j)
            form = "exile" if exile else "torn" if strikes[i, j] or strikes[j, i] else "renounced"
            yield look.event("pact-ended", i, j, pact=PACTS[kind], form=form)
    if look.upkeep.any():
        yield look.by_power("upkeep", look.upkeep)


def next_round(look: Look) -> Iterator[Event]:
    """The tokens of the next round; or the end, and what is turned over after it [R11]."""
    if not look.now.over:
        yield look.by_power("income", look.now.tokens, later=1)
        return
    yield look.event("over", *range(look.n))
    low, high = look.world.rounds
    played = min(max(look.round - low, 0), high - low)
    for i in range(look.n):
        card, target = int(look.has.intent[i]), int(look.has.target[i])
        aim = () if target == NOBODY else (target,)
        yield look.event("turned", i, *aim, sight=AFTER_THE_END, form=INTENTS[card])
        total = int(look.now.butter[i]) + int(look.now.points[i]) + int(look.has.card_points[i])
        par = int(look.world.par[card, i, played])
        form = "won" if total >= par else "missed"
        yield look.event("final", i, sight=AFTER_THE_END, total=total, par=par, form=form)
