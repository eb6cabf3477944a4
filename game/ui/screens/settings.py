"""What can be set, and a look at the board's colours as the colour-blind see them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pygame

from game.seats import COLOURS, HATCHES
from game.ui.moves import Host, Move
from game.ui.screens.parts import OnFelt, page
from game.ui.settings import SCALES, Settings
from game.ui.sight import SIGHTS, seen
from game.ui.theme import BLUE, PAPER, VERMILION, Theme, colour
from game.ui.widgets import Card, Choice, Column, Option, Picture, Row, Rule, Scroll, Stepper, Text, Widget
from game.ui.widgets.paper import token
from game.words import words


class SettingsScreen(OnFelt):
    """Every change holds at once and is kept."""

    def __init__(self, app: Host) -> None:
        super().__init__(app)
        self.sight = SIGHTS[0]

    @property
    def now(self) -> Settings:
        return self.app.settings

    def compose(self) -> Widget:
        scales = [Option(scale, words("ui.settings.percent", number=round(100 * scale))) for scale in SCALES]
        sights = [Option(sight, words(f"ui.settings.sight-{sight}")) for sight in SIGHTS]
        full, motion, mute = self.now.full_screen, self.now.reduced_motion, self.now.mute
        loud = Stepper("volume", self.now.volume, 0, 10, lambda x: self.app.set(replace(self.now, volume=x)))
        size = Choice("scale", scales, self.now.text_scale, lambda x: self.app.set(replace(self.now, text_scale=x)))
        sheet = Column(
            self.line("scale", size),
            self.switch("full", full, lambda x: self.app.set(replace(self.now, full_screen=x))),
            self.switch("motion", motion, lambda x: self.app.set(replace(self.now, reduced_motion=x))),
            Rule(),
            self.switch("mute", mute, lambda x: self.app.set(replace(self.now, mute=x))),
            self.line("volume", loud),
            Rule(),
            Text(words("ui.settings.sight"), "strong"),
            Text(words("ui.settings.sight-about"), "small", "faint"),
            Choice("sight", sights, self.sight, self.look),
            Picture(self.swatches, 0.13),
        )
        return page(words("ui.settings.title"), Scroll(Column(Card(sheet)), "page"), most=760)

    def switch(self, key: str, value: bool, change: Callable[[bool], Move | None]) -> Widget:
        options = [Option(False, words("ui.off")), Option(True, words("ui.on"))]
        return self.line(key, Choice(key, options, value, change))

    def line(self, key: str, widget: Widget) -> Widget:
        name = Text(words(f"ui.settings.{key}"), "strong")
        about = Column(name, Text(words(f"ui.settings.{key}-about"), "small", "faint"), gap=0)
        if self.app.theme.size[0] < self.app.theme.px(700):
            return Column(about, widget, align="left", gap=6)
        return Row(about, widget, weights=(1,), gap=24)

    def look(self, sight: str) -> None:
        self.sight = sight
        self.refresh()

    def swatches(self, surface: pygame.Surface, rect: pygame.Rect, theme: Theme) -> None:
        """All powers' tokens and both sorts of arms, as those eyes see them."""
        strip = pygame.Surface(rect.size)
        strip.fill(PAPER)
        step = rect.w / (len(COLOURS) + 2)
        side = int(min(step * 0.78, rect.h * 0.8))
        for k, (fill, hatch) in enumerate(zip(COLOURS, HATCHES, strict=True)):
            at = round(step * (k + 0.5)), rect.h // 2
            token(strip, theme, at, side // 2, "ABCDEFG"[k], colour(fill), hatch)
        for k, arms in enumerate((VERMILION, BLUE)):
            block = pygame.Rect(0, 0, side * 3 // 4, side * 3 // 4)
            block.center = round(step * (len(COLOURS) + k + 0.5)), rect.h // 2
            strip.fill(arms, block)
        surface.blit(seen(strip, self.sight), rect)
