"""From utilities to orders: one order set as one sequence of choices, each handed to ``pick``.

``pick(point, logits)`` returns the option taken in every game, an index along the first axis. In play it adds luck
(Gumbel-max: a quantal response); the scores hand in one that knows what was in fact ordered. ``played`` is then the row
that was ordered: where the option taken is the one that was played, its details are kept as they were.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import lru_cache

import numpy as np

from game.arrays import EVERYBODY, NOBODY, Array, pinned
from game.intents import words
from game.intents.choices import BUNDLES, NEVER, Outlooks, of_kind
from game.intents.crises import Crisis, answer, sides
from game.intents.picture import F, Picture
from game.observe import Observation
from game.scenario import Intent, PactKind
from game.state import Answer, Choice, Orders, Say, Signal, Stage, Stance


@pinned
class Point(IntEnum):
    """The choices of a round; their numbers key the luck, so they stay as they are."""

    STANCE = 0  # hold, mobilise, strike each
    ARMS = 1  # bundles
    WORKS = 2
    HANDS = 3  # each: no, yes
    SIGNAL = 4
    PACTS = 5  # each: leave it, change it
    ANSWER = 6  # resist, yield
    HELP = 7  # stay out, wait, join each


Pick = Callable[[Point, Array], Array]
_SWORDS, _SHIELDS, _SCRAP = (np.array(column, np.int8) for column in zip(*BUNDLES, strict=True))
_COST = (_SWORDS + _SHIELDS)[:, None]


def stance_logits(o: Outlooks, me: int, card: Array, target: Array) -> Array:
    """(2 + N, B): hold, mobilise, strike each; of a claimant's gains only those from its target."""
    p = o.picture
    precision, kind = p.mind.precision, p.kind_of(card)
    by_kind = p.pairs.from_one(o.strike, me, NEVER)  # (kinds, N targets, B)
    strike = of_kind(by_kind, kind)
    claimant = card == Intent.CLAIMANT
    if bool(claimant.any()):
        done = p.seen.desk.card_points > 0
        aim = (np.arange(p.n)[:, None] == target) & ~done
        strike = np.where(claimant & ~aim, by_kind[0], strike)
    mobilise = F(precision.mobilise) * of_kind(o.mobilise[:, me], kind)
    strikes = F(precision.strike) * strike - np.log(p.rivals[me])
    return np.concatenate([np.zeros_like(mobilise)[None], mobilise[None], strikes])


def orders(o: Outlooks, seen: Observation, pick: Pick, played: Orders | None = None) -> Orders:
    """The viewer's row of orders."""
    p, me, n, games = o.picture, seen.power, seen.world.n, seen.games
    card, target = seen.desk.intent, seen.desk.target
    core, precision = p.world.core, p.mind.precision
    exile = seen.exile
    left = np.where(exile, 0, seen.table.tokens[me]).astype(np.int16)
    aid = np.zeros((n, games), np.int8)
    if played is not None:  # aid is no choice of the model: what was given is given again
        aid = np.where(exile | seen.table.exile, 0, played.aid).astype(np.int8)
        aid = np.where(np.cumsum(aid, axis=0) <= left, aid, np.int8(0))
        left = left - aid.sum(0, dtype=np.int16)

    logits = stance_logits(o, me, card, target)
    logits[1] = np.where((left < core.prices.mobilise) | exile, NEVER, logits[1])
    stance = pick(Point.STANCE, logits)
    left = left - (stance == 1) * np.int16(core.prices.mobilise)

    able = (left[None] >= _COST * core.arms.price) & ~exile
    able &= seen.desk.swords + _SWORDS[:, None] - _SCRAP[:, None] <= core.arms.most
    able &= (seen.shields + _SHIELDS[:, None] <= core.arms.most) & (seen.desk.swords >= _SCRAP[:, None])
    able[0] = True  # nothing can always be ordered
    arms = pick(Point.ARMS, np.where(able, o.arms.own(me, p.kind_of(card)), NEVER))
    left = left - (_COST[arms, 0] * np.int16(core.arms.price))

    works = np.zeros(games, np.int8)
    if p.world.has("works"):
        worth = F(precision.arms) * (p.left - core.prices.works)
        worth = np.where((left >= core.prices.works) & ~exile, worth, NEVER)
        works = pick(Point.WORKS, np.stack([np.zeros_like(worth), worth])).astype(np.int8)
        left = left - works * np.int16(core.prices.works)

    said = signals_of(o).of(p, card, me) * F(precision.words)
    said[1:] = np.where((left >= core.prices.signal) | exile, said[1:], NEVER)
    signal = pick(Point.SIGNAL, _sayable(p, said, exile))
    left = left - ((signal > 0) & ~exile) * np.int16(core.prices.signal)

    offers = np.where(left >= core.prices.hand, words.hands(o, me, card) * F(precision.words), NEVER)
    hand = pick(Point.HANDS, np.stack([np.zeros_like(offers), offers])).astype(bool)
    hand &= np.cumsum(hand, axis=0) * core.prices.hand <= left  # as far as the tokens go
    row = _row(p, stance, arms, works, hand, signal) | {"aid": aid}
    if p.world.has("standing pacts"):
        row |= _pacts(o, seen, card, pick, played)
    row["say"] = _say(o, seen)
    if played is not None:
        _keep(row, played, p, stance, arms, signal)
        free = ~exile & ~seen.table.yielded[me]
        row["cede"] = np.where(free & ~_of_exiles(seen, played.cede), played.cede, NOBODY).astype(np.int8)
    return Orders.row(n, games, **row)


