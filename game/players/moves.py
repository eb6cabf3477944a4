"""A small alphabet of whole-round moves, and players that repeat one or two of them.

They are the yardstick: a clever player that loses to `always:shield1` is not clever. Every move is legal
whatever the treasury; what a move cannot afford it leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from game import crisis
from game.arrays import EVERYBODY, NOBODY, Array
from game.belief import Belief
from game.chance import Draw
from game.observe import Observation
from game.state import Answer, Choice, Orders, Signal, Stage, Stance

Move = Callable[[Observation, Draw, Array], dict[str, Array]]
# A move fills fields of a row, given what tokens there are to spend (B,); it never spends more.

YIELDS = "-yield"  # a move so ended yields when struck; without, it resists


def _arms(sword: int, shield: int) -> Move:
    def move(seen: Observation, draw: Draw, tokens: Array) -> dict[str, Array]:
        core = seen.world.core.arms
        swords = np.minimum(np.minimum(sword, tokens), core.most - seen.desk.swords)
        shields = np.minimum(np.minimum(shield, tokens - swords), core.most - seen.shields)
        return {"swords": swords.astype(np.int8), "shields": shields.astype(np.int8)}

    return move


def _scrap(seen: Observation, draw: Draw, tokens: Array) -> dict[str, Array]:
    return {"scrap": np.minimum(1, seen.desk.swords).astype(np.int8)}


def _hands(seen: Observation, draw: Draw, tokens: Array) -> dict[str, Array]:
    """A hand to everybody, as far as the tokens go; whom first is drawn by lot."""
    free = ~seen.table.exile & (np.arange(seen.world.n)[:, None] != seen.power)
    lots = np.where(free, draw.uniform(1, seen.world.n), 2.0)
    rank = lots.argsort(0, kind="stable").argsort(0, kind="stable")
    return {"hand": free & (rank < tokens)}


def _signal(kind: Signal) -> Move:
    def move(seen: Observation, draw: Draw, tokens: Array) -> dict[str, Array]:
        to = np.full(seen.games, seen.power) if kind is Signal.GUARD else _strongest(seen, draw)
        may = ((tokens > 0) | seen.exile) & (to != NOBODY)
        return {
            "signal": np.where(may, np.int8(kind), np.int8(0)),
            "signal_to": np.where(may, to, NOBODY).astype(np.int8),
        }

    return move


def _open(seen: Observation, draw: Draw, tokens: Array) -> dict[str, Array]:
    may = (tokens > 0) | seen.exile
    return {
        "signal": np.where(may, np.int8(Signal.OPEN), np.int8(0)),
        "signal_to": np.where(may, EVERYBODY, NOBODY).astype(np.int8),
    }


def _strongest(seen: Observation, draw: Draw) -> Array:
    """(B,) the rival in reach with the most arms; equals by lot."""
    near = seen.world.reach[seen.power] & ~seen.table.exile
    arms = np.where(near, seen.table.arms + draw.uniform(2, seen.world.n), -1.0)
    return np.where(near.any(0), arms.argmax(0), NOBODY)


def _strike(seen: Observation, draw: Draw, tokens: Array) -> dict[str, Array]:
    """Strike the rival in reach with the fewest arms if that may be; if not, mobilise."""
    may = seen.may_strike()
    arms = np.where(may, seen.table.arms + draw.uniform(3, seen.world.n), 1e6)
    ready = may.any(0)
    able = ~ready & (tokens > 0) & ~crisis.mobilised(seen.world, seen.table)[seen.power]
    return {
        "stance": np.where(ready, Stance.STRIKE, np.where(able, Stance.MOBILISE, Stance.HOLD)).astype(np.int8),
        "strike": np.where(ready, arms.argmin(0), NOBODY).astype(np.int8),
    }


def _mobilise(seen: Observation, draw: Draw, tokens: Array) -> dict[str, Array]:
    able = (tokens > 0) & ~crisis.mobilised(seen.world, seen.table)[seen.power]
    return {"stance": np.where(able, np.int8(Stance.MOBILISE), np.int8(0))}


def _works(seen: Observation, draw: Draw, tokens: Array) -> dict[str, Array]:
    if not seen.world.has("works"):
        return {}
    return {"works": (tokens >= seen.world.core.prices.works).astype(np.int8)}


def _all(*parts: Move) -> Move:
    """One after the other, each with the tokens that the ones before left."""

    def move(seen: Observation, draw: Draw, tokens: Array) -> dict[str, Array]:
        out: dict[str, Array] = {}
        left = tokens
        for part in parts:
            some = part(seen, draw, left)
            out |= some
            left = left - _spent(seen, some)
        return out

    return move


def _spent(seen: Observation, some: dict[str, Array]) -> Array:
    prices = seen.world.core.prices
    spent = np.zeros(seen.games, np.int16)
    for name in ("swords", "shields"):
        spent += some.get(name, np.int8(0))
    if "hand" in some:
        spent += some["hand"].sum(0, dtype=np.int16)
    if "signal" in some:
        spent += (some["signal"] > 0).astype(np.int16) * prices.signal
    if "stance" in some:
        spent += (some["stance"] == Stance.MOBILISE).astype(np.int16) * prices.mobilise
    return spent


MOVES: dict[str, Move] = {
    "butter": lambda seen, draw, tokens: {},
    "shield1": _arms(0, 1),
    "shield2": _arms(0, 2),
    "shield3": _arms(0, 3),
    "sword1": _arms(1, 0),
    "sword2": _arms(2, 0),
    "sword3": _arms(3, 0),
    "mixed": _arms(1, 1),
    "scrap": _scrap,
    "works": _works,
    "hands": _hands,
    "hands-shield": _all(_arms(0, 1), _hands),
    "peace": _signal(Signal.PEACE),
    "guard": _signal(Signal.GUARD),
    "open": _open,
    "mobilise": _mobilise,
    "mobilise-shield": _all(_mobilise, _arms(0, 2)),
    "strike": _strike,
    "sword-strike": _all(_strike, _arms(3, 0)),
}


def perform(name: str, seen: Observation, draw: Draw) -> Orders:
    """One move as a row of orders, in any stage of the round."""
    n, games = seen.world.n, seen.games
    if seen.stage is Stage.ANSWERS:
        may = not name.endswith(YIELDS)
        return Orders.row(n, games, answer=np.full(games, Answer.RESIST if may else Answer.YIELD, np.int8))
    if seen.stage is Stage.HELP:
        return help_partners(seen)
    fields = MOVES[name.removesuffix(YIELDS)](seen, draw, np.where(seen.exile, 0, seen.table.tokens[seen.power]))
    if set(fields) != {"signal", "signal_to"}:  # an exile can signal, and do nothing else [R9]
        fields = {k: np.where(seen.exile, Orders.row(n, games).__dict__[k], v) for k, v in fields.items()}
    return Orders.row(n, games, **fields)


def help_partners(seen: Observation) -> Orders:
    """Keep one's hands: join a struck partner, else stay out."""
    owed = owed_help(seen)
    joins = owed.any(0)
    return Orders.row(
        seen.world.n,
        seen.games,
        choice=np.where(joins, np.int8(Choice.JOIN), np.int8(Choice.STAY_OUT)),
        side=np.where(joins, owed.argmax(0), NOBODY).astype(np.int8),
    )


