"""The board: an atlas sheet grown from a world's borders, and on it the arms, the bonds and the flags.

`BoardPicture(world)` shows a `game.views.board.Board`; `BoardMap` is the same as a widget.
"""

from game.ui.board.picture import BoardPicture
from game.ui.board.widget import BoardMap, board_map

__all__ = ["BoardMap", "BoardPicture", "board_map"]
