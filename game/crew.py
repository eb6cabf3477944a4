"""Who does the work: this process, several, or a cluster; and one worker beside a window. The results are the same.

Every task stands on its own and its luck is keyed by games, not by workers, so that who does it, and when, changes
nothing; results come in the order of the tasks.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import re
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from game.files import BadInput

T = TypeVar("T")
R = TypeVar("R")
PATIENCE = 10  # seconds a scheduler is waited for
ADDRESS = r"inproc://\S+|((tcp|tls|ws|wss|ucx)://)?[^\s/]+:[0-9]+"


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


def _enlist() -> None:
    """A worker leaves Ctrl-C to whoever sent for it, and does not outlive that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sender = multiprocessing.parent_process()
    assert sender is not None, "a worker is a process of its own"

    def follow() -> None:
        sender.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def enlist_beside() -> None:
    """The same beside a window, to which it leaves the processor where there is but one for both."""
    _enlist()
    if hasattr(os, "nice"):
        os.nice(5)


def _dismiss(pool: ProcessPoolExecutor) -> None:
    """Whoever is at work leaves it."""
    for worker in list(pool._processes.values()):
        worker.terminate()


class Here(Executor):
    """Nobody else: what is asked for is done at once."""

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        done: Future[R] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


class Beside(Executor):
    """One worker in a process of its own, so that no frame of a window waits; it comes when it is first needed.

    It works on what it is given as that was when it was asked: a copy, which may change here meanwhile.
    """

    def __init__(self) -> None:
        self._pool = self._fresh()

    @staticmethod
    def _fresh() -> ProcessPoolExecutor:
        # Spawned, for a window must not be forked.
        return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), enlist_beside)

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        packed = pickle.dumps((fn, args, kwargs))
        try:
            return self._pool.submit(_unpacked, packed)
        except BrokenExecutor:  # the worker is gone; what it was at fails, and another comes for the rest
            self._pool = self._fresh()
            return self._pool.submit(_unpacked, packed)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nobody wants the rest: unlike other crews it does not finish what it is at."""
        _dismiss(self._pool)
        self._pool.shutdown(wait, cancel_futures=True)


def _unpacked(packed: bytes) -> Any:
    fn, args, kwargs = pickle.loads(packed)
    return fn(*args, **kwargs)


HERE = Here()
ALONE = Crew(1)
EVERYBODY = Crew()  # one process a processor


def _processes(count: int, work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
    """Workers leave at once when the command is interrupted, or nobody wants the rest."""
    pool = ProcessPoolExecutor(count, initializer=_enlist)
    try:
        yield from pool.map(work, tasks)
    except BaseException:
        _dismiss(pool)
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
    if not re.fullmatch(ADDRESS, address):  # a client that was given none of these hangs at its end
        raise BadInput(f"--scheduler '{address}': is no address; name one such as tcp://host:8786")
    connect: Any = Client  # has no types of its own
    try:
        client = connect(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        why = str(error) or type(error).__name__
        raise BadInput(f"--scheduler {address}: cannot be reached ({why}); name one such as tcp://host:8786") from None
    with client:
        for future in client.map(work, tasks, pure=False):
            yield future.result()
