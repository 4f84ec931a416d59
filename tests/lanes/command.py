"""The command: so many documents and as many values, of our own contracts and of schemas of others."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from lanes.subjects import of_corpus, own
from lanes.trial import try_reading, try_writing
from support.trial_runs import parser_of, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lanes.subjects import Subject
    from lanes.trial import LaneTally

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 where the law holds, 1 where it does not."""
    options = parser_of("lanes", __doc__, documents=100_000).parse_args(arguments)

    def attempts(subject: Subject, number: int, share: int, until: float) -> Iterator[tuple[str, LaneTally]]:
        random = Random(f"{options.seed} {number}")  # noqa: S311 - to try things, and no secret
        yield "documents", try_reading(subject, share, random=random, until=until)
        yield "values", try_writing(subject, share, random=random, until=until)

    return run(options, [*own(), *of_corpus(options.corpus)], attempts)
