"""Records: a whole game in a few kilobytes, safe against power cuts, provable at the end.

A record is JSON lines. The first is the header; then one line for every sealed sheet, one for every step
with a hash of the state after it, and at the end the opened secret. Every line ends in a check that chains
it to the lines before, so that a damaged or edited line is named exactly and all before it can be kept.

Seed, cards, last round and a salt form one secret block: its hash, the *commitment*, stands in the header,
and so does the block itself, obscured. Sealed sheets are obscured likewise. This guards against a glance at
the file, not against a file editor.

    {"dilemma": 1, "rules": 1, "scenario": "base", ...}      header
    ["o", power, "obscured sheet", seconds, "check"]         sealed; a later one replaces it
    ["u", power, "check"]                                    unsealed
    ["s", "hash of the state", "check"]                      a step
    ["e", {the secret, opened}, "check"]                     the end
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import time
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from game.chance import Chance
from game.files import BadInput, CheckFailed
from game.match import Match
from game.orders import Illegal, Invalid, Sheet, demand, parse, texts
from game.players import PERSON
from game.scenario import INTENTS, Scenario, core, load
from game.scenario import parse as parse_scenario
from game.state import State

FORMAT = 1

# What sheets are made of, for the compressor; part of the format, never to be changed within it.
_PHRASES = (
    b"say accuse say warn read stance strike signal threaten over signal watch signal boycott 2 signal open all "
    b"ally renounce ally accept ally propose limit offence entente neutrality defence ally cede ally aid "
    b'build works 1\nbuild scrap 1\nstay out\nwait\njoin yield\nresist\nsay to all "signal guard signal peace '
    b"say peace \nally hand \nstance mobilise\nbuild sword 1\nbuild shield 1\nbuild sword 2\nbuild shield 2\n"
    b"build sword 3\nbuild shield 3\n"
)


@dataclass(frozen=True)
class Secret:
    """What is fixed before the first round and shown after the last."""

    seed: int
    deal: str
    cards: tuple[str, ...]
    last_round: int
    salt: str

    def block(self) -> bytes:
        return json.dumps(asdict(self), separators=(",", ":")).encode()

    @cached_property
    def commitment(self) -> str:
        return hashlib.sha256(self.block()).hexdigest()


def cards_of(match: Match) -> tuple[str, ...]:
    """The cards dealt, as files write them: 'content', 'claimant BRE'."""
    desk, codes = match.state.desk, match.scenario.world.codes
    return tuple(
        INTENTS[int(intent)] + (f" {codes[int(target)]}" if target >= 0 else "")
        for intent, target in zip(desk.intent[:, 0], desk.target[:, 0], strict=True)
    )


def state_hash(state: State) -> str:
    """16 hexadecimal digits for the first game of a state; never shown to a player before the end."""
    digest = hashlib.blake2b(bytes([int(state.stage)]), digest_size=8)
    for array in state.arrays().values():
        digest.update(np.ascontiguousarray(array[..., 0]).tobytes())
    return digest.hexdigest()


# ---- obscuring ------------------------------------------------------------------------------------------


def _obscure(plain: bytes, key: str) -> bytes:
    """The same again undoes it."""
    stream = hashlib.shake_256(key.encode()).digest(len(plain))
    return bytes(a ^ b for a, b in zip(plain, stream, strict=True))


def _pack(text: str, key: str) -> str:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=_PHRASES)
    small = squeeze.compress(text.encode()) + squeeze.flush()
    return base64.b85encode(_obscure(small, key)).decode()


def _unpack(packed: str, key: str) -> str:
    small = _obscure(base64.b85decode(packed), key)
    return zlib.decompressobj(-15, zdict=_PHRASES).decompress(small).decode()


def _check(chain: str, body: str) -> str:
    return hashlib.sha256((chain + body).encode()).hexdigest()[:6]


def _line(items: Sequence[Any]) -> str:
    return json.dumps(items, separators=(",", ":"), ensure_ascii=False)


# ---- writing --------------------------------------------------------------------------------------------


class Recorder:
    """Appends to a record; every line is on the disk before the call returns."""

    def __init__(self, path: Path, commitment: str, lines: int, chain: str, elapsed: float) -> None:
        self.path = path
        self._commitment, self._lines, self._chain = commitment, lines, chain
        self._began = time.monotonic() - elapsed
        self._file = path.open("ab")
        self._size = os.fstat(self._file.fileno()).st_size

    @staticmethod
    def create(path: Path, match: Match, secret: Secret) -> Recorder:
        """A new record; `BadInput` if the file exists or cannot be written."""
        scenario = match.scenario
        header = {
            "dilemma": FORMAT,
            "rules": scenario.world.core.version,
            "scenario": scenario.id,
            "digest": scenario.digest,
            "seats": match.seats,
            "commitment": secret.commitment,
            "secret": _pack(secret.block().decode(), secret.commitment),
        }
        if not scenario.shipped:
            header["file"] = _pack(scenario.text, scenario.digest)
        body = _line([header])[1:-1]
        if path.exists():
            raise BadInput(f"{path}: there is a file of that name; go on with --resume or name another")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.open("xb").close()
        except OSError as error:
            raise BadInput(f"{path}: cannot be written ({error.strerror}); name another place") from None
        recorder = Recorder(path, secret.commitment, 0, "", 0.0)
        recorder._append(body[:-1] + f',"check":"{_check("", body)}"}}', _check("", body))
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
        check = _check(self._chain, _line(items))
        self._append(_line([*items, check]), check)

    def seal(self, power: int, lines: list[str]) -> None:
        seconds = round(time.monotonic() - self._began, 1)
        self._put("o", power, _pack("\n".join(lines), f"{self._commitment}{self._lines + 1}"), seconds)

    def unseal(self, power: int) -> None:
        self._put("u", power)

    def step(self, state: State) -> None:
        self._put("s", state_hash(state))

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
    """A match that writes itself down: every seal and every step, before anybody sees the consequence."""

    def __init__(self, scenario: Scenario, seats: Sequence[str], secret: Secret) -> None:
        super().__init__(scenario, seats, Chance(secret.seed), secret.deal)
        self.secret = secret
        self.recorder: Recorder | None = None

    def seal(self, power: int, lines: Any) -> Sheet:
        sheet = super().seal(power, lines)
        if self.recorder:
            self.recorder.seal(power, texts(self.scenario.world, sheet.orders, sheet.messages))
        return sheet

    def unseal(self, power: int) -> None:
        if power in self.sealed and self.recorder:
            self.recorder.unseal(power)
        super().unseal(power)

    def advance(self) -> Any:
        done = super().advance()
        if self.recorder:
            self.recorder.step(self.state)
            if self.over:
                self.recorder.end(self.secret)
                self.recorder.close()
        return done


def new_match(
    scenario: Scenario, seats: Sequence[str], seed: int, deal: str | None = None, path: Path | None = None
) -> RecordedMatch:
    """A fresh game, recorded from the first line if a path is given."""
    deal = deal or scenario.default_deal
    draft = Match(scenario, [PERSON] * scenario.world.n, Chance(seed), deal)
    last = int(draft.state.vault.last_round[0])
    secret = Secret(seed, deal, cards_of(draft), last, secrets.token_hex(8))
    match = RecordedMatch(scenario, seats, secret)
    if path is not None:
        match.recorder = Recorder.create(path, match, secret)
    return match


# ---- reading --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Problem:
    """What is wrong with a record, and from which line on it cannot be used."""

    line: int
    kind: str  # "torn": the last line is unfinished; "unreadable"; "edited"
    why: str

    def __str__(self) -> str:
        kept = f"the {self.line - 1} lines before it are good" if self.line > 1 else "nothing before it can be kept"
        return f"line {self.line}: {self.why}; {kept}"


@dataclass(frozen=True)
class Entry:
    """One good line after the header."""

    line: int
    items: tuple[Any, ...]


@dataclass(frozen=True)
class Loaded:
    """The good part of a record, and where it ends if it ends too early."""

    path: Path
    header: dict[str, Any]
    entries: list[Entry]
    chain: str
    good_bytes: int
    problem: Problem | None


_SHAPES = {"o": (int, str, (int, float)), "u": (int,), "s": (str,), "e": (dict,)}


def read(path: Path) -> Loaded:
    """All that can be kept of a record; `BadInput` if not even the header can be read."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"{path}: there is no such record; check the name") from None
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}); name a record") from None
    lines = raw.split(b"\n")
    header, chain, good = _header(path, lines[0] if len(lines) > 1 else None)
    entries: list[Entry] = []
    problem = None
    for number, data in enumerate(lines[1:], start=2):
        last = number == len(lines)
        if last and not data:
            break
        found = _entry(data, number, chain, torn=last)
        if isinstance(found, Problem):
            problem = found
            break
        entry, chain = found
        entries.append(entry)
        good += len(data) + 1
    return Loaded(path, header, entries, chain, good, problem)


