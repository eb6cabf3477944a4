"""Powers that choose in one crisis are reckoned side by side; each chooses what it would choose alone."""

from __future__ import annotations

import numpy as np
import pytest
from blueprints import Moment, moments
from plays import box_of

from game.arrays import best_of, either
from game.belief import together
from game.chance import Chance, Draw
from game.state import Stage


def crises(scenario: str, games: int) -> list[Moment]:
    found = [m for m in moments(box_of(scenario), "blueprint", Chance(4, games)) if m.state.stage is not Stage.ORDERS]
    assert {m.state.stage for m in found} == {Stage.ANSWERS, Stage.HELP}
    return found


@pytest.mark.parametrize(("scenario", "lanes"), [("base", 1024), ("base", 5), ("six-powers", 9)])
def test_each_chooses_as_if_it_were_alone(scenario: str, lanes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few lanes go together; the last group may be of a single one."""
    monkeypatch.setattr(together, "LANES", lanes)
    chosen = 0
    for moment in crises(scenario, 24):
        asked = moment.state.table.asked
        for power in range(moment.box.world.n):
            row = moment.would(power)
            for name in ("answer", "choice", "side"):
                given = getattr(moment.done.orders, name)[power]
                assert np.array_equal(given[asked[power]], getattr(row, name)[asked[power]]), name
        chosen += int(asked.sum())
    assert chosen > 20


def test_groups_hold_every_game_in_which_a_viewer_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "LANES", 7)
    moment = max(crises("base", 24), key=lambda m: int(m.state.table.asked.sum()))
    asked = moment.state.table.asked
    seats = [(moment.beliefs[i], moment.seen(i), np.flatnonzero(asked[i])) for i in range(len(asked))]
    groups = list(together.groups(seats))
    assert len(groups) > 1
    assert all(len(group.me) <= 7 and group.seen.games == len(group.me) for group in groups)
    pairs = [pair for group in groups for pair in zip(group.me.tolist(), group.game.tolist(), strict=True)]
    assert sorted(pairs) == [tuple(pair) for pair in np.argwhere(asked).tolist()]
    assert not list(together.groups([]))


def test_the_luck_of_some_options_is_that_of_all() -> None:
    luck, rounds = Chance(3, 6).players, np.array([1, 2, 3, 1, 2, 3])
    draw = Draw(luck, 2, rounds, 9)
    whole = draw.uniform(4, 5, 3)
    some = np.array([[3, 4, 5], [12, 13, 14]])  # two of five options of three each
    assert np.array_equal(draw.some(4, some), whole[[1, 4]])
    power = np.array([2, 0, 1, 2, 0, 1])
    mixed = Draw(luck, power, rounds, 9).uniform(4, 5)
    for each in range(3):
        assert np.array_equal(mixed[:, power == each], Draw(luck, each, rounds, 9).uniform(4, 5)[:, power == each])


def test_the_best_is_the_first_of_equals() -> None:
    values = np.random.default_rng(1).integers(0, 4, (6, 3, 50)).astype(float)
    assert np.array_equal(best_of(values), values.argmax(0))


def test_either_takes_what_it_takes_exactly() -> None:
    lots = np.random.default_rng(2)
    mask, yes, no = lots.random((4, 9)) > 0.5, lots.random((2, 4, 9)).astype(np.float32), np.float32(1e-8)
    assert np.array_equal(either(mask, yes, no), np.where(mask, yes, no))
