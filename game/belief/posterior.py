"""Beliefs: for one viewer, a posterior over cards for every rival, and what it supposes is thought of itself.

After the orders are turned over each act is weighed by how likely it was under each card, as the viewer could work it
out before (`intents.choices`). What the viewer supposes is thought of it - its image - is worked out the same
way from its own acts, as far as others could see them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, reduce

import numpy as np

from game.arrays import NOBODY, Array, taken
from game.belief import twins
from game.belief.likelihood import likelihood
from game.intents.choices import Outlooks, outlooks
from game.intents.crises import Crisis, crisis_of
from game.intents.mind import PLAIN, Knobs, mind
from game.intents.picture import F, Picture, picture
from game.observe import Observation
from game.scenario import INTENTS, Intent, World
from game.state import Table

WOLVES = slice(Intent.CLAIMANT, None)
LAMBS = slice(None, Intent.CLAIMANT)
_TWICE = np.zeros(2, np.int64)


@dataclass(frozen=True, eq=False)
class Belief:
    """What one power holds: float32 (N, 5, B), rows sum to 1; its own row is its image."""

    held: Array
    knobs: Knobs = PLAIN

    def aggressor(self) -> Array:
        """(N, B) chance that each wants land; for the viewer, what others are supposed to think."""
        return mass(self.held, WOLVES)

    def take(self, games: Array) -> Belief:
        return Belief(taken(self.held, games), self.knobs)

    def picture(self, seen: Observation, *, reading: bool = False) -> Picture:
        """The world as this belief has it, in `twins.lanes`: of one game two.

        Empathy is a matter of ``reading`` what others do: who lacks it does not see that they may act for fear of it.
        """
        empathy = self.knobs.empathy if reading else 1.0
        return picture(twins.lanes(seen), twins.laid(self.held), replace(self.knobs, empathy=empathy))

    def reckoned(self, seen: Observation) -> Outlooks:
        """All that is worked out before the orders of this observation, in `twins.lanes`; once for each."""
        found = self._kept(seen)
        if not isinstance(found, Outlooks):
            found = self._outlooks(seen)
            self.keep(seen, found)
        return found

    def crisis(self, seen: Observation) -> Crisis:
        """The crisis of this observation as it is seen, in `twins.lanes`; once for each."""
        found = self._kept(seen)
        if not isinstance(found, Crisis):
            found = crisis_of(self.picture(seen))
            self.keep(seen, found)
        return found

    def keep(self, seen: Observation, found: Outlooks | Crisis) -> None:
        """What was worked out for an observation, so that it is not done again."""
        self.__dict__["_found"] = seen.table, seen.power, found

    def _kept(self, seen: Observation) -> Outlooks | Crisis | None:
        table, power, found = self.__dict__.get("_found", (None, NOBODY, None))
        return found if table is seen.table and power == seen.power else None

    def _outlooks(self, seen: Observation) -> Outlooks:
        """What is alike in all games, as at the opening of many or of many rehearsals of one, is worked out once."""
        if not self.alike(seen):
            return outlooks(self.picture(seen))
        found = outlooks(self.take(_TWICE).picture(seen.take(_TWICE)))
        return twins.spread(found, found.picture.seen, twins.lanes(seen))

    def alike(self, seen: Observation) -> bool:
        """Whether all of many games are alike in it, but for the viewer's card."""
        return seen.games > 2 and twins.alike(self.held) and _alike(seen)

    def outlooks(self, seen: Observation) -> Outlooks:
        """The same, of one game one."""
        found = self.reckoned(seen)
        return found if seen.games > 1 else twins.take(found, np.zeros(1, np.int64))


def _alike(seen: Observation) -> bool:
    """Whether it is the same view in all games, but for cards of the deck."""
    desk = seen.desk.__dict__.items()
    return (
        _public_alike(seen.table)
        and all(twins.alike(array) for name, array in desk if name not in ("intent", "target"))
        and bool((seen.world.deck[seen.desk.intent] > 0).all())
    )


@lru_cache(maxsize=1)
def _public_alike(table: Table) -> bool:
    """Found once for all that look at a table."""
    return all(twins.alike(array) for array in table.__dict__.values())


def mass(held: Array, cards: slice) -> Array:
    """(N, B) chance of some cards, from (N, 5, B); added one by one, so that a game alone adds up as in a batch."""
    return np.asarray(reduce(np.add, held.swapaxes(0, 1)[cards]))


def deck(world: World) -> Array:
    """(5,) what anybody may believe of a card before the first round; no card of the deck is ruled out."""
    weights = world.deck / world.deck.sum()
    return np.asarray(weights, F)


def prior(world: World, games: int, knobs: Knobs = PLAIN) -> Belief:
    """What anybody holds before the first round: of everybody, the deck."""
    held = np.empty((world.n, len(INTENTS), games), F)
    held[:] = deck(world)[None, :, None]
    return Belief(held, knobs)


def learn(belief: Belief, before: Observation, after: Observation) -> Belief:
    """The belief when the orders of ``before`` have been turned over; ``after`` is the next view of the table."""
    reckoned = belief.reckoned(before)
    if belief.knobs.empathy < 1:
        reckoned = outlooks(belief.picture(before, reading=True))
    shown = likelihood(reckoned, twins.lanes(before), twins.lanes(after))  # (5, N, B)
    new = weighed(twins.laid(belief.held).swapaxes(0, 1), shown, before.world, belief.knobs)
    still = (before.table.exile | before.table.over)[:, None]
    new = np.where(still, belief.held, new.swapaxes(0, 1)[..., : before.games])
    return Belief(np.ascontiguousarray(new), belief.knobs)


def weighed(held: Array, chances: Array, world: World, knobs: Knobs = PLAIN) -> Array:
    """(5, ..., B) what is held of cards after acts that had these ``chances`` under each; rows sum to 1."""
    traits = mind().learning
    shown = F(traits.weight) * np.log(chances)
    dealt = world.deck.reshape(-1, *[1] * (held.ndim - 1)) > 0
    old = np.log(np.maximum(held, F(1e-9)))
    if knobs.memory < 1:
        start = np.log(np.maximum(deck(world), F(1e-9))).reshape(dealt.shape)
        old = start + F(knobs.memory) * (old - start)
    if knobs.bias:
        shown = _bent(held, shown, knobs.bias)
    new = np.exp(old + shown - (old + shown).max(0))
    new = new * dealt
    new /= new.sum(0)
    new = np.maximum(new, F(traits.floor) * dealt)
    new /= new.sum(0)
    return np.asarray(new)


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

    Ratios within aggressors and within benign cards stay (DESIGN, section 3); where the deck has cards of one kind
    only, there is nothing to state.
    """
    held = belief.held.copy()
    wolf = mass(held, WOLVES)
    named = ~np.isnan(reads) & (wolf > 0) & (mass(held, LAMBS) > 0)
    says = np.where(named, np.clip(reads, 0.01, 0.99), wolf).astype(F)
    held[:, WOLVES] *= (says / np.maximum(wolf, F(1e-6)))[:, None]
    held[:, LAMBS] *= ((1 - says) / np.maximum(1 - wolf, F(1e-6)))[:, None]
    return Belief(held, belief.knobs)
