"""The traits of a mind: what the blueprint is made of. Figures stand in ``rules/intents.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from pydantic import Field

from game.files import data
from game.schema import Table, check, toml


class Precision(Table):
    """Quantal response: one over points (McKelvey & Palfrey 1995)."""

    arms: float
    mobilise: float
    strike: float
    crisis: float
    words: float


class Outlook(Table):
    """How the future counts."""

    rounds: int
    patience: float
    campaign: float
    delay: float
    arm: float
    butter: float
    arming: float
    province: float
    spread: float = Field(ge=3)  # a round's arms are no more than a step
    keep: float
    ready: float
    alert: float


class Fear(Table):
    """How fear feeds on fear (Jervis 1978; Schelling 1960, chapter 9)."""

    depth: int
    shock: float
    domino: float
    provocation: float
    reassured: float


class Ties(Table):
    """What is made of others' bonds (G. Snyder 1984)."""

    kept: float
    hoped: float
    doubted: float
    ally: float
    wait: float


class Learning(Table):
    """How acts are turned into beliefs."""

    weight: float
    doubt: float
    floor: float


class Mind(Table):
    """All traits the blueprint shares; one for all powers."""

    precision: Precision
    outlook: Outlook
    fear: Fear
    ties: Ties
    learning: Learning


@dataclass(frozen=True)
class Knobs:
    """What differs from player to player; people are modelled with the defaults.

    ``empathy`` 0..1: how far it grasps that others may fear it; ``bias``: bad news count 1 + bias, good 1 - bias
    (hostile attribution); ``memory`` 0..1: what is left, round by round, of what it learnt.
    """

    empathy: float = 1.0
    bias: float = 0.0
    memory: float = 1.0


PLAIN = Knobs()


@lru_cache(maxsize=1)
def shipped() -> Mind:
    """The traits of intents.toml; the cards stand in the same file, and `scenario.cards` reads them."""
    path = data("rules", "intents.toml")
    return check(Mind, {name: table for name, table in toml(path).items() if name != "card"}, path)


_tried: ContextVar[Mind | None] = ContextVar("tried", default=None)


def mind() -> Mind:
    """The traits of all powers: the shipped ones, unless an experiment is `trying` others."""
    return _tried.get() or shipped()


@contextmanager
def trying(traits: Mind) -> Iterator[None]:
    """All minds have other traits while this lasts."""
    before = _tried.set(traits)
    try:
        yield
    finally:
        _tried.reset(before)
