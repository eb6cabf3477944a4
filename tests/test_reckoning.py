"""A debrief that is reckoned in another process."""

from __future__ import annotations

import time
from multiprocessing import Pipe
from pathlib import Path
from threading import Thread

import pytest

from game.debrief import Debrief, recorded
from game.debrief.reckoning import Beside, Finished, Question, Refused, Written, answer
from game.scenario import load
from game.scores.whatif import Whatif
from game.sitting import Sitting

FEW = 4  # replicates


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short game of two people."""
    at = tmp_path_factory.mktemp("records") / "short.jsonl"
    sitting = Sitting.new(load("first-lesson"), ["person", "person"], deal="frightened", seed=4, path=at)
    while not sitting.over:
        for power in sitting.waiting():
            sitting.seal(power, ["build sword 1"] if sitting.stage_name == "orders" else [])
        sitting.advance()
    sitting.close()
    return at


def test_cards_come_first_and_then_all_that_is_asked(path: Path, tmp_path: Path) -> None:
    here, there = Pipe()
    left: list[Exception] = []

    def work() -> None:
        try:
            answer(there, path, FEW, 1)
        except EOFError as gone:
            left.append(gone)

    worker = Thread(target=work, daemon=True)
    worker.start()
    heard = [here.recv()]
    while not isinstance(heard[-1], Finished):
        heard.append(here.recv())
    first, *told, last = heard
    assert isinstance(first, Debrief)
    assert told == [1, 2, 3]
    assert first.cards == last.debrief.cards
    assert last.debrief == recorded(path, FEW, 1)
    here.send(Question(2, ("ALD: build shield 1",), (), FEW))
    found = here.recv()
    assert isinstance(found, Whatif)
    assert found.round == 2
    assert "Aldmar had ordered: build 1 shield" in found.changed
    here.send(Question(2, ("ALD: build cannon 1",), (), FEW))
    assert isinstance(here.recv(), Refused)
    here.send(tmp_path / "report")
    assert here.recv() == Written(tmp_path / "report")
    assert (tmp_path / "report" / "debrief.html").exists()
    here.close()
    worker.join(5)
    assert left, "nobody listens any more"


def test_another_process_does_the_same_and_says_why_not(path: Path, tmp_path: Path) -> None:
    good, bad = Beside(path, FEW), Beside(tmp_path / "none.jsonl", FEW)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and not (good.scored and bad.problem):
            good.poll()
            bad.poll()
            time.sleep(0.01)
        assert good.debrief == recorded(path, FEW, 1)
        assert good.share == 1
        assert "there is no such record" in bad.problem
    finally:
        good.stop()
        bad.stop()
