"""``json``: all findings as one array, each an object with every field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from dcxml.reporting.json_records import dumped, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.reporting.checked import CheckedDocument, Summary
    from dcxml.reporting.settings import Settings

__all__ = ["JsonReporter", "make"]


@define
class JsonReporter:
    """Tells all findings as one array, an object to a line; given out as documents come."""

    _is_first: bool = True

    def begin(self) -> Iterator[str]:
        """Yield the array's opening bracket."""
        yield "["

    def document(self, checked: CheckedDocument) -> Iterator[str]:
        """Yield the objects of a document's findings."""
        for finding in checked.findings:
            yield f"{'' if self._is_first else ','}\n  {dumped(record(checked.file, finding))}"
            self._is_first = False

    def end(self, summary: Summary) -> Iterator[str]:
        """Yield the array's closing bracket."""
        del summary
        yield "]\n" if self._is_first else "\n]\n"


def make(settings: Settings) -> JsonReporter:
    """Return a reporter; the format has no settings."""
    del settings
    return JsonReporter()
