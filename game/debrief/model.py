"""What a debrief holds: `Beliefs`, which the belief engine supplies, and the views, which are plain values.

Every view is JSON-able by `document`. Powers are named by code; sentences name them as people do. Chances are
0..1, points and tokens whole numbers unless said otherwise, and None is what cannot be known.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from game.scores.model import Beliefs as Beliefs
from game.seats import Seat as Seat
from game.words import counted, signed, words


@dataclass(frozen=True)
class Card:
    """One card turned over, with what it earned."""

    power: str
    kind: str  # content, fearful, claimant, opportunist, expansionist
    target: str | None  # a claimant's
    title: str
    wants_land: bool
    suspicion: float | None  # mean over its rivals: what each said last of it, or else what the evidence gave
    points: int
    par: int
    won: bool
    butter: int
    war: int  # points from wars and broken words, below zero if lost
    gain: int  # points from the card
    text: str

    @property
    def account(self) -> str:
        """What its points are made of."""
        return words("debrief.card.account", butter=self.butter, war=signed(self.war), gain=signed(self.gain))


@dataclass(frozen=True)
class Dividend:
    """The table's own result [R11]: what became of all its tokens."""

    tokens: int  # all there were at the openings of rounds
    butter: int  # kept
    arms: int  # spent on arms and mobilising
    other: int  # words, hands, aid, works and upkeep
    winners: tuple[str, ...]
    everybody: bool
    text: str
    pars: str


@dataclass(frozen=True)
class Tie:
    """Why a power was bound to another in a crisis."""

    kind: str  # hand, defence, offence, guard, threat
    to: str
    text: str


@dataclass(frozen=True)
class Joiner:
    """A third power that entered a war."""

    power: str
    helps: str  # the power whose side it joined
    side: str  # attack or defence; in a duel the first in table order attacks
    late: bool  # at half strength
    ties: tuple[Tie, ...]
    drawn_by: str | None  # whom its ties bound it to; None if it came of its own accord
    text: str


@dataclass(frozen=True)
class Bystander:
    """A third power that entered no war of the round."""

    power: str
    waited: bool
    left: tuple[str, ...]  # those it was bound to and left alone
    text: str


@dataclass(frozen=True)
class War:
    """One war, or one strike that was yielded to."""

    number: int  # of the game, wars and yields apart
    round: int
    kind: str  # battle, duel, yield, too-late (the target had fallen already)
    strikers: tuple[str, ...]
    targets: tuple[str, ...]  # one; in a duel both
    leader: str
    joiners: tuple[Joiner, ...]
    bystanders: tuple[Bystander, ...]
    outcome: str  # held, conquered, unheld, yielded, too-late
    roll: int | None
    needed: int | None  # the attackers win on this or less
    margin: int | None
    wanted_by: tuple[str, ...]  # strikers whose card gains by it
    title: str
    result: str
    wanted: str
    belief: str  # what the leader believed of its target, and the truth; "" if not known
    after: tuple[str, ...]  # lands that changed hands by it
    evidence: tuple[str, ...]  # the strongest markers of its round about those who fought it


@dataclass(frozen=True)
class Branch:
    """A node of a war tree: who did what, and whom that drew in."""

    power: str
    act: str  # strikes, struck, attack, defence, waited, stayed
    late: bool
    note: str  # the shortest words for it, to stand under a name
    text: str
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class Tree:
    """One war as a tree: its strikers, and under each power those it drew in."""

    war: int
    title: str
    roots: tuple[Branch, ...]  # attackers, then the struck
    aside: tuple[Branch, ...]  # who waited or stayed out


@dataclass(frozen=True)
class Moment:
    """One power at the opening of a round; the last moment, at the end of the game, has no beliefs."""

    round: int  # the end is the round after the last
    end: bool
    power: str
    swords: int
    shields: int
    seen: float  # swords its rivals count, on average
    seen_least: int
    seen_most: int
    tokens: int | None  # None at the end
    butter: int
    mobilised: bool
    exile: bool
    suspicion: float | None  # mean chance its rivals give it of being an aggressor, by the evidence
    said: float | None  # mean of what its rivals stated of it
    image: float | None  # what it supposes they give it
    threat: float | None  # points it expects to lose to all rivals together


@dataclass(frozen=True)
class Belief:
    """What one power believed of another at the opening of a round, and the truth."""

    round: int
    power: str
    about: str
    evidence: float | None  # the rational observer's
    read: float | None  # its own, as stated that round
    truth: bool  # the other wants land
    threat: float | None  # points it expects to lose to that power
    mirror: float | None  # change in its belief caused by the other's orders of the round


