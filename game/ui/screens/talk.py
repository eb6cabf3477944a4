"""What is said at the table: the log, what waits for an answer, and who kept its word."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby

from game.arrays import EVERYBODY
from game.orders import Invalid
from game.talk.english import sentence
from game.talk.given import Word
from game.talk.grammar import Said
from game.talk.ledger import Ledger
from game.talk.statement import Act, Statement
from game.ui.moves import Host, Move, Page, Push
from game.ui.screens.parts import mark
from game.ui.session import Session
from game.ui.theme import BRASS, GREEN, VERMILION
from game.ui.widgets import (
    Button,
    Choice,
    Column,
    Flow,
    Log,
    Option,
    Primary,
    Quiet,
    Row,
    Rule,
    Scroll,
    Space,
    Text,
    TextField,
    Tray,
    Widget,
)
from game.views.talk import promises
from game.words import words

VIEWS = ("said", "offers", "kept")
FATES = {"kept": GREEN, "broken": VERMILION}


class Talk:
    """The panel of the table on which people talk. ``changed``: to be called when something was said or chosen."""

    def __init__(self, app: Host, session: Session, changed: Callable[[], None], speak: Callable[[], Page]) -> None:
        self.app, self.session, self.sitting, self.changed, self.speak = app, session, session.sitting, changed, speak
        people = self.sitting.people()
        self.speaker = people[0] if people else 0
        self.view = VIEWS[0]
        self.typed, self.wrong = "", ""
        self._ledger: tuple[tuple[int, int], Ledger] | None = None

    @property
    def ledger(self) -> Ledger:
        """Of the whole table; kept until something is said or turned over."""
        now = len(self.sitting.match.steps), len(self.sitting.match.spoken)
        if self._ledger is None or self._ledger[0] != now:
            self._ledger = now, self.sitting.ledger(None)
        return self._ledger[1]

    def offers(self) -> list[tuple[int, Statement]]:
        """Who may still answer what."""
        return [(i, offer) for i in self.sitting.people() for offer in self.ledger.offers_to(i)]

    # ---- the panel --------------------------------------------------------------------------------------

    def panel(self) -> Widget:
        waiting = self.offers()
        labels = [words("ui.talk.said"), words("ui.talk.offers", count=len(waiting)), words("ui.talk.kept")]
        views = [Option(view, label) for view, label in zip(VIEWS, labels, strict=True)]
        shown = {"said": self.log, "offers": self.open_offers, "kept": self.promises}[self.view]()
        call = [self.call(*waiting[-1], len(waiting))] if waiting and self.view == "said" else []
        parts = [Choice("talk view", views, self.view, self.look), shown, *call, *self.composer()]
        return Column(*parts, weights=(0, 1), gap=9)

    def look(self, view: str) -> None:
        self.view = view
        self.changed()

    def log(self) -> Widget:
        lines: list[Widget] = [] if self.sitting.match.steps else [Text(words("ui.talk.about"), "aside", "faint")]
        for round_, some in groupby(self.ledger.statements, lambda said: said.round):
            lines.append(Text(words("ui.talk.round", round=round_).upper(), "caps", "accent"))
            lines += [self.line(said, words("ui.talk.speaker", **self.named(said))) for said in some]
        return Log(Column(*lines, gap=10), "log")

    def named(self, said: Statement) -> dict[str, str]:
        """Who says it, and to whom."""
        seats = self.session.seats
        to = "" if said.to == EVERYBODY else words("ui.talk.to", name=seats[said.to].name)
        return {"name": seats[said.speaker].name, "to": to}

    def dated(self, said: Statement) -> Widget:
        """A line that stands by itself."""
        return self.line(said, words("ui.talk.speaker-dated", **self.named(said), round=said.round))

    def line(self, said: Statement, whose: str) -> Widget:
        seats = self.session.seats
        body = Column(Text(whose, "small-strong"), Text(self.told(said), "small"), gap=0)
        return Row(mark(seats[said.speaker], 24), body, weights=(0, 1), align="top", gap=9)

    def told(self, said: Statement) -> str:
        offer = None if said.answers is None else self.ledger.statements[said.answers]
        return sentence(self.sitting.world, said, said.speaker, offer)

    def call(self, power: int, offer: Statement, count: int) -> Widget:
        """The latest offer, where it cannot be missed; in a low window a line that leads to it."""
        name, theme = self.session.seats[power].name, self.app.theme
        if theme.size[1] < theme.px(600):
            return Primary(words("ui.talk.waiting", name=name), partial(self.look, "offers"), name="more")
        title = Text(words("ui.talk.waiting", name=name).upper(), "caps", BRASS)
        buttons = self.answers(power, offer)
        if count > 1:
            buttons.append(Quiet(words("ui.talk.more", count=count), partial(self.look, "offers"), name="more"))
        return Tray(Column(title, self.dated(offer), Flow(*buttons, gap=8), gap=6), 12, 10, BRASS)

    def answers(self, power: int, offer: Statement) -> list[Widget]:
        known = f"{power} {offer.number}"
        return [
            Primary(words("ui.talk.accept"), partial(self.answer, power, offer, Act.ACCEPT), name=f"accept {known}"),
            Button(words("ui.talk.refuse"), partial(self.answer, power, offer, Act.REFUSE), name=f"refuse {known}"),
        ]

    def open_offers(self) -> Widget:
        seats = self.session.seats
        items: list[Widget] = []
        for power, offer in self.offers():
            title = Text(words("ui.talk.waiting", name=seats[power].name), "strong")
            items.append(Column(title, self.dated(offer), Flow(*self.answers(power, offer), gap=8), Rule(), gap=6))
        return Scroll(Column(*(items or [Text(words("ui.talk.no-offers"), "aside", "faint")])), "offers")

    def promises(self) -> Widget:
        """What every power has promised, and what became of it."""
        parts: list[Widget] = []
        for power, seat in enumerate(self.session.seats):
            kept, broken = (int(count) for count in self.ledger.counts(power))
            count = Text(words("ui.talk.count", kept=kept, broken=broken), "small", "faint")
            parts.append(Row(mark(seat, 22), Text(seat.name, "strong"), count, weights=(0, 1), gap=8))
            told = [self.fate(one.words, one.fate) for one in promises(self.ledger) if one.doer == power]
            told += [self.word(one) for one in self.ledger.words if one.power == power]
            parts += told or [Text(words("ui.talk.no-promises"), "small", "faint")]
            parts.append(Rule())
        return Scroll(Column(*parts, gap=5), "kept")

    def word(self, one: Word) -> Widget:
        seats = self.session.seats
        over = "" if one.over is None else seats[one.over].name
        fate = words(f"ui.talk.fate-{one.fate}")
        what = words(f"ui.talk.word-{one.kind}", to=seats[one.to].name, over=over, pact=one.pact, fate=fate)
        return self.fate(what, one.fate)

    def fate(self, what: str, fate: str) -> Widget:
        return Row(Space(10), Text(what, "small", FATES.get(fate, "ink")), weights=(0, 1), gap=6)

    # ---- to say something -------------------------------------------------------------------------------

    def composer(self) -> list[Widget]:
        people, seats = self.sitting.people(), self.session.seats
        if not people or self.sitting.over:
            return []
        who = [Option(i, seats[i].letter, tip=words("ui.talk.speak-as", name=seats[i].name)) for i in people]
        name = seats[self.speaker].name
        blank = words("ui.talk.blank", name=name)
        wrong = [Text(self.wrong, "small", VERMILION)] if self.wrong else []
        field = TextField("words", self.typed, self.type, on_enter=self.say, blank=blank, most=300)
        propose = Button(words("ui.talk.propose"), lambda: Push(self.speak()), name="propose")
        choice = [Choice("speaker", who, self.speaker, self.be)] if len(who) > 1 else [Text(name, "small-strong")]
        return [*wrong, field, Row(*choice, propose, weights=(1,), gap=8)]

    def be(self, power: int) -> None:
        self.speaker = power
        self.changed()

    def type(self, text: str) -> None:
        self.typed = text

    def say(self, text: str) -> None:
        if not text.strip():
            return
        try:
            self.sitting.speak(self.speaker, self.sitting.understand(self.speaker, text))
        except Invalid as why:
            self.wrong = str(why)
        else:
            self.typed, self.wrong = "", ""
        self.changed()

    def answer(self, power: int, offer: Statement, act: Act) -> Move | None:
        self.sitting.speak(power, Said(act, offer.speaker))
        self.app.sounds.play("pact" if act is Act.ACCEPT else "page")
        self.changed()
        return None
