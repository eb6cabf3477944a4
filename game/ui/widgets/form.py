"""The form of a screen: who has the focus, what the mouse is on, what is explained, what scrolls."""

from __future__ import annotations

import pygame

from game.ui import draw
from game.ui.moves import STAY, Host, Move
from game.ui.theme import BRASS, SHEET, Theme
from game.ui.widgets.base import Widget
from game.ui.widgets.paper import Text
from game.ui.widgets.scroll import Scroll

PATIENCE = 0.45  # seconds until a tooltip comes
ARROWS = {pygame.K_UP: (0, -1), pygame.K_DOWN: (0, 1), pygame.K_LEFT: (-1, 0), pygame.K_RIGHT: (1, 0)}


class Form:
    """All widgets of a screen. Tab and arrows go through them in the order of reading; a click does as well."""

    def __init__(self, app: Host) -> None:
        self.app = app
        self.root = Widget()
        self.focused: Widget | None = None
        self.hovered: Widget | None = None
        self.held: Widget | None = None
        self.changed = False  # something looks different since it was last drawn
        self.by_key = False  # the focus came by a key: its ring is drawn
        self._gone: int | None = None  # the place of what had the focus, if it is no longer there
        self._last = ""  # what had the focus when another screen came on top
        self._still = 0.0  # seconds since anything happened
        self._told = False  # a tooltip is shown

    @property
    def theme(self) -> Theme:
        return self.app.theme

    # ---- composing --------------------------------------------------------------------------------------

    def show(self, root: Widget) -> None:
        """Take these widgets; those of a name known before go on where they were."""
        before = {widget.name: widget for widget in self.root.walk() if widget.name}
        focus, held = self.focused.name if self.focused else self._last, self.held and self.held.name
        at = self.order().index(self.focused) if self.focused in self.order() else None
        self.root = root
        self._join(root, None)
        root.dress(root.tone)
        for widget in root.walk():
            if widget.name in before and type(widget) is type(before[widget.name]):
                widget.adopt(before[widget.name])
        self.arrange()
        again = {widget.name: widget for widget in root.walk() if widget.name}
        self.focused, self.hovered = None, None
        self.held = again.get(held) if held else None
        if self.held:
            self.held.held = True
        wanted = again.get(focus) if focus else None
        self._last = ""
        if wanted is not None and wanted.focusable:
            self._focus(wanted)
        elif at is not None:
            self._gone = at
        self.changed = True

    def _join(self, widget: Widget, parent: Widget | None) -> None:
        widget.parent = parent
        for child in widget.children:
            self._join(child, widget)

    def arrange(self) -> None:
        """Give everybody their place in the window."""
        self.root.place(self.theme, pygame.Rect((0, 0), self.app.size))

    # ---- focus ------------------------------------------------------------------------------------------

    def order(self) -> list[Widget]:
        """All that can have the focus, in the order in which Tab goes."""
        return [widget for widget in self.root.walk() if widget.focusable and widget.rect.w and widget.rect.h]

    def focus_on(self, name: str) -> None:
        """Give the focus to the widget of that name, if there is one."""
        found = next((widget for widget in self.order() if widget.name == name), None)
        if found is not None:
            self._focus(found)

    def show_widget(self, name: str) -> None:
        """Scroll until the widget of that name can be seen, if there is one."""
        found = next((widget for widget in self.root.walk() if widget.name == name), None)
        if found is not None:
            _into_sight(found)
            self.changed = True

    def _focus(self, widget: Widget | None) -> None:
        if widget is self.focused:
            return
        if self.focused is not None:
            self.focused.focus(False)
        self.focused, self._gone = widget, None
        self._still, self._told, self.changed = 0.0, False, True
        if widget is None:
            return
        widget.focus(True)
        _into_sight(widget)

    def leave(self) -> None:
        """Another screen comes on top: nothing is held, typed into or explained any more."""
        self._last = self.focused.name if self.focused else ""
        self._focus(None)
        self.hovered = self.held = None
        self._told = False

    def _next(self, by: int) -> None:
        order = self.order()
        if not order:
            return
        if self.focused in order:
            at = order.index(self.focused)
        elif self._gone is not None:
            at = self._gone - (by > 0)
        else:
            at = -1 if by > 0 else 0
        self._focus(order[(at + by) % len(order)])

    def _toward(self, direction: tuple[int, int]) -> None:
        """The nearest widget that way; the next in order if nothing has the focus."""
        if self.focused is None:
            self._next(1)
            return
        here, (dx, dy) = self.focused.rect, direction
        found: list[tuple[int, Widget]] = []
        for widget in self.order():
            there = widget.rect
            along = (there.centerx - here.centerx) * dx + (there.centery - here.centery) * dy
            clear = (there.top - here.bottom if dy > 0 else here.top - there.bottom) if dy else along
            if widget is self.focused or along <= 0 or clear < -4:
                continue
            off = abs(there.centery - here.centery) if dx else _apart(here.left, here.right, there.left, there.right)
            if dx and _apart(here.top, here.bottom, there.top, there.bottom):
                continue
            found.append((along + 2 * off, widget))
        if found:
            self._focus(min(found, key=lambda one: one[0])[1])

    # ---- events -----------------------------------------------------------------------------------------

    def handle(self, event: pygame.event.Event) -> Move | None:
        """One event; what came of it, or None if no widget took it."""
        if event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            return self._mouse(event)
        if event.type == pygame.MOUSEWHEEL:
            return self._up(self.hovered or self.focused or self._first_scroll(), event)
        if event.type == pygame.KEYDOWN:
            return self._key(event)
        if event.type in (pygame.TEXTINPUT, pygame.TEXTEDITING) and self.focused is not None:
            return self._give(self.focused, event)
        return None

    def _key(self, event: pygame.event.Event) -> Move | None:
        self._still, self._told, self.by_key, self.changed = 0.0, False, True, True
        if event.key == pygame.K_TAB:
            self._next(-1 if event.mod & pygame.KMOD_SHIFT else 1)
            return STAY
        if self.focused is not None:
            move = self._give(self.focused, event)
            if move is not None:
                return move
        if event.key in ARROWS:
            self._toward(ARROWS[event.key])
            return STAY
        if event.key in (pygame.K_PAGEUP, pygame.K_PAGEDOWN):
            return self._up(self.focused, event) or self._up(self._first_scroll(), event)
        return None

    def _mouse(self, event: pygame.event.Event) -> Move | None:
        target = self.root.at(event.pos)
        if target is not self.hovered:
            if self.hovered is not None:
                self.hovered.hovered = False
            self.hovered = target
            if target is not None:
                target.hovered = True
            self._still, self._told, self.changed = 0.0, False, True
            self.by_key = False  # whoever points wants to know about what is pointed at
        if event.type == pygame.MOUSEMOTION:
            self._still = 0.0
            return self._up(self.held or target, event)
        self.changed, self._told = True, False
        if event.type == pygame.MOUSEBUTTONDOWN:
            if event.button != 1:
                return None
            self.by_key = False
            self.held = target
            if target is not None:
                target.held = True
                self._focus(target if target.focusable else None)
            return self._up(target, event)
        held, self.held = self.held, None
        if held is None:
            return None
        move = self._up(held, event)
        held.held = False
        return move

    def _up(self, widget: Widget | None, event: pygame.event.Event) -> Move | None:
        """The widget, or the first one above it that has a use for the event."""
        while widget is not None:
            move = self._give(widget, event)
            if move is not None:
                return move
            widget = widget.parent
        return None

    def _give(self, widget: Widget, event: pygame.event.Event) -> Move | None:
        move = widget.handle(event)
        if move is not None:
            self.changed = True
            if widget.sounds and event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONUP):
                self.app.sounds.play(widget.sounds)
            if not widget.enabled:
                self._still = PATIENCE  # say at once why not
        return move

    def _first_scroll(self) -> Widget | None:
        return next((widget for widget in self.root.walk() if isinstance(widget, Scroll) and widget.reach), None)

    def update(self, seconds: float) -> None:
        """A tooltip comes when nothing has moved for a moment."""
        self._still += seconds
        if not self._told and self._still >= PATIENCE and self._explained() is not None:
            self._told = self.changed = True

    def _explained(self) -> Widget | None:
        """What the tooltip is about: what the mouse is on, or else what a key has come to."""
        candidates = (self.hovered if not self.by_key else None, self.focused if self.by_key else None)
        return next((widget for widget in candidates if widget is not None and widget.hint), None)

    # ---- drawing ----------------------------------------------------------------------------------------

    def draw(self, surface: pygame.Surface) -> None:
        """All widgets, the ring around the focus, and the tooltip."""
        self._draw(self.root, surface)
        if self._told:
            about = self._explained()
            if about is not None:
                tooltip(surface, self.theme, about.spot, about.hint)
        self.changed = False

    def _draw(self, widget: Widget, surface: pygame.Surface) -> None:
        widget.draw(surface, self.theme)
        inside = widget.clip()
        old = surface.get_clip()
        if inside is not None:
            surface.set_clip(inside.clip(old))
        visible = surface.get_clip()
        for child in widget.children:
            if child.rect.colliderect(visible):
                self._draw(child, surface)
        surface.set_clip(old)
        if widget is self.focused:
            around = widget.rect.inflate(2 * self.theme.px(4), 2 * self.theme.px(4))
            accent = BRASS if widget.tone is not SHEET else widget.tone.accent
            draw.ring(surface, around, accent, radius=self.theme.px(7), width=self.theme.px(2))


