"""Scenarios: what the box holds before the first round.

A `World` is everything the players may read: the map, the card with the believed balance, the deck, the
powers. A `Scenario` is the world and what the box hides: the true balance and the deals. `load` reads and
checks a file; whatever is wrong is one line naming file, key and remedy.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from functools import lru_cache
from math import floor
from pathlib import Path
from typing import Any

import numpy as np

from game import odds
from game.arrays import NOBODY, Array, Bools, Floats, Ints, pinned
from game.files import BadInput, data, text_of
from game.schema import (
    Card,
    Cards,
    Core,
    CoreFile,
    Deal,
    Gains,
    IntentName,
    Losses,
    ScenarioFile,
    Table,
    check,
    fraction,
    read,
    toml,
)


@pinned
class Intent(IntEnum):
    """The five cards [R2]; the last three are aggressors: they want land."""

    CONTENT = 0
    FEARFUL = 1
    CLAIMANT = 2
    OPPORTUNIST = 3
    EXPANSIONIST = 4


INTENTS: tuple[IntentName, ...] = ("content", "fearful", "claimant", "opportunist", "expansionist")


@pinned
class PactKind(IntEnum):
    """Standing pacts [R12]; the value of a pact is 0, or 1 + its parameter."""

    NEUTRALITY = 0
    ENTENTE = 1
    DEFENCE = 2
    OFFENCE = 3  # the parameter is the power it is aimed at
    LIMIT = 4  # the parameter is a number of arms in all


PACTS = tuple(kind.name.lower() for kind in PactKind)


@dataclass(frozen=True, eq=False)
class Power:
    """What the box says of one power; all of it public."""

    code: str
    name: str
    adjective: str
    role: str
    position: tuple[float, float] | None
    colour: str | None
    hatch: str | None


@dataclass(frozen=True, eq=False)
class World:
    """All that is printed on the board and on the world card, for N powers in table order."""

    name: str
    summary: str
    powers: tuple[Power, ...]
    core: Core
    modules: frozenset[str]
    balance: float  # believed, arms units, + favours offence
    distinguishability: float  # 0 alike .. 1 plain
    rounds: tuple[int, int]  # the public range
    tokens: Ints  # (N, 1) a round
    swords: Ints  # (N, 1) at the start
    shields: Ints  # (N, 1)
    reach: Bools  # (N, N, 1) who may strike whom
    edge: Ints  # (N, N, 1) believed balance less barrier, in a margin of striker against target
    terrain: tuple[tuple[int, int, str], ...]  # what some barriers are, for the picture of the map alone
    help_full: Array  # (N, N, 41) strength a helper with that attack sends to that land
    help_late: Array  # (N, N, 41)
    part: Array  # (21,) what so many arms of the other sort are worth: k times, half up
    odds: Array  # odds.table of the core rules
    nuclear: Bools  # (N, 1)
    rising: Bools  # (N, 1)
    surprise: Bools  # (N, 1)
    retaliation: tuple[int, int]  # points to a striker if the target was mobilised, if not
    pacts: Array  # (N, N, 5, 1) in force at the start
    deck: Floats  # (5,) cards or weights; the public belief about the deal
    par: Array  # (5, N, rounds of the range) points to reach, by card, seat and rounds played

    @property
    def n(self) -> int:
        return len(self.powers)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(power.code for power in self.powers)

    def index(self, code: str) -> int:
        return self.codes.index(code)

    def has(self, module: str) -> bool:
        return module in self.modules


@dataclass(frozen=True, eq=False)
class Scenario:
    """A world and what is hidden in its box."""

    id: str  # the name of its file without .toml
    world: World
    edge: Ints  # (N, N, 1) as World.edge, with the true balance: the dice use this one
    balance: float  # the true one
    deals: Mapping[str, Deal]
    default_deal: str
    file: ScenarioFile
    text: str  # the file itself, kept by records of scenarios that are not in the box
    shipped: bool

    @property
    def digest(self) -> str:
        """A hash of all that bears on play: the file less its prose, the core rules and the pars."""
        power = dict.fromkeys(("name", "adjective", "role", "position", "colour", "hatch"), True)
        prose = {"name": True, "summary": True, "period": True, "sources": True, "arguments": True}
        played = self.file.model_dump_json(
            exclude={
                **prose,
                "world": {"barrier": {"__all__": {"over"}}},
                "powers": {"__all__": power},
                "deals": {"__all__": {"title": True, "sources": True}},
            }
        )
        rules = self.world.core.model_dump_json()
        return hashlib.sha256(played.encode() + rules.encode() + self.world.par.tobytes()).hexdigest()[:16]


class CardFile(Table):
    """Of intents.toml, what the rules read."""

    card: Cards


@lru_cache(maxsize=1)
def cards() -> Cards:
    """The five cards; the other tables of their file are traits of the blueprint, which `intents.mind` reads."""
    path = data("rules", "intents.toml")
    return check(CardFile, {"card": toml(path).get("card", {})}, path).card


@lru_cache(maxsize=1)
def core() -> Core:
    """Every constant of the rules, those on the cards among them."""
    found, held = read(CoreFile, data("rules", "core.toml")), cards()
    lost = {"conquered": held.content.conquered, "conquered_fearful": held.fearful.conquered}
    decks: dict[bool, dict[IntentName, int]] = {False: {}, True: {}}
    for name in INTENTS:
        card: Card = getattr(held, name)
        decks[card.module is not None][name] = card.deck
    return Core(
        **(found.__dict__ | {"losses": Losses(**found.losses.__dict__, **lost)}),
        deck=decks[False],
        deck_opportunist=decks[True],
        gains=Gains(
            expansionist_conquest=held.expansionist.conquest,
            expansionist_yield=held.expansionist.yield_,
            opportunist_conquest=held.opportunist.conquest,
            claimant=held.claimant.conquest,
        ),
    )


def names() -> list[str]:
    """The scenarios in the box."""
    return sorted(path.stem for path in data("rules", "scenarios").glob("*.toml"))


def load(name: str | Path) -> Scenario:
    """A scenario by its name in the box or by the path of a TOML file; `BadInput` if it cannot be used."""
    path = Path(name)
    if path.suffix == ".toml" or len(path.parts) > 1:
        return parse(text_of(path), path)
    home = data("rules", "scenarios", f"{name}.toml")
    if not home.is_file():
        near = difflib.get_close_matches(str(name), names(), 1)
        hint = f"did you mean '{near[0]}'?" if near else "there are " + ", ".join(names())
        raise BadInput(f"scenario '{name}': there is none of that name; {hint}")
    return _shipped(str(name), home)


@lru_cache(maxsize=64)
def _shipped(name: str, home: Path) -> Scenario:
    return parse(home.read_text("utf-8"), home, shipped=True)


def forget() -> None:
    """Read the shipped files anew next time; for measuring."""
    for cached in (_shipped, cards, core, _par_file, _sent):
        cached.cache_clear()


def parse(text: str, path: Path, *, shipped: bool = False) -> Scenario:
    """The scenario in a TOML text; ``path`` is named in errors."""
    return build(check(ScenarioFile, toml(path, text), path), path, text, shipped=shipped)


def build(file: ScenarioFile, path: Path, text: str, *, shipped: bool = False) -> Scenario:
    """From a checked file to arrays, with the checks that need more than one key."""
    codes = tuple(file.powers)
    fail = _Fail(path)
    if not 2 <= len(codes) <= 7:
        fail("powers", f"{len(codes)} given; there must be two to seven")
    at = {code: i for i, code in enumerate(codes)}
    for code in codes:
        if code == "ALL":
            fail(f"powers.{code}", "'ALL' means everybody in orders; take another code")
    rules, world, n = core(), file.world, len(codes)
    _check_modules(file, fail)
    borders = [fail.pair(f"world.border.{i}.between", b.between, at) for i, b in enumerate(world.border)]
    reach = np.zeros((n, n), bool) if borders else ~np.eye(n, dtype=bool)
    for i, j in borders:
        reach[i, j] = reach[j, i] = True
    barrier: dict[tuple[int, int], float] = {}
    terrain: dict[tuple[int, int], str] = {}
    for x, wall in enumerate(world.barrier):
        i, j = fail.pair(f"world.barrier.{x}.between", wall.between, at)
        if barrier.setdefault((i, j), wall.arms) != wall.arms:
            fail(f"world.barrier.{x}", "this pair has another figure above; a barrier counts both ways")
        if wall.over is not None:
            terrain[i, j] = wall.over
    edge, true_edge = np.zeros((n, n, 1), np.int16), np.zeros((n, n, 1), np.int16)
    actual = world.balance_believed if world.balance_actual is None else world.balance_actual
    for i in range(n):
        for j in range(n):
            wall_arms = fraction(barrier.get((min(i, j), max(i, j)), 0))
            edge[i, j] = _half_up(fraction(world.balance_believed) - wall_arms)
            true_edge[i, j] = _half_up(fraction(actual) - wall_arms)
    shares = [[_share(rules, bool(borders), bool(reach[h, d])) for d in range(n)] for h in range(n)]
    for x, p in enumerate(world.projection):
        h, d = (fail.power(f"world.projection.{x}.{key}", c, at) for key, c in (("from", p.from_), ("to", p.to)))
        if h == d:
            fail(f"world.projection.{x}", "from and to are the same power; name two")
        shares[h][d] = fraction(p.share)
    alike = 1 - fraction(world.distinguishability)
    table = list(file.powers.values())
    unready = _half_up(fraction(world.retaliation) * (1 - fraction(world.disarming)))
    public = World(
        name=file.name,
        summary=file.summary,
        powers=tuple(
            Power(c, p.name, p.adjective or p.name, p.role, p.position, p.colour, p.hatch)
            for c, p in file.powers.items()
        ),
        core=rules,
        modules=frozenset(world.modules),
        balance=world.balance_believed,
        distinguishability=world.distinguishability,
        rounds=world.rounds,
        tokens=_column([p.tokens for p in table]),
        swords=_column([p.swords for p in table]),
        shields=_column([p.shields for p in table]),
        reach=reach[:, :, None],
        edge=edge,
        terrain=tuple((i, j, over) for (i, j), over in terrain.items()),
        help_full=_help(shares, Fraction(1), 2 * rules.arms.most),
        help_late=_help(shares, fraction(rules.help.late), 2 * rules.arms.most),
        part=np.array([_half_up(alike * a) for a in range(rules.arms.most + 1)], np.int8),
        odds=odds.table(rules.odds.die, rules.odds.scale, rules.odds.least, rules.odds.most),
        nuclear=np.array([[p.nuclear] for p in table]),
        rising=np.array([[p.rising] for p in table]),
        surprise=np.array([[p.surprise] for p in table]),
        retaliation=(_half_up(fraction(world.retaliation)), unready),
        pacts=_pacts(file, at, fail),
        deck=_deck(file, rules, fail),
        par=_pars(path.stem if shipped else "", file, codes),
    )
    deals = _deals(file, public, fail)
    return Scenario(
        id=path.stem,
        world=public,
        edge=true_edge,
        balance=actual,
        deals=deals,
        default_deal="default" if file.intents else "random",
        file=file,
        text=text,
        shipped=shipped,
    )


class _Fail:
    """Raises `BadInput` for one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, key: str, why: str) -> None:
        raise BadInput(f"{self.path}: {key}: {why}")

    def power(self, key: str, code: str, at: Mapping[str, int]) -> int:
        if code not in at:
            self(key, f"no power '{code}'; the powers are {', '.join(at)}")
        return at[code]

    def pair(self, key: str, codes: tuple[str, ...] | list[str], at: Mapping[str, int]) -> tuple[int, int]:
        if len(codes) != 2:
            self(key, f"{len(codes)} powers given; name two")
        i, j = (self.power(key, code, at) for code in codes)
        if i == j:
            self(key, f"'{codes[0]}' stands twice; name two different powers")
        return min(i, j), max(i, j)


