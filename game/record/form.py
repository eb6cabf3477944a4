"""What the writer and the reader of records must agree on, byte for byte: the secret, hashes, obscuring, lines."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from game.match import Match
from game.scenario import INTENTS, Scenario
from game.schema import Deal
from game.state import State

FORMAT = 4  # what is written
READS = (1, 2, 3, 4)  # what can be read
TRIES = 100_000  # what it takes to try one PIN: some 30 ms
LONG = 86_400  # seconds: nobody talks for a day
TABLE = "table"  # the deal of a game whose cards were dealt by hand

# Blocks that what is packed is filled up to, so that its size tells nothing: no deal of seven powers is larger than
# one, few sheets without signals and reads larger than the other.
DEAL, SHEET = 256, 12

Die = tuple[int, int, int]  # a `Purpose`, the round, a flat index: a key of `Chance.fixed`

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


@dataclass(frozen=True)
class Wishes:
    """How a table wants to play, beside its rules; a game that is taken up again is played as it was begun."""

    pins: bool = False  # whoever sees its card may choose one
    coach: bool = False
    talk: float = 0.0  # seconds for talk in a round; 0: no clock

    def spelt(self) -> dict[str, bool | float]:
        """As a header has them: what is not wished for is left out."""
        return {name: value for name, value in asdict(self).items() if value}

    @staticmethod
    def read(given: Any) -> Wishes:
        """Those of a header; names that are not known are left aside. `TypeError` if they are no wishes."""
        if not isinstance(given, dict):
            raise TypeError
        found = {name: given[name] for name in asdict(NO_WISHES) if name in given}
        talk = found.get("talk", 0.0)
        if any(value is not True for name, value in found.items() if name != "talk"):
            raise TypeError
        if isinstance(talk, bool) or not isinstance(talk, int | float) or not 0 <= talk < LONG:
            raise TypeError
        return Wishes(**found)


NO_WISHES = Wishes()


def cards_of(match: Match) -> tuple[str, ...]:
    """The cards dealt, as files write them: 'content', 'claimant BRE'."""
    desk, codes = match.state.desk, match.scenario.world.codes
    return tuple(
        INTENTS[int(intent)] + (f" {codes[int(target)]}" if target >= 0 else "")
        for intent, target in zip(desk.intent[:, 0], desk.target[:, 0], strict=True)
    )


def dealt(scenario: Scenario, secret: Secret) -> Scenario:
    """The scenario of a record; with the cards of its secret as a deal, if they were dealt at a real table."""
    if secret.deal != TABLE:
        return scenario
    kinds = [card.split() for card in secret.cards]
    cards = [kind[0] if len(kind) == 1 else {"kind": kind[0], "target": kind[1]} for kind in kinds]
    deal = Deal.model_validate(dict(zip(scenario.world.codes, cards, strict=True)))
    return replace(scenario, deals={**scenario.deals, TABLE: deal})


def pin_mark(secret: Secret, power: int, pin: str) -> str:
    """What is written down of a PIN: salted with game and seat. Six digits keep a glance away, not a thief."""
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), f"{secret.commitment}{power}".encode(), TRIES).hex()[:16]


def state_hash(state: State) -> str:
    """16 hexadecimal digits for the first game of a state; never shown to a player before the end."""
    digest = hashlib.blake2b(bytes([int(state.stage)]), digest_size=8)
    for array in state.arrays().values():
        digest.update(np.ascontiguousarray(array[..., 0]).tobytes())
    return digest.hexdigest()


# ---- lines ----------------------------------------------------------------------------------------------


def _obscure(plain: bytes, key: str) -> bytes:
    """The same again undoes it."""
    stream = hashlib.shake_256(key.encode()).digest(len(plain))
    return bytes(a ^ b for a, b in zip(plain, stream, strict=True))


def pack(text: str, key: str, block: int) -> str:
    """Small and obscured, filled up to whole blocks of bytes: the size of a file is seen without opening it."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=_PHRASES)
    small = squeeze.compress(text.encode()) + squeeze.flush()
    return base64.b85encode(_obscure(small + bytes(-len(small) % block), key)).decode()


def unpack(packed: str, key: str) -> str:
    """What `pack` packed, without what filled it up; raises `ValueError` or `zlib.error` if it was something else."""
    small = _obscure(base64.b85decode(packed), key)
    return zlib.decompressobj(-15, zdict=_PHRASES).decompress(small).decode()


def chained(chain: str, body: str) -> str:
    """What ends a line: it depends on all lines before."""
    return hashlib.sha256((chain + body).encode()).hexdigest()[:6]


def spelt(items: Sequence[Any]) -> str:
    """A line of a record, without its end."""
    return json.dumps(items, separators=(",", ":"), ensure_ascii=False)
