"""The end in text: cards turned over, points against par, who wanted it, and the story without secrets."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game.events import Event, chronicle, sentence
from game.match import Match
from game.observe import aggressor
from game.rules import par, totals
from game.scenario import INTENTS
from game.state import Stage, Stance
from game.text.console import Console
from game.views import facts
from game.words import counted, numeral, words

# Told by others of the same round, or too many to be read.
_LEFT_OUT = (
    "label",
    "shown",
    "read",
    "kept",
    "income",
    "arms",
    "turned",
    "final",
    "accepted-nothing",
    "over",
    "built",
)


def show(console: Console, match: Match) -> None:
    """The debrief of a match that is over."""
    console.listing(words("text.end.title", round=match.round), _powers(match))
    console.line()
    console.line(_winners(match))
    console.line(_table(match))
    console.listing(words("text.end.who"), _who_wanted(match))
    console.line()
    console.line(words("text.end.story"))
    for round_, events in _by_round(match).items():
        told = [sentence(match.scenario.world, event) for event in events if event.kind not in _LEFT_OUT]
        console.listing(words("text.end.round", round=round_), told)


def _powers(match: Match) -> Iterator[str]:
    world, state = match.scenario.world, match.state
    points, pars = totals(state)[:, 0], par(match.scenario, state)[:, 0]
    for i in range(world.n):
        target = int(state.desk.target[i, 0])
        card = words(f"text.end.card-{INTENTS[int(state.desk.intent[i, 0])]}", target=facts.name(world, target))
        result = words("text.end.won" if points[i] >= pars[i] else "text.end.missed")
        line = {"name": facts.name(world, i), "card": card, "points": counted(int(points[i]), "point")}
        account = words(
            "text.end.account",
            butter=int(state.table.butter[i, 0]),
            war=numeral(int(state.table.points[i, 0]), "+d"),
            card=numeral(int(state.desk.card_points[i, 0]), "+d"),
        )
        yield words("text.end.power", **line, par=int(pars[i]), result=result) + " " + account


def _winners(match: Match) -> str:
    won = np.flatnonzero(totals(match.state)[:, 0] >= par(match.scenario, match.state)[:, 0])
    if len(won) == match.scenario.world.n:
        return words("text.end.all-win")
    return (
        words("text.end.some-win", names=facts.names(match.scenario.world, won))
        if len(won)
        else words("text.end.none-win")
    )


def _table(match: Match) -> str:
    """The table's own result [R11]: butter kept, of all the tokens there ever were."""
    had = sum(int(step.before.table.tokens[:, 0].sum()) for step in match.steps if step.before.stage is Stage.ORDERS)
    return words("text.end.table", butter=int(match.state.table.butter[:, 0].sum()), tokens=had)


def _who_wanted(match: Match) -> Iterator[str]:
    """Every strike, and whether anybody wanted it: the tragedy in a line each."""
    world, wants = match.scenario.world, aggressor(match.state.desk.intent[:, 0])
    unwanted = number = 0
    for step in match.steps:
        if step.before.stage is not Stage.ORDERS:
            continue
        for i in np.flatnonzero(step.orders.stance[:, 0] == Stance.STRIKE):
            j = int(step.orders.strike[i, 0])
            number, unwanted = number + 1, unwanted + (not wants[i])
            pair = {"a": facts.name(world, int(i)), "b": facts.name(world, j)}
            key = "why-aggressor" if wants[i] else "why-benign" if wants[j] else "both-benign"
            why = words(f"text.end.{key}", **pair)
            yield words("text.end.strike", **pair, round=int(step.before.table.round[0]), why=why)
    if not number:
        yield words("text.end.no-strikes")
    else:
        yield words("text.end.unwanted", strikes=counted(number, "strike"), unwanted=unwanted)


def _by_round(match: Match) -> dict[int, list[Event]]:
    out: dict[int, list[Event]] = {}
    for step in match.steps:
        for event in chronicle(match.scenario.world, step):
            out.setdefault(event.round, []).append(event)
    return out
