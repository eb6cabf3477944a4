"""The board on the screen: a printed sheet made once a size, and above it what changes."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.scenario import World
from game.seats import Seat, seats
from game.ui.board import furniture
from game.ui.board.layout import Layout, laid
from game.ui.board.lettering import capitals
from game.ui.board.marks import counter, flag, medallion, roundel, seal
from game.ui.board.paint import Look, sheet
from game.ui.board.plates import Plate
from game.ui.board.sites import Sites, sites
from game.ui.board.threads import Thread, draw_thread, threads
from game.ui.board.veils import Veil, occupied, outlined
from game.ui.theme import INK, PAPER, VERMILION, colour, face, mix
from game.views.board import Arms, Board, Bond, Land


@lru_cache(maxsize=6)
def printed(
    site: Sites, looks: tuple[Look, ...], names: tuple[str, ...], title: str, size: tuple[int, int], unit: float
) -> pygame.Surface:
    """The sheet of a world, on which nothing ever changes; a few sizes are kept."""
    layout = laid(site, names, title, size, unit)
    xs, ys = furniture.degrees(pygame.Rect((0, 0), size), unit)
    words_at = [_words_of(plate) for plate in layout.plates]
    surface = sheet(layout.lands, looks, size, unit, words_at, (xs[2:-1:2], ys[2:-1:2]))
    furniture.terrain(surface, layout.lands, layout.times, unit, [plate.rect for plate in layout.plates])
    furniture.neat_line(surface, unit)
    if layout.plaque:
        surface.blit(furniture.cartouche(title, unit), layout.plaque)
    if layout.rose:
        surface.blit(furniture.compass(layout.rose.w // 2 - 1), layout.rose)
    for look, plate in zip(looks, layout.plates, strict=True):
        _name(surface, plate, look)
    return surface


def look_of(seat: Seat) -> Look:
    """How the land of a power is printed."""
    return Look(colour(seat.colour), seat.hatch)


def _words_of(plate: Plate) -> pygame.Rect:
    return plate.rect.inflate(-plate.size // 2, 0)


def _name(surface: pygame.Surface, plate: Plate, look: Look) -> None:
    x, y = plate.name_at
    halo = mix(look.wash, PAPER, 0.4) if plate.outside else look.wash
    for line in plate.lines:
        made = capitals(line, plate.size, INK, halo)
        rect = made.get_rect(midtop=(x, y - round(plate.size * 0.24)))
        surface.blit(made, rect)
        y += round(plate.size * 1.06)


class BoardPicture:
    """A board to look at and to point at. Give it a `Board` with `show`, a place with `place`, then `draw` it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.site = sites(world)
        self.rect = pygame.Rect(0, 0, 0, 0)
        self.unit = 1.0
        self.board: Board | None = None
        self.lit: int | Bond | None = None  # a power or a bond that is pointed at
        self._layer: pygame.Surface | None = None
        self._threads: tuple[Thread, ...] | None = None

    def show(self, board: Board) -> None:
        """The board as it is now."""
        if board != self.board:
            self.board, self._layer, self._threads = board, None, None

    def place(self, rect: pygame.Rect, unit: float) -> None:
        """Where it lies, and how large a pixel at 100 % is drawn."""
        if (rect, unit) != (self.rect, self.unit):
            self.rect, self.unit, self._layer, self._threads = pygame.Rect(rect), unit, None, None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(power.name for power in self.world.powers)

    @property
    def layout(self) -> Layout:
        """Where everything printed lies at the present size."""
        return laid(self.site, self.names, self.world.name, self.rect.size, self.unit)

    @property
    def sheet(self) -> pygame.Surface:
        """The printed sheet at the present size."""
        looks = tuple(look_of(seat) for seat in seats(self.world))
        return printed(self.site, looks, self.names, self.world.name, self.rect.size, self.unit)

    @property
    def threads(self) -> tuple[Thread, ...]:
        """All bonds as they are drawn."""
        if self._threads is None:
            bonds = self.board.bonds if self.board else ()
            self._threads = threads(bonds, self.layout, self.unit)
        return self._threads

    def light(self, what: int | Bond | None) -> None:
        """Make a power or a bond stand out."""
        if what != self.lit:
            self.lit, self._layer = what, None

    def draw(self, surface: pygame.Surface) -> None:
        """The whole board at its place."""
        surface.blit(self.drawn(), self.rect)

    def at(self, pos: tuple[int, int]) -> int | Bond | None:
        """The bond or the power at a point of the window."""
        if self.board is None or not self.rect.collidepoint(pos):
            return None
        x, y = pos[0] - self.rect.x, pos[1] - self.rect.y
        for thread in self.threads:
            if (thread.sign[0] - x) ** 2 + (thread.sign[1] - y) ** 2 <= (thread.radius + 2) ** 2:
                return thread.bond
        for i, plate in enumerate(self.layout.plates):
            if plate.rect.collidepoint(x, y):
                return i
        for thread in self.threads:
            if any((px - x) ** 2 + (py - y) ** 2 < (4 * self.unit) ** 2 for px, py in thread.points):
                return thread.bond
        h, w = self.layout.lands.shape
        row, column = min(int(y / self.layout.times), h - 1), min(int(x / self.layout.times), w - 1)
        owner = int(self.layout.lands.owner[row, column])
        return owner if owner >= 0 else None

    def tip(self, what: int | Bond) -> tuple[str, ...]:
        """Sentences about a power or a bond: what is so, and why."""
        assert self.board is not None
        if isinstance(what, Bond):
            return (what.tip,)
        own = [bond.tip for bond in self.board.bonds if what in (bond.a, bond.b)]
        return (*self.board.lands[what].tip, *own)

    def spots(self) -> list[tuple[int | Bond, pygame.Rect]]:
        """All that can be pointed at with the keyboard, in the order of reading, and where it is in the window."""
        powers = [(i, plate.rect.move(self.rect.topleft)) for i, plate in enumerate(self.layout.plates)]
        powers.sort(key=lambda one: (one[1].centery // max(self.rect.h // 4, 1), one[1].centerx))
        return [*powers, *((thread.bond, thread.spot.move(self.rect.topleft)) for thread in self.threads)]

    # ---- the layer of what changes ----------------------------------------------------------------------

    def drawn(self) -> pygame.Surface:
        """The whole board as it is drawn at its present size; not to be changed."""
        if self._layer is None:
            assert self.board is not None
            placed = self.layout.plates
            self._layer = self.sheet.copy()
            for i, land in enumerate(self.board.lands):
                self._fate(self._layer, i, land)
            if isinstance(self.lit, int):
                outlined(self.layout, self.lit, self.unit).lay(self._layer)
            for thread in self.threads:
                lit = self.lit == thread.bond or self.lit in (thread.bond.a, thread.bond.b)
                draw_thread(self._layer, thread, self.unit, strong=lit)
            for i, land in enumerate(self.board.lands):
                draw_plate(self._layer, placed[i], land, self.board)
        return self._layer

    def wash(self, i: int, holder: int, province: bool, share: float = 1.0) -> Veil:
        """The land of i, or its province, striped in the holder's colour; the first ``share`` of it from the border."""
        looks = [look_of(seat) for seat in seats(self.world)]
        return occupied(self.layout, i, holder, looks[holder], province, round(32 * share) / 32)

    def _fate(self, layer: pygame.Surface, i: int, land: Land) -> None:
        """Land in other hands, striped in the colour of whoever holds it."""
        if land.exile >= 0:
            self.wash(i, land.exile, False).lay(layer)
        elif land.province >= 0:
            self.wash(i, land.province, True).lay(layer)


def draw_plate(surface: pygame.Surface, plate: Plate, land: Land, board: Board) -> None:
    """The letter, the flag and the counters of one power."""
    look = look_of(land.seat)
    x, y = plate.letter
    if land.ready:
        cloth = flag(round(plate.radius * 1.9), VERMILION, min(land.ready - board.round + 1, 3))
        surface.blit(cloth, cloth.get_rect(bottomleft=(x + plate.radius, y + plate.radius)))
    made = roundel(land.seat.letter, look, plate.radius, ring=bool(land.ready), dim=land.exile >= 0)
    surface.blit(made, made.get_rect(center=(x, y)))
    holder = land.exile if land.exile >= 0 else land.province
    small = round(plate.radius * 0.62)
    if holder >= 0:
        seat = board.lands[holder].seat
        held = roundel(seat.letter, look_of(seat), small)
        surface.blit(held, held.get_rect(center=(x - plate.radius - small, y + plate.radius - small)))
    if land.sealed:
        wax = seal(small)
        surface.blit(wax, wax.get_rect(center=(x - plate.radius - small, y - plate.radius + small)))
    kinds = [kind for kind, on in (("nuclear", land.nuclear), ("vow", land.vow), ("open", land.open_to_all)) if on]
    tiny = max(round(plate.radius * 0.44), 5)
    for k, kind in enumerate(kinds):  # in the lee of the flag
        sign = medallion(kind, tiny)
        left = x + plate.radius + round(plate.size * 0.2) + k * (2 * tiny + 3)
        surface.blit(sign, sign.get_rect(bottomleft=(left, y + plate.radius)))
    draw_arms(surface, plate, land.arms)


def draw_arms(surface: pygame.Surface, plate: Plate, arms: Arms) -> None:
    """Counters in two rows: swords above, shields below; arms of no known sort by tens."""
    x, y = plate.rows_at
    rows: list[list[tuple[str, float]]] = [
        [("sword", 0.0)] * arms.swords + [("sword", arms.doubt)] * arms.maybe_swords,
        [("shield", 0.0)] * arms.shields + [("shield", arms.doubt)] * arms.maybe_shields,
    ]
    if arms.unsorted and not any(rows):
        half = min(arms.unsorted, 10) if arms.unsorted <= 20 else (arms.unsorted + 1) // 2
        rows = [[("unsorted", 1.0)] * half, [("unsorted", 1.0)] * (arms.unsorted - half)]
    elif arms.unsorted:
        short = 0 if len(rows[0]) <= len(rows[1]) else 1
        rows[short] += [("unsorted", 1.0)] * arms.unsorted
    high = max(round(plate.size * 0.8), 9)
    size = (max(round(plate.slot * 0.95), 5), max(round(plate.row * 0.92), 7))
    total = sum(len(row) for row in rows)
    for k, row in enumerate(row for row in rows if row):
        step = min(plate.slot, plate.slot * (plate.slots - 1) / max(len(row) - 1, 1))
        wide = round(step * (len(row) - 1) + size[0])
        text = str(len(row)) if arms.unsorted == 0 else str(total) if k == 0 else ""
        # what stands out of its land runs across coasts: the ground is kept quiet around it
        label = capitals(text, high, INK, PAPER) if plate.outside else face("Semibold", high).render(text, True, INK)
        left = x - (wide + label.get_width() + 4) // 2 if text else x - wide // 2
        for n, (kind, doubt) in enumerate(row):
            surface.blit(counter(kind, round(doubt, 2), size), (round(left + n * step), y + k * plate.row))
        spot = label.get_rect(midleft=(left + wide + 4, y + k * plate.row + size[1] // 2))
        surface.blit(label, spot)
