"""The coach: what a strong player would do in one's place, knowing what one knows, beside what one did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.belief import Belief
from game.chance import Draw
from game.observe import Observation
from game.orders import parse, spelled, texts
from game.players.personas import taste
from game.players.search.decide import decide, habits, sampled, tried_out
from game.players.search.explain import Explanation, advise, deeds, tenths
from game.players.search.rollout import UNIT
from game.state import Stage
from game.stats import Z95, Interval
from game.words import words

UNCHOSEN = {Stage.ANSWERS: ("resist",), Stage.HELP: ("stay out",)}  # what a sheet without a choice comes to
SALT = 4  # of the futures in which the two are compared


@dataclass(frozen=True)
class Counsel:
    """Advice, and what it says of orders that were given."""

    advice: Explanation
    did: tuple[str, ...] | None  # what was ordered; None: nothing yet
    margin: float  # points by which the advice is better than that, by the same imagined futures
    ci: Interval
    sentences: tuple[str, ...]


def counsel(seen: Observation, belief: Belief | None, draw: Draw, did: Sequence[str] | None) -> Counsel | None:
    """What a strong player would do, and why; with ``did``, lines that were sealed, how much better that would be.

    None where there is nothing to advise: to an exile, and after the end.
    """
    told = None if bool(seen.exile[0]) else advise(seen, belief, draw)
    if told is None:
        return None
    mine, margin, ci = None, 0.0, (0.0, 0.0)
    if did is not None:
        row = parse(seen.world, did)
        mine = deeds(texts(seen.world, row.orders)) or UNCHOSEN.get(seen.stage, ())
        if mine != told.orders:
            margin, ci = _behind(told, seen, belief, draw, did)
    name = seen.world.powers[seen.power].name
    key = "would" if mine is None else "same" if mine == told.orders else "would-have"
    lines = [
        words(f"player.counsel.{key}", name=name, orders=spelled(seen.world, seen.power, told.orders)),
        *told.sentences[1:],
    ]
    if mine is not None and mine != told.orders:
        key = "costs" if ci[0] > 0 else "better" if ci[1] < 0 else "even"
        low, high = (-ci[1], -ci[0]) if key == "better" else ci
        figures = {"margin": tenths(abs(margin)), "low": tenths(low), "high": tenths(high)}
        if key == "even":
            figures = {"margin": tenths(abs(margin)), "error": tenths((high - low) / 2)}
        lines.append(words(f"player.counsel.{key}", name=name, orders=spelled(seen.world, seen.power, mine), **figures))
    return Counsel(told, mine, margin, ci, tuple(lines))


def _behind(
    advice: Explanation, seen: Observation, belief: Belief | None, draw: Draw, did: Sequence[str]
) -> tuple[float, Interval]:
    """(points, interval) by which what is advised does better than these lines."""
    mind = taste(advice.player)
    assert mind is not None, advice.player
    assert mind.budget is not None, advice.player
    found = decide(seen, belief, draw, mind, mind.budget)
    samples = sampled(seen, found.held, draw, habits(mind.persona), mind.budget.rollouts, SALT)
    values = tried_out(seen, samples, [found.row, parse(seen.world, did).orders], mind, mind.budget)
    lead = np.asarray((values[0, :, 0] - values[1, :, 0]) / UNIT)
    half = Z95 * float(lead.std(ddof=1)) / np.sqrt(len(lead))
    return float(lead.mean()), (float(lead.mean()) - half, float(lead.mean()) + half)
