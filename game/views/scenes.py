"""How a turning over of sheets is told on the board: from events to scenes, one after another.

Pure values: which sentences are read out, what moves on the board meanwhile, and how the board lies afterwards.
Orders are turned over one power after another; then strikes, answers, who joined, battles, and what became of land.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from game.arrays import NOBODY
from game.events import Event, sentence
from game.observe import observe
from game.scenario import World
from game.sitting import Sitting
from game.sitting.revealed import BREACHES
from game.views.board import Board, Bond, public_board

ORDERED = (  # turned over with the sheet of the power that acts first in them
    *("built", "scrapped", "works", "hand", "aid", "ceded", "pact-made", "renounced", "peace", "guard", "open"),
    *("boycott", "watch", "threaten", "say", "mobilised"),
)
TIES = ("hand", "pact-made", "peace", "guard", "open", "boycott", "watch", "threaten", "strike", "joined")
FIGHT = ("battle", "duel")
LAND = ("conquered", "unheld", "freed", "restored", "yielded")
ACCOUNTS = ("arms", "kept", "upkeep", "income")  # of every power; the board shows them by itself
PAUSE, LINE, ROLL = 1.1, 0.6, 1.6  # seconds for a scene, for each of its sentences, and for dice
HOLD = 0.9  # seconds more for what nobody should miss
GRAVE = ("strike", "land", "words")  # the scenes that are held: war, land that changes hands, a broken word


@dataclass(frozen=True)
class Effect:
    """One thing that moves on the board during a scene."""

    kind: str  # "arms", "coins", "flag", "thread", "wash", "free", "die"
    power: int  # whose
    other: int = NOBODY  # with or against whom
    number: int = 0  # of arms or tokens; what the die shows; 1 a province, 2 all of a land
    needed: int = 0  # or less would win; 0: nobody knows
    bond: Bond | None = None


@dataclass(frozen=True)
class Scene:
    """One moment: who is looked at, what is said, what moves, and the board when it is over."""

    kind: str  # "orders", "strike", "answer", "help", "battle", "land", "words", "accounts" or "end"
    powers: tuple[int, ...]
    lines: tuple[str, ...]
    effects: tuple[Effect, ...]
    board: Board

    @property
    def seconds(self) -> float:
        dice = any(effect.kind == "die" for effect in self.effects)
        return PAUSE + LINE * len(self.lines) + (ROLL if dice else 0) + (HOLD if self.kind in GRAVE else 0)


def turned_over(sitting: Sitting) -> tuple[Board, tuple[Scene, ...]]:
    """The last step of a sitting as all see it: the board before it, and the scenes that tell it."""
    step, told = sitting.match.steps[-1], sitting.revealed
    world = sitting.world
    before, after = (public_board(observe(world, state, 0)) for state in (step.before, step.after))
    return before, scenes(world, told.events if told else (), before, after)


def scenes(world: World, events: Iterable[Event], before: Board, after: Board) -> tuple[Scene, ...]:
    """The scenes of one step, told with events that the viewer of both boards may know.

    The last one ends with ``after``, whatever the events leave untold.
    """
    told = list(events)
    now = replace(before, lands=tuple(replace(land, sealed=False) for land in before.lands))
    out: list[Scene] = []
    margins = {frozenset(event.powers): event for event in told if event.kind == "margin"}
    for kind, group in _grouped(told):
        effects: list[Effect] = []
        for event in group:
            now, moved = _played(world, event, now, after, margins)
            effects += moved
        lines = tuple(sentence(world, event) for event in group)
        out.append(Scene(kind, _looked_at(kind, group), lines, tuple(effects), now))
    if out:
        out[-1] = replace(out[-1], board=after)
    return tuple(out)


def _grouped(told: Sequence[Event]) -> list[tuple[str, list[Event]]]:
    """Events that are one scene: a power's sheet, and after that nearly everything by itself."""
    sheets: dict[int, list[Event]] = {}
    rest: list[tuple[str, list[Event]]] = []
    accounts: list[Event] = []
    for event in told:
        kind = _kind(event)
        if kind == "orders":
            sheets.setdefault(event.powers[0], []).append(event)
        elif kind == "accounts":
            accounts.append(event)
        elif rest and rest[-1][0] == kind and kind in ("words", "help"):
            rest[-1][1].append(event)
        else:
            rest.append((kind, [event]))
    turned = [("orders", sheets[power]) for power in sorted(sheets)]
    closing = [("accounts", accounts)] if accounts else []
    last = [one for one in rest if one[0] == "end"]
    return [*turned, *(one for one in rest if one[0] != "end"), *closing, *last]


