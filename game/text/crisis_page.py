"""The desk of a power that must answer a strike, or choose a side: what it can do and what that costs."""

from __future__ import annotations

from collections.abc import Iterable

from game.events import Event
from game.match import Letter
from game.observe import Observation
from game.text.console import Console
from game.text.desk import tell
from game.views import facts
from game.views.crisis import KINDS, crisis_of, happened
from game.views.desk import letter_words, own
from game.words import words


def show(console: Console, seen: Observation, events: Iterable[Event], letters: Iterable[Letter]) -> None:
    """News and own affairs first; the crisis and the question last, right above the prompt."""
    world, me = seen.world, seen.power
    news = list(events)
    console.line()
    title = {"name": facts.name(world, me), "code": world.codes[me], "round": int(seen.table.round[0])}
    console.line(words("text.crisis.title", **title))
    tell(console, world, [event for event in news if event.kind not in KINDS])
    console.listing(words("text.desk.letters"), (letter_words(seen, letter) for letter in letters))
    console.line()
    console.lines(own(seen))
    asked = crisis_of(seen)
    console.listing(words("text.crisis.now"), [*happened(seen, news), *asked.odds])
    console.line()
    if asked.answers:
        console.line(words("text.crisis.answer", names=facts.names(world, asked.strikers)))
    else:
        console.line(words("text.crisis.choose-again" if asked.again else "text.crisis.choose"))
    for option in asked.options:
        console.line(words("text.crisis.option", line=option.line, text=option.text), words("text.bullet"))
        console.lines(option.warnings, words("text.bullet"))
    console.lines([*asked.duties, *asked.others], words("text.bullet"))