def owed_help(seen: Observation) -> Array:
    """(N, B) defenders to whom this power owes help: partners, and whoever a partner has joined."""
    table, me = seen.table, seen.power
    lines = crisis.strikes(table)
    battles = crisis.fought(table, lines) & (table.strike == NOBODY)
    mine = crisis.partners(table)[me]
    through = (crisis.to_each(table.side) & battles[None] & mine[:, None]).any(0)
    return np.asarray(((mine & battles) | through) & seen.sides())


def policy(names: Sequence[str]) -> Callable[[Observation, Belief | None, Draw], Orders]:
    """The moves in turn, by the number of the round."""

    def choose(seen: Observation, belief: Belief | None, draw: Draw) -> Orders:
        turn = (seen.table.round - 1) % len(names)
        if len(names) == 1 or bool((turn == turn[0]).all()):
            return perform(names[int(turn[0])], seen, draw)
        raise ValueError("games of one batch are in one round")

    return choose


def lottery(policies: Sequence[Sequence[str]]) -> Callable[[Observation, Belief | None, Draw], Orders]:
    """In every game one of the policies, drawn once; which, `drawn` tells. For searching many at a time."""
    moves = sorted({move for names in policies for move in names})
    turns = np.array([[moves.index(names[turn % len(names)]) for turn in (0, 1)] for names in policies])

    def choose(seen: Observation, belief: Belief | None, draw: Draw) -> Orders:
        now = turns[drawn(draw, len(policies)), (seen.table.round - 1) % 2]
        rows = []
        for move in np.unique(now):
            places = np.flatnonzero(now == move)
            rows.append((places, perform(moves[move], seen.take(places), draw.take(places))))
        return Orders.spread(seen.world.n, seen.games, rows)

    return choose


def drawn(draw: Draw, count: int) -> Array:
    """(B,) which of ``count`` policies a `lottery` plays in each game."""
    return (draw.character() * count).astype(np.int64)
