"""Records written by somebody who mends every check: what gives them away, line by line."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from game.files import BadInput
from game.match import Match
from game.record import Edited, RecordedMatch, Secret, new_match, replay
from game.record.form import DEAL, chained, pack, spelt
from game.scenario import load

Line = list[Any]
LESSON = load("first-lesson")


def begun(path: Path) -> RecordedMatch:
    """Two people; the first round has been turned over."""
    match = new_match(LESSON, ["person"] * 2, 5, path=path)
    turned_over(match)
    return match


def turned_over(match: Match) -> None:
    for power in match.waiting():
        match.seal(power, [])
    match.advance()


def rewritten(path: Path, change: Callable[[dict[str, Any], list[Line]], None]) -> Path:
    """The record with header and lines changed, and every check made anew."""
    first, *rest = path.read_text("utf-8").splitlines()
    header = json.loads(first)
    del header["check"]
    lines = [json.loads(line)[:-1] for line in rest]
    change(header, lines)
    chain = chained("", spelt([header])[1:-1])
    out = [json.dumps(header | {"check": chain}, separators=(",", ":"), ensure_ascii=False)]
    for items in lines:
        chain = chained(chain, spelt(items))
        out.append(spelt([*items, chain]))
    path.write_text("\n".join(out) + "\n", "utf-8")
    return path


def test_a_record_that_is_only_written_anew_is_good(tmp_path: Path) -> None:
    """Else the tests below would prove nothing."""
    path = tmp_path / "game.jsonl"
    begun(path)
    before = path.read_bytes()
    rewritten(path, lambda header, lines: None)
    assert path.read_bytes() == before
    assert replay(path).problem is None


# What is added at the end of a game that goes on, and what gives it away.
ADDED: dict[str, tuple[Line, str]] = {
    "a stranger": (["u", 2], "not at this table"),
    "a stranger before the first": (["t", -1, "hello", 1.0], "not at this table"),
    "no sheet": (["o", 0, "0" * 20, 1.0], "its orders cannot be understood"),
    "no diary": (["d", 0, "0" * 20], "cannot be understood"),
    "no player": (["h", 0, "nobody-i-know"], "there is none of that name"),
    "too early": (["s", "0" * 16], "before all orders were sealed"),
    "the end too early": (["e", {}], "ends before the last round"),
}


@pytest.mark.parametrize(("line", "told"), ADDED.values(), ids=ADDED)
def test_a_line_that_cannot_be_is_named(tmp_path: Path, line: Line, told: str) -> None:
    path = tmp_path / "game.jsonl"
    begun(path)
    count = len(path.read_text("utf-8").splitlines())
    rewritten(path, lambda header, lines: lines.append(line))
    if line[0] == "h":  # who sits there is looked up when all is read
        with pytest.raises(BadInput, match=told):
            replay(path)
        return
    problem = replay(path).problem
    assert problem is not None
    assert (problem.line, problem.kind) == (count + 1, "edited")
    assert told in problem.why


def test_nothing_comes_after_the_end_and_the_end_opens_what_was_committed_to(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    match = begun(path)
    while not match.over:
        turned_over(match)
    whole = path.read_bytes()
    assert replay(path).ended

    def swap(header: dict[str, Any], lines: list[Line]) -> None:
        lines[-1][1]["seed"] += 1

    def follow(header: dict[str, Any], lines: list[Line]) -> None:
        lines.insert(-1, ["t", 0, "one word more", 1.0])

    for change, told in ((swap, "another secret"), (follow, "after the end")):
        path.write_bytes(whole)
        done = replay(rewritten(path, change))
        assert not done.ended
        assert done.problem is not None
        assert told in done.problem.why


def test_a_power_that_is_not_asked_seals_nothing(tmp_path: Path) -> None:
    """In a crisis whoever is no part of it has nothing to decide."""
    path = tmp_path / "game.jsonl"
    match = new_match(LESSON, ["person"] * 2, 5, path=path)
    for lines in (["stance mobilise"], ["stance strike BRE"]):
        match.seal(0, lines)
        match.seal(1, [])
        match.advance()
    assert match.asked() == [1]
    rewritten(path, lambda header, lines: lines.append(["u", 0]))
    problem = replay(path).problem
    assert problem is not None
    assert "nothing to decide" in problem.why


def sealed_anew(header: dict[str, Any], secret: Secret) -> None:
    header["secret"] = pack(secret.block().decode(), header["commitment"], DEAL)


def test_the_sealed_block_is_the_one_that_was_committed_to(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    secret = begun(path).secret
    other = replace(secret, seed=secret.seed + 1)

    def another(header: dict[str, Any], lines: list[Line]) -> None:
        sealed_anew(header, other)

    def committed(header: dict[str, Any], lines: list[Line]) -> None:
        header["commitment"] = other.commitment
        sealed_anew(header, other)

    def rubbish(header: dict[str, Any], lines: list[Line]) -> None:
        header["secret"] = "0" * 20

    def seats(header: dict[str, Any], lines: list[Line]) -> None:
        header["seats"].append("person")

    whole = path.read_bytes()
    for change, told in (
        (another, "not the one that was committed to"),
        (committed, "not those of its seed"),
        (rubbish, "cannot be opened"),
        (seats, "another number of powers"),
    ):
        path.write_bytes(whole)
        with pytest.raises(Edited, match=told):
            replay(rewritten(path, change))


@pytest.mark.parametrize(
    ("key", "value"), [("rules", "1"), ("seats", "person"), ("file", 3), ("table", []), ("table", {"talk": -1})]
)
def test_a_header_of_another_shape_is_no_header(tmp_path: Path, key: str, value: object) -> None:
    path = tmp_path / "game.jsonl"
    begun(path)

    def change(header: dict[str, Any], lines: list[Line]) -> None:
        header[key] = value

    with pytest.raises(BadInput, match="line 1: is not the header of a record"):
        replay(rewritten(path, change))


def test_a_scenario_of_ones_own_that_cannot_be_read_is_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    begun(path)

    def change(header: dict[str, Any], lines: list[Line]) -> None:
        header["file"] = "0" * 20

    with pytest.raises(BadInput, match="the scenario in it cannot be read"):
        replay(rewritten(path, change))
