"""``gitlab``: a Code Quality report, as GitLab takes it from ``artifacts:reports:codequality``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import define

from dcxml.reporting.fingerprints import fingerprinted
from dcxml.reporting.json_records import dumped
from dcxml.reporting.locations import relative
from dcxml.reporting.safe_text import one_line, shown
from dcxml.validation import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.reporting.checked import CheckedDocument, Summary
    from dcxml.reporting.settings import Settings
    from dcxml.validation import Finding

__all__ = ["GitlabReporter", "make"]

_SEVERITIES: Final = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


@define(kw_only=True)
class GitlabReporter:
    """Tells all findings as one array, given out as documents come; paths are from ``root`` on."""

    root: str | None
    _is_first: bool = True

    def begin(self) -> Iterator[str]:
        """Yield the array's opening bracket."""
        yield "["

    def document(self, checked: CheckedDocument) -> Iterator[str]:
        """Yield the objects of a document's findings."""
        path = shown(relative(checked.file, self.root))
        for finding, fingerprint in fingerprinted(path, checked.findings):
            yield f"{'' if self._is_first else ','}\n  {dumped(_issue(path, finding, fingerprint))}"
            self._is_first = False

    def end(self, summary: Summary) -> Iterator[str]:
        """Yield the array's closing bracket."""
        del summary
        yield "]\n" if self._is_first else "\n]\n"


def make(settings: Settings) -> GitlabReporter:
    """Return a reporter."""
    return GitlabReporter(root=settings.root)


def _issue(path: str, finding: Finding, fingerprint: str) -> dict[str, Any]:
    begin = finding.line or 1
    return {
        "description": one_line(f"{finding.code} {finding.message}"),
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": begin, "end": finding.end_line or begin}},
    }
