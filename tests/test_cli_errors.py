"""The command line refuses: one clear line on standard error, nothing on standard output, exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.cli import run
from game.scenario import load

Capture = pytest.CaptureFixture[str]
HOME = Path(__file__).parent.parent

FEW = ["--games", "2"]
# the command line, and words of the complaint
WRONG: dict[str, tuple[list[str], str]] = {
    "command": (["simulatte"], "'simulatte'"),
    "option-first": (["--nope"], "--nope"),
    "option": (["simulate", "--gmes", "3"], "--games"),
    "argument-extra": (["scenarios", "base"], "base"),
    "argument-missing": (["replay"], "see dilemma replay --help"),
    "argument-missing-verify": (["verify"], "Missing argument"),
    "argument-missing-lab": (["lab"], "Missing argument"),
    "value-missing": (["simulate", "--games"], "--games"),
    "number-text": (["simulate", "--games", "many"], "--games"),
    "number-half": (["simulate", "--games", "2.5"], "--games"),
    "number-zero": (["simulate", "--games", "0"], "--games"),
    "number-vast": (["simulate", "--games", "9" * 20], "--games"),
    "number-vast-tournament": (["tournament", "--few", "9" * 20], "--few"),
    "number-negative": (["simulate", "--seed", "-1"], "--seed"),
    "number-few": (["lab", "balance", "--games", "3"], "--games"),
    "scenario": (["simulate", "--scenario", "bse", *FEW], "did you mean 'base'"),
    "scenario-empty": (["simulate", "--scenario", "", *FEW], "there are base"),
    "scenario-no-file": (["simulate", "--scenario", "no/such.toml", *FEW], "no/such.toml: there is no such file"),
    "scenario-folder": (["simulate", "--scenario", "rules/scenarios", *FEW], "is a folder"),
    "scenario-play": (["play", "--scenario", "july"], "did you mean 'july-1914'"),
    "deal": (["simulate", "--deal", "wolves", *FEW], "there are random, no-aggressor"),
    "deal-play": (["play", "--deal", "wolves"], "there are random, no-aggressor"),
    "player": (["simulate", "--players", "rule", *FEW], "did you mean 'rules'"),
    "player-empty": (["simulate", "--players", "rules,,rules,rules,rules", *FEW], "player ''"),
    "player-play": (["play", "--seats", "persn"], "did you mean 'person'"),
    "move": (["simulate", "--players", "always:swrod3", *FEW], "did you mean 'sword3'"),
    "move-cycle": (["simulate", "--players", "cycle:butter", *FEW], "cycle:MOVE/MOVE"),
    "seats": (["simulate", "--players", "rules,rules", *FEW], "--players: 2 given for 5 powers; give 1 or 5"),
    "seats-play": (["play", "--seats", "person,rules"], "--seats: 2 given for 5 powers; give 1 or 5"),
    "person": (["simulate", "--players", "person", *FEW], "a person cannot be simulated"),
    "person-among": (["simulate", "--players", "rules,person,rules,rules,rules", *FEW], "a person cannot"),
    "resume-scenario": (["play", "--resume", "x.jsonl", "--scenario", "base"], "leave out --scenario"),
    "resume-seats": (["play", "--resume", "x.jsonl", "--seats", "rules"], "leave out --seats"),
    "resume-seed": (["play", "--resume", "x.jsonl", "--seed", "3"], "leave out --seed"),
    "resume-none": (["play", "--resume", "no-such.jsonl"], "there is no such record"),
    "replay-none": (["replay", "no-such.jsonl"], "no-such.jsonl: there is no such record"),
    "replay-folder": (["replay", "rules"], "name a record"),
    "verify-none": (["verify", "no-such.jsonl"], "there is no such record"),
    "verify-other": (["verify", "pyproject.toml"], "pyproject.toml: line 1: is not the header of a record"),
    "replay-other": (["replay", "pyproject.toml"], "pyproject.toml: line 1: is not the header of a record"),
    "resume-other": (["play", "--resume", "pyproject.toml"], "is not the header of a record"),
    "cases-none": (["cases", "no-such.txt"], "no-such.txt"),
    "cases-other": (["cases", "pyproject.toml"], "pyproject.toml:1"),
    "person-tournament": (["tournament", "person", "rules"], "a person plays at the table only"),
    "plot-folder": (
        ["tournament", "rules", "random", "--plot", "rules"],
        "--plot rules: name a file that ends in .png",
    ),
    "scheduler": (["simulate", "--scheduler", "", *FEW], "--scheduler '': is no address"),
    "scheduler-port": (["simulate", "--scheduler", "tcp://here", *FEW], "--scheduler 'tcp://here': is no address"),
    "lab": (["lab", "balnce"], "there are all, balance, deals, par"),
    "lab-deal": (["lab", "deals", "--deal", "wolves"], "there are random, no-aggressor"),
    "lab-plots": (["lab", "par", "--plots", "x"], "--plots: is for pictures of facts, and lab par draws none"),
    "balance-plots": (["lab", "balance", "--plots", "x"], "lab balance draws none"),
    "deals-plots": (["lab", "deals", "--plots", "x"], "lab deals draws none"),
    "bars-plot": (["tournament", "--bars", "--plot", "x.png"], "--plot: is not for --bars"),
    "exploit-plot": (["tournament", "--exploit", "rules", "--plot", "x.png"], "--plot: is not for --exploit"),
    "bars-names": (["tournament", "rules", "random", "--bars"], "rules random: is not for --bars"),
    "bars-exploit": (["tournament", "--bars", "--exploit", "rules"], "--exploit: is not for --bars"),
    "two-crews": (["lab", "1", "--workers", "2", "--scheduler", "tcp://x:1"], "--workers: is for processes here"),
    "tournament-deal": (["tournament", "rules", "random", "--deal", "wolves"], "there are random, no-aggressor"),
    "gather-paper": (["gather", "rules", "--paper", "a5"], "take one of a4, letter"),
    "gather-out": (["gather", "rules", "--out", "rules/../rules"], "name another folder"),
    "gather-none": (["gather", "no-such"], "no-such: is no folder"),
    "why-none": (["replay", "--why", "no-such.jsonl"], "there is no such record"),
    "classroom": (["classroom", "First Leson"], "did you mean 'first-lesson'?"),
    "classroom-unknown": (["classroom", "zebra"], "there are first-lesson"),
    "classroom-file": (["classroom", "pyproject.toml"], "or a file *.md"),
    "classroom-minutes": (["classroom", "first-lesson", "--minutes", "40"], "a lesson has 50, 75, 90 minutes, not 40"),
    "sandbox-minutes": (["classroom", "sandbox", "--minutes", "75"], "--minutes: is for a lesson"),
    "sandbox-folder": (["classroom", "sandbox", "--folder", "class"], "--folder: is for a lesson"),
    "debrief-paper": (["debrief", "x.jsonl", "--paper", "letter"], "name a folder for it with --out"),
    "whatif-paper": (["debrief", "x.jsonl", "--from", "2", "--paper", "letter"], "name a folder for it with --out"),
    "enter-game": (["enter", "--game", "2"], "--game: is for a lesson; name it with --exercise"),
    "enter-minutes": (["enter", "--resume", "x.jsonl", "--minutes", "75"], "name it with --exercise"),
    "enter-when": (["enter", "--when", "before"], "name their file with --quiz"),
    "enter-record": (["enter", "--record", "table1"], "name it table1.jsonl"),
    "enter-place": (["enter", "--record", "pyproject.toml/a.jsonl"], "--record pyproject.toml: cannot hold"),
    "quiz-file": (["enter", "--exercise", "grit", "--quiz", "sheets"], "name it sheets.csv"),
    "quiz-game": (["enter", "--exercise", "grit", "--quiz", "x.csv", "--record", "y"], "--record: is for slips"),
    "classroom-folder": (["classroom", "first-lesson", "--folder", "pyproject.toml"], "cannot hold the records"),
}


def complaint(args: list[str], capsys: Capture) -> str:
    """The one line on standard error with which a command line is refused; nothing is on standard output."""
    code = run(args)
    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert err.startswith("dilemma: ")
    assert err.endswith("\n")
    assert err.count("\n") == 1, err
    return err


@pytest.mark.parametrize(("args", "words"), WRONG.values(), ids=list(WRONG))
def test_bad_input_is_one_line_and_exit_code_2(
    args: list[str], words: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HOME)
    assert words in complaint(args, capsys)


def test_bad_input_leaves_no_record_behind(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    complaint(["play", "--seats", "nobody"], capsys)
    complaint(["play", "--deal", "wolves", "--record", str(tmp_path / "x.jsonl")], capsys)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["verify"], ["history"], ["cases"], ["simulate", "--scenario"]])
def test_a_file_that_is_no_text_of_ours_is_not_read_to_its_end(
    command: list[str], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A film, or a device without end."""
    for module in ("files", "record.reader"):
        monkeypatch.setattr(f"game.{module}.MOST_BYTES", 99)
    path = tmp_path / "film.toml"
    path.write_bytes(b"\n" * 100)
    assert f"{path}: is larger than any" in complaint([*command, str(path)], capsys)


def test_a_broken_scenario_is_named_with_its_key(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(load("first-lesson").text.replace("swords = 3", 'swords = "three"', 1), "utf-8")
    assert f"{path}: powers.ALD.swords: " in complaint(["simulate", "--scenario", str(path)], capsys)


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"name = 1 = 2\n", b"\x00" * 99, b"[" * 9999])
def test_what_is_no_scenario(raw: bytes, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(raw)
    assert str(path) in complaint(["simulate", "--scenario", str(path)], capsys)


@pytest.mark.parametrize("raw", [b"", b"\n", b"{}\n", b'{"dilemma": 1}\n', b"[1, 2]\n", b"\xff\n", b"[" * 9999 + b"\n"])
@pytest.mark.parametrize("command", [["verify"], ["replay"], ["play", "--resume"]])
def test_what_is_no_record(command: list[str], raw: bytes, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "record.jsonl"
    path.write_bytes(raw)
    assert f"{path}: line 1: " in complaint([*command, str(path)], capsys)
    assert path.read_bytes() == raw
