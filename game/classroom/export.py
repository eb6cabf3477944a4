"""The tables of a session without names: for a spreadsheet, for SQLite, and the dictionary of their columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from game.classroom.exercise import load
from game.classroom.paths import path_of
from game.classroom.session import Session, Table
from game.debrief.report import csv_text
from game.files import BadInput
from game.words import words

Row = dict[str, Any]

# What is exported, and in which order; [classroom.columns] says what each is.
COLUMNS: dict[str, tuple[str, ...]] = {
    "tables": (
        *("table", "scenario", "world", "rounds", "paper", "battles", "unwanted", "yields", "arms_start", "arms_end"),
        *("tokens", "butter", "pars", "path", "fear_start", "fear_end", "alarm_start", "alarm_end"),
    ),
    "powers": (
        *("table", "power", "seat", "card", "target", "wants_land", "points", "par", "won", "butter", "war", "gain"),
        *("suspicion", "reads", "brier", "brier_evidence", "brier_deck"),
    ),
    "rounds": (
        *("table", "round", "power", "swords", "shields", "tokens", "butter", "mobilised", "exile"),
        *("suspicion", "said", "image", "threat"),
    ),
    "beliefs": ("table", "round", "power", "about", "evidence", "read", "truth"),
    "wars": (
        *(
            "table",
            "round",
            "kind",
            "strikers",
            "targets",
            "joined",
            "outcome",
            "margin",
            "needed",
            "roll",
            "wanted_by",
        ),
    ),
    "scores": ("table", "score", "value", "low", "high", "verdict"),
    "orders": ("table", "round", "stage", "power", "order", "seconds"),
    "messages": ("table", "round", "power", "to", "spoken", "text"),
    "quiz": ("exercise", "when", "person", "question", "answer", "right"),
}


def rows(session: Session, *, messages: bool) -> dict[str, list[Row]]:
    """Every table of the export; messages only if the host allows them."""
    found: dict[str, list[Row]] = {name: [] for name in COLUMNS if messages or name != "messages"}
    for table in session.tables:
        for name, some in _of(table).items():
            if name in found:
                found[name] += [{"table": table.number, **row} for row in some]
    found["quiz"] = list(_quiz(session))
    return found


def _of(table: Table) -> dict[str, Iterable[Row]]:
    d = table.debrief
    readers = {reader.power: reader for reader in d.readers}
    seats = dict(zip((seat.code for seat in d.seats), table.seats, strict=True))
    return {
        "tables": [_table(table)],
        "powers": (
            {
                **asdict(card),
                "card": card.kind,
                "seat": seats[card.power],
                "reads": readers[card.power].reads,
                "brier": readers[card.power].brier,
                "brier_evidence": readers[card.power].evidence,
                "brier_deck": readers[card.power].deck,
            }
            for card in d.cards
        ),
        "rounds": map(asdict, d.timeline),
        "beliefs": map(asdict, d.beliefs),
        "wars": ({**asdict(war), "joined": [one.power for one in war.joiners]} for war in d.wars),
        "scores": (
            {"score": part.kind, "value": part.value, "low": part.low, "high": part.high, "verdict": score.verdict}
            for score in d.verdicts.scores
            for part in (score.share, *score.parts)
        ),
        "orders": (
            {"round": s.round, "stage": s.stage, "power": s.power, "order": order, "seconds": s.seconds}
            for s in table.sealed
            for order in s.orders or ("",)
        ),
        "messages": map(asdict, table.messages),
    }


def _table(table: Table) -> Row:
    d, path = table.debrief, path_of(table)
    fought = [war for war in d.wars if war.kind != "yield"]
    return {
        "scenario": d.scenario,
        "world": d.world,
        "rounds": d.rounds,
        "paper": table.paper,
        "battles": len(fought),
        "unwanted": sum(not war.wanted_by for war in fought),
        "yields": len(d.wars) - len(fought),
        "arms_start": path.arms[0],
        "arms_end": path.arms[-1],
        "tokens": d.dividend.tokens,
        "butter": d.dividend.butter,
        "pars": len(d.dividend.winners),
        "path": path.kind,
        "fear_start": path.fear[0] if path.fear else None,
        "fear_end": path.fear[-1] if path.fear else None,
        "alarm_start": path.alarm[0] if path.alarm else None,
        "alarm_end": path.alarm[-1] if path.alarm else None,
    }


def _quiz(session: Session) -> Iterator[Row]:
    for answer in session.answers:
        quiz = load(answer.exercise).file.quiz
        asked = {f"q{k}": question.answer for k, question in enumerate(quiz, 1)}
        right = None if answer.question not in asked else answer.answer == asked[answer.question]
        yield {**asdict(answer), "right": right}


def texts(found: dict[str, list[Row]]) -> dict[str, str]:
    """The tables and the dictionary as CSV texts, by file name."""
    files = {f"{name}.csv": csv_text(COLUMNS[name], some) for name, some in found.items()}
    return files | {"dictionary.csv": csv_text(("table", "column", "meaning"), dictionary(found))}


def dictionary(found: Iterable[str]) -> list[Row]:
    """What every column of these tables means."""
    return [
        {"table": name, "column": column, "meaning": _meaning(name, column)}
        for name in found
        for column in COLUMNS[name]
    ]


def _meaning(name: str, column: str) -> str:
    """The column's own words, or those it shares with other tables."""
    try:
        return words(f"classroom.columns.{name}-{column}")
    except KeyError:
        return words(f"classroom.columns.{column}")


def store(found: dict[str, list[Row]], path: Path) -> None:
    """The same tables as one SQLite file, with the dictionary, in place of what stood there; or `BadInput`."""
    tables = {**found, "dictionary": dictionary(found)}
    names: dict[str, Sequence[str]] = {**COLUMNS, "dictionary": ("table", "column", "meaning")}
    try:
        path.unlink(missing_ok=True)
        with sqlite3.connect(path) as base:
            for name, some in tables.items():
                columns = names[name]
                listed = ", ".join(f'"{column}"' for column in columns)
                base.execute(f'CREATE TABLE "{name}" ({listed})')
                marks = ", ".join("?" * len(columns))
                base.executemany(
                    f'INSERT INTO "{name}" VALUES ({marks})', [[_plain(row.get(c)) for c in columns] for row in some]
                )
        base.close()
    except (sqlite3.Error, OSError) as why:
        raise BadInput(f"{path}: cannot be written ({why}); name another folder") from None


def _plain(value: Any) -> Any:
    """A value as SQLite keeps it."""
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return int(value) if isinstance(value, bool) else value
