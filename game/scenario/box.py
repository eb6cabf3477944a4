"""The box: which scenarios there are, and how one is read."""

from __future__ import annotations

import difflib
from functools import lru_cache
from pathlib import Path

from game.files import BadInput, data, text_of
from game.scenario import figures, geography, par
from game.scenario.unpack import build
from game.scenario.world import Scenario
from game.schema import ScenarioFile, check, toml


def names() -> list[str]:
    """The scenarios in the box."""
    return sorted(path.stem for path in data("rules", "scenarios").glob("*.toml"))


def load(name: str | Path) -> Scenario:
    """A scenario by its name in the box or by the path of a TOML file; `BadInput` if it cannot be used."""
    path = Path(name)
    if path.suffix == ".toml" or len(path.parts) > 1:
        return parse(text_of(path), path)
    home = data("rules", "scenarios", f"{name}.toml")
    if not home.is_file():
        near = difflib.get_close_matches(str(name), names(), 1)
        hint = f"did you mean '{near[0]}'?" if near else "there are " + ", ".join(names())
        raise BadInput(f"scenario '{name}': there is none of that name; {hint}")
    return _shipped(str(name), home)


@lru_cache(maxsize=64)
def _shipped(name: str, home: Path) -> Scenario:
    return parse(home.read_text("utf-8"), home, shipped=True)


def forget() -> None:
    """Read the shipped files anew next time; for measuring."""
    for cached in (_shipped, figures.cards, figures.core, par.tables, geography.sent):
        cached.cache_clear()


def parse(text: str, path: Path, *, shipped: bool = False) -> Scenario:
    """The scenario in a TOML text; ``path`` is named in errors."""
    return build(check(ScenarioFile, toml(path, text), path), path, text, shipped=shipped)
