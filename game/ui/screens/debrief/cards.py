"""The cards turned over one by one, least suspected first."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi

import pygame

from game.debrief.model import Card as Hidden
from game.debrief.model import Debrief
from game.ui import draw
from game.ui.moves import STAY, Move
from game.ui.screens.debrief.chapter import Chapter, Reader, loose, named, paper
from game.ui.screens.debrief.suspects import Guess
from game.ui.screens.parts import mark
from game.ui.theme import GREEN, INK, PAPER, SHEET, VERMILION, Theme, mix
from game.ui.widgets import Card, Column, Grid, Row, Rule, Space, Text, Widget
from game.ui.widgets.base import Size, clicked, pressed
from game.words import signed, words

FLIP = 0.55  # seconds to turn a card over
LOW = 560  # a window below this has room for a card only if it is wide and so not high


class Cards(Chapter):
    """``turned``: how many lie open; the last of them may be on its way."""

    key = "cards"

    def __init__(self, reader: Reader, guess: Guess) -> None:
        super().__init__(reader)
        self.guess = guess
        self.turned = 0
        self.flip = 1.0  # how far the last one is

    @property
    def moving(self) -> bool:
        return self.flip < 1

    @property
    def told(self) -> bool:
        known = self.reader.reckoning.debrief
        return known is not None and self.turned == len(known.cards) and not self.moving

    def forward(self) -> bool:
        if self.moving:
            self.flip = 1.0
            self._show()
            return True
        if self.turned == len(self.debrief.cards):
            return False
        self.turned += 1
        self.flip = 1.0 if self.still else 0.0
        self.reader.app.sounds.play("page")
        self._show()
        return True

    def update(self, seconds: float) -> None:
        if self.moving:
            self.flip = min(self.flip + seconds / FLIP, 1.0)
            if not self.moving:
                self._show()

    def _show(self) -> None:
        """Look at the card that was turned over last, and hear what it is; after all of them, at what it comes to."""
        if not self.moving:
            wolf = self.debrief.cards[self.turned - 1].wants_land
            self.reader.app.sounds.play("strike" if wolf else "held")
        self.reader.show("table" if self.told else f"card {self.debrief.cards[self.turned - 1].power}")

    def compose(self) -> Widget:
        d = self.debrief
        faces = [self._face(d, k, card) for k, card in enumerate(d.cards)]
        below = self._table(d) if self.told else Text(words("ui.debrief.cards.order"), "aside", "faint", "centre")
        columns = len(faces) if len(faces) < 7 else 4
        theme = self.reader.app.theme
        least = 172 if theme.size[1] >= theme.px(LOW) else 236
        return loose(Grid(*faces, least=least, most=columns, gap=14), below)

    def _face(self, d: Debrief, k: int, card: Hidden) -> Widget:
        if k >= self.turned:
            reason = "" if k == self.turned else words("ui.debrief.cards.not-yet")
            back: list[Widget] = [mark(d.seat(card.power), 54), Text(d.seat(card.power).name, "heading")]
            return Face(f"card {card.power}", back, front(d, card), self._turn, reason=reason)
        if k == self.turned - 1 and self.moving:
            return Face(
                f"card {card.power}", [mark(d.seat(card.power), 54)], front(d, card), self._turn, lambda: self.flip
            )
        return front(d, card)

    def _turn(self) -> None:
        self.forward()

    def _table(self, d: Debrief) -> Widget:
        """What it all comes to: the guess, the pars, and what the table kept."""
        wolves = [card.power for card in d.cards if card.wants_land]
        lines: list[Widget] = [Text(_count(len(wolves), len(d.cards)), "title", VERMILION if wolves else GREEN)]
        if self.guess.wolves is not None:
            right = "right" if self.guess.wolves == len(wolves) else "wrong"
            lines.append(Text(words(f"ui.debrief.cards.guess-{right}", guess=self.guess.wolves)))
        if self.guess.hands:
            told = {"right": self.guess.hands[len(wolves)], "hands": sum(self.guess.hands)}
            lines.append(Text(words("ui.debrief.cards.hands", **told)))
        if self.guess.suspect is not None:
            seat = d.seat(self.guess.suspect)
            truth = words(f"ui.debrief.cards.suspect-{'wolf' if seat.code in wolves else 'lamb'}", name=seat.name)
            lines.append(Text(truth))
        if d.stopped:
            lines.append(Text(d.played))
        lines += [Text(d.dividend.pars), Text(d.dividend.text), Text(d.card, "aside", "faint")]
        table = paper(*lines)
        table.name = "table"
        return table


def _count(wolves: int, powers: int) -> str:
    """'Nobody wanted land.'"""
    form = {0: "none", 1: "one", powers: "all"}.get(wolves, "some")
    return words(f"ui.debrief.cards.wolves-{form}", wolves=wolves, powers=powers)


def front(d: Debrief, card: Hidden) -> Card:
    """A card, face up, with what it came to."""
    tint = VERMILION if card.wants_land else GREEN
    result = words("debrief.card.won" if card.won else "debrief.card.missed")
    face = Column(
        named(d.seat(card.power)),
        Rule(),
        Text(card.title, "heading", tint),
        Text(words("ui.debrief.cards.wanted" if card.wants_land else "ui.debrief.cards.content"), "small-strong", tint),
        Text(card.text),
        Space(),
        Rule(),
        Row(
            Text(signed(card.points).lstrip("+"), "number"),
            Text(words("ui.debrief.cards.par", par=card.par), "small", "faint"),
            gap=8,
        ),
        Text(result[:1].upper() + result[1:] + ".", "small-strong", "ink" if card.won else "faint"),
        Text(card.account, "small", "faint"),
        gap=6,
        weights=(0, 0, 0, 0, 0, 1),
    )
    card_ = Card(face, 16, 14, edge=tint)
    card_.name = f"card {card.power}"
    return card_


class Face(Widget):
    """A card that lies face down, or is just being turned over; a press turns it.

    It draws back and front itself, as pictures, so that they can be drawn narrower while it turns.
    """

    focusable = True

    def __init__(
        self,
        name: str,
        back: list[Widget],
        front: Card,
        on_press: Callable[[], Move | None],
        flip: Callable[[], float] = lambda: 0.0,
        *,
        reason: str = "",
    ) -> None:
        super().__init__(name, reason=reason)
        centred = [Row(Space(), one, Space(), weights=(1, 0, 1)) for one in back]
        self.back = Column(Space(), *centred, Space(), weights=(1, *[0] * len(back), 1))
        self.front, self.on_press, self.flip = front, on_press, flip
        self._pictures: dict[bool, pygame.Surface] = {}

    def measure(self, theme: Theme, width: int) -> Size:
        return self.front.measure(theme, width)

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        super().place(theme, rect)
        self._pictures = {}

    def handle(self, event: pygame.event.Event) -> Move | None:
        if not (pressed(event) or clicked(self, event)):
            return None
        return (self.on_press() or STAY) if self.enabled else STAY

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        flip = self.flip()
        shown = flip >= 0.5
        picture = self._picture(theme, shown=shown)
        share = abs(cos(pi * flip))
        w = max(round(self.rect.w * share), 2)
        at = pygame.Rect(0, 0, w, self.rect.h)
        at.center = self.rect.center
        draw.shadow(surface, at, radius=theme.px(5), depth=theme.px(8))
        surface.blit(picture if flip == 0 else pygame.transform.smoothscale(picture, at.size), at)

    def _picture(self, theme: Theme, *, shown: bool) -> pygame.Surface:
        if shown not in self._pictures:
            made = pygame.Surface(self.rect.size, pygame.SRCALPHA)
            whole = made.get_rect()
            if not shown:
                _engrave(made, whole, theme)
            side: Widget = self.front if shown else self.back
            side.dress(SHEET)
            side.place(theme, whole)
            _paint(side, made, theme)
            self._pictures[shown] = made
        return self._pictures[shown]


def _engrave(surface: pygame.Surface, rect: pygame.Rect, theme: Theme) -> None:
    """The back of a card: ruled paper within a neat line, with a clear oval for whose it is."""
    draw.panel(surface, rect, PAPER, radius=theme.px(5), edge=SHEET.line)
    inner = rect.inflate(-2 * theme.px(9), -2 * theme.px(9))
    surface.blit(draw.hatch("cross", inner.size, mix(PAPER, INK, 0.22), gap=theme.px(9)), inner)
    for width, inset in ((theme.px(2), 0), (1, 2 * theme.px(5))):
        pygame.draw.rect(surface, mix(PAPER, INK, 0.65), inner.inflate(-inset, -inset), width)
    oval = pygame.Rect(0, 0, round(inner.w * 0.82), theme.px(150))
    oval.center = rect.center
    draw.panel(surface, oval, PAPER, radius=theme.px(70), edge=mix(PAPER, INK, 0.65), width=theme.px(2))


def _paint(widget: Widget, surface: pygame.Surface, theme: Theme) -> None:
    """The widget and all in it."""
    widget.draw(surface, theme)
    for child in widget.children:
        _paint(child, surface, theme)
