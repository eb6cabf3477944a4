"""The map of the board, for those who may not draw on a screen: the kit takes it from here."""

from __future__ import annotations

from game.classroom.kit import Chart
from game.scenario import World


def chart(world: World) -> Chart:
    """The same lands as on the screen, as fields of distances."""
    from game.ui.board.lands import grow
    from game.ui.board.sites import sites

    found = sites(world)
    lands = grow(found, ASPECT)
    ways = tuple((border.a, border.b, border.over) for border in found.borders)
    coast, shore, inland = (field.astype(float) for field in (lands.coast, lands.shore, lands.inland))
    return Chart(coast, tuple(field.astype(float) for field in lands.realm), shore, inland, lands.places, ways)


ASPECT = 1.5  # of the sheet: as broad as it is on paper that lies
