"""After a round: the board as it lies now, what the round will be remembered for, and what it has left."""

from __future__ import annotations

from game.ui.board import BoardMap, BoardPicture
from game.ui.moves import Host, Move, Replace
from game.ui.screens.counsel import Counsel
from game.ui.screens.parts import OnFelt, mark
from game.ui.screens.plates import roomy, spread
from game.ui.session import Doors, Session
from game.ui.theme import VERMILION
from game.ui.widgets import Column, Primary, Row, Rule, Scroll, Text, Widget
from game.views.aftermath import Account, aftermath
from game.words import signed, words

COLUMNS = ("arms", "butter", "war", "tokens")
WIDTHS = (7, 4, 5, 5, 5)  # the name, then the columns


class AftermathScreen(OnFelt):
    """Public, like the table; leads back to it."""

    where, rule = "aftermath", "R9"

    def __init__(self, app: Host, doors: Doors, session: Session) -> None:
        super().__init__(app)
        self.doors, self.session = doors, session
        self.view = aftermath(session.sitting)
        self.picture = BoardPicture(session.sitting.world)
        people = session.sitting.people()
        taught = session.sitting.coach and session.alone and people  # else it is for the desk, behind the curtain
        self.counsel = Counsel(session.sitting, people[0], self.refresh) if taught else None

    def compose(self) -> Widget:
        view = self.view
        go = Primary(words("ui.aftermath.end" if view.over else "ui.aftermath.on"), self.on, name="on")
        told = Column(*self._tidings(), Rule(), *self._accounts(), Rule(), *self._told(), *self._coached(), gap=8)
        chart = BoardMap(self.picture, view.board)
        title = words("ui.aftermath.title", round=view.round)
        return spread(self.app.theme, self.session, title, chart, view.board, Scroll(told, "told"), go)

    def _tidings(self) -> list[Widget]:
        """What the round will be remembered for."""
        view, tidings = self.view, self.view.tidings
        role = "title" if roomy(self.app.theme) else "heading"
        headline = Text(tidings.headline, role, VERMILION if tidings.war else "ink")
        broken = [Text(line, "strong", VERMILION) for line in view.broken]
        cost = [Text(tidings.cost, "strong")] if tidings.cost else []
        return [headline, *(Text(line) for line in (*tidings.story, *view.land)), *broken, *cost]

    def _accounts(self) -> list[Widget]:
        heads: list[Widget] = [Text(words("ui.aftermath.power").upper(), "caps", "faint")]
        for key in COLUMNS:
            tip = words(f"ui.aftermath.{key}-tip")
            heads.append(Text(words(f"ui.aftermath.{key}").upper(), "caps", "faint", "right", tip))
        return [Row(*heads, weights=WIDTHS, gap=4), *(self._account(one) for one in self.view.accounts)]

    def _account(self, one: Account) -> Widget:
        figures = [
            _figure(one.arms, one.arms_change),
            _figure(one.butter, one.butter_change),
            _figure(one.points, one.points_change),
            str(one.tokens) if one.tokens else "",
        ]
        name = Row(mark(one.seat, 22), Text(one.seat.name, "small-strong"), weights=(0, 1), gap=8)
        numbers = [Text(figure, "small", "ink", "right") for figure in figures]
        return Row(name, *numbers, weights=WIDTHS, gap=4)

    def _told(self) -> list[Widget]:
        """What the next round may bring, and what holds in it; at the end, the question that is left."""
        if self.view.over:
            about = words(f"ui.aftermath.over-{'alone' if self.session.alone else 'about'}")
            return [Text(words("ui.aftermath.over"), "subhead"), Text(about)]
        out: list[Widget] = []
        for key, lines in (("watch", self.view.tidings.watch), ("standing", self.view.standing)):
            if lines:
                out += [Text(words(f"ui.aftermath.{key}"), "subhead"), *(Text(line, "small") for line in lines)]
        return out

    def _coached(self) -> list[Widget]:
        """Who plays alone is told at once what a strong player would have done."""
        if self.counsel is None:
            return []
        self.counsel.begin()
        return [Rule(), Text(words("ui.aftermath.coach"), "subhead"), *self.counsel.hindsight()]

    def update(self, seconds: float) -> Move | None:
        if self.counsel is not None:
            self.counsel.update()
        return None

    def on(self) -> Move:
        return Replace(self.doors.begin(self.session))

    def back(self) -> Move | None:
        return self.on()


def _figure(now: int, change: int) -> str:
    """'9 (+2)'."""
    shown = signed(now).lstrip("+")
    return f"{shown} ({signed(change)})" if change else shown
