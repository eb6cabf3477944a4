"""Keeping and breaking: what a player's sheet becomes when it remembers what it has promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from game.arrays import EVERYBODY, NOBODY, Array
from game.intents.picture import outlook
from game.orders import Illegal, Invalid, demand, parse
from game.players.appraisal import appraise
from game.players.bargain import Seat, answered, held_against, struck_against_word
from game.players.personas import Bargain
from game.scenario import PACTS, World
from game.state import Stage
from game.talk import Clause, english
from game.talk.grammar import write
from game.talk.judge import Promise
from game.words import numeral, words

if TYPE_CHECKING:  # loaded when it is first asked
    from game.players.search.contracts import Contract

LETTERS = 3  # answers that are written in a round, at most
FORGIVE = Bargain().forgive  # rounds for which others are thought to hold a broken word against it


@dataclass(frozen=True)
class Kept:
    """What was decided about the promises that are due: the sheet, and what it rests on."""

    lines: tuple[str, ...]
    due: tuple[Promise, ...]
    strained: tuple[Promise, ...]  # of those, what it would not have done by itself
    broken: tuple[Promise, ...]  # of those, what is broken by intent
    gain: float  # points that breaking them all would bring
    price: float  # points that it would cost: sanction, good name, conscience
    theirs: tuple[Promise, ...] = ()  # what those to whom the strained ones are owed have promised themselves
    guilty: int = NOBODY  # whom it sanctions for a broken word


def sheet(seat: Seat, lines: Sequence[str]) -> Kept:
    """What `settled` finds, with answers to letters."""
    kept = settled(seat, lines)
    return replace(kept, lines=(*kept.lines, *letters(seat))) if seat.seen.stage is Stage.ORDERS else kept


def settled(seat: Seat, lines: Sequence[str]) -> Kept:
    """A player's own lines with what it promised, or without, if breaking pays; sanctions.

    ``lines`` are legal, and so is what comes back.
    """
    due = tuple(owed(seat))
    in_orders = seat.seen.stage is Stage.ORDERS
    held = obey(seat, lines, due)
    alone = [(x, obey(seat, lines, [x])) for x in due]
    strained = tuple(x for x, then in alone if then != list(lines) and (in_orders or then == held))
    gain = price = 0.0
    broken: tuple[Promise, ...] = ()
    if strained:
        gain, price = stakes(seat, lines, strained) if in_orders else at_war(seat, lines, held, strained)
        if gain > price:
            broken = strained
            held = obey(seat, lines, [x for x in due if x not in strained])
    held, guilty = sanctioned(seat, held)
    return Kept(tuple(held), due, strained, broken, gain, price, returned(seat, strained), guilty)


def told(world: World, kept: Kept) -> Iterator[str]:
    """What was found about promises, in sentences."""
    easy = [x for x in kept.due if x not in kept.strained]
    yield from (english.promise(world, x) for x in easy)
    if easy:
        yield words("player.word.agreed")
    yield from (english.promise(world, x) for x in kept.strained)
    yield from (words("player.word.theirs", promise=english.promise(world, x)) for x in kept.theirs)
    if kept.strained:
        figures = {"gain": numeral(kept.gain, ".1f"), "price": numeral(kept.price, ".1f")}
        yield words(f"player.word.{'broken' if kept.broken else 'kept'}", **figures)
    if kept.guilty != NOBODY:
        key = "rally" if kept.lines[0].startswith("join") else "sanction"
        yield words(f"player.word.{key}", name=world.powers[kept.guilty].name)


def owed(seat: Seat) -> Iterator[Promise]:
    """What this power has promised and can do, or leave undone, now."""
    for x in seat.ledger.promises:
        if x.doer == seat.me and x.fate == "open" and x.since <= seat.now <= x.until:
            yield x


def stakes(seat: Seat, lines: Sequence[str], due: Sequence[Promise]) -> tuple[float, float]:
    """(points that breaking these promises would bring, what it would cost)."""
    from game.players.search.contracts import Owed, futures

    mine = tuple(Owed(seat.me, x.clause, x.until - seat.now + 1 if x.clause.steady else 0) for x in due)
    theirs = owed_by(seat, due)
    row = parse(seat.seen.world, lines).orders
    opposed = theirs + rally(seat, lines, due)
    found = futures(seat.seen, seat.belief, seat.draw, seat.taste, [theirs, opposed, mine + theirs, ()], row)
    alone, fought, kept, none = found[:, seat.me]
    share = seat.taste.persona.bargain.sanction
    free = (1 - share) * alone + share * fought
    return surely(seat, free - kept), price_of(seat, due, float((kept - none).mean()))


def rally(seat: Seat, lines: Sequence[str], due: Sequence[Promise]) -> Contract:
    """Those who heard that it would not strike, beside whom these lines strike all the same."""
    from game.players.search.contracts import Owed

    for line in lines:
        if any(x.clause.what == "strike" and heard(seat, x) and against(seat, line, x) for x in due):
            struck = seat.seen.world.index(line.split()[-1])
            return tuple(Owed(j, Clause("join", struck)) for j in seat.living() if j != struck)
    return ()


def heard(seat: Seat, x: Promise) -> bool:
    """Whether all heard it."""
    return seat.ledger.statements[x.statement].aloud


def at_war(seat: Seat, lines: Sequence[str], held: Sequence[str], due: Sequence[Promise]) -> tuple[float, float]:
    """The same in a crisis, where ``held`` would keep them and ``lines`` would not."""
    from game.players.search.contracts import crossroads, gains

    rows = [parse(seat.seen.world, x).orders for x in (lines, held)]
    free, kept = crossroads(seat.seen, seat.belief, seat.draw, seat.taste, rows)
    theirs = owed_by(seat, due)
    deals = gains(seat.seen, seat.belief, seat.draw, seat.taste, [theirs])[0, seat.me] if theirs else 0.0
    return surely(seat, free - kept), price_of(seat, due, float(deals))


def surely(seat: Seat, lead: Array) -> float:
    """Points that breaking is held to bring, of its lead (S,) in imagined futures: the mean, less the doubt.

    What a few futures praise is often only luck, and a broken word is not mended: it has to lead by its standard error,
    for those, too, who are less careful with orders.
    """
    return float(lead.mean() - max(seat.taste.persona.mind.doubt, 1.0) * lead.std(ddof=1) / np.sqrt(len(lead)))


def owed_by(seat: Seat, due: Sequence[Promise]) -> Contract:
    """What those to whom this is promised have promised themselves, and owe now."""
    from game.players.search.contracts import Owed

    return tuple(Owed(x.doer, x.clause, x.until - seat.now + 1 if x.clause.steady else 0) for x in returned(seat, due))


def returned(seat: Seat, due: Sequence[Promise]) -> tuple[Promise, ...]:
    """Promises to this power, binding now, of those to whom these are owed."""
    partners = {x.to for x in due}
    return tuple(x for x in owed_to(seat) if x.doer in partners)


def owed_to(seat: Seat) -> Iterator[Promise]:
    """What others have promised this power, and owe now."""
    for x in seat.ledger.promises:
        if x.to == seat.me and x.fate == "open" and x.since <= seat.now <= x.until:
            yield x


def price_of(seat: Seat, due: Sequence[Promise], deals: float) -> float:
    """Points that breaking these would cost: sanction, good name, conscience, and ``deals`` that would come no more."""
    bargain, wants = seat.taste.persona.bargain, seat.taste.persona.wants
    left = float(outlook(seat.seen.world.rounds, 1, 1.0).left[seat.now])
    future = max(0.0, deals) * min(left, bargain.forgive) / 2
    return boycotts(seat, due) + bargain.reputation * left + future + wants.breach * 0.5 * len(due)


def boycotts(seat: Seat, due: Sequence[Promise]) -> float:
    """Tokens that boycotts are expected to take from it: by those who would know, while it is held against it.

    One of the next round bites in the round after that, if there is one.
    """
    more = outlook(seat.seen.world.rounds, 1, 1.0).more[seat.now :]
    known = {j for x in due for j in (seat.living() if heard(seat, x) else [x.to])}
    return seat.taste.persona.bargain.sanction * len(known) * float(np.cumprod(more)[1 : 1 + FORGIVE].sum())


# ---- sheets ---------------------------------------------------------------------------------------------


def obey(seat: Seat, lines: Sequence[str], due: Sequence[Promise]) -> list[str]:
    """The lines with what is due, in any stage."""
    return (comply if seat.seen.stage is Stage.ORDERS else sided)(seat, lines, due)


def comply(seat: Seat, lines: Sequence[str], due: Sequence[Promise]) -> list[str]:
    """The lines with all that can be done of what is due; what it costs is saved on arms, then on mobilising."""
    out = [line for line in lines if not any(against(seat, line, x) for x in due)]
    for x in due:
        for line in wanted(seat, x):
            if line not in out:
                out = fitted(seat, out, line)
    for x in due:
        if x.clause.what == "arm" and not x.clause.never:
            out = capped(out, x.clause.amount)
    return out


def against(seat: Seat, line: str, x: Promise) -> bool:
    """Whether an order breaks a promise."""
    clause = x.clause
    parts = line.split()
    if not clause.never:
        return clause.what == "scrap" and parts[:2] == ["build", "sword"]
    whom = "" if clause.whom < 0 else seat.seen.world.codes[clause.whom]
    verb = {"mobilise": "stance mobilise", "strike": "stance strike", "boycott": "signal boycott", "hand": "ally hand"}
    head = verb.get(clause.what, "")
    return bool(head) and line.startswith(head) and (clause.whom < 0 or parts[2:3] == [whom])


def wanted(seat: Seat, x: Promise) -> Iterator[str]:
    """The order that does what was promised; none for what is kept by doing nothing."""
    clause, world = x.clause, seat.seen.world
    if clause.never or clause.what in ("arm", "join", "resist"):
        return
    whom = "all" if clause.whom == EVERYBODY else world.codes[clause.whom] if clause.kind.whom else ""
    rounds = f" {clause.rounds}" if clause.rounds else ""
    what = clause.what
    if what in ("peace", "guard", "open", "boycott"):
        yield f"signal {what} {whom}{rounds}"
    elif what in PACTS:
        kind = {"offence": f"offence {world.codes[clause.against]}", "limit": f"limit {clause.amount}"}.get(what, what)
        value = int(seat.seen.desk.inbox[clause.whom, PACTS.index(what), 0])
        yield f"ally {'accept' if value else 'propose'} {kind} {whom}"
    elif what == "scrap":
        yield f"build scrap {min(clause.amount, int(seat.seen.desk.swords[0]))}"
    else:
        yield {
            "hand": f"ally hand {whom}",
            "aid": f"ally aid {whom} {clause.amount}",
            "cede": f"ally cede {whom}",
            "mobilise": "stance mobilise",
            "strike": f"stance strike {whom}",
        }[what]


def fitted(seat: Seat, lines: list[str], line: str) -> list[str]:
    """The lines with one more, others of its slot given up for it, and as many arms as it takes; or as they were."""
    head = line.split()[0]
    slot = " ".join(line.split()[:2]) if head == "build" else head
    room = [x for x in lines if head not in ("signal", "stance", "build") or not x.startswith(slot)]
    while True:
        if legal(seat, [*room, line]):
            return [*room, line]
        cheaper = saved(room)
        if cheaper == room:
            return lines
        room = cheaper


def saved(lines: list[str]) -> list[str]:
    """One arm less, or no works, or not mobilised; the same if there is nothing to save."""
    for head in ("build sword", "build shield", "build works"):
        for k, line in enumerate(lines):
            if line.startswith(head):
                number = int(line.split()[2]) - 1
                return [*lines[:k], *([f"{head} {number}"] if number else []), *lines[k + 1 :]]
    return [line for line in lines if line != "stance mobilise"]


def capped(lines: list[str], most: int) -> list[str]:
    """No more arms than that, swords given up first."""
    out = list(lines)
    while sum(int(x.split()[2]) for x in out if x.startswith(("build sword", "build shield"))) > most:
        out = saved(out)
    return out


def legal(seat: Seat, lines: Sequence[str]) -> bool:
    try:
        demand(seat.seen, parse(seat.seen.world, lines))
    except (Illegal, Invalid):
        return False
    return True


def sided(seat: Seat, lines: Sequence[str], due: Sequence[Promise]) -> list[str]:
    """To stand, or to stand beside somebody, as promised; the promise made first comes first."""
    codes = seat.seen.world.codes
    for x in due:
        line = {"resist": "resist", "join": f"join {codes[x.clause.whom]}"}.get(x.clause.what, "")
        if line and not x.clause.never and legal(seat, [line]):
            return [line]
        if line and x.clause.never and line in lines:
            return ["stay out"]
    return list(lines)


def sanctioned(seat: Seat, lines: list[str]) -> tuple[list[str], int]:
    """The lines with a sanction, for all to see, and of whom; or as they were, and nobody.

    Who broke a word is boycotted, and gets no hand, for as long as that is held against it, if there is a signal free.
    Whoever is struck against a word is helped by those who sanction words broken to others. Neither, if what they
    promised forbids it.
    """
    codes, public, due = seat.seen.world.codes, seat.taste.persona.bargain.public, list(owed(seat))
    if seat.seen.stage is Stage.ORDERS and not any(line.startswith("signal") for line in lines):
        for x in held_against(seat):
            cold = [line for line in lines if line != f"ally hand {codes[x.doer]}"]
            held = fitted(seat, cold, f"signal boycott {codes[x.doer]}")
            if held != cold and comply(seat, held, due) == held:
                return held, x.doer
    if seat.seen.stage is Stage.HELP and public and not any(line.startswith("join") for line in lines):
        sent = appraise(seat.seen).sent()[seat.me, :, 0]
        for striker, struck in struck_against_word(seat):
            held = [f"join {codes[struck]}"]
            if sent[struck] > 0 and legal(seat, held) and sided(seat, held, due) == held:
                return held, striker
    return lines, NOBODY


def letters(seat: Seat) -> list[str]:
    """Answers to offers that came in letters."""
    world, out = seat.seen.world, list[str]()
    for offer in seat.ledger.offers_to(seat.me):
        if offer.written and not offer.aloud and len(out) < LETTERS:
            reply = answered(seat, offer)
            out.append(f'say to {world.codes[offer.speaker]} "{write(world, reply)}"')
    return out
