"""What a round will be remembered for: headlines that fit what happened, from what all could see."""

from __future__ import annotations

import numpy as np
import pytest
from plays import SCENARIOS, played
from veils import hide_step

from game.arrays import EVERYBODY
from game.events import Event, chronicle, public
from game.match import Match
from game.record import new_match
from game.scenario import load
from game.sitting import Sitting
from game.talk.statement import Act, Clause, Statement
from game.views.aftermath import Aftermath, aftermath, of_round
from game.words import words


def rounds(match: Match) -> list[Aftermath]:
    world = match.scenario.world
    numbers = sorted({int(step.before.table.round[0]) for step in match.steps})
    of = [[step for step in match.steps if step.before.table.round[0] == number] for number in numbers]
    return [of_round(world, steps, ()) for steps in of]


def events_of(match: Match, round_: int) -> list[Event]:
    steps = [step for step in match.steps if step.before.table.round[0] == round_]
    return [event for step in steps for event in public(chronicle(match.scenario.world, step))]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_round_is_at_war_if_somebody_struck(scenario: str) -> None:
    match = played(scenario, 6)
    for view in rounds(match):
        kinds = {event.kind for event in events_of(match, view.round)}
        assert view.tidings.war == ("strike" in kinds)
        assert view.tidings.headline
        assert bool(view.tidings.watch) != view.over
        assert bool(view.tidings.story) == view.tidings.war


def war(answer: str, *, helped: bool = False) -> Aftermath:
    """Brennia mobilises, and strikes Aldmar, which answers; Estrel may help it."""
    match = new_match(load("base"), ["person"] * 5, 3)
    for order in "stance mobilise", "stance strike ALD":
        for power in match.waiting():
            match.seal(power, [order] if power == 1 else [])
        match.advance()
    match.seal(0, [answer])
    match.advance()
    while match.round == 2:  # whoever may help is asked, once or twice
        for power in match.waiting():
            match.seal(power, ["join ALD"] if helped and power == 4 else ["stay out"])
        match.advance()
    pledge = Statement(0, 1, 1, EVERYBODY, Act.PLEDGE, (Clause("strike", EVERYBODY, never=True),))
    later = Statement(1, 2, 1, 0, Act.PLEDGE, (Clause("peace", 0),), binds=3)  # said when it had struck
    world = match.scenario.world
    return of_round(world, [step for step in match.steps if step.before.table.round[0] == 2], (pledge, later))


def test_a_war_tells_how_strong_both_looked_and_what_the_striker_had_said() -> None:
    told = war("resist").tidings
    assert told.headline in ("Aldmar falls to Brennia", "Aldmar holds out against Brennia")
    assert "6 arms against the 6 of Aldmar" in told.story[0]
    assert "was not mobilised" in told.story[0]
    assert told.story[1] == "In round 1 Brennia had said: “I will not strike anybody.”", (
        "what is said later is not held"
    )
    assert told.story[2] == "Nobody fought beside Aldmar."
    assert "points" in told.cost
    assert "Estrel fought beside Aldmar." in war("resist", helped=True).tidings.story


def test_to_give_way_is_no_battle() -> None:
    told = war("yield").tidings
    assert told.headline == "Aldmar gives way to Brennia"
    assert told.war
    assert not any("beside" in line for line in told.story)
    assert told.cost == "It cost the table 8 points.", "no arms are lost without a battle"
    assert told.watch == (words("view.tidings.may-strike", a="Brennia", names="Aldmar or Corvia"),)


def test_what_a_war_cost_is_what_the_accounts_say() -> None:
    for seed in range(6):
        for view in rounds(played("base", seed)):
            points = -sum(account.points_change for account in view.accounts)
            if view.tidings.war and points > 1:
                assert f" {points} points" in view.tidings.cost


