"""Orders: text both ways, and what is legal.

*Invalid* means not understood, *Illegal* understood but not allowed; both have a named reason and say what
would do.
"""

from game.orders.english import done, opened, spelled
from game.orders.grammar import Invalid, Message, Sheet, message_line, message_text, parse, texts, verb_of
from game.orders.legality import Illegal, Option, candidates_of, cost, demand, faults, judged, legal, slot

__all__ = [
    "Illegal",
    "Invalid",
    "Message",
    "Option",
    "Sheet",
    "candidates_of",
    "cost",
    "demand",
    "done",
    "faults",
    "judged",
    "legal",
    "message_line",
    "message_text",
    "opened",
    "parse",
    "slot",
    "spelled",
    "texts",
    "verb_of",
]
