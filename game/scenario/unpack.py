"""From a checked file to the arrays of a world, with the checks that need more than one key."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np

from game import odds
from game.arrays import Ints
from game.scenario import deals, geography, pacts, par
from game.scenario.fail import Fail
from game.scenario.figures import core
from game.scenario.world import Power, Scenario, World
from game.schema import ScenarioFile, fraction


def build(file: ScenarioFile, path: Path, text: str, *, shipped: bool = False) -> Scenario:
    """The scenario in a checked file; ``path`` is named in errors, ``text`` what stands in the file.

    `BadInput` if its keys are right one by one, but not together.
    """
    fail = Fail(path, tuple(file.powers))
    _check_powers(fail)
    _check_modules(file, fail)
    rules, world, table = core(), file.world, list(file.powers.values())
    n, most = len(table), core().arms.most
    actual = world.balance_believed if world.balance_actual is None else world.balance_actual
    reach = geography.reach(world, fail)
    barriers, over = geography.barriers(world, fail)
    shares = geography.shares(world, rules.help, reach, fail)
    alike, ready = 1 - fraction(world.distinguishability), fraction(world.retaliation)
    public = World(
        name=file.name,
        summary=file.summary,
        powers=tuple(
            Power(code, p.name, p.adjective or p.name, p.role, p.position, p.colour, p.hatch)
            for code, p in file.powers.items()
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
        edge=geography.edge(world.balance_believed, barriers, n),
        terrain=tuple((i, j, kind) for (i, j), kind in over.items()),
        help_full=geography.help_sent(shares, Fraction(1), 2 * most),
        help_late=geography.help_sent(shares, fraction(rules.help.late), 2 * most),
        part=np.array([geography.half_up(alike * arms) for arms in range(most + 1)], np.int8),
        odds=odds.table(rules.odds.die, rules.odds.scale, rules.odds.least, rules.odds.most),
        nuclear=np.array([[p.nuclear] for p in table]),
        rising=np.array([[p.rising] for p in table]),
        surprise=np.array([[p.surprise] for p in table]),
        retaliation=(geography.half_up(ready), geography.half_up(ready * (1 - fraction(world.disarming)))),
        pacts=pacts.in_force(file.pact, fail),
        deck=deals.deck(file, fail),
        par=par.pars(path.stem if shipped else "", file),
    )
    return Scenario(
        id=path.stem,
        world=public,
        edge=geography.edge(actual, barriers, n),
        balance=actual,
        deals=deals.named(file, public, fail),
        default_deal="default" if file.intents else "random",
        file=file,
        text=text,
        shipped=shipped,
    )


def _column(values: list[int]) -> Ints:
    return np.array(values, np.int16)[:, None]


def _check_powers(fail: Fail) -> None:
    if not 2 <= len(fail.codes) <= 7:
        fail("powers", f"{len(fail.codes)} given; there must be two to seven")
    if "ALL" in fail.codes:
        fail("powers.ALL", "'ALL' means everybody in orders; take another code")


def _check_modules(file: ScenarioFile, fail: Fail) -> None:
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
