"""What one power knows at its desk, a fact a sentence: its own affairs, its rivals, bonds, letters, proposals."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game import crisis
from game.arrays import NOBODY
from game.match import Letter
from game.observe import Observation, pact_text
from game.odds import percent
from game.players.appraisal import Appraisal
from game.scenario import INTENTS
from game.state import Signal, Stage
from game.views import facts
from game.views.talk import letter_text
from game.words import counted, listed, words


def last_rounds(seen: Observation) -> list[int]:
    """After which rounds the game may still end."""
    low, high = seen.world.rounds
    return list(range(max(low, int(seen.table.round[0])), high + 1))


def letter_words(seen: Observation, letter: Letter) -> str:
    key = "letter" if letter.to == seen.power else "letter-all"
    return words(
        f"view.desk.{key}", **{"from": facts.name(seen.world, letter.sender)}, text=letter_text(seen.world, letter)
    )


def proposals(seen: Observation) -> list[tuple[str, str]]:
    """Pacts that wait for this power's answer: each in a sentence, and the order that accepts it."""
    if seen.stage is not Stage.ORDERS or seen.exile[0]:
        return []
    world, inbox = seen.world, seen.desk.inbox[..., 0]
    out = []
    for j, kind in np.argwhere(inbox):
        value = int(inbox[j, kind])
        pact = facts.pact_phrase(world, kind, value)
        line = f"ally accept {pact_text(world, int(kind), value)} {world.codes[j]}"
        out.append((words("view.desk.proposal", name=facts.name(world, j), pact=pact), line))
    return out


# ---- its own affairs ------------------------------------------------------------------------------------


def own(seen: Observation) -> Iterator[str]:
    """Card, points and par, treasury, arms and readiness."""
    world, table, me = seen.world, seen.table, seen.power
    yield words("view.desk.card", card=card(seen))
    key = "par-fixed" if len(last_rounds(seen)) == 1 else "par"
    yield words(f"view.desk.{key}", points=counted(int(seen.points[0]), "point"), list=_pars(seen))
    if seen.exile[0]:
        holder = facts.name(world, int(table.occupier[me, 0]))
        yield words("view.desk.exile", name=holder, help=world.core.losses.exile_help)
        return
    swords, shields = int(seen.desk.swords[0]), int(seen.shields[0])
    attack, defence = facts.strengths(world, swords, shields)
    arms = {"swords": counted(swords, "sword"), "shields": counted(shields, "shield")}
    strength = words("view.desk.own-arms", **arms, attack=attack, defence=defence)
    if seen.stage is Stage.ORDERS:  # in a crisis the tokens are spent
        treasury = words("view.desk.treasury", tokens=counted(int(table.tokens[me, 0]), "token"))
        strength = f"{treasury} {strength}"
    yield strength
    if table.works[me, 0]:
        yield words("view.desk.works", works=counted(int(table.works[me, 0]), "work"))
    if table.province[me, 0] != NOBODY:
        yield words("view.desk.province", name=facts.name(world, int(table.province[me, 0])))
    yield from _readiness(seen)


def _readiness(seen: Observation) -> Iterator[str]:
    if facts.is_ready(seen, seen.power):
        yield words("view.desk.mobilised", until=facts.ready_until(seen, seen.power))
    else:
        yield words("view.desk.unready", unready=seen.world.core.odds.unready)
    may = np.flatnonzero(seen.may_strike()[:, 0])
    if seen.stage is Stage.ORDERS:
        key = "may-strike" if len(may) else "may-not"
        yield words(f"view.desk.{key}", names=facts.names(seen.world, may, "or"))


def card(seen: Observation) -> str:
    """What is on its card, in a sentence."""
    core, target = seen.world.core, int(seen.desk.target[0])
    return words(
        f"view.desk.card-{INTENTS[int(seen.desk.intent[0])]}",
        fearful=core.losses.conquered_fearful,
        conquered=core.losses.conquered,
        claimant=core.gains.claimant,
        opportunist=core.gains.opportunist_conquest,
        expansionist=core.gains.expansionist_conquest,
        yields=core.gains.expansionist_yield,
        target=facts.name(seen.world, target) if target != NOBODY else "",
    )


def _pars(seen: Observation) -> str:
    low, pars, last = seen.world.rounds[0], seen.par()[:, 0], last_rounds(seen)
    if len(last) == 1:
        return str(int(pars[-1]))
    return listed([words("view.desk.par-one", par=int(pars[r - low]), round=r) for r in last], "or")


# ---- the others -----------------------------------------------------------------------------------------