def test_peace_has_headlines_too() -> None:
    match = new_match(load("base"), ["person"] * 5, 3)
    plans = [["build sword 3"], ["build shield 1"], ["stance mobilise"], []]
    for lines in plans:
        for power in match.waiting():
            match.seal(power, lines if power == 0 or lines == plans[0] else [])
        match.advance()
    race, quiet, ready, unarmed = (view.tidings for view in rounds(match))
    assert race.headline == "An arms race: 15 arms in one round"
    assert quiet.headline == "A quiet round: 1 arm ordered"
    assert ready.headline == "Aldmar mobilises"
    assert unarmed.headline == words("view.tidings.unarmed")
    assert "Of 25 tokens on the table 10 were kept" in race.cost
    assert race.watch == (words("view.tidings.none-may"),)
    assert ready.watch == (words("view.tidings.may-strike", a="Aldmar", names="Brennia or Estrel"),)


def test_more_than_two_battles_are_counted() -> None:
    grave = ("conquered", "freed", "unheld", "duel", "yielded")
    seen = set()
    for seed in range(4):
        match = played("july-1914", seed, "always:sword-strike")
        for view in rounds(match):
            every = events_of(match, view.round)
            count = sum(x.kind in grave or (x.kind, x.values.get("form")) == ("battle", "held") for x in every)
            counted = view.tidings.headline == words("view.tidings.many", count=count)
            assert counted == (count > 2)
            seen.add(counted)
    assert seen == {True, False}


def test_tidings_depend_on_nothing_hidden() -> None:
    match = played("base", 3)
    draw = np.random.default_rng(1)
    number = int(match.steps[-1].before.table.round[0])
    last = [step for step in match.steps if step.before.table.round[0] == number]
    veiled = [hide_step(step, 0, draw) for step in last]
    assert of_round(match.scenario.world, veiled, ()).tidings == of_round(match.scenario.world, last, ()).tidings


@pytest.mark.parametrize(
    ("plans", "headline"),
    [
        ({0: ["ally hand BRE"], 1: ["ally hand ALD"]}, "Aldmar and Brennia join hands"),
        (
            {0: ["signal guard BRE"], 2: ["signal peace DOR", "build shield 1"]},
            "Aldmar vouches for Brennia and Corvia promises Dorvane peace",
        ),
        ({0: ["signal guard ALD"]}, "A round without a new arm"),
        ({i: [f"signal peace {code}"] for i, code in enumerate(("BRE", "COR", "DOR"))}, "3 promises in one round"),
    ],
)
def test_promises_make_headlines_in_peace(plans: dict[int, list[str]], headline: str) -> None:
    match = new_match(load("base"), ["person"] * 5, 3)
    for power in match.waiting():
        match.seal(power, plans.get(power, []))
    match.advance()
    assert rounds(match)[0].tidings.headline == headline


def test_promises_made_aloud_are_told_kept_or_broken_when_their_time_is_over() -> None:
    """Not before, and nothing of what was promised in letters."""
    sitting = Sitting.new(load("base"), ["person"] * 5, seed=3)
    sitting.speak(0, "pledge all: no mobilise 1")
    sitting.speak(1, "pledge ALD: no mobilise 1")
    sitting.speak(2, "pledge ALD: no mobilise 2")
    for power in sitting.visitors():
        sitting.seal(power, ["stance mobilise"] if power == 0 else ['say to ALD "pledge: no mobilise"'] * (power == 3))
    sitting.advance()
    first = aftermath(sitting)
    assert first.broken == ("Aldmar promised all not to mobilise for 1 round (round 1): broken in round 1.",)
    assert first.kept == ("Brennia promised Aldmar not to mobilise for 1 round (round 1): kept.",)
    for power in sitting.visitors():
        sitting.seal(power, ["stance mobilise"] if power == 3 else [])
    sitting.advance()
    second = aftermath(sitting)
    assert second.broken == ()
    assert [line.split()[0] for line in second.kept] == ["Corvia"]