def _looked_at(kind: str, group: Sequence[Event]) -> tuple[int, ...]:
    """Whom a scene is about."""
    if kind in ("accounts", "end"):
        return ()
    return group[0].powers[:1] if kind == "orders" else tuple(dict.fromkeys(p for e in group for p in e.powers[:2]))


def _kind(event: Event) -> str:
    if event.kind in ORDERED:
        return "orders"
    if event.kind in ("strike", "must-resist"):
        return "strike"
    if event.kind == "resisted" or event.kind in ("waited", "stayed-out", "joined"):
        return "answer" if event.kind == "resisted" else "help"
    if event.kind in LAND:
        return "land"
    if event.kind in BREACHES or event.kind in ("pact-ended", "hand-offered"):
        return "words"
    if event.kind in ACCOUNTS:
        return "accounts"
    return "end" if event.kind in ("over", "turned", "final") else "battle"


# ---- one event on the board -----------------------------------------------------------------------------


def _played(
    world: World, event: Event, now: Board, after: Board, margins: dict[frozenset[int], Event]
) -> tuple[Board, list[Effect]]:
    """The board after one event, and what moves."""
    kind, powers = event.kind, event.powers
    first = powers[0] if powers else NOBODY
    second = powers[1] if len(powers) > 1 else NOBODY
    if kind == "built":
        return now, [Effect("arms", first, number=int(event.values["arms"]))]
    if kind == "aid":
        return now, [Effect("coins", first, second, int(event.values["tokens"]))]
    if kind == "mobilised":
        return _land(now, first, ready=int(event.values["until"])), [Effect("flag", first)]
    if kind in ("conquered", "ceded", "yielded"):
        return _taken(now, kind, first, second)
    if kind == "freed":
        return _land(now, first, exile=NOBODY), [Effect("free", first, second)]
    if kind == "restored":
        return _land(now, first, province=NOBODY), [Effect("free", first, second)]
    if kind in FIGHT:
        margin = margins.get(frozenset(powers[:2]))
        needed = int(margin.values["needed"]) if margin else 0
        return now, [Effect("die", first, second, int(event.values["roll"]), needed)]
    if kind == "pact-ended":
        return _without(now, str(event.values["pact"]), (first, second)), []
    if kind == "arms":
        fresh = tuple(replace(land, arms=later.arms) for land, later in zip(now.lands, after.lands, strict=True))
        return replace(now, lands=fresh), []
    bond = _bond(world, event)
    if bond is None:
        return now, []
    kept = [old for old in now.bonds if (old.kind, old.a, old.b) != (bond.kind, bond.a, bond.b)]
    return replace(now, bonds=(*kept, bond)), [Effect("thread", bond.a, bond.b, bond=bond)]


def _taken(now: Board, kind: str, loser: int, holder: int) -> tuple[Board, list[Effect]]:
    """Land that comes into other hands: all of it, or a province."""
    if kind == "conquered":
        lost = _land(now, loser, exile=holder, ready=0)
        return lost, [Effect("wash", loser, holder, number=2)]
    return _land(now, loser, province=holder), [Effect("wash", loser, holder, number=1)]


def _bond(world: World, event: Event) -> Bond | None:
    """The bond that an event makes, or None: nothing is tied by it."""
    if event.kind not in TIES or len(event.powers) < 2:
        return None
    renamed = {"threaten": "threat", "joined": "join", "pact-made": str(event.values.get("pact"))}
    a, b, *_ = event.powers
    mutual = event.kind in ("hand", "pact-made")
    until = int(event.values.get("until", 0))
    return Bond(renamed.get(event.kind, event.kind), a, b, mutual, until, False, sentence(world, event))


def _land(
    now: Board, power: int, *, ready: int | None = None, exile: int | None = None, province: int | None = None
) -> Board:
    """The board with one land changed."""
    land = now.lands[power]
    changed = replace(
        land,
        ready=land.ready if ready is None else ready,
        exile=land.exile if exile is None else exile,
        province=land.province if province is None else province,
    )
    return replace(now, lands=(*now.lands[:power], changed, *now.lands[power + 1 :]))


def _without(now: Board, kind: str, pair: tuple[int, int]) -> Board:
    """The board without a bond of that kind between two powers, whoever tied it."""
    return replace(now, bonds=tuple(bond for bond in now.bonds if bond.kind != kind or {bond.a, bond.b} != set(pair)))
