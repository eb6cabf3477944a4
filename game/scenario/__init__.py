"""Scenarios: what the box holds before the first round.

A `World` is everything the players may read: the map, the card with the believed balance, the deck, the
powers. A `Scenario` is the world and what the box hides: the true balance and the deals. `load` reads and
checks a file; whatever is wrong is one line naming file, key and remedy.

Rooms: `world` (what a file becomes), `figures` (constants and cards, the same for all), `geography`, `pacts`, `deals`
and `par` (a part of a file each), `unpack` (all of it), `box` (which there are).
"""

from game.scenario.box import forget, load, names, parse
from game.scenario.deals import card_of
from game.scenario.figures import cards, core
from game.scenario.unpack import build
from game.scenario.world import INTENTS, PACTS, Intent, PactKind, Power, Scenario, World

__all__ = [
    "INTENTS",
    "PACTS",
    "Intent",
    "PactKind",
    "Power",
    "Scenario",
    "World",
    "build",
    "card_of",
    "cards",
    "core",
    "forget",
    "load",
    "names",
    "parse",
]
