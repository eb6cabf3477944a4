"""The running table: seals, computer seats beside the window, forks, hand-overs, power cuts."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from game.crew import Beside
from game.files import BadInput
from game.orders import Illegal
from game.record import RecordedMatch, replay, state_hash
from game.scenario import load
from game.sitting import Clock, Sitting, shelf

SEATS = ["person", "rules", "person", "random", "blueprint"]


def sit(tmp_path: Path, name: str = "game", seats: list[str] = SEATS, seed: int = 9) -> Sitting:
    return Sitting.new(load("base"), seats, seed=seed, path=tmp_path / f"{name}.jsonl")


def play(sitting: Sitting, *, patient: bool = True) -> Sitting:
    """People hold, build or answer in a fixed way; all is turned over until the end."""
    while not sitting.over:
        for power in sitting.visitors():
            lines = ["build shield 1", "signal open all"] if sitting.stage_name == "orders" else []
            exile = bool(sitting.observation(power).exile[0])
            sitting.seal(power, [] if exile else lines)
        if patient:
            sitting.settle()
        while sitting.waiting():
            sitting.poll()
            time.sleep(0.001)
        sitting.advance()
    return sitting


def test_two_games_are_the_same_however_long_the_thinking_takes(tmp_path: Path) -> None:
    first, second = play(sit(tmp_path, "first")), play(sit(tmp_path, "second"), patient=False)
    assert state_hash(first.match.state) == state_hash(second.match.state)
    assert [state_hash(a.after) for a in first.match.steps] == [state_hash(b.after) for b in second.match.steps]
    assert replay(tmp_path / "first.jsonl", strict=True).ended
    finished = Sitting.resume(tmp_path / "first.jsonl")
    assert finished.over
    assert finished.path == tmp_path / "first.jsonl"
    assert finished.poll() == finished.settle() == []


def test_computers_think_the_same_in_a_process_beside_the_window(tmp_path: Path) -> None:
    seats = ["person", "rules", "person", "grim:search", "search"]
    here, there = sit(tmp_path, "here", seats), sit(tmp_path, "there", seats)
    with Beside() as room:
        there.think_in(room)
        for sitting in (here, there):
            for text in ("propose EST: no strike for no strike", "propose DOR: nothing for aid 3", "ask DOR"):
                sitting.speak(0, text)
            sitting.seal(0, ["build shield 1"])
            sitting.seal(2, [])
            while sitting.waiting():
                sitting.poll()
                time.sleep(0.001)
            sitting.advance()
    told = [(x.power, x.text) for x in here.match.spoken]
    assert told == [(x.power, x.text) for x in there.match.spoken]
    assert [text.split()[0] for power, text in told if power == 3] == ["refuse", "explain", "explain"]
    assert state_hash(here.match.state) == state_hash(there.match.state)
    here.close()
    there.close()


def test_a_worker_that_is_lost_costs_time_and_no_game(tmp_path: Path) -> None:
    sitting = sit(tmp_path, "game", ["rules"] * 5)
    with Beside() as room:
        sitting.think_in(room)
        sitting.poll()
        room.submit(os._exit, 1)
        while sitting.waiting():
            sitting.poll()
            time.sleep(0.001)
        sitting.advance()
        assert room.submit(len, "abc").result(60) == 3, "another comes"
    sitting.close()
    assert state_hash(sitting.match.state) == state_hash(first_round(["rules"] * 5).state)


def first_round(seats: list[str]) -> RecordedMatch:
    sitting = Sitting.new(load("base"), seats, seed=9)
    sitting.settle()
    sitting.advance()
    return sitting.match


def test_computers_seal_last_and_think_again_when_something_is_said(tmp_path: Path) -> None:
    sitting = sit(tmp_path)
    assert sitting.settle() == []
    assert sitting.sealed() == []
    sitting.seal(0, ["build sword 1"])
    sitting.seal(2)
    assert sitting.settle() == sitting.computers() == [1, 3, 4]
    assert sitting.waiting() == []
    sitting.speak(2, "wait a moment")
    assert sitting.statements[-1].text == "wait a moment"
    assert sitting.waiting() == [], "free words change nothing"
    sitting.speak(2, "pledge all: no strike all")
    assert sitting.sealed() == [0, 2]
    assert sitting.settle() == [1, 3, 4]
    sitting.close()


def test_an_edit_unseals_and_drafts_are_kept(tmp_path: Path) -> None:
    sitting = sit(tmp_path)
    sitting.keep(0, ["build sword 1"])
    sitting.seal(0)
    sitting.keep(0, ["build sword 1"])
    assert sitting.sealed() == [0]
    sitting.keep(0, ["build sword 1", "stance strike EST"])
    assert sitting.sealed() == []
    with pytest.raises(Illegal):
        sitting.seal(0)
    assert sitting.draft(0) == ["build sword 1", "stance strike EST"]
    with pytest.raises(ValueError, match="not sealed"):
        sitting.advance()
    sitting.close()


def test_a_cut_between_any_two_lines_loses_no_more_than_drafts(tmp_path: Path) -> None:
    """Kill the game after every line of its record: what goes on from there is the same game."""
    whole = sit(tmp_path, "whole")
    whole.speak(0, "We arm only to be safe.")
    whole.diary(0, "fear", 2)
    whole.speak(2, "So do we.")
    play(whole)
    raw = (tmp_path / "whole.jsonl").read_bytes()
    ends = [i + 1 for i, byte in enumerate(raw) if byte == 10]
    for cut in ends[3:]:
        path = tmp_path / f"{cut}.jsonl"
        path.write_bytes(raw[:cut])
        again = Sitting.resume(path)
        assert [s.text for s in again.statements] == [s.text for s in whole.statements]
        assert again.match.notes == whole.match.notes
        if cut in ends[3::5]:
            assert state_hash(play(again).match.state) == state_hash(whole.match.state)
            assert replay(path, strict=True).ended
        again.close()


def test_a_fork_is_the_same_game_up_to_there(tmp_path: Path) -> None:
    whole = sit(tmp_path, "whole", ["rules"] * 5)
    whole.speak(3, "Keep calm.")
    play(whole)
    before = (tmp_path / "whole.jsonl").read_bytes()
    fork = whole.fork(3, tmp_path / "fork.jsonl")
    assert (fork.round, fork.stage_name) == (3, "orders")
    assert fork.statements == tuple(said for said in whole.statements if said.round < 3)
    assert state_hash(play(fork).match.state) == state_hash(whole.match.state)
    assert replay(tmp_path / "fork.jsonl", strict=True).ended
    assert (tmp_path / "whole.jsonl").read_bytes() == before
    for round_ in (0, 99):
        with pytest.raises(BadInput, match="rounds 1 to"):
            whole.fork(round_)


def test_a_seat_is_handed_over_and_back(tmp_path: Path) -> None:
    sitting = sit(tmp_path)
    sitting.seal(0, ["build sword 3"])
    sitting.hand_over(0, "hold")
    assert sitting.people() == [2]
    assert sitting.sealed() == []
    again = Sitting.resume(tmp_path / "game.jsonl")
    assert again.match.seats == ["hold", "rules", "person", "random", "blueprint"]
    again.hand_over(0, "person")
    assert again.visitors() == [0, 2]
    with pytest.raises(BadInput, match="none of that name"):
        again.hand_over(0, "nobody-of-that-name")
    sitting.close()
    again.close()


def test_a_diary_is_hidden_in_the_record_and_replaced(tmp_path: Path) -> None:
    sitting = sit(tmp_path)
    sitting.diary(0, "want", 1)
    sitting.diary(0, "fear", 3)
    sitting.diary(2, "duty", -1)
    with pytest.raises(ValueError, match="diary"):
        sitting.diary(2, "duty", 2)
    text = (tmp_path / "game.jsonl").read_text("utf-8")
    assert not {"want", "fear", "duty"} & set(text.replace('"', " ").split())
    assert [(n.power, n.motive, n.toward) for n in replay(tmp_path / "game.jsonl").match.notes] == [
        (0, "fear", 3),
        (2, "duty", -1),
    ]
    sitting.close()


def test_what_is_revealed_to_one_is_not_revealed_to_all(tmp_path: Path) -> None:
    sitting = sit(tmp_path, seats=["person"] * 5)
    sitting.seal(0, ['say to BRE "between us"', 'say to all "for all"', "ally hand COR"])
    for power in sitting.visitors():
        sitting.seal(power)
    shown = sitting.advance()
    assert [letter.text for letter in shown.letters] == ["for all"]
    assert [letter.text for letter in sitting.letters(1)] == ["between us", "for all"]
    assert "hand-offered" not in [event.kind for event in shown.events]
    assert "hand-offered" in [event.kind for event in shown.seen_by(2)]
    assert (shown.round, shown.stage_name, shown.over) == (1, "orders", False)
    sitting.close()


def test_the_clock_runs_pauses_and_starts_again() -> None:
    clock = Clock(60)
    clock.restart()
    assert not clock.tick(59)
    clock.pause()
    assert not clock.tick(5)
    clock.go_on()
    clock.add(1)
    assert not clock.tick(1)
    assert clock.tick(3)
    assert clock.up
    assert not clock.tick(3)
    clock.restart()
    assert clock.left == 60
    none = Clock()
    none.restart()
    assert not none.tick(100)
    assert not none.up


def test_the_shelf_shows_saved_games_newest_first_and_damaged_ones_with_a_reason(tmp_path: Path) -> None:
    import os

    assert list(shelf.saved(tmp_path / "nowhere")) == []
    play(sit(tmp_path, "old", ["rules"] * 5))
    sit(tmp_path, "new").close()
    (tmp_path / "broken.jsonl").write_text("hello\n")
    (tmp_path / "old.jpg").write_bytes(b"")
    for when, name in enumerate(("broken", "old", "new")):
        os.utime(tmp_path / f"{name}.jsonl", (1000 + when, 1000 + when))
    new, old, broken = shelf.saved(tmp_path)
    assert (new.path.stem, new.title, new.round, new.finished, new.thumbnail) == (
        "new",
        "The Five Courts",
        1,
        False,
        None,
    )
    assert new.seats == tuple(SEATS)
    assert old.finished
    assert old.thumbnail == tmp_path / "old.jpg"
    assert "line 1" in broken.problem
    shelf.remove(old.path)
    assert [save.path.stem for save in shelf.saved(tmp_path)] == ["new", "broken"]
    assert not (tmp_path / "old.jpg").exists()
    assert shelf.new_path("base", tmp_path) != shelf.new_path("six", tmp_path)
