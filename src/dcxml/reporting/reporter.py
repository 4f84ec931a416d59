"""What every reporter does, and what it is told about rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.reporting.checked import CheckedDocument, Summary
    from dcxml.validation import Finding

__all__ = ["Reporter", "RuleRecord", "RuleText", "Verdict", "Verdicts", "verdicts_of_document"]


class Reporter(Protocol):
    """Tells the findings of one run in one format.

    Pieces of text are given out as documents come. They have their own line ends; put together they are the report.
    """

    def begin(self) -> Iterator[str]:
        """Yield what stands before the first document."""
        ...

    def document(self, checked: CheckedDocument) -> Iterator[str]:
        """Yield what is told of one document."""
        ...

    def end(self, summary: Summary) -> Iterator[str]:
        """Yield what stands behind the last document."""
        ...


class RuleRecord(Protocol):
    """What a report says about a rule; any table of rules has such records."""

    @property
    def code(self) -> str:
        """The stable code."""
        ...

    @property
    def name(self) -> str:
        """The name, of words with hyphens."""
        ...

    @property
    def summary(self) -> str:
        """What the rule asks for, in a sentence or two."""
        ...


Verdict = tuple[str, str]
"""Who judges, and how: ``(".NET", "refuses it")``."""
Verdicts = Callable[["Finding"], Iterable[Verdict]]
RuleText = Callable[[str], "str | None"]
"""Gives the page about a rule by its code, in Markdown; None where there is none."""


def verdicts_of_document(finding: Finding) -> Iterator[Verdict]:
    """Yield what .NET and XML Schema make of a document with this finding and no other."""
    facts = finding.facts
    if not facts.readable:
        yield ".NET", "refuses it"
    elif facts.reads_as is not None:
        yield ".NET", f"reads it as {facts.reads_as}"
    elif not facts.lossless:
        yield ".NET", "reads it, and loses something"
    else:
        yield ".NET", "reads it" if facts.canonical else "reads it, and would write it otherwise"
    yield "schema", "valid" if facts.schema_valid else "not valid"
