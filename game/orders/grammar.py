"""Order texts to arrays and back; the grammar of RULES.md, complete.

`parse` reads one power's lines into a `Sheet` of one game, `texts` writes them again in a fixed order:
``texts(parse(lines))`` says the same as ``lines``, and parsing it gives the same arrays.
"""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from game.arrays import EVERYBODY, NOBODY, Array
from game.scenario import PACTS, World
from game.state import ORDER_FIELDS, Answer, Choice, Orders, Say, Signal, Stance
from game.words import words

LONGEST_MESSAGE = 500  # characters


class Invalid(Exception):
    """An order text that is not understood. ``reason`` is its name, the message a sentence."""

    def __init__(self, reason: str, **values: object) -> None:
        short = {name: textwrap.shorten(str(value), 120, placeholder=" ...") for name, value in values.items()}
        super().__init__(" ".join(words(f"invalid.{reason}", **short).split()))
        self.reason = reason


@dataclass(frozen=True)
class Message:
    """Free text of one power to another, or to all (EVERYBODY)."""

    to: int
    text: str


@dataclass(frozen=True, eq=False)
class Sheet:
    """One power's orders of one decision: a row of arrays with B = 1, and what it writes to others."""

    orders: Orders
    messages: tuple[Message, ...] = ()


@lru_cache(maxsize=8)
def _blank(n: int) -> dict[str, Array]:
    """A row of n powers that says nothing, without the game axis; not to be written to."""
    return {name: array[..., 0] for name, array in Orders.row(n, 1).__dict__.items()}


