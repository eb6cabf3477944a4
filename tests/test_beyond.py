"""Orders that the linear policy has no word for: legal where they are tried, tried only where treaties matter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from test_players import luck_of, wander

from game.arrays import Bools
from game.belief import prior
from game.chance import Draw
from game.match import Match
from game.observe import Observation, observe
from game.orders import faults, parse, texts
from game.players import player
from game.players.personas import Budget, taste
from game.players.policy import logits
from game.players.search import decide as core
from game.players.search.beyond import beyond, open_to
from game.players.search.decide import habits, sampled, tried_out
from game.players.trained import luck_of as nerves
from game.players.view import View, staff
from game.players.weights import trained
from game.record import new_match
from game.scenario import Scenario, load
from game.scenario import parse as scenario
from game.state import Orders, Stage

TREATIES = ("cold-war", "july-1914", "naval-race", "peloponnesian-war", "south-asia", "the-1930s")
ARENAS = ("base", "six-powers", "first-lesson", "world-offence-alike")


def works(rounds: int) -> Scenario:
    """Two neighbours with works, for so many rounds."""
    text = load("first-lesson").text.replace("modules = []", 'modules = ["works"]')
    return scenario(text.replace("rounds = [3, 3]", f"rounds = [{rounds}, {rounds}]"), Path("works.toml"))


def test_more_is_tried_where_treaties_matter_and_nowhere_else(everything: Scenario) -> None:
    assert all(open_to(load(name).world) for name in TREATIES)
    assert not any(open_to(load(name).world) for name in ARENAS)
    assert open_to(everything.world)
    assert open_to(works(3).world)


@pytest.mark.parametrize("name", ["base", "six-powers"])
def test_where_levels_are_measured_nothing_of_it_is_looked_at(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "beyond", None)
    match = new_match(load(name), ["search"] * load(name).world.n, 3)
    assert match.let_player(0)
    with pytest.raises(TypeError):
        new_match(load("july-1914"), ["search"] * 7, 3).let_player(0)


def rows_beyond(seen: Observation, luck: Draw, base: Orders) -> list[tuple[Orders, Bools]]:
    about = logits(staff(View.of(seen)), trained(), nerves(luck)).whom
    return beyond(seen, about, np.full(seen.games, (seen.power + 1) % seen.world.n), base)


def test_every_such_row_is_legal_and_one_thing_more_or_the_base_itself(everything: Scenario) -> None:
    world, found = everything.world, set[str]()
    for turn, (state, luck) in enumerate(wander(everything, 12, seed=17)):
        if state.stage is not Stage.ORDERS:
            continue
        power = turn % world.n
        seen = observe(world, state, power)
        base = player("trained").choose(seen, None, luck_of(state, luck, power))
        for row, may in rows_beyond(seen, luck_of(state, luck, power), base):
            assert faults(seen, row) == {}
            for game in range(seen.games):
                before, after = (texts(world, orders, game=game) for orders in (base, row))
                assert (before != after) == bool(may[game])
                found |= {" ".join(line.split()[:3]) for line in after if line not in before}
    for kind in ("neutrality", "entente", "offence", "limit"):
        assert {f"ally propose {kind}", f"ally accept {kind}"} & found, kind
    assert "build works 1" in found
    assert not any(line.startswith("ally renounce") for line in found)
    assert any(line.startswith("signal watch") for line in found)
    assert any(line.startswith("ally cede") for line in found)
    assert any(line.startswith("ally accept") for line in found)


def points_of(match: Match, power: int, sheets: list[list[str]]) -> list[float]:
    """What these sheets come to, in the futures that a search would imagine."""
    seen, mind, budget = match.observation(power), taste("search"), Budget(16, 4, False)
    assert mind is not None
    samples = sampled(seen, prior(seen.world, 1), match.draw(power), habits(mind.persona), budget.rollouts, 2)
    rows = [parse(seen.world, lines).orders for lines in sheets]
    return [float(x) for x in tried_out(seen, samples, rows, mind, budget)[..., 0].mean(1)]


def test_a_proposal_is_tried_as_if_it_were_taken_up() -> None:
    """It costs nothing if it is not; a pact of defence is left to the policy, which knows it."""
    match = new_match(load("july-1914"), ["hold"] * 7, 5)
    nothing, entente, defence = points_of(match, 0, [[], ["ally propose entente RUS"], ["ally propose defence RUS"]])
    assert entente < nothing, "its upkeep is paid"
    assert defence == nothing, "nobody was in the mood for it"


def test_works_are_built_if_there_is_time_for_them_to_pay() -> None:
    ordered = {}
    for rounds in (3, 12):
        match = new_match(works(rounds), ["search", "hold"], 3)
        ordered[rounds] = match.let_player(0)
    assert "build works 1" in ordered[12]
    assert not any("works" in line for line in ordered[3])


def test_no_alliance_is_given_up_for_its_upkeep() -> None:
    """What an ally keeps away is not seen in a few rounds of a rollout: it is not for a search to judge."""
    match = new_match(load("july-1914"), ["search"] * 7, 3)
    for power in match.waiting():
        assert not any(line.startswith("ally renounce") for line in match.let_player(power))


def test_a_choice_beyond_the_policy_is_explained_like_any_other() -> None:
    from game.reasons import reasons

    match = new_match(works(12), ["search", "hold"], 3)
    for power in match.waiting():
        match.seal(power, match.let_player(power))
    match.advance()
    told = " ".join(reasons(match, 0)[0].sentences)
    assert "build 1 work" in told.partition(".")[0]
    assert "imagined futures" in told
