"""All words for people come from ``assets/text/en.toml``; code asks for them by key."""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from numbers import Real
from typing import Any

from game.files import data

MINUS = "−"
NEAREST = "nearest"  # how a stream that lacks a letter is to write it: `errors=NEAREST`
NEAR = {MINUS: "-", "×": "x", "→": "->", "½": "1/2", "¼": "1/4", "¾": "3/4", "…": "...", "·": "-"}


def _nearest(error: UnicodeError) -> tuple[str | bytes, int]:
    """The nearest letters a poor terminal has, or question marks: '-4 points', where '?4 points' could be either."""
    if not isinstance(error, UnicodeEncodeError):
        return codecs.replace_errors(error)
    return "".join(NEAR.get(letter, "?") for letter in error.object[error.start : error.end]), error.end


codecs.register_error(NEAREST, _nearest)


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return tomllib.loads(data("assets", "text", "en.toml").read_text("utf-8"))


def words(key: str, **values: Any) -> str:
    """The text at a dotted key, with its {places} filled in."""
    found: Any = _file()
    for part in key.split("."):
        found = found[part]
    return str(found).format(**{name: _shown(value) for name, value in values.items()}) if values else str(found)


def numeral(number: float, form: str = "") -> str:
    """A number as people read it, by a format such as '+.1f': below nought it has a minus, which is no hyphen."""
    return format(number, form).replace("-", MINUS, 1) if number < 0 else format(number, form)


def signed(number: int) -> str:
    """'+2', '−3', '0'."""
    return numeral(number, "+d") if number else "0"


def spread(number: float, ci: tuple[float, float], form: str) -> str:
    """A number and its interval: '0.4 (−0.3 to 1.1)'."""
    low, high = ci
    return f"{numeral(number, form)} ({numeral(low, form)} to {numeral(high, form)})"


class _Below:
    """A number below nought, in the hands of `str.format`."""

    def __init__(self, number: Any) -> None:
        self.number = number

    def __format__(self, form: str) -> str:
        return numeral(self.number, form)


def _shown(value: Any) -> Any:
    """The same as people read it, if it is a number; what is spelt already is left as it is: it may be quoted."""
    return _Below(value) if isinstance(value, Real) and float(value) < 0 else value


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