def _header(path: Path, line: bytes | None) -> tuple[dict[str, Any], str, int]:
    if line is None:
        raise BadInput(f"{path}: line 1: is not finished; this is no record, or nothing of it can be kept")
    try:
        header = json.loads(line)
        check = header.pop("check")
        if not isinstance(header["dilemma"], int):
            raise TypeError
        wanted = {
            "rules": int,
            "scenario": str,
            "digest": str,
            "seats": list,
            "commitment": str,
            "secret": str,
        }
        if any(not isinstance(header[key], kind) for key, kind in wanted.items()):
            raise TypeError
        if not isinstance(header.get("file", ""), str):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadInput(
            f"{path}: line 1: is not the header of a record; name a file that `dilemma play` wrote"
        ) from None
    if header["dilemma"] != FORMAT:
        raise BadInput(
            f"{path}: line 1: format {header['dilemma']}, and this version reads {FORMAT}; use the one that wrote it"
        )
    if check != _check("", _line([header])[1:-1]):
        raise Edited(Problem(1, "edited", "the header was changed"), path)
    return header, check, len(line) + 1


class Edited(CheckFailed):
    """A record that was changed by hand."""

    def __init__(self, problem: Problem, path: Path) -> None:
        super().__init__(f"{path}: {problem}")
        self.problem = problem


