"""The command: as many batches as there is time for, on several processes, and a table of what they covered."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import secrets
import sys
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import count
from typing import TYPE_CHECKING, Final, TextIO

from differential.features import FEATURES
from differential.hunt import hunt
from differential.mutations import MUTATIONS
from differential.tally import Finding, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["main"]

BATCHES_PER_PROCESS: Final = 20
"""What a process compares before a fresh one takes its place: the CLR never frees a type made at run time."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 where nothing differs, 1 where something does."""
    options = _options(arguments)
    if options.batch is not None:
        hunt(options.batch, is_shrunk=True)
        return 0
    seed = secrets.randbelow(10**9) if options.seed is None else options.seed
    say(f"batches from {seed} on, {options.jobs} processes, {options.minutes:g} minutes", sys.stderr)
    tally = _run(seed, jobs=options.jobs, until=time.monotonic() + options.minutes * 60)
    for line in tally.lines(FEATURES, MUTATIONS):
        say(line, sys.stdout)
    for finding in tally.findings:
        say(f"\n{finding}", sys.stderr)
    return 1 if tally.findings else 0


def say(line: str, stream: TextIO) -> None:
    """Write a line, whatever it holds: names and texts are drawn from all of Unicode."""
    encoding = stream.encoding or "utf-8"
    stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1, help="how long to run (default: 1)")
    parser.add_argument("--seed", type=int, help="the number of the first batch (default: a new one each time)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many processes (default: all cores)")
    parser.add_argument("--batch", type=int, help="run this batch alone, and shrink the first difference in it")
    return parser.parse_args(arguments)


def _run(seed: int, *, jobs: int, until: float) -> Tally:
    total = Tally()
    started = shown = time.monotonic()
    for done in _tallies(seed, jobs=jobs, until=until):
        total.add(done)
        now = time.monotonic()
        if now - shown > 30:
            shown = now
            rate = total.examples / (now - started)
            say(f"{total.examples:,} examples, {rate:.0f}/s, {len(total.findings)} differences", sys.stderr)
    return total


def _tallies(seed: int, *, jobs: int, until: float) -> Iterator[Tally]:
    """Yield what each batch shows, as it ends; a process that dies is a finding as well."""
    numbers = count(seed)
    while time.monotonic() < until:
        running: dict[Future[Tally], int] = {}
        with ProcessPoolExecutor(
            jobs, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=BATCHES_PER_PROCESS
        ) as pool:
            try:
                while running or time.monotonic() < until:
                    while len(running) < jobs and time.monotonic() < until:
                        number = next(numbers)
                        running[pool.submit(hunt, number, until=until)] = number
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        yield future.result()
                        del running[future]
            except BrokenProcessPool as error:
                batches = ", ".join(map(str, running.values()))
                yield Tally(
                    findings=[Finding(min(running.values()), f"one of {batches}", f"a process died: {error}", "")]
                )
