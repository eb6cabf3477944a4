"""The ledger of one power, or of the table: open offers, deals, and what became of every word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from game.arrays import EVERYBODY
from game.events import Event
from game.scenario import World
from game.talk.given import Word, given
from game.talk.heard import open_offers
from game.talk.judge import STEADY, Promise, does, due, judged
from game.talk.past import Past, rounds
from game.talk.statement import Act, Clause, Statement

_OTHERS = 0.5  # what a word of another kind tells about this one


@dataclass(frozen=True)
class Deal:
    """An offer that was accepted."""

    offer: Statement
    answer: Statement

    @property
    def parties(self) -> tuple[int, int]:
        return self.offer.speaker, self.answer.speaker


@dataclass(frozen=True, eq=False)
class Ledger:
    """Words and what became of them.

    ``viewer``: the power whose knowledge it is; None for what all know; EVERYBODY for all that any of them knows: for
    the debrief, when there are no secrets any more.
    """

    world: World
    viewer: int | None
    now: int  # the round that is being played, or was the last
    over: bool
    statements: tuple[Statement, ...]
    past: tuple[Past, ...]  # rounds that are over
    start: tuple[Word, ...]  # pacts in force when the game began

    @staticmethod
    def of(
        world: World,
        viewer: int | None,
        now: int,
        over: bool,
        statements: Sequence[Statement],
        events: Iterable[Event],
        start: Sequence[Word] = (),
    ) -> Ledger:
        """``events``: all that the viewer may know; of the round that is being played none counts yet."""
        past = [x for x in rounds(events) if over or x.number < now]
        return Ledger(world, viewer, now, over, tuple(statements), tuple(past), tuple(start))

    # ---- what is open -----------------------------------------------------------------------------------

    def offers_to(self, power: int) -> list[Statement]:
        """Offers that this power may still accept, oldest first."""
        found = [x for i in range(self.world.n) if i != power for x in self._open(i, power)]
        return sorted(found, key=lambda x: x.number)

    def offers_by(self, power: int) -> list[Statement]:
        """Offers of this power that somebody may still accept."""
        found = {x.number: x for i in range(self.world.n) if i != power for x in self._open(power, i)}
        return [found[number] for number in sorted(found)]

    def _open(self, maker: int, asked: int) -> list[Statement]:
        return [] if self.over else open_offers(self.statements, maker, asked, self.now)

    @cached_property
    def deals(self) -> list[Deal]:
        return [
            Deal(self.statements[x.answers], x)
            for x in self.statements
            if x.act is Act.ACCEPT and x.answers is not None
        ]

    # ---- what became of it ------------------------------------------------------------------------------

    @cached_property
    def promises(self) -> list[Promise]:
        """All that was promised by statements, in the order in which it fell due."""
        made = [x for deal in self.deals for x in _of_deal(deal)]
        for x in self.statements:
            if x.act is Act.PLEDGE:
                made += [due(x.number, x.speaker, x.to, clause, x.binds) for clause in x.gives]
            elif x.act in (Act.CONDITIONAL, Act.THREATEN):
                made += self._called(x)
        told = [judged(self.world, x, self.past, ended=self.over, viewer=self.viewer) for x in made]
        return sorted(told, key=lambda x: (x.since, x.statement))

    def _called(self, said: Statement) -> list[Promise]:
        """What it owes since the other was seen to do what it had named; nothing before."""
        others = [i for i in range(self.world.n) if i != said.speaker and said.to in (i, EVERYBODY)]
        for other in others:
            when = [self._done_in(other, clause, said.binds) for clause in said.asks]
            rounds_ = [x for x in when if x is not None]
            if len(rounds_) == len(when):
                return [due(said.number, said.speaker, other, clause, max(rounds_) + 1) for clause in said.gives]
        return []

    def _done_in(self, doer: int, clause: Clause, since: int) -> int | None:
        """The round by which it was seen to be done, or left undone for as long as was said."""
        if clause.steady:
            promise = due(0, doer, EVERYBODY, replace(clause, rounds=clause.rounds or 1), since)
            kept = judged(self.world, promise, self.past, ended=False, viewer=self.viewer)
            return promise.until if kept.fate == "kept" else None
        seen = (x.number for x in self.past if since <= x.number < since + STEADY and does(self.world, doer, clause, x))
        return next(seen, None)

    @cached_property
    def words(self) -> list[Word]:
        """Words given by orders: pledges, threats, hands and pacts [R6, R12]."""
        return given(self.past, [replace(word) for word in self.start], self.now)

    def broken_by(self, power: int) -> list[Promise]:
        return [x for x in self.promises if x.doer == power and x.fate == "broken"]

    def counts(self, power: int, what: str | None = None) -> tuple[float, float]:
        """Words that this power kept and broke, of one kind or of all: promises spoken and words given by orders."""
        kept = broken = 0
        for fate, kind in [
            *((x.fate, x.clause.what) for x in self.promises if x.doer == power),
            *((x.fate, x.pact or x.kind) for x in self.words if x.power == power),
        ]:
            if what in (None, kind):
                kept, broken = kept + (fate == "kept"), broken + (fate == "broken")
        return float(kept), float(broken)

    def credit(self, power: int, what: str, before: tuple[float, float] = (1.0, 1.0)) -> float:
        """The mean of Beta(kept, broken): how likely this power is to keep a word of that kind.

        ``before``: what one brings to the table, in words kept and broken. Words of other kinds count by half.
        """
        same, every = self.counts(power, what), self.counts(power)
        kept, broken = (b + s + _OTHERS * (e - s) for b, s, e in zip(before, same, every, strict=True))
        return kept / (kept + broken)


def _of_deal(deal: Deal) -> list[Promise]:
    maker, taker = deal.parties
    since = max(deal.offer.binds, deal.answer.binds)
    number = deal.answer.number
    return [
        *(due(number, maker, taker, clause, since) for clause in deal.offer.gives),
        *(due(number, taker, maker, clause, since) for clause in deal.offer.asks),
    ]
