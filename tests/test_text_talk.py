"""Talk in the terminal: speaking, offers that wait, promises kept and broken."""

from __future__ import annotations

import io

from screens import flat, match_of, pipe

from game.text import retell

ROUND = ["speak propose BRE: hand for hand", "offers", "seal", "offers", "speak accept ALD", "ally hand ALD", "seal"]


def test_an_offer_is_heard_waits_for_an_answer_and_is_judged() -> None:
    told = flat(pipe(match_of(), *ROUND, "promises", "said", "seal", "seal", "promises", "quit"))
    assert "Said: Aldmar to Brennia: I will give you my hand, if you will give me your hand." in told
    assert "Your own offers that are still open: - Aldmar to Brennia: I will" in told
    assert "Said at the table since your last visit: - Aldmar to Brennia" in told
    assert told.count("To answer: speak accept ALD; or speak refuse ALD") == 2, "on the desk, and when asked for"
    assert told.count("Brennia to Aldmar: I agree: I will give you my hand, if you will give me your hand.") == 3
    assert "Aldmar promised Brennia to give Brennia its hand (rounds 1 to 2): not settled yet." in told
    assert "Brennia promised Aldmar to give Aldmar its hand (rounds 1 to 2): kept." in told
    assert "Brennia: words kept 1, broken 0" in told


def test_a_letter_can_carry_an_offer() -> None:
    lines = ['say to BRE "propose: peace for peace"', "seal", "seal", "letters", "seal", "offers", "seal", "quit"]
    told = flat(pipe(match_of(), *lines))
    assert '"I will promise you peace, if you will promise me peace."' in told
    assert 'say to ALD "accept ALD"' in told
    assert "speak accept" not in told


def test_a_replay_tells_what_was_said() -> None:
    match, out = match_of(), io.StringIO()
    pipe(match, *ROUND, *["seal"] * 4)
    retell(match, out, ended=True)
    assert "Said at the table in round 1: - Aldmar to Brennia: I will give you my hand" in flat(out.getvalue())


def test_what_cannot_be_said_is_explained() -> None:
    told = flat(pipe(match_of(), "speak", "speak propose BRE: gold for hand", 'speak "Any words"', "quit"))
    assert "Say what: speak propose" in told
    assert "Not said: 'gold' cannot be promised or asked" in told
    assert "Said: Aldmar: Any words" in told


def test_a_promise_is_settled_in_the_sight_of_all() -> None:
    lines = ["speak pledge BRE: no mobilise 1", "seal", "seal", "quit"]
    told = flat(pipe(match_of(), *lines))
    assert "Promises made at the table, kept and broken: - Aldmar promised Brennia not to mobilise" in told


def test_a_promise_is_settled_once() -> None:
    told = flat(pipe(match_of(), "speak pledge BRE: no mobilise 1", *["seal"] * 4, "quit"))
    assert "Round 3" in told
    assert told.count("Promises made at the table, kept and broken:") == 1


def test_a_diary_is_kept() -> None:
    match = match_of()
    told = flat(pipe(match, "diary", "diary fear ALD", "diary envy BRE", "diary duty", "diary fear bre", "quit"))
    assert told.count("Say what you act from") == 3
    assert "In your diary: duty." in told
    assert "In your diary: fear, toward Brennia." in told
    assert [(note.power, note.motive, note.toward) for note in match.notes] == [(0, "fear", 1)]


def test_nothing_said_nothing_promised() -> None:
    told = flat(pipe(match_of(), "said", "offers", "promises", "help speak", "quit"))
    assert "Nothing has been said" in told
    assert "No offers are open" in told
    assert "Nothing has been promised yet" in told
    assert "Players of the program understand" in told
