"""The mirror: how each rival would read a set of orders before it is sealed, from what the viewer may know alone.

It is the viewer's own guess, made with the public reference knobs: what it supposes is thought of it (its image), moved
by the same likelihood that all beliefs are made of. Whoever has only labels to go by is read as an average over what it
may see; whoever the viewer opens its arsenal to, or is watched by, sees the sorts as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game import odds
from game.arrays import EVERYBODY, Array
from game.belief import twins
from game.belief.likelihood import Parts, chances
from game.belief.posterior import LAMBS, WOLVES, Belief, weighed
from game.intents.mind import PLAIN, mind
from game.intents.picture import F
from game.observe import Observation
from game.scenario import World
from game.state import Desk, Orders, Signal, Stage, Stance, Table
from game.words import listed, words

PARTS = Parts._fields  # stance, arms, signal: where the evidence lies


@dataclass(frozen=True, eq=False)
class Mirror:
    """Readings of a draft, (N, B) by rival; the viewer's own row is the image of whoever has only labels to go by."""

    power: int  # the viewer
    before: Array  # (N, B) chance that the viewer wants land, as it supposes each to hold it now
    after: Array  # (N, B) the same once the draft is turned over
    evidence: Array  # (3, N, B) log-odds each of `PARTS` adds, in the order they are chosen; rounded off by the floor


def mirror(belief: Belief, seen: Observation, drafts: Orders) -> Mirror:
    """What each rival would make of ``drafts``, rows of orders for B games or B drafts for one game.

    The drafts must be legal; `ValueError` when the table does not wait for orders.
    """
    if seen.stage is not Stage.ORDERS:
        raise ValueError("the mirror reads orders; in a crisis there are none")
    games, me = len(drafts.swords), seen.power
    plain = belief if belief.knobs == PLAIN else Belief(belief.held)
    o, two, held = plain.reckoned(seen), twins.lanes(seen), twins.laid(belief.held[me])
    if games > 1 and seen.games == 1:
        same = np.zeros(games, np.int64)
        o, two, held = twins.take(o, same), twins.take(two, same), held.take(same, -1)
    after = _turned_over(two, drafts.take([0, 0]) if games == 1 else drafts)
    table, round_ = after.table, two.table.round
    knows = (table.until[Signal.OPEN - 1, me] >= round_) | (table.until[Signal.WATCH - 1, :, me] >= round_)
    knows[me] = False
    blurred = chances(o, two, after).doubted(o)
    exact = chances(o, two, after, bare=True).doubted(o) if bool(knows.any()) else blurred
    still = two.table.exile[me] | two.table.over
    readings = []
    for parts in (blurred, exact):
        mine = Parts(*(part[:, me] for part in parts))
        new = weighed(held, mine.stance * mine.arms * mine.signal, seen.world)
        readings.append((np.where(still, held, new)[WOLVES].sum(0), np.where(still, F(0), _evidence(held, mine))))
    (label, because), (truth, for_sure) = readings
    before = np.broadcast_to(held[WOLVES].sum(0), knows.shape)
    result = (before, np.where(knows, truth, label), np.where(knows, for_sure[:, None], because[:, None]))
    return Mirror(me, *(np.ascontiguousarray(part[..., :games]) for part in result))


def _turned_over(seen: Observation, drafts: Orders) -> Observation:
    """The table as it would lie if the viewer's orders alone were turned over; rivals' doings are last round's."""
    me, table, desk, round_ = seen.power, seen.table, seen.desk, seen.table.round
    until, against, hand = table.until.copy(), table.against.copy(), table.hand.copy()
    to, over = drafts.signal_to, drafts.signal_over
    opened = drafts.signal == Signal.OPEN
    for x in range(seen.world.n):
        shown = opened & ((to == x) | (to == EVERYBODY))
        until[Signal.OPEN - 1, me, x] = np.where(shown, round_, until[Signal.OPEN - 1, me, x])
        threat = (drafts.signal == Signal.THREATEN) & (over == x)
        against[me, x] = np.where(threat, to, against[me, x])
        until[Signal.THREATEN - 1, me, x] = np.where(threat, 127, until[Signal.THREATEN - 1, me, x])  # the last made
    hand[me] = False  # nobody knows yet who answers
    rows = {
        "stance": drafts.stance,
        "strike": np.where(drafts.stance == Stance.STRIKE, drafts.strike, -1),
        "built": drafts.swords + drafts.shields,
        "scrapped": drafts.scrap,
        "signal": drafts.signal,
        "signal_to": to,
        "works": table.works[me] + drafts.works,
    }
    new = {"until": until, "against": against, "hand": hand}
    for name, row in rows.items():
        new[name] = getattr(table, name).copy()
        new[name][me] = row
    desk = Desk(**(desk.__dict__ | {"built_swords": drafts.swords}))
    return Observation(seen.world, me, seen.stage, Table(**(table.__dict__ | new)), desk)


def _evidence(held: Array, parts: Parts) -> Array:
    """(3, B) log-odds of wanting land that each part adds to what the parts before it have made of ``held`` (5, B)."""
    out = []
    now = held.astype(np.float64)
    for part in parts:
        then = now * part.astype(np.float64) ** mind().learning.weight
        out.append(_odds(then) - _odds(now))
        now = then
    return np.stack(out)


def _odds(held: Array) -> Array:
    wolf, lamb = held[WOLVES].sum(0), held[LAMBS].sum(0)
    return np.asarray(np.log(np.maximum(wolf, 1e-30)) - np.log(np.maximum(lamb, 1e-30)))


def sentences(world: World, found: Mirror, game: int = 0) -> list[str]:
    """One draft in words, rivals of one reading together: 'Brennia: chance you are an aggressor 18% -> 37%'."""
    together: dict[str, list[int]] = {}
    for i in (i for i in range(world.n) if i != found.power):
        together.setdefault(reading(found, i, game), []).append(i)
    return [
        words("mirror.sentence", names=listed([world.powers[i].name for i in some]), reading=reading)
        for reading, some in together.items()
    ]


def reading(found: Mirror, rival: int, game: int = 0) -> str:
    """What one rival makes of a draft, and what of the draft moves it: '18% -> 37%'."""
    before, after = (odds.half_up(100 * float(x[rival, game])) for x in (found.before, found.after))
    if before == after:
        return words("mirror.same", before=before)
    parts = found.evidence[:, rival, game] * np.sign(after - before)
    why = words(f"mirror.{PARTS[int(parts.argmax())]}")
    return words("mirror.moved", before=before, after=after, why=why)
