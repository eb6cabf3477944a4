"""A line of text to type: with a caret, with what an input method has under way, and from the clipboard."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.ui import draw
from game.ui.moves import STAY, Move
from game.ui.theme import Theme, mix
from game.ui.widgets.base import Size, Widget

ROLE = "body"


class TextField(Widget):
    """One line of at most ``most`` characters. Enter calls ``on_enter``; every change calls ``on_change``."""

    focusable = True

    def __init__(
        self,
        name: str,
        text: str,
        on_change: Callable[[str], Move | None],
        *,
        on_enter: Callable[[str], Move | None] = lambda text: None,
        blank: str = "",
        most: int = 200,
        tip: str = "",
        reason: str = "",
    ) -> None:
        super().__init__(name, tip, reason)
        self.text, self.on_change, self.on_enter, self.blank, self.most = text, on_change, on_enter, blank, most
        self.caret = len(text)
        self.composing = ""  # what an input method has not finished
        self._starts: list[int] = []  # x of every caret place, as last drawn

    def adopt(self, previous: Widget) -> None:
        if isinstance(previous, TextField):
            self.caret = min(previous.caret, len(self.text))
            self.composing = previous.composing

    def shown(self) -> str:
        """What stands in the field."""
        return self.text[: self.caret] + self.composing + self.text[self.caret :]

    def measure(self, theme: Theme, width: int) -> Size:
        return width, theme.line_height(ROLE) + 2 * theme.px(8)

    def focus(self, gained: bool) -> None:
        super().focus(gained)
        self.composing = ""
        if gained and self.enabled:
            pygame.key.start_text_input()
            pygame.key.set_text_input_rect(self.rect)
        else:
            pygame.key.stop_text_input()

    def handle(self, event: pygame.event.Event) -> Move | None:
        if not self.enabled:
            return None
        if event.type == pygame.TEXTINPUT:
            self.composing = ""
            return self._insert(event.text)
        if event.type == pygame.TEXTEDITING:
            self.composing = event.text
            return STAY
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            near = (abs(x - event.pos[0]) for x in self._starts)
            self.caret = min(enumerate(near), key=lambda one: one[1], default=(len(self.text), 0))[0]
            self.caret = min(self.caret, len(self.text))
            return STAY
        return self._key(event) if event.type == pygame.KEYDOWN else None

    def _key(self, event: pygame.event.Event) -> Move | None:
        if self.composing:
            return STAY  # the keys are the input method's
        places = {
            pygame.K_LEFT: max(self.caret - 1, 0),
            pygame.K_RIGHT: min(self.caret + 1, len(self.text)),
            pygame.K_HOME: 0,
            pygame.K_END: len(self.text),
        }
        if event.key in places:
            self.caret = places[event.key]
            return STAY
        if event.key == pygame.K_BACKSPACE:
            cut = max(self.caret - 1, 0)
            return self._become(self.text[:cut] + self.text[self.caret :], cut)
        if event.key == pygame.K_DELETE:
            return self._become(self.text[: self.caret] + self.text[self.caret + 1 :], self.caret)
        if event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            return self.on_enter(self.text) or STAY
        if event.key == pygame.K_v and event.mod & pygame.KMOD_CTRL:
            return self._insert(pasted())
        return STAY if event.key == pygame.K_SPACE or (event.unicode and event.unicode.isprintable()) else None

    def _insert(self, text: str) -> Move:
        clean = "".join(char for char in text if char.isprintable())[: self.most - len(self.text)]
        return self._become(self.text[: self.caret] + clean + self.text[self.caret :], self.caret + len(clean))

    def _become(self, text: str, caret: int) -> Move:
        changed, self.text, self.caret = text != self.text, text, caret
        return (self.on_change(text) or STAY) if changed else STAY

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        tone = self.tone
        fill = tone.raised if self.enabled else tone.ground
        draw.panel(surface, self.rect, fill, radius=theme.px(4), edge=tone.accent if self.focused else tone.line)
        inner = self.rect.inflate(-2 * theme.px(10), 0)
        shown = self.shown()
        starts = [theme.width(ROLE, shown[:k]) for k in range(len(shown) + 1)]
        caret = starts[self.caret + len(self.composing)]
        shift = max(caret - inner.w + 2, 0)  # a long text slides to the left
        self._starts = [inner.x + x - shift for x in starts]
        old = surface.get_clip()
        surface.set_clip(inner.clip(old))
        if shown:
            words = theme.text(ROLE, shown, tone.ink)
        else:
            words = theme.text(ROLE, self.blank, mix(tone.faint, tone.raised, 0.25))
        surface.blit(words, words.get_rect(midleft=(inner.x - shift if shown else inner.x, inner.centery)))
        if self.composing:
            left, right = self._starts[self.caret], self._starts[self.caret + len(self.composing)]
            surface.fill(tone.accent, (left, inner.centery + theme.px(10), right - left, 2))
        if self.focused and self.enabled:
            surface.fill(tone.ink, (inner.x + caret - shift, inner.centery - theme.px(10), 2, theme.px(20)))
        surface.set_clip(old)


class PinField(TextField):
    """A few digits that nobody else should read: dots stand for them."""

    def shown(self) -> str:
        return "•" * len(self.text)

    def handle(self, event: pygame.event.Event) -> Move | None:
        if event.type == pygame.TEXTEDITING:
            return STAY
        return super().handle(event)


def pasted() -> str:
    """What the clipboard holds, if there is one."""
    try:
        return pygame.scrap.get_text()
    except pygame.error:
        return ""
