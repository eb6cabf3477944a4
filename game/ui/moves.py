"""Where an event may lead: moves on the stack of screens, and what app and screens know of each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import pygame

from game.ui.settings import Settings
from game.ui.sound import Sounds
from game.ui.theme import Theme


class Host(Protocol):
    """What a screen may ask of the app."""

    theme: Theme
    size: tuple[int, int]
    settings: Settings
    sounds: Sounds
    over: Over | None  # what lies over every screen
    notice: str  # one line to show on the first screen, such as damaged settings
    console: Callable[[], Page] | None  # opens the host's console, in a lesson; F2 asks for it

    def set(self, settings: Settings) -> None:
        """Change the settings, at once and for the next time."""


class Over(Protocol):
    """What may lie over every screen, such as the lesson."""

    changed: bool  # it looks different now

    @property
    def moving(self) -> bool:
        """Whether it has to be drawn every frame."""

    def look(self, page: Page, seconds: float) -> Move | None:
        """Time passes on this page, and may lead away from it."""

    def handle(self, event: pygame.event.Event) -> bool:
        """Whether the event was for it, and not for the page."""

    def draw(self, surface: pygame.Surface) -> None:
        """Itself, over the page."""


class Page(Protocol):
    """What the app asks of a screen; `screen.Screen` has all of it."""

    title: str
    where: str  # what the lesson calls it
    rule: str  # which rule is looked up from here, such as "R8"; "" for none in particular

    @property
    def changed(self) -> bool:
        """Whether the picture is no longer what it was."""

    def resumed(self) -> None:
        """It is on top, newly or again."""

    def covered(self) -> None:
        """Another comes on top."""

    def closed(self) -> None:
        """It is put away for good: what it began beside the window ends."""

    def refresh(self) -> None:
        """Compose and draw anew."""

    def touch(self) -> None:
        """Draw anew."""

    def handle(self, event: pygame.event.Event) -> Move | None:
        """One event."""

    def tick(self, seconds: float) -> Move | None:
        """Time passes."""

    def draw(self, surface: pygame.Surface) -> None:
        """The whole picture."""


@dataclass(frozen=True)
class Stay:
    """The event was for this screen; nothing more."""


@dataclass(frozen=True)
class Push:
    """Lay a screen on top; `Pop` comes back to this one."""

    screen: Page


@dataclass(frozen=True)
class Replace:
    """This screen is done; another takes its place."""

    screen: Page


@dataclass(frozen=True)
class Pop:
    """Back to the screen below; from the last one, out of the game."""


@dataclass(frozen=True)
class Reset:
    """All screens are put away but this one."""

    screen: Page


@dataclass(frozen=True)
class Quit:
    """Out of the game."""


Move = Stay | Push | Replace | Pop | Reset | Quit
STAY = Stay()
Press = Callable[[], Move | None]  # what a widget calls when it is used
