"""Exercises, paper slips typed in, tables gathered: what a class needs, without a window."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from game.chance import Chance
from game.classroom.enter import begin, enter, read_card
from game.classroom.exercise import FENCE, LENGTHS, Exercise, load, names, parse
from game.classroom.nickname import checked
from game.classroom.variant import Dials, turned
from game.files import BadInput, data
from game.match import Match
from game.record import RecordedMatch, new_match, replay, resume
from game.scenario import INTENTS
from game.scenario import load as scenario
from game.text.console import Console, Left
from game.words import words

NAMES = names()
NEEDED = {
    *("first-lesson", "no-aggressor", "four-worlds", "chain-gang-1914", "buck-passing-1938", "naval-race"),
    *("costly-signals", "grit", "mad"),
}


# ---- exercises --------------------------------------------------------------------------------------------


def test_the_exercises_of_the_box() -> None:
    assert set(NAMES) >= NEEDED
    assert NAMES[0] == "first-lesson"


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_is_whole(name: str) -> None:
    """The head is checked when it is read: minutes, answers, games, deals. Here is what a reader of it relies on."""
    exercise = load(name)
    for heading in ("## In ten minutes", "## What to expect", "## What can go wrong", "## Going on"):
        assert heading in exercise.notes
    for question in exercise.file.quiz:
        assert len(set(question.choices)) == len(question.choices)
    for stage in exercise.file.stage:
        assert stage.say or stage.do, f"{stage.title}: tells the teacher nothing"
        assert all(words(f"debrief.heading.{chapter}") for chapter in stage.show)
    for game in exercise.file.game:
        assert set(game.rounds) in (set(), {"50", "75", "90"})


def test_answers_do_not_stand_in_one_place() -> None:
    places = [question.answer for name in NAMES for question in load(name).file.quiz]
    assert max(places.count(place) for place in set(places)) < len(places) / 2


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_runs_to_its_end(name: str) -> None:
    """Every game of a lesson of 50 minutes, by computer seats, has its deal, its rounds and its record's worth."""
    exercise = load(name)
    for number, game in enumerate(exercise.file.game, 1):
        box = exercise.setting(number, 50)
        match = played(box.id, exercise, number)
        low, high = game.rounds.get("50", box.world.rounds)
        assert low <= match.round <= high
        assert match.scenario.world.codes == scenario(game.scenario).world.codes


def played(seed: str, exercise: Exercise, number: int) -> Match:
    box, game = exercise.setting(number), exercise.file.game[number - 1]
    match = Match(box, ["rules"] * box.world.n, Chance(len(seed)), game.deal)
    finish(match)
    return match


def finish(match: Match) -> None:
    while not match.over:
        for power in match.waiting():
            match.seal(power, match.let_player(power))
        match.advance()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("order = 1", "odrer = 1", "order: missing; add it (and 1 more)"),
        (
            "50 = 14, 75 = 13, 90 = 14",
            "50 = 15, 75 = 13, 90 = 14",
            "stage: the minutes for a lesson of 50 add up to 51",
        ),
        ("answer = 2", "answer = 7", "quiz.0: answer: should be 1 to 4"),
        ('deal = "one-wolf"', 'deal = "no-wolf"', "game.1.deal: first-lesson has no deal 'no-wolf'"),
        ("games = [2]", "games = [3]", "stage.4.games: should be 1 to 2"),
        ('kind = "play"\ngames = [1]', 'kind = "play"', 'games: go with kind = "play", and only with it'),
        (f"{FENCE}\ntitle", "title", "the head is missing"),
        ('show = ["cards", "wars", "belief"]', 'show = ["moon"]', "stage.3.show.0"),
    ],
)
def test_a_bad_exercise_is_told_in_a_line(old: str, new: str, told: str) -> None:
    text = data("rules", "exercises", "first-lesson.md").read_text("utf-8")
    broken = text.replace("answer = 1", "answer = 2", 1) if old == "answer = 2" else text
    assert old in broken
    with pytest.raises(BadInput) as caught:
        parse(broken.replace(old, new, 1), Path("mine.md"))
    assert str(caught.value).startswith("mine.md: ")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_debrief_is_as_long_as_play() -> None:
    for exercise in map(load, NAMES):
        for length in LENGTHS:
            spent = {"play": 0, "debrief": 0}
            for stage in exercise.file.stage:
                if stage.kind in spent:
                    spent[stage.kind] += exercise.minutes(stage, length)
            assert spent["debrief"] >= spent["play"] > 0


def test_dials_change_what_they_name_and_nothing_else() -> None:
    box = scenario("july-1914")
    other = turned(box, Dials(rounds=(3, 4), balance_believed=-1), "mine")
    assert other.id == "mine"
    assert not other.shipped
    assert other.world.rounds == (3, 4)
    assert (other.world.balance, other.balance) == (-1, -1)
    same = {key: getattr(other.file, key) for key in ("powers", "pact", "deals", "intents", "prior")}
    assert same == {key: getattr(box.file, key) for key in same}
    assert turned(box, Dials(), "mine") is box
    assert turned(box, Dials(rounds=box.world.rounds), "mine") is box


# ---- nicknames --------------------------------------------------------------------------------------------


def test_nicknames() -> None:
    assert checked("  Table   seven ", ["Aldmar"]) == "Table seven"
    assert checked("Zoë-2") == "Zoë-2"
    for bad in ("", "x" * 17, "a  - b-", "=cmd", "a\nb?", "ALDMAR", "A1dmar", "áldmar", "Al Dmar"):
        with pytest.raises(BadInput):
            checked(bad, ["Aldmar"])


# ---- paper slips ------------------------------------------------------------------------------------------


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
    assert "No slip of this step is sealed before this one." in out.getvalue()
    assert second.round == 3
    third = resume(path)
    enter(typed("")[0], third)  # Aldmar had sealed before the input ended again
    assert third.over


def test_a_duel_on_paper_rolls_once(tmp_path: Path) -> None:
    console, out = typed(
        *("content", "content", "stance mobilise", "", "stance mobilise", ""),
        *("stance strike BRE", "", "again", "stance strike BRE", "", "stance strike ALD", "", "1", "", ""),
    )
    match = begin(console, scenario("first-lesson"), tmp_path / "paper.jsonl")
    enter(console, match)
    assert "strike each other; the die that Aldmar rolled" in " ".join(out.getvalue().split())
    assert match.over


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


def test_a_paper_match_lasts_as_long_as_it_did(tmp_path: Path) -> None:
    for rounds in ("5", "6", "7"):
        console, _ = typed("4", rounds, *["content"] * 5)
        match: RecordedMatch = begin(console, scenario("base"), tmp_path / f"{rounds}.jsonl")
        assert match.secret.last_round == int(rounds)
