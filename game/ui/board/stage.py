"""Scenes played on the board: counters land, flags go up, threads are drawn, dice fall, land changes colour.

A stage holds the time; what happens is all in its scenes. Any moment can be skipped, and with ``still`` nothing
moves: each scene is shown as it ends, and stays until the next is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pygame

from game.scenario import World
from game.ui.board.marks import counter, flag, roundel, sprite
from game.ui.board.picture import BoardPicture, look_of
from game.ui.board.plates import Plate
from game.ui.board.threads import Thread, draw_thread, threads
from game.ui.board.veils import outlined
from game.ui.theme import BRASS, INK, PAPER, VERMILION, face, mix
from game.views.board import Board
from game.views.scenes import Effect, Scene

FLIGHT = 0.8  # seconds a counter, a flag or a thread takes
TUMBLE = 1.4  # seconds a die rolls
FACES = 20


class Stage:
    """Plays ``scenes`` on a picture that shows ``before``. Call `update` every frame, then `draw`."""

    def __init__(self, world: World, before: Board, scenes: Sequence[Scene], *, still: bool = False) -> None:
        self.picture = BoardPicture(world)
        self.before, self.scenes, self.still = before, tuple(scenes), still
        self.at = 0  # which scene is played; as many as there are: all is over
        self.time = 0.0  # seconds since it began
        self._ties: tuple[object, dict[tuple[str, int, int], Thread]] = (None, {})
        self.picture.show(before)

    @property
    def over(self) -> bool:
        return self.at >= len(self.scenes)

    @property
    def scene(self) -> Scene | None:
        """What is played now."""
        return None if self.over else self.scenes[self.at]

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """What has been read out so far, scene by scene; of the present one as much as its time allows."""
        told = [scene.lines for scene in self.scenes[: self.at]]
        if self.scene is not None:
            waits = TUMBLE if any(effect.kind == "die" for effect in self.scene.effects) else 0.0
            shown = len(self.scene.lines) if self.still else max(int((self.time - waits) / 0.6 + 1), 0)
            told.append(self.scene.lines[:shown])
        return tuple(told)

    def update(self, seconds: float) -> bool:
        """Time passes; whether anything looks different now."""
        if self.over or self.still:
            return False
        self.time += seconds
        if self.scene is not None and self.time >= self.scene.seconds:
            self.skip()
        return True

    def skip(self) -> None:
        """On to the next scene."""
        if not self.over:
            self.picture.show(self.scenes[self.at].board)
            self.at, self.time = self.at + 1, 0.0

    def finish(self) -> None:
        """To the end of everything."""
        while not self.over:
            self.skip()

    # ---- drawing ----------------------------------------------------------------------------------------

    def place(self, rect: pygame.Rect, unit: float) -> None:
        self.picture.place(rect, unit)

    def draw(self, surface: pygame.Surface) -> None:
        """The board at this moment, at the place of its picture."""
        scene = self.scene
        if scene is None:
            self.picture.draw(surface)
            return
        time = scene.seconds if self.still else self.time
        if self.still:
            self.picture.show(scene.board)
        self.picture.draw(surface)
        part = surface.subsurface(self.picture.rect.clip(surface.get_rect()))
        glow = 1.0 if self.still else min(time / 0.3, 1.0)
        for power in scene.powers:
            outlined(self.picture.layout, power, self.picture.unit).lay(part, glow)
        ties = self._threads(scene)
        for k, effect in enumerate(scene.effects):
            share = 1.0 if self.still else float(np.clip((time - 0.25 - 0.45 * k) / FLIGHT, 0, 1))
            self._effect(part, effect, share, ties, time)

    def _threads(self, scene: Scene) -> dict[tuple[str, int, int], Thread]:
        """The threads of the board after a scene, where they will lie."""
        layout, key = self.picture.layout, (self.at, self.picture.layout)
        if self._ties[0] != key:
            made = threads(scene.board.bonds, layout, self.picture.unit)
            self._ties = key, {(thread.bond.kind, thread.bond.a, thread.bond.b): thread for thread in made}
        return self._ties[1]

    def _effect(
        self,
        part: pygame.Surface,
        effect: Effect,
        share: float,
        ties: dict[tuple[str, int, int], Thread],
        time: float,
    ) -> None:
        if share <= 0:
            return
        plate, unit, layout = self.picture.layout.plates[effect.power], self.picture.unit, self.picture.layout
        if effect.kind == "arms":
            _landing(part, plate, effect.number, share)
        elif effect.kind == "coins":
            _passing(part, plate, layout.plates[effect.other], effect.number, share)
        elif effect.kind == "flag":
            _rising(part, plate, share)
        elif effect.kind == "thread" and effect.bond is not None:
            thread = ties.get((effect.bond.kind, effect.bond.a, effect.bond.b))
            if thread is not None:
                draw_thread(part, thread, unit, share, strong=True)
        elif effect.kind == "wash":
            grown = _eased(share)
            self.picture.wash(effect.power, effect.other, effect.number == 1, grown).lay(part)
        elif effect.kind == "free":
            look = look_of(self.before.lands[effect.power].seat)
            ring = roundel("", look, plate.radius + round(14 * (1 - share) * unit))
            ring.set_alpha(round(200 * (1 - share)))
            part.blit(ring, ring.get_rect(center=plate.letter))
            ring.set_alpha(255)
        elif effect.kind == "die":
            rolled = min(time / TUMBLE, 1.0)
            where = layout.plates[effect.other] if effect.other >= 0 else plate
            middle = ((plate.letter[0] + where.letter[0]) // 2, (plate.letter[1] + where.letter[1]) // 2)
            _die(part, layout.inside, middle, effect, 1.0 if self.still else rolled, unit)


def _eased(share: float) -> float:
    """Quick at first, gentle at the end."""
    return 1 - (1 - share) ** 3


def _landing(part: pygame.Surface, plate: Plate, arms: int, share: float) -> None:
    """New arms fall onto the plate, one after another; nobody sees their sort."""
    size = (max(round(plate.slot * 1.1), 6), max(round(plate.row * 1.1), 8))
    chip = counter("unsorted", 1.0, size)
    step = size[0] + 3
    for k in range(arms):
        own = float(np.clip(share * (1 + 0.25 * arms) - 0.25 * k, 0, 1))
        if own <= 0:
            continue
        x = plate.rect.centerx + round((k - (arms - 1) / 2) * step)
        y = plate.rect.bottom + size[1] // 2 - round((1 - _eased(own)) * 70)
        chip.set_alpha(round(255 * min(own * 2, 1)))
        part.blit(chip, chip.get_rect(center=(x, y)))
    chip.set_alpha(255)


def _passing(part: pygame.Surface, giver: Plate, taker: Plate, tokens: int, share: float) -> None:
    """Tokens go from one power to another, in a row."""
    radius = max(round(giver.size * 0.42), 5)
    coin = token(radius)
    for k in range(tokens):
        own = float(np.clip(share * (1 + 0.15 * tokens) - 0.15 * k, 0, 1))
        gone = own * own * (3 - 2 * own)
        x = giver.rect.centerx + (taker.rect.centerx - giver.rect.centerx) * gone
        y = giver.rect.bottom + (taker.rect.bottom - giver.rect.bottom) * gone - 60 * gone * (1 - gone)
        part.blit(coin, coin.get_rect(center=(round(x) + k * radius, round(y))))


def _rising(part: pygame.Surface, plate: Plate, share: float) -> None:
    """A flag goes up beside the letter."""
    cloth = flag(round(plate.radius * 1.9), VERMILION, 3)
    x, y = plate.letter[0] + plate.radius, plate.letter[1] + plate.radius
    shown = max(round(cloth.get_height() * _eased(share)), 1)
    part.blit(cloth, (x, y - shown), (0, 0, cloth.get_width(), shown))


def _die(
    part: pygame.Surface, inside: pygame.Rect, middle: tuple[int, int], effect: Effect, rolled: float, unit: float
) -> None:
    """A die of twenty faces tumbles and shows its number; below it what would win, where that is known."""
    radius = round(34 * unit)
    turn = (1 - _eased(rolled)) * 9.0
    number = effect.number
    if rolled < 1:
        number = 1 + int(rolled * 37 + effect.number * 7) % FACES
    tile = die(radius, round(turn * 8) / 8)
    spot = tile.get_rect(center=(middle[0], middle[1] - round(26 * unit * (1 - rolled) * abs(np.sin(rolled * 9)))))
    spot.clamp_ip(inside)
    part.blit(tile, spot)
    sign = face("Bold", max(round(26 * unit), 12)).render(str(number), True, INK)
    part.blit(sign, sign.get_rect(center=spot.center))
    if effect.needed and rolled >= 1:
        told = face("Semibold", max(round(15 * unit), 10)).render(f"≤ {effect.needed}", True, INK)
        box = told.get_rect(midtop=(spot.centerx, spot.bottom)).inflate(12, 4)
        pygame.draw.rect(part, PAPER, box, border_radius=4)
        part.blit(told, told.get_rect(center=box.center))


@lru_cache(maxsize=8)
def token(radius: int) -> pygame.Surface:
    """A brass token."""
    side = 2 * radius + 2

    def paint(large: pygame.Surface, fine: int) -> None:
        middle = (side * fine / 2, side * fine / 2)
        for size, ink in ((1.0, mix(BRASS, INK, 0.5)), (0.88, BRASS), (0.66, mix(BRASS, INK, 0.28)), (0.6, BRASS)):
            pygame.draw.circle(large, ink, middle, radius * fine * size)

    return sprite((side, side), paint, BRASS)


@lru_cache(maxsize=96)
def die(radius: int, turn: float) -> pygame.Surface:
    """An icosahedron seen from above one face, turned by some radians."""
    side = 2 * radius + 4

    def paint(large: pygame.Surface, fine: int) -> None:
        c, r = side * fine / 2, radius * fine
        rim = [(c + r * np.sin(turn + k * np.pi / 3), c - r * np.cos(turn + k * np.pi / 3)) for k in range(6)]
        top = [
            (c + 0.6 * r * np.sin(turn + k * 2 * np.pi / 3), c - 0.6 * r * np.cos(turn + k * 2 * np.pi / 3))
            for k in range(3)
        ]
        pygame.draw.polygon(large, mix(PAPER, INK, 0.12), rim)
        pygame.draw.polygon(large, PAPER, top)
        pen = max(round(1.1 * fine), 1)
        for k in range(3):
            pygame.draw.line(large, mix(INK, PAPER, 0.35), top[k], top[(k + 1) % 3], pen)
            for step in (-1, 0, 1):
                pygame.draw.line(large, mix(INK, PAPER, 0.35), top[k], rim[(2 * k + step) % 6], pen)
        pygame.draw.lines(large, INK, True, rim, 2 * pen)

    return sprite((side, side), paint, INK)
