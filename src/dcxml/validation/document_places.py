"""Where a document that is not read has its fault: what the parser tells of it, in all the ways a place is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from attrs import frozen

from dcxml.document_encoding import Encoding, encoding_of
from dcxml.errors import LimitError
from dcxml.octets import HeldOctets, chunks_of
from dcxml.xmlio import DEFAULT_LIMITS

if TYPE_CHECKING:
    from dcxml.errors import DecodeError
    from dcxml.octets import Octets

__all__ = ["WholeText"]


@frozen
class WholeText:
    """The octets of a document in UTF-8, from ``begin`` on, and the encoding that it was given in."""

    octets: Octets
    encoding: Encoding
    begin: int = 0

    @classmethod
    def of(cls, data: bytes | bytearray | memoryview | str) -> WholeText:
        """Return those of a document in memory."""
        octets = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)
        encoding = encoding_of(data if isinstance(data, str) else octets)
        return cls(HeldOctets(encoding.utf8_of(octets, "replace")), encoding)

    def place_of(self, error: DecodeError) -> dict[str, Any]:
        """Return the fields of a finding that say where an error is, as far as they are known.

        The end is that of what was found there, where the document has it in so many words.
        """
        line, column = error.line, error.column
        if isinstance(error, LimitError):
            line, column = self._first_beyond() or (line, column)
        place: dict[str, Any] = {"line": line, "column": column}
        at = None if line is None or column is None else self._offset(line, column)
        if at is None or column is None:
            return place
        place["offset"] = self._original(at)
        found = (error.found or "").encode("utf-8", "replace")
        if found and b"\n" not in found and self.octets.read(at, min(at + len(found), self.octets.size)) == found:
            place |= {"end_line": line, "end_column": column + len(found.decode())}
            place["end_offset"] = self._original(at + len(found))
        return place

    def _original(self, offset: int) -> int:
        """Return an offset in the document as it was given."""
        if not self.encoding.is_utf16:
            return offset - self.begin + len(self.encoding.mark)
        return len(self.encoding.octets_of(self.octets.read(0, offset)))

    def _offset(self, line: int, column: int) -> int | None:
        """Return the offset of a line and a column, which counts characters; None where there is no such place."""
        start, missing = self.begin, line - 1
        for chunk in chunks_of(self.octets, begin=self.begin):
            ends = chunk.count(b"\n")
            if ends >= missing:
                start += len(b"\n".join(chunk.split(b"\n", missing)[:missing])) + 1 if missing else 0
                return self._behind(start, column - 1)
            start, missing = start + len(chunk), missing - ends
        return None if missing else self._behind(start, column - 1)

    def _behind(self, start: int, count: int) -> int | None:
        """Return the offset so many characters behind one, in the same line."""
        longest = self.octets.read(start, min(start + 4 * count, self.octets.size))
        before = longest.partition(b"\n")[0].decode("utf-8", "surrogateescape")[:count]
        return start + len(before.encode("utf-8", "surrogateescape")) if len(before) == count else None

    def _first_beyond(self) -> tuple[int, int] | None:
        """Return the line and the column of the first element that is too deep or has too many attributes."""
        parser = expat.ParserCreate("utf-8")
        depth = 0

        def start(_name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > DEFAULT_LIMITS.depth or len(attributes) > DEFAULT_LIMITS.attributes:
                raise _FoundError(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

        def end(_name: str) -> None:
            nonlocal depth
            depth -= 1

        parser.StartElementHandler, parser.EndElementHandler = start, end
        try:
            for chunk in chunks_of(self.octets, begin=self.begin):
                parser.Parse(chunk, False)  # noqa: FBT003 - expat's own signature
        except _FoundError as found:
            line, column = found.args
            return line, column
        except expat.ExpatError:
            pass
        return None


class _FoundError(Exception):
    """Ends a pass at the first element beyond a limit."""
