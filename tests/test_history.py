"""Histories played: crises, forced outcomes, luck, rounds, reads and readings."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from episodes import (
    CLAIMANT,
    CONTENT,
    EXAMPLE,
    EXPANSIONIST,
    FEARFUL,
    READINGS,
    WAR,
    A,
    D,
    F,
    G,
    R,
    S,
    Told,
    after,
    complaint,
    ends,
    rounds,
    strike,
    written,
)
from plays import SCENARIOS, played

from game import history as histories
from game.arrays import NOBODY
from game.history import History, Reading, load, play
from game.history.file import Reader
from game.match import Match
from game.orders import texts
from game.record import state_hash
from game.rules import audit
from game.schema import RoundTable
from game.state import Choice, Result, Stage, Step


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return partial(written, tmp_path / "mine.toml")


# ---- crises ---------------------------------------------------------------------------------------------


def test_help_goes_to_the_side_that_the_helped_is_on(told: Told) -> None:
    """FRA joins RUS, which joins SRB; GBR comes late for FRA; DEU waits and then stays out."""
    body = "; ".join(
        [
            strike("AUH", "SRB"),
            'crisis.SRB = "resist"',
            'crisis.RUS = "join SRB"',
            'crisis.FRA = "Join rus"',
            'crisis.GBR = "late FRA"',
            'crisis.DEU = "wait"',
        ]
    )
    episode = play(told(WAR + rounds(body)))
    table = ends(episode)
    assert [int(x) for x in table.side[:, 0]] == [NOBODY, NOBODY, S, NOBODY, S, S]
    assert [int(x) for x in table.joined_at[:, 0]] == [0, 0, 1, 0, 1, 2]
    assert (int(table.choice[D, 0]), int(table.chosen_at[D, 0])) == (Choice.STAY_OUT, 2)
    assert [s.before.stage for s in episode.steps] == [Stage.ORDERS, Stage.ANSWERS, Stage.HELP, Stage.HELP]


def test_help_may_go_to_a_striker(told: Told) -> None:
    table = ends(play(told(WAR + rounds(f'{strike("AUH", "SRB")}; crisis.DEU = "join AUH"; crisis.GBR = "join DEU"'))))
    assert (int(table.side[D, 0]), int(table.side[G, 0])) == (A, A)


@pytest.mark.parametrize(
    ("crisis", "why"),
    [
        ('crisis.FRA = "join RUS"', "RUS is in no battle of this round and joins none; in battle are AUH, SRB"),
        ('crisis.FRA = "late RUS"; crisis.RUS = "wait"', "RUS is in no battle"),
        ('crisis.FRA = "join RUS"; crisis.RUS = "join FRA"', "is in no battle"),
    ],
)
def test_help_that_leads_nowhere_is_refused(crisis: str, why: str, told: Told) -> None:
    line = complaint(WAR + rounds(f"{strike('AUH', 'SRB')}; {crisis}"), told)
    assert line.startswith(("round.1.crisis.FRA: ", "round.1.crisis.RUS: "))
    assert why in line


def test_what_is_not_asked_and_changes_nothing_is_let_pass(told: Told) -> None:
    idle = 'crisis.SRB = "resist"; crisis.GBR = "stay out"; crisis.FRA = "wait"'
    assert not ends(play(told(WAR + rounds(idle)))).battle.any()
    table = ends(play(told(WAR + rounds(f'{strike("AUH", "SRB")}; crisis.AUH = "resist"; crisis.SRB = "stay out"'))))
    assert table.battle[S, 0]


def test_a_yield_is_given_once_and_not_in_a_duel(told: Told) -> None:
    once = f'{strike("AUH", "SRB")}; crisis.SRB = "yield"'
    table = ends(play(told(WAR + rounds(once))))
    assert (int(table.province[S, 0]), int(table.battle[S, 0])) == (A, 0)
    line = complaint(WAR + rounds(once, once), told)
    assert line.startswith("round.2.crisis.SRB: SRB has given up a province before")
    line = complaint(WAR + rounds(f'{strike("AUH", "SRB")}; {strike("SRB", "AUH")}; crisis.SRB = "yield"'), told)
    assert line.startswith("round.1.crisis.SRB: SRB and AUH strike each other")


# ---- outcomes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("how", "result"), [("win", Result.WON), ("repulse", Result.REPULSED)])
@pytest.mark.parametrize("arms", ["swords = 20", "shields = 20"])
def test_a_battle_ends_as_told_whatever_the_margin(how: str, result: Result, arms: str, told: Told) -> None:
    text = WAR.replace("[powers.AUH]", f"[powers.AUH]\n{arms}").replace("[powers.SRB]", "[powers.SRB]\n" + arms)
    history = told(text + rounds(f'{strike("AUH", "SRB")}; outcome."AUH>SRB" = "{how}"'))
    for seed in range(20):
        episode = play(history, seed=seed)
        assert ends(episode).battle[S, 0] == result
        assert len(episode.forced) == 1


@pytest.mark.parametrize(
    ("pair", "how", "first"),
    [("AUH>SRB", "win", 1), ("AUH>SRB", "repulse", 0), ("SRB>AUH", "win", 0), ("SRB>AUH", "repulse", 1)],
)
def test_a_duel_ends_as_told_in_either_order(pair: str, how: str, first: bool, told: Told) -> None:
    """The first in table order, AUH, rolls; whoever is named wins or does not."""
    history = told(WAR + rounds(f'{strike("AUH", "SRB")}; {strike("SRB", "AUH")}; outcome."{pair}" = "{how}"'))
    for seed in range(20):
        episode = play(history, seed=seed)
        assert ends(episode).duel[A, S, 0] == (Result.WON if first else Result.REPULSED)
        assert len(episode.forced) == 1


def test_several_strikers_share_an_outcome(told: Told) -> None:
    both = f"{strike('AUH', 'SRB')}; {strike('DEU', 'SRB')}; "
    same = 'outcome."AUH>SRB" = "win"; outcome."DEU>SRB" = "win"'
    for told_of in (same, 'outcome."AUH>SRB" = "win"', 'outcome."DEU>SRB" = "win"'):
        history = told(WAR + rounds(both + told_of))
        assert all(ends(play(history, seed=seed)).battle[S, 0] == Result.WON for seed in range(8))
    line = complaint(WAR + rounds(both + 'outcome."AUH>SRB" = "win"; outcome."DEU>SRB" = "repulse"'), told)
    assert line.startswith("round.1.outcome.DEU>SRB: another line says that this battle ended otherwise")
    duel = f'{strike("AUH", "SRB")}; {strike("SRB", "AUH")}; outcome."AUH>SRB" = "win"; outcome."SRB>AUH" = "win"'
    assert "ended otherwise" in complaint(WAR + rounds(duel), told)


def test_who_fell_in_a_duel_is_not_attacked_again(told: Told) -> None:
    """An outcome of that attack cannot be; unless it was luck that the power fell."""
    three = f'{strike("AUH", "SRB")}; {strike("SRB", "AUH")}; {strike("DEU", "AUH")}; outcome."DEU>AUH" = "win"; '
    line = complaint(WAR + rounds(three + 'outcome."SRB>AUH" = "win"'), told)
    assert line.startswith("round.1.outcome.DEU>AUH: AUH has fallen before")
    assert ends(play(told(WAR + rounds(three + 'outcome."AUH>SRB" = "win"')))).battle[A, 0] == Result.WON
    history = told(WAR + rounds(three))
    assert {int(ends(play(history, seed=seed)).battle[A, 0]) for seed in range(20)} == {Result.NONE, Result.WON}


# ---- luck -----------------------------------------------------------------------------------------------

LUCKY = rounds(
    f'{strike("AUH", "SRB")}; orders.RUS = ["ally hand SRB"]',
    f'orders.SRB = ["build shield 1", "say accuse AUH"]; orders.RUS = ["ally hand SRB", "build sword 1"]; '
    f'{strike("AUH", "SRB")}; crisis.DEU = "join SRB"; outcome."AUH>SRB" = "repulse"',
)


def test_what_luck_forbids_is_not_ordered(told: Told) -> None:
    """SRB falls by unforced dice in some games; then its building, the hand to it and the next strike fall away."""
    history = told(WAR + LUCKY)
    fates = set()
    for seed in range(20):
        episode = play(history, seed=seed)
        fell = bool(ends(episode, 1).battle[S, 0] == Result.WON)
        table = ends(episode, 2)
        fates.add(fell)
        assert table.said[S, A, 0], "an exile still talks"
        assert int(table.built[S, 0]) == int(not fell)
        assert table.built[R, 0] == 1
        assert int(table.battle[S, 0]) == (Result.NONE if fell else Result.REPULSED)
        assert int(table.choice[D, 0]) == (Choice.NONE if fell else Choice.JOIN)
        assert int(after(episode).table.round[0]) == 2
    assert fates == {True, False}


def test_what_the_file_itself_forbids_is_refused(told: Told) -> None:
    lost = rounds(
        f'{strike("AUH", "SRB")}; outcome."AUH>SRB" = "win"', 'orders.SRB = ["say peace AUH", "build shield 1"]'
    )
    line = complaint(WAR + lost, told)
    assert line.startswith("round.2.orders.SRB: 'build shield 1': an exile can talk")
    line = complaint(WAR + LUCKY.replace("build sword 1", "build sword 4"), told)
    assert line.startswith("round.2.orders.RUS: 'build sword 4': at most 3 arms")
    assert line.endswith("perhaps say how it ended")


def test_the_same_seed_plays_the_same_and_forced_dice_hold(told: Told) -> None:
    history = told(WAR + LUCKY)

    def hashes(seed: int) -> list[str]:
        return [state_hash(step.after) for step in play(history, seed=seed).steps]

    assert hashes(4) == hashes(4)
    assert len({tuple(hashes(seed)) for seed in range(6)}) > 1


# ---- rounds and reads -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "count", "public"),
    [("", 2, (6, 7)), ("", 9, (13, 13)), ("rounds = [6, 8]", 4, (8, 8)), ("rounds = [2, 3]", 5, (9, 9))],
)
def test_a_history_plays_exactly_its_rounds(given: str, count: int, public: tuple[int, int], told: Told) -> None:
    """And its states expect at least four more, or the public range, whichever is longer."""
    history = told(WAR.replace("[world]", "[world]\n" + given) + rounds(*[""] * count))
    assert history.scenario.world.rounds == public
    episode = play(history)
    assert len(episode.steps) == count
    assert [bool(step.after.table.over[0]) for step in episode.steps] == [False] * (count - 1) + [True]
    assert all(audit(episode.scenario, step.after) == [] for step in episode.steps)


def test_reads_are_kept_by_round_viewer_and_rival(told: Told) -> None:
    history = told(WAR + rounds('reads."FRA>DEU" = 1', 'reads."DEU>FRA" = 0.25; reads."FRA>DEU" = 0'))
    assert play(history).reads == {(1, F, D): 1.0, (2, D, F): 0.25, (2, F, D): 0.0}


# ---- readings -------------------------------------------------------------------------------------------


def test_an_alternative_replaces_the_cards_it_names(told: Told) -> None:
    history = told(WAR + READINGS + rounds("", strike("AUH", "RUS"), strike("AUH", "SRB")))
    none = (CONTENT, NOBODY)
    assert history.main.cards == (none, none, none, (FEARFUL, NOBODY), (EXPANSIONIST, NOBODY), none)
    first, second = history.alternatives
    assert first.cards == ((CLAIMANT, R), none, none, (CLAIMANT, G), (EXPANSIONIST, NOBODY), none)
    assert second.cards == history.main.cards
    assert second.wanted == {"spiral": "high", "chain_ganging": None, "buck_passing": None}
    for reading in history.readings:
        desk = play(history, reading).steps[0].before.desk
        assert tuple(zip(desk.intent[:, 0].tolist(), desk.target[:, 0].tolist(), strict=True)) == reading.cards


def test_a_claimant_that_strikes_nobody_draws_its_target_always_alike(told: Told) -> None:
    history = told(
        EXAMPLE.replace('AAA = "fearful"', 'AAA = "fearful"\nCCC = "claimant"', 1).replace('CCC = "content"\n', "", 1)
    )
    assert history.main.cards[2] == (CLAIMANT, 0), "the only neighbour"
    text = WAR + '[intents]\nGBR = "claimant"\n' + rounds("")
    (target,) = {told(text).main.cards[G][1] for _ in range(3)}
    assert target in (A, S, R, D, F)
    assert {int(play(told(text), seed=seed).steps[0].before.desk.target[G, 0]) for seed in range(5)} == {target}


# ---- the box --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", histories.names())
def test_every_history_of_the_box_can_be_played(name: str) -> None:
    history = load(name)
    for reading in history.readings:
        for seed in range(5):
            episode = play(history, reading, seed)
            assert int(after(episode).table.round[0]) == len(history.rounds)
            assert all(audit(episode.scenario, step.after) == [] for step in episode.steps)


# ---- any game -------------------------------------------------------------------------------------------


def retold(match: Match, steps: list[Step], forced: bool) -> History:
    """The first steps of a game as its history, with the outcomes told or left to the same dice."""
    world = match.scenario.world
    codes = world.codes
    tables: list[dict[str, dict[str, Any]]] = []
    for step in steps:
        rows = {codes[i]: step.orders.of(int(i)) for i in np.flatnonzero(step.before.table.asked[:, 0])}
        lines = {code: texts(world, row) for code, row in rows.items()}
        if step.before.stage is Stage.ORDERS:
            tables.append({"orders": lines, "crisis": {}, "outcome": {}})
        for code, said in lines.items() if step.before.stage is not Stage.ORDERS else ():
            word = said[0] if said else "stay out"
            if step.before.table.wave[0] and word != "stay out":
                word = word.replace("join", "late")
            elif step.before.table.wave[0]:
                word = tables[-1]["crisis"][code]
            tables[-1]["crisis"][code] = word
        done = step.after.table
        for i, target in enumerate(done.strike[:, 0] if forced else ()):
            key = f"{codes[i]}>{codes[target]}"
            if target != NOBODY and done.battle[target, 0]:
                tables[-1]["outcome"][key] = "win" if done.battle[target, 0] == Result.WON else "repulse"
            elif target != NOBODY and done.duel[i, target, 0]:
                tables[-1]["outcome"][key] = "win" if done.duel[i, target, 0] == Result.WON else "repulse"
    read = [Reader(world, "here").round(RoundTable.model_validate(t)) for t in tables]
    desk = match.state.desk
    cards = tuple(zip(desk.intent[:, 0].tolist(), desk.target[:, 0].tolist(), strict=True))
    return History(Path("here"), match.scenario, tuple(read), Reading("", cards, {}, ()), ())


def tellable(match: Match) -> list[Step]:
    """The steps before the round in which a power is asked again after staying out: a file cannot tell of that."""
    rounds_of_it = [
        int(step.before.table.round[0])
        for step in match.steps
        if step.before.table.wave[0] and (step.before.table.choice[step.before.table.asked] == Choice.STAY_OUT).any()
    ]
    return [step for step in match.steps if step.before.table.round[0] < min(rounds_of_it, default=99)]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_any_game_can_be_told_as_a_history(scenario: str) -> None:
    """State for state, be its outcomes told or left to the same dice; but for the last, where one may go on."""
    for seed in range(3):
        match = played(scenario, seed)
        steps = tellable(match)
        for forced in (False, True):
            episode = play(retold(match, steps, forced), seed=seed)
            assert len(episode.steps) == len(steps)
            for mine, its in zip(episode.steps[:-1], steps[:-1], strict=True):
                same = {
                    name: np.array_equal(array, its.after.arrays()[name]) for name, array in mine.after.arrays().items()
                }
                assert [name for name, equal in same.items() if not equal] in ([], ["vault.last_round"])
