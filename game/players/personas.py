"""Personas: what one wants, how it thinks and leans, from ``rules/personas.toml``; and how hard a level looks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from game.files import BadInput, data
from game.intents.mind import Knobs
from game.players.policy import START
from game.schema import Table, check, toml


class Wants(Table):
    """What a point of each is worth to it."""

    survival: float = 1.0  # of what it costs to be conquered
    economy: float = 1.0  # of its own points
    relative: float = 0.0  # of its lead over the best of the others, each above its own par
    lead: float = 0.0  # of being first at the table
    allies: float = 0.0  # of the mean points of those it is tied to
    land: float = 0.0  # of each land and province it holds
    breach: float = 0.0  # points that its own broken words cost it in its conscience, each


class Mind(Table):
    """How it thinks: beliefs, fears, patience."""

    empathy: Annotated[float, Field(ge=0, le=1)] = 1.0
    bias: Annotated[float, Field(ge=0)] = 0.0  # hostile evidence counts so much more, friendly so much less
    memory: Annotated[float, Field(ge=0, le=1)] = 1.0
    hostile: Annotated[float, Field(ge=0, le=1)] = 0.0  # of every rival, the chance of wanting land it holds at least
    worst: Annotated[float, Field(ge=0, le=1)] = 0.0  # how much the worst third of what may come counts
    horizon: Annotated[int, Field(ge=1, le=12)] = 12  # rounds it looks ahead
    lean: Annotated[float, Field(ge=0)] = 0.4  # points: how strongly it is pulled to its habits, and how it errs
    doubt: Annotated[float, Field(ge=0)] = (
        1.0  # standard errors by which an order must beat its habit's to count as better
    )


class Bargain(Table):
    """How it makes deals and keeps them."""

    threshold: float = 0.3  # points that a deal has to bring it
    faith: Annotated[float, Field(ge=0, le=1)] = 0.85  # that a rival who wants no land keeps a word, before the record
    reputation: Annotated[float, Field(ge=0)] = 0.4  # points a round to come that its good name is worth
    sanction: Annotated[float, Field(ge=0, le=1)] = 0.5  # how likely each who knows of a broken word is to sanction it
    public: bool = False  # it sanctions words broken to others, too: by blame, boycott, and help to whom is struck
    forgive: Annotated[int, Field(ge=0)] = 3  # rounds for which a broken word is held against whoever broke it
    offers: Annotated[int, Field(ge=0, le=3)] = 1  # that it makes in a round, at most
    candid: bool = False  # asked why, it gives its own reason or none; else what a peaceful power would say
    says: list[Literal["pledge", "concede", "warn"]] = Field(default_factory=list)  # see `professions`


class Play(Table):
    """A written-out play, the entry's own test: what it orders where, as Axelrod's strategies are tested by scripts."""

    position: str  # in the words of the casebook; the persona sits at ALD of the base scenario
    then: list[dict[str, str]] = Field(default_factory=list)  # orders by code, step by step
    orders: list[str]  # beginnings of lines it gives
    never: list[str] = Field(default_factory=list)  # and of lines that it does not


class PersonaFile(Table):
    """One entry."""

    name: str = ""  # what people read, if it is not the id in words
    about: str  # a sentence
    portrait: str  # a paragraph for people
    wants: Wants = Wants()
    mind: Mind = Mind()
    bargain: Bargain = Bargain()
    habits: dict[str, float] = Field(default_factory=dict)  # added to the trained weights
    fixed: dict[str, float] = Field(default_factory=dict)  # in place of them
    play: list[Play] = Field(default_factory=list)


class Personas(Table):
    persona: dict[str, PersonaFile]


@dataclass(frozen=True)
class Budget:
    """How hard a level looks."""

    rollouts: int  # imagined futures of every candidate of the last choice
    horizon: int  # rounds looked ahead
    learns: bool  # whether it learns about cards from what is done, or goes by the deck


BUDGETS: dict[str, Budget | None] = {
    "trained": None,  # acts by its habits at once
    "search": Budget(16, 4, False),
    "master": Budget(64, 6, True),
}
USUAL = "search"  # the level of a persona that is named alone


@dataclass(frozen=True, eq=False)
class Taste:
    """One player of the core: a persona at a level."""

    name: str
    persona: PersonaFile
    budget: Budget | None

    @property
    def knobs(self) -> Knobs | None:
        """How it forms beliefs; None if it learns nothing."""
        if self.budget is None or not self.budget.learns:
            return None
        mind = self.persona.mind
        return Knobs(mind.empathy, mind.bias, mind.memory)


# How levels think that are no personas. Of many orders tried in a few futures the best is mostly a lucky one: "search"
# hardly allows for that, "master" does. It is the greater part of what sets them apart (README, "Opponents").
MINDS = {"search": Mind(lean=0.2, doubt=0.12), "master": Mind(lean=0.2)}


# How players bargain that are no personas: they answer, and offer nothing.
SOBER = Taste("sober", PersonaFile(about="", portrait="", bargain=Bargain(offers=0)), None)


def taste(name: str) -> Taste | None:
    """Of 'search', 'master', 'PERSONA' or 'PERSONA:LEVEL'; None if it is none of these."""
    if name in MINDS:
        plain = PersonaFile(about="", portrait="", wants=Wants(economy=0.6, lead=20.0), mind=MINDS[name])
        return Taste(name, plain, BUDGETS[name])
    who, colon, level = name.partition(":")
    if who not in personas() or (level or USUAL) not in BUDGETS or (colon and not level):
        return None
    return Taste(name, personas()[who], BUDGETS[level or USUAL])


@lru_cache(maxsize=1)
def personas() -> dict[str, PersonaFile]:
    """The shipped personas by name."""
    return read(data("rules", "personas.toml"))


def called(name: str) -> str:
    """What people read for the id of a persona, or of another player: 'Hawk deterrer', 'GRIT reciprocator'."""
    entry = personas().get(name)
    return (entry.name if entry else "") or name.replace("-", " ").capitalize()


def read(path: Path) -> dict[str, PersonaFile]:
    """The personas of a file; `BadInput` names a weight that there is none of."""
    found = check(Personas, toml(path), path).persona
    for name, persona in found.items():
        for part in ("habits", "fixed"):
            for weight in getattr(persona, part):
                if weight not in START:
                    raise BadInput(
                        f"{path}: persona.{name}.{part}.{weight}: no such weight; there are {', '.join(START)}"
                    )
    return found
