"""Crises by keyboard and by mouse; both kinds of visit at every size, and what their pictures must not tell."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pygame
import pytest
from test_views_draft import sitting
from visits import Hands, told
from windows import ALL, app_of, faults

from game.scenario import Intent, load
from game.sitting import Sitting
from game.ui.screens.crisis import Crisis
from game.ui.screens.desk import Desk
from game.ui.screens.visit import Visit
from game.ui.session import Session

BASE = load("base")
ALD, BRE, _, _, EST = BASE.world.codes
OFFER = f'say to {ALD} "propose {ALD}: hand for no strike {BRE}"'


def struck() -> Sitting:
    ordered = {1: [f"stance strike {ALD}"], 0: [f"ally hand {EST}"], 4: [f"ally hand {ALD}"]}
    return sitting(BASE, {1: ["stance mobilise"]}, ordered)


def test_a_crisis_by_keyboard_alone() -> None:
    table = struck()
    hands = Hands(table, 0, Crisis)
    assert "struck by Brennia".upper() in told(hands.visit)
    assert "Sealed as it is: Resist" in told(hands.visit)
    hands.letters("y")
    hands.letters("r")
    assert table.draft(0) == ["resist"]
    hands.key(pygame.K_s, mod=pygame.KMOD_CTRL)
    hands.wait(1)
    assert hands.gone
    table.advance()
    helper = Hands(table, 4, Crisis)
    assert "costs you 4 points" in told(helper.visit)
    helper.letters("ja")
    assert table.draft(4) == [f"join {ALD}"]
    helper.letters("w")
    assert table.draft(4) == ["wait"]
    helper.press(f"join {ALD}")
    helper.press("seal")
    helper.wait(1)
    assert table.sealed() == [4]


def test_a_crisis_by_mouse_alone() -> None:
    table = struck()
    hands = Hands(table, 0, Crisis)
    hands.click("resist")
    hands.click("seal")
    hands.wait(1)
    table.advance()
    for power in table.asked():
        helper = Hands(table, power, Crisis)
        helper.click(f"join {ALD}" if power == 4 else "stay out")
        helper.click("seal")
        helper.wait(1)
        assert helper.gone
        assert helper.actions == 2
    table.advance()
    assert table.revealed
    assert any(event.kind == "joined" for event in table.revealed.seen_by(0))


def test_what_the_striker_had_said_stands_beside_its_strike() -> None:
    """Aloud, or in a letter to the one it strikes; what it says afterwards does not count."""
    table = struck()
    table.speak(1, f"pledge {ALD}: no strike {ALD}")
    assert "had said" not in told(Hands(table, 0, Crisis).visit)
    letter = f'say to {ALD} "We hold if you stop on the ridge."'
    ordered = {1: [f"stance strike {ALD}"], 0: [f"ally hand {EST}"], 4: [f"ally hand {ALD}"]}
    table = sitting(BASE, {1: ["stance mobilise", letter]}, ordered)
    said = "In round 1 Brennia had said: “We hold if you stop on the ridge.”"
    assert said in told(Hands(table, 0, Crisis).visit)
    table.seal(0, ["resist"])
    table.advance()
    assert said not in told(Hands(table, 4, Crisis).visit), "the letter was to another"


# ---- looks ----------------------------------------------------------------------------------------------


def pages() -> Iterator[tuple[str, Sitting, int, type[Visit]]]:
    yield "desk", sitting(BASE, {1: [OFFER], 2: ["stance mobilise"]}), 0, Desk
    yield "full", sitting(load("july-1914"), {1: ["stance mobilise"]}), 0, Desk
    yield "struck", struck(), 0, Crisis
    helped = struck()
    helped.seal(0, ["resist"])
    helped.advance()
    yield "help", helped, 4, Crisis


@pytest.mark.parametrize(("size", "scale"), ALL)
def test_nothing_is_clipped_at_any_size(size: tuple[int, int], scale: float) -> None:
    app = app_of(size, scale)
    for name, table, power, kind in pages():
        visit = kind(app, Session(table), power)
        app.start(visit)
        assert faults(visit) == [], (name, size, scale)
        for what in ("treaties", "threats", "sayings"):
            if isinstance(visit, Desk):
                visit.unfold(what)
        for page in (*visit.pages(), "map", "orders"):
            visit.view = page
            visit.pane = page if page in visit.pages() else visit.pane
            visit.refresh()
            assert faults(visit) == [], (name, size, scale, page)


def test_the_picture_is_a_function_of_what_the_power_may_know() -> None:
    """Two games that differ in what the others hide alone give the same desk, pixel by pixel."""
    table = sitting(BASE, {2: ["build sword 3"], 3: ["stance mobilise"]})
    before = Hands(table).draw()
    state = table.match.state
    swords, intent = state.desk.swords.copy(), state.desk.intent.copy()
    swords[1:] = np.maximum(swords[1:] - 2, 0)
    intent[1:] = Intent.EXPANSIONIST
    table.match.state = state.put(swords=swords, intent=intent)
    assert Hands(table).draw() == before
    swords[0] -= 1
    table.match.state = state.put(swords=swords)
    assert Hands(table).draw() != before


def test_after_the_visit_nothing_of_it_is_left() -> None:
    """No pixel, tooltip or title tells the table what was on the desk."""
    table = sitting(BASE)
    hands = Hands(table)
    clean = Hands(table)
    clean.key(pygame.K_ESCAPE)
    picture = clean.draw()
    hands.letters("sshb")
    hands.key(pygame.K_s, mod=pygame.KMOD_CTRL)
    hands.draw()
    hands.wait(1)
    assert hands.gone
    assert hands.draw() == picture
    assert hands.app.top.title == ""
    assert hands.app.sounds.played[-1] == "seal"
