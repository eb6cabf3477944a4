"""How fast: the figures of `dilemma bench`, medians on one core, five powers."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from game.chance import Chance, Draws
from game.match import Match, beliefs_of, decide, learnt
from game.players import player
from game.record import new_match, replay
from game.rules import start, step
from game.scenario import Scenario, forget, load, parse
from game.state import Orders, Stage, State

BATCH = 1024
REPLICATES = 200  # of the debrief
WINDOWS = 5  # opened
REVEALS = 3  # rounds whose reveal is played


def bench(progress: Callable[[str], None] = lambda name: None) -> dict[str, float]:
    """Every figure by name; the whole takes less than 45 seconds."""
    out: dict[str, float] = {}
    for name, measure in MEASURES.items():
        progress(name)
        out |= measure()
    return out


def _script(games: int) -> tuple[Scenario, State, list[Orders], Draws]:
    """A batch with all its orders given: rule players in the base scenario, the common rounds of all games."""
    scenario = load("base")
    chance = Chance(7, games)
    seats = [player("rules")] * scenario.world.n
    state = first = start(scenario, chance)
    orders: list[Orders] = []
    while state.table.round.max() <= scenario.world.rounds[0] and not state.table.over.any():
        given = decide(seats, scenario, state, chance.players)
        state, _ = step(scenario, state, given, chance)
        orders.append(given)
        if state.stage is Stage.OVER:
            break
    return scenario, first, orders, chance


def _run(scenario: Scenario, state: State, orders: list[Orders], chance: Draws) -> tuple[float, int]:
    """Seconds and rounds."""
    began = time.perf_counter()
    for given in orders:
        state, _ = step(scenario, state, given, chance)
    return time.perf_counter() - began, scenario.world.rounds[0]


def _batch() -> dict[str, float]:
    script = _script(BATCH)
    _run(*script)
    rates = []
    for _ in range(15):
        seconds, rounds = _run(*script)
        rates.append(BATCH * rounds / seconds)
    return {"step_batch_turns_per_s": median(rates)}


def _full() -> dict[str, float]:
    """The same rounds by blueprints: with the rules, what they observe, believe and choose."""
    scenario = load("base")
    seats = [player("blueprint")] * scenario.world.n
    rates = []
    for _ in range(5):
        chance = Chance(7, BATCH)
        state, beliefs = start(scenario, chance), beliefs_of(seats, scenario, BATCH)
        began = time.perf_counter()
        while state.stage is not Stage.OVER and state.table.round.max() <= scenario.world.rounds[0]:
            before = state
            state, _ = step(scenario, before, decide(seats, scenario, before, chance.players, beliefs), chance)
            beliefs = learnt(beliefs, scenario, before, state)
        rates.append(BATCH * scenario.world.rounds[0] / (time.perf_counter() - began))
    return {"full_batch_turns_per_s": median(rates)}


def _debrief() -> dict[str, float]:
    """All scores, markers and attribution of a game of twelve rounds and six powers, once."""
    from game.scores.score import score

    chance = Chance(5)
    match = Match(_lasting("six-powers", 12), ["blueprint"] * 6, chance)
    while not match.over:
        for power in match.waiting():
            match.seal(power, match.let_player(power))
        match.advance()
    began = time.perf_counter()
    score(match.scenario, match.steps, chance=chance, replicates=REPLICATES)
    return {"debrief_s": time.perf_counter() - began}


def _lasting(name: str, rounds: int) -> Scenario:
    """A scenario of the box made to last so many rounds."""
    text = re.sub(r"(?m)^rounds\s*=.*$", f"rounds = [{rounds}, {rounds}]", load(name).text)
    return parse(text, Path(f"{name}-{rounds}-rounds.toml"))


def _single() -> dict[str, float]:
    times = []
    script = _script(1)
    for _ in range(60):
        seconds, rounds = _run(*script)
        times.append(1000 * seconds / rounds)
    return {"step_single_ms": median(times)}


def _records() -> dict[str, float]:
    """A game of twenty rounds and five powers, without talk and reads."""
    long = _lasting("base", 20)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.jsonl"
        match = new_match(long, ["rules", "random", "rules", "random", "rules"], 5, path=path)
        while not match.over:
            for power in match.waiting():
                match.seal(power, [x for x in match.let_player(power) if not x.startswith(("say", "read"))])
            match.advance()
        times = []
        for _ in range(7):
            forget()
            began = time.perf_counter()
            replay(path)
            times.append(1000 * (time.perf_counter() - began))
        return {"replay_ms": median(times), "record_kb": path.stat().st_size / 1024}


def _decisions() -> dict[str, float]:
    """The strongest player in every seat of a six-power table, a game long: one seat's choice, and a whole table's."""
    scenario = load("six-powers")
    match = Match(scenario, ["master"] * scenario.world.n, Chance(6))
    single: list[float] = []
    tables: list[float] = []
    while not match.over:
        here = []
        for power in match.waiting():
            began = time.perf_counter()
            match.seal(power, match.let_player(power))
            here.append(1000 * (time.perf_counter() - began))
        if match.state.stage is Stage.ORDERS:
            tables.append(sum(here) / 1000)
        single += here
        match.advance()
    return {"decision_p95_ms": sorted(single)[int(0.95 * len(single))], "table_of_masters_s": median(tables)}


def _imports() -> dict[str, float]:
    code = "import time; began = time.perf_counter(); import game; print(time.perf_counter() - began)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(5)]
    return {"import_s": median(float(run.stdout) for run in runs)}


# The first picture ends it: what is printed is when that was.
_FIRST_FRAME = """
import sys, time, pygame
pygame.display.flip = lambda: sys.exit(print(time.time()))
from game.cli import run
run(["play"])
"""


def _window() -> dict[str, float]:
    """From the command to its first picture; frames and memory of the animated board. SDL's renderer, no display."""
    with tempfile.TemporaryDirectory() as home:
        quiet = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
        folders = {f"XDG_{kind}_HOME": home for kind in ("DATA", "CONFIG", "CACHE")}
        env = os.environ | quiet | folders

        def run(*command: str) -> str:
            call = [sys.executable, *command]
            return subprocess.run(call, capture_output=True, text=True, check=True, env=env).stdout

        firsts = []
        for _ in range(WINDOWS):
            began = time.time()
            firsts.append(float(run("-c", _FIRST_FRAME).split()[-1]) - began)
        board = json.loads(run("-m", "game.ui.gauge", str(REVEALS)))
    return {"first_frame_s": median(firsts), **board}


MEASURES: dict[str, Callable[[], dict[str, float]]] = {
    "batch": _batch,
    "full": _full,
    "single": _single,
    "records": _records,
    "debrief": _debrief,
    "decisions": _decisions,
    "imports": _imports,
    "window": _window,
}
