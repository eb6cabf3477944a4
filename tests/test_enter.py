"""Slips of a game that was played on paper, typed in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from game.classroom.enter import Back, anew, begin, enter, read_card
from game.classroom.exercise import load
from game.classroom.folder import of_today
from game.cli import run
from game.debrief import recorded
from game.files import BadInput
from game.record import RecordedMatch, new_match, replay, resume
from game.scenario import INTENTS
from game.scenario import load as scenario
from game.text.console import Console, Left
from game.words import words


def typed(*lines: str) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(io.StringIO("\n".join(lines) + "\n"), out, curtain=False), out


WAR = (
    *("build shield 1; read BRE 2", ""),  # round 1, Aldmar
    *("bild 3", "stance mobilise", ""),  # Brennia: one bad line
    *("", "stance strike ALD", ""),  # round 2
    "",  # Aldmar resists
    *("25", "7"),  # the die, first as no die shows
)


def test_a_game_from_paper_is_recorded_as_it_fell(tmp_path: Path) -> None:
    path = tmp_path / "paper.jsonl"
    console, out = typed("cont", "cl", "claimant ald", *WAR, "", "")
    match = begin(console, scenario("first-lesson"), path)
    enter(console, match)
    text = " ".join(out.getvalue().split())
    assert match.over
    assert match.secret.cards == ("content", "claimant ALD")
    assert "Not taken: bild 3" in text
    assert "A claimant wants one land" in text
    assert "The die falls on 7" in text
    done = replay(path, strict=True)
    assert done.ended
    assert done.problem is None
    assert list(done.match.given.values()) == [6]
    assert [step.outcome.roll is None for step in done.match.steps] == [True, True, False, True]


def slips(*sheets: str) -> list[str]:
    """What is typed for these slips in table order: each, and the empty line that seals it."""
    return [line for sheet in sheets for line in ([sheet, ""] if sheet else [""])]


# A game of the Five Courts that was played by hand from the printed sheets.
BY_HAND = (
    *("4", "fearful", "content", "fearful", "content", "content"),
    *slips(
        *("build shield 2; ally hand BRE; read BRE 2", "build sword 1; build shield 1; ally hand ALD"),
        *("build sword 2; stance mobilise", "build shield 1; signal peace COR", ""),
    ),
    *slips(
        *("build shield 1; ally hand BRE", "build shield 2; ally hand ALD; read COR 5"),
        *("build sword 1; stance strike BRE", "", "signal open all"),
    ),
    *(*slips("resist"), *slips("join BRE", "stay out", "wait"), "13", *slips("stay out")),
    *slips("", "stance mobilise; signal guard ALD", "build shield 3; ally hand DOR", "ally hand COR", ""),
    *slips("", "build sword 1; stance strike COR", "build shield 1", "", ""),
    *slips("yield"),
)
# As it was reckoned with pencil and the rules on a page: margin 7 - 6 - 3 + 2 = 0, wins on 10 or less.
RECKONED = {
    "arms": [8, 9, 9, 7, 6],
    "butter": [15, 11, 11, 17, 19],
    "lost": [-2, -6, -16, 0, 0],  # help; battle and strike; strike, battle, repulse and a yield
}


def test_a_paper_game_that_had_no_more_time_ends_with_the_round_before(tmp_path: Path) -> None:
    path = tmp_path / "paper.jsonl"
    console, out = typed("content", "expansionist", "stop", "build shield 1", "", "", "build sword 1", "", "stop")
    match = begin(console, scenario("first-lesson"), path)
    enter(console, match)
    assert (match.over, match.round) == (True, 1)
    assert words("classroom.enter.stop-not") in " ".join(out.getvalue().split())
    assert words("classroom.enter.stopped", round=1) in " ".join(out.getvalue().split())
    done = replay(path, strict=True)
    assert done.ended
    assert done.match.state.table.arms[1, 0] == done.match.steps[0].before.table.arms[1, 0], "the last slip was no more"


def test_a_game_played_by_the_printed_sheets_comes_out_as_it_was_reckoned(tmp_path: Path) -> None:
    console, out = typed(*BY_HAND)
    match = begin(console, load("no-aggressor").setting(1, 50), tmp_path / "paper.jsonl")
    enter(console, match)
    assert match.over
    assert "Not taken" not in out.getvalue()
    table = match.state.table
    assert table.arms[:, 0].tolist() == RECKONED["arms"]
    assert table.butter[:, 0].tolist() == RECKONED["butter"]
    cards = {card.power: card.war for card in recorded(tmp_path / "paper.jsonl", 2, 1).cards}
    assert [cards[code] for code in match.scenario.world.codes] == RECKONED["lost"]


def test_what_is_sealed_survives_whoever_leaves(tmp_path: Path) -> None:
    path = tmp_path / "paper.jsonl"
    console, _ = typed("content", "expansionist", *WAR[:-2])
    match = begin(console, scenario("first-lesson"), path)
    with pytest.raises(Left):
        enter(console, match)  # the input ends where the die is asked for
    again, out = typed("20", "again", "build shield 2", "", "again", "")
    second = resume(path)
    with pytest.raises(Left):
        enter(again, second)
    assert second.steps[-1].outcome.roll is not None
    assert int(second.steps[-1].outcome.roll[0, 0]) == 20
    assert words("classroom.enter.again-none") in " ".join(out.getvalue().split())
    assert second.round == 3
    third = resume(path)
    enter(typed("")[0], third)  # Aldmar had sealed before the input ended again
    assert third.over


def test_a_round_that_was_turned_over_is_typed_anew_beside_the_record(tmp_path: Path) -> None:
    path = tmp_path / "paper.jsonl"
    console, out = typed(
        *("content", "expansionist", "back", *slips("build shield 1", "build sword 1"), "back 7", "back 1"),
        *slips("", "build shield 3"),
    )
    match = begin(console, scenario("first-lesson"), path)
    with pytest.raises(Back) as back:
        enter(console, match)
    again, new = anew(console, match, back.value.round, path)
    with pytest.raises(Left):
        enter(console, again)
    told = " ".join(out.getvalue().split())
    assert words("classroom.enter.back-none") in told
    assert words("classroom.enter.back-bad", last=1) in told
    assert "- ALD: build shield 1 - BRE: build sword 1" in told, "so that only what is wrong is typed otherwise"
    assert (new.name, again.round, again.ordered(0, 1)) == ("paper-2.jsonl", 2, ["build shield 3"])
    for file, round_ in ((path, 2), (new, 2)):
        done = replay(file, strict=True)
        assert (done.problem, done.match.round, done.match.secret.cards) == (None, round_, match.secret.cards)


def test_a_finished_record_is_left_alone_or_typed_anew_from_a_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command line, as a teacher does it who sealed the last slip by mistake."""
    path = tmp_path / "table.jsonl"

    def call(*lines: str, on: Path) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        named = ["--resume", str(on)] if on.exists() else ["--exercise", "first-lesson", "--record", str(on)]
        assert run(["enter", *named]) == 0
        return " ".join("".join(capsys.readouterr()).split())

    told = call("content", "content", *slips(*[""] * 6), on=path)
    assert f"dilemma gather {tmp_path}" in told
    assert "The record is finished" in call("", on=path)
    assert not (tmp_path / "table-2.jsonl").exists()
    told = call("4", "back 3", *slips("", "build sword 1"), on=path)
    assert "table.jsonl stays as it is" in told
    assert replay(tmp_path / "table-2.jsonl", strict=True).match.ordered(2, 1) == ["build sword 1"]
    assert replay(path, strict=True).match.ordered(2, 1) == []