def _of_exiles(seen: Observation, whom: Array) -> Array:
    """(B,) whether these are in exile, who can be given nothing."""
    return np.asarray(np.take_along_axis(seen.table.exile, np.maximum(whom, 0)[None].astype(np.int64), 0)[0])


def signals_of(o: Outlooks) -> words.Words:
    """The signals' utilities, worked out once for a round."""
    found = o.__dict__.get("_signals")
    if found is None:
        found = o.__dict__["_signals"] = words.signals(o)
    return found


def _sayable(p: Picture, logits: Array, exile: Array) -> Array:
    """Boycotts and watches of exiles, or by them, are not to be had [R6]."""
    n = p.n
    for x, kind in enumerate(words.KINDS):
        if kind in (Signal.BOYCOTT, Signal.WATCH):
            part = slice(2 + x * n, 2 + (x + 1) * n)
            logits[part] = np.where(exile | p.seen.table.exile, NEVER, logits[part])
    return logits


@lru_cache(maxsize=8)
def _signals(n: int) -> tuple[Array, Array]:
    """Of every option of `Point.SIGNAL` the kind, and whom it is about."""
    kinds = [Signal.NONE, Signal.OPEN, *(kind for kind in words.KINDS for _ in range(n))]
    return np.array(kinds, np.int8), np.array([NOBODY, EVERYBODY, *[*range(n)] * len(words.KINDS)], np.int8)


def _row(p: Picture, stance: Array, arms: Array, works: Array, hand: Array, signal: Array) -> dict[str, Array]:
    strike = np.where(stance >= 2, stance - 2, NOBODY).astype(np.int8)
    kind, to = (part[signal] for part in _signals(p.n))
    over = np.full(len(signal), NOBODY, np.int8)
    games = np.flatnonzero(kind == Signal.THREATEN)
    if len(games):
        over[games] = to[games]
        # who could strike it
        force = np.where(p.pairs.matrix(p.near)[:, over[games], games], p.attack[:, games], -1)
        force[p.seen.power] = -1
        to[games] = force.argmax(0)
        idle = games[force.max(0) < 0]
        kind[idle], to[idle], over[idle] = Signal.NONE, NOBODY, NOBODY  # there is nobody to threaten
    return {
        "stance": np.minimum(stance, Stance.STRIKE).astype(np.int8),
        "strike": strike,
        "swords": _SWORDS[arms],
        "shields": _SHIELDS[arms],
        "scrap": _SCRAP[arms],
        "works": works,
        "hand": hand,
        "signal": kind,
        "signal_to": to,
        "signal_over": over,
    }


def _pacts(o: Outlooks, seen: Observation, card: Array, pick: Pick, played: Orders | None) -> dict[str, Array]:
    """Pacts of defence: sought, taken and given notice of by what they are worth; others as they were played."""
    p, me = o.picture, seen.power
    worth = words.pacts(o, me, card) * F(p.mind.precision.words)
    held = seen.table.pacts[me, :, PactKind.DEFENCE] > 0
    change = pick(Point.PACTS, np.stack([np.zeros_like(worth), np.where(held, -worth, worth)])).astype(bool)
    change[me] = False
    change &= ~seen.table.exile & ~seen.exile
    blank = Orders.row(p.n, seen.games)
    propose, accept, renounce = blank.propose.copy(), blank.accept.copy(), blank.renounce.copy()
    offered = seen.desk.inbox[:, PactKind.DEFENCE] > 0
    propose[:, PactKind.DEFENCE] = change & ~held & ~offered
    accept[:, PactKind.DEFENCE] = change & ~held & offered
    renounce[:, PactKind.DEFENCE] = change & held
    out = {"propose": propose, "accept": accept, "renounce": renounce}
    if played is not None:
        same = change == (as_played(played, p.n)[Point.PACTS] > 0)
        out = {name: np.where(same[:, None], getattr(played, name), value) for name, value in out.items()}
        out["renounce"] = np.where(out["renounce"] == seen.table.pacts[me], out["renounce"], 0).astype(np.int8)
        out["propose"] = np.where(out["propose"] == seen.table.pacts[me], 0, out["propose"]).astype(np.int8)
    return out


