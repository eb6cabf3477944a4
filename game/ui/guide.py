"""A slip of paper over any screen that says what a newcomer should look at, and points at it. It never blocks.

F2 or a click puts the slip away, F3 ends the lesson; every other event is for the screen below.
"""

from __future__ import annotations

import pygame

from game.ui import draw
from game.ui.moves import Host, Page
from game.ui.screen import Screen
from game.ui.session import Session
from game.ui.theme import BRASS, SHEET, Theme
from game.ui.widgets import Text, Widget
from game.views.lesson import ME, Lesson, Prompt, script, tags
from game.words import words

WIDE = 370  # of a slip
PULSE = 1.6  # seconds from one brightness of the ring to the same again


class Guide:
    """Shows what a `Lesson` says next. Ask it first with every event, and draw it last."""

    def __init__(self, app: Host, session: Session) -> None:
        self.app, self.session = app, session
        self.lesson = Lesson(script().prompts)
        self.prompt: Prompt | None = None
        self.page: Page | None = None  # on which it is said
        self._place = ""  # what the lesson calls it
        self.changed = False
        self._time = 0.0
        self._stand: tuple[object, ...] = ()
        self._known: frozenset[str] = frozenset()
        self._slip = self._end = pygame.Rect(0, 0, 0, 0)

    # ---- what is said -----------------------------------------------------------------------------------

    def look(self, page: Page, seconds: float) -> None:
        """Decide what to say on this page; called once a frame."""
        self._time += seconds
        if page.where == "title":
            self.lesson.over = True
        place = page.where
        if self.prompt is not None and place and place != self._place:  # pages without a name are looked into only
            self.lesson.heard(self.prompt)  # whoever went on has understood, or does not want to
        found = self.lesson.now(place, self._tags())
        self.page, self._place = page, place or self._place
        if found is not self.prompt:
            self.prompt, self.changed = found, True
            widget = self._widget()
            if widget is not None and isinstance(page, Screen):
                page.form.show_widget(widget.name)

    def _widget(self) -> Widget | None:
        if self.prompt is None or not isinstance(self.page, Screen):
            return None
        self.page.settle()
        names = {widget.name: widget for widget in self.page.form.root.walk() if widget.name}
        return next((names[name] for name in self.prompt.at if name in names), None)

    def _tags(self) -> frozenset[str]:
        """What is so; worked out anew only when something may be otherwise."""
        session, sitting = self.session, self.session.sitting
        drafted, asked = tuple(sitting.draft(ME)), tuple(sitting.waiting())
        stand = (len(sitting.match.steps), drafted, asked, ME in session.shown, ME in session.declared)
        if stand != self._stand:
            own = {"card seen": ME in session.shown, "declared": ME in session.declared}
            self._stand, self._known = stand, tags(sitting) | {tag for tag, so in own.items() if so}
        return self._known

    def put_away(self) -> None:
        """This has been read."""
        if self.prompt is not None:
            self.lesson.heard(self.prompt)
            self.prompt, self.changed = None, True

    def end(self) -> None:
        """No more of it."""
        self.lesson.over, self.prompt, self.changed = True, None, True

    # ---- events -----------------------------------------------------------------------------------------

    def handle(self, event: pygame.event.Event) -> bool:
        """Whether the event was for the slip."""
        if self.prompt is None:
            return False
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_F2, pygame.K_F3):
            (self.put_away if event.key == pygame.K_F2 else self.end)()
            return True
        if event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP) and self._slip.collidepoint(event.pos):
            if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
                (self.end if self._end.collidepoint(event.pos) else self.put_away)()
            return True
        return False

    # ---- looks ------------------------------------------------------------------------------------------

    @property
    def moving(self) -> bool:
        return self.prompt is not None and not self.app.settings.reduced_motion

    def meant(self) -> pygame.Rect | None:
        """Where the widget is that is meant, if it can be seen."""
        found = self._widget()
        return None if found is None else _in_sight(found)

    def _others(self) -> list[pygame.Rect]:
        """What else can be read or used on the page."""
        if not isinstance(self.page, Screen):
            return []
        leaves = (w for w in self.page.form.root.walk() if w.focusable or isinstance(w, Text))
        return [rect for rect in map(_in_sight, leaves) if rect is not None]

    def draw(self, surface: pygame.Surface) -> None:
        """The ring around what is meant, and the slip beside it."""
        self.changed = False
        if self.prompt is None:
            self._slip = pygame.Rect(0, 0, 0, 0)
            return
        theme, meant = self.app.theme, self.meant()
        text = Text(self.prompt.text)
        pad, foot = theme.px(16), theme.line_height("small") + theme.px(10)
        w, h = text.measure(theme, min(theme.px(WIDE), surface.get_width() // 2))
        slip = pygame.Rect(0, 0, max(w, theme.px(250)) + 2 * pad, h + foot + 2 * pad)
        self._slip = beside(slip, meant, self._others(), surface.get_rect(), theme.px(18))
        if meant is not None:
            self._point(surface, theme, meant)
        draw.shadow(surface, self._slip, radius=theme.px(5), depth=theme.px(12), dark=150)
        draw.panel(surface, self._slip, SHEET.raised, radius=theme.px(5), edge=BRASS, width=theme.px(2))
        text.dress(SHEET)
        text.place(theme, pygame.Rect(self._slip.x + pad, self._slip.y + pad, self._slip.w - 2 * pad, h))
        text.draw(surface, theme)
        self._foot(surface, theme, pad)

    def _foot(self, surface: pygame.Surface, theme: Theme, pad: int) -> None:
        good = theme.text("small-strong", words("lesson.good"), SHEET.accent)
        end = theme.text("small", words("lesson.leave"), SHEET.faint)
        y = self._slip.bottom - pad // 2
        surface.blit(good, good.get_rect(bottomleft=(self._slip.x + pad, y)))
        self._end = surface.blit(end, end.get_rect(bottomright=(self._slip.right - pad, y)))

    def _point(self, surface: pygame.Surface, theme: Theme, meant: pygame.Rect) -> None:
        """A ring that breathes, and a line from the slip to it."""
        beat = abs(self._time / PULSE % 1 - 0.5) * 2 if self.moving else 1.0
        ring = meant.inflate(2 * theme.px(5 + 3 * beat), 2 * theme.px(5 + 3 * beat))
        draw.ring(surface, ring, BRASS, radius=theme.px(8), width=theme.px(3))
        start, end = nearest(self._slip, ring)
        if start != end:
            draw.line(surface, start, end, BRASS, theme.px(3))
            draw.disc(surface, end, theme.px(5), BRASS)


def _in_sight(widget: Widget) -> pygame.Rect | None:
    """The part of it that can be seen; None if it is scrolled away."""
    rect, above = pygame.Rect(widget.rect), widget.parent
    while above is not None:
        window = above.clip()
        if window is not None:
            rect = rect.clip(window)
        above = above.parent
    return rect if rect.w and rect.h else None


def beside(
    slip: pygame.Rect, meant: pygame.Rect | None, others: list[pygame.Rect], window: pygame.Rect, gap: int
) -> pygame.Rect:
    """The slip where it covers nothing that is meant, and little else; low in the window if nothing is meant."""
    inner = window.inflate(-2 * gap, -2 * gap)
    if meant is None:
        at = slip.copy()
        at.midbottom = inner.midbottom
        return at
    spots = (
        ("midtop", (meant.centerx, meant.bottom + 2 * gap)),
        ("midbottom", (meant.centerx, meant.top - 2 * gap)),
        ("midright", (meant.left - 2 * gap, meant.centery)),
        ("midleft", (meant.right + 2 * gap, meant.centery)),
    )

    def cost(place: pygame.Rect) -> tuple[int, int]:
        return _shared(place, meant), sum(_shared(place, other) for other in others)

    places = []
    for side, spot in spots:
        at = slip.copy()
        setattr(at, side, spot)
        places.append(at.clamp(inner))
    return min(places, key=cost)


def _shared(one: pygame.Rect, other: pygame.Rect) -> int:
    """How much of two rectangles is the same, in pixels."""
    both = one.clip(other)
    return both.w * both.h


def nearest(one: pygame.Rect, other: pygame.Rect) -> tuple[tuple[int, int], tuple[int, int]]:
    """The ends of the shortest line between two rectangles; the same point twice if they meet."""
    x = _between(one.left, one.right, other.left, other.right)
    y = _between(one.top, one.bottom, other.top, other.bottom)
    return (x[0], y[0]), (x[1], y[1])


def _between(a: int, b: int, c: int, d: int) -> tuple[int, int]:
    """Where a stretch a..b and another c..d are nearest to each other; the middle of what they share if they meet."""
    if b < c:
        return b, c
    if d < a:
        return a, d
    middle = (max(a, c) + min(b, d)) // 2
    return middle, middle
