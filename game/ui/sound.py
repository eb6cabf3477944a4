"""Plays the cues of `cues`; a machine without sound plays none, and nobody is told.

What is played tells only what everybody at the table may know.
"""

from __future__ import annotations

import pygame

from game.ui.settings import Settings


class Sounds:
    """Plays cues, as loud as the settings say; the device is opened with the first one."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.played: list[str] = []  # the last few, for tests and for the deaf
        self._made: dict[str, pygame.mixer.Sound] | None = None

    def play(self, cue: str) -> None:
        """Sound one of `cues.CUES`."""
        self.played = [*self.played[-15:], cue]
        if self.settings.mute or not self.settings.volume or not self._open():
            return
        assert self._made is not None
        sound = self._made.get(cue)
        if sound is None:
            from game.ui import cues  # numpy, only when something is to be heard

            sound = self._made[cue] = pygame.mixer.Sound(buffer=cues.pcm(cue))
        sound.set_volume(self.settings.volume / 10)
        sound.play()

    def _open(self) -> bool:
        if self._made is None:
            from game.ui import cues

            self._made = {}
            try:
                pygame.mixer.init(cues.RATE, -16, 2, 512)
            except pygame.error:
                return False
        return pygame.mixer.get_init() is not None

    def close(self) -> None:
        """Give the device back."""
        if pygame.mixer.get_init():
            pygame.mixer.quit()
        self._made = None
