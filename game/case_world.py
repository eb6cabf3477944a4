"""The worlds of the casebook: a scenario of the box, or a map in a few words: 'powers AAA BBB; balance 2'."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from game.facts import Line
from game.files import BadInput
from game.scenario import Scenario, build
from game.scenario import load as scenario
from game.schema import ScenarioFile, check

_WEAPONS = {"alike": 0.0, "mixed": 0.5, "plain": 1.0}
_NUMBERS = {
    "balance": "balance_believed",
    "actual": "balance_actual",
    "distinguishability": "distinguishability",
    "retaliation": "retaliation",
    "disarming": "disarming",
}
_MARKS = ("nuclear", "rising", "surprise")
_LISTS = ("rounds", "modules", "deck", "borders", "barrier", "projection")
_WORLD = ("scenario", "powers", "weapons", "tokens", *_NUMBERS, *_MARKS, *_LISTS)


def world_of(pieces: list[Line], case: Line) -> Scenario:
    """WORLD: a scenario of the box, or a map in a few words; three powers and the base numbers by default."""
    said = [(piece, *piece.text.partition(" ")[::2]) for piece in pieces]
    codes = ["AAA", "BBB", "CCC"]
    for piece, word, text in said:
        piece.one_of("WORLD", word, _WORLD)
        if word == "scenario":
            try:
                return scenario(text)
            except BadInput as error:
                piece.fail("WORLD", str(error))
        codes = text.split() if word == "powers" else codes
    world: dict[str, Any] = {}
    powers: dict[str, dict[str, Any]] = {code: {"name": code} for code in codes}
    for piece, word, text in said:
        try:
            _say(world, powers, word, text)
        except (ValueError, IndexError, KeyError):
            piece.fail("WORLD", f"'{piece.text}' cannot be read; see rules/cases/README.md for how to say it")
    where = Path(f"{case.file}:{(pieces or [case])[0].number}")
    tables = {"name": "A case", "world": world, "powers": powers}
    if "deck" in world:
        tables["prior"] = world.pop("deck")
    return build(check(ScenarioFile, tables, where), where, "")


def _say(world: dict[str, Any], powers: dict[str, dict[str, Any]], word: str, text: str) -> None:
    """One thing said of the world, written into the tables of a scenario file."""
    rest = text.split()
    if word == "weapons":
        world["distinguishability"] = _WEAPONS[text]
    elif word in _NUMBERS:
        world[_NUMBERS[word]] = float(text)
    elif word == "tokens":
        powers[rest[0]]["tokens"] = int(rest[1])
    elif word in _MARKS:
        for code in rest:
            powers[code][word] = True
    elif word == "rounds":
        world[word] = [int(rest[0]), int(rest[-1])]
    elif word == "modules":
        world[word] = [name.strip() for name in text.split(",")]
    elif word == "deck":
        world[word] = {card: float(weight) for card, weight in zip(rest[::2], rest[1::2], strict=True)}
    elif word == "borders":
        world["border"] = [{"between": pair.split("-")} for pair in rest]
    elif word == "barrier":
        world.setdefault(word, []).append({"between": rest[0].split("-"), "arms": float(rest[1])})
    elif word == "projection":
        start, end = rest[0].split("-")
        world.setdefault(word, []).append({"from": start, "to": end, "share": float(rest[1])})
