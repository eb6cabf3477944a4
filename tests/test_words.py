"""Words and numbers as people read them."""

from __future__ import annotations

import io

import numpy as np
import pytest

from game.words import NEAREST, numeral, signed, spread, words


@pytest.mark.parametrize("value", [-4, np.int64(-4)])
def test_below_nought_there_is_a_minus_in_every_sentence(value: object) -> None:
    assert words("whatif.count.wars", played=value) == "Battles"
    assert words("order.read", name="Aldmar-Nord", chance=value) == "Aldmar-Nord −4%"


def test_formats_in_a_sentence_keep_to_it() -> None:
    told = words("history.parts", dilemma=-0.25, misperception=0.5)
    assert "−25%" in told
    assert "50%" in told
    assert "-" not in told


def test_what_is_quoted_stays_as_it_is() -> None:
    assert words("order.read", name="Nord", chance="-4") == "Nord -4%"
    assert words("order.strike", name="-Nord") == "strike -Nord"
    assert words("order.strike", name="Austria-Hungary") == "strike Austria-Hungary"


def test_numbers() -> None:
    assert [signed(n) for n in (-3, 0, 2)] == ["−3", "0", "+2"]
    assert numeral(-0.5, ".2f") == "−0.50"
    assert spread(0.4, (-0.3, 1.0), ".1f") == "0.4 (−0.3 to 1.0)"


@pytest.mark.parametrize(("coding", "told"), [("utf-8", "−4 → ½ ‰"), ("cp1252", "-4 -> ½ ‰"), ("ascii", "-4 -> 1/2 ?")])
def test_a_terminal_that_lacks_letters_writes_what_comes_nearest(coding: str, told: str) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=coding, errors=NEAREST)
    out.write("−4 → ½ ‰")
    out.flush()
    assert raw.getvalue().decode(coding) == told
    assert io.TextIOWrapper(io.BytesIO(b"\xff!"), "utf-8", NEAREST).read() == "\ufffd!"
