"""The rules in short, and help about one order or topic."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game.observe import Observation
from game.scenario import World
from game.views.facts import names, part, right
from game.words import words

# What people may ask for, and the text that answers it.
TOPICS = {
    "rules": ("rules",),
    "orders": ("orders",),
    "commands": ("commands",),
    "build": ("build",),
    "ally": ("hand", "aid", "cede"),
    "hand": ("hand",),
    "aid": ("aid",),
    "cede": ("cede",),
    "signal": ("signal",),
    "say": ("say",),
    "speak": ("speak",),
    "read": ("read",),
    "stance": ("stance",),
    "strike": ("stance", "battle"),
    "battle": ("battle",),
    "crisis": ("crisis",),
    "cards": ("cards",),
    "exile": ("exile",),
    "end": ("end",),
    "modules": ("modules",),
}
_OTHER_WORDS = {
    word: topic
    for topic, others in {
        "build": "sword shield scrap arms",
        "signal": "peace guard open boycott",
        "stance": "mobilise hold",
        "crisis": "yield resist join wait stay",
        "cards": "card par points content fearful claimant expansionist",
        "battle": "war dice",
        "pacts": "propose accept renounce pact",
        "threats": "threaten",
        "say": "letter letters",
        "speak": "talk offer offers promise promises said",
    }.items()
    for word in others.split()
}
_MODULES = {"works": "works", "watch": "watch", "standing pacts": "pacts", "threats": "threats"}


def page(seen: Observation, topic: str = "") -> list[str]:
    """The paragraphs of 'help' (no topic) or of 'help TOPIC'."""
    world = seen.world
    topic = _OTHER_WORDS.get(topic, topic)
    keys: tuple[str, ...] | None = TOPICS.get(topic)
    if topic == "":
        keys = ("rules", "orders", "commands")
    elif topic in [_MODULES[module] for module in world.modules if module in _MODULES]:
        keys = (topic,)
    if keys is None:
        return [_text(world, "unknown", word=topic, topics=_topics(world))]
    out: list[str] = []
    for key in keys:
        out += [""] if out else []
        out += list(_paragraphs(world, key))
    return out


def _topics(world: World) -> str:
    modules = [_MODULES[module] for module in sorted(world.modules) if module in _MODULES]
    return words("count.comma").join([*TOPICS, *modules])


def _paragraphs(world: World, key: str) -> Iterator[str]:
    yield from _text(world, key, topics=_topics(world)).strip().split("\n")
    if key == "orders":
        for module, topic in _MODULES.items():
            if world.has(module):
                yield _text(world, f"orders-{topic}")
    if key == "modules":
        yield from _modules(world)


def _modules(world: World) -> Iterator[str]:
    if not world.modules:
        yield words("help.modules-none")
    marked = {"nuclear": world.nuclear, "rising power": world.rising, "surprise": world.surprise}
    for module in sorted(world.modules):
        key = _MODULES.get(module, {"rising power": "rising"}.get(module, module))
        who = names(world, np.flatnonzero(marked[module][:, 0])) if module in marked else ""
        yield ""
        if key in _MODULES.values():
            yield words("help.module", name=module)
        yield from _text(world, key, names=who).strip().split("\n")


def _text(world: World, key: str, **more: object) -> str:
    return words(f"help.{key}", **_numbers(world), **more)


def _numbers(world: World) -> dict[str, object]:
    """Every figure the help may mention, from the rules' file and the scenario."""
    core = world.core
    losses, breach, gains = core.losses, core.breach, core.gains
    chances = core.reads.chances
    card = words("help.cards-opportunist", opportunist=gains.opportunist_conquest)
    return {
        "code": world.codes[-1],
        "arm": core.arms.price,
        "per_round": core.arms.built_per_round,
        **core.prices.model_dump(),
        "part": part(world),
        "right": right(world),
        "fine_hand": breach.hand,
        "fine_peace": breach.peace,
        "fine_guard": breach.guard,
        "fine_pact": breach.pact,
        "fine_lesser": breach.lesser_pact,
        "upkeep": breach.upkeep,
        "yielded": losses.yielded,
        "strike": losses.strike,
        "battle": losses.battle,
        "battle_arms": losses.battle_arms,
        "helper": losses.helper,
        "helper_arms": losses.helper_arms,
        "repulse": losses.repulse,
        "repulse_swords": losses.repulse_swords,
        "conquered": losses.conquered,
        "fearful": losses.conquered_fearful,
        "free_swords": losses.free_swords,
        "exile_help": losses.exile_help,
        "freed": losses.freed,
        "unready": core.odds.unready,
        "claimant": gains.claimant,
        "expansionist": gains.expansionist_conquest,
        "yields": gains.expansionist_yield,
        "opportunist": gains.opportunist_conquest,
        "opportunist_card": card if world.has("opportunist") else "",
        "read_low": round(100 * chances[0]),
        "read_high": round(100 * chances[-1]),
        "rising_first": core.rising.rounds[0],
        "rising_second": core.rising.rounds[-1],
        "bombs": world.retaliation[0],
        "bombs_unready": world.retaliation[1],
    }
