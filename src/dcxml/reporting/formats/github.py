"""``github``: workflow commands that annotate files in GitHub Actions.

GitHub keeps 10 errors, 10 warnings and 10 notices of a step. So repeats of a rule in a file are one annotation, and
where there are more, the last one says how many. They are told at the end; what is kept does not grow with the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from dcxml.reporting.locations import slashed
from dcxml.reporting.safe_text import one_line
from dcxml.validation import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.reporting.checked import CheckedDocument, Summary
    from dcxml.reporting.reporter import Verdicts
    from dcxml.reporting.settings import Settings
    from dcxml.validation import Finding

__all__ = ["GithubReporter", "make"]

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_LIMIT: Final = 10


@frozen
class _Annotation:
    file: str
    finding: Finding
    count: int


@define
class _Kept:
    """The annotations of one severity: the first of the run, and how many findings are in the others."""

    annotations: list[_Annotation] = field(factory=list)
    left_out: int = 0

    def add(self, annotation: _Annotation) -> None:
        if len(self.annotations) < _LIMIT:
            self.annotations.append(annotation)
        else:
            self.left_out += annotation.count

    def told(self) -> tuple[list[_Annotation], int]:
        """Return the annotations to make, and how many findings the one behind them stands for."""
        if not self.left_out:
            return self.annotations, 0
        return self.annotations[:-1], self.left_out + self.annotations[-1].count


@define(kw_only=True)
class GithubReporter:
    """Tells the gravest findings first, as annotations."""

    verdicts: Verdicts
    _kept: dict[Severity, _Kept] = field(init=False, factory=lambda: {severity: _Kept() for severity in Severity})

    def begin(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()

    def document(self, checked: CheckedDocument) -> Iterator[str]:
        """Keep what may be told at the end; yield nothing."""
        folded: dict[tuple[Severity, str], list[Finding]] = {}
        for finding in checked.findings:
            folded.setdefault((finding.severity, finding.code), []).append(finding)
        for (severity, _), findings in folded.items():
            self._kept[severity].add(_Annotation(checked.file, findings[0], len(findings)))
        yield from ()

    def end(self, summary: Summary) -> Iterator[str]:
        """Yield the annotations, errors first."""
        del summary
        for severity in Severity:
            annotations, more = self._kept[severity].told()
            for annotation in annotations:
                yield self._command(severity, annotation)
            if more:
                noun = f"{severity}s" if more > 1 else str(severity)
                yield (
                    f"::{_COMMANDS[severity]} title=dcxml::{more:,} more {noun}, which GitHub would not show;"
                    " --output-format concise lists them, sarif uploads them\n"
                )

    def _command(self, severity: Severity, annotation: _Annotation) -> str:
        finding = annotation.finding
        properties = {"file": slashed(annotation.file), **_place(finding)}
        properties["title"] = one_line(f"{finding.code} {finding.name}")
        message = one_line(finding.message) + (f" ({one_line(finding.path)})" if finding.path else "")
        lines = [message, *(one_line(f"{who}: {says}") for who, says in self.verdicts(finding))]
        if annotation.count > 1:
            lines.append(f"and {annotation.count - 1:,} more of {one_line(finding.code)} in this file")
        told = ",".join(f"{name}={_property(one_line(str(value)))}" for name, value in properties.items())
        return f"::{_COMMANDS[severity]} {told}::{_data(chr(10).join(lines))}\n"


def make(settings: Settings) -> GithubReporter:
    """Return a reporter."""
    return GithubReporter(verdicts=settings.verdicts)


def _place(finding: Finding) -> dict[str, int]:
    """Return the place as GitHub takes it: columns only within one line."""
    if finding.line is None:
        return {}
    place = {"line": finding.line}
    if finding.end_line is not None:
        place["endLine"] = finding.end_line
    if finding.column is not None and finding.end_line in (None, finding.line):
        place["col"] = finding.column
        if finding.end_column is not None:
            place["endColumn"] = finding.end_column
    return place


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
