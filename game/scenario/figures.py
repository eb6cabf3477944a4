"""The figures that all scenarios share: the constants of the rules and the five cards."""

from __future__ import annotations

from functools import lru_cache

from game.files import data
from game.scenario.world import INTENTS
from game.schema import Card, Cards, Core, CoreFile, Gains, IntentName, Losses, Table, check, read, toml


class CardFile(Table):
    """Of intents.toml, what the rules read."""

    card: Cards


@lru_cache(maxsize=1)
def cards() -> Cards:
    """The five cards; the other tables of their file are traits of the blueprint, which `intents.mind` reads."""
    path = data("rules", "intents.toml")
    return check(CardFile, {"card": toml(path).get("card", {})}, path).card


@lru_cache(maxsize=1)
def core() -> Core:
    """Every constant of the rules, those on the cards among them."""
    found, held = read(CoreFile, data("rules", "core.toml")), cards()
    lost = {"conquered": held.content.conquered, "conquered_fearful": held.fearful.conquered}
    decks: dict[bool, dict[IntentName, int]] = {False: {}, True: {}}
    for name in INTENTS:
        card: Card = getattr(held, name)
        decks[card.module is not None][name] = card.deck
    return Core(
        **(found.__dict__ | {"losses": Losses(**found.losses.__dict__, **lost)}),
        deck=decks[False],
        deck_opportunist=decks[True],
        gains=Gains(
            expansionist_conquest=held.expansionist.conquest,
            expansionist_yield=held.expansionist.yield_,
            opportunist_conquest=held.opportunist.conquest,
            claimant=held.claimant.conquest,
        ),
    )
