"""What powers say to each other: statements, what they promise, and what became of it.

`grammar` reads and writes them, `english` says them, `heard` makes a conversation of them, `ledger` keeps the books.
"""

from game.talk.ledger import Deal, Ledger
from game.talk.said import MOTIVES, Letter, Note, Spoken
from game.talk.statement import Act, Clause, Statement

__all__ = ["MOTIVES", "Act", "Clause", "Deal", "Ledger", "Letter", "Note", "Spoken", "Statement"]
