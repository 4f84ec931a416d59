"""Many documents checked by several processes; what is found comes in the order of the documents."""

from __future__ import annotations

import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dcxml.cli.console.files import STANDARD_STREAM
from dcxml.errors import DcxmlError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.cli.discovery.documents import Source
    from dcxml.cli.validate.checking import Checker
    from dcxml.reporting import CheckedDocument

__all__ = ["ProcessError", "check_in_processes"]

_CHUNK: Final = 8
"""How many documents are sent to a process at a time."""
_AHEAD: Final = 4
"""How many chunks may be on their way for each process: what is not yet told is kept in memory."""


class ProcessError(DcxmlError):
    """A process that has ended before its work was done: it was killed, perhaps for want of memory."""

    def __init__(self, first: str) -> None:
        """Keep the name of the ``first`` document that has not been checked."""
        super().__init__(first)
        self.first = first

    def __str__(self) -> str:
        """Return what has happened, and what to do about it."""
        return (
            f"{self.first}: a process ended while it checked this document or one soon after it, perhaps for want of"
            " memory; fewer --jobs need less"
        )


def check_in_processes(checker: Checker, sources: Iterator[Source], *, jobs: int) -> Iterator[CheckedDocument]:
    """Yield what is found in each document, in their order; ``jobs`` processes do it.

    :raises SchemaError: where the schema for one is broken.
    :raises ProcessError: where a process ends before its time.
    """
    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(checker,))
    try:
        yield from _in_order(pool, checker, sources, ahead=jobs * _AHEAD)
    finally:
        # The interpreter waits for the pool's thread at its end, and might find its pipe closed under its hands.
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, checker: Checker, sources: Iterator[Source], *, ahead: int
) -> Iterator[CheckedDocument]:
    waiting: deque[tuple[list[Source], Future[list[CheckedDocument]]]] = deque()
    while chunk := list(islice(sources, _CHUNK)):
        waiting.append((chunk, _submit(pool, checker, chunk)))
        if len(waiting) > ahead:
            yield from _result(*waiting.popleft())
    while waiting:
        yield from _result(*waiting.popleft())


def _submit(pool: ProcessPoolExecutor, checker: Checker, chunk: list[Source]) -> Future[list[CheckedDocument]]:
    """Send documents to a process; stdin is read in this one, for others have none."""
    if all(source.place != STANDARD_STREAM for source in chunk):
        try:
            return pool.submit(_check, chunk)
        except BrokenProcessPool as error:
            broken: Future[list[CheckedDocument]] = Future()
            broken.set_exception(error)
            return broken
    done: Future[list[CheckedDocument]] = Future()
    done.set_result([evolve(checked, findings=checked.of_all()) for checked in map(checker.check, chunk)])
    return done


def _result(chunk: list[Source], future: Future[list[CheckedDocument]]) -> list[CheckedDocument]:
    try:
        return future.result()
    except BrokenProcessPool:
        raise ProcessError(chunk[0].name) from None


_checkers: list[Checker] = []
"""In a process of the pool, the one checker with its compiled schemas."""


def _begin(checker: Checker) -> None:
    """Make a process ready; an interrupt is for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _checkers.append(checker)


def _check(sources: list[Source]) -> list[CheckedDocument]:
    return [evolve(checked, findings=checked.of_all()) for checked in map(_checkers[0].check, sources)]
