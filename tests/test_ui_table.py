"""What the screens around a game do, one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pygame
import pytest
from windows import Table, app_of, faults, session

from game.scenario import load
from game.sitting import Clock, Sitting, shelf
from game.talk.grammar import Said
from game.talk.statement import KINDS, Act, Clause
from game.ui.flow import Flow
from game.ui.screens.card import HiddenCard
from game.ui.screens.curtain import Curtain
from game.ui.screens.desk import Desk
from game.ui.screens.miniatures import Miniatures, place_of
from game.ui.screens.pick_player import player_name
from game.ui.screens.speak import SIDES, Speak
from game.ui.screens.table import Table as TableScreen
from game.ui.sight import SIGHTS, simulate
from game.ui.widgets import Choice, Text
from game.words import words


def test_the_curtain_asks_for_the_pin_of_that_seat() -> None:
    game = session(pins=True)
    app = app_of()
    table = Table(app, Flow(app).begin(game))
    table.press("look 0")
    table.press("enter")
    table.tab_to("pin")
    table.type("4")
    assert table.find("done").reason, "one digit is too short"
    table.press("done")
    assert isinstance(table.screen, HiddenCard)
    table.tab_to("pin")
    table.type("711x")
    table.press("done")
    assert (game.sitting.guarded(0), game.sitting.guarded(1)) == (True, False)
    table.press("look 0")
    table.press("enter")
    assert isinstance(table.screen, Curtain), "no PIN, no card"
    table.tab_to("pin")
    table.type("4712")
    table.key(pygame.K_RETURN)
    assert isinstance(table.screen, Curtain)
    wrong = [widget.text for widget in table.screen.form.root.walk() if isinstance(widget, Text)]
    assert words("ui.curtain.wrong", name="Aldmar") in wrong
    table.type("4711")
    table.key(pygame.K_RETURN)
    assert isinstance(table.screen, HiddenCard)


def test_a_pin_is_asked_for_when_the_game_is_gone_on_with(tmp_path: Path) -> None:
    game = session(pins=True, path=tmp_path / "game.jsonl")
    game.sitting.choose_pin(1, "4711")
    app = app_of()  # the first window was never closed: a crash
    flow = Flow(app)
    table = Table(app, flow.resume(tmp_path / "game.jsonl"))
    table.press("look 1")
    assert table.screen.form.focused is table.find("pin"), "it can be typed at once"
    table.press("enter")
    assert isinstance(table.screen, Curtain)
    table.tab_to("pin")
    table.type("4711")
    table.press("enter")
    assert isinstance(table.screen, HiddenCard)
    kept = words("ui.card.pin-kept")
    assert kept in [widget.text for widget in table.screen.form.root.walk() if isinstance(widget, Text)]
    table.press("done")
    table.press("look 0")
    table.press("enter")
    assert table.find("pin"), "who had chosen none before the crash still may"


def test_a_game_gone_on_with_is_played_as_it_was_begun(tmp_path: Path) -> None:
    """Nobody had chosen a PIN when the window was closed."""
    path = tmp_path / "game.jsonl"
    Sitting.new(load("base"), ["person"] * 2 + ["hold"] * 3, seed=5, path=path, coach=True, clock=Clock(120), pins=True)
    app = app_of()
    table = Table(app, Flow(app).resume(path))
    table.press("look 0")
    table.press("enter")
    assert table.find("pin")
    assert isinstance(table.screen, HiddenCard)
    again = table.screen.session.sitting
    assert (again.coach, again.mirror, again.clock.seconds, again.clock.running) == (True, True, 120, True)


def test_rite_waits_for_everybody_and_computers_need_no_card() -> None:
    app = app_of()
    table = Table(app, Flow(app).begin(session()))
    assert table.find("begin").reason == words("ui.rite.waits", names="Aldmar and Brennia")
    assert table.find("declare 0").reason == words("ui.rite.first-look")
    table.press("declare 0")
    table.press("begin")
    assert type(table.screen).__name__ == "Rite"
    table.key(pygame.K_ESCAPE)
    assert type(table.screen).__name__ == "Title"


def test_a_plate_leads_to_its_own_desk_alone() -> None:
    app = app_of()
    game = session()
    table = Table(app, Flow(app).table(game))
    app.update(0.01)
    assert table.find("plate 2").reason == words("ui.table.computer")
    table.click("plate 2")
    assert isinstance(table.screen, TableScreen)
    table.click("plate 1")
    assert isinstance(table.screen, Curtain)
    assert table.screen.power == 1
    table.press("table")
    assert isinstance(table.screen, TableScreen)
    game.sitting.seal(1, [])
    app.update(0.01)
    assert table.screen.state_of(1)[0] == words("ui.table.sealed")
    assert "Aldmar" in table.find("turn").reason
    assert "Brennia" not in table.find("turn").reason


def test_the_table_says_what_comes_next() -> None:
    """Several people are called by name; one alone has a button that leads to its desk."""
    app = app_of()
    table = Table(app, Flow(app).table(session()))
    shown = [widget.text for widget in table.screen.form.root.walk() if isinstance(widget, Text)]
    assert words("ui.table.next-people", names="Aldmar and Brennia") in shown
    for size, scale in ((1280, 800), 1.0), ((1024, 640), 1.5):
        app = app_of(size, scale)
        game = session(people=1)
        table = Table(app, Flow(app).table(game))
        table.press("desk")
        assert isinstance(table.screen, Desk)
        table.press("leave")
        screen = table.screen
        assert isinstance(screen, TableScreen)
        assert screen.state_of(1)[0] == words("ui.table.listens"), "nobody seals while people may still talk"
        game.sitting.seal(0, [])
        table.app.top.resumed()
        assert screen.state_of(1)[0] == words("ui.table.thinks")
        assert table.find("turn").reason, "computers are waited for"


@pytest.mark.parametrize("scenario", ["first-lesson", "base", "july-1914"])
def test_a_small_table_has_a_map_worth_a_look_and_all_plates(scenario: str) -> None:
    app = app_of((1024, 640), 1.5)
    game = session(scenario, people=2)
    table = Table(app, Flow(app).table(game))
    assert table.find("board").rect.h >= 400
    plates = [table.find(f"plate {i}").rect for i in range(len(game.seats))]
    assert all(pygame.Rect((0, 0), app.size).contains(rect) for rect in plates), "without scrolling"


def test_the_lid_shows_all_its_doors_in_a_small_window() -> None:
    app = app_of((1024, 640), 1.5)
    table = Table(app, Flow(app).title())
    assert pygame.Rect((0, 0), app.size).contains(table.find("quit").rect)


def test_what_cannot_be_said_is_told_why() -> None:
    app = app_of()
    table = Table(app, Flow(app).table(session()))
    table.tab_to("words")
    table.type("if bre: nonsense")
    table.key(pygame.K_RETURN)
    screen = table.screen
    assert isinstance(screen, TableScreen)
    assert screen.talk.wrong
    assert screen.talk.typed == "if bre: nonsense", "what was typed stays"
    assert not screen.sitting.statements


def test_the_clock_runs_is_paused_and_given_more() -> None:
    app = app_of()
    game = session()
    table = Table(app, Flow(app).table(game))
    app.update(60.0)
    assert game.sitting.clock.left == 120
    table.press("pause")
    app.update(60.0)
    assert game.sitting.clock.left == pytest.approx(120, abs=0.5)
    table.press("minute")
    table.press("pause")
    app.update(200.0)
    assert game.sitting.clock.up
    shown = [widget.text for widget in table.screen.form.root.walk() if isinstance(widget, Text)]
    assert words("ui.table.time-up") in shown
    assert game.sitting.round == 1, "it ends nothing by itself"


def test_clauses_are_put_together_changed_and_taken_away() -> None:
    said: list[tuple[int, Said]] = []
    app = app_of()
    table = Table(app, Speak(app, session("six-powers"), [0, 1], lambda power, what: said.append((power, what))))
    screen = table.screen
    assert isinstance(screen, Speak)
    assert table.find("say").reason == words("ui.speak.lacks-propose")
    table.press("say")
    assert said == []
    screen.be(1)
    screen.set("to", 3)
    for what in KINDS:
        screen.begin("gives", what)
        kind, clause = KINDS[what], screen.draft["gives"]
        assert clause is not None
        assert (clause.whom >= 0) == kind.whom
        assert screen.said()[0] is not None, what
        assert faults(screen) == [], what
    screen.begin("gives", "scrap")
    screen.alter("gives", "amount", 2)
    screen.add("gives")
    screen.begin("gives", "guard")
    screen.add("gives")
    screen.drop("gives", 1)
    screen.begin("asks", "strike")
    screen.alter("asks", "never", True)
    screen.alter("asks", "rounds", 2)
    table.press("say")
    never = Clause("strike", 1, rounds=2, never=True)
    assert said == [(1, Said(Act.PROPOSE, 3, (Clause("scrap", amount=2),), (never,)))]
    for act, sides in SIDES.items():
        screen.set("act", act)
        assert faults(screen) == [], act
        assert all(screen.said()[1] or side in sides or act is not Act.TELL for side in ("gives", "asks"))


def test_pacts_are_offered_where_there_are_any() -> None:
    app = app_of()
    plain, standing = session("base"), session("six-powers")
    assert not Speak(app, plain, [0], lambda power, said: None).allowed("defence")
    assert Speak(app, standing, [0], lambda power, said: None).allowed("defence")


def test_saved_games_lie_on_the_shelf_with_their_board(tmp_path: Path) -> None:
    app = app_of()
    flow = Flow(app)
    game = session(path=shelf.new_path("base"))
    table = Table(app, flow.table(game))
    for power in (0, 1):
        game.sitting.seal(power, [])
    while game.sitting.waiting():
        app.update(0.01)
    app.update(0.01)
    table.press("turn")
    path = game.sitting.path
    assert path is not None
    assert shelf.thumbnail(path).exists()
    game.sitting.close()
    (path.parent / "broken.jsonl").write_text("{}")
    table = Table(app, flow.shelf())
    for _ in range(4):
        app.update(0.01)
    table.draw()
    assert table.find("open broken").reason
    table.press(f"remove {path.stem}")
    table.key(pygame.K_ESCAPE)
    assert path.exists(), "asked first"
    table.press(f"remove {path.stem}")
    table.press(words("ui.shelf.remove"))
    assert not path.exists()
    table.press("remove broken")
    table.press(words("ui.shelf.remove"))
    shown = [widget.text for widget in table.screen.form.root.walk() if isinstance(widget, Text)]
    assert words("ui.shelf.empty") in shown
    table.press("new")
    assert type(table.screen).__name__ == "NewGame"


def test_settings_hold_at_once() -> None:
    app = app_of()
    table = Table(app, Flow(app).settings())
    table.tab_to("scale")
    table.key(pygame.K_3)
    assert app.theme.scale == 1.5
    table.tab_to("mute")
    table.key(pygame.K_1)
    assert not app.settings.mute
    table.tab_to("volume")
    table.key(pygame.K_RIGHT)
    assert app.settings.volume == 7
    for sight in SIGHTS:
        table.tab_to("sight")
        table.key(pygame.K_1 + SIGHTS.index(sight))
        table.draw()
    greys = simulate(np.array([[180, 67, 47], [47, 93, 138]]), "grey")
    assert np.ptp(greys, axis=1).max() < 1, "no colour is left"
    assert np.allclose(simulate(np.array([120, 60, 30]), "full"), [120, 60, 30], atol=0.5)


def test_maps_are_printed_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    app_of()
    box, other = load("first-lesson"), load("naval-race")
    maps = Miniatures()
    assert maps.of(box) is None
    maps.make(box)
    made = maps.of(box)
    assert made is not None
    again = Miniatures().of(box)
    assert again is not None
    assert pygame.image.tobytes(again, "RGB") == pygame.image.tobytes(made, "RGB")
    assert place_of(box) != place_of(other)
    place_of(other).write_text("no picture")
    assert Miniatures().of(other) is None


def test_the_keyboard_goes_on_with_whoever_comes_next() -> None:
    app = app_of()
    game = session()
    flow = Flow(app)
    table = Table(app, flow.table(game))

    def at() -> str:
        focused = table.screen.form.focused
        return focused.name if focused else ""

    assert at() == "plate 0"
    for power in (0, 1):
        table.key(pygame.K_RETURN)
        table.press("enter")
        assert isinstance(table.screen, Desk)
        table.key(pygame.K_s, mod=pygame.KMOD_CTRL)
        app.update(2.0)
        table.key(pygame.K_F13)
        assert isinstance(table.screen, TableScreen)
        assert at() == ("turn" if power else "plate 1")
    app.update(0.1)
    table.press("propose")
    table.key(pygame.K_ESCAPE)
    assert at() == "propose", "whoever talks goes on talking"
    table.press("turn")
    for _ in range(20):
        table.key(pygame.K_RETURN)  # the reveal, and the aftermath
        if isinstance(table.screen, TableScreen):
            break
    assert game.sitting.round == 2
    assert at() == "plate 0"


def test_the_menu_says_what_is_lost_by_leaving() -> None:
    app = app_of()
    game = session()
    table = Table(app, Flow(app).table(game))
    game.sitting.keep(0, ["build shield 1"])
    game.sitting.keep(1, ['say to ALD "Peace?"'])

    def lost() -> list[str]:
        table.key(pygame.K_ESCAPE)
        told = [widget.text for widget in table.screen.form.root.walk() if isinstance(widget, Text)]
        table.press("back")
        return [text for text in told if "did not seal" in text]

    assert lost() == [words("ui.menu.unsealed", names="Aldmar and Brennia")]
    game.sitting.seal(0)
    assert lost() == [words("ui.menu.unsealed", names="Brennia")]
    game.sitting.seal(1)
    assert lost() == []


def test_seats_are_left_to_computers_and_taken_again() -> None:
    app = app_of()
    game = session()
    game.sitting.choose_pin(1, "4711")
    table = Table(app, Flow(app).table(game))
    table.key(pygame.K_ESCAPE)
    table.press("seat 1")
    table.press("random")
    assert game.sitting.people() == [0]
    assert not game.sitting.guarded(1), "nobody needs the PIN of the one before"
    table.press("seat 1")
    table.press("person")
    assert game.sitting.people() == [0, 1]
    table.press("seat 2")
    choice = table.find("level")
    assert isinstance(choice, Choice)
    table.tab_to("level")
    table.key(pygame.K_1)
    table.press("hawk-deterrer:trained")
    assert game.sitting.match.seats[2] == "hawk-deterrer:trained"
    assert player_name("hawk-deterrer:trained") == "Hawk deterrer, quick"
    assert player_name("grit-reciprocator:master") == "GRIT reciprocator, master"
