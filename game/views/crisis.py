"""A crisis as one power sees it: who strikes whom, what it can do, what that costs, and what it owes to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from game import crisis
from game.arrays import NOBODY
from game.events import Event, sentence
from game.observe import Observation
from game.odds import percent
from game.scenario import Intent, PactKind, World
from game.state import Answer, Signal, Stage
from game.views import facts
from game.views.fights import Fight, fights, joined, strength
from game.words import counted, words

KINDS = ("strike", "must-resist", "yielded", "resisted", "joined", "waited", "stayed-out")  # of events that belong here


@dataclass(frozen=True)
class Option:
    """One thing it can choose. Chances are in per cent, that of ``x`` who is joined, or of the land that may fall."""

    line: str  # the order
    text: str  # what it means and costs
    warnings: tuple[str, ...] = ()  # words that it breaks
    x: int = NOBODY  # whom it joins
    strength: int = 0  # what it sends
    before: int = 0
    after: int = 0


@dataclass(frozen=True)
class Crisis:
    """What a power is asked in a crisis, and all it may know to answer."""

    answers: bool  # asked to yield or resist; else to join, wait or stay out
    again: bool  # a second choice, at half strength
    strikers: tuple[int, ...]  # who strikes it
    fights: tuple[Fight, ...]
    odds: tuple[str, ...]  # the same in sentences
    options: tuple[Option, ...]
    duties: tuple[str, ...]  # what it owes by its own word, and what it costs not to keep it
    others: tuple[str, ...]  # who owes what, to it or to others

    @property
    def default(self) -> str:
        """What is done if nothing is chosen."""
        return "resist" if self.answers else "stay out"


def crisis_of(seen: Observation) -> Crisis:
    """The crisis that waits for this power; `ValueError` when it has nothing to answer or to choose."""
    if seen.stage not in (Stage.ANSWERS, Stage.HELP):
        raise ValueError("no crisis waits for an answer or a choice")
    world, answers = seen.world, seen.stage is Stage.ANSWERS
    every = fights(seen)
    pacts = [text for i in _third(seen) for text in _pacts(seen, i)]
    return Crisis(
        answers,
        again=not answers and bool(seen.table.wave[0] > 0),
        strikers=tuple(int(i) for i in np.flatnonzero(seen.table.strike[:, 0] == seen.power)),
        fights=tuple(every),
        odds=tuple(_fight(world, fight) for fight in every),
        options=tuple(_answers(seen) if answers else _choices(seen)),
        duties=() if answers else tuple(_duties(seen)),
        others=tuple([*_sworn_words(seen), *pacts] if answers else pacts),
    )


def happened(seen: Observation, events: list[Event]) -> list[str]:
    """What has happened in this crisis so far, in sentences."""
    return [sentence(seen.world, event) for event in events if event.kind in KINDS]


# ---- answers --------------------------------------------------------------------------------------------


def _answers(seen: Observation) -> Iterator[Option]:
    world, table, me = seen.world, seen.table, seen.power
    losses = world.core.losses
    strikers = np.flatnonzero(table.strike[:, 0] == me)
    taker = facts.name(world, int(strikers[0])) if len(strikers) == 1 else words("view.crisis.yield-several")
    broken = []
    if crisis.in_force(table, Signal.GUARD)[me, me, 0]:
        broken.append(words("view.crisis.yield-guard", points=counted(world.core.breach.guard, "point")))
    yields = words("view.crisis.yield", taker=taker, points=counted(losses.yielded, "point"))
    yield Option("yield", yields, tuple(broken))
    fearful = seen.desk.intent[0] == Intent.FEARFUL
    fight = next(fight for fight in fights(seen) if fight.defender == me)
    chance = percent(facts.chance(world, fight.margin))
    resists = words(
        "view.crisis.resist",
        battle=counted(losses.battle, "point"),
        arms=counted(losses.battle_arms, "arm"),
        conquered=losses.conquered_fearful if fearful else losses.conquered,
        chance=chance,
    )
    yield Option("resist", resists, before=chance, after=chance)


def _sworn_words(seen: Observation) -> Iterator[str]:
    friends = _sworn(seen)
    if friends:
        yield words("view.crisis.sworn", names=facts.names(seen.world, friends))


def _sworn(seen: Observation) -> list[int]:
    """Who must help this power or pay; but nothing is owed to a power that itself strikes [R10]."""
    table, me = seen.table, seen.power
    if table.strike[me, 0] != NOBODY:
        return []
    sworn = (crisis.partners(table) | crisis.in_force(table, Signal.GUARD))[:, me, 0]
    threats = crisis.in_force(table, Signal.THREATEN)[:, me, 0]
    over = table.strike[table.against[:, me, 0], 0] == me
    return [i for i in _third(seen) if sworn[i] or (threats[i] and over[i])]


def _third(seen: Observation) -> list[int]:
    """The other powers that could help: not striking, not struck, no exiles."""
    table = seen.table
    lines = crisis.strikes(table)
    fighting = np.asarray(lines.all.any(0) | lines.all.any(1))[:, 0]
    busy = fighting | (table.occupier[:, 0] != NOBODY)
    return [int(i) for i in np.flatnonzero(~busy) if i != seen.power]


def _pacts(seen: Observation, a: int) -> Iterator[str]:
    """What a third power's standing pacts would cost it in this crisis [R12]."""
    world, table, fine = seen.world, seen.table, seen.world.core.breach
    lines, strike, pacts = crisis.strikes(table), table.strike[:, 0], table.pacts[a, ..., 0]
    attack = lines.attack[..., 0] & (table.answer[:, 0] != Answer.YIELD)
    meets = attack | lines.duel[..., 0]
    meets = meets | meets.T

    def pact(key: str, b: int, points: int, **more: str) -> str:
        named = {"a": facts.name(world, a), "b": facts.name(world, b), "points": counted(points, "point")}
        return words(f"view.crisis.pact-{key}", **named, **more)

    for b in (int(i) for i in np.flatnonzero(meets.any(1))):
        first = strike[b] != NOBODY
        if pacts[b, PactKind.DEFENCE]:
            yield pact("stand-by" if first else "defence", b, fine.pact // (2 if first else 1))
        aim = int(pacts[b, PactKind.OFFENCE]) - 1
        if aim >= 0 and meets[b, aim]:
            yield pact("offence", b, fine.pact, target=facts.name(world, aim))
        elif aim >= 0:
            yield pact("against", b, fine.pact)
        if pacts[b, PactKind.NEUTRALITY]:
            yield pact("neutrality", b, fine.lesser_pact // (2 if first else 1))


# ---- choices --------------------------------------------------------------------------------------------


def _choices(seen: Observation) -> Iterator[Option]:
    again = bool(seen.table.wave[0] > 0)
    for x in np.flatnonzero(seen.sides()[:, 0]):
        yield _join(seen, int(x), late=again)
    if not again:
        yield Option("wait", words("view.crisis.wait"))
        yield Option("stay out", words("view.crisis.stay"))


def _fight(world: World, fight: Fight) -> str:
    chance = percent(facts.chance(world, fight.margin))
    attackers, defender = facts.names(world, fight.attackers), facts.name(world, fight.defender)
    if fight.duel:
        return words("view.crisis.fight-duel", first=attackers, second=defender, chance=chance)
    return words("view.crisis.fight", attackers=attackers, defender=defender, chance=chance)


def _join(seen: Observation, x: int, *, late: bool) -> Option:
    world, losses = seen.world, seen.world.core.losses
    fight = joined(seen, x)
    assert fight is not None, "only powers in a battle can be joined"
    sent = strength(seen, seen.power, x, late=late)
    chances = [facts.chance(world, fight.margin), facts.chance(world, fight.margin + fight.side(x) * sent)]
    if fight.duel and fight.side(x) < 0:  # tell it from the side that is joined
        chances = [1 - chance for chance in chances]
    before, after = (percent(chance) for chance in chances)
    key = "duel" if fight.duel else "attack" if fight.side(x) > 0 else "defence"
    foe = fight.attackers[0] if fight.side(x) < 0 else fight.defender
    named = {"name": facts.name(world, x), "target": facts.name(world, foe)}
    what = words(f"view.crisis.join-{key}", **named, strength=sent, before=before, after=after)
    free = bool(seen.exile[0])
    points = counted(0 if free else losses.helper, "point")
    arms = "" if free else words("view.crisis.join-arms", arms=counted(losses.helper_arms, "arm"))
    text = words("view.crisis.join", what=what, points=points, arms=arms)
    return Option(f"join {world.codes[x]}", text, (), x, sent, before, after)


def _duties(seen: Observation) -> Iterator[str]:
    """What it owes to whom by its own word, and what it would cost not to keep it [R10, R12]."""
    world, table, me = seen.world, seen.table, seen.power
    if seen.exile[0]:
        return
    fine, strike = world.core.breach, table.strike[:, 0]
    battles = crisis.fought(table, crisis.strikes(table))[:, 0]
    pacts, hand = table.pacts[me, ..., 0], table.hand[me, :, 0]

    def duty(key: str, x: int, points: int, **more: str) -> str:
        return words(f"view.crisis.duty-{key}", name=facts.name(world, x), points=counted(points, "point"), **more)

    for x in (int(i) for i in np.flatnonzero(battles & (strike == NOBODY))):
        if hand[x]:
            yield duty("hand", x, fine.hand)
        if pacts[x, PactKind.DEFENCE]:
            yield duty("pact", x, fine.pact)
        threat = crisis.in_force(table, Signal.THREATEN)[me, x, 0] and strike[table.against[me, x, 0]] == x
        if crisis.in_force(table, Signal.GUARD)[me, x, 0] or threat:
            yield duty("guard", x, fine.guard)
    for x in (int(i) for i in np.flatnonzero(strike != NOBODY)):
        if pacts[x, PactKind.DEFENCE] and _is_in(seen, x):
            yield duty("stand-by", x, fine.pact // 2)
    for x in (int(i) for i in np.flatnonzero(pacts[:, PactKind.OFFENCE])):
        aim = int(pacts[x, PactKind.OFFENCE]) - 1
        if (strike[x] == aim or strike[aim] == x) and _is_in(seen, x):
            yield duty("offence", x, fine.pact, target=facts.name(world, aim))
        elif _is_in(seen, x):
            yield duty("against", x, fine.pact)
    for x in (int(i) for i in np.flatnonzero(pacts[:, PactKind.NEUTRALITY])):
        if _is_in(seen, x):
            yield duty("neutrality", x, fine.lesser_pact // (2 if strike[x] != NOBODY else 1))
    yield from _called(seen, duty)
    for x in (int(i) for i in np.flatnonzero(crisis.in_force(table, Signal.PEACE)[me, :, 0])):
        if battles[x]:
            yield duty("peace", x, fine.peace)


def _is_in(seen: Observation, x: int) -> bool:
    """Whether x strikes or is struck in a battle of this crisis."""
    return bool(seen.sides()[x, 0])


def _called(seen: Observation, duty: Callable[..., str]) -> Iterator[str]:
    """Partners who have joined a defender call their own partners [R7]."""
    table, fine, me = seen.table, seen.world.core.breach, seen.power
    lines = crisis.strikes(table)
    defends = crisis.sides(table, lines, crisis.fought(table, lines)).defends[..., 0].any(1)
    for x in (int(i) for i in np.flatnonzero(crisis.partners(table)[me, :, 0] & defends)):
        yield duty("called", x, fine.hand if table.hand[me, x, 0] else fine.pact)