def rival(seen: Observation, staff: Appraisal, i: int) -> str:
    """One rival: what is known of it, and the odds between the two, by the balance that is believed."""
    world, me = seen.world, seen.power
    named = {"name": facts.name(world, i), "code": world.codes[i]}
    text = words("view.desk.rival", **named, facts=words("count.comma").join(facts_of(seen, i)))
    if not staff.near[i, 0]:
        return text
    mine, theirs = staff.chance_of_mine()[i, 0], staff.chance_against_me()[i, 0]
    odds = words("view.desk.duel-odds", mine=percent(mine), theirs=percent(theirs))
    return f"{text} {odds}" if me != i else text


def facts_of(seen: Observation, i: int) -> Iterator[str]:
    """What is known of a rival, a fact a phrase."""
    world, table, desk = seen.world, seen.table, seen.desk
    if table.occupier[i, 0] != NOBODY:
        yield words("view.desk.fact-exile", name=facts.name(world, int(table.occupier[i, 0])))
    else:
        swords = int(desk.seen[i, 0])
        sorts = facts.arms_words(swords, int(table.arms[i, 0]) - swords)
        key = "arms-shown" if facts.knows(seen, i) else "arms-counted"
        yield words(f"view.desk.{key}", arms=counted(int(table.arms[i, 0]), "arm"), sorts=sorts)
        yield words("view.desk.tokens", tokens=counted(int(table.tokens[i, 0]), "token"))
    yield words("view.desk.kept", butter=int(table.butter[i, 0]))
    if table.works[i, 0]:
        yield counted(int(table.works[i, 0]), "work")
    if table.province[i, 0] != NOBODY:
        yield words("view.desk.fact-province", name=facts.name(world, int(table.province[i, 0])))
    if world.nuclear[i, 0]:
        yield words("view.desk.fact-nuclear")
    if world.rising[i, 0]:
        yield words("view.desk.fact-rising")
    wall = facts.barrier(world, seen.power, i) if world.reach[seen.power, i, 0] else 0
    if wall:
        yield words("view.desk.barrier", arms=counted(wall, "arm"))
    if facts.is_ready(seen, i):
        yield words("view.desk.fact-mobilised", until=facts.ready_until(seen, i))
    if facts.may_strike(seen, i):
        yield words("view.desk.fact-may-strike")
    if desk.reads[i, 0]:
        step = world.core.reads.chances[int(desk.reads[i, 0]) - 1]
        yield words("view.desk.fact-read", chance=percent(step))


# ---- bonds ----------------------------------------------------------------------------------------------


def bonds(seen: Observation) -> list[str]:
    """Hands, pacts and signals of all, and what this power has proposed."""
    world, table = seen.world, seen.table
    out = []
    for i in range(world.n):
        for j in range(i + 1, world.n):
            pair = {"a": facts.name(world, i), "b": facts.name(world, j)}
            if table.hand[i, j, 0]:
                past = "-past" if seen.stage in (Stage.ORDERS, Stage.OVER) else ""
                out.append(words(f"view.desk.bond-hand{past}", **pair))
            for kind in np.flatnonzero(table.pacts[i, j, :, 0]):
                pact = facts.pact_phrase(world, int(kind), int(table.pacts[i, j, kind, 0]))
                out.append(words("view.desk.bond-pact", **pair, pact=pact))
    for signal in Signal:
        if signal is not Signal.NONE:
            out += _signals(seen, signal)
    outbox = seen.desk.outbox[..., 0]
    for j, kind in np.argwhere(outbox):
        pact = facts.pact_phrase(world, int(kind), int(outbox[j, kind]))
        out.append(words("view.desk.proposed", name=facts.name(world, j), pact=pact))
    return out


def _signals(seen: Observation, signal: Signal) -> Iterator[str]:
    world, table = seen.world, seen.table
    force = crisis.in_force(table, signal)[..., 0]
    until = table.until[signal - 1, ..., 0]
    key = f"view.desk.bond-{signal.name.lower()}"
    for i in range(world.n):
        whom = [int(j) for j in np.flatnonzero(force[i])]
        if signal is Signal.OPEN and len([j for j in whom if j != i]) == world.n - 1 and world.n > 2:
            yield words(f"{key}-all", a=facts.name(world, i), until=int(until[i, whom].max()))
            continue
        for j in whom:
            values = {"a": facts.name(world, i), "b": facts.name(world, j), "until": int(until[i, j])}
            if signal is Signal.THREATEN:
                yield words(key, **values, c=facts.name(world, int(table.against[i, j, 0])))
            elif i != j:
                yield words(key, **values)
            elif signal is Signal.GUARD:
                yield words(f"{key}-self", **values)
