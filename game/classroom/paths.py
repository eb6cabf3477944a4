"""Which way a table went: into a spiral, out of it, or past it; and by what means."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from game.classroom.session import Table
from game.debrief.model import ScoreView
from game.debrief.story import percent
from game.words import listed, words

FELL = 0.85  # of the most arms it ever had: so few arms at the end are a way back
REASSURED = {  # orders that reassure, by what they begin with
    "build scrap": "scrap",
    "signal open": "open",
    "signal peace": "peace",
    "ally hand": "hand",
    "ally accept": "pact",
    "ally aid": "aid",
}
MOST = 3  # means told


@dataclass(frozen=True)
class Path:
    """A table's way through the game."""

    kind: str  # spiral, wanted, back, calm, armed
    arms: tuple[int, ...]  # of all powers together, at the opening of each round and at the end
    fear: tuple[float | None, ...]  # mean chance of wanting land that the evidence gave to those who wanted none
    means: tuple[tuple[str, int], ...]  # what was done that reassures, the most first
    text: str


def path_of(table: Table) -> Path:
    """The way a table went, and a sentence that says so."""
    d = table.debrief
    rounds = sorted({moment.round for moment in d.timeline})
    benign = {card.power for card in d.cards if not card.wants_land}
    arms, fear = [], []
    for number in rounds:
        moments = [moment for moment in d.timeline if moment.round == number]
        arms.append(sum(moment.swords + moment.shields for moment in moments))
        doubts = [m.suspicion for m in moments if m.power in benign and m.suspicion is not None]
        if doubts:
            fear.append(sum(doubts) / len(doubts))
    known: tuple[float | None, ...] = tuple(fear) or (None,)
    kind = _kind(table, arms)
    means = _means(table)
    how = listed([words(f"classroom.path.mean-{name}", count=count) for name, count in means[:MOST]])
    figures = {
        "first": arms[0],
        "most": max(arms),
        "last": arms[-1],
        "round": rounds[arms.index(max(arms))],
        "share": percent(_spiral(table).share.value or 0.0),
    }
    text = words(f"classroom.path.{kind}", **figures)
    if fear:
        text += " " + words("classroom.path.fear", before=percent(fear[0]), after=percent(fear[-1]))
    if kind != "spiral" and how:
        text += " " + words("classroom.path.means", how=how)
    return Path(kind, tuple(arms), known, means, text)


def _kind(table: Table, arms: list[int]) -> str:
    d = table.debrief
    fought = [war for war in d.wars if war.kind != "yield"]
    if _spiral(table).verdict == "high":
        return "spiral"
    if any(war.wanted_by for war in fought):
        return "wanted"
    if not fought and arms[-1] <= FELL * max(arms):
        return "back"
    return "calm" if not fought and max(arms) <= arms[0] * (2 - FELL) else "armed"


def _spiral(table: Table) -> ScoreView:
    return next(score for score in table.debrief.verdicts.scores if score.share.kind == "spiral")


def _means(table: Table) -> tuple[tuple[str, int], ...]:
    """Orders that reassure, counted."""
    count = Counter(
        name
        for sheet in table.sealed
        for order in sheet.orders
        for start, name in REASSURED.items()
        if order.startswith(start)
    )
    return tuple(count.most_common())
