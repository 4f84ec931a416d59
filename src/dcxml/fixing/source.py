"""A document as octets of UTF-8, which edits are made in, and given back as it came; what is not edited is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from dcxml.document_encoding import Encoding, encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Edit", "Source"]


@frozen(order=True)
class Edit:
    """Octets ``start`` to ``end`` of a document become ``octets``; nothing is replaced where the two are equal."""

    start: int
    end: int
    octets: bytes


@frozen(kw_only=True)
class Source:
    """A document: its ``octets`` in UTF-8, and the encoding to give it back in, None for text."""

    octets: bytes
    encoding: Encoding | None

    @classmethod
    def of(cls, data: bytes | str) -> Source:
        """Return a document that has been parsed before, so that its encoding is UTF-8 or UTF-16."""
        if isinstance(data, str):
            return cls(octets=data.encode(), encoding=None)
        encoding = encoding_of(data)
        return cls(octets=encoding.utf8_of(data), encoding=encoding)

    def edited(self, edits: Iterable[Edit]) -> bytes | str:
        """Return the document with edits, which do not overlap, in the encoding that it had."""
        pieces, at = [], 0
        for edit in sorted(edits):
            pieces += [self.octets[at : edit.start], edit.octets]
            at = edit.end
        octets = b"".join((*pieces, self.octets[at:]))
        return octets.decode() if self.encoding is None else self.encoding.octets_of(octets)
