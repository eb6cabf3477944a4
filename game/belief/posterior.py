"""Beliefs: for one viewer, a posterior over cards for every rival, and what it supposes is thought of itself.

After the orders are turned over each act is weighed by how likely it was under each card, as the viewer could work it
out before (`intents.choices`). What the viewer supposes is thought of it - its image - is worked out the same
way from its own acts, as far as others could see them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.arrays import Array
from game.belief.likelihood import likelihood
from game.intents.choices import Outlooks, outlooks
from game.intents.mind import PLAIN, Knobs, mind
from game.intents.picture import F, picture
from game.observe import Observation
from game.scenario import INTENTS, Intent, World

WOLVES = slice(Intent.CLAIMANT, None)
LAMBS = slice(None, Intent.CLAIMANT)


@dataclass(frozen=True, eq=False)
class Belief:
    """What one power holds: float32 (N, 5, B), rows sum to 1; its own row is its image."""

    held: Array
    knobs: Knobs = PLAIN

    def aggressor(self) -> Array:
        """(N, B) chance that each wants land; for the viewer, what others are supposed to think."""
        return np.asarray(self.held[:, WOLVES].sum(1))

    def take(self, games: Array) -> Belief:
        return Belief(self.held[..., games], self.knobs)

    def outlooks(self, seen: Observation) -> Outlooks:
        """All that is worked out before the orders of this observation; once for each."""
        kept = self.__dict__.get("_outlooks")
        if kept is None or kept[0] is not seen.table or kept[1] != seen.power:
            kept = (seen.table, seen.power, outlooks(picture(seen, self.held, self.knobs)))
            self.__dict__["_outlooks"] = kept
        return kept[2]  # type: ignore[no-any-return]


def deck(world: World) -> Array:
    """(5,) what anybody may believe of a card before the first round; no card of the deck is ruled out."""
    weights = world.deck / world.deck.sum()
    return np.asarray(weights, F)


def prior(world: World, games: int, knobs: Knobs = PLAIN) -> Belief:
    held = np.empty((world.n, len(INTENTS), games), F)
    held[:] = deck(world)[None, :, None]
    return Belief(held, knobs)


def learn(belief: Belief, before: Observation, after: Observation) -> Belief:
    """The belief when the orders of ``before`` have been turned over; ``after`` is any later view of that round."""
    traits, knobs = mind().learning, belief.knobs
    shown = F(traits.weight) * np.log(likelihood(belief.outlooks(before), before, after))  # (5, N, B)
    held = np.log(np.maximum(belief.held, F(1e-9))).swapaxes(0, 1)
    start = np.log(np.maximum(deck(before.world), F(1e-9)))[:, None, None]
    if knobs.memory < 1:
        held = start + F(knobs.memory) * (held - start)
    if knobs.bias:
        shown = _bent(belief.held.swapaxes(0, 1), shown, knobs.bias)
    new = np.exp(held + shown - (held + shown).max(0))
    new = new * (deck(before.world) > 0)[:, None, None]
    new /= new.sum(0)
    new = np.maximum(new, F(traits.floor) * (deck(before.world) > 0)[:, None, None])
    new /= new.sum(0)
    new = np.where(before.table.exile | before.table.over, belief.held.swapaxes(0, 1), new)
    return Belief(np.ascontiguousarray(new.swapaxes(0, 1)), knobs)


def _bent(held: Array, shown: Array, bias: float) -> Array:
    """Evidence as a hostile mind weighs it: bad news more, good news less (hostile attribution)."""
    odds = np.exp(shown - shown.max(0))
    wolf = (held[WOLVES] * odds[WOLVES]).sum(0) / np.maximum(held[WOLVES].sum(0), F(1e-9))
    lamb = (held[LAMBS] * odds[LAMBS]).sum(0) / np.maximum(held[LAMBS].sum(0), F(1e-9))
    shift = np.log(np.maximum(wolf, F(1e-9))) - np.log(np.maximum(lamb, F(1e-9)))
    out = shown.copy()
    out[WOLVES] += np.where(shift > 0, F(bias), F(-bias)) * shift
    return out


def stated(belief: Belief, reads: Array) -> Belief:
    """The belief with stated chances (N, B) of wanting land put in place of its own, nan where none is stated.

    Ratios within aggressors and within benign cards stay (DESIGN, section 3).
    """
    held = belief.held.copy()
    named = ~np.isnan(reads)
    wolf = held[:, WOLVES].sum(1)
    says = np.where(named, np.clip(reads, 0.01, 0.99), wolf).astype(F)
    held[:, WOLVES] *= (says / np.maximum(wolf, F(1e-6)))[:, None]
    held[:, LAMBS] *= ((1 - says) / np.maximum(1 - wolf, F(1e-6)))[:, None]
    return Belief(held, belief.knobs)
