"""The command: so many valid and as many invalid documents, of the calendar contract and of schemas of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promises.subjects import calendar, of_corpus
from promises.trial import try_invalid, try_valid
from support.trial_runs import parser_of, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from promises.subjects import Promised
    from promises.trial import PromiseTally

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 where all promises hold, 1 where one does not."""
    parser = parser_of("promises", __doc__, documents=1_000)
    parser.add_argument("--mutations", type=int, default=2, help="the most mutations of a document (default: 2)")
    parser.add_argument("--xmlschema-every", type=int, default=1, help="xmlschema gets every such one (default: 1)")
    options = parser.parse_args(arguments)
    start, every, most = options.seed, options.xmlschema_every, options.mutations

    def attempts(promised: Promised, _: int, share: int, until: float) -> Iterator[tuple[str, PromiseTally]]:
        yield "valid", try_valid(promised, share, start=start, xmlschema_every=every, until=until)
        yield "invalid", try_invalid(promised, share, start=start, mutations=most, until=until)

    return run(options, [calendar(), *of_corpus(options.corpus)], attempts)
