"""A game at this screen: its sitting, and what only the screen knows of it; and the doors to other screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from game.seats import Seat, seats
from game.sitting import Sitting
from game.ui.moves import Page
from game.words import listed, words


@dataclass(eq=False)
class Session:
    """One game as it is played here."""

    sitting: Sitting
    names: dict[int, str] = field(default_factory=dict)  # of people, by seat: nicknames
    shown: set[int] = field(default_factory=set)  # who has seen its card
    declared: set[int] = field(default_factory=set)  # who has said that it arms only to be safe
    begun: dict[int, str] = field(default_factory=dict)  # a letter at the desk, by seat, not written to its end
    counted: bool = False  # hands were counted before the cards were turned over

    def __post_init__(self) -> None:
        """Of a game taken up again: whoever has spoken has declared, and whoever has declared has seen its card."""
        self.seats: tuple[Seat, ...] = seats(self.sitting.world)
        self.declared |= {spoken.power for spoken in self.sitting.match.spoken}
        self.shown |= self.declared
        if self.declared:
            self.declared |= set(self.sitting.computers())

    @property
    def unsealed(self) -> str:
        """A warning before the game is left: whose sheets are not sealed, and lost then; empty if none is begun."""
        writing = {power for power, text in self.begun.items() if text.strip()}
        names = [self.seats[power].name for power in sorted({*self.sitting.unsealed()} | writing)]
        return words("ui.menu.unsealed", names=listed(names)) if names else ""

    @property
    def alone(self) -> bool:
        """At most one person plays: there is nobody to hide anything from."""
        return len(self.sitting.people()) < 2

    def hand_over(self, power: int, who: str) -> None:
        """Another player in a seat; nobody needs the PIN of the one before."""
        self.sitting.hand_over(power, who)
        self.names.pop(power, None)
        self.begun.pop(power, None)

    @property
    def opened(self) -> bool:
        """Whether the game has begun: every power has declared, or orders were turned over before."""
        return bool(self.sitting.match.steps) or len(self.declared) == len(self.seats)


class Doors(Protocol):
    """Where one can go from a screen. Screens know their doors, not each other."""

    def title(self) -> Page:
        """The lid of the box."""

    def new_game(self) -> Page:
        """Choose a scenario and seats."""

    def shelf(self) -> Page:
        """Saved games."""

    def settings(self) -> Page:
        """What can be set."""

    def lesson(self) -> Page:
        """The first lesson."""

    def rules(self, at: str = "") -> Page:
        """The rules, to be read; open at a rule, such as "R8"."""

    def begin(self, session: Session) -> Page:
        """A game from where it stands: its opening rite, its table or its end."""

    def resume(self, path: Path) -> Page:
        """A saved game from where it stands; raises `BadInput` or `Edited` if it cannot be gone on with."""

    def replay(self, path: Path) -> Page:
        """A recorded game told again; raises `BadInput` or `Edited` if it cannot be."""

    def fork(self, path: Path, round_: int) -> Page:
        """The same game again from the opening of a round, in a record of its own; raises as `replay` does."""

    def debrief(self, path: Path, hands: tuple[int, ...] = (), at: str = "") -> Page:
        """The end of a recorded game: cards turned over, and what became of everything.

        ``hands``: how many went up for no aggressor, for one, for two and so on, before any card was turned. ``at``: a
        chapter that it is opened at, as exercises name them.
        """

    def table(self, session: Session) -> Page:
        """The table that all share."""

    def card(self, session: Session, power: int) -> Page:
        """The hidden card of one power, behind the curtain, before the first round."""

    def visit(self, session: Session, power: int) -> Page:
        """The desk of one power, or what it has to decide in a crisis, behind the curtain."""

    @property
    def hosting(self) -> bool:
        """Whether this is a lesson, with a console to go to."""

    @property
    def bell(self) -> str:
        """How long it is until the bell that ends a lesson, in words; empty where there is none."""

    def classroom(self) -> Page:
        """Choose a lesson to teach."""

    def console(self) -> Page:
        """The host's console, over whatever is shown."""

    def stop(self, session: Session) -> Page:
        """Time is up, or the host wants to end the game here: what counts, and what may be done."""

    def predict(self, session: Session) -> Page:
        """Hands are counted before the cards of a finished game are turned over."""

    def sandbox(self) -> Page:
        """Many games at the turn of two dials."""

    def menu(self, session: Session) -> Page:
        """Rules, settings and the way out, over the table."""

    def speak(self, session: Session) -> Page:
        """Say something at the table."""

    def reveal(self, session: Session) -> Page:
        """What the sheets said that were just turned over; leads on to `after`."""

    def after(self, session: Session) -> Page:
        """What a round that has just ended left behind, or the next thing to decide if it has not."""
