"""All words for people come from ``assets/text/en.toml``; code asks for them by key."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from game.files import data


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return tomllib.loads(data("assets", "text", "en.toml").read_text("utf-8"))


def words(key: str, **values: Any) -> str:
    """The text at a dotted key, with its {places} filled in."""
    found: Any = _file()
    for part in key.split("."):
        found = found[part]
    return str(found).format(**values) if values else str(found)


def signed(number: int) -> str:
    """'+2', '−3', '0'."""
    return f"{number:+d}".replace("-", "−") if number else "0"


def plural(count: int, one: str, many: str) -> str:
    """'1 token', '2 tokens'."""
    return f"{count} {one if count == 1 else many}"


def counted(count: int, noun: str) -> str:
    """'1 token', '2 tokens': nouns are those of the table [count]."""
    return plural(count, *words(f"count.{noun}").split("|"))


def listed(names: Sequence[str], last: str = "and") -> str:
    """'A', 'A and B', 'A, B and C'; nothing for none."""
    if len(names) < 2:
        return "".join(names)
    return words(f"count.{last}", first=words("count.comma").join(names[:-1]), last=names[-1])
