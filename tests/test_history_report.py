"""Reports of histories: the document, the page, the table of all, and the command."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from episodes import CALLS, EXAMPLE, READINGS, WAR, Told, fake, rounds, written

from game import history as histories
from game.cli import run
from game.history import report
from game.history.reports import page, table

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return partial(written, tmp_path / "mine.toml")


def test_a_report_is_the_promised_document(told: Told) -> None:
    CALLS.clear()
    heard: list[int] = []
    found = report(told(EXAMPLE), 7, 50, fake, lambda: heard.append(1))
    assert json.loads(json.dumps(found)) == found
    assert (found["name"], found["id"], found["harm"], found["seed"], found["replicates"]) == (
        *("The Border Year", "mine", 31),
        *(7, 50),
    )
    assert found["scores"] == {"spiral": 0.4, "chain_ganging": 0.2, "buck_passing": None}
    assert found["ci"] == {"spiral": [0.05, 0.5], "chain_ganging": [0.1, 0.3], "buck_passing": None}
    assert found["verdict"] == {"spiral": "high", "chain_ganging": "high", "buck_passing": "low"}
    assert found["agrees"] == {"spiral": True, "chain_ganging": False, "buck_passing": True}
    assert found["literature"]["sources"] == ["Author, Title (year), pages"]
    assert found["parts"] == {"dilemma": 0.3, "misperception": 0.1}
    assert found["attribution"]["spiral"] == {"AAA": 0.3, "BBB": 0.1, "CCC": 0.0}
    first = {"round": 1, "kind": "spiral", "powers": ["BBB", "AAA"], "value": -0.4, "text": "sentence 1"}
    assert found["markers"][0] == first
    (other,) = found["alternatives"]
    assert (other["title"], other["verdict"]["spiral"]) == ("Aldmar wanted it", "low")
    assert other["agrees"] == {"spiral": True, "chain_ganging": None, "buck_passing": True}
    assert len(heard) == 2
    main, rival = CALLS
    assert (main["reads"], len(main["forced"]), main["seed"]) == ({(2, 1, 0): 0.8}, 1, 7)
    assert len(main["steps"]) == len(rival["steps"]) == 4


def test_a_page_says_it_in_sentences(told: Told) -> None:
    text = "\n".join(page(report(told(EXAMPLE), 7, 50, fake)))
    for words in (
        "The Border Year. Points lost in wars",
        "AAA fearful, BBB content",
        "Spiral: 40% (5% to 50%), high; the literature agrees.",
        "Chain-ganging: 20% (10% to 30%), high; the literature says low.",
        "Buck-passing: nothing to explain, low; the literature agrees.",
        "30% is dilemma",
        "The spiral by power: AAA 30%, BBB 10%.",
        "ANOTHER READING, Aldmar wanted it: AAA expansionist",
        "Chain-ganging: 20% (10% to 30%), high; the literature is divided.",
        "Round 1: sentence 1\nRound 2: sentence 2",
    ):
        assert words in text
    assert "sentence 5" not in text, "the weakest is not told"


def test_the_table_has_a_line_for_every_reading(told: Told) -> None:
    lines = table([report(told(EXAMPLE), 7, 50, fake), report(told(WAR + READINGS + rounds("")), 7, 50, fake)])
    assert len(lines) == 2 + 3 + 1
    assert lines[0].startswith("The Border Year: spiral high (the literature agrees); chain-ganging high (the")
    assert lines[3].startswith("  Reading 1: ")
    assert lines[-1] == "5 of 6 verdicts are those of the literature"


# ---- the command ----------------------------------------------------------------------------------------


@pytest.fixture
def box(told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example as the only history of the box, and scores that cost nothing."""
    told(EXAMPLE)
    monkeypatch.setattr("game.history.file.data", lambda *parts: tmp_path.joinpath(*parts[2:]))
    monkeypatch.setitem(sys.modules, "game.scores.score", SimpleNamespace(score=fake))
    return tmp_path / "mine.toml"


def output(args: list[str], capsys: Capture) -> str:
    assert run(["history", *args]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_the_command_takes_a_name_or_a_file(box: Path, capsys: Capture) -> None:
    assert histories.names() == ["mine"]
    assert output(["mine"], capsys) == output([str(box)], capsys)
    found = json.loads(output(["mine", "--json", "--seed", "3", "--replicates", "9"], capsys))
    assert (found["name"], found["seed"], found["replicates"]) == ("The Border Year", 3, 9)


def test_the_command_lists_all(box: Path, capsys: Capture) -> None:
    lines = output([], capsys).splitlines()
    assert len(lines) == 3
    assert "Aldmar wanted it" in lines[1]
    assert [one["name"] for one in json.loads(output(["--json"], capsys))] == ["The Border Year"]


def test_the_command_refuses_in_one_line(box: Path, capsys: Capture) -> None:
    box.with_name("bad.toml").write_text(EXAMPLE.replace("build shield 1", "build shield 4"), "utf-8")
    for args, why in (
        (["mien"], "history 'mien': there is none of that name; did you mean 'mine'?"),
        ([str(box.with_name("bad.toml"))], "round.1.orders.BBB: 'build shield 4': at most 3 arms"),
        (["mine", "--replicates", "0"], "--replicates"),
    ):
        assert run(["history", *args]) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert why in err
