"""After a round: the board as it lies now, and what the round has cost and left."""

from __future__ import annotations

from game.ui.board import BoardMap, BoardPicture
from game.ui.moves import Host, Move, Replace
from game.ui.screens.counsel import Counsel
from game.ui.screens.parts import OnFelt, mark
from game.ui.screens.plates import SHARES, heading, public_map
from game.ui.session import Doors, Session
from game.ui.widgets import Card, Column, Padded, Primary, Row, Rule, Scroll, Space, Text, Widget
from game.views.aftermath import Account, aftermath
from game.words import words

COLUMNS = ("arms", "butter", "war", "tokens")
WIDTHS = (9, 4, 5, 4, 5)  # the name, then the columns


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
        theme, view = self.app.theme, self.view
        chart = BoardMap(self.picture, view.board)
        go = Primary(words("ui.aftermath.end" if view.over else "ui.aftermath.on"), self.on, name="on")
        told = Column(*self._accounts(), Rule(), *self._told(), *self._coached(), gap=8)
        sheet = Card(Column(Scroll(told, "told"), Rule(), Row(Space(), go, weights=(1,)), weights=(1,)), 18, 14)
        top = heading(words("ui.aftermath.title", round=view.round))
        if theme.size[0] >= theme.px(960):
            left = public_map(theme, self.session, chart, view.board)
            body: Widget = Row(left, sheet, weights=SHARES, gap=18, align="fill")
        else:
            body = Column(chart, sheet, weights=(5, 4), gap=8)
        return Padded(Column(top, body, weights=(0, 1), gap=8), 20, 12)

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
        view = self.view
        broken = view.broken or (words("ui.aftermath.nothing-broken"),)
        out: list[Widget] = []
        for key, lines in (("land", view.land), ("broken", broken), ("standing", view.standing)):
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
    return f"{now} ({change:+d})".replace("-", "−") if change else str(now).replace("-", "−")
