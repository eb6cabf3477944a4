"""Words given and what became of them [R6, R10, R12], as the debrief tells them."""

from __future__ import annotations

from collections.abc import Sequence

from game.debrief.model import Pledge, Promised
from game.debrief.story import Story
from game.talk.given import Word, given, standing
from game.words import words


def pledges(story: Story) -> tuple[Pledge, ...]:
    """All promises of peace, guards, threats and pacts, and the hands that were called upon, by round.

    A promise that is renewed while it holds is one. A hand that nobody called upon is left out: it has
    been worth its token, and there is nothing to tell.
    """
    every = given(story.rounds, standing(story.start.table, story.last), story.last)
    return tuple(_pledge(story, word) for word in every if word.kind != "hand" or word.fate != "untested")


def _pledge(story: Story, word: Word) -> Pledge:
    key = "guard-self" if word.kind == "guard" and word.to == word.power else word.kind
    key += "-start" if not word.round else ""
    what = words(
        f"debrief.pledge.{key}",
        a=story.name(word.power),
        b=story.name(word.to),
        c="" if word.over is None else story.name(word.over),
        pact=words(f"event.pact.{word.pact}-plain" if word.pact in ("offence", "limit") else f"event.pact.{word.pact}")
        if word.pact
        else "",
        round=word.round,
    )
    fate = words(f"debrief.pledge.{word.fate}", round=word.broken_in or 0)
    return Pledge(
        round=word.round,
        until=word.until,
        kind=word.kind,
        power=story.code(word.power),
        to=story.code(word.to),
        fate=word.fate,
        broken_in=word.broken_in,
        text=f"{what} {fate}",
    )


def pledges_text(given: Sequence[Pledge | Promised]) -> str:
    """How many words were given, kept, broken and never tested; one that was open at the end never was."""
    if not given:
        return words("debrief.pledge.none")
    fates = ["untested" if word.fate == "open" else word.fate for word in given]
    count = {fate: fates.count(fate) for fate in ("kept", "broken", "untested", "void")}
    return words("debrief.pledge.count", total=len(given), **count)
