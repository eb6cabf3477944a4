"""Replays: the orders of a history file played by the rules, its outcomes forced on the dice.

Every order must be legal when its turn comes. Two things are forgiven: what was not asked for and would have
changed nothing (`stay out`, `wait` and `resist`), and what luck forbids. Where a file leaves a battle to the
dice they may drive a power into exile; its later orders, and those that name it, are then carried out as far
as the rules still let them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from game.arrays import NOBODY
from game.chance import Chance, Purpose
from game.files import BadInput
from game.history.file import Conduct, History, Pair, Reading, Round
from game.observe import Observation, observe
from game.orders import Illegal, demand, faults, parse
from game.rules import start, step
from game.scenario import Scenario
from game.schema import Deal
from game.state import Answer, Choice, Orders, Stage, State, Step, Vault

Die = tuple[int, int, int]  # a `Purpose`, the round, a flat index: a key of `Chance.fixed`


@dataclass(frozen=True, eq=False)
class Episode:
    """A history as it was played under one reading; all arrays of its steps have B = 1."""

    scenario: Scenario  # its one deal holds the reading's cards
    reading: Reading
    steps: list[Step]
    forced: frozenset[Die]  # the dice that the file forced
    reads: dict[tuple[int, int, int], float]  # (round, viewer, rival): chance that the rival is an aggressor


def play(history: History, reading: Reading | None = None, seed: int = 1) -> Episode:
    """Replay a history under a reading, by default its main one; dice it does not force come from the seed.

    Raises `BadInput`, naming file and key, for whatever the rules do not allow.
    """
    game = _Replay(history, reading or history.main, seed)
    for number, told in enumerate(history.rounds, 1):
        game.round(number, told)
    reads = {
        (number, *pair): chance for number, told in enumerate(history.rounds, 1) for pair, chance in told.reads.items()
    }
    return Episode(game.box, game.reading, game.steps, frozenset(game.chance.fixed), reads)


# What an order may be refused for because the dice drove a power into exile, or took its arms.
_LUCK = frozenset({"exile", "exile-signal", "with-exile", "strike-exile", "signal-exile", "renounce", "scrap"})


class _Replay:
    """A history being played."""

    def __init__(self, history: History, reading: Reading, seed: int) -> None:
        cards = Deal.model_validate({"title": reading.title, **reading.deal(history.scenario.world)})
        self.box = replace(history.scenario, deals={"reading": cards}, default_deal="reading")
        self.world, self.codes = self.box.world, self.box.world.codes
        self.path, self.reading = history.path, reading
        self.chance = Chance(seed)
        self.steps: list[Step] = []
        dealt = start(self.box, self.chance)
        last = np.full_like(dealt.vault.last_round, len(history.rounds))
        self.state = State(dealt.stage, dealt.table, dealt.desk, Vault(last_round=last))
        self.number = 0
        self.told = Round("", {}, {}, {}, {})
        self.diced = False  # a battle of an earlier round was left to the dice
        self.dropped = False  # luck forbids an order of this round, so a crisis may lack its cause

    def fail(self, table: str, key: str, why: str) -> BadInput:
        return BadInput(f"{self.path}: round.{self.number}.{table}.{key}: {why}")

    def round(self, number: int, told: Round) -> None:
        """Play one round whole; what was done in it lies on the table until the next orders."""
        self.number, self.told, self.dropped = number, told, False
        orders = Orders.gather([self.sheet(i) for i in range(self.world.n)])
        self.force(orders)
        self.step(orders)
        while self.state.stage in (Stage.ANSWERS, Stage.HELP):
            choose = self.answer if self.state.stage is Stage.ANSWERS else self.help
            asked = self.state.table.asked[:, 0]
            self.step(Orders.gather([choose(i) if asked[i] else self.row() for i in range(self.world.n)]))
        if not self.dropped:
            self.check()
        self.diced |= any(die not in self.chance.fixed for die in self.battles())

    def step(self, orders: Orders) -> None:
        after, outcome = step(self.box, self.state, orders, self.chance)
        self.steps.append(Step(self.state, orders, outcome, after))
        self.state = after

    def row(self, **some: int) -> Orders:
        return Orders.row(self.world.n, 1, **{name: np.array([value], np.int8) for name, value in some.items()})

    # ---- orders

    def sheet(self, i: int) -> Orders:
        """One power's row, less what luck has forbidden."""
        seen, lines = observe(self.world, self.state, i), self.told.orders.get(i, ())
        while True:
            row = parse(self.world, lines)
            try:
                demand(seen, row)
                return row.orders
            except Illegal as error:
                at = self.culprit(seen, lines, error.reason)
                if not self.diced or error.reason not in _LUCK:
                    hint = "; an earlier battle was left to the dice: perhaps say how it ended" if self.diced else ""
                    raise self.fail("orders", self.codes[i], f"'{lines[at]}': {error}{hint}") from None
                lines, self.dropped = lines[:at] + lines[at + 1 :], True

    def culprit(self, seen: Observation, lines: tuple[str, ...], reason: str) -> int:
        """The place of the line with which the sheet first has that fault."""
        sheets = (parse(self.world, lines[: at + 1]).orders for at in range(len(lines)))
        return next(at for at, row in enumerate(sheets) if reason in faults(seen, row))

    # ---- outcomes

    def force(self, orders: Orders) -> None:
        """Fix the dice of the battles whose end is told: a 1 always wins, the highest roll never does."""
        strike, worst = orders.strike[:, 0], self.world.core.odds.die - 1
        for pair, won in self.told.outcome.items():
            striker, target = pair
            if strike[striker] != target:
                if self.dropped:
                    continue
                a, b = (self.codes[x] for x in pair)
                raise self.outcome(pair, f"{a} does not strike {b} in this round; name a striker and its target")
            duel = strike[target] == striker
            wins = won == (striker == min(pair)) if duel else won  # in a duel the first in table order rolls
            die = self.duel(*pair) if duel else self.battle(target)
            if self.chance.fixed.setdefault(die, 0 if wins else worst) != (0 if wins else worst):
                raise self.outcome(pair, "another line says that this battle ended otherwise; take out one of the two")

    def outcome(self, pair: Pair, why: str) -> BadInput:
        return self.fail("outcome", ">".join(self.codes[x] for x in pair), why)

    def battle(self, target: int) -> Die:
        return int(Purpose.BATTLE), self.number, target

    def duel(self, a: int, b: int) -> Die:
        return int(Purpose.DUEL), self.number, min(a, b) * self.world.n + max(a, b)

    def battles(self) -> list[Die]:
        """The dice of the battles that were fought in this round."""
        table = self.state.table
        duels = [self.duel(int(a), int(b)) for a, b in np.argwhere(table.duel[..., 0])]
        return [self.battle(int(i)) for i in np.flatnonzero(table.battle[:, 0])] + duels

    # ---- the crisis

    def answer(self, i: int) -> Orders:
        yields = self.told.crisis.get(i, _RESIST).word == "yield"
        return self.row(answer=Answer.YIELD if yields else Answer.RESIST)

    def help(self, i: int) -> Orders:
        """A third power's choice: `join` in the first wave, `late` in the second, by waiting in between."""
        told, first = self.told.crisis.get(i, _STAY_OUT), not self.state.table.wave[0]
        if told.word == ("join" if first else "late"):
            side = self.side(i, told.whom)
            if side != NOBODY:
                return self.row(choice=Choice.JOIN, side=side)
        if first and told.word in ("late", "wait"):
            return self.row(choice=Choice.WAIT)
        return self.row(choice=Choice.STAY_OUT)

    def side(self, i: int, whom: int) -> int:
        """The power in battle that joining ``whom`` leads to: itself, or through whomever it helps in turn."""
        engaged, via = observe(self.world, self.state, i).sides()[:, 0], [i]
        while not engaged[whom]:
            next_ = self.told.crisis.get(whom, _STAY_OUT)
            if whom in via or next_.word not in ("join", "late"):
                if self.dropped:
                    return NOBODY
                sides = ", ".join(self.codes[x] for x in np.flatnonzero(engaged))
                why = f"{self.codes[whom]} is in no battle of this round and joins none; in battle are {sides}"
                raise self.fail("crisis", self.codes[i], why)
            via.append(whom)
            whom = next_.whom
        return whom

    # ---- afterwards

    def check(self) -> None:
        """What the file tells of a crisis must have been asked for, or nothing would have come of it."""
        table = self.state.table
        for i, told in self.told.crisis.items():
            if told.word == "yield" and table.answer[i, 0] != Answer.YIELD:
                raise self.fail("crisis", self.codes[i], self.no_yield(i))
            if told.word in ("join", "late") and table.choice[i, 0] != Choice.JOIN:
                raise self.fail("crisis", self.codes[i], self.no_help(i))
        for pair in self.told.outcome:
            if not table.battle[pair[1], 0] and not table.duel[min(pair), max(pair), 0]:
                self.no_battle(pair)

    def no_yield(self, i: int) -> str:
        me, strike = self.codes[i], self.state.table.strike[:, 0]
        if i not in strike:
            return f"nobody strikes {me} in this round, so it cannot yield; take this out"
        if self.state.table.answer[i, 0] == Answer.RESIST:
            return f"{me} has given up a province before and nobody does so twice; let it resist"
        return f"{me} and {self.codes[strike[i]]} strike each other, and neither can yield; take this out"

    def no_help(self, i: int) -> str:
        me, table = self.codes[i], self.state.table
        if table.strike[i, 0] != NOBODY:
            return f"{me} strikes in this round itself, and a striker cannot join elsewhere; take this out"
        if i in table.strike[:, 0]:
            return f"{me} is struck in this round itself, and fights for itself; say resist or yield"
        yields = [self.codes[x] for x in np.flatnonzero(table.answer[:, 0] == Answer.YIELD)]
        cause = f"{', '.join(yields)} yields" if yields else "nobody strikes"
        return f"{cause} in this round, so there is no battle to join; take this out"

    def no_battle(self, pair: Pair) -> None:
        """Complain of an outcome without a battle, unless its target fell in a duel that was left to the dice."""
        table, b = self.state.table, self.codes[pair[1]]
        if table.answer[pair[1], 0] == Answer.YIELD:
            raise self.outcome(pair, f"{b} yields in this round, so there is no battle; take out one of the two")
        if self.duel(pair[1], int(table.strike[pair[1], 0])) in self.chance.fixed:
            raise self.outcome(pair, f"{b} has fallen before, to the power it struck itself; take this out")


_RESIST, _STAY_OUT = Conduct("resist"), Conduct("stay out")
