"""Golden games are played again: nobody sees or is told anything else than when they were reviewed."""

from __future__ import annotations

import difflib

import pytest
from regenerate_playthroughs import GAMES, HOME, Game, tell

MOST = 60_000  # bytes a file, so that people read them
REMEDY = "if this is meant: python tests/regenerate_playthroughs.py, and review the difference"


@pytest.mark.parametrize("game", GAMES, ids=[game.name for game in GAMES])
def test_playthrough(game: Game) -> None:
    path = HOME / f"{game.name}.txt"
    golden = path.read_text("utf-8").split("\n")
    now = tell(game).split("\n")
    changes = list(difflib.unified_diff(golden, now, f"{path.name} as reviewed", "as played now", "", "", 2, ""))
    assert not changes, "\n".join([*changes[:60], "...", REMEDY])


def test_there_are_no_others_and_none_is_too_long_to_read() -> None:
    files = {path.stem: path.stat().st_size for path in HOME.glob("*.txt")}
    assert set(files) == {game.name for game in GAMES}
    assert max(files.values()) < MOST


def test_the_golden_games_show_what_the_game_is_about() -> None:
    """Together they hold strikes, answers, battles, help and pacts: else they would guard little."""
    text = "".join((HOME / f"{game.name}.txt").read_text("utf-8") for game in GAMES)
    for thing in (
        " strikes ",
        " yields a province",
        " resists.",
        "The battle for ",
        " joins the ",
        " make a pact",
        "take each other's hand",
        "Nobody else knows.",
    ):
        assert thing in text, thing
