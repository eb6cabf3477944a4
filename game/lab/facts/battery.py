"""The battery: one exogenous crisis a game, on set-up tables, and ratios over its third powers.

A crisis from outside spares an experiment the selection of free play, where the wars that break out differ with what is
studied. In every game power 0, known to want land, has mobilised and is made to strike power 1, which is made to
resist; arms and hands lie on the table by lot, alike in all cells of an experiment. Only the answer is free: third
powers, seats 2 and up, join, wait or stay out as the blueprint has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from game.arrays import Array, Bools, Floats, Ints
from game.chance import Chance
from game.intents.crises import Crisis, Sides, crisis_of, sides
from game.intents.mind import mind
from game.intents.picture import picture
from game.lab.facts.boxes import CODES, box
from game.lab.facts.hooks import blank, changed, opening
from game.lab.facts.measures import Found, paired, ratio
from game.lab.facts.play import Moment, play
from game.match import BATCH
from game.observe import observe
from game.scenario import Scenario, World
from game.state import Answer, Choice, Orders, Stage, Stance, State
from game.stats import mean

SEATS = len(CODES)
STRIKER, STRUCK = 0, 1
SHARE = 0.5  # of its attack that a power sends to the help of any other: that of a land border


def ruled(scenario: Scenario, **rules: Mapping[str, Any]) -> Scenario:
    """The same box under other constants of the core rules: ``ruled(box(), breach={"hand": 0})``."""
    core = scenario.world.core
    new = {name: getattr(core, name).model_copy(update=dict(values)) for name, values in rules.items()}
    return replace(scenario, world=replace(scenario.world, core=core.model_copy(update=new)))


# ---- the battery ----------------------------------------------------------------------------------------


def great_powers(n: int, **keys: Any) -> Scenario:
    """``n`` powers in reach of each other, of whom each can send the same help to any: what differs is ``keys``."""
    pairs = [(a, b) for a in CODES[:n] for b in CODES[:n] if a != b]
    shares = [{"from": a, "to": b, "share": SHARE} for a, b in pairs]
    return box(n, cards={CODES[STRIKER]: "expansionist"}, projection=shares, **keys)


@dataclass(frozen=True, eq=False)
class Tables:
    """What lies on the table before the crisis; the first seats of a larger table are those of a smaller one."""

    swords: Ints  # (SEATS, B) 2..5
    shields: Ints  # (SEATS, B) 2..5
    hands: Bools  # (SEATS, SEATS, B) between all but the striker; symmetric


def tables(games: int, seed: int, first: int = 0, tied: float = 0.5) -> Tables:
    """Rough equals (G. Snyder 1984), and each pair of those that are not the striker tied with chance ``tied``."""
    lots = Chance(seed, games, first).branch(7)
    swords, shields = (2 + lots.below(4, purpose, 0, SEATS) for purpose in (1, 2))
    hands = np.triu(np.ones((SEATS, SEATS), bool), 1)[..., None] & (lots.uniform(3, 0, SEATS, SEATS) < tied)
    hands[STRIKER] = False
    return Tables(swords, shields, hands | hands.swapaxes(0, 1))


@dataclass(frozen=True, eq=False)
class Crises:
    """B crises with K third powers; (K, B) unless said otherwise."""

    tied: Bools  # has a hand of the struck power's
    early: Bools  # joined it at once
    late: Bools  # joined it later, at half strength
    behind: Bools  # joined the striker
    stake: Floats  # points its survival was worth
    price: Floats  # points joining costs
    direct: Floats  # utility of joining, broken words and dependence left out
    joins: Floats  # chance to join it at once
    decides: Floats  # the same, if all had hung on it
    expects: Floats  # how many of the others it expected to join at once
    harm: Ints  # points third powers lost
    fallen: Bools  # (B,) the struck power was conquered
    meant: Floats  # (B,) whether the striker, as it saw things, would have struck by itself

    @property
    def holds(self) -> Bools:
        """Holds a stake that is worth the price of joining."""
        return np.asarray(self.stake > self.price)

    @property
    def bucks(self) -> Floats:
        """The buck-passing score's marker: by how much likelier it would join if all hung on it; 0 without a stake."""
        return np.where(self.holds, np.maximum(self.decides - self.joins, 0), 0)

    @property
    def width(self) -> Ints:
        """(B,) powers in the war."""
        return np.asarray(2 + (self.early | self.late | self.behind).sum(0))


def crises(
    scenario: Scenario,
    games: int,
    seed: int,
    *,
    tied: float = 0.5,
    hands: Sequence[tuple[int, int]] | None = None,
) -> Crises:
    """One crisis a game; ``hands`` are the pairs tied in every game, instead of by lot."""
    parts = [_crises(scenario, count, seed, first, tied, hands) for first, count in batches(games)]
    return Crises(**{f.name: np.concatenate([getattr(part, f.name) for part in parts], -1) for f in fields(Crises)})


def batches(games: int) -> Iterator[tuple[int, int]]:
    """The number of the first game and how many there are, for batches of no more than `play` takes at once."""
    for first in range(0, games, BATCH):
        yield first, min(BATCH, games - first)


