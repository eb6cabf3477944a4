"""An event in plain words, from assets/text/en.toml; nothing in them that the event does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from game.events.event import Event
from game.scenario import World
from game.words import counted, listed, numeral, words

_NOUNS = {
    "arms": "arm",
    "swords": "sword",
    "shields": "shield",
    "tokens": "token",
    "works": "work",
    "points": "point",
    "card": "point",
    "total": "point",
}
_HELPERS = ("attack", "defence", "first", "second")
_ONLY_SOME = ("upkeep",)  # lists that leave out the powers at nothing


def sentence(world: World, event: Event) -> str:
    """The event as a sentence."""
    values, names = event.values, [world.powers[i].name for i in event.powers]
    said: dict[str, object] = {**values, "round": event.round}
    said |= dict(zip("abc", names, strict=False))
    said["others"] = listed(names[1:])
    for key, noun in _NOUNS.items():
        if key in values:
            said[key] = counted(abs(int(values[key])), noun)
    said["sorts"] = _amounts(values, "swords", "shields")
    said["losses"] = _amounts(values, "points", "arms")
    said["list"] = _by_power(world, event)
    said |= {side: _helped(world, str(values[side])) for side in _HELPERS if side in values}
    if "margin" in values:
        said["margin"] = numeral(int(values["margin"]), "+d")
    if "pact" in values:
        said["pact"] = pact_words(world, values)
    return words(f"event.{_key(event)}", **said)


def _key(event: Event) -> str:
    form, late = event.values.get("form"), event.values.get("late")
    return event.kind + (f"-{form}" if form else "") + ("-late" if late else "")


def _amounts(values: Mapping[str, int | str], *keys: str) -> str:
    """'2 swords and 1 shield'; what is nothing is not said."""
    return listed([counted(abs(int(values[key])), _NOUNS[key]) for key in keys if values.get(key)]) or words(
        "count.none"
    )


def _by_power(world: World, event: Event) -> str:
    """'Aldmar 5, Brennia 6'."""
    some = [
        f"{power.name} {_figure(world, event, int(event.values[power.code]))}"
        for power in world.powers
        if power.code in event.values and (event.values[power.code] or event.kind not in _ONLY_SOME)
    ]
    return words("count.comma").join(some)


def _figure(world: World, event: Event, value: int) -> str:
    return f"{round(100 * world.core.reads.chances[value - 1])}%" if event.kind == "read" else str(value)


def _helped(world: World, codes: str) -> str:
    """' (helped by Corvia)', or nothing."""
    names = [world.powers[world.index(code)].name for code in codes.split()]
    return words("event.helped", names=listed(names)) if names else ""


def pact_words(world: World, values: Mapping[str, int | str]) -> str:
    """'defence', 'offence against Corvia', 'at most 8 arms in all'."""
    name = str(values["pact"])
    if name in ("offence", "limit") and not {"against", "limit"} & set(values):
        name += "-plain"
    against = world.powers[world.index(str(values["against"]))].name if "against" in values else ""
    return words(f"event.pact.{name}", against=against, limit=values.get("limit", 0))


def sentences(world: World, events: Iterable[Event]) -> list[str]:
    return [sentence(world, event) for event in events]
