"""The four codes of every power, the same wherever it is shown: colour, letter, hatch, name."""

from __future__ import annotations

from dataclasses import dataclass

from game.scenario import World

# For powers whose file names none: told apart by the colour-blind, in table order.
COLOURS = ("#6ba3d7", "#cfb262", "#1e5032", "#d67b90", "#4f465e", "#8b622d", "#c6dfb1")
HATCHES = ("none", "dots", "diagonal", "horizontal", "cross", "vertical", "back-diagonal")


@dataclass(frozen=True)
class Seat:
    """One power, in the codes every screen uses: colour, letter, hatch and name."""

    code: str
    name: str
    letter: str  # as much of the code as tells it from the others
    colour: str  # '#rrggbb'
    hatch: str


def seats(world: World) -> tuple[Seat, ...]:
    """The powers in table order, with the shortest letters that tell their codes apart."""
    out = []
    for i, power in enumerate(world.powers):
        others = [code for code in world.codes if code != power.code]
        length = next(
            (n for n in range(1, len(power.code)) if all(code[:n] != power.code[:n] for code in others)),
            len(power.code),
        )
        colour, hatch = power.colour or COLOURS[i], power.hatch or HATCHES[i]
        out.append(Seat(power.code, power.name, power.code[:length], colour, hatch))
    return tuple(out)
