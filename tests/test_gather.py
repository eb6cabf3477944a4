"""A class of tables gathered: bad files told and left out, the same numbers however they are worked out."""

from __future__ import annotations

import csv
import io
import re
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from debriefs import READY, STRIKE, debriefed, estimate, scored
from debriefs import written as game_of
from test_classroom import finish

from game.chance import Chance
from game.classroom.enter import quizzes
from game.classroom.exercise import load as exercise
from game.classroom.export import COLUMNS, rows, texts
from game.classroom.page import page
from game.classroom.printed import printed
from game.classroom.quiz import Answer, answers, append, compared, written
from game.classroom.report import write
from game.classroom.session import Session, gather
from game.classroom.side import side
from game.cli import run
from game.debrief.together import Finished, debriefs
from game.files import BadInput
from game.record import new_match, replay
from game.scenario import load
from game.scores.model import Score
from game.scores.score import score
from game.scores.timeline import beliefs
from game.text.console import Console

GAMES = (("first-lesson", "one-wolf"), ("first-lesson", "no-aggressor"), ("base", "random"), ("base", "no-aggressor"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four finished games, one with a message, and every sort of file that cannot be used."""
    home = tmp_path_factory.mktemp("class")
    for k, (name, deal) in enumerate(GAMES):
        box = load(name)
        match = new_match(box, ["rules"] * box.world.n, k, deal, home / f"group {k + 1}.jsonl")
        match.speak(0, "We arm only to be safe.")
        finish(match)
    good = (home / "group 1.jsonl").read_bytes()
    lines = good.split(b"\n")
    (home / "group 3.jsonl").rename(home / "=cmd.jsonl")
    (home / "zz copy.jsonl").write_bytes(good)
    (home / "zz foreign.jsonl").write_text("not a record\n")
    (home / "zz json.jsonl").write_text('{"a": 1}\n')
    (home / "zz empty.jsonl").touch()
    (home / "zz binary.jsonl").write_bytes(bytes(range(256)))
    (home / "zz edited.jsonl").write_bytes(good.replace(b'["t",0,"We arm', b'["t",0,"WE arm'))
    (home / "zz torn.jsonl").write_bytes(b"\n".join(lines[:5]) + b"\n" + lines[5][:9])
    (home / "zz unfinished.jsonl").write_bytes(b"\n".join(lines[:6]) + b"\n")
    (home / "marks.csv").write_text("name,mark\nA,1\n")
    (home / "quiz.csv").write_text(
        written(
            [
                *(
                    Answer("first-lesson", when, p, "q1", a)
                    for when, p, a in (("before", "abcd", 1), ("after", "abcd", 4))
                ),
                Answer("first-lesson", "after", "=evil".strip("="), "s1", 5),
            ]
        )
    )
    (home / "bad.csv").write_text("exercise,when,person,question,answer\nfirst-lesson,before,abcd,q1,9\n")
    return home


@pytest.fixture(scope="module")
def session(folder: Path) -> Session:
    return gather(folder, 4, 1, 1)


def test_good_files_are_kept_and_bad_ones_told(session: Session) -> None:
    assert [table.label for table in session.tables] == ["Table 1", "2 · group 1", "3 · group 2", "4 · group 4"]
    assert len(session.answers) == 3
    told = {line.split(":")[0]: line for line in session.left_out}
    bad = ("binary", "copy", "edited", "empty", "foreign", "json", "torn", "unfinished")
    assert sorted(told) == sorted([*(f"zz {name}.jsonl" for name in bad), "marks.csv", "bad.csv"])
    assert all("left out" in line and "\n" not in line for line in session.left_out)
    assert "is the same game as group 1.jsonl" in told["zz copy.jsonl"]
    assert "row 2: answer: '9' should be 1 to 4" in told["bad.csv"]
    assert "round 1" in told["zz torn.jsonl"] or "round 2" in told["zz torn.jsonl"]


def test_a_table_scores_as_it_would_alone(folder: Path, session: Session) -> None:
    match = replay(folder / "=cmd.jsonl").match
    alone = score(match.scenario, match.steps, chance=Chance(match.secret.seed), replicates=4, seed=1)
    mine = session.tables[0].debrief
    for view in mine.verdicts.scores:
        share = getattr(alone, view.share.kind).share
        assert (view.share.value, view.share.low, view.share.high) == (
            (share.value, *share.ci) if share else (None,) * 3
        )
    held = beliefs(match.scenario, match.steps)
    assert [b.evidence for b in mine.beliefs if b.power == "ALD" and b.about == "BRE"] == list(held.aggressor[:, 0, 1])


def test_workers_change_nothing(folder: Path) -> None:
    tables = [Finished.of(replay(folder / f"group {k}.jsonl").match) for k in (1, 2, 1, 2, 1)]
    assert debriefs(tables, 2, 1, 2) == debriefs(tables, 2, 1, 1)


def test_every_column_is_filled_and_explained(session: Session) -> None:
    found = rows(session, messages=True)
    files = texts(found)
    meanings = list(csv.DictReader(io.StringIO(files["dictionary.csv"])))
    assert [(row["table"], row["column"]) for row in meanings] == [(t, c) for t in COLUMNS for c in COLUMNS[t]]
    assert all(row["meaning"] for row in meanings)
    for name, columns in COLUMNS.items():
        table = list(csv.DictReader(io.StringIO(files[f"{name}.csv"])))
        assert table, name
        assert tuple(table[0]) == columns
        assert all(any(row.get(column) is not None for row in found[name]) for column in columns), name
    assert "We arm only to be safe." in files["messages.csv"]


def test_messages_are_exported_only_if_the_host_allows(session: Session, tmp_path: Path) -> None:
    paths = write(session, tmp_path / "out", messages=False)
    assert not any("We arm only" in path.read_text("utf-8", errors="replace") for path in paths)
    assert "messages.csv" not in [path.name for path in paths]


def test_sqlite_holds_the_same_tables(session: Session, tmp_path: Path) -> None:
    for _ in range(2):  # what stood there is replaced
        write(session, tmp_path, messages=True)
    with sqlite3.connect(tmp_path / "session.sqlite") as base:
        for name, some in rows(session, messages=True).items():
            assert base.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone() == (len(some),)
        labels = [row[0] for row in base.execute('SELECT "table" FROM tables')]
    base.close()
    assert labels == [1, 2, 3, 4], "no file's name, which may be somebody's"


def test_the_page_shows_every_table_and_fetches_nothing(session: Session) -> None:
    text = page(side(session))
    for table in session.tables:
        assert table.label in text
    assert "zz foreign.jsonl" in text
    assert "http" not in text
    assert "<script" not in text
    assert "1 person handed in both sheets" in text


def test_what_tables_believed_and_where_they_went_is_told(session: Session) -> None:
    found = side(session)
    assert sorted(table.label for table in session.tables) == sorted(
        label for way in found.ways for label in re.split(", | and ", way.rstrip(".").split(": ")[1])
    )
    for column in found.columns:
        wolves = any(card.wants_land for card in column.table.debrief.cards)
        assert [curve.wolves for curve in column.beliefs.curves if curve.wolves] == [True] * wolves
        assert all(
            0 <= height <= 1 for curve in (*column.arms.curves, *column.beliefs.curves) for height in curve.heights
        )
        assert len(column.arms.curves[0].heights) == column.table.debrief.rounds + 1
        told = column.table.debrief.verdicts.told_as_spiral
        assert (column.path.kind == "spiral") == told


def test_a_war_that_nobody_wanted_is_no_riddle_beside_the_way_it_went(session: Session) -> None:
    match = game_of([[READY], [STRIKE]])
    low = scored(match.scenario.world.codes, spiral=Score(estimate(0.04), "low"))
    table = replace(session.tables[0], debrief=debriefed(match, low), sealed=())
    (column,) = side(replace(session, tables=(table,))).columns
    assert column.path.kind == "unwanted"
    assert "1 war, 1 wanted by nobody" in column.wars
    assert "Armed, but not in a spiral" not in column.path.text
    assert table.debrief.verdicts.unwanted in column.path.text


def test_reads_stand_beside_the_truth(session: Session) -> None:
    table = session.tables[0]
    beliefs = tuple(replace(b, read=0.9 if b.truth else 0.1) for b in table.debrief.beliefs)
    readers = tuple(replace(r, reads=2, brier=0.01, deck=0.25) for r in table.debrief.readers)
    sharp = replace(table, debrief=replace(table.debrief, beliefs=beliefs, readers=readers))
    wolves = any(card.wants_land for card in table.debrief.cards)
    told = side(replace(session, tables=(sharp,))).columns[0].reads
    assert told == ("wanted none: 10%", *["wanted land: 90%"] * wolves, "error 0.01 (deck 0.25)")


def test_the_sheets_show_every_table(session: Session) -> None:
    found = side(session)
    for paper, size in (("a4", b"595.27"), ("letter", b"612")):
        pdf = printed(found, paper)
        assert pdf == printed(found, paper)
        assert len(re.findall(rb"/MediaBox \[ ?0 0 " + size, pdf)) >= 2
    many = replace(found, columns=found.columns * 10)
    assert len(printed(many, "a4")) > len(printed(found, "a4"))


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no finished game"):
        gather(tmp_path, 2, 1)
    with pytest.raises(BadInput, match="is no folder"):
        gather(tmp_path / "nowhere", 2, 1)


def test_quiz_before_and_after() -> None:
    said = [("before", "ada", 1), ("after", "ada", 4), ("before", "bob", 4), ("after", "bob", 4), ("after", "cyd", 1)]
    (found,) = compared(Answer("first-lesson", when, person, "q1", answer) for when, person, answer in said)
    right = next(change for change in found.changes if change.question == "q1")
    assert right.answered == (2, 3)
    assert (right.before, right.after) == pytest.approx(
        tuple(
            sum(a == answer_of_first() for w, _, a in said if w == when) / n
            for when, n in (("before", 2), ("after", 3))
        )
    )
    assert found.pairs == 2
    assert found.interval is not None


def answer_of_first() -> int:
    return exercise("first-lesson").file.quiz[0].answer


def test_a_file_of_answers_comes_back(tmp_path: Path) -> None:
    some = [Answer("mad", "before", "Zoë", "q2", 1), Answer("mad", "after", "Zoë", "s6", 5)]
    path = tmp_path / "quiz.csv"
    path.write_text(written(some), "utf-8")
    assert answers(path) == some
    shutil.copy(path, tmp_path / "copy.csv")
    path.write_text(path.read_text("utf-8").replace("Zoë", "=1+1", 1), "utf-8")
    with pytest.raises(BadInput, match="row 2: person:"):
        answers(path)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("mad,before,Zoë,q2,1", "mad,before,Zoë,q2", "row 2: has 4 cells; give 5"),
        ("mad,before", "sad,before", "row 2: exercise: 'sad' is none; there are"),
        ("mad,before", "mad,during", "row 2: when: 'during' should be before or after"),
        ("q2,1", "q99,1", "row 2: question: 'q99' is none of"),
        ("q2,1", "q2,9", "row 2: answer: '9' should be 1 to"),
        ("q2,1", "q2,²", "row 2: answer: '²' should be 1 to"),
        ("exercise,", "lesson,", "is no file of quiz answers"),
    ],
)
def test_a_row_that_is_no_answer_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = written([Answer("mad", "before", "Zoë", "q2", 1)])
    assert old in text
    path = tmp_path / "quiz.csv"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BadInput, match=re.escape(told)):
        answers(path)


def test_a_class_by_its_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exercises are listed, slips and quizzes typed in, left and gone on with, and all of it gathered."""
    record, sheets = tmp_path / "ours.jsonl", tmp_path / "quiz.csv"

    def call(*args: object, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = run([str(arg) for arg in args])
        return (code, *capsys.readouterr())

    assert "first-lesson: First lesson." in call("exercises")[1]
    code, _, told = call("enter", "--exercise", "first-lesson", "--record", record, typed="content\nfearful\n\n")
    assert code == 0
    assert "Go on with: dilemma enter --resume" in told
    code, out, told = call("enter", "--resume", record, typed="\n" * 5)
    assert code == 0
    assert "That was the last round." in out
    assert "dilemma debrief" in told
    line = "abcd 1 1 1 1 1 1 2 3 4 5 -\n\n"
    assert call("enter", "--exercise", "first-lesson", "--quiz", sheets, "--when", "before", typed=line)[0] == 0
    code, out, told = call("gather", tmp_path, "--replicates", 2, "--workers", 1)
    assert (code, told) == (0, "")
    assert "session.sqlite" in out
    assert "typed in from paper" in (tmp_path / "session" / "session.html").read_text("utf-8")
    for wrong, why in (
        (("enter", "--record", record), "there is a file of that name"),
        (("enter", "--scenario", "base", "--exercise", "mad"), "leave out --scenario"),
        (("enter", "--resume", record, "--exercise", "mad"), "leave out --scenario, --exercise and --record"),
        (("enter", "--exercise", "mad", "--game", 3), "mad has 2"),
        (("enter", "--exercise", "mad", "--minutes", 40), "50, 75, 90"),
        (("enter", "--quiz", sheets), "name it with --exercise"),
        (("enter", "--quiz", sheets, "--exercise", "mad", "--when", "now"), "take before or after"),
        (("gather", tmp_path / "nowhere"), "is no folder"),
        (("gather", tmp_path, "--paper", "a5"), "take one of a4, letter"),
    ):
        code, _, told = call(*wrong)
        assert (code, why in told) == (2, True), told


def test_sheets_of_paper_are_typed_in(tmp_path: Path) -> None:
    path, out = tmp_path / "quiz.csv", io.StringIO()
    right = " ".join(str(question.answer) for question in exercise("mad").file.quiz)
    lines = (
        f"abcd {right} 1 2 3 4 5 -",
        "abcd 1 2",
        f"abcd {right} 9 2 3 4 5 1",
        f"=x {right} 1 2 3 4 5 1",
        "xy - - - - - 5 5 5 5 5 5",
    )
    quizzes(Console(io.StringIO("\n".join([*lines, ""]) + "\n"), out, curtain=False), exercise("mad"), "before", path)
    text = " ".join(out.getvalue().split())
    assert "Noted: abcd, 5 of 5 right." in text
    assert "11 answers and a word are needed, not 2" in text
    assert "s1: '9' should be 1 to 5, or a dash" in text
    assert "'=x' will not do" in text
    found = answers(path)
    assert [(a.person, a.question) for a in found if a.question == "q1"] == [("abcd", "q1")]
    assert len(found) == 10 + 6
    other = tmp_path / "marks.csv"
    other.write_text("name,mark\n")
    with pytest.raises(BadInput, match="is no file of quiz answers"):
        append(other, found)
