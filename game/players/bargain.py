"""Bargaining: what a player offers, takes and reproaches, from what it knows, believes, and has in its books.

An offer is the contract with the highest Nash product of estimated gains (Kramár et al. 2022), discounted by how likely
the other is to keep its word: the mean of a Beta over its record, begun at what is believed of its card. One record,
`Weighed`, feeds the answer and the reason that is given for it. Everything here is a function of an observation, a
belief, a ledger and a draw: nothing else can leak, because nothing else is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from game.arrays import EVERYBODY, NOBODY
from game.belief import Belief, prior
from game.chance import Draw
from game.crisis import in_force
from game.observe import Observation
from game.players.personas import Taste
from game.scenario import PACTS, PactKind
from game.state import Signal
from game.talk import Act, Clause, Ledger, Statement
from game.talk.grammar import Said
from game.talk.judge import Promise
from game.words import words

if TYPE_CHECKING:  # loaded when it is first asked
    from game.players.search.contracts import Contract

CREED = 3.0  # words' worth of what is believed before anybody has kept or broken one
WOLF = 0.5  # that a rival who wants land keeps a word, before the record
NAGS = 3  # rounds before the same offer is made to the same power again
PLAUSIBLE = -1.5  # points: whoever loses more by an offer cannot mean it, or would not keep it
WORTHWHILE = 0.2  # the least Nash product that is worth a word, in points squared
ROUGH, CLOSE = 8, 8  # futures in which all contracts are weighed at first, and how many are weighed again


@dataclass(frozen=True, eq=False)
class Seat:
    """One player at the table and all it goes by; one game."""

    seen: Observation
    belief: Belief | None
    draw: Draw
    taste: Taste
    ledger: Ledger  # its own

    @property
    def me(self) -> int:
        return self.seen.power

    @property
    def now(self) -> int:
        return int(self.seen.table.round[0])

    def living(self) -> list[int]:
        """Rivals that still have a country."""
        exile = self.seen.table.exile[:, 0]
        return [j for j in range(self.seen.world.n) if j != self.me and not exile[j]]


@dataclass(frozen=True)
class Weighed:
    """What was found about one contract, and decided."""

    partner: int
    gives: tuple[Clause, ...]
    asks: tuple[Clause, ...]
    mine: float  # points it is worth to me, if the other keeps its word
    betrayed: float  # points, if only I do
    theirs: float  # points it is worth to the other, as far as I can tell
    credit: float  # chance that the other keeps its word
    grudge: bool  # it broke a word lately
    threshold: float

    @property
    def worth(self) -> float:
        """Points I expect of it."""
        return self.credit * self.mine + (1 - self.credit) * min(self.betrayed, self.mine)

    @property
    def reason(self) -> str:
        """Why it is taken or left: "good", or what is wrong with it."""
        if self.grudge:
            return "grudge"
        if self.mine < self.threshold:
            return "loss"
        if self.theirs < PLAUSIBLE:
            return "trap"
        return "good" if self.worth >= self.threshold else "trust"

    @property
    def nash(self) -> float:
        return self.worth * max(self.theirs, 0.0) if self.reason == "good" else 0.0


# ---- what is weighed ------------------------------------------------------------------------------------


Terms = tuple[int, tuple[Clause, ...], tuple[Clause, ...]]  # partner, what I give, what I ask


def promising(seat: Seat, contracts: Sequence[Terms]) -> list[Terms]:
    """Of many contracts the few that look best at a first glance."""
    from game.players.search.contracts import gains

    found = gains(seat.seen, seat.belief, seat.draw, seat.taste, [both(seat, x) for x in contracts], count=ROUGH)
    worth = [max(float(g[seat.me]), 0.0) * max(float(g[x[0]]), 0.0) for g, x in zip(found, contracts, strict=True)]
    return [contracts[k] for k in np.argsort(-np.array(worth), kind="stable")[:CLOSE] if worth[k] > 0]


def both(seat: Seat, terms: Terms) -> Contract:
    """The contract if both keep it."""
    from game.players.search.contracts import Owed

    partner, gives, asks = terms
    return (*(Owed(seat.me, clause) for clause in gives), *(Owed(partner, clause) for clause in asks))


def weighed(seat: Seat, contracts: Sequence[Terms]) -> list[Weighed]:
    """Contracts weighed by the same imagined futures: kept by both, and by this power alone."""
    from game.players.search.contracts import Owed, gains

    whole = [both(seat, x) for x in contracts]
    alone = [tuple(Owed(seat.me, clause) for clause in gives) for _, gives, _ in contracts]
    found = gains(seat.seen, seat.belief, seat.draw, seat.taste, [*whole, *alone])
    out = []
    for k, (j, gives, asks) in enumerate(contracts):
        out.append(
            Weighed(
                j,
                gives,
                asks,
                mine=float(found[k, seat.me]),
                betrayed=float(found[len(contracts) + k, seat.me]),
                theirs=float(found[k, j]),
                credit=min((credit(seat, j, clause.what) for clause in asks), default=1.0),
                grudge=bears_grudge(seat, j),
                threshold=seat.taste.persona.bargain.threshold,
            )
        )
    return out


def credit(seat: Seat, j: int, what: str) -> float:
    """How likely j is to keep a word of that kind: its record, after what its card may be."""
    held = seat.belief or prior(seat.seen.world, 1)
    wolf = float(held.aggressor()[j, 0])
    start = (1 - wolf) * seat.taste.persona.bargain.faith + wolf * WOLF
    return seat.ledger.credit(j, what, (CREED * start, CREED * (1 - start)))


def bears_grudge(seat: Seat, j: int) -> bool:
    """Whether j broke a word, to anybody, that is still held against it."""
    since = seat.now - seat.taste.persona.bargain.forgive
    spoken = any(x.round >= since for x in seat.ledger.broken_by(j))
    return spoken or any(x.power == j and (x.broken_in or 0) > max(since, 0) for x in seat.ledger.words)


def broken_lately(seat: Seat) -> Iterator[Promise]:
    """Words broken in the round before that this power takes up; see `taken_up`."""
    return (x for x in taken_up(seat) if x.round == seat.now - 1)


def held_against(seat: Seat) -> Iterator[Promise]:
    """Words that this power takes up and has not forgiven, the last first."""
    since = seat.now - seat.taste.persona.bargain.forgive
    return (x for x in sorted(taken_up(seat), key=lambda x: -x.round) if since <= x.round < seat.now)


def taken_up(seat: Seat) -> Iterator[Promise]:
    """Broken words that are this power's business: given to it or to all, or to others if it sanctions those, too."""
    public = seat.taste.persona.bargain.public
    for x in seat.ledger.promises:
        if x.fate == "broken" and x.doer != seat.me and (public or x.to in (seat.me, EVERYBODY)):
            yield x