class _Draft:
    """A sheet being filled in; every slot can be filled once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.values: dict[str, Array] = {name: array.copy() for name, array in _blank(world.n).items()}
        self.messages: list[Message] = []
        self.filled: dict[tuple[object, ...], str] = {}
        self.line = ""

    def set(self, slot: tuple[object, ...], field: str, value: int, *index: int) -> None:
        if slot in self.filled:
            raise Invalid("twice", line=self.line, first=self.filled[slot])
        self.filled[slot] = self.line
        self.values[field][index] = value

    def power(self, word: str) -> int:
        code = word.upper()
        if code not in self.world.codes:
            raise Invalid("power", word=word, codes=", ".join(self.world.codes), line=self.line)
        return self.world.index(code)

    def number(self, word: str, most: int = 99, least: int = 1) -> int:
        if not re.fullmatch(r"[0-9]{1,4}", word) or not least <= int(word) <= most:
            raise Invalid("number", word=word, least=least, most=most, line=self.line)
        return int(word)

    def usage(self, form: str) -> Invalid:
        return Invalid("usage", line=self.line, form=form)


def parse(world: World, lines: Iterable[str]) -> Sheet:
    """The sheet that the lines spell; raises `Invalid` at the first that is not understood."""
    draft = _Draft(world)
    for line in lines:
        draft.line = line.strip()
        head, rest = [*draft.line.split(None, 1), "", ""][:2]
        reader = _READERS.get(head.lower())
        if reader is None:
            raise Invalid("verb", line=draft.line, verbs=verb_of(head) or ", ".join(_READERS))
        reader(draft, rest.split(), rest)
    row = Orders(**{name: draft.values[name][..., None] for name in ORDER_FIELDS})
    return Sheet(row, tuple(draft.messages))


def _build(draft: _Draft, args: list[str], rest: str) -> None:
    fields = {"sword": "swords", "shield": "shields", "scrap": "scrap", "works": "works"}
    sort = args[0].lower().removesuffix("s") if args else ""
    sort = "works" if sort == "work" else sort
    if len(args) != 2 or sort not in fields:
        raise draft.usage("build sword|shield|scrap|works N")
    draft.set(("build", sort), fields[sort], draft.number(args[1]))


def _ally(draft: _Draft, args: list[str], rest: str) -> None:
    what = args[0].lower() if args else ""
    if what == "hand" and len(args) == 2:
        x = draft.power(args[1])
        draft.set(("hand", x), "hand", 1, x)
    elif what == "aid" and len(args) == 3:
        x = draft.power(args[1])
        draft.set(("aid", x), "aid", draft.number(args[2]), x)
    elif what == "cede" and len(args) == 2:
        draft.set(("cede",), "cede", draft.power(args[1]))
    elif what in ("propose", "accept", "renounce") and len(args) >= 3:
        kind, value = _pact(draft, args[1:-1])
        x = draft.power(args[-1])
        draft.set((what, kind, x), what, value, x, kind)
    else:
        raise draft.usage("ally hand X, ally aid X N, ally propose|accept|renounce KIND X, ally cede X")


def _pact(draft: _Draft, args: list[str]) -> tuple[int, int]:
    """(kind, value) of 'defence', 'offence Z', 'limit N' ..."""
    name = args[0].lower()
    if name in ("neutrality", "entente", "defence") and len(args) == 1:
        return PACTS.index(name), 1
    if name == "offence" and len(args) == 2:
        return PACTS.index(name), 1 + draft.power(args[1])
    if name == "limit" and len(args) == 2:
        return PACTS.index(name), 1 + draft.number(args[1], 2 * draft.world.core.arms.most, 0)
    raise Invalid("pact", line=draft.line)


_SIGNALS = {
    "peace": Signal.PEACE,
    "guard": Signal.GUARD,
    "boycott": Signal.BOYCOTT,
    "watch": Signal.WATCH,
    "open": Signal.OPEN,
    "threaten": Signal.THREATEN,
}


def _signal(draft: _Draft, args: list[str], rest: str) -> None:
    kind = _SIGNALS.get(args[0].lower()) if args else None
    slot: tuple[object, ...] = ("signal",)
    if kind is Signal.THREATEN and len(args) in (4, 5) and args[2].lower() == "over":
        draft.set(slot, "signal", kind)
        draft.values["signal_to"][()] = draft.power(args[1])
        draft.values["signal_over"][()] = draft.power(args[3])
        rounds = args[4:]
    elif kind is not None and kind is not Signal.THREATEN and len(args) in (2, 3):
        everyone = kind is Signal.OPEN and args[1].lower() == "all"
        draft.set(slot, "signal", kind)
        draft.values["signal_to"][()] = EVERYBODY if everyone else draft.power(args[1])
        rounds = args[2:]
    else:
        raise draft.usage("signal peace|guard|boycott|watch X [ROUNDS], signal open X|all, signal threaten X over Y")
    if rounds:
        draft.values["signal_rounds"][()] = draft.number(rounds[0], 60)


_SAYINGS = {"peace": Say.PEACE, "warn": Say.WARN, "accuse": Say.ACCUSE}


def _say(draft: _Draft, args: list[str], rest: str) -> None:
    what = args[0].lower() if args else ""
    if what == "to" and len(args) >= 3:
        to = EVERYBODY if args[1].lower() == "all" else draft.power(args[1])
        text = rest.split(None, 2)[2].strip()
        if len(text) >= 2 and text[0] == text[-1] == '"':
            text = text[1:-1]
        draft.messages.append(Message(to, message_text(text)))
    elif what in _SAYINGS and len(args) == 2:
        x = draft.power(args[1])
        slot = ("say", what, x)
        before = int(draft.values["say"][x])
        draft.set(slot, "say", before | _SAYINGS[what], x)
    else:
        raise draft.usage('say peace|warn|accuse X, say to X|all "free text"')


def message_text(text: str) -> str:
    """Free text as it is kept, on one line; `Invalid` if nothing is left of it or it is too long."""
    text = "".join(c if c.isprintable() else " " for c in text).strip()
    if not text or len(text) > LONGEST_MESSAGE:
        raise Invalid("message", most=LONGEST_MESSAGE)
    return text


def _stance(draft: _Draft, args: list[str], rest: str) -> None:
    what = args[0].lower() if args else ""
    if what == "strike" and len(args) == 2:
        draft.set(("stance",), "stance", Stance.STRIKE)
        draft.values["strike"][()] = draft.power(args[1])
    elif what in ("hold", "mobilise", "mobilize") and len(args) == 1:
        draft.set(("stance",), "stance", Stance.HOLD if what == "hold" else Stance.MOBILISE)
    else:
        raise draft.usage("stance hold, stance mobilise, stance strike X")


def _read(draft: _Draft, args: list[str], rest: str) -> None:
    if len(args) != 2:
        raise draft.usage("read X 1..5")
    x = draft.power(args[0])
    draft.set(("read", x), "read", draft.number(args[1], len(draft.world.core.reads.chances)), x)


def _crisis(field: str, value: int) -> Callable[[_Draft, list[str], str], None]:
    def reader(draft: _Draft, args: list[str], rest: str) -> None:
        if args:
            raise draft.usage("yield, resist, wait")
        draft.set((field,), field, value)

    return reader


def _join(draft: _Draft, args: list[str], rest: str) -> None:
    if len(args) != 1:
        raise draft.usage("join X")
    draft.set(("choice",), "choice", Choice.JOIN)
    draft.values["side"][()] = draft.power(args[0])


def _stay(draft: _Draft, args: list[str], rest: str) -> None:
    if [word.lower() for word in args] != ["out"]:
        raise draft.usage("stay out")
    draft.set(("choice",), "choice", Choice.STAY_OUT)


_READERS: dict[str, Callable[[_Draft, list[str], str], None]] = {
    "build": _build,
    "ally": _ally,
    "signal": _signal,
    "say": _say,
    "stance": _stance,
    "read": _read,
    "yield": _crisis("answer", Answer.YIELD),
    "resist": _crisis("answer", Answer.RESIST),
    "wait": _crisis("choice", Choice.WAIT),
    "join": _join,
    "stay": _stay,
}

_SECOND = {  # words that come second, by the first word they belong to
    "build": "sword swords shield shields scrap works",
    "ally": "hand aid cede propose accept renounce",
    "signal": "peace guard open boycott watch threaten",
    "say": "warn accuse",
    "stance": "hold mobilise strike",
}
_FIRST = {word: word for word in _READERS} | {word: verb for verb, some in _SECOND.items() for word in some.split()}


def verb_of(word: str) -> str:
    """The word with which the order begins that somebody meant who began with this one; empty if nobody knows."""
    near = difflib.get_close_matches(word.lower(), _FIRST, 1, 0.7)
    return _FIRST[near[0]] if near else ""


# ---- and back -------------------------------------------------------------------------------------------


def texts(world: World, row: Orders, messages: Iterable[Message] = (), game: int = 0) -> list[str]:
    """One game of a row of orders as canonical lines; what is not ordered is not said."""
    value = {name: getattr(row, name)[..., game] for name in ORDER_FIELDS}
    code = world.codes
    out = [
        f"build {name} {int(value[field])}"
        for name, field in (
            ("sword", "swords"),
            ("shield", "shields"),
            ("scrap", "scrap"),
            ("works", "works"),
        )
        if value[field]
    ]
    out += [f"ally hand {code[x]}" for x in np.flatnonzero(value["hand"])]
    out += [f"ally aid {code[x]} {int(value['aid'][x])}" for x in np.flatnonzero(value["aid"])]
    for what in ("propose", "accept", "renounce"):
        for x, kind in np.argwhere(value[what]):
            out.append(f"ally {what} {_pact_text(world, kind, int(value[what][x, kind]))} {code[x]}")
    if value["cede"] != NOBODY:
        out.append(f"ally cede {code[int(value['cede'])]}")
    if value["signal"]:
        out.append(_signal_text(world, value))
    for x in np.flatnonzero(value["say"]):
        out += [f"say {name} {code[x]}" for name, bit in _SAYINGS.items() if value["say"][x] & bit]
    if value["stance"] == Stance.STRIKE:
        out.append(f"stance strike {code[int(value['strike'])]}")
    elif value["stance"] == Stance.MOBILISE:
        out.append("stance mobilise")
    out += [f"read {code[x]} {int(value['read'][x])}" for x in np.flatnonzero(value["read"])]
    if value["answer"]:
        out.append("yield" if value["answer"] == Answer.YIELD else "resist")
    if value["choice"]:
        joins = f"join {code[int(value['side'])]}"
        out.append({Choice.JOIN: joins, Choice.WAIT: "wait", Choice.STAY_OUT: "stay out"}[Choice(value["choice"])])
    return out + [message_line(world, message) for message in messages]


def message_line(world: World, message: Message) -> str:
    """The line that sends a letter."""
    return f'say to {"all" if message.to == EVERYBODY else world.codes[message.to]} "{message.text}"'


def _pact_text(world: World, kind: int, value: int) -> str:
    name = PACTS[kind]
    if name == "offence":
        return f"offence {world.codes[value - 1]}"
    return f"limit {value - 1}" if name == "limit" else name


def _signal_text(world: World, value: dict[str, Array]) -> str:
    kind, to = Signal(int(value["signal"])), int(value["signal_to"])
    rounds = f" {int(value['signal_rounds'])}" if value["signal_rounds"] else ""
    name = "all" if to == EVERYBODY else world.codes[to]
    over = f" over {world.codes[int(value['signal_over'])]}" if kind is Signal.THREATEN else ""
    return f"signal {kind.name.lower()} {name}{over}{rounds}"
