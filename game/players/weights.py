"""Trained weights: ``assets/weights/trained.toml``, with the engine they were trained on and the command that did it.

Whoever changes the rules' figures or the policy's features makes them stale: then a line on standard error says so,
and the starting weights, chosen by hand, are played instead.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from game.files import data
from game.players.policy import ARMS, START, WORDS
from game.scenario import core

COMMAND = "dilemma train"


def home() -> Path:
    return data("assets", "weights", "trained.toml")


def engine() -> str:
    """16 hexadecimal digits for all that the weights rest on: figures of rules and cards, features, options."""
    made_of = "|".join([core().model_dump_json(), *START, *WORDS, *(str(tuple(a)) for a in ARMS)])
    return hashlib.sha256(made_of.encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def trained() -> dict[str, float]:
    """The shipped weights, or `START` with a warning when they do not fit this engine."""
    return read(home())


def read(path: Path) -> dict[str, float]:
    """The weights of a file; with a warning on standard error, `START`, if they are missing or stale."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        return _fall_back(path, f"cannot be read ({type(error).__name__})")
    if found.get("engine") != engine():
        return _fall_back(path, f"was trained on engine {found.get('engine')}, this is {engine()}")
    return {name: float(found["weights"][name]) for name in START}


def write(path: Path, weights: Mapping[str, float], seed: int, command: str) -> None:
    """Weights as a file that `read` takes, with what it takes to make them again."""
    head = f'engine = "{engine()}"\nseed = {seed}\ncommand = "{command}"\n\n[weights]\n'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + "".join(f"{name} = {weights[name]}\n" for name in START), "utf-8")


def _fall_back(path: Path, why: str) -> dict[str, float]:
    print(f"dilemma: {path}: {why}; playing by untrained weights, make new ones with: {COMMAND}", file=sys.stderr)
    return dict(START)
