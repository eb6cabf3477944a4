"""The command line: documents, records, exit codes; what it refuses is in test_cli_errors.py."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from game import files
from game.cli import run
from game.lab import bench
from game.match import Match, Results, play_batch
from game.players import PLAYERS
from game.record import RecordedMatch, new_match
from game.scenario import load, names
from game.sitting import shelf

Capture = pytest.CaptureFixture[str]
HOME = Path(__file__).parent.parent


def finish(match: Match, steps: int = 99) -> None:
    """Let rule players play on."""
    from game.players import player

    match.players = [player("rules")] * match.scenario.world.n
    while not match.over and steps:
        steps -= 1
        for power in match.waiting():
            match.seal(power, match.let_player(power))
        match.advance()


def record(path: Path, steps: int = 99) -> RecordedMatch:
    match = new_match(load("first-lesson"), ["rules", "rules"], 4, "one-wolf", path)
    finish(match, steps)
    return match


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("records") / "complete.jsonl"
    assert record(path).over
    return path


def document(args: list[str], capsys: Capture) -> Any:
    """The one JSON document a command prints."""
    assert run(args) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return json.loads(out)  # fails on anything before or after the document


def python(*args: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """`python -m game` in a process of its own."""
    command = [sys.executable, "-m", "game", *args]
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, cwd=HOME, timeout=60, check=False, **options)


# ---- documents ------------------------------------------------------------------------------------------

SIMULATE = ["simulate", "--json", "--scenario", "first-lesson", "--games", "60"]


def test_simulate_prints_the_promised_document(capsys: Capture) -> None:
    found = document([*SIMULATE, "--seed", "5"], capsys)
    assert {"scenario", "games", "seed", "seconds", "rounds", "war_rate", "scores", "powers"} <= set(found)
    assert (found["scenario"], found["games"], found["seed"]) == ("first-lesson", 60, 5)
    assert set(found["powers"]) == {"ALD", "BRE"}
    for row in found["powers"].values():
        assert {"win_rate", "ci", "conquered_rate"} <= set(row)
        low, high = row["ci"]
        assert 0 <= low <= row["win_rate"] <= high <= 1
        assert 0 <= row["conquered_rate"] <= 1
    assert found["rounds"] == 3
    assert 0 <= found["war_rate"] <= 1


def test_scores_are_named_though_not_measured_yet(capsys: Capture) -> None:
    scores = document(SIMULATE, capsys)["scores"]
    assert set(scores) == {"spiral", "chain_ganging", "buck_passing"}
    assert all(score is None or {"mean", "ci"} <= set(score) for score in scores.values())


def test_simulate_is_the_same_again_and_another_with_another_seed(capsys: Capture) -> None:
    first, again, other = (document([*SIMULATE, "--seed", seed], capsys) for seed in ("7", "7", "8"))
    for found in (first, again, other):
        del found["seconds"]
    assert first == again
    del first["seed"], other["seed"]
    assert first != other


def test_simulate_seats_deal_and_file_are_heeded(tmp_path: Path, capsys: Capture) -> None:
    """What the command prints is what these seats play under this deal and seed."""
    path = tmp_path / "mine.toml"
    path.write_text(load("first-lesson").text, "utf-8")
    seats = ["always:sword-strike", "hold"]
    args = ["--players", ",".join(seats), "--deal", "one-wolf", "--seed", "3", "--scenario", str(path)]
    found = document(["simulate", "--json", "--games", "50", *args], capsys)
    direct = Results.join(list(play_batch(load("first-lesson"), seats, 50, 3, "one-wolf")))
    assert found["scenario"] == "mine"
    assert found["war_rate"] == pytest.approx((direct.wars > 0).mean()) == 1.0
    assert found["powers"]["BRE"]["conquered_rate"] == pytest.approx(direct.conquered[1].mean())


def test_simulate_in_words(capsys: Capture) -> None:
    assert run(["simulate", "--scenario", "first-lesson", "--games", "20"]) == 0
    out, err = capsys.readouterr()
    assert "20 games" in out
    assert "ALD: par reached" in out
    assert err == ""


def test_scenarios(capsys: Capture) -> None:
    found = document(["scenarios", "--json"], capsys)
    assert [row["name"] for row in found] == names()
    assert found[0].items() >= {"name": "base", "powers": ["ALD", "BRE", "COR", "DOR", "EST"], "rounds": [5, 7]}.items()
    assert run(["scenarios"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == names()


def test_players(capsys: Capture) -> None:
    found = document(["players", "--json"], capsys)
    assert set(PLAYERS) <= {row["name"] for row in found}
    assert all(row["about"] for row in found)
    assert run(["players"]) == 0
    assert "sword-strike" in capsys.readouterr().out


def test_cases(tmp_path: Path, capsys: Capture) -> None:
    """One whose expectation is wrong is a check that failed: exit code 1."""
    text = "CASE 9.01 A round of butter\nRULES R3\nORDERS\n  AAA: stance hold\nAFTER\n  AAA butter 5\nWHY\n  A test.\n"
    path = tmp_path / "cases.txt"
    path.write_text(text + "SOURCES\n  None.\n", "utf-8")
    assert [row["ok"] for row in document(["cases", str(path), "--json"], capsys)] == [True]
    path.write_text(path.read_text("utf-8").replace("butter 5", "butter 6"), "utf-8")
    assert run(["cases", str(path), "--json"]) == 1
    out = capsys.readouterr().out
    assert [row["ok"] for row in json.loads(out)] == [False]
    assert run(["cases", str(path)]) == 1
    assert "FAILED 9.01" in capsys.readouterr().out


def test_bench(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "MEASURES", {"a": lambda: {"x_ms": 1.5}, "b": lambda: {"y": float("nan")}})
    assert document(["bench", "--json"], capsys) == {"x_ms": 1.5, "y": None}


def test_help_is_no_error(capsys: Capture) -> None:
    for args in (["--help"], ["simulate", "--help"]):
        assert run(args) == 0
        out, err = capsys.readouterr()
        assert "dilemma" in out
        assert err == ""


# ---- records --------------------------------------------------------------------------------------------


def test_verify_and_replay_a_complete_record(complete: Path, capsys: Capture) -> None:
    assert run(["verify", str(complete)]) == 0
    out, err = capsys.readouterr()
    assert "complete" in out
    assert err == ""
    assert run(["replay", str(complete)]) == 0
    out, err = capsys.readouterr()
    assert "Aldmar" in out
    assert "Expansionist" in out.title()  # the cards are turned over
    assert err == ""


def test_a_replay_tells_why_once_the_game_is_over(complete: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(["replay", "--why", str(complete)]) == 0
    assert "Why:" in capsys.readouterr().out
    path = tmp_path / "unfinished.jsonl"
    record(path, steps=2)
    assert run(["replay", "--why", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "--why: this game is not over" in err


def test_an_unfinished_record_is_good_and_tells_no_secret(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "unfinished.jsonl"
    match = record(path, steps=2)
    assert not match.over
    assert run(["verify", str(path)]) == 0
    assert "unfinished" in capsys.readouterr().out
    assert run(["replay", str(path)]) == 0
    told = capsys.readouterr().out
    ending = "cards are turned over"
    assert ending not in told.lower()


def test_an_edited_record_fails_its_check(complete: Path, tmp_path: Path, capsys: Capture) -> None:
    lines = complete.read_text("utf-8").splitlines(keepends=True)
    step = next(i for i, line in enumerate(lines) if line.startswith('["s"'))
    others = {
        "header": [lines[0].replace('"rules":', '"rules": '), *lines[1:]],
        "seats": [lines[0].replace('"seats":["rules"', '"seats":["random"'), *lines[1:]],
        "hash": [*lines[:step], lines[step].replace(lines[step][6:10], "0000"), *lines[step + 1 :]],
        "line out": [*lines[:2], *lines[3:]],
        "twice": [*lines[:3], lines[2], *lines[3:]],
    }
    for name, changed in others.items():
        path = tmp_path / f"{name}.jsonl"
        path.write_text("".join(changed), "utf-8")
        if name == "header":  # spaces mean nothing
            assert run(["verify", str(path)]) == 0
            capsys.readouterr()
            continue
        for command in ("verify", "replay"):
            assert run([command, str(path)]) == 1, name
            out, err = capsys.readouterr()
            assert command == "replay" or out == ""  # a replay tells what is good
            assert err.count("\n") == 1
            assert f"{path}: line " in err
        assert run(["play", "--resume", str(path)]) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_a_torn_record_is_bad_input_but_told_as_far_as_it_goes(complete: Path, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "torn.jsonl"
    path.write_bytes(complete.read_bytes()[:-40])
    assert run(["verify", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "power cut" in err
    assert run(["replay", str(path)]) == 2
    out, err = capsys.readouterr()
    assert "Aldmar" in out
    assert err.count("\n") == 1


def test_a_record_is_never_written_over(complete: Path, capsys: Capture) -> None:
    before = complete.read_bytes()
    assert run(["play", "--text", "--scenario", "first-lesson", "--record", str(complete)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "name another" in err
    assert complete.read_bytes() == before


def test_a_place_that_cannot_be_written(complete: Path, capsys: Capture) -> None:
    """A file is no folder."""
    assert run(["play", "--text", "--record", str(complete / "x.jsonl")]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "name another place" in err


def test_play_saves_at_the_end_of_the_input_and_goes_on(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "game.jsonl"
    given = ["--scenario", "first-lesson", "--seats", "person,rules", "--seed", "9", "--record", str(path)]
    monkeypatch.setattr(sys, "stdin", io.StringIO("build shield 1\nseal\n"))
    assert run(["play", "--text", *given]) == 0
    out, err = capsys.readouterr()
    assert "Aldmar" in out
    assert str(path) in err
    assert "Traceback" not in out + err
    kept = path.read_text("utf-8").count('["o",0')
    assert kept == 1
    monkeypatch.setattr(sys, "stdin", io.StringIO("seal\n" * 20))
    assert run(["play", "--text", "--resume", str(path)]) == 0
    capsys.readouterr()
    assert run(["verify", str(path)]) == 0
    assert "complete" in capsys.readouterr().out


def test_dilemma_alone_opens_a_window(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none to open, one line says so and names the terminal, and nothing is laid out."""

    def no_window(settings: object) -> None:
        raise files.BadInput("no display; play with --text")

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr("game.ui.app.open_window", no_window)
    for command in ([], ["play"], ["play", "--scenario", "first-lesson"], ["play", "--coach"]):
        assert run(command) == 2
        assert capsys.readouterr().err == "dilemma: no display; play with --text\n"
    assert list(tmp_path.rglob("*")) == []


