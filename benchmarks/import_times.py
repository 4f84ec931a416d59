"""What importing each peer costs over a bare interpreter, each time in a process of its own, taking turns."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.team import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BARE", "import_times"]

BARE = "pass"
"""What a bare interpreter runs."""


def import_times(statements: Iterable[str], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of a process for each statement and for none (`BARE`), by round, with modules compiled."""
    times: dict[str, list[float]] = {statement: [] for statement in (BARE, *statements)}
    for statement in times:
        _seconds(statement)
    for number in range(rounds):
        order = list(times)
        for statement in order if number % 2 else reversed(order):
            times[statement].append(_seconds(statement))
    return times


def _seconds(statement: str) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True, env=environment, cwd=ROOT)  # noqa: S603 - a peer's own
    return time.perf_counter() - begun
