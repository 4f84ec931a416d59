"""What a built-in type makes of the texts of another, by the lexical spaces of .NET's reader and of XML Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.contract.primitives import DATE_TIME_OFFSET, DB_NULL
from dcxml.drift.direction import MISREAD, NOT_READ, NOT_VALID, REFUSED, UNHARMED, Reception
from dcxml.lexical.integers import INTEGER_RANGES
from dcxml.qname import SERIALIZATION, XS, QName

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["receive_text"]

_ANY_TYPE: Final = QName(XS, "anyType")
_STRING: Final = QName(XS, "string")
_ANY_URI: Final = QName(XS, "anyURI")
_QNAME: Final = QName(XS, "QName")
_CHAR: Final = QName(SERIALIZATION, "char")
_DECIMAL: Final = QName(XS, "decimal")
_FLOAT, _DOUBLE = QName(XS, "float"), QName(XS, "double")
_ELEMENTS: Final = frozenset({_ANY_TYPE, DATE_TIME_OFFSET, DB_NULL})
"""What is no text: its documents have child elements, an i:type, or nothing."""
_RANGES: Final[Mapping[QName, range]] = {**INTEGER_RANGES, _CHAR: range(1 << 16)}
_EXACT: Final[Mapping[QName, int]] = {_FLOAT: 1 << 24, _DOUBLE: 1 << 53}
"""Up to where every integer has a floating point number of its own."""


def receive_text(reader: QName, writer: QName) -> Reception:
    """Return what the built-in type ``reader`` makes of what .NET writes for the built-in type ``writer``, at worst."""
    if reader == writer:
        return UNHARMED
    if reader == _ANY_TYPE:
        return _as_object(writer)
    if reader in _ELEMENTS or writer in _ELEMENTS:
        return REFUSED
    if reader == _STRING:
        # The prefix of a qualified name means nothing in a string.
        return MISREAD if writer == _QNAME else UNHARMED
    if reader == _ANY_URI:
        return _as_uri(writer)
    return _as_number(reader, writer)


def _as_object(writer: QName) -> Reception:
    """Return what ``object`` makes of an element without ``i:type``: nothing but an empty element is one."""
    return UNHARMED if writer == DB_NULL else NOT_READ


def _as_uri(writer: QName) -> Reception:
    """Return what a URI makes of a text: most are relative ones, to the schema not those with colons in front."""
    if writer in (_STRING, _QNAME):
        return REFUSED
    return NOT_VALID if writer == QName(XS, "dateTime") else UNHARMED


def _as_number(reader: QName, writer: QName) -> Reception:
    written = _RANGES.get(writer)
    if reader in _EXACT and writer in (_FLOAT, _DOUBLE, _DECIMAL):
        return UNHARMED if writer == _FLOAT else MISREAD
    if written is None:
        return REFUSED
    if reader in _RANGES:
        return _as_integer(reader, written)
    if reader in _EXACT:
        return UNHARMED if -written[0] <= _EXACT[reader] >= written[-1] else MISREAD
    return UNHARMED if reader == _DECIMAL else REFUSED


def _as_integer(reader: QName, written: range) -> Reception:
    if written[0] in _RANGES[reader] and written[-1] in _RANGES[reader]:
        return UNHARMED
    # The schema of ser:char is that of xs:int.
    held = INTEGER_RANGES[QName(XS, "int")] if reader == _CHAR else _RANGES[reader]
    return NOT_READ if written[0] in held and written[-1] in held else REFUSED
