"""The printed kit of an exercise: everything a class needs to play on paper, as one PDF in A4 or Letter.

`write` is the door. Rooms: `chart` (the board), `cards` (intents, world, roles), `slips` (orders, pacts, the table's
record, counters), `teacher` (script, rules, quiz) and `book` (which pages there are).
"""

from game.classroom.kit.book import Contents, contents, write
from game.classroom.kit.chart import Chart

__all__ = ["Chart", "Contents", "contents", "write"]