def struck_against_word(seat: Seat) -> Iterator[tuple[int, int]]:
    """(striker, struck) of this crisis where a word that this power has heard forbade it; no duels."""
    strike = seat.seen.table.strike[:, 0]
    for x in seat.ledger.promises:
        whom = int(strike[x.doer])
        binds = x.fate == "open" and x.since <= seat.now <= x.until
        forbids = x.clause.what == "strike" and x.clause.never and x.clause.whom in (whom, EVERYBODY)
        if whom != NOBODY and strike[whom] != x.doer and binds and forbids:
            yield x.doer, whom


def menu(seat: Seat, j: int) -> Iterator[tuple[tuple[Clause, ...], tuple[Clause, ...]]]:
    """(gives, asks) that could be agreed with j now."""
    me, seen, table = seat.me, seat.seen, seat.seen.table
    quiet = Clause("mobilise", never=True)
    yield (quiet,), (quiet,)
    yield (Clause("strike", j, never=True),), (Clause("strike", me, never=True),)
    yield (Clause("arm", amount=1),), (Clause("arm", amount=1),)
    yield (Clause("arm", rounds=2),), (Clause("arm", rounds=2),)
    yield (Clause("hand", j),), (Clause("hand", me),)
    yield (Clause("aid", j, 1),), (Clause("strike", me, never=True),)
    yield (Clause("strike", j, never=True),), (Clause("aid", me, 1),)
    if int(seen.desk.swords[0]):
        yield (Clause("scrap", amount=1),), (Clause("scrap", amount=1),)
    for signal, what in ((Signal.PEACE, "peace"), (Signal.OPEN, "open")):
        if not in_force(table, signal)[me, j, 0]:
            yield (Clause(what, j),), (Clause(what, me),)
    if seen.world.has("standing pacts"):
        for kind in (PactKind.NEUTRALITY, PactKind.DEFENCE):
            if not table.pacts[me, j, kind, 0]:
                yield (Clause(PACTS[kind], j),), (Clause(PACTS[kind], me),)


# ---- what is said ---------------------------------------------------------------------------------------


def reproaches(seat: Seat) -> list[Said]:
    """One accusation of whoever broke a word in the round before that this power takes up, if it has not been made."""
    if any(x.act is Act.ACCUSE and (x.speaker, x.round) == (seat.me, seat.now) for x in seat.ledger.statements):
        return []
    for x in broken_lately(seat):
        done = Clause(**(x.clause.__dict__ | {"never": not x.clause.never, "rounds": 0}))
        unsayable = done.never and not done.kind.never
        if unsayable or (done.whom == EVERYBODY and done.what != "open"):  # nobody strikes all, who struck one
            return [Said(Act.ACCUSE, x.doer)]
        return [Said(Act.ACCUSE, x.doer, asks=(done,))]
    return []


