"""Talk as screens and the terminal show it: what was said, what waits for an answer, who kept what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from game.match import Letter
from game.scenario import World
from game.talk import Act, Ledger, Statement
from game.talk.english import line, promise, sentence
from game.talk.grammar import understand


@dataclass(frozen=True)
class Offer:
    """One offer that waits for an answer, in a sentence, and what would answer it."""

    number: int
    speaker: int
    words: str
    aloud: bool  # else it came in a letter
    accept: str  # as statements
    refuse: str


@dataclass(frozen=True)
class Promised:
    """One promise, in a sentence."""

    doer: int
    to: int  # EVERYBODY
    fate: str
    words: str


@dataclass(frozen=True)
class Credit:
    """How many words a power kept and broke, those given by orders among them."""

    power: int
    kept: int
    broken: int


def told(world: World, some: Iterable[Statement], every: Sequence[Statement]) -> list[str]:
    """Each of some in a sentence, with who says it to whom; answers with the offer among ``every`` that they answer."""
    return [line(world, x, None if x.answers is None else every[x.answers]) for x in some]


def letter_text(world: World, letter: Letter) -> str:
    """What a letter says: a statement in plain English, or its own words."""
    said = understand(world, letter.sender, letter.text, letter.to)
    return letter.text if said.act is Act.TELL else sentence(world, said, letter.sender)


def offers_to(ledger: Ledger, power: int) -> list[Offer]:
    """Offers that this power may accept or refuse."""
    return [_offer(ledger.world, x) for x in ledger.offers_to(power)]


def offers_by(ledger: Ledger, power: int) -> list[Offer]:
    """Its own that somebody may still accept."""
    return [_offer(ledger.world, x) for x in ledger.offers_by(power)]


def _offer(world: World, x: Statement) -> Offer:
    maker = world.codes[x.speaker]
    return Offer(x.number, x.speaker, line(world, x), x.aloud, f"accept {maker}", f"refuse {maker}")


def promises(ledger: Ledger) -> list[Promised]:
    """All that was promised by statements, oldest first."""
    return [Promised(x.doer, x.to, x.fate, promise(ledger.world, x)) for x in ledger.promises]


def credits_of(ledger: Ledger) -> list[Credit]:
    """For every power that gave a word."""
    counts = [ledger.counts(i) for i in range(ledger.world.n)]
    return [Credit(i, int(kept), int(broken)) for i, (kept, broken) in enumerate(counts) if kept or broken]
