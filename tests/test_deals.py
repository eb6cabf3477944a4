"""What talk is worth: the experiment's arithmetic, and one game of it."""

from __future__ import annotations

import numpy as np
import pytest

from game.cli import run
from game.lab import deals
from game.lab.deals import TABLES, Game


def game(points: float, kept: int = 1, broken: int = 0) -> Game:
    return Game(points, points, 1, 2, kept, broken)


def found(edges: list[tuple[float, float, float]]) -> list[list[Game]]:
    """Games in which a deviator gains so much among the forgiving and the sanctioning, and a reckoner there."""
    names = ["deviator among forgiving", "deviator among sanctioning", "reckoner among sanctioning"]
    return [
        [
            game(10.0 + dict(zip(names, gained, strict=True)).get(name, 0.0), broken=int(name.startswith("deviator")))
            for name in TABLES
        ]
        for gained in edges
    ]


def test_edge_and_cut_are_paired() -> None:
    out = deals.measured(found([(4.0, 3.0, 1.0), (2.0, 1.0, 0.0), (6.0, 2.0, 2.0)]))
    assert [edge for edge, _ in out["edge"].values()] == [4.0, 2.0, 1.0]
    assert [cut for cut, _ in out["cut"].values()] == [0.5, 0.75]
    assert out["adds"]["reckoner among sanctioning"][0] == -3.0
    low, high = out["cut"]["reckoner among sanctioning"][1]
    assert low <= 0.75 <= high
    assert out["deviator among forgiving"]["kept"][0] == 0.5
    assert out["honest among forgiving"]["kept"][0] == 1.0
    assert out["silent"]["promises"] == 3


def test_no_edge_no_cut() -> None:
    for free in (np.zeros(4), np.array([-1.0, -2.0, -1.0, -2.0]), np.array([3.0, -3.0, 3.0, -2.0])):
        cut, (low, high) = deals.cut(free, np.zeros(4))
        assert np.isnan(cut)
        assert (low, high) == (-np.inf, np.inf)


def test_where_nothing_is_gained_nothing_is_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(deals, "play", lambda seed, deal: found([(-1.0 - seed % 2, -1.0, -2.0)])[0])
    assert run(["lab", "deals", "--games", "50", "--seed", "3", "--workers", "1"]) == 0
    told = capsys.readouterr().out
    assert "reckoner among sanctioning: −0.50" in told
    assert told.count("there is no edge to take away") == 2


def test_the_command_tells_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(deals, "play", lambda seed, deal: found([(4.0 + seed % 2, 3.0, 1.0)])[0])
    assert run(["lab", "deals", "--games", "50", "--deal", "no-aggressor", "--seed", "3", "--workers", "1"]) == 0
    told = capsys.readouterr().out
    assert "50 games of base, cards no-aggressor, at each table, seed 3" in told
    assert "of the edge 33%" in told
    assert "of the edge 78%" in told
    assert run(["lab", "deals", "par"]) == 2
    assert run(["lab", "par", "--deal", "random"]) == 2


@pytest.mark.slow
def test_one_game_at_every_table() -> None:
    played = deals.play(100_004)
    assert len(played) == len(TABLES)
    assert played[0].deals == 0
    assert played == deals.play(100_004)
