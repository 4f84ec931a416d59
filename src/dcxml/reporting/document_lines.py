"""The lines of a document, found when they are asked for; a line is decoded once, however many findings are in it."""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, Final

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DocumentLines"]

_LINE_END: Final = re.compile(rb"\r\n?|\n")
_UTF16_MARKS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_KEPT: Final = 8


@define(eq=False)
class DocumentLines:
    """The lines of ``data``, a document in UTF-8 or UTF-16 or text; what is in no such encoding is replaced."""

    data: bytes | str
    _octets: bytes = field(init=False)
    _wide: str | None = field(init=False, default=None)
    """The encoding of a document in UTF-16."""
    _mark: int = field(init=False, default=0)
    _starts: array[int] = field(init=False, factory=lambda: array("Q", [0]))
    _ends: array[int] = field(init=False, factory=lambda: array("Q"))
    _breaks: Iterator[re.Match[bytes]] = field(init=False)
    _counted: tuple[int, int] = field(init=False, default=(0, 0))
    _decoded: dict[int, str] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        data = self.data
        if isinstance(data, str):
            octets = data.encode("utf-8", "surrogatepass")
        elif data[:2] in _UTF16_MARKS:
            name = _UTF16_MARKS[data[:2]]
            self._wide = "utf-16-be" if data[:2] in (b"\xfe\xff", b"\0<") else "utf-16-le"
            self._mark = 2 * (name == "utf-16")
            octets = data.decode(name, "replace").encode()
        else:
            octets = data
        if octets.startswith(b"\xef\xbb\xbf"):
            self._mark = 3
            octets = octets[3:]
        self._octets = octets
        self._breaks = _LINE_END.finditer(octets)

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
        offset = max(offset, self._mark)
        if not self._mark <= begin <= offset:
            begin, count = self._mark, 0
        self._counted = (offset, count + self._length(begin, offset))
        return self._counted[1], self._length(offset, end)

    def _length(self, begin: int, end: int) -> int:
        """Return how many characters are between two offsets."""
        if self._wide is not None and isinstance(self.data, bytes):
            return len(self.data[begin:end].decode(self._wide, "replace"))
        return len(self._octets[begin - self._mark : max(end - self._mark, 0)].decode("utf-8", "replace"))

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
