"""One page with all tables side by side, for the projector: plain HTML with its pictures in it, nothing fetched."""

from __future__ import annotations

from game.classroom.side import Curve, Side
from game.odds import percent
from game.press.template import rendered

WIDTH, HEIGHT, EDGE = 150, 48, 5  # of a small picture, in pixels


def page(found: Side) -> str:
    """The class as one HTML document; every name is escaped."""
    return rendered(
        "gather.html.j2", {"percent": percent, "points": points}, side=found, width=WIDTH, height=HEIGHT, edge=EDGE
    )


def points(curve: Curve) -> list[tuple[float, float]]:
    """Where a curve runs in a picture of `WIDTH` by `HEIGHT`."""
    step = (WIDTH - 2 * EDGE) / max(len(curve.heights) - 1, 1)
    tall = HEIGHT - 2 * EDGE
    return [(EDGE + k * step, HEIGHT - EDGE - tall * height) for k, height in enumerate(curve.heights)]
