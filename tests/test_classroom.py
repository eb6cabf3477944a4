"""Exercises, paper slips typed in, tables gathered: what a class needs, without a window."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from game.chance import Chance
from game.classroom.clock import ClassClock, told
from game.classroom.enter import begin, enter, read_card
from game.classroom.exercise import FENCE, LENGTHS, load, names, parse
from game.classroom.lesson import sit
from game.classroom.nickname import checked
from game.classroom.plan import plan
from game.classroom.sandbox import CORNERS, DEALS, Cast, watch
from game.classroom.variant import Dials, turned
from game.debrief import recorded
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
    assert (told(clock.left), told(clock.bell), told(clock.slack - 300)) == ("3:00", "47:00", "-4:00")
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


def test_a_paper_match_lasts_as_long_as_it_did(tmp_path: Path) -> None:
    for rounds in ("5", "6", "7"):
        console, _ = typed("4", rounds, *["content"] * 5)
        match: RecordedMatch = begin(console, scenario("base"), tmp_path / f"{rounds}.jsonl")
        assert match.secret.last_round == int(rounds)


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
