"""The app: a window, a stack of screens, and sixty frames a second of which only changes are drawn."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pygame

from game.files import BadInput
from game.ui import settings as store
from game.ui.moves import Move, Over, Page, Pop, Push, Quit, Replace, Reset, Stay
from game.ui.settings import Settings
from game.ui.sound import Sounds
from game.ui.theme import Theme, face
from game.words import words

SIZE = (1280, 800)
LEAST = (1024, 640)
RATE = 60  # frames a second


class App:
    """Screens on top of each other; the topmost is shown and gets the events.

    Tests drive it without a window: ``app.start(screen)``, then `handle`, `update` and `draw` on any surface.
    ``keep``: the file for changed settings; None: they are not kept.
    """

    def __init__(
        self, settings: Settings | None = None, size: tuple[int, int] = SIZE, *, keep: Path | None = None
    ) -> None:
        self.settings = settings or Settings()
        self.size = size
        self.keep = keep
        self.theme = Theme(self.settings.text_scale, size)
        self.sounds = Sounds(self.settings)
        self.stack: list[Page] = []
        self.clock = pygame.time.Clock()
        self._passed = 0.0  # seconds since the frame before
        self.over: Over | None = None  # what lies over every screen
        self.rules: Callable[[str], Page] | None = None  # opens the rules at one of them; F1 asks for it
        self.console: Callable[[], Page] | None = None  # opens the host's console, in a lesson; F2 asks for it
        self.parting: Callable[[], Page | None] | None = None  # asks before the window closes, if something is lost
        self.notice = ""  # one line to show on the first screen, such as damaged settings

    @property
    def top(self) -> Page:
        return self.stack[-1]

    @property
    def running(self) -> bool:
        return bool(self.stack)

    def start(self, screen: Page) -> None:
        """Begin with this screen."""
        self.go(Reset(screen))

    # ---- moves ------------------------------------------------------------------------------------------

    def go(self, move: Move | None) -> None:
        """Change the stack of screens as the move says."""
        if move is None or isinstance(move, Stay):
            return
        before = self.stack[:]
        if self.stack:
            self.top.covered()
        if isinstance(move, Quit):
            self.stack = []
        elif isinstance(move, Reset):
            self.stack = [move.screen]
        elif isinstance(move, Push):
            self.stack.append(move.screen)
        elif isinstance(move, Replace):
            self.stack[-1:] = [move.screen]
        elif isinstance(move, Pop):
            self.stack.pop()
        for page in before:
            if page not in self.stack:
                page.closed()
        if self.stack:
            self.top.resumed()

    def set(self, settings: Settings) -> None:
        """Change the settings, at once and for the next time."""
        self.settings = self.sounds.settings = settings
        if self.keep is not None:
            store.save(self.settings, self.keep)
        self.resize(self.size)

    def resize(self, size: tuple[int, int]) -> None:
        """The window has this size now."""
        self.size = max(size[0], 320), max(size[1], 240)
        self.theme = Theme(self.settings.text_scale, self.size)
        for screen in self.stack:
            screen.refresh()

    # ---- what a frame is made of ------------------------------------------------------------------------

    def handle(self, event: pygame.event.Event) -> None:
        """One event."""
        if not self.running:
            return
        if event.type == pygame.QUIT:
            self.close()
        elif event.type == pygame.VIDEORESIZE:
            self.resize((event.w, event.h))
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_F11:
            self.set(replace(self.settings, full_screen=not self.settings.full_screen))
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_F1:
            self.look_up()
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_F2 and self.console:
            self._lay(self.console())
        elif self.over is not None and self.over.handle(event):
            return
        elif event.type in (pygame.WINDOWEXPOSED, pygame.WINDOWRESTORED, pygame.WINDOWFOCUSGAINED):
            self.top.touch()
        else:
            self.go(self.top.handle(event))

    def close(self) -> None:
        """The window is to be closed: at once if nothing is lost by it; else it is asked, and asked only once."""
        asked = self.parting() if self.parting else None
        if asked is None:
            self.go(Quit())
        elif type(asked) is type(self.top):
            self.go(self.top.handle(pygame.event.Event(pygame.QUIT)))
        else:
            self.go(Push(asked))

    def look_up(self) -> None:
        """Lay the rules on top, open at the one that belongs to this screen."""
        if self.rules:
            self._lay(self.rules(self.top.rule))

    def _lay(self, page: Page) -> None:
        """On top, unless one of its kind lies there."""
        if type(page) is not type(self.top):
            self.go(Push(page))

    def update(self, seconds: float) -> None:
        """Time passes."""
        if self.running:
            self.go(self.top.tick(seconds))
        if self.running and self.over is not None:
            self.go(self.over.look(self.top, seconds))

    @property
    def dirty(self) -> bool:
        """Whether the picture is no longer what it was."""
        return self.running and (
            self.top.changed or (self.over is not None and (self.over.changed or self.over.moving))
        )

    def draw(self, surface: pygame.Surface) -> None:
        """The picture of this moment; the surface has the size of the window."""
        if surface.get_size() != self.size:
            self.resize(surface.get_size())
        self.top.draw(surface)
        if self.over is not None:
            self.over.draw(surface)

    # ---- a real window ----------------------------------------------------------------------------------

    def frame(self, window: pygame.Surface) -> None:
        """A sixtieth of a second: what has happened, and the picture of it if it is another one.

        It is shown when its time is over, so that pictures come evenly, however much there was to do for one.
        """
        for event in pygame.event.get():
            self.handle(event)
        self.update(self._passed)
        drawn = self.dirty
        if drawn:
            pygame.display.set_caption(self.top.title or words("ui.title"))
            self.draw(window)
        if self.running:
            self._passed = self.clock.tick(RATE) / 1000
        if drawn:
            pygame.display.flip()

    def run(self, first: Callable[[], Page]) -> None:
        """Show a window, with the first screen on it, until nobody wants it any more; Ctrl-C closes it too.

        Raises `BadInput` if there is no display.
        """
        window = open_window(self.settings)
        shown_full = self.settings.full_screen
        try:
            self.size = window.get_size()
            self.theme = Theme(self.settings.text_scale, self.size)
            self.start(first())
            while self.running:
                if self.settings.full_screen != shown_full:
                    shown_full = self.settings.full_screen
                    window = open_window(self.settings)
                    self.resize(window.get_size())
                self.frame(window)
        except KeyboardInterrupt:
            self.stack = []
        finally:
            self.sounds.close()
            pygame.quit()
            face.cache_clear()  # fonts end with pygame


def check_pygame() -> None:
    """Raises `BadInput` if the older distribution of pygame stands where pygame-ce should."""
    if not getattr(pygame, "IS_CE", False):
        raise BadInput(words("ui.wrong-pygame", version=pygame.version.ver))


def open_window(settings: Settings) -> pygame.Surface:
    """A window, or the whole screen. Raises `BadInput` if there is no display to open it on."""
    check_pygame()
    asked = os.environ.get("SDL_VIDEODRIVER")
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())  # else Wayland's library complains by itself
    try:
        pygame.display.init()
        if pygame.display.get_driver() == "offscreen" and asked != "offscreen":
            raise BadInput(words("ui.no-display"))
        pygame.font.init()
        if settings.full_screen:
            return pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        return pygame.display.set_mode(fitting(), pygame.RESIZABLE)
    except pygame.error as error:
        raise BadInput(words("ui.no-display")) from error


def fitting() -> tuple[int, int]:
    """The size of a new window: what the game is drawn for, or what the desktop has room for."""
    w, h = pygame.display.get_desktop_sizes()[0]
    return max(min(SIZE[0], w), LEAST[0]), max(min(SIZE[1], h - 60), LEAST[1])


__all__ = ["LEAST", "SIZE", "App", "check_pygame", "open_window"]
