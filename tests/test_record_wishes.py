"""How a table wants to play is kept in the header of its record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.files import BadInput
from game.record import Wishes, branch, new_match, resume
from game.record.form import chained, spelt
from game.scenario import load


def test_how_a_table_wants_to_play_outlives_the_window(tmp_path: Path) -> None:
    """Format 4 has had this key from some day on: records without it, and those of before, want nothing."""
    path, other, plain = (tmp_path / f"{name}.jsonl" for name in ("wishes", "fork", "plain"))
    wishes = Wishes(pins=True, coach=True, talk=180.0)
    new_match(load("first-lesson"), ["person"] * 2, 5, path=path, wishes=wishes)
    assert [again.wishes for again in (resume(path), branch(resume(path), 1, other), resume(other))] == [wishes] * 3
    match = new_match(load("first-lesson"), ["person"] * 2, 5, path=plain)
    assert '"table"' not in plain.read_text()
    assert resume(plain).wishes == Wishes()
    match.choose_pin(1, "4711")
    assert resume(plain).wishes == Wishes(pins=True), "as in records of before"


@pytest.mark.parametrize("wrong", [[], {"talk": -1}, {"talk": "long"}, {"talk": True}, {"talk": 1e9}, {"coach": "yes"}])
def test_wishes_that_are_none_are_refused(wrong: object, tmp_path: Path) -> None:
    path = tmp_path / "wishes.jsonl"
    new_match(load("first-lesson"), ["person"] * 2, 5, path=path)

    def said(table: object) -> None:
        header = json.loads(path.read_text()) | {"table": table}
        header.pop("check")
        body = spelt([header])[1:-1]
        path.write_text(f'{body[:-1]},"check":"{chained("", body)}"}}\n')

    said({"talk": 60, "music": "loud"})
    assert resume(path).wishes == Wishes(talk=60), "what a later version may add does no harm"
    said(wrong)
    with pytest.raises(BadInput, match="line 1: is not the header"):
        resume(path)
