"""The command: as many batches as there is time for, on several processes, and a table of what they covered."""

from __future__ import annotations

import argparse
import os
import platform
import secrets
import sys
import time
from importlib.metadata import version
from typing import TYPE_CHECKING

from lxml import etree

from differential.features import FEATURES
from differential.hunt import CHANGES, hunt
from differential.schemas import SchemaTally, hunt_schemas
from differential.tally import Tally
from differential.workers import tallies
from support.dotnet import runtime
from support.trial_runs import say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 where nothing differs, 1 where something does."""
    options = _options(arguments)
    if options.batch is not None:
        (hunt_schemas if options.schemas else hunt)(options.batch, is_shrunk=True)
        return 0
    seed = secrets.randbelow(10**9) if options.seed is None else options.seed
    if options.schemas:
        return _compare_schemas(seed, minutes=options.minutes, batches=options.batches)
    say(f"batches from {seed} on, {options.jobs} processes, {options.minutes:g} minutes", sys.stderr)
    started = time.monotonic()
    tally = _run(seed, jobs=options.jobs, until=started + options.minutes * 60, batches=options.batches)
    for line in (*tally.lines(FEATURES, CHANGES), _versions(seed, time.monotonic() - started)):
        say(line, sys.stdout)
    lacking = ", ".join(tally.lacking(FEATURES, CHANGES))
    say(f"no example of: {lacking or 'nothing'}", sys.stderr)
    for finding in tally.findings:
        say(f"\n{finding}", sys.stderr)
    return 1 if tally.findings else 0


def _compare_schemas(seed: int, *, minutes: float, batches: int | None) -> int:
    started = time.monotonic()
    until = started + minutes * 60
    total, number = SchemaTally(), seed
    while time.monotonic() < until and (batches is None or number < seed + batches):
        total.add(hunt_schemas(number, until=until))
        number += 1
    for line in (str(total), _versions(seed, time.monotonic() - started)):
        say(line, sys.stdout)
    for finding in total.findings:
        say(f"\n{finding}", sys.stderr)
    return 1 if total.findings else 0


def _versions(seed: int, seconds: float) -> str:
    """Return with what, and for how long, it was compared."""
    libxml = ".".join(map(str, etree.LIBXML_VERSION))
    dotnet = runtime().system.Environment.Version.ToString()
    return (
        f"seed {seed}, {seconds:.0f} seconds; dcxml {version('dcxml')}, Python {platform.python_version()},"
        f" lxml {etree.__version__} (libxml2 {libxml}), .NET {dotnet}, {platform.system()} {platform.machine()}"
    )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1, help="how long to run (default: 1)")
    parser.add_argument("--seed", type=int, help="the number of the first batch (default: a new one each time)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many processes (default: all cores)")
    parser.add_argument("--batches", type=int, help="how many batches at most (default: as many as there is time for)")
    parser.add_argument("--batch", type=int, help="run this batch alone, and shrink the first difference in it")
    parser.add_argument("--schemas", action="store_true", help="compare schemas alone, in this process")
    return parser.parse_args(arguments)


def _run(seed: int, *, jobs: int, until: float, batches: int | None) -> Tally:
    total = Tally()
    started = shown = time.monotonic()
    for done in tallies(seed, jobs=jobs, until=until, batches=batches):
        total.add(done)
        now = time.monotonic()
        if now - shown > 30:
            shown = now
            rate = total.examples / (now - started)
            say(f"{total.examples:,} examples, {rate:.0f}/s, {len(total.findings)} differences", sys.stderr)
    return total
