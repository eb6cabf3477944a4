"""What may be dealt: the public deck, the named deals, and single cards as files write them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

import numpy as np

from game.arrays import NOBODY, Floats
from game.files import BadInput
from game.scenario.fail import Fail
from game.scenario.figures import core
from game.scenario.world import INTENTS, Intent, World
from game.schema import Deal, IntentName, ScenarioFile


def deck(file: ScenarioFile, fail: Fail) -> Floats:
    """(5,) cards or weights, by `Intent`: the file's own, else the deck of ten and what its modules add."""
    weights: dict[IntentName, float] = dict(file.prior if file.prior is not None else core().deck)
    if file.prior is None and "opportunist" in file.world.modules:
        weights |= core().deck_opportunist
    return _counted(weights, "prior", fail)


def _counted(weights: Mapping[IntentName, float], key: str, fail: Fail) -> Floats:
    if not sum(weights.values()) > 0:
        fail(key, "holds no card; give at least one intent a number above 0")
    return np.array([float(weights.get(name, 0)) for name in INTENTS])


def named(file: ScenarioFile, world: World, fail: Fail) -> dict[str, Deal]:
    """The deals of a scenario: its own, and those that every scenario has; their cards are checked."""
    benign = {"content": core().deck["content"], "fearful": core().deck["fearful"]}
    deals = {"random": Deal(title="Cards dealt at random")}
    deals["no-aggressor"] = Deal.model_validate({"title": "Nobody wants land", "deck": benign})
    if file.intents:
        deals["default"] = Deal.model_validate({"title": "The cards historians argue for", **file.intents})
    deals |= file.deals
    for name, deal in deals.items():
        key = "intents" if name == "default" else f"deals.{name}"
        if deal.deck is not None:
            _counted(deal.deck, f"{key}.deck", fail)
        for code, card in deal.cards.items():
            if code not in world.codes:
                near = difflib.get_close_matches(code, [*world.codes, "title", "sources", "deck"], 1)
                hint = f"did you mean '{near[0]}'?" if near else f"the powers are {', '.join(world.codes)}"
                fail(f"{key}.{code}", f"neither a power nor a key of a deal; {hint}")
            card_of(world, code, card, f"{fail.path}: {key}.{code}")
    for x, reading in enumerate(file.alternative):
        for code, card in reading.intents.items():
            fail.power(f"alternative.{x}.intents.{code}", code)
            card_of(world, code, card, f"{fail.path}: alternative.{x}.intents.{code}")
    return deals


def card_of(world: World, code: str, card: Any, where: str) -> tuple[int, int]:
    """(intent, target or NOBODY) of a card as files write it; a claimant without target gets one by lot."""
    kind, target = card, None
    if isinstance(card, Mapping):
        extra = set(card) - {"kind", "target"}
        if extra:
            raise BadInput(f"{where}: unknown key '{sorted(extra)[0]}'; a card has kind and target")
        kind, target = card.get("kind"), card.get("target")
    if kind not in INTENTS:
        raise BadInput(f"{where}: '{kind}' is no intent; take one of {', '.join(INTENTS)}")
    intent = INTENTS.index(kind)
    if target is None:
        return intent, NOBODY
    if intent != Intent.CLAIMANT:
        raise BadInput(f"{where}.target: only a claimant has a target; take it out")
    if target not in world.codes:
        raise BadInput(f"{where}.target: no power '{target}'; the powers are {', '.join(world.codes)}")
    if not world.reach[world.index(code), world.index(target), 0]:
        raise BadInput(f"{where}.target: {code} cannot reach {target}; name a neighbour or give a border")
    return intent, world.index(target)
