"""What the commands share that try a law on many documents: their options, what they count, what they tell.

Each goes through its subjects with one or more attempts; whatever is against the law is a finding, and the run goes on.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING, Final, Protocol, Self, TextIO, TypeVar

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["Tally", "parser_of", "run", "say"]

_SHOWN: Final = 3
"""How many findings of one attempt are shown."""


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_Subject = TypeVar("_Subject", bound=_Named)


@define
class Tally:
    """What was tried, and what of it is against the law."""

    tried: int = 0
    findings: list[str] = field(factory=list)
    seconds: float = 0

    def details(self) -> Iterator[str]:
        """Yield what else there is to tell."""
        return iter(())

    def add(self, other: Self) -> None:
        """Count what another has counted."""
        self.tried += other.tried
        self.findings += other.findings
        self.seconds += other.seconds

    def __str__(self) -> str:
        """Tell the numbers."""
        numbers = (f"{self.tried:,} tried", *self.details(), f"{len(self.findings)} against", f"{self.seconds:.0f} s")
        return ", ".join(numbers)


def parser_of(module: str, description: str | None, *, documents: int) -> argparse.ArgumentParser:
    """Return a parser of the options that all these commands have; by default so many ``documents`` are tried."""
    parser = argparse.ArgumentParser(prog=f"python -m tests.{module}", description=description)
    parser.add_argument("--documents", type=int, default=documents, help="of each kind (default: %(default)s)")
    parser.add_argument(
        "--corpus", type=int, default=10, help="how many schemas of others, if they are here (default: %(default)s)"
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="the same documents for the same seed (default: %(default)s)"
    )
    parser.add_argument("--minutes", type=float, default=600, help="the longest it runs (default: %(default)s)")
    return parser


def run(
    options: argparse.Namespace,
    subjects: Sequence[_Subject],
    attempts: Callable[[_Subject, int, int, float], Iterable[tuple[str, Tally]]],
) -> int:
    """Make the attempts of every subject and tell of each; return 0 where nothing is against the law, else 1.

    ``attempts`` is called with a subject, its number, how many documents are its share, and the moment when to end; it
    yields what was tried, and the tally of it.
    """
    until = time.monotonic() + options.minutes * 60
    share = -(-options.documents // len(subjects))
    totals: dict[str, Tally] = {}
    for number, subject in enumerate(subjects):
        started = time.monotonic()
        for what, tally in attempts(subject, number, share, until):
            tally.seconds = time.monotonic() - started
            say(f"{subject.name}: {what}: {tally}", sys.stdout)
            for finding in tally.findings[:_SHOWN]:
                say(f"  {finding}", sys.stderr)
            totals.setdefault(what, type(tally)()).add(tally)
            started = time.monotonic()
    for what, total in totals.items():
        say(f"all {len(subjects)}: {what}: {total}", sys.stdout)
    return 1 if any(total.findings for total in totals.values()) else 0


def say(line: str, stream: TextIO) -> None:
    """Write a line, whatever it holds: names and texts are drawn from all of Unicode."""
    encoding = stream.encoding or "utf-8"
    stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()
