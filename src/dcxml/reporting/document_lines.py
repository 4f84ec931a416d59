"""The lines of a document, found when they are asked for; a line is decoded once, however many findings are in it."""

from __future__ import annotations

import re
from array import array
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from attrs import define, field

from dcxml.document_encoding import UTF8_MARK, Encoding, encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.reporting.checked import CheckedDocument
    from dcxml.reporting.file_lines import FileLines

__all__ = ["DocumentLines", "lines_of"]

_LINE_END: Final = re.compile(rb"\r\n?|\n")
_KEPT: Final = 8


@define(eq=False)
class DocumentLines:
    """The lines of ``data``, a document in UTF-8 or UTF-16 or text; what is in no such encoding is replaced."""

    data: bytes | str
    _octets: bytes = field(init=False)
    _encoding: Encoding = field(init=False)
    _starts: array[int] = field(init=False, factory=lambda: array("Q", [0]))
    _ends: array[int] = field(init=False, factory=lambda: array("Q"))
    _breaks: Iterator[re.Match[bytes]] = field(init=False)
    _counted: tuple[int, int] = field(init=False, default=(0, 0))
    _decoded: dict[int, str] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        octets = self.data.encode("utf-8", "surrogatepass") if isinstance(self.data, str) else self.data
        self._encoding = encoding_of(self.data)
        self._octets = self._encoding.utf8_of(octets, "replace")
        self._breaks = _LINE_END.finditer(self._octets)

    def line(self, number: int) -> str | None:
        """Return a line by its number, from 1, without its end; None where there are not so many."""
        if number in self._decoded:
            return self._decoded[number]
        if number < 1 or not self._reach(number):
            return None
        if len(self._decoded) == _KEPT:
            del self._decoded[next(iter(self._decoded))]
        octets = self._octets[self._starts[number - 1] : self._ends[number - 1]]
        return self._decoded.setdefault(number, octets.decode("utf-8", "replace"))

    def characters(self, offset: int, end: int) -> tuple[int, int]:
        """Return how many characters are before an offset in bytes, and how many from there to ``end``.

        A byte order mark does not count. Offsets that rise are cheap: only what is between them is looked at.
        """
        begin, count = self._counted
        mark = len(self._encoding.mark)
        offset = max(offset, mark)
        if not mark <= begin <= offset:
            begin, count = mark, 0
        self._counted = (offset, count + self._length(begin, offset))
        return self._counted[1], self._length(offset, end)

    def _length(self, begin: int, end: int) -> int:
        """Return how many characters are between two offsets."""
        if self._encoding.is_utf16 and isinstance(self.data, bytes):
            return len(self.data[begin:end].decode(self._encoding.name, "replace"))
        mark = len(self._encoding.mark)
        return len(self._octets[begin - mark : max(end - mark, 0)].decode("utf-8", "replace"))

    def _reach(self, number: int) -> bool:
        """Find line ends up to that of a line; tell whether there is such a line."""
        while len(self._ends) < number:
            found = next(self._breaks, None)
            if found is not None:
                self._ends.append(found.start())
                self._starts.append(found.end())
            elif len(self._ends) < len(self._starts):
                self._ends.append(len(self._octets))
            else:
                return False
        return True


@contextmanager
def lines_of(checked: CheckedDocument) -> Iterator[DocumentLines | FileLines | None]:
    """Give the lines of a document, in memory or in its file; None where they are not there, or not wanted."""
    if checked.data is None or not checked.findings:
        yield None
    elif isinstance(checked.data, bytes | str):
        yield DocumentLines(checked.data)
    else:
        from dcxml.reporting.file_lines import FileLines  # noqa: PLC0415 - of large documents only

        with checked.data.open("rb") as file:
            is_utf16 = encoding_of(file.read(len(UTF8_MARK))).is_utf16  # it is held to be validated, too
            yield DocumentLines(checked.data.read_bytes()) if is_utf16 else FileLines(file)
