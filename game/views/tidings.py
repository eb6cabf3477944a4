"""What a round will be remembered for, as all could see it: a headline, how it came, what to look out for.

Made of public events, of words said aloud and of what lies on the board: nothing here tells what anybody wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from game.arrays import EVERYBODY, NOBODY
from game.events import Event
from game.observe import Observation
from game.scenario import World
from game.sitting.revealed import BREACHES
from game.talk.english import sentence
from game.talk.statement import Act, Statement
from game.views import facts
from game.views.board import Board
from game.words import counted, listed, words

TIED = ("pact-made", "hand", "guard", "peace")  # what makes one in peace
NAMED = 2  # events in a headline; if there are more, they are counted
GRAVE = {  # what makes a headline, by the kind of its event, the gravest first
    "conquered": "falls",
    "freed": "freed",
    "unheld": "unheld",
    "battle": "holds",  # if it was held
    "duel": "duel",
    "yielded": "yields",
}
PEACEFUL = ("peace", "strike")  # what one promises to whom one means to leave alone; a strike: never


@dataclass(frozen=True)
class Tidings:
    """Sentences about one round."""

    headline: str  # without a full stop
    war: bool
    story: tuple[str, ...]  # how it came to that
    cost: str  # what it took from the table, or what peace left it
    watch: tuple[str, ...]  # what the next round may bring; nothing at the end


def tidings(
    before: Observation,
    turned: Observation,
    events: Sequence[Event],
    said: Sequence[Statement],
    board: Board,
) -> Tidings:
    """Of one round: the table at its opening, and when orders were turned over, its public events, all that was said
    aloud up to its end, and the board it left (of which the next round is played)."""
    world = before.world
    fought = _fought(world, events)
    strikes = [event.powers for event in events if event.kind == "strike"]
    story = [line for a, b in strikes for line in _strike(before, turned, said, a, b)]
    story += _helped(world, events)
    cost = _cost(before, events, board) if strikes else _spent(before, events)
    over = any(event.kind == "over" for event in events)
    return Tidings(
        _headline(world, events, fought), bool(strikes), tuple(story), cost, () if over else _watch(world, board)
    )


# ---- the headline ---------------------------------------------------------------------------------------


def _fought(world: World, events: Iterable[Event]) -> list[str]:
    """'Brennia falls to Corvia', the gravest first."""
    told: dict[str, list[str]] = {key: [] for key in GRAVE.values()}
    for event in events:
        key = GRAVE.get(event.kind, "")
        if key and (event.kind != "battle" or event.values["form"] == "held"):
            named = {"a": facts.names(world, event.powers[:1]), "others": facts.names(world, event.powers[1:])}
            told[key].append(words(f"view.tidings.{key}", **named))
    return [line for lines in told.values() for line in lines]


def _headline(world: World, events: Sequence[Event], fought: Sequence[str]) -> str:
    if len(fought) > NAMED:
        return words("view.tidings.many", count=len(fought))
    if fought:
        return listed(fought)
    broken = _doers(events, *BREACHES)
    if broken:
        return words("view.tidings.breaks", names=facts.names(world, broken))
    ready = _doers(events, "mobilised")
    if ready:
        form = "one" if len(ready) == 1 else "some"
        return words(f"view.tidings.mobilised-{form}", names=facts.names(world, ready))
    arms = sum(int(event.values["arms"]) for event in events if event.kind == "built")
    ties = [event for event in events if event.kind in TIED and len(event.powers) > 1]
    if arms >= world.n or not ties:
        key = "race" if arms >= world.n else "quiet" if arms else "unarmed"
        return words(f"view.tidings.{key}", arms=counted(arms, "arm"))
    if len(ties) > NAMED:
        return words("view.tidings.promises", count=len(ties))
    return listed([words(f"view.tidings.{x.kind}", **_pair(world, x.powers)) for x in ties])


def _pair(world: World, powers: Sequence[int]) -> dict[str, str]:
    return {"a": facts.name(world, powers[0]), "b": facts.name(world, powers[1])}


def _doers(events: Iterable[Event], *kinds: str) -> list[int]:
    """Who did such things, each once, in table order."""
    return sorted({event.powers[0] for event in events if event.kind in kinds})


# ---- the story ------------------------------------------------------------------------------------------


def _strike(before: Observation, turned: Observation, said: Sequence[Statement], a: int, b: int) -> Iterable[str]:
    """How strong both looked, who was ready, and what the striker had said to the struck."""
    world, arms = before.world, before.table.arms[:, 0]
    ready = "ready" if facts.is_ready(turned, b) else "unready"
    named = {"a": facts.name(world, a), "b": facts.name(world, b)}
    yield words(f"view.tidings.strike-{ready}", mine=counted(int(arms[a]), "arm"), theirs=int(arms[b]), **named)
    yield from had_said(before, said, a, b)


def had_said(seen: Observation, said: Sequence[Statement], a: int, b: int) -> tuple[str, ...]:
    """What one had said to the other before it struck it this round: a sentence, or nothing."""
    world = seen.world
    word = _word([x for x in said if x.binds <= seen.table.round[0]], a, b)
    if word is None:
        return ()
    told = {"a": facts.name(world, a), "round": word.round, "words": sentence(world, word, a)}
    return (words("view.tidings.had-said", **told),)


def _word(said: Sequence[Statement], a: int, b: int) -> Statement | None:
    """The last thing one said to the other that it can be held against: a promise of peace, or else free words."""
    mine = [x for x in said if x.speaker == a and x.to in (b, EVERYBODY)]
    peace = [x for x in mine if x.act in (Act.PLEDGE, Act.PROPOSE) and any(_harmless(c.what, c.never) for c in x.gives)]
    return next(reversed(peace or [x for x in mine if x.act is Act.TELL]), None)


def _harmless(what: str, never: bool) -> bool:
    return what in PEACEFUL and never == (what == "strike")


def _helped(world: World, events: Iterable[Event]) -> Iterable[str]:
    """Who stood by whoever was attacked, and whether anybody did."""
    for event in events:
        if event.kind == "battle" and len(event.powers) < world.n:  # there was somebody who could have
            helpers = [world.index(code) for code in str(event.values["defence"]).split()]
            key = "helped" if helpers else "alone"
            named = {"a": facts.name(world, event.powers[0]), "names": facts.names(world, helpers)}
            yield words(f"view.tidings.{key}", **named)


def _cost(before: Observation, events: Sequence[Event], board: Board) -> str:
    """What all of them lost by it; arms that were ordered in this round and came are none of that."""
    points = -sum(int(event.values.get("points", 0)) + int(event.values.get("gain", 0)) for event in events)
    came = {"built": "arms", "garrison": "swords"}
    arms = int(before.table.arms.sum()) - sum(land.arms.total for land in board.lands)
    arms += sum(int(event.values[came[event.kind]]) for event in events if event.kind in came)
    arms -= sum(int(event.values["swords"]) for event in events if event.kind == "scrapped")
    lost = [counted(number, noun) for number, noun in ((points, "point"), (arms, "arm")) if number > 0]
    return words("view.tidings.cost", lost=listed(lost)) if lost else ""


def _spent(before: Observation, events: Iterable[Event]) -> str:
    """What peace was worth this round."""
    tokens = int(before.table.tokens.sum(0)[0])
    kept = sum(
        int(event.values.get(code, 0)) for event in events if event.kind == "kept" for code in before.world.codes
    )
    return words("view.tidings.kept", tokens=counted(tokens, "token"), kept=kept)


# ---- what may come --------------------------------------------------------------------------------------


def _watch(world: World, board: Board) -> tuple[str, ...]:
    """Who may strike in the next round, and whom."""
    free = np.array([land.exile == NOBODY for land in board.lands])
    may = [i for i, land in enumerate(board.lands) if land.may_strike]
    if not may:
        return (words("view.tidings.none-may"),)
    reach = [np.flatnonzero(world.reach[i, :, 0] & free) for i in may]
    return tuple(
        words("view.tidings.may-strike", a=facts.name(world, i), names=facts.names(world, near, "or"))
        for i, near in zip(may, reach, strict=True)
    )
