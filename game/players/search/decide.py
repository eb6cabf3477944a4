"""The decision core: candidates, rollouts, and a choice pulled toward the persona's habits (piKL, Jacob et al. 2022).

Orders are found factor by factor: from the habit's own order set each of stance, arms and words is varied alone, then
the two best of each are crossed and looked at harder. Where treaties matter the best of these is tried with one thing
more (`beyond`). In a crisis all options are tried, and regret matching over the samples mixes them (Hart & Mas-Colell
2000). Everything comes from an observation, a belief and the draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from game import crisis
from game.arrays import NOBODY, Array
from game.belief import Belief, prior
from game.belief.posterior import LAMBS, WOLVES, mass
from game.chance import Draw, Draws, mix
from game.observe import Observation
from game.players.personas import Budget, Mind, PersonaFile, Taste
from game.players.policy import (
    NEVER,
    Logits,
    Luck,
    Weights,
    Whom,
    answering,
    joining,
    logits,
    prey,
    sides_of,
)
from game.players.rows import answers, choices, compose
from game.players.search.beyond import NOVEL, OTHERS, beyond, open_to
from game.players.search.imagine import fate, imagine, spread
from game.players.search.rollout import UNIT, WARY, Future, moved, play_on, utility, weights_of
from game.players.trained import by, luck_of
from game.players.view import View, staff
from game.players.weights import trained
from game.state import Orders, Signal, Stage

LANES = 4096  # rolled out together: more would not fit the processor's cache
KEYS, POLICY = 40, 41  # of `Draw.uniform`: the luck of samples, of the mix in a crisis
WIDE = (4, 9, 5)  # options of stance, arms and words that are tried alone
PAIR = 2  # of each, how many are crossed


@dataclass(frozen=True, eq=False)
class Tried:
    """Candidates and what came of them, for B games: all that a choice, a reason or a log is made of."""

    options: Array  # (K, F, B) stance, arms, words of each candidate, whatever more is in it; in a crisis one option
    values: Array  # (K, S, B) utility of each in every sample, in UNITs
    pull: Array  # (K, B) log-chance by habit, in nats; NEVER where it cannot be ordered
    cards: Array  # (N, S, B) the cards of the powers in every sample
    mind: Mind

    @property
    def mean(self) -> Array:
        """(K, B) points over all samples."""
        return np.asarray(self.values.sum(1) / (self.values.shape[1] * UNIT))

    @property
    def worth(self) -> Array:
        """(K, B) points: mean over samples, the worst third counted more by the fearful, and the bias to its habits."""
        count, mean, worst = self.values.shape[1], self.mean, self.mind.worst
        if worst:
            third = max(1, count // 3)
            bad = np.sort(self.values, axis=1)[:, :third].sum(1) / (third * UNIT)
            mean = (1 - worst) * mean + worst * bad
        return np.asarray(np.where(self.pull <= NEVER / 2, -1e6, mean + self.bias))

    @property
    def bias(self) -> Array:
        """(K, B) points: the pull of habit, less the doubt whether what few samples praise is better than the habit.

        Of many candidates, the best by a few samples is mostly a lucky one (the optimizer's curse, Smith & Winkler
        2006): so a lead over what habit orders counts less by its standard error.
        """
        usual = self.pull.argmax(0)[None, None]
        lead = (self.values - np.take_along_axis(self.values, usual, 0)) / UNIT
        unsure = lead.std(1, ddof=1) / np.sqrt(lead.shape[1])
        return np.asarray(self.mind.lean * self.pull - self.mind.doubt * unsure)

    def best(self, mask: Array | None = None) -> Array:
        """(B,) the candidate worth most."""
        worth = self.worth
        return np.asarray((worth if mask is None else np.where(mask, worth, -1e7)).argmax(0))


@dataclass(frozen=True, eq=False)
class Decision:
    """One decision of one power in B games."""

    seen: Observation
    held: Belief  # as the mind of the persona bends it
    tried: Tried
    chosen: Array  # (B,) candidate
    row: Orders
    rows: tuple[Orders, ...]  # of every candidate


def habits(persona: PersonaFile) -> Weights:
    """The trained weights, changed by its habits."""
    known = trained()
    return {name: persona.fixed.get(name, known[name] + persona.habits.get(name, 0.0)) for name in known}


def minded(belief: Belief, taste: Taste) -> Belief:
    """The belief with at least the suspicion this mind starts from."""
    if not taste.persona.mind.hostile:
        return belief
    wolf = mass(belief.held, WOLVES)
    wanted = np.maximum(wolf, np.float32(taste.persona.mind.hostile))
    held = belief.held.copy()
    some = (wolf > 0) & (mass(belief.held, LAMBS) > 0)
    held[:, WOLVES] *= np.where(some, wanted / np.maximum(wolf, 1e-6), 1)[:, None]
    held[:, LAMBS] *= np.where(some, (1 - wanted) / np.maximum(1 - wolf, 1e-6), 1)[:, None]
    return Belief(held, belief.knobs)


def decide(seen: Observation, belief: Belief | None, draw: Draw, taste: Taste, budget: Budget) -> Decision:
    """The decision for the games of one observation; a few games at a time, see `decisions`."""
    held = minded(belief or prior(seen.world, seen.games), taste)
    return (_orders if seen.stage is Stage.ORDERS else _crisis)(seen, held, draw, taste, budget)


def choose(seen: Observation, belief: Belief | None, draw: Draw, taste: Taste) -> Orders:
    """A row of orders for any number of games."""
    if taste.budget is None:
        return by(habits(taste.persona), seen, draw)
    parts = []
    size = max(1, LANES // (taste.budget.rollouts * PAIR**3))
    for games in _chunks(seen.games, size):
        some = belief and belief.take(games)
        parts.append((games, decide(seen.take(games), some, draw.take(games), taste, taste.budget).row))
    return parts[0][1] if len(parts) == 1 else Orders.spread(seen.world.n, seen.games, parts)


def _chunks(games: int, size: int) -> Iterator[Array]:
    for begin in range(0, games, size):
        yield np.arange(begin, min(games, begin + size))


# ---- samples --------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Samples:
    """Imagined tables for B games, sample by sample, with what the others do there now."""

    future: Future  # lanes S x B
    others: Orders  # rows of all powers there
    count: int

    def cards(self, games: int) -> Array:
        intent = self.future.state.desk.intent
        return np.asarray(intent.reshape(len(intent), self.count, games))


def sampled(seen: Observation, held: Belief, draw: Draw, mine: Weights, count: int, salt: int) -> Samples:
    """So many imagined tables for every game; ``salt`` tells the luck of one look from that of another."""
    world, me = seen.world, seen.power
    keys = mix((draw.uniform(KEYS, count) * 2.0**53).astype(np.uint64) ^ np.uint64(salt * 0x9E3779B97F4A7C15 % 2**64))
    base = Draws(np.ascontiguousarray(keys).reshape(-1))
    many = spread(seen, count)
    belief = Belief(held.held[..., np.tile(np.arange(seen.games), count)], held.knobs)
    luck = fate(base)
    state = imagine(many, belief, luck)
    wary = np.asarray(luck(9) < WARY)
    weights, kept = weights_of(world, me, mine, wary), np.zeros(len(base.keys), np.int16)
    future = Future(state, base.branch(2), base.branch(3), weights, kept)
    return Samples(future, moved(world, future), count)


def tried_out(seen: Observation, samples: Samples, rows: list[Orders], taste: Taste, budget: Budget) -> Array:
    """(K, S, B) utilities of these rows, in UNITs. What is proposed and unknown to the policy is taken up at once.

    A proposal that is left lying costs nothing, so that it is worth what it brings if it is not.
    """
    world, me, games = seen.world, seen.power, seen.games
    future = samples.future.tile(len(rows))
    whole = {}
    for name, now in samples.others.__dict__.items():
        whole[name] = np.concatenate([now] * len(rows), -1)
        whole[name][me] = np.concatenate([row.__dict__[name] for row in rows for _ in range(samples.count)], -1)
    offered, theirs = whole["propose"][me][:, OTHERS], whole["propose"][:, me]
    if offered.any():
        theirs[:, OTHERS] = np.where(offered > 0, offered, theirs[:, OTHERS])
    horizon = min(taste.persona.mind.horizon, budget.horizon)
    tied = _tied(seen)

    def value(done: Future, places: Array) -> Array:
        return utility(world, me, done, taste.persona.wants, tied[:, places % games])

    return play_on(world, me, future, Orders(**whole), horizon, value).reshape(len(rows), samples.count, games)


def _tied(seen: Observation) -> Array:
    """(N, B) those this power has given its word to."""
    table, me = seen.table, seen.power
    word = crisis.partners(table)[me] | crisis.in_force(table, Signal.GUARD)[me]
    return np.asarray(word & (np.arange(seen.world.n) != me)[:, None])


# ---- orders ---------------------------------------------------------------------------------------------


def _orders(seen: Observation, held: Belief, draw: Draw, taste: Taste, budget: Budget) -> Decision:
    view = View.of(seen)
    s = staff(view)
    weights = habits(taste.persona)
    habit = logits(s, weights, luck_of(draw))
    pulls = [log_softmax(part[:, 0]) for part in (habit.stance, habit.arms, habit.words)]
    ranked = [np.argsort(-pull, axis=0, kind="stable") for pull in pulls]
    base = [rank[0] for rank in ranked]
    wide = [rank[:width] for rank, width in zip(ranked, WIDE, strict=True)]
    alone = [[option if f == factor else base[f] for f in range(3)] for factor in range(3) for option in wide[factor]]
    quick = max(2, budget.rollouts // 4)
    glance = sampled(seen, held, draw, weights, quick, 1)
    tried = _try(seen, glance, habit, pulls, alone, taste, budget)
    good, place = [], 0
    for factor in range(3):
        here = slice(place, place + len(wide[factor]))
        order = np.argsort(-tried.worth[here], axis=0, kind="stable")
        good.append([np.take_along_axis(wide[factor], order[x : x + 1], 0)[0] for x in range(PAIR)])
        place += len(wide[factor])
    crossed = [[good[0][x], good[1][y], good[2][z]] for x in range(PAIR) for y in range(PAIR) for z in range(PAIR)]
    samples = sampled(seen, held, draw, weights, budget.rollouts, 2)
    tried, rows = _try(seen, samples, habit, pulls, crossed, taste, budget), rows_of(seen, habit, crossed)
    if open_to(seen.world):
        worth = np.where(s.near, prey(s, weights).worth()[0], NEVER)[0]
        target = np.where(s.near[0].any(0), worth.argmax(0), NOBODY)
        more = beyond(seen, habit.whom, target, _by_game(rows, tried.best()))
        tried, rows = _further(seen, (glance, samples), tried, rows, more, taste, budget)
    chosen, reads = tried.best(), _reads(seen, held)
    told = tuple(Orders(**(row.__dict__ | {"read": reads})) for row in rows)
    return Decision(seen, held, tried, chosen, _by_game(told, chosen), told)


def _further(
    seen: Observation,
    looks: tuple[Samples, Samples],
    tried: Tried,
    rows: list[Orders],
    more: list[tuple[Orders, Array]],
    taste: Taste,
    budget: Budget,
) -> tuple[Tried, list[Orders]]:
    """With the best of these rows with ``more`` in them: looked at as closely as the others, those that look good."""
    if not more:
        return tried, rows
    best = tried.best()
    pull = np.take_along_axis(tried.pull, best[None], 0)
    option = np.take_along_axis(tried.options, best[None, None], 0)
    wider, may = [_by_game(rows, best), *(row for row, _ in more)], np.stack([mask for _, mask in more])
    pulls = np.concatenate([pull, np.where(may, pull + NOVEL, NEVER)])
    values = tried_out(seen, looks[0], wider, taste, budget)
    first = Tried(np.repeat(option, len(wider), 0), values, pulls, looks[0].cards(seen.games), tried.mind)
    order = np.argsort(-first.worth[1:], axis=0, kind="stable")[:PAIR]
    good = [_by_game(wider[1:], place) for place in order]
    return Tried(
        np.concatenate([tried.options, np.repeat(option, len(good), 0)]),
        np.concatenate([tried.values, tried_out(seen, looks[1], good, taste, budget)]),
        np.concatenate([tried.pull, np.take_along_axis(pulls[1:], order, 0)]),
        tried.cards,
        tried.mind,
    ), [*rows, *good]


def log_softmax(values: Array) -> Array:
    """Along the first axis; float64."""
    above = values.astype(np.float64) - values.max(0)
    return np.asarray(above - np.log(np.exp(above).cumsum(0)[-1]))


def _try(
    seen: Observation,
    samples: Samples,
    habit: Logits,
    pulls: list[Array],
    options: list[list[Array]],
    taste: Taste,
    budget: Budget,
) -> Tried:
    rows = rows_of(seen, habit, options)
    values = tried_out(seen, samples, rows, taste, budget)
    pull = np.stack([sum(np.take_along_axis(pulls[f], option[f][None], 0)[0] for f in range(3)) for option in options])
    return Tried(
        np.array([np.stack(option) for option in options]),
        values,
        np.maximum(pull, NEVER),
        samples.cards(seen.games),
        taste.persona.mind,
    )


def rows_of(seen: Observation, habit: Logits, options: list[list[Array]]) -> list[Orders]:
    """The rows of orders that these options (3 x (B,) each) are."""
    count, games = len(options), seen.games
    about = Whom(*(np.concatenate([part] * count, -1) for part in habit.whom))
    many = staff(View.of(spread(seen, count)))
    picked = (np.concatenate([option[f] for option in options])[None] for f in range(3))
    whole = compose(many, about, *picked).of(0)
    return [whole.take(slice(k * games, (k + 1) * games)) for k in range(count)]


def _by_game(rows: Sequence[Orders], chosen: Array) -> Orders:
    """In every game the row of the candidate chosen there."""
    lanes = np.arange(len(chosen))
    out = {}
    for name in rows[0].__dict__:
        whole = np.stack([row.__dict__[name] for row in rows])
        out[name] = np.moveaxis(whole[chosen, ..., lanes], 0, -1)
    return Orders(**out)


def _reads(seen: Observation, held: Belief) -> Array:
    """(N, B) the step of the dial nearest to what it believes; 0 for itself."""
    wolf = held.aggressor()
    steps = np.array(seen.world.core.reads.chances)
    read = np.abs(wolf[:, None] - steps[None, :, None]).argmin(1) + 1
    own = (np.arange(seen.world.n) == seen.power)[:, None]
    return np.asarray(np.where(own, 0, read), np.int8)


# ---- crises ---------------------------------------------------------------------------------------------


def _crisis(seen: Observation, held: Belief, draw: Draw, taste: Taste, budget: Budget) -> Decision:
    view = View.of(seen)
    s = staff(view)
    weights = habits(taste.persona)
    answer = seen.stage is Stage.ANSWERS
    leaning = answering(s, weights) if answer else joining(s, weights, sides_of(s))
    pull = log_softmax(leaning[:, 0])
    count = len(pull)
    options = [np.full((1, seen.games), k) for k in range(count)]
    make = answers if answer else choices
    rows = tuple(make(view, option).of(0) for option in options)
    allowed = pull > NEVER / 2
    some = [k for k in range(count) if bool(allowed[k].any())]
    samples = sampled(seen, held, draw, weights, budget.rollouts, 3)
    found = tried_out(seen, samples, [rows[k] for k in some], taste, budget)
    values = np.zeros((count, samples.count, seen.games), np.int64)
    values[some] = found
    tried = Tried(np.stack(options), values, pull, samples.cards(seen.games), taste.persona.mind)
    chosen = _mixed(tried, allowed, draw.uniform(POLICY))
    return Decision(seen, held, tried, chosen, _by_game(rows, chosen), rows)


def _mixed(tried: Tried, allowed: Array, luck: Array) -> Array:
    """(B,) an option drawn from the average strategy of regret matching, one sample after the other.

    What an option is worth beyond its mean - habit, doubt, fear of the worst - counts in every sample, so that
    the reason tells what was mixed.
    """
    count = len(tried.values)
    regret = np.zeros((count, luck.shape[-1]))
    average = np.zeros_like(regret)
    bonus = np.where(allowed, tried.worth - tried.mean, 0.0)
    uniform = allowed / np.maximum(allowed.sum(0), 1)
    for sample in range(tried.values.shape[1]):
        hope = np.maximum(regret, 0.0) * allowed
        total = hope.cumsum(0)[-1]
        strategy = np.where(total > 0, hope / np.maximum(total, 1e-12), uniform)
        average += strategy * (sample + 1)  # later strategies know more
        value = tried.values[:, sample] / UNIT + bonus
        regret += np.where(allowed, value - (strategy * value).cumsum(0)[-1], 0.0)
    level = average.cumsum(0)
    return np.asarray(np.minimum((level <= luck * level[-1]).sum(0), count - 1))


__all__ = ["Decision", "Luck", "Samples", "Tried", "choose", "decide", "habits"]
