"""A document as octets of UTF-8, which edits are made in, and given back as it came; what is not edited is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Edit", "Source"]

_UTF8_MARK: Final = b"\xef\xbb\xbf"
_UTF16: Final = {
    b"\xff\xfe": ("utf-16-le", 2),
    b"\xfe\xff": ("utf-16-be", 2),
    b"<\0": ("utf-16-le", 0),
    b"\0<": ("utf-16-be", 0),
}
"""What a document in UTF-16 begins with: its byte order, and how long its mark is."""


@frozen(order=True)
class Edit:
    """Octets ``start`` to ``end`` of a document become ``octets``; nothing is replaced where the two are equal."""

    start: int
    end: int
    octets: bytes


@frozen(kw_only=True)
class Source:
    """A document: its ``octets`` in UTF-8, and what it takes to give it back: the mark before it, the encoding.

    The encoding is None for text.
    """

    octets: bytes
    mark: bytes = b""
    encoding: str | None = "utf-8"

    @classmethod
    def of(cls, data: bytes | str) -> Source:
        """Return a document that has been parsed before, so that its encoding is UTF-8 or UTF-16."""
        if isinstance(data, str):
            return cls(octets=data.encode(), encoding=None)
        if data[:2] in _UTF16:
            encoding, length = _UTF16[data[:2]]
            return cls(octets=data[length:].decode(encoding).encode(), mark=data[:length], encoding=encoding)
        mark = _UTF8_MARK if data.startswith(_UTF8_MARK) else b""
        return cls(octets=data[len(mark) :], mark=mark)

    def edited(self, edits: Iterable[Edit]) -> bytes | str:
        """Return the document with edits, which do not overlap, in the encoding that it had."""
        pieces, at = [], 0
        for edit in sorted(edits):
            pieces += [self.octets[at : edit.start], edit.octets]
            at = edit.end
        octets = b"".join((*pieces, self.octets[at:]))
        if self.encoding is None:
            return octets.decode()
        return self.mark + (octets if self.encoding == "utf-8" else octets.decode().encode(self.encoding))
