"""What can be said so that a program understands it too: who offers, promises or threatens what, to whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from game.arrays import NOBODY
from game.scenario import PACTS


class Act(StrEnum):
    """What is done by saying it."""

    PROPOSE = "propose"  # gives, for asks, if it is accepted
    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    PLEDGE = "pledge"  # gives, whatever comes
    CONDITIONAL = "if"  # gives, once asks is seen to be done
    THREATEN = "threaten"  # the same, and gives is meant to hurt
    ACCUSE = "accuse"  # says that the other did asks, or broke its word
    ASK = "ask"  # why the other did asks, or whatever it did last
    EXPLAIN = "explain"
    TELL = "tell"  # free words


ANSWERS = (Act.ACCEPT, Act.REFUSE, Act.WITHDRAW)
DIRECT = (*ANSWERS, Act.ACCUSE, Act.ASK)  # said to one power, not to all
DEEDS = ("arm", "mobilise", "strike", "join")  # what can be asked about; not to join, too


@dataclass(frozen=True)
class Kind:
    """What a clause may say."""

    whom: bool = True  # it is done toward somebody
    amount: int | None = None  # the least amount, where it has one
    lasts: bool = False  # it may say for how many rounds
    steady: bool = False  # it is kept round by round, not done once
    never: bool = False  # it can be promised not to be done
    mutual: bool = False  # it takes two: whoever does its part is not seen by the others


KINDS: dict[str, Kind] = {
    "hand": Kind(lasts=True, never=True, mutual=True),
    **{pact: Kind(mutual=True, amount=0 if pact == "limit" else None) for pact in PACTS},
    "peace": Kind(lasts=True),
    "guard": Kind(lasts=True),
    "open": Kind(lasts=True),
    "boycott": Kind(lasts=True, never=True),
    "aid": Kind(amount=1),
    "cede": Kind(),
    "scrap": Kind(whom=False, amount=1),
    "arm": Kind(whom=False, amount=0, lasts=True, steady=True),
    "mobilise": Kind(whom=False, lasts=True, never=True),
    "strike": Kind(lasts=True, never=True),
    "join": Kind(lasts=True, never=True),
    "resist": Kind(whom=False, lasts=True),
}


@dataclass(frozen=True)
class Clause:
    """One thing that one power would do, or not do. Who does it follows from where it stands."""

    what: str  # one of `KINDS`
    whom: int = NOBODY  # toward whom; EVERYBODY
    amount: int = 0  # swords, arms or tokens; what an `arm` or `limit` allows at most
    rounds: int = 0  # for how long; 0: as is usual
    against: int = NOBODY  # of a pact of offence
    never: bool = False  # it is not to be done

    @property
    def kind(self) -> Kind:
        return KINDS[self.what]

    @property
    def steady(self) -> bool:
        """Whether it is kept round by round, not done once."""
        return self.never or self.kind.steady


@dataclass(frozen=True)
class Statement:
    """One thing said by one power. ``gives`` is what the speaker would do, ``asks`` what the other would."""

    number: int  # its place among those its hearer has heard
    round: int
    speaker: int
    to: int  # whom it is meant for; EVERYBODY
    act: Act
    gives: tuple[Clause, ...] = ()
    asks: tuple[Clause, ...] = ()
    answers: int | None = None  # the number of the offer that is accepted, refused or withdrawn
    text: str = ""  # free words
    aloud: bool = True  # for all to hear: spoken at the table, or written to all
    written: bool = False  # it came in a letter
    binds: int = 0  # the first round whose orders can follow from it
