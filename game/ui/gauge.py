"""How fast the board is drawn, also while computers think, and how much memory that takes.

Run by `dilemma bench` in a process of its own.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pygame

from game.crew import Beside
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


def patience(turns: int) -> dict[str, float]:
    """Milliseconds from one picture of the table to the next, at sixty a second, while five masters think.

    The longest but for one in twenty, so many turns long; the pictures on which sheets are turned over count, too.
    The game is written down, as every game at a screen is.
    """
    settings = Settings(mute=True, reduced_motion=True)
    window = open_window(settings)
    app = App(settings, window.get_size())
    times: list[float] = []
    with Beside() as room, TemporaryDirectory() as place:
        path = Path(place) / "game.jsonl"
        sitting = Sitting.new(load("six-powers"), ["person", *["master"] * 5], seed=7, path=path)
        session = Session(sitting)
        session.declared.update(range(6))
        room.submit(len, "").result()  # it has come
        flow = Flow(app, room)
        for _ in range(turns):
            app.start(flow.begin(session))
            app.draw(window)
            for power in sitting.visitors():
                sitting.seal(power, [])
            done, last = len(sitting.match.steps), time.perf_counter()
            while len(sitting.match.steps) == done:
                app.top.touch()
                app.frame(window)
                now = time.perf_counter()
                times.append(1000 * (now - last))
                last = now
        sitting.close()
    return {"thinking_frame_p95_ms": sorted(times)[int(0.95 * len(times))]}


def peak_mb() -> float:
    """The most memory this program has held. On Linux the kernel's own count: the other one begins with the most of
    the process that started this one."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    turns = int(sys.argv[1])
    print(json.dumps(measure(turns) | patience(turns)))
