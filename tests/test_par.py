"""Points to reach: set where half of the games reach them, and reported on others."""

from __future__ import annotations

import tomllib
from typing import Any

import numpy as np
import pytest

from game.arrays import Array
from game.crew import ALONE
from game.files import CheckFailed
from game.lab import balance, par
from game.lab.par import Games, Line
from game.scenario import INTENTS, Intent, load, names

SHORT = "first-lesson"  # two powers, three rounds


def some(points: Array, rounds: Array, card: Intent = Intent.CONTENT) -> Games:
    """Games in which all seats hold a card."""
    return Games(points, np.full(points.shape, int(card)), rounds)


def luck(seats: int, games: int, seed: int = 1) -> tuple[Array, Array]:
    """Points that rise by four a round, and lengths of five to seven rounds."""
    draw = np.random.default_rng(seed)
    rounds = draw.choice([5, 6, 7], games, p=[1 / 3, 4 / 9, 2 / 9])
    return np.rint(draw.normal(0, 6, (seats, games)) + 4 * rounds).astype(int), rounds


# ---- setting them ---------------------------------------------------------------------------------------


def test_half_of_the_games_reach_par_at_every_length() -> None:
    box = load("base")
    points, rounds = luck(5, 3000)
    table = par.pars(box, [some(points, rounds)])
    assert set(table) == set(box.world.codes)
    assert all(set(row) == {"content"} for row in table.values())
    assert len({tuple(row["content"]) for row in table.values()}) == 1  # a symmetric map: one par for all seats
    assert table["ALD"]["content"] == pytest.approx([20, 24, 28], abs=1)
    fresh = some(*luck(5, 3000, seed=2))
    assert par.won(box, table, fresh).mean() == pytest.approx(0.5, abs=0.04)


def test_uneven_seats_have_pars_of_their_own() -> None:
    box = load("naval-race")
    points, rounds = luck(4, 2000)
    table = par.pars(box, [some(points + np.array([[0], [10], [20], [30]]), rounds + 1)])
    level = [row["content"][0] for row in table.values()]
    assert level == pytest.approx([20, 30, 40, 50], abs=2)


def test_lumps_are_balanced_over_seats() -> None:
    """Seven games in ten end on 10 points, the others on 0: no par has half of them; among seats they are mixed."""
    box = load("naval-race")
    points = np.tile(np.where(np.arange(1000) % 10 < 7, 10, 0), (4, 1))
    points[:, ::20] = 20  # and one in twenty on more
    games = some(points, np.repeat([6, 7, 8, 7], 250))
    table = par.pars(box, [games])
    reached = par.won(box, table, games)
    assert len({tuple(row["content"]) for row in table.values()}) > 1
    assert abs(reached.mean() - 0.5) < 0.12


def test_pars_do_not_fall_with_the_rounds() -> None:
    box = load("base")
    points, rounds = luck(5, 2000)
    table = par.pars(box, [some(points - 9 * rounds, rounds)])
    assert all(np.diff(row["content"]).min() >= 0 for row in table.values())
    assert par.won(box, table, some(points - 9 * rounds, rounds)).mean() == pytest.approx(0.5, abs=0.05)


def test_thin_cells_borrow_from_their_neighbours() -> None:
    """Of games of seven rounds there are three, all dreadful; their par is that of six, and a round more."""
    box = load("base")
    points, rounds = luck(5, 900)
    keep = (rounds < 7) | (np.arange(900) < 3)
    points, rounds = points[:, keep].copy(), rounds[keep].copy()
    rounds[:3], points[:, :3] = 7, -30
    points[:, (rounds == 7)] = -30
    rounds[3:] = np.minimum(rounds[3:], 6)
    seat = Games(points[:1], np.full((1, len(rounds)), 0), rounds)
    cells = par._cells([seat.points[0]], [rounds], np.array([5, 6, 7]))
    assert (rounds == 7).sum() < par.THIN
    assert len(cells[2][0]) == len(rounds)  # all of them
    assert np.median(cells[2][0]) > np.median(cells[1][0]) - 1
    assert par.pars(box, [some(points[:, 3:], rounds[3:])])["ALD"]["content"][2] > 20


def test_cards_that_are_hardly_dealt_have_no_par_of_their_own() -> None:
    box = load("naval-race")
    points, rounds = luck(4, 1000)
    games = some(points, rounds + 1)
    games.intent[0, : par.RARE - 1] = Intent.CLAIMANT
    games.intent[1, : par.RARE] = Intent.CLAIMANT
    table = par.pars(box, [games])
    assert [code for code, row in table.items() if "claimant" in row] == [box.world.codes[1]]
    assert par.pars(box, [Games(points, np.full(points.shape, 0), rounds + 1)]).keys() == set(box.world.codes)


def test_the_deal_of_the_scenario_counts_too() -> None:
    """A seat that does better in it has a par between: neither deal's holders always reach it, or never."""
    box = load("naval-race")
    points, rounds = luck(4, 1500)
    better = points.copy()
    better[0] += 6
    both = [some(points, rounds + 1), some(better, rounds + 1)]
    table = par.pars(box, both)
    for games in both:
        assert par.LOW < par.won(box, table, games).mean() < par.HIGH


