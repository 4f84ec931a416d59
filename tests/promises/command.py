"""The command: so many valid and as many invalid documents, of the calendar contract and of schemas of others."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

from promises.subjects import calendar, of_corpus
from promises.trial import try_invalid, try_valid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promises.trial import Tally

__all__ = ["main"]

_SHOWN = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 where all promises hold, 1 where one does not."""
    options = _options(arguments)
    until = time.monotonic() + options.minutes * 60
    subjects = [calendar(), *of_corpus(options.corpus)]
    share = -(-options.documents // len(subjects))
    tallies: list[Tally] = []
    for promised in subjects:
        valid = try_valid(promised, share, start=options.seed, xmlschema_every=options.xmlschema_every, until=until)
        _say(promised.name, "valid", valid)
        invalid = try_invalid(promised, share, start=options.seed, mutations=options.mutations, until=until)
        _say(promised.name, "invalid", invalid)
        tallies += [valid, invalid]
    total = [sum(each.documents for each in tallies[at::2]) for at in (0, 1)]
    against = sum(len(each.findings) for each in tallies)
    print(f"{total[0]:,} valid, {total[1]:,} invalid documents of {len(subjects)} contracts; {against} against")  # noqa: T201
    return 1 if against else 0


def _say(name: str, what: str, tally: Tally) -> None:
    print(f"{name}: {what}: {tally}", flush=True)  # noqa: T201
    for finding in tally.findings[:_SHOWN]:
        print(f"  {finding}", file=sys.stderr, flush=True)  # noqa: T201


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.promises", description=__doc__)
    parser.add_argument(
        "--documents", type=int, default=1000, help="valid ones, and as many invalid ones (default: 1000)"
    )
    parser.add_argument(
        "--corpus", type=int, default=10, help="how many schemas of others, if they are here (default: 10)"
    )
    parser.add_argument("--mutations", type=int, default=2, help="the most mutations of a document (default: 2)")
    parser.add_argument("--xmlschema-every", type=int, default=1, help="xmlschema gets every such one (default: 1)")
    parser.add_argument("--seed", type=int, default=1, help="the same documents for the same seed (default: 1)")
    parser.add_argument("--minutes", type=float, default=600, help="the longest it runs (default: 600)")
    return parser.parse_args(arguments)
