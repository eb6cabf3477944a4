"""The sections SCORES and LIKELY of the casebook: what they say, how they complain. test_cases.py plays the cases."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from game.cases import Case, Game, load, run
from game.files import BadInput, data
from game.score_cases import KINDS, NAMES, PARTS, VERDICTS, WORDS, Played, Term, scores_of
from game.state import Stage

README = data("rules", "cases", "README.md").read_text("utf-8")

# A war nobody wanted, in two rounds, and what is likely before the second.
FEAR = """\
CASE 20.01  A war nobody wanted
RULES R2
WORLD powers AAA BBB; weapons alike; balance 1
BEFORE AAA,BBB card fearful; AAA reads BBB 5; BBB reads AAA 5
ORDERS AAA: build sword 2; stance mobilise
  BBB: build sword 2; stance mobilise
LIKELY AAA strike BBB > 0.01
ORDERS AAA: stance strike BBB
DICE BBB 1
SCORES spiral high
WHY Each took the other for a wolf.
SOURCES Herbert Butterfield, History and Human Relations (1951)
"""
CRISIS = """\
CASE 26.01  A hand pulls
RULES R4
WORLD powers AAA BBB CCC DDD; borders AAA-BBB BBB-CCC BBB-DDD
BEFORE round 2; AAA card claimant; AAA target BBB; AAA swords 5; AAA,BBB mobilised 1
ORDERS AAA: stance strike BBB
  BBB: ally hand CCC
  CCC: ally hand BBB
