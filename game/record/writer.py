"""Writing a record: every line is on the disk before anybody sees what follows from it."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from game.arrays import NOBODY
from game.chance import Chance, Purpose
from game.files import BadInput
from game.match import Match
from game.orders import Sheet, texts
from game.phases.common import LOTS
from game.players import PERSON
from game.record.form import (
    DEAL,
    FORMAT,
    NO_WISHES,
    SHEET,
    TABLE,
    Die,
    Secret,
    Wishes,
    cards_of,
    chained,
    dealt,
    pack,
    pin_mark,
    spelt,
    state_hash,
)
from game.scenario import Scenario
from game.state import Stage, State, Step
from game.talk.said import Note, Spoken


class Recorder:
    """Appends to a record; every line is on the disk before the call returns."""

    def __init__(self, path: Path, commitment: str, lines: int, chain: str, elapsed: float) -> None:
        self.path = path
        self._commitment, self._lines, self._chain = commitment, lines, chain
        self._began = time.monotonic() - elapsed
        self._file = path.open("ab")
        self._size = os.fstat(self._file.fileno()).st_size

    @staticmethod
    def create(path: Path, match: RecordedMatch, secret: Secret) -> Recorder:
        """A new record; `BadInput` if the file exists or cannot be written."""
        scenario = match.scenario
        header = {
            "dilemma": FORMAT,
            "rules": scenario.world.core.version,
            "scenario": scenario.id,
            "digest": scenario.digest,
            "seats": match.seats,
            "commitment": secret.commitment,
            "secret": pack(secret.block().decode(), secret.commitment, DEAL),
        }
        if wishes := match.wishes.spelt():
            header["table"] = wishes
        if not scenario.shipped:
            header["file"] = pack(scenario.text, scenario.digest, 1)
        body = spelt([header])[1:-1]
        if path.exists():
            raise BadInput(f"{path}: there is a file of that name; go on with --resume or name another")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.open("xb").close()
        except OSError as error:
            raise BadInput(f"{path}: cannot be written ({error.strerror}); name another place") from None
        recorder = Recorder(path, secret.commitment, 0, "", 0.0)
        recorder._append(body[:-1] + f',"check":"{chained("", body)}"}}', chained("", body))
        _sync_folder(path.parent)
        return recorder

    def _append(self, line: str, chain: str) -> None:
        if os.fstat(self._file.fileno()).st_size != self._size:
            raise BadInput(f"{self.path}: another game is being written to this record; close one of the two")
        self._size += self._file.write(line.encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._lines += 1
        self._chain = chain

    def _put(self, *items: Any) -> None:
        check = chained(self._chain, spelt(items))
        self._append(spelt([*items, check]), check)

    @property
    def elapsed(self) -> float:
        """Seconds played, pauses between sittings left out."""
        return round(time.monotonic() - self._began, 1)

    def _packed(self, text: str) -> str:
        """A power's own, for the line to come."""
        return pack(text, f"{self._commitment}{self._lines + 1}", SHEET)

    def seal(self, power: int, lines: list[str]) -> None:
        self._put("o", power, self._packed("\n".join(lines)), self.elapsed)

    def unseal(self, power: int) -> None:
        self._put("u", power)

    def speak(self, power: int, text: str) -> None:
        self._put("t", power, text, self.elapsed)

    def note(self, note: Note) -> None:
        entry = spelt([note.motive, note.toward])
        self._put("d", note.power, self._packed(entry))

    def hand_over(self, power: int, seat: str) -> None:
        self._put("h", power, seat)

    def pin(self, power: int, mark: str) -> None:
        self._put("p", power, mark)

    def give(self, die: Die, value: int) -> None:
        self._put("g", *die, value)

    def step(self, state: State) -> None:
        self._put("s", state_hash(state))

    def stop(self) -> None:
        self._put("c")

    def end(self, secret: Secret) -> None:
        self._put("e", asdict(secret))

    def close(self) -> None:
        self._file.close()


