"""The texts of XML Schema's eight sized integers and of the serializer's ``char``, a number of 16 bits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["INTEGER_RANGES", "format_char", "integer_format", "integer_parse", "parse_char"]

_BITS: Final = {"byte": 8, "short": 16, "int": 32, "long": 64}
INTEGER_RANGES: Final[dict[QName, range]] = {
    **{QName(XS, name): range(-(1 << bits - 1), 1 << bits - 1) for name, bits in _BITS.items()},
    **{QName(XS, f"unsigned{name.capitalize()}"): range(1 << bits) for name, bits in _BITS.items()},
}
"""The values of each sized integer type, by schema name."""
_MATCH: Final = re.compile(rf"[{WHITE_SPACE}]*([+-]?[0-9]+)[{WHITE_SPACE}]*").fullmatch


def integer_parse(name: str, *, low: int, high: int) -> Callable[[str], int]:
    """Return the parser of the integer type ``name`` (``xs:int``), whose values go from ``low`` to ``high``.

    XML Schema and .NET agree on it: digits with an optional sign, leading zeros allowed, white space around.
    """
    # Fewer digits than the bound has are in range without asking; the common text needs no more than that.
    safe = len(str(high))

    def parse(text: str) -> int:
        if text.isdigit() and text.isascii() and len(text) < safe:
            return int(text)
        if text[:1] == "-" and low and len(text) <= safe and text[1:].isdigit() and text.isascii():
            return int(text)
        match = _MATCH(text)
        if match is None:
            raise LexicalError(text, name)
        digits = match[1]
        value = int(digits) if len(digits) <= _LONGEST else _long(digits)
        if low <= value <= high:
            return value
        raise LexicalError(text, name, reason=f"it is not between {low} and {high}")

    return parse


_LONGEST: Final = 24


def _long(digits: str) -> int:
    """Return the value of many digits; leading zeros do not count, and Python's own limit must not be met."""
    sign, number = (digits[0], digits[1:]) if digits[0] in "+-" else ("", digits)
    return int(sign + (number.lstrip("0")[:_LONGEST] or "0"))


def integer_format(name: str, *, low: int, high: int) -> Callable[[object], str]:
    """Return the formatter of the integer type ``name`` (``xs:int``), whose values go from ``low`` to ``high``."""

    def format_integer(value: object) -> str:
        if type(value) is int and low <= value <= high:
            return f"{value}"
        if type(value) is not int and (isinstance(value, bool) or not isinstance(value, int)):
            raise ValueTypeError(value, f"an int for {name}")
        if low <= value <= high:
            return int.__repr__(value)
        raise LexicalError(value, name, reason=f"it is not between {low} and {high}")

    return format_integer


_parse_unit = integer_parse("ser:char", low=0, high=0xFFFF)


def parse_char(text: str) -> str:
    """Return the UTF-16 code unit that ``text`` numbers, as a str of one character.

    :raises LexicalError: where it is no integer from 0 to 65535.
    """
    return chr(_parse_unit(text))


def format_char(value: object) -> str:
    """Return the number of a UTF-16 code unit, a str of one character up to U+FFFF.

    :raises LexicalError: where ``value`` is anything else.
    """
    if isinstance(value, str) and len(value) == 1 and value <= "\uffff":
        return str(ord(value))
    refused = LexicalError if isinstance(value, str) else ValueTypeError
    raise refused(value, "a str of one UTF-16 code unit for ser:char")
