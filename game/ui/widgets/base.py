"""What all widgets share: a place, a tone, a focus, and children.

A widget is measured (how large at most so wide?), placed, drawn, and given the events that are meant for it.
It knows nothing of the screen it is on; when it is used it calls what it was given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pygame

from game.ui.moves import Move
from game.ui.theme import FELT, Theme, Tone

Size = tuple[int, int]


class Widget:
    """Base of all. ``name``: by which it is known again when its screen is composed anew (focus, text, scrolling)."""

    focusable = False
    sounds = ""  # the cue when it is used

    def __init__(self, name: str = "", tip: str = "", reason: str = "", children: Sequence[Widget] = ()) -> None:
        self.name, self.tip, self.reason = name, tip, reason
        self.children: list[Widget] = list(children)
        self.parent: Widget | None = None
        self.rect = pygame.Rect(0, 0, 0, 0)
        self.tone: Tone = FELT
        self.focused = self.hovered = self.held = False  # held: the mouse went down on it

    @property
    def enabled(self) -> bool:
        """Whether it can be used; if not, ``reason`` says why not."""
        return not self.reason

    @property
    def hint(self) -> str:
        """What its tooltip says: why it cannot be used, or what it does."""
        return self.reason or self.tip

    @property
    def spot(self) -> pygame.Rect:
        """What the tooltip is about."""
        return self.rect

    # ---- geometry ---------------------------------------------------------------------------------------

    def measure(self, theme: Theme, width: int) -> Size:
        """The size it needs if it may be at most ``width`` wide."""
        return 0, 0

    def narrowest(self, theme: Theme) -> int:
        """Below this width a word would be broken."""
        return max((child.narrowest(theme) for child in self.children), default=0)

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        """Take this place, and give the children theirs."""
        self.rect = pygame.Rect(rect)

    def clip(self) -> pygame.Rect | None:
        """Where its children can be seen; None: everywhere."""
        return None

    def fits(self, theme: Theme) -> bool:
        """Whether all it shows has room in its place."""
        return True

    # ---- looks ------------------------------------------------------------------------------------------

    def dress(self, tone: Tone) -> None:
        """Take the colours of the ground it lies on."""
        self.tone = tone
        for child in self.children:
            child.dress(tone)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        """Itself; its children are drawn after it."""

    # ---- events -----------------------------------------------------------------------------------------

    def handle(self, event: pygame.event.Event) -> Move | None:
        """A key while it has the focus, or a mouse event at its place; None: not for it."""
        return None

    def focus(self, gained: bool) -> None:
        """The focus has come or gone."""
        self.focused = gained

    def adopt(self, previous: Widget) -> None:
        """Go on where the widget of that name was before the screen was composed anew."""

    # ---- the tree ---------------------------------------------------------------------------------------

    def walk(self) -> Iterator[Widget]:
        """Itself and all below, in the order of reading."""
        yield self
        for child in self.children:
            yield from child.walk()

    def at(self, pos: tuple[int, int]) -> Widget | None:
        """The widget on top at that point."""
        if not self.rect.collidepoint(pos):
            return None
        visible = self.clip()
        if visible is None or visible.collidepoint(pos):
            for child in reversed(self.children):
                found = child.at(pos)
                if found is not None:
                    return found
        return self


def pressed(event: pygame.event.Event) -> bool:
    """Enter or space."""
    return event.type == pygame.KEYDOWN and event.key in (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE)


def clicked(widget: Widget, event: pygame.event.Event) -> bool:
    """The left button came up where it went down."""
    return (
        event.type == pygame.MOUSEBUTTONUP and event.button == 1 and widget.held and widget.rect.collidepoint(event.pos)
    )


def sideways(event: pygame.event.Event) -> int:
    """-1 for left or down, 1 for right or up, 0 for no arrow key."""
    if event.type != pygame.KEYDOWN:
        return 0
    return {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}.get(event.key, 0)
