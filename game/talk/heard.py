"""A conversation as one power heard it: what was said and written, read as statements, answers tied to offers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from game.arrays import EVERYBODY
from game.scenario import World
from game.talk.grammar import understand
from game.talk.said import Letter, Spoken
from game.talk.statement import ANSWERS, Act, Statement

LASTS = 1  # rounds after the one in which it was made or delivered that an offer can be accepted in, as for pacts [R12]


def heard(world: World, spoken: Iterable[Spoken], letters: Iterable[Letter]) -> tuple[Statement, ...]:
    """All statements in the order in which they were heard: talk before the sheets are turned over, then letters.

    Give the letters of one power for what that power knows, those to all for what everybody knows. Statements are
    numbered within what is given, so that a number tells nothing of other powers' letters.
    """
    every: list[Spoken | Letter] = [*spoken, *letters]
    out: list[Statement] = []
    for x in sorted(every, key=lambda x: (x.step, isinstance(x, Letter))):
        out.append(_resolved(out, _statement(world, len(out), x)))
    return tuple(out)


def _statement(world: World, number: int, x: Spoken | Letter) -> Statement:
    written = isinstance(x, Letter)
    if isinstance(x, Letter):
        said, speaker, aloud = understand(world, x.sender, x.text, x.to), x.sender, x.to == EVERYBODY
    else:
        said, speaker, aloud = understand(world, x.power, x.text), x.power, True
    text = said.text or x.text if said.act is Act.TELL else said.text
    return Statement(
        number,
        x.round,
        speaker,
        said.to,
        said.act,
        said.gives,
        said.asks,
        text=text,
        aloud=aloud,
        written=written,
        binds=x.binds,
    )


def _resolved(before: Sequence[Statement], new: Statement) -> Statement:
    """An answer, with the offer it answers; one that answers nothing stays without."""
    if new.act not in ANSWERS:
        return new
    maker, asked = (new.speaker, new.to) if new.act is Act.WITHDRAW else (new.to, new.speaker)
    offer = next(iter(open_offers(before, maker, asked, new.round)), None)
    return new if offer is None else replace(new, answers=offer.number)


def open_offers(statements: Sequence[Statement], maker: int, asked: int, now: int) -> list[Statement]:
    """Offers by ``maker`` that ``asked`` may accept in round ``now``: its last to that power, its last to all.

    A later offer to the same takes the place of an earlier one. An offer to all stays open to those who have not
    answered it.
    """
    out = []
    for to in (asked, EVERYBODY):
        made = [x for x in statements if (x.act, x.speaker, x.to) == (Act.PROPOSE, maker, to)]
        if made and now <= made[-1].round + LASTS and not _closed(statements, made[-1], asked):
            out.append(made[-1])
    return out


def _closed(statements: Sequence[Statement], offer: Statement, asked: int) -> bool:
    return any(x.answers == offer.number and (x.act is Act.WITHDRAW or x.speaker == asked) for x in statements)
