"""CLR types with a shape of their own on the wire: DateTimeOffset (``DateTimeOffsetAdapter``) as two elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dcxml.codec.leaves import lexical_fault, primitive_reader
from dcxml.codec.members import MemberTable, align_pair
from dcxml.codec.reading import CONTINUE
from dcxml.errors import LexicalError
from dcxml.lexical.date_time_offset import date_time_offset_from_parts, date_time_offset_parts
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import XS, QName, clr_namespace

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.codec.dialects import Scope
    from dcxml.codec.leaves import Reader
    from dcxml.codec.reading import Reading
    from dcxml.lexical.table import Primitive

__all__ = ["DATE_TIME_OFFSET", "date_time_offset_reader", "offset_content"]

_DATE_TIME: Final = PRIMITIVES[QName(XS, "dateTime")]
_SHORT: Final = PRIMITIVES[QName(XS, "short")]
_SYSTEM: Final = clr_namespace("System")
DATE_TIME_OFFSET: Final = QName(_SYSTEM, "DateTimeOffset")
_PARTS: Final = MemberTable(
    ("value", "offset_minutes"),
    [QName(_SYSTEM, "DateTime").clark, QName(_SYSTEM, "OffsetMinutes").clark],
    frozenset({0, 1}),
)


def date_time_offset_reader(primitive: Primitive, *, strict: bool, nillable: bool) -> Reader:
    """Return the reader of a DateTimeOffset: ``DateTime``, then ``OffsetMinutes``, both required."""
    date_time = primitive_reader(_DATE_TIME, strict=strict, nillable=False)
    minutes = primitive_reader(_SHORT, strict=strict, nillable=False)

    def read(element: etree._Element, reading: Reading) -> Any:
        if element.keys():
            if not nillable:
                reading.refuse_nil(element, expected="DateTimeOffset")
            if reading.struct(element, primitive.name) is not CONTINUE:
                return None
        value, offset = align_pair(element, _PARTS, reading)
        try:
            return date_time_offset_from_parts(date_time(value, reading), minutes(offset, reading))
        except LexicalError as error:
            raise lexical_fault(element, error) from None

    return read


def offset_content(value: Any, scope: Scope) -> str:
    """Return the two elements of a DateTimeOffset."""
    moment, minutes = date_time_offset_parts(value)
    prefix, declaration = scope.tag(_SYSTEM)
    return (
        f"<{prefix}DateTime{declaration}>{_DATE_TIME.format(moment)}</{prefix}DateTime>"
        f"<{prefix}OffsetMinutes{declaration}>{_SHORT.format(minutes)}</{prefix}OffsetMinutes>"
    )
