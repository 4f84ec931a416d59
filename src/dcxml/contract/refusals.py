"""What .NET's importer refuses of a schema that dcxml reads all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from dcxml.qname import QName

__all__ = ["Refusal"]


@frozen
class Refusal:
    """A type or a global element of which .NET says "cannot be imported", and why.

    ``reason`` is .NET's, in the words of XML Schema. ``file`` and ``line`` (from 1) tell where the component stands,
    None where it was not read from a file.
    """

    name: QName
    reason: str
    file: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        """Say it in one line that begins with the place, as compilers do."""
        place = f"{self.file}:{self.line}: " if self.file else ""
        return f"{place}{self.name.clark}: .NET cannot import this: {self.reason}"
