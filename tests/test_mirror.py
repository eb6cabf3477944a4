"""The mirror: what rivals would make of a draft; the same as what beliefs make of it once it is turned over."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from blueprints import Moment, moments
from plays import box_of
from screens import flat, match_of, pipe

import game.match as matches
from game.belief import Belief, learn, prior
from game.belief.likelihood import chances
from game.belief.mirror import PARTS, Mirror, mirror, sentences
from game.chance import Chance
from game.intents.choices import BUNDLES
from game.intents.mind import Knobs
from game.match import Match
from game.observe import Observation, observe
from game.orders import parse
from game.players import PERSON
from game.record import new_match, replay, resume
from game.state import Orders, Signal, Stage, Stance


def rounds(scenario: str, player: str, games: int, seed: int = 2) -> list[Moment]:
    return [m for m in moments(box_of(scenario), player, Chance(seed, games)) if m.state.stage is Stage.ORDERS]


def draft(moment: Moment, *lines: str) -> Orders:
    """Lines as orders, one game."""
    return parse(moment.box.world, lines).orders


# ---- what beliefs make of it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scenario", "player", "games"),
    [("base", "blueprint", 6), ("everything", "random", 6), ("world-offence-plain", "rules", 1)],
)
def test_a_draft_reads_as_it_is_read_when_it_is_turned_over(scenario: str, player: str, games: int) -> None:
    """To the bit, for who has only labels to go by; where no hand was answered, which nobody can know before."""
    compared = 0
    for moment in rounds(scenario, player, games):
        for i in range(moment.box.world.n):
            belief, seen, then = moment.beliefs[i], moment.seen(i), moment.then(i)
            found = mirror(belief, seen, moment.done.orders.of(i))
            assert np.array_equal(found.before[i], belief.aggressor()[i])
            alone = ~then.table.hand[i].any(0)
            assert np.array_equal(found.after[i, alone], learn(belief, seen, then).aggressor()[i, alone])
            compared += int(alone.sum())
    assert compared > 10


def test_many_drafts_of_one_game_are_each_as_if_alone() -> None:
    moment = rounds("base", "rules", 1)[1]
    lines: list[list[str]] = [
        ["build sword 3"],
        ["build shield 3", "signal open all"],
        [],
        ["stance mobilise", "build sword 1"],
    ]
    drafts = [draft(moment, *some) for some in lines]
    every = Orders(**{name: np.concatenate([d.__dict__[name] for d in drafts], -1) for name in drafts[0].__dict__})
    together = mirror(moment.beliefs[2], moment.seen(2), every)
    for x, one in enumerate(drafts):
        alone = mirror(moment.beliefs[2], moment.seen(2), one)
        for name in ("before", "after", "evidence"):
            assert np.array_equal(getattr(together, name)[..., x], getattr(alone, name)[..., 0]), (name, lines[x])


def test_the_evidence_of_the_parts_adds_up() -> None:
    """To the shift of log-odds, where the floor does not cut it short."""
    moment = rounds("base", "rules", 1)[0]
    for lines in (["stance mobilise", "build sword 3"], ["build shield 2", "signal open all"], ["signal guard ALD"]):
        found = mirror(moment.beliefs[1], moment.seen(1), draft(moment, *lines))
        odds = [np.log(x / (1 - x)) for x in (found.before[0, 0], found.after[0, 0])]
        assert found.evidence[:, 0, 0].sum() == pytest.approx(odds[1] - odds[0], abs=0.02)


def test_knobs_of_the_viewer_do_not_colour_what_others_read() -> None:
    moment = rounds("base", "rules", 1)[2]
    hostile = Belief(moment.beliefs[1].held, Knobs(empathy=0.0, bias=0.8, memory=0.1))
    sheet = draft(moment, "build sword 3")
    a, b = (mirror(belief, moment.seen(1), sheet) for belief in (moment.beliefs[1], hostile))
    assert np.array_equal(a.after, b.after)


# ---- who sees what ----------------------------------------------------------------------------------------


def watched(seen: Observation, by: int) -> Observation:
    until = seen.table.until.copy()
    until[Signal.WATCH - 1, by, seen.power] = seen.table.round
    return replace(seen, table=replace(seen.table, until=until))


@pytest.mark.parametrize("how", ["open", "opened all", "opened before", "watched"])
def test_who_sees_the_sorts_reads_them_exactly(how: str) -> None:
    """The others read the same draft blurred: a sword less bad than it is, or a shield less good."""
    moment = rounds("base", "rules", 1)[1]
    seen, me, eye = moment.seen(0), 0, 3
    lines: list[str] = {"open": ["signal open DOR"], "opened all": ["signal open all"]}.get(how, [])
    if how == "watched":
        seen = watched(seen, eye)
    if how == "opened before":
        until = seen.table.until.copy()
        until[Signal.OPEN - 1, me, eye] = seen.table.round
        seen = replace(seen, table=replace(seen.table, until=until))
    for bundle in (["build sword 3"], ["build shield 3"]):
        found = mirror(moment.beliefs[me], seen, draft(moment, *bundle, *lines))
        if how == "opened all":
            assert len({float(found.after[i, 0]) for i in (1, 2, 3, 4)}) == 1
            assert found.after[eye, 0] != found.after[me, 0]
            continue
        assert len({float(found.after[i, 0]) for i in (me, 1, 2, 4)}) == 1
        assert found.after[eye, 0] != found.after[1, 0]
        stance, arms, _ = found.evidence[:, 1, 0] == found.evidence[:, eye, 0]
        assert stance, "the stance is seen by all"
        assert not arms


def test_exactly_is_as_often_as_the_blueprint_orders_just_that() -> None:
    """And blurred is the mean of what may be seen of it."""
    moment = rounds("base", "blueprint", 8)[1]
    me = 2
    belief, seen, then, row = moment.beliefs[me], moment.seen(me), moment.then(me), moment.done.orders.of(me)
    o = belief.reckoned(seen)
    rough, exact = (chances(o, seen, then, bare=bare).arms[:, me] for bare in (False, True))
    cost = np.array([b.swords + b.shields for b in BUNDLES])[:, None]
    able = cost <= seen.table.tokens[me] - (row.stance == Stance.MOBILISE)
    arms = np.stack([o.arms.of(kind)[:, me] for kind in o.picture.row])
    weight = np.where(able, np.exp(arms.astype(float)), 0)
    chance = weight / weight.sum(1, keepdims=True)
    x = [BUNDLES.index((int(a), int(b), int(c))) for a, b, c in zip(row.swords, row.shields, row.scrap, strict=True)]
    assert np.allclose(exact, chance[:, x, np.arange(len(x))], atol=1e-5)
    armed = (row.swords + row.shields) > 0
    assert armed.any()
    assert (rough[:, armed] != exact[:, armed]).any()
    assert np.allclose(rough[:, ~armed], exact[:, ~armed])


def test_where_weapons_are_plain_nothing_is_blurred() -> None:
    moment = rounds("world-offence-plain", "rules", 1)[1]
    found = mirror(moment.beliefs[0], watched(moment.seen(0), 2), draft(moment, "build sword 2"))
    assert len({float(x) for x in found.after[:, 0]}) == 1


def test_exiles_are_read_no_more_and_a_crisis_has_no_mirror() -> None:
    met = set()
    for moment in moments(box_of("world-offence-plain"), "random", Chance(6, 12)):
        if moment.state.stage is not Stage.ORDERS:
            if "crisis" not in met:
                with pytest.raises(ValueError, match="reads orders"):
                    mirror(moment.beliefs[0], moment.seen(0), Orders.row(moment.box.world.n, moment.state.games))
            met.add("crisis")
            continue
        exile = moment.state.table.exile[1]
        if exile.any():
            met.add("exile")
            found = mirror(moment.beliefs[1], moment.seen(1), moment.done.orders.of(1))
            assert np.array_equal(found.after[:, exile], found.before[:, exile])
            assert not found.evidence[..., exile].any()
    assert met == {"crisis", "exile"}


def test_it_is_quick() -> None:
    """Under 100 ms for six powers, nothing worked out before."""
    box = box_of("six-powers")
    match = Match(box, [PERSON] * 6, Chance(1))
    sheet = match.check(0, ["build sword 2", "stance mobilise"])
    spent = []
    for _ in range(5):
        began = time.perf_counter()
        mirror(prior(box.world, 1), match.observation(0), sheet.orders)
        spent.append(time.perf_counter() - began)
    assert min(spent) < 0.1


# ---- in words ---------------------------------------------------------------------------------------------


def test_it_is_told_in_a_sentence_for_all_who_read_alike() -> None:
    world = box_of("base").world
    before, after = np.full((5, 1), 0.18), np.array([[0.37], [0.374], [0.366], [0.18], [0.1]])
    evidence = np.zeros((len(PARTS), 5, 1))
    evidence[PARTS.index("arms"), :3], evidence[PARTS.index("signal"), 4] = 1.0, -1.0
    told = sentences(world, Mirror(0, before, after, evidence))
    assert told == [
        "Brennia and Corvia: chance you are an aggressor 18% -> 37%, most of it by what you build or do not.",
        "Dorvane: chance you are an aggressor 18% -> 18%.",
        "Estrel: chance you are an aggressor 18% -> 10%, most of it by what you signal or do not.",
    ]


def test_the_coach_holds_up_the_mirror_and_nobody_else_does() -> None:
    lines = ("build sword 3", "stance mobilise", "signal open all", "undo 1", "orders", "clear", "orders", "seal")
    text = flat(pipe(match_of("base"), *lines, coach=True))
    said = "The mirror: how the others would read these orders, as far as you can tell:"
    assert text.count(said) == 7
    assert "Brennia, Corvia, Dorvane and Estrel: chance you are an aggressor 30% ->" in text
    assert "aggressor" not in flat(pipe(match_of("base"), *lines)).replace("aggressors", "")


def test_in_a_crisis_the_coach_has_no_mirror() -> None:
    match = match_of("first-lesson")
    for orders in ({0: ["stance mobilise"]}, {0: ["stance strike BRE"]}):
        for power in (0, 1):
            match.seal(power, orders.get(power, []))
        match.advance()
    assert match.state.stage is Stage.ANSWERS
    assert "aggressor" not in pipe(match, "orders", "resist", "orders", coach=True).split("Brennia, ")[0]


# ---- beliefs of a match -----------------------------------------------------------------------------------


def finished(seats: list[str], path: Path | None = None) -> Match:
    match = new_match(box_of("base"), seats, 5, path=path)
    while not match.over:
        for power in match.waiting():
            lines = ["build shield 1"] if match.state.stage is Stage.ORDERS else []
            match.seal(power, match.let_player(power) if match.players[power] else lines)
        match.advance()
    return match


SEATS = [PERSON, "blueprint", "rules", "random", "blueprint"]


def test_a_match_keeps_a_belief_for_every_seat() -> None:
    match = finished(SEATS)
    assert len(match.beliefs) == 5
    for power, held in enumerate(match.beliefs):
        wanted = prior(match.scenario.world, 1)
        for done in match.steps:
            if done.before.stage is Stage.ORDERS:
                world = match.scenario.world
                wanted = learn(wanted, observe(world, done.before, power), observe(world, done.after, power))
        assert np.array_equal(held.held, wanted.held)
    assert match.beliefs[-1] is match.beliefs[4]
    assert match.beliefs[1:3] == [match.belief(1), match.belief(2)]
    with pytest.raises(IndexError):
        _ = match.beliefs[5]


def test_nothing_is_reckoned_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Replays stay quick; and a game that is gone on with has the players' beliefs again."""
    match = finished(SEATS, tmp_path / "game.jsonl")
    held = [belief.held for belief in match.beliefs]
    asked: list[Observation] = []

    def counted(belief: Belief, before: Observation, after: Observation) -> Belief:
        asked.append(before)
        return learn(belief, before, after)

    monkeypatch.setattr(matches, "learn", counted)
    again = replay(tmp_path / "game.jsonl").match
    assert asked == []
    assert np.array_equal(again.belief(0).held, held[0])
    rounds_played = sum(done.before.stage is Stage.ORDERS for done in match.steps)
    assert len(asked) == rounds_played
    resumed = resume(tmp_path / "game.jsonl")
    assert all(np.array_equal(belief.held, old) for belief, old in zip(resumed.beliefs, held, strict=True))


def test_a_belief_catches_up_round_by_round() -> None:
    match = Match(box_of("base"), [PERSON] * 5, Chance(3))
    for number in (1, 2):
        first = match.belief(0)
        assert match.belief(0) is first
        for power in range(5):
            match.seal(power, ["build sword 3", "stance mobilise"] if power == 1 else [])
        match.advance()
        assert match.belief(0).aggressor()[1, 0] != first.aggressor()[1, 0], number
