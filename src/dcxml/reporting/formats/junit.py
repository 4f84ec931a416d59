"""``junit``: JUnit's XML, as Jenkins, GitLab and Azure DevOps take it: a test case to each file.

A suite says in its first tag how many tests it has, so it is given out when it is full, or at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, field

from dcxml.quoting import escape, quoted
from dcxml.reporting.formats.concise import concise_line
from dcxml.reporting.safe_text import shown
from dcxml.reporting.statistics import counted
from dcxml.validation import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dcxml.reporting.checked import CheckedDocument, Summary
    from dcxml.reporting.settings import Settings
    from dcxml.validation import Finding

__all__ = ["JunitReporter", "make"]

_GRAVITY: Final = tuple(Severity)
_FULL: Final = 1_000
"""How many test cases a suite has at most: so many are kept."""


@define(kw_only=True)
class JunitReporter:
    """Tells of each file whether there is something in it; a failure has a line for each finding."""

    suite: str
    _cases: list[str] = field(init=False, factory=list)
    _failures: int = field(init=False, default=0)

    def begin(self) -> Iterator[str]:
        """Yield the root's start tag."""
        yield f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites name={_attribute(self.suite)}>\n'

    def document(self, checked: CheckedDocument) -> Iterator[str]:
        """Keep the test case of a file; yield a suite where it is full."""
        findings = checked.of_all()
        self._cases.append(self._case(checked.file, findings))
        self._failures += bool(findings)
        if len(self._cases) == _FULL:
            yield self._suite()

    def end(self, summary: Summary) -> Iterator[str]:
        """Yield what has not been given out, and the root's end tag."""
        del summary
        if self._cases:
            yield self._suite()
        yield "</testsuites>\n"

    def _case(self, file: str, findings: Sequence[Finding]) -> str:
        head = f"    <testcase name={_attribute(file)} classname={_attribute(self.suite)}"
        if not findings:
            return f"{head}/>\n"
        first = min(findings, key=lambda finding: _GRAVITY.index(finding.severity))
        lines = "\n".join(_text(concise_line(file, finding)) for finding in findings)
        message = first.message if len(findings) == 1 else counted(len(findings), "finding")
        return (
            f"{head}>\n      <failure type={_attribute(f'{first.code} {first.name}')} message={_attribute(message)}>"
            f"{lines}</failure>\n    </testcase>\n"
        )

    def _suite(self) -> str:
        counts = f'tests="{len(self._cases)}" failures="{self._failures}" errors="0"'
        text = f"  <testsuite name={_attribute(self.suite)} {counts}>\n{''.join(self._cases)}  </testsuite>\n"
        self._cases.clear()
        self._failures = 0
        return text


def make(settings: Settings) -> JunitReporter:
    """Return a reporter."""
    return JunitReporter(suite=settings.subject)


def _text(text: str) -> str:
    return _ascii(escape(text))


def _attribute(text: str) -> str:
    return _ascii(quoted(shown(text)))


def _ascii(text: str) -> str:
    """Return XML with references for what is not ASCII, so that no encoding can harm it."""
    return text.encode("ascii", "xmlcharrefreplace").decode()
