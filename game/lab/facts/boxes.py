"""Boxes made to order: worlds of powers that are all alike but where an experiment says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from game.scenario import Scenario, build
from game.schema import ScenarioFile, check

LAB = "lab"  # the deal of a box made here
CODES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG")
Cards = Mapping[str, Any]  # by code, as scenario files write them: "fearful", {"kind": "claimant", "target": "BBB"}
Deck = Mapping[str, float]  # by intent


def box(
    n: int = 2,
    *,
    balance: float = 0,
    actual: float | None = None,
    distinguishability: float = 0.5,
    rounds: tuple[int, int] = (5, 7),
    ring: bool = False,
    modules: Sequence[str] = (),
    prior: Deck | None = None,
    deck: Deck | None = None,
    cards: Cards | None = None,
    powers: Mapping[str, Mapping[str, Any]] | None = None,
    pacts: Sequence[Mapping[str, Any]] = (),
    **world: Any,
) -> Scenario:
    """``n`` powers AAA, BBB ... of 5 tokens, 3 swords and 3 shields, all in reach of all unless in a ``ring``.

    ``prior`` is the public deck that beliefs start from; ``deck`` the one that is in fact dealt (default: the
    prior), ``cards`` those dealt to named powers. ``powers`` and ``world`` hold further keys of scenario files.
    """
    codes = CODES[:n]
    borders = [{"between": [codes[i], codes[(i + 1) % n]]} for i in range(n if n > 2 else 1)] if ring else []
    tables: dict[str, Any] = {
        "name": f"{n} powers",
        "world": {
            "balance_believed": balance,
            "distinguishability": distinguishability,
            "rounds": list(rounds),
            "modules": list(modules),
            "border": borders,
            **({} if actual is None else {"balance_actual": actual}),
            **world,
        },
        "powers": {code: {"name": code, **((powers or {}).get(code, {}))} for code in codes},
        "pact": [dict(pact) for pact in pacts],
    }
    if prior is not None:
        tables["prior"] = {card: float(weight) for card, weight in prior.items()}
    if deck is not None or cards is not None:
        drawn = {} if deck is None else {"deck": {card: float(weight) for card, weight in deck.items()}}
        tables["deals"] = {LAB: {**drawn, **(cards or {})}}
    path = Path("lab.toml")
    return build(check(ScenarioFile, tables, path), path, "")
