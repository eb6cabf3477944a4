"""One of several: segments side by side, a number with two buttons, a dial of five steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import pygame

from game.ui import draw
from game.ui.moves import STAY, Move
from game.ui.theme import Theme, mix
from game.ui.widgets.base import Size, Widget, sideways
from game.ui.widgets.button import write

T = TypeVar("T")
ROLE = "small-strong"


@dataclass(frozen=True)
class Option(Generic[T]):
    """One that can be chosen, or a ``reason`` why not."""

    value: T
    label: str
    tip: str = ""
    reason: str = ""


class Segments(Widget):
    """A widget of parts that lie side by side and wrap: what a click or a digit names is a part."""

    focusable = True
    sounds = "tick"

    def __init__(self, name: str, tip: str = "", reason: str = "") -> None:
        super().__init__(name, tip, reason)
        self.parts: list[pygame.Rect] = []
        self.over: int | None = None  # the part below the mouse

    def labels(self) -> list[str]:
        """The words of all parts."""
        raise NotImplementedError

    def use(self, part: int) -> Move | None:
        """A part was clicked, or its digit typed."""
        raise NotImplementedError

    def step(self, by: int) -> Move | None:
        """An arrow key: -1 or 1."""
        raise NotImplementedError

    def _lay(self, theme: Theme, width: int) -> list[pygame.Rect]:
        """In as few lines as there must be, and these as even as they can be: no part stands alone below the others."""
        wide = [min(theme.width(ROLE, label) + 2 * theme.px(13), width) for label in self.labels()]
        laid = self._lines(theme, wide, width)
        least, most = max(wide, default=0), width
        while laid and laid[-1].y and most - least > 1:
            middle = (least + most) // 2
            narrower = self._lines(theme, wide, middle)
            if narrower[-1].y > laid[-1].y:
                least = middle
            else:
                laid, most = narrower, middle
        return laid

    def _lines(self, theme: Theme, wide: list[int], width: int) -> list[pygame.Rect]:
        rects: list[pygame.Rect] = []
        high, x, y = theme.line_height(ROLE) + 2 * theme.px(8), 0, 0
        for w in wide:
            if x and x + w > width:
                x, y = 0, y + high + theme.px(4)
            rects.append(pygame.Rect(x, y, w, high))
            x += w + theme.px(4)
        return rects

    def narrowest(self, theme: Theme) -> int:
        return max((theme.width(ROLE, label) for label in self.labels()), default=0) + 2 * theme.px(13)

    def measure(self, theme: Theme, width: int) -> Size:
        rects = self._lay(theme, width)
        return max((rect.right for rect in rects), default=0), max((rect.bottom for rect in rects), default=0)

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        self.parts = [part.move(rect.topleft) for part in self._lay(theme, rect.w)]
        super().place(theme, rect if not self.parts else self.parts[0].unionall(self.parts[1:]))

    def fits(self, theme: Theme) -> bool:
        inside = all(self.rect.contains(part) for part in self.parts)
        return inside and all(
            theme.width(ROLE, label) <= part.w for label, part in zip(self.labels(), self.parts, strict=True)
        )

    def handle(self, event: pygame.event.Event) -> Move | None:
        if event.type == pygame.MOUSEMOTION:
            self.over = self._part(event.pos)
        if not self.enabled:
            return None
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self.held:
            part = self._part(event.pos)
            return None if part is None else self.use(part)
        if event.type == pygame.KEYDOWN and pygame.K_1 <= event.key < pygame.K_1 + min(len(self.parts), 9):
            return self.use(event.key - pygame.K_1)
        by = sideways(event)
        return self.step(by) if by else None

    def _part(self, pos: tuple[int, int]) -> int | None:
        return next((k for k, part in enumerate(self.parts) if part.collidepoint(pos)), None)

    def face(self, surface: pygame.Surface, theme: Theme, part: int, *, chosen: bool, able: bool = True) -> None:
        """One part as it lies there."""
        tone, rect = self.tone, self.parts[part]
        able = able and self.enabled
        fill, ink = tone.raised, tone.ink if able else mix(tone.faint, tone.ground, 0.35)
        if chosen:
            fill, ink = (tone.accent, tone.ground) if able else (mix(tone.line, tone.ground, 0.3), ink)
        elif self.hovered and self.over == part and able:
            fill = mix(fill, tone.accent, 0.18)
        draw.panel(surface, rect, fill, radius=theme.px(4), edge=tone.accent if chosen and able else tone.line)
        write(surface, theme, ROLE, self.labels()[part], rect, ink, 0)


class Choice(Segments, Generic[T]):
    """One of a few options, all in sight. Arrows or digits choose as well; what cannot be chosen says why."""

    def __init__(
        self,
        name: str,
        options: Sequence[Option[T]],
        value: T | None,
        on_choose: Callable[[T], Move | None],
        *,
        tip: str = "",
        reason: str = "",
    ) -> None:
        super().__init__(name, tip, reason)
        self.options, self.value, self.on_choose = list(options), value, on_choose
        self.cursor = next((k for k, one in enumerate(self.options) if one.value == value), 0)

    @property
    def at_hand(self) -> int:
        """The option below the mouse, or else the one that the arrows have come to."""
        return self.over if self.hovered and self.over is not None else self.cursor

    @property
    def hint(self) -> str:
        if self.reason or not self.options:
            return super().hint
        option = self.options[self.at_hand]
        return option.reason or option.tip or self.tip

    @property
    def spot(self) -> pygame.Rect:
        return self.parts[self.at_hand] if self.parts else self.rect

    def labels(self) -> list[str]:
        return [option.label for option in self.options]

    def use(self, part: int) -> Move | None:
        self.cursor = part
        option = self.options[part]
        return STAY if option.reason else self.on_choose(option.value) or STAY

    def step(self, by: int) -> Move | None:
        self.cursor = min(max(self.cursor + by, 0), len(self.options) - 1)
        return self.use(self.cursor)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        for k, option in enumerate(self.options):
            self.face(surface, theme, k, chosen=option.value == self.value, able=not option.reason)
            if self.focused and k == self.cursor and option.reason:
                draw.ring(surface, self.parts[k], self.tone.accent, radius=theme.px(4), width=1)


class Stepper(Segments):
    """A whole number from ``least`` to ``most``: less, the number, more. ``why_not``: why it cannot be more.

    A digit is put behind what stands there, as far as the number may go, or in its place.
    """

    def __init__(
        self,
        name: str,
        value: int,
        least: int,
        most: int,
        on_change: Callable[[int], Move | None],
        *,
        tip: str = "",
        reason: str = "",
        why_not: str = "",
    ) -> None:
        super().__init__(name, tip, reason)
        self.value, self.least, self.most, self.on_change, self.why_not = value, least, most, on_change, why_not

    @property
    def hint(self) -> str:
        stuck = self.why_not if self.value >= self.most and (self.over == 2 or not self.hovered) else ""
        return self.reason or stuck or self.tip

    def labels(self) -> list[str]:
        return ["−", str(self.value), "+"]

    def use(self, part: int) -> Move | None:
        return self.step(part - 1)

    def step(self, by: int) -> Move | None:
        wanted = min(max(self.value + by, self.least), self.most)
        return STAY if wanted == self.value else self.on_change(wanted) or STAY

    def handle(self, event: pygame.event.Event) -> Move | None:
        if event.type == pygame.KEYDOWN and pygame.K_0 <= event.key <= pygame.K_9 and self.enabled:
            digit = event.key - pygame.K_0
            wanted = next((x for x in (10 * self.value + digit, digit) if self.least <= x <= self.most), self.value)
            return STAY if wanted == self.value else self.on_change(wanted) or STAY
        return super().handle(event)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        self.face(surface, theme, 0, chosen=False, able=self.value > self.least)
        self.face(surface, theme, 2, chosen=False, able=self.value < self.most)
        write(surface, theme, "strong", str(self.value), self.parts[1], self.tone.ink, 0)


class Dial(Segments):
    """Five steps from never to surely; 0 is: not said. What is chosen is chosen again to unsay it."""

    STEPS = 5

    def __init__(
        self,
        name: str,
        value: int,
        labels: Sequence[str],
        on_change: Callable[[int], Move | None],
        *,
        tip: str = "",
        reason: str = "",
    ) -> None:
        super().__init__(name, tip, reason)
        self.value, self.words, self.on_change = value, list(labels), on_change

    def labels(self) -> list[str]:
        return self.words

    def use(self, part: int) -> Move | None:
        return self.on_change(0 if self.value == part + 1 else part + 1) or STAY

    def step(self, by: int) -> Move | None:
        wanted = min(max(self.value + by, 0), self.STEPS)
        return STAY if wanted == self.value else self.on_change(wanted) or STAY

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        for k in range(len(self.words)):
            self.face(surface, theme, k, chosen=k + 1 == self.value)
