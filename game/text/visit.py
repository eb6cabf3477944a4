"""One power's visit: its desk or its crisis, then commands and orders until it seals."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence

from game.arrays import EVERYBODY, NOBODY
from game.belief.mirror import mirror, sentences
from game.events import Event, chronicle, seen_by, sentence
from game.match import Letter
from game.orders import Illegal, Invalid, Sheet, verb_of
from game.sitting import Sitting
from game.state import Stage
from game.talk import MOTIVES, Statement
from game.text import crisis_page, desk, help, pages  # noqa: A004  (the word people type)
from game.text.console import Console, Left
from game.views import coach, facts, talk
from game.views.desk import proposals
from game.views.news import since
from game.words import counted, words

ORDERS = ("build", "ally", "signal", "say", "stance", "read", "yield", "resist", "join", "wait", "stay")


class Visit:
    """One power at the keyboard. The draft is kept whatever is typed; each line is checked when added."""

    def __init__(
        self, sitting: Sitting, power: int, console: Console, new_letters: list[Letter], statements: Sequence[Statement]
    ) -> None:
        self.sitting, self.power, self.console, self.coach = sitting, power, console, sitting.coach
        self.match = match = sitting.match
        self.new_letters = [letter for letter in new_letters if letter.sender != power]
        self.spoken = [x for x in statements if x.speaker != power and not x.written]
        self.seen = match.observation(power)
        self.draft: list[str] = []
        self.sheet: Sheet = match.check(power, [])

    @property
    def in_orders(self) -> bool:
        return self.seen.stage is Stage.ORDERS

    @property
    def at_stage(self) -> str:
        """The end of keys whose words are others in a crisis."""
        return "" if self.in_orders else f"-{self.seen.stage.name}"

    def run(self) -> None:
        """Show the desk and take orders until the sheet is sealed; raises `Left` if somebody leaves."""
        try:
            self.look("")
            if self.coach:
                lessons = coach.lessons(self.sitting, self.power) if self.in_orders else ()
                for lesson in lessons:
                    self.console.listing(words("text.coach.lesson", title=lesson.title), lesson.sentences)
                self.console.listing(words("text.coach.title"), coach.advice(self.seen))
            self.remind()
            self.console.line()
            while not self.take(self.console.ask(self.prompt())):
                pass
        except BaseException:
            self.console.clear()  # whichever way the desk is left, it is not left open
            if self.draft:
                gone = words("text.leave-draft", orders=counted(len(self.draft), "order"))
                self.console.line(gone)
            raise

    def prompt(self) -> str:
        name = facts.name(self.match.scenario.world, self.power)
        if not self.in_orders or self.seen.exile[0]:
            return words("text.prompt-crisis", name=name)
        return words("text.prompt", name=name, tokens=counted(self.left, "token"))

    @property
    def left(self) -> int:
        return facts.left(self.seen, self.sheet)

    def take(self, line: str) -> bool:
        """Carry out a line; True if the sheet is sealed."""
        word, _, rest = line.partition(" ")
        word = word.lower()
        if not line or line.startswith("#"):
            return False
        if word == "seal" and not rest:
            self.seal()
            return True
        command = COMMANDS.get(word)
        if word == "seal":
            self.console.line(words("text.commands.seal-alone"))
        elif command is not None:
            command(self, rest.strip())
        elif word in ORDERS:
            self.order(line)
        else:
            self.unknown(word)
        return False

    def unknown(self, word: str) -> None:
        near = difflib.get_close_matches(word, [*COMMANDS, "seal"], 1, 0.7)
        meant = verb_of(word) or "".join(near)
        if meant:
            self.console.line(words("text.commands.unknown", word=word, near=meant))
        else:
            orders = words("count.comma").join(ORDERS)
            self.console.line(words("text.commands.unknown-any", word=word, orders=orders))

    def order(self, line: str) -> None:
        """Add a line to the draft if the whole can be sealed with it."""
        line = " ".join(line.split()) if '"' not in line else line
        try:
            self.sheet = self.match.check(self.power, [*self.draft, line])
        except Invalid as why:
            self.console.line(words("text.commands.invalid", why=why))
            return
        except Illegal as why:
            self.console.line(words("text.commands.illegal", why=why))
            return
        self.draft.append(line)
        self.noted("noted", line)
        if self.coach and line.split()[0].lower() in ("build", "stance"):
            self.console.listing(words("text.coach.title"), coach.coach(self.seen, self.sheet))
        if line.split()[0].lower() in ("build", "stance", "signal"):
            self.reflect()

    def reflect(self) -> None:
        """With a coach, how the others would read the draft as it stands."""
        if not self.coach or not self.in_orders or self.seen.exile[0]:
            return
        found = mirror(self.match.belief(self.power), self.seen, self.sheet.orders)
        self.console.listing(words("mirror.title"), sentences(self.match.scenario.world, found))

    def noted(self, key: str, line: str) -> None:
        if self.in_orders and not self.seen.exile[0]:
            self.console.line(words(f"text.commands.{key}", line=line, left=counted(self.left, "token")))
        else:
            self.console.line(words(f"text.commands.{key}-plain", line=line))

    def seal(self) -> None:
        self.sitting.seal(self.power, self.draft)
        if self.draft:
            self.console.line(words("text.commands.sealed", lines="; ".join(self.draft)))
        else:
            self.console.line(words(f"text.commands.sealed-empty{self.at_stage}"))
        if self.in_orders and (self.left or self.sheet.orders.hand.any()):
            key = "sealed-hands" if self.sheet.orders.hand.any() else "sealed-left"
            self.console.line(words(f"text.commands.{key}", left=counted(self.left, "token")))

    # ---- commands ---------------------------------------------------------------------------------------

    def look(self, rest: str) -> None:
        events, letters = since(self.match, self.power), self.new_letters
        if self.in_orders:
            desk.show(self.console, self.seen, events, letters, first=not self.match.steps)
        else:
            crisis_page.show(self.console, self.seen, events, letters)
        self.console.listing(words("text.commands.said-since"), self.told(self.spoken))
        self.waiting()

    def waiting(self) -> list[talk.Offer]:
        """Offers that wait for an answer, each with the line that gives it, where it was made."""
        found = talk.offers_to(self.sitting.ledger(self.power), self.power)
        lines = []
        for offer in found:
            code = self.match.scenario.world.codes[offer.speaker]
            form = "speak {}" if offer.aloud else f'say to {code} "{{}}"'
            accept, refuse = (form.format(answer) for answer in (offer.accept, offer.refuse))
            lines += [offer.words, words("text.commands.offer-answer", accept=accept, refuse=refuse)]
        self.console.listing(words("text.commands.offers"), lines)
        return found

    def remind(self) -> None:
        """Proposals stand on the desk; here they are named once more, right above the prompt."""
        waiting = len(proposals(self.seen))
        if waiting:
            self.console.line()
            self.console.line(words("text.desk.reminder", count=counted(waiting, "proposal")))

    def help(self, rest: str) -> None:
        topic = rest.split()[0].lower() if rest else ""
        if topic == "odds":
            pages.odds_page(self.console, self.seen)
            return
        self.console.line()
        self.console.lines(help.page(self.seen, topic))

    def orders(self, rest: str) -> None:
        if not self.draft:
            self.console.line(words(f"text.commands.draft-empty{self.at_stage}"))
            self.reflect()
            return
        numbered = [words("text.commands.draft-line", number=k, line=x) for k, x in enumerate(self.draft, 1)]
        self.console.line(words("text.commands.draft"))
        self.console.lines(numbered)
        if self.in_orders and not self.seen.exile[0]:
            self.console.line(words("text.commands.draft-left", left=counted(self.left, "token")))
        self.reflect()

    def legal(self, rest: str) -> None:
        pages.legal_page(self.console, self.seen, self.draft)

    def undo(self, rest: str) -> None:
        """Take back the last order, or the one with that number."""
        if not self.draft:
            self.console.line(words("text.commands.undo-none"))
            return
        if rest and not (re.fullmatch("[0-9]{1,3}", rest) and 1 <= int(rest) <= len(self.draft)):
            self.console.line(words("text.commands.undo-number", word=rest))
            return
        line = self.draft.pop(int(rest) - 1 if rest else -1)
        self.sheet = self.match.check(self.power, self.draft)
        self.noted("undone", line)
        self.reflect()

    def clear(self, rest: str) -> None:
        self.draft = []
        self.sheet = self.match.check(self.power, [])
        self.console.line(words("text.commands.cleared"))
        self.reflect()

    def map(self, rest: str) -> None:
        pages.map_page(self.console, self.seen)

    def odds(self, rest: str) -> None:
        pages.odds_page(self.console, self.seen)

    def log(self, rest: str) -> None:
        """All this power has seen, or what it saw in one round."""
        rounds: dict[int, list[Event]] = {}
        world = self.match.scenario.world
        for step in self.match.steps:
            for event in seen_by(chronicle(world, step), self.power):
                rounds.setdefault(event.round, []).append(event)
        if not rounds:
            self.console.line(words("text.commands.log-none"))
            return
        if rest and not (re.fullmatch("[0-9]{1,3}", rest) and int(rest) in rounds):
            self.console.line(words("text.commands.log-which", word=rest, last=max(rounds)))
            return
        for round_, events in rounds.items():
            if not rest or int(rest) == round_:
                title = words("text.commands.log-round", round=round_)
                self.console.listing(title, (sentence(world, event) for event in events))

    def letters(self, rest: str) -> None:
        world, every = self.match.scenario.world, self.match.letters(self.power)
        if not every:
            self.console.line(words("text.commands.letters-none"))
            return
        lines = []
        for letter in every:
            to = words("text.commands.all") if letter.to == EVERYBODY else facts.name(world, letter.to)
            named = {"from": facts.name(world, letter.sender), "to": to}
            lines.append(
                words("text.commands.letter", round=letter.round, text=talk.letter_text(world, letter), **named)
            )
        self.console.listing(words("text.commands.letters"), lines)

    # ---- talk -------------------------------------------------------------------------------------------

    def speak(self, rest: str) -> None:
        """Say something aloud; computer seats answer at once."""
        text = rest[1:-1] if len(rest) >= 2 and rest[0] == rest[-1] == '"' else rest
        if not text:
            self.console.line(words("text.commands.speak-what"))
            return
        try:
            self.sitting.understand(self.power, text)
            before = len(self.sitting.heard(self.power))
            self.sitting.speak(self.power, text)
            said = self.sitting.heard(self.power)[before:]
        except Invalid as why:
            self.console.line(words("text.commands.unspoken", why=why))
            return
        self.console.lines(words("text.commands.said", words=x) for x in self.told(said))

    def told(self, some: Iterable[Statement]) -> list[str]:
        return talk.told(self.match.scenario.world, some, self.sitting.heard(self.power))

    def said(self, rest: str) -> None:
        told = self.told(self.sitting.heard(self.power))
        if told:
            self.console.listing(words("text.commands.said-title"), told)
        else:
            self.console.line(words("text.commands.said-none"))

    def offers(self, rest: str) -> None:
        mine = talk.offers_by(self.sitting.ledger(self.power), self.power)
        if not self.waiting() and not mine:
            self.console.line(words("text.commands.offers-none"))
        self.console.listing(words("text.commands.offers-mine"), [offer.words for offer in mine])

    def diary(self, rest: str) -> None:
        """Note what this power acts from, for the debrief."""
        motive, _, code = rest.lower().partition(" ")
        codes = self.match.scenario.world.codes
        toward = codes.index(code.upper()) if code.upper() in codes else NOBODY
        if motive not in MOTIVES or toward == self.power or (code and toward == NOBODY):
            self.console.line(words("text.commands.diary-what"))
            return
        self.sitting.diary(self.power, motive, toward)
        name = "" if toward == NOBODY else facts.name(self.match.scenario.world, toward)
        whom = words("text.commands.diary-toward", name=name) if name else ""
        self.console.line(words("text.commands.diary", motive=motive, toward=whom))

    def promises(self, rest: str) -> None:
        ledger, world = self.sitting.ledger(self.power), self.match.scenario.world
        told = [x.words for x in talk.promises(ledger)]
        counted_ = [
            words("text.commands.credit", name=facts.name(world, x.power), kept=x.kept, broken=x.broken)
            for x in talk.credits_of(ledger)
        ]
        if not told and not counted_:
            self.console.line(words("text.commands.promises-none"))
        self.console.listing(words("text.commands.promises"), told)
        self.console.listing(words("text.commands.credits"), counted_)

    def hint(self, rest: str) -> None:
        if not self.coach:
            self.console.line(words("text.commands.hint-none"))
            return
        told = coach.hint(self.sitting, self.power)
        self.console.listing(words("text.coach.lesson", title=told.title), told.sentences)

    def quit(self, rest: str) -> None:
        raise Left


COMMANDS: dict[str, Callable[[Visit, str], None]] = {
    "help": Visit.help,
    "?": Visit.help,
    "orders": Visit.orders,
    "legal": Visit.legal,
    "undo": Visit.undo,
    "clear": Visit.clear,
    "look": Visit.look,
    "map": Visit.map,
    "log": Visit.log,
    "letters": Visit.letters,
    "odds": Visit.odds,
    "speak": Visit.speak,
    "said": Visit.said,
    "offers": Visit.offers,
    "promises": Visit.promises,
    "diary": Visit.diary,
    "hint": Visit.hint,
    "quit": Visit.quit,
    "exit": Visit.quit,
}
