"""Sweeps: the same document whoever does the work; a cluster that is not there is told in one line."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from distributed import LocalCluster
from plays import box_of

from game.cli import run
from game.crew import ALONE, Crew
from game.files import BadInput
from game.lab.simulate import simulate


def document(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A small sweep in several batches."""
    monkeypatch.setattr("game.lab.simulate.BATCH", 16)
    monkeypatch.setattr("game.lab.simulate.SCORE_BATCH", 4)
    found = simulate(box_of("base"), ["blueprint"], 40, 9, sample=6, crew=crew)
    return found | {"seconds": 0}


def test_workers_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert document(Crew(2), monkeypatch) == document(ALONE, monkeypatch)


def test_a_cluster_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    start: Any = LocalCluster  # has no types of its own
    with start(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster:
        assert document(Crew(scheduler=cluster.scheduler_address), monkeypatch) == document(ALONE, monkeypatch)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere at all"])
def test_a_cluster_that_is_not_there(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("game.crew.PATIENCE", 0.2)
    assert run(["simulate", "--games", "20", "--no-scores", "--scheduler", address]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"dilemma: --scheduler {address}: cannot be reached")
    assert told.count("\n") == 1


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BadInput, match="sweeps"):
        next(Crew(scheduler="tcp://127.0.0.1:1").each(abs, [1]))


def test_nobody_waits_for_the_rest() -> None:
    """A sweep that is left early ends its workers."""
    found = Crew(2).each(abs, [-1, -2, -3])
    assert next(found) == 1
    del found
