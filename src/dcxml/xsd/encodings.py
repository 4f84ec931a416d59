"""Schema files in the encodings of others: what they declare is read, and UTF-8 and UTF-16 are left to the parser.

.NET's serializer reads UTF-8 and UTF-16 alone, but schemas are read by ``XmlReader``, which takes any encoding.
"""

from __future__ import annotations

import re
from typing import Final

from dcxml.errors import DecodeError

__all__ = ["in_unicode"]

_DECLARED: Final = re.compile(
    rb"""\A(?P<before><\?xml\s+version\s*=\s*["'][^"']*["'])"""
    rb"""\s+encoding\s*=\s*(?P<quote>["'])(?P<name>[A-Za-z][A-Za-z0-9._-]*)(?P=quote)"""
)
_KNOWN: Final = re.compile(
    r"(?i)us-ascii|iso-8859-(?:[1-9]|1[013-6])|latin-?[1-9]|windows-125[0-8]|cp125[0-8]|koi8-[ru]|gb2312|gbk|gb18030|big5"
    r"|shift_jis|euc-jp|euc-kr|ibm(?:437|850|852|866)"
)
"""Encodings in which the declaration itself reads as ASCII, and that are of characters alone."""
_UNICODE: Final = re.compile(r"(?i)utf-(?:8|16(?:[bl]e)?)")


def in_unicode(data: bytes) -> bytes | str:
    """Return a document as text where it declares one of the encodings known here, in UTF-8 or UTF-16 its bytes.

    :raises DecodeError: where the encoding is none of these, or the bytes are not in it.
    """
    declared = _DECLARED.match(data)
    if declared is None:
        return data
    name = declared["name"].decode("ascii")
    if _UNICODE.fullmatch(name):
        return data
    if not _KNOWN.fullmatch(name):
        reason = f"the document declares the encoding {name!r}, which is not known here: save it in UTF-8, and say so"
        raise DecodeError(reason, line=1)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"the bytes are not in the encoding that is declared, {name}"
        raise DecodeError(reason, line=line) from None
    return declared["before"].decode("ascii", "replace") + text[declared.end() :]
