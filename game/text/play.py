"""The loop of a hot-seat game in a terminal: visits in table order, the reveal, the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from game.arrays import EVERYBODY
from game.events import Event, chronicle, public, sentence
from game.match import Letter, Match
from game.odds import percent
from game.reasons import Reason
from game.scenario import INTENTS, World
from game.sitting import Sitting
from game.state import Stage, Step
from game.talk.english import promise
from game.text import ending
from game.text.console import Console, Left, Source
from game.text.visit import Visit
from game.views import coach, facts
from game.views.aftermath import Aftermath, aftermath
from game.views.news import since
from game.views.talk import letter_text, told
from game.words import counted, listed, words


def play(sitting: Sitting, source: Source, out: TextIO, *, clear: bool | None = None) -> None:
    """Play to the end of the game or of the input.

    One order a line, powers in table order, ``seal`` ends a visit. ``clear``: whether the screen is cleared
    and the keyboard passed between powers; by default if there is a terminal on both sides.
    """
    terminal = source.isatty() and out.isatty() if clear is None else clear
    alone = len(sitting.people()) < 2  # nobody to hide anything from
    console, match = Console(source, out, terminal and not alone), sitting.match
    table = _Table(match, console)
    visits = _Visits(sitting, console)
    try:
        if not match.over:
            opening(console, match.scenario.world)
            table.seats()
            table.resume()
        while not match.over:
            sitting.hear_out()
            visits.all()
            sitting.settle()
            settled = sitting.advance().settled
            table.reveal(match.steps[-1])
            console.listing(words("text.reveal.promises"), [promise(sitting.world, x) for x in settled])
            if sitting.stage_name in ("orders", "over"):
                _remember(console, aftermath(sitting))
        if not alone:
            console.line()
            console.line(words("text.reveal.suspect"))
            console.wait(words("text.press"), words("text.press"))
        ending.show(console, match)
        for power in sitting.people() if sitting.coach else ():  # nobody comes to the desk any more
            for lesson in coach.lessons(sitting, power):
                console.listing(words("text.coach.lesson", title=lesson.title), lesson.sentences)
    except Left:
        console.line(words("text.leave", round=match.round))


def _remember(console: Console, view: Aftermath) -> None:
    """What the round that is over will be remembered for."""
    tidings = view.tidings
    watch = [words("text.reveal.watch", told=" ".join(tidings.watch))] if tidings.watch else []
    title = words("text.reveal.headline", round=view.round, headline=tidings.headline)
    console.listing(title, [*tidings.story, *([tidings.cost] if tidings.cost else []), *watch])


def retell(
    match: Match, out: TextIO, *, ended: bool, why: Callable[[int], Iterable[Reason]] = lambda place: ()
) -> None:
    """Tell what a match has had so far; ``ended``: what was hidden may be told as well.

    ``why``: reasons for what was done at a step, to be told after it.
    """
    console = Console(out, out, curtain=False)
    table = _Table(match, console)
    opening(console, match.scenario.world)
    every = match.heard(None)
    spoken = list(zip(match.spoken, (x for x in every if not x.written), strict=True))
    for place, step in enumerate(match.steps):
        said = told(match.scenario.world, [x for at, x in spoken if at.step == place], every)
        console.listing(words("text.reveal.said", round=int(step.before.table.round[0])), said)
        table.tell(step)
        console.listing(words("text.why"), [" ".join(reason.sentences) for reason in why(place)])
    if ended and match.over:
        ending.show(console, match)


def opening(console: Console, world: World) -> None:
    """What is printed on the box: read it aloud once."""
    console.line(world.name)
    console.line(world.summary)
    console.line()
    people = listed([facts.with_code(world, i) for i in range(world.n)])
    console.line(words("text.powers", list=people))
    console.line(_world_card(world))
    whole, total = all(float(weight).is_integer() for weight in world.deck), float(world.deck.sum())
    deck = []
    for weight, intent in zip(world.deck, INTENTS, strict=True):
        number = int(weight) if whole else percent(float(weight) / total)
        if weight:
            deck.append(words("text.deck-card" if whole else "text.deck-share", number=number, card=intent.title()))
    console.line(words("text.deck", list=words("count.comma").join(deck)))
    if world.modules:
        console.line(words("text.modules", list=words("count.comma").join(sorted(world.modules))))


def _world_card(world: World) -> str:
    lean = "attack" if world.balance > 0 else "defence" if world.balance < 0 else "even"
    balance = words(f"text.balance-{lean}", arms=counted(abs(round(world.balance)), "arm"))
    plain = world.distinguishability
    key = "plain" if plain == 1 else "alike" if plain == 0 else "mixed"
    sorts = words(f"text.sorts-{key}", part=facts.part(world), right=facts.right(world))
    low, high = world.rounds
    rounds = words("text.rounds-one" if low == high else "text.rounds-many", low=low, high=high)
    return words("text.world", balance=balance, sorts=sorts, rounds=rounds)


class _Visits:
    """The private visits of people, in table order; what each has heard and read by now."""

    def __init__(self, sitting: Sitting, console: Console) -> None:
        self.sitting, self.console = sitting, console
        last = len(sitting.match.steps) - 1  # of a game that is gone on with, what came before is known
        powers = range(sitting.world.n)
        self.read = [sum(x.step < last for x in sitting.letters(i)) for i in powers]
        now = sum(x.step > last for x in sitting.match.spoken)
        self.heard = [len(sitting.heard(i)) - now for i in powers]

    def all(self) -> None:
        """Everybody who is asked seals; the computer's seats do by themselves, afterwards."""
        behind = ""  # who sealed last
        for power in self.sitting.visitors():
            name = facts.name(self.sitting.world, power)
            sealed = words("text.sealed-pass", before=behind) + " " if behind else ""
            self.console.wait(sealed + words("text.pass", name=name), words("text.pass-again", name=name))
            self._unlock(power, name)
            self.console.clear()
            letters, heard = self.sitting.letters(power), self.sitting.heard(power)[self.heard[power] :]
            Visit(self.sitting, power, self.console, letters[self.read[power] :], heard).run()
            self.read[power], self.heard[power] = len(letters), len(self.sitting.heard(power))
            self.console.clear()
            behind = name

    def _unlock(self, power: int, name: str) -> None:
        """Ask for the PIN of a seat that has one from the window, unless there is nobody to hide anything from."""
        while self.sitting.guarded(power) and len(self.sitting.people()) > 1:
            typed = self.console.ask(words("text.pin", name=name))
            if self.sitting.unlocks(power, typed):
                return
            if typed.lower() in ("quit", "exit"):
                raise Left
            self.console.line(words("text.pin-wrong", name=name))


