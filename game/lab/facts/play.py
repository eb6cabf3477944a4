"""The bench of the experiments: boxes made to order, games with one thing changed, and what was seen in them.

`play` runs the game's own rules, beliefs and players, as `match.run` does, and keeps every round. An experiment
changes the box (`box`), the cards and arms on the table (``setup``), what is believed (``beliefs``), what is
ordered (``orders``) or who plays (``players``), and compares under the same seed: then cards, dice and the
players' luck are the same wherever the change does not reach.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from game import match
from game.arrays import NOBODY, Array, Bools, Floats, Ints
from game.belief import Belief
from game.chance import Chance, Draws
from game.intents.act import stance_logits
from game.intents.mind import Knobs
from game.lab.facts.boxes import LAB
from game.match import Beliefs, beliefs_of, decide, learnt, seated
from game.observe import observe
from game.players import Player
from game.rules import start, step, totals
from game.scenario import Intent, PactKind, Scenario, World, load
from game.state import NOTHING, Orders, Outcome, Stage, State


@dataclass(frozen=True, eq=False)
class Moment:
    """A decision to be made, in the games still going. Hooks are shown it."""

    scenario: Scenario
    state: State
    beliefs: Beliefs
    index: Ints  # (B,) the numbers of these games in the whole run
    luck: Draws  # a stream that neither the world nor the players draw from

    @property
    def world(self) -> World:
        return self.scenario.world

    @property
    def round(self) -> int:
        """The games of a batch are always in one round."""
        return int(self.state.table.round[0])

    @property
    def ordering(self) -> bool:
        """Whether orders are due, and not answers or help."""
        return self.state.stage is Stage.ORDERS


Setup = Callable[[World, State], State]
Believing = Callable[[Moment], Beliefs]  # before the orders of every round: what is believed instead
Ordering = Callable[[Moment, Orders], Orders]  # at every decision: what is ordered instead; it must be legal
Watching = Callable[[Moment, Orders, Outcome, State], None]  # after every step: moment, orders, outcome, state after


@dataclass(frozen=True, eq=False)
class Played:
    """What was seen in B games of N powers; R rounds, of which a game has ``rounds``. Later ones hold zeros.

    [r, i, j] is round r + 1, an actor i and the power j it is about.
    """

    intent: Ints  # (N, B) cards
    target: Ints  # (N, B) of claimants
    rounds: Ints  # (B,) played
    points: Ints  # (N, B) at the end: butter, wars, fines and cards
    butter: Ints  # (N, B)
    played: Bools  # (R, B)
    belief: Floats  # (R + 1, N, N, B) i's chance that j wants land: at the start, then after each round's orders
    card: Floats  # (N, N, 5, B) at the end, i's belief in j's cards
    arms: Ints  # (R + 1, N, B) in all: at the start, then at the end of each round
    swords: Ints  # (R + 1, N, B) of these, as they are
    built: Ints  # (R, N, B) arms ordered
    built_swords: Ints  # (R, N, B) of these
    stance: Ints  # (R, N, B) Stance
    signal: Ints  # (R, N, B) Signal
    signal_to: Ints  # (R, N, B)
    hand: Bools  # (R, N, N, B) in force
    pact: Bools  # (R, N, N, B) standing pacts of defence
    struck: Bools  # (R, N, N, B) i strikes j
    worth: Floats  # (R, N, N, B) points by which i, as it sees things, would rather strike j than hold; nan: unknown
    answer: Ints  # (R, N, B) Answer
    first: Ints  # (R, N, B) Choice of a third power when it was first asked
    choice: Ints  # (R, N, B) its last
    side: Ints  # (R, N, B) whom it joined
    joined_at: Ints  # (R, N, B) 1 in time, later at half
    battle: Ints  # (R, N, B) Result of the battle that this power defended
    duel: Bools  # (R, N, N, B) i and j fought striking each other; symmetric
    conquered: Bools  # (R, N, B)
    leader: Ints  # (R, N, B) who led the attack on this power
    war_points: Ints  # (R, N, B) points lost in war
    arms_tokens: Ints  # (R, N, B) tokens spent on arms and mobilising

    @property
    def n(self) -> int:
        return len(self.intent)

    @property
    def games(self) -> int:
        return len(self.rounds)

    @property
    def benign(self) -> Bools:
        """(N, B) powers that want no land."""
        return np.asarray(self.intent < Intent.CLAIMANT)

    @property
    def fought(self) -> Bools:
        """(R, N, N, B) strikes that came to a battle."""
        return np.asarray((self.struck & (self.battle[:, None] > 0)) | (self.struck & self.duel))

    @property
    def meant(self) -> Floats:
        """(R, N, N, B) whether the striker expected to gain by a strike that was fought; nan where none was."""
        known = self.fought & ~np.isnan(self.worth)
        return np.where(known, self.worth > 0, np.nan)

    @property
    def war(self) -> Bools:
        """(B,) at least one battle."""
        return np.asarray(self.fought.any((0, 1, 2)))

    def meant_share(self, strikers: Bools | None = None) -> float:
        """Of the strikes that were fought, the share whose striker expected to gain: to stand beside every war rate.

        The others are the mistakes of a quantal response. nan if no such strike was fought.
        """
        here = ~np.isnan(self.meant)
        if strikers is not None:
            here &= strikers[:, None]
        return float(self.meant[here].mean()) if here.any() else float("nan")

    @property
    def harm(self) -> Ints:
        """(N, B) points lost in wars and tokens spent on arms: the one definition of harm (DESIGN, section 3)."""
        return np.asarray((self.war_points + self.arms_tokens).sum(0))

    def at_end(self, values: Array) -> Array:
        """The last row of ``arms``, ``swords`` or ``belief`` in each game, whose rounds differ."""
        return np.asarray(np.moveaxis(values, -1, 0)[np.arange(self.games), self.rounds]).transpose()

    def take(self, games: Array) -> Played:
        """Some of the games: an index or mask."""
        return Played(**{f.name: getattr(self, f.name)[..., games] for f in fields(self)})

    @staticmethod
    def join(parts: Sequence[Played]) -> Played:
        if len(parts) == 1:
            return parts[0]
        return Played(**{f.name: np.concatenate([getattr(p, f.name) for p in parts], -1) for f in fields(Played)})


def play(
    scenario: Scenario | str,
    games: int,
    seed: int,
    *,
    players: Sequence[Player | str] = ("blueprint",),
    deal: str | None = None,
    knobs: Knobs | Sequence[Knobs] | None = None,
    setup: Setup | None = None,
    beliefs: Believing | None = None,
    orders: Ordering | None = None,
    watch: Watching | None = None,
    rounds: int | None = None,
    first: int = 0,
) -> Played:
    """``games`` games to their end, or for so many ``rounds``; game k is the same in any run of the same seed.

    ``players``: one for all powers or one for each. ``deal``: by default that of a box made here, else the
    scenario's own. ``knobs``: of all blueprint players, or one for each power.
    """
    scene = load(scenario) if isinstance(scenario, str) else scenario
    seats = _with_knobs(seated(scene, players), knobs)
    dealt = deal or (LAB if LAB in scene.deals else None)
    parts = []
    for begin in range(first, first + games, match.BATCH):
        chance = Chance(seed, min(match.BATCH, first + games - begin), begin)
        parts.append(_run(scene, seats, chance, dealt, begin, setup, beliefs, orders, watch, rounds))
    return Played.join(parts)


def _with_knobs(seats: list[Player], knobs: Knobs | Sequence[Knobs] | None) -> list[Player]:
    if knobs is None:
        return seats
    each = [knobs] * len(seats) if isinstance(knobs, Knobs) else list(knobs)
    return [
        who if who.knobs is None else Player(who.name, who.about, who.choose, own)
        for who, own in zip(seats, each, strict=True)
    ]


def _run(
    scenario: Scenario,
    seats: list[Player],
    chance: Chance,
    deal: str | None,
    begin: int,
    setup: Setup | None,
    believing: Believing | None,
    ordering: Ordering | None,
    watch: Watching | None,
    rounds: int | None,
) -> Played:
    """One batch. Games that are over leave it."""
    state = start(scenario, chance, deal)
    if setup is not None:
        state = setup(scenario.world, state)
    players, dice, luck = chance.players, Draws(chance.keys), chance.branch(2)
    index = np.arange(state.games)
    beliefs = beliefs_of(seats, scenario, state.games)
    kept = _Keeper(scenario.world, state, rounds or scenario.world.rounds[1])
    whole = NOTHING  # what the steps of this round decided
    while state.stage is not Stage.OVER:
        moment = Moment(scenario, state, beliefs, index + begin, luck)
        if moment.ordering:
            if believing is not None:
                beliefs = believing(moment)
                moment = Moment(scenario, state, beliefs, index + begin, luck)
            kept.opening(beliefs, index)
        given = decide(seats, scenario, state, players, beliefs)
        if ordering is not None:
            given = ordering(moment, given)
        kept.orders(moment, given, index)
        before = state
        state, outcome = step(scenario, before, given, dice)
        beliefs = learnt(beliefs, scenario, before, state)
        whole = whole.merge(outcome)
        if watch is not None:
            watch(moment, given, outcome, state)
        if state.stage not in (Stage.ORDERS, Stage.OVER):
            continue
        kept.close(state, beliefs, whole, index)
        whole = NOTHING
        if kept.full:
            break
        going = np.flatnonzero(~state.table.over)
        if len(going) < len(index) and state.stage is not Stage.OVER:
            state, players, dice, luck = state.take(going), players.take(going), dice.take(going), luck.take(going)
            beliefs = [b and b.take(going) for b in beliefs]
            index = index[going]
    return kept.played()


class _Keeper:
    """Fills the arrays of `Played` round by round."""

    def __init__(self, world: World, state: State, rounds: int) -> None:
        n, games = world.n, state.games
        self.last = rounds
        self.at = 0  # rounds closed

        def zeros(*shape: int, kind: Any = np.int8) -> Array:
            return np.zeros((*shape, games), kind)

        each, pair = (rounds, n), (rounds, n, n)
        self.a: dict[str, Array] = {
            "intent": state.desk.intent.copy(),
            "target": state.desk.target.copy(),
            "rounds": zeros(kind=np.int16),
            "points": zeros(n, kind=np.int16),
            "butter": zeros(n, kind=np.int16),
            "played": zeros(rounds, kind=bool),
            "belief": zeros(rounds + 1, n, n, kind=np.float32),
            "card": zeros(n, n, 5, kind=np.float32),
            "arms": zeros(rounds + 1, n),
            "swords": zeros(rounds + 1, n),
            "worth": np.full((*pair, games), np.nan, np.float32),
            "duel": zeros(*pair, kind=bool),
            **{name: zeros(*pair, kind=bool) for name in ("hand", "pact", "struck")},
            **{name: zeros(*each) for name in (*_OF_TABLE, "built_swords", "first")},
            "leader": zeros(*each) + np.int8(NOBODY),
            "conquered": zeros(*each, kind=bool),
            **{name: zeros(*each, kind=np.int16) for name in ("war_points", "arms_tokens")},
        }
        self.a["arms"][0], self.a["swords"][0] = state.table.arms, state.desk.swords

    @property
    def full(self) -> bool:
        return self.at == self.last

    def opening(self, beliefs: Beliefs, index: Array) -> None:
        """What is believed when the orders are written."""
        for i, belief in enumerate(beliefs):
            if belief is not None:
                self.a["belief"][self.at, i][:, index] = belief.aggressor()

    def orders(self, moment: Moment, given: Orders, index: Array) -> None:
        """Strikes with what they were worth to the strikers, and the first choices of third powers."""
        state, at = moment.state, self.at
        if state.stage is Stage.HELP:
            new = state.table.asked & (state.table.chosen_at == 0)
            self.a["first"][at][:, index] = np.where(new, given.choice, self.a["first"][at][:, index])
        if not moment.ordering:
            return
        self.a["built_swords"][at][:, index] = given.swords
        for i, belief in enumerate(moment.beliefs):
            if belief is not None and bool((given.strike[i] >= 0).any()):
                self.a["worth"][at, i][:, index] = worth_of_strikes(moment.world, state, i, belief)

    def close(self, state: State, beliefs: Beliefs, outcome: Outcome, index: Array) -> None:
        """The end of a round: its doings still lie on the table."""
        table, a, at = state.table, self.a, self.at
        self.at += 1
        for name in _OF_TABLE:
            a[name][at][:, index] = getattr(table, name)
        a["played"][at, index] = True
        a["rounds"][index] += 1
        for name, value in (
            ("struck", table.strike[:, None] == np.arange(len(table.strike))[:, None]),
            ("duel", (table.duel > 0) | (table.duel > 0).swapaxes(0, 1)),
            ("hand", table.hand),
            ("pact", table.pacts[:, :, PactKind.DEFENCE] > 0),
        ):
            a[name][at][..., index] = value
        for name in ("conquered", "leader", "war_points", "arms_tokens"):
            some = getattr(outcome, name)
            if some is not None:
                a[name][at][:, index] = some
        a["arms"][at + 1][:, index] = table.arms
        a["swords"][at + 1][:, index] = state.desk.swords
        a["points"][:, index] = totals(state)
        a["butter"][:, index] = table.butter
        for i, belief in enumerate(beliefs):
            if belief is not None:
                a["belief"][at + 1, i][:, index] = belief.aggressor()
                a["card"][i][..., index] = belief.held

    def played(self) -> Played:
        return Played(**self.a)


_OF_TABLE = ("built", "stance", "signal", "signal_to", "answer", "choice", "side", "joined_at", "battle")


def worth_of_strikes(world: World, state: State, power: int, belief: Belief) -> Array:
    """(N, B) points by which ``power``, as it sees things, would rather strike each than hold."""
    seen = observe(world, state, power)
    o = belief.outlooks(seen)
    logits = stance_logits(o, power, seen.desk.intent, seen.desk.target)[2:]
    worth = (logits + np.log(o.picture.rivals[power])) / o.picture.mind.precision.strike
    return np.asarray(worth)
