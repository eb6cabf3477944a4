"""The only door: all that one power may know, and nothing else.

`observe` hands out the table and the power's own desk; the other desks and the vault stay behind. AI,
screens, logs and messages are given an `Observation`, never a `State`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from game import crisis
from game.arrays import NOBODY, Array, Bools, Games, Ints, taken
from game.scenario import INTENTS, PACTS, Intent, World
from game.state import Answer, Choice, Desk, Result, Signal, Stage, Stance, State, Table


@dataclass(frozen=True, eq=False)
class Observation:
    """What power ``power`` knows of B games. ``desk`` is its own row: axes (B,), (N, B), (N, 5, B)."""

    world: World
    power: int
    stage: Stage
    table: Table
    desk: Desk

    @property
    def games(self) -> int:
        return len(self.table.round)

    @property
    def asked(self) -> Bools:
        """(B,) whether this power has to decide now."""
        return np.asarray(self.table.asked[self.power])

    @property
    def exile(self) -> Bools:
        """(B,)"""
        return np.asarray(self.table.occupier[self.power] != NOBODY)

    @property
    def shields(self) -> Ints:
        """(B,) its own."""
        return np.asarray(self.table.arms[self.power] - self.desk.swords)

    @property
    def points(self) -> Ints:
        """(B,) its own so far, the card's included."""
        me = self.power
        return np.asarray(self.table.butter[me] + self.table.points[me] + self.desk.card_points)

    def par(self) -> Array:
        """(rounds of the range, B) points to reach if the game ends after each of its possible rounds."""
        return np.asarray(self.world.par[self.desk.intent, self.power].T)

    def may_strike(self) -> Bools:
        """(N, B) whom it may strike now [R5, R8]: in reach, no exile, and mobilised since last round."""
        table, me = self.table, self.power
        since = table.round - table.mobilised_on[me]
        ready = ((since >= 1) & (since < self.world.core.odds.mobilised_rounds)) | self.world.surprise[me]
        return np.asarray(self.world.reach[me] & ~table.exile & ready & ~self.exile)

    def sides(self) -> Bools:
        """(N, B) whom it may join now [R7]: whoever is in a battle of this crisis."""
        if self.stage is not Stage.HELP:
            return np.zeros(self.table.arms.shape, bool)
        return np.asarray(crisis.engaged(self.table) & self.asked)

    def take(self, games: Games) -> Observation:
        """The same for some of the games."""

        def part(kind: Any) -> Any:
            return type(kind)(**{name: taken(value, games) for name, value in kind.__dict__.items()})

        return Observation(self.world, self.power, self.stage, part(self.table), part(self.desk))

    def arrays(self) -> dict[str, Array]:
        """Every array by 'part.name', in a fixed order."""
        return {
            f"{part}.{name}": value
            for part in ("table", "desk")
            for name, value in self.__dict__[part].__dict__.items()
        }

    def __str__(self) -> str:
        return describe(self)


def observe(world: World, state: State, power: int) -> Observation:
    """All that ``power`` may know of ``state``; views, not copies: do not write to them."""
    row = object.__new__(Desk)
    row.__dict__.update({name: value[power] for name, value in state.desk.__dict__.items()})
    return Observation(world, power, state.stage, state.table, row)


# ---- for people -----------------------------------------------------------------------------------------


def describe(seen: Observation) -> str:
    """The first game of the observation as text, a fact a line; the same for a log, a test and a screen reader."""
    one = seen.take(slice(1))
    return "\n".join([*_head(one), *_powers(one), *_bonds(one), *_crisis(one)])


def _head(seen: Observation) -> list[str]:
    world, desk, me = seen.world, seen.desk, seen.power
    low, high = world.rounds
    round_ = int(seen.table.round[0])
    lines = [f"{world.name}, round {round_}" + (f" of {low}" if low == high else f" ({low} to {high} are played)")]
    card: str = INTENTS[int(desk.intent[0])]
    if desk.target[0] != NOBODY:
        card += f", claim on {world.codes[int(desk.target[0])]}"
    pars = ", ".join(f"{p} after {low + x}" for x, p in enumerate(seen.par()[:, 0]))
    lines.append(f"You are {world.codes[me]} {world.powers[me].name}. Card: {card}. Par: {pars}.")
    lines.append(
        f"Treasury {int(seen.table.tokens[me, 0])}. Swords {int(desk.swords[0])}, shields {int(seen.shields[0])}. "
        f"Points {int(seen.points[0])}."
    )
    return lines


