"""Players: whoever decides for a power. One interface for all, people's seats aside.

A player is a name and a function ``choose(observation, belief, draw) -> row of Orders``: from what the power
may know, a belief about its rivals (None for players that need none) and its own luck. It keeps no memory:
all it needs lies on the table. To add one, write the function and give it a line in `PLAYERS`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from game.belief import Belief
from game.chance import Draw
from game.files import BadInput
from game.intents.mind import PLAIN, Knobs
from game.observe import Observation
from game.players import blueprint, moves, random_legal, rule, trained
from game.players.personas import BUDGETS, SOBER, Taste, personas, taste
from game.state import Orders
from game.words import words

PERSON = "person"
Choose = Callable[[Observation, Belief | None, Draw], Orders]


@dataclass(frozen=True)
class Player:
    """A name, a sentence about it, and its function."""

    name: str
    about: str
    choose: Choose
    knobs: Knobs | None = None  # how it forms beliefs; None: it needs none
    taste: Taste | None = None  # how it bargains; None: it says nothing and answers nothing


def think(taste: Taste, seen: Observation, belief: Belief | None, draw: Draw) -> Orders:
    """The decision core, loaded when it is first asked."""
    from game.players.search.decide import choose

    return choose(seen, belief, draw, taste)


def _thinking(name: str, about: str) -> Player:
    """A player of the core, by the name of its persona or level."""
    found = taste(name)
    assert found is not None, name
    return Player(name, about, partial(think, found), found.knobs, found)


LEVELS: dict[str, Player] = {
    p.name: p
    for p in (
        Player("random", "any legal orders, all alike", random_legal.choose),
        Player(
            "rules",
            "plays its card by simple rules: arms to sufficiency, keeps its word, strikes when it pays",
            rule.choose,
            taste=SOBER,
        ),
        Player(
            "trained",
            "acts at once by what it learnt in many thousands of games, and errs a little",
            trained.choose,
            taste=SOBER,
        ),
        _thinking("search", "imagines some futures of every order it might give, and takes what looks best"),
        _thinking("master", "looks further, learns about its rivals, and doubts what a few futures promise"),
    )
}
PLAYERS: dict[str, Player] = LEVELS | {
    p.name: p
    for p in (
        Player(
            "blueprint",
            "weighs gains, fears and ties as its card has them, learns from what it sees, and errs a little",
            blueprint.choose,
            PLAIN,
            SOBER,
        ),
        Player("hold", "orders nothing, resists and stays out", moves.policy(["butter"])),
        *(_thinking(name, entry.about) for name, entry in personas().items()),
    )
}
DEFAULT = "rules"


def player(name: str) -> Player:
    """A player by name: of `PLAYERS`, PERSONA:LEVEL, ``always:MOVE`` or ``cycle:MOVE/MOVE``; `BadInput` for another."""
    if name in PLAYERS:
        return PLAYERS[name]
    kind, _, rest = name.partition(":")
    if kind in personas():
        if rest not in BUDGETS:
            near = difflib.get_close_matches(rest, BUDGETS, 1)
            hint = f"did you mean '{near[0]}'?" if near else "there are " + ", ".join(BUDGETS)
            raise BadInput(f"player '{name}': no level '{rest}'; {hint}")
        return _thinking(name, PLAYERS[kind].about)
    wanted = rest.split("/")
    if kind in ("always", "cycle") and len(wanted) == (1 if kind == "always" else 2):
        for move in wanted:
            if move.removesuffix(moves.YIELDS) not in moves.MOVES:
                near = difflib.get_close_matches(move, moves.MOVES, 1)
                hint = f"did you mean '{near[0]}'?" if near else "there are " + ", ".join(moves.MOVES)
                raise BadInput(f"player '{name}': no move '{move}'; {hint}")
        return Player(
            name,
            words(f"player.{kind}"),
            moves.policy(wanted),
        )
    if name == PERSON:
        raise BadInput(f"player '{name}': a person plays at the table only; take one that `dilemma players` lists")
    near = difflib.get_close_matches(name, [*PLAYERS, PERSON], 1)
    hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(PLAYERS)}, always:MOVE and cycle:MOVE/MOVE"
    raise BadInput(f"player '{name}': there is none of that name; {hint}")
