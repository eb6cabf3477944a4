"""Buttons: press one with a click, Enter or space."""

from __future__ import annotations

import pygame

from game.ui import draw
from game.ui.moves import STAY, Move, Press
from game.ui.theme import BRASS, INK, VERMILION, Colour, Theme, mix
from game.ui.widgets.base import Size, Widget, clicked, pressed

DOWN, ACROSS = 9, 18  # room around the words


class Button(Widget):
    """A button with words on it. With a ``reason`` it cannot be pressed, and says why."""

    focusable = True
    sounds = "tick"
    role = "strong"

    def __init__(self, text: str, on_press: Press, *, tip: str = "", reason: str = "", name: str = "") -> None:
        super().__init__(name or text, tip, reason)
        self.text, self.on_press = text, on_press

    def measure(self, theme: Theme, width: int) -> Size:
        across = 2 * theme.px(ACROSS)
        lines = theme.wrap(self.role, self.text, max(width - across, 1))
        w = max(theme.width(self.role, line) for line in lines)
        return w + across, len(lines) * theme.line_height(self.role) + 2 * theme.px(DOWN)

    def narrowest(self, theme: Theme) -> int:
        return max(theme.width(self.role, word) for word in self.text.split()) + 2 * theme.px(ACROSS)

    def fits(self, theme: Theme) -> bool:
        w, h = self.measure(theme, self.rect.w)
        return w <= self.rect.w and h <= self.rect.h

    def handle(self, event: pygame.event.Event) -> Move | None:
        if not (pressed(event) or clicked(self, event)):
            return None
        return (self.on_press() or STAY) if self.enabled else STAY

    def colours(self) -> tuple[Colour, Colour, Colour]:
        """Fill, outline, letters."""
        fill = self.tone.raised
        if self.hovered and self.enabled:
            fill = mix(fill, self.tone.accent, 0.16)
        return fill, self.tone.line, self.tone.ink if self.enabled else mix(self.tone.faint, self.tone.ground, 0.35)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        fill, edge, ink = self.colours()
        if self.held and self.enabled:
            fill = mix(fill, (0, 0, 0), 0.15)
        draw.panel(surface, self.rect, fill, radius=theme.px(5), edge=edge)
        write(surface, theme, self.role, self.text, self.rect, ink, theme.px(ACROSS))


class Primary(Button):
    """The one thing to do next, in brass."""

    def colours(self) -> tuple[Colour, Colour, Colour]:
        if not self.enabled:
            return super().colours()
        return mix(BRASS, (255, 255, 255), 0.15 if self.hovered else 0), mix(BRASS, INK, 0.4), INK


class Grave(Button):
    """What starts a war or cannot be taken back, in vermilion."""

    def colours(self) -> tuple[Colour, Colour, Colour]:
        if not self.enabled:
            return super().colours()
        return mix(VERMILION, (255, 255, 255), 0.12 if self.hovered else 0), mix(VERMILION, INK, 0.5), (255, 248, 238)


class Quiet(Button):
    """Words alone, for what is seldom needed."""

    def colours(self) -> tuple[Colour, Colour, Colour]:
        _, _, ink = super().colours()
        shown = mix(self.tone.ground, self.tone.accent, 0.16) if self.hovered and self.enabled else self.tone.ground
        return shown, shown, self.tone.accent if self.enabled else ink

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        fill, _, ink = self.colours()
        if self.hovered and self.enabled:
            draw.panel(surface, self.rect, fill, radius=theme.px(5))
        write(surface, theme, self.role, self.text, self.rect, ink, theme.px(ACROSS))


class Tile(Widget):
    """A button that holds other things instead of words: a scenario, a saved game, a power's name."""

    focusable = True
    sounds = "tick"

    def __init__(
        self,
        child: Widget,
        on_press: Press,
        *,
        chosen: bool = False,
        tip: str = "",
        reason: str = "",
        name: str = "",
        pad: int = 12,
    ) -> None:
        super().__init__(name, tip, reason, [child])
        self.on_press, self.chosen, self.pad = on_press, chosen, pad

    def narrowest(self, theme: Theme) -> int:
        return super().narrowest(theme) + 2 * theme.px(self.pad)

    def measure(self, theme: Theme, width: int) -> Size:
        pad = 2 * theme.px(self.pad)
        w, h = self.children[0].measure(theme, max(width - pad, 1))
        return w + pad, h + pad

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        super().place(theme, rect)
        pad = 2 * theme.px(self.pad)
        self.children[0].place(theme, rect.inflate(-pad, -pad))

    def at(self, pos: tuple[int, int]) -> Widget | None:
        return self if self.rect.collidepoint(pos) else None

    def handle(self, event: pygame.event.Event) -> Move | None:
        if not (pressed(event) or clicked(self, event)):
            return None
        return (self.on_press() or STAY) if self.enabled else STAY

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        fill = self.tone.raised if self.enabled else self.tone.ground
        if self.hovered and self.enabled:
            fill = mix(fill, self.tone.accent, 0.14)
        if self.chosen:
            fill = mix(fill, self.tone.accent, 0.22)
        edge = self.tone.accent if self.chosen else self.tone.line
        draw.panel(surface, self.rect, fill, radius=theme.px(5), edge=edge, width=theme.px(2) if self.chosen else 1)


def write(
    surface: pygame.Surface, theme: Theme, role: str, text: str, rect: pygame.Rect, ink: Colour, across: int
) -> None:
    """Words in the middle of a rectangle, wrapped."""
    lines = theme.wrap(role, text, max(rect.w - 2 * across, 1))
    high = theme.line_height(role)
    y = rect.centery - high * len(lines) // 2
    for line in lines:
        made = theme.text(role, line, ink)
        surface.blit(made, made.get_rect(center=(rect.centerx, y + high // 2)))
        y += high
