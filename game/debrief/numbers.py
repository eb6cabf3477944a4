"""What can be counted: cards and points, arms as they were and as they were seen, beliefs, reads, the dividend."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game import crisis
from game.arrays import NOBODY, Array
from game.debrief.model import Belief, Card, Dividend, Moment, Reader, Shift
from game.debrief.story import Story, mean, value_of
from game.debrief.wars import card_name
from game.odds import percent
from game.rules import par, totals
from game.scenario import INTENTS
from game.state import State
from game.words import counted, words

MOST_SHIFTS = 8  # told of a game
LEAST_SHIFT = 0.05  # in a chance, to be worth a sentence


# ---- cards and points ------------------------------------------------------------------------------------


def cards(story: Story) -> tuple[Card, ...]:
    """Turned over, least suspected first; equals in table order."""
    found = [_card(story, i) for i in range(story.n)]
    return tuple(sorted(found, key=lambda card: -1.0 if card.suspicion is None else card.suspicion))


def _card(story: Story, i: int) -> Card:
    state = story.final
    points, target = int(totals(state)[i, 0]), story.target(i)
    need = int(par(story.scenario, state)[i, 0])
    butter, war = int(state.table.butter[i, 0]), int(state.table.points[i, 0])
    gain = int(state.desk.card_points[i, 0])
    doubt = suspicion(story, i)
    text = words(
        f"debrief.card.text-{INTENTS[story.cards[i]]}",
        a=story.name(i),
        b="" if target is None else story.name(target),
    )
    return Card(
        power=story.code(i),
        kind=INTENTS[story.cards[i]],
        target=None if target is None else story.code(target),
        title=card_name(story, i),
        wants_land=story.wants[i],
        suspicion=doubt,
        points=points,
        par=need,
        won=points >= need,
        butter=butter,
        war=war,
        gain=gain,
        text=text if doubt is None else f"{text} {words('debrief.card.suspected', chance=percent(doubt))}",
    )


def suspicion(story: Story, power: int) -> float | None:
    """Mean over its rivals: what each said of it last, or, of those that never did, what the evidence gave last."""
    found = []
    for viewer in story.rivals(power):
        said = [story.read(round_.number, viewer, power) for round_ in story.rounds]
        given = [story.believed(round_.number, viewer, power) for round_ in story.rounds]
        found += [chance for chance in [*given, *said] if chance is not None][-1:]
    return mean(found)


def dividend(story: Story) -> Dividend:
    """The butter that was kept, of all the tokens there were, and the pars that were reached [R11]."""
    state = story.final
    tokens = sum(int(round_.opening.before.table.tokens[:, 0].sum()) for round_ in story.rounds)
    spent = [step.outcome.arms_tokens for round_ in story.rounds for step in round_.steps]
    arms = sum(int(some[:, 0].sum()) for some in spent if some is not None)
    butter = int(state.table.butter[:, 0].sum())
    won = [int(i) for i in np.flatnonzero(totals(state)[:, 0] >= par(story.scenario, state)[:, 0])]
    everybody = len(won) == story.n
    key = "all" if everybody else "some" if won else "none"
    share = percent(butter / tokens) if tokens else 0
    return Dividend(
        tokens=tokens,
        butter=butter,
        arms=arms,
        other=tokens - butter - arms,
        winners=story.codes(won),
        everybody=everybody,
        text=words("debrief.dividend.text", butter=butter, tokens=counted(tokens, "token"), share=share, arms=arms),
        pars=words(f"debrief.dividend.{key}", names=story.names(won)),
    )


# ---- arms, threat and belief over time -------------------------------------------------------------------


def timeline(story: Story) -> tuple[Moment, ...]:
    """Every power at the opening of every round, and at the end; by round, then in table order."""
    found = [
        _moment(story, round_.opening.before, round_.number, i, end=False)
        for round_ in story.rounds
        for i in range(story.n)
    ]
    return (*found, *(_moment(story, story.final, story.last + 1, i, end=True) for i in range(story.n)))


def _moment(story: Story, state: State, round_: int, i: int, *, end: bool) -> Moment:
    table, desk, beliefs = state.table, state.desk, story.beliefs
    seen = [int(desk.seen[j, i, 0]) for j in story.rivals(i)]
    t = None if end else beliefs.at(round_)
    others = story.rivals(i)
    swords = int(desk.swords[i, 0])
    return Moment(
        round=round_,
        end=end,
        power=story.code(i),
        swords=swords,
        shields=int(table.arms[i, 0]) - swords,
        seen=sum(seen) / len(seen),
        seen_least=min(seen),
        seen_most=max(seen),
        tokens=None if end else int(table.tokens[i, 0]),
        butter=int(table.butter[i, 0]),
        mobilised=bool(crisis.mobilised(story.world, table)[i, 0]),
        exile=bool(table.occupier[i, 0] != NOBODY),
        suspicion=None if t is None else mean(beliefs.aggressor[t, others, i]),
        said=None if t is None else mean(beliefs.reads[t, others, i]),
        image=None if t is None else value_of(beliefs.image, t, i),
        threat=None if t is None else _total(beliefs.threat[t, i, others]),
    )


def _total(threats: Array) -> float | None:
    known = threats[~np.isnan(threats)]
    return float(known.sum()) if len(known) else None


def beliefs(story: Story) -> tuple[Belief, ...]:
    """Every power's belief about every rival, round by round."""
    return tuple(_beliefs(story))


