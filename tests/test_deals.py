"""What talk is worth: the experiment's arithmetic, and one game of it."""

from __future__ import annotations

import numpy as np
import pytest

from game.cli import run
from game.lab import deals
from game.lab.deals import TABLES, Game


def game(points: float, kept: int = 1, broken: int = 0) -> Game:
    return Game(points, points, 1, 2, kept, broken)


def found(edges: list[tuple[float, float]]) -> list[list[Game]]:
    """Games in which a false player gains so much among the forgiving, and so much among the sanctioning."""
    whole = dict.fromkeys(TABLES, 10.0)
    return [
        [
            game(
                whole[name] + {"false among forgiving": free, "false among sanctioning": held}.get(name, 0.0),
                broken=int(name.startswith("false")),
            )
            for name in TABLES
        ]
        for free, held in edges
    ]


def test_edge_and_cut_are_paired() -> None:
    out = deals.measured(found([(4.0, 1.0), (2.0, 0.0), (6.0, 2.0)]))
    assert out["edge"]["forgiving"][0] == 4.0
    assert out["edge"]["sanctioning"][0] == 1.0
    assert out["sanctions"][0] == -3.0
    assert out["cut"][0] == 0.75
    low, high = out["cut"][1]
    assert low <= 0.75 <= high
    assert out["false among forgiving"]["kept"][0] == 0.5
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
    monkeypatch.setattr(deals, "play", lambda seed, deal: found([(-1.0 - seed % 2, -2.0)])[0])
    assert run(["lab", "deals", "--games", "50", "--seed", "3", "--workers", "1"]) == 0
    told = capsys.readouterr().out
    assert "sanctions add to it -0.50" in told
    assert "no edge that sanctions could take away" in told


def test_the_command_tells_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(deals, "play", lambda seed, deal: found([(4.0 + seed % 2, 1.0)])[0])
    assert run(["lab", "deals", "--games", "50", "--deal", "no-aggressor", "--seed", "3", "--workers", "1"]) == 0
    told = capsys.readouterr().out
    assert "50 games of base, cards no-aggressor, at each table, seed 3" in told
    assert "of it, sanctions take away 78%" in told
    assert run(["lab", "deals", "par"]) == 2
    assert run(["lab", "par", "--deal", "random"]) == 2


@pytest.mark.slow
def test_one_game_at_every_table() -> None:
    played = deals.play(100_004)
    assert len(played) == len(TABLES)
    assert played[0].deals == 0
    assert played == deals.play(100_004)
