"""What was promised in words, and the diaries beside the truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.arrays import EVERYBODY, NOBODY
from game.debrief.model import Confession, Pledge, Promised
from game.debrief.story import Story
from game.talk import Ledger, Note
from game.talk.english import promise
from game.words import words


def promised(story: Story, ledger: Ledger) -> tuple[Promised, ...]:
    """All promises made in talk and letters, by round, with what became of them."""
    return tuple(
        Promised(
            round=x.since,
            until=x.until,
            power=story.code(x.doer),
            to="" if x.to == EVERYBODY else story.code(x.to),
            fate=x.fate,
            text=promise(story.world, x),
        )
        for x in ledger.promises
    )


def confessions(story: Story, notes: Sequence[Note], pledges: Sequence[Pledge]) -> tuple[Confession, ...]:
    """What powers wrote that they acted from, and what the cards say of it."""
    return tuple(_confessions(story, notes, pledges))


def _confessions(story: Story, notes: Sequence[Note], pledges: Sequence[Pledge]) -> Iterator[Confession]:
    for note in sorted(notes, key=lambda note: (note.round, note.power)):
        a, b = note.power, note.toward
        text = words(
            f"debrief.diary.{note.motive}{'-plain' if b == NOBODY else ''}",
            round=note.round,
            a=story.name(a),
            b="" if b == NOBODY else story.name(b),
        )
        if b != NOBODY:
            text += " " + words(f"debrief.diary.truth-{_truth(story, note, pledges)}", a=story.name(a), b=story.name(b))
        yield Confession(note.round, story.code(a), note.motive, "" if b == NOBODY else story.code(b), text)


def _truth(story: Story, note: Note, pledges: Sequence[Pledge]) -> str:
    """Whether there was something to fear, to want or to owe."""
    if note.motive == "fear":
        return "wolf" if story.wants[note.toward] else "lamb"
    if note.motive == "want":
        return "greedy" if story.wants[note.power] else "content"
    two = (story.code(note.power), story.code(note.toward))
    owed = any((x.power, x.to) == two and x.round <= note.round <= x.until for x in pledges)
    return "owed" if owed else "free"
