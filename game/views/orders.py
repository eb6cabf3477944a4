"""The order sheet as a desk shows it: build, ally, signal, stance and reads, with prices and reasons before the click.

What is legal is asked of `game.orders` for every order, given the rest of the draft; here it is only laid out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from game.arrays import NOBODY
from game.observe import Observation
from game.odds import percent
from game.orders import Option, candidates_of, judged
from game.players.appraisal import Appraisal, appraise
from game.scenario import World
from game.state import Orders, Stance
from game.views import effects, facts
from game.views.draft import Draft
from game.words import words

SORTS = ("sword", "shield", "scrap", "works")
SIGNALS = ("peace", "guard", "open", "boycott", "watch", "threaten")
SAYINGS = ("peace", "warn", "accuse")


@dataclass(frozen=True)
class Box:
    """One order that can be ticked, or not: ``why`` says why not."""

    line: str
    label: str
    on: bool
    tokens: int
    why: str  # empty if it can be ordered with the rest of the draft
    effects: tuple[str, ...]  # what it does and what it would change
    x: int = NOBODY  # whom it names first


@dataclass(frozen=True)
class Count:
    """An order with a number: of arms, of tokens."""

    stem: str  # 'build sword'
    label: str
    value: int
    most: int  # that can be ordered with the rest of the draft
    why: str  # why not more
    tokens: int  # for each
    effects: tuple[str, ...]


@dataclass(frozen=True)
class Toward:
    """All that can be done with one rival in the column of allies."""

    power: int
    hand: Box
    aid: Count
    answers: tuple[Box, ...]  # its proposals, to be accepted
    pacts: tuple[Box, ...]  # to be proposed
    held: tuple[Box, ...]  # pacts in force, to be renounced
    cede: Box

    @property
    def busy(self) -> bool:
        """Whether something of what is seldom used is ordered."""
        return self.cede.on or bool(self.aid.value) or any(box.on for box in (*self.pacts, *self.held))


@dataclass(frozen=True)
class Kind:
    """One kind of signal, and to whom it can be sent."""

    name: str
    label: str
    says: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Read:
    """The dial for one rival: how likely it wants land, in five steps; 0 is: not said."""

    power: int
    value: int
    standing: int  # what it said before this round
    chances: tuple[int, ...]  # per cent of each step


@dataclass(frozen=True)
class OrderSheet:
    """A draft, and all that can be made of it."""

    tokens: int
    left: int  # kept as butter, if all hands are taken
    problem: str  # why it cannot be sealed; empty if it can
    build: tuple[Count, ...]
    ally: tuple[Toward, ...]
    signal: tuple[Kind, ...]
    stance: tuple[Box, ...]
    reads: tuple[Read, ...]
    attack: tuple[int, int]  # before and after
    defence: tuple[int, int]
    changes: tuple[str, ...]  # what the whole draft would change
    sayings: tuple[Kind, ...]  # set phrases, free and for all to hear
    letters: tuple[str, ...]  # lines of letters
    signal_line: str  # the signal that is ordered, without its number of rounds; empty for none
    signal_rounds: int  # that number; 0: as is usual for its kind


def order_sheet(seen: Observation, draft: Draft) -> OrderSheet:
    """The sheet of a power that is asked for orders. Raises `Invalid` for a draft that is not understood."""
    laid = _Layout(seen, draft)
    before = effects.arms_of(seen)
    after = effects.arms_after(seen, laid.row)
    strengths = (facts.strengths(seen.world, *before), facts.strengths(seen.world, *after))
    tokens = int(seen.table.tokens[seen.power, 0])
    return OrderSheet(
        tokens=tokens,
        left=tokens - laid.bound,
        problem=laid.problem,
        build=tuple(laid.build()),
        ally=tuple(laid.toward(x) for x in laid.rivals),
        signal=tuple(laid.signals()),
        stance=tuple(laid.stances()),
        reads=tuple(laid.read(x) for x in laid.rivals),
        attack=(strengths[0][0], strengths[1][0]),
        defence=(strengths[0][1], strengths[1][1]),
        changes=tuple(effects.changes(laid.staff, laid.row)),
        sayings=tuple(laid.sayings()),
        letters=tuple(line for line in draft.lines if line.startswith("say to ")),
        signal_line=laid.signal[0],
        signal_rounds=laid.signal[1],
    )


@lru_cache(maxsize=4)
def every_order(seen: Observation) -> dict[str, int]:
    """Every order that a sheet has a box for, with what it binds in tokens alone; once for each observation."""
    every = [*candidates_of(seen), *_beyond(seen), *_phrases(seen)]
    return {line: tried.tokens for line, tried in zip(every, judged(seen, [[x] for x in every]), strict=True)}


def _beyond(seen: Observation) -> Iterator[str]:
    """One more than can make sense: why not even more is told."""
    core, tokens = seen.world.core, int(seen.table.tokens[seen.power, 0])
    yield from (f"build {sort} {core.arms.built_per_round + 1}" for sort in ("sword", "shield"))
    yield f"build scrap {int(seen.desk.swords[0]) + 1}"
    yield f"build works {max(1, tokens // core.prices.works) + 1}"
    yield from (f"ally aid {seen.world.codes[x]} {tokens + 1}" for x in _rivals(seen))


def _phrases(seen: Observation) -> Iterator[str]:
    yield from (f"say {what} {seen.world.codes[x]}" for what in SAYINGS for x in _rivals(seen))


def _rivals(seen: Observation) -> list[int]:
    return [i for i in range(seen.world.n) if i != seen.power]


class _Layout:
    """Every order there is, tried with the rest of the draft, all at once."""

    def __init__(self, seen: Observation, draft: Draft) -> None:
        self.seen, self.draft = seen, draft
        self.world: World = seen.world
        self.staff: Appraisal = appraise(seen)
        self.rivals = _rivals(seen)
        self.row: Orders = draft.sheet(self.world).orders
        self.signal = _signal_of(draft)
        every = every_order(seen)
        sheets = [draft.lines, *(draft.put(line).lines for line in every)]
        whole, *rest = judged(seen, sheets)
        self.bound = whole.tokens
        self.problem = facts.because(whole.why) if whole.why else ""
        self.tried: dict[str, Option] = dict(zip(every, rest, strict=True))
        self.prices = every

    # ---- columns ----------------------------------------------------------------------------------------

    def build(self) -> Iterator[Count]:
        for sort in SORTS:
            if sort != "works" or self.world.has("works"):
                yield self.count(f"build {sort}", words(f"view.order.{sort}"))

    def toward(self, x: int) -> Toward:
        code = self.world.codes[x]

        def some(verb: str) -> tuple[Box, ...]:
            lines = [line for line in self.tried if line.startswith(f"ally {verb} ") and line.endswith(f" {code}")]
            return tuple(self.box(line, self._pact(line), x) for line in lines)

        return Toward(
            power=x,
            hand=self.box(f"ally hand {code}", words("view.order.hand"), x),
            aid=self.count(f"ally aid {code}", words("view.order.aid")),
            answers=some("accept"),
            pacts=some("propose"),
            held=some("renounce"),
            cede=self.box(f"ally cede {code}", words("view.order.cede"), x),
        )

    def _pact(self, line: str) -> str:
        """'defence', 'offence against Corvia', 'limit of 8' of a line about a pact."""
        parts = line.split()[2:-1]
        if parts[0] == "offence":
            return words("view.order.offence", name=facts.name(self.world, self.world.index(parts[1])))
        return words(f"view.order.{parts[0]}", number=parts[-1])

    def signals(self) -> Iterator[Kind]:
        names = {"watch": "watch", "threaten": "threats"}
        for name in SIGNALS:
            if name in names and not self.world.has(names[name]):
                continue
            lines = [line for line in self.tried if line.startswith(f"signal {name} ")]
            boxes = tuple(self._signal(line) for line in lines)
            says = words(f"view.order.says-{name}", **effects.prices(self.world))
            yield Kind(name, words(f"view.order.signal-{name}"), says, boxes)

    def _signal(self, line: str) -> Box:
        parts = line.split()
        if parts[2] == "all":
            return self.box(line, words("view.order.all"))
        x = self.world.index(parts[2])
        label = facts.name(self.world, x)
        if len(parts) == 5:
            label = words("view.order.over", name=label, other=facts.name(self.world, self.world.index(parts[4])))
        return self.box(line, words("view.order.oneself") if x == self.seen.power else label, x)

    def sayings(self) -> Iterator[Kind]:
        for what in SAYINGS:
            says = words(f"view.order.says-say-{what}")
            lines = [(x, f"say {what} {self.world.codes[x]}") for x in self.rivals]
            boxes = tuple(self.box(line, facts.name(self.world, x), x) for x, line in lines)
            yield Kind(f"say-{what}", words(f"view.order.say-{what}"), says, boxes)

    def stances(self) -> Iterator[Box]:
        holds = int(self.row.stance[0]) == Stance.HOLD
        hold = self.box("stance hold", words("view.order.hold"))
        yield Box(hold.line, hold.label, holds, 0, hold.why, hold.effects)
        yield self.box("stance mobilise", words("view.order.mobilise"))
        for x in np.flatnonzero(self.world.reach[self.seen.power, :, 0]):
            label = words("view.order.strike", name=facts.name(self.world, int(x)))
            yield self.box(f"stance strike {self.world.codes[int(x)]}", label, int(x))

    def read(self, x: int) -> Read:
        chances = tuple(percent(chance) for chance in self.world.core.reads.chances)
        standing = int(self.seen.desk.reads[x, 0])
        return Read(x, self.draft.number(f"read {self.world.codes[x]}"), standing, chances)

    # ---- one order --------------------------------------------------------------------------------------

    def box(self, line: str, label: str, x: int = NOBODY) -> Box:
        tried = self.tried[line]
        why = facts.because(tried.why) if tried.why else ""
        said = tuple(effects.of_line(self.staff, line, x))
        on = line in self.draft.lines or line == self.signal[0]
        return Box(line, label, on, self.prices[line], why, said, x)

    def count(self, stem: str, label: str) -> Count:
        steps = [line for line in self.tried if line.rpartition(" ")[0] == stem]
        steps.sort(key=lambda line: int(line.split()[-1]))
        fits = [line for line in steps if self.tried[line].allowed]
        most = int(fits[-1].split()[-1]) if fits else 0
        stuck = next((self.tried[line].why for line in steps[most:] if self.tried[line].why), None)
        value = self.draft.number(stem)
        said = tuple(effects.of_number(self.staff, stem, value))
        return Count(stem, label, value, most, facts.because(stuck) if stuck else "", self.prices[steps[0]], said)


def _signal_of(draft: Draft) -> tuple[str, int]:
    """The signal of a draft and for how many rounds: 0, as is usual."""
    line = next((line for line in draft.lines if line.startswith("signal ")), "")
    head, _, last = line.rpartition(" ")
    return (head, int(last)) if last.isdigit() else (line, 0)
