"""Screens without a window: events made by hand, pictures in memory, and what is wrong with a layout."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame

from game.scenario import load
from game.sitting import Clock, Sitting
from game.ui.app import App
from game.ui.moves import Page
from game.ui.screen import Screen
from game.ui.session import Session
from game.ui.settings import SCALES, Settings
from game.ui.theme import Theme
from game.ui.widgets import Scroll, Widget

SIZES = ((1024, 640), (1280, 800), (1920, 1080))
ALL = [(size, scale) for size in SIZES for scale in SCALES]
LETTERS = {" ": pygame.K_SPACE}


def app_of(size: tuple[int, int] = (1280, 800), scale: float = 1.0) -> App:
    """An app without a window, mute."""
    pygame.display.init()
    pygame.font.init()
    if pygame.display.get_surface() is None:
        pygame.display.set_mode((8, 8))  # of the dummy driver: a format to convert pictures to
    return App(Settings(text_scale=scale, mute=True), size)


def session(
    scenario: str = "base", people: int = 2, seed: int = 5, *, path: Path | None = None, pins: bool = False
) -> Session:
    """A game with people in its first seats and still players in the others."""
    box = load(scenario)
    seats = ["person"] * people + ["hold"] * (box.world.n - people)
    return Session(Sitting.new(box, seats, seed=seed, path=path, clock=Clock(180), pins=pins))


class Table:
    """An app with a screen on it, and hands to use it."""

    def __init__(self, app: App, screen: Page) -> None:
        self.app = app
        app.start(screen)
        self.surface = pygame.Surface(app.size)

    @property
    def screen(self) -> Screen:
        assert isinstance(self.app.top, Screen)
        self.app.top.settle()
        return self.app.top

    def draw(self) -> bytes:
        """The picture of now, as bytes."""
        if self.app.running:
            self.app.draw(self.surface)
        return pygame.image.tobytes(self.surface, "RGB")

    def key(self, *keys: int, mod: int = 0) -> None:
        for key in keys:
            name = chr(key) if 32 <= key < 127 else ""
            self.app.handle(pygame.event.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=name))
            self.app.handle(pygame.event.Event(pygame.KEYUP, key=key, mod=mod))
        self.app.update(0.01)

    def type(self, text: str) -> None:
        for char in text:
            self.key(LETTERS.get(char, ord(char.lower())))
            self.app.handle(pygame.event.Event(pygame.TEXTINPUT, text=char))

    def point(self, pos: tuple[int, int]) -> None:
        self.app.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(0, 0, 0)))

    def click(self, target: str | tuple[int, int]) -> None:
        """Click a point, or the middle of the widget of that name, scrolled to if need be."""
        pos = target if isinstance(target, tuple) else self.reach(target).rect.center
        self.point(pos)
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            if self.app.running:
                self.app.handle(pygame.event.Event(kind, pos=pos, button=1))
        self.app.update(0.01)

    def find(self, name: str) -> Widget:
        names = [widget.name for widget in self.screen.form.root.walk() if widget.name]
        assert name in names, f"no {name!r} among {names}"
        return next(widget for widget in self.screen.form.root.walk() if widget.name == name)

    def reach(self, name: str) -> Widget:
        """The widget, in sight: the wheel is turned until it is."""
        widget = self.find(name)
        above = widget.parent
        while above is not None:
            if isinstance(above, Scroll):
                self.point((above.rect.x + 2, above.rect.centery))
                for _ in range(200):
                    if above.rect.contains(widget.rect):
                        break
                    up = 1 if widget.rect.top < above.rect.top else -1
                    self.app.handle(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=up))
            above = above.parent
        return widget

    def tab_to(self, name: str) -> None:
        """Go to the widget of that name with Tab alone."""
        self.find(name)
        for _ in range(len(self.screen.form.order()) + 1):
            focused = self.screen.form.focused
            if focused is not None and focused.name == name:
                return
            self.key(pygame.K_TAB)
        raise AssertionError(f"Tab does not come to {name!r}")

    def press(self, name: str) -> None:
        """Go there with Tab, and Enter."""
        self.tab_to(name)
        self.key(pygame.K_RETURN)


def faults(screen: Screen) -> list[str]:
    """What is clipped, what overlaps, what cannot be told apart: nothing, it should be."""
    screen.settle()
    root, theme = screen.form.root, screen.form.theme
    return [
        *(fault for widget in root.walk() for fault in _faults(widget, theme)),
        *([] if pygame.Rect((0, 0), theme.size).contains(root.rect) else ["the page is larger than the window"]),
        *_twins(screen),
    ]


def _faults(widget: Widget, theme: Theme) -> Iterator[str]:
    above = widget.parent
    if not widget.fits(theme):
        yield f"{_told(widget)} has no room for what it shows"
    if above and not isinstance(above, Scroll) and not above.rect.inflate(2, 2).contains(widget.rect):
        yield f"{_told(widget)} stands out of {_told(above)}"
    for one, other in combinations(widget.children, 2):
        if one.rect.colliderect(other.rect):
            yield f"{_told(one)} lies over {_told(other)}"
    if isinstance(widget, Scroll) and (widget.rect.h < 40 or widget.rect.w < 60):
        yield f"{_told(widget)} is too small to look through"


def _twins(screen: Screen) -> list[str]:
    names = [widget.name for widget in screen.form.order()]
    return [f"two are called {name!r}" for name in sorted(set(names)) if names.count(name) > 1]


def _told(widget: Widget) -> str:
    return f"{type(widget).__name__} {widget.name or getattr(widget, 'text', '')!r} {tuple(widget.rect)}"
