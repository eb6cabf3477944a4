"""What a file becomes: a `World`, which everybody may read, and the `Scenario` that hides the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from game.arrays import Array, Bools, Floats, Ints, pinned
from game.schema import Core, Deal, IntentName, ScenarioFile


@pinned
class Intent(IntEnum):
    """The five cards [R2]; the last three are aggressors: they want land."""

    CONTENT = 0
    FEARFUL = 1
    CLAIMANT = 2
    OPPORTUNIST = 3
    EXPANSIONIST = 4


INTENTS: tuple[IntentName, ...] = ("content", "fearful", "claimant", "opportunist", "expansionist")


@pinned
class PactKind(IntEnum):
    """Standing pacts [R12]; the value of a pact is 0, or 1 + its parameter."""

    NEUTRALITY = 0
    ENTENTE = 1
    DEFENCE = 2
    OFFENCE = 3  # the parameter is the power it is aimed at
    LIMIT = 4  # the parameter is a number of arms in all


PACTS = tuple(kind.name.lower() for kind in PactKind)


@dataclass(frozen=True, eq=False)
class Power:
    """What the box says of one power; all of it public."""

    code: str
    name: str
    adjective: str
    role: str
    position: tuple[float, float] | None
    colour: str | None
    hatch: str | None


@dataclass(frozen=True, eq=False)
class World:
    """All that is printed on the board and on the world card, for N powers in table order."""

    name: str
    summary: str
    powers: tuple[Power, ...]
    core: Core
    modules: frozenset[str]
    balance: float  # believed, arms units, + favours offence
    distinguishability: float  # 0 alike .. 1 plain
    rounds: tuple[int, int]  # the public range
    tokens: Ints  # (N, 1) a round
    swords: Ints  # (N, 1) at the start
    shields: Ints  # (N, 1)
    reach: Bools  # (N, N, 1) who may strike whom
    edge: Ints  # (N, N, 1) believed balance less barrier, in a margin of striker against target
    terrain: tuple[tuple[int, int, str], ...]  # what some barriers are, for the picture of the map alone
    help_full: Array  # (N, N, 41) strength a helper with that attack sends to that land
    help_late: Array  # (N, N, 41)
    part: Array  # (21,) what so many arms of the other sort are worth: k times, half up
    odds: Array  # odds.table of the core rules
    nuclear: Bools  # (N, 1)
    rising: Bools  # (N, 1)
    surprise: Bools  # (N, 1)
    retaliation: tuple[int, int]  # points to a striker if the target was mobilised, if not
    pacts: Array  # (N, N, 5, 1) in force at the start
    deck: Floats  # (5,) cards or weights; the public belief about the deal
    par: Array  # (5, N, rounds of the range) points to reach, by card, seat and rounds played

    @property
    def n(self) -> int:
        return len(self.powers)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(power.code for power in self.powers)

    def index(self, code: str) -> int:
        return self.codes.index(code)

    def has(self, module: str) -> bool:
        return module in self.modules


@dataclass(frozen=True, eq=False)
class Scenario:
    """A world and what is hidden in its box."""

    id: str  # the name of its file without .toml
    world: World
    edge: Ints  # (N, N, 1) as World.edge, with the true balance: the dice use this one
    balance: float  # the true one
    deals: Mapping[str, Deal]
    default_deal: str
    file: ScenarioFile
    text: str  # the file itself, kept by records of scenarios that are not in the box
    shipped: bool

    @property
    def digest(self) -> str:
        """A hash of all that bears on play: the file less its prose, the core rules and the pars."""
        power = dict.fromkeys(("name", "adjective", "role", "position", "colour", "hatch"), True)
        prose = {"name": True, "summary": True, "period": True, "sources": True, "arguments": True}
        played = self.file.model_dump_json(
            exclude={
                **prose,
                "world": {"barrier": {"__all__": {"over"}}},
                "powers": {"__all__": power},
                "deals": {"__all__": {"title": True, "sources": True}},
            }
        )
        rules = self.world.core.model_dump_json()
        return hashlib.sha256(played.encode() + rules.encode() + self.world.par.tobytes()).hexdigest()[:16]
