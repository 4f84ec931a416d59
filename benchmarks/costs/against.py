"""This tree against another of the same project, on a machine where other work runs.

Run: ``git worktree add --detach ../before COMMIT``, then ``python -m benchmarks.costs.against ../before``. They
take turns, a process each time; what counts is the best time of each, and the median of the processes' best times.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
TURNS, ROUNDS, CALLS = 12, 40, 20


def best_times() -> dict[str, float]:
    """Return the best time of each piece of work in this process, in microseconds."""
    import dcxml
    from benchmarks.documents.fleet import KNOWN_TYPES, Fleet, fleet
    from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request

    sample = (ROOT / "schemas" / "calendar" / "sample.xml").read_bytes()
    request, vehicles = dcxml.loads(sample, Request), fleet()
    serializer = dcxml.DataContractSerializer(Fleet, known_types=KNOWN_TYPES)
    document = serializer.dumps(vehicles)
    works = {
        "decode sample": lambda: dcxml.loads(sample, Request),
        "encode sample": lambda: dcxml.dumps(request),
        "decode fleet": lambda: serializer.loads(document),
        "encode fleet": lambda: serializer.dumps(vehicles),
    }
    gc.disable()
    return {name: min(time_of(work) for _ in range(ROUNDS)) for name, work in works.items()}


def time_of(work: Callable[[], object]) -> float:
    """Return the time of one call among a few."""
    work()
    begun = time.perf_counter()
    for _ in range(CALLS):
        work()
    return (time.perf_counter() - begun) / CALLS * 1e6


def times_in(tree: Path) -> dict[str, float]:
    """Return the best times of a process that uses the library of ``tree``."""
    paths = os.pathsep.join([str(tree / "src"), str(ROOT)])
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, __file__], env={**os.environ, "PYTHONPATH": paths}, check=True, capture_output=True
    )
    times: dict[str, float] = json.loads(told.stdout)
    return times


def compare(before: Path, after: Path) -> None:
    """Print the times of two trees, and how they are to each other."""
    turns = [(times_in(before), times_in(after)) for _ in range(TURNS)]
    for name in turns[0][0]:
        for label, of_turns in (("best", min), ("median", median)):
            old, new = (of_turns([turn[which][name] for turn in turns]) for which in (0, 1))
            print(f"{name:14} {label:7} {old:8.1f} us before {new:8.1f} us now  x {new / old:.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        compare(Path(sys.argv[1]).resolve(), ROOT)
    else:
        print(json.dumps(best_times()))
