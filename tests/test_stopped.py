"""A game that the host stops when time is up: what counts, what it is scored by, and how it can be gone on with."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.classroom.session import gather
from game.debrief.of_record import recorded
from game.debrief.tell import tell
from game.files import BadInput
from game.match import Match
from game.record import RecordedMatch, branch, replay, resume
from game.rules import audit, par, totals
from game.scenario import load
from game.sitting import Sitting

WAR = (["build sword 2"], ["build shield 1", "say peace ALD"])


def sitting(path: Path, computers: int = 0, scenario: str = "first-lesson") -> Sitting:
    box = load(scenario)
    seats = ["person"] * (box.world.n - computers) + ["hold"] * computers
    return Sitting.new(box, seats, seed=3, path=path)


def play(at: Sitting, *rounds: tuple[list[str], ...]) -> None:
    for sheets in rounds:
        for power, lines in zip(at.people(), sheets, strict=True):
            at.seal(power, lines)
        at.settle()
        at.advance()


def arms(match: Match) -> list[int]:
    return [int(x) for x in match.state.table.arms[:, 0]]


def test_between_two_rounds_the_last_one_was_the_last(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    table = sitting(path)
    play(table, WAR)
    opened = arms(table.match)
    table.keep(0, ["build sword 1"])  # a draft
    table.match.speak(1, "One moment!")
    table.stop()
    assert (table.over, table.round, table.match.stopped) == (True, 1, True)
    assert arms(table.match) == opened
    assert table.match.spoken == []
    assert audit(table.match.scenario, table.match.state) == []
    done = replay(path, strict=True)
    assert (done.problem, done.ended, done.match.round) == (None, True, 1)
    assert arms(done.match) == opened


def test_what_is_sealed_counts_and_whoever_has_not_sealed_orders_nothing(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    table = sitting(path)
    before = arms(table.match)
    table.seal(0, ["build sword 2"])
    table.keep(1, ["build shield 2"])
    table.stop()
    assert (table.over, table.round) == (True, 1)
    assert [now - was for now, was in zip(arms(table.match), before, strict=True)] == [2, 0]
    assert replay(path, strict=True).ended


def test_a_crisis_is_decided_by_those_who_have_and_ends_the_round(tmp_path: Path) -> None:
    table = sitting(tmp_path / "game.jsonl")
    play(table, (["stance mobilise"], []))
    play(table, (["stance strike BRE"], []))
    assert table.stage_name == "answers"
    table.stop()
    assert (table.over, table.round) == (True, 2)
    assert int(table.match.state.table.battle[1, 0]) > 0, "who has not decided resists"


def test_nothing_played_and_nothing_sealed_cannot_be_stopped(tmp_path: Path) -> None:
    table = sitting(tmp_path / "game.jsonl", computers=1)
    assert not table.may_stop
    with pytest.raises(ValueError, match="between two rounds"):
        table.stop()
    assert not table.over


def test_pars_are_in_proportion_to_the_rounds_played(tmp_path: Path) -> None:
    table = sitting(tmp_path / "game.jsonl")
    play(table, WAR, ([], []))
    table.stop()
    match = table.match
    assert match.scenario.world.rounds[0] == 3
    full = [int(match.scenario.world.par[card, i, 0]) for i, card in enumerate(match.state.desk.intent[:, 0])]
    assert [int(x) for x in par(match.scenario, match.state)[:, 0]] == [round(x * 2 / 3) for x in full]


def test_it_is_debriefed_as_far_as_it_was_played(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    table = sitting(path, computers=3, scenario="base")
    play(table, *[(["build sword 1"], [])] * 2)
    table.stop()
    told = recorded(path, 8, 1)
    assert (told.rounds, told.stopped) == (2, True)
    assert told.played in " ".join(tell(told)[0].lines)
    points = totals(table.match.state)[:, 0]
    assert {card.power: card.points for card in told.cards} == {
        power.code: int(points[i]) for i, power in enumerate(table.world.powers)
    }
    assert all(card.par < 13 for card in told.cards), "pars of five rounds would be out of reach"


def test_it_stands_beside_the_tables_that_were_played_to_their_end(tmp_path: Path) -> None:
    for name, rounds in (("whole", 3), ("short", 2)):
        table = sitting(tmp_path / f"{name}.jsonl")
        play(table, *[WAR] * rounds)
        if not table.over:
            table.stop()
    session = gather(tmp_path, 2, 1, 1)
    assert session.left_out == ()
    assert sorted((one.debrief.rounds, one.debrief.stopped) for one in session.tables) == [(2, True), (3, False)]


def test_the_next_lesson_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    table = sitting(path)
    play(table, WAR)
    table.stop()
    kept = path.read_bytes()
    first = resume(path)
    assert first.over
    again = branch(first, 2, tmp_path / "again.jsonl")
    assert (again.round, again.over, arms(again)) == (2, False, arms(first))
    with pytest.raises(BadInput, match="rounds 1 to 2"):
        branch(first, 3)
    assert path.read_bytes() == kept


def test_a_record_cut_after_the_stop_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    table = sitting(path)
    play(table, WAR)
    table.stop()
    whole = path.read_bytes()
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    mended: RecordedMatch = resume(path)
    assert mended.over
    assert path.read_bytes() == whole
