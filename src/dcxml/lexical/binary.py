"""The text of xs:base64Binary, RFC 4648 section 4."""

from __future__ import annotations

import re
from binascii import a2b_base64, b2a_base64
from typing import Final

from dcxml.errors import LexicalError, ValueTypeError

__all__ = ["format_base64", "parse_base64", "parse_base64_dotnet"]

_GROUP: Final = "[A-Za-z0-9+/]"
_STRICT: Final = re.compile(rf"(?:{_GROUP}{{4}})*(?:{_GROUP}[AQgw]==|{_GROUP}{{2}}[AEIMQUYcgkosw048]=)?").fullmatch
_DOTNET: Final = re.compile(rf"(?:{_GROUP}{{4}}|{_GROUP}{{3}}=|{_GROUP}{{2}}==)*").fullmatch
_END: Final = re.compile("=+")
_remove_white_space: Final = str.maketrans("", "", " \t\n\r")


def parse_base64(text: str) -> bytes:
    """Return the bytes of an xs:base64Binary: white space anywhere, no bit of the last group wasted.

    :raises LexicalError: for any other text.
    """
    letters = text.translate(_remove_white_space)
    if _STRICT(letters) is None:
        raise LexicalError(text, "xs:base64Binary")
    return a2b_base64(letters)


def parse_base64_dotnet(text: str) -> bytes:
    """Return the bytes of what ``XmlDictionaryReader`` takes: also ``AR==``, and padded groups in the middle.

    :raises LexicalError: for any other text.
    """
    letters = text.translate(_remove_white_space)
    if _DOTNET(letters) is None:
        raise LexicalError(text, "base64")
    # Each run of padding ends a text of its own; the decoder would stop at the first.
    pieces = _END.split(letters)
    return b"".join(a2b_base64(piece + "=" * (-len(piece) % 4)) for piece in pieces)


def format_base64(value: bytes) -> str:
    """Return the text of the bytes, on one line.

    :raises LexicalError: where ``value`` is neither bytes, bytearray nor memoryview.
    """
    if isinstance(value, bytes | bytearray | memoryview):
        return b2a_base64(value, newline=False).decode("ascii")
    raise ValueTypeError(value, "bytes for xs:base64Binary")
