"""The debrief on the screen: gone through by keyboard and by mouse, at every size, with nothing told too early."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pygame
import pytest
from debriefs import example
from tellings import CHAPTERS, Ready, Slow, an_answer, let_pass, opened, page, shown, turn_to, warlike
from windows import ALL, Table, app_of, faults

from game.debrief.reckoning import Finished, Refused
from game.scenario import load
from game.sitting import Sitting
from game.ui.flow import Flow
from game.ui.screens.debrief.cards import Cards
from game.ui.screens.debrief.suspects import BEAT, Suspects
from game.ui.screens.replay import Replay
from game.ui.screens.title import Title
from game.ui.session import Session
from game.ui.widgets import Choice


@pytest.mark.parametrize(("size", "scale"), ALL)
@pytest.mark.parametrize(("scenario", "seed"), [("base", 1), ("six-powers", 2)])
def test_nothing_is_clipped_on_any_page(size: tuple[int, int], scale: float, scenario: str, seed: int) -> None:
    d = example(scenario, seed, "random")
    reckoning = Ready(d)
    app = app_of(size, scale)
    app.settings = replace(app.settings, reduced_motion=True)
    table = opened(reckoning, app)
    pages = 0
    while app.running and pages < 80:
        assert faults(table.screen) == [], page(table).chapter.key
        pages += 1
        if page(table).chapter.key == "whatif" and reckoning.found is None:
            reckoning.answers = [an_answer(d)]
            table.app.update(0.1)
        table.app.go(page(table).forward())
    assert CHAPTERS < pages < 80


def test_by_keyboard_alone() -> None:
    d = warlike()
    reckoning = Ready(d)
    table = opened(reckoning)
    met = []
    for _ in range(60):
        met.append(page(table).chapter.key)
        table.key(pygame.K_SPACE)
        let_pass(table, 3)
        if not table.app.running:
            break
    assert not table.app.running
    assert reckoning.stopped
    assert len(dict.fromkeys(met)) == CHAPTERS
    assert met.count("cards") == len(d.cards) + 1
    again = opened(Ready(d))
    again.key(pygame.K_PAGEDOWN, pygame.K_PAGEDOWN, pygame.K_PAGEDOWN)
    assert page(again).chapter.key == "cards"
    again.key(pygame.K_PAGEUP)
    assert page(again).chapter.key == "suspects"
    again.tab_to("chapter")
    again.key(pygame.K_9)
    assert page(again).chapter.key == "whatif"
    again.key(pygame.K_ESCAPE)
    assert not again.app.running


def test_by_mouse_alone() -> None:
    d = warlike()
    reckoning = Ready(d)
    table = opened(reckoning)
    table.click("next")
    let_pass(table)
    table.click(f"suspect {d.cards[-1].power}")
    wolves = table.reach("wolves")
    assert isinstance(wolves, Choice)
    table.click(wolves.parts[1].center)
    assert page(table).guess.wolves == 1
    assert page(table).guess.suspect == d.cards[-1].power
    table.click("next")
    for card in d.cards:
        table.click(f"card {card.power}")
        let_pass(table, 1)
    assert d.dividend.text in shown(table)
    assert "guessed 1" in shown(table)
    for key in ("wars", "time", "trees", "scores", "words", "mirror", "whatif", "books"):
        turn_to(table, key)
        while table.app.running and page(table).chapter.key == key:
            table.click("next")
    assert not table.app.running


def test_a_card_is_heard_when_it_is_turned() -> None:
    told = warlike()
    d = replace(told, cards=(replace(told.cards[0], wants_land=True), *told.cards[1:]))
    table = opened(Ready(d))
    turn_to(table, "cards")
    for card in d.cards:
        table.click(f"card {card.power}")
        assert table.app.sounds.played[-1] == "page", "it is not known yet"
        let_pass(table, 1)
        assert table.app.sounds.played[-1] == ("strike" if card.wants_land else "held")


def test_on_three_everybody_points() -> None:
    table = opened(Ready(warlike()))
    table.press("next")
    chapter = page(table).chapter
    assert isinstance(chapter, Suspects)
    beats = []
    while chapter.moving:
        beats.append(chapter.beat)
        assert page(table).changed
        table.app.update(BEAT / 3)
    assert list(dict.fromkeys(beats)) == [1, 2, 3]
    assert "Point!" in shown(table)
    assert table.app.sounds.played[-1] == "reveal"


def test_cards_lie_face_down_until_they_are_turned() -> None:
    d = warlike()
    table = opened(Ready(d))
    turn_to(table, "cards")
    for k, card in enumerate(d.cards):
        assert all(one.text not in shown(table) for one in d.cards[k:])
        table.click(f"card {d.cards[-1].power}" if k < len(d.cards) - 1 else "next")  # not its turn yet
        table.press("next") if k < len(d.cards) - 1 else None
        let_pass(table, 1)
        assert card.text in shown(table)
    assert [card.suspicion for card in d.cards] == sorted(card.suspicion or 0 for card in d.cards)


def test_what_a_class_is_asked_about_the_cards_gives_none_away() -> None:
    d, asked = warlike(), "Nobody wanted land. When did you stop believing it?"
    table = opened(Ready(d))
    page(table).asked = [("cards", asked)]
    turn_to(table, "cards")
    for _ in d.cards:
        assert asked not in shown(table)
        table.press("next")
        let_pass(table, 1)
    assert asked in shown(table)


def test_a_card_is_seen_to_turn_unless_motion_is_reduced() -> None:
    table = opened(Ready(warlike()))
    turn_to(table, "cards")
    pictures = {table.draw()}
    table.press("next")
    for _ in range(6):
        table.app.update(0.1)
        pictures.add(table.draw())
    assert len(pictures) > 4
    still = opened(Ready(warlike()))
    still.app.set(replace(still.app.settings, reduced_motion=True))
    turn_to(still, "cards")
    still.press("next")
    chapter = page(still).chapter
    assert isinstance(chapter, Cards)
    assert not chapter.moving
    assert chapter.turned == 1


def test_what_has_just_been_told_is_in_sight() -> None:
    d = example("july-1914", 2, "random")
    table = opened(Ready(d), app_of((1024, 640), 1.25))
    table.app.set(replace(table.app.settings, reduced_motion=True))
    turn_to(table, "cards")
    window = table.find("page").rect
    for card in d.cards[:-1]:
        page(table).forward()
        assert window.top <= table.find(f"card {card.power}").rect.top < window.bottom
    page(table).forward()
    assert table.find("table").rect.colliderect(window)
    turn_to(table, "wars")
    for k in range(len(d.wars)):
        page(table).forward()
        assert window.top <= table.find(f"told {k + 1}").rect.top < window.bottom


def test_cards_come_before_scores() -> None:
    d = warlike()
    reckoning = Slow()
    table = opened(reckoning)
    assert "On three" in shown(table)
    turn_to(table, "cards")
    assert "One moment" in shown(table)
    reckoning.answers = [d, 1]
    table.app.update(0.1)
    assert "33%" in shown(table)
    table.press("next")
    turn_to(table, "scores")
    assert d.verdicts.scores[0].share.text not in shown(table), "not known yet"
    reckoning.answers = [Finished(d)]
    table.app.update(0.1)
    assert d.verdicts.scores[0].share.text in shown(table)


def test_nobody_leafs_past_the_cards_before_they_are_there() -> None:
    d = warlike()
    reckoning = Slow()
    table = opened(reckoning)
    table.press("next")
    assert page(table).at == 0, "first everybody points"
    let_pass(table)
    table.press("next")
    table.press("next")
    table.key(pygame.K_SPACE)
    assert page(table).chapter.key == "cards"
    reckoning.answers = [d]
    table.app.update(0.1)
    assert f"card {d.cards[0].power}" in [widget.name for widget in table.screen.form.order()]
    for _ in range(2 * len(d.cards)):
        let_pass(table, 1)
        table.press("next")
    assert page(table).at > 1


def test_a_record_that_will_not_do_is_said_so() -> None:
    reckoning = Slow()
    table = opened(reckoning)
    reckoning.answers = [Refused("x.jsonl: line 3: was changed")]
    table.app.update(0.1)
    assert "line 3" in shown(table)
    table.key(pygame.K_SPACE, pygame.K_ESCAPE)
    assert not table.app.running


def test_a_finished_game_leads_here_and_back_to_the_title(tmp_path: Path) -> None:
    path = tmp_path / "short.jsonl"
    sitting = Sitting.new(load("first-lesson"), ["blueprint", "blueprint"], seed=4, path=path)
    while not sitting.over:
        sitting.settle()
        sitting.advance()
    app = app_of()
    flow = Flow(app)
    at_once = Table(app, flow.begin(Session(sitting)))
    sitting.close()
    assert "On three" in shown(at_once)
    at_once.key(pygame.K_ESCAPE)
    assert isinstance(at_once.screen, Title)
    later = Table(app, flow.resume(path))
    assert "On three" in shown(later)
    for _ in range(3000):
        app.update(0.01)
        if page(later).reckoning.debrief is not None:
            break
        pygame.time.wait(10)
    turn_to(later, "wars")
    later.press("again")
    assert isinstance(later.screen, Replay)
    later.key(pygame.K_ESCAPE)
    assert page(later).chapter.key == "wars"
    later.key(pygame.K_ESCAPE)


def test_nothing_that_happens_by_chance_stops_it() -> None:
    """Random keys and clicks on every page: no error, and a picture each time."""
    luck = random.Random(3)
    keys = [pygame.K_TAB, pygame.K_RETURN, pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN, pygame.K_SPACE]
    keys += [pygame.K_PAGEUP, pygame.K_PAGEDOWN, pygame.K_HOME, pygame.K_END, pygame.K_1, pygame.K_3, pygame.K_a]
    reckoning = Ready(warlike())
    table = opened(reckoning)
    for _ in range(500):
        pos = (luck.randrange(1280), luck.randrange(800))
        if luck.random() < 0.5:
            table.key(luck.choice(keys))
        else:
            table.click(pos)
        if luck.random() < 0.1:
            turn_to(table, luck.choice(page(table).chapters).key)
        if reckoning.asking is not None and luck.random() < 0.3:
            reckoning.answers = [luck.choice([an_answer(warlike()), Refused("no")])]
        if luck.random() < 0.05:
            table.draw()
        if not table.app.running:
            table = opened(reckoning)
    assert table.app.running
