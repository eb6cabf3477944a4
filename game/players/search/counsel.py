"""The coach: what a strong player would do in one's place, knowing what one knows, beside what one did.

It is asked as if it sat there: it keeps one's promises or breaks them, and punishes broken ones, as it would its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from game.belief import prior
from game.orders import parse, spelled, texts
from game.players import promises
from game.players.bargain import Seat
from game.players.personas import Taste, taste
from game.players.promises import Kept
from game.players.search.decide import habits, minded, sampled, tried_out
from game.players.search.explain import Explanation, deeds, explain, tenths
from game.players.search.rollout import UNIT
from game.state import Stage
from game.stats import Z95, Interval
from game.talk import english
from game.words import counted, words

COACH = "master"
UNCHOSEN = {Stage.ANSWERS: ("resist",), Stage.HELP: ("stay out",)}  # what a sheet without a choice comes to
SALT = 4  # of the futures in which the two are compared


@dataclass(frozen=True)
class Counsel:
    """Advice, and what it says of orders that were given."""

    advice: Explanation  # as if nothing had been promised
    orders: tuple[str, ...]  # what is advised, promises kept or broken
    kept: Kept  # what was found about them
    did: tuple[str, ...] | None  # what was ordered; None: nothing yet
    margin: float  # points by which the advice is better than that, by the same futures and the price of broken words
    ci: Interval
    sentences: tuple[str, ...]


def strong() -> Taste:
    """How the coach thinks."""
    found = taste(COACH)
    assert found is not None, COACH
    return found


def counsel(seat: Seat, did: Sequence[str] | None) -> Counsel | None:
    """What a strong player would do, and why; with ``did``, lines that were sealed, how much better that would be.

    ``seat``: the coach's taste in the place of the one that is advised. None where there is nothing to advise: to an
    exile, and after the end.
    """
    seen = seat.seen
    told = None if bool(seen.exile[0]) else explain(seen, seat.belief, seat.draw, seat.taste.name)
    if told is None:
        return None
    kept = promises.settled(seat, told.orders)
    orders = deeds(texts(seen.world, parse(seen.world, kept.lines).orders))
    mine, theirs, margin, ci = None, None, 0.0, (0.0, 0.0)
    if did is not None:
        mine = deeds(texts(seen.world, parse(seen.world, did).orders)) or UNCHOSEN.get(seen.stage, ())
        if mine != orders:
            theirs = promises.settled(seat, mine)
            margin, half = _behind(seat, orders, mine)
            margin += theirs.price - (kept.price if kept.broken else 0.0)
            ci = (margin - half, margin + half)
    found = Counsel(told, orders, kept, mine, margin, ci, ())
    return Counsel(**(found.__dict__ | {"sentences": tuple(_sentences(seat, found, theirs))}))


def _behind(seat: Seat, orders: Sequence[str], did: Sequence[str]) -> tuple[float, float]:
    """(points, half an interval) by which some orders do better than others in the same imagined futures."""
    seen, mind = seat.seen, seat.taste
    assert mind.budget is not None, mind.name
    held = minded(seat.belief or prior(seen.world, seen.games), mind)
    samples = sampled(seen, held, seat.draw, habits(mind.persona), mind.budget.rollouts, SALT)
    rows = [parse(seen.world, lines).orders for lines in (orders, did)]
    values = tried_out(seen, samples, rows, mind, mind.budget)
    lead = np.asarray((values[0, :, 0] - values[1, :, 0]) / UNIT)
    return float(lead.mean()), Z95 * float(lead.std(ddof=1)) / float(np.sqrt(len(lead)))


def _sentences(seat: Seat, found: Counsel, theirs: Kept | None) -> Iterator[str]:
    """``theirs``: what was found about promises in orders that are not those advised."""
    world, me, told, mine = seat.seen.world, seat.me, found.advice, found.did
    name = world.powers[me].name
    key = "would" if mine is None else "would-have" if theirs else "same"
    yield words(f"player.counsel.{key}", name=name, orders=spelled(world, me, found.orders))
    if found.orders != told.orders:
        yield words("player.word.free", orders=spelled(world, me, told.orders))
    yield from told.sentences[1:]
    yield from promises.told(world, found.kept)
    yield from (
        words("player.counsel.unweighed", promise=english.promise(world, x))
        for x in promises.owed_to(seat)
        if x not in found.kept.theirs
    )
    if mine is None or theirs is None:
        return
    low, high = found.ci
    key = "costs" if low > 0 else "better" if high < 0 else "even"
    if key == "better":
        low, high = -high, -low
    figures = {"margin": tenths(abs(found.margin)), "low": tenths(low), "high": tenths(high)}
    error = tenths((high - low) / 2)
    yield words(f"player.counsel.{key}", name=name, orders=spelled(world, me, mine), error=error, **figures)
    if theirs.strained:
        promised = counted(len(theirs.strained), "promise")
        yield words("player.counsel.word", promises=promised, price=tenths(theirs.price))
