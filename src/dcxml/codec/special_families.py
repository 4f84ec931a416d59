"""Built-in types written as classes: DateTimeOffset (``DateTimeOffsetAdapter``) as two elements, DBNull as none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dcxml.codec.element_names import local_name
from dcxml.codec.leaves import lexical_fault, primitive_reader
from dcxml.codec.members import MemberTable, align_pair
from dcxml.codec.reading import CONTINUE
from dcxml.contract.primitives import DATE_TIME_OFFSET, DB_NULL
from dcxml.errors import LexicalError
from dcxml.lexical.date_time_offset import date_time_offset_from_parts, date_time_offset_parts
from dcxml.lexical.db_null import DBNull, format_db_null
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import XS, QName, clr_namespace

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from dcxml.codec.dialects import Scope
    from dcxml.codec.leaves import Reader
    from dcxml.codec.reading import Reading
    from dcxml.lexical.table import Primitive

__all__ = ["date_time_offset_reader", "db_null_reader", "known_content", "offset_content"]

_DATE_TIME: Final = PRIMITIVES[QName(XS, "dateTime")]
_SHORT: Final = PRIMITIVES[QName(XS, "short")]
_SYSTEM: Final = clr_namespace("System")
_PARTS: Final = MemberTable(
    ("value", "offset_minutes"),
    [QName(_SYSTEM, "DateTime").clark, QName(_SYSTEM, "OffsetMinutes").clark],
    frozenset({0, 1}),
)


def built_in_class_reader(primitive: Primitive, *, strict: bool, nillable: bool) -> Reader:
    """Return the reader of a built-in type that is a class in schemas: DateTimeOffset or DBNull."""
    if primitive.name == DB_NULL:
        return db_null_reader(strict=strict, nillable=nillable)
    return date_time_offset_reader(primitive, strict=strict, nillable=nillable)


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
            return date_time_offset_from_parts(date_time(value, reading), minutes(offset, reading), dotnet=not strict)
        except LexicalError as error:
            raise lexical_fault(element, error) from None

    return read


def db_null_reader(*, strict: bool, nillable: bool) -> Reader:
    """Return the reader of a DBNull: an empty element; .NET skips elements in it, for it is a class without members."""

    def read(element: etree._Element, reading: Reading) -> Any:
        if element.keys():
            if not nillable and strict:
                reading.refuse_nil(element, expected="DBNull")
            if reading.special(element, DB_NULL) is not CONTINUE:
                return None
        reading.refuse_text(element)
        for child in element:
            name = reading.tag(child)
            if reading.unknown == "forbid" or (strict and reading.unknown != "ignore"):
                reason = f"{local_name(child)} is not allowed inside DBNull; .NET would skip it"
                reading.fail(child, reason, found=name, expected="nothing")
            reading.check_skipped(child)
        return DBNull

    return read


def offset_content(value: Any, scope: Scope) -> str:
    """Return the two elements of a DateTimeOffset."""
    moment, minutes = date_time_offset_parts(value)
    prefix, declaration = scope.tag(_SYSTEM)
    return (
        f"<{prefix}DateTime{declaration}>{_DATE_TIME.format(moment)}</{prefix}DateTime>"
        f"<{prefix}OffsetMinutes{declaration}>{_SHORT.format(minutes)}</{prefix}OffsetMinutes>"
    )


def _db_null_content(value: Any, _scope: Scope) -> str:
    return format_db_null(value)


known_content: Final[dict[QName, Callable[[Any, Scope], str]]] = {
    DATE_TIME_OFFSET: offset_content,
    DB_NULL: _db_null_content,
}
"""What writes the content of each; ``i:type`` may name those that are known."""
