"""Progress on standard error for anything that takes longer than two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 2.0  # seconds of silence


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A function to be told how much of ``total`` is done; a bar on a terminal, else a line now and then."""
    began = shown = time.monotonic()
    bar = None

    def tell(done: int) -> None:
        nonlocal bar, shown
        now = time.monotonic()
        if now - began < PATIENCE or (done >= total and bar is None):
            return
        if sys.stderr.isatty():
            if bar is None:
                from rich.console import Console
                from rich.progress import Progress

                bar = Progress(console=Console(stderr=True), transient=True)
                bar.start()
                bar.add_task(what, total=total)
            bar.update(bar.task_ids[0], completed=done)
        elif now - shown > 5 * PATIENCE:
            shown = now
            print(f"{what}: {done} of {total}", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        if bar is not None:
            bar.stop()
