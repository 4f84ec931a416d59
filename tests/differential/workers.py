"""Batches on several processes. A process that dies or does not end is a finding; the others go on."""

from __future__ import annotations

import multiprocessing
import time
from itertools import count
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final

from attrs import define

from differential.hunt import hunt
from differential.tally import Finding, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

__all__ = ["GRACE", "tallies"]

BATCHES_PER_PROCESS: Final = 20
"""What a process compares before a fresh one takes its place: the CLR never frees a type made at run time."""
GRACE: Final = 60.0
"""The seconds that a batch may last beyond the time; after that its process is ended."""
_CONTEXT: Final = multiprocessing.get_context("spawn")


def tallies(  # noqa: PLR0913 - one keyword for each bound, and the two that tests need
    first: int,
    *,
    jobs: int,
    until: float,
    batches: int | None = None,
    compare: Callable[..., Tally] = hunt,
    grace: float = GRACE,
) -> Iterator[Tally]:
    """Yield what each batch shows as it ends: those from ``first`` on until a moment of `time.monotonic`.

    ``batches`` is how many there are at most, ``compare`` what a batch is.
    """
    numbers = iter(count(first) if batches is None else range(first, first + batches))
    workers: list[_Worker] = []
    try:
        workers = [worker for _ in range(jobs) if (worker := _next(None, numbers, until, compare)) is not None]
        while workers:
            patience = max(0.0, until + grace - time.monotonic()) if until != float("inf") else None
            ready: list[Any] = wait([worker.connection for worker in workers], timeout=patience)
            if not ready:
                yield Tally(findings=[worker.finding("did not end in time") for worker in workers])
                return
            for worker in [each for each in workers if each.connection in ready]:
                yield worker.result()
                workers.remove(worker)
                after = _next(worker, numbers, until, compare)
                if after is not None:
                    workers.append(after)
    finally:
        for worker in workers:
            worker.end()


def _next(
    worker: _Worker | None, numbers: Iterator[int], until: float, compare: Callable[..., Tally]
) -> _Worker | None:
    """Give the next batch to the worker, or to a fresh one; None where time or batches are over."""
    number = next(numbers, None) if time.monotonic() < until else None
    if worker is not None and (number is None or not worker.is_fit):
        worker.end()
        worker = None
    if number is None:
        return None
    worker = _Worker.started(compare) if worker is None else worker
    worker.give(number, until)
    return worker


@define(eq=False)
class _Worker:
    """One process, and the batch that it compares."""

    process: Any
    connection: Connection
    number: int = -1
    given: int = 0

    @classmethod
    def started(cls, compare: Callable[..., Tally]) -> _Worker:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_work, args=(theirs, compare), daemon=True)
        process.start()
        theirs.close()  # or its end would not be seen here
        return cls(process, ours)

    @property
    def is_fit(self) -> bool:
        return self.process.is_alive() and self.given < BATCHES_PER_PROCESS

    def give(self, number: int, until: float) -> None:
        self.number = number
        self.given += 1
        self.connection.send((number, until))

    def result(self) -> Tally:
        try:
            done: Tally = self.connection.recv()
        except (EOFError, ConnectionError):
            self.process.join()
            return Tally(findings=[self.finding(f"its process died with {self.process.exitcode}")])
        return done

    def finding(self, what: str) -> Finding:
        return Finding(self.number, "the batch", what, "")

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


def _work(connection: Connection, compare: Callable[..., Tally]) -> None:
    while True:
        number, until = connection.recv()
        connection.send(compare(number, until=until))
