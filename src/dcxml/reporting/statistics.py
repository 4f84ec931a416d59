"""A run in numbers: a line that sums it up, and how often each rule was broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.validation import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.reporting.checked import Summary
    from dcxml.reporting.reporter import RuleRecord

__all__ = ["counted", "statistics", "summary_line"]


def summary_line(summary: Summary) -> str:
    """Return ``3 findings (2 errors, 1 note) in 2 of 50 documents``, or ``no findings in 50 documents``."""
    documents = counted(summary.documents, "document")
    if not summary.findings:
        return f"no findings in {documents}"
    kinds = [
        counted(summary.by_severity[severity], severity) for severity in Severity if summary.by_severity.get(severity)
    ]
    where = documents if summary.documents == 1 else f"{summary.with_findings:,} of {documents}"
    return f"{counted(summary.findings, 'finding')} ({', '.join(kinds)}) in {where}"


def statistics(summary: Summary, rules: Iterable[RuleRecord]) -> Iterator[str]:
    """Yield a line for each rule that was broken, the most frequent first: how often, its code, its name."""
    names = {rule.code: rule.name for rule in rules}
    counts = sorted(summary.by_code.items(), key=lambda item: (-item[1], item[0]))
    width = max((len(f"{count:,}") for _, count in counts), default=0)
    for code, count in counts:
        yield f"{count:{width},}  {code}  {names.get(code, '')}".rstrip() + "\n"


def counted(count: int, noun: str) -> str:
    """Return ``1 finding``, ``2 findings``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
