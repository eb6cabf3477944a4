"""Promises to join, to stay out and to resist, when it comes to that: weighed like any other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game import parley
from game.match import Match
from game.players import promises
from game.players.bargain import Seat
from game.record import new_match
from game.scenario import load

SEATS = [f"{name}:trained" for name in ("defensive-realist", "opportunist", "grim", "tit-for-tat", "loyal-ally")]
ALD, BRE, COR, DOR, EST = range(5)


def crisis(said: dict[int, str], arms: int = 0) -> Match:
    """Brennia mobilises, then strikes Corvia; what was said, was said in the round of the strike."""
    match = new_match(load("base"), SEATS, 4)
    for power in match.waiting():
        own = [f"build sword {arms}"] if arms and power == BRE else []
        match.seal(power, [*own, "stance mobilise"] if power == BRE else [])
    match.advance()
    for power, text in said.items():
        match.speak(power, text)
    for power in match.waiting():
        match.seal(power, ["stance strike COR"] if power == BRE else [])
    match.advance()
    return match


def helping(said: dict[int, str]) -> Match:
    """The same, when third powers are asked."""
    match = crisis(said)
    match.seal(COR, ["resist"])
    match.advance()
    return match


def seat(match: Match, power: int, *, sanction: float, breach: float = 0.0) -> Seat:
    """A player that cares so much."""
    found = parley.seat_of(match, power)
    assert found is not None
    persona = found.taste.persona
    other = persona.model_copy(
        update={
            "bargain": persona.bargain.model_copy(update={"sanction": sanction, "reputation": 0.0}),
            "wants": persona.wants.model_copy(update={"breach": breach}),
        }
    )
    return replace(found, taste=replace(found.taste, persona=other))


@pytest.mark.parametrize(
    ("said", "own", "sworn"),
    [
        ("pledge COR: join COR", "stay out", "join COR"),
        ("pledge BRE: no join COR", "join COR", "stay out"),
    ],
)
def test_a_word_to_join_or_not_is_kept_if_breaking_it_costs_more_than_it_brings(
    said: str, own: str, sworn: str
) -> None:
    match = helping({ALD: said})
    assert ALD in match.waiting()
    honest = promises.sheet(seat(match, ALD, sanction=50.0), [own])
    assert honest.lines == (sworn,)
    assert (len(honest.strained), honest.broken) == (1, ())
    assert honest.price >= 50.0
    loose = promises.sheet(seat(match, ALD, sanction=-50.0), [own])
    assert loose.lines == (own,)
    assert loose.broken == loose.strained
    assert loose.gain == honest.gain != 0, "the same futures, whoever minds"
    same = promises.sheet(seat(match, ALD, sanction=-50.0), [sworn])
    assert same.lines == (sworn,)
    assert same.strained == (), "what it wants anyway is not weighed"


def test_a_word_to_stand_is_weighed_too() -> None:
    match = crisis({COR: "pledge all: resist"}, arms=3)
    assert match.waiting() == [COR]
    assert promises.sheet(seat(match, COR, sanction=50.0), ["yield"]).lines == ("resist",)
    assert promises.sheet(seat(match, COR, sanction=-50.0), ["yield"]).lines == ("yield",)


def test_a_conscience_makes_it_dearer_and_only_what_stands_at_stake_counts() -> None:
    match = helping({ALD: "pledge COR: join COR, resist"})
    light, heavy = (promises.sheet(seat(match, ALD, sanction=50.0, breach=b), ["stay out"]) for b in (0.0, 4.0))
    assert heavy.price - light.price == pytest.approx(2.0)
    assert len(light.due) == 2
    assert len(light.strained) == 1
