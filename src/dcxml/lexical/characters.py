"""Characters and white space: W3C XML 1.0 ``Char``, and XML Schema's ``whiteSpace=collapse`` for a single token.

Escaping for XML is not done here.
"""

from __future__ import annotations

import re
from typing import Final

from dcxml.errors import UncarriedTextError, ValueTypeError

__all__ = [
    "DOTNET_WHITE_SPACE",
    "WHITE_SPACE",
    "XML_INVALID",
    "any_string",
    "check_characters",
    "format_string",
    "number_token",
    "parse_string",
]

WHITE_SPACE: Final = " \t\n\r"
"""XML's white space, production ``S``: what both XML Schema and .NET's ``XmlConvert`` trim."""

DOTNET_WHITE_SPACE: Final = (
    WHITE_SPACE + "\v\f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""``Char.IsWhiteSpace``: what ``String.Trim`` takes away, Unicode's spaces and breaks included."""

_NUMBER_WHITE_SPACE: Final = WHITE_SPACE + "\v\f"
"""What ``Number.IsWhite`` takes for white space around a number."""

# The characters themselves, not all but those of production Char: so it compiles and searches many times faster.
XML_INVALID: Final = re.compile("[\0-\x08\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Matches a character that XML 1.0 cannot carry, not even as a reference: controls, lone surrogates, U+FFFE, U+FFFF."""

_find_invalid = XML_INVALID.search


def check_characters(text: str) -> str:
    """Return ``text`` as it is.

    :raises LexicalError: where it holds a character that XML 1.0 cannot carry. .NET writes ``&#x1;`` for U+0001,
        which no conforming parser reads back.
    """
    invalid = _find_invalid(text)
    if invalid is not None:
        reason = f"U+{ord(invalid[0]):04X} at index {invalid.start()} is not a character of XML 1.0"
        raise UncarriedTextError(text, "text that XML can carry", reason=reason)
    return text


def parse_string(text: str) -> str:
    """Return ``text`` as it is: every text is an xs:string, and .NET keeps all of it."""
    return text


def format_string(value: str) -> str:
    """Return the text of an xs:string.

    :raises LexicalError: where ``value`` is not a str, or holds a character that XML 1.0 cannot carry.
    """
    any_string(value)
    if value.isascii() and value.isprintable():
        return value
    return check_characters(value)


def any_string(value: str) -> str:
    """Return a str as it is, whatever its characters.

    :raises LexicalError: where ``value`` is not a str.
    """
    if not isinstance(value, str):
        raise ValueTypeError(value, "a str for xs:string")
    return value


def number_token(text: str) -> str:
    """Return ``text`` without what .NET passes over around a number: white space, and U+0000 at its end."""
    return text.rstrip("\0").strip(_NUMBER_WHITE_SPACE)
