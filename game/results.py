"""What became of many games of players, counted while they run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.arrays import Array
from game.rules import par, totals
from game.scenario import Scenario
from game.state import Stage, State


@dataclass(frozen=True, eq=False)
class Results:
    """What became of B games; power axes in table order."""

    points: Array  # (N, B) butter, wars, fines and cards
    par: Array  # (N, B) to reach, for the card, the seat and the rounds played
    intent: Array  # (N, B)
    rounds: Array  # (B,) played
    wars: Array  # (B,) battles fought
    yields: Array  # (B,) strikes that were yielded to
    conquered: Array  # (N, B) was conquered at least once
    arms: Array  # (N, B) at the end
    butter: Array  # (N, B) kept

    @property
    def won(self) -> Array:
        """(N, B) reached par."""
        return np.asarray(self.points >= self.par)

    @staticmethod
    def join(parts: Sequence[Results]) -> Results:
        return Results(**{name: np.concatenate([p.__dict__[name] for p in parts], -1) for name in parts[0].__dict__})


class Tally:
    """Running counts over a batch; a round's battles are counted when the round is over."""

    def __init__(self, n: int, games: int) -> None:
        self.values = {
            name: np.zeros((n, games), np.int32) for name in ("points", "par", "intent", "arms", "butter")
        } | {name: np.zeros(games, np.int32) for name in ("rounds", "wars", "yields")}
        self.conquered = np.zeros((n, games), bool)

    def count(self, state: State, index: Array) -> None:
        if state.stage not in (Stage.ORDERS, Stage.OVER):
            return
        table = state.table
        wars = (table.battle > 0).sum(0) + (table.duel > 0).sum((0, 1))
        self.values["wars"][index] += wars
        self.values["yields"][index] += (table.answer == 1).sum(0)

    def end(self, scenario: Scenario, state: State, index: Array) -> None:
        over = np.flatnonzero(state.table.over)
        done = state.take(over)
        at = index[over]
        self.values["points"][:, at] = totals(done)
        self.values["par"][:, at] = par(scenario, done)
        self.values["intent"][:, at] = done.desk.intent
        self.values["arms"][:, at] = done.table.arms
        self.values["butter"][:, at] = done.table.butter
        self.values["rounds"][at] = done.table.round

    def results(self) -> Results:
        return Results(conquered=self.conquered, **self.values)
