"""What a contract is worth to each: imagined futures with it and without, under the same luck.

A contract is a few clauses, each one power's. In a rollout it changes what the policy would order by as much as the
clause says, in the rounds in which it binds, paid for out of arms that would have been bought; the rest is policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game import crisis
from game.arrays import EVERYBODY, Array
from game.belief import Belief, prior
from game.chance import Draw
from game.observe import Observation, observe
from game.orders import cost
from game.players.personas import Budget, Taste, Wants
from game.players.search.decide import habits, minded, sampled, tried_out
from game.players.search.rollout import UNIT, Future, advance, moved, utility
from game.scenario import PACTS, PactKind, World
from game.state import Choice, Orders, Signal, Stage, Stance, State
from game.talk.judge import STEADY
from game.talk.statement import Clause

SAMPLES = 32  # imagined futures of every contract, as a rule
HORIZON = 3  # rounds
_SIGNALS = {"peace": Signal.PEACE, "guard": Signal.GUARD, "open": Signal.OPEN, "boycott": Signal.BOYCOTT}


@dataclass(frozen=True)
class Owed:
    """One clause of a contract: who does it, and whether it fell due before, and for how many rounds it still binds."""

    doer: int
    clause: Clause
    rounds: int = 0  # 0: as is usual for its kind

    @property
    def lasts(self) -> int:
        usual = STEADY if self.clause.steady else 1
        return self.rounds or (self.clause.rounds if self.clause.steady or self.clause.what == "hand" else 0) or usual


Contract = tuple[Owed, ...]


def gains(
    seen: Observation,
    belief: Belief | None,
    draw: Draw,
    taste: Taste,
    contracts: Sequence[Contract],
    count: int = SAMPLES,
) -> Array:
    """(K, N) points that each contract is worth to each power over none, on average; see `futures`."""
    found = futures(seen, belief, draw, taste, [*contracts, ()], count=count).mean(-1)
    return np.asarray(found[:-1] - found[-1:])


def futures(
    seen: Observation,
    belief: Belief | None,
    draw: Draw,
    taste: Taste,
    contracts: Sequence[Contract],
    mine: Orders | None = None,
    count: int = SAMPLES,
) -> Array:
    """(K, N, S) points of each power under each contract in every imagined future; one game that waits for orders.

    To the viewer by what it wants, to the others by their points above par. Whatever a rival's card may be is drawn
    from what the viewer believes. ``mine``: the viewer's orders of this round, before any contract; the policy's by
    default. ``count``: imagined futures of each.
    """
    world, me = seen.world, seen.power
    held = minded(belief or prior(world, seen.games), taste)
    future = sampled(seen, held, draw, habits(taste.persona), count, 5).future
    ends = _rolled(world, me, future, contracts, mine)
    tied = np.zeros((world.n, ends.state.games), bool)
    wants = [taste.persona.wants if i == me else Wants() for i in range(world.n)]
    worth = np.stack([utility(world, i, ends, wants[i], tied) for i in range(world.n)])
    return np.asarray(worth.reshape(world.n, len(contracts), count).swapaxes(0, 1) / UNIT)


def crossroads(seen: Observation, belief: Belief | None, draw: Draw, taste: Taste, rows: Sequence[Orders]) -> Array:
    """(K, S) points to the viewer of each of these rows of its own, in the same imagined futures.

    One game, in any stage.
    """
    held = minded(belief or prior(seen.world, seen.games), taste)
    samples = sampled(seen, held, draw, habits(taste.persona), SAMPLES, 6)
    values = tried_out(seen, samples, list(rows), taste, Budget(SAMPLES, HORIZON, False))
    return np.asarray(values[:, :, 0] / UNIT)


def _rolled(world: World, me: int, future: Future, contracts: Sequence[Contract], mine: Orders | None) -> Future:
    """All contracts side by side, each in its own lanes, to the horizon."""
    width = future.state.games
    future = future.tile(len(contracts))
    first = int(future.state.table.round.max())
    while future.state.stage is not Stage.OVER:
        now = int(future.state.table.round.max()) - first
        if future.state.stage is Stage.ORDERS and now >= HORIZON:
            break
        orders = Orders(**{name: value.copy() for name, value in moved(world, future).__dict__.items()})
        if mine is not None and future.state.stage is Stage.ORDERS and now == 0:
            for name, value in orders.__dict__.items():
                value[me] = getattr(mine, name)
        lanes = [slice(k * width, (k + 1) * width) for k in range(len(contracts))]
        _bind(world, future.state, orders, now, list(zip(contracts, lanes, strict=True)))
        future = advance(world, me, future, orders)
    return future


def _bind(world: World, state: State, out: Orders, now: int, contracts: Sequence[tuple[Contract, slice]]) -> None:
    """Make the orders what the contracts have them be, in place."""
    for contract, lanes in contracts:
        for owed in contract:
            if state.stage is Stage.HELP:
                _help(state, out, owed, lanes)
            elif state.stage is Stage.ORDERS and now < owed.lasts and owed.clause.what not in ("join", "resist"):
                impose(world, state, out, owed, lanes)
    if state.stage is Stage.ORDERS:
        _afford(world, state, out)


def impose(world: World, state: State, out: Orders, owed: Owed, lanes: slice) -> None:
    """Write one clause into the orders of its doer, in these lanes; exiles owe nothing."""
    clause, i = owed.clause, owed.doer
    here = ~state.table.exile[i, lanes]
    what, whom = clause.what, clause.whom
    if whom >= 0:
        here = here & ~state.table.exile[whom, lanes]

    def put(array: Array, value: Array | int, mask: Array = here) -> None:
        array[..., lanes] = np.where(mask, value, array[..., lanes])

    if what == "mobilise" or what == "strike":
        stance, strike = out.stance[i], out.strike[i]
        wrong = stance[lanes] == (Stance.MOBILISE if what == "mobilise" else Stance.STRIKE)
        if what == "strike" and whom != EVERYBODY:
            wrong = wrong & (strike[lanes] == whom)
        if clause.never:
            put(strike, -1, here & wrong & (what == "strike"))
            put(stance, Stance.HOLD, here & wrong)
        elif what == "mobilise":
            put(stance, Stance.MOBILISE, here & (stance[lanes] == Stance.HOLD))
    elif what == "hand":
        put(out.hand[i, whom], not clause.never)
    elif what in PACTS:
        kind = PACTS.index(what)
        value = {PactKind.OFFENCE: 1 + clause.against, PactKind.LIMIT: 1 + clause.amount}.get(PactKind(kind), 1)
        held = state.table.pacts[i, whom, kind, lanes] == value
        put(out.propose[i, whom, kind], value, here & ~held)
    elif what in _SIGNALS and not clause.never:
        put(out.signal[i], _SIGNALS[what])
        put(out.signal_to[i], whom)
        put(out.signal_rounds[i], clause.rounds)
    elif what == "boycott":
        put(out.signal[i], Signal.NONE, here & (out.signal[i, lanes] == Signal.BOYCOTT))
    elif what == "aid":
        put(out.aid[i, whom], clause.amount)
    elif what == "cede":
        put(out.cede[i], whom, here & ~state.table.yielded[i, lanes])
    elif what == "scrap":
        put(out.scrap[i], np.minimum(clause.amount, state.desk.swords[i, lanes]))
        put(out.swords[i], 0)
    elif what == "arm":
        swords = np.minimum(out.swords[i, lanes], clause.amount)
        put(out.swords[i], swords)
        put(out.shields[i], np.minimum(out.shields[i, lanes], clause.amount - swords))


def _help(state: State, out: Orders, owed: Owed, lanes: slice) -> None:
    """Who has promised to stand beside somebody does, if it is asked and the other fights."""
    if owed.clause.what != "join":
        return
    i, x = owed.doer, owed.clause.whom
    lines = crisis.strikes(state.table)
    fighting = np.asarray(lines.all.any(0) | lines.all.any(1))
    fights = fighting[x, lanes] & state.table.asked[i, lanes]
    beside = (out.choice[i, lanes] == Choice.JOIN) & (out.side[i, lanes] == x)
    wrong = fights & (beside if owed.clause.never else ~beside)
    out.choice[i, lanes] = np.where(wrong, Choice.STAY_OUT if owed.clause.never else Choice.JOIN, out.choice[i, lanes])
    out.side[i, lanes] = np.where(wrong, -1 if owed.clause.never else x, out.side[i, lanes])


def _afford(world: World, state: State, out: Orders) -> None:
    """What costs too much is paid for by fewer arms, then by not mobilising, then by giving no aid, in place."""
    for i in range(world.n):
        short = np.maximum(0, cost(observe(world, state, i), out.of(i)) - state.table.tokens[i])
        if not short.any():
            continue
        for arms in (out.swords[i], out.shields[i]):
            less = np.minimum(arms, -(-short // world.core.arms.price))
            arms -= less.astype(arms.dtype)
            short = np.maximum(0, short - less * world.core.arms.price)
        calls = (short > 0) & (out.stance[i] == Stance.MOBILISE)
        out.stance[i] = np.where(calls, Stance.HOLD, out.stance[i])
        short = np.maximum(0, short - calls * world.core.prices.mobilise)
        out.aid[i] = np.where(short > 0, 0, out.aid[i])
