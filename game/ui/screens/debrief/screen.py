"""The debrief: its chapters in the order in which they are told, and how one goes through them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pygame

from game.debrief.reckoning import Reckoning
from game.ui.moves import STAY, Host, Move, Pop, Press
from game.ui.screens.debrief.books import Books
from game.ui.screens.debrief.cards import Cards
from game.ui.screens.debrief.chapter import Chapter
from game.ui.screens.debrief.mirror import Mirror
from game.ui.screens.debrief.scores import ScoresTold
from game.ui.screens.debrief.suspects import Guess, Suspects
from game.ui.screens.debrief.time import Time
from game.ui.screens.debrief.trees import Trees
from game.ui.screens.debrief.wars import Wars
from game.ui.screens.debrief.whatif import Whatif
from game.ui.screens.debrief.words import Words
from game.ui.screens.parts import OnFelt
from game.ui.widgets import (
    Card,
    Choice,
    Column,
    Narrow,
    Option,
    Padded,
    Primary,
    Quiet,
    Row,
    Scroll,
    Space,
    Text,
    Widget,
)
from game.words import words

# Where the chapters of an exercise are on the screen: a chapter, and a page of it.
PLACES = {
    "cards": ("cards", ""),
    "wars": ("wars", ""),
    "trees": ("trees", ""),
    "time": ("time", "arms"),
    "belief": ("time", "belief"),
    "scores": ("scores", ""),
    "reads": ("words", "reads"),
    "words": ("words", "promises"),
    "orders": ("mirror", ""),
    "names": ("books", ""),
    "discuss": ("books", ""),
}
MEASURE = 1280  # how wide a page is at most: its heading, what is told, and the way on stand below one another
FORWARD = (pygame.K_SPACE, pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_PAGEDOWN)


class DebriefScreen(OnFelt):
    """Ten chapters. Page keys (and so a presenter's clicker) turn the pages, Escape leaves."""

    rule = "R11"

    def __init__(
        self,
        app: Host,
        reckoning: Reckoning,
        folder: Path,
        leave: Press = Pop,
        again: Press | None = None,
        guess: Guess | None = None,
        asked: Sequence[tuple[str, str]] = (),
        console: Press | None = None,
    ) -> None:
        """``folder``: where a report is written if it is asked for; ``leave``: where it leads (default: back).

        ``again``: shows the whole game again on the board, if that can be done. ``guess``: what was said before.
        ``asked``: what a class is asked beside a chapter, each with one of the names that exercises have for them.
        ``console``: the way to that of the host, if there is one.
        """
        super().__init__(app)
        self.reckoning, self.folder, self.leave, self.again, self.console = reckoning, folder, leave, again, console
        self.asked = [(PLACES[place][0], text) for place, text in asked]
        self.asking: bool | None = None  # whether these are in sight; None: if there is room for them
        self.shut = False
        self.title = words("ui.debrief.title")
        self.guess = guess or Guess()
        self.chapters: list[Chapter] = [
            Suspects(self, self.guess),
            Cards(self, self.guess),
            Wars(self),
            Time(self),
            Trees(self),
            ScoresTold(self),
            Words(self),
            Mirror(self),
            Whatif(self),
            Books(self, folder),
        ]
        self.at = 0
        self.where = f"debrief-{self.chapter.key}"
        self._shown = ""  # how far the scores are, as last composed

    @property
    def chapter(self) -> Chapter:
        return self.chapters[self.at]

    def resumed(self) -> None:
        """With the focus on the way on, unless it was left elsewhere."""
        super().resumed()
        self.settle()
        if self.form.focused is None:
            self.form.focus_on("next")

    # ---- the page ---------------------------------------------------------------------------------------

    def compose(self) -> Widget:
        page = Column(self._head(), self._beside(self._body()), self._foot(), weights=(0, 1), gap=10)
        return Padded(Narrow(page, MEASURE), 24, 14)

    @property
    def _questions(self) -> list[str]:
        """What a class is asked beside this chapter, when all of it is told."""
        return [text for key, text in self.asked if key == self.chapter.key and self.chapter.told]

    @property
    def _wide(self) -> bool:
        return self.app.theme.size[0] >= self.app.theme.px(1100)

    @property
    def _asks(self) -> bool:
        return bool(self._questions) and (self._wide if self.asking is None else self.asking)

    def _beside(self, body: Widget) -> Widget:
        """The page, with what the class is asked beside it; in a small window in its place."""
        if not self._asks:
            return body
        asked = [Text(text, "subhead") for text in self._questions]
        sheet = Card(Column(Text(words("ui.debrief.asked").upper(), "caps", "accent"), *asked, gap=14), 20, 18)
        if self._wide:
            return Row(body, Column(sheet, Space(), weights=(0, 1)), weights=(4, 1), gap=10, align="fill")
        return Narrow(Scroll(Padded(sheet, 10, 10), "asked sheet"), 620)

    def ask(self) -> None:
        """Show the questions, or put them away."""
        self.asking = not self._asks
        self.refresh()

    def _head(self) -> Widget:
        world = self.reckoning.debrief.world if self.reckoning.debrief else ""
        place = words("ui.debrief.place", world=world, at=self.at + 1, of=len(self.chapters)).strip(" ·")
        role = "title" if self.app.theme.size[0] >= self.app.theme.px(900) else "heading"  # beside the way to questions
        titles = Column(Text(place.upper(), "caps", "accent"), Text(self.chapter.title, role), gap=0)
        state: list[Widget] = [Text(self._shown, "small", "faint", "right")] if self._shown else []
        if self.again is not None and self.at > 1:  # the board tells who wanted what
            state.append(Quiet(words("ui.replay.again"), self.again, name="again"))
        if self._questions:
            state.append(Quiet(words(f"ui.debrief.asked-{'off' if self._asks else 'on'}"), self.ask, name="asked"))
        if self.console is not None:
            state.append(Quiet(words("ui.table.console"), self.console, name="console"))
        return Row(titles, *state, weights=(1,), align="bottom", gap=6)

    def _body(self) -> Widget:
        reckoning = self.reckoning
        if reckoning.problem:
            return _note(words("ui.debrief.problem"), reckoning.problem)
        if reckoning.debrief is None and self.at > 0:
            return _note(words("ui.debrief.soon"), words("ui.debrief.soon-cards"))
        if self.chapter.waits and not reckoning.scored:
            return _note(words("ui.debrief.soon"), words("ui.debrief.soon-scores", share=round(100 * reckoning.share)))
        return self.chapter.compose()

    def _foot(self) -> Widget:
        pages = [Option(k, str(k + 1), tip=chapter.title) for k, chapter in enumerate(self.chapters)]
        last = self.at == len(self.chapters) - 1
        onward = Primary(words("ui.debrief.leave" if last else "ui.debrief.next"), self.forward, name="next")
        back = Quiet(
            words("ui.debrief.back"),
            lambda: self.turn(self.at - 1),
            reason="" if self.at else words("ui.debrief.first"),
            name="back",
        )
        return Row(Choice("chapter", pages, self.at, self.turn), Space(), back, onward, weights=(0, 1), gap=10)

    # ---- going through it -------------------------------------------------------------------------------

    def turn(self, at: int) -> Move | None:
        """Turn to a chapter."""
        self.at = min(max(at, 0), len(self.chapters) - 1)
        self.where = f"debrief-{self.chapter.key}"
        self.chapter.begin()
        self.refresh()
        self.settle()
        for widget in self.form.root.walk():
            if isinstance(widget, Scroll):  # a chapter is read from its beginning
                widget.move_to(0)
        self.form.focus_on("next")
        return STAY

    def open(self, name: str) -> None:
        """Turn to what an exercise calls by this name."""
        key, page = PLACES[name]
        self.turn(next(k for k, chapter in enumerate(self.chapters) if chapter.key == key))
        if page:
            self.chapter.open(page)

    def show(self, name: str) -> None:
        """Compose anew, and scroll until the widget of that name can be seen."""
        self.refresh()
        self.settle()
        self.form.show_widget(name)

    def forward(self) -> Move | None:
        """A step onward: within the chapter, to the next one, or out of the last."""
        if self.at and self.reckoning.debrief is None and not self.reckoning.problem:
            return STAY  # whoever is in a hurry does not leaf past the cards before they are there
        if self._alive and self.chapter.forward():
            return STAY
        return self.turn(self.at + 1) if self.at + 1 < len(self.chapters) else self.back()

    def key(self, event: pygame.event.Event) -> Move | None:
        if event.key in FORWARD:
            return self.forward()
        if event.key == pygame.K_PAGEUP and self.at:
            return self.turn(self.at - 1)
        return None

    def back(self) -> Move | None:
        return self.leave()

    def closed(self) -> None:
        self.shut = True
        self.reckoning.stop()

    # ---- time -------------------------------------------------------------------------------------------

    @property
    def _alive(self) -> bool:
        """Whether the chapter can go on; to point at a suspect nothing has to be known."""
        return not self.reckoning.problem and (self.at == 0 or self.reckoning.debrief is not None)

    @property
    def changed(self) -> bool:
        return super().changed or (self._alive and self.chapter.moving)

    def update(self, seconds: float) -> Move | None:
        if self.reckoning.poll():
            self.refresh()
        shown = self._progress()
        if shown != self._shown:
            self._shown = shown
            self.refresh()
        if self._alive:
            self.chapter.update(seconds)
        return None

    def _progress(self) -> str:
        """How far the scores are, in words."""
        if self.reckoning.scored or self.reckoning.problem:
            return ""
        return words("ui.debrief.reckoning", share=round(100 * self.reckoning.share))


def _note(title: str, text: str) -> Widget:
    """A small sheet in the middle of an empty page."""
    sheet = Narrow(Card(Column(Text(title, "heading"), Text(text), gap=6)), 620)
    return Column(Space(), sheet, Space(), weights=(1, 0, 1))
