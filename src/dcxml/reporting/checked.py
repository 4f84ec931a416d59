"""What reporters are given: a document with its findings, and at the end how many of each there were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping  # noqa: TC003 - attrs resolves the annotations of its classes
from pathlib import Path  # noqa: TC003 - as above

from attrs import define, field, frozen

from dcxml.validation import Finding, Severity  # noqa: TC001 - as above

__all__ = ["CheckedDocument", "Summary", "Tally"]


@frozen(kw_only=True)
class CheckedDocument:
    """A document that has been checked, and what was found in it, in document order.

    ``file`` is the name to tell it by. ``data`` is the document as it was checked, for the lines that are shown of
    it, or the path of a large one; None where it could not be read or is not kept, and then no lines are shown. The
    ``findings`` of a large document come one by one, and once: there is one at least.
    """

    file: str
    findings: tuple[Finding, ...] | Iterator[Finding] = ()
    data: bytes | str | Path | None = field(default=None, repr=False)

    def of_all(self) -> tuple[Finding, ...]:
        """Return the findings all at once."""
        return tuple(self.findings)


@frozen(kw_only=True)
class Summary:
    """How many documents were checked, in how many something was found, and how many findings of what."""

    documents: int = 0
    with_findings: int = 0
    by_severity: Mapping[Severity, int] = field(factory=dict)
    by_code: Mapping[str, int] = field(factory=dict)

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return sum(self.by_severity.values())


@define
class Tally:
    """Counts the documents and findings of a run as they come."""

    _documents: int = 0
    _with_findings: int = 0
    _by_severity: Counter[Severity] = field(factory=Counter)
    _by_code: Counter[str] = field(factory=Counter)

    def add(self, checked: CheckedDocument) -> None:
        """Count one document and its findings."""
        self.add_document(has_findings=bool(checked.findings))
        for finding in checked.findings:
            self.add_finding(finding)

    def add_document(self, *, has_findings: bool) -> None:
        """Count one document, whose findings are counted as they come."""
        self._documents += 1
        self._with_findings += has_findings

    def add_finding(self, finding: Finding) -> None:
        """Count one finding."""
        self._by_severity[finding.severity] += 1
        self._by_code[finding.code] += 1

    def summary(self) -> Summary:
        """Return the counts so far."""
        return Summary(
            documents=self._documents,
            with_findings=self._with_findings,
            by_severity=dict(self._by_severity),
            by_code=dict(self._by_code),
        )
