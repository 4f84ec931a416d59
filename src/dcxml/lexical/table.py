"""The primitive table: one row per built-in type of the serializer, what Python holds, reads and writes for it."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - attrs resolves the annotations of its classes
from decimal import Decimal
from typing import Any, Never
from uuid import UUID

from attrs import frozen

from dcxml.errors import LexicalError
from dcxml.lexical.binary import format_base64, parse_base64, parse_base64_dotnet
from dcxml.lexical.boolean import format_boolean, parse_boolean
from dcxml.lexical.characters import format_string, number_token, parse_string
from dcxml.lexical.date_time import DateTime
from dcxml.lexical.date_time_offset import DateTimeOffset
from dcxml.lexical.date_time_text import format_date_time, parse_date_time, parse_date_time_dotnet
from dcxml.lexical.db_null import DBNullType, format_db_null, parse_db_null
from dcxml.lexical.decimals import format_decimal, parse_decimal
from dcxml.lexical.duration import Duration
from dcxml.lexical.duration_text import format_duration, parse_duration, parse_duration_dotnet
from dcxml.lexical.floating import double_parse, float_parse, format_double, format_float
from dcxml.lexical.guid import format_guid, parse_guid, parse_guid_dotnet
from dcxml.lexical.integers import INTEGER_RANGES, format_char, integer_format, integer_parse, parse_char
from dcxml.lexical.qualified import format_qname, parse_qname
from dcxml.lexical.uri import format_uri, parse_uri, parse_uri_dotnet
from dcxml.lexical.zone import UTC
from dcxml.qname import SERIALIZATION, XS, QName, clr_namespace

__all__ = ["PRIMITIVES", "Primitive"]


@frozen(kw_only=True)
class Primitive:
    """A built-in type: its schema name, its Python type, and its text in both directions.

    ``parse`` reads what is both valid for the schema type and readable by .NET; ``parse_dotnet`` reads what .NET's
    text reader reads, no more and no less; ``format`` writes .NET's text, not yet escaped for XML. All three
    raise `LexicalError`. ``default`` is .NET's ``default(T)``; ``clr_type`` the full name of the CLR type.
    """

    name: QName
    python_type: type
    clr_type: str
    default: Any
    is_value_type: bool
    parse: Callable[[str], Any]
    parse_dotnet: Callable[[str], Any]
    format: Callable[[Any], str]


def _value_type(  # noqa: PLR0913 - a row of the table
    name: QName,
    clr_type: str,
    *,
    default: Any,
    parse: Callable[[str], Any],
    format: Callable[[Any], str],  # noqa: A002 - the column's name
    parse_dotnet: Callable[[str], Any] | None = None,
) -> Primitive:
    return Primitive(
        name=name, python_type=type(default), clr_type=clr_type, default=default, is_value_type=True,
        parse=parse, parse_dotnet=parse_dotnet or parse, format=format,
    )  # fmt: skip


def _reference_type(  # noqa: PLR0913 - a row of the table
    name: QName,
    clr_type: str,
    *,
    python_type: type,
    parse: Callable[[str], Any],
    format: Callable[[Any], str],  # noqa: A002 - the column's name
    parse_dotnet: Callable[[str], Any] | None = None,
) -> Primitive:
    return Primitive(
        name=name, python_type=python_type, clr_type=clr_type, default=None, is_value_type=False,
        parse=parse, parse_dotnet=parse_dotnet or parse, format=format,
    )  # fmt: skip


def _integer(name: str, clr_type: str) -> Primitive:
    label, held = f"xs:{name}", INTEGER_RANGES[QName(XS, name)]
    parse = integer_parse(label, low=held[0], high=held[-1])
    return _value_type(
        QName(XS, name), clr_type, default=0,
        parse=parse, parse_dotnet=_number(parse), format=integer_format(label, low=held[0], high=held[-1]),
    )  # fmt: skip


def _number(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return .NET's parser of a number, which passes over more around it than XML Schema's."""
    return lambda text: parse(number_token(text))


def _no_text(name: str, *, reason: str) -> Callable[[Any], Never]:
    """Return a parser or formatter for a type that has no text of its own."""

    def refuse(found: Any) -> Never:
        raise LexicalError(found if isinstance(found, str) else repr(found), f"a text of {name}", reason=reason)

    return refuse


