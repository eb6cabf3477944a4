"""The casebook: how the rules are meant, in plain text that a teacher can read, edit and add to.

A case sets up a table in words, says what is then ordered, and says what must be so after that. `load`
reads and checks files of cases (``rules/cases/README.md`` explains the format); `run` plays one and returns
what was not as expected. A section of a case becomes an act, a function that plays it: see `ACTS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from game.case_world import world_of
from game.chance import Chance, Purpose
from game.facts import Line, View, facts, set_up
from game.files import data, text_of
from game.observe import observe
from game.orders import Illegal, Invalid, demand, faults, parse
from game.rules import audit, step
from game.scenario import Scenario, World
from game.score_cases import Played, judge, last_round
from game.state import Orders, Outcome, Stage, State, Step
from game.words import words


@dataclass(frozen=True)
class Case:
    """One numbered case, read and checked."""

    number: str
    title: str
    file: Path
    line: int
    rules: tuple[str, ...]
    world: str
    before: tuple[Line, ...]
    orders: tuple[Line, ...]  # of all rounds, with answers and choices
    after: tuple[Line, ...]  # everything that is checked
    why: str
    sources: tuple[str, ...]
    box: Scenario = field(repr=False, compare=False)
    start: State = field(repr=False, compare=False)
    acts: tuple[Act, ...] = field(repr=False, compare=False)  # what its sections do, in order


class Game:
    """A case being played; ``failures`` grows."""

    def __init__(self, case: Case) -> None:
        self.box, self.start, self.state = case.box, case.start, case.start
        self.chance, self.outcome = Chance(0), Outcome()
        self.steps: list[Step] = []
        self.failures: list[str] = []

    def fail(self, key: str, **values: object) -> None:
        self.failures.append(words(f"cases.{key}", **values))

    def step(self, orders: Orders) -> None:
        before = self.state
        self.state, outcome = step(self.box, before, orders, self.chance)
        self.steps.append(Step(before, orders, outcome, self.state))
        self.outcome = self.outcome.merge(outcome)
        for what in audit(self.box, self.state):
            self.fail("unsound", what=what)

    def finish(self) -> None:
        """Play the round to its end: the struck resist, all others stay out."""
        while self.state.stage in (Stage.ANSWERS, Stage.HELP):
            self.step(Orders.hold(self.state.n, 1))

    def fix(self, dice: dict[tuple[Purpose, int], int]) -> None:
        """The luck of this round; dice that are not named fall on 20, which repulses the attacker."""
        n, now, most = self.state.n, int(self.state.table.round[0]), self.box.world.core.odds.die - 1
        usual = {(Purpose.BATTLE, i): most for i in range(n)}
        usual |= {(Purpose.DUEL, x): most for x in range(n * n)}
        self.chance.fixed |= {(int(what), now, x): value for (what, x), value in (usual | dice).items()}


Act = Callable[[Game], None]
Sections = list[tuple[str, list[Line]]]

# ---- what the sections do -------------------------------------------------------------------------------


def _check(section: str, world: World, lines: list[Line], later: Sections) -> Act:
    """NOW: facts that must be so at this decision; AFTER: when the round is over."""
    expected = [fact for line in lines for piece in line.pieces() for fact in facts(world, piece)]

    def act(game: Game) -> None:
        if section == "AFTER":
            game.finish()
        view = View(game.box, game.state, game.outcome)
        for fact in expected:
            found = fact.found(view)
            if found != fact.value:
                told = {"expected": fact.shown(world, fact.value), "got": fact.shown(world, found)}
                game.fail("expected", section=section, what=fact.label, **told)

    return act


_WAITS = {"ORDERS": Stage.ORDERS, "ANSWER": Stage.ANSWERS, "HELP": Stage.HELP}


def _order(section: str, world: World, lines: list[Line], later: Sections) -> Act:
    """ORDERS, ANSWER, HELP: one decision; a power that is left out holds, resists, stays out."""
    texts: dict[int, list[str]] = {}
    for line in lines:
        for i, more in _sheets(section, world, line):
            texts[i] = texts.get(i, []) + more
            _understood(section, world, line, texts[i])
    sheets = {i: parse(world, text) for i, text in texts.items()}
    of_round = takewhile(lambda entry: entry[0] != "ORDERS", later)
    rolls = [piece for name, some in of_round if name == "DICE" for line in some for piece in line.pieces()]
    dice = dict(entry for roll in rolls for entry in _dice(world, roll))

    def act(game: Game) -> None:
        if section == "ORDERS":
            game.finish()
            game.outcome = Outcome()
            game.fix(dice)
        if game.state.stage is not _WAITS[section]:
            return game.fail("waits", section=section, stage=game.state.stage.name.lower())
        for i, sheet in sheets.items():
            try:
                demand(observe(world, game.state, i), sheet)
            except Illegal as error:
                told = {"what": world.codes[i], "reason": error.reason, "why": error}
                return game.fail("refused", section=section, **told)
        rows = [sheets[i].orders if i in sheets else Orders.row(world.n, 1) for i in range(world.n)]
        return game.step(Orders.gather(rows))

    return act


def _sheets(section: str, world: World, line: Line) -> list[tuple[int, list[str]]]:
    """'AAA: order; order' as the order texts of those powers."""
    head, colon, rest = line.text.partition(":")
    if not colon:
        line.fail(section, f"'{line.text}' should be a power, a colon and its orders: AAA: stance hold")
    texts = [piece.text for piece in line.part(rest).pieces()]
    return [(i, texts) for i in line.powers(world, head.strip())]


def _understood(section: str, world: World, line: Line, texts: list[str]) -> None:
    try:
        parse(world, texts)
    except Invalid as error:
        line.fail(section, str(error))


def _dice(world: World, line: Line) -> list[tuple[tuple[Purpose, int], int]]:
    """'BBB 7': against BBB; 'AAA-BBB 7': by the first of two strikers; 'lot AAA': AAA leads among equals."""
    who, _, roll = line.text.partition(" ")
    if who == "lot":
        return [((Purpose.LOT, i), int([i] == line.powers(world, roll))) for i in range(world.n)]
    pair = [line.powers(world, code)[0] for code in who.split("-")]
    if len(pair) > 2 or pair != sorted(set(pair)):
        line.fail("DICE", f"'{who}' should be the power struck, or two strikers in table order: AAA-BBB 7")
    if not 1 <= line.whole(roll) <= world.core.odds.die:
        line.fail("DICE", f"'{roll}' should be from 1 to {world.core.odds.die}")
    purpose, index = (Purpose.BATTLE, 0) if len(pair) == 1 else (Purpose.DUEL, pair[0] * world.n)
    return [((purpose, index + pair[-1]), int(roll) - 1)]


def _try(section: str, world: World, lines: list[Line], later: Sections) -> Act:
    """ILLEGAL, INVALID: sheets refused at this decision, for the reason in brackets; LEGAL: allowed ones."""
    tries: list[tuple[Line, int, list[str], str]] = []
    for line in lines:
        found = re.fullmatch(r"(.*?)\s*\(([a-z-]+)\)", line.text)
        if (found is None) == (section != "LEGAL"):
            hint = "take the brackets out" if found else "add the reason in brackets, such as (budget)"
            line.fail(section, f"'{line.text}': {hint}")
        reason = found[2] if found else ""
        try:
            words(f"{section.lower()}.{reason}" if reason else "cases.nothing")
        except KeyError:
            line.fail(section, f"no reason '{reason}'; assets/text/en.toml has them under {section.lower()}")
        body = line.part(found[1] if found else line.text)
        for i, texts in _sheets(section, world, body):
            tries.append((body, i, texts, reason))
            if section != "INVALID":
                _understood(section, world, line, texts)

    def act(game: Game) -> None:
        for line, i, texts, reason in tries:
            try:
                got = list(faults(observe(world, game.state, i), parse(world, texts).orders))
            except Invalid as error:
                got = [error.reason]
            if (reason not in got) if reason else got:
                wanted, told = (text or words("cases.allowed") for text in (reason, ", ".join(got)))
                game.fail("expected", section=section, what=line.text, expected=wanted, got=told)

    return act


def _judge(section: str, world: World, lines: list[Line], later: Sections) -> Act:
    """LIKELY: chances of orders at this decision; SCORES: of the whole game, when its last round is over."""
    told = judge(section, world, lines, [name for name, _ in later])

    def act(game: Game) -> None:
        if section == "SCORES":
            game.finish()
        game.failures += told(Played(game.box, game.start, game.steps, game.state, game.chance))

    return act


# A section that does something needs an entry here, and is then known in files.
ACTS: dict[str, Callable[[str, World, list[Line], Sections], Act]] = {
    "ORDERS": _order,
    "ANSWER": _order,
    "HELP": _order,
    "NOW": _check,
    "AFTER": _check,
    "LEGAL": _try,
    "ILLEGAL": _try,
    "INVALID": _try,
    "LIKELY": _judge,
    "SCORES": _judge,
}
_ONCE = ("RULES", "WORLD", "BEFORE", "WHY", "SOURCES")
SECTIONS = (*_ONCE, *ACTS, "DICE")

# ---- files ----------------------------------------------------------------------------------------------


def _parts(path: Path) -> list[tuple[Line, Sections]]:
    """The cases of a file: of each the line it begins on, and its sections with their lines."""
    out: list[tuple[Line, Sections]] = []
    for number, raw in enumerate(text_of(path).splitlines(), 1):
        text = re.sub(r"(^|\s\s)#.*", "", raw).rstrip()
        line = Line(path, number, text.strip())
        if not text:
            continue
        if text[0].isspace():
            if not out or not out[-1][1]:
                line.fail(line.text, "belongs to no section; begin one at the margin, such as ORDERS")
        else:
            head, _, rest = text.partition(" ")
            line.one_of("section", head, ("CASE", *SECTIONS))
            line = line.part(rest)
            if head == "CASE":
                out.append((line, []))
                continue
            if not out:
                line.fail(head, "stands before the first case; begin with CASE 1.01 and a title")
            if head == "DICE" and "ORDERS" not in dict(out[-1][1]):
                line.fail(head, "stands before ORDERS; put it after those of its round")
            if head in _ONCE and head in dict(out[-1][1]):
                line.fail(head, "stands twice in this case; make it one section")
            out[-1][1].append((head, []))
        if line.text:
            out[-1][1][-1][1].append(line)
    return out


def _case(line: Line, sections: Sections) -> Case:
    number, _, title = line.text.partition(" ")
    if not re.fullmatch(r"[0-9]+\.[0-9][0-9]", number) or not title:
        line.fail("CASE", f"'{line.text}' should be a number and a title: CASE 3.01 A hand that is not taken")
    once = {name: lines for name, lines in sections if name in _ONCE}
    names = [name for name, _ in sections]
    for name in ("RULES", "WHY", "SOURCES"):
        if not once.get(name):
            line.fail(name, f"is missing in case {number}; add it")
    rules = tuple(" ".join(part.text for part in once["RULES"]).split())
    for rule in rules:
        once["RULES"][0].one_of("RULES", rule, [f"R{x}" for x in range(1, 13)])
    orders = [part for name, lines in sections if name in _WAITS for part in lines]
    after = [part for name, lines in sections if name in ACTS and name not in _WAITS for part in lines]
    if not after:
        line.fail("AFTER", f"is missing in case {number}; say what must be so")
    box = world_of([piece for part in once.get("WORLD", []) for piece in part.pieces()], line)
    before = [piece for part in once.get("BEFORE", []) for piece in part.pieces()]
    start = set_up(box, [fact for piece in before for fact in facts(box.world, piece)], line)
    if "SCORES" in names:
        start = last_round(start, before, names.count("ORDERS"))
    acts = [
        ACTS[name](name, box.world, lines, sections[place + 1 :])
        for place, (name, lines) in enumerate(sections)
        if name in ACTS
    ]
    return Case(
        number=number,
        title=title.strip(),
        file=line.file,
        line=line.number,
        rules=rules,
        world="; ".join(part.text for part in once.get("WORLD", [])),
        before=tuple(before),
        orders=tuple(orders),
        after=tuple(after),
        why=" ".join(part.text for part in once["WHY"]),
        sources=tuple(part.text for part in once["SOURCES"]),
        box=box,
        start=start,
        acts=tuple(acts),
    )


def load(path: Path | None = None) -> list[Case]:
    """The cases of a file, or of the whole casebook; `BadInput` if one cannot be used."""
    files = [path] if path else sorted(data("rules", "cases").glob("*.txt"))
    cases, first = [], dict[str, Line]()
    for line, sections in (part for file in files for part in _parts(file)):
        case = _case(line, sections)
        other = first.setdefault(case.number, line)
        if other is not line:
            line.fail(f"CASE {case.number}", f"has the number of {other.file}:{other.number}; take another")
        cases.append(case)
    return cases


def run(case: Case) -> list[str]:
    """Play a case; what was not as expected, a line each, in order."""
    game = Game(case)
    for act in case.acts:
        act(game)
    return game.failures


def main_table(paths: list[Path] | None = None) -> tuple[list[dict[str, Any]], bool]:
    """Files of cases, or the whole casebook, as rows to print; and whether all came out as expected."""
    rows = []
    for case in [case for path in paths for case in load(path)] if paths else load():
        failures = run(case)
        where = {"number": case.number, "title": case.title, "file": case.file.name, "line": case.line}
        rows.append({**where, "ok": not failures, "failures": failures})
    return rows, all(row["ok"] for row in rows)