def _entry(data: bytes, number: int, chain: str, *, torn: bool) -> tuple[Entry, str] | Problem:
    try:
        items = json.loads(data)
        kind, body, check = items[0], items[1:-1], items[-1]
        shape = _SHAPES[kind]
        fits = len(body) == len(shape) and all(
            isinstance(x, s) and not isinstance(x, bool) for x, s in zip(body, shape, strict=True)
        )
        if not fits or not isinstance(check, str):
            raise TypeError
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        if torn:
            return Problem(number, "torn", "is not finished, as after a power cut")
        return Problem(number, "unreadable", "cannot be read")
    if torn:  # complete but for its end of line: it may have been cut there
        return Problem(number, "torn", "has no end of line, as after a power cut")
    if check != _check(chain, _line(items[:-1])):
        return Problem(number, "edited", "was changed after it was written, or a line before it was taken out")
    return Entry(number, tuple(items[:-1])), check


@dataclass
class Replay:
    """A record played again, as far as it is good."""

    match: RecordedMatch
    loaded: Loaded
    problem: Problem | None
    ended: bool  # the end was reached and the commitment proved


def replay(path: Path, *, strict: bool = False) -> Replay:
    """Play a record again, checking every hash; raises `BadInput` or `Edited` if its header is no good.

    ``strict`` also asks of every sheet whether it was legal: whoever mends every check and hash of a record
    can still not order what the rules forbid.
    """
    loaded = read(path)
    header = loaded.header
    scenario = _scenario(path, header)
    secret = _secret(path, header)
    seats = [str(seat) for seat in header["seats"]]
    if len(seats) != scenario.world.n:
        raise Edited(Problem(1, "edited", "the header seats another number of powers"), path)
    match = RecordedMatch(scenario, [PERSON] * len(seats), secret)
    out = Replay(match, loaded, loaded.problem, False)
    if cards_of(match) != secret.cards or int(match.state.vault.last_round[0]) != secret.last_round:
        raise Edited(Problem(1, "edited", "the cards are not those of its seed"), path)
    for entry in loaded.entries:
        why = _play(out, entry, strict)
        if why:
            out.problem = Problem(entry.line, "edited", why)
            break
    _reseat(match, seats)
    return out


