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
MARK = 22  # how large a power's mark is


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

    def resumed(self) -> None:
        """With the focus on the way on."""
        super().resumed()
        self.settle()
        self.form.focus_on("on")

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
        return [headline, *(Text(line) for line in (*tidings.story, *view.land)), *cost, *broken]

    def _accounts(self) -> list[Widget]:
        """What each has; every column as wide as its widest entry asks, so that they stand below each other."""
        theme, accounts = self.app.theme, self.view.accounts
        titles = [words(f"ui.aftermath.{key}").upper() for key in COLUMNS]
        figures = [_figures(one) for one in accounts]
        names = [one.seat.name if roomy(theme) else _broken(one.seat.name) for one in accounts]
        broad = max(theme.width("small-strong", line) for name in names for line in name.split("\n"))
        widths = [max(theme.width("small", line[k]) for line in figures) for k in range(len(COLUMNS))]
        widths = [max(width, theme.width("caps", title)) for width, title in zip(widths, titles, strict=True)]
        heads = [
            Text(title, "caps", "faint", "right", words(f"ui.aftermath.{key}-tip"))
            for key, title in zip(COLUMNS, titles, strict=True)
        ]
        rows: list[list[Widget]] = [[Text(words("ui.aftermath.power").upper(), "caps", "faint"), *heads]]
        for one, name, line in zip(accounts, names, figures, strict=True):
            whose = Row(mark(one.seat, MARK), Text(name, "small-strong"), weights=(0, 1), gap=8)
            rows.append([whose, *(Text(figure, "small", "ink", "right") for figure in line)])
        return [Row(*row, weights=[broad + theme.px(MARK + 8), *widths], gap=10) for row in rows]

    def _told(self) -> list[Widget]:
        """What the next round may bring, and what holds in it; at the end, the question that is left."""
        if self.view.over:
            about = words(f"ui.aftermath.over-{'alone' if self.session.alone else 'about'}")
            return [Text(words("ui.aftermath.over"), "subhead"), Text(about)]
        out: list[Widget] = []
        sections = (("watch", self.view.tidings.watch), ("standing", self.view.standing), ("kept", self.view.kept))
        for key, lines in sections:
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


def _broken(name: str) -> str:
    """A long name in lines, as it stands on a map."""
    return "\n".join(name.replace("-", "- ").split())


def _figures(one: Account) -> list[str]:
    """What stands in its columns."""
    counts = ((one.arms, one.arms_change), (one.butter, one.butter_change), (one.points, one.points_change))
    return [*(_figure(now, change) for now, change in counts), str(one.tokens) if one.tokens else ""]


def _figure(now: int, change: int) -> str:
    """'9 (+2)'."""
    shown = signed(now).lstrip("+")
    return f"{shown} ({signed(change)})" if change else shown
