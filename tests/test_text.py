"""The game in a terminal: whole games by pipe, errors that lose nothing, coming and going."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plays import SCENARIOS, box_of
from screens import Machine, flat, match_of, pipe

from game.arrays import NOBODY
from game.rules import par, totals
from game.sitting import Sitting
from game.text import play
from game.text.console import CLEAR, Console
from game.text.help import TOPICS
from game.text.play import opening
from game.text.visit import COMMANDS
from game.views.facts import may_strike

# ---- whole games ------------------------------------------------------------------------------------------

pytestmark = pytest.mark.usefixtures("hasty_coach")


def test_two_people_play_the_first_lesson_by_pipe() -> None:
    match = match_of()
    text = pipe(match, *(["build shield 1", "seal", "signal peace ALD", "seal"] * 3))
    assert match.over
    assert text.count("Sealed: build shield 1.") == 3
    assert text.count("- Aldmar orders 1 arm.") >= 3
    assert "The game is over after round 3. The cards are turned over:" in text
    points, pars = totals(match.state)[:, 0], par(match.scenario, match.state)[:, 0]
    for name, got, needed in zip(("Aldmar", "Brennia"), points, pars, strict=True):
        result = "wins" if got >= needed else "falls short"
        assert f"{name}: Content. {got} points, par {needed}: it {result}." in text
    assert "Nobody struck anybody." in text
    assert "The table together kept 24 of 30 tokens as butter." in text
    assert CLEAR not in text
    assert "Press Enter" not in text


def test_a_pin_from_the_window_is_asked_for_in_the_terminal_too() -> None:
    match = match_of()
    match.choose_pin(1, "4711")
    text = pipe(match, "build shield 1", "seal", "4712", "4711", "seal")
    assert "PIN of Brennia: 4712\nThat is not the PIN of Brennia." in text
    assert "Brennia (BRE), your private desk" in text.split("PIN of Brennia: 4711")[1]
    assert match.round == 2
    assert "Brennia (BRE), your private desk" not in pipe(match, "seal", "quit")


def test_empty_sheets_can_be_sealed_to_the_end() -> None:
    match = match_of()
    text = pipe(match, *(["seal"] * 6))
    assert match.over
    assert text.count("Sealed: an empty sheet.") == 6


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("who", ["random", "rules"])
def test_a_program_can_play_whole_games(scenario: str, who: str) -> None:
    """Exactly the order lines and `seal` per asked power, crises too; nothing is ever refused."""
    match, out = match_of(scenario, seed=5), io.StringIO()
    coach = (scenario, who) == ("base", "rules")  # a coach thinks long
    play(Sitting(match, coach=coach), Machine(match, who), out)
    text = out.getvalue()
    assert match.over
    assert "Not possible" not in text
    assert "Not understood" not in text
    assert max(len(line) for line in text.splitlines()) <= 100
    assert all(char.isprintable() or char == "\n" for char in text)
    assert not re.search(r"[\u2500-\u259f|]|--|==|\{|\}", text)  # no boxes, no drawings, no holes


def test_players_in_other_seats_seal_by_themselves() -> None:
    match = match_of("base", "rules,person,rules,random,hold")
    text = pipe(match, *(["seal"] * 40))
    assert match.over
    assert "Aldmar (ALD), your private desk" not in text
    assert text.count("Brennia (BRE), your private desk") == match.round
    assert "The cards are turned over" in text


def test_without_people_the_table_is_told() -> None:
    match = match_of("base", "rules")
    text = pipe(match)
    assert match.over
    assert "Round 1. The orders are turned over:" in text


# ---- orders, errors, commands -----------------------------------------------------------------------------


def test_errors_are_one_sentence_and_keep_the_draft() -> None:
    match = match_of()
    text = pipe(match, "build shield 1", "bild sword 2", "build sword 9", "stance strike BRE", "say", "orders", "seal")
    assert "'bild' is neither an order nor a command. Did you mean 'build'?" in text
    assert "Not possible: at most 3 arms can be built in a round." in text
    assert "Not possible: only a power that mobilised" in text
    assert "Not understood: 'say' is not complete" in text
    assert "Your orders so far, not sealed yet:\n1. build shield 1\nTo be kept as butter: 4 tokens." in text
    assert "Sealed: build shield 1." in text


def test_tokens_left_are_told_after_every_order() -> None:
    text = pipe(
        match_of(),
        "build sword 2",
        "ally hand BRE",
        "signal peace BRE",
        "stance mobilise",
        "build shield 1",
        "seal",
    )
    assert [int(n) for n in re.findall(r"Noted: .*\. (\d) tokens? left\.", text)] == [3, 2, 1, 0]
    assert "Not possible: that takes more than the 5 tokens there are" in text
    assert "Kept as butter: 0 tokens, and what is bound for hands that are not taken." in text


def test_orders_can_be_taken_back() -> None:
    lines = [
        "undo",
        "build sword 2",
        "read BRE 4",
        "say peace BRE",
        "undo 1",
        "undo 7",
        "undo",
        "orders",
        "clear",
        "orders",
    ]
    text = pipe(match_of(), *lines)
    assert "There is nothing to take back." in text
    assert "Taken back: build sword 2. 5 tokens left." in text
    assert "There is no order number 7" in text
    assert "Taken back: say peace BRE." in text
    assert "1. read BRE 4\n" in text
    assert "All orders taken back." in text
    assert "You have ordered nothing so far." in text


def test_every_command_and_every_topic_answers() -> None:
    for scenario in SCENARIOS:
        lines = [*(c for c in COMMANDS if c not in ("quit", "exit")), *(f"help {topic}" for topic in TOPICS)]
        lines += [
            "help odds",
            "help pacts",
            "help watch",
            "help threats",
            "help works",
            "help sword",
            "help nonsense",
        ]
        text = pipe(match_of(scenario), *lines, "log 1", "# a remark", "")
        assert "THE GAME IN SHORT" in text
        assert "You can order now:" in text
        assert "There is no help about 'nonsense'." in text
        assert "Nothing has happened yet." in text
        assert max(len(line) for line in text.splitlines()) <= 100
        assert "{" not in text
        module = "There is no help about 'pacts'" not in text
        assert module == box_of(scenario).world.has("standing pacts")


def test_looking_is_free_and_shows_the_desk_again() -> None:
    text = pipe(match_of(), "look", "seal")
    assert text.count("Aldmar (ALD), your private desk. Round 1 of 3.") == 2
    assert text.count("What to do here:") == 3  # twice to Aldmar, once to Brennia


def test_the_log_tells_what_was_seen() -> None:
    text = pipe(match_of(), "build sword 1", "seal", "seal", "log", "log 1", "log 9")
    assert text.count("Round 1:\n- Aldmar orders 1 arm.\n- Aldmar builds 1 sword.") == 2
    assert "There is no round 9 to tell of; they are 1 to 2." in text


def test_a_proposal_cannot_be_missed_and_its_line_accepts_it() -> None:
    match = match_of("six-powers")
    others = ["seal"] * 5
    text = pipe(match, "ally propose offence COR BRE", "ally propose limit 8 FEN", *others, "seal", "seal")
    assert "Brennia proposes" not in text
    desk = text[text.rindex("Brennia (BRE), your private desk") :]
    assert "WAITING FOR YOUR ANSWER:" in desk
    assert "- Aldmar proposes a pact to you: offence against Corvia. This is the last round" in desk
    found = re.search(r"- To accept, type: (ally accept [^\n]*)\n", desk)
    assert found
    assert desk.index("WAITING FOR YOUR ANSWER") < desk.index("Remember: 1 proposal") < desk.index("Brennia, 5 tokens")
    text = pipe(match, found[1], "seal", *["seal"] * 4)
    assert "Aldmar and Brennia make a pact: offence against Corvia." in flat(text)


def test_odd_lines_are_answered() -> None:
    text = pipe(match_of(), "seal", "seal", "log \u00b2", f"log {'9' * 5000}", "build\tsword\t1", "seal now", "seal")
    assert "There is no round \u00b2 to tell of" in text
    assert "Noted: build sword 1." in text
    assert "'seal' stands alone" in text
    assert "Sealed: build sword 1." in text


def test_only_rounds_to_come_may_be_the_last() -> None:
    match = match_of("base", "person,hold,hold,hold,hold", seed=1)
    text = pipe(match, *["seal"] * 7)
    low, high = match.scenario.world.rounds
    for round_ in range(1, match.round + 1):
        page = flat(text[text.index(f"your private desk. Round {round_}") :][:1500])
        assert (f"after round {low}" in page) == (round_ <= low)
        assert ("the game ends after this round" in page) == (round_ == high)


def test_a_power_with_nobody_in_reach_is_not_said_to_strike() -> None:
    match = match_of()
    match.state = match.state.put(mobilised_on=np.array([[0], [0]], np.int8))
    assert may_strike(match.observation(0), 1)
    match.state = match.state.put(occupier=np.array([[1], [NOBODY]], np.int8))
    assert not may_strike(match.observation(0), 1)


def test_weights_that_are_no_cards_are_told_in_percent() -> None:
    world, out = box_of("base").world, io.StringIO()
    opening(Console(io.StringIO(), out, False), replace(world, deck=np.array([0.4, 0.3, 0.0, 0.0, 0.1])))
    assert "In the deck: 50% Content, 38% Fearful, 13% Expansionist." in flat(out.getvalue())


def test_letters_reach_whom_they_are_meant_for() -> None:
    match = match_of("base")
    lines = ['say to COR "meet me at dawn"', 'say to all "we arm only to be safe"', "seal", *["seal"] * 4]
    text = pipe(match, *lines, "letters", "seal", "letters", "seal", "look", "letters", "seal")
    aldmar, brennia, corvia = (
        text[text.index(f"{name}, your private desk. Round 2") :].split("your private desk. Round 2")[1]
        for name in ("Aldmar (ALD)", "Brennia (BRE)", "Corvia (COR)")
    )
    assert 'Aldmar to Corvia: "meet me at dawn"' in aldmar
    assert "dawn" not in brennia
    assert 'Aldmar to all: "we arm only to be safe"' in brennia
    assert 'Aldmar to you: "meet me at dawn"' in corvia
    reveal = text[text.index("Round 1. The orders are turned over:") : text.index("your private desk. Round 2")]
    assert "we arm only to be safe" in reveal
    assert "dawn" not in reveal


def test_the_coach_tells_both_sides_of_an_arm() -> None:
    text = pipe(match_of(), "build sword 2", "seal", coach=True)
    assert "One shield more and Brennia could take your land" in text
    assert "With these orders your attack goes from 5 to 7." in text
    assert "The chance that Brennia, alone, could take your land goes from" in text
    assert "But the chance that you could take the land of Brennia goes from" in text
    assert "Coach:" not in pipe(match_of(), "build sword 2", "seal")
    assert "your defence goes" not in pipe(match_of(), "build sword 1", "seal", coach=True), "it stays 5"


TYPED = """
build ally signal say stance read yield resist join wait stay out sword shield scrap works hand aid cede
propose accept renounce neutrality entente defence offence limit peace guard open all boycott watch threaten
over to warn accuse hold mobilise strike ALD BRE ale 0 1 2 9 -1 99999 help legal orders undo clear look map
log letters odds seal " "a é \x1b[A \x00 {x} %s # ?
"""
WORDS = TYPED.split()


@settings(deadline=None, max_examples=120)
@given(st.lists(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=6).map(" ".join), max_size=25))
def test_whatever_is_typed_the_game_goes_on(typed: list[str]) -> None:
    match = match_of("six-powers")
    text = pipe(match, *(line.replace("\n", " ") for line in typed))
    assert "The game is left in round" in text or match.over
    assert all(char.isprintable() or char == "\n" for char in text)


# ---- leaving and coming back ------------------------------------------------------------------------------


def test_the_end_of_input_leaves_politely_and_what_is_sealed_is_kept() -> None:
    match = match_of()
    text = pipe(match, "build sword 1", "seal", "build shield 2")
    assert text.endswith("Not sealed, and gone: 1 order.\nThe game is left in round 1. Whatever was sealed is kept.\n")
    assert match.waiting() == [1]
    text = pipe(match, *["seal"] * 5)  # who comes back finds the table where it was
    assert match.over
    assert text.index("Brennia (BRE), your private desk. Round 1") < text.index(
        "Aldmar (ALD), your private desk. Round 2"
    )
    assert "Aldmar orders 1 arm." in text


def test_quit_leaves_at_any_prompt() -> None:
    match = match_of()
    assert "The game is left in round 1." in pipe(match, "quit", "seal")
    assert match.waiting() == [0, 1]


def test_every_round_ends_with_what_it_will_be_remembered_for() -> None:
    lines = ("seal", "stance mobilise", "seal", "seal", "stance strike ALD", "seal", "resist", "seal")
    out = pipe(match_of("first-lesson"), *lines)
    assert "After round 1: Brennia mobilises." in out
    assert "Who may strike next round? Brennia may strike Aldmar." in out
    assert "After round 2: Aldmar " in out
    assert "arms against the" in out
    assert "fought beside" not in out, "there was nobody else"
