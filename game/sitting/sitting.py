"""One game as it is run at a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import TYPE_CHECKING

from game.arrays import EVERYBODY
from game.chance import random_seed
from game.crew import HERE
from game.events import chronicle
from game.match import seated_by
from game.observe import Observation
from game.orders import Sheet, message_text
from game.reasons import counselled
from game.record import RecordedMatch, Wishes, branch, new_match, resume
from game.scenario import Scenario, World
from game.sitting.clock import Clock
from game.sitting.deciding import Deciding
from game.sitting.revealed import Revealed
from game.state import Stage
from game.talk.grammar import Said, read, understand, write
from game.talk.judge import Promise
from game.talk.ledger import Ledger
from game.talk.said import Letter, Note
from game.talk.statement import Act, Statement

if TYPE_CHECKING:  # loaded when it is first asked
    from game.players.search.counsel import Counsel


class Sitting:
    """A recorded game, and what happens around it until it is over.

    People's sheets are drafts in memory until they are sealed. Computer seats seal by themselves, last: when no person
    is waited for any more, so that what is said in a round still counts in it. What they decide depends on the seed and
    on what was said and done, never on how long it took. Written down are seals, words, diaries and steps, each before
    the call returns; a power cut loses drafts only.
    """

    def __init__(
        self,
        match: RecordedMatch,
        *,
        path: Path | None = None,
        coach: bool = False,
        mirror: bool = False,
        clock: Clock | None = None,
    ) -> None:
        self.match = match
        self.path = path  # where it is written, if it is
        self.coach = coach  # tells what a strong player would do; for practice
        self.mirror = mirror or coach  # a draft is shown as the others would read it
        self.clock = clock or Clock()
        self.revealed: Revealed | None = None  # the last step of this sitting
        self._drafts: dict[int, list[str]] = {}
        self._room: Executor = HERE
        self._deciding = Deciding(match, HERE)
        self._counsel: dict[tuple[int, int, bool], Future[Counsel | None]] = {}
        self.clock.restart()

    @staticmethod
    def new(
        scenario: Scenario,
        seats: Sequence[str],
        *,
        deal: str | None = None,
        seed: int | None = None,
        path: Path | None = None,
        coach: bool = False,
        mirror: bool = False,
        clock: Clock | None = None,
        pins: bool = False,
    ) -> Sitting:
        """A fresh game, written to ``path`` if one is given; without a seed nobody knows it.

        ``seats``: one name a power; ``pins``: whoever sees its card may choose one. Raises `BadInput` for a player,
        deal or path that will not do.
        """
        wishes = Wishes(pins, coach, clock.seconds if clock else 0.0)
        match = new_match(scenario, seats, random_seed() if seed is None else seed, deal, path, wishes)
        return Sitting(match, path=path, coach=coach, mirror=mirror, clock=clock)

    @staticmethod
    def resume(path: Path, *, coach: bool = False, mirror: bool = False, clock: Clock | None = None) -> Sitting:
        """Go on where a record ends, as it was begun; raises `BadInput` or `Edited` if it cannot be."""
        match = resume(path)
        clock = clock or Clock(match.wishes.talk)
        return Sitting(match, path=path, coach=coach or match.wishes.coach, mirror=mirror, clock=clock)

    def fork(self, round_: int, path: Path | None = None) -> Sitting:
        """The same game, again at the opening of that round, in a record of its own; this one stays as it is.

        Raises `BadInput` for a round that was not played, or a path that will not do.
        """
        again, clock = branch(self.match, round_, path), Clock(self.clock.seconds)
        return Sitting(again, path=path, coach=self.coach, mirror=self.mirror, clock=clock)

    def close(self) -> None:
        """Leave the table; what is written stays, and the thinking stops."""
        self._deciding.stop()
        if self.match.recorder:
            self.match.recorder.close()

    # ---- where the game stands --------------------------------------------------------------------------

    @property
    def commitment(self) -> str:
        """The hash of the hidden cards, to be shown before the first round."""
        return self.match.secret.commitment

    @property
    def world(self) -> World:
        return self.match.scenario.world

    @property
    def over(self) -> bool:
        return self.match.over

    @property
    def round(self) -> int:
        return self.match.round

    @property
    def stage_name(self) -> str:
        """What the table waits for: "orders", "answers", "help" or, at the end, "over"."""
        return self.match.state.stage.name.lower()

    def people(self) -> list[int]:
        """Seats of people, in table order."""
        return [i for i, who in enumerate(self.match.players) if who is None]

    def computers(self) -> list[int]:
        return [i for i, who in enumerate(self.match.players) if who is not None]

    def asked(self) -> list[int]:
        """Who has to decide now, sealed or not."""
        return self.match.asked()

    def waiting(self) -> list[int]:
        """Who is asked and has not sealed."""
        return self.match.waiting()

    def sealed(self) -> list[int]:
        return sorted(self.match.sealed)

    def thinking(self) -> list[int]:
        """Computer seats that are waited for."""
        return [i for i in self.waiting() if self.match.players[i] is not None]

    def visitors(self) -> list[int]:
        """People who are waited for, in table order: each pays its visit to the desk."""
        return [i for i in self.waiting() if self.match.players[i] is None]

    def observation(self, power: int) -> Observation:
        return self.match.observation(power)

    @property
    def wants_pins(self) -> bool:
        """Whether whoever sees its card may choose a PIN."""
        return self.match.wishes.pins

    def guarded(self, power: int) -> bool:
        """Whether a PIN keeps others from its papers."""
        return power in self.match.pins

    def choose_pin(self, power: int, pin: str) -> None:
        """Guard its papers with a PIN from now on, in place of any before; it lasts as long as the record."""
        self.match.choose_pin(power, pin)

    def unlocks(self, power: int, pin: str) -> bool:
        """Whether this opens its papers: the PIN it has, or anything if it has none."""
        return self.match.unlocks(power, pin)

    def letters(self, power: int) -> list[Letter]:
        return self.match.letters(power)

    # ---- sheets -----------------------------------------------------------------------------------------

    def draft(self, power: int) -> list[str]:
        """The lines it has written so far, sealed or not."""
        return list(self._drafts.get(power, []))

    def keep(self, power: int, lines: Iterable[str]) -> None:
        """Keep a draft, legal or not; a sheet that was sealed is unsealed if it says something else."""
        lines = list(lines)
        if lines != self._drafts.get(power, []):
            self.unseal(power)
        self._drafts[power] = lines

    def unsealed(self) -> list[int]:
        """Whose sheets are begun and not sealed, in table order: all that is lost if the game is left now."""
        return sorted(power for power, lines in self._drafts.items() if lines and power not in self.match.sealed)

    def check(self, power: int, lines: Iterable[str]) -> Sheet:
        """The sheet these lines spell, or `Invalid` or `Illegal`; nothing is kept."""
        return self.match.check(power, lines)

    def seal(self, power: int, lines: Iterable[str] | None = None) -> Sheet:
        """Seal these lines, or its draft; `Invalid` or `Illegal` if they will not do."""
        lines = self.draft(power) if lines is None else list(lines)
        sheet = self.match.seal(power, lines)
        self._drafts[power] = lines
        return sheet

    def unseal(self, power: int) -> None:
        """Take a sealed sheet back to the desk; its draft is as it was."""
        self.match.unseal(power)

    # ---- computer seats ---------------------------------------------------------------------------------

    def think_in(self, room: Executor) -> None:
        """Where computer seats think from now on; what they find is the same."""
        self._deciding.stop()
        self._room, self._deciding, self._counsel = room, Deciding(self.match, room), {}

    def poll(self) -> list[int]:
        """Let computer seats talk and think, and seal for those that are done; who sealed. Waits for no other process.

        First they say what they have to say at the opening of the round, one after the other.
        """
        if self.over or not self._deciding.speak():
            return []
        return self._seal_decided(self._deciding.done(self.thinking()))

    def settle(self) -> list[int]:
        """The same, but wait until they are done. Nobody seals while people are waited for."""
        if self.over:
            return []
        self._deciding.speak_all()
        return self._seal_decided(self._deciding.all(self.thinking()))

    def hear_out(self) -> None:
        """Wait until computer seats have said what they have to say at the opening of the round, and answer."""
        if not self.over:
            self._deciding.speak_all()

    def _seal_decided(self, decided: dict[int, list[str]]) -> list[int]:
        if self.visitors():
            return []
        for power, lines in decided.items():
            self.match.seal(power, lines)
        return list(decided)

    # ---- the coach --------------------------------------------------------------------------------------

    def counsel(self, power: int, place: int) -> Future[Counsel | None]:
        """What a strong player would have done before step ``place`` was turned over, or would do now, and why.

        From what this power knew, for its eyes alone. Worked out where computer seats think, once before it is turned
        over and once after, when what was ordered is measured against it.
        """
        asked = power, place, place < len(self.match.steps)
        if asked not in self._counsel:
            self._counsel[asked] = self._room.submit(counselled, self.match, power, place)
        return self._counsel[asked]

    def lately(self, power: int) -> list[int]:
        """The steps of the last round that was played to its end, or of the present one, in which it was asked."""
        steps = self.match.steps
        orders = [k for k, step in enumerate(steps) if step.before.stage is Stage.ORDERS]
        return [k for k in range(orders[-1] if orders else 0, len(steps)) if steps[k].before.table.asked[power, 0]]

    # ---- talk -------------------------------------------------------------------------------------------

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that was said for everybody to hear: aloud, and in letters to all."""
        return self.match.heard(None)

    def heard(self, power: int) -> tuple[Statement, ...]:
        """The same and this power's own letters."""
        return self.match.heard(power)

    def ledger(self, power: int | None = None) -> Ledger:
        """Offers, deals and what became of words, as this power knows them; None: as everybody does."""
        return self.match.ledger(power)

    def understand(self, power: int, text: str) -> Said:
        """What this would say if it were spoken, for a preview; `Invalid` if it begins like an act and goes wrong."""
        return read(self.world, power, text)

    def speak(self, power: int, said: Said | str) -> list[Statement]:
        """Say something at the table, as a statement or as text; it and what computer seats have answered by now.

        Answers that take thought come later if that is done elsewhere. Before anything but free words computer seats
        finish what they have to say, and after it they think again about what they had not turned over. Words that are
        no statement are free words, to all. `Invalid` if nothing is left to be said, or too much; `ValueError` when
        the game is over.
        """
        text = said if isinstance(said, str) else write(self.world, said)
        message_text(text)
        counts = understand(self.world, power, text).act is not Act.TELL
        if counts:
            self.hear_out()
            for i in self.computers():
                self.unseal(i)
            self._deciding.forget()
        before = len(self.statements)
        self.match.speak(power, text)
        if counts:
            self._deciding.listen()
            self._deciding.speak()
        return list(self.statements[before:])

    def diary(self, power: int, motive: str, toward: int) -> Note:
        """Note what it acts from this round: "fear", "want" or "duty" and toward whom; opened at the debrief."""
        return self.match.note(power, motive, toward)

    # ---- the table --------------------------------------------------------------------------------------

    def advance(self) -> Revealed:
        """Turn the sheets over. `ValueError` if somebody is waited for."""
        if not self.waiting():
            self.hear_out()
        self._deciding.stop()
        step = self.match.advance()
        self._drafts = {}
        if self.match.state.stage is Stage.ORDERS:
            self.clock.restart()
        self.revealed = Revealed(
            int(step.before.table.round[0]),
            step.before.stage.name.lower(),
            self.over,
            self._settled(int(step.before.table.round[0])),
            tuple(x for x in self.match.opened(len(self.match.steps) - 1) if x.to == EVERYBODY),
            chronicle(self.world, step),
        )
        return self.revealed

    def _settled(self, round_: int) -> tuple[Promise, ...]:
        """Promises that the end of this round has settled; none while it goes on."""
        if self.round == round_ and not self.over:
            return ()
        return tuple(x for x in self.ledger().promises if x.round == round_ and x.fate in ("kept", "broken"))

    @property
    def may_stop(self) -> bool:
        """Whether there is anything to be stopped: a round that was played, or a sheet that a person has sealed."""
        return not self.over and (bool(self.match.steps) or self._begun)

    @property
    def _begun(self) -> bool:
        """Whether the round in hand counts when time is up: a crisis does, and so do sheets that people have sealed."""
        return self.stage_name != "orders" or any(power in self.match.sealed for power in self.people())

    def stop(self) -> None:
        """Time is up, and the game is over: what people have sealed counts, and whoever has not sealed orders nothing.

        A round in which no person has sealed is not played. `ValueError` unless it `may_stop`.
        """
        self._deciding.stop()
        now = self.round
        while self._begun and self.round == now and not self.over:
            for power in self.visitors():
                self.seal(power, [])
            self.settle()
            self.advance()
        if not self.over:
            self.match.stop()

    def hand_over(self, power: int, seat: str) -> None:
        """Seat a person, or a player of that name, here from now on; it decides anew if it had not been turned over."""
        seated_by(seat)  # before anything is undone for it
        self._deciding.stop()
        self.unseal(power)
        self._drafts.pop(power, None)
        self.match.hand_over(power, seat)