def _crises(
    scenario: Scenario, games: int, seed: int, first: int, tied: float, hands: Sequence[tuple[int, int]] | None
) -> Crises:
    n = scenario.world.n
    lots = tables(games, seed, first, tied)
    hand = lots.hands[:n, :n].copy()
    if hands is not None:
        hand[:] = False
        for i, j in hands:
            hand[i, j] = hand[j, i] = True
    seen: dict[int, tuple[Crisis, Sides]] = {}

    def orders(moment: Moment, given: Orders) -> Orders:
        given = made_to(moment, given, hand)
        if moment.state.stage is Stage.HELP and not moment.state.table.wave.any():
            seen.update({k: _seen_by(moment, k) for k in range(2, n)})
        return given

    played = play(
        scenario,
        games,
        seed,
        setup=set_up(lots, hand),
        beliefs=opening({"expansionist": 1}, about=[STRIKER]),
        orders=orders,
        rounds=1,
        first=first,
    )
    joined = (played.choice[0, 2:] == Choice.JOIN) & (played.side[0, 2:] == STRUCK)
    chances = [_chances(s) for _, s in seen.values()]
    counted = np.array([c.joins[:, STRUCK] for c, _ in seen.values()])  # [viewer, third]
    own = np.array([c.joins[k, STRUCK] for k, (c, _) in seen.items()])
    return Crises(
        tied=hand[2:, STRUCK],
        early=joined & (played.joined_at[0, 2:] == 1),
        late=joined & (played.joined_at[0, 2:] > 1),
        behind=(played.choice[0, 2:] == Choice.JOIN) & (played.side[0, 2:] == STRIKER),
        stake=np.array([s.stake[STRUCK] for _, s in seen.values()]),
        price=np.array([np.broadcast_to(s.price, games) for _, s in seen.values()]),
        direct=np.array([s.direct[STRUCK] for _, s in seen.values()]),
        joins=np.array([join for join, _ in chances]),
        decides=np.array([decides for _, decides in chances]),
        expects=counted.sum(1) - own,
        harm=played.war_points[0, 2:],
        fallen=played.conquered[0, STRUCK],
        meant=np.asarray(played.worth[0, STRIKER, STRUCK] > 0, np.float64),
    )


def set_up(lots: Tables, hand: Bools) -> Any:
    """The hook that lays arms and hands on the table; the striker has mobilised in the round before the first."""

    def setup(world: World, state: State) -> State:
        n = world.n
        swords, shields = lots.swords[:n].astype(np.int8), lots.shields[:n].astype(np.int8)
        called = state.table.mobilised_on.copy()
        called[STRIKER] = 0
        return state.put(
            swords=swords,
            arms=swords + shields,
            seen=np.repeat(swords[None], n, axis=0),
            mobilised_on=called,
            hand=hand,
        )

    return setup


def made_to(moment: Moment, given: Orders, hand: Bools) -> Orders:
    """Nobody orders but hands and the one strike; the struck resists. Choices of sides are left as they are."""
    if moment.ordering:
        for i in range(moment.world.n):
            given = changed(blank(given, i), i, hand=hand[i])
        return changed(given, STRIKER, stance=Stance.STRIKE, strike=STRUCK)
    if moment.state.stage is Stage.ANSWERS:
        return changed(given, STRUCK, answer=Answer.RESIST)
    return given


def _seen_by(moment: Moment, k: int) -> tuple[Crisis, Sides]:
    """The crisis as third power ``k`` sees it, and what it makes of it."""
    belief = moment.beliefs[k]
    assert belief is not None
    seen = observe(moment.world, moment.state, k)
    crisis = crisis_of(picture(seen, belief.held, belief.knobs))
    return crisis, sides(crisis, np.full(seen.games, k), seen.desk.intent)


def _chances(s: Sides) -> tuple[Floats, Floats]:
    """Chances (B,) to join the struck power at once: as things are; and if all hung on it, with no use in waiting."""
    precision = mind().precision.crisis
    join, behind, wait, decisive = (
        np.exp(np.clip(precision * u.astype(np.float64), -50, 50))
        for u in (s.join[STRUCK], s.join[STRIKER], s.wait, s.stake[STRUCK] - s.price + s.owed[STRUCK])
    )
    return np.asarray(join / (1 + join + behind + wait)), np.asarray(decisive / (1 + decisive + behind))


# ---- ratios: by game, for the third powers of a crisis stand or fall together ---------------------------


def per(part: Array, whole: Array) -> Found:
    """A ratio of totals over third powers (K, B) and games."""
    return mean(_pull(part, whole))


def gap(more: tuple[Array, Array], less: tuple[Array, Array]) -> Found:
    """The difference of two such ratios in games of the same seed."""
    return paired(_pull(*more), _pull(*less))


def _pull(part: Array, whole: Array) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):  # of nothing at all the ratio is nan
        return ratio(part.sum(0), whole.sum(0))[1]


def each(what: Array) -> tuple[Array, Array]:
    """Something of third powers, as parts of all of them."""
    return what, np.ones_like(what, dtype=np.int64)
