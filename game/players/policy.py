"""The linear policy: three choices a round - stance, arms, words - and two in a crisis, each a softmax over features.

Its weights have names. Trained ones (`weights`) make the level "trained" and move every power in the rollouts of the
search; a persona's habits are the same weights, changed by hand in ``rules/personas.toml``. No belief and no memory:
all it needs lies on the table. A weight is a number, or an array that broadcasts over (actors, games).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from game import crisis
from game.arrays import NOBODY, Array, Bools
from game.players.view import F, Staff, View, added, worth_of_land
from game.scenario import PactKind
from game.state import Signal, Stage

Luck = Callable[..., Array]  # luck(what, *shape): uniform floats, shape + (B,)
Weights = Mapping[str, "Array | float"]
NEVER = F(-1e4)
ARM_POINTS = 0.8  # points an arm lost is worth


class Arms(NamedTuple):
    swords: int
    shields: int
    scrap: int = 0


ARMS = (
    Arms(0, 0),
    *(Arms(0, n) for n in (1, 2, 3)),
    *(Arms(n, 0) for n in (1, 2, 3)),
    Arms(1, 1),
    Arms(2, 1),
    Arms(1, 2),
    Arms(0, 0, 1),
)
WORDS = ("silence", "hand", "peace", "defy", "open", "shelter", "boycott", "aid", "pact")

# What each weight weighs, and where training begins.
START: dict[str, float] = {
    # stance
    "mobilise": -2.0,
    "mobilise_prey": 0.8,  # by what the best prey is worth, in fours of points
    "mobilise_wins": 0.0,  # by the best chance to win above one half, whatever the card says
    "mobilise_danger": 0.8,  # by the harm that being ready averts, in twos
    "mobilise_echo": 0.0,  # a neighbour is mobilised
    "strike": -1.0,
    "strike_value": 1.5,  # by what it is worth, in fours of points
    "strike_wins": 0.0,  # by the chance to win above one half
    "strike_first": 0.5,  # by what the other may do this round, in eights
    "strike_back": 0.0,  # at whom struck this power, or holds land of others
    "strike_end": 0.0,  # in what may be the last round
    "caution": 2.0,  # arms of help to reckon with for the target
    "allies": 1.0,  # and more for each of its hands
    # arms
    "shield": -1.0,  # each
    "sword": -1.0,
    "shield_wolf": 0.0,  # each, for who wants land
    "sword_wolf": 0.3,
    "arm_end": -1.0,  # each, in what may be the last round
    "fear": 0.1,  # chance of being struck by each neighbour in the rounds to come
    "fear_arms": 0.1,  # more, if it was seen to build swords
    "fear_ready": 0.2,  # if it is mobilised
    "fear_takes": 0.3,  # if it holds land of others
    "sword_prey": 0.8,  # each, by what swords add to the best prey, in fours of points
    "mirror": 0.0,  # each arm more or less than the neighbours ordered last
    "scrap": -3.0,
    # words
    "hand": -1.5,
    "hand_danger": 1.0,
    "hand_again": 0.5,  # it has one, or was offered one
    "peace": -1.5,
    "peace_danger": 0.0,
    "defy": -3.0,  # guard itself
    "open": -3.0,
    "shelter": -3.0,  # guard a friend
    "boycott": -3.0,  # whoever struck or holds land of others
    "aid": -4.0,
    "pact": -1.0,
    # crisis
    "bow": 0.0,
    "bow_price": 1.0,  # by what it saves, in threes of points
    "bow_help": 0.5,  # each friend
    "join": -1.5,
    "join_owed": 3.0,
    "join_menace": 1.0,  # by the harm the striker could do it next, in eights
    "join_pivot": 1.0,  # the same times what its help would change
    "join_attack": -3.0,
    "wait": -2.0,
}


class Whom(NamedTuple):
    """Whom orders are about: (A, B) powers or nobody; hands (A, N, B)."""

    feared: Array
    friend: Array
    offender: Array
    hands: Bools


@dataclass(frozen=True, eq=False)
class Logits:
    """The three choices of a round, options first."""

    stance: Array  # (2 + N, A, B): hold, mobilise, strike each
    arms: Array  # (len(ARMS), A, B)
    words: Array  # (len(WORDS), A, B)
    whom: Whom


def _each(weight: Array | float) -> Array | float:
    """A weight of actors for what has an axis of powers after theirs."""
    return weight[:, None] if isinstance(weight, np.ndarray) else weight


def rank_of(scores: Array) -> Array:
    """Places along the axis of powers (1), the highest first."""
    return (-scores).argsort(1, kind="stable").argsort(1, kind="stable")


def takes(view: View) -> Array:
    """(N, B) powers that struck last, or hold land of others."""
    table = view.table
    powers = np.arange(view.world.n)[:, None, None]
    holds = ((table.occupier == powers) | (table.province == powers)).any(1)
    return np.asarray(holds | (table.strike != NOBODY))


def whom(s: Staff, luck: Luck) -> Whom:
    """Whom it fears most, trusts most, holds guilty; equals by lot."""
    view = s.view
    table, n, me = view.table, view.world.n, view.me
    lots = luck(0, n, len(me)).swapaxes(0, 1).astype(F) * F(0.01)
    feared = np.where(s.near, s.inward + 3 * s.ready + lots, F(-1e3))
    others = (np.arange(n)[None, :] != me[:, None])[..., None] & ~table.exile[None] & ~s.exile[:, None]
    reachable = view.world.help_full[:, me, view.world.core.arms.most].swapaxes(0, 1)[..., None].astype(F)
    hand = view.own(table.hand)
    trust = reachable * s.attack / 20 + 3 * hand + 2 * view.desk.offers + view.own(crisis.partners(table))
    trust = np.where(others & (~(s.ready & s.near) | hand), trust + lots, F(-1e3))
    guilt = np.where(others & takes(view), 1 + s.near + lots, F(-1e3))

    def best(scores: Array) -> Array:
        return np.where(scores.max(1) > -100, scores.argmax(1), NOBODY)

    hands = (rank_of(trust) < 2) & (trust > 0)
    return Whom(best(feared), best(trust), best(guilt), hands)


@dataclass(frozen=True, eq=False)
class Prey:
    """What strikes are worth to the actors: (A, N, B), to the target j."""

    s: Staff
    margin: Array
    won: Array
    got: Array
    word: Array  # points in broken words, and in striking at all

    def worth(self, more: int = 0) -> tuple[Array, Array]:
        """In points, with so many more swords; and the chance to win."""
        losses = self.s.view.world.core.losses
        p = self.s.chance(self.margin + F(more))
        arms = F(losses.battle + losses.battle_arms * ARM_POINTS)
        repulse = F(losses.repulse + losses.repulse_swords * ARM_POINTS)
        war = p * (self.won + repulse) - (arms + repulse)
        bows = np.clip((p - F(0.2)) / F(0.8), 0, 1) * ~self.s.view.table.yielded
        return war + bows * (self.got - war) - self.word, p


def prey(s: Staff, w: Weights) -> Prey:
    """The actors' prey, by what they see."""
    view = s.view
    core, table = view.world.core, view.table
    friends = table.hand.sum(1, dtype=np.int16).astype(F)
    unready = F(core.odds.unready) * ~s.ready
    word = view.own(crisis.in_force(table, Signal.PEACE)) * F(core.breach.peace) + F(core.losses.strike)
    margin = s.outward + (unready - _each(w["caution"]) - _each(w["allies"]) * friends)
    return Prey(s, margin, *worth_of_land(view), word)