def _beliefs(story: Story) -> Iterator[Belief]:
    given = story.beliefs
    for round_ in story.rounds:
        t = given.at(round_.number)
        if t is None:
            continue
        for i in range(story.n):
            for j in story.rivals(i):
                yield Belief(
                    round=round_.number,
                    power=story.code(i),
                    about=story.code(j),
                    evidence=value_of(given.aggressor, t, i, j),
                    read=value_of(given.reads, t, i, j),
                    truth=story.wants[j],
                    threat=value_of(given.threat, t, i, j),
                    mirror=value_of(given.mirror, t, j, i),
                )


def shifts(story: Story) -> tuple[Shift, ...]:
    """How orders were read: the largest changes of belief that one power's round caused in a rival, by round."""
    found = []
    for belief in beliefs(story):
        if belief.mirror is None or belief.evidence is None or abs(belief.mirror) < LEAST_SHIFT:
            continue
        i, j = story.world.index(belief.about), story.world.index(belief.power)
        truth = words("debrief.truth.wants" if belief.truth else "debrief.truth.not", a=story.name(i))
        text = words(
            "debrief.shift",
            a=story.name(i),
            b=story.name(j),
            round=belief.round,
            before=percent(belief.evidence),
            after=percent(belief.evidence + belief.mirror),
            truth=truth,
        )
        found.append(
            Shift(belief.round, belief.about, belief.power, belief.evidence, belief.mirror, belief.truth, text)
        )
    largest = sorted(found, key=lambda shift: -abs(shift.change))[:MOST_SHIFTS]
    return tuple(sorted(largest, key=lambda shift: (shift.round, -abs(shift.change))))


# ---- reads -----------------------------------------------------------------------------------------------


def readers(story: Story) -> tuple[Reader, ...]:
    """Every power's reads by Brier, beside the rational observer's and the bare deck's over the same rivals."""
    return tuple(_reader(story, i) for i in range(story.n))


def _reader(story: Story, i: int) -> Reader:
    stated = [
        (read, story.believed(round_.number, i, j), story.wants[j])
        for round_ in story.rounds
        for j in story.rivals(i)
        if (read := story.read(round_.number, i, j)) is not None
    ]
    own = mean((read - truth) ** 2 for read, _, truth in stated)
    evidence = mean((chance - truth) ** 2 for _, chance, truth in stated if chance is not None)
    deck = mean((story.prior - truth) ** 2 for _, _, truth in stated)
    if own is None or deck is None:
        return Reader(story.code(i), 0, None, None, None, words("debrief.reads.none", a=story.name(i)))
    beside = "" if evidence is None else words("debrief.reads.evidence", brier=f"{evidence:.2f}")
    text = words("debrief.reads.text", a=story.name(i), brier=f"{own:.2f}", evidence=beside, deck=f"{deck:.2f}")
    return Reader(story.code(i), len(stated), own, evidence, deck, text)
