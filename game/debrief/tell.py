"""The debrief as plain paragraphs under headings: for a terminal, a screen reader and a log."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.debrief.model import Branch, Card, Debrief, ScoreView
from game.words import counted, words

WIDTH = 96  # characters a line


@dataclass(frozen=True)
class Chapter:
    """A heading and its paragraphs."""

    title: str
    lines: tuple[str, ...]


def tell(debrief: Debrief) -> tuple[Chapter, ...]:
    """The whole story in its order; chapters with nothing to tell are left out."""
    d = debrief
    told = d.played
    chapters = (
        (d.world, [f"{told} {d.card}", d.wars_text]),
        (words("debrief.heading.cards"), [*(_card(d, card) for card in d.cards), d.dividend.pars, d.dividend.text]),
        (words("debrief.heading.titles"), [f"{title.title}: {title.text}" for title in d.titles]),
        (words("debrief.heading.wars"), [_war(d, at) for at in range(len(d.wars))]),
        (
            words("debrief.heading.trees"),
            [line for tree in d.trees for line in _tree(tree.title, tree.roots, tree.aside)],
        ),
        (
            words("debrief.heading.scores"),
            [d.verdicts.harm_text, *(line for s in d.verdicts.scores for line in _score(s))],
        ),
        (words("debrief.heading.markers"), [marker.text for marker in d.markers if marker.strong]),
        (words("debrief.heading.shifts"), [shift.text for shift in d.shifts]),
        (words("debrief.heading.reads"), [reader.text for reader in d.readers]),
        (
            words("debrief.heading.words"),
            [d.pledges_text, *(p.text for p in d.pledges if p.fate in ("broken", "kept"))],
        ),
        (words("debrief.heading.promises"), [p.text for p in d.promises]),
        (words("debrief.heading.diary"), [entry.text for entry in d.diary]),
        (words("debrief.heading.names"), [f"{c.title}. {c.text} ({c.source})" for c in d.concepts]),
        (words("debrief.heading.discuss"), d.questions),
    )
    return tuple(Chapter(title, tuple(lines)) for title, lines in chapters if lines)


def page(debrief: Debrief) -> str:
    """The story as lines of a width that everybody can read."""
    bullet = words("text.bullet")
    out = []
    for chapter in tell(debrief):
        out += [chapter.title, *(_wrapped(line, bullet) for line in chapter.lines), ""]
    return "\n".join(out[:-1])


def _wrapped(line: str, bullet: str) -> str:
    return textwrap.fill(line, WIDTH, initial_indent=bullet, subsequent_indent=" " * len(bullet))


def _card(d: Debrief, card: Card) -> str:
    result = words("debrief.card.won" if card.won else "debrief.card.missed")
    points = words("debrief.card.points", points=counted(card.points, "point"), par=card.par, result=result)
    return f"{d.seat(card.power).name}, {card.title}. {card.text} {points} {card.account}"


def _war(d: Debrief, at: int) -> str:
    war = d.wars[at]
    return " ".join(text for text in (f"{war.title}.", war.wanted, war.result, *war.after, war.belief) if text)


def _tree(title: str, roots: Sequence[Branch], aside: Sequence[Branch]) -> Iterator[str]:
    """Sentences in the order in which one power drew in the next."""

    def walk(branches: Sequence[Branch]) -> Iterator[str]:
        for branch in branches:
            if branch.act not in ("strikes", "struck"):  # the title says these
                yield branch.text
            yield from walk(branch.branches)

    told = [*walk(roots), *walk(aside)]
    if told:
        yield f"{title}. {' '.join(told)}"


def _score(score: ScoreView) -> Iterator[str]:
    yield f"{score.share.title}: {score.verdict_text.lower()}. {score.share.text} {score.explanation}"
    for part in score.parts:
        yield f"{part.title}: {part.text}"
    if score.traced_text:
        yield score.traced_text
