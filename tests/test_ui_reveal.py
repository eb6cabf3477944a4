"""A turning over as scenes: everything is told once, in order, and the board ends as it is; and its screens."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame
from plays import SCENARIOS, played

from game.events import chronicle, public, sentence
from game.observe import observe
from game.scenario import load
from game.sitting import Sitting
from game.ui.app import App
from game.ui.board import BoardMap
from game.ui.board.stage import Stage
from game.ui.flow import Flow
from game.ui.screen import Screen
from game.ui.screens.aftermath import AftermathScreen
from game.ui.screens.reveal import Reveal, StageView
from game.ui.session import Session
from game.ui.widgets import Row, Scroll
from game.views.aftermath import of_round
from game.views.board import public_board
from game.views.scenes import Effect, Scene, scenes


@pytest.fixture(autouse=True)
def _window() -> None:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((64, 64))


def told(scenario: str, seed: int, step: int) -> tuple[Scene, ...]:
    match = played(scenario, seed)
    world, one = match.scenario.world, match.steps[step]
    before, after = (public_board(observe(world, state, 0)) for state in (one.before, one.after))
    return scenes(world, public(chronicle(world, one)), before, after)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_everything_is_told_once(scenario: str) -> None:
    match = played(scenario, 5)
    world = match.scenario.world
    for k, one in enumerate(match.steps):
        made = told(scenario, 5, k)
        events = public(chronicle(world, one))
        assert sorted(line for scene in made for line in scene.lines) == sorted(sentence(world, e) for e in events)
        if made:
            assert made[-1].board == public_board(observe(world, one.after, 0))
        assert all(scene.seconds > 1 for scene in made)


def test_orders_are_turned_over_one_power_after_another() -> None:
    made = [scene for scene in told("base", 4, 0) if scene.kind == "orders"]
    assert [scene.powers for scene in made] == sorted(scene.powers for scene in made)
    assert len({scene.powers for scene in made}) == len(made) > 1
    assert any(effect.kind == "arms" and effect.number for scene in made for effect in scene.effects)


def find(kind: str, scenario: str = "july-1914") -> Scene:
    """A scene of that kind with something that moves, from one of a few games."""
    for seed in range(12):
        for step in range(len(played(scenario, seed).steps)):
            for scene in told(scenario, seed, step):
                if scene.kind == kind and scene.effects:
                    return scene
    raise AssertionError(kind)


def test_strikes_dice_and_conquests_move_the_board() -> None:
    strike = find("strike").effects[0]
    assert strike.bond is not None
    assert (strike.kind, strike.bond.kind) == ("thread", "strike")
    die = find("battle").effects[0]
    assert die.kind == "die"
    assert 1 <= die.number <= 20
    assert die.needed == 0, "margins are turned over at the end only"
    land = find("land")
    wash = next(effect for effect in land.effects if effect.kind in ("wash", "free"))
    assert wash.power != wash.other
    if wash.kind == "wash":
        lost = land.board.lands[wash.power]
        assert wash.other in (lost.exile, lost.province)


def test_land_that_is_lost_or_won_back_is_heard(tmp_path: Path) -> None:
    app = App()
    page = Flow(app).reveal(session(tmp_path))
    assert isinstance(page, Reveal)
    for kind, cue in (("wash", "won"), ("free", "held"), ("die", "strike")):
        scene = Scene("land", (0,), ("told",), (Effect(kind, 0),), page.stage.before)
        page.stage.scenes, page.stage.at, page.stage.time = (scene, scene), 0, scene.seconds
        page.update(0.1)
        assert app.sounds.played[-1] == cue


def test_a_stage_plays_to_the_end_and_can_be_skipped() -> None:
    match = played("base", 4)
    world, one = match.scenario.world, match.steps[0]
    before, after = (public_board(observe(world, state, 0)) for state in (one.before, one.after))
    made = scenes(world, public(chronicle(world, one)), before, after)
    stage = Stage(world, before, made)
    surface = pygame.Surface((420, 340))
    stage.place(surface.get_rect(), 0.6)
    frames = set()
    for _ in range(8):
        stage.update(0.3)
        stage.draw(surface)
        frames.add(pygame.image.tobytes(surface, "RGB"))
    assert len(frames) > 4, "it moves"
    stage.finish()
    assert stage.over
    assert stage.picture.board == after
    assert [line for lines in stage.lines for line in lines] == [line for scene in made for line in scene.lines]
    still = Stage(world, before, made, still=True)
    assert not still.update(60)
    assert still.at == 0


def session(tmp_path: Path) -> Session:
    """Five computer seats that have turned their first sheets over."""
    sitting = Sitting.new(load("base"), ["random"] * 5, seed=4, path=tmp_path / "game.sdlog")
    sitting.settle()
    sitting.advance()
    return Session(sitting)


def fits(app: App) -> bool:
    """Nothing on the screen is clipped."""
    assert isinstance(app.top, Screen)
    return all(widget.fits(app.theme) for widget in app.top.form.root.walk())


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800)])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_reveal_and_aftermath_by_keyboard(tmp_path: Path, size: tuple[int, int], scale: float) -> None:
    app = App(size=size)
    app.set(replace(app.settings, text_scale=scale, mute=True))
    flow, game = Flow(app), session(tmp_path)
    app.start(flow.reveal(game))
    surface = pygame.Surface(size)
    app.draw(surface)
    for _ in range(40):
        app.update(0.4)
        app.draw(surface)
        assert fits(app)
        app.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_n, mod=0, unicode="n"))
        if not isinstance(app.top, Reveal):
            break
    if game.sitting.stage_name in ("orders", "over"):
        assert isinstance(app.top, AftermathScreen)
        app.draw(surface)
        assert fits(app)
    game.sitting.close()


@pytest.mark.parametrize("scenario", ["base", "july-1914"])
def test_a_small_window_has_room_to_read(scenario: str, tmp_path: Path) -> None:
    """Large type in a small window: eight lines of what is told are in sight, beside a map worth a look."""
    app = App(size=(1024, 640))
    app.set(replace(app.settings, text_scale=1.5, mute=True))
    box = load(scenario)
    sitting = Sitting.new(box, ["random"] * box.world.n, seed=4, path=tmp_path / "game.sdlog")
    flow, game = Flow(app), Session(sitting)
    seen: set[type[object]] = set()
    while not sitting.over and len(seen) < 2:
        sitting.settle()
        sitting.advance()
        pages = [flow.reveal(game)]
        if sitting.stage_name in ("orders", "over"):
            pages.append(flow.after(game))
        for page in pages:
            app.start(page)
            app.update(0.01)
            assert fits(app)
            assert isinstance(page, Screen)
            widgets = list(page.form.root.walk())
            told = next(widget for widget in widgets if isinstance(widget, Scroll))
            assert told.rect.h >= 8 * app.theme.line_height("body")
            board = next(widget for widget in widgets if isinstance(widget, (StageView, BoardMap)))
            assert board.rect.w >= 380
            seen.add(type(page))
    assert seen == {Reveal, AftermathScreen}
    sitting.close()


def test_accounts_stand_below_each_other(tmp_path: Path) -> None:
    """Whatever the names: in July 1914 one is very long."""
    for size, scale in ((1280, 800), 1.0), ((1024, 640), 1.5):
        app = App(size=size)
        app.set(replace(app.settings, text_scale=scale, mute=True))
        box = load("july-1914")
        sitting = Sitting.new(box, ["hold"] * box.world.n, seed=4, path=tmp_path / f"{scale}.sdlog")
        sitting.settle()
        sitting.advance()
        page = Flow(app).after(Session(sitting))
        assert isinstance(page, AftermathScreen)
        app.start(page)
        app.update(0.01)
        ends = [
            [cell.rect.right for cell in widget.children]
            for widget in page.form.root.walk()
            if isinstance(widget, Row) and len(widget.children) == 5
        ]
        assert len(ends) == 1 + box.world.n
        assert all(row == ends[0] for row in ends)
        sitting.close()


@pytest.mark.parametrize("scenario", ["base", "july-1914", "cold-war"])
def test_accounts_add_up(scenario: str) -> None:
    match = played(scenario, 6)
    world = match.scenario.world
    last: dict[int, int] = {}
    rounds = sorted({int(step.before.table.round[0]) for step in match.steps})
    for number in rounds:
        view = of_round(world, [step for step in match.steps if step.before.table.round[0] == number], ())
        for i, account in enumerate(view.accounts):
            if i in last:
                assert account.arms - account.arms_change == last[i]
            last[i] = account.arms
        assert view.round == number
    assert view.over
    assert not any(account.tokens for account in view.accounts)
