"""Tables of personas that talk, and what one of their seats goes by."""

from __future__ import annotations

from game import parley
from game.match import Match
from game.players.bargain import Seat

TABLE = [f"{name}:trained" for name in ("defensive-realist", "opportunist", "grim", "tit-for-tat", "loyal-ally")]
ALD, BRE, COR, DOR, EST = range(5)


def seat(match: Match, power: int) -> Seat:
    found = parley.seat_of(match, power)
    assert found is not None
    return found
