"""What can be said so that a program understands it too: who offers, promises or threatens what, to whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from game.arrays import EVERYBODY, NOBODY


class Act(StrEnum):
    """What is done by saying it."""

    PROPOSE = "propose"  # gives, for asks, if it is accepted
    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    PLEDGE = "pledge"  # gives, whatever comes
    CONDITIONAL = "if"  # gives, if it sees asks done
    THREATEN = "threaten"  # does harm (gives), if it sees asks done
    ACCUSE = "accuse"  # says that the other did asks, or broke its word
    EXPLAIN = "explain"
    TELL = "tell"  # free words


@dataclass(frozen=True)
class Clause:
    """One thing that one power would do, or not do. Who does it follows from where it stands."""

    what: str  # one of `clauses.KINDS`
    whom: int = NOBODY  # toward whom; EVERYBODY
    amount: int = 0  # arms or tokens, where it has an amount
    rounds: int = 0  # how long; 0: as is usual for its kind
    against: int = NOBODY  # of a pact of offence
    never: bool = False  # it is promised not to be done


@dataclass(frozen=True)
class Statement:
    """One thing said by one power. ``gives`` is what the speaker would do, ``asks`` what the other would."""

    number: int  # in the order in which it was said; for programs, never shown: it counts secret letters too
    round: int
    speaker: int
    to: int  # whom it is meant for; EVERYBODY
    act: Act
    gives: tuple[Clause, ...] = ()
    asks: tuple[Clause, ...] = ()
    answers: int | None = None  # the number of the offer that is accepted, refused or withdrawn
    text: str = ""  # free words, the reason of an explanation
    aloud: bool = True  # spoken at the table, or written to all; False: a letter to one

    def heard_by(self, power: int) -> bool:
        return self.aloud or self.to == EVERYBODY or power in (self.speaker, self.to)
