"""Golden games: what every power sees and is told at every decision, so that a leak shows in review.

    python tests/regenerate_playthroughs.py

writes them anew into tests/playthroughs/; look at the differences like at code. An observation is printed
whole at first, then only what is new in it, and what is no more. Lines that all powers read alike come once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # run as a script, from anywhere

from game.chance import Chance
from game.events import ALL, Event, chronicle, sentence
from game.match import Match
from game.rules import par, totals
from game.scenario import INTENTS, load

VIEWS = 33_000  # characters after which a long game tells no more what each power sees, only what all do
HOME = Path(__file__).parent / "playthroughs"


@dataclass(frozen=True)
class Game:
    """One golden game."""

    name: str
    scenario: str
    seed: int
    seats: tuple[str, ...]
    deal: str | None = None


MIXED = ("random", "rules")
GAMES = (
    Game("base", "base", 12, (*MIXED, *MIXED, "random")),
    Game("first-lesson", "first-lesson", 3, MIXED),
    Game("first-lesson-wolf", "first-lesson", 5, ("rules", "rules"), "one-wolf"),
    Game("two-at-random", "first-lesson", 11, ("random", "random")),
    Game("july-1914", "july-1914", 6, (*MIXED, *MIXED, *MIXED, "random")),
    Game("cold-war", "cold-war", 3, (*MIXED, *MIXED, "random")),
    Game("six-powers", "six-powers", 1, MIXED * 3),
    Game("world-offence-plain", "world-offence-plain", 1, ("rules",) * 5, "random"),
)


def tell(game: Game) -> str:
    """The whole playthrough as text."""
    return "\n".join(_lines(game)) + "\n"


def _lines(game: Game) -> Iterator[str]:
    box = load(game.scenario)
    match = Match(box, list(game.seats), Chance(game.seed), game.deal)
    codes = box.world.codes
    deal = game.deal or box.default_deal
    yield f"{game.name}: scenario {game.scenario}, deal {deal}, seed {game.seed}"
    yield f"seats: {' '.join(game.seats)}"
    views: list[list[str]] = [[] for _ in codes]
    events: list[Event] = []
    decision = length = 0
    while not match.over:
        decision += 1
        asked, stage = " ".join(codes[i] for i in match.asked()), match.state.stage.name.lower()
        yield f"\n==== decision {decision}: round {match.round}, {stage}, asked: {asked}"
        told = [*_told(match, events, public_only=length > VIEWS)]
        told += [] if length > VIEWS else _views(match, views)
        yield from told
        length += sum(len(line) + 1 for line in told)
        yield "-- orders"
        for power in match.waiting():
            lines = match.let_player(power)
            match.seal(power, lines)
            yield f"{codes[power]}: {'; '.join(lines) or '(nothing)'}"
        events = chronicle(box.world, match.advance())
    yield "\n==== the end"
    yield from _told(match, events, public_only=length > VIEWS)
    yield "-- cards"
    points, pars = totals(match.state)[:, 0], par(box, match.state)[:, 0]
    for i, code in enumerate(codes):
        yield f"{code}: {INTENTS[int(match.state.desk.intent[i, 0])]}, {points[i]} points, par {pars[i]}"


def _told(match: Match, events: list[Event], *, public_only: bool) -> Iterator[str]:
    """The events since the last decision: to all, then to some, then to nobody before the end."""
    world = match.scenario.world
    if events:
        yield "-- told to all"
        yield from (sentence(world, event) for event in events if event.sight == ALL)
    if public_only:
        return
    for i, code in enumerate(world.codes):
        secrets = [sentence(world, event) for event in events if event.sight != ALL and i in event.sight]
        if secrets:
            yield f"-- told to {code} (and perhaps one other)"
            yield from secrets
    hidden = [sentence(world, event) for event in events if not event.sight]
    if hidden:
        yield "-- told to nobody yet"
        yield from hidden


def _views(match: Match, before: list[list[str]]) -> Iterator[str]:
    """What is new in each power's observation; ``before`` is what was in it, and is brought up to date."""
    codes = match.scenario.world.codes
    views = [str(match.observation(i)).split("\n") for i in range(len(codes))]
    new = [[line for line in view if line not in before[i]] for i, view in enumerate(views)]
    gone = [[line for line in before[i] if line not in view] for i, view in enumerate(views)]
    for title, some, mark in (("see", new, ""), ("no more see", gone, "no more: ")):
        common = [line for line in some[0] if all(line in other for other in some)]
        if common:
            yield f"-- all {title}"
            yield from (mark + line for line in common)
        for code, lines in zip(codes, some, strict=True):
            own = [line for line in lines if line not in common]
            if own and not mark:  # a line of one's own that is replaced needs no mention
                yield f"-- {code} sees"
                yield from own
    before[:] = views


def main() -> None:
    HOME.mkdir(exist_ok=True)
    for old in HOME.glob("*.txt"):
        old.unlink()
    for game in GAMES:
        text = tell(game)
        (HOME / f"{game.name}.txt").write_text(text, "utf-8")
        print(f"{game.name}: {len(text.encode()) / 1000:.1f} KB")


if __name__ == "__main__":
    main()
