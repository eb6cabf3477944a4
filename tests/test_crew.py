"""Sweeps: the same document whoever does the work; a cluster that is not there is told in one line."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
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


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "[::1]:1"])
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


def test_a_worker_does_not_outlive_whoever_sent_for_it() -> None:
    """Even if that is killed."""
    script = """
import os
from game.crew import Beside
print(Beside().submit(os.getpid).result(), flush=True)
os.kill(os.getpid(), 9)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as sender:
        assert sender.stdout is not None
        worker = int(sender.stdout.readline())
    until = time.monotonic() + 30
    while alive(worker) and time.monotonic() < until:
        time.sleep(0.02)
    assert not alive(worker)


def alive(process: int) -> bool:
    """Whether it runs; one that nobody buries does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
