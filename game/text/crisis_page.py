"""The desk of a power that must answer a strike, or choose a side: what it can do and what that costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from game import crisis
from game.arrays import NOBODY
from game.events import Event, sentence
from game.match import Letter
from game.observe import Observation
from game.scenario import Intent, PactKind
from game.state import Answer, Signal, Stage
from game.text import facts
from game.text.console import Console
from game.text.desk import letter_words, own, tell
from game.text.fights import Fight, fights, joined, strength
from game.words import counted, words

_CRISIS = ("strike", "must-resist", "yielded", "resisted", "joined", "waited", "stayed-out")


def show(console: Console, seen: Observation, events: Iterable[Event], letters: Iterable[Letter]) -> None:
    """News and own affairs first; the crisis and the question last, right above the prompt."""
    world, me = seen.world, seen.power
    news = list(events)
    console.line()
    title = {"name": facts.name(world, me), "code": world.codes[me], "round": int(seen.table.round[0])}
    console.line(words("text.crisis.title", **title))
    tell(console, world, [event for event in news if event.kind not in _CRISIS])
    console.listing(words("text.desk.letters"), (letter_words(seen, letter) for letter in letters))
    console.line()
    console.lines(own(seen))
    now = [sentence(world, event) for event in news if event.kind in _CRISIS]
    console.listing(words("text.crisis.now"), [*now, *(_fight(seen, fight) for fight in fights(seen))])
    options = _answer(seen) if seen.stage is Stage.ANSWERS else _choice(seen)
    console.line()
    console.line(next(options))
    console.lines(options, words("text.bullet"))


# ---- answers --------------------------------------------------------------------------------------------


def _answer(seen: Observation) -> Iterator[str]:
    world, table, me = seen.world, seen.table, seen.power
    losses = world.core.losses
    strikers = np.flatnonzero(table.strike[:, 0] == me)
    yield words("text.crisis.answer", names=facts.names(world, strikers))
    taker = facts.name(world, int(strikers[0])) if len(strikers) == 1 else words("text.crisis.yield-several")
    yield words("text.crisis.yield", taker=taker, points=counted(losses.yielded, "point"))
    if crisis.in_force(table, Signal.GUARD)[me, me, 0]:
        yield words("text.crisis.yield-guard", points=counted(world.core.breach.guard, "point"))
    fearful = seen.desk.intent[0] == Intent.FEARFUL
    fight = next(fight for fight in fights(seen) if fight.defender == me)
    yield words(
        "text.crisis.resist",
        battle=counted(losses.battle, "point"),
        arms=counted(losses.battle_arms, "arm"),
        conquered=losses.conquered_fearful if fearful else losses.conquered,
        chance=facts.percent(facts.chance(world, fight.margin)),
    )
    friends = _sworn(seen)
    if friends:
        yield words("text.crisis.sworn", names=facts.names(world, friends))
    for i in _third(seen):
        yield from _pacts(seen, i)


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
        return words(f"text.crisis.pact-{key}", **named, **more)

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


def _choice(seen: Observation) -> Iterator[str]:
    again = bool(seen.table.wave[0] > 0)
    yield words("text.crisis.choose-again" if again else "text.crisis.choose")
    for x in np.flatnonzero(seen.sides()[:, 0]):
        yield _join(seen, int(x), late=again)
    if not again:
        yield words("text.crisis.wait")
        yield words("text.crisis.stay")
    yield from _duties(seen)
    for i in _third(seen):
        yield from _pacts(seen, i)


def _fight(seen: Observation, fight: Fight) -> str:
    world = seen.world
    chance = facts.percent(facts.chance(world, fight.margin))
    attackers, defender = facts.names(world, fight.attackers), facts.name(world, fight.defender)
    if fight.duel:
        return words("text.crisis.fight-duel", first=attackers, second=defender, chance=chance)
    return words("text.crisis.fight", attackers=attackers, defender=defender, chance=chance)


def _join(seen: Observation, x: int, *, late: bool) -> str:
    world, losses = seen.world, seen.world.core.losses
    fight = joined(seen, x)
    assert fight is not None, "only powers in a battle can be joined"
    sent = strength(seen, seen.power, x, late=late)
    chances = [facts.chance(world, fight.margin), facts.chance(world, fight.margin + fight.side(x) * sent)]
    if fight.duel and fight.side(x) < 0:  # tell it from the side that is joined
        chances = [1 - chance for chance in chances]
    key = "duel" if fight.duel else "attack" if fight.side(x) > 0 else "defence"
    foe = fight.attackers[0] if fight.side(x) < 0 else fight.defender
    what = words(
        f"text.crisis.join-{key}",
        name=facts.name(world, x),
        target=facts.name(world, foe),
        strength=sent,
        before=facts.percent(chances[0]),
        after=facts.percent(chances[1]),
    )
    free = bool(seen.exile[0])
    return words(
        "text.crisis.join",
        code=world.codes[x],
        what=what,
        points=counted(0 if free else losses.helper, "point"),
        arms="" if free else words("text.crisis.join-arms", arms=counted(losses.helper_arms, "arm")),
    )


def _duties(seen: Observation) -> Iterator[str]:
    """What it owes to whom by its own word, and what it would cost not to keep it [R10, R12]."""
    world, table, me = seen.world, seen.table, seen.power
    if seen.exile[0]:
        return
    fine, strike = world.core.breach, table.strike[:, 0]
    battles = crisis.fought(table, crisis.strikes(table))[:, 0]
    pacts, hand = table.pacts[me, ..., 0], table.hand[me, :, 0]

    def duty(key: str, x: int, points: int, **more: str) -> str:
        return words(f"text.crisis.duty-{key}", name=facts.name(world, x), points=counted(points, "point"), **more)

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
