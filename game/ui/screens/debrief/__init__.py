"""The debrief on the screen: ten chapters that a table of friends or a class goes through together.

`DebriefScreen` turns the pages; each chapter is one class (`chapter.Chapter`) that composes widgets of the view models
in `game.debrief`. What takes long is reckoned beside the window (`game.debrief.reckoning`).
"""

from game.ui.screens.debrief.screen import DebriefScreen
from game.ui.screens.debrief.suspects import Guess

__all__ = ["DebriefScreen", "Guess"]
