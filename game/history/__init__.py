"""Histories: real episodes replayed as orders, under the cards that historians argue for.

`load` reads a file, `play` replays it under one reading, `report` says what the scores make of every reading.
"""

from game.history.file import Conduct, History, Reading, Round, load, names
from game.history.replay import Episode, play
from game.history.reports import report

__all__ = ["Conduct", "Episode", "History", "Reading", "Round", "load", "names", "play", "report"]
