"""All documents of a run checked, by this process or, where more are asked for, by several."""

from __future__ import annotations

import os
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.cli.discovery.documents import Source
    from dcxml.cli.validate.checking import Checker
    from dcxml.reporting import CheckedDocument

__all__ = ["check_all"]

_MOST_PER_PROCESSOR: Final = 4


def check_all(checker: Checker, sources: Iterable[Source], *, jobs: int = 1) -> Iterator[CheckedDocument]:
    """Yield what is found in each document, in their order; ``jobs`` says how many processes do it at most.

    There are not more than documents, nor than four for each processor: each costs memory.

    :raises SchemaError: where the schema for one is broken.
    :raises ProcessError: where a process ends before its time.
    """
    sources = iter(sources)
    jobs = min(jobs, _MOST_PER_PROCESSOR * (os.cpu_count() or 1))
    first = list(islice(sources, jobs))
    sources, jobs = chain(first, sources), min(jobs, len(first))
    if jobs <= 1:
        yield from map(checker.check, sources)
        return
    from dcxml.cli.validate.processes import check_in_processes  # noqa: PLC0415 - one process needs nothing of it

    yield from check_in_processes(checker, sources, jobs=jobs)
