"""What all commands share: the application, options, one JSON document."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from game.files import BadInput

app = typer.Typer(
    name="dilemma",
    help="Security Dilemma: a negotiation game about fear.",
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


Json = Annotated[bool, typer.Option("--json", help="One JSON document and nothing else.")]


Paper = Annotated[str, typer.Option("--paper", help="a4 or letter.")]


Seed = Annotated[int, typer.Option("--seed", min=0, help="Same seed and orders, same result.")]


MOST_GAMES = 10**8  # their batches are listed before the first is played


def document(value: Any) -> None:
    """Print one JSON document; what is no number is null."""

    def clean(x: Any) -> Any:
        if isinstance(x, float):
            return round(x, 6) if math.isfinite(x) else None
        if isinstance(x, dict):
            return {k: clean(v) for k, v in x.items()}
        return [clean(v) for v in x] if isinstance(x, list | tuple) else x

    print(json.dumps(clean(value), indent=2, ensure_ascii=False))


def idle(given: Mapping[str, object], why: str) -> None:
    """`BadInput` for the first of these options that was given (is not None): it would do nothing."""
    named = next((option for option, value in given.items() if value is not None), None)
    if named:
        raise BadInput(f"{named}: {why}")


def seats_named(option: str, text: str, n: int) -> list[str]:
    """One name per power, checked."""
    from game.players import PERSON, player

    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name != PERSON:
            player(name)
    if len(names) == 1:
        names *= n
    if len(names) != n:
        raise BadInput(f"{option}: {len(names)} given for {n} powers; give 1 or {n}, separated by commas")
    return names
