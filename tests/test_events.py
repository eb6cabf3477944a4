"""Events: everything is told, once, to those who may know it, and what it says adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plays import SCENARIOS, played, steps, told
from veils import hide_step

from game.arrays import EVERYBODY
from game.chance import Chance, Draws, Purpose
from game.events import AFTER_THE_END, ALL, Event, chronicle, public, seen_by, sentence
from game.match import Match, decide
from game.observe import observe
from game.players import PERSON, player
from game.rules import start, step
from game.scenario import load
from game.state import Orders, Outcome, Stage, Stance, Step

# Who may know what: the whole table of secrets. Every kind that is not here is public.
SECRET: dict[str, Callable[[Event], tuple[int, ...]]] = {
    "sorts": lambda event: event.powers[:1],
    "label": lambda event: event.powers[1:],
    "shown": lambda event: event.powers[1:],
    "read": lambda event: event.powers[:1],
    "card": lambda event: event.powers[:1],
    "accepted-nothing": lambda event: event.powers[:1],
    "hand-offered": lambda event: event.powers,
    "proposed": lambda event: event.powers,
    "margin": lambda event: AFTER_THE_END,
    "turned": lambda event: AFTER_THE_END,
    "final": lambda event: AFTER_THE_END,
}


def _public(event: Event) -> tuple[int, ...]:
    return ALL


# ---- who may know it --------------------------------------------------------------------------------------


def test_every_kind_is_seen_by_those_who_may_know_it() -> None:
    kinds = set()
    for world, one in steps(4):
        for event in chronicle(world, one):
            assert event.sight == SECRET.get(event.kind, _public)(event), event
            kinds.add(event.kind)
    assert set(SECRET) - {"accepted-nothing"} <= kinds


def test_public_is_what_everybody_sees() -> None:
    for world, one in steps(2):
        events = chronicle(world, one)
        assert public(events) == [event for event in events if event.kind not in SECRET]
        assert all(event in seen_by(events, power) for power in range(world.n) for event in public(events))


@settings(deadline=None, max_examples=250)
@given(
    scenario=st.sampled_from(SCENARIOS),
    seed=st.integers(0, 4),
    place=st.integers(0, 1000),
    viewer=st.integers(0, 6),
    junk=st.integers(0, 2**32 - 1),
)
def test_nothing_hidden_is_ever_told(scenario: str, seed: int, place: int, viewer: int, junk: int) -> None:
    """Change all that a power may not know: all that it sees, hears and reads stays the same."""
    match = played(scenario, seed)
    world, done = match.scenario.world, match.steps[place % len(match.steps)]
    viewer, draw = viewer % world.n, np.random.default_rng(junk)
    other = hide_step(done, viewer, draw)
    mine, theirs = (seen_by(chronicle(world, one), viewer) for one in (done, other))
    assert mine == theirs
    assert [sentence(world, event) for event in mine] == [sentence(world, event) for event in theirs]
    seen, again = observe(world, done.after, viewer), observe(world, other.after, viewer)
    assert {name: array.tobytes() for name, array in seen.arrays().items()} == {
        name: array.tobytes() for name, array in again.arrays().items()
    }
    assert str(seen) == str(again)


def test_the_change_of_secrets_is_no_empty_exercise() -> None:
    """The truth, as the debrief tells it, does change with them."""
    draw, changed = np.random.default_rng(1), 0
    for world, done in steps(1):
        changed += chronicle(world, done) != chronicle(world, hide_step(done, 0, draw))
    assert changed > 50


# ---- everything, once -------------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_fact_is_told_once(scenario: str) -> None:
    for seed in range(4):
        match = played(scenario, seed)
        count = Counter((event.round, event.kind, event.powers) for event in told(match))
        per_round = Counter((event.round, event.kind) for event in told(match))
        for one in match.steps:
            if one.before.stage is not Stage.ORDERS:
                continue
            round_ = int(one.before.table.round[0])
            assert per_round[round_, "kept"] == 1
            assert per_round[round_ + 1, "income"] + per_round[round_, "over"] == 1
            for i in np.flatnonzero(one.orders.stance[:, 0] == Stance.STRIKE):
                assert count[round_, "strike", (int(i), int(one.orders.strike[i, 0]))] == 1
            for i in np.flatnonzero(one.orders.stance[:, 0] == Stance.MOBILISE):
                assert count[round_, "mobilised", (int(i),)] == 1
            arms = (one.orders.swords + one.orders.shields)[:, 0]
            assert per_round[round_, "built"] == (arms > 0).sum()
        for kind in ("battle", "duel", "conquered", "yielded", "resisted", "lost", "must-resist", "over"):
            assert all(number == 1 for (_, what, _), number in count.items() if what == kind)
        last = [one for one in match.steps if one.after.stage in (Stage.ORDERS, Stage.OVER)]
        battles = sum(int((one.after.table.battle > 0).sum() + (one.after.table.duel > 0).sum()) for one in last)
        assert battles == sum(event.kind in ("battle", "duel") for event in told(match))


def test_choices_are_told_as_they_are_made() -> None:
    for world, one in steps(4):
        if one.before.stage is Stage.HELP:
            events = [e for e in chronicle(world, one) if e.kind in ("joined", "waited", "stayed-out")]
            asked = np.flatnonzero(one.before.table.asked[:, 0])
            assert sorted(event.powers[0] for event in events) == list(asked)
            late = one.before.table.wave[0] > 0
            assert all(event.values["late"] == late for event in events if event.kind == "joined")


@pytest.mark.parametrize("who", ["random", "rules"])
def test_points_and_arms_add_up(who: str) -> None:
    """The points in public events are all the points there are; those of cards and butter as well."""
    for world, one in steps(2 if who == "rules" else 4, who):
        points, cards, arms = np.zeros((3, world.n), np.int64)
        before, after = one.before.table, one.after.table
        for event in chronicle(world, one):
            if "points" in event.values:
                points[event.powers[0]] += int(event.values["points"])
            if "gain" in event.values:
                points[event.powers[1]] += int(event.values["gain"])
            if event.kind == "card":
                cards[event.powers[0]] += int(event.values["card"])
            if event.kind in ("lost", "scrapped"):
                arms[event.powers[0]] -= int(event.values["arms" if event.kind == "lost" else "swords"])
            if event.kind == "lost":
                assert int(event.values["points"]) <= 0 <= int(event.values["arms"])
            if event.kind == "garrison":
                arms[event.powers[0]] += int(event.values["swords"])
        assert (points == (after.points - before.points)[:, 0]).all()
        assert (cards == (one.after.desk.card_points - one.before.desk.card_points)[:, 0]).all()
        if one.after.stage in (Stage.ORDERS, Stage.OVER):
            arms += after.built[:, 0]
        assert (arms == (after.arms - before.arms)[:, 0]).all()


def test_butter_adds_up() -> None:
    for scenario, seed in product(SCENARIOS, range(4)):
        match = played(scenario, seed)
        codes = match.scenario.world.codes
        kept = Counter[str]()
        for event in told(match):
            if event.kind in ("kept", "upkeep"):
                sign = 1 if event.kind == "kept" else -1
                kept.update({code: sign * int(event.values[code]) for code in codes})
        assert [kept[code] for code in codes] == list(match.state.table.butter[:, 0])


def test_a_game_that_is_over_has_no_more_to_tell() -> None:
    match = played("base", 1)
    quiet = Step(match.state, Orders.hold(5, 1), Outcome(), match.state)
    assert chronicle(match.scenario.world, quiet) == []


def test_one_game_of_many_tells_what_it_would_tell_alone() -> None:
    """In a batch a game waits for the crises of others, so its round takes more steps, and tells no more."""
    box, seats = load("base"), [player("rules")] * 5
    games = 12

    def play(chance: Chance) -> list[Step]:
        state, out = start(box, chance), []
        while state.stage is not Stage.OVER:
            orders = decide(seats, box, state, chance.players)
            after, outcome = step(box, state, orders, Draws(chance.keys))
            out.append(Step(state, orders, outcome, after))
            state = after
        return out

    together = play(Chance(3, games))
    for game in range(games):
        alone = [event for one in play(Chance(3, 1, game)) for event in chronicle(box.world, one)]
        assert [event for one in together for event in chronicle(box.world, one, game)] == alone


def test_a_defender_that_fell_in_a_duel_is_not_attacked_again_and_its_helper_was_in_no_battle() -> None:
    """Aldmar and Brennia strike each other, Estrel strikes Aldmar, Corvia comes to defend it [R8]."""
    box = load("world-offence-plain")
    beaten = {(int(Purpose.DUEL), 2, 1): 20}  # Aldmar against Brennia, in round 2
    match = Match(box, [PERSON] * 5, Chance(1, fixed=beaten))
    rounds: list[dict[str, str]] = [
        dict.fromkeys(("ALD", "BRE", "EST"), "stance mobilise"),
        {"ALD": "stance strike BRE", "BRE": "stance strike ALD", "EST": "stance strike ALD"},
        {},
        {"COR": "join ALD"},
    ]
    for orders in rounds:
        for power in match.waiting():
            code = box.world.codes[power]
            match.seal(power, [orders[code]] if code in orders else [])
        match.advance()
    events = {event.kind: event for event in chronicle(box.world, match.steps[-1])}
    assert events["too-late"].powers == (0, 4)
    assert events["duel"].powers == (0, 1)
    assert events["duel"].values["first"] == ""
    assert "battle" not in events
    assert events["conquered"].powers == (0, 1)


# ---- sentences --------------------------------------------------------------------------------------------


def test_every_event_is_a_sentence_that_names_its_powers() -> None:
    for world, one in steps(4):
        for event in chronicle(world, one):
            text = sentence(world, event)
            assert text[-1] in ".!", text
            assert "{" not in text
            assert text[0].isupper()
            listed = event.kind in ("kept", "arms", "income", "upkeep", "over")
            assert listed or all(world.powers[power].name in text for power in event.powers), text


def test_sentences_read_like_this() -> None:
    world = load("base").world
    late: dict[str, int | str] = {"form": "defence", "late": 1}
    dice: dict[str, int | str] = {"form": "held", "roll": 12, "defence": "DOR", "attack": ""}
    read = [
        (Event("built", 1, (0,), {"arms": 1}), "Aldmar orders 1 arm."),
        (
            Event("label", 1, (0, 1), {"swords": 1, "shields": 2}),
            "Brennia's scouts take Aldmar's new arms for 1 sword and 2 shields.",
        ),
        (
            Event("strike", 2, (1, 0), {"points": -2}),
            "Brennia strikes Aldmar! That alone costs Brennia 2 points.",
        ),
        (
            Event("battle", 2, (0, 1, 2), dice),
            "The battle for Aldmar: Brennia and Corvia against Aldmar (helped by Dorvane). "
            "The die falls on 12: Aldmar holds its land.",
        ),
        (
            Event("lost", 2, (0,), {"points": -8, "arms": 4}),
            "The fighting costs Aldmar 8 points and 4 arms.",
        ),
        (Event("lost", 2, (0,), {"points": 0, "arms": 1}), "The fighting costs Aldmar 1 arm."),
        (
            Event("joined", 2, (3, 0), late),
            "Dorvane joins the defence of Aldmar late, at half strength.",
        ),
        (
            Event("proposed", 2, (0, 1), {"pact": "offence", "against": "COR"}),
            "Aldmar proposes to Brennia: offence against Corvia. Nobody else knows.",
        ),
    ]
    for event, text in read:
        assert sentence(world, event) == text


def test_events_keep_to_what_they_hold() -> None:
    """Values are numbers and short strings, powers are indices: ready for any screen."""
    for world, one in steps(3):
        for event in chronicle(world, one):
            assert all(type(value) in (int, str) for value in event.values.values()), event
            assert all(type(power) is int and 0 <= power < world.n for power in event.powers), event
            assert all(power == EVERYBODY or 0 <= power < world.n for power in event.sight)
