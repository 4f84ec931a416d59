"""The command: so many documents and as many values, of our own contracts and of schemas of others."""

from __future__ import annotations

import argparse
import sys
import time
from random import Random
from typing import TYPE_CHECKING

from lanes.subjects import of_corpus, own
from lanes.trial import try_reading, try_writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lanes.trial import Tally

__all__ = ["main"]

_SHOWN = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 where the law holds, 1 where it does not."""
    options = _options(arguments)
    until = time.monotonic() + options.minutes * 60
    subjects = [*own(), *of_corpus(options.corpus)]
    share = -(-options.documents // len(subjects))
    tallies: dict[str, list[Tally]] = {"documents": [], "values": []}
    for number, subject in enumerate(subjects):
        random = Random(f"{options.seed} {number}")  # noqa: S311 - to try things, and no secret
        for what, attempt in (("documents", try_reading), ("values", try_writing)):
            tally = attempt(subject, share, random=random, until=until)
            tallies[what].append(tally)
            print(f"{subject.name}: {what}: {tally}", flush=True)  # noqa: T201
            for finding in tally.findings[:_SHOWN]:
                print(f"  {finding}", file=sys.stderr, flush=True)  # noqa: T201
    for what, of_subjects in tallies.items():
        tried, taken = sum(each.tried for each in of_subjects), sum(each.taken for each in of_subjects)
        against = sum(len(each.findings) for each in of_subjects)
        print(f"{tried:,} {what} of {len(subjects)} roots, {taken:,} taken; {against} against")  # noqa: T201
    return 1 if any(each.findings for of_subjects in tallies.values() for each in of_subjects) else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.lanes", description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000, help="and as many values (default: 100000)")
    parser.add_argument("--corpus", type=int, default=10, help="how many schemas of others, if here (default: 10)")
    parser.add_argument("--seed", type=int, default=1, help="the same documents for the same seed (default: 1)")
    parser.add_argument("--minutes", type=float, default=600, help="the longest it runs (default: 600)")
    return parser.parse_args(arguments)