def _reseat(match: Match, seats: list[str]) -> None:
    from game.players import player

    match.seats = seats
    match.players = [None if seat == PERSON else player(seat) for seat in seats]


def _scenario(path: Path, header: dict[str, Any]) -> Scenario:
    version = core().version
    if header["rules"] != version:
        raise BadInput(
            f"{path}: line 1: played under rules {header['rules']}, and these are {version}; use that version"
        )
    if "file" not in header:
        scenario = load(header["scenario"])
    else:
        try:
            text = _unpack(header["file"], header["digest"])
        except (ValueError, zlib.error):
            raise BadInput(f"{path}: line 1: the scenario in it cannot be read; nothing can be kept") from None
        scenario = parse_scenario(text, Path(f"{header['scenario']}.toml"))
    if scenario.digest != header["digest"]:
        raise BadInput(
            f"{path}: line 1: scenario '{header['scenario']}' has changed since; use the version that wrote the record"
        )
    return scenario


def _secret(path: Path, header: dict[str, Any]) -> Secret:
    try:
        block = json.loads(_unpack(header["secret"], header["commitment"]))
        secret = Secret(**(block | {"cards": tuple(block["cards"])}))
    except (ValueError, TypeError, KeyError, zlib.error):
        raise Edited(Problem(1, "edited", "its sealed block cannot be opened"), path) from None
    if secret.commitment != header["commitment"]:
        raise Edited(Problem(1, "edited", "its sealed block is not the one that was committed to"), path)
    return secret


def _play(out: Replay, entry: Entry, strict: bool) -> str | None:
    """Carry out one line; what is wrong with it, or None."""
    match, (kind, *body) = out.match, entry.items
    if match.over and kind != "e":
        return "comes after the end of the game"
    if kind in ("o", "u") and body[0] not in match.asked():
        return "is of a power that has nothing to decide"
    if kind == "o":
        try:
            lines = _unpack(body[1], f"{match.secret.commitment}{entry.line}").split("\n")
            sheet = parse(match.scenario.world, [line for line in lines if line])
            if strict:
                demand(match.observation(body[0]), sheet)
            match.sealed[body[0]] = sheet
        except (ValueError, zlib.error, Invalid):
            return "its orders cannot be understood"
        except Illegal as error:
            return f"its orders are not legal ({error.reason})"
    elif kind == "u":
        match.sealed.pop(body[0], None)
    elif kind == "s":
        if match.waiting():
            return "steps before all orders were sealed"
        try:
            Match.advance(match)
        except (IndexError, ValueError):
            return "orders before it cannot be carried out"
        if state_hash(match.state) != body[0]:
            return "the state after it is another than was recorded"
    else:
        if not match.over:
            return "ends before the last round"
        if body[0] != json.loads(match.secret.block()):
            return "opens another secret than was committed to"
        out.ended = True
    return None


def resume(path: Path) -> RecordedMatch:
    """Go on with a game where its record ends; an unfinished last line is dropped, nothing else is lost."""
    done = replay(path, strict=True)
    if done.problem is not None and done.problem.kind == "edited":
        raise Edited(done.problem, path)
    if done.problem is not None and done.problem.kind == "unreadable":
        raise BadInput(f"{path}: {done.problem}; to go on from there, copy those lines to a new file")
    if done.match.over and done.ended:
        return done.match
    loaded = done.loaded
    if done.problem is not None:
        os.truncate(path, loaded.good_bytes)
    elapsed = max((float(e.items[3]) for e in loaded.entries if e.items[0] == "o"), default=0.0)
    match = done.match
    match.recorder = Recorder(path, match.secret.commitment, 1 + len(loaded.entries), loaded.chain, elapsed)
    if match.over:  # the cut came between the last step and the end
        match.recorder.end(match.secret)
        match.recorder.close()
    return match
