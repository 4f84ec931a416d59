"""How a document begins: its encoding, its declaration, and no document type declaration."""

from __future__ import annotations

import re
from typing import Final

from dcxml.document_encoding import UTF8_MARK, encoding_of
from dcxml.errors import DecodeError, DocumentTypeError, EncodingError
from dcxml.xmlio.sources import with_article

__all__ = ["checked_octets", "may_hold_instructions"]

_DECLARATION: Final = re.compile(
    rb"""<\?xml\s+version\s*=\s*(?P<v>["'])(?P<version>[^"']*)(?P=v)"""
    rb"""(?:\s+encoding\s*=\s*(?P<e>["'])(?P<encoding>[^"']*)(?P=e))?"""
)
# Possessive and atomic: each part of the prolog is taken once, or many comments would be tried in every combination.
_DOCTYPE: Final = re.compile(rb"\s*+(?>(?:<\?.*?\?>|<!--.*?-->)\s*+)*+<!DOCTYPE", re.DOTALL)
_DECLARED: Final = (b"<?xml ", b"<?xml\t", b"<?xml\r", b"<?xml\n")
_NAMES: Final = {
    "utf-8": ("utf-8",),
    "utf-16-le": ("utf-16", "utf-16le"),
    "utf-16-be": ("utf-16", "utf-16be"),
}
"""What a document may declare, by the encoding that its octets have: no other name for it, as in .NET's text reader."""
_MARK: Final = "\ufeff"


def checked_octets(data: bytes | bytearray | memoryview | str) -> bytes:
    """Return the document in UTF-8, its beginning checked: its encoding is the one it declares, and it has no DTD.

    So a beginning of a document can be refused before the rest of it is read.

    :raises DecodeError: where it is empty, declares another encoding or version, or has a document type declaration.
    :raises TypeError: where it is neither bytes nor text.
    """
    if isinstance(data, str):
        names = None
        octets = _encoded(data.removeprefix(_MARK))
    else:
        octets = data if isinstance(data, bytes) else _octets(data)
        encoding = encoding_of(octets)
        names = _NAMES[encoding.name]
        if encoding.mark or encoding.is_utf16:
            try:
                octets = encoding.utf8_of(octets)
            except UnicodeDecodeError as error:
                reason = f"not UTF-16: {error.reason} at byte {error.start}"
                raise EncodingError(reason) from None
    if not octets.strip():
        reason = "the document is empty"
        raise DecodeError(reason, expected="an XML document", line=1, column=1)
    if octets.startswith(UTF8_MARK):  # libxml2 would pass over a second one
        reason = "not well-formed XML: the text does not begin with '<'"
        raise DecodeError(reason, line=1, column=1)
    declaration = _DECLARATION.match(octets)
    if declaration is not None:
        _check_declaration(declaration, names)
    document_type = _DOCTYPE.match(octets)
    if document_type is not None:
        reason = "a document type declaration (DTD) is not allowed"
        line, column = _place_of(document_type.end() - len(b"<!DOCTYPE"), octets)
        raise DocumentTypeError(reason, found="<!DOCTYPE", expected="the root element", line=line, column=column)
    return octets


def may_hold_instructions(octets: bytes) -> bool:
    """Tell whether a document that is well-formed may hold processing instructions, which its declaration is not."""
    if b"?" not in octets:  # one byte alone is found much sooner than two
        return False
    start = octets.find(b"?>") + 2 if octets.startswith(_DECLARED) else 0
    return octets.find(b"?", start) >= 0 and octets.find(b"<?", start) >= 0


def _octets(data: bytearray | memoryview) -> bytes:
    try:
        return memoryview(data).tobytes()
    except TypeError:
        message = f"a document is bytes or str, not {with_article(data)}"
        raise TypeError(message) from None


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        reason = f"a lone surrogate U+{ord(text[error.start]):04X} is not a character of XML"
        line, column = text.count("\n", 0, error.start) + 1, error.start - text.rfind("\n", 0, error.start)
        raise DecodeError(reason, line=line, column=column) from None


def _check_declaration(declaration: re.Match[bytes], names: tuple[str, ...] | None) -> None:
    """Refuse another version than 1.0, and an encoding not among ``names``; None is for text, which has no bytes."""
    version = declaration["version"].decode("utf-8", "replace")
    if version != "1.0":
        reason = f"XML version {version!r} is not supported; .NET reads only 1.0"
        raise DecodeError(reason, found=version, expected="1.0", line=1, column=declaration.start("version") + 1)
    encoding = declaration["encoding"]
    if names is None or encoding is None:
        return
    declared = encoding.decode("utf-8", "replace")
    if declared.lower() in names:
        return
    reason = f"the document declares the encoding {declared!r}, but its bytes are {names[0].upper()}"
    if not any(declared.lower() in known for known in _NAMES.values()):
        reason = f"the document declares the encoding {declared!r}; .NET's text reader takes utf-8 and utf-16 only"
    column = declaration.start("encoding") + 1
    raise EncodingError(reason, found=declared, expected=names[0], line=1, column=column)


def _place_of(offset: int, octets: bytes) -> tuple[int, int]:
    """Return the line and the column at an offset."""
    before = octets[:offset]
    return before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
