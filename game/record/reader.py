"""Reading a record: what can be kept of it, the game played again, and how to go on."""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from game.files import MOST_BYTES, BadInput, CheckFailed
from game.match import Match, seated_by
from game.orders import Illegal, Invalid, demand, parse
from game.players import PERSON
from game.record.form import READS, Secret, Wishes, cards_of, chained, spelt, state_hash, unpack
from game.record.writer import RecordedMatch, Recorder
from game.scenario import Scenario, core, load
from game.scenario import parse as parse_scenario


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


_SHAPES: dict[str, tuple[type | tuple[type, ...], ...]] = {
    "o": (int, str, (int, float)),
    "u": (int,),
    "t": (int, str, (int, float)),
    "d": (int, str),
    "h": (int, str),
    "p": (int, str),
    "g": (int, int, int, int),
    "s": (str,),
    "c": (),
    "e": (dict,),
}


def read(path: Path) -> Loaded:
    """All that can be kept of a record; `BadInput` if not even the header can be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadInput(f"{path}: there is no such record; check the name") from None
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}); name a record") from None
    if len(raw) > MOST_BYTES:
        raise BadInput(f"{path}: is larger than any record; name another")
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
        Wishes.read(header.get("table", {}))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadInput(
            f"{path}: line 1: is not the header of a record; name a file that `dilemma play` wrote"
        ) from None
    if header["dilemma"] not in READS:
        raise BadInput(
            f"{path}: line 1: format {header['dilemma']}, and this version reads {READS[0]} to {READS[-1]}; "
            "use the one that wrote it"
        )
    if check != chained("", spelt([header])[1:-1]):
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
    if check != chained(chain, spelt(items[:-1])):
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
    match.seats, match.wishes = seats, Wishes.read(header.get("table", {}))
    out = Replay(match, loaded, loaded.problem, False)
    if cards_of(match) != secret.cards or int(match.state.vault.last_round[0]) != secret.last_round:
        raise Edited(Problem(1, "edited", "the cards are not those of its seed"), path)
    for entry in loaded.entries:
        why = _play(out, entry, strict)
        if why:
            out.problem = Problem(entry.line, "edited", why)
            break
    match.players = [seated_by(name) for name in match.seats]
    return out


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
            text = unpack(header["file"], header["digest"])
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
        block = json.loads(unpack(header["secret"], header["commitment"]))
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
    if kind in "outdhp" and not 0 <= body[0] < match.scenario.world.n:
        return "is of a power that is not at this table"
    if kind in "ou" and body[0] not in match.asked():
        return "is of a power that has nothing to decide"
    try:
        if kind == "o":
            lines = unpack(body[1], f"{match.secret.commitment}{entry.line}").split("\n")
            sheet = parse(match.scenario.world, [line for line in lines if line])
            if strict:
                demand(match.observation(body[0]), sheet)
            match.sealed[body[0]] = sheet
        elif kind == "u":
            match.sealed.pop(body[0], None)
        elif kind == "t":
            Match.speak(match, body[0], body[1])
        elif kind == "d":
            motive, toward = json.loads(unpack(body[1], f"{match.secret.commitment}{entry.line}"))
            Match.note(match, body[0], motive, toward)
        elif kind == "h":
            match.seats[body[0]] = body[1]
            match.pins.pop(body[0], None)
        elif kind == "p":
            match.pins[body[0]], match.wishes = body[1], replace(match.wishes, pins=True)
        elif kind == "g":
            match.give((body[0], body[1], body[2]), body[3])
        elif kind == "s":
            return _step(match, body[0])
        elif kind == "c":
            Match.stop(match)
        else:
            return _end(out, body[0])
    except Illegal as error:
        return f"its orders are not legal ({error.reason})"
    except (ValueError, TypeError, zlib.error, Invalid):
        return "its orders cannot be understood" if kind == "o" else "cannot be understood"
    return None


def _step(match: RecordedMatch, wanted: str) -> str | None:
    if match.waiting():
        return "steps before all orders were sealed"
    try:
        Match.advance(match)
    except (IndexError, ValueError):
        return "orders before it cannot be carried out"
    return None if state_hash(match.state) == wanted else "the state after it is another than was recorded"


def _end(out: Replay, opened: dict[str, Any]) -> str | None:
    if not out.match.over:
        return "ends before the last round"
    if opened != json.loads(out.match.secret.block()):
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
    elapsed = max((float(e.items[3]) for e in loaded.entries if e.items[0] in "ot"), default=0.0)
    match = done.match
    match.recorder = Recorder(path, match.secret.commitment, 1 + len(loaded.entries), loaded.chain, elapsed)
    if match.over:  # the cut came between the last step and the end
        match.recorder.end(match.secret)
        match.recorder.close()
    return match
