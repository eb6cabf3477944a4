"""One definition of harm for all scores: points lost in wars plus tokens spent on arms and mobilising."""

from __future__ import annotations

import numpy as np

from game import crisis
from game.arrays import NOBODY, Array, Bools
from game.scenario import Intent
from game.state import Answer, Orders, Outcome, Stage, State, Step


class Harm:
    """Adds up what a game or many lanes cost; hand `watch` to `lanes.run`, or `add` steps of a record."""

    def __init__(self, lanes: int, ward: Array | None = None) -> None:
        self.total = np.zeros(lanes)  # all of it
        self.feared = np.zeros(lanes)  # points lost in wars of benign powers on benign powers
        self.arms: Array | float = 0.0  # (N, B) tokens that benign powers spent on arms and mobilising
        self.ward = ward  # (B,) a power; then `lost` is what went with its conquest or its yield
        self.lost = np.zeros(lanes)

    def watch(self, before: State, orders: Orders, outcome: Outcome, after: State) -> None:
        zero = np.zeros(before.table.arms.shape)
        wars = zero if outcome.war_points is None else outcome.war_points
        arms = zero if outcome.arms_tokens is None else outcome.arms_tokens
        live = ~before.table.over
        card = before.desk.intent < Intent.CLAIMANT
        self.total += (wars.sum(0) + arms.sum(0)) * live
        lines = crisis.strikes(after.table)
        of_fear = _part(after, lines, card & ~(lines.all & ~card[:, None]).any(0))
        self.feared += (wars * of_fear).sum(0) * live
        self.arms = self.arms + arms * card * live
        if self.ward is not None and outcome.war_points is not None:
            fell = after.table.answer == Answer.YIELD
            if outcome.conquered is not None:
                fell = fell | outcome.conquered
            mine = np.arange(len(fell))[:, None] == self.ward
            self.lost += (wars * _part(after, lines, fell & mine)).sum(0) * live


def _part(after: State, lines: crisis.Strikes, target: Bools) -> Bools:
    """(N, B) who takes part in the battles of these targets: they, their strikers, and the helpers of both."""
    table = after.table
    strikers = (lines.all & target[None]).any(1)
    fights = strikers | (target & lines.all.any(0))
    side = np.maximum(table.side, 0)
    helper = (table.side != NOBODY) & np.take_along_axis(fights, side.astype(np.int64), 0)
    return np.asarray(fights | helper)


def conquests(step: Step) -> Bools:
    """(N, G) powers that fell or yielded in this step."""
    fell = np.zeros_like(step.before.table.asked)
    if step.before.stage is Stage.ANSWERS:
        fell = step.before.table.asked & (step.after.table.answer == Answer.YIELD)
    if step.outcome.conquered is not None:
        fell = fell | step.outcome.conquered
    return np.asarray(fell)
