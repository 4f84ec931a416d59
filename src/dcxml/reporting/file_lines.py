"""The lines of a document that is too large to be held: read from its file where they are shown.

Findings come in document order, so nearly every line that is asked for is behind the last one.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import IO, TYPE_CHECKING, Final

from attrs import define, field

from dcxml.document_encoding import UTF8_MARK
from dcxml.octets import OctetsOfFile

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FileLines"]

_LINE_END: Final = re.compile(rb"\r\n?|\n")
_CHUNK: Final = 1 << 18
_LONGEST: Final = 1 << 20
"""Octets of a line that is shown: a document without line ends is not read into memory for an excerpt of it."""
_CONTINUATIONS: Final = bytes(range(0x80, 0xC0))
"""The octets of UTF-8 that begin no character."""


@define(eq=False)
class FileLines:
    """The lines of a file in UTF-8."""

    file: IO[bytes]
    _octets: OctetsOfFile = field(init=False)
    _mark: int = field(init=False)
    _last: tuple[int, int] = field(init=False)
    """A line that was asked for, and where it begins."""
    _counted: tuple[int, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._octets = OctetsOfFile.of(self.file)
        begins = self._octets.read(0, min(len(UTF8_MARK), self._octets.size))
        self._mark = len(UTF8_MARK) if begins == UTF8_MARK else 0
        self._last = 1, self._mark
        self._counted = self._mark, 0

    def line(self, number: int) -> str | None:
        """Return a line by its number, from 1, without its end; None where there are not so many, or it is too long."""
        begin = self._begin_of(number)
        if begin is None:
            return None
        self._last = number, begin
        octets = self._octets.read(begin, min(begin + _LONGEST, self._octets.size))
        end = _LINE_END.search(octets)
        if end is None and len(octets) == _LONGEST:
            return None
        return (octets if end is None else octets[: end.start()]).decode("utf-8", "replace")

    def _begin_of(self, number: int) -> int | None:
        line, begin = self._last if self._last[0] <= number else (1, self._mark)
        if line == number:
            return begin
        return next(islice(self._begins(begin), number - line - 1, None), None) if number > line else None

    def characters(self, offset: int, end: int) -> tuple[int, int]:
        """Return how many characters are before an offset in bytes, and how many from there to ``end``.

        A byte order mark does not count. Offsets that rise are cheap: only what is between them is looked at.
        """
        begin, count = self._counted
        offset = max(offset, self._mark)
        if begin > offset:
            begin, count = self._mark, 0
        self._counted = offset, count + self._length(begin, offset)
        return self._counted[1], self._length(offset, end)

    def _length(self, begin: int, end: int) -> int:
        chunks = (self._octets.read(start, min(start + _CHUNK, end)) for start in range(begin, end, _CHUNK))
        return sum(len(chunk.translate(None, _CONTINUATIONS)) for chunk in chunks)

    def _begins(self, begin: int) -> Iterator[int]:
        """Yield where the lines behind the one that begins at ``begin`` do."""
        size, start = self._octets.size, begin
        while start < size:
            chunk = self._octets.read(start, min(start + _CHUNK, size))
            if chunk.endswith(b"\r") and start + len(chunk) < size:
                chunk += self._octets.read(start + len(chunk), start + len(chunk) + 1)
            for found in _LINE_END.finditer(chunk):
                yield start + found.end()
            start += len(chunk)
