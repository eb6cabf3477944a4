"""Talk at a match: what its players say when a round begins, what they answer, and what they order after all that.

The same for a game at a table and for a thousand in a laboratory: a function of the match as it stands. Players hear
and know what their power may; nothing is said twice, and nobody says more than a few things a round.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.arrays import EVERYBODY
from game.match import Match
from game.players import bargain, professions, promises
from game.players.bargain import Seat
from game.state import Stage
from game.talk import Act, Statement
from game.talk.grammar import write


def seat_of(match: Match, power: int) -> Seat | None:
    """The player of this seat with all it goes by, as things stand; None if it does not bargain."""
    who = match.players[power]
    if who is None or who.taste is None:
        return None
    held = None if who.knobs is None else match.belief(power)
    return Seat(match.observation(power), held, match.draw(power), who.taste, match.ledger(power))


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
        for words in professions.opening(seat) if seat else ():
            yield power, write(match.scenario.world, words)
            yield from answers(match)


def answers(match: Match) -> Iterator[tuple[int, str]]:
    """What players answer to what was last said to them, in table order; to be said as it comes, as above.

    Nobody answers twice, and players give each other no reasons.
    """
    said = here(match)
    asked = next((k for k in range(len(said) - 1, -1, -1) if said[k].act not in REPLIES), None)
    if asked is None or match.over:
        return
    speaker, to, place = said[asked].speaker, said[asked].to, _aloud(match, None).index(said[asked])
    for power, who in enumerate(match.players):
        if who is None or to not in (power, EVERYBODY) or power in {x.speaker for x in said[asked:]}:
            continue
        seat = seat_of(match, power)
        for reply in bargain.answer(seat, _aloud(match, power)[place]) if seat else ():
            if reply.act is not Act.EXPLAIN or match.players[speaker] is None:
                yield power, write(match.scenario.world, reply)


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
