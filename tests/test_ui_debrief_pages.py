"""Pages of the debrief by themselves: wars, charts, scores, what-ifs, the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pygame
import pytest
from tellings import HERE, Ready, an_answer, let_pass, opened, page, shown, turn_to, warlike
from windows import Table, app_of

from game.debrief.alternatives import alternatives, decisions
from game.debrief.lines import KINDS, lines
from game.debrief.reckoning import Question, Refused, Written
from game.scores.model import Estimate
from game.scores.whatif import Fate
from game.scores.whatif import page as in_terminal
from game.ui.screens.debrief.chart import Chart
from game.ui.screens.debrief.whatif import ORDER
from game.ui.widgets import Choice, Scroll, Widget


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


SMALL = ((1024, 640), 1.5)


def test_a_small_window_has_room_for_whole_cards_and_both_guesses() -> None:
    d = warlike()
    table = opened(Ready(d), app_of(*SMALL))
    form = table.screen.form
    assert _seen(table, "wolves")
    turn_to(table, "cards")
    for card in d.cards:
        page(table).forward()
        let_pass(table, 1)
        if card is not d.cards[-1]:
            assert _seen(table, f"card {card.power}"), "it is read without scrolling"
    assert _seen(table, "table")
    for _ in form.order():
        table.key(pygame.K_TAB)
        assert form.focused is not None
        assert _seen(table, form.focused.name)


def test_in_a_small_window_an_answer_comes_into_sight() -> None:
    d = warlike()
    reckoning = Ready(d)
    table = opened(reckoning, app_of(*SMALL))
    turn_to(table, "whatif")
    assert table.find("answer").rect.top > table.find("page").rect.centery
    table.click("replay")
    reckoning.answers = [an_answer(d)]
    table.app.update(0.1)
    table.app.update(0.1)
    scroll, answer = table.find("page"), table.find("answer")
    assert scroll.rect.top <= answer.rect.top < scroll.rect.centery


def test_points_below_nought_have_a_minus_on_the_screen_and_in_the_terminal() -> None:
    d = warlike()
    answer = an_answer(d)
    fates = {code: Fate(-2, False, Estimate(-15.5, (-16, -15)), fate.par) for code, fate in answer.powers.items()}
    answer = replace(answer, powers=fates)
    reckoning = Ready(d)
    table = opened(reckoning)
    turn_to(table, "whatif")
    reckoning.answers = [answer]
    table.app.update(0.1)
    assert "−2 → −15.5 points" in shown(table)
    told = "\n".join(in_terminal(answer, {seat.code: seat.name for seat in d.seats}))
    assert "−15.5 points (−16.0 to −15.0) instead of −2" in told


def _seen(table: Table, name: str) -> bool:
    """Whether the whole of a widget lies in sight."""
    widget = table.find(name)
    scrolls = [above for above in _above(widget) if isinstance(above, Scroll)]
    return all(scroll.rect.contains(widget.rect) for scroll in scrolls)


def _above(widget: Widget) -> Iterator[Widget]:
    while widget.parent is not None:
        widget = widget.parent
        yield widget


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


CODE = re.compile(r"\b(build (sword|shield|scrap|works) \d|(ally|signal|stance) [a-z]+\b( [A-Z]{3})?|read [A-Z]{3})")


def test_orders_are_told_in_plain_english_wherever_they_are_read() -> None:
    d = warlike()
    assert CODE.search("build sword 2")
    assert CODE.search("; ".join(line for one in d.orders for line in one.orders))
    table = opened(Ready(d))
    turn_to(table, "mirror")
    for round_ in range(1, d.rounds + 1):
        told = shown(table)
        assert not CODE.search(told)
        assert all(one.done.lower() in told.lower() for one in d.orders if one.round == round_)
        page(table).forward()
    turn_to(table, "whatif")
    kinds = table.find("kind")
    assert isinstance(kinds, Choice)
    table.click(kinds.parts[[option.value for option in kinds.options].index(ORDER)].center)
    assert not CODE.search(shown(table))


def test_alternatives_are_another_sheet() -> None:
    d = warlike()
    for round_ in range(1, d.rounds + 1):
        for one in decisions(d, round_):
            others = alternatives(d, one)
            assert all(set(other.lines) != set(one.orders) for other in others)
            assert len({other.lines for other in others}) == len(others)
    stages = {one.stage for round_ in range(1, d.rounds + 1) for one in decisions(d, round_)}
    assert stages == {"orders", "answers", "help"}


def test_the_report_is_written_on_request() -> None:
    reckoning = Ready(warlike())
    table = opened(reckoning)
    turn_to(table, "books")
    table.press("export")
    assert reckoning.wanted == [HERE]
    reckoning.answers = [Written(HERE)]
    table.app.update(0.1)
    assert str(HERE) in shown(table)
