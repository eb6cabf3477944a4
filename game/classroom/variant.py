"""A scenario with its dials turned: other rounds, another balance, weapons more or less alike.

What comes out is a scenario file of its own, kept whole in every record made with it. Its pars are scaled from the
abstract worlds, as those of any file that is not in the box.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path

from game.scenario import Scenario, parse


@dataclass(frozen=True)
class Dials:
    """What is to be otherwise; None leaves it as the scenario has it."""

    rounds: tuple[int, int] | None = None  # the public range
    balance_believed: float | None = None
    balance_actual: float | None = None
    distinguishability: float | None = None
    disarming: float | None = None


def turned(scenario: Scenario, dials: Dials, name: str) -> Scenario:
    """The scenario with these dials, under ``name``; itself, if nothing changes. `BadInput` for what cannot be."""
    world = scenario.file.world
    wanted = {key: value for key, value in asdict(dials).items() if value is not None}
    if "balance_believed" in wanted and world.balance_actual is not None:
        wanted.setdefault("balance_actual", wanted["balance_believed"])
    text = scenario.text
    for key, value in wanted.items():
        if value != getattr(world, key):
            text = _put(text, key, list(value) if isinstance(value, tuple) else value)
    return scenario if text == scenario.text else parse(text, Path(f"{name}.toml"))


def _put(text: str, key: str, value: object) -> str:
    """The file with that key of its table [world]; every other line stays as it is."""
    begin = re.search(r"^\[world\].*\n", text, re.MULTILINE)
    if not begin:
        return f"{text.rstrip()}\n\n[world]\n{key} = {value}\n"
    head, rest = text[: begin.end()], text[begin.end() :]
    end = re.search(r"^\[", rest, re.MULTILINE)
    table, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    table, found = re.subn(rf"^{key}\s*=[^#\n]*", f"{key} = {value}  ", table, count=1, flags=re.MULTILINE)
    return head + (table if found else f"{key} = {value}\n{table}") + tail
