"""Colours that can be read: of letters on a power's colour, and of its lines on paper."""

from __future__ import annotations

PAPER = "#fffdf8"
DARK, LIGHT = "#1b2733", "#ffffff"
CONTRAST = 3.2  # of a line on paper, at least


def ink(colour: str) -> str:
    """The colour, darkened until a line of it stands out on paper."""
    red, green, blue = _parts(colour)
    for step in range(21):
        shade = 1 - step / 20
        dark = f"#{round(red * shade):02x}{round(green * shade):02x}{round(blue * shade):02x}"
        if contrast(dark, PAPER) >= CONTRAST:
            return dark
    return DARK


def on(colour: str) -> str:
    """Dark or light letters, whichever can be read on the colour."""
    return max((DARK, LIGHT), key=lambda letters: contrast(letters, colour))


def contrast(one: str, other: str) -> float:
    """1 (the same) to 21 (black on white), as the web's accessibility guidelines count it."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _light(colour: str) -> float:
    """Relative luminance, 0..1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (p / 255 for p in _parts(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
