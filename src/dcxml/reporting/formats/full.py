"""``full``: each finding with the lines of the document that it is about, and what .NET and XML Schema make of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.reporting.document_lines import lines_of
from dcxml.reporting.excerpt import ExcerptLine, excerpt, marks_of
from dcxml.reporting.safe_text import one_line
from dcxml.reporting.styles import Palette

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.reporting.checked import CheckedDocument, Summary
    from dcxml.reporting.document_lines import DocumentLines
    from dcxml.reporting.file_lines import FileLines
    from dcxml.reporting.reporter import Verdicts
    from dcxml.reporting.settings import Settings
    from dcxml.validation import Finding

__all__ = ["FullReporter", "make"]

_NARROWEST_GUTTER: Final = 3


@frozen(kw_only=True)
class FullReporter:
    """Tells findings as compilers do; an empty line stands behind each."""

    palette: Palette
    width: int
    verdicts: Verdicts

    def begin(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()

    def document(self, checked: CheckedDocument) -> Iterator[str]:
        """Yield one piece for each finding."""
        with lines_of(checked) as lines:
            for finding in checked.findings:
                yield "".join(f"{line}\n" for line in self._lines(checked.file, finding, lines)) + "\n"

    def end(self, summary: Summary) -> Iterator[str]:
        """Yield nothing."""
        del summary
        yield from ()

    def _lines(self, file: str, finding: Finding, lines: DocumentLines | FileLines | None) -> Iterator[str]:
        paint = self.palette
        head = paint.severity(f"{finding.severity}[{one_line(finding.code)}]", finding.severity)
        yield head + paint.strong(f": {one_line(finding.name).replace('-', ' ')}: {one_line(finding.message)}")
        marks = marks_of(finding)
        gutter = max([_NARROWEST_GUTTER, *(len(str(mark.line)) for mark in marks)])
        numbers = [str(number) for number in (finding.line, finding.column) if number is not None]
        place = ":".join([one_line(file), *numbers])
        yield f"{' ' * (gutter - 1)}{paint.frame('-->')} {place}  {one_line(finding.path)}".rstrip()
        if lines is not None and marks:
            rows = [*excerpt(lines, marks, width=self.width - gutter - 3)]
            if rows:
                yield from (self._row(row, finding, gutter) for row in (ExcerptLine(None, ""), *rows))
        for label, words in self._notes(finding):
            yield f"{' ' * (gutter + 1)}{paint.frame('=')} {paint.strong(f'{label}:')} {one_line(words)}"

    def _row(self, row: ExcerptLine | None, finding: Finding, gutter: int) -> str:
        paint = self.palette
        if row is None:
            return paint.frame("...")
        number = "" if row.number is None else str(row.number)
        text = row.text
        if row.number is None:
            text = paint.severity(text, finding.severity) if row.is_main else paint.frame(text)
        return f"{paint.frame(f'{number:>{gutter}} |')} {text}".rstrip()

    def _notes(self, finding: Finding) -> Iterator[tuple[str, str]]:
        yield from self.verdicts(finding)
        if finding.expected:
            yield "expected", finding.expected
        if finding.found and finding.line is None:
            yield "found", finding.found
        yield "help", f"dcxml explain {finding.code}"


def make(settings: Settings) -> FullReporter:
    """Return a reporter."""
    return FullReporter(palette=Palette(settings.color), width=settings.width, verdicts=settings.verdicts)
