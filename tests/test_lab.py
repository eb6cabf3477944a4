"""The lab: intervals that are right, sums that are what numpy says, and measurements that measure."""

from __future__ import annotations

import gc
import math
import tracemalloc

import numpy as np
import pytest

from game import match, stats
from game.chance import Chance, Draw
from game.lab import balance, bench, simulate
from game.match import Results, play_batch
from game.players import PLAYERS, Player, moves, player
from game.players.moves import MOVES, YIELDS
from game.scenario import INTENTS, Scenario, load, names

# ---- intervals ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3: Wilson without continuity correction
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_shares_have_wilson_intervals(hits: int, n: int, low: float, high: float) -> None:
    share, ci = stats.share(hits, n)
    assert share == hits / n
    assert ci == pytest.approx((low, high), abs=5e-5)
    assert stats.share(n - hits, n)[1] == pytest.approx((1 - high, 1 - low), abs=5e-5)


def test_a_share_of_nothing_is_anything() -> None:
    share, ci = stats.share(0, 0)
    assert math.isnan(share)
    assert ci == (0.0, 1.0)


def test_means_have_normal_intervals() -> None:
    value, (low, high) = stats.mean(np.array([1.0, 2.0, 3.0, 4.0]))
    half = 1.959964 * math.sqrt(5 / 3) / 2
    assert (value, low, high) == pytest.approx((2.5, 2.5 - half, 2.5 + half))
    wider = stats.mean(np.array([1.0, 2.0, 3.0, 4.0]), z=3.0)[1]
    assert wider[1] - wider[0] == pytest.approx((high - low) * 3 / 1.959964)
    assert stats.mean(np.array([7.0])) == (7.0, (-math.inf, math.inf))


@pytest.mark.parametrize(("comparisons", "z"), [(1, 1.959964), (2, 2.241403), (5, 2.575829), (10, 2.807034)])
def test_simultaneous_intervals_are_bonferroni_s(comparisons: int, z: float) -> None:
    assert stats.simultaneous(comparisons) == pytest.approx(z, abs=1e-6)


def test_intervals_hold_what_they_promise() -> None:
    """Of 2,000 samples about 95% of the intervals hold the true mean and the true share."""
    draw = np.random.default_rng(1)
    means = [stats.mean(draw.normal(3.0, 2.0, 50))[1] for _ in range(2000)]
    shares = [stats.share(int(draw.binomial(60, 0.1)), 60)[1] for _ in range(2000)]
    assert np.mean([low <= 3.0 <= high for low, high in means]) == pytest.approx(0.95, abs=0.015)
    assert np.mean([low <= 0.1 <= high for low, high in shares]) == pytest.approx(0.95, abs=0.025)


def test_a_running_sum_is_what_numpy_says() -> None:
    values = np.random.default_rng(2).integers(-9, 30, 1000).astype(np.int32)
    total = stats.Sum()
    assert math.isnan(total.mean)
    assert total.ci == (-math.inf, math.inf)
    for part in np.split(values, [1, 7, 300]):
        total.add(part)
    value, ci = stats.mean(values.astype(float))
    assert total.n == 1000
    assert total.mean == pytest.approx(value)
    assert total.ci == pytest.approx(ci)
    same = stats.Sum()
    same.add(np.full(10, 0.1))
    assert same.ci == pytest.approx((0.1, 0.1))  # no root of a negative variance


# ---- simulate -------------------------------------------------------------------------------------------

SEATS = ["rules", "random", "always:sword-strike", "hold", "rules"]


