"""How fast: the figures of `dilemma bench`, medians on one core, five powers."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from game.chance import Chance, Draws
from game.match import decide
from game.players import player
from game.record import new_match, replay
from game.rules import start, step
from game.scenario import Scenario, forget, load, parse
from game.state import Orders, Stage, State

BATCH = 1024


def bench(progress: Callable[[str], None] = lambda name: None) -> dict[str, float]:
    """Every figure by name; the whole takes a few seconds."""
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


def _single() -> dict[str, float]:
    times = []
    script = _script(1)
    for _ in range(60):
        seconds, rounds = _run(*script)
        times.append(1000 * seconds / rounds)
    return {"step_single_ms": median(times)}


def _records() -> dict[str, float]:
    """A game of twenty rounds and five powers, without talk and reads."""
    base = load("base")
    text = re.sub(r"(?m)^rounds\s*=.*$", "rounds = [20, 20]", base.text)
    long = parse(text, Path("twenty-rounds.toml"))
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


def _imports() -> dict[str, float]:
    code = "import time; began = time.perf_counter(); import game; print(time.perf_counter() - began)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(5)]
    return {"import_s": median(float(run.stdout) for run in runs)}


MEASURES: dict[str, Callable[[], dict[str, float]]] = {
    "batch": _batch,
    "single": _single,
    "records": _records,
    "imports": _imports,
}
