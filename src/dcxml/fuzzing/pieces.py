"""A document taken apart into what can be taken out of it; all else stays as it is spelled, in its encoding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from attrs import field, frozen

from dcxml.fixing.source import Edit, Source
from dcxml.validation.faults import Spot
from dcxml.validation.positions import Positions
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

__all__ = ["Pieces", "Stretch"]

Stretch = tuple[int, int]
"""Where something begins and ends, in octets of UTF-8."""

_DECLARATION: Final = re.compile(rb"<\?xml.*?\?>\s*", re.DOTALL)
_BETWEEN: Final = re.compile(rb"<!--.*?-->|(?<=>)[ \t\r\n]+(?=<|\Z)", re.DOTALL)
_CHARACTER: Final = re.compile(rb"[\0-\x7f\xc0-\xff][\x80-\xbf]*")


@frozen(eq=False)
class Pieces:
    """The pieces of a valid document, its elements by their number in document order."""

    data: bytes
    elements: list[etree._Element] = field(init=False)
    _source: Source = field(init=False)
    _positions: Positions = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Parse the document."""
        source = Source.of(self.data)
        object.__setattr__(self, "elements", [*parse_document(self.data).iter("*")])
        object.__setattr__(self, "_source", source)
        object.__setattr__(self, "_positions", Positions(source.octets))

    def children(self, number: int) -> list[Stretch]:
        """Return the elements in an element."""
        count, found = number + 1, []
        for child in self.elements[number].iterchildren("*"):
            found.append(self._stretch(count, Spot.ELEMENT))
            count += sum(1 for _ in child.iter("*"))
        return found

    def characters(self, number: int) -> list[Stretch]:
        """Return the characters in an element as they are spelled; none where it holds elements."""
        if len(self.elements[number]):
            return []
        return [
            found.span() for found in _CHARACTER.finditer(self._source.octets, *self._stretch(number, Spot.CONTENT))
        ]

    def between(self) -> list[Stretch]:
        """Return the comments, and the white space between tags."""
        return [found.span() for found in _BETWEEN.finditer(self._source.octets)]

    def without(self, stretches: Iterable[Stretch]) -> bytes:
        """Return the document without some of its pieces."""
        return self._edited(Edit(start, end, b"") for start, end in stretches)

    def saying(self, number: int, text: str) -> bytes:
        """Return the document with another text in an element."""
        return self._edited([Edit(*self._stretch(number, Spot.CONTENT), escape(text).encode())])

    def in_utf8(self) -> bytes:
        """Return the document in UTF-8, and not saying so."""
        return _DECLARATION.sub(b"", self._source.octets, count=1)

    def _edited(self, edits: Iterable[Edit]) -> bytes:
        edited = self._source.edited(edits)
        assert isinstance(edited, bytes)  # noqa: S101 - as the document came
        return edited

    def _stretch(self, number: int, spot: Spot) -> Stretch:
        span = self._positions.span(number, spot)
        return span.offset, span.end_offset