def _into_sight(widget: Widget) -> None:
    """Scroll whatever it lies in until it can be seen."""
    above = widget.parent
    while above is not None:
        if isinstance(above, Scroll):
            above.show(widget.rect)
        above = above.parent


def _apart(a: int, b: int, c: int, d: int) -> int:
    """How far two stretches a..b and c..d are apart; 0 if they meet."""
    return max(c - b, a - d, 0)


def tooltip(surface: pygame.Surface, theme: Theme, about: pygame.Rect, words: str) -> None:
    """A slip of paper beside what it explains, within the window."""
    text = Text(words, "small")
    text.dress(SHEET)
    pad = theme.px(10)
    w, h = text.measure(theme, min(theme.px(340), surface.get_width() - 4 * pad))
    slip = pygame.Rect(0, 0, w + 2 * pad, h + 2 * pad)
    slip.midtop = (about.centerx, about.bottom + theme.px(8))
    if slip.bottom > surface.get_height() - pad:
        slip.bottom = about.top - theme.px(8)
    slip.clamp_ip(surface.get_rect().inflate(-pad, -pad))
    draw.shadow(surface, slip, radius=theme.px(4), depth=theme.px(6))
    draw.panel(surface, slip, SHEET.raised, radius=theme.px(4), edge=SHEET.line)
    text.place(theme, slip.inflate(-2 * pad, -2 * pad))
    text.draw(surface, theme)
