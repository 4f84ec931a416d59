"""``concise``: one line for each finding, as ``str(finding)`` is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from dcxml.reporting.safe_text import one_line
from dcxml.reporting.styles import Palette

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.reporting.checked import CheckedDocument, Summary
    from dcxml.reporting.settings import Settings
    from dcxml.validation import Finding

__all__ = ["ConciseReporter", "concise_line", "make"]


@frozen(kw_only=True)
class ConciseReporter:
    """Tells each finding in a line: file, line, column, code, sentence, member path."""

    palette: Palette

    def begin(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()

    def document(self, checked: CheckedDocument) -> Iterator[str]:
        """Yield a line for each finding."""
        for finding in checked.findings:
            place, code, rest = _parts(checked.file, finding)
            yield f"{place}: {self.palette.severity(code, finding.severity)}{rest}\n"

    def end(self, summary: Summary) -> Iterator[str]:
        """Yield nothing."""
        del summary
        yield from ()


def make(settings: Settings) -> ConciseReporter:
    """Return a reporter."""
    return ConciseReporter(palette=Palette(settings.color))


def concise_line(file: str, finding: Finding) -> str:
    """Return a finding in one line, safe to show."""
    place, code, rest = _parts(file, finding)
    return f"{place}: {code}{rest}"


def _parts(file: str, finding: Finding) -> tuple[str, str, str]:
    """Return the place of a finding, its code, and the rest of its line."""
    numbers = [str(number) for number in (finding.line, finding.column) if number is not None]
    code = one_line(finding.code)
    sentence = one_line(str(evolve(finding, file=None, line=None, column=None)))
    return ":".join([one_line(file), *numbers]), code, sentence[len(code) :]
