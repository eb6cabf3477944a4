"""Whether what was promised was done: from events alone, as one power or the whole table knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from game.arrays import EVERYBODY, NOBODY
from game.events import Event
from game.scenario import PACTS, World
from game.talk.past import Past
from game.talk.statement import Clause

GRACE = 2  # rounds in which what was promised has to be done, the first among them
STEADY = 3  # rounds for which it has to be left undone, unless it says otherwise: as a pledge [R6]


@dataclass(frozen=True)
class Promise:
    """What one power owes by a statement, and what became of it."""

    statement: int  # the number of the statement that made it
    doer: int
    to: int  # to whom it is owed; EVERYBODY
    clause: Clause
    since: int  # the first round that counts
    until: int
    fate: str = "open"  # "kept", "broken", "untested": it could not be seen, or was never called for; "void": excused
    round: int = 0  # when that was settled


def due(statement: int, doer: int, to: int, clause: Clause, since: int) -> Promise:
    """A promise made now, from the first round whose orders can follow from it."""
    if clause.steady:
        rounds = clause.rounds or STEADY
    else:
        rounds = GRACE + (clause.rounds - 1 if clause.what == "hand" and clause.rounds else 0)
    return Promise(statement, doer, to, clause, since, since + rounds - 1)


def judged(world: World, promise: Promise, past: Sequence[Past], *, ended: bool, viewer: int | None) -> Promise:
    """The promise with its fate, by rounds that are over.

    ``ended``: the game is over, and nothing more can be done. ``viewer``: whose knowledge it is, as in `Ledger`:
    what two have to do together, and did not, cannot be told apart by those who know no more than the table.
    """
    window = [x for x in past if promise.since <= x.number <= promise.until]
    done = 0
    for x in window:
        if _struck(promise, x):
            return replace(promise, fate="void", round=x.number)
        happened = does(world, promise.doer, promise.clause, x)
        if promise.clause.steady and happened == promise.clause.never:
            return replace(promise, fate="broken", round=x.number)
        if _failed(promise, x):
            return replace(promise, fate="broken", round=x.number)
        done += happened
        if not promise.clause.steady and done >= _times(promise.clause):
            return replace(promise, fate="kept", round=x.number)
        if _conquered(promise, x):  # whoever broke its word by conquering has broken it
            return replace(promise, fate="void", round=x.number)
    last = past[-1].number if past else 0
    if not (ended or last >= promise.until):
        return promise
    settled = min(last, promise.until)  # then, whenever it is looked at
    if not window:
        return replace(promise, fate="untested", round=settled)
    if promise.clause.steady:
        return replace(promise, fate="kept", round=settled)
    blind = promise.clause.kind.mutual and viewer not in (EVERYBODY, promise.doer, promise.clause.whom)
    uncalled = promise.clause.what in ("join", "resist")
    short = ended and last < promise.until and last < promise.since + GRACE - 1
    return replace(promise, fate="untested" if blind or uncalled or short else "broken", round=settled)


def _times(clause: Clause) -> int:
    return max(1, clause.rounds) if clause.what == "hand" else 1


def _two(promise: Promise) -> tuple[int, int]:
    """Who owes it, and to whom, or about whom."""
    return promise.doer, promise.clause.whom if promise.clause.whom >= 0 else promise.to


def _struck(promise: Promise, past: Past) -> bool:
    """Excused: the one it was owed to struck first [R10]."""
    return any(event.powers == _two(promise)[::-1] for event in past.of("strike"))


def _conquered(promise: Promise, past: Past) -> bool:
    """Excused: one of the two has no country any more."""
    return any(event.powers[0] in _two(promise) for event in past.of("conquered"))


def _failed(promise: Promise, past: Past) -> bool:
    """It was called upon, and did otherwise."""
    clause, doer = promise.clause, promise.doer
    if clause.what == "resist":
        return any(event.powers[0] == doer for event in past.of("yielded"))
    if clause.what != "join" or clause.never:
        return False
    fought = any(clause.whom in event.powers for event in past.of("strike"))
    return fought and any(event.powers[0] == doer for event in past.of("stayed-out"))


def does(world: World, doer: int, clause: Clause, past: Past) -> bool:
    """Whether that power is seen to do in that round what the clause names (whether or not it should not)."""
    what, whom = clause.what, clause.whom
    if what == "arm":
        return sum(int(event.values["arms"]) for event in past.of("built") if event.powers[0] == doer) <= clause.amount
    if what == "scrap":
        scrapped = [int(event.values["swords"]) for event in past.of("scrapped") if event.powers[0] == doer]
        return sum(scrapped) >= clause.amount
    if what in ("mobilise", "resist"):
        kinds = ("mobilised",) if what == "mobilise" else ("resisted", "must-resist")
        return any(event.powers[0] == doer for event in past.of(*kinds))
    if what == "aid":
        given = [event for event in past.of("aid") if event.powers == (doer, whom)]
        return sum(int(event.values["tokens"]) for event in given) >= clause.amount
    return any(_toward(world, doer, clause, event, past.number) for event in past.of(*_EVENTS[what]))


_EVENTS: dict[str, tuple[str, ...]] = {
    "hand": ("hand", "hand-offered"),
    **dict.fromkeys(PACTS, ("pact-made", "proposed")),
    "peace": ("peace",),
    "guard": ("guard",),
    "open": ("open",),
    "boycott": ("boycott",),
    "cede": ("ceded", "yielded"),
    "strike": ("strike",),
    "join": ("joined",),
}
_BOTH = ("hand", "pact-made")  # either of the two may come first


def _toward(world: World, doer: int, clause: Clause, event: Event, now: int) -> bool:
    """Whether an event of the right kind is this doer's, toward the right power, and as much as was said."""
    others = set(event.powers) - {doer} if event.kind in _BOTH else set(event.powers[1:2])
    if doer not in (event.powers if event.kind in _BOTH else event.powers[:1]):
        return False
    to_all = event.values.get("form") == "all"
    if clause.whom != EVERYBODY and clause.whom not in others and not to_all:
        return False
    if clause.whom == EVERYBODY and clause.what == "open" and not to_all:
        return False
    if "until" in event.values and int(event.values["until"]) - now + 1 < clause.rounds:
        return False
    if clause.what not in PACTS:
        return True
    against = NOBODY if "against" not in event.values else world.index(str(event.values["against"]))
    return (event.values["pact"], against, int(event.values.get("limit", 0))) == (
        clause.what,
        clause.against,
        clause.amount,
    )
