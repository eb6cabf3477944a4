"""A terminal: curtains, nothing left on the screen, and no leaks."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plays import SCENARIOS, played
from screens import Keys, flat, match_of, pipe, terminal, visit
from veils import hide, hide_step

from game.events import chronicle, public, sentence
from game.match import Match
from game.sitting import Sitting
from game.text import play, retell
from game.text.console import BLANK, CLEAR

pytestmark = pytest.mark.usefixtures("silent_coach")  # test_coach.py looks at it


def test_a_terminal_is_cleared_and_the_keyboard_passed() -> None:
    match = match_of()
    text = terminal(match, "", "build sword 2", "seal", "", "seal", "", "seal")
    opening, aldmar, between, brennia, reveal, *_ = text.split(CLEAR)
    assert opening.endswith("Pass the keyboard to Aldmar. Press Enter. ")
    assert "Aldmar (ALD), your private desk" in aldmar
    assert "Sealed: build sword 2." in aldmar
    assert between.strip() == "Aldmar has sealed. Pass the keyboard to Brennia. Press Enter."
    assert "Brennia (BRE), your private desk" in brennia
    assert "sword 2" not in brennia
    assert "- Aldmar orders 2 arms." in reveal
    assert "Aldmar builds" not in reveal
    assert "you" not in between.lower()


def test_only_enter_opens_a_desk() -> None:
    text = terminal(match_of(), "seal", "help", "", "quit")
    assert "Only Enter, and nothing else, opens the desk of Aldmar. Press Enter. " in text
    assert "Nobody's desk is open now" in text
    assert text.index("Nobody's desk") < text.index("your private desk")
    assert "your private desk" not in terminal(match_of(), "quit")


def test_who_leaves_leaves_nothing_on_the_screen() -> None:
    for lines in (["", "build sword 2", "quit"], ["", "build sword 2"]):
        text = terminal(match_of(), *lines)
        last = text.split(CLEAR)[-1]
        assert "Not sealed, and gone: 1 order." in last
        assert "sword" not in last
        assert text.count(CLEAR) == 2


@pytest.mark.parametrize("kind", ["dumb", None])
def test_a_simple_terminal_gets_empty_lines(kind: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERM")
    if kind:
        monkeypatch.setenv("TERM", kind)
    text = terminal(match_of(), "", "seal")
    assert text.count(BLANK) == 2
    assert CLEAR not in text


def test_at_the_end_the_table_may_guess_before_the_cards_are_turned() -> None:
    text = terminal(match_of(), *["", "seal"] * 6, "")
    guess = text.index("on three, everybody points")
    assert guess < text.index("Press Enter.", guess) < text.index("The cards are turned over:")


def test_one_person_needs_no_curtain() -> None:
    match = match_of("base", "person,hold,hold,hold,hold")
    text = terminal(match, *["seal"] * 9)
    assert match.over
    assert CLEAR not in text
    assert "Press Enter" not in text


def test_a_curtain_can_be_asked_for_or_not() -> None:
    out = io.StringIO()
    play(Sitting(match_of()), io.StringIO("\nseal\nquit\n"), out, clear=True)
    assert out.getvalue().count(CLEAR) == 2
    screen = Keys()
    play(Sitting(match_of()), Keys("seal\nseal\n"), screen, clear=False)
    assert CLEAR not in screen.getvalue()


# ---- secrets ----------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(
    scenario=st.sampled_from(SCENARIOS),
    seed=st.integers(0, 3),
    place=st.integers(0, 1000),
    viewer=st.integers(0, 6),
    junk=st.integers(0, 2**32 - 1),
)
def test_a_visit_tells_nothing_that_is_hidden(scenario: str, seed: int, place: int, viewer: int, junk: int) -> None:
    """Two games that differ only in what a power may not know look the same from its chair."""
    done = played(scenario, seed)
    place %= len(done.steps)
    asked = np.flatnonzero(done.steps[place].before.table.asked[:, 0])
    power, draw = int(asked[viewer % len(asked)]), np.random.default_rng(junk)

    def at(change: Callable[[Match], None]) -> str:
        match = match_of(scenario, seed=seed)
        match.state, match.steps = done.steps[place].before, list(done.steps[:place])
        change(match)
        return visit(match, power)

    def hidden(match: Match) -> None:
        match.state = hide(match.state, power, draw)
        match.steps = [hide_step(step, power, draw) for step in match.steps]

    assert at(lambda match: None) == at(hidden)


def test_another_card_and_another_read_do_not_show() -> None:
    """From the first line to the last visit: Aldmar's part of two whole games, up to the cards."""

    def aldmar(deal: str, read: str) -> list[str]:
        match = match_of(deal=deal)
        match.state.desk.intent[0] = 0  # the same card for Aldmar, whatever Brennia has
        text = pipe(match, *["build shield 1", "seal", read, "seal"] * 3)
        return re.findall(r"(?s)Aldmar \(ALD\), your private desk.*?Sealed", text)

    first, second = aldmar("frightened", "read ALD 1"), aldmar("one-wolf", "read ALD 5")
    assert len(first) == 3
    assert first == second


def test_before_the_end_a_game_is_retold_without_its_secrets() -> None:
    match = played("july-1914", 2)
    told, ended = io.StringIO(), io.StringIO()
    retell(match, told, ended=False)
    retell(match, ended, ended=True)
    world = match.scenario.world
    everything = flat(told.getvalue())
    for step in match.steps:
        for event in chronicle(world, step):
            if event in public(chronicle(world, step)):
                assert sentence(world, event) in everything
            elif event.kind in ("sorts", "label", "proposed", "margin", "turned"):
                assert sentence(world, event) not in everything
    assert "The cards are turned over" not in everything
    assert ended.getvalue().startswith(told.getvalue())
    assert "The cards are turned over" in ended.getvalue()
