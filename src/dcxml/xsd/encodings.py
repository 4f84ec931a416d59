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
    r"(?i)iso-8859-(?:[1-9]|1[013-6])|latin-?[1-9]|windows-125[0-8]|cp125[0-8]|koi8-[ru]|gb2312|gbk|gb18030|big5"
    r"|shift_jis|euc-jp|euc-kr|ibm(?:437|850|852|866)"
)
"""Encodings in which the declaration itself reads as ASCII, and that are of characters alone."""


def in_unicode(data: bytes) -> bytes | str:
    """Return a document as text where it declares one of the encodings known here, else its bytes.

    :raises DecodeError: where the bytes are not in that encoding.
    """
    declared = _DECLARED.match(data)
    if declared is None:
        return data
    name = declared["name"].decode("ascii")
    if not _KNOWN.fullmatch(name):
        return data
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"the bytes are not in the encoding that is declared, {name}"
        raise DecodeError(reason, line=line) from None
    return declared["before"].decode("ascii", "replace") + text[declared.end() :]
