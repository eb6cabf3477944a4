"""What if: no change is the game as played, and a change changes what it should and nothing before it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from plays import played

from game import cli
from game.chance import Chance
from game.orders import parse
from game.record import RecordedMatch, new_match
from game.rules import par, step, totals
from game.scenario import load
from game.scores import buck
from game.scores.abduct import Factual, abduct
from game.scores.whatif import COUNTS, Change, Whatif, document, opening, whatif
from game.state import Answer, Orders, Stage

Capture = pytest.CaptureFixture[str]
FEW = 12  # replicates
WARLIKE = ("base", 6)  # a game with a battle, a yield and somebody who passed the buck


@lru_cache(maxsize=8)
def factual(scenario: str, seed: int) -> Factual:
    match = played(scenario, seed, "blueprint")
    return abduct(match.scenario, match.steps)


def asked(scenario: str, seed: int, change: Change, replicates: int = FEW) -> Whatif:
    return whatif(factual(scenario, seed), Chance(seed), change, replicates, 1)


def as_played(found: Whatif) -> bool:
    counts = all(count.spread == {count.played: 1.0} for count in found.counts.values())
    points = all(fate.points.value == fate.played == fate.points.ci[0] for fate in found.powers.values())
    return counts and points and found.same == 1 and all(f.par.value == f.reached for f in found.powers.values())


# ---- no change -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scenario", "seed"), [WARLIKE, ("six-powers", 2), ("july-1914", 1)])
def test_no_change_is_the_game_as_played(scenario: str, seed: int) -> None:
    done = factual(scenario, seed)
    last = done.steps[-1].after
    rounds = int(last.table.round[0])
    for round_ in (1, 2, rounds) if scenario == "base" else (2,):
        found = asked(scenario, seed, Change(round_), 3)
        assert as_played(found), round_
        for i, code in enumerate(done.scenario.world.codes):
            assert found.powers[code].played == totals(last)[i, 0]
            assert found.powers[code].reached == (totals(last)[i, 0] >= par(done.scenario, last)[i, 0])


def test_the_same_orders_are_no_change() -> None:
    done = factual(*WARLIKE)
    for round_ in (1, 3):
        place = opening(done, round_)
        assert place is not None
        rows = {((round_, 0, 0), i): done.steps[place].orders.of(i) for i in range(done.n)}
        assert as_played(asked(*WARLIKE, Change(round_, rows), 3))


def test_what_was_read_before_stays_read() -> None:
    match = new_match(load("first-lesson"), ["blueprint"] * 2, 3)
    while not match.over:
        for power in match.waiting():
            extra = [f"read {match.scenario.world.codes[1 - power]} 5"] if match.state.stage is Stage.ORDERS else []
            lines = [line for line in match.let_player(power) if not line.startswith("read")]
            match.seal(power, [*lines, *extra])
        match.advance()
    done = abduct(match.scenario, match.steps)
    place = opening(done, 3)
    assert place is not None
    assert done.beliefs[place][0].aggressor()[1, 0] > 0.8  # it held what it said
    for round_ in (2, 3):
        assert as_played(whatif(done, Chance(3), Change(round_), 3, 1))


# ---- changes ---------------------------------------------------------------------------------------------


def test_other_orders_are_played_by_the_rules() -> None:
    """In a last round without a crisis the end is what the rules make of the sheets, one of them replaced."""
    done = factual("first-lesson", 1)
    rounds = int(done.steps[-1].after.table.round[0])
    place = opening(done, rounds)
    assert place is not None
    sheets = done.steps[place].orders
    world = done.scenario.world
    row = parse(world, ["build shield 1"]).orders
    rows = [row if i == 0 else sheets.of(i) for i in range(done.n)]
    after, _ = step(done.scenario, done.steps[place].before, Orders.gather(rows), Chance(1))
    assert after.stage is Stage.OVER
    found = asked("first-lesson", 1, Change(rounds, {((rounds, 0, 0), 0): row}))
    for i, code in enumerate(world.codes):
        assert found.powers[code].points.value == totals(after)[i, 0]


def test_orders_of_an_early_round_leave_what_was_before() -> None:
    done = factual(*WARLIKE)
    world = done.scenario.world
    row = parse(world, ["build sword 3"]).orders
    found = asked(*WARLIKE, Change(2, {((2, 0, 0), 0): row}))
    assert found.same == 0
    place = opening(done, 2)
    assert place is not None
    past = sum(int(s.outcome.arms_tokens.sum()) for s in done.steps[:place] if s.outcome.arms_tokens is not None)
    assert min(found.counts["harm"].spread) >= past + 3
    assert sum(found.counts["wars"].spread.values()) == pytest.approx(1)


def test_a_yield_that_was_none() -> None:
    done = factual(*WARLIKE)
    place, who = next(
        (at, int(i))
        for at, s in enumerate(done.steps)
        if s.before.stage is Stage.ANSWERS
        for i in np.flatnonzero(s.orders.answer[:, 0] == Answer.YIELD)
    )
    round_ = int(done.steps[place].before.table.round[0])
    change = Change(round_, {((round_, int(Stage.ANSWERS), 0), who): parse(done.scenario.world, ["resist"]).orders})
    found = asked(*WARLIKE, change)
    assert found.same == 0
    assert found.counts["wars"].mean.value > found.counts["wars"].played
    with pytest.raises(ValueError, match="alone"):
        asked(*WARLIKE, replace(change, truth=True))


def test_where_nobody_wants_land_and_all_know_there_is_less_harm() -> None:
    was, now = 0.0, 0.0
    for seed in range(3):
        match = new_match(load("first-lesson"), ["blueprint"] * 2, seed, "frightened")
        while not match.over:
            for power in match.waiting():
                match.seal(power, match.let_player(power))
            match.advance()
        found = whatif(abduct(match.scenario, match.steps), Chance(seed), Change(1, truth=True), FEW, 1)
        was += found.counts["harm"].played
        now += found.counts["harm"].mean.value
    assert now < was


def test_pacts_that_are_void_change_a_game_of_pacts() -> None:
    assert as_played(asked("base", 3, Change(2, void=True)))  # there are none
    assert asked("july-1914", 1, Change(1, void=True)).same < 1


def test_those_who_passed_the_buck_commit() -> None:
    done = factual(*WARLIKE)
    marked = [one for one in buck.passings(done) if one.passed.any()]
    found = asked(*WARLIKE, Change(1, commit=True), 40)
    assert {(p.power, p.ward) for p in found.committed} == {
        (done.scenario.world.codes[k], done.scenario.world.codes[int(one.ward[0])])
        for one in marked
        for k in np.flatnonzero(one.passed[:, 0])
    }
    assert found.counts["conquests"].mean.ci[1] < found.counts["conquests"].played
    rounds = int(done.steps[-1].after.table.round[0])
    late = asked(*WARLIKE, Change(rounds, commit=True))
    assert late.committed == ()
    assert as_played(late)


def test_the_same_question_has_the_same_answer() -> None:
    change = Change(2, truth=True)
    assert asked(*WARLIKE, change) == asked(*WARLIKE, change)
    plain = json.loads(json.dumps(document(asked(*WARLIKE, change)), allow_nan=False))
    assert {"whatif", "replicates", "seed", "same", "powers", "committed", *COUNTS} == set(plain)
    for name in COUNTS:
        assert plain[name]["mean_ci"][0] <= plain[name]["mean"] <= plain[name]["mean_ci"][1]


def test_only_rounds_that_were_played() -> None:
    with pytest.raises(ValueError, match="no such round"):
        asked(*WARLIKE, Change(30))


# ---- the command -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whatif") / "game.jsonl"
    match: RecordedMatch = new_match(load("base"), ["blueprint"] * 5, WARLIKE[1], path=path)
    while not match.over:
        for power in match.waiting():
            match.seal(power, match.let_player(power))
        match.advance()
    return path


def test_the_command_says_what_if(record: Path, capsys: Capture) -> None:
    args = ["debrief", str(record), "--from", "2", "--replicates", "8", "--order", "ald: build shield 2; stance hold"]
    assert cli.run([*args, "--truth", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["replicates"] == 8
    assert found["whatif"]["round"] == 2
    assert [said.partition(" ")[0] for said in found["whatif"]["changed"]] == ["Aldmar", "everybody"]
    assert set(found["powers"]["ALD"]) == {"played", "reached", "points", "points_ci", "par", "par_ci"}
    assert cli.run(args) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "What if, from the opening of round 2 on: Aldmar had ordered: build 2 shields?"
    assert len(lines) == 2 + len(COUNTS) + 5
    assert cli.run(["debrief", str(record), "--from", "1", "--replicates", "4", "--commit"]) == 0
    assert re.search(r"(?m)^Round \d: .+ stands? by \w+\.$", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--from", "40"], "no such round; its rounds are 1 to"),
        (["--truth"], "--from: is missing"),
        (["--from", "1", "--order", "XXX: stance hold"], "there is no power 'XXX'; there are ALD, BRE"),
        (["--from", "1", "--order", "ALD stance hold"], "write the power and what it orders"),
        (["--from", "1", "--order", "ALD: dance"], "--order ALD: 'dance': not an order"),
        (["--from", "1", "--order", "ALD: build shield 4"], "--order ALD:"),
        (["--from", "1", "--order", "ALD: stance strike BRE"], "--order ALD:"),
        (["--from", "1", "--order", "ALD: yield"], "was not asked for that in round 1"),
        (["--from", "1", "--order", "ALD:", "--order", "ald: build shield 1"], "--order ALD: is given twice"),
        (["--from", "1", "--truth", "--out", "here"], "--out: goes with the debrief"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_line(args: list[str], told: str, record: Path, capsys: Capture) -> None:
    assert cli.run(["debrief", str(record), *args]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert told in err
    assert not Path("here").exists()
