"""Rollouts: imagined states played on by the real rules and the fast linear policy, no belief updated on the way.

Common random numbers: a lane is (candidate, sample, game), and all candidates of a sample share cards, arms, dice and
the nerves of all powers, so that what differs between them is what was ordered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from game.arrays import Array
from game.chance import Draws
from game.players.personas import Wants
from game.players.policy import Luck, Weights
from game.players.rows import act
from game.players.search.imagine import scenario_of
from game.players.view import F, View
from game.players.weights import trained
from game.rules import step
from game.scenario import Intent, World
from game.state import Orders, Outcome, Stage, State

NECK = 12  # points of lead that make it sure to be first, and of arrears that make it hopeless
UNIT = 256  # utilities are whole numbers of points / UNIT: sums are exact in any order
WARY = 0.25  # of the samples, the share in which the rivals are wary: a wrong model of them is dear
WARIER = {
    "shield": 1.0,
    "sword": 0.5,
    "fear": 0.3,
    "mobilise": 1.0,
    "hand": 1.0,
    "join": 1.0,
}  # more than trained


def luck_of(draws: Draws, state: State) -> Luck:
    """The nerves of all powers at one decision."""
    when = state.table.round.astype(np.int64) * 64 + int(state.stage) * 16 + np.minimum(state.table.wave, 15)

    def luck(what: int, *shape: int) -> Array:
        return np.asarray(draws.uniform(what, when, *shape))

    return luck


def weights_of(world: World, me: int, mine: Weights, wary: Array) -> Weights:
    """By trained weights; the viewer by its own, and rivals in ``wary`` lanes (B,) by a warier kind."""
    own = (np.arange(world.n) == me)[:, None]
    out = {}
    for name, known in trained().items():
        weight = known if mine[name] == known else np.where(own, F(mine[name]), F(known))
        out[name] = weight + F(WARIER[name]) * (wary[None] & ~own) if name in WARIER else weight
    return out


@dataclass(frozen=True, eq=False)
class Future:
    """Lanes on their way: the state, the luck of the world and of the powers, the weights, broken words so far."""

    state: State
    world: Draws
    nerves: Draws
    weights: Weights
    broken: Array  # (B,) of the viewer's words, pacts it gave notice of among them: its conscience makes no difference

    def tile(self, times: int) -> Future:
        """So many copies side by side, one a candidate."""

        def copies(array: Array) -> Array:
            return np.concatenate([array] * times, -1)

        return Future(
            self.state.map(copies),
            Draws(copies(self.world.keys)),
            Draws(copies(self.nerves.keys)),
            {name: copies(w) if isinstance(w, np.ndarray) and _by_lane(w) else w for name, w in self.weights.items()},
            copies(self.broken),
        )

    def take(self, lanes: Array) -> Future:
        """Some of the lanes."""
        return Future(
            self.state.take(lanes),
            self.world.take(lanes),
            self.nerves.take(lanes),
            _taken(self.weights, lanes),
            self.broken[lanes],
        )


def _by_lane(weight: Array) -> bool:
    return bool(weight.shape[-1] > 1)


def _taken(weights: Weights, lanes: Array) -> Weights:
    return {name: w[:, lanes] if isinstance(w, np.ndarray) and _by_lane(w) else w for name, w in weights.items()}


def moved(world: World, future: Future) -> Orders:
    """What the policy orders for all powers that are asked; in a crisis only lanes with somebody asked."""
    state = future.state
    if state.stage is Stage.ORDERS:
        return act(View.all(world, state), future.weights, luck_of(future.nerves, state))
    lanes = np.flatnonzero(state.table.asked.any(0))
    some = state.take(lanes)
    rows = act(View.all(world, some), _taken(future.weights, lanes), luck_of(future.nerves.take(lanes), some))
    whole = dict(Orders.hold(world.n, state.games).__dict__)
    for name in ("answer", "choice", "side"):
        whole[name] = whole[name].copy()
        whole[name][:, lanes] = getattr(rows, name)
    return Orders(**whole)


def advance(world: World, me: int, future: Future, orders: Orders) -> Future:
    """One step of the rules."""
    state, outcome = step(scenario_of(world), future.state, orders, future.world)
    broken = future.broken + _breaches(outcome, me) + (orders.renounce[me] > 0).sum((0, 1))
    return Future(state, future.world, future.nerves, future.weights, broken)


def play_on(
    world: World, me: int, future: Future, orders: Orders, horizon: int, value: Callable[[Future, Array], Array]
) -> Array:
    """(B,) what comes of these orders, if the policy decides for everybody after them.

    Lanes are played until so many rounds have ended or their game is over; ``value`` is told a future and the places
    of its lanes.
    """
    last = int(future.state.table.round.max()) + horizon
    places = np.arange(future.state.games)
    out = np.zeros(len(places), np.int64)
    while True:
        future = advance(world, me, future, orders)
        over, round_ = future.state.table.over, future.state.table.round
        done = over | (round_ >= last) if future.state.stage is Stage.ORDERS else over
        if bool(done.any()):
            ended = np.flatnonzero(done)
            out[places[ended]] = value(future.take(ended), places[ended])
            if len(ended) == len(places):
                return out
            going = np.flatnonzero(~done)
            future, places = future.take(going), places[going]
        orders = moved(world, future)


def _breaches(outcome: Outcome, me: int) -> Array | int:
    """(B,) promises that the viewer broke in a step."""
    found = [x[me].sum(0) for x in (outcome.broke_peace, outcome.failed_guard, outcome.deserted) if x is not None]
    if outcome.pact_fine is not None:
        found.append((outcome.pact_fine[me] > 0).sum((0, 1)))
    return sum(found) if found else 0


def utility(world: World, me: int, future: Future, wants: Wants, tied: Array) -> Array:
    """(B,) what the viewer makes of how things stand, in whole UNITs; ``tied`` (N, B) are those it cares for."""
    state = future.state
    table, desk = state.table, state.desk
    points = (table.butter + table.points + desk.card_points).astype(np.float64)
    last, low = state.vault.last_round, world.rounds[0]
    to_come = np.maximum(last - table.round + (~table.over), 0)
    income = world.tokens + table.works - (table.province >= 0)
    points = points + np.where(table.exile, 0.0, 0.7 * income * to_come)
    seats = np.arange(world.n)[:, None]
    pars = world.par[desk.intent, seats, np.clip(last - low, 0, world.par.shape[2] - 1)[None]]
    above = points - pars
    own = above[me]
    others = np.delete(above, me, 0).max(0)
    losses = world.core.losses
    land = np.where(desk.intent[me] == Intent.FEARFUL, losses.conquered_fearful, losses.conquered)
    value = (
        wants.economy * own
        + wants.relative * np.clip(own - others, -30, 30)
        + wants.lead * np.clip((own - others + NECK) / (2 * NECK), 0, 1)
        - (wants.survival - 1) * land * table.exile[me]
        + wants.allies * (np.clip(above, -30, 30) * tied).sum(0) / np.maximum(tied.sum(0), 1)
        + wants.land * ((table.occupier == me).sum(0) + (table.province == me).sum(0))
        - wants.breach * future.broken
    )
    return np.asarray(np.rint(value * UNIT).astype(np.int64))
