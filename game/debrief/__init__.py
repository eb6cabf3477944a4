"""After the game: who wanted its wars, what fear did, and what everybody believed. View models, then a report.

`view` turns a finished game, its scores and its beliefs into a `Debrief`: plain values and sentences, without
drawing. Screens, the terminal (`page`) and the report (`write`) show the same one; `recorded` makes it of a record.
"""

from game.debrief.model import Beliefs, Debrief, document
from game.debrief.of_record import recorded
from game.debrief.report import write
from game.debrief.tell import page
from game.debrief.views import view

__all__ = ["Beliefs", "Debrief", "document", "page", "recorded", "view", "write"]
