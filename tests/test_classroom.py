"""Exercises, paper slips typed in, tables gathered: what a class needs, without a window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.chance import Chance
from game.classroom.clock import ClassClock, told
from game.classroom.exercise import FENCE, LENGTHS, load, names, parse
from game.classroom.lesson import sit
from game.classroom.nickname import checked
from game.classroom.plan import plan
from game.classroom.sandbox import CORNERS, DEALS, Cast, watch
from game.classroom.variant import Dials, turned
from game.files import BadInput, data
from game.match import Match
from game.record import replay
from game.scenario import load as scenario
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
    said = [aim.source for aim in exercise.file.aims] + [asked.why for asked in exercise.file.quiz]
    cited = {one for text in said for one in re.findall(r"([A-Z][\w-]+),? \(?(\d{4})\b", text)}
    assert cited
    for author, year in cited:
        assert any(author in one and year in one for one in exercise.file.literature), f"{author} {year}"
    for game in exercise.file.game:
        assert set(game.rounds) in (set(), {"50", "75", "90"})


def test_answers_do_not_stand_in_one_place() -> None:
    places = [question.answer for name in NAMES for question in load(name).file.quiz]
    assert max(places.count(place) for place in set(places)) < len(places) / 2


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_runs_to_its_end(name: str) -> None:
    """A lesson of 50 minutes in simulated time: every game of it is played to its end by computer seats while the clock
    runs, the clock says when the round in hand is the last, and the bell rings when all steps are done."""
    exercise = load(name)
    clock = ClassClock(plan(exercise, 50)).go()
    seen = []
    while not clock.over:
        step = clock.step
        seen.append(step.number)
        for setup in step.games:
            box = exercise.setting(setup.number, 50)
            match = Match(box, ["rules"] * box.world.n, Chance(setup.number), setup.deal)
            finish(match)
            low, high = setup.rounds
            assert low <= match.round <= high
            assert match.scenario.world.codes == scenario(exercise.file.game[setup.number - 1].scenario).world.codes
        while clock.left > 0:
            assert clock.behind == pytest.approx(0)
            clock = clock.tick(30)
        assert clock.last_round == (step.kind == "play")
        clock = clock.advance()
    assert seen == [step.number for step in clock.plan.steps]
    assert clock.bell == 0


@pytest.mark.parametrize("length", LENGTHS)
def test_a_plan_fills_the_lesson(length: int) -> None:
    for exercise in map(load, NAMES):
        lesson = plan(exercise, length)
        assert [step.start for step in lesson.steps] == [0, *(step.end for step in lesson.steps[:-1])]
        assert lesson.steps[-1].end == length
        assert {step.kind for step in lesson.steps} == {"quiz", "brief", "play", "debrief"}
    with pytest.raises(BadInput, match="50, 75, 90"):
        plan(load("mad"), 60)


def test_a_pause_stops_the_step_and_not_the_bell() -> None:
    clock = ClassClock(plan(load("first-lesson"), 50))
    assert clock.tick(60) == clock
    clock = clock.go().tick(60).pause().tick(120)
    assert (clock.used, clock.spent) == (60, 180)
    assert clock.behind == 120
    assert (told(clock.left), told(clock.bell), told(clock.slack - 300)) == ("3:00", "47:00", "−4:00")
    ahead = clock.advance()
    assert (ahead.place, ahead.used, ahead.spent) == (1, 0, 180)
    assert ahead.behind == -60
    assert ahead.back().place == ahead.back().back().place == 0


def finish(match: Match) -> None:
    while not match.over:
        for power in match.waiting():
            match.seal(power, match.let_player(power))
        match.advance()


@pytest.mark.parametrize(
    ("old", "new", "why"),
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
def test_a_bad_exercise_is_told_in_a_line(old: str, new: str, why: str) -> None:
    text = data("rules", "exercises", "first-lesson.md").read_text("utf-8")
    broken = text.replace("answer = 1", "answer = 2", 1) if old == "answer = 2" else text
    assert old in broken
    with pytest.raises(BadInput) as caught:
        parse(broken.replace(old, new, 1), Path("mine.md"))
    assert str(caught.value).startswith("mine.md: ")
    assert why in str(caught.value)
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


# ---- the host's other models ------------------------------------------------------------------------------


def test_a_table_sits_down_to_a_game_of_the_lesson(tmp_path: Path) -> None:
    sitting = sit(load("grit"), 2, 75, tmp_path, "Group 1", ["rules"] * 5, seed=3)
    assert sitting.world.rounds == (5, 5)
    assert sitting.people() == []
    sitting.close()
    assert replay(tmp_path / "Group 1.jsonl").match.secret.deal == "predatory"
    again = sit(load("grit"), 1, 50, tmp_path, "Group 1")
    assert again.people() == [0, 1, 2, 3, 4]
    assert again.path == tmp_path / "Group 1 2.jsonl", "a table plays once more beside its first record"
    for bad in ("Aldmar", "BRE", ""):
        with pytest.raises(BadInput):
            sit(load("grit"), 1, 50, tmp_path, bad)


def test_the_sandbox_shows_more_and_more_games_and_the_worlds_differ() -> None:
    looks = list(watch(2, 0, games=50, seed=5))
    assert [look.games for look in looks] == [20, 40, 50]
    assert looks[-1] == list(watch(2, 0, games=50, seed=5))[-1]
    ends = {corner.key: list(watch(corner.balance, corner.distinguishability, games=60))[-1] for corner in CORNERS}
    assert ends["offence-alike"].war_interval[0] > ends["defence-plain"].war_rate
    assert all(0 <= end.war_rate <= 1 and end.arms > 0 and end.butter > 0 for end in ends.values())
    with pytest.raises(BadInput):
        next(watch(9, 0))


def test_the_sandbox_has_wolves_and_hawks_if_they_are_asked_for() -> None:
    calm, wild = (list(watch(0, 0.5, Cast(deal=deal), games=60))[-1] for deal in DEALS)
    assert calm.war_interval[1] < wild.war_interval[0]
    sleepers = ("hold",) * 4
    alone, among = (list(watch(0, 0.5, Cast((who, *sleepers), "random"), games=60))[-1] for who in ("hold", "rules"))
    assert alone.wars == 0 < among.wars
    with pytest.raises(BadInput):
        next(watch(0, 0.5, Cast(("nobody",))))
