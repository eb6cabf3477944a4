"""Players: whoever decides for a power. One interface for all, people's seats aside.

A player is a name and a function ``choose(observation, belief, draw) -> row of Orders``: from what the power
may know, a belief about its rivals (None for players that need none) and its own luck. It keeps no memory:
all it needs lies on the table. To add one, write the function and give it a line in `PLAYERS`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from game.chance import Draw
from game.files import BadInput
from game.intents.mind import PLAIN, Knobs
from game.observe import Observation
from game.players import blueprint, moves, random_legal, rule
from game.state import Orders

PERSON = "person"
Choose = Callable[[Observation, Any, Draw], Orders]


@dataclass(frozen=True)
class Player:
    """A name, a sentence about it, and its function."""

    name: str
    about: str
    choose: Choose
    knobs: Knobs | None = None  # how it forms beliefs; None: it needs none


PLAYERS: dict[str, Player] = {
    p.name: p
    for p in (
        Player(
            "blueprint",
            "weighs gains, fears and ties as its card has them, learns from what it sees, and errs a little",
            blueprint.choose,
            PLAIN,
        ),
        Player(
            "rules",
            "plays its card by simple rules: arms to sufficiency, keeps its word, strikes when it pays",
            rule.choose,
        ),
        Player("random", "any legal orders, all alike", random_legal.choose),
        Player("hold", "orders nothing, resists and stays out", moves.constant("butter")),
    )
}
DEFAULT = "rules"


def player(name: str) -> Player:
    """A player by name: one of `PLAYERS`, ``always:MOVE`` or ``cycle:MOVE/MOVE``; `BadInput` for another."""
    if name in PLAYERS:
        return PLAYERS[name]
    kind, _, rest = name.partition(":")
    wanted = rest.split("/")
    if kind in ("always", "cycle") and len(wanted) == (1 if kind == "always" else 2):
        for move in wanted:
            if move.removesuffix(moves.YIELDS) not in moves.MOVES:
                near = difflib.get_close_matches(move, moves.MOVES, 1)
                hint = f"did you mean '{near[0]}'?" if near else "there are " + ", ".join(moves.MOVES)
                raise BadInput(f"player '{name}': no move '{move}'; {hint}")
        return Player(
            name,
            "does the same every round" if kind == "always" else "two moves in turn",
            moves.policy(wanted),
        )
    near = difflib.get_close_matches(name, [*PLAYERS, PERSON], 1)
    hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(PLAYERS)}, always:MOVE and cycle:MOVE/MOVE"
    raise BadInput(f"player '{name}': there is none of that name; {hint}")
