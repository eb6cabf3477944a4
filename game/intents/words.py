"""What every power would say and sign under every card: signals, hands and standing pacts, in points.

Words are worth what they make others do and cost what it would cost to break them: that is why a promise tells
something and talk does not (Fearon 1997; Kydd 2005).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.arrays import Array
from game.intents.choices import NEVER, Outlooks, of_kind
from game.intents.dread import chance
from game.intents.help import price_of_help
from game.intents.picture import F, Picture
from game.scenario import Intent
from game.state import Signal

# Signals as one list of options: none, open to all, then each kind about each power.
KINDS = (Signal.PEACE, Signal.GUARD, Signal.BOYCOTT, Signal.WATCH, Signal.THREATEN)


def count(n: int) -> int:
    """How many signals ``n`` powers can choose from."""
    return 2 + len(KINDS) * n


def option(kind: Array, about: Array, n: int) -> Array:
    """The place of a signal among the options; `open X` counts as open."""
    out = np.where(kind == Signal.OPEN, 1, 0)
    for x, known in enumerate(KINDS):
        out = np.where(kind == known, 2 + x * n + np.maximum(about, 0), out)
    return np.asarray(out)


@dataclass(frozen=True, eq=False)
class Words:
    """Utilities of signals, to be silent being 0: matrices [i, j] of i about j."""

    open: Array  # (kinds, N, B)
    peace: Array  # (kinds, N, D, B) pairs: to others nobody promises it
    about: dict[Signal, Array]  # (2, N, N, B) by loss, of the other kinds; those that the modules exclude are missing

    def of(self, p: Picture, card: Array, me: int) -> Array:
        """(options, B) the viewer's own; ``card`` (B,)."""
        n, games = self.open.shape[1:]
        kind, sore = p.kind_of(card), (card == Intent.FEARFUL).astype(np.int64)
        out = np.full((count(n), games), NEVER, F)
        out[0] = 0
        out[1] = of_kind(self.open[:, me], kind)
        real = p.pairs.real[me, :, 0]
        out[2 + KINDS.index(Signal.PEACE) * n + p.pairs.target[me, real]] = of_kind(self.peace[:, me, real], kind)
        for known, by_loss in self.about.items():
            x = 2 + KINDS.index(known) * n
            out[x : x + n] = of_kind(by_loss[:, me], sore)
        return out


def signals(o: Outlooks) -> Words:
    """What every signal of every power is worth, for all kinds of cards."""
    p, d = o.picture, o.dread
    pairs, core, table, n = p.pairs, p.world.core, p.seen.table, p.n
    price = (F(core.prices.signal) * ~table.exile)[:, None]
    eye = np.arange(n)
    among = -np.log(n - 1) / p.mind.precision.words  # whether to speak comes before to whom
    nobody = np.full((n, n, 1), among, F)
    nobody[eye, eye] = NEVER
    silent = nobody - price
    coerced = pairs.received(d.often * d.bows) * (F(core.losses.yielded) + p.left)
    honest = pairs.reversed(d.honest)  # of its neighbours toward i
    guard = o.stakes.dependence + (o.stakes.threat.sum(2) / F(n))[:, :, None]
    guard *= _fall(o)
    guard += silent - F(0.2 * core.breach.guard)
    guard[:, eye, eye] = F(0.3) * coerced - F(0.1 * core.breach.guard) - price[:, 0]
    ire = pairs.matrix(pairs.reversed(d.harm))
    peace = d.by_kind - 2
    peace *= d.by_kind
    peace *= F(core.breach.peace)
    peace += (F(p.mind.fear.reassured) * honest).take(p.sore, 0)
    peace += np.where(p.near, F(among) - price, NEVER)
    shields = (table.arms - p.seen.desk.seen).astype(F) / np.maximum(table.arms, 1).astype(F)
    trusted = F(p.mind.fear.reassured) * (shields - F(0.5))
    opened = (trusted * honest.sum(-2) - price[:, 0]).take(p.sore, 0) - F(0.2) * o.option
    about = {Signal.GUARD: guard, Signal.BOYCOTT: F(0.05) * ire + silent}
    if p.world.has("watch"):
        about[Signal.WATCH] = F(0.1) * ire + silent
    if p.world.has("threats"):
        about[Signal.THREATEN] = guard - F(0.1)
    return Words(opened, peace, about)


def _fall(o: Outlooks) -> Array:
    """[i, x] by how much the chance that x falls in the rounds ahead would shrink if i were sure to come."""
    p, d = o.picture, o.dread
    firmer = F(0.5) * p.sent * ~p.bond  # who is bound already adds little by a word
    steep = d.wins * (1 - d.wins) * F(1 / p.world.core.odds.scale)
    return np.asarray(firmer * p.pairs.received(d.often * (1 - d.bows) * steep)[None])


def hands(o: Outlooks, me: int, card: Array) -> Array:
    """(N, B) what it is worth to ``me`` to offer its hand to each, for this round; ``card`` (B,)."""
    p = o.picture
    core = p.world.core

    def of_strikers(pairs: Array) -> Array:
        return p.pairs.to_one(pairs, me)  # (N, B) of each toward me

    margin = of_strikers(p.margin - o.helped) + F(core.odds.unready) * ~p.ready[me]
    helped = chance(p, margin[:, None] - F(0.5) * p.sent[:, me][None])  # [striker, friend]
    often, wins = of_strikers(o.imminent * (1 - o.bows)), of_strikers(o.wins)
    spared = ((wins[:, None] - helped) * often[:, None]).sum(0)
    spared -= (wins - np.diagonal(helped).T) * often  # a striker helps nobody against itself
    loss = np.where(card == Intent.FEARFUL, p.loss[1, me], p.loss[0, me])
    drawn_in = F(0.5 * price_of_help(p)) * p.pairs.received(o.imminent)
    worth = spared * loss - drawn_in - F(core.prices.hand)
    return _to_others(o, me, worth)


def pacts(o: Outlooks, me: int, card: Array) -> Array:
    """(N, B) what a standing pact of defence with each is worth to ``me`` for the rounds ahead."""
    p = o.picture
    sore = card == Intent.FEARFUL
    needs = np.where(sore, o.stakes.dependence[1, me], o.stakes.dependence[0, me])
    gain = needs / p.counted[:, me] * F(p.mind.ties.kept - p.mind.ties.hoped)
    feared, tether = (p.pairs.to_one(part, me) for part in (o.dread.harm, o.dread.tether))
    gain = gain + np.where(sore, feared[1], feared[0]) * (1 - tether)  # harm each would do less, bound by its word
    drawn_in = F(0.5 * price_of_help(p)) * p.pairs.received(o.dread.often)
    return _to_others(o, me, gain - drawn_in - F(p.world.core.breach.upkeep) * p.left)


def _to_others(o: Outlooks, me: int, worth: Array) -> Array:
    exile = o.picture.seen.table.exile
    worth = np.where(exile | exile[me], NEVER, worth)
    worth[me] = NEVER
    return np.asarray(worth)
