"""The debrief on the screen: gone through by keyboard and by mouse, at every size, with nothing told too early."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pygame
import pytest
from debriefs import example
from tellings import Finished, Ready, Refused, Slow, Written
from windows import ALL, Table, app_of, faults

from game.debrief import Debrief
from game.debrief.alternatives import alternatives, decisions
from game.debrief.lines import KINDS, lines
from game.debrief.reckoning import Question, Reckoning
from game.scenario import load
from game.scores.model import Estimate
from game.scores.whatif import Count, Fate, Whatif
from game.sitting import Sitting
from game.ui.app import App
from game.ui.flow import Flow
from game.ui.screens.debrief import DebriefScreen
from game.ui.screens.debrief.cards import Cards
from game.ui.screens.debrief.chart import Chart
from game.ui.screens.debrief.suspects import BEAT, Suspects
from game.ui.screens.debrief.whatif import ORDER
from game.ui.screens.replay import Replay
from game.ui.screens.title import Title
from game.ui.session import Session
from game.ui.widgets import Button, Choice, Text

HERE = Path("report")
CHAPTERS = 10


def warlike() -> Debrief:
    return example("base", 1, "random")


def opened(reckoning: Reckoning, app: App | None = None) -> Table:
    app = app or app_of()
    return Table(app, DebriefScreen(app, reckoning, HERE))


def page(table: Table) -> DebriefScreen:
    assert isinstance(table.screen, DebriefScreen)
    return table.screen


def turn_to(table: Table, key: str) -> None:
    page(table).turn(next(k for k, chapter in enumerate(page(table).chapters) if chapter.key == key))


def shown(table: Table) -> str:
    """All words on the page."""
    return " ".join(w.text for w in table.screen.form.root.walk() if isinstance(w, Text | Button))


def let_pass(table: Table, seconds: float = 4.0) -> None:
    for _ in range(round(seconds * 10)):
        table.app.update(0.1)


def an_answer(d: Debrief) -> Whatif:
    share = Estimate(0.6, (0.5, 0.7))
    counts = {name: Count(2, Estimate(0.4, (0.3, 0.5)), {0: 0.6, 1: 0.4}) for name in ("wars", "harm")}
    powers = {seat.code: Fate(12, False, Estimate(15.5, (15, 16)), share) for seat in d.seats}
    return Whatif(2, 200, 1, counts, powers, 0.1, (), ("everybody had known who wanted no land",))


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


def test_wars_are_answered_one_by_one() -> None:
    d = warlike()
    table = opened(Ready(d))
    turn_to(table, "wars")
    assert d.wars_text not in shown(table)
    assert d.wars[0].wanted not in shown(table)
    table.press("war 1")
    assert d.wars[0].wanted in shown(table)
    for _ in d.wars[1:]:
        page(table).forward()
    assert d.wars_text in shown(table)


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


@pytest.mark.parametrize("kind", KINDS)
def test_charts_are_read_by_key_and_mouse(kind: str) -> None:
    d = warlike()
    table = opened(Ready(d))
    turn_to(table, "time")
    choice = table.find("kind")
    assert isinstance(choice, Choice)
    table.click(choice.parts[KINDS.index(kind)].center)
    found = lines(d, kind)
    name = f"chart {found.panels[0].seat.code}"
    table.tab_to(name)
    before = table.draw()
    table.key(pygame.K_RIGHT)
    assert table.draw() != before
    charts = [w for w in table.screen.form.root.walk() if isinstance(w, Chart)]
    assert {chart.hand for chart in charts} == {1}, "one hand over all panels"
    table.key(pygame.K_END)
    last = table.find(name)
    assert isinstance(last, Chart)
    assert last.hand == len(found.panels[0].rounds) - 1
    table.point((last.rect.x + 2, last.rect.centery))
    again = table.find(name)
    assert isinstance(again, Chart)
    assert again.hand == 0


def test_lines_are_those_of_the_timeline() -> None:
    d = warlike()
    arms, belief = lines(d, "arms"), lines(d, "belief")
    for panel in arms.panels:
        mine = [m for m in d.timeline if m.power == panel.seat.code]
        assert panel.lines[0].values == tuple(m.swords for m in mine)
        assert all(low <= high <= arms.top for low, high in panel.band)
    for panel in belief.panels:
        assert panel.truth == next(card.wants_land for card in d.cards if card.power == panel.seat.code)
        assert len(panel.rounds) == d.rounds
        assert belief.top == 1


def test_the_scores_grow_and_the_moments_follow() -> None:
    d = warlike()
    table = opened(Ready(d))
    turn_to(table, "scores")
    early = table.draw()
    let_pass(table, 1)
    assert table.draw() != early
    assert d.verdicts.scores[0].share.text in shown(table)
    table.press("next")
    assert d.markers[0].text in shown(table)


def test_what_if_is_asked_and_answered() -> None:
    d = warlike()
    reckoning = Ready(d)
    table = opened(reckoning)
    turn_to(table, "whatif")
    table.tab_to("round")
    table.key(pygame.K_2)
    table.press("replay")
    assert reckoning.wanted == [Question(2, (), ("truth",))]
    assert page(table).changed, "one can see that it goes on"
    table.press("replay")
    assert len(reckoning.wanted) == 1, "one at a time"
    first = table.draw()
    table.app.update(0.5)
    assert table.draw() != first
    reckoning.answers = [an_answer(d)]
    let_pass(table, 1)
    assert "everybody had known" in shown(table)
    assert "12 → 15.5 points" in shown(table)
    assert not page(table).changed or not page(table).chapter.moving


def test_one_sheet_is_changed_by_a_click_or_typed() -> None:
    d = warlike()
    reckoning = Ready(d)
    table = opened(reckoning)
    turn_to(table, "whatif")
    kinds = table.find("kind")
    assert isinstance(kinds, Choice)
    table.click(kinds.parts[[option.value for option in kinds.options].index(ORDER)].center)
    instead = table.reach("instead")
    assert isinstance(instead, Choice)
    table.click(instead.parts[-1].center)
    table.click("replay")
    assert reckoning.wanted == [Question(1, (f"{d.seats[0].code}: ",), ())]
    reckoning.answers = [Refused("AAA: that will not do")]
    table.app.update(0.1)
    assert "that will not do" in shown(table)
    table.tab_to("lines")
    table.type("build shield 1")
    table.key(pygame.K_RETURN)
    assert reckoning.wanted[-1] == Question(1, (f"{d.seats[0].code}: build shield 1",), ())


def test_alternatives_are_another_sheet() -> None:
    d = warlike()
    for round_ in range(1, d.rounds + 1):
        for one in decisions(d, round_):
            others = alternatives(d, one)
            assert all(set(other.lines) != set(one.orders) for other in others)
            assert len({other.lines for other in others}) == len(others)
    stages = {one.stage for round_ in range(1, d.rounds + 1) for one in decisions(d, round_)}
    assert stages == {"orders", "answers", "help"}


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


def test_a_record_that_will_not_do_is_said_so() -> None:
    reckoning = Slow()
    table = opened(reckoning)
    reckoning.answers = [Refused("x.jsonl: line 3: was changed")]
    table.app.update(0.1)
    assert "line 3" in shown(table)
    table.key(pygame.K_SPACE, pygame.K_ESCAPE)
    assert not table.app.running


def test_the_report_is_written_on_request() -> None:
    reckoning = Ready(warlike())
    table = opened(reckoning)
    turn_to(table, "books")
    table.press("export")
    assert reckoning.wanted == [HERE]
    reckoning.answers = [Written(HERE)]
    table.app.update(0.1)
    assert str(HERE) in shown(table)


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
