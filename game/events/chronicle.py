"""From a step to events: the order of the phases, and all that is turned over with the orders [R3-R6]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from game.arrays import EVERYBODY, NOBODY
from game.events.event import Event, Look, at, pact_values, places
from game.events.war import (
    answers,
    battles,
    breaches,
    card_points,
    choices,
    fates,
    garrisons,
    losses,
    next_round,
    pacts_end,
    rise,
)
from game.scenario import World
from game.state import Say, Signal, Stage, Stance, Step


def chronicle(world: World, step: Step, game: int = 0) -> list[Event]:
    """All that happened in one game of a step, hidden truths included, in the order of the phases."""
    look = Look(world, step, game)
    if look.was.over:
        return []
    told: list[Event] = []
    if look.stage is Stage.ORDERS:
        told += [*_built(look), *_alliances(look), *_treaties(look), *_signals(look), *_stances(look)]
    told += [*answers(look), *choices(look)]
    if not look.ended:
        return [*told, *card_points(look)]
    fate, end = list(fates(look)), [*breaches(look), *pacts_end(look)]
    told += [*battles(look), *losses(look, [*told, *fate, *end]), *fate, *card_points(look)]
    return [*told, *rise(look), *end, *next_round(look)]


def _built(look: Look) -> Iterator[Event]:
    """Arms ordered: their number to all, their sort to the owner, its label to each that saw it [R3]."""
    orders = look.orders
    for i in range(look.n):
        yield from _shown(look, i)
        swords, shields = int(orders.swords[i]), int(orders.shields[i])
        if swords + shields:
            yield look.event("built", i, arms=swords + shields)
            yield look.event("sorts", i, sight=(i,), swords=swords, shields=shields)
            if not look.fallen(i):  # of arms that will never come nobody keeps the label
                yield from _labels(look, i, swords + shields)
        if orders.scrap[i]:
            yield look.event("scrapped", i, swords=int(orders.scrap[i]))
        if orders.works[i]:
            yield look.event("works", i, works=int(orders.works[i]))


def _knows(look: Look, viewer: int, i: int) -> bool:
    """Whether i is open to the viewer or watched by it; all of that is public."""
    until = look.now.until
    return max(int(until[Signal.OPEN - 1, i, viewer]), int(until[Signal.WATCH - 1, viewer, i])) >= look.round


def _labels(look: Look, i: int, arms: int) -> Iterator[Event]:
    clear = look.world.distinguishability
    for viewer in range(look.n):
        if viewer != i:
            swords = int(look.has.labels[viewer, i])
            trust = "sure" if clear == 1 or _knows(look, viewer, i) else "guess" if clear == 0 else ""
            form: dict[str, Any] = {"form": trust} if trust else {}
            yield look.event("label", i, viewer, sight=(viewer,), swords=swords, shields=arms - swords, **form)


def _shown(look: Look, i: int) -> Iterator[Event]:
    """The true sorts of all arms, to those to whom i is open and to those who watch it [R6].

    New arms have labels of their own and are not counted here, whether or not they have arrived by now.
    """
    new = int(look.now.built[i]) if look.ended else 0
    free = int(garrisons(look)[i]) if look.ended else 0
    arms = int(look.now.arms[i]) - new - free
    for viewer in range(look.n):
        if viewer != i and arms and _knows(look, viewer, i):
            swords = int(look.has.seen[viewer, i]) - free - (int(look.has.labels[viewer, i]) if new else 0)
            yield look.event("shown", i, viewer, sight=(viewer,), swords=swords, shields=arms - swords)


def _alliances(look: Look) -> Iterator[Event]:
    """Hands, to all if they are taken, else to the two; aid; and what is kept as butter [R4]."""
    offered, aid = look.orders.hand, look.orders.aid
    for i in range(look.n):
        for j in range(look.n):
            if offered[i, j] and offered[j, i] and i < j:
                yield look.event("hand", i, j)
            elif offered[i, j] and not offered[j, i]:
                yield look.event("hand-offered", i, j, sight=(i, j))
    for i, j in places(aid):
        yield look.event("aid", i, j, tokens=int(aid[i, j]))
    yield look.by_power("kept", look.now.butter - look.was.butter + look.upkeep)


def _treaties(look: Look) -> Iterator[Event]:
    """Land ceded [R9]; pacts proposed, to the two only, and made or renounced, to all [R12]."""
    orders, world = look.orders, look.world
    for i in at(orders.cede != NOBODY):
        yield look.event("ceded", i, orders.cede[i], points=-world.core.losses.yielded)
    made = set(look.where("pact_made"))
    for i, j, kind in places(orders.propose):
        if (i, j, kind) not in made:
            what = pact_values(world, kind, orders.propose[i, j, kind])
            yield look.event("proposed", i, j, sight=(i, j), **what)
    for i, j, kind in places(orders.accept):
        if (i, j, kind) not in made:
            what = pact_values(world, kind, orders.accept[i, j, kind])
            yield look.event("accepted-nothing", i, j, sight=(i,), **what)
    for i, j, kind in sorted(made):
        if i < j:
            yield look.event("pact-made", i, j, **pact_values(world, kind, _agreed(look, i, j, kind)))
    for i, j, kind in places(orders.renounce):
        yield look.event("renounced", i, j, **pact_values(world, kind, orders.renounce[i, j, kind]))


def _agreed(look: Look, i: int, j: int, kind: int) -> int:
    """What a pact just made says, even if a strike tore it in the same breath."""
    orders = look.orders
    accepted = max(int(orders.accept[i, j, kind]), int(orders.accept[j, i, kind]))
    return int(look.now.pacts[i, j, kind]) or accepted or int(orders.propose[i, j, kind])


def _signals(look: Look) -> Iterator[Event]:
    """Signals, with the last round they are meant for; sayings; and reads, for the reader [R6]."""
    orders, usual = look.orders, look.world.core.pledges
    for i in at(orders.signal):
        signal, to = Signal(int(orders.signal[i])), int(orders.signal_to[i])
        name = signal.name.lower()
        rounds = int(orders.signal_rounds[i]) or int(getattr(usual, name))
        until = look.round + rounds - 1 + (signal is Signal.BOYCOTT)
        if signal is Signal.THREATEN:
            yield look.event(name, i, to, orders.signal_over[i], until=until)
        elif to == EVERYBODY:
            yield look.event(name, i, until=until, form="all")
        elif to == i:
            yield look.event(name, i, until=until, form="self")
        else:
            yield look.event(name, i, to, until=until)
    for i in range(look.n):
        for say in Say:
            heard = at(orders.say[i] & say)
            if heard:
                yield look.event("say", i, *heard, form=say.name.lower())
    for i in range(look.n):
        about = at(orders.read[i])
        if about:
            steps = {look.world.codes[j]: int(orders.read[i, j]) for j in about}
            yield look.event("read", i, *about, sight=(i,), **steps)


def _stances(look: Look) -> Iterator[Event]:
    """Who mobilises, who strikes whom, and who cannot yield any more [R5, R8]."""
    orders, rules = look.orders, look.world.core
    for i in at(orders.stance == Stance.MOBILISE):
        yield look.event("mobilised", i, until=look.round + rules.odds.mobilised_rounds - 1)
    for i in at(orders.stance == Stance.STRIKE):
        yield look.event("strike", i, orders.strike[i], points=-rules.losses.strike)
    attacked = np.asarray(look.lines.attack.any(0))[:, 0]
    # it had yielded before, or cedes in this very round
    for i in at(attacked & (look.was.yielded | (orders.cede != NOBODY))):
        yield look.event("must-resist", i)
