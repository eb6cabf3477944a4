"""A window on something higher than the room there is."""

from __future__ import annotations

import pygame

from game.ui import draw
from game.ui.moves import STAY, Move
from game.ui.theme import Theme
from game.ui.widgets.base import Size, Widget

BAR = 8


class Scroll(Widget):
    """One child, as high as it likes: wheel, page keys, and the bar to be dragged. It follows the focus."""

    def __init__(self, child: Widget, name: str = "scroll") -> None:
        super().__init__(name, children=[child])
        self.offset = 0
        self.content = 0  # height of the child
        self.theme: Theme | None = None
        self._grip: int | None = None  # where on the bar the mouse took hold

    @property
    def reach(self) -> int:
        """The largest offset."""
        return max(self.content - self.rect.h, 0)

    def adopt(self, previous: Widget) -> None:
        if isinstance(previous, Scroll):
            self.offset = previous.offset

    def measure(self, theme: Theme, width: int) -> Size:
        return self.children[0].measure(theme, max(width - 2 * theme.px(BAR), 1))[0] + 2 * theme.px(BAR), 0

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        super().place(theme, rect)
        self.theme = theme
        inner = max(rect.w - 2 * theme.px(BAR), 1)
        self.content = max(self.children[0].measure(theme, inner)[1], rect.h)
        self.offset = min(max(self.offset, 0), self.reach)
        self.children[0].place(theme, pygame.Rect(rect.x, rect.y - self.offset, inner, self.content))

    def clip(self) -> pygame.Rect:
        return self.rect

    def move_to(self, offset: int) -> bool:
        """Scroll there, as far as there is something; whether it moved."""
        wanted = min(max(offset, 0), self.reach)
        if wanted == self.offset or self.theme is None:
            return False
        self.offset = wanted
        self.place(self.theme, self.rect)
        return True

    def show(self, rect: pygame.Rect) -> None:
        """Scroll until that place can be seen."""
        if rect.top < self.rect.top:
            self.move_to(self.offset + rect.top - self.rect.top - 12)
        elif rect.bottom > self.rect.bottom:
            self.move_to(self.offset + min(rect.bottom - self.rect.bottom + 12, rect.top - self.rect.top))

    def handle(self, event: pygame.event.Event) -> Move | None:
        if event.type == pygame.MOUSEWHEEL:
            return STAY if self.move_to(self.offset - 60 * event.y) else None
        if event.type == pygame.KEYDOWN:
            page = round(self.rect.h * 0.85)
            by = {pygame.K_PAGEUP: -page, pygame.K_PAGEDOWN: page}.get(event.key, 0)
            return STAY if by and self.move_to(self.offset + by) else None
        return self._drag(event)

    def _drag(self, event: pygame.event.Event) -> Move | None:
        thumb = self.thumb()
        if thumb is None:
            return None
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and event.pos[0] >= thumb.x - 4:
            self._grip = event.pos[1] - thumb.y if thumb.collidepoint(event.pos) else thumb.h // 2
        if event.type == pygame.MOUSEBUTTONUP:
            self._grip = None
        if self._grip is not None and event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEMOTION):
            room = max(self.rect.h - thumb.h, 1)
            self.move_to(round((event.pos[1] - self._grip - self.rect.y) * self.reach / room))
            return STAY
        return None

    def thumb(self) -> pygame.Rect | None:
        """The part of the bar that can be dragged; None if all can be seen."""
        if not self.reach or self.theme is None:
            return None
        wide = self.theme.px(BAR)
        high = max(self.rect.h * self.rect.h // self.content, self.theme.px(24))
        y = self.rect.y + self.offset * (self.rect.h - high) // self.reach
        return pygame.Rect(self.rect.right - wide, y, wide, high)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        thumb = self.thumb()
        if thumb is not None:
            draw.panel(surface, thumb, self.tone.line, radius=theme.px(BAR) // 2)


class Log(Scroll):
    """A scroll that stays at its end while more is added, unless somebody reads further up."""

    def __init__(self, child: Widget, name: str) -> None:
        super().__init__(child, name)
        self.offset = 1 << 30

    def adopt(self, previous: Widget) -> None:
        if isinstance(previous, Log) and previous.offset < previous.reach:
            super().adopt(previous)
