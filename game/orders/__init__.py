"""Orders: text both ways, and what is legal.

*Invalid* means not understood, *Illegal* understood but not allowed; both have a named reason and say what
would do.
"""

from game.orders.grammar import Invalid, Message, Sheet, message_text, parse, texts
from game.orders.legality import Illegal, Option, cost, demand, faults, legal

__all__ = [
    "Illegal",
    "Invalid",
    "Message",
    "Option",
    "Sheet",
    "cost",
    "demand",
    "faults",
    "legal",
    "message_text",
    "parse",
    "texts",
]
