"""One power's private desk as text: all it may know when it orders, a fact a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.events import Event
from game.match import Letter
from game.observe import Observation
from game.players.appraisal import appraise
from game.scenario import World
from game.text.console import Console
from game.views import facts
from game.views.desk import bonds, last_rounds, letter_words, own, proposals, rival
from game.views.news import news
from game.words import listed, words


def show(
    console: Console, seen: Observation, events: Iterable[Event], letters: Iterable[Letter], *, first: bool
) -> None:
    """The whole desk; ``first``: what to do here, for somebody who has never seen one."""
    world, me = seen.world, seen.power
    title = {"name": facts.name(world, me), "code": world.codes[me], "round": int(seen.table.round[0])}
    console.line()
    console.line(words("text.desk.title", **title, range=_range(seen)))
    if first:
        console.line()
        console.line(words("text.desk.first"))
        for number in (1, 2, 3):
            console.line(words(f"text.desk.first-{number}"), f"{number}. ")
        console.line()
        console.line(words("text.desk.role", role=world.powers[me].role))
    tell(console, world, events)
    console.listing(words("text.desk.letters"), (letter_words(seen, letter) for letter in letters))
    console.listing(words("text.desk.waiting"), _waiting(seen))
    console.line()
    console.lines(own(seen))
    staff = appraise(seen)
    near = [i for i in range(world.n) if world.reach[me, i, 0]]
    far = [i for i in range(world.n) if i != me and i not in near]
    console.listing(words("text.desk.neighbours"), (rival(seen, staff, i) for i in near))
    console.listing(words("text.desk.others"), (rival(seen, staff, i) for i in far))
    console.listing(words("text.desk.bonds"), bonds(seen) or [words("text.desk.no-bonds")])


def tell(console: Console, world: World, events: Iterable[Event]) -> None:
    """What happened: first what not everybody knows, then what lies on the table."""
    alone, open_ = news(world, events)
    console.listing(words("text.desk.since-alone"), alone)
    console.listing(words("text.desk.since"), open_)


def _range(seen: Observation) -> str:
    low, high = seen.world.rounds
    if low == high:
        return words("text.desk.range-one", high=high)
    if len(last_rounds(seen)) == 1:
        return words("text.desk.range-last")
    return words("text.desk.range-many", list=listed([str(r) for r in last_rounds(seen)], "or"))


def _waiting(seen: Observation) -> Iterator[str]:
    """Each proposal in two items, itself and the line that accepts it, so that the line never runs over an end."""
    for proposal, line in proposals(seen):
        yield proposal
        yield words("text.desk.accept", line=line)
