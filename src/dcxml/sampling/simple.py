"""What ASP.NET Web API's help page shows for a simple type (``SimpleTypeObjectGenerator``), one row for each.

The page takes the moment and new GUIDs; here both are given, so that a sample is the same each time.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from attrs import define, frozen

from dcxml.binding.values import AnyValue
from dcxml.contract.primitives import DATE_TIME_OFFSET, DB_NULL
from dcxml.lexical import DateTimeOffset, DBNull, Duration
from dcxml.lexical.zone import UTC
from dcxml.qname import SERIALIZATION, XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dcxml.lexical import DateTime

__all__ = ["PageValues", "is_numbered"]

_ANY_TYPE: Final = QName(XS, "anyType")
_FLOAT: Final = QName(XS, "float")
_BINARY: Final = QName(XS, "base64Binary")
_GUID: Final = QName(SERIALIZATION, "guid")
_OCTET: Final = b"@"
"""64, the page's ``byte``."""
_TICKS: Final = 1_234_567
"""The page's ``TimeSpan``."""
_RANDOM_GUID: Final = 4
_ID: Final = "ID"


@frozen
class _Row:
    """The value of a type by its running number; without a number where the type does not count."""

    value: Callable[[PageValues, int], Any]
    is_numbered: bool = True


@define
class PageValues:
    """The values of one sample: ``now`` is the moment of all its dates, ``items`` the size of its arrays.

    GUIDs are counted over the whole sample.
    """

    now: DateTime
    items: int
    _guids: int = 0
    _ids: int = 0

    def of(self, name: QName, number: int) -> Any:
        """Return the value of a built-in type whose running number among the members of its object is ``number``."""
        return _ROWS[name].value(self, number)

    def next_guid(self) -> UUID:
        """Return a GUID that no other place of the sample has."""
        self._guids += 1
        return UUID(int=self._guids, version=_RANDOM_GUID)

    def xml_schema_text(self, name: QName, number: int) -> str | None:
        """Return a text of a type of XML Schema without a CLR type; None of another, and where its base tells.

        Each ``xs:ID`` is another one.
        """
        text = _XML_SCHEMA_TEXTS.get(name.name) if name.namespace == XS else None
        if text is not None and name.name == _ID:
            self._ids += 1
            number = self._ids
        return None if text is None else text.format(number)


def is_numbered(name: QName) -> bool:
    """Tell whether the page's generator counts a member of this built-in type."""
    return _ROWS[name].is_numbered


def _integer(_page: PageValues, number: int) -> int:
    return number


def _floating(_page: PageValues, number: int) -> float:
    return number + 0.1


def _offset(page: PageValues, _number: int) -> DateTimeOffset:
    return DateTimeOffset.from_datetime(page.now if page.now.tzinfo is not None else page.now.replace(tzinfo=UTC))


_ROWS: Final[Mapping[QName, _Row]] = {
    **{
        QName(XS, name): _Row(_integer)
        for name in ("short", "unsignedShort", "int", "unsignedInt", "long", "unsignedLong")
    },
    QName(XS, "byte"): _Row(lambda _page, _number: _OCTET[0]),
    QName(XS, "unsignedByte"): _Row(lambda _page, _number: _OCTET[0]),
    QName(XS, "boolean"): _Row(lambda _page, _number: True),
    QName(XS, "string"): _Row(lambda _page, number: f"sample string {number}"),
    QName(XS, "decimal"): _Row(lambda _page, number: Decimal(number)),
    _FLOAT: _Row(_floating),
    QName(XS, "double"): _Row(_floating),
    QName(XS, "dateTime"): _Row(lambda page, _number: page.now),
    QName(XS, "anyURI"): _Row(lambda _page, number: f"http://webapihelppage{number}.com/"),
    _BINARY: _Row(lambda page, _number: _OCTET * page.items, is_numbered=False),
    QName(XS, "QName"): _Row(lambda _page, _number: QName("http://tempuri.org/", "sample"), is_numbered=False),
    _ANY_TYPE: _Row(lambda _page, _number: AnyValue(None, _ANY_TYPE)),
    QName(SERIALIZATION, "char"): _Row(lambda _page, _number: "A"),
    QName(SERIALIZATION, "duration"): _Row(lambda _page, _number: Duration.from_ticks(_TICKS)),
    _GUID: _Row(lambda page, _number: page.next_guid()),
    DATE_TIME_OFFSET: _Row(_offset),
    DB_NULL: _Row(lambda _page, _number: DBNull),
}

_XML_SCHEMA_TEXTS: Final[Mapping[str, str]] = {
    "date": "2000-01-01",
    "time": "12:00:00",
    "gYear": "2000",
    "gYearMonth": "2000-01",
    "gMonth": "--01",
    "gMonthDay": "--01-01",
    "gDay": "---01",
    "hexBinary": "40",
    "language": "en",
    "Name": "sample{}",
    "NCName": "sample{}",
    "NMTOKEN": "sample{}",
    "NMTOKENS": "sample{}",
    "ID": "sample{}",
    "IDREF": "sample{}",
    "IDREFS": "sample{}",
    "positiveInteger": "{}",
    "nonNegativeInteger": "{}",
    "negativeInteger": "-{}",
    "nonPositiveInteger": "-{}",
    "integer": "{}",
}