def _powers(seen: Observation) -> list[str]:
    world, table, desk = seen.world, seen.table, seen.desk
    lines = []
    for i, code in enumerate(world.codes):
        facts = [f"arms {int(table.arms[i, 0])}"]
        if i != seen.power:
            facts.append(f"by labels {int(desk.seen[i, 0])} swords")
        if table.built[i, 0]:
            facts.append(f"ordered {int(table.built[i, 0])}, seen as {int(desk.labels[i, 0])} swords")
        facts.append(f"tokens {int(table.tokens[i, 0])}")
        facts.append(f"kept {int(table.butter[i, 0])}")
        if table.works[i, 0]:
            facts.append(f"works {int(table.works[i, 0])}")
        if crisis.mobilised(world, table)[i, 0]:
            facts.append("mobilised")
        if table.occupier[i, 0] != NOBODY:
            facts.append(f"in exile, held by {world.codes[int(table.occupier[i, 0])]}")
        if table.province[i, 0] != NOBODY:
            facts.append(f"lost a province to {world.codes[int(table.province[i, 0])]}")
        if i != seen.power and desk.reads[i, 0]:
            facts.append(f"your read {int(desk.reads[i, 0])} of 5")
        lines.append(f"{code} {world.powers[i].name}: " + ", ".join(facts))
    return lines


def _bonds(seen: Observation) -> list[str]:
    world, table, desk, codes = seen.world, seen.table, seen.desk, seen.world.codes
    lines = []
    for i, a in enumerate(codes):
        for j, b in enumerate(codes):
            if i < j and table.hand[i, j, 0]:
                lines.append(f"hand: {a} and {b}")
            if i == seen.power and desk.offers[j, 0]:
                lines.append(f"hand offered by {b}, not taken")
            for kind in range(len(PACTS)):
                if i < j and table.pacts[i, j, kind, 0]:
                    lines.append(f"pact: {a} and {b}, {pact_text(world, kind, int(table.pacts[i, j, kind, 0]))}")
                if i == seen.power and desk.inbox[j, kind, 0]:
                    lines.append(f"proposed by {b}: {pact_text(world, kind, int(desk.inbox[j, kind, 0]))}")
                if i == seen.power and desk.outbox[j, kind, 0]:
                    lines.append(f"proposed to {b}: {pact_text(world, kind, int(desk.outbox[j, kind, 0]))}")
            for signal in Signal:
                if signal is Signal.NONE or table.until[signal - 1, i, j, 0] < table.round[0]:
                    continue
                text = f"{signal.name.lower()}: {a} to {b}"
                if signal is Signal.THREATEN:
                    text = f"threat: {a} threatens {codes[int(table.against[i, j, 0])]} over {b}"
                lines.append(f"{text}, until round {int(table.until[signal - 1, i, j, 0])}")
    return lines


def _crisis(seen: Observation) -> list[str]:
    table, codes = seen.table, seen.world.codes
    lines = []
    for i, code in enumerate(codes):
        if table.stance[i, 0] == Stance.STRIKE:
            lines.append(f"{code} strikes {codes[int(table.strike[i, 0])]}")
    for i, code in enumerate(codes):
        if table.answer[i, 0]:
            lines.append(f"{code} {'yields' if table.answer[i, 0] == Answer.YIELD else 'resists'}")
        choice = Choice(int(table.choice[i, 0]))
        if choice is Choice.JOIN:
            lines.append(f"{code} joins {codes[int(table.side[i, 0])]}{' late' if table.joined_at[i, 0] > 1 else ''}")
        elif choice is not Choice.NONE:
            lines.append(f"{code} {'waits' if choice is Choice.WAIT else 'stays out'}")
        if table.battle[i, 0]:
            lines.append(f"battle for {code}: {'lost' if table.battle[i, 0] == Result.WON else 'held'}")
    return lines


def pact_text(world: World, kind: int, value: int) -> str:
    """A pact as in orders: 'defence', 'offence AAA', 'limit 8'."""
    name = PACTS[kind]
    return {"offence": f"offence {world.codes[(value - 1) % world.n]}", "limit": f"limit {value - 1}"}.get(name, name)


def aggressor(intent: Ints) -> Bools:
    """Whether cards want land."""
    return np.asarray(intent >= Intent.CLAIMANT)
