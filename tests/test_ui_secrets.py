"""Nothing private is left on a shared screen, and no event made at random breaks a game or the window."""

from __future__ import annotations

import random
from pathlib import Path

import pygame
import pytest
from windows import Table, app_of

from game.record import replay
from game.rules import audit
from game.scenario import load
from game.sitting import Sitting
from game.ui.flow import Flow
from game.ui.moves import Push
from game.ui.screens.card import HiddenCard
from game.ui.screens.curtain import Curtain
from game.ui.screens.desk import Desk
from game.ui.session import Session

pytestmark = pytest.mark.usefixtures("blank_maps")

DRAFTS = (["build sword 2", "signal peace BRE", "read BRE 5"], ["build shield 1", "stance mobilise"])


def shared_pictures(seed: int, draft: list[str], pin: str) -> list[tuple[str, bytes, list[str]]]:
    """What all can see of an opening and of one private visit, of a game with these secrets."""
    sitting = Sitting.new(load("base"), ["person", "person", "hold", "hold", "hold"], seed=seed, pins=True)
    session = Session(sitting)
    app = app_of()
    flow = Flow(app)
    table = Table(app, flow.begin(session))
    seen: list[tuple[str, bytes, list[str]]] = []

    def look() -> None:
        app.update(1.0)  # a tooltip would come by now
        seen.append((table.screen.title, table.draw(), list(app.sounds.played)))

    for power in (0, 1):
        table.press(f"look {power}")
        look()  # the curtain
        table.press("enter")
        assert isinstance(table.screen, HiddenCard)
        table.tab_to("pin")
        table.type(pin)
        table.draw()
        table.press("done")
        table.press(f"declare {power}")
        seen.append(("", b"", list(app.sounds.played)))
    app.go(Push(flow.table(session)))
    look()
    sitting.keep(0, draft)
    sitting.seal(0)
    look()
    table.app.go(Push(flow.visit(session, 1)))
    assert isinstance(table.screen, Curtain)
    look()
    table.tab_to("pin")
    table.type(pin)
    table.press("enter")
    assert isinstance(table.screen, Desk)
    table.point((900, 300))  # something private is pointed at, and explained
    app.update(1.0)
    table.draw()
    for line in draft:
        table.screen.edit(table.screen.draft.put(line))
    table.key(pygame.K_ESCAPE)
    table.point((5, 5))
    look()  # the table again
    app.go(Push(flow.visit(session, 0)))
    look()  # and the next curtain
    return seen


def test_shared_screens_do_not_depend_on_secrets() -> None:
    """Cards, drafts and PINs differ; pictures, window titles and sounds do not."""
    first = shared_pictures(1, DRAFTS[0], "1234")
    other = shared_pictures(2, DRAFTS[1], "987")
    assert len(first) == len(other)
    for k, (one, two) in enumerate(zip(first, other, strict=True)):
        assert one == two, f"picture {k}"


def test_the_secrets_did_differ() -> None:
    """The test above can fail."""
    cards = []
    for seed in (1, 2):
        app = app_of()
        sitting = Sitting.new(load("base"), ["person"] * 5, seed=seed)
        cards.append(Table(app, HiddenCard(app, Session(sitting), 0)).draw())
    assert cards[0] != cards[1]


# ---- events at random -----------------------------------------------------------------------------------

KEYS = (
    *([pygame.K_TAB] * 4 + [pygame.K_RETURN] * 4 + [pygame.K_SPACE] * 2),
    *(pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN, pygame.K_ESCAPE, pygame.K_BACKSPACE),
    *(pygame.K_PAGEUP, pygame.K_PAGEDOWN, pygame.K_HOME, pygame.K_END, pygame.K_DELETE, pygame.K_F11),
    *(pygame.K_1, pygame.K_2, pygame.K_5, pygame.K_a, pygame.K_m, pygame.K_v),
)
WINDOWS = ((1024, 640), (1280, 800), (700, 500))


def some_event(luck: random.Random, size: tuple[int, int]) -> pygame.event.Event:
    pos = luck.randrange(size[0]), luck.randrange(size[1])
    kind = luck.random()
    if kind < 0.45:
        key = luck.choice(KEYS)
        name = chr(key) if 32 <= key < 127 else ""
        return pygame.event.Event(pygame.KEYDOWN, key=key, mod=luck.choice([0, 0, 0, pygame.KMOD_SHIFT]), unicode=name)
    if kind < 0.65:
        return pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=pos, button=luck.choice([1, 1, 1, 3]))
    if kind < 0.85:
        return pygame.event.Event(pygame.MOUSEBUTTONUP, pos=pos, button=1)
    if kind < 0.93:
        return pygame.event.Event(pygame.MOUSEMOTION, pos=pos, rel=(1, 1), buttons=(0, 0, 0))
    if kind < 0.96:
        return pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=luck.choice([-2, 1]))
    if kind < 0.985:
        return pygame.event.Event(pygame.TEXTINPUT, text=luck.choice(["a", "propose BRE: hand", "é", "1"]))
    if kind < 0.995:
        return pygame.event.Event(pygame.TEXTEDITING, text=luck.choice(["", "か"]), start=0, length=1)
    w, h = luck.choice(WINDOWS)
    return pygame.event.Event(pygame.VIDEORESIZE, w=w, h=h, size=(w, h))


@pytest.mark.parametrize("seed", range(10))
def test_no_event_at_random_breaks_anything(seed: int, tmp_path: Path) -> None:
    """1,000 events each, from the lid of the box or from a table; what is played stays sound."""
    luck = random.Random(seed)
    app = app_of(luck.choice(WINDOWS))
    flow = Flow(app)
    seats = ["person", "person" if seed % 3 else "rules"]
    sitting = Sitting.new(load("first-lesson"), seats, seed=seed, path=tmp_path / "game.jsonl")
    table = Table(app, flow.table(Session(sitting)) if seed % 2 else flow.title())
    for k in range(1000):
        if not app.running:
            app.start(flow.title())
        app.handle(some_event(luck, app.size))
        if k % 4 == 0:
            app.update(0.03)
        if k % 100 == 0 and app.running:
            table.surface = pygame.Surface(app.size)
            table.draw()
    records = list(tmp_path.rglob("*.jsonl"))
    assert records
    for path in records:
        match = replay(path).match
        assert audit(match.scenario, match.state) == [], path
