"""Complaints about one file, and the look-ups that may end in one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from game.files import BadInput


class Fail:
    """Raises `BadInput` for one file; finds its powers by their codes, or raises it."""

    def __init__(self, path: Path, codes: Sequence[str]) -> None:
        self.path = path
        self.codes = tuple(codes)

    def __call__(self, key: str, why: str) -> NoReturn:
        raise BadInput(f"{self.path}: {key}: {why}")

    def power(self, key: str, code: str) -> int:
        """Its place in table order."""
        if code not in self.codes:
            self(key, f"no power '{code}'; the powers are {', '.join(self.codes)}")
        return self.codes.index(code)

    def pair(self, key: str, codes: tuple[str, str]) -> tuple[int, int]:
        """Two different powers, the first in table order first."""
        i, j = (self.power(key, code) for code in codes)
        if i == j:
            self(key, f"'{codes[0]}' stands twice; name two different powers")
        return min(i, j), max(i, j)
