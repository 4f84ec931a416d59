"""Line and column of every start tag, by a second pass over the document: libxml2 keeps no columns.

Made only where there is something to find.
"""

from __future__ import annotations

from xml.parsers import expat

__all__ = ["start_tag_positions"]

_UTF16_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}


def start_tag_positions(data: bytes | bytearray | memoryview | str) -> list[tuple[int, int]]:
    """Return ``(line, column)`` of each element's ``<``, from 1, in document order; columns count characters.

    ``data`` is a document that has been parsed before: without a document type declaration, in UTF-8 or UTF-16.
    """
    positions: list[tuple[int, int]] = []
    parser = expat.ParserCreate("utf-8")

    def start(_name: str, _attributes: dict[str, str]) -> None:
        positions.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    parser.StartElementHandler = start
    parser.Parse(_text(data).encode(), True)  # noqa: FBT003 - expat's own signature
    return positions


def _text(data: bytes | bytearray | memoryview | str) -> str:
    text = data if isinstance(data, str) else bytes(data).decode(_UTF16_MARKS.get(bytes(data[:2]), "utf-8"))
    return text.removeprefix("\ufeff")