def _half_up(x: Fraction) -> int:
    return floor(x + Fraction(1, 2))


def _column(values: list[int]) -> Ints:
    return np.array(values, np.int16)[:, None]


def _share(rules: Core, borders: bool, adjacent: bool) -> Fraction:
    if not borders:
        return fraction(rules.help.no_borders)
    return fraction(rules.help.over_border if adjacent else rules.help.elsewhere)


def _help(shares: list[list[Fraction]], times: Fraction, most: int) -> Array:
    """Strengths sent, by helper, land and the helper's attack: exact fractions, rounded half up [R7]."""
    return np.array([[_sent(share * times, most) for share in row] for row in shares], np.int8)


@lru_cache(maxsize=256)
def _sent(share: Fraction, most: int) -> tuple[int, ...]:
    over, under = share.numerator, share.denominator
    return tuple((2 * over * a + under) // (2 * under) for a in range(most + 1))


def _check_modules(file: ScenarioFile, fail: _Fail) -> None:
    modules = file.world.modules
    needs = {"nuclear": "nuclear", "rising": "rising power", "surprise": "surprise"}
    for code, power in file.powers.items():
        for key, module in needs.items():
            if getattr(power, key) and module not in modules:
                fail(f"powers.{code}.{key}", f'needs the module; add "{module}" to world.modules')
    if file.pact and "standing pacts" not in modules:
        fail("pact", 'needs the module; add "standing pacts" to world.modules')
    for key in ("retaliation", "disarming"):
        if key in file.world.model_fields_set and "nuclear" not in modules:
            fail(f"world.{key}", 'needs the module; add "nuclear" to world.modules')


def _pacts(file: ScenarioFile, at: Mapping[str, int], fail: _Fail) -> Array:
    out = np.zeros((len(at), len(at), len(PACTS), 1), np.int8)
    for x, pact in enumerate(file.pact):
        key = f"pact.{x}"
        words = pact.kind.split()
        kind = words[0] if words else ""
        if kind not in PACTS:
            fail(f"{key}.kind", f"'{pact.kind}' is none of {', '.join(PACTS)}")
        if len(pact.members) < 2:
            fail(f"{key}.members", "a pact needs two members or more")
        for extra, its_kind in (("against", "offence"), ("arms", "limit")):
            if getattr(pact, extra) is not None and kind != its_kind:
                fail(f"{key}.{extra}", f"only a pact of {its_kind} has it; take it out")
        value = 1
        if kind == "offence":
            against = pact.against or (words[1] if len(words) == 2 else "")
            if not against:
                fail(key, 'an offence pact needs the power it is aimed at: against = "AAA"')
            if against in pact.members:
                fail(f"{key}.against", f"'{against}' is a member; a pact cannot be aimed at one of its own")
            value += fail.power(f"{key}.against", against, at)
        elif kind == "limit":
            said = int(words[1]) if words[1:] and re.fullmatch("[0-9]{1,3}", words[1]) else -1
            arms = said if pact.arms is None else pact.arms
            if not 0 <= arms <= 2 * core().arms.most:
                fail(key, f"a limit pact needs a number of arms from 0 to {2 * core().arms.most}: arms = 8")
            value += arms
        elif len(words) > 1:
            fail(f"{key}.kind", f"'{pact.kind}': only offence and limit take a word more")
        for a, first in enumerate(pact.members):
            for second in pact.members[a + 1 :]:
                i, j = fail.pair(f"{key}.members", [first, second], at)
                out[i, j, PACTS.index(kind)] = out[j, i, PACTS.index(kind)] = value
    return out


def _deck(file: ScenarioFile, rules: Core, fail: _Fail) -> Floats:
    weights: dict[IntentName, float] = dict(file.prior if file.prior is not None else rules.deck)
    if file.prior is None and "opportunist" in file.world.modules:
        weights |= rules.deck_opportunist
    return _cards(weights, "prior", fail)


def _cards(weights: Mapping[IntentName, float], key: str, fail: _Fail) -> Floats:
    if not sum(weights.values()) > 0:
        fail(key, "holds no card; give at least one intent a number above 0")
    return np.array([float(weights.get(name, 0)) for name in INTENTS])


def _deals(file: ScenarioFile, world: World, fail: _Fail) -> dict[str, Deal]:
    """The deals of a scenario: its own, and the three that every scenario has."""
    benign = {"content": core().deck["content"], "fearful": core().deck["fearful"]}
    deals = {"random": Deal(title="Cards dealt at random")}
    deals["no-aggressor"] = Deal.model_validate({"title": "Nobody wants land", "deck": benign})
    if file.intents:
        deals["default"] = Deal.model_validate({"title": "The cards historians argue for", **file.intents})
    deals |= file.deals
    for name, deal in deals.items():
        key = "intents" if name == "default" else f"deals.{name}"
        if deal.deck is not None:
            _cards(deal.deck, f"{key}.deck", fail)
        for code, card in deal.cards.items():
            if code not in world.codes:
                near = difflib.get_close_matches(code, [*world.codes, "title", "sources", "deck"], 1)
                hint = f"did you mean '{near[0]}'?" if near else f"the powers are {', '.join(world.codes)}"
                fail(f"{key}.{code}", f"neither a power nor a key of a deal; {hint}")
            card_of(world, code, card, f"{fail.path}: {key}.{code}")
    for x, reading in enumerate(file.alternative):
        for code, card in reading.intents.items():
            fail.power(f"alternative.{x}.intents.{code}", code, {c: i for i, c in enumerate(world.codes)})
            card_of(world, code, card, f"{fail.path}: alternative.{x}.intents.{code}")
    return deals


def card_of(world: World, code: str, card: Any, where: str) -> tuple[int, int]:
    """(intent, target or NOBODY) of a card as files write it; a claimant without target gets one by lot."""
    kind, target = card, None
    if isinstance(card, Mapping):
        extra = set(card) - {"kind", "target"}
        if extra:
            raise BadInput(f"{where}: unknown key '{sorted(extra)[0]}'; a card has kind and target")
        kind, target = card.get("kind"), card.get("target")
    if kind not in INTENTS:
        raise BadInput(f"{where}: '{kind}' is no intent; take one of {', '.join(INTENTS)}")
    intent = INTENTS.index(kind)
    if target is None:
        return intent, NOBODY
    if intent != Intent.CLAIMANT:
        raise BadInput(f"{where}.target: only a claimant has a target; take it out")
    if target not in world.codes:
        raise BadInput(f"{where}.target: no power '{target}'; the powers are {', '.join(world.codes)}")
    if not world.reach[world.index(code), world.index(target), 0]:
        raise BadInput(f"{where}.target: {code} cannot reach {target}; name a neighbour or give a border")
    return intent, world.index(target)


@lru_cache(maxsize=32)
def _par_file(name: str) -> dict[str, Any]:
    """The tables [world] and [scenario.NAME] of par.toml; the others, most of a long file, are not parsed."""
    path = data("rules", "par.toml")
    head, *tables = text_of(path).split("\n[scenario.")
    own = [table for table in tables if table.startswith(f"{name}]")]
    return toml(path, "\n[scenario.".join([head, *own]))


def _pars(name: str, file: ScenarioFile, codes: tuple[str, ...]) -> Array:
    """Points to reach, (5, N, rounds): the measured table of the box, else scaled from the abstract worlds.

    `dilemma lab par --write` measures rules/par.toml; a file of one's own gets the par of the abstract
    world nearest in balance, in proportion to a seat's tokens and the rounds played.
    """
    low, high = file.world.rounds
    measured = _par_file(name)
    out = np.zeros((len(INTENTS), len(codes), high - low + 1), np.int16)
    own = measured.get("scenario", {}).get(name, {})
    for card, intent in enumerate(INTENTS):
        by_balance = measured["world"][intent]
        at = np.interp(file.world.balance_believed, [-2, 0, 2], by_balance)
        for seat, code in enumerate(codes):
            table = own.get(code, {}).get(intent)
            for x in range(high - low + 1):
                if table is not None and x < len(table):
                    out[card, seat, x] = table[x]
                else:
                    share = file.powers[code].tokens * (low + x) / (5 * 6)
                    out[card, seat, x] = odds.half_up(float(at) * share)
    return out
