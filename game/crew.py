"""Who does the work of a sweep: this process, several, or a cluster. The results are the same.

Every task stands on its own and its luck is keyed by games, not by workers, so that who does it, and when, changes
nothing; results come in the order of the tasks.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from game.files import BadInput

T = TypeVar("T")
R = TypeVar("R")
PATIENCE = 10  # seconds a scheduler is waited for


@dataclass(frozen=True)
class Crew:
    """``workers`` processes, None: one a processor; or, where ``scheduler`` names its address, a Dask cluster."""

    workers: int | None = None
    scheduler: str | None = None

    def each(self, work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
        """What ``work``, a function of a module, makes of every task, in their order.

        Raises `BadInput` if there is no such cluster, or nothing to reach it with.
        """
        if self.scheduler is not None:
            return _cluster(self.scheduler, work, tasks)
        count = min(self.workers or os.cpu_count() or 1, len(tasks))
        return _processes(count, work, tasks) if count > 1 else map(work, tasks)


ALONE = Crew(1)
EVERYBODY = Crew()  # one process a processor


def _processes(count: int, work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
    """Workers leave at once when the command is interrupted, or nobody wants the rest."""
    pool = ProcessPoolExecutor(count, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
    try:
        yield from pool.map(work, tasks)
    except BaseException:
        for worker in list(pool._processes.values()):
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _cluster(address: str, work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
    """The cluster's workers need this package installed, of the same version."""
    try:
        from distributed import Client
    except ImportError:
        raise BadInput(
            "--scheduler: needs what a plain installation leaves out; pip install 'security-dilemma[sweeps]'"
        ) from None
    connect: Any = Client  # has no types of its own
    try:
        client = connect(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        why = str(error) or type(error).__name__
        raise BadInput(f"--scheduler {address}: cannot be reached ({why}); name one such as tcp://host:8786") from None
    with client:
        for future in client.map(work, tasks, pure=False):
            yield future.result()