def test_the_summary_is_the_games(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every figure, worked out anew from the results of all games at once."""
    monkeypatch.setattr(simulate, "BATCH", 16)
    box, told = load("base"), list[int]()
    found = simulate.simulate(box, SEATS, 40, 6, progress=told.append)
    assert told == [16, 32, 40]
    games = Results.join(list(play_batch(box, SEATS, 40, 6)))
    assert found["games"] == 40
    assert (found["scenario"], found["deal"], found["seed"], found["players"]) == ("base", "random", 6, SEATS)
    assert found["war_rate"] == (games.wars > 0).mean()
    assert found["war_rate"] > 0
    assert found["war_ci"] == stats.share(int((games.wars > 0).sum()), 40)[1]
    for name, values in (
        ("rounds", games.rounds),
        ("battles", games.wars),
        ("yields", games.yields),
        ("arms", games.arms),
        ("butter", games.butter.sum(0)),
    ):
        assert found[name] == pytest.approx(values.mean()), name
    for i, code in enumerate(box.world.codes):
        row = found["powers"][code]
        assert row["win_rate"] == (games.points[i] >= games.par[i]).mean()
        assert row["ci"] == stats.share(int(games.won[i].sum()), 40)[1]
        assert row["conquered_rate"] == games.conquered[i].mean()
        assert row["points"] == pytest.approx(games.points[i].mean())
        assert row["points_ci"] == pytest.approx(stats.mean(games.points[i].astype(float))[1])
    assert set(found["cards"]) == {INTENTS[card] for card in np.unique(games.intent)}
    for name, card in found["cards"].items():
        dealt = games.intent == INTENTS.index(name)
        assert card["dealt"] == dealt.sum()
        assert card["points"] == pytest.approx(games.points[dealt].mean())
        assert card["win_rate"] == pytest.approx(games.won[dealt].mean())


def test_one_player_sits_in_all_seats() -> None:
    box = load("first-lesson")
    one, two = (simulate.simulate(box, seats, 20, 3) for seats in (["rules"], ["rules", "rules"]))
    for found in (one, two):
        del found["seconds"], found["players"]
    assert one == two


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_games(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches leave nothing behind but sums: neither at the peak nor, more sharply, after each of them."""
    box, size = load("first-lesson"), 16
    monkeypatch.setattr(simulate, "BATCH", size)
    simulate.simulate(box, ["rules"], 30 * size, 1)  # fills what is kept for good
    left: dict[int, int] = {}
    peaks: dict[int, int] = {}
    tracemalloc.start()
    try:
        for batches in (2, 4):
            gc.collect()
            tracemalloc.reset_peak()
            simulate.simulate(box, ["rules"], batches * size, 2)
            peaks[batches] = tracemalloc.get_traced_memory()[1]

        def note(done: int) -> None:
            if done in (10 * size, 30 * size):
                gc.collect()
                left[done] = tracemalloc.get_traced_memory()[0]

        simulate.simulate(box, ["rules"], 30 * size, 3, progress=note)
    finally:
        tracemalloc.stop()
    assert peaks[4] < 1.2 * peaks[2] + 20_000
    kept = sum(array.nbytes for array in vars(next(play_batch(box, ["rules"], size, 1))).values())
    assert kept > 500
    assert left[30 * size] - left[10 * size] < 20 * kept / 4, "the results of every batch seem to be kept"


# ---- bench ----------------------------------------------------------------------------------------------


def test_bench_gives_the_promised_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "BATCH", 16)
    monkeypatch.setattr(bench, "REPLICATES", 4)
    monkeypatch.setattr(bench, "WINDOWS", 1)
    monkeypatch.setattr(bench, "REVEALS", 1)
    told: list[str] = []
    figures = bench.bench(told.append)
    assert told == list(bench.MEASURES)
    promised = {"step_batch_turns_per_s", "full_batch_turns_per_s", "step_single_ms", "replay_ms", "record_kb"}
    promised |= {"debrief_s", "import_s", "first_frame_s", "ui_fps", "ui_rss_mb", "thinking_frame_p95_ms"}
    assert promised <= set(figures)
    assert all(isinstance(value, float) and value > 0 for value in figures.values())
    assert figures["record_kb"] < 10  # the one figure that is not a time


# ---- the search for balance -----------------------------------------------------------------------------


