"""The casebook, case by case, and the runner that plays it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.cases import ACTS, SECTIONS, Case, load, main_table, run
from game.facts import WORDS
from game.files import BadInput, data

CASES = load()
README = data("rules", "cases", "README.md").read_text("utf-8")
GOOD = """\
CASE 1.01  A saying is free
RULES R6
BEFORE AAA butter 2
ORDERS AAA: say peace BBB
AFTER AAA butter 7; AAA points 0
WHY Cheap talk.
SOURCES RULES.md R6
"""


@pytest.mark.parametrize("case", CASES, ids=[f"{case.number} {case.title}" for case in CASES])
def test_case(case: Case) -> None:
    assert run(case) == []


def test_casebook_is_whole() -> None:
    assert len(CASES) >= 200
    assert len({case.number for case in CASES}) == len(CASES)
    assert {rule for case in CASES for rule in case.rules} == {f"R{x}" for x in range(1, 13)}
    assert all(case.number.split(".")[0] == case.file.name[:2].lstrip("0") for case in CASES)


def of(tmp_path: Path, text: str) -> list[Case]:
    path = tmp_path / "mine.txt"
    path.write_text(text, "utf-8")
    return load(path)


def failures(tmp_path: Path, text: str) -> list[str]:
    return [line for case in of(tmp_path, text) for line in run(case)]


def test_example_of_the_readme_is_a_case(tmp_path: Path) -> None:
    assert failures(tmp_path, README.split("```\n")[1]) == []


def test_readme_names_all_sections_and_words() -> None:
    named = set(re.findall(r"[A-Za-z-]+", README))
    assert [name for name in (*SECTIONS, *ACTS, *WORDS) if name not in named] == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("AAA points 0", "AAA points -6", "AFTER AAA points: expected -6, got 0"),
        ("AAA points 0", "AAA exile BBB", "AFTER AAA exile: expected BBB, got nobody"),
        ("AAA points 0", "AAA peace BBB until 4", "AFTER AAA peace BBB: expected 4, got over"),
        ("AAA points 0", "AAA stance strike", "AFTER AAA stance: expected strike, got hold"),
        ("AAA points 0", "AAA wins", "AFTER AAA wins: expected yes, got no"),
        ("AAA points 0", "AAA margin 3", "AFTER AAA margin: expected 3, got nothing"),
        ("AAA points 0", "AAA deserted BBB", "AFTER AAA deserted BBB: expected yes, got nothing"),
        ("AAA points 0", "asked AAA", "AFTER asked: expected AAA, got AAA BBB CCC"),
        ("AAA points 0", "AAA pact BBB limit 8", "AFTER AAA pact BBB limit: expected 8, got no"),
        ("say peace BBB", "stance strike BBB", "ORDERS AAA: refused (strike-ready): only a power"),
        ("AFTER", "HELP AAA: wait\nAFTER", "HELP: does not come now; the table waits for orders"),
        ("AFTER", "LEGAL AAA: signal open AAA\nAFTER", "LEGAL AAA: signal open AAA: expected no refusal"),
        ("AFTER", "ILLEGAL AAA: wait (self)\nAFTER", "ILLEGAL AAA: wait: expected self, got not-help"),
        ("AFTER", "ILLEGAL AAA: read BBB 1 (exile)\nAFTER", "ILLEGAL AAA: read BBB 1: expected exile, got"),
        ("AFTER", "INVALID AAA: sing (usage)\nAFTER", "INVALID AAA: sing: expected usage, got verb"),
    ],
)
def test_wrong_expectations_are_reported(tmp_path: Path, old: str, new: str, told: str) -> None:
    found = failures(tmp_path, GOOD.replace(old, new))
    assert len(found) == 1 or old == "say peace BBB"
    assert found[0].startswith(told)


def test_right_expectations_are_not(tmp_path: Path) -> None:
    assert failures(tmp_path, GOOD) == []
    assert failures(tmp_path, GOOD.replace("AFTER", "NOW")) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("ORDERS", "ODERS", 4, "section: 'ODERS' is not known here; did you mean 'ORDERS'?"),
        ("WHY", "SCORE spiral high\nWHY", 6, "section: 'SCORE' is not known here; did you mean 'SCORES'?"),
        ("CASE 1.01", "CASE one", 1, "should be a number and a title"),
        ("WHY Cheap talk.\n", "", 1, "WHY: is missing in case 1.01; add it"),
        ("AFTER AAA butter 7; AAA points 0\n", "", 1, "AFTER: is missing"),
        ("WHY", "WHY Again.\nWHY", 7, "WHY: stands twice"),
        ("R6\nB", "R13\nB", 2, "RULES: 'R13' is not known here"),
        ("AAA butter 2", "AAA buter 2", 3, "'buter' is not known here; did you mean 'butter'?"),
        ("AAA butter 2", "ZZZ butter 2", 3, "no power 'ZZZ'; the powers are AAA, BBB, CCC"),
        ("AAA butter 2", "AAA butter two", 3, "'two' should be a whole number"),
        ("AAA butter 2", "AAA swords 999", 3, "AAA swords: 999 is too much"),
        ("AAA butter 2", "AAA swords 21", 1, "BEFORE: is no position of this game"),
        ("AAA butter 2", "AAA margin 2", 3, "AAA margin: cannot be set up"),
        ("AAA butter 2", "butter 2", 3, "said of a power"),
        ("AAA butter 2", "AAA round 2", 3, "said of the game"),
        ("AAA butter 2", "AAA pact BBB friendship", 3, "'friendship' is not known here"),
        ("say peace", "say love", 4, "ORDERS: 'say love BBB' is not complete"),
        ("AAA: say", "say", 4, "ORDERS: 'say peace BBB' should be a power, a colon"),
        ("WHY", "DICE BBB 21\nWHY", 6, "DICE: '21' should be from 1 to 20"),
        ("WHY", "DICE BBB-AAA 2\nWHY", 6, "DICE: 'BBB-AAA' should be the power struck"),
        ("ORDERS", "DICE BBB 2\nORDERS", 4, "DICE: stands before ORDERS"),
        ("WHY", "ILLEGAL AAA: build sword 4\nWHY", 6, "add the reason in brackets"),
        ("WHY", "ILLEGAL AAA: build sword 4 (nonsense)\nWHY", 6, "no reason 'nonsense'"),
        ("BEFORE", "WORLD weapons blunt\nBEFORE", 3, "WORLD: 'weapons blunt' cannot be read"),
        ("BEFORE", "WORLD wheather fine\nBEFORE", 3, "WORLD: 'wheather' is not known here"),
        ("BEFORE", "WORLD rising AAA\nBEFORE", 3, "needs the module"),
        ("BEFORE", "WORLD scenario nowhere\nBEFORE", 3, "WORLD: scenario 'nowhere': there is none"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        of(tmp_path, GOOD.replace(old, new))
    assert str(caught.value).startswith(f"{tmp_path / 'mine.txt'}:{line}: ")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_numbers_are_unique(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"mine\.txt:8: CASE 1\.01: has the number of .*mine\.txt:1; take ano"):
        of(tmp_path, GOOD + GOOD)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.txt: there is no such file"):
        load(tmp_path / "none.txt")


def test_words_before_the_first_case(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"mine\.txt:1: WHY: stands before the first case"):
        of(tmp_path, "WHY not\n")
    with pytest.raises(BadInput, match=r"mine\.txt:1: hello: belongs to no section"):
        of(tmp_path, "  hello\n")


def test_the_table_of_results(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text(GOOD + GOOD.replace("1.01", "1.02").replace("points 0", "points 1"), "utf-8")
    rows, good = main_table([path])
    assert not good
    assert [(row["number"], row["title"], row["ok"], len(row["failures"])) for row in rows] == [
        ("1.01", "A saying is free", True, 0),
        ("1.02", "A saying is free", False, 1),
    ]
    assert rows[1]["file"] == "mine.txt"
    assert rows[1]["line"] == 8
