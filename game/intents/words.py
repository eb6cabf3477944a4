"""What every power would say and sign under every card: signals, hands and standing pacts, in points.

Words are worth what they make others do and cost what it would cost to break them: that is why a promise tells
something and talk does not (Fearon 1997; Kydd 2005).
"""

from __future__ import annotations

import numpy as np

from game.arrays import Array
from game.intents.choices import NEVER, SORE, Outlooks
from game.intents.dread import chance, odds_of, over_time
from game.intents.picture import F
from game.scenario import INTENTS, Intent
from game.state import Signal

# Signals as one list of options: none, then each kind about each power; what is not in it is kept as it was played.
KINDS = (Signal.PEACE, Signal.GUARD, Signal.BOYCOTT, Signal.WATCH, Signal.THREATEN)


def count(n: int) -> int:
    """Options of the signal: none, open to all, and each kind about each power."""
    return 2 + len(KINDS) * n


def option(kind: Array, about: Array, n: int) -> Array:
    """The place of a signal among the options; `open X` counts as open."""
    out = np.where(kind == Signal.OPEN, 1, 0)
    for x, known in enumerate(KINDS):
        out = np.where(kind == known, 2 + x * n + np.maximum(about, 0), out)
    return np.asarray(out)


def signals(o: Outlooks) -> Array:
    """(5, options, N, B) utilities for every actor; to be silent is 0."""
    p, d = o.picture, o.dread
    core, n = p.world.core, p.n
    price = F(core.prices.signal) * ~p.seen.table.exile
    out = np.full((len(INTENTS), count(n), n, p.seen.games), NEVER, F)
    out[:, 0] = 0
    total = p.rivals + d.idle
    strikes = d.weight / total[:, :, None]  # (5, N, N, B)
    honest = d.harm * (1 - d.wanton / np.maximum(d.hazard, F(1e-9)))  # [j, i] what j does to i out of fear of it
    slope = _fall(o)  # [i, x] chance that x falls less if i stands by it
    here = p.near | p.near.swapaxes(0, 1)
    table = p.seen.table
    shields = table.arms - p.seen.desk.seen
    plain = shields / np.maximum(table.arms, 1) - F(0.5)
    for card in Intent:
        s = SORE[card]
        own = o.stakes.dependence[s] + o.stakes.threat[s].mean(1)[:, None]
        p_break = 1 - (1 - strikes[card]) ** 2
        kinds = {
            Signal.PEACE: np.where(
                here, F(p.mind.fear.reassured) * honest[s].swapaxes(0, 1) - F(core.breach.peace) * p_break, NEVER
            ),
            Signal.GUARD: slope * own - F(0.2 * core.breach.guard),
            Signal.BOYCOTT: F(0.05) * d.harm[s].swapaxes(0, 1),
        }
        eye = np.arange(n)
        coerced = (over_time(p, d.hazard) * d.strike.bows).sum(0) * (F(core.losses.yielded) + p.left)
        kinds[Signal.GUARD][eye, eye] = F(0.3) * coerced - F(0.1 * core.breach.guard)
        if p.world.has("watch"):
            kinds[Signal.WATCH] = F(0.1) * d.harm[s].swapaxes(0, 1)
        if p.world.has("threats"):
            kinds[Signal.THREATEN] = kinds[Signal.GUARD] - F(0.1)
        for x, kind in enumerate(KINDS):
            if kind in kinds:
                worth = kinds[kind]
                if kind not in (Signal.GUARD, Signal.THREATEN):
                    worth[eye, eye] = NEVER
                out[card, 2 + x * n : 2 + (x + 1) * n] = worth.swapaxes(0, 1) - price
        fear = honest[s].sum(0)
        out[card, 1] = F(p.mind.fear.reassured) * fear * plain - F(0.2) * o.option[card] - price
    return out


def _fall(o: Outlooks) -> Array:
    """[i, x] by how much the chance that x falls in the rounds ahead would shrink if i were sure to come."""
    p, d = o.picture, o.dread
    often = over_time(p, d.hazard) * (1 - d.strike.bows)
    firmer = F(0.5) * p.sent * ~p.bond  # who is bound already adds little by a word
    steep = d.strike.wins * (1 - d.strike.wins) / F(p.world.core.odds.scale)
    return np.asarray(firmer * (often * steep).sum(0)[None])


def hands(o: Outlooks, me: int, card: Array) -> Array:
    """(N, B) what it is worth to ``me`` to offer its hand to each, for this round; ``card`` (B,)."""
    p = o.picture
    core, losses = p.world.core, p.world.core.losses
    margin = F(core.odds.scale) * np.log(o.now.wins[:, me] / (1 - o.now.wins[:, me]))  # (N, B) of strikers
    helped = chance(odds_of(p), margin[:, None] - F(0.5) * p.sent[:, me][None])  # [striker, friend]
    often = o.imminent[:, me] * (1 - o.now.bows[:, me])
    eye = np.eye(p.n, dtype=bool)[..., None]
    spared = ((o.now.wins[:, me][:, None] - helped) * often[:, None] * ~eye).sum(0)
    loss = np.where(card == Intent.FEARFUL, p.loss[1, me], p.loss[0, me])
    price = F(losses.helper + losses.helper_arms * p.mind.outlook.arm)
    drawn_in = F(0.5) * price * o.imminent.sum(0)
    worth = spared * loss - drawn_in - F(core.prices.hand)
    exile = p.seen.table.exile
    worth = np.where(exile | exile[me], NEVER, worth)
    worth[me] = NEVER
    return np.asarray(worth)


def pacts(o: Outlooks, me: int, card: Array) -> Array:
    """(N, B) what a standing pact of defence with each is worth to ``me`` for the rounds ahead."""
    p = o.picture
    core, losses = p.world.core, p.world.core.losses
    sore = card == Intent.FEARFUL
    needs = np.where(sore, o.stakes.dependence[1, me], o.stakes.dependence[0, me])
    counted = np.where(p.bond[me], F(p.mind.ties.kept), F(p.mind.ties.hoped))
    gain = needs / counted * F(p.mind.ties.kept - p.mind.ties.hoped)
    price = F(losses.helper + losses.helper_arms * p.mind.outlook.arm)
    drawn_in = F(0.5) * price * over_time(p, o.dread.hazard).sum(0)
    worth = gain - drawn_in - F(core.breach.upkeep) * p.left
    exile = p.seen.table.exile
    worth = np.where(exile | exile[me], NEVER, worth)
    worth[me] = NEVER
    return np.asarray(worth)
