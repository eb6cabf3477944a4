"""What if: the future of a recorded game from any round on, with something made otherwise, many times.

The past stays, reads and beliefs included. What the change does not touch goes as it went: choices under the luck they
were made with, dice as they fell; battles that were never fought have a die of their own in every replicate. With no
change every replicate is exactly the game as played.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from game.arrays import Array
from game.chance import Draws
from game.rules import par, totals
from game.scores import buck
from game.scores.abduct import Factual, Key
from game.scores.harm import Harm
from game.scores.lanes import Plan, Regime, run
from game.scores.model import Estimate
from game.scores.score import estimate
from game.state import Answer, Orders, Outcome, Signal, Stage, State
from game.stats import share
from game.words import numeral, words

COUNTS = ("wars", "conquests", "yields", "harm")


@dataclass(frozen=True)
class Change:
    """What is made otherwise from the opening of ``round`` on; several at once if need be.

    ``orders`` are rows (B = 1) in place of a power's at one decision of that round, by (key, power); they must be legal
    there. Orders in a crisis take the crisis as given, so they stand alone.
    """

    round: int
    orders: Mapping[tuple[Key, int], Orders] = field(default_factory=dict)
    truth: bool = False  # it is common knowledge who is benign
    void: bool = False  # standing pacts and hands end; new ones may be made
    commit: bool = False  # those marked as buck-passers give their word and keep it


@dataclass(frozen=True)
class Count:
    """Something counted over the whole game: as played, and over the replicates."""

    played: int
    mean: Estimate
    spread: dict[int, float]  # share of the replicates by number


@dataclass(frozen=True)
class Fate:
    """One power: points at the end and whether it reached par."""

    played: int  # points
    reached: bool
    points: Estimate
    par: Estimate  # chance of reaching it, with Wilson's interval


@dataclass(frozen=True)
class Pledge:
    """A power that commits, in which round, and for whom: codes."""

    round: int
    power: str
    ward: str


@dataclass(frozen=True)
class Whatif:
    """The game as played beside its other futures."""

    round: int  # from which on
    replicates: int
    seed: int
    counts: dict[str, Count]  # by COUNTS: battles, conquests, strikes yielded to, points and tokens
    powers: dict[str, Fate]  # by code
    same: float  # share of the replicates that end as the game did, points and arms alike
    committed: tuple[Pledge, ...]
    changed: tuple[str, ...] = ()  # what was made otherwise, in words


def opening(done: Factual, round_: int) -> int | None:
    """The place of the step that opens a round; None for one that was not played."""
    return done.places.get((round_, int(Stage.ORDERS), 0))


def whatif(done: Factual, chance: Draws, change: Change, replicates: int, seed: int) -> Whatif:
    """Replay the future of one recorded game (G = 1) under a change; ``chance`` is the luck it was played with.

    Raises `ValueError` for a round the record does not have, and for orders in a crisis beside another change.
    """
    first = opening(done, change.round)
    if first is None or done.games != 1:
        raise ValueError(f"round {change.round}: no such round in the record of one game")
    crises = [key for key, _ in change.orders if key[1] != Stage.ORDERS]
    if crises and (len(change.orders) > 1 or change.truth or change.void or change.commit):
        raise ValueError("orders in a crisis stand alone")
    plan = Plan(
        game=np.zeros(replicates, np.int64),
        replicate=np.arange(replicates),
        regime=np.full((done.n, replicates), Regime.TRUTH) if change.truth else None,
        void=change.void,
        ordered=dict(change.orders),
    )
    passed = _passed(done, change.round) if change.commit else {}
    tally = _Tally(replicates)
    if not passed:
        run(done, chance, seed, plan, tally.watch, first)
    else:

        def watch(before: State, orders: Orders, outcome: Outcome, after: State) -> None:
            tally.watch(before, orders, outcome, after)
            _keep_word(plan, passed, int(after.table.round.max()))

        run(_pledged(done, first, passed), chance, seed, plan, watch, first)
    played, past = _Tally(1), _Tally(1)
    for place, step in enumerate(done.steps):
        for one in (played, past) if place < first else (played,):
            one.watch(step.before, step.orders, step.outcome, step.after)
    return _found(done, change, replicates, seed, (tally, played, past), passed)


def _found(
    done: Factual,
    change: Change,
    replicates: int,
    seed: int,
    tallies: tuple[_Tally, _Tally, _Tally],
    passed: dict[int, buck.Passing],
) -> Whatif:
    tally, played, past = tallies
    assert tally.last is not None
    assert played.last is not None
    counts = {}
    for name, values in tally.counts().items():
        all_of_it = (values + past.counts()[name][0]).astype(np.int64)
        numbers, often = np.unique(all_of_it, return_counts=True)
        spread = {int(x): float(k) / replicates for x, k in zip(numbers, often, strict=True)}
        counts[name] = Count(int(played.counts()[name][0]), estimate(all_of_it), spread)
    points, was = totals(tally.last), totals(played.last)[:, 0]
    won = points >= par(done.scenario, tally.last)
    reached = was >= par(done.scenario, played.last)[:, 0]
    codes = done.scenario.world.codes
    powers = {
        code: Fate(int(was[i]), bool(reached[i]), estimate(points[i]), Estimate(*share(int(won[i].sum()), replicates)))
        for i, code in enumerate(codes)
    }
    same = (points == was[:, None]).all(0) & (tally.last.table.arms == played.last.table.arms).all(0)
    pledges = tuple(
        Pledge(round_, codes[k], codes[int(one.ward[0])])
        for round_, one in sorted(passed.items())
        for k in np.flatnonzero(one.passed[:, 0])
    )
    return Whatif(change.round, replicates, seed, counts, powers, float(same.mean()), pledges)


class _Tally:
    """Counts over B lanes or games that are played side by side; those that are over count no more."""

    def __init__(self, lanes: int) -> None:
        self.wars, self.conquests, self.yields = (np.zeros(lanes, np.int64) for _ in range(3))
        self.harm = Harm(lanes)
        self.last: State | None = None

    def watch(self, before: State, orders: Orders, outcome: Outcome, after: State) -> None:
        """Show it one step; battles and yields of a round are counted when it is over."""
        self.harm.watch(before, orders, outcome, after)
        self.last = after
        live, table = ~before.table.over, after.table
        if outcome.conquered is not None:
            self.conquests += outcome.conquered.sum(0) * live
        if after.stage in (Stage.ORDERS, Stage.OVER):
            self.wars += ((table.battle > 0).sum(0) + (table.duel > 0).sum((0, 1))) * live
            self.yields += (table.answer == Answer.YIELD).sum(0) * live

    def counts(self) -> dict[str, Array]:
        """(B,) each, by COUNTS."""
        return dict(zip(COUNTS, (self.wars, self.conquests, self.yields, self.harm.total), strict=True))


# ---- those who commit -----------------------------------------------------------------------------------


def _passed(done: Factual, round_: int) -> dict[int, buck.Passing]:
    """Conquests and yields from a round on that somebody let happen, by round."""
    found: dict[int, buck.Passing] = {}
    for one in buck.passings(done):
        when = int(done.steps[one.place].before.table.round[0])
        if when >= round_ and bool(one.passed.any()):
            found.setdefault(when, one)
    return found


def _keep_word(plan: Plan, passed: dict[int, buck.Passing], round_: int) -> None:
    """From this round on, until the next conquest or yield is over, those who pledged for it join its defence."""
    one = passed[next((when for when in sorted(passed) if when >= round_), max(passed))]
    plan.commit = np.repeat(one.passed, plan.lanes, axis=1)
    plan.ward = np.repeat(one.ward, plan.lanes)


def _pledged(done: Factual, first: int, passed: dict[int, buck.Passing]) -> Factual:
    """The same record, but at its step ``first`` all have given their word, each until the round it is asked for."""
    step = done.steps[first]
    until = step.before.table.until.copy()
    for round_, one in passed.items():
        who = np.flatnonzero(one.passed[:, 0])
        row = until[Signal.GUARD - 1, who, int(one.ward[0])]
        until[Signal.GUARD - 1, who, int(one.ward[0])] = np.maximum(row, round_)
    steps = list(done.steps)
    steps[first] = replace(step, before=step.before.put(until=until))
    return replace(done, steps=steps)


# ---- to read --------------------------------------------------------------------------------------------


def document(found: Whatif) -> dict[str, Any]:
    """As JSON has it: plain values, every estimate as a value with its ``_ci``."""

    def flat(values: Mapping[str, Any]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for name, value in values.items():
            if isinstance(value, Estimate):
                out |= {name: value.value, f"{name}_ci": list(value.ci)}
            else:
                out[name] = value
        return out

    return {
        "whatif": {"round": found.round, "changed": list(found.changed)},
        "replicates": found.replicates,
        "seed": found.seed,
        "same": found.same,
        **{name: flat(vars(count)) for name, count in found.counts.items()},
        "powers": {code: flat(vars(fate)) for code, fate in found.powers.items()},
        "committed": [asdict(pledge) for pledge in found.committed],
    }


def page(found: Whatif, names: Mapping[str, str]) -> list[str]:
    """The same in sentences; ``names`` of the powers by code."""
    changes = "; ".join(found.changed) or words("whatif.nothing")
    lines = [
        words("whatif.title", round=found.round, changes=changes),
        words("whatif.replayed", replicates=found.replicates, same=f"{found.same:.0%}"),
    ]
    for pledge in found.committed:
        both = {"power": names[pledge.power], "ward": names[pledge.ward]}
        lines.append(words("whatif.pledge", round=pledge.round, **both))
    for name, count in found.counts.items():
        what = words(f"whatif.count.{name}")
        lines.append(words("whatif.counted", what=what, played=count.played, **_numbers(count.mean, ".1f")))
    for code, fate in found.powers.items():
        par_ = {f"par_{key}": value for key, value in _numbers(fate.par, ".0%").items()}
        result = words("whatif.reached" if fate.reached else "whatif.missed")
        points = {"played": fate.played, **_numbers(fate.points, ".1f")}
        lines.append(words("whatif.power", power=names[code], result=result, **points, **par_))
    return lines


def _numbers(some: Estimate, form: str) -> dict[str, str]:
    low, high = some.ci
    return {"mean": numeral(some.value, form), "low": numeral(low, form), "high": numeral(high, form)}