def test_new_records_never_share_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_data_path", lambda app: tmp_path)
    monkeypatch.setattr("time.strftime", lambda form: "2026-01-01-000000")
    first = shelf.new_path("base")
    first.parent.mkdir(parents=True)
    first.touch()
    assert shelf.new_path("base") not in (first, None)


# ---- processes ------------------------------------------------------------------------------------------


def test_exit_codes_of_the_process(complete: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited.jsonl"
    edited.write_text(complete.read_text("utf-8").replace('"first-lesson"', '"base"'), "utf-8")
    for args, code in ((("verify", str(complete)), 0), (("verify", str(edited)), 1), (("verify", "nothing"), 2)):
        done = python(*args, stdout=subprocess.PIPE)
        assert done.returncode == code, done
        assert (done.stderr.count("\n"), done.stdout == "") == ((0, False) if code == 0 else (1, True))


def test_nobody_reads_the_output() -> None:
    """As with ``dilemma scenarios --json | head``, where the reader goes at once; no traceback, no failure."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        for args in (("scenarios", "--json"), ("players",)):  # more and less than a buffer
            done = python(*args, stdout=writer)
            assert (done.returncode, done.stderr) == (0, "")
    finally:
        os.close(writer)


@pytest.mark.parametrize(
    ("closed", "args"),
    [(1, ["players"]), (1, ["play", "--text"]), (0, ["play", "--text"]), (0, ["enter"])],
    ids=["output", "output-of-a-game", "input", "input-of-slips"],
)
def test_a_stream_is_closed(closed: int, args: list[str], tmp_path: Path) -> None:
    code = f"import os, sys; os.close({closed}); os.execv(sys.executable, [sys.executable, '-m', 'game', *{args}])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=HOME,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_the_disk_is_full() -> None:
    with Path("/dev/full").open("w") as full:
        done = python("players", stdout=full)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_ctrl_c_saves_and_leaves_without_a_traceback(tmp_path: Path) -> None:
    import signal
    import time

    path = tmp_path / "game.jsonl"
    args = ["play", "--text", "--scenario", "first-lesson", "--seed", "2", "--record", str(path)]
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "game", *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=HOME,
    )
    assert process.stdin is not None
    process.stdin.write("build shield 1\nseal\n")
    process.stdin.flush()
    until = time.monotonic() + 20
    while time.monotonic() < until and not (path.exists() and '["o",0' in path.read_text("utf-8")):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    assert "Traceback" not in out + err
    assert f"--resume {path}" in err
    assert run(["verify", str(path)]) == 0


def test_data_are_found_from_anywhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "game", "scenarios", "--json"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(files.data().parent if files.data().name == "_data" else files.data())},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)) == len(names())
