"""One private visit: everything that lies on a power's desk when it comes to order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.arrays import EVERYBODY
from game.observe import Observation
from game.orders import Message, message_line
from game.scenario import INTENTS
from game.sitting import Sitting
from game.talk import Ledger
from game.views import facts
from game.views.desk import bonds, card, last_rounds, own, proposals
from game.views.draft import Draft
from game.views.news import last_visit, news, since
from game.views.rivals import Rival, rivals
from game.views.talk import Promised, letter_text, offers_to, promises
from game.words import words


@dataclass(frozen=True)
class Waiting:
    """Something that waits for an answer; the lines answer it."""

    power: int  # who asks
    text: str
    accept: str
    refuse: str  # empty: to say nothing is to refuse


@dataclass(frozen=True)
class Note:
    """A letter as it was read, or something that was said aloud."""

    power: int  # who wrote it
    to: int  # EVERYBODY
    round: int
    text: str
    new: bool


@dataclass(frozen=True)
class Desk:
    """What lies on the desk of one power."""

    power: int
    round: int
    ends: tuple[int, ...]  # rounds after which the game may end
    card: str  # its title
    card_text: str
    target: int  # a claimant's
    points: int
    pars: tuple[tuple[int, int], ...]  # (round, points needed if the game ends after it)
    tokens: int
    swords: int
    shields: int
    attack: int
    defence: int
    exile: int  # who holds its land; NOBODY
    own: tuple[str, ...]  # its affairs in sentences
    role: str  # of the seat
    waiting: tuple[Waiting, ...]
    letters: tuple[Note, ...]  # newest first
    news_alone: tuple[str, ...]  # since its last visit, known to it alone
    news: tuple[str, ...]  # the same, in the sight of all
    bonds: tuple[str, ...]
    debts: tuple[Promised, ...]


def desk(sitting: Sitting, power: int) -> Desk:
    """The desk of a power, whatever it is asked for."""
    seen = sitting.observation(power)
    world = seen.world
    low, pars = world.rounds[0], seen.par()[:, 0]
    swords, shields = int(seen.desk.swords[0]), int(seen.shields[0])
    attack, defence = facts.strengths(world, swords, shields)
    alone, open_ = news(world, since(sitting.match, power))
    ledger = sitting.ledger(power)
    return Desk(
        power=power,
        round=int(seen.table.round[0]),
        ends=tuple(last_rounds(seen)),
        card=words(f"view.desk.title-{INTENTS[int(seen.desk.intent[0])]}"),
        card_text=card(seen),
        target=int(seen.desk.target[0]),
        points=int(seen.points[0]),
        pars=tuple((r, int(pars[r - low])) for r in last_rounds(seen)),
        tokens=int(seen.table.tokens[power, 0]),
        swords=swords,
        shields=shields,
        attack=attack,
        defence=defence,
        exile=int(seen.table.occupier[power, 0]),
        own=tuple(own(seen)),
        role=world.powers[power].role,
        waiting=tuple(waiting(seen, ledger)),
        letters=letters(sitting, power),
        news_alone=alone,
        news=open_,
        bonds=tuple(bonds(seen)),
        debts=debts(ledger, power),
    )


def rivals_of(sitting: Sitting, power: int, draft: Draft) -> tuple[Rival, ...]:
    """The others, with what is to be feared of them by the dials as the draft has them."""
    seen = sitting.observation(power)
    return rivals(seen, sitting.match.belief(power), reads(seen, draft), coach=sitting.mirror)


def reads(seen: Observation, draft: Draft) -> dict[int, int]:
    """The dial of each rival as it would stand: the draft's, or else the last that was sealed."""
    standing = seen.desk.reads[:, 0]
    drafted = {i: draft.number(f"read {code}") for i, code in enumerate(seen.world.codes)}
    return {i: step or int(standing[i]) for i, step in drafted.items() if i != seen.power}


# ---- letters and what waits -----------------------------------------------------------------------------


def letters(sitting: Sitting, power: int) -> tuple[Note, ...]:
    """All that others have written to this power, the newest first, as statements in plain words."""
    first = last_visit(sitting.match, power)
    found = [letter for letter in sitting.letters(power) if letter.sender != power]
    return tuple(
        Note(x.sender, x.to, x.round, letter_text(sitting.world, x), first is not None and x.step >= first)
        for x in reversed(found)
    )


def waiting(seen: Observation, ledger: Ledger) -> Iterator[Waiting]:
    """Pacts proposed by order, and offers made in words, that can still be accepted."""
    world, me = seen.world, seen.power
    for text, line in proposals(seen):
        yield Waiting(world.index(line.split()[-1]), text, line, "")
    for offer in offers_to(ledger, me):
        accept, refuse = (message_line(world, Message(offer.speaker, x)) for x in (offer.accept, offer.refuse))
        yield Waiting(offer.speaker, offer.words, accept, refuse)


def debts(ledger: Ledger, power: int) -> tuple[Promised, ...]:
    """What was promised to this power and by it, in the order in which it fell due."""
    return tuple(x for x in promises(ledger) if power in (x.doer, x.to) or x.to == EVERYBODY)


__all__ = ["Desk", "Note", "Waiting", "desk", "reads", "rivals_of"]