def logits(s: Staff, w: Weights, luck: Luck) -> Logits:
    """The three choices before any token is counted; what cannot be at all is `NEVER`."""
    about = whom(s, luck)
    harm = s.chance(s.inward + F(s.view.world.core.odds.unready)) * s.loss[:, None] * s.near
    game = prey(s, w)
    value, wins = game.worth()
    return Logits(
        _stance(s, w, value, wins, harm),
        _arms(s, w, game, value),
        _words(s, w, about, (harm * s.poised).max(1) / F(10)),
        about,
    )


def _stance(s: Staff, w: Weights, value: Array, wins: Array, harm: Array) -> Array:
    view = s.view
    table, me = view.table, view.me
    since = table.round - view.own(table.mobilised_on)
    able = (since >= 1) & (since < view.world.core.odds.mobilised_rounds) | view.world.surprise[me]
    powers = np.arange(view.world.n)[None, :, None]
    wronged = takes(view) & (
        (view.own(table.province) == NOBODY)[:, None] | (view.own(table.province)[:, None] == powers)
    )
    strike = (
        _each(w["strike"])
        + _each(w["strike_value"]) * value / 4
        + _each(w["strike_wins"]) * (wins - F(0.5))
        + _each(w["strike_first"]) * (wins * harm * s.poised) / 8
        + _each(w["strike_back"]) * wronged
        + _each(w["strike_end"]) * (1 - s.more)
    )
    strike = np.where(s.near & able[:, None], strike, NEVER)
    spared = (harm - s.chance(s.inward) * s.loss[:, None] * s.near) * s.poised
    best = np.where(s.near, value, F(-10)).max(1)
    mobilise = (
        w["mobilise"]
        + w["mobilise_prey"] * np.maximum(best, F(-4)) / 4 * s.more
        + w["mobilise_wins"] * (np.where(s.near, wins, F(0)).max(1) - F(0.5)) * s.more
        + w["mobilise_danger"] * spared.sum(1) / 2
        + w["mobilise_echo"] * (s.near & s.ready).any(1)
    )
    price = view.world.core.prices.mobilise
    mobilise = np.where((view.own(table.tokens) >= price) & (since >= 2) & ~s.exile, mobilise, NEVER)
    return np.concatenate([np.zeros_like(mobilise)[None], mobilise[None], strike.swapaxes(0, 1)]).astype(F)


