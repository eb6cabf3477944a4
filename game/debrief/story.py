"""A finished game, round by round: what every chapter of the debrief asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import numpy as np

from game.arrays import NOBODY, Array
from game.debrief.model import Beliefs
from game.events import Event, chronicle
from game.observe import aggressor
from game.scenario import Intent, Scenario
from game.state import Stage, State, Step
from game.talk.past import Past
from game.words import listed, plural, words


def in_words(number: int) -> str:
    """'two'; beyond twelve in figures."""
    names = words("debrief.numbers").split()
    return names[number] if number < len(names) else str(number)


def many(number: int, noun: str) -> str:
    """'1 war', '2 wars'."""
    return plural(number, *words(f"debrief.noun.{noun}").split("|"))


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def mean(values: Iterable[float]) -> float | None:
    """The mean of those that are numbers, or None."""
    some = [float(value) for value in values if value == value]
    return sum(some) / len(some) if some else None


def value_of(array: Array, *place: int) -> float | None:
    """One number of an array, None where it is nan."""
    value = float(array[place])
    return value if value == value else None


@dataclass(frozen=True, eq=False)
class Round(Past):
    """One round of one game, all of it."""

    steps: tuple[Step, ...]  # the first is the one of orders

    @property
    def opening(self) -> Step:
        return self.steps[0]

    @property
    def crisis(self) -> State | None:
        """The table when it was first asked for answers or help: with all hands and pledges in force."""
        return self.steps[1].before if len(self.steps) > 1 else None


class Story:
    """One finished game; raises `ValueError` if it is not over or the beliefs are of another one."""

    def __init__(self, scenario: Scenario, steps: Sequence[Step], beliefs: Beliefs) -> None:
        if not steps or steps[-1].after.stage is not Stage.OVER:
            raise ValueError("a game is debriefed when it is over")
        if np.shape(beliefs.image)[1] != scenario.world.n:
            raise ValueError(f"beliefs of {np.shape(beliefs.image)[1]} powers for a game of {scenario.world.n}")
        self.scenario, self.world, self.n = scenario, scenario.world, scenario.world.n
        self.beliefs = beliefs
        self.start, self.final = steps[0].before, steps[-1].after
        self.rounds = [
            Round(number, tuple(event for step in some for event in chronicle(self.world, step)), (*some,))
            for number, some in (
                (number, list(group)) for number, group in groupby(steps, lambda s: int(s.before.table.round[0]))
            )
        ]

    @cached_property
    def cards(self) -> list[int]:
        return [int(card) for card in self.final.desk.intent[:, 0]]

    @cached_property
    def wants(self) -> list[bool]:
        """Whether each power's card wants land."""
        return [bool(x) for x in aggressor(self.final.desk.intent[:, 0])]

    @cached_property
    def prior(self) -> float:
        """The deck's share of aggressors: what one knows of a rival before the first round."""
        deck = self.world.deck
        return float(deck[Intent.CLAIMANT :].sum() / deck.sum())

    @property
    def last(self) -> int:
        return self.rounds[-1].number

    def name(self, power: int) -> str:
        return self.world.powers[power].name

    def names(self, powers: Iterable[int], last: str = "and") -> str:
        return listed([self.name(i) for i in powers], last)

    def named(self, codes: Iterable[str], last: str = "and") -> str:
        return self.names([self.world.index(code) for code in codes], last)

    def code(self, power: int) -> str:
        return self.world.codes[power]

    def codes(self, powers: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.code(i) for i in powers)

    def rivals(self, power: int) -> list[int]:
        return [j for j in range(self.n) if j != power]

    def events(self, *kinds: str) -> Iterator[Event]:
        """All events of these kinds, in order."""
        return (event for round_ in self.rounds for event in round_.of(*kinds))

    def believed(self, round_: int, viewer: int, about: int) -> float | None:
        """The chance the evidence gave the viewer, at the opening of the round."""
        t = self.beliefs.at(round_)
        return None if t is None else value_of(self.beliefs.aggressor, t, viewer, about)

    def read(self, round_: int, viewer: int, about: int) -> float | None:
        """The chance the viewer stated in that round."""
        t = self.beliefs.at(round_)
        return None if t is None else value_of(self.beliefs.reads, t, viewer, about)

    def held(self, round_: int, viewer: int, about: int) -> float | None:
        """What it went by: its own word of that round, else the evidence."""
        said = self.read(round_, viewer, about)
        return self.believed(round_, viewer, about) if said is None else said

    def target(self, power: int) -> int | None:
        """Whose province a claimant wants."""
        target = int(self.final.desk.target[power, 0])
        return None if target == NOBODY else target

    def pays(self, round_: Round, striker: int, target: int) -> bool:
        """Whether the striker's card would gain by that land: a claimant's only by one, and only once."""
        card = self.cards[striker]
        if card == Intent.CLAIMANT:
            unpaid = int(round_.opening.before.desk.card_points[striker, 0]) == 0
            return self.target(striker) == target and unpaid
        return card in (Intent.OPPORTUNIST, Intent.EXPANSIONIST)

    def armed(self, round_: Round, power: int) -> int:
        """Arms it ordered in that round."""
        orders = round_.opening.orders
        return int(orders.swords[power, 0]) + int(orders.shields[power, 0])
