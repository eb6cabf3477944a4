"""The debrief tells what was promised, secret letters too, and the diaries beside the truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.arrays import NOBODY
from game.debrief import page, recorded
from game.debrief.model import Debrief
from game.debrief.report import page as html
from game.scenario import Intent, load
from game.sitting import Sitting


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Debrief:
    """A game of two: one deal aloud and kept, one by letter and broken, and diaries."""
    path = tmp_path_factory.mktemp("talk") / "talk.jsonl"
    sitting = Sitting.new(load("first-lesson"), ["person", "person"], seed=3, path=path)
    sitting.speak(0, "propose BRE: no mobilise for no mobilise")
    sitting.speak(1, "accept ALD")
    sitting.diary(0, "fear", 1)
    sitting.diary(1, "duty", 0)
    sheets: tuple[list[list[str]], ...] = [["signal peace BRE", 'say to BRE "pledge: hand"'], []], [[], []], [[], []]
    for round_ in sheets:
        for power, lines in enumerate(round_):
            sitting.seal(power, lines)
        sitting.diary(1, "want", 0)
        sitting.advance()
    assert sitting.over
    return recorded(path, 1, 1)


def test_promises_are_told_with_their_fate(told: Debrief) -> None:
    assert [(x.power, x.to, x.fate) for x in told.promises] == [
        ("ALD", "BRE", "kept"),
        ("BRE", "ALD", "kept"),
        ("ALD", "BRE", "broken"),
    ]
    assert told.promises[2].text.startswith("Aldmar promised Brennia to give Brennia its hand (rounds 2 to 3): ")
    assert told.pledges_text == "Words given: 4. Kept 3, broken 1, never put to the test 0, void 0.", "orders and words"


def test_diaries_stand_beside_the_cards(told: Debrief) -> None:
    assert [(x.round, x.power, x.motive) for x in told.diary] == [
        (1, "ALD", "fear"),
        (1, "BRE", "want"),
        (2, "BRE", "want"),
        (3, "BRE", "want"),
    ]
    assert told.diary[0].text == "Round 1: Aldmar noted that it acted from fear of Brennia. " + (
        "Brennia wanted nothing but to be safe."
    )


# The motive noted, whether by the power that wants land, and what the cards and the words given say of it.
TRUTHS = [
    ("fear", False, "acted from fear of {wolf}. {wolf} did want land."),
    ("fear", True, "acted from fear of {lamb}. {lamb} wanted nothing but to be safe."),
    ("want", True, "acted from want of what {lamb} has. Its card did give it something for land."),
    ("want", False, "acted from want of what {wolf} has. Its card gave it nothing for land."),
    ("duty", False, "acted from duty to {wolf}. It had given {wolf} its word."),
    ("duty", True, "acted from duty to {lamb}. It had given {lamb} no word."),
]


@pytest.mark.parametrize(("motive", "by_wolf", "told"), TRUTHS)
def test_cards_and_words_given_say_what_was_true(tmp_path: Path, motive: str, by_wolf: bool, told: str) -> None:
    """One of two wants land, and the other promises it peace by order; a diary that names nobody is left as it is."""
    path = tmp_path / "game.jsonl"
    sitting = Sitting.new(load("first-lesson"), ["person", "person"], seed=3, deal="one-wolf", path=path)
    wolf = int((sitting.match.state.desk.intent[:, 0] >= Intent.CLAIMANT).argmax())
    writes, other = (wolf, 1 - wolf) if by_wolf else (1 - wolf, wolf)
    sitting.diary(writes, motive, other)
    sitting.diary(other, motive, NOBODY)
    sitting.seal(1 - wolf, [f"signal peace {sitting.world.codes[wolf]}"])
    sitting.seal(wolf, [])
    sitting.advance()
    while not sitting.over:
        for power in sitting.visitors():
            sitting.seal(power, [])
        sitting.advance()
    names = [power.name for power in sitting.world.powers]
    entries = {entry.power: entry.text for entry in recorded(path, 1, 1).diary}
    assert entries[sitting.world.codes[writes]].endswith(told.format(wolf=names[wolf], lamb=names[1 - wolf]))
    assert entries[sitting.world.codes[other]].endswith(f"acted from {motive}.")


def test_both_are_chapters_on_paper_and_in_the_terminal(told: Debrief) -> None:
    for text in (page(told), html(told, {})):
        assert "Promised in talk and letters" in text
        assert "The diaries, beside the truth" in text
        assert "not to mobilise" in text
