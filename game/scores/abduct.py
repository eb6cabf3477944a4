"""Abduction: what luck must have been at work for the game to have gone as it did.

Every order, answer and choice of a side is read as a quantal response of the power's blueprint, given what it held at
that moment. Luck is then sampled conditional on what was in fact chosen (truncated Gumbels: Oberst & Sontag 2019),
so that a replay without intervention gives exactly the game that was played, and an intervention changes only what it
makes change. G games are gone through at once; the record of one table is G = 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from game.arrays import Array, Bools
from game.belief import Belief, learn, prior
from game.belief.posterior import stated
from game.intents.act import Point, as_played
from game.intents.mind import PLAIN, Knobs
from game.observe import observe
from game.players.blueprint import act
from game.scenario import Scenario
from game.state import Orders, Stage, State, Step

Key = tuple[int, int, int]  # round, stage, wave of the choices
Reads = Mapping[tuple[int, int, int], float]  # (round, viewer, rival): a stated chance of wanting land


@dataclass(frozen=True, eq=False)
class Note:
    """One choice as it was made, in G games."""

    logits: Array  # (options, ..., G)
    taken: Array  # (..., G)
    asked: Bools  # (G,) where it was made at all; what stands for it elsewhere means nothing


@dataclass(eq=False)
class Factual:
    """A game as played, with the beliefs and the choices it can be read as."""

    scenario: Scenario
    steps: list[Step]
    knobs: tuple[Knobs, ...]
    reads: Reads
    forced: frozenset[tuple[int, int, int]] = frozenset()  # dice that were set: (purpose, round, index)
    places: dict[Key, int] = field(default_factory=dict)  # of steps
    notes: dict[tuple[int, int, Point], Note] = field(default_factory=dict)  # by step, power, point
    beliefs: list[list[Belief]] = field(default_factory=list)  # before each step, one for each power

    @property
    def games(self) -> int:
        return self.steps[0].before.games

    @property
    def n(self) -> int:
        return self.scenario.world.n


def key_of(state: State) -> Key:
    """Where in the game a state stands; games that are asked stand at the same place."""
    table = state.table
    asked = table.asked.any(0)
    some = asked if bool(asked.any()) else np.ones_like(asked)
    return (
        int(table.round[some].max()),
        int(state.stage),
        int(table.wave[some].max()) if state.stage is Stage.HELP else 0,
    )


def abduct(
    scenario: Scenario,
    steps: Sequence[Step],
    reads: Reads | None = None,
    knobs: Sequence[Knobs] | None = None,
    forced: frozenset[tuple[int, int, int]] = frozenset(),
) -> Factual:
    """Read a game as choices of blueprints; ``steps`` of G games, reads and knobs as the players had them."""
    done = Factual(scenario, list(steps), tuple(knobs or [PLAIN] * scenario.world.n), dict(reads or {}), forced)
    n, games = done.n, done.games
    held = [prior(scenario.world, games, k) for k in done.knobs]
    for place, step in enumerate(done.steps):
        key = key_of(step.before)
        done.places[key] = place
        if step.before.stage is Stage.ORDERS:
            held = [with_reads(b, i, key[0], done.reads, dials(scenario, step.orders, i)) for i, b in enumerate(held)]
        done.beliefs.append(held)
        for i in range(n):
            if bool(step.before.table.asked[i].any()):
                _note(done, place, i, held[i])
        if step.before.stage is Stage.ORDERS:
            world = scenario.world
            held = [learn(b, observe(world, step.before, i), observe(world, step.after, i)) for i, b in enumerate(held)]
    return done


def with_reads(belief: Belief, me: int, round_: int, reads: Reads, dial: Array) -> Belief:
    """The belief after what the power said of its rivals before its orders of this round.

    ``reads`` are documented ones; ``dial`` (N, B) are chances of its own sheet, nan where it said nothing.
    """
    says = dial.copy()
    for (when, viewer, rival), chance in reads.items():
        if when == round_ and viewer == me:
            says[rival] = chance
    return belief if np.isnan(says).all() else stated(belief, says)


def dials(scenario: Scenario, orders: Orders, me: int) -> Array:
    """(N, G) the reads on a power's sheet as chances, nan where there is none."""
    return np.asarray(np.array([np.nan, *scenario.world.core.reads.chances])[orders.read[me]])


def _note(done: Factual, place: int, me: int, belief: Belief) -> None:
    """Record the utilities of every choice the power had at this step, and which it took."""
    step, n = done.steps[place], done.n
    row = step.orders.of(me)
    played = as_played(row, n)

    def pick(point: Point, logits: Array) -> Array:
        taken = played[point]
        done.notes[place, me, point] = Note(logits.copy(), taken, step.before.table.asked[me])
        return taken

    act(observe(done.scenario.world, step.before, me), belief, pick, row)


def row_of(done: Factual, place: int, me: int, games: Array) -> Orders:
    """What a power ordered at a step, in some of the games."""
    return done.steps[place].orders.of(me).take(games)


# ---- conditional luck -----------------------------------------------------------------------------------


def fresh(luck: Array) -> Array:
    """Gumbel noise from uniforms."""
    return np.asarray(-np.log(-np.log(np.maximum(luck, 1e-300))))


def given(note: Note, games: Array, luck: Array) -> Array:
    """Gumbel noise (options, ..., B) conditional on the option that was taken; ``games`` (B,) of the note.

    Top-down: the winner's value first, every other below it (Maddison, Tarlow & Minka 2014).
    """
    logits = note.logits[..., games].astype(np.float64)
    taken = note.taken[..., games]
    most = logits.max(0)
    whole = most + np.log(np.exp(logits - most).sum(0))
    at = taken[None].astype(np.int64)
    top = whole + fresh(np.take_along_axis(luck, at, 0)[0])
    below = -np.log(np.exp(-(top - logits).clip(-600, 600)) - np.log(np.maximum(luck, 1e-300)))
    np.put_along_axis(below, at, (top - np.take_along_axis(logits, at, 0)[0])[None], 0)
    return np.asarray(below)
