"""From a finished game to its debrief: every chapter in the order in which it is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.debrief import concepts as literature
from game.debrief import numbers
from game.debrief.model import Beliefs, Debrief, Ordered
from game.debrief.pledges import pledges, pledges_text
from game.debrief.story import Story
from game.debrief.talk import confessions, promised
from game.debrief.titles import titles
from game.debrief.verdicts import evidence, verdicts
from game.debrief.wars import trees, wars, wars_text
from game.orders import done, opened, texts
from game.scenario import Scenario
from game.scores.model import Scores
from game.seats import seats
from game.state import Step
from game.talk import Ledger, Note
from game.words import counted, words


def view(
    scenario: Scenario,
    steps: Sequence[Step],
    scores: Scores,
    beliefs: Beliefs,
    ledger: Ledger | None = None,
    notes: Sequence[Note] = (),
) -> Debrief:
    """The debrief of one finished game (B = 1); raises `ValueError` if it is not over.

    ``ledger``: of all that was said and written, if anything was; ``notes``: the diaries.
    """
    story = Story(scenario, steps, beliefs)
    fought = wars(story, scores.markers)
    given, read = pledges(story), numbers.readers(story)
    told, moved = verdicts(story, scores, fought), numbers.shifts(story)
    found = literature.Findings(story, scores, fought, given, moved, told)
    met = literature.concepts(found)
    spoken = () if ledger is None else promised(story, ledger)
    return Debrief(
        scenario=scenario.id,
        world=scenario.world.name,
        rounds=story.last,
        card=_card(story),
        seats=seats(scenario.world),
        cards=numbers.cards(story),
        dividend=numbers.dividend(story),
        wars=fought,
        wars_text=wars_text(fought),
        trees=trees(story, fought),
        timeline=numbers.timeline(story),
        beliefs=numbers.beliefs(story),
        shifts=moved,
        pledges=given,
        pledges_text=pledges_text([*given, *spoken]),
        readers=read,
        titles=titles(story, scores, fought, read, given),
        verdicts=told,
        markers=evidence(scores.markers),
        concepts=met,
        questions=literature.questions(found, met),
        orders=tuple(_orders(story, steps)),
        promises=spoken,
        diary=confessions(story, notes, given),
    )


def _card(story: Story) -> str:
    """The world card turned over: what was believed of attack and defence, and what was so."""
    believed, true = story.world.balance, story.scenario.balance
    said = words(f"debrief.world.{_edge(believed)}", arms=_arms(believed))
    if believed == true:
        return words("debrief.world.so", believed=said)
    return words("debrief.world.otherwise", believed=said, true=words(f"debrief.world.{_edge(true)}", arms=_arms(true)))


def _edge(balance: float) -> str:
    return "attack" if balance > 0 else "defence" if balance < 0 else "even"


def _arms(balance: float) -> str:
    size = abs(balance)
    return counted(int(size), "arm") if size == int(size) else f"{size:g} " + counted(2, "arm").split(maxsplit=1)[1]


def _orders(story: Story, steps: Sequence[Step]) -> Iterator[Ordered]:
    """All that was sealed, by step and power; reads too: the cards are on the table."""
    for step in steps:
        for i, code in enumerate(story.world.codes):
            if step.before.table.asked[i, 0]:
                lines = tuple(texts(story.world, step.orders.of(i)))
                said = done(story.world, i, lines), opened(story.world, i, lines)
                yield Ordered(int(step.before.table.round[0]), step.before.stage.name.lower(), code, lines, *said)