def _sync_folder(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # some systems cannot open folders; the file itself is synced
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class RecordedMatch(Match):
    """A match that writes itself down: all that is sealed, said and noted, before anybody sees the consequence."""

    def __init__(self, scenario: Scenario, seats: Sequence[str], secret: Secret) -> None:
        super().__init__(dealt(scenario, secret), seats, Chance(secret.seed), secret.deal)
        self.secret = secret
        self.wishes = NO_WISHES
        self.pins: dict[int, str] = {}  # marks of the PINs that people have chosen, by seat
        self.recorder: Recorder | None = None

    def __getstate__(self) -> dict[str, object]:
        """A copy does not write."""
        return self.__dict__ | {"recorder": None}

    def seal(self, power: int, lines: Iterable[str]) -> Sheet:
        sheet = super().seal(power, lines)
        if self.recorder:
            self.recorder.seal(power, texts(self.scenario.world, sheet.orders, sheet.messages))
        return sheet

    def unseal(self, power: int) -> None:
        if power in self.sealed and self.recorder:
            self.recorder.unseal(power)
        super().unseal(power)

    def speak(self, power: int, text: str) -> Spoken:
        spoken = super().speak(power, text)
        if self.recorder:
            self.recorder.speak(power, spoken.text)
        return spoken

    def note(self, power: int, motive: str, toward: int = NOBODY) -> Note:
        note = super().note(power, motive, toward)
        if self.recorder:
            self.recorder.note(note)
        return note

    def hand_over(self, power: int, seat: str) -> None:
        super().hand_over(power, seat)
        self.pins.pop(power, None)
        if self.recorder:
            self.recorder.hand_over(power, seat)

    def choose_pin(self, power: int, pin: str) -> None:
        """Whoever sits there shows its papers to this PIN alone, until the seat is handed over."""
        self._mark(power, pin_mark(self.secret, power, pin))

    def unlocks(self, power: int, pin: str) -> bool:
        """Whether this opens the papers of that seat; without a PIN anything does."""
        return power not in self.pins or self.pins[power] == pin_mark(self.secret, power, pin)

    def _mark(self, power: int, mark: str) -> None:
        self.pins[power], self.wishes = mark, replace(self.wishes, pins=True)
        if self.recorder:
            self.recorder.pin(power, mark)

    @property
    def paper(self) -> bool:
        """Whether it is typed in from paper."""
        return self.secret.deal == TABLE

    @property
    def goes_on(self) -> str:
        """The command that goes on with its record."""
        return f"dilemma {'enter' if self.paper else 'play --text'} --resume"

    @property
    def given(self) -> dict[Die, int]:
        """Dice as they fell on a real table, less one; all others are drawn."""
        return dict(self._chance.fixed)

    def give(self, die: Die, value: int) -> None:
        """A die of this round as it fell on a real table, less one, or a lot; `ValueError` for what is neither."""
        purpose, round_, index = die
        n, die_sides = self.scenario.world.n, self.scenario.world.core.odds.die
        dice = {Purpose.BATTLE: (n, die_sides), Purpose.DUEL: (n * n, die_sides), Purpose.LOT: (n, LOTS)}
        places, sides = dice.get(Purpose(purpose), (0, 0))
        if round_ != self.round or not 0 <= index < places or not 0 <= value < sides:
            raise ValueError(f"{die} = {value} is no die or lot of round {self.round}")
        self._chance.fixed[die] = value
        if self.recorder:
            self.recorder.give(die, value)

    def advance(self) -> Step:
        done = super().advance()
        if self.recorder:
            self.recorder.step(self.state)
            if self.over:
                self._end()
        return done

    @property
    def stopped(self) -> bool:
        """Whether it ended before the last round that was drawn."""
        return self.over and self.round < self.secret.last_round

    def stop(self) -> None:
        super().stop()
        if self.recorder:
            self.recorder.stop()
            self._end()

    def _end(self) -> None:
        assert self.recorder is not None, "what is not written down needs no end"
        self.recorder.end(self.secret)
        self.recorder.close()


def new_match(
    scenario: Scenario,
    seats: Sequence[str],
    seed: int,
    deal: str | None = None,
    path: Path | None = None,
    wishes: Wishes = NO_WISHES,
) -> RecordedMatch:
    """A fresh game, recorded from the first line if a path is given."""
    deal = deal or scenario.default_deal
    draft = Match(scenario, [PERSON] * scenario.world.n, Chance(seed), deal)
    last = int(draft.state.vault.last_round[0])
    secret = Secret(seed, deal, cards_of(draft), last, secrets.token_hex(8))
    match = RecordedMatch(scenario, seats, secret)
    match.wishes = wishes
    if path is not None:
        match.recorder = Recorder.create(path, match, secret)
    return match


def branch(match: RecordedMatch, round_: int, path: Path | None = None) -> RecordedMatch:
    """The same game again up to the orders of a round, as a record of its own: what was ordered, said and noted before.

    Seats keep their PINs.

    Raises `BadInput` for a round it has not reached, and as `Recorder.create` does. A game that was stopped can be gone
    on with in the round after its last.
    """
    reached = match.round + match.stopped
    if not 1 <= round_ <= reached:
        raise BadInput(f"round {round_}: this game has had rounds 1 to {reached}; name one of them")
    again = RecordedMatch(match.scenario, match.seats, match.secret)
    again.wishes = match.wishes
    if path is not None:
        again.recorder = Recorder.create(path, again, match.secret)
    for power, mark in match.pins.items():
        again._mark(power, mark)
    while (again.round, again.state.stage) != (round_, Stage.ORDERS):
        place = len(again.steps)
        done = match.steps[place]
        for spoken in match.spoken:
            if spoken.step == place:
                again.speak(spoken.power, spoken.text)
        for note in match.notes:
            if note.step == place:
                again.note(note.power, note.motive, note.toward)
        for die in set(match.given) - set(again.given):
            if die[1] == again.round:
                again.give(die, match.given[die])
        for power in again.asked():
            again.seal(power, match.ordered(place, power))
        again.advance()
        assert match.stopped or state_hash(again.state) == state_hash(done.after)
    return again
