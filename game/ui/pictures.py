"""The pictures in the README, made from a seeded game: ``python -m game.ui.pictures DIR``.

One person (France) and six computer seats play July 1914. Nothing is posed: each picture is a screen as the game
shows it, drawn without a window.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame

from game.files import BadInput
from game.scenario import load
from game.sitting import Sitting
from game.ui.app import App
from game.ui.flow import Flow
from game.ui.moves import Page
from game.ui.png import write
from game.ui.screens.debrief import DebriefScreen
from game.ui.screens.reveal import Reveal
from game.ui.session import Session
from game.ui.settings import Settings
from game.words import words

SCENARIO, SEAT, PLAYER, SEED = "july-1914", "FRA", "blueprint", 13
DRAFTS = (("build shield 2",), *2 * (("build shield 2", "ally hand RUS", "signal guard RUS"),))  # of the first rounds
SIZE = (1280, 800)
CHAPTER = 3  # of the debrief: arms, threats and beliefs over time
SHADES = 128  # colours in a picture


def pictures(folder: Path, seed: int = SEED) -> Iterator[Path]:
    """Write all pictures of that game into a folder; each as it is done."""
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((8, 8))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        box = load(SCENARIO)
        seats = ["person" if code == SEAT else PLAYER for code in box.world.codes]
        sitting = Sitting.new(box, seats, seed=seed, path=Path(place) / "game.sdlog")
        session, me = Session(sitting), box.world.index(SEAT)
        session.declared.update(range(box.world.n))
        app = App(Settings(mute=True, reduced_motion=True), SIZE)
        flow = Flow(app)
        for name, page in _moments(session, flow, me):
            yield _shot(app, page(), folder / f"{name}.png")
        sitting.close()


def _moments(session: Session, flow: Flow, me: int) -> Iterator[tuple[str, Callable[[], Page]]]:
    """The game as it goes on, and what is looked at on the way: in round 2 Russia strikes, and France is asked."""
    sitting = session.sitting
    while not sitting.over:
        if me in sitting.asked():
            orders = sitting.stage_name == "orders"
            sitting.keep(me, DRAFTS[sitting.round - 1] if orders and sitting.round <= len(DRAFTS) else [])
            if orders and sitting.round == 1:
                sitting.speak(me, words("ui.pictures.said"))
            if orders and sitting.round == 3:
                yield "board", lambda: flow.table(session)
                yield "desk", lambda: flow.visit(session, me)
            if not orders and sitting.round == 2:
                yield "crisis", lambda: flow.visit(session, me)
            sitting.seal(me)
        sitting.settle()
        sitting.advance()
        told = sitting.revealed
        if told is not None and (told.round, told.stage_name) == (2, "orders"):
            yield "reveal", lambda: _at_the_strike(session, flow)
    yield "debrief", lambda: _debrief(session, flow)


def _at_the_strike(session: Session, flow: Flow) -> Page:
    """The sheets of the round, gone through until somebody strikes."""
    page = flow.reveal(session)
    assert isinstance(page, Reveal)
    while page.stage.scene is not None and page.stage.scene.kind != "strike":
        page.stage.skip()
    return page


def _debrief(session: Session, flow: Flow) -> Page:
    """The end, opened at the war trees, when all is reckoned."""
    page = flow.begin(session)
    assert isinstance(page, DebriefScreen)
    while not page.reckoning.scored and not page.reckoning.problem:
        time.sleep(0.05)
        page.reckoning.poll()
    page.turn(CHAPTER)
    return page


def _shot(app: App, page: Page, path: Path) -> Path:
    app.start(page)
    surface = pygame.Surface(app.size)
    for _ in range(3):
        app.update(0.1)
        app.draw(surface)
    write(surface, path, SHADES)
    return path


def main(args: list[str]) -> int:
    """Write the pictures into the folder that is named."""
    if len(args) != 1:
        raise BadInput(words("ui.pictures.usage"))
    for path in pictures(Path(args[0])):
        print(path)
    return 0


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except BadInput as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
