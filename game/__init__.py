"""Security Dilemma: a negotiation game about fear.

The public names are loaded on first use, so that ``import game`` stays quick:

>>> import game
>>> game.load("base").world.codes
('ALD', 'BRE', 'COR', 'DOR', 'EST')
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.chance import Chance as Chance
    from game.match import play_batch as play_batch
    from game.observe import observe as observation  # noqa: F401
    from game.rules import start as start
    from game.rules import step as step
    from game.scenario import load as load

__version__ = "0.1.0"

_HOMES = {  # none is called like a module: once imported, that would stand in its place
    "Chance": ("game.chance", "Chance"),
    "load": ("game.scenario", "load"),
    "observation": ("game.observe", "observe"),
    "play_batch": ("game.match", "play_batch"),
    "start": ("game.rules", "start"),
    "step": ("game.rules", "step"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'game' has no attribute {name!r}")
    home, attribute = _HOMES[name]
    return getattr(import_module(home), attribute)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