def _arms(s: Staff, w: Weights, game: Prey, value: Array) -> Array:
    view, k = s.view, 1 - s.view.world.distinguishability
    table, desk = view.table, view.desk
    seen = desk.labels.astype(F) / 3
    wary = (
        _each(w["fear"])
        + _each(w["fear_arms"]) * seen
        + _each(w["fear_ready"]) * s.ready
        + _each(w["fear_takes"]) * takes(view)
    ) * s.near
    now = s.chance(s.inward)
    relief = [np.zeros_like(s.loss)]
    future = s.loss * s.more
    one, three = (((now - s.chance(s.inward - n)) * wary).sum(1) * future for n in (1, 3))
    relief += [one, (one + three) / 2, three]
    best = np.where(s.near, value, F(-10)).max(1)
    then = np.where(s.near, game.worth(3)[0], F(-10)).max(1)
    gain = (np.maximum(then, F(-4)) - np.maximum(best, F(-4))) * s.more / 12  # a sword, by what three would add
    ordered = np.where(s.near, table.built, 0).max(1).astype(F)  # by the neighbour who ordered most
    end = w["arm_end"] * (1 - s.more)
    shield = w["shield"] + w["shield_wolf"] * s.wolf + end
    sword = w["sword"] + w["sword_wolf"] * s.wolf + w["sword_prey"] * gain + end
    out = np.empty((len(ARMS), *s.loss.shape), F)
    for x, a in enumerate(ARMS):
        safer = max(0, a.shields + k * a.swords)
        low = min(int(safer), 2)
        out[x] = relief[low] if safer == low else relief[low] + (relief[low + 1] - relief[low]) * (safer - low)
        out[x] += a.shields * shield + a.swords * sword - w["mirror"] * np.abs(a.swords + a.shields - a.scrap - ordered)
    out[-1] = np.where(view.mine(desk.seen) > 0, out[-1] + w["scrap"] - k * relief[1], NEVER)
    return out


def _words(s: Staff, w: Weights, about: Whom, danger: Array) -> Array:
    view = s.view
    table, me = view.table, view.me

    def held(signal: Signal, to: Array) -> Bools:
        row = view.own(crisis.in_force(table, signal))
        return np.asarray(np.take_along_axis(row, np.maximum(to, 0)[:, None], 1)[:, 0])

    tied = view.own(table.hand).any(1) | view.desk.offers.any(1)
    land = ~s.exile
    anyone = about.friend != NOBODY
    pacts = np.zeros_like(land)
    if view.world.has("standing pacts"):
        row = view.own(table.pacts)[:, :, PactKind.DEFENCE] > 0
        pacts = anyone & ~np.take_along_axis(row, np.maximum(about.friend, 0)[:, None], 1)[:, 0]
    own = np.broadcast_to(me[:, None], s.exile.shape)
    options = {
        "silence": (0.0, np.ones_like(land)),
        "hand": (w["hand"] + w["hand_danger"] * danger + w["hand_again"] * tied, about.hands.any(1)),
        "peace": (
            w["peace"] + w["peace_danger"] * danger,
            (about.feared != NOBODY) & ~held(Signal.PEACE, about.feared) & land,
        ),
        "defy": (w["defy"], ~held(Signal.GUARD, own) & land),
        "open": (w["open"], land),
        "shelter": (w["shelter"], anyone & ~held(Signal.GUARD, about.friend)),
        "boycott": (w["boycott"], about.offender != NOBODY),
        "aid": (w["aid"], about.feared != NOBODY),
        "pact": (w["pact"], pacts),
    }
    out = np.full((len(WORDS), *s.loss.shape), NEVER, F)
    for x, (value, may) in enumerate(options.values()):
        np.copyto(out[x], value, where=may & (land | (x == 0)), casting="same_kind")
    return out


