"""What every private visit has: the map and the papers on the left, the sheet on the right, and the wax below."""

from __future__ import annotations

import pygame

from game.arrays import EVERYBODY
from game.orders import Message, message_line
from game.talk.grammar import Said, write
from game.ui.board import BoardMap, BoardPicture
from game.ui.moves import STAY, Host, Move, Pop, Push
from game.ui.screens import desk_cards as cards
from game.ui.screens.counsel import Counsel
from game.ui.screens.order_cards import title
from game.ui.screens.parts import OnFelt, mark
from game.ui.screens.speak import Write
from game.ui.screens.wax import Wax
from game.ui.session import Session
from game.ui.theme import VERMILION
from game.ui.widgets import (
    Button,
    Card,
    Choice,
    Column,
    Grave,
    Option,
    Padded,
    Quiet,
    Row,
    Scroll,
    Slot,
    Text,
    TextField,
    Widget,
)
from game.views.board import board
from game.views.draft import Draft
from game.views.visit import desk
from game.words import counted, listed, words

LONGEST = 300  # characters of a letter


class Visit(OnFelt):
    """One power alone with its papers. Whatever is changed is kept as a draft, and breaks the seal.

    Sealing ends the visit. What is decided here, and what is wrong with it, a screen of its own says.
    """

    kind = ""  # where its words are

    def __init__(self, app: Host, session: Session, power: int) -> None:
        super().__init__(app)
        self.session, self.sitting, self.power = session, session.sitting, power
        self.world, self.seat = self.sitting.world, session.seats[power]
        self.draft = Draft(tuple(self.sitting.draft(power)))
        self.picture = BoardPicture(self.world)
        self.wax = Wax(self.seat)
        self.view = "orders"  # of a small window: what is looked at
        self.to = EVERYBODY
        self.told = ""  # why something could not be done, or what a key waits for
        self.counsel = Counsel(self.sitting, power, self.refresh)
        self.seen = self.sitting.observation(power)
        self.desk = desk(self.sitting, power)
        fresh = any(note.new for note in self.desk.letters)
        self.pane = "letters" if fresh else "news" if self.sitting.match.steps else "card"
        self.look_again()

    @property
    def typed(self) -> str:
        """A letter that is not written to its end; it stays on the desk."""
        return self.session.begun.get(self.power, "")

    @property
    def wide(self) -> bool:
        theme = self.app.theme
        return theme.size[0] >= theme.px(1080)

    @property
    def sealed(self) -> bool:
        return self.power in self.sitting.sealed()

    # ---- what a visit says ------------------------------------------------------------------------------

    def resumed(self) -> None:
        self.desk = desk(self.sitting, self.power)  # something may have been said
        super().resumed()

    def look_again(self) -> None:
        """Work out anew what depends on the draft."""

    def sheet_of(self) -> Widget:
        """Everything that is decided here."""
        raise NotImplementedError

    @property
    def problem(self) -> str:
        """Why the sheet cannot be sealed; empty if it can."""
        return self.draft.problem(self.seen)

    def summary(self) -> str:
        """What the sheet says as it stands."""
        raise NotImplementedError

    def pages(self) -> tuple[str, ...]:
        """What lies beside the sheet, one of them in sight."""
        return ("card", "news", "letters", "bonds", *(["coach"] if self.sitting.coach else []))

    def press(self, event: pygame.event.Event) -> Move | None:
        """A key of its own that no widget took."""
        return None

    def beside(self) -> list[Widget]:
        """What stands in the head of the page beside the name."""
        return []

    # ---- the page ---------------------------------------------------------------------------------------

    def compose(self) -> Widget:
        self.counsel.begin()
        self.look_again()
        sheet = Scroll(Padded(self.sheet_of(), 8, 6), "orders")
        if self.wide:
            choice = Choice("pane", [Option(pane, self.label(pane)) for pane in self.pages()], self.pane, self.look)
            left = Column(Slot(self.map(), 180), choice, self.paper(self.pane), weights=(6, 0, 7), gap=10)
            body: Widget = Row(left, sheet, weights=(12, 19), gap=16, align="fill")
            return Padded(Column(self.head(), body, self.foot(), weights=(0, 1), gap=10), 18, 10)
        views = [Option(view, self.label(view)) for view in ("orders", "map", *self.pages())]
        choice = Choice("view", views, self.view, self.turn_to)
        if self.view == "orders":
            body = sheet
        else:
            body = Slot(self.map(), 120) if self.view == "map" else self.paper(self.view)
        return Padded(Column(self.head(), choice, body, self.foot(), weights=(0, 0, 1), gap=7), 10, 7)

    def label(self, pane: str) -> str:
        """The name of a page, with how many letters are new."""
        fresh = sum(note.new for note in self.desk.letters)
        if pane == "letters" and fresh:
            return words("ui.desk.pane-letters-new", count=fresh)
        return words(f"ui.desk.pane-{pane}")

    def head(self) -> Widget:
        ends = listed([str(r) for r in self.desk.ends], "or")
        every = [str(par) for _, par in self.desk.pars]
        points, pars = counted(self.desk.points, "point"), listed(every if len(set(every)) > 1 else every[:1], "or")
        key = "round-last" if len(self.desk.ends) == 1 else "round"
        whose = Column(
            Text(words(f"ui.{self.kind}.title", name=self.seat.name), "heading"),
            Text(words(f"ui.desk.{key}", round=self.desk.round, ends=ends, points=points, pars=pars), "small", "faint"),
            gap=0,
        )
        nothing = words("ui.desk.nothing-undone")
        undo = Button(words("ui.desk.undo"), self.undo, name="undo", reason="" if self.draft.before else nothing)
        redo = Button(words("ui.desk.redo"), self.redo, name="redo", reason="" if self.draft.after else nothing)
        leave = Quiet(words("ui.desk.leave"), self.back, name="leave", tip=words("ui.desk.leave-tip"))
        return Row(mark(self.seat, 38), whose, *self.beside(), undo, redo, leave, weights=(0, 1), gap=12)

    def foot(self) -> Widget:
        """What the sheet says as it stands, and the wax."""
        if self.sealed:
            close = Button(words("ui.desk.close"), self.back, name="seal")
            return self.line(Text(words("ui.desk.is-sealed"), "small-strong", VERMILION), close)
        problem = self.problem
        if self.told or not problem:
            said = Text(self.told or self.summary(), "small-strong", "ink" if self.draft.lines else "faint")
        else:
            said = Text(problem, "small-strong", VERMILION)
        seal = Grave(words("ui.desk.seal"), self.seal, name="seal", reason=problem, tip=words("ui.desk.seal-tip"))
        key = [Text(words("ui.desk.seal-key"), "small", "faint")] if self.wide else []
        return self.line(said, *key, seal)

    def line(self, said: Widget, *hands: Widget) -> Widget:
        return Card(Row(said, *hands, weights=(1,), gap=16), 16, 9)

    def map(self) -> Widget:
        return BoardMap(self.picture, board(self.seen, self.sitting.sealed()), self.meant)

    def paper(self, pane: str) -> Widget:
        """One of the pages beside the sheet."""
        if pane == "card":
            about = [] if self.sitting.match.steps else cards.first()
            return cards.reading_pane([*about, *cards.mine(self.desk)], pane, self.seat)
        if pane == "coach":
            return cards.reading_pane([*self.hinted(), *self.coached(), *self.hindsight()], pane)
        if pane == "letters":
            return cards.reading_pane(cards.received(self.desk, self.session.seats), pane)
        return cards.reading_pane(cards.news(self.desk) if pane == "news" else cards.bonds(self.desk), pane)

    def coached(self) -> list[Widget]:
        """What the coach says of the draft."""
        return []

    def hinted(self) -> list[Widget]:
        """What a strong player would do; not for a class that is only shown the mirror."""
        return self.counsel.hint() if self.sitting.coach else []

    def hindsight(self) -> list[Widget]:
        """What it would have done before."""
        return self.counsel.hindsight() if self.sitting.coach else []

    def post_box(self, *more: Widget) -> Widget:
        """Write to one power or to all; what is written goes out with the sheet."""
        seats = self.session.seats
        whom = [Option(EVERYBODY, words("ui.desk.all"))]
        whom += [Option(i, seats[i].name) for i in range(self.world.n) if i != self.power]
        blank = words("ui.desk.blank", name=words("ui.desk.everybody") if self.to < 0 else seats[self.to].name)
        field = TextField("letter", self.typed, self.type, on_enter=self.post, blank=blank, most=LONGEST)
        send = Button(words("ui.desk.send"), lambda: self.post(self.typed), name="send")
        offer = Button(words("ui.desk.offer"), self.compose_offer, name="offer", tip=words("ui.desk.offer-tip"))
        written = [line for line in self.draft.lines if line.startswith("say to ")]
        return Card(
            Column(
                title("letters"),
                *cards.sent(written, self.draft, self.edit),
                Choice("to", whom, self.to, self.address),
                Row(field, send, offer, weights=(1,), gap=8),
                *more,
                gap=8,
            ),
            15,
            12,
        )

    # ---- what is done -----------------------------------------------------------------------------------

    def edit(self, draft: Draft) -> Move | None:
        """The sheet says something else now; a seal is broken by it."""
        self.draft, self.told = draft, ""
        self.sitting.keep(self.power, draft.lines)
        self.refresh()
        return None

    def undo(self) -> Move | None:
        return self.edit(self.draft.undo())

    def redo(self) -> Move | None:
        return self.edit(self.draft.redo())

    def seal(self) -> Move | None:
        """The wax goes on; when it has set, the visit is over."""
        if self.problem or self.sealed:
            self.tell(self.problem)
            return None
        warning = words("ui.desk.unsent")
        if self.typed.strip() and self.told != warning:
            self.tell(warning)
            return STAY
        self.type("")
        self.sitting.seal(self.power, self.draft.lines)
        self.app.sounds.play("seal")
        self.refresh()
        if self.app.settings.reduced_motion:
            return Pop()
        self.wax.press()
        self.animated = True
        return STAY

    def back(self) -> Move | None:
        """Leave; the draft stays on the desk, and a letter that is begun."""
        return Pop()

    def look(self, pane: str) -> None:
        self.pane = pane
        self.refresh()

    def turn_to(self, view: str) -> None:
        self.view = view
        self.refresh()

    def tell(self, text: str) -> None:
        """Something to read at the foot of the page."""
        self.told = text
        self.refresh()

    def meant(self, power: int) -> Move | None:
        """A power was chosen on the map."""
        return STAY

    def address(self, power: int) -> None:
        self.to = power
        self.refresh()

    def type(self, text: str) -> None:
        self.session.begun[self.power] = text

    def post(self, text: str) -> Move | None:
        if not text.strip():
            return None
        self.type("")
        return self.edit(self.draft.put(message_line(self.world, Message(self.to, text.strip()))))

    def compose_offer(self) -> Move:
        """Put together what binds, and send it as a letter."""
        return Push(Write(self.app, self.session, [self.power], self.enclose))

    def enclose(self, power: int, said: Said) -> Move | None:
        return self.edit(self.draft.put(message_line(self.world, Message(said.to, write(self.world, said)))))

    # ---- events -----------------------------------------------------------------------------------------

    def handle(self, event: pygame.event.Event) -> Move | None:
        if self.wax.wet and event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
            return Pop()  # nobody has to wait for the wax
        return super().handle(event)

    def key(self, event: pygame.event.Event) -> Move | None:
        if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META):
            return self.control(event)
        return self.press(event)

    def control(self, event: pygame.event.Event) -> Move | None:
        """Ctrl and a letter: undo, redo, seal."""
        if event.key == pygame.K_z:
            return (self.redo() if event.mod & pygame.KMOD_SHIFT else self.undo()) or STAY
        if event.key == pygame.K_y:
            return self.redo() or STAY
        if event.key == pygame.K_s:
            return self.seal() or STAY
        return None

    def update(self, seconds: float) -> Move | None:
        self.counsel.update()
        return Pop() if self.wax.dry(seconds) else None

    def draw(self, surface: pygame.Surface) -> None:
        super().draw(surface)
        self.wax.draw(surface, self.app.theme)
