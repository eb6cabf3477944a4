"""One step of a game, whole, and what it decided that is not all in the state after it."""

from __future__ import annotations

from dataclasses import dataclass

from game.arrays import Bools, Ints
from game.state.ordered import Orders
from game.state.parts import State


@dataclass(frozen=True, eq=False)
class Outcome:
    """What one step decided that is not all in the state after it; None where the step had none of it.

    ``roll`` and ``duel_roll`` fall on the open table; margins are known to nobody before the end.
    """

    leader: Ints | None = None  # (N, B) who led the attack on this power
    margin: Ints | None = None  # (N, B) of the battle this power defended
    roll: Ints | None = None  # (N, B)
    duel_margin: Ints | None = None  # (N, N, B) at [first, second]
    duel_roll: Ints | None = None  # (N, N, B)
    conquered: Bools | None = None  # (N, B) this round
    freed: Bools | None = None  # (N, B) an exile this round set free
    restored: Bools | None = None  # (N, B) a province given back
    ceded: Ints | None = None  # (N, B) to whom a province went by treaty
    war_points: Ints | None = None  # (N, B) points lost in war, cards included
    arms_tokens: Ints | None = None  # (N, B) tokens spent on arms and mobilising
    broke_peace: Bools | None = None  # (N, N, B) i broke its promise to j
    failed_guard: Bools | None = None  # (N, N, B)
    deserted: Bools | None = None  # (N, N, B) i left j, to whom it had given a hand
    pact_fine: Ints | None = None  # (N, N, 5, B) points i pays for a breach of a pact with j
    pact_made: Bools | None = None  # (N, N, 5, B)
    pact_ended: Bools | None = None  # (N, N, 5, B) renounced or lapsed

    def merge(self, other: Outcome) -> Outcome:
        """Both, where ``other`` overrides; points and tokens add up."""
        if other is NOTHING:
            return self
        if self is NOTHING:
            return other
        mine = dict(self.__dict__)
        for name, value in other.__dict__.items():
            if value is None:
                continue
            old = mine[name]
            mine[name] = old + value if old is not None and name in ("war_points", "arms_tokens") else value
        return Outcome(**mine)


NOTHING = Outcome()  # of phases that decide nothing


@dataclass(frozen=True, eq=False)
class Step:
    """One step of a game, whole: what scores, debriefs and chronicles look back on."""

    before: State
    orders: Orders
    outcome: Outcome
    after: State
