"""What orders would change: strengths, who could strike whom, what is owed; as the power itself can work it out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game.arrays import NOBODY
from game.observe import Observation
from game.odds import percent
from game.players.appraisal import Appraisal
from game.scenario import World
from game.state import Orders, Stance
from game.views import facts
from game.words import counted, words


def arms_of(seen: Observation) -> tuple[int, int]:
    """Its swords and shields."""
    return int(seen.desk.swords[0]), int(seen.shields[0])


def arms_after(seen: Observation, row: Orders) -> tuple[int, int]:
    """The same when these orders have been carried out, within what can be held."""
    swords, shields = arms_of(seen)
    most = seen.world.core.arms.most
    then = swords + int(row.swords[0]) - int(row.scrap[0])
    return min(max(then, 0), most), min(shields + int(row.shields[0]), most)


def prices(world: World) -> dict[str, object]:
    """What sentences about orders may mention: fines and how long signals hold."""
    breach, pledges, losses = world.core.breach, world.core.pledges, world.core.losses
    return {
        "hand": counted(breach.hand, "point"),
        "peace": counted(breach.peace, "point"),
        "guard": counted(breach.guard, "point"),
        "pact": counted(breach.pact, "point"),
        "lesser": counted(breach.lesser_pact, "point"),
        "upkeep": counted(breach.upkeep, "point"),
        "rounds": counted(pledges.peace, "round"),
        "yielded": counted(losses.yielded, "point"),
        "strike": counted(losses.strike, "point"),
        "works": counted(world.core.prices.works, "token"),
        "right": facts.right(world),
    }


# ---- the whole draft ------------------------------------------------------------------------------------


def changes(staff: Appraisal, row: Orders) -> Iterator[str]:
    """What a draft changes in strengths, and whom it lets strike."""
    seen = staff.seen
    before, after = arms_of(seen), arms_after(seen, row)
    (attack, defence), then = facts.strengths(seen.world, *before), facts.strengths(seen.world, *after)
    if (attack, defence) != then:
        said = {"attack": attack, "attack_then": then[0], "defence": defence, "defence_then": then[1]}
        yield words("view.effect.strengths", **said)
    if row.stance[0] == Stance.MOBILISE:
        yield from _mobilise(staff)
    elif row.stance[0] == Stance.STRIKE:
        yield from _strike(staff, int(row.strike[0]))


# ---- one order ------------------------------------------------------------------------------------------


def of_line(staff: Appraisal, line: str, x: int) -> Iterator[str]:
    """What one order does, and what it would change; ``x``: the power it names first."""
    world = staff.seen.world
    verb, what = line.split()[:2]
    values = prices(world) | {"name": facts.name(world, x) if x != NOBODY else ""}
    if verb == "ally":
        key = what if what in ("hand", "cede", "accept", "renounce") else line.split()[2]
        yield words(f"view.effect.{key}", **values)
        if what == "hand":
            yield from _hand(staff, x)
    elif verb == "signal":
        if x == staff.seen.power:
            yield words("view.effect.guard-self", **values)
        elif what == "threaten":
            over = facts.name(world, world.index(line.split()[4]))
            yield words("view.effect.threaten", **values, other=over)
        else:
            yield words(f"view.effect.{what}{'-all' if x == NOBODY else ''}", **values)
    elif verb == "say":
        yield words(f"view.effect.say-{what}", **values)
    elif what == "mobilise":
        yield from _mobilise(staff)
    elif what == "strike":
        yield from _strike(staff, x)
    else:
        yield words("view.effect.hold")


def of_number(staff: Appraisal, stem: str, value: int) -> Iterator[str]:
    """What one more would change, given that ``value`` are ordered: 'Attack 5, with one more 6.'"""
    seen = staff.seen
    what = stem.split()[1]
    yield words(f"view.effect.{what}", **prices(seen.world))
    if what not in ("sword", "shield"):
        return
    swords, shields = arms_of(seen)
    more = (value + 1, 0) if what == "sword" else (0, value + 1)
    attack, defence = facts.strengths(seen.world, swords, shields)
    most = seen.world.core.arms.most
    then = facts.strengths(seen.world, min(swords + more[0], most), min(shields + more[1], most))
    said = {"attack": attack, "attack_then": then[0], "defence": defence, "defence_then": then[1]}
    yield words("view.effect.with", count=counted(value + 1, what), **said)


def _hand(staff: Appraisal, x: int) -> Iterator[str]:
    """What two partners could send each other."""
    seen = staff.seen
    sent, me = staff.sent()[..., 0], seen.power
    if not seen.table.exile[x, 0]:
        name = facts.name(seen.world, x)
        yield words("view.effect.hand-sends", name=name, comes=int(sent[x, me]), goes=int(sent[me, x]))


def _mobilise(staff: Appraisal) -> Iterator[str]:
    """From when until when it could strike whom; what it takes from those who strike it."""
    seen = staff.seen
    rules, round_ = seen.world.core.odds, int(seen.table.round[0])
    near = np.flatnonzero(staff.near[:, 0])
    said = {"names": facts.names(seen.world, near, "or"), "first": round_ + 1, "unready": rules.unready}
    yield words("view.effect.mobilise", **said, last=round_ + rules.mobilised_rounds - 1)


def _strike(staff: Appraisal, x: int) -> Iterator[str]:
    """The odds of a battle alone against alone, and what it costs."""
    world = staff.seen.world
    chance = percent(staff.chance_of_mine()[x, 0])
    yield words("view.effect.strike", name=facts.name(world, x), chance=chance, points=prices(world)["strike"])