def test_words_of_the_terminal_are_understood(tmp_path: Path) -> None:
    console, out = typed(
        *("content", "content", "build shield 1", "seal", "help", "read ALD 4", "show", "again", "quit"),
    )
    match = begin(console, scenario("first-lesson"), tmp_path / "paper.jsonl")
    with pytest.raises(Left):
        enter(console, match)
    told = " ".join(out.getvalue().split())
    assert told.count(words("classroom.enter.help")) == 2
    assert "BRE> show ALD: build shield 1 The slip now says: read ALD 4." in told
    assert "It said: build shield 1. Type all of it anew." in told
    assert "Not taken" not in told


def test_a_card_is_typed_again_and_whoever_leaves_before_the_first_slip_leaves_nothing(tmp_path: Path) -> None:
    console, _ = typed("again", "content", "AGAIN", "fearful", "content")
    assert begin(console, scenario("first-lesson"), tmp_path / "paper.jsonl").secret.cards == ("fearful", "content")
    path = tmp_path / "other.jsonl"
    for lines in (["quit"], ["4", "content", "exit"]):
        with pytest.raises(Left):
            begin(typed(*lines)[0], load("no-aggressor").setting(1, 50), path)
    assert not path.exists()


def test_a_game_of_the_screen_is_not_typed_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "screen.jsonl"
    new_match(scenario("first-lesson"), ["person", "rules"], 1, path=path)
    assert run(["enter", "--resume", str(path)]) == 2
    assert f"go on with: dilemma play --text --resume {path}" in capsys.readouterr().err