LIKELY BBB yield < 1
ANSWER BBB: resist
LIKELY CCC join BBB > DDD join BBB
WHY Four points for a word.
SOURCES Glenn H. Snyder, Alliance Politics (1997)
"""


def of(tmp_path: Path, text: str) -> Case:
    path = tmp_path / "mine.txt"
    path.write_text(text, "utf-8")
    (case,) = load(path)
    return case


def failures(tmp_path: Path, text: str, old: str = "", new: str = "") -> list[str]:
    assert old in text
    return run(of(tmp_path, text.replace(old, new) if old else text))


def played(case: Case) -> Played:
    game = Game(case)
    for act in case.acts:
        act(game)
    return Played(game.box, game.start, game.steps, game.state, game.chance)


def test_good_ones_hold(tmp_path: Path) -> None:
    assert failures(tmp_path, FEAR) == []
    assert failures(tmp_path, CRISIS) == []


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("spiral low", "SCORES spiral low: expected low, got high (0."),
        ("spiral nothing", "SCORES spiral nothing: expected nothing, got high (0."),
        ("buck-passing high", "SCORES buck-passing high: expected high, got low (0.00, 0.00 to 0.00)"),
        ("spiral < 0.1", "SCORES spiral < 0.1: expected less than 0.100, got 0."),
        ("chain-ganging > spiral", "SCORES chain-ganging > spiral: expected more than 0."),
        ("dilemma > misperception", "SCORES dilemma > misperception: expected more than 0."),
        ("believed-balance > 0.1", "SCORES believed-balance > 0.1: expected more than 0.100, got 0.000"),
        ("attribution spiral BBB > AAA", "SCORES attribution spiral BBB > AAA: expected more than"),
        ("attribution spiral AAA < 0.1", "SCORES attribution spiral AAA < 0.1: expected less than 0.100"),
        ("marker wanted BBB AAA", "SCORES marker wanted BBB AAA: expected such a marker, got nothing"),
        ("marker collusion", "SCORES marker collusion: expected such a marker, got nothing"),
        ("no marker spiral", "SCORES no marker spiral: expected no such marker, got"),
        ("no marker spiral AAA BBB", "SCORES no marker spiral AAA BBB: expected no such marker, got"),
    ],
)
def test_wrong_scores_are_told(tmp_path: Path, new: str, told: str) -> None:
    (found,) = failures(tmp_path, FEAR, "SCORES spiral high", f"SCORES {new}")
    assert found.startswith(told)


def test_right_scores_are_not(tmp_path: Path) -> None:
    good = (
        "spiral > 0.3; spiral > chain-ganging; buck-passing < 0.01; misperception > 0.1; chain-ganging low",
        "attribution spiral AAA > -0.01; marker spiral; marker spiral AAA; marker spiral AAA BBB",
        "no marker collusion AAA; no marker buck-passing; no marker wanted AAA BBB",
    )
    for line in good:
        assert failures(tmp_path, FEAR, "spiral high", line) == []


def test_no_harm_is_nothing_to_explain(tmp_path: Path) -> None:
    quiet = FEAR[: FEAR.index("ORDERS")] + "ORDERS\nORDERS\nSCORES spiral nothing\n" + FEAR[FEAR.index("WHY") :]
    assert failures(tmp_path, quiet) == []
    assert failures(tmp_path, quiet, "spiral nothing", "spiral low; spiral > 0; dilemma > 0") == [
        "SCORES spiral low: expected low, got nothing",
        "SCORES spiral > 0: expected more than 0.000, got 0.000",
        "SCORES dilemma > 0: expected more than 0.000, got 0.000",
    ]


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("AAA strike BBB < 0.01", "LIKELY AAA strike BBB < 0.01: expected less than 0.010, got 0."),
        ("AAA belief BBB < 0.5", "LIKELY AAA belief BBB < 0.5: expected less than 0.500, got 0."),
        ("AAA strike BBB < before", "LIKELY AAA strike BBB < before: expected less than 0.000, got 0."),
        ("AAA hold > AAA hold", "LIKELY AAA hold > AAA hold: expected more than"),
        ("AAA yield > 0.5", "LIKELY AAA yield > 0.5: does not come now; the table waits for orders"),
        ("AAA hold > AAA wait", "LIKELY AAA hold > AAA wait: does not come now; the table waits for orders"),
    ],
)
def test_wrong_chances_are_told(tmp_path: Path, new: str, told: str) -> None:
    (found,) = failures(tmp_path, FEAR, "AAA strike BBB > 0.01", new)
    assert found.startswith(told)


def test_chances_of_a_choice_add_up(tmp_path: Path) -> None:
    now = played(of(tmp_path, FEAR))

    def chance(word: str) -> float:
        found = Term(0, WORDS[word], -1).found(now, now.steps[0].before, ())
        assert found is not None
        return found

    assert chance("hold") + chance("mobilise") + chance("strike") == pytest.approx(1)
    assert chance("builds") == pytest.approx(chance("swords") + chance("shields"))
    assert 0 <= chance("builds") <= 3


def test_only_the_one_that_is_asked_chooses(tmp_path: Path) -> None:
    told = "the table waits for"
    assert told in failures(tmp_path, CRISIS, "BBB yield < 1", "CCC yield < 1")[0]
    assert told in failures(tmp_path, CRISIS, "CCC join BBB > DDD join BBB", "BBB join > 0.1")[0]
    assert (
        failures(tmp_path, CRISIS, "CCC join BBB > DDD join BBB", "CCC stay out < 2; CCC wait < 2; CCC join < 2") == []
    )
    assert (
        failures(tmp_path, CRISIS, "BBB yield < 1", "AAA belief BBB < 1; AAA belief BBB < 2; CCC belief AAA > before")
        == []
    )


def test_reads_are_believed(tmp_path: Path) -> None:
    line = "AAA strike BBB > 0.01"
    assert failures(tmp_path, FEAR, line, "AAA belief BBB > 0.6") == []
    calm = FEAR.replace("AAA reads BBB 5; BBB reads AAA 5", "AAA reads BBB 1; BBB reads AAA 1")
    assert failures(tmp_path, calm.replace("spiral high", "spiral > -1"), line, "AAA belief BBB < 0.4") == []
    ordered = FEAR.replace("; AAA reads BBB 5", "").replace("AAA: build sword 2; ", "AAA: read BBB 5; build sword 2; ")
    assert failures(tmp_path, ordered, line, "AAA belief BBB > 0.6") == []


def test_the_game_ends_with_the_last_orders_and_nobody_knows(tmp_path: Path) -> None:
    case = of(tmp_path, FEAR)
    game = played(case)
    assert game.state.stage is Stage.OVER
    assert int(case.start.vault.last_round[0]) == 2
    assert case.box.world.rounds == (5, 7)
    assert game.reads == {(1, 0, 1): 0.9, (1, 1, 0): 0.9}
    longer = of(tmp_path, FEAR.replace("BEFORE ", "BEFORE last-round 6; "))
    assert run(longer) == ["SCORES: does not come now; the table waits for orders"]


def test_scores_are_of_the_record_and_always_the_same(tmp_path: Path) -> None:
    case = of(tmp_path, FEAR)
    first, again = (scores_of(played(case)) for _ in range(2))
    assert first == again
    outcomes = [one.outcome.war_points for one in played(case).steps]
    lost = sum(int(np.sum(points)) for points in outcomes if points is not None)
    assert first.harm == lost + 6  # four swords, two mobilisations


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("spiral high", "spiral hgh", 10, "SCORES: 'spiral hgh' should compare: a score or a chance"),
        ("spiral high", "spirl high", 10, "SCORES: 'spirl' is not known here; did you mean 'spiral'?"),
        ("spiral high", "spiral > much", 10, "SCORES: 'much' is not known here"),
        ("spiral high", "spiral > 0,3", 10, "'0,3' should be a number such as 0.25"),
        ("spiral high", "attribution spiral ZZZ > 0.1", 10, "no power 'ZZZ'"),
        ("spiral high", "attribution fear AAA > 0.1", 10, "SCORES: 'fear' is not known here"),
        ("spiral high", "marker", 10, "SCORES: 'marker' should be: marker, a kind and a power"),
        ("spiral high", "no marker", 10, "SCORES: 'no marker' should be: marker, a kind and a power"),
        ("spiral high", "some marker spiral", 10, "SCORES: 'some marker spiral' should be: marker, a kind"),
        ("spiral high", "marker spirals AAA", 10, "SCORES: 'spirals' is not known here; did you mean 'spiral'?"),
        ("spiral high", "marker spiral ZZZ", 10, "no power 'ZZZ'"),
        ("SCORES spiral high\n", "SCORES spiral high\nORDERS\n", 10, "SCORES: stands before ORDERS"),
        ("> 0.01", "", 7, "LIKELY: 'AAA strike BBB' should compare"),
        ("AAA strike BBB", "AAA smite BBB", 7, "LIKELY: 'smite' is not known here"),
        ("AAA strike BBB", "ZZZ strike BBB", 7, "no power 'ZZZ'"),
        ("AAA strike BBB", "AAA strike ZZZ", 7, "no power 'ZZZ'"),
        (
            "AAA strike BBB",
            "AAA,BBB hold",
            7,
            "LIKELY: 'AAA,BBB hold' should be one power and what it may do: AAA hold",
        ),
        (
            "AAA strike BBB",
            "AAA hold BBB",
            7,
            "LIKELY: 'AAA hold BBB' should be one power and what it may do: AAA hold",
        ),
        ("AAA strike BBB", "AAA belief", 7, "should be one power and what it may do: AAA belief BBB"),
        ("AAA strike BBB", "AAA", 7, "LIKELY: '' is not known here"),
        ("> 0.01", "> 1.2.3", 7, "'1.2.3' should be a number such as 0.25"),
        ("> 0.01", "> BBB smite", 7, "LIKELY: 'smite' is not known here"),
        ("balance 1", "deck content", 3, "WORLD: 'deck content' cannot be read"),
        ("balance 1", "deck lambs 3", 3, "lambs"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        failures(tmp_path, FEAR, old, new)
    assert str(caught.value).startswith(f"{tmp_path / 'mine.txt'}:{line}: ")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_deck_is_what_all_know(tmp_path: Path) -> None:
    case = of(tmp_path, FEAR.replace("balance 1", "balance 1; deck content 3 claimant 1"))
    assert case.box.world.deck.tolist() == [3, 0, 1, 0, 0]


def test_the_readme_tells_all_words() -> None:
    named = set(re.findall(r"[A-Za-z-]+", README.replace("stay out", "stay-out")))
    words = (*NAMES, *PARTS, *VERDICTS, *KINDS, *WORDS, "attribution", "marker", "before", "deck")
    assert [word for word in words if word not in named] == []


def test_every_concept_has_its_cases() -> None:
    scored = [case for case in load() if int(case.number.split(".")[0]) >= 20]
    counts = {file: sum(case.file.name == file for case in scored) for file in {case.file.name for case in scored}}
    least = {"20-spiral": 15, "21-chain-ganging": 10, "22-buck-passing": 10}
    assert len(scored) >= 65
    assert {name for name, count in counts.items() if count < least.get(name.removesuffix(".txt"), 4)} == set()
    assert len(counts) == 10
