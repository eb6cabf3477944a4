"""The game in a terminal: for screen readers, for ssh, for tests, and for programs that play through a pipe.

`play` runs a match to its end, or to the end of its input; `retell` tells one that was recorded.
"""

from game.text.play import play, retell

__all__ = ["play", "retell"]
