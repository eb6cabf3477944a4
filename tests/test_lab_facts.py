"""The lab's facts: how they are found, run in any number of processes, told and drawn; slowly, whether they hold."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from game.cli import run
from game.crew import ALONE, Crew
from game.files import BadInput
from game.lab.facts import measures, plots, registry, runner
from game.lab.facts.model import Fact, Finding, Series
from game.lab.facts.play import play

Capture = pytest.CaptureFixture[str]


def tiny(games: int, seed: int) -> Finding:
    """The share of games with war, in the box of two."""
    p = play("first-lesson", games, seed)
    found = measures.rate(p.war)
    line = Series("all", ("first lesson",), (found[0],), (found[1],))
    return Finding(*found, True, games, "scenario", "share", (line,), measures.war_and_meant("all", p))


TINY = (
    Fact(1, "tiny-war", "There is war", "nobody (2000)", "share with war", "> 0", tiny, 60),
    Fact(2, "tiny-peace", "There is peace", "nobody (2001)", "share with war", "< 1", tiny, 70),
    Fact(12, "other", "So there is", "nobody (2002)", "share with war", "> 0", tiny, 80, tried="all sorts"),
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "FACTS", TINY)


# ---- names ----------------------------------------------------------------------------------------------


def test_the_facts_are_in_order_and_say_what_they_are() -> None:
    numbers = [fact.number for fact in registry.FACTS]
    assert numbers == sorted(set(numbers))
    assert {1, 2, 3, 11, 14, 16, 20} <= set(numbers)
    assert set(numbers) <= set(range(1, 21))
    for fact in registry.FACTS:
        assert fact.name == fact.name.lower().replace(" ", "-")
        assert fact.label == f"{fact.number} {fact.name}"
        assert all((fact.claim, fact.source, fact.statistic, fact.expected)), fact.label
        assert fact.games >= 50


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        (["all"], [1, 2, 12]),
        (["1"], [1]),
        (["12"], [12]),
        (["tiny-peace", "1", "all"], [1, 2, 12]),
        (["ot"], [12]),
        (["tiny-w", "tiny-war", "1 tiny-war"], [1]),
    ],
)
def test_facts_go_by_number_name_and_beginning(names: list[str], numbers: list[int]) -> None:
    assert [fact.number for fact in registry.find(names)] == numbers


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tiny", "take tiny-war or tiny-peace"),
        ("3", "1 tiny-war, 2 tiny-peace, 12 other"),
        ("tiny-wra", "did you mean 'tiny-war'"),
        ("", "there is none"),
    ],
)
def test_a_name_that_is_none_is_told_what_there_is(name: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        registry.find([name])


# ---- running and telling --------------------------------------------------------------------------------


@pytest.mark.usefixtures("small")
def test_a_document_has_what_was_promised(capsys: Capture) -> None:
    assert run(["lab", "tiny-war", "other", "--games", "60", "--seed", "3", "--json", "--workers", "1"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    promised = {"fact", "statistic", "value", "ci", "expected", "passed", "games", "seed", "seconds"}
    assert promised | {"claim", "source", "details", "tried"} == set(first)
    assert (first["fact"], second["fact"]) == ("1 tiny-war", "12 other")
    assert (first["games"], first["seed"], second["tried"]) == (60, 3, "all sorts")
    war = (play("first-lesson", 60, 3).war).mean()
    assert first["value"] == pytest.approx(war, abs=1e-6)
    assert first["ci"][0] < first["value"] < first["ci"][1]


@pytest.mark.usefixtures("small")
def test_findings_are_the_same_whatever_the_number_of_workers() -> None:
    one, two = ([(f.name, found) for f, found, _ in runner.run(["all"], None, 5, Crew(workers))] for workers in (1, 2))
    assert one == two
    assert [found.games for _, found in one] == [60, 70, 80]  # each its own default
    again = [(f.name, found) for f, found, _ in runner.run(["all"], None, 6, ALONE)]
    assert [found.value for _, found in again] != [found.value for _, found in one]


@pytest.mark.usefixtures("small")
def test_the_table_and_the_plots(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "new" / "plots"
    assert run(["lab", "all", "--games", "50", "--workers", "1", "--plots", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "holds  1 tiny-war: " in out
    assert "3 of 3 claims hold" in out
    assert "seed 2026" in out
    assert sorted(p.name for p in folder.iterdir()) == ["01-tiny-war.png", "02-tiny-peace.png", "12-other.png"]
    assert all(p.read_bytes().startswith(b"\x89PNG") for p in folder.iterdir())


def test_a_claim_that_fails_is_a_finding_and_no_error(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def fails(games: int, seed: int) -> Finding:
        return Finding(-0.5, (-0.6, -0.4), False, games)

    monkeypatch.setattr(registry, "FACTS", (Fact(1, "no", "Not so", "nobody", "x", "> 0", fails),))
    assert run(["lab", "no", "--workers", "1"]) == 0
    assert "FAILS  1 no: −0.500 (−0.600 to −0.400), expected > 0" in capsys.readouterr().out


@pytest.mark.parametrize(
    "args", [["lab", "balance", "all"], ["lab", "all", "--write"], ["lab", "all", "--workers", "0"], ["lab", "nothing"]]
)
def test_what_the_lab_cannot_do_is_one_line(args: list[str], capsys: Capture) -> None:
    assert run(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


def test_lines_over_numbers_and_over_words_are_drawn(tmp_path: Path) -> None:
    ci = ((0.1, 0.3), (0.2, float("inf")))
    for x in ((0.0, 1.0), ("a", "b")):
        lines = tuple(Series(name, x, (0.2, 0.3), ci) for name in ("one", "two", "three"))
        found = Finding(0.1, (0.0, 0.2), True, 10, "x", "y", lines)
        assert plots.plot(TINY[0], found, tmp_path).stat().st_size > 5000


# ---- the claims themselves ------------------------------------------------------------------------------


def fact(number: int) -> Fact:
    return next(fact for fact in registry.FACTS if fact.number == number)


SLOW = pytest.mark.slow  # five powers


@pytest.mark.parametrize("number", [2, 14, 16, *(pytest.param(number, marks=SLOW) for number in (1, 3, 11, 20))])
def test_an_experiment_gives_the_same_for_the_same_seed(number: int) -> None:
    one, two = (fact(number).run(12, 5) for _ in range(2))
    assert one == two
    assert one.series
    assert all(len(line.x) == len(line.y) == len(line.ci) for line in one.series)
    assert any(name.startswith("war") for name in one.details) or number == 14
    assert not any(np.isnan(value) for value in one.details.values())


@SLOW
@pytest.mark.parametrize("number", [1, 2, 3, 11, 14, 16, 20])
@pytest.mark.parametrize("seed", [77, 2026])
def test_the_claims_hold(number: int, seed: int) -> None:
    claim = fact(number)
    assert claim.run(claim.games, seed).passed
