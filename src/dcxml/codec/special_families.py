"""CLR types with a shape of their own on the wire: DateTimeOffset (``DateTimeOffsetAdapter``) as two elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dcxml.codec.leaves import lexical_fault, primitive_reader
from dcxml.codec.reading import CONTINUE, MemberTable
from dcxml.contract.primitives import primitive_contract
from dcxml.errors import LexicalError
from dcxml.lexical.date_time_offset import date_time_offset_from_parts, date_time_offset_parts
from dcxml.qname import XS, QName, clr_namespace

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.codec.dialects import Scope
    from dcxml.codec.leaves import Reader
    from dcxml.codec.reading import Reading
    from dcxml.lexical.table import Primitive

__all__ = ["DATE_TIME_OFFSET", "date_time_offset_reader", "offset_content"]

_SYSTEM: Final = clr_namespace("System")
DATE_TIME_OFFSET: Final = QName(_SYSTEM, "DateTimeOffset")
_PARTS: Final = MemberTable(
    DATE_TIME_OFFSET,
    ("value", "offset_minutes"),
    [QName(_SYSTEM, "DateTime").clark, QName(_SYSTEM, "OffsetMinutes").clark],
    frozenset({0, 1}),
)


def date_time_offset_reader(primitive: Primitive, *, strict: bool, nillable: bool) -> Reader:
    """Return the reader of a DateTimeOffset: ``DateTime``, then ``OffsetMinutes``, both required."""
    date_time = primitive_reader(_row("dateTime"), strict=strict, nillable=False)
    minutes = primitive_reader(_row("short"), strict=strict, nillable=False)

    def read(element: etree._Element, reading: Reading) -> Any:
        if element.keys():
            if not nillable:
                reading.refuse_nil(element, expected="DateTimeOffset")
            if reading.special(element, primitive.name) is not CONTINUE:
                return None
        (value, offset), _ = reading.align(element, element[:], _PARTS)
        assert value is not None  # noqa: S101 - required in the table
        assert offset is not None  # noqa: S101 - required in the table
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
        f"<{prefix}DateTime{declaration}>{_row('dateTime').format(moment)}</{prefix}DateTime>"
        f"<{prefix}OffsetMinutes{declaration}>{_row('short').format(minutes)}</{prefix}OffsetMinutes>"
    )


def _row(name: str) -> Primitive:
    contract = primitive_contract(QName(XS, name))
    assert contract is not None  # noqa: S101 - a row of the primitive table
    return contract.primitive
