"""Say something that binds: an offer, a pledge, a condition, a threat, put together from clauses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from game.arrays import EVERYBODY, NOBODY
from game.orders import Invalid
from game.scenario import PACTS
from game.talk.english import phrase, sentence
from game.talk.grammar import Said, read, write
from game.talk.statement import DEEDS, DIRECT, KINDS, Act, Clause
from game.ui.moves import Host, Move, Pop
from game.ui.screens.parts import OnFelt, mark, page
from game.ui.session import Session
from game.ui.widgets import (
    Button,
    Card,
    Choice,
    Column,
    Flow,
    Grid,
    Option,
    Primary,
    Quiet,
    Row,
    Rule,
    Scroll,
    Stepper,
    Text,
    TextField,
    Widget,
)
from game.words import words

ACTS = (Act.PROPOSE, Act.PLEDGE, Act.CONDITIONAL, Act.THREATEN, Act.ACCUSE, Act.ASK, Act.TELL)
SIDES = {  # which sides an act has: what the speaker does, what the other does
    Act.PROPOSE: ("gives", "asks"),
    Act.PLEDGE: ("gives",),
    Act.CONDITIONAL: ("asks", "gives"),
    Act.THREATEN: ("asks", "gives"),
    Act.ACCUSE: ("asks",),
    Act.ASK: ("asks",),
    Act.TELL: (),
}
MOST = 3  # clauses a side
MOST_ARMS, MOST_ROUNDS = 20, 9


class Speak(OnFelt):
    """``speakers``: who may be saying it; ``say``: what is done with it when it is said."""

    way = "aloud"  # of its words: how it is made known

    def __init__(
        self, app: Host, session: Session, speakers: Sequence[int], say: Callable[[int, Said], Move | None]
    ) -> None:
        super().__init__(app)
        self.session, self.world, self.speakers, self.say = session, session.sitting.world, list(speakers), say
        self.speaker = self.speakers[0]
        self.act, self.text = Act.PROPOSE, ""
        self.sides: dict[str, list[Clause]] = {"gives": [], "asks": []}
        self.draft: dict[str, Clause | None] = {"gives": None, "asks": None}  # the clause that is being made
        self.to = self.others()[0]

    def others(self) -> list[int]:
        return [i for i in range(self.world.n) if i != self.speaker]

    # ---- the page ---------------------------------------------------------------------------------------

    def compose(self) -> Widget:
        seats = self.session.seats
        acts = [Option(act, words(f"ui.speak.act-{act}"), tip=words(f"ui.speak.about-{act}")) for act in ACTS]
        whom = [Option(i, seats[i].name) for i in self.others()]
        if self.act not in DIRECT:
            whom.append(Option(EVERYBODY, words("ui.speak.everybody")))
        speakers = [Option(i, seats[i].name) for i in self.speakers]
        head: list[Widget] = []
        if len(speakers) > 1:
            head.append(self.line("who", Choice("who", speakers, self.speaker, self.be)))
        head += [
            self.line("to", Choice("to", whom, self.to, partial(self.set, "to"))),
            self.line("act", Choice("act", acts, self.act, partial(self.set, "act"))),
            Text(words(f"ui.speak.about-{self.act}"), "small", "faint"),
        ]
        sides = [self.side(side) for side in SIDES[self.act]]
        if self.act is Act.TELL:
            field = TextField("text", self.text, partial(self.set, "text"), blank=words("ui.speak.text"), most=300)
            sides = [field]
        sheet = Column(*head, Rule(), Grid(*sides, least=330, most=2, gap=24))
        said, wrong = self.said()
        told = sentence(self.world, said, self.speaker) if said else wrong
        ready = "" if said else wrong
        speak = Primary(words(f"ui.speak.say-{self.way}"), self.speak, name="say", reason=ready)
        preview = Row(
            mark(seats[self.speaker], 36), Text(told, "subhead", "ink" if said else "faint"), speak, weights=(0, 1)
        )
        return page(words(f"ui.speak.title-{self.way}"), Card(Scroll(sheet, "page")), Card(preview, 18, 12), most=1100)

    def line(self, key: str, widget: Widget) -> Widget:
        return Column(Text(words(f"ui.speak.{key}").upper(), "caps", "faint"), widget, gap=4, align="left")

    def side(self, side: str) -> Widget:
        """The clauses of one side, and one more to be added."""
        clauses = self.sides[side]
        parts: list[Widget] = [Text(words(f"ui.speak.{side}-{self.act}"), "subhead")]
        for k, clause in enumerate(clauses):
            told = phrase(self.world, clause)
            away = Quiet(words("ui.speak.away"), partial(self.drop, side, k), name=f"away {side} {k}")
            parts.append(Row(Text(told), away, weights=(1,)))
        if len(clauses) < (1 if self.act is Act.ASK else MOST):
            parts.append(self.maker(side))
        return Column(*parts)

    def maker(self, side: str) -> Widget:
        """What kind of thing; and when that is chosen, toward whom, how much, how long."""
        clause = self.draft[side]
        kinds = [Option(what, words(f"ui.speak.kind-{what}{self.asked(what)}")) for what in KINDS if self.allowed(what)]
        choose = Choice(f"kind {side}", kinds, clause.what if clause else None, partial(self.begin, side))
        if clause is None:
            return choose
        parts: list[Widget] = [choose]
        kind, seats = KINDS[clause.what], self.session.seats
        if kind.whom:
            doer = self.speaker if side == "gives" else self.to
            whom = [Option(i, seats[i].name) for i in range(self.world.n) if i != doer]
            parts.append(Choice(f"whom {side}", whom, clause.whom, partial(self.alter, side, "whom")))
        if clause.what == "offence":
            foes = [Option(i, seats[i].name) for i in range(self.world.n) if i not in (self.speaker, self.to)]
            parts.append(Text(words("ui.speak.against"), "small", "faint"))
            parts.append(Choice(f"against {side}", foes, clause.against, partial(self.alter, side, "against")))
        steps: list[Widget] = []
        plain = self.act is Act.ASK  # about what was done, however much of it
        if kind.amount is not None and not plain:
            amount = Stepper(
                f"amount {side}", clause.amount, kind.amount, MOST_ARMS, partial(self.alter, side, "amount")
            )
            steps += [Text(words("ui.speak.amount"), "small"), amount]
        if kind.lasts and not plain:
            rounds = Stepper(
                f"rounds {side}", clause.rounds, 0, MOST_ROUNDS, partial(self.alter, side, "rounds"),
                tip=words("ui.speak.rounds-tip"),
            )  # fmt: skip
            steps += [Text(words("ui.speak.rounds"), "small"), rounds]
        if steps:
            parts.append(Flow(*steps, gap=8))
        if kind.never and (not plain or clause.what == "join"):
            options = [Option(False, words("ui.speak.do")), Option(True, words("ui.speak.never"))]
            parts.append(Choice(f"never {side}", options, clause.never, partial(self.alter, side, "never")))
        parts.append(Button(words("ui.speak.add"), partial(self.add, side), name=f"add {side}"))
        return Column(*parts, gap=8, align="left")

    def asked(self, what: str) -> str:
        """Of the words for a deed that are others in a question: why did you arm?"""
        return "-ask" if self.act is Act.ASK and what == "arm" else ""

    def allowed(self, what: str) -> bool:
        if self.act is Act.ASK and what not in DEEDS:
            return False
        return what not in PACTS or self.world.has("standing pacts")

    # ---- what is done -----------------------------------------------------------------------------------

    def set(self, field: str, value: int | str) -> None:
        setattr(self, field, value)
        if self.act in DIRECT and self.to == EVERYBODY:
            self.to = self.others()[0]
        self.refresh()

    def be(self, power: int) -> None:
        self.speaker = power
        if self.to == power:
            self.to = self.others()[0]
        self.refresh()

    def begin(self, side: str, what: str) -> None:
        """A new clause, toward the other one of the two."""
        doer, other = (self.speaker, self.to) if side == "gives" else (self.to, self.speaker)
        kind = KINDS[what]
        third = next((i for i in range(self.world.n) if i not in (self.speaker, self.to)), NOBODY)
        fits = other if other != EVERYBODY else next(i for i in range(self.world.n) if i != doer)
        self.draft[side] = Clause(
            what,
            fits if kind.whom else NOBODY,
            kind.amount or 0,
            against=third if what == "offence" else NOBODY,
        )
        self.refresh()

    def alter(self, side: str, field: str, value: int | bool) -> None:
        clause = self.draft[side]
        if clause is not None:
            self.draft[side] = Clause(**(clause.__dict__ | {field: value}))
        self.refresh()

    def add(self, side: str) -> None:
        clause = self.draft[side]
        if clause is not None:
            self.sides[side].append(clause)
        self.draft[side] = None
        self.refresh()

    def drop(self, side: str, place: int) -> None:
        del self.sides[side][place]
        self.refresh()

    def clauses(self, side: str) -> tuple[Clause, ...]:
        """Those of one side, the one that is being made among them."""
        making = self.draft[side]
        return (*self.sides[side], making) if making else tuple(self.sides[side])

    def said(self) -> tuple[Said | None, str]:
        """What it says so far, or why it cannot be said yet."""
        gives, asks = (self.clauses(side) if side in SIDES[self.act] else () for side in ("gives", "asks"))
        said = Said(self.act, self.to, gives, asks, self.text if self.act is Act.TELL else "")
        try:
            return read(self.world, self.speaker, write(self.world, said)), ""
        except Invalid:
            return None, words(f"ui.speak.lacks-{self.act}")

    def speak(self) -> Move | None:
        said, _ = self.said()
        if said is None:
            return None
        return self.say(self.speaker, said) or Pop()


class Write(Speak):
    """The same as a letter, read when the sheets are turned over."""

    way = "letter"
