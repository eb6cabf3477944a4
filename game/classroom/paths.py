"""Which way a table went: into a spiral, out of it, or past it; and by what means."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from game.classroom.session import Table
from game.debrief.model import ScoreView
from game.odds import percent
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
KINDS = ("spiral", "wanted", "unwanted", "armed", "back", "calm")  # in the order in which they are told


@dataclass(frozen=True)
class Path:
    """A table's way through the game."""

    kind: str  # of `KINDS`
    arms: tuple[int, ...]  # of all powers together, at the opening of each round and at the end
    fear: tuple[float, ...]  # mean chance of wanting land that the evidence gave to those who wanted none; () if none
    alarm: tuple[float, ...]  # the same of those who did want some
    means: tuple[tuple[str, int], ...]  # what was done that reassures, the most first
    text: str


def path_of(table: Table) -> Path:
    """The way a table went, and a sentence that says so."""
    d = table.debrief
    rounds = sorted({moment.round for moment in d.timeline})
    arms = [sum(m.swords + m.shields for m in d.timeline if m.round == number) for number in rounds]
    fear, alarm = (_suspicion(table, rounds, wants=wants) for wants in (False, True))
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
    text = " ".join(filter(None, [words(f"classroom.path.{kind}", **figures), d.verdicts.unwanted]))
    if kind != "spiral" and _spiral(table).verdict == "high":
        text += " " + words("classroom.path.tragedy", **figures)
    if fear:
        text += " " + words("classroom.path.fear", before=percent(fear[0]), after=percent(fear[-1]))
    if kind != "spiral" and how:
        text += " " + words("classroom.path.means", how=how)
    return Path(kind, tuple(arms), fear, alarm, means, text)


def _suspicion(table: Table, rounds: list[int], *, wants: bool) -> tuple[float, ...]:
    """Round by round, the mean chance of wanting land that the evidence gave to those who do, or who do not."""
    d = table.debrief
    powers = {card.power for card in d.cards if card.wants_land == wants}
    found = []
    for number in rounds:
        doubts = [m.suspicion for m in d.timeline if m.round == number and m.power in powers]
        known = [doubt for doubt in doubts if doubt is not None]
        if known:
            found.append(sum(known) / len(known))
    return tuple(found)


def _kind(table: Table, arms: list[int]) -> str:
    d = table.debrief
    fought = [war for war in d.wars if war.kind != "yield"]
    if d.verdicts.told_as_spiral:
        return "spiral"
    if fought:
        return "wanted" if any(war.wanted_by for war in fought) else "unwanted"
    if arms[-1] <= FELL * max(arms):
        return "back"
    return "calm" if max(arms) <= arms[0] * (2 - FELL) else "armed"


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