def test_slips_of_a_lesson_lie_in_the_folder_of_the_class(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for _ in range(2):
        monkeypatch.setattr("sys.stdin", io.StringIO("content\ncontent\n"))
        assert run(["enter", "--exercise", "first-lesson"]) == 0
    assert "dilemma enter --resume" in capsys.readouterr().err
    assert [path.name for path in sorted(of_today("first-lesson").iterdir())] == ["paper 2.jsonl", "paper.jsonl"]


def test_a_duel_on_paper_rolls_once(tmp_path: Path) -> None:
    console, out = typed(
        *("content", "content", "stance mobilise", "", "stance mobilise", ""),
        *("stance strike BRE", "", "again", "stance strike BRE", "", "stance strike ALD", "", "1", "", ""),
    )
    match = begin(console, scenario("first-lesson"), tmp_path / "paper.jsonl")
    enter(console, match)
    assert "strike each other; the die that Aldmar rolled" in " ".join(out.getvalue().split())
    assert match.over


def test_third_powers_choose_before_a_die_is_asked_for(tmp_path: Path) -> None:
    console, out = typed(
        *("5", *["content"] * 5),
        *slips("stance mobilise", "stance mobilise", "", "", ""),
        *slips("stance strike BRE", "stance strike ALD", "", "", ""),
        *(*slips("join ALD", "", "wait"), "1", *slips("join BRE")),
    )
    match = begin(console, scenario("base"), tmp_path / "paper.jsonl")
    with pytest.raises(Left):
        enter(console, match)
    assert match.round == 3
    told = " ".join(out.getvalue().split())
    assert (
        told.index("Corvia (COR): join X") < told.index("the die that Aldmar rolled") < told.index("The die falls on 1")
    )


@pytest.mark.parametrize("leader", ["BRE", "EST"])
def test_the_lot_among_equals_is_asked_for(leader: str, tmp_path: Path) -> None:
    """Brennia and Estrel are equally strong: whoever led on paper leads in the record, and takes the land."""
    sheets = ["", "stance mobilise", "", "", "", "stance mobilise", ""]  # round 1: ALD, BRE, COR, DOR, EST
    strikes = ["", "stance strike ALD", "", "", "", "stance strike ALD", ""]
    console, _ = typed("5", *["content"] * 5, *sheets, *strikes, "", "COR", leader, "", "", "1")
    match = begin(console, scenario("base"), tmp_path / "paper.jsonl")
    with pytest.raises(Left):
        enter(console, match)
    world = match.scenario.world
    assert match.round == 3
    assert world.codes[int(match.state.table.occupier[world.index("ALD"), 0])] == leader
    assert replay(tmp_path / "paper.jsonl", strict=True).problem is None


def test_given_dice_are_checked() -> None:
    match = new_match(scenario("first-lesson"), ["person"] * 2, 1)
    for die, value in (((6, 1, 0), 20), ((6, 2, 0), 3), ((6, 1, 2), 3), ((4, 1, 0), 3), ((99, 1, 0), 3)):
        with pytest.raises(ValueError):  # noqa: PT011  (what is wrong differs, that it is refused does not)
            match.give(die, value)
    match.give((6, 1, 0), 19)
    assert match.given == {(6, 1, 0): 19}


def test_cards_can_be_typed_short() -> None:
    assert read_card("f", INTENTS, []) == "fearful"
    assert read_card("CL bre", INTENTS, ["BRE"]) == "claimant BRE"
    for bad in ("", "c", "wolf", "claimant", "claimant COR"):
        with pytest.raises(BadInput):
            read_card(bad, INTENTS, ["BRE"])


def test_only_cards_that_the_scenario_deals_can_be_typed(tmp_path: Path) -> None:
    console, out = typed("opportunist", "content", "expansionist")
    match = begin(console, scenario("first-lesson"), tmp_path / "paper.jsonl")
    assert match.secret.cards == ("content", "expansionist")
    assert "'opportunist' is no card here" in out.getvalue()
    assert out.getvalue().count("opportunist") == 2, "as it was typed and as it was refused: it is nowhere offered"
    console, out = typed("5", "opp")
    with pytest.raises(Left):
        begin(console, scenario("cold-war"), tmp_path / "other.jsonl")
    assert "no card here" not in out.getvalue()


def test_a_paper_match_lasts_as_long_as_it_did(tmp_path: Path) -> None:
    for rounds in ("5", "6", "7"):
        console, _ = typed("4", rounds, *["content"] * 5)
        match: RecordedMatch = begin(console, scenario("base"), tmp_path / f"{rounds}.jsonl")
        assert match.secret.last_round == int(rounds)
