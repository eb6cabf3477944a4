"""Every array of the game, with its shape, unit and visibility.

The last axis of every array is the game. N powers, B games; a power's index is its place in table order, -1 is nobody.
Rooms: `codes` (what the numbers mean), `parts` (`State`, and who may see what of it), `ordered` (`Orders`), `stepped`
(`Outcome` and `Step`).
"""

from game.state.codes import Answer, Choice, Result, Say, Signal, Stage, Stance
from game.state.ordered import ORDER_FIELDS, Orders
from game.state.parts import Desk, State, Table, Vault, blank_state
from game.state.stepped import NOTHING, Outcome, Step

__all__ = [
    "NOTHING",
    "ORDER_FIELDS",
    "Answer",
    "Choice",
    "Desk",
    "Orders",
    "Outcome",
    "Result",
    "Say",
    "Signal",
    "Stage",
    "Stance",
    "State",
    "Step",
    "Table",
    "Vault",
    "blank_state",
]
