"""Talk at a match: what its players say when a round begins, what they answer, and what they order after all that.

The same for a game at a table and for a thousand in a laboratory: a function of the match as it stands. Players hear
and know what their power may; nothing is said twice, and nobody says more than a few things a round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from game.arrays import EVERYBODY
from game.match import Match
from game.observe import observe
from game.players import bargain, grounds, professions, promises
from game.players.bargain import Seat
from game.players.personas import Taste
from game.state import Stage
from game.talk import Act, Clause, Statement
from game.talk.grammar import Said, write
from game.words import words


def seat_of(match: Match, power: int) -> Seat | None:
    """The player of this seat with all it goes by, as things stand; None if it does not bargain."""
    who = match.players[power]
    if who is None or who.taste is None:
        return None
    found = seat_as(match, power, who.taste)
    return replace(found, belief=None) if who.knobs is None else found


def seat_as(match: Match, power: int, taste: Taste) -> Seat:
    """This seat as a player of that taste would have it, whoever sits there."""
    return Seat(match.observation(power), match.belief(power), match.draw(power), taste, match.ledger(power))


def next_word(match: Match) -> tuple[int, str] | None:
    """What is said next as things stand: an answer that is owed, or what belongs to the opening; None: nothing."""
    return next(answers(match), None) or next(openings(match), None)


def openings(match: Match) -> Iterator[tuple[int, str]]:
    """What players say at the opening of a round, in table order, each with what players answer to it.

    Whoever goes through this has to have each said (`Match.speak`) before it asks for the next. It goes on where it
    was left if a game was interrupted, and is over once a person has spoken or sealed.
    """
    said = [x for x in here(match) if x.act is not Act.TELL]  # free words change nothing
    people = [i for i, who in enumerate(match.players) if who is None]
    if match.state.stage is not Stage.ORDERS or {*match.sealed, *(x.speaker for x in said)} & {*people}:
        return
    opened = [x.speaker for x in said if x.act not in REPLIES]
    yield from answers(match)
    for power in range(max(opened, default=0), match.scenario.world.n):
        seat = seat_of(match, power)
        for said_now in professions.opening(seat) if seat else ():
            yield power, write(match.scenario.world, said_now)
            yield from answers(match)


def answers(match: Match) -> Iterator[tuple[int, str]]:
    """What players answer to what was last said to them, in table order; to be said as it comes, as above.

    Nobody answers twice, and players give each other no reasons: those are for people.
    """
    while (found := _answer(match)) is not None:
        yield found[0], write(match.scenario.world, found[1])


def _answer(match: Match) -> tuple[int, Said] | None:
    """The next of them that has not been said."""
    said = here(match)
    asked = next((k for k in range(len(said) - 1, -1, -1) if said[k].act not in REPLIES), None)
    if asked is None or match.over:
        return None
    speaker, to, place = said[asked].speaker, said[asked].to, _aloud(match, None).index(said[asked])
    for_people = match.players[speaker] is None
    for power, who in enumerate(match.players):
        seat = seat_of(match, power) if who is not None and to in (power, EVERYBODY) else None
        if seat is None or power == speaker:
            continue
        heard, before = _aloud(match, power)[place], [x.act for x in said[asked:] if x.speaker == power]
        reply = None
        if not before:
            reply = (_account(match, seat, heard) if for_people else None) or bargain.answer(seat, heard)
        elif before == [Act.REFUSE]:
            reply = Said(Act.EXPLAIN, speaker, text=words(f"talk.reason.{bargain.verdict(seat, heard)}"))
        if reply is not None and (for_people or reply.act is not Act.EXPLAIN):
            return power, reply
    return None


def _account(match: Match, seat: Seat, said: Statement) -> Said | None:
    """Why it did what it is asked about, or blamed for; None if that is not what was said."""
    me, asker = seat.me, said.speaker
    blamed = said.act is Act.ACCUSE and said.asks and not bargain.has_broken(seat, asker)
    if said.to != me or bool(seat.seen.exile[0]) or not (said.act is Act.ASK or blamed):
        return None
    found = [x for x in _deeds(match, me) if not said.asks or grounds.same(x[1], said.asks[0])]
    if found:
        place, deed = min(found, key=lambda x: (grounds.gravity(x[1]), -x[0]))
        then = seat_of(match.at(place), me)
        assert then is not None, "whoever speaks now has a taste"
        return Said(Act.EXPLAIN, asker, text=grounds.reason(then, deed))
    if said.act is not Act.ASK:
        return None
    refused = [x for x in _aloud(match, me) if (x.act, x.speaker, x.to) == (Act.REFUSE, me, asker)]
    if said.asks or not refused or refused[-1].answers is None:
        return Said(Act.EXPLAIN, asker, text=words("talk.reason.not-done"))
    why = bargain.verdict(seat, seat.ledger.statements[refused[-1].answers])
    return Said(Act.EXPLAIN, asker, text=words(f"talk.reason.{'changed' if why == 'good' else why}"))


def _deeds(match: Match, power: int) -> Iterator[tuple[int, Clause]]:
    """What it did in this round and the last, with the steps in which it was turned over."""
    for place, step in enumerate(match.steps):
        if int(step.before.table.round[0]) >= match.round - 1 and bool(step.before.table.asked[power, 0]):
            seen = observe(match.scenario.world, step.before, power)
            yield from ((place, deed) for deed in grounds.deeds(seen, match.ordered(place, power)))


REPLIES = (Act.ACCEPT, Act.REFUSE, Act.EXPLAIN, Act.TELL)  # what needs no answer


def _aloud(match: Match, power: int | None) -> list[Statement]:
    """All that was said at the table, as that power numbers it."""
    return [x for x in match.heard(power) if not x.written]


def here(match: Match) -> list[Statement]:
    """What was said aloud since the sheets were last turned over."""
    count = sum(x.step == len(match.steps) for x in match.spoken)
    aloud = _aloud(match, None)
    return aloud[len(aloud) - count :]


def ordered(match: Match, power: int) -> list[str]:
    """What the player of this seat orders now, its promises kept or broken, as texts; not sealed yet."""
    lines = match.let_player(power)
    seat = seat_of(match, power)
    return lines if seat is None else list(promises.sheet(seat, lines).lines)


def say(match: Match, said: Iterator[tuple[int, str]]) -> None:
    """Say everything as it comes."""
    for power, text in said:
        match.speak(power, text)
