"""The table as it is run: who is waited for, what is said, when sheets are turned over; no screen and no terminal.

`Sitting` is what text mode, the screens and a teacher's console all run.
"""

from game.sitting.clock import Clock
from game.sitting.revealed import Revealed
from game.sitting.sitting import Sitting

__all__ = ["Clock", "Revealed", "Sitting"]
