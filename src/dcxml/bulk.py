"""Many files read by several processes: instances in the order of the files, and no more of them than are asked for."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Sized
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, Literal

from dcxml.arguments import check_choice, check_paths
from dcxml.errors import BrokenWorkerError, DecodeError
from dcxml.serializer import DataContractSerializer
from dcxml.xmlio import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
    from concurrent.futures import Future
    from os import PathLike

    from dcxml.serializer import Mode, Unknown

    Path = str | PathLike[str]
    _Outcome = tuple[Any, DecodeError | OSError | None]

__all__ = ["load_many"]

_AHEAD: Final = 4
"""How many files may be on their way for each process: what nobody has asked for yet is in memory."""


def load_many(  # noqa: PLR0913 - one keyword for each setting
    paths: Iterable[Path],
    cls: Any,
    *,
    jobs: int | None = None,
    progress: Callable[[int, int | None], object] | None = None,
    on_error: Literal["raise", "collect"] = "raise",
    mode: Mode = "strict",
    unknown: Unknown = "keep",
    known_types: Iterable[Any] = (),
    preserve_object_references: bool = False,
    check_characters: bool = True,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Any]:
    """Yield the instance that each file holds, in their order, read by ``jobs`` processes (None: one for each core).

    Processes are spawned, so a program that calls this has ``if __name__ == "__main__":`` around it; with ``jobs=1``
    there are none. Files are read a few ahead of what has been asked for. The settings are those of
    `DataContractSerializer`.

    :param progress: called after each file with how many there have been, and how many there are where that is known.
    :param on_error: ``"raise"`` ends at the first file that cannot be read; ``"collect"`` yields the `DecodeError` or
        the `OSError` in the place of its instance, and goes on.
    :raises BrokenWorkerError: where a process has ended before its time.
    :raises DecodeError: as `load` does, with the file's name.
    :raises InvalidDataContractError: where ``cls`` or a known type is no data contract.
    :raises OSError: where a file cannot be read.
    :raises TypeError: where the paths are not several, or a setting is of a wrong type.
    :raises ValueError: where a setting is none of those allowed.
    """
    check_paths(paths)
    check_choice("on_error", on_error, ("raise", "collect"))
    if jobs is not None and (isinstance(jobs, bool) or not isinstance(jobs, int)):
        message = f"jobs is {jobs!r}; wanted is None or a number of processes"
        raise TypeError(message)
    if jobs is not None and jobs < 1:
        message = f"jobs is {jobs}; allowed is 1 and more"
        raise ValueError(message)
    settings: dict[str, Any] = {
        "mode": mode,
        "unknown": unknown,
        "known_types": tuple(known_types),
        "preserve_object_references": preserve_object_references,
        "check_characters": check_characters,
        "limits": limits,
    }
    reader = _Reader(cls, settings)  # refuses here what each process would refuse
    total = len(paths) if isinstance(paths, Sized) else None
    count = os.cpu_count() or 1 if jobs is None else jobs
    outcomes = _outcomes(paths, reader) if count == 1 else _outcomes_in_processes(paths, cls, settings, jobs=count)
    return _told(outcomes, progress, total, is_collecting=on_error == "collect")


class _Reader:
    """What a process reads files with."""

    def __init__(self, cls: Any, settings: Mapping[str, Any]) -> None:
        self._serializer: DataContractSerializer[Any] = DataContractSerializer(cls, **settings)

    def outcome(self, path: Path) -> _Outcome:
        """Return the instance of a file, or the error instead."""
        try:
            return self._serializer.load(path), None
        except (DecodeError, OSError) as error:
            return None, error


def _told(
    outcomes: Generator[_Outcome, None, None],
    progress: Callable[[int, int | None], object] | None,
    total: int | None,
    *,
    is_collecting: bool,
) -> Iterator[Any]:
    with closing(outcomes):  # at once, for the traceback of an error would hold it and its processes
        for count, (value, error) in enumerate(outcomes, start=1):
            if error is not None and not is_collecting:
                raise error
            if progress is not None:
                progress(count, total)
            yield value if error is None else error


def _outcomes(paths: Iterable[Path], reader: _Reader) -> Generator[_Outcome, None, None]:
    """Yield what becomes of each file, read by this process."""
    for path in paths:
        yield reader.outcome(path)


def _outcomes_in_processes(
    paths: Iterable[Path], cls: Any, settings: Mapping[str, Any], *, jobs: int
) -> Generator[_Outcome, None, None]:
    """Yield what becomes of each file; whoever stops asking, and an interrupt, ends the processes."""
    # A forked process would inherit the locks of threads that it does not have.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(cls, settings))
    waiting: deque[tuple[Path, Future[_Outcome]]] = deque()
    try:
        for path in paths:
            waiting.append((path, _submitted(pool, path)))
            if len(waiting) >= jobs * _AHEAD:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, path: Path) -> Future[_Outcome]:
    try:
        return pool.submit(_outcome, path)
    except BrokenProcessPool:
        raise BrokenWorkerError(os.fspath(path)) from None


def _result(path: Path, future: Future[_Outcome]) -> _Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        raise BrokenWorkerError(os.fspath(path)) from None


_reader: _Reader | None = None
"""That of this process, where it is one of the pool's."""


def _begin(cls: Any, settings: Mapping[str, Any]) -> None:
    global _reader  # noqa: PLW0603 - a process of a pool has no other place to keep it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that has begun this one
    _reader = _Reader(cls, settings)


def _outcome(path: Path) -> _Outcome:
    assert _reader is not None  # noqa: S101 - a process of the pool has begun
    return _reader.outcome(path)
