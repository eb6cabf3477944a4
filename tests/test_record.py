"""Records: kept through power cuts, proved at the end, and honest about every edit."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game import record
from game.chance import Chance
from game.files import BadInput
from game.match import Match
from game.orders import parse
from game.players import player
from game.record import Edited, RecordedMatch, branch, new_match, reader, replay, resume, state_hash
from game.record.form import chained, spelt
from game.scenario import Scenario, World, load


def finish(match: Match) -> None:
    """Let rule and random players play on, talking now and then."""
    n = match.scenario.world.n
    match.players = [player("random" if i % 2 else "rules") for i in range(n)]
    while not match.over:
        for power in match.waiting():
            lines = match.let_player(power)
            if power == 0:
                lines.append('say to all "We arm only to be safe; Überraschung ✓"')
            match.seal(power, lines)
        match.advance()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RecordedMatch]:
    """A finished game and its record."""
    path = tmp_path_factory.mktemp("records") / "whole.jsonl"
    match = new_match(load("six-powers"), ["person"] * 6, 77, path=path)
    finish(match)
    return path, match


def test_a_replay_is_the_game(whole: tuple[Path, RecordedMatch]) -> None:
    path, match = whole
    again = replay(path)
    assert again.problem is None
    assert again.ended
    assert state_hash(again.match.state) == state_hash(match.state)
    assert len(again.match.steps) == len(match.steps)
    assert again.match.letters(3) == match.letters(3)


def test_a_record_is_small(whole: tuple[Path, RecordedMatch]) -> None:
    assert whole[0].stat().st_size < 10 * 1024


def test_the_header_tells_no_secret(whole: tuple[Path, RecordedMatch]) -> None:
    path, _ = whole
    first, *rest = path.read_text("utf-8").splitlines()
    assert '"seed"' not in first
    for word in ("content", "fearful", "expansionist", "build", "hand", "We arm"):
        assert word not in first
        assert not any(word in line for line in rest[:-1])
    opened = json.loads(rest[-1])[1]
    assert opened["seed"] == 77
    assert record.Secret(**(opened | {"cards": tuple(opened["cards"])})).commitment == json.loads(first)["commitment"]


@pytest.mark.parametrize("scenario", ["first-lesson", "base", "july-1914"])
def test_the_size_of_a_new_record_tells_nothing(scenario: str, tmp_path: Path) -> None:
    """Whoever lists the folder would see how many aggressors sit at the table."""
    box = load(scenario)
    sizes, deals = set(), set()
    for seed in range(30):
        path = tmp_path / f"{seed}.jsonl"
        match = new_match(box, ["person"] * box.world.n, 7**seed, "random", path)
        sizes.add(path.stat().st_size)
        deals.add(match.secret.cards)
    assert len(sizes) == 1
    assert len(deals) > 5


def test_the_size_of_a_seal_tells_nothing(tmp_path: Path) -> None:
    """An idle round, the largest army, a strike: nobody can tell who listed the folder before and after."""
    sheets = (["stance hold"], ["build sword 3", "ally hand ALD"], ["stance mobilise", "build shield 2"])
    grown = set()
    for x, lines in enumerate(sheets):
        path = tmp_path / f"{x}.jsonl"
        match = new_match(load("first-lesson"), ["person"] * 2, 5, path=path)
        before = path.stat().st_size
        match.seal(1, lines)
        grown.add(len(path.read_text("utf-8").splitlines()[1].split(",")[2]))
        assert path.stat().st_size > before
        assert replay(path).match.sealed[1] is not None
    assert len(grown) == 1


def test_every_cut_is_parsed_and_cuts_at_line_ends_replayed(whole: tuple[Path, RecordedMatch], tmp_path: Path) -> None:
    """A power cut at any byte loses at most the line that was being written."""
    raw = whole[0].read_bytes()
    ends = [i + 1 for i, byte in enumerate(raw) if byte == 10]
    full = record.read(whole[0]).entries
    path = tmp_path / "cut.jsonl"
    for cut in range(len(raw)):
        path.write_bytes(raw[:cut])
        if cut < ends[0]:
            with pytest.raises(BadInput, match="line 1"):
                record.read(path)
            continue
        loaded = record.read(path)
        kept = sum(end <= cut for end in ends)
        assert loaded.entries == full[: kept - 1]
        assert (loaded.problem is None) == (cut in ends)
        assert loaded.problem is None or (loaded.problem.line, loaded.problem.kind) == (kept + 1, "torn")
    for cut in ends:
        path.write_bytes(raw[:cut])
        done = replay(path)
        assert done.problem is None
        assert done.ended == (cut == ends[-1])


def test_a_game_goes_on_after_a_cut_as_if_nothing_had_been(whole: tuple[Path, RecordedMatch], tmp_path: Path) -> None:
    """Sealed sheets are still sealed, the rest can be played, and the luck is the same."""
    raw = whole[0].read_bytes()
    path = tmp_path / "cut.jsonl"
    for cut in range(len(raw) // 3, len(raw), len(raw) // 7):
        path.write_bytes(raw[:cut])
        match = resume(path)
        finish(match)
        assert state_hash(match.state) == state_hash(whole[1].state)
        done = replay(path)
        assert done.problem is None
        assert done.ended


def test_an_edited_line_is_named(whole: tuple[Path, RecordedMatch], tmp_path: Path) -> None:
    """Every line in turn: one character changed, the line taken out, or two lines swapped."""
    lines = whole[0].read_bytes().split(b"\n")[:-1]
    path = tmp_path / "edited.jsonl"
    for number in range(2, len(lines) + 1):
        line = lines[number - 1]
        at = len(line) // 2
        other = b"7" if line[at : at + 1] != b"7" else b"8"
        changed = [*lines[: number - 1], line[:at] + other + line[at + 1 :], *lines[number:]]
        path.write_bytes(b"\n".join(changed) + b"\n")
        problem = record.read(path).problem
        assert problem is not None
        assert problem.line == number
        if number < len(lines):
            path.write_bytes(b"\n".join(lines[: number - 1] + lines[number:]) + b"\n")
            problem = record.read(path).problem
            assert problem is not None
            assert problem.line == number
            assert problem.kind == "edited"


@given(st.integers(0, 10**9), st.integers(0, 255))
def test_no_byte_can_be_changed_unnoticed(whole: tuple[Path, RecordedMatch], at: int, byte: int) -> None:
    raw = bytearray(whole[0].read_bytes())
    at %= len(raw) - 1
    if raw[at] == byte:
        return
    raw[at] = byte
    path = whole[0].with_name("byte.jsonl")
    path.write_bytes(raw)
    try:
        done = replay(path)
    except (BadInput, Edited):
        return
    assert done.problem is not None


def test_a_forged_state_is_found_though_every_check_was_mended(tmp_path: Path) -> None:
    """Whoever mends the chain too cannot mend what the rules make of the orders."""
    path = tmp_path / "forged.jsonl"
    finish(new_match(load("base"), ["person"] * 5, 5, path=path))
    lines = path.read_text("utf-8").splitlines()
    chain = json.loads(lines[0])["check"]
    out, forged = [lines[0]], 0
    for number, line in enumerate(lines[1:], start=2):
        items = json.loads(line)[:-1]
        if items[0] == "s" and not forged:
            items[1] = "0" * 16
            forged = number
        chain = chained(chain, spelt(items))
        out.append(spelt([*items, chain]))
    path.write_text("\n".join(out) + "\n", "utf-8")
    done = replay(path)
    assert done.problem is not None
    assert (done.problem.line, done.problem.kind) == (forged, "edited")
    assert "kept" in str(done.problem) or "good" in str(done.problem)


def test_an_edited_header_is_named(whole: tuple[Path, RecordedMatch], tmp_path: Path) -> None:
    raw = whole[0].read_bytes()
    path = tmp_path / "header.jsonl"
    path.write_bytes(raw.replace(b'"person"', b'"rules"', 1))
    with pytest.raises(Edited, match="line 1"):
        replay(path)


def test_what_is_no_record_is_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    for text in (
        "",
        "hello\n",
        "[]\n",
        "{}\n",
        '{"dilemma": 1}\n',
        '{"dilemma": 9, "check": "x"}\n',
        "null\n",
        "\x00\n",
    ):
        path.write_text(text)
        with pytest.raises(BadInput, match="line 1"):
            replay(path)
    with pytest.raises(BadInput, match="no such record"):
        replay(tmp_path / "none.jsonl")
    with pytest.raises(BadInput, match="cannot be read"):
        replay(tmp_path)


def test_a_record_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "once.jsonl"
    new_match(load("base"), ["person"] * 5, 1, path=path)
    with pytest.raises(BadInput, match="--resume"):
        new_match(load("base"), ["person"] * 5, 1, path=path)
    with pytest.raises(BadInput, match="cannot be written"):
        new_match(load("base"), ["person"] * 5, 1, path=path / "below")


def test_a_scenario_of_ones_own_travels_in_the_record(everything: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    match = new_match(everything, ["person"] * 4, 8, path=path)
    finish(match)
    done = replay(path)
    assert done.ended
    assert done.match.scenario.world.name == "Everything at once"
    assert state_hash(done.match.state) == state_hash(match.state)


def test_other_rules_or_another_scenario_are_named(whole: tuple[Path, RecordedMatch], tmp_path: Path) -> None:
    lines = whole[0].read_text("utf-8").splitlines()
    for key, value, said in (
        ("rules", 0, "rules 0"),
        ("digest", "0" * 16, "has changed"),
        ("dilemma", 5, "format 5"),
    ):
        header = json.loads(lines[0])
        del header["check"]
        header[key] = value
        header["check"] = chained("", spelt([header])[1:-1])
        path = tmp_path / f"{key}.jsonl"
        path.write_text(spelt([header])[1:-1] + "\n", "utf-8")
        with pytest.raises(BadInput, match=said):
            replay(path)


def test_unsealing_is_recorded(tmp_path: Path) -> None:
    path = tmp_path / "unsealed.jsonl"
    match = new_match(load("base"), ["person"] * 5, 3, path=path)
    match.seal(0, ["build sword 3"])
    match.unseal(0)
    match.unseal(0)  # nothing to unseal: nothing to write
    match.seal(1, ["build shield 1"])
    match.seal(1, ["build shield 2"])
    again = resume(path)
    assert again.waiting() == [0, 2, 3, 4]
    assert int(again.sealed[1].orders.shields[0]) == 2


def test_a_pin_outlives_the_window_and_is_not_written_in_clear(tmp_path: Path) -> None:
    path, other = tmp_path / "pins.jsonl", tmp_path / "fork.jsonl"
    match = new_match(load("first-lesson"), ["person"] * 2, 5, path=path)
    match.choose_pin(0, "1234")
    match.choose_pin(1, "77")
    match.choose_pin(0, "4711")
    match.hand_over(1, "person")
    assert '"4711"' not in path.read_text()
    for again in (resume(path), branch(resume(path), 1, other), resume(other)):
        assert [again.unlocks(0, pin) for pin in ("4711", "1234", "", "7")] == [True, False, False, False]
        assert again.unlocks(1, ""), "whoever sat there before has left"
    elsewhere = new_match(load("first-lesson"), ["person"] * 2, 5)
    elsewhere.choose_pin(0, "4711")
    elsewhere.choose_pin(1, "4711")
    assert len({elsewhere.pins[0], elsewhere.pins[1], match.pins[0]}) == 3, "salted with game and seat"


def test_resume_refuses_an_edited_record_and_leaves_it_alone(whole: tuple[Path, RecordedMatch], tmp_path: Path) -> None:
    lines = whole[0].read_bytes().split(b"\n")
    path = tmp_path / "edited.jsonl"
    path.write_bytes(b"\n".join([*lines[:5], *lines[6:]]))
    before = path.read_bytes()
    with pytest.raises(Edited, match="line 6"):
        resume(path)
    assert path.read_bytes() == before


def test_a_finished_record_can_be_resumed_to_look_at(whole: tuple[Path, RecordedMatch]) -> None:
    before = whole[0].read_bytes()
    assert resume(whole[0]).over
    assert whole[0].read_bytes() == before


def test_the_state_hash_sees_every_field() -> None:
    """Change any one number of any array: another hash."""
    state = Match(load("six-powers"), ["person"] * 6, Chance(4)).state
    base = state_hash(state)
    for name in state.arrays():
        part, field = name.split(".")
        copy = state.take(slice(None))
        array = copy.__dict__[part].__dict__[field].copy()
        array.reshape(-1)[0] = not array.reshape(-1)[0] if array.dtype == np.bool_ else array.reshape(-1)[0] + 1
        copy.__dict__[part].__dict__[field] = array
        assert state_hash(copy) != base, name


def test_illegal_orders_are_found_though_every_check_and_hash_was_mended(tmp_path: Path) -> None:
    """A cheat who writes the whole record anew still cannot order what the rules forbid."""
    path = tmp_path / "cheat.jsonl"
    match = new_match(load("first-lesson"), ["person"] * 2, 5, path=path)
    sheet = parse(match.scenario.world, ["build sword 3", "ally aid BRE 60"])
    match.sealed[0] = sheet
    assert match.recorder is not None
    match.recorder.seal(0, ["build sword 3", "ally aid BRE 60"])
    match.seal(1, [])
    match.advance()
    assert replay(path).problem is None
    problem = replay(path, strict=True).problem
    assert problem is not None
    assert (problem.line, problem.kind) == (2, "edited")
    assert "budget" in problem.why
    with pytest.raises(Edited, match="line 2"):
        resume(path)


def test_orders_that_cannot_be_carried_out_are_an_edit(tmp_path: Path) -> None:
    path = tmp_path / "absurd.jsonl"
    match = new_match(load("first-lesson"), ["person"] * 2, 5, path=path)
    assert match.recorder is not None
    match.recorder.seal(0, ["build sword 99"])
    match.recorder.seal(1, [])
    match.recorder.step(match.state)
    problem = replay(path).problem
    assert problem is not None
    assert problem.kind == "edited"


def test_two_games_cannot_write_to_one_record(tmp_path: Path) -> None:
    """The second is refused before it writes; the record stays whole."""
    path = tmp_path / "shared.jsonl"
    first = new_match(load("first-lesson"), ["person"] * 2, 5, path=path)
    second = resume(path)
    second.seal(0, ["build sword 1"])
    with pytest.raises(BadInput, match="another game"):
        first.seal(1, ["build shield 1"])
    assert replay(path).problem is None


def test_other_rules_are_not_called_an_edit(whole: tuple[Path, RecordedMatch], monkeypatch: pytest.MonkeyPatch) -> None:
    """A number of core.toml or a par that changed since is named as such."""
    scenario = load("six-powers")
    before = scenario.digest
    losses = scenario.world.core.losses.model_copy(update={"yielded": 99})
    core = scenario.world.core.model_copy(update={"losses": losses})
    world = World(**(scenario.world.__dict__ | {"core": core}))
    other = Scenario(**(scenario.__dict__ | {"world": world}))
    assert other.digest != before
    monkeypatch.setattr(reader, "load", lambda name: other)
    with pytest.raises(BadInput, match="has changed since"):
        replay(whole[0])
