"""Action and prediction: the game played again under the same luck, with something made otherwise.

A lane is one replay of one recorded game under one intervention; B lanes run together. Lanes of the same replicate
share all luck, whatever the intervention, so that differences between them are its effect.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

import numpy as np

from game import odds
from game.arrays import NOBODY, Array, Bools, pinned
from game.belief import Belief, learn, prior
from game.belief.together import reckon
from game.chance import Chance, Draw, Draws, Purpose
from game.intents.act import Point, helping
from game.intents.choices import NEVER
from game.intents.mind import PLAIN
from game.observe import Observation, observe
from game.players.blueprint import act
from game.rules import step
from game.scenario import Intent, Scenario
from game.scores.abduct import Factual, Key, dials, fresh, given, key_of, row_of, with_reads
from game.state import Orders, Outcome, Result, Signal, Stage, State


@pinned
class Regime(IntEnum):
    """What a power believes in a lane."""

    FACTUAL = 0  # as it did: with its reads and its bias
    RATIONAL = 1  # the rational observer's belief from the same observations
    TRUTH = 2  # it is common knowledge who is benign


class LaneLuck(Draws):
    """The world's luck in lanes: labels and dice as they fell; of battles never fought, each replicate's own."""

    __slots__ = ("dice",)

    def __init__(self, world: Draws, dice: Draws) -> None:
        super().__init__(world.keys, world.fixed)
        self.dice = dice

    def take(self, games: Array) -> Draws:
        return LaneLuck(super().take(games), self.dice.take(games))

    def below(self, limit: int, purpose: int, rounds: Any, *shape: int) -> Array:
        luck = self.dice if purpose in (Purpose.BATTLE, Purpose.DUEL) else Draws(self.keys, self.fixed)
        return Draws.below(luck, limit, purpose, rounds, *shape)


@dataclass(eq=False)
class Plan:
    """What is made otherwise in each of B lanes."""

    game: Array  # (B,) which recorded game
    replicate: Array  # (B,) which luck
    regime: Array | None = None  # (N, B) Regime; None: factual
    freed: Bools | None = None  # (N, B) chooses sides without regard to ties
    commit: Bools | None = None  # (N, B) joins the defence of ``ward``
    ward: Array | None = None  # (B,) whom the committed guard
    void: bool = False  # no pacts and no hands
    plain: bool = False  # players know the true balance
    hold: bool = False  # stances and answers are as they were played, and dice that were set stay so
    ordered: dict[tuple[Key, int], Orders] = field(default_factory=dict)  # orders put in place of a power's (B = 1)

    @property
    def lanes(self) -> int:
        return len(self.game)


Watch = Callable[[State, Orders, Outcome, State], None]


def run(
    done: Factual, chance: Draws, seed: int, plan: Plan, watch: Watch, first: int = 0, last: int | None = None
) -> None:
    """Play the lanes from step ``first`` of the record on, until the round after step ``last`` opens, or to the end.

    ``chance`` (G,) is the luck of the record; ``watch`` is shown every step: before, orders, outcome, after.
    """
    scenario = _believed(done.scenario, plan)
    games = plan.game
    state = done.steps[first].before.take(games)
    if plan.void:
        state = _void(state)
    start = done.beliefs[first] if first else [prior(scenario.world, done.games, k) for k in done.knobs]
    beliefs = [b.take(games) for b in start]
    if plan.commit is not None and plan.ward is not None and state.stage is Stage.ORDERS:
        state = _pledged(state, plan, last_round(done, last))
    keys = np.asarray(Chance(seed ^ 0x5C0FE, int(plan.replicate.max()) + 1).keys)[plan.replicate]
    luck = LaneLuck(
        chance.take(games),
        Draws(keys ^ chance.keys[games], _dice(done, games, None if plan.hold else Draws(keys).branch(3))),
    )
    noise = Draws(keys ^ chance.keys[games]).branch(2)
    end = None if last is None else int(done.steps[last].before.table.round.max())
    benign = state.desk.intent < Intent.CLAIMANT
    while state.stage is not Stage.OVER:
        key = key_of(state)
        if end is not None and key[0] > end:
            return
        orders, beliefs, acted = _decide(done, scenario, state, beliefs, plan, noise, key, benign)
        before = state
        state, outcome = step(done.scenario, before, orders, luck)
        watch(before, orders, outcome, state)
        if before.stage is Stage.ORDERS:
            beliefs = _learnt(scenario, beliefs, acted, plan, before, state, benign)


def last_round(done: Factual, last: int | None) -> int:
    """The round of step ``last`` of the record, or of its last step."""
    return int(done.steps[-1 if last is None else last].before.table.round.max())


def _believed(scenario: Scenario, plan: Plan) -> Scenario:
    """The scenario as players see it: with ``plain``, its true balance."""
    return replace(scenario, world=replace(scenario.world, edge=scenario.edge)) if plan.plain else scenario


def _void(state: State) -> State:
    return state.put(pacts=np.zeros_like(state.table.pacts), hand=np.zeros_like(state.table.hand))


def _pledged(state: State, plan: Plan, until: int) -> State:
    """Those who commit have given their word to the ward, in the sight of all."""
    assert plan.commit is not None
    assert plan.ward is not None
    words = state.table.until.copy()
    who, lane = np.nonzero(plan.commit)
    words[Signal.GUARD - 1, who, plan.ward[lane], lane] = until
    return state.put(until=words)


def _dice(done: Factual, games: Array, luck: Draws | None) -> dict[tuple[int, int, int], Array]:
    """The dice of all battles that were fought, by lane.

    A die that was set, because history says who won, may have been any that gives this result, drawn from ``luck``.
    """
    fixed: dict[tuple[int, int, int], Array] = {}
    die = done.scenario.world.core.odds.die
    for one in done.steps:
        out, table = one.outcome, one.after.table
        rolls = (
            (Purpose.BATTLE, out.roll, out.margin, table.battle),
            (Purpose.DUEL, out.duel_roll, out.duel_margin, table.duel),
        )
        for purpose, roll, margin, result in rolls:
            if roll is None or margin is None:
                continue
            flat, was = roll.reshape(-1, done.games), (result != Result.NONE).reshape(-1, done.games)
            needs = odds.needed(margin, done.scenario.world.odds).reshape(-1, done.games).astype(np.int64)
            round_ = int(one.before.table.round.max())
            for index in np.flatnonzero(was.any(1)):
                key = (int(purpose), round_, int(index))
                value = np.where(was[index], flat[index] - 1, NOBODY)[games]
                if luck is not None and key in done.forced:
                    won, need = (flat[index] <= needs[index])[games], needs[index][games]
                    part = luck.uniform(int(purpose), round_, 1 + int(index))[-1]
                    value = np.where(won, part * need, need + part * (die - need)).astype(np.int64)
                fixed[key] = value
    return fixed


def known(belief: Belief, regime: Array, intent: Array, benign: Bools) -> Belief:
    """The belief a power acts on: with ``regime`` (B,) TRUTH, the benign, itself included, are known."""
    told = (regime == Regime.TRUTH) & benign  # (N, B)
    truth = np.float32(0.001) * (belief.held > 0)  # a card that is not in the deck is not in the truth
    np.put_along_axis(truth, intent[:, None].astype(np.int64), np.float32(0.996), 1)
    return Belief(np.where(told[:, None], truth / truth.sum(1, keepdims=True), belief.held), belief.knobs)


def _held(belief: Belief, me: int, plan: Plan, state: State, benign: Bools) -> Belief:
    """The belief a power acts on in each lane."""
    if plan.regime is None or not bool((plan.regime[me] == Regime.TRUTH).any()):
        return belief
    return known(belief, plan.regime[me], state.desk.intent, benign)


def _decide(
    done: Factual,
    scenario: Scenario,
    state: State,
    beliefs: list[Belief],
    plan: Plan,
    noise: Draws,
    key: Key,
    benign: Bools,
) -> tuple[Orders, list[Belief], list[Belief]]:
    """What all order; what they hold, reads included; and the beliefs they act on, with what was worked out."""
    n, lanes = done.n, plan.lanes
    place = done.places.get(key)
    held, acted, turns = [], [], []
    for i in range(n):
        belief = beliefs[i]
        if place is not None and state.stage is Stage.ORDERS:
            belief = _read(done, belief, i, key, place, plan, benign)
        held.append(belief)
        acted.append(_held(belief, i, plan, state, benign))
        asked = np.flatnonzero(state.table.asked[i])
        seen, belief = observe(scenario.world, state, i), acted[i]
        if len(asked) < lanes:
            seen, belief = seen.take(asked), belief.take(asked)
        if len(asked):
            turns.append((i, asked, seen, belief))
    reckon([(belief, seen) for _, _, seen, belief in turns])
    rows = [Orders.row(n, lanes)] * n
    for i, asked, seen, belief in turns:
        row = _choose(done, seen, belief, plan, noise, key, place, i, asked)
        rows[i] = row if len(asked) == lanes else Orders.spread(n, lanes, [(asked, row)])
    return Orders.gather(rows), held, acted


def _read(done: Factual, belief: Belief, me: int, key: Key, place: int, plan: Plan, benign: Bools) -> Belief:
    """What was read is read again: of everybody in lanes of factual belief, in others of aggressors only.

    To hold a real predator for one is no error, however it was come by; what is mended is what is held of the benign.
    """
    dial = dials(done.scenario, done.steps[place].orders, me)[:, plan.game]
    told = with_reads(belief, me, key[0], done.reads, dial)
    if told is belief or plan.regime is None:
        return told
    kept = (plan.regime[me] == Regime.FACTUAL) | ~benign  # (N, B)
    return Belief(np.where(kept[:, None], told.held, belief.held), belief.knobs)


def _choose(
    done: Factual,
    seen: Observation,
    belief: Belief,
    plan: Plan,
    noise: Draws,
    key: Key,
    place: int | None,
    me: int,
    asked: Array,
) -> Orders:
    games = plan.game[asked]
    played = None if place is None else row_of(done, place, me, games)
    forced = plan.ordered.get((key, me))
    point_of_round = key[2] + 8 * key[1]  # as `State.point` has it
    draw = Draw(noise.take(asked), me, seen.table.round, point_of_round)
    freed = None if plan.freed is None else plan.freed[me, asked]

    def pick(point: Point, logits: Array) -> Array:
        luck = draw.uniform(int(point), *logits.shape[:-1])
        note = None if place is None else done.notes.get((place, me, point))
        if note is None:
            added = fresh(luck)
        else:
            was = note.asked[games]
            added = given(note, games, luck)
            if not bool(was.all()):
                added = np.where(was, added, fresh(luck))
        best = (logits + added).argmax(0)
        if plan.hold and note is not None and point in (Point.STANCE, Point.ANSWER):
            taken = note.taken[games]
            able = np.take_along_axis(logits, taken[None].astype(np.int64), 0)[0] > NEVER / 2
            best = np.where(able, taken, best)
        return np.asarray(best)

    row = act(seen, belief, pick, played, freed)
    if plan.commit is not None and plan.ward is not None and seen.stage is Stage.HELP:
        row = _committed(row, seen, plan, me, asked)
    if forced is not None:
        row = forced.take(np.zeros(len(asked), np.int64))
    return row


def _committed(row: Orders, seen: Observation, plan: Plan, me: int, asked: Array) -> Orders:
    assert plan.commit is not None
    assert plan.ward is not None
    ward = plan.ward[asked]
    able = plan.commit[me, asked] & np.take_along_axis(seen.sides(), ward[None].astype(np.int64), 0)[0]
    sure = Orders.row(seen.world.n, seen.games, **helping(np.where(able, ward + 2, 0)))
    return Orders(**{name: np.where(able, getattr(sure, name), value) for name, value in row.__dict__.items()})


def _learnt(
    scenario: Scenario,
    beliefs: Sequence[Belief],
    acted: Sequence[Belief],
    plan: Plan,
    before: State,
    after: State,
    benign: Bools,
) -> list[Belief]:
    out = []
    for i, (belief, of_act) in enumerate(zip(beliefs, acted, strict=True)):
        seen, then = observe(scenario.world, before, i), observe(scenario.world, after, i)
        new = learn(of_act, seen, then)
        if plan.regime is not None and of_act is not belief:  # what is learnt where nothing is known for certain
            told = (plan.regime[i] == Regime.TRUTH) & benign
            new = Belief(np.where(told[:, None], belief.held, new.held), belief.knobs)
        if plan.regime is not None and belief.knobs != PLAIN:
            plain = learn(Belief(of_act.held), seen, then)
            kept = (plan.regime[i] == Regime.FACTUAL) | ~benign
            new = Belief(np.where(kept[:, None], new.held, plain.held), belief.knobs)
        out.append(new)
    return out


__all__ = ["LaneLuck", "Plan", "Regime", "known", "run"]