def _say(o: Outlooks, seen: Observation) -> Array:
    """(N, B) cheap talk, alike under every card: peace to all, a warning to whom one dreads, the name to who struck."""
    me, table = seen.power, seen.table
    struck = table.stance == Stance.STRIKE
    dreads = o.picture.pairs.to_one(o.dread.harm[0], me) > F(3)
    say = np.int8(Say.PEACE) + dreads * np.int8(Say.WARN - Say.PEACE)
    say += struck * (np.int8(Say.ACCUSE) - say)
    return np.asarray(say * o.picture.pairs.from_one(o.picture.near, me))


# ---- crises ---------------------------------------------------------------------------------------------


def in_crisis(c: Crisis, me: Array, pick: Pick, freed: Array | None = None) -> dict[str, Array]:
    """Orders of the viewers ``me`` (B,) by field: answers, or choices of a side; where ``freed`` (B,), without ties."""
    p, seen = c.picture, c.picture.seen
    precision = F(p.mind.precision.crisis)
    if seen.stage is Stage.ANSWERS:
        bow = answer(c, me, seen.desk.intent) * precision
        taken = pick(Point.ANSWER, np.stack([np.zeros_like(bow), bow]))
        return {"answer": np.where(taken == 1, Answer.YIELD, Answer.RESIST).astype(np.int8)}
    s = sides(c, me, seen.desk.intent)
    logits = np.concatenate([np.zeros((1, seen.games), F), s.wait[None], s.join])
    if freed is not None:
        logits = np.where(freed, np.concatenate([logits[:1], s.idle[None], s.direct]), logits)
    return helping(pick(Point.HELP, np.where(logits <= NEVER, NEVER, logits * precision)))


def helping(taken: Array) -> dict[str, Array]:
    """A choice of `Point.HELP` as orders by field."""
    choice = np.where(taken >= 2, Choice.JOIN, np.where(taken == 1, Choice.WAIT, Choice.STAY_OUT))
    side = np.where(taken >= 2, taken - 2, NOBODY)
    return {"choice": choice.astype(np.int8), "side": side.astype(np.int8)}


# ---- orders as choices ----------------------------------------------------------------------------------


def as_played(row: Orders, n: int) -> dict[Point, Array]:
    """What was ordered as options of the choices: (B,) each, (N, B) for hands and pacts."""
    scrapped = np.where(row.scrap > 0, np.minimum(row.scrap, 2) + len(BUNDLES) - 3, 0)
    same = (_SWORDS[:, None] == row.swords) & (_SHIELDS[:, None] == row.shields) & (_SCRAP[:, None] == 0)
    arms = np.where(row.swords + row.shields > 0, same.argmax(0), scrapped)
    to = np.where(row.signal == Signal.THREATEN, row.signal_over, row.signal_to)
    changes = (row.propose > 0) | (row.accept > 0) | (row.renounce > 0)
    choice = np.where(row.choice == Choice.JOIN, 2 + np.maximum(row.side, 0), row.choice == Choice.WAIT)
    return {
        Point.STANCE: np.where(row.stance == Stance.STRIKE, 2 + np.maximum(row.strike, 0), row.stance),
        Point.ARMS: arms,
        Point.WORKS: (row.works > 0).astype(np.int64),
        Point.HANDS: row.hand.astype(np.int64),
        Point.SIGNAL: words.option(row.signal, to, n),
        Point.PACTS: changes.any(1).astype(np.int64),
        Point.ANSWER: (row.answer == Answer.YIELD).astype(np.int64),
        Point.HELP: choice,
    }


def _keep(row: dict[str, Array], played: Orders, p: Picture, stance: Array, arms: Array, signal: Array) -> None:
    """Where the option taken is the one played, everything of it as it was; what is no choice here, too."""
    was = as_played(played, p.n)
    games = len(stance)

    def keep(names: tuple[str, ...], same: Array) -> None:
        for name in names:
            old = getattr(played, name)
            now = row.get(name, getattr(Orders.row(p.n, games), name))
            row[name] = np.where(same, np.broadcast_to(old, now.shape), now).astype(now.dtype)

    keep(("stance", "strike"), stance == was[Point.STANCE])
    keep(("swords", "shields", "scrap"), arms == was[Point.ARMS])
    keep(("signal", "signal_to", "signal_over", "signal_rounds"), signal == was[Point.SIGNAL])
    keep(("say", "read", "works"), np.ones(games, bool))
