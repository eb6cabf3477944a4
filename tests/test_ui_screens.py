"""Every screen around a game: at every size, by keyboard alone, by mouse alone, and with nothing left behind."""

from __future__ import annotations

from collections.abc import Callable

import pygame
import pytest
from windows import ALL, Table, app_of, faults, session

from game.talk.grammar import Said
from game.talk.statement import Act, Clause
from game.ui.app import App
from game.ui.flow import Flow
from game.ui.moves import Page, Push
from game.ui.screens.card import HiddenCard
from game.ui.screens.parts import Notice
from game.ui.screens.pick_player import PickPlayer
from game.ui.screens.table import Table as TableScreen
from game.ui.session import Session
from game.ui.widgets import Choice, Log
from game.words import words

pytestmark = pytest.mark.usefixtures("blank_maps")


def talked() -> Session:
    """A game at which much was said: an offer open, promises made, a round played."""
    game = session("six-powers", people=6)
    sitting = game.sitting
    sitting.speak(0, Said(Act.PLEDGE, 2, (Clause("arm", amount=1),)))
    for power in range(6):
        sitting.seal(power, ["signal peace BRE"] if power == 0 else [])
    sitting.advance()
    sitting.speak(0, Said(Act.PROPOSE, 1, (Clause("hand", 1),), (Clause("strike", 0, never=True),)))
    sitting.speak(2, "We hold at seven if you stop on the ridge. " * 3)
    return game


SCREENS: dict[str, Callable[[App, Flow], Page]] = {
    "title": lambda app, flow: flow.title(),
    "settings": lambda app, flow: flow.settings(),
    "shelf": lambda app, flow: flow.shelf(),
    "rules": lambda app, flow: flow.rules(),
    "new game": lambda app, flow: flow.new_game(),
    "pick a player": lambda app, flow: PickPlayer(app, "Aldmar", "rules", lambda name: None),
    "rite": lambda app, flow: flow.begin(session()),
    "curtain": lambda app, flow: flow.card(session(), 1),
    "card": lambda app, flow: HiddenCard(app, session(pins=True), 0),
    "table": lambda app, flow: flow.table(talked()),
    "table of seven": lambda app, flow: flow.table(session("july-1914", people=7)),
    "speak": lambda app, flow: flow.speak(talked()),
    "menu": lambda app, flow: flow.menu(session()),
    "notice": lambda app, flow: Notice(app, "A notice", "Something to be read. " * 30),
}


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_clipped_overlaps_or_cannot_be_named(name: str) -> None:
    for size, scale in ALL:
        app = app_of(size, scale)
        table = Table(app, SCREENS[name](app, Flow(app)))
        for _ in range(3):
            app.update(0.01)
        assert faults(table.screen) == [], (size, scale)
        form = table.screen.form
        form.focus_on(form.order()[-1].name)
        assert faults(table.screen) == [], (size, scale, "scrolled to its end")


@pytest.mark.parametrize("name", SCREENS)
def test_every_focus_can_be_seen(name: str) -> None:
    app = app_of()
    table = Table(app, SCREENS[name](app, Flow(app)))
    app.update(0.01)
    table.screen.form.leave()  # some give it to what comes next
    plain = table.draw()
    for _ in range(min(len(table.screen.form.order()), 6)):
        table.key(pygame.K_TAB)
        assert table.draw() != plain


def test_the_talk_panel_shows_all_its_sides_at_every_size() -> None:
    for size, scale in ALL:
        app = app_of(size, scale)
        table = Table(app, Flow(app).table(talked()))
        screen = table.screen
        assert isinstance(screen, TableScreen)
        screen.look("talk")
        for view in ("said", "offers", "kept"):
            screen.talk.look(view)
            assert faults(table.screen) == [], (size, scale, view)


# ---- by keyboard alone, by mouse alone ------------------------------------------------------------------


class Hands:
    """The same things done with the keyboard alone, or with the mouse alone."""

    def __init__(self, table: Table, use: Callable[[str], None]) -> None:
        self.table, self.use = table, use


def by_key(table: Table) -> Hands:
    return Hands(table, table.press)


def by_mouse(table: Table) -> Hands:
    return Hands(table, table.click)


def choose(hands: Hands, name: str, label: str) -> None:
    """Choose the segment with that label."""
    table = hands.table
    widget = table.find(name)
    assert isinstance(widget, Choice)
    place = widget.labels().index(label)
    if hands.use == table.click:
        table.reach(name)
        table.click(widget.parts[place].center)
    else:
        table.tab_to(name)
        table.key(pygame.K_1 + place)


@pytest.mark.parametrize("hands_of", [by_key, by_mouse])
def test_a_game_is_laid_out_opened_talked_and_turned_over(hands_of: Callable[[Table], Hands]) -> None:
    app = app_of()
    table = Table(app, Flow(app).title())
    hands = hands_of(table)
    use = hands.use
    use("new")
    use("scenario first-lesson")
    use("seat 1")
    use("rules")
    use("seat 1")
    use("person")
    choose(hands, "coach", words("ui.on"))
    choose(hands, "talk", "3 minutes")
    use("begin")
    for power in (0, 1):
        use(f"look {power}")
        use("enter")
        use("done")
        use(f"declare {power}")
    use("begin")
    screen = table.screen
    assert isinstance(screen, TableScreen)
    sitting = screen.sitting
    assert sitting.coach
    assert sitting.clock.seconds == 180
    assert [said.text for said in sitting.statements] == [words("ui.rite.words")] * 2
    use("pause")
    assert not sitting.clock.running
    use("propose")
    choose(hands, "kind gives", words("ui.speak.kind-hand"))
    use("add gives")
    use("say")
    use("accept 1 2")
    assert [said.act for said in sitting.statements[2:]] == [Act.PROPOSE, Act.ACCEPT]
    choose(hands, "talk view", words("ui.talk.kept"))
    choose(hands, "talk view", words("ui.talk.said"))
    assert isinstance(table.find("log"), Log)
    table.tab_to("words") if hands.use == table.press else table.click("words")
    table.type("all quiet")
    table.key(pygame.K_RETURN)
    assert sitting.statements[-1].text == "all quiet"
    for power in (0, 1):
        sitting.seal(power, [])
    table.app.update(0.01)
    use("turn")
    assert sitting.round == 2
    use("skip")  # what is played on the board, to its end
    use("on")
    use("on")  # the aftermath
    assert isinstance(table.screen, TableScreen)
    use("menu")
    use("leave")
    app.update(0.01)
    table.draw()
    app.update(0.01)
    use("continue")
    assert isinstance(table.screen, TableScreen)
    assert table.screen.sitting.round == 2


def test_escape_leads_out_of_every_screen() -> None:
    for name, make in SCREENS.items():
        app = app_of()
        table = Table(app, Flow(app).title())
        table.app.go(Push(make(app, Flow(app))))
        for _ in range(4):
            table.key(pygame.K_ESCAPE)
            if type(table.screen).__name__ == "Title":
                break
        assert type(table.screen).__name__ in ("Title", "Table"), name
