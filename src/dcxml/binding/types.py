"""Python's spelling of the built-in types: aliases that carry the name of the schema type and its range.

A plain ``bool``, ``str``, ``float``, ``Decimal``, ``datetime``, ``timedelta``, ``UUID``, ``bytes``, `QName` or
``object`` has one schema type that stands for it; a plain ``int`` has eight, so it must be chosen.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Final
from uuid import UUID

from annotated_types import Interval, Len
from attrs import frozen

from dcxml.errors import InvalidDataContractError
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import SERIALIZATION, XS, QName

__all__ = [
    "AnyURI",
    "Base64Binary",
    "Boolean",
    "Byte",
    "Char",
    "Double",
    "Float",
    "Guid",
    "Int",
    "Long",
    "Short",
    "String",
    "UnsignedByte",
    "UnsignedInt",
    "UnsignedLong",
    "UnsignedShort",
    "XsdType",
    "plain_type_name",
]


@frozen
class XsdType:
    """The schema type of an annotation: ``Annotated[int, XsdType("int")]``."""

    name: str
    namespace: str = XS

    @property
    def qname(self) -> QName:
        """Return the qualified name."""
        return QName(self.namespace, self.name)


Boolean = Annotated[bool, XsdType("boolean")]
"""A truth value, ``xs:boolean``."""
Byte = Annotated[int, XsdType("byte"), Interval(ge=-(2**7), le=2**7 - 1)]
"""A signed 8-bit integer, ``xs:byte``: .NET's ``sbyte``."""
UnsignedByte = Annotated[int, XsdType("unsignedByte"), Interval(ge=0, le=2**8 - 1)]
"""An unsigned 8-bit integer, ``xs:unsignedByte``: .NET's ``byte``."""
Short = Annotated[int, XsdType("short"), Interval(ge=-(2**15), le=2**15 - 1)]
"""A signed 16-bit integer, ``xs:short``."""
UnsignedShort = Annotated[int, XsdType("unsignedShort"), Interval(ge=0, le=2**16 - 1)]
"""An unsigned 16-bit integer, ``xs:unsignedShort``."""
Int = Annotated[int, XsdType("int"), Interval(ge=-(2**31), le=2**31 - 1)]
"""A signed 32-bit integer, ``xs:int``."""
UnsignedInt = Annotated[int, XsdType("unsignedInt"), Interval(ge=0, le=2**32 - 1)]
"""An unsigned 32-bit integer, ``xs:unsignedInt``."""
Long = Annotated[int, XsdType("long"), Interval(ge=-(2**63), le=2**63 - 1)]
"""A signed 64-bit integer, ``xs:long``."""
UnsignedLong = Annotated[int, XsdType("unsignedLong"), Interval(ge=0, le=2**64 - 1)]
"""An unsigned 64-bit integer, ``xs:unsignedLong``."""
Float = Annotated[float, XsdType("float")]
"""A number of single precision, ``xs:float``; written with the shortest digits of 32 bits."""
Double = Annotated[float, XsdType("double")]
"""A number of double precision, ``xs:double``; a plain ``float`` is the same."""
String = Annotated[str, XsdType("string")]
"""A text, ``xs:string``; a plain ``str`` is the same."""
AnyURI = Annotated[str, XsdType("anyURI")]
"""A URI, ``xs:anyURI``; it keeps its text."""
Char = Annotated[str, XsdType("char", SERIALIZATION), Len(1, 1)]
"""One UTF-16 code unit, ``char`` of the Serialization schema; written as its number."""
Guid = Annotated[UUID, XsdType("guid", SERIALIZATION)]
"""A UUID, ``guid`` of the Serialization schema; a plain ``UUID`` is the same."""
Base64Binary = Annotated[bytes, XsdType("base64Binary")]
"""Octets, ``xs:base64Binary``; plain ``bytes`` are the same."""

_PLAIN: Final[dict[object, QName]] = {
    bool: QName(XS, "boolean"),
    str: QName(XS, "string"),
    float: QName(XS, "double"),
    Decimal: QName(XS, "decimal"),
    dt.datetime: QName(XS, "dateTime"),
    dt.timedelta: QName(SERIALIZATION, "duration"),
    UUID: QName(SERIALIZATION, "guid"),
    bytes: QName(XS, "base64Binary"),
    QName: QName(XS, "QName"),
    object: QName(XS, "anyType"),
    Any: QName(XS, "anyType"),
}


def plain_type_name(python_type: object) -> QName | None:
    """Return the schema type that stands for a plain Python type or a subclass of it; None where none does.

    :raises InvalidDataContractError: for ``int``, which has eight.
    """
    if python_type is int:
        reason = "a plain int has no one schema type; choose Int, Long, Short, Byte or an unsigned one"
        raise InvalidDataContractError(reason)
    if not isinstance(python_type, type):
        return None
    if python_type in _PLAIN:
        return _PLAIN[python_type]
    for name, row in PRIMITIVES.items():  # DateTimeOffset and whatever else has a Python type of its own
        if row.python_type is python_type and row.python_type not in (int, float, str, object):
            return name
    return next((_PLAIN[base] for base in python_type.__mro__[1:-1] if base in _PLAIN), None)