class _Table:
    """The shared screen, between the private visits."""

    def __init__(self, match: Match, console: Console) -> None:
        self.match, self.console = match, console
        self.world = match.scenario.world
        self.people = match.players.count(None)

    def seats(self) -> None:
        """Which seats are not people's."""
        pairs = enumerate(zip(self.match.players, self.match.seats, strict=True))
        machine = [words("text.seat", name=facts.name(self.world, i), player=seat) for i, (p, seat) in pairs if p]
        if machine:
            self.console.line(words("text.seats", list=listed(machine)))

    def resume(self) -> None:
        """Where a game that is gone on with was left."""
        if self.match.steps:
            self.console.line()
            self.console.line(words("text.resume", round=self.match.round))
            self.tell(self.match.steps[-1])

    def reveal(self, step: Step) -> None:
        """What all can see. Who plays alone reads it at the desk, unless there is no more visit."""
        if self.people != 1:
            self.tell(step)
        elif self.match.over:
            me = self.match.players.index(None)
            self._say(step, since(self.match, me))

    def tell(self, step: Step) -> None:
        self._say(step, public(chronicle(self.world, step)))
        after = step.after
        if after.stage in (Stage.ANSWERS, Stage.HELP):
            asked = [i for i in range(self.world.n) if after.table.asked[i, 0]]
            self.console.line()
            self.console.line(words(f"text.reveal.asked-{after.stage.name}", names=facts.names(self.world, asked)))

    def _say(self, step: Step, events: list[Event]) -> None:
        title = words(f"text.reveal.{step.before.stage.name}", round=int(step.before.table.round[0]))
        letters = [self._letter(letter) for letter in self._open_letters(step)]
        self.console.listing(title, [*letters, *(sentence(self.world, event) for event in events)])

    def _open_letters(self, step: Step) -> list[Letter]:
        """Letters to all, told with what they were sealed with."""
        place = next(k for k, known in enumerate(self.match.steps) if known is step)
        return [x for x in self.match.letters(0) if x.to == EVERYBODY and x.step == place]

    def _letter(self, letter: Letter) -> str:
        return words(
            "text.reveal.letter",
            **{"from": facts.name(self.world, letter.sender)},
            text=letter_text(self.world, letter),
        )
