"""Names that .NET's reader refuses: those of XML 1.0 since its fifth edition, which libxml2 takes.

Expat has the names of the editions before (their appendix B), as .NET has.
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from dcxml.document_encoding import encoding_of
from dcxml.errors import DecodeError
from dcxml.validation.positions import octets_for_expat

__all__ = ["may_be_refused", "name_refused"]

_BEYOND_ASCII: Final = re.compile(
    rb"""<[^<>"'\x80-\xff]*+(?:"[^"<]*+"[^<>"'\x80-\xff]*+|'[^'<]*+'[^<>"'\x80-\xff]*+)*+[\x80-\xff]"""
)
"""A tag up to a character beyond ASCII that is in no value; a comment, at times."""


def may_be_refused(octets: bytes) -> bool:
    """Tell whether a stretch of a document in UTF-8 may have a name that .NET refuses."""
    return not octets.isascii() and _BEYOND_ASCII.search(octets) is not None


def name_refused(data: bytes | bytearray | memoryview | str) -> DecodeError | None:
    """Return what is wrong with the first name that .NET refuses in a document that libxml2 has read; None without."""
    given = data if isinstance(data, str) else bytes(data)
    encoding = encoding_of(given)
    if given.isascii() and not encoding.is_utf16:
        return None
    octets = encoding.utf8_of(given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given)
    if not may_be_refused(octets):
        return None
    parser = expat.ParserCreate("utf-8")
    try:
        parser.Parse(octets_for_expat(octets), True)  # noqa: FBT003 - expat takes it by position only
    except expat.ExpatError as error:
        found = octets[parser.ErrorByteIndex :][:4].decode("utf-8", "replace")[:1]
        return DecodeError(
            f"{found!r} (U+{ord(found):04X}) is in a name; .NET reads names by XML 1.0 before its fifth edition",
            line=error.lineno,
            column=error.offset + 1,
            found=found,
            expected="a name of XML 1.0 before its fifth edition",
        )
    return None
