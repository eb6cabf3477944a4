"""The sheets turned over: the board tells it, one power after another, and a roll of paper keeps what was said."""

from __future__ import annotations

import pygame

from game.ui.board.stage import Stage
from game.ui.moves import STAY, Host, Move, Press, Replace
from game.ui.screens.parts import OnFelt
from game.ui.screens.plates import spread
from game.ui.screens.roll import told
from game.ui.session import Doors, Session
from game.ui.theme import Theme
from game.ui.widgets import Button, Column, Log, Primary, Size, Text, Widget
from game.ui.widgets.base import clicked
from game.views.scenes import Scene, turned_over
from game.words import words


class Reveal(OnFelt):
    """Any key or click goes on to the next scene; nothing is shown that not all may know."""

    where, rule = "reveal", "R1"

    def __init__(self, app: Host, doors: Doors, session: Session) -> None:
        super().__init__(app)
        self.doors, self.session = doors, session
        before, scenes = turned_over(session.sitting)
        self.stage = Stage(session.sitting.world, before, scenes, still=app.settings.reduced_motion)
        self.animated = not self.stage.still
        self._told = (0, False)

    # ---- the page ---------------------------------------------------------------------------------------

    def compose(self) -> Widget:
        chart = StageView(self.stage, self.next)
        board = self.stage.picture.board or self.stage.before
        roll = Log(Column(*self._lines(), gap=11), "roll")
        return spread(self.app.theme, self.session, self.heading, chart, board, roll, *self._buttons())

    @property
    def heading(self) -> str:
        turned = self.session.sitting.revealed
        assert turned is not None, "nothing was turned over yet"
        return words(f"ui.table.reveal-{turned.stage_name}", round=turned.round)

    def _lines(self) -> list[Widget]:
        """What was read out, the present scene in ink and the others fainter."""
        sitting = self.session.sitting
        letters = sitting.revealed.letters if sitting.revealed else []
        out: list[Widget] = [
            Text(words("ui.table.reveal-letter", name=sitting.world.powers[x.sender].name, text=x.text), "aside")
            for x in letters
        ]
        read = self.stage.lines
        for k, (scene, lines) in enumerate(zip(self.stage.scenes, read, strict=False)):
            if lines:
                out.append(told(self.session.seats, scene, lines, now=k == len(read) - 1))
        return out or [Text(words("ui.table.reveal-nothing"))]

    def _buttons(self) -> list[Widget]:
        if self.stage.over:
            return [Primary(words("ui.table.on"), self.on, name="on")]
        skip = Button(words("ui.reveal.skip"), self.finish, name="skip")
        return [skip, Primary(words("ui.reveal.next"), self.next, name="on")]

    # ---- what is done -----------------------------------------------------------------------------------

    def next(self) -> Move | None:
        """The next scene, or on if there is none."""
        if self.stage.over:
            return self.on()
        self.stage.skip()
        self.refresh()
        return STAY

    def finish(self) -> None:
        self.stage.finish()
        self.refresh()

    def on(self) -> Move:
        return Replace(self.doors.after(self.session))

    def back(self) -> Move | None:
        return self.next()

    def key(self, event: pygame.event.Event) -> Move | None:
        return self.next()

    def update(self, seconds: float) -> Move | None:
        was = self.stage.at
        self.stage.update(seconds)
        if self.stage.at != was and self.stage.scene is not None:
            self._sound(self.stage.scene)
        self.animated = not self.stage.still and not self.stage.over
        read = (sum(len(lines) for lines in self.stage.lines), self.stage.over)
        if read != self._told:
            self._told = read
            self.refresh()
        return None

    def _sound(self, scene: Scene) -> None:
        """What all hear is what all see: a strike, a battle while its die falls, land that is lost or won back."""
        moves = {effect.kind for effect in scene.effects}
        cue = {"orders": "page", "strike": "strike"}.get(scene.kind)
        cue = "strike" if "die" in moves else "won" if "wash" in moves else "held" if "free" in moves else cue
        if cue:
            self.app.sounds.play(cue)


class StageView(Widget):
    """The board while it is played; a click goes on."""

    def __init__(self, stage: Stage, on_click: Press) -> None:
        super().__init__("stage")
        self.stage, self.on_click = stage, on_click

    def measure(self, theme: Theme, width: int) -> Size:
        return width, round(width * 0.8)

    def place(self, theme: Theme, rect: pygame.Rect) -> None:
        super().place(theme, rect)
        self.stage.place(self.rect, theme.unit)

    def draw(self, surface: pygame.Surface, theme: Theme) -> None:
        self.stage.draw(surface)

    def handle(self, event: pygame.event.Event) -> Move | None:
        return self.on_click() if clicked(self, event) else None
