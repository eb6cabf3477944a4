"""A saved game told again on the board: step by step, or played; and a way to play on from any of its rounds."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future

import pygame

from game.crew import HERE
from game.files import BadInput, CheckFailed
from game.reasons import Reason, of_record
from game.seats import seats
from game.ui import draw
from game.ui.board.stage import Stage
from game.ui.moves import STAY, Host, Move, Push, Reset
from game.ui.screens.parts import OnFelt, Question, head, mark, trouble
from game.ui.screens.pick_player import player_name
from game.ui.screens.reveal import StageView
from game.ui.screens.roll import told
from game.ui.session import Doors
from game.ui.theme import BRASS, VERMILION, Theme, mix
from game.ui.widgets import (
    Button,
    Card,
    Column,
    Log,
    Padded,
    Primary,
    Row,
    Rule,
    Scroll,
    Size,
    Space,
    Text,
    Widget,
)
from game.ui.widgets.base import sideways
from game.views.tale import Leaf, Tale
from game.words import words

REST = 1.2  # seconds between two leaves while it plays


class Replay(OnFelt):
    """``at``: after how many leaves the board is shown. While a leaf is played, it is the one after those."""

    def __init__(self, app: Host, doors: Doors, tale: Tale, room: Executor = HERE) -> None:
        """``room``: where reasons are worked out when they are asked for."""
        super().__init__(app)
        self.doors, self.tale, self.room = doors, tale, room
        self._why: dict[int, Future[tuple[Reason, ...]]] = {}  # by leaf, once asked for
        self._thinking = False  # the page waits for some
        self.title = words("ui.replay.title", world=tale.world.name)
        self.playing = False
        self._rest = 0.0
        self._told = 0
        self.stage = self._board(0)
        self.at = 0

    def _board(self, place: int) -> Stage:
        """A stage on which nothing is under way."""
        return Stage(self.tale.world, self.tale.board(place), ())

    # ---- the page ---------------------------------------------------------------------------------------

    @property
    def leaf(self) -> Leaf | None:
        """What is told beside the board: what is being played, or else was turned over last."""
        if not self.stage.over:
            return self.tale.leaves[self.at]
        return self.tale.leaves[self.at - 1] if self.at else None

    def compose(self) -> Widget:
        self._thinking = False
        theme = self.app.theme
        chart = StageView(self.stage, self.pause)
        roll = Card(Column(*self._roll(), weights=(0, 0, 1), gap=8), 18, 14)
        wide = theme.size[0] >= theme.px(960)
        body = Row(chart, roll, weights=(17, 10) if wide else (1, 1), gap=18 if wide else 8, align="fill")
        parts = [head(self.title), body, self._controls()]
        return Padded(Column(*parts, weights=(0, 1), gap=8), 20, 12)

    def _roll(self) -> list[Widget]:
        leaf = self.leaf
        if leaf is None:
            about = [Text(words("ui.replay.how"))]
            if not self.tale.finished:
                about.append(Text(words("ui.replay.open-game"), "aside", "faint"))
            return [
                Text(words("ui.replay.opening"), "heading"),
                Rule(),
                Scroll(Column(*about, *self._seats()), "roll 0"),
            ]
        title = words("ui.replay.at", round=leaf.round, stage=words(f"ui.replay.{leaf.stage}"))
        read = self.stage.lines if not self.stage.over else tuple(scene.lines for scene in leaf.scenes)
        lines: list[Widget] = [Text(line, "aside", "faint") for line in leaf.talk]
        powers = seats(self.tale.world)
        lines += [told(powers, *one, now=True) for one in zip(leaf.scenes, read, strict=False) if one[1]]
        if self.stage.over and leaf.sheets:
            lines += [Rule(), Text(words("ui.replay.sheets"), "small-strong")]
            lines += [Text(line, "small", "faint") for line in leaf.sheets]
            lines = [*self._reasons(), Rule(), *lines]  # first: it is to be seen without turning the roll
        lines = lines or [Text(words("ui.replay.quiet"))]
        page = Column(*lines, gap=7)
        scroll: Widget = Scroll(page, f"roll {self.at}") if self.stage.over else Log(page, "roll")
        return [Text(title, "heading"), Rule(), scroll]

    def _seats(self) -> list[Widget]:
        """Who played."""
        some = zip(seats(self.tale.world), self.tale.seats, strict=True)
        return [
            Row(mark(seat, 24), Text(words("ui.shelf.seat", name=seat.name, player=player_name(who)), "small"), gap=10)
            for seat, who in some
        ]

    def _reasons(self) -> list[Widget]:
        """Why each did what it did, worked out when it is asked for."""
        found = self._why.get(self.at - 1)
        if found is None:
            return [Button(words("ui.replay.why"), self.ask_why, name="why", tip=words("ui.replay.why-tip"))]
        head = Text(words("ui.replay.why"), "small-strong")
        self._thinking = not found.done()
        if self._thinking:
            return [head, Text(words("ui.replay.thinking"), "small", "faint")]
        if found.exception():
            return [head, Text(words("ui.replay.why-not"), "small", "faint")]
        return [head, *(Text(" ".join(one.sentences), "small") for one in found.result())]

    def _controls(self) -> Widget:
        last = self.at >= len(self.tale.leaves)
        play = words("ui.replay.pause" if self.playing else "ui.replay.again" if last else "ui.replay.play")
        round_ = self.tale.round_at(self.at)
        fork = Button(words("ui.replay.fork", round=round_), self.ask, tip=words("ui.replay.fork-tip"), name="fork")
        buttons = Row(
            Primary(play, self.pause, name="play"),
            Button("←", lambda: self.show(self.at - 1), tip=words("ui.replay.before"), name="before"),
            Button("→", lambda: self.show(self.at + 1), tip=words("ui.replay.after"), name="after"),
            Space(),
            fork,
            weights=(0, 0, 0, 1),
            gap=8,
        )
        return Column(Timeline(self.tale, self.at, self.show), buttons, gap=6)

    # ---- going through it -------------------------------------------------------------------------------

    def resumed(self) -> None:
        """With the arrow keys on the line of what was turned over."""
        super().resumed()
        self.settle()
        if self.form.focused is None:
            self.form.focus_on("timeline")

    def show(self, place: int) -> Move | None:
        """The board after so many leaves; nothing plays any more."""
        self.playing = False
        self.at = min(max(place, 0), len(self.tale.leaves))
        self.stage = self._board(self.at)
        self.refresh()
        return STAY

    def pause(self) -> Move | None:
        """Play on from here, from the beginning if it is over, or pause."""
        if not self.playing and self.at >= len(self.tale.leaves) and self.stage.over:
            self.show(0)
        self.playing = not self.playing and self.at < len(self.tale.leaves)  # of a game just begun there are none
        self._rest = 0.0
        self.refresh()
        return STAY

    @property
    def changed(self) -> bool:
        return super().changed or (self.playing and not self.stage.over)

    def update(self, seconds: float) -> Move | None:
        found = self._why.get(self.at - 1)
        if self._thinking and found is not None and found.done():
            self.refresh()
        if not self.playing:
            return None
        if self.stage.over:
            self._rest -= seconds
            if self._rest <= 0:
                self._begin()
            return None
        if self.stage.still:
            self._rest -= seconds
            if self._rest <= 0:
                self._still()
        else:
            self.stage.update(seconds)
        read = sum(len(lines) for lines in self.stage.lines)
        if self.stage.over:
            self.at, self._rest = self.at + 1, REST
            self.playing = self.at < len(self.tale.leaves)
        if read != self._told or self.stage.over:
            self._told = read
            self.refresh()
        return None

    def _begin(self) -> None:
        """The next leaf begins to play."""
        leaf, still = self.tale.leaves[self.at], self.app.settings.reduced_motion
        self.stage = Stage(self.tale.world, leaf.before, leaf.scenes, still=still)
        self._rest = leaf.scenes[0].seconds if leaf.scenes else 0.0
        self.refresh()

    def _still(self) -> None:
        """Nothing moves: a scene is shown as long as it would have taken."""
        self.stage.skip()
        self._rest = self.stage.scene.seconds if self.stage.scene else 0.0

    def key(self, event: pygame.event.Event) -> Move | None:
        if event.key == pygame.K_SPACE:
            return self.pause()
        steps = {pygame.K_PAGEUP: -1, pygame.K_PAGEDOWN: 1}
        return self.show(self.at + steps[event.key]) if event.key in steps else None

    def ask_why(self) -> Move:
        self._why[self.at - 1] = self.room.submit(of_record, self.tale.path, self.at - 1)
        self.refresh()
        return STAY

    # ---- playing on -------------------------------------------------------------------------------------

    def ask(self) -> Move:
        self.playing = False
        round_ = self.tale.round_at(self.at)
        alone = "person" not in self.tale.seats
        lone = words("ui.replay.fork-lone", name=self.tale.world.powers[0].name) if alone else ""
        about = words("ui.replay.fork-about", lone=lone).rstrip()
        yes = Primary(words("ui.replay.fork-yes"), lambda: self.fork(round_), name="yes")
        return Push(Question(self.app, words("ui.replay.fork-title", round=round_), about, yes))

    def fork(self, round_: int) -> Move:
        try:
            return Reset(self.doors.fork(self.tale.path, round_))
        except (BadInput, CheckFailed) as error:
            return trouble(self.app, error)


class Timeline(Widget):
    """All leaves side by side, rounds told apart; a click or the arrow keys go to one, and it can be dragged along."""

    focusable = True

    def __init__(self, tale: Tale, at: int, on_show: Callable[[int], Move | None]) -> None:
        super().__init__("timeline", tip=words("ui.replay.timeline"))
        self.tale, self.at_leaf, self.on_show = tale, at, on_show

    def measure(self, theme: Theme, width: int) -> Size:
        return width, theme.px(22) + theme.line_height("small")

    def _x(self, theme: Theme, place: int) -> int:
        room = self.rect.w - 2 * theme.px(12)
        return self.rect.x + theme.px(12) + room * place // max(len(self.tale.leaves), 1)

    def handle(self, event: pygame.event.Event) -> Move | None:
        if event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEMOTION):
            if not self.held or (event.type == pygame.MOUSEBUTTONDOWN and event.button != 1):
                return None
            share = (event.pos[0] - self.rect.x) / max(self.rect.w, 1)
            return self._go(round(share * len(self.tale.leaves)))
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_HOME, pygame.K_END):
            return self._go(0 if event.key == pygame.K_HOME else len(self.tale.leaves))
        by = sideways(event)
        return self._go(self.at_leaf + by) if by else None

    def _go(self, place: int) -> Move | None:
        place = min(max(place, 0), len(self.tale.leaves))
        return STAY if place == self.at_leaf else self.on_show(place)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        y, thin = self.rect.y + theme.px(11), theme.px(2)
        start, here = self._x(theme, 0), self._x(theme, self.at_leaf)
        surface.fill(self.tone.line, (start, y - thin // 2, self._x(theme, len(self.tale.leaves)) - start, thin))
        surface.fill(BRASS, (start, y - thin // 2, here - start, thin))
        for k, leaf in enumerate(self.tale.leaves):
            x, past = self._x(theme, k), k < self.at_leaf
            if leaf.stage == "orders":
                surface.fill(BRASS if past else self.tone.faint, (x - thin // 2, y - theme.px(7), thin, theme.px(14)))
                number = theme.text("small", str(leaf.round), self.tone.ink if past else self.tone.faint)
                surface.blit(number, number.get_rect(midtop=(x, y + theme.px(9))))
            else:  # a crisis
                draw.disc(surface, (x, y), theme.px(4), VERMILION if past else mix(VERMILION, self.tone.ground, 0.5))
        draw.disc(surface, (here, y), theme.px(8), BRASS, edge=self.tone.ink)