@dataclass(frozen=True)
class Shift:
    """How one power's orders of a round were read by a rival."""

    round: int
    power: str
    by: str
    before: float
    change: float
    truth: bool
    text: str


@dataclass(frozen=True)
class Pledge:
    """A word given, and what became of it."""

    round: int
    until: int
    kind: str  # peace, guard, threat, hand, pact
    power: str
    to: str
    fate: str  # kept, broken, untested, void
    broken_in: int | None  # round
    text: str


@dataclass(frozen=True)
class Reader:
    """How well one power read its rivals; Brier: mean squared error, 0 is perfect, lower is better."""

    power: str
    reads: int  # stated, over all rounds
    brier: float | None
    evidence: float | None  # the rational observer's, over the same reads
    deck: float | None  # of somebody who knows the deck only
    text: str


@dataclass(frozen=True)
class Title:
    """A title that somebody earned, and why."""

    kind: str  # seer, sleepwalker, chain, bystander, peacemaker
    title: str
    powers: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Share:
    """A share of the harm in words: a score or a part of one."""

    kind: str
    title: str
    value: float | None  # None: nothing to explain
    low: float | None
    high: float | None
    text: str


@dataclass(frozen=True)
class ScoreView:
    """One of the three scores, as told."""

    share: Share
    verdict: str
    verdict_text: str
    explanation: str
    parts: tuple[Share, ...]
    traced: tuple[tuple[str, float], ...]  # by power's code, largest first
    traced_text: str


@dataclass(frozen=True)
class Verdicts:
    """The three scores, and whether the first is told as a spiral."""

    harm: int
    harm_text: str
    scores: tuple[ScoreView, ...]
    pairs: tuple[tuple[str, str], ...]  # benign powers that each feared the other wrongly and each armed
    told_as_spiral: bool
    unwanted: (
        str  # which wars nobody wanted and why the score does not call that a spiral; "" if there is no such riddle
    )
    method: str  # how the numbers were made


@dataclass(frozen=True)
class Evidence:
    """A marker as told."""

    round: int
    kind: str
    powers: tuple[str, ...]
    value: float
    text: str
    strong: bool  # among the strongest of the game


@dataclass(frozen=True)
class Concept:
    """Something of the literature that happened at this table."""

    key: str
    title: str
    round: int | None
    text: str
    source: str


@dataclass(frozen=True)
class Promised:
    """A promise made in talk or in a letter, and what became of it."""

    round: int  # the first that counted
    until: int
    power: str
    to: str  # "" for everybody
    fate: str  # kept, broken, untested, void, open
    text: str


@dataclass(frozen=True)
class Confession:
    """A diary entry, beside what the cards say of it."""

    round: int
    power: str
    motive: str  # fear, want, duty
    toward: str  # "" for nobody
    text: str


@dataclass(frozen=True)
class Ordered:
    """What one power ordered in one step, as texts and in plain English."""

    round: int
    stage: str  # orders, answers, help
    power: str
    orders: tuple[str, ...]
    done: str  # without its reads; "" if it did nothing
    told: str  # all of it


@dataclass(frozen=True)
class Debrief:
    """All that is told after a game."""

    scenario: str
    world: str  # its name
    rounds: int
    card: str  # the world card turned over, in a sentence
    seats: tuple[Seat, ...]
    cards: tuple[Card, ...]  # least suspected first
    dividend: Dividend
    wars: tuple[War, ...]
    wars_text: str  # "Two of your three wars were wanted by nobody."
    trees: tuple[Tree, ...]
    timeline: tuple[Moment, ...]
    beliefs: tuple[Belief, ...]
    shifts: tuple[Shift, ...]  # the largest, by round
    pledges: tuple[Pledge, ...]
    pledges_text: str
    readers: tuple[Reader, ...]
    titles: tuple[Title, ...]
    verdicts: Verdicts
    markers: tuple[Evidence, ...]  # by round
    concepts: tuple[Concept, ...]
    questions: tuple[str, ...]
    orders: tuple[Ordered, ...]
    promises: tuple[Promised, ...] = ()
    diary: tuple[Confession, ...] = ()
    stopped: bool = False  # before the last round that was drawn: time was up

    @property
    def played(self) -> str:
        """How long it lasted, in a sentence."""
        if self.stopped:
            return words("debrief.html.stopped", rounds=counted(self.rounds, "round"))
        return words("debrief.html.played", rounds=self.rounds)

    def seat(self, code: str) -> Seat:
        return next(seat for seat in self.seats if seat.code == code)


def document(debrief: Debrief) -> dict[str, Any]:
    """The debrief as plain dicts, lists and values, for JSON."""
    return asdict(debrief)
