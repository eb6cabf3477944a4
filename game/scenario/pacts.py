"""The pacts that are in force when a game begins [R12]."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np

from game.arrays import Array
from game.scenario.fail import Fail
from game.scenario.figures import core
from game.scenario.world import PACTS
from game.schema import Pact


def in_force(pacts: list[Pact], fail: Fail) -> Array:
    """(N, N, 5, 1) as `Table.pacts` codes them."""
    n = len(fail.codes)
    out = np.zeros((n, n, len(PACTS), 1), np.int8)
    for x, pact in enumerate(pacts):
        key = f"pact.{x}"
        kind, value = _coded(pact, key, fail)
        for pair in combinations(pact.members, 2):
            i, j = fail.pair(f"{key}.members", pair)
            out[i, j, kind] = out[j, i, kind] = value
    return out


def _coded(pact: Pact, key: str, fail: Fail) -> tuple[int, int]:
    """(kind, 1 + parameter); the parameter stands in the kind, as in an order, or under a key of its own."""
    kind, *words = pact.kind.split() or [""]
    if kind not in PACTS:
        fail(f"{key}.kind", f"'{pact.kind}' is none of {', '.join(PACTS)}")
    if len(pact.members) < 2:
        fail(f"{key}.members", "a pact needs two members or more")
    for extra, its_kind in (("against", "offence"), ("arms", "limit")):
        if getattr(pact, extra) is not None and kind != its_kind:
            fail(f"{key}.{extra}", f"only a pact of {its_kind} has it; take it out")
    parameter = 0
    if kind == "offence":
        against = pact.against or (words[0] if len(words) == 1 else "")
        if not against:
            fail(key, 'an offence pact needs the power it is aimed at: against = "AAA"')
        if against in pact.members:
            fail(f"{key}.against", f"'{against}' is a member; a pact cannot be aimed at one of its own")
        parameter = fail.power(f"{key}.against", against)
    elif kind == "limit":
        said = int(words[0]) if words and re.fullmatch("[0-9]{1,3}", words[0]) else -1
        parameter = said if pact.arms is None else pact.arms
        if not 0 <= parameter <= 2 * core().arms.most:
            fail(key, f"a limit pact needs a number of arms from 0 to {2 * core().arms.most}: arms = 8")
    elif words:
        fail(f"{key}.kind", f"'{pact.kind}': only offence and limit take a word more")
    return PACTS.index(kind), 1 + parameter
