"""How fast the board is drawn, and how much memory that takes; run by `dilemma bench` in a process of its own."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from statistics import median

import pygame

from game.scenario import load
from game.sitting import Sitting
from game.ui.app import RATE, App, open_window
from game.ui.flow import Flow
from game.ui.screens.reveal import Reveal
from game.ui.session import Session
from game.ui.settings import Settings

FRAMES = 300  # of each reveal, at most


def measure(rounds: int) -> dict[str, float]:
    """Frames a second while so many rounds are revealed on a whole window, uncapped, and the largest memory in MB.

    The first frame of a round, for which its layer is made, is not counted.
    """
    settings = Settings(mute=True)
    window = open_window(settings)
    app = App(settings, window.get_size())
    sitting = Sitting.new(load("base"), ["rules"] * 5, seed=7)
    session = Session(sitting)
    times: list[float] = []
    for _ in range(rounds):
        sitting.settle()
        sitting.advance()
        screen = Reveal(app, Flow(app), session)
        app.start(screen)
        for k in range(FRAMES):
            if screen.stage.over:
                break
            began = time.perf_counter()
            app.update(1 / RATE)
            app.draw(window)
            pygame.display.flip()
            if k:
                times.append(time.perf_counter() - began)
    sitting.close()
    return {"ui_fps": 1 / median(times), "ui_rss_mb": peak_mb()}


def peak_mb() -> float:
    """The most memory this program has held. On Linux the kernel's own count: the other one begins with the most of
    the process that started this one."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