# ---- crises ---------------------------------------------------------------------------------------------


def answering(s: Staff, w: Weights) -> Array:
    """(2, A, B): resist, yield."""
    view = s.view
    table, core = view.table, view.world.core
    against = crisis.strikes(table).attack.swapaxes(0, 1)[view.me]  # (A, N, B) who strikes the actor
    force = np.where(against, s.attack, F(0))
    lead = np.where(against, s.inward, F(-99)).max(1)
    unready = F(core.odds.unready) * ~view.own(s.ready)
    friends = view.own(crisis.partners(table)).sum(1, dtype=np.int16).astype(F)
    p = s.chance(lead + force.sum(1) - force.max(1) + unready)
    resist = core.losses.battle + core.losses.battle_arms * F(ARM_POINTS) + p * s.loss
    guards = view.own(crisis.in_force(table, Signal.GUARD))
    bow = core.losses.yielded + s.left + core.breach.guard * view.mine(guards)
    worth = w["bow"] + w["bow_price"] * (resist - bow) / 3 - w["bow_help"] * friends
    return np.stack([np.zeros_like(worth), worth]).astype(F)


def joining(s: Staff, w: Weights, sides: Bools) -> Array:
    """(2 + N, A, B): stay out, wait, join each; ``sides`` (A, N, B) may be joined."""
    view = s.view
    table, world, n = view.table, view.world, view.world.n
    lines = crisis.strikes(table)
    battles = crisis.fought(table, lines)
    defends = np.asarray(battles & (table.strike == NOBODY))
    harm = s.chance(s.inward) * s.loss[:, None] * s.near  # what each could do to the actor next
    menace = added([lines.attack[x] * harm[:, x : x + 1] for x in range(n)]) / 8
    foes = added([lines.attack[x] * s.attack[:, x : x + 1] for x in range(n)])
    strength = np.clip(view.mine(s.attack).astype(np.int64), 0, world.help_full.shape[-1] - 1)
    sent = world.help_full[view.me[:, None, None], np.arange(n)[None, :, None], strength[:, None]]
    margin = foes - s.defence + F(world.balance)
    pivot = s.chance(margin) - s.chance(margin - sent)
    partners = view.own(crisis.partners(table) | crisis.in_force(table, Signal.GUARD))
    called = (crisis.to_each(table.side) & defends[None])[None] & view.own(crisis.partners(table))[:, :, None]
    owed = partners & defends[None] | called.any(1)
    join = np.where(
        defends[None],
        _each(w["join"])
        + _each(w["join_owed"]) * owed
        + _each(w["join_menace"]) * menace
        + _each(w["join_pivot"]) * 4 * menace * pivot,
        _each(w["join_attack"]) + 0 * menace,
    )
    wait = np.where(table.wave == 0, w["wait"] + 0 * s.loss, NEVER)
    join = np.where(sides, join, NEVER)
    return np.concatenate([np.zeros_like(wait)[None], wait[None], join.swapaxes(0, 1)]).astype(F)


def sides_of(s: Staff) -> Bools:
    """(A, N, B) whom each actor may join: `Observation.sides` for many."""
    view = s.view
    table = view.table
    if view.stage is not Stage.HELP:
        return np.zeros(s.near.shape, bool)
    return np.asarray(crisis.engaged(table)[None] & view.own(table.asked)[:, None])


def pick(logits_: Array, luck: Array) -> Array:
    """(A, B) options drawn by softmax along the first axis, by one uniform each."""
    weight = np.exp(logits_ - logits_.max(0))
    total = weight.cumsum(0)
    return np.asarray(np.minimum((total <= luck.astype(F) * total[-1]).sum(0), len(weight) - 1))