def test_choices_lie_between_what_games_ended_on() -> None:
    found = par._choices(np.array([10, 10, 20, 20]))
    assert found[0] == 15  # half of them
    assert sorted(found) == [10, 15, 21]  # all, half, none
    assert len(par._choices(np.arange(100))) == par.CHOICES


def test_a_settled_card_cannot_be_bettered_by_one_cell() -> None:
    points, rounds = luck(3, 400)
    games = some(points, rounds)
    lines: list[Line] = [line for i in range(3) if (line := par._line((5, 7), [games], [i], 0))]
    par._settle(lines)
    before = [line.at.copy() for line in lines]
    par._settle(lines)
    assert all((a == line.at).all() for a, line in zip(before, lines, strict=True))
    total = sum(int(line.chosen.sum()) for line in lines) / (3 * 400)
    assert total == pytest.approx(0.5, abs=0.01)


# ---- reporting ------------------------------------------------------------------------------------------


def test_shares_are_of_seats_with_games_as_units() -> None:
    hits, of = np.array([2, 0, 1, 0]), np.array([2, 2, 1, 0])
    share, (low, high) = par._share(hits, of)
    assert share == 3 / 5
    half = 1.959964 * np.sqrt(((hits - share * of) ** 2).sum()) / 5
    assert (low, high) == pytest.approx((max(0, share - half), min(1, share + half)))


def test_a_card_outside_its_bounds_is_flagged() -> None:
    games = some(np.zeros((2, 10), int), np.full(10, 3))
    reached = np.zeros((2, 10), bool)
    (row,) = par.by_card(SHORT, "random", games, reached)
    assert (row["card"], row["dealt"], row["share"], row["good"]) == ("content", 20, 0.0, False)
    reached[0] = True
    (row,) = par.by_card(SHORT, "random", games, reached)
    assert (row["share"], row["good"]) == (0.5, True)


def test_a_better_seat_is_seen() -> None:
    box, draw = load(SHORT), np.random.default_rng(3)
    points = draw.integers(0, 20, (2, 500))
    games = some(points, np.full(500, 3))
    level = par.by_seat(box, games, points >= 10, 4)
    assert [row["alike"] for row in level] == [True] * 4
    games = some(points + np.array([[4], [0]]), np.full(500, 3))
    assert not all(row["alike"] for row in par.by_seat(box, games, games.points >= 10, 4))


# ---- the command ----------------------------------------------------------------------------------------


def test_batches_cover_every_game_once_on_both_seeds() -> None:
    todo = par.jobs(["base", "july-1914"], 2000, (7, 8))
    assert {job[:3] for job in todo} == {
        (name, deal, seed)
        for name, deals in (("base", ["random"]), ("july-1914", ["random", "default"]))
        for deal in deals
        for seed in (7, 8)
    }
    for key in {job[:3] for job in todo}:
        covered = [k for job in todo if job[:3] == key for k in range(job[3], job[3] + job[4])]
        assert sorted(covered) == list(range(2000))


def test_the_command_sets_on_one_seed_and_reports_on_the_next(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the games that `simulate` would play, and no file is touched unless asked."""
    monkeypatch.setattr(par, "names", lambda: [SHORT])
    seen: list[Any] = []
    try:
        par.main(120, 5, crew=ALONE, as_json=True, write=False, document=seen.append)
    except CheckFailed as error:  # few games
        assert SHORT in str(error)
    (found,) = seen
    assert (found["seed"], found["fresh_seed"], found["games"], found["player"]) == (5, 6, 120, "blueprint")
    box, (set_on, told_on) = load(SHORT), (par._play((SHORT, "random", seed, 0, 120)) for seed in (5, 6))
    table = par.pars(box, [set_on])
    reached = par.won(box, table, told_on)
    for row in found["cards"]:
        held = told_on.intent == INTENTS.index(row["card"])
        assert row["dealt"] == held.sum()
        assert row["share"] == pytest.approx(reached[held].mean())
    assert {row["seat"] for row in found["seats"]} == set(box.world.codes)
    assert "OUTSIDE" not in capsys.readouterr().out  # a document, and nothing else


def test_the_text_of_par_toml_is_read_again() -> None:
    def table(name: str) -> par.Table:
        world = load(name).world
        lengths = range(world.rounds[0], world.rounds[1] + 1)
        return {
            code: {card: [seat + x for x in lengths] for card in balance.CARDS} for seat, code in enumerate(world.codes)
        }

    wanted = [*balance.WORLDS, "naval-race"]
    text = par.par_toml({name: table(name) for name in wanted}, 400, 1)
    tables: dict[str, Any] = tomllib.loads(text)
    assert "400 games a deal, seed 1" in text
    assert list(tables["world"]) == list(INTENTS)
    assert list(tables["scenario"]) == wanted
    assert [row["content"][0] for row in tables["scenario"]["naval-race"].values()] == [6, 7, 8, 9]
    assert tables["world"]["content"] == [6, 6, 6]


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_every_card_of_the_box_can_be_won_and_lost(name: str) -> None:
    """The pars as shipped, in 2,000 games of blueprint players: 35% to 65% of the holders reach them."""
    box = load(name)
    for deal in dict.fromkeys(("random", box.default_deal)):
        games = par._play((name, deal, 777, 0, 2000))
        bad = [row for row in par.by_card(name, deal, games, par.won(box, {}, games)) if not row["good"]]
        assert bad == []
