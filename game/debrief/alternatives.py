"""Other orders that a power might have given: a few to pick from, made of what it did order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.debrief.model import Debrief, Ordered
from game.words import words


@dataclass(frozen=True)
class Alternative:
    """One of them, in words and as order texts."""

    label: str
    lines: tuple[str, ...]

    def spelt(self, power: str) -> str:
        """As a what-if takes it: 'AAA: stance hold; build shield 2'."""
        return f"{power}: {'; '.join(self.lines)}"


def decisions(debrief: Debrief, round_: int) -> tuple[Ordered, ...]:
    """What was decided in a round, orders first; those who were asked a second time in a crisis are left out."""
    seen: set[tuple[str, str]] = set()
    out = []
    for one in debrief.orders:
        if one.round == round_ and (one.stage, one.power) not in seen:
            seen.add((one.stage, one.power))
            out.append(one)
    return tuple(out)


def alternatives(debrief: Debrief, one: Ordered) -> tuple[Alternative, ...]:
    """What it might have done instead, each another sheet than the one it sealed."""
    makers = {"orders": _orders, "answers": _answers, "help": _choices}
    found = [made for made in makers[one.stage](debrief, one) if set(made.lines) != set(one.orders)]
    return tuple({made.lines: made for made in found}.values())


def _answers(debrief: Debrief, one: Ordered) -> Iterator[Alternative]:
    for answer in ("resist", "yield"):
        yield Alternative(words(f"ui.debrief.whatif.{answer}"), (answer,))


def _choices(debrief: Debrief, one: Ordered) -> Iterator[Alternative]:
    fought = {code: None for war in debrief.wars if war.round == one.round for code in (*war.targets, *war.strikers)}
    for code in fought:
        if code != one.power:
            yield Alternative(words("ui.debrief.whatif.join", name=debrief.seat(code).name), (f"join {code}",))
    yield Alternative(words("ui.debrief.whatif.stay"), ("stay out",))


def _orders(debrief: Debrief, one: Ordered) -> Iterator[Alternative]:
    """Less than it did, or the same arms of the harmless sort, or one of them given up for a promise of peace."""
    kept = [line for line in one.orders if not line.startswith("read ")]
    stances = [line for line in kept if line.startswith("stance ") and line != "stance hold"]
    arms = [line for line in kept if line.startswith(("build sword ", "build shield "))]
    swords = [line for line in arms if line.startswith("build sword ")]

    def without(some: list[str], *more: str) -> tuple[str, ...]:
        return tuple(line for line in kept if line not in some) + more

    if stances:
        yield Alternative(words("ui.debrief.whatif.hold"), without(stances))
    if swords:
        shields = sum(int(line.split()[2]) for line in arms)
        yield Alternative(words("ui.debrief.whatif.shields"), without(arms, f"build shield {shields}"))
    if arms:
        yield Alternative(words("ui.debrief.whatif.no-arms"), without(arms))
        quiet = [*arms, *stances, *(line for line in kept if line.startswith("signal "))]
        for seat in debrief.seats:
            if seat.code != one.power:
                label = words("ui.debrief.whatif.peace", name=seat.name)
                yield Alternative(label, without(quiet, f"signal peace {seat.code}"))
    yield Alternative(words("ui.debrief.whatif.nothing"), ())