def test_the_policies_are_all_constants_and_two_step_cycles() -> None:
    found, count = balance.policies(), len(MOVES) - 1  # without works
    assert len(found) == len(set(found)) == 2 * count + 2 * count * (count - 1)
    assert {"always:shield1", f"always:butter{YIELDS}", "cycle:shield1/butter"} <= set(found)
    for name in found[:: len(found) // 25]:
        assert player(name).name == name


def test_a_lottery_plays_each_policy_as_if_it_had_been_seated(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the game that drew it, every policy has the points it would have there by itself."""
    monkeypatch.setattr(match, "BATCH", 50)
    box = balance.fixed_seat(load("base"), "expansionist")
    drawn = ["always:sword-strike", f"cycle:mobilise{YIELDS}/sword-strike{YIELDS}", "always:hands"]
    who = Player("lottery", "", moves.lottery([name.partition(":")[2].split("/") for name in drawn]))
    together = balance._points(box, who, 120, 9)
    luck = Draw(Chance(9, 120).players, 0, np.zeros(120, np.int64), 0)
    which = moves.drawn(luck, len(drawn))
    assert np.bincount(which, minlength=3).min() > 20
    for k, name in enumerate(drawn):
        alone = balance._points(box, player(name), 120, 9)
        for field in ("points", "arms", "rounds", "conquered"):
            mixed, single = (getattr(results, field)[..., which == k] for results in (together, alone))
            assert np.array_equal(mixed, single), (name, field)


def test_the_best_of_the_lottery_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Content power at peace with `hold` does best that spends nothing, and worst that spends most."""
    dull = ["always:sword3", "always:shield1", "always:butter", "always:shield3", "always:shield2"]
    monkeypatch.setattr(balance, "policies", lambda: dull)
    monkeypatch.setattr(balance, "FINALISTS", 3)
    monkeypatch.setitem(PLAYERS, "rules", PLAYERS["hold"])
    box = balance.fixed_seat(load("first-lesson"), "content")
    assert balance._promising(box, 30, 7) == ["always:butter", "always:shield1", "always:shield2"]


def test_the_search_chooses_on_some_seeds_and_reports_on_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the best of many would look better than it is."""
    dull = ["always:butter", "always:sword3", f"always:shield1{YIELDS}"]
    monkeypatch.setattr(balance, "policies", lambda: dull)
    asked: list[tuple[str, int, range]] = []
    points = balance._points

    def noted(box: Scenario, who: Player, games: int, seed: int, first: int = 0) -> Results:
        asked.append((who.name, seed, range(first, first + games)))
        return points(box, who, games, seed, first)

    monkeypatch.setattr(balance, "_points", noted)
    cell = balance.search("first-lesson", "content", 96, 50, comparisons=20)
    chosen = [entry for entry in asked if entry[1] == 50]
    reported = [entry for entry in asked if entry[1] == 51]
    assert len(chosen) + len(reported) == len(asked)
    assert [name for name, _, _ in chosen[:1]] == ["lottery"]
    assert {name for name, _, _ in chosen[1:]} == set(dull)
    assert [name for name, _, _ in reported] == ["rules", cell.policy]
    assert {games for _, _, games in reported} == {range(96)}
    first = set(chosen[0][2])
    assert len(first) == balance.TRIALS * len(dull)
    for name, _, games in chosen[1:]:
        assert not first & set(games), f"{name} is compared in games that let it in"
    assert cell.policy in dull

    box = balance.fixed_seat(load("first-lesson"), "content")
    rules, best = (points(box, player(name), 96, 51) for name in ("rules", cell.policy))
    assert (rules.intent[0] == INTENTS.index("content")).all()
    assert len(np.unique(rules.intent[1])) > 1  # the others draw
    assert cell.rules == pytest.approx(rules.points[0].mean())
    assert cell.points == pytest.approx(best.points[0].mean())
    assert cell.edge == pytest.approx(cell.points - cell.rules)
    expected = stats.mean((best.points[0] - rules.points[0]).astype(float), stats.simultaneous(20))[1]
    assert cell.edge_ci == pytest.approx(expected)
    assert cell.reaches_par == pytest.approx(rules.won[0].mean())
    assert cell.beaten == (cell.edge_ci[0] > 0)


def test_symmetric_worlds() -> None:
    level = {name for name in names() if balance.symmetric(load(name))}
    assert level == {"base", "first-lesson", "six-powers", *(name for name in names() if name.startswith("world-"))}


def changed(text: str) -> Scenario:
    from pathlib import Path

    from game.scenario import parse

    return parse(text, Path("mine.toml"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tokens = 5", "tokens = 6"),
        ("swords = 3", "swords = 4"),
        ("shields = 3", "shields = 2"),
        ('between = ["EST", "ALD"]', 'between = ["EST", "BRE"]'),
        ("# --- The courts", '[[world.barrier]]\nbetween = ["ALD", "BRE"]\narms = 2\n# --- The courts'),
        ("# --- The courts", '[[world.projection]]\nfrom = "ALD"\nto = "COR"\nshare = 1.0\n# --- The courts'),
        ("modules = []", 'modules = ["surprise"]'),
    ],
)
def test_one_difference_makes_a_world_uneven(old: str, new: str) -> None:
    text = load("base").text
    assert old in text
    text = text.replace(old, new, 1)
    if "surprise" in new:
        text = text.replace('name = "Brennia"', 'name = "Brennia"\nsurprise = true', 1)
    assert not balance.symmetric(changed(text))


def test_seats_are_compared_with_their_table() -> None:
    rows = balance.seats_alike(load("first-lesson"), 60, 2)
    games = Results.join(list(play_batch(load("first-lesson"), ["rules"], 60, 2)))
    assert [row["seat"] for row in rows] == ["ALD", "BRE"]
    assert rows[0]["off"] == pytest.approx(-rows[1]["off"])
    assert rows[0]["off"] == pytest.approx((games.points[0] - games.points.mean(0)).mean())


# ---- long runs ------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_no_seat_of_the_base_world_is_better_and_war_is_neither_rare_nor_sure() -> None:
    box = load("base")
    rows = balance.seats_alike(box, 2000, 31)
    assert [row for row in rows if not row["alike"]] == []
    found = simulate.simulate(box, [PLAYERS["rules"]], 2000, 31)
    assert 0.25 < found["war_rate"] < 0.60


@pytest.mark.slow
def test_offence_brings_more_war_than_defence() -> None:
    rates = {
        name: simulate.simulate(load(name), ["rules"], 1000, 32)["war_rate"]
        for name in balance.WORLDS
        if name != "base"
    }
    offence, defence = ([rate for name, rate in rates.items() if side in name] for side in ("offence", "defence"))
    assert np.mean(offence) > np.mean(defence), rates