def offers(seat: Seat) -> list[Said]:
    """The contracts with the highest Nash products, one for each partner; none that was made lately."""
    made = [x for x in seat.ledger.statements if (x.act, x.speaker, x.round) == (Act.PROPOSE, seat.me, seat.now)]
    most = seat.taste.persona.bargain.offers - len(made)
    if most <= 0:
        return []
    choices = [
        (j, gives, asks)
        for j in seat.living()
        if not seat.ledger.offers_to(seat.me)
        for gives, asks in menu(seat, j)
        if not made_lately(seat, j, gives, asks) and not bound_already(seat, j, gives, asks)
    ]
    if not choices:
        return []
    best = sorted(weighed(seat, promising(seat, choices)), key=lambda x: -x.nash)
    out: list[Said] = []
    for x in best:
        if x.nash >= WORTHWHILE and len(out) < most and all(x.partner != said.to for said in out):
            out.append(Said(Act.PROPOSE, x.partner, x.gives, x.asks))
    return out


def made_lately(seat: Seat, j: int, gives: tuple[Clause, ...], asks: tuple[Clause, ...]) -> bool:
    """Whether the same was offered between the two, either way round, in the last rounds."""
    return any(
        x.act is Act.PROPOSE
        and x.round > seat.now - NAGS
        and (
            (x.speaker, x.to, x.gives, x.asks) == (seat.me, j, gives, asks)
            or (x.speaker, x.to, x.asks, x.gives) == (j, seat.me, gives, asks)
        )
        for x in seat.ledger.statements
    )


def bound_already(seat: Seat, j: int, gives: tuple[Clause, ...], asks: tuple[Clause, ...]) -> bool:
    """Whether all this is promised by now."""
    owed = {(x.doer, x.clause.what, x.clause.whom) for x in seat.ledger.promises if x.fate == "open"}
    wanted = {*((seat.me, x.what, x.whom) for x in gives), *((j, x.what, x.whom) for x in asks)}
    return wanted <= owed


def answer(seat: Seat, said: Statement) -> Said | None:
    """What a player answers to what was said to it, or to all: to offers yes or no; to blame an excuse."""
    me = seat.me
    if said.speaker == me or said.to not in (me, EVERYBODY) or bool(seat.seen.exile[0]):
        return None
    if said.act is Act.PROPOSE and any(x.number == said.number for x in seat.ledger.offers_to(me)):
        return answered(seat, said)
    if said.act is Act.ACCUSE:
        why = "broke" if has_broken(seat, said.speaker) else "kept"
        return Said(Act.EXPLAIN, said.speaker, text=words(f"talk.reason.{why}"))
    return None


def has_broken(seat: Seat, j: int) -> bool:
    """Whether it has broken a word to j, or to all."""
    return any(x.to in (j, EVERYBODY) for x in seat.ledger.broken_by(seat.me))


def answered(seat: Seat, offer: Statement) -> Said:
    """Yes or no to an offer that is open."""
    return Said(Act.ACCEPT if verdict(seat, offer) == "good" else Act.REFUSE, offer.speaker)


def verdict(seat: Seat, offer: Statement) -> str:
    """ "good", or what is wrong with an offer."""
    j, why = offer.speaker, fault(seat, offer)
    return why or weighed(seat, [(j, turned(offer.asks, j), turned(offer.gives, seat.me))])[0].reason


def turned(clauses: tuple[Clause, ...], me: int) -> tuple[Clause, ...]:
    """Clauses of an offer to all, as they would bind one who takes it: toward all is toward me."""
    return tuple(Clause(**(x.__dict__ | {"whom": me})) if x.whom == EVERYBODY and x.kind.whom else x for x in clauses)


def fault(seat: Seat, offer: Statement) -> str | None:
    """What speaks against an offer before it is weighed: it cannot be done, or not be told from a war of choice."""
    world, me = seat.seen.world, seat.me
    if not offer.gives and any(x.what in ("aid", "cede") for x in offer.asks):
        return "loss"
    every = (*offer.gives, *offer.asks)
    if any(x.what in PACTS for x in every) and not world.has("standing pacts"):
        return "impossible"
    if any(x.what == "strike" and not x.never for x in offer.asks):
        return "war"
    exile = seat.seen.table.exile[:, 0]
    if any(x.whom not in (NOBODY, EVERYBODY, me) and exile[x.whom] for x in every) or exile[offer.speaker]:
        return "impossible"
    return None