def _parse_qname_alone(text: str) -> QName:
    return parse_qname(text, {}, dotnet=False)


def _parse_qname_alone_dotnet(text: str) -> QName:
    return parse_qname(text, {}, dotnet=True)


def _format_qname_alone(value: QName) -> str:
    try:
        return format_qname(value, {})
    except KeyError:
        raise LexicalError(str(value), "xs:QName", reason="its namespace needs a prefix in scope") from None


_any_type = _no_text("xs:anyType", reason="only its i:type tells what the text means")
_offset_text = _no_text("DateTimeOffset", reason="it is two child elements, DateTime and OffsetMinutes")

_ROWS = (
    _value_type(
        QName(XS, "boolean"), "System.Boolean", default=False, parse=parse_boolean, format=format_boolean
    ),
    _integer("byte", "System.SByte"),
    _integer("unsignedByte", "System.Byte"),
    _integer("short", "System.Int16"),
    _integer("unsignedShort", "System.UInt16"),
    _integer("int", "System.Int32"),
    _integer("unsignedInt", "System.UInt32"),
    _integer("long", "System.Int64"),
    _integer("unsignedLong", "System.UInt64"),
    _value_type(
        QName(XS, "float"), "System.Single", default=0.0,
        parse=float_parse(dotnet=False), parse_dotnet=float_parse(dotnet=True), format=format_float,
    ),
    _value_type(
        QName(XS, "double"), "System.Double", default=0.0,
        parse=double_parse(dotnet=False), parse_dotnet=double_parse(dotnet=True), format=format_double,
    ),
    _value_type(
        QName(XS, "decimal"), "System.Decimal", default=Decimal(0),
        parse=parse_decimal, parse_dotnet=_number(parse_decimal), format=format_decimal,
    ),
    _reference_type(
        QName(XS, "string"), "System.String", python_type=str, parse=parse_string, format=format_string
    ),
    _value_type(
        QName(XS, "dateTime"), "System.DateTime", default=DateTime.min,
        parse=parse_date_time, parse_dotnet=parse_date_time_dotnet, format=format_date_time,
    ),
    _reference_type(
        QName(XS, "anyURI"), "System.Uri", python_type=str,
        parse=parse_uri, parse_dotnet=parse_uri_dotnet, format=format_uri,
    ),
    _reference_type(
        QName(XS, "base64Binary"), "System.Byte[]", python_type=bytes,
        parse=parse_base64, parse_dotnet=parse_base64_dotnet, format=format_base64,
    ),
    _reference_type(
        QName(XS, "QName"), "System.Xml.XmlQualifiedName", python_type=QName,
        parse=_parse_qname_alone, parse_dotnet=_parse_qname_alone_dotnet, format=_format_qname_alone,
    ),
    _reference_type(
        QName(XS, "anyType"), "System.Object", python_type=object, parse=_any_type, format=_any_type
    ),
    _value_type(
        QName(SERIALIZATION, "char"), "System.Char", default="\0",
        parse=parse_char, parse_dotnet=_number(parse_char), format=format_char,
    ),
    _value_type(
        QName(SERIALIZATION, "duration"), "System.TimeSpan", default=Duration(),
        parse=parse_duration, parse_dotnet=parse_duration_dotnet, format=format_duration,
    ),
    _value_type(
        QName(SERIALIZATION, "guid"), "System.Guid", default=UUID(int=0),
        parse=parse_guid, parse_dotnet=parse_guid_dotnet, format=format_guid,
    ),
    _value_type(
        QName(clr_namespace("System"), "DateTimeOffset"), "System.DateTimeOffset",
        default=DateTimeOffset(DateTime.min.replace(tzinfo=UTC), 0),
        parse=_offset_text, format=_offset_text,
    ),
    _reference_type(
        QName(clr_namespace("System"), "DBNull"), "System.DBNull", python_type=DBNullType,
        parse=parse_db_null, format=format_db_null,
    ),
)  # fmt: skip

PRIMITIVES: dict[QName, Primitive] = {row.name: row for row in _ROWS}
"""The rows by schema name."""
