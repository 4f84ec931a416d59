"""``json-lines``: each finding as an object with every field, in a line of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from dcxml.reporting.json_records import dumped, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.reporting.checked import CheckedDocument, Summary
    from dcxml.reporting.settings import Settings

__all__ = ["JsonLinesReporter", "make"]


@frozen
class JsonLinesReporter:
    """Tells each finding as an object in a line of its own."""

    def begin(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()

    def document(self, checked: CheckedDocument) -> Iterator[str]:
        """Yield a line for each finding."""
        for finding in checked.findings:
            yield dumped(record(checked.file, finding)) + "\n"

    def end(self, summary: Summary) -> Iterator[str]:
        """Yield nothing."""
        del summary
        yield from ()


def make(settings: Settings) -> JsonLinesReporter:
    """Return a reporter; the format has no settings."""
    del settings
    return JsonLinesReporter()
