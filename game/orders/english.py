"""Orders in plain English, as something to be done: 'build 2 shields, offer Brennia a hand and mobilise'."""

from __future__ import annotations

from collections.abc import Sequence

from game.odds import half_up
from game.scenario import World
from game.words import counted, listed, words

READ = "read "


def spelled(world: World, power: int, lines: Sequence[str]) -> str:
    """What a power does by these lines, as `texts` writes them; letters and reads have no words here."""
    return listed([_phrase(world, power, line) for line in lines]) or words("order.nothing")


def done(world: World, power: int, lines: Sequence[str]) -> str:
    """What a sheet makes a power do, without its letters and reads; empty if that is nothing."""
    deeds = [line for line in lines if not line.startswith(("say to ", READ))]
    return spelled(world, power, deeds) if deeds else ""


def noted(world: World, lines: Sequence[str]) -> str:
    """The reads of a sheet, for when cards are on the table: 'Aldmar 30%, Brennia 50%'; empty if there are none."""
    return words("count.comma").join(_read(world, line) for line in lines if line.startswith(READ))


def opened(world: World, power: int, lines: Sequence[str]) -> str:
    """A whole sheet turned over, but for its letters: what it does, and its reads."""
    reads = noted(world, lines)
    return (done(world, power, lines) or words("count.none")) + (words("order.reads", reads=reads) if reads else "")


def _read(world: World, line: str) -> str:
    code, step = line.removeprefix(READ).split()
    chance = half_up(100 * world.core.reads.chances[int(step) - 1])
    return words("order.read", name=_names(world, [code]), chance=chance)


def _phrase(world: World, power: int, line: str) -> str:
    verb, *rest = line.split()
    if verb == "build":
        sort, number = rest
        noun = {"sword": "sword", "shield": "shield", "scrap": "sword", "works": "work"}[sort]
        return words(f"order.{'scrap' if sort == 'scrap' else 'build'}", what=counted(int(number), noun))
    if verb == "ally":
        return _ally(world, rest)
    if verb == "signal":
        return _signal(world, power, rest)
    if verb == "stance":
        return words(f"order.{rest[0]}", name=_names(world, rest[1:]))
    if verb == "say":
        return words(f"order.say-{rest[0]}", name=_names(world, rest[1:]))
    return words(f"order.{verb}", name=_names(world, rest) if verb == "join" else "")


def _ally(world: World, rest: list[str]) -> str:
    what, *about = rest
    if what == "aid":
        return words("order.aid", name=_names(world, about[:1]), tokens=counted(int(about[1]), "token"))
    if what in ("hand", "cede"):
        return words(f"order.{what}", name=_names(world, about))
    kind, *against = about[:-1]
    some = {"against": _names(world, against) if kind == "offence" else "", "number": "".join(against)}
    return words(f"order.{what}", pact=words(f"order.pact.{kind}", **some), name=_names(world, about[-1:]))


def _signal(world: World, power: int, rest: list[str]) -> str:
    kind, to, *more = rest
    rounds = more.pop() if more and more[-1].isdigit() else ""
    oneself = to == world.codes[power]
    key = "guard-self" if oneself else "open-all" if to == "all" else kind
    name = "" if to == "all" else _names(world, [to])
    what = words(f"order.{key}", name=name, over=_names(world, more[1:]))
    return words("talk.for-rounds", what=what, rounds=counted(int(rounds), "round")) if rounds else what


def _names(world: World, codes: list[str]) -> str:
    return listed([world.powers[world.index(code)].name for code in codes])
