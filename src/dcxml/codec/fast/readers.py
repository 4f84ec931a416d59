"""Compiled readers of the documents of one root in one dialect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from dcxml.codec.fast.declined import DECLINED, Declined
from dcxml.codec.fast.layouts import lay_out
from dcxml.codec.fast.long_runs import LongRuns, put_back
from dcxml.codec.fast.patterns import kind_pattern, pattern
from dcxml.codec.fast.reader_source import write_reader
from dcxml.codec.fast.shapes import Members, Slot, choices_in, completed
from dcxml.codec.fast.spelling import FIRST_IDENTITY, Spelling, root_start
from dcxml.errors import LexicalError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dcxml.codec.dialects import Dialect
    from dcxml.codec.fast.long_runs import Cut
    from dcxml.codec.fast.shapes import Entries, Items
    from dcxml.codec.plan import Plan
    from dcxml.codec.roots import Root

__all__ = ["REFUSALS", "FastReader", "ReaderPlan", "opening_of", "plan_readers"]

REFUSALS: Final = (Declined, LexicalError, KeyError, RecursionError)
"""What compiled readers raise for what is not as .NET writes it, or near the end of the stack."""
_LONGEST: Final = 1 << 16
"""The most characters of an expression; to compile so many takes some 0.2 s."""
_OCTETS: Final = 100
"""How many octets the other way reads in the time that a character of an expression takes to compile."""


@frozen
class FastReader:
    """Reads the text of a document, or declines it."""

    source: str
    match: Callable[[str], re.Match[str] | None]
    read_found: Callable[[Any], Any]
    is_class: bool
    runs: LongRuns

    def read(self, text: str) -> Any:
        """Return the value of a document; `DECLINED` where it is not exactly as .NET writes it."""
        rest, cuts = self.runs.cut(text)
        value = self._read(rest, text, cuts) if cuts else DECLINED
        return self._read(text, text, ()) if value is DECLINED else value

    def _read(self, rest: str, text: str, cuts: Sequence[Cut]) -> Any:
        """Return the value of what is left of a text, with that of what was cut out of it."""
        match = self.match(rest)
        if match is None:
            return DECLINED
        try:
            value = self.read_found(match.groups("") if self.is_class else match[1] or "")
            if cuts:
                put_back(value, match, text, cuts)
        except REFUSALS:
            return DECLINED
        return value


@frozen
class ReaderPlan:
    """What a reader is to be compiled from; ``cost`` is that of compiling, the expressions of kinds included.

    It is told in octets of documents that the other way reads in the same time. Long collections are read with what
    may be missing in the ``whole`` shape, of which ``content`` may be a part.
    """

    plan: Plan
    spelling: Spelling
    content: Members | Items | Entries
    whole: Members | Items | Entries
    expression: str
    cost: int

    def compiled(self) -> FastReader:
        """Return the reader."""
        source, function = write_reader(self.plan, self.content)
        match = re.compile(self.expression).fullmatch
        read, is_class = source.compiled(function, "reader"), isinstance(self.content, Members)
        if not source.has_identities:
            runs = LongRuns.of(self.plan, self.spelling, self.content, self.whole)
            return FastReader(source.writer.text(), match, read, is_class, runs)
        # Runs that are read behind the rest of a document could refer to what comes after them.
        first = (FIRST_IDENTITY,) if is_class and self.plan.contracts.is_reference(self.content.contract) else ()
        return FastReader(source.writer.text(), match, lambda found: read(found, {}, *first), is_class, LongRuns(()))


def opening_of(plan: Plan, root: Root, dialect: Dialect) -> str:
    """Return what begins each document of a root in a dialect."""
    spelling = Spelling.of(root_start(plan, root, dialect))
    return f"{spelling.head}{spelling.opens}"


def plan_readers(plan: Plan, root: Root, dialect: Dialect) -> tuple[ReaderPlan, ...]:
    """Return the plans for the readers of a root in one dialect: of what .NET writes, and of what may lack members.

    There are none where there can be none, or where they would be too large.
    """
    start = root_start(plan, root, dialect)
    layout = lay_out(plan, plan.resolve(root.type), start.content)
    if layout is None:
        return ()
    content, spelling = layout.content, Spelling.of(start)
    plans: dict[tuple[str, ...], ReaderPlan] = {}
    for each in (completed(plan, content), content):
        expression = pattern(Slot(spelling, each, is_nillable=False, is_required=True), captures=True)
        if len(expression) <= _LONGEST:
            kinds = sorted(kind_pattern(kind) for choice in choices_in(each) for kind in choice.kinds)
            cost = (len(expression) + sum(map(len, kinds))) * _OCTETS
            plans.setdefault((expression, *kinds), ReaderPlan(plan, spelling, each, content, expression, cost))
    return tuple(plans.values())
