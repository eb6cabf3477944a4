"""Why, asked in public: a player's reason for arming, mobilising, striking, joining or standing aside.

A candid player gives its own: the record of its decision tells whom it feared, and it says so by what all could see of
that power; where it was not fear, it gives no account. All others say what a peaceful power in their place would say,
by what all could see and what they had promised: that tells nothing of their card.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from game import crisis
from game.arrays import NOBODY
from game.observe import Observation
from game.orders import texts
from game.players import promises
from game.players.appraisal import appraise
from game.players.bargain import Seat
from game.players.moves import owed_help
from game.scenario import Intent
from game.state import Stage
from game.talk import Clause
from game.talk.statement import DEEDS
from game.words import counted, words

GRAVEST = ("strike", "join", "mobilise", "arm")  # asked for nothing in particular, it accounts for this first
MANY = 2  # arms ordered in a round that others may point at
FEW = 4  # imagined futures of a kind below which nothing is made of them
LED = 0.2  # points by which fear of a rival has to favour a deed to be the reason for it
WEAK = 2  # strength sent that would change little


def deeds(seen: Observation, lines: Sequence[str]) -> Iterator[Clause]:
    """What was done by these lines that others may ask about; in a crisis, whom it did not stand beside, too."""
    world = seen.world
    for line in lines:
        verb, *rest = line.split()
        if line.startswith(("stance strike", "join")):
            yield Clause("strike" if verb == "stance" else "join", world.index(rest[-1]))
        elif line == "stance mobilise":
            yield Clause("mobilise")
    if any(line.startswith(("build sword", "build shield")) for line in lines):
        yield Clause("arm")
    if seen.stage is Stage.HELP and not any(line.startswith("join") for line in lines):
        for x in np.flatnonzero(seen.sides()[:, 0]):
            yield Clause("join", int(x), never=True)


def gravity(deed: Clause) -> int:
    """The gravest first; what was not done comes last."""
    return len(DEEDS) if deed.never else GRAVEST.index(deed.what)


def same(deed: Clause, asked: Clause) -> bool:
    """Whether it is what was asked about, however much of it."""
    return (deed.what, deed.whom, deed.never) == (asked.what, asked.whom, asked.never)


def reason(then: Seat, deed: Clause) -> str:
    """What it says of something it did when it sat there."""
    if promised(then, deed):
        return words("talk.reason.word")
    if deed.never:
        return _aside(then, deed.whom)
    rivals = [int(j) for j in np.flatnonzero(appraise(then.seen).near[:, 0])]
    if then.taste.persona.bargain.candid and then.taste.budget is not None:
        rivals = feared(then, deed, rivals)
        if not rivals:
            return words("talk.reason.reserved")
    return _account(then.seen, deed, rivals)


def promised(then: Seat, deed: Clause) -> bool:
    """Whether all know that it had given its word to do that: aloud or, to fight, by a hand or a pact."""
    aloud = [x for x in promises.owed(then) if then.ledger.statements[x.statement].aloud]
    spoken = any(same(x.clause, deed) for x in aloud)
    owed = deed.what == "join" and not deed.never and bool(owed_help(then.seen)[deed.whom, 0])
    return spoken or owed


def feared(then: Seat, deed: Clause, near: list[int]) -> list[int]:
    """The rival that wants land in the futures for which this was done; none if it was not done for fear.

    Where nothing else was looked at closely, it was done by habit, which minds all who are ``near``.
    """
    from game.players.search.decide import decide
    from game.players.search.rollout import UNIT

    assert then.taste.budget is not None, then.taste.name
    found = decide(then.seen, then.belief, then.draw, then.taste, then.taste.budget)
    world = then.seen.world
    does = np.array([any(same(x, deed) for x in deeds(then.seen, texts(world, row))) for row in found.rows])
    if does.all() or not does.any():
        return near
    worth = found.tried.worth[:, 0]
    with_it, without = (int(np.where(mask, worth, -1e7).argmax()) for mask in (does, ~does))
    lead = (found.tried.values[with_it, :, 0] - found.tried.values[without, :, 0]) / UNIT
    gaps = {}
    for j in then.living():
        wolf = found.tried.cards[j, :, 0] >= Intent.CLAIMANT
        if min(wolf.sum(), (~wolf).sum()) >= FEW:
            gaps[j] = float(lead[wolf].mean() - lead[~wolf].mean())
    worst = max(gaps, key=lambda j: gaps[j], default=NOBODY)
    return [worst] if worst != NOBODY and gaps[worst] > LED else []


# ---- what all could see ---------------------------------------------------------------------------------


def cause(seen: Observation, j: int) -> str:
    """What anybody could hold against a power: the gravest; empty if there is nothing."""
    table, me = seen.table, seen.power
    found = {
        "struck": table.strike[j, 0] != NOBODY,
        "holds": bool((table.occupier[:, 0] == j).any() or (table.province[:, 0] == j).any()),
        "ready": bool(crisis.mobilised(seen.world, table)[j, 0]),
        "arming": table.built[j, 0] >= MANY,
        "strong": table.arms[j, 0] > table.arms[me, 0],
    }
    return next((key for key, is_so in found.items() if is_so), "")


CAUSES = ("struck", "holds", "ready", "arming", "strong", "")


def _account(seen: Observation, deed: Clause, rivals: Sequence[int]) -> str:
    """Of arming, mobilising, striking or joining, by what all could see of these rivals."""
    table = seen.table
    if deed.what == "join":
        strikers = crisis.strikes(table).attack[:, deed.whom, 0]
        menace = [j for j in rivals if strikers[j]]
        if not strikers.any():
            return words("talk.reason.reserved")  # it stood beside whoever struck
        return _say("join", "menace" if menace else "safe", seen, menace[0] if menace else deed.whom)
    about = [deed.whom] if deed.what == "strike" else rivals
    found = sorted((CAUSES.index(cause(seen, j)), -int(table.arms[j, 0]), j) for j in about)
    key = CAUSES[found[0][0]] if found else ""
    if deed.what == "strike" and (not key or deed.whom not in rivals):
        return words("talk.reason.reserved")
    return _say(deed.what, key or "safe", seen, found[0][2] if found else NOBODY)


def _aside(then: Seat, whom: int) -> str:
    """Of not standing beside somebody."""
    if bool(owed_help(then.seen)[whom, 0]):
        return words("talk.reason.aside-word")
    sent = appraise(then.seen).sent()[then.me, whom, 0]
    return words(f"talk.reason.aside-{'weak' if sent < WEAK else 'safe'}")


def _say(what: str, key: str, seen: Observation, j: int) -> str:
    name = seen.world.powers[j].name if j >= 0 else ""
    arms = counted(int(seen.table.built[j, 0]), "arm") if j >= 0 else ""
    return words(f"talk.reason.{what}-{key}", name=name, arms=arms)
