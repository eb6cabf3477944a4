"""The board as one power sees it, as all see it, and as it truly was: plain values for a picture.

`board` and `public_board` are made of an `Observation`; `told_board` looks into the state and is for the debrief.
Powers are named by their place in table order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from game import crisis, odds
from game.arrays import NOBODY, Array
from game.observe import Observation, observe
from game.scenario import PACTS, World
from game.seats import Seat, seats
from game.state import Choice, Signal, Stage, State, Table
from game.views import facts
from game.words import counted, listed, words

KINDS = (  # of bonds, in the order in which they are drawn and read out
    *("strike", "join", "hand", "defence", "offence", "entente", "neutrality", "limit"),
    *("guard", "threat", "peace", "open", "watch", "boycott"),
)


@dataclass(frozen=True)
class Arms:
    """The arms of one power as the viewer counts them; the five numbers add up to all there are."""

    swords: int = 0  # certain
    shields: int = 0
    maybe_swords: int = 0  # by reports alone
    maybe_shields: int = 0
    unsorted: int = 0  # the viewer cannot tell them apart, or does not look
    doubt: float = 0.0  # of reports: 0 they are always right, 1 they are worth nothing

    @property
    def total(self) -> int:
        return self.swords + self.shields + self.maybe_swords + self.maybe_shields + self.unsorted


@dataclass(frozen=True)
class Land:
    """One power on the board."""

    seat: Seat
    arms: Arms
    tokens: int
    butter: int
    works: int
    nuclear: bool
    rising: bool
    ready: int  # mobilised until that round; 0 is not
    may_strike: bool
    exile: int  # who holds its land; -1 nobody
    province: int  # who holds its province; -1 nobody
    sealed: bool
    asked: bool  # the table waits for it
    vow: int  # pledged not to yield until that round; 0 is not
    open_to_all: int  # shows everybody its arms until that round; 0 does not
    tip: tuple[str, ...]  # sentences, the most important first


@dataclass(frozen=True)
class Bond:
    """What ties two powers, or sets one against the other."""

    kind: str  # one of KINDS
    a: int  # whose doing it is
    b: int
    mutual: bool
    until: int  # last round it is meant for; 0 until it is ended
    past: bool  # of the round before, and over
    tip: str


@dataclass(frozen=True)
class Board:
    """All that a picture of the board shows."""

    name: str
    round: int
    crisis: bool
    viewer: int  # whose view it is; -1 everybody's
    lands: tuple[Land, ...]
    bonds: tuple[Bond, ...]


def board(seen: Observation, sealed: Collection[int] = ()) -> Board:
    """The board as the power that observes sees it; ``sealed``: who has, for all to see."""
    arms = [_counted(seen, i) for i in range(seen.world.n)]
    tips = [[_report(seen, i, count)] for i, count in enumerate(arms)]
    return _board(seen, arms, tips, sealed, seen.power)


def public_board(seen: Observation, sealed: Collection[int] = ()) -> Board:
    """The board as it lies on the table: how many arms, and of no arm the sort."""
    totals = [int(count) for count in seen.table.arms[:, 0]]
    arms = [Arms(unsorted=total, doubt=1.0) for total in totals]
    tips = [
        [words("view.board.arms", name=p.name, arms=counted(t, "arm"))]
        for p, t in zip(seen.world.powers, totals, strict=True)
    ]
    return _board(seen, arms, tips, sealed, NOBODY)


def told_board(world: World, state: State) -> Board:
    """The board as it truly was, for the debrief: all sorts are known."""
    swords = state.desk.swords[:, 0]
    arms = [Arms(int(s), int(t) - int(s)) for s, t in zip(swords, state.table.arms[:, 0], strict=True)]
    tips = [[_sorts(world, i, count)] for i, count in enumerate(arms)]
    return _board(observe(world, state, 0), arms, tips, (), NOBODY)


# ---- arms -----------------------------------------------------------------------------------------------


def _counted(seen: Observation, i: int) -> Arms:
    """Arms by the viewer's count. Those that the world's card prints are certain; later ones are reported."""
    world, total = seen.world, int(seen.table.arms[i, 0])
    if i == seen.power:
        return Arms(int(seen.desk.swords[0]), total - int(seen.desk.swords[0]))
    swords = min(int(seen.desk.seen[i, 0]), total)
    if facts.knows(seen, i) or world.distinguishability == 1:
        return Arms(swords, total - swords)
    sure_swords = min(swords, int(world.swords[i, 0]))
    sure_shields = min(total - swords, int(world.shields[i, 0]))
    maybe = (swords - sure_swords, total - swords - sure_shields)
    if world.distinguishability == 0:
        return Arms(sure_swords, sure_shields, unsorted=sum(maybe), doubt=1.0)
    return Arms(sure_swords, sure_shields, *maybe, doubt=1 - world.distinguishability)


def _report(seen: Observation, i: int, arms: Arms) -> str:
    """'Brennia: 9 arms. Your scouts took 6 for swords; one report in 4 is wrong.'"""
    world = seen.world
    if i == seen.power or not arms.maybe_swords + arms.maybe_shields + arms.unsorted:
        return _sorts(world, i, arms)
    values = {"name": facts.name(world, i), "arms": counted(arms.total, "arm")}
    if arms.unsorted:
        return words("view.board.arms-guess", **values, unsorted=arms.unsorted)
    share = (1 - world.distinguishability) / 2
    wrong = words("view.board.wrong-one-in", number=odds.half_up(1 / share))
    if abs(1 / share - odds.half_up(1 / share)) > 0.05:
        wrong = words("view.board.wrong-percent", percent=odds.half_up(100 * share))
    return words("view.board.arms-reported", **values, swords=arms.swords + arms.maybe_swords, wrong=wrong)


def _sorts(world: World, i: int, arms: Arms) -> str:
    sorts = facts.arms_words(arms.swords, arms.shields)
    return words("view.board.arms-known", name=facts.name(world, i), sorts=sorts)


# ---- lands ----------------------------------------------------------------------------------------------


def _board(seen: Observation, arms: list[Arms], tips: list[list[str]], sealed: Collection[int], viewer: int) -> Board:
    """Of the observation only what lies open on the table is read here."""
    world, table = seen.world, seen.table
    bonds = sorted(_bonds(world, table, seen.stage), key=lambda bond: (KINDS.index(bond.kind), bond.a, bond.b))
    lands = tuple(
        Land(
            seat=seat,
            arms=arms[i],
            tokens=int(table.tokens[i, 0]),
            butter=int(table.butter[i, 0]),
            works=int(table.works[i, 0]),
            nuclear=bool(world.nuclear[i, 0]),
            rising=bool(world.rising[i, 0]),
            ready=facts.ready_until(seen, i) if facts.is_ready(seen, i) else 0,
            may_strike=seen.stage is Stage.ORDERS and facts.may_strike(seen, i),
            exile=int(table.occupier[i, 0]),
            province=int(table.province[i, 0]),
            sealed=i in sealed,
            asked=bool(table.asked[i, 0]),
            vow=_force(table, Signal.GUARD, i, i),
            open_to_all=_open_to_all(table, i),
            tip=(*tips[i], *_open_facts(seen, i)),
        )
        for i, seat in enumerate(seats(world))
    )
    crisis_on = seen.stage in (Stage.ANSWERS, Stage.HELP)
    return Board(world.name, int(table.round[0]), crisis_on, viewer, lands, tuple(bonds))


def _open_facts(seen: Observation, i: int) -> Iterator[str]:
    """What all can see of a power, in sentences."""
    world, table, ordering = seen.world, seen.table, seen.stage is Stage.ORDERS
    if table.occupier[i, 0] != NOBODY:
        yield words("view.board.exile", holder=facts.name(world, int(table.occupier[i, 0])))
    elif ordering:
        tokens = counted(int(table.tokens[i, 0]), "token")
        yield words("view.board.tokens", tokens=tokens, butter=int(table.butter[i, 0]))
    if facts.is_ready(seen, i):
        since, until = int(table.mobilised_on[i, 0]), facts.ready_until(seen, i)
        yield words("view.board.ready", since=since, until=until)
        if ordering:
            yield words("view.board.may-strike" if facts.may_strike(seen, i) else "view.board.may-soon")
    if table.province[i, 0] != NOBODY:
        yield words("view.board.province", holder=facts.name(world, int(table.province[i, 0])))
    if _force(table, Signal.GUARD, i, i):
        yield words("view.board.vow", until=_force(table, Signal.GUARD, i, i))
    if _open_to_all(table, i):
        yield words("view.board.open-all", until=_open_to_all(table, i))
    if world.nuclear[i, 0]:
        yield words("view.board.nuclear")
    if world.rising[i, 0]:
        yield words("view.board.rising", rounds=listed([str(r) for r in world.core.rising.rounds]))
    if world.surprise[i, 0]:
        yield words("view.board.surprise")


# ---- bonds ----------------------------------------------------------------------------------------------


def _force(table: Table, signal: Signal, i: int, j: int) -> int:
    """Last round of a signal of i about j that is in force, or 0."""
    until = int(table.until[signal - 1, i, j, 0])
    return until if until >= int(table.round[0]) else 0


def _open_to_all(table: Table, i: int) -> int:
    """Until which round a power shows everybody its arms; with two at the table nobody is everybody."""
    others = [_force(table, Signal.OPEN, i, j) for j in range(len(table.arms)) if j != i]
    return min(others) if len(others) > 1 else 0


def _bonds(world: World, table: Table, stage: Stage) -> Iterator[Bond]:
    for i, j in _pairs(table.hand[..., 0]):
        if i < j:
            past = stage in (Stage.ORDERS, Stage.OVER)
            yield _bond(world, "hand", i, j, mutual=True, past=past, key="hand-past" if past else "hand")
    for i, j, kind in np.argwhere(table.pacts[..., 0]).tolist():
        if i < j:
            pact = facts.pact_phrase(world, kind, int(table.pacts[i, j, kind, 0]))
            yield _bond(world, PACTS[kind], i, j, mutual=True, key="pact", pact=pact)
    yield from _signals(world, table)
    if stage in (Stage.ANSWERS, Stage.HELP):
        yield from _fighting(world, table)


def _signals(world: World, table: Table) -> Iterator[Bond]:
    for signal in Signal:
        for i, j in _pairs(crisis.in_force(table, signal)[..., 0]) if signal is not Signal.NONE else ():
            until = _force(table, signal, i, j)
            if i == j or (signal is Signal.OPEN and _open_to_all(table, i)):
                continue
            if signal is Signal.THREATEN:
                foe = int(table.against[i, j, 0])
                over = world.powers[j].name
                yield _bond(world, "threat", i, foe, until=until, key="threat", over=over)
            else:
                kind = signal.name.lower()
                yield _bond(world, kind, i, j, until=until, key=kind)


def _fighting(world: World, table: Table) -> Iterator[Bond]:
    for i, j in enumerate(table.strike[:, 0].tolist()):
        if j != NOBODY:
            yield _bond(world, "strike", i, j, key="strike")
    for i in np.flatnonzero(table.choice[:, 0] == Choice.JOIN).tolist():
        yield _bond(world, "join", i, int(table.side[i, 0]), key="join")


def _bond(
    world: World,
    kind: str,
    a: int,
    b: int,
    *,
    key: str,
    mutual: bool = False,
    until: int = 0,
    past: bool = False,
    **more: str,
) -> Bond:
    names = {"a": world.powers[a].name, "b": world.powers[b].name}
    tip = words(f"view.board.bond.{key}", **names, until=until, **more)
    return Bond(kind, a, b, mutual, until, past, tip)


def _pairs(mask: Array) -> list[tuple[int, int]]:
    return [(int(i), int(j)) for i, j in np.argwhere(mask)]
