"""Where every element begins and ends, by a second pass over the document: libxml2 keeps no columns.

Made only where there is something to find.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from attrs import define, field, frozen

from dcxml.document_encoding import Encoding, encoding_of
from dcxml.qname import XML
from dcxml.validation.faults import Spot

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Positions", "Span", "octets_for_expat"]

_START_TAG: Final = re.compile(rb"""<(?>[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE: Final = re.compile(rb"""[ \t\r\n](?P<name>[^ \t\r\n=/>]+)[ \t\r\n]*=[ \t\r\n]*(?>"[^"]*+"|'[^']*+')""")
_TEXT: Final = re.compile(
    rb"<!--.*?-->|<\?.*?\?>|[ \t\r\n]++|(?P<text>(?>[^<> \t\r\n]++|<!\[CDATA\[.*?\]\]>|>)++)", re.DOTALL
)
"""Text between tags, in pieces, and what may stand there beside it."""
_STRANGE: Final = re.compile(
    rb"&#[xX]?[0-9a-fA-F]+;|[\0-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]"
)
_LINE_END: Final = re.compile(rb"\r\n?|\n")


def octets_for_expat(octets: bytes) -> bytes:
    """Return a document in UTF-8 with spaces for characters that XML does not have, and for all references to some."""
    return _STRANGE.sub(lambda found: b" " * len(found[0]), octets)


@frozen
class Span:
    """A stretch of a document: from a line, column and offset to those behind its last character.

    Lines and columns count from 1, columns in characters; offsets from 0, in bytes of the document as it was given.
    """

    line: int
    column: int
    offset: int
    end_line: int
    end_column: int
    end_offset: int


@define(eq=False)
class Positions:
    """The places of the elements of a document that has been parsed before, by their number in document order.

    ``data`` has no document type declaration and is in UTF-8 or UTF-16, or text, whose offsets are those of UTF-8.
    """

    data: bytes | bytearray | memoryview | str
    _octets: bytes = field(init=False)
    _encoding: Encoding = field(init=False)
    _counted: tuple[int, int] = field(init=False)
    """An offset that was asked for, in UTF-8 and in the document as it was given."""
    _lines: array[int] = field(init=False, factory=lambda: array("Q"))
    _columns: array[int] = field(init=False, factory=lambda: array("Q"))
    _starts: array[int] = field(init=False, factory=lambda: array("Q"))
    _ends: array[int] = field(init=False, factory=lambda: array("Q"))
    _instructions: list[tuple[int, int, int]] = field(init=False, factory=list)

    def __attrs_post_init__(self) -> None:
        self._decode()
        self._pass()

    def __len__(self) -> int:
        """Return how many elements there are."""
        return len(self._starts)

    def start(self, number: int) -> tuple[int, int]:
        """Return the line and the column of an element's ``<``."""
        return self._lines[number], self._columns[number]

    def number_at(self, offset: int) -> int:
        """Return the number of the element that begins at an offset, in UTF-8."""
        return bisect_left(self._starts, offset)

    def span(self, number: int, spot: Spot = Spot.ELEMENT) -> Span:
        """Return the place of an element, of its start tag or of its content."""
        start, (begin, end) = self._starts[number], self._content(number)
        if spot is Spot.START_TAG or (spot is Spot.CONTENT and self._is_empty(number)):
            return self._stretch(number, start, begin)
        if spot is Spot.CONTENT:
            return self._stretch(number, begin, end)
        return self._stretch(number, start, self._behind(number))

    def attribute(self, number: int, name: str, prefixes: Mapping[str | None, str]) -> Span:
        """Return the place of an attribute, by its name in Clark form and the prefixes that are declared there."""
        start, end = self._starts[number], self._start_tag(number).end()
        for found in _ATTRIBUTE.finditer(self._octets, start, end):
            prefix, _, local = found["name"].decode().rpartition(":")
            namespace = XML if prefix == "xml" else prefixes.get(prefix) if prefix else ""
            if name == (f"{{{namespace}}}{local}" if namespace else local):
                return self._stretch(number, found.start("name"), found.end())
        return self._stretch(number, start, end)

    def text(self, number: int, *, before: int | None, behind: int | None) -> Span:
        """Return the place of the text in an element between two of its children, or one of its own tags.

        Without the white space and comments around it.
        """
        begin, end = self._content(number)
        begin = begin if before is None else self._behind(before)
        end = end if behind is None else self._starts[behind]
        texts = [found for found in _TEXT.finditer(self._octets, begin, end) if found.lastgroup]
        return self._stretch(number, texts[0].start(), texts[-1].end()) if texts else self._stretch(number, begin, end)

    def instruction(self, number: int) -> Span:
        """Return the place of a processing instruction, by its number in document order."""
        line, column, start = self._instructions[number]
        end = self._octets.index(b"?>", start) + len(b"?>")
        end_line, end_column = self._advance(line, column, start, end)
        return Span(line, column, self._original(start), end_line, end_column, self._original(end))

    def _content(self, number: int) -> tuple[int, int]:
        """Return where the content of an element begins and ends: at the end of its tag where it has but one."""
        tag = self._start_tag(number)
        return tag.end(), tag.end() if tag[0].endswith(b"/>") else self._ends[number]

    def _behind(self, number: int) -> int:
        begin, end = self._content(number)
        return begin if self._is_empty(number) else self._octets.index(b">", end) + 1

    def _is_empty(self, number: int) -> bool:
        return self._start_tag(number)[0].endswith(b"/>")

    def _start_tag(self, number: int) -> re.Match[bytes]:
        tag = _START_TAG.match(self._octets, self._starts[number])
        assert tag is not None  # noqa: S101 - a parser has read it
        return tag

    def _stretch(self, number: int, begin: int, end: int) -> Span:
        line, column = self._advance(*self.start(number), self._starts[number], begin)
        end_line, end_column = self._advance(line, column, begin, end)
        return Span(line, column, self._original(begin), end_line, end_column, self._original(end))

    def _advance(self, line: int, column: int, begin: int, end: int) -> tuple[int, int]:
        """Return the line and column at ``end``, given those at ``begin``."""
        breaks = [found.end() for found in _LINE_END.finditer(self._octets, begin, end)]
        if not breaks:
            return line, column + len(self._octets[begin:end].decode())
        return line + len(breaks), 1 + len(self._octets[breaks[-1] : end].decode())

    def _original(self, offset: int) -> int:
        """Return an offset in the document as it was given; only what is between it and the last one is looked at."""
        if not self._encoding.is_utf16:
            return len(self._encoding.mark) + offset
        counted, original = self._counted
        original += self._wide(counted, offset) if counted <= offset else -self._wide(offset, counted)
        self._counted = offset, original
        return original

    def _wide(self, begin: int, end: int) -> int:
        """Return how many octets of UTF-16 are between two offsets."""
        return len(self._octets[begin:end].decode().encode("utf-16-le"))

    def _decode(self) -> None:
        octets = self.data.encode() if isinstance(self.data, str) else bytes(self.data)
        self._encoding = encoding_of(self.data if isinstance(self.data, str) else octets)
        self._octets = self._encoding.utf8_of(octets)
        self._counted = 0, len(self._encoding.mark)

    def _pass(self) -> None:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        opened: list[int] = []

        def start(_name: str, _attributes: dict[str, str]) -> None:
            opened.append(len(self._starts))
            self._lines.append(parser.CurrentLineNumber)
            self._columns.append(parser.CurrentColumnNumber + 1)
            self._starts.append(parser.CurrentByteIndex)
            self._ends.append(0)

        def end(_name: str) -> None:
            self._ends[opened.pop()] = parser.CurrentByteIndex

        def instruction(_target: str, _data: str) -> None:
            place = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, parser.CurrentByteIndex
            self._instructions.append(place)

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.ProcessingInstructionHandler = instruction
        parser.Parse(octets_for_expat(self._octets), True)  # noqa: FBT003 - expat's own signature
