"""The four facts about a fault, kept apart, and the severity that follows from them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from attrs import frozen

__all__ = ["FACET_BROKEN", "REFUSED", "REFUSED_BY_DOTNET", "SPELLED", "SUPERFLUOUS", "Facts", "Severity", "lost"]


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen(kw_only=True)
class Facts:
    """What is true of a document with one fault and no other.

    ``schema_valid``: XML Schema allows it, by the schemas of the contracts. ``readable``: .NET's reader accepts it.
    ``canonical``: .NET's writer might have written it. ``lossless``: .NET's reader has all that the document says.
    ``reads_as`` tells what .NET holds where it reads something else than what is there: ``null or the default``.
    """

    schema_valid: bool
    readable: bool
    canonical: bool
    lossless: bool
    reads_as: str | None = None

    @property
    def severity(self) -> Severity:
        """An error where XML Schema or .NET refuses it, a warning where .NET loses something, else a note."""
        if not (self.schema_valid and self.readable):
            return Severity.ERROR
        return Severity.NOTE if self.lossless else Severity.WARNING


REFUSED: Final = Facts(schema_valid=False, readable=False, canonical=False, lossless=False)
REFUSED_BY_DOTNET: Final = Facts(schema_valid=True, readable=False, canonical=False, lossless=False)
SUPERFLUOUS: Final = Facts(schema_valid=False, readable=True, canonical=False, lossless=True)
"""What .NET reads as if it were right."""
SPELLED: Final = Facts(schema_valid=True, readable=True, canonical=False, lossless=True)
"""What is right, and not spelled as .NET writes it."""
FACET_BROKEN: Final = Facts(schema_valid=False, readable=True, canonical=True, lossless=True)
"""What .NET reads and writes, not knowing the rule."""


def lost(reads_as: str, *, schema_valid: bool = False) -> Facts:
    """Return the facts about what .NET passes over in silence, or reads as something else."""
    return Facts(schema_valid=schema_valid, readable=True, canonical=False, lossless=False, reads_as=reads_as)
