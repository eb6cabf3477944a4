"""What is allowed [R4-R8]: one check for one order sheet or for a thousand games.

`faults` names everything that is wrong with a row of orders, game by game. `demand` turns the first fault
of one sheet into an `Illegal` with a sentence; `legal` lists every single order with its price and, where
it is not allowed, the reason: what a screen shows before the click.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from game.arrays import EVERYBODY, NOBODY, Array, Bools
from game.observe import Observation
from game.orders.grammar import Sheet, parse
from game.scenario import PACTS, PactKind
from game.state import ORDER_FIELDS, Choice, Orders, Signal, Stage, Stance
from game.words import words


class Illegal(Exception):
    """An order that is understood but not allowed. ``reason`` is its name; the message says what would do."""

    def __init__(self, reason: str, seen: Observation) -> None:
        super().__init__(words(f"illegal.{reason}", **_values(seen)))
        self.reason = reason


def cost(seen: Observation, row: Orders) -> Array:
    """(B,) tokens bound by the row: hands count as if they were all taken [R4]."""
    prices = seen.world.core.prices
    return np.asarray(
        (row.swords.astype(np.int16) + row.shields) * seen.world.core.arms.price
        + row.works.astype(np.int16) * prices.works
        + row.hand.sum(0, dtype=np.int16) * prices.hand
        + row.aid.sum(0, dtype=np.int16)
        + ((row.signal != Signal.NONE) & ~seen.exile) * prices.signal
        + (row.stance == Stance.MOBILISE) * prices.mobilise
    )


def faults(seen: Observation, row: Orders) -> dict[str, Bools]:
    """The named faults that occur, each with the games (B,) it occurs in; empty if all is legal."""
    if seen.stage is Stage.ORDERS:
        named = _orders(seen, row) | _crisis_words(row)
    elif seen.stage is Stage.ANSWERS:
        named = _sealed_words(row) | {"not-help": row.choice != 0}
    elif seen.stage is Stage.HELP:
        named = _sealed_words(row) | {"not-answer": row.answer != 0} | _help(seen, row)
    else:
        return {"over": np.ones(seen.games, bool)}
    if not bool(seen.asked.all()):
        blank = Orders.row(seen.world.n, seen.games)
        empty = np.logical_and.reduce(
            [(getattr(row, f) == getattr(blank, f)).reshape(-1, seen.games).all(0) for f in ORDER_FIELDS]
        )
        named = {"not-asked": ~seen.asked & ~empty} | {name: mask & seen.asked for name, mask in named.items()}
    return {name: mask for name, mask in named.items() if bool(mask.any())}


def _crisis_words(row: Orders) -> dict[str, Bools]:
    return {"not-answer": row.answer != 0, "not-help": row.choice != 0}


_SEALED = [name for name in ORDER_FIELDS if name not in ("answer", "choice", "side")]


def _sealed_words(row: Orders) -> dict[str, Bools]:
    """In a crisis nothing but the crisis is ordered; texts may be sent along."""
    games = row.answer.shape[-1]
    quiet = [getattr(row, name).reshape(-1, games) for name in _SEALED]
    blank = [getattr(Orders.row(row.hand.shape[0], games), name).reshape(-1, games) for name in _SEALED]
    same = np.logical_and.reduce([(a == b).all(0) for a, b in zip(quiet, blank, strict=True)])
    return {"crisis-only": ~same}


def _help(seen: Observation, row: Orders) -> dict[str, Bools]:
    joins = row.choice == Choice.JOIN
    sides = np.take_along_axis(seen.sides(), np.maximum(row.side, 0)[None].astype(np.int64), 0)[0]
    return {
        "join": joins & (~sides | (row.side == NOBODY)),
        "wait": (row.choice == Choice.WAIT) & (seen.table.wave > 0),
    }


def _orders(seen: Observation, row: Orders) -> dict[str, Bools]:
    world, table, desk, me = seen.world, seen.table, seen.desk, seen.power
    core, exiles, exile = world.core, table.exile, seen.exile
    pacts = (row.propose > 0) | (row.accept > 0) | (row.renounce > 0)
    ties = row.hand | (row.aid > 0) | pacts.any(1)
    to = row.signal_to
    at = np.maximum(to, 0)
    signal = row.signal
    named = signal != Signal.NONE
    strikes = row.stance == Stance.STRIKE
    reach = np.take_along_axis(np.repeat(world.reach[me], seen.games, 1), np.maximum(row.strike, 0)[None], 0)[0]
    may = np.take_along_axis(seen.may_strike(), np.maximum(row.strike, 0)[None], 0)[0]
    exiled = np.take_along_axis(exiles, np.maximum(row.strike, 0)[None], 0)[0]
    busy = (row.swords > 0) | (row.shields > 0) | (row.scrap > 0) | (row.works > 0) | ties.any(0)
    busy |= (row.cede != NOBODY) | (row.stance != Stance.HOLD)
    out = {
        "exile": exile & busy,
        "exile-signal": exile & ((signal == Signal.BOYCOTT) | (signal == Signal.WATCH)),
        "builds": row.swords.astype(np.int16) + row.shields > core.arms.built_per_round,
        "stock": (desk.swords + row.swords - row.scrap > core.arms.most)
        | (seen.shields + row.shields > core.arms.most),
        "scrap": row.scrap > desk.swords,
        "self": ties[me] | (row.cede == me) | (strikes & (row.strike == me)) | (row.read[me] > 0),
        "signal-self": named & (to == me) & (signal != Signal.GUARD),
        "signal-whom": named & (((to == EVERYBODY) & (signal != Signal.OPEN)) | (to == NOBODY) | (to >= world.n)),
        "signal-exile": ((signal == Signal.BOYCOTT) | (signal == Signal.WATCH))
        & np.take_along_axis(exiles, at[None], 0)[0],
        "threaten": (signal == Signal.THREATEN) & ((row.signal_over == to) | (row.signal_over == NOBODY)),
        "rounds": (row.signal_rounds < 0) | (row.signal_rounds > 60),
        "with-exile": (ties & exiles).any(0) | _names_exile(row.cede, exiles),
        "cede": (row.cede != NOBODY) & table.yielded[me],
        "strike-whom": strikes & (row.strike == NOBODY),
        "strike-exile": strikes & exiled,
        "strike-reach": strikes & ~reach & (row.strike != me),
        "strike-ready": strikes & reach & ~exiled & ~may,
        "budget": cost(seen, row) > table.tokens[me],
    }
    return {**_modules(seen, row, pacts), **_pact_forms(seen, row, pacts), **out}


def _names_exile(whom: Array, exiles: Bools) -> Bools:
    return np.asarray((whom != NOBODY) & np.take_along_axis(exiles, np.maximum(whom, 0)[None], 0)[0])


def _modules(seen: Observation, row: Orders, pacts: Bools) -> dict[str, Bools]:
    none = np.zeros(seen.games, bool)
    used = {
        "works": row.works > 0,
        "watch": row.signal == Signal.WATCH,
        "threats": row.signal == Signal.THREATEN,
        "standing pacts": pacts.any((0, 1)),
    }
    return {f"module-{name.replace(' ', '-')}": none if seen.world.has(name) else mask for name, mask in used.items()}


def _pact_forms(seen: Observation, row: Orders, pacts: Bools) -> dict[str, Bools]:
    if not seen.world.has("standing pacts"):
        return {}
    me, n = seen.power, seen.world.n
    aims = [order[:, PactKind.OFFENCE] for order in (row.propose, row.accept)]
    own = [aim == 1 + me for aim in aims]
    theirs = [aim == 1 + np.arange(n)[:, None] for aim in aims]
    return {
        "offence": np.logical_or.reduce([mask.any(0) for mask in own + theirs]),
        "renounce": ((row.renounce > 0) & (row.renounce != seen.table.pacts[me])).any((0, 1)),
        "propose-held": ((row.propose > 0) & (row.propose == seen.table.pacts[me])).any((0, 1)),
    }


def demand(seen: Observation, sheet: Sheet) -> None:
    """Raise `Illegal` for the first fault of a sheet of one game."""
    found = faults(seen, sheet.orders)
    if found:
        raise Illegal(next(iter(found)), seen)


def _values(seen: Observation) -> dict[str, object]:
    """What the sentences about illegal orders may mention."""
    world, codes = seen.world, seen.world.codes

    def some(mask: Bools) -> str:
        return ", ".join(codes[i] for i in np.flatnonzero(mask[:, 0])) or words("illegal.nobody")

    others = np.arange(world.n)[:, None] != seen.power
    return {
        "tokens": int(seen.table.tokens[seen.power, 0]),
        "per_round": world.core.arms.built_per_round,
        "most": world.core.arms.most,
        "swords": int(seen.desk.swords[0]),
        "reach": some(world.reach[seen.power] & ~seen.table.exile),
        "may": some(seen.may_strike()),
        "sides": some(seen.sides()),
        "others": some(others & ~seen.table.exile),
        "works": world.core.prices.works,
    }


# ---- what can be ordered --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Option:
    """One order that could be added: its text, what it binds in tokens, and why not, if not."""

    text: str
    tokens: int
    reason: str | None = None
    why: str | None = None

    @property
    def allowed(self) -> bool:
        return self.reason is None


def legal(seen: Observation, draft: Sequence[str] = ()) -> list[Option]:
    """Every single order that could be added to the draft of one game, allowed or not.

    Sayings, reads and free text are always allowed and left out; of numbers, all that make sense.
    """
    slots = {slot(line) for line in draft}
    candidates = [line for line in candidates_of(seen) if slot(line) not in slots]
    before = int(cost(seen, parse(seen.world, draft).orders)[0])
    tried = zip(candidates, judged(seen, [[*draft, line] for line in candidates]), strict=True)
    return [replace(found, text=line, tokens=found.tokens - before) for line, found in tried]


def judged(seen: Observation, sheets: Sequence[Sequence[str]]) -> list[Option]:
    """Whole sheets of one game: what each binds in tokens, and why it is not allowed, if it is not.

    Raises `Invalid` for a line that is not understood.
    """
    if not sheets:
        return []
    rows = [parse(seen.world, lines).orders for lines in sheets]
    batch = Orders(**{f: np.concatenate([getattr(r, f) for r in rows], -1) for f in ORDER_FIELDS})
    many = seen.take([0] * len(rows))
    prices, found = cost(many, batch), faults(many, batch)
    out = []
    for k, lines in enumerate(sheets):
        reason = next((name for name, mask in found.items() if mask[k]), None)
        why = None if reason is None else str(Illegal(reason, seen))
        out.append(Option("; ".join(lines), int(prices[k]), reason, why))
    return out


def slot(line: str) -> tuple[str, ...]:
    """Orders of the same slot exclude each other; every letter has a slot of its own."""
    parts = line.split()
    if parts[0] in ("signal", "stance"):
        return (parts[0],)
    if parts[0] in ("yield", "resist", "join", "wait", "stay"):
        return ("crisis",)
    if parts[:2] == ["ally", "cede"]:
        return ("ally", "cede")
    if parts[0] == "ally" and parts[1] in ("propose", "accept", "renounce"):
        return ("ally", parts[1], parts[2], parts[-1])  # of one kind with one power
    numbered = parts[0] in ("build", "read") or parts[:2] == ["ally", "aid"]
    return tuple(parts[:-1]) if numbered else tuple(parts)


def candidates_of(seen: Observation) -> list[str]:
    """The orders that `legal` weighs, whatever is drafted: all there are at this stage."""
    world, me = seen.world, seen.power
    rivals = [code for i, code in enumerate(world.codes) if i != me]
    if seen.stage is Stage.ANSWERS:
        return ["yield", "resist"]
    if seen.stage is Stage.HELP:
        return [f"join {code}" for code in rivals] + ["wait", "stay out"]
    if seen.stage is Stage.OVER:
        return []
    most = world.core.arms.built_per_round
    tokens = int(seen.table.tokens[me, 0])
    lines = [f"build {sort} {n}" for sort in ("sword", "shield") for n in range(1, most + 1)]
    lines += [f"build scrap {n}" for n in range(1, int(seen.desk.swords[0]) + 1)]
    lines += [f"build works {n}" for n in range(1, max(1, tokens // world.core.prices.works) + 1)]
    lines += [f"ally hand {x}" for x in rivals]
    lines += [f"ally aid {x} {n}" for x in rivals for n in range(1, tokens + 1)]
    lines += [f"ally cede {x}" for x in rivals]
    if world.has("standing pacts"):
        lines += _pact_candidates(seen, rivals)
    lines += [f"signal {kind} {x}" for kind in ("peace", "guard", "open", "boycott") for x in rivals]
    lines += [f"signal guard {world.codes[me]}", "signal open all"]
    if world.has("watch"):
        lines += [f"signal watch {x}" for x in rivals]
    if world.has("threats"):
        lines += [f"signal threaten {x} over {y}" for x in rivals for y in world.codes if x != y]
    lines += ["stance hold", "stance mobilise", *(f"stance strike {x}" for x in rivals)]
    return lines


def _pact_candidates(seen: Observation, rivals: list[str]) -> list[str]:
    world, me = seen.world, seen.power
    kinds = ["neutrality", "entente", "defence"]
    lines = [f"ally propose {kind} {x}" for x in rivals for kind in kinds]
    lines += [f"ally propose offence {z} {x}" for x in rivals for z in rivals if z != x]
    lines += [f"ally propose limit {n} {x}" for x in rivals for n in range(4, 17, 2)]
    for verb, held in (("accept", seen.desk.inbox), ("renounce", seen.table.pacts[me])):
        for x, kind in np.argwhere(held[..., 0]):
            value = int(held[x, kind, 0])
            name = PACTS[kind] + {3: f" {world.codes[(value - 1) % world.n]}", 4: f" {value - 1}"}.get(int(kind), "")
            lines.append(f"ally {verb} {name} {world.codes[x]}")
    return lines
