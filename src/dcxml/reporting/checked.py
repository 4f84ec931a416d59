"""What reporters are given: a document with its findings, and at the end how many of each there were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping  # noqa: TC003 - attrs resolves the annotations of its classes

from attrs import define, field, frozen

from dcxml.validation import Finding, Severity  # noqa: TC001 - as above

__all__ = ["CheckedDocument", "Summary", "Tally"]


@frozen(kw_only=True)
class CheckedDocument:
    """A document that has been checked, and what was found in it, in document order.

    ``file`` is the name to tell it by. ``data`` is the document as it was checked, for the lines that are shown of
    it; None where it could not be read or is not kept, and then no lines are shown.
    """

    file: str
    findings: tuple[Finding, ...] = ()
    data: bytes | str | None = field(default=None, repr=False)


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
        self._documents += 1
        self._with_findings += bool(checked.findings)
        self._by_severity.update(finding.severity for finding in checked.findings)
        self._by_code.update(finding.code for finding in checked.findings)

    def summary(self) -> Summary:
        """Return the counts so far."""
        return Summary(
            documents=self._documents,
            with_findings=self._with_findings,
            by_severity=dict(self._by_severity),
            by_code=dict(self._by_code),
        )
